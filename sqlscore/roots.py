"""Which columns hold the same kind of value: those that are joined, compared or refer to each other."""

from .clues import Clues
from .schema import Schema


def find_roots(schema: Schema, clues: Clues) -> tuple[dict[tuple[str, int], tuple[str, int]], set[tuple[str, int]]]:
    """({column: the one that stands for it}, the roots of columns that are joined)."""
    parent = {}

    def root(column: tuple[str, int]) -> tuple[str, int]:
        while column in parent:
            column = parent[column]
        return column

    def alike(left: tuple[str, int], right: tuple[str, int]) -> bool:
        kinds = {schema.tables[n].columns[i].kind for n, i in (left, right)}
        return not (kinds & {"date", "datetime", "time"} and kinds & {"number", "boolean"})

    pairs = [pair for pair in clues.equal if alike(*pair)]
    for name in clues.tables:
        for position, other, column in schema.tables[name].references:
            target = schema.tables.get(other)
            if other in clues.tables and target.position(column) is not None:
                pairs.append(((name, position), (other, target.position(column))))
    for left, right in pairs:
        left, right = root(left), root(right)
        if left != right:
            parent[left] = right
    return parent, {root(c) for pair in pairs for c in pair}
