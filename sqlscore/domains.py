"""Values of single columns that no query speaks of, and which values a predicate holds for."""

import threading
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from . import dates
from .sandbox import QueryFailed, connect, fence, run

if TYPE_CHECKING:
    from .schema import Column

WHOLE = [3, 12, 7, 0, -5, 25, 1, 100, -40, 9, 60, 2, 1000, 31]
BROKEN = [2.5, 0.125, 3.0, -1.75, 10.333, 7.0, 0.0, 99.99, 41.0625, 3.14159, 12.5, -0.5]
SPELLED = ["9", "100", "-3", "20.5", "1000", "7", "0", "31", "12", "200"]
_own = threading.local()


def plain_values(column: "Column", kind: str, words: Collection[str], fragments: Sequence[str], salt: int) -> list:
    """Different values that a column of this kind may well have, in an order that differs from column to column.

    Args:
        column: its `Column`.
        kind: date, datetime, time, boolean, number or text.
        words: what the queries do with it: trim, cast, case.
        fragments: texts that functions look for in it.
        salt: a number that turns the order.
    """
    if kind == "boolean":
        return [0, 1]
    if kind == "time":
        return ["09:30", "13:00", "00:00", "23:59", "18:05"]
    if kind in ("date", "datetime"):
        values = dates.plain(kind == "datetime")
    elif kind == "number":
        whole = "INT" in column.declared.upper()
        values = WHOLE if whole else BROKEN if column.kind == "number" else WHOLE[:6] + BROKEN[:5]
    elif "cast" in words:
        values = SPELLED
    else:
        return _texts(column.name.title()[:12], words, fragments)
    turn = salt % len(values)
    return values[turn:] + values[:turn]


def _texts(stem, words, fragments):
    values = [f"{stem} a", f"{stem} b", f"{stem} C", f"{stem} A".upper(), f"{stem} d", f"{stem} ee", f"{stem} F"]
    if "trim" in words:
        values[0:0] = [f"  {stem} a ", f"{stem} b ", f" {stem} g"]
    for fragment in fragments[:4]:
        values[:0] = [f"{stem}{fragment}x{fragment}y", fragment + stem]
    return values + [""]


def holding(column: "Column", values: list, predicates: Sequence[str] | None = None, name: str | None = None) -> list:
    """Those of `values` for which all `predicates` are true; by default the CHECKs of the column.

    SQLite itself decides. NULL passes a CHECK. Where it cannot be asked, no value holds.
    """
    checking = predicates is None
    predicates, name = (column.checks, column.name) if checking else (predicates, name)
    if not values:
        return []
    spelled = ", ".join(f"({_spelled(v)})" for v in values)
    quoted = '"' + name.replace('"', '""') + '"'
    truths = ", ".join(f"({p}) IS NOT {'FALSE' if checking else 'NULL'} AND ({p}) IS NOT FALSE" for p in predicates)
    try:
        rows = run(_connection(), f"WITH c({quoted}) AS (VALUES {spelled}) SELECT {truths} FROM c").rows
    except QueryFailed:
        return []
    return [v for v, row in zip(values, rows) if all(row)]


def _connection():
    if not hasattr(_own, "connection"):
        _own.connection = fence(connect())
    return _own.connection


def calculated(sql: str) -> object:
    """The value of a constant expression. Raises QueryFailed where SQLite cannot work it out."""
    return run(_connection(), f"SELECT {sql}").rows[0][0]


def _spelled(value):
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
