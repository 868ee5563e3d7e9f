"""Golds that no rows can make answer, because something in them went wrong."""

from sqlglot import exp

from .names import Names
from .parsing import shared
from .reader import COMPARISONS
from .schema import Schema


def breaks_down(query: str, schema: Schema) -> bool:
    """Whether a comparison in a query went wrong: no column in it, two in a row, or a `&` meant as "and".

    Sets made by machine have such golds: `score = 72 - 71 = 143`, `2005 = "a"` where 2005 was to be a column.
    """
    tree, names = shared(query), Names(schema)
    if tree is None:
        return False
    for select in tree.find_all(exp.Select):
        names.open(select, {})
    for node in tree.find_all(*COMPARISONS):
        columns = [c for c in node.find_all(exp.Column) if names.column(c) is not None]
        twice = any(isinstance(side.unnest(), tuple(COMPARISONS)) for side in (node.left, node.right))
        if twice or node.find(exp.BitwiseAnd) or not (columns or node.find(exp.Query, exp.AggFunc)):
            return True
    return False
