"""The order of rows: whether a query asks for one, and which rows it leaves tied."""

from collections import Counter

from sqlglot import exp

from .parsing import DIALECT, parse
from .sandbox import QueryFailed, run


def orders(query):
    """Whether the order of the rows is part of what a query asks for."""
    tree = parse(query)
    return "order by" in query.lower() if tree is None else tree.args.get("order") is not None


def same_up_to_ties(connection, query, expected, found):
    """Whether `found` is the answer `expected` of an ordering query but for the order of ties.

    Both are lists with the same rows. The query runs again with what it orders by as further
    columns; where that cannot be done, any order of a result with ties will do.
    """
    keyed = _with_keys(query)
    try:
        rows = run(connection, keyed).rows if keyed else []
    except QueryFailed:
        rows = []
    if len(rows) != len(expected):
        return True
    width = len(expected[0])
    start = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end][width:] != rows[start][width:]:
            if Counter(expected[start:end]) != Counter(found[start:end]):
                return False
            start = end
    return True


def _with_keys(query):
    """The query with its ORDER BY terms selected as well, or None where it is no plain SELECT."""
    tree = parse(query)
    if not isinstance(tree, exp.Select) or tree.args.get("distinct"):
        return None
    outputs = {e.alias.lower(): e.this for e in tree.expressions if isinstance(e, exp.Alias)}
    keys = []
    for ordered in tree.args["order"].expressions:
        key = ordered.this.unnest()
        if isinstance(key, exp.Literal) and key.is_int:  # ORDER BY 2
            if int(key.this) > len(tree.expressions):
                return None
            key = tree.expressions[int(key.this) - 1].unalias()
        elif isinstance(key, exp.Column) and not key.table:
            key = outputs.get(key.name.lower(), key)
        keys.append(key.copy())
    return tree.select(*keys).sql(DIALECT)
