"""What a query leaves open: the order of rows, which of tied rows come first, what depends on storage."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from sqlglot import exp

from .parsing import DIALECT, shared
from .sandbox import QueryFailed, Result, run


def orders(query: str) -> bool:
    """Whether the order of the rows is part of what a query asks for."""
    tree = shared(query)
    return "order by" in query.lower() if tree is None else tree.args.get("order") is not None


def allows(
    query: str,
    connection: sqlite3.Connection,
    mirrored: sqlite3.Connection,
    expected: list[tuple],
    found: list[tuple],
    comparable: Callable[[Result], list[tuple]],
) -> bool:
    """Whether the gold `query` leaves the difference between two results open.

    Without its LIMIT and with what it orders by as further columns, the query says which rows are tied; any
    choice among those is right. Where that cannot be asked, the query runs on the same rows stored the other way
    round: what it then answers differently is a matter of chance, and a prediction may differ there too.

    Args:
        query: the gold query.
        connection, mirrored: the database and the same rows stored the other way round.
        expected, found: the rows of both results.
        comparable: turns a `Result` into rows that can be compared.
    """
    again = comparable(run(mirrored, query))
    keyed = _with_keys(query)
    if keyed is not None:
        try:
            rows = comparable(run(connection, keyed.query))
            if Counter(rows) == Counter(comparable(run(mirrored, keyed.query))):
                return _takes(rows, keyed, len(expected[0]) if expected else None, found)
        except QueryFailed:
            pass
    if Counter(again) != Counter(expected):
        return _firm(expected, again) == _firm(expected, again, found)
    return Counter(found) == Counter(expected) and again != expected


class _Keyed:
    """A query without its LIMIT that also selects what it orders by, and which rows it would take."""

    def __init__(self, tree, places):
        self.places = places  # the columns of the result that it orders by
        self.first = _whole(tree.args.get("offset")) or 0
        self.count = _whole(tree.args.get("limit"))
        tree = tree.copy()
        tree.set("limit", None)
        tree.set("offset", None)
        self.query = tree.sql(DIALECT)


@lru_cache(maxsize=512)
def _with_keys(query):
    """The `_Keyed` of a query; None where it neither orders nor limits, or its keys cannot be selected."""
    tree = shared(query)
    if tree is None or not (tree.args.get("order") or tree.args.get("limit")):
        return None
    for part in ("limit", "offset"):
        if tree.args.get(part) and _whole(tree.args[part]) is None:
            return None
    terms = [ordered.this.unnest() for ordered in tree.args["order"].expressions] if tree.args.get("order") else []
    first = tree
    while isinstance(first, exp.SetOperation):
        first = first.left
    if not isinstance(first, exp.Select) or any(e.is_star for e in first.expressions):
        return _starred(tree, terms)
    outputs = [e.unalias().sql(DIALECT).lower() for e in first.expressions]
    names = [e.alias_or_name.lower() for e in first.expressions]
    places, extra = [], []
    for term in terms:
        text = term.sql(DIALECT).lower()
        if isinstance(term, exp.Literal) and term.is_int and 0 < int(term.this) <= len(outputs):
            places.append(int(term.this) - 1)
        elif text in outputs:
            places.append(outputs.index(text))
        elif text in names:
            places.append(names.index(text))
        else:
            extra.append(term)
    if extra and (not isinstance(tree, exp.Select) or tree.args.get("distinct")):
        return None
    places += range(len(outputs), len(outputs) + len(extra))
    return _Keyed(tree.select(*map(_key, extra)) if extra else tree, places)


def _starred(tree, terms):
    """The same for SELECT *: the keys stand at the end."""
    if not isinstance(tree, exp.Select) or tree.args.get("distinct"):
        return None
    if any(isinstance(term, exp.Literal) for term in terms):
        return None
    return _Keyed(tree.select(*map(_key, terms)) if terms else tree, [-1 - i for i in range(len(terms))])


def _key(term):
    """What a term of ORDER BY compares: under NOCASE, both cases are the same."""
    if isinstance(term, exp.Collate) and "nocase" in term.expression.name.lower():
        return exp.Lower(this=term.this.copy())
    return (term.this if isinstance(term, exp.Collate) else term).copy()


def _whole(node):
    """The number of a LIMIT or OFFSET; None where it is not written out, or negative."""
    value = node.expression if node is not None else None
    return int(value.this) if isinstance(value, exp.Literal) and value.is_int else None


def _takes(rows, keyed, width, found):
    """Whether `found` is one of the answers: whole classes of tied rows in order, a choice from those cut."""
    last = len(rows) if keyed.count is None else min(len(rows), keyed.first + keyed.count)
    if len(found) != max(0, last - keyed.first):
        return False
    if not rows:
        return not found
    width = width or len(rows[0])
    keys = [tuple(row[i] for i in keyed.places) for row in rows]
    start = 0
    for end in range(1, len(rows) + 1):
        if end < len(rows) and keys[end] == keys[start]:
            continue
        low, high = max(start, keyed.first), min(end, last)
        if low < high:
            tied = Counter(row[:width] for row in rows[start:end])
            tied.subtract(found[low - keyed.first : high - keyed.first])
            if min(tied.values()) < 0:
                return False
        start = end
    return True


def _firm(expected, mirrored, found=None):
    """What stays of `found` (else of `expected`): its number of rows, and the columns that hold.

    A column holds where both runs of the gold query fill it with the same values.
    """
    found = expected if found is None else found
    if len(expected) != len(mirrored):
        return None
    before, after = list(zip(*expected)), list(zip(*mirrored))
    held = [i for i, column in enumerate(before) if Counter(column) == Counter(after[i])]
    return len(found), Counter(tuple(row[i] for i in held) for row in found)
