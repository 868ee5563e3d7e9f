"""The tables of a DDL, as SQLite itself understands them."""

import re
import sqlite3
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from .constraints import read_constraints
from .ddl import to_sqlite
from .sandbox import QueryFailed, open_unfenced
from .text import composed

_NUMBER = re.compile(r"INT|REAL|FLOA|DOUB|NUM|DEC", re.IGNORECASE)
_DATE = re.compile(r"DATE|TIMESTAMP", re.IGNORECASE)
_TIME = re.compile(r"TIME", re.IGNORECASE)
_VIEW = re.compile(r"\A.*?\bAS\b", re.IGNORECASE | re.DOTALL)  # what stands before the query of a view
_BOOLEAN = re.compile(r"BOOL", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """One column: `kind` is number, boolean, date, datetime, time or text, after its declared type."""

    name: str
    declared: str
    kind: str
    required: bool  # NOT NULL, or part of the primary key
    checks: tuple = ()  # CHECKs that name this column alone, as SQL
    collation: str = ""  # NOCASE, RTRIM; empty for the plain one


@dataclass(frozen=True)
class Table:
    """One table: `unique` holds groups of column positions whose values may not repeat."""

    name: str
    columns: tuple
    unique: tuple = ()
    references: tuple = ()  # (position of a column, other table, its column)
    checks: tuple = ()  # CHECKs over several columns, as SQL

    def position(self, name: str) -> int | None:
        """The position of a column, whatever its case; None where there is none."""
        return self._positions.get(name.lower())

    @cached_property
    def _positions(self):
        return {c.name.lower(): i for i, c in reversed(list(enumerate(self.columns)))}


@dataclass(frozen=True)
class Schema:
    """All tables of a DDL by their lower-case name."""

    ddl: str
    tables: dict = field(hash=False)
    views: dict = field(default_factory=dict, hash=False)  # lower-case name -> its SELECT
    view_ddl: tuple = ()


@lru_cache(maxsize=4096)
def read_schema(ddl: str) -> Schema:
    """Return the `Schema` that a DDL makes; its `ddl` is SQLite's, that of another system translated (`ddl.py`).

    Raises QueryFailed where SQLite refuses the DDL and no other system's words are in it.
    """
    ddl = composed(ddl)
    try:
        connection = open_unfenced(ddl)
    except QueryFailed:
        translated = to_sqlite(ddl)
        if translated is None:
            raise
        ddl = translated[0]
        connection = open_unfenced(ddl)
    try:
        made = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        tables = {name.lower(): _table(connection, name, sql) for name, sql in made}
        views = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
        queries = {name.lower(): _VIEW.sub("", sql, count=1) for name, sql in views}
        return Schema(ddl, tables, queries, tuple(sql for _, sql in views))
    except sqlite3.Error as error:
        raise QueryFailed(str(error)) from None


def quoted(name: str) -> str:
    """A table or column name as SQLite always accepts it."""
    return '"' + name.replace('"', '""') + '"'


def _table(connection, name, sql):
    # table_xinfo: position, name, type, not null, default, place in the primary key, hidden
    info = [row for row in _pragma(connection, "table_xinfo", name) if not row[6]]
    checks, collations = read_constraints(sql)
    columns = []
    for _, column, declared, required, _, key, _ in info:
        own = column.lower()
        about = tuple(checks.get(own, ())), collations.get(own, "")
        columns.append(Column(column, declared, _kind(declared), bool(required or key), *about))
    table = Table(name, tuple(columns))
    key = tuple(i for i, row in enumerate(info) if row[5])
    unique = {key} if key else set()
    for index in _pragma(connection, "index_list", name):
        if index[2] and not index[4]:  # index[4]: whether it holds for some rows only
            names = [row[2] for row in _pragma(connection, "index_info", index[1])]
            positions = tuple(table.position(n) if n is not None else None for n in names)
            if None not in positions:  # not an index on an expression
                unique.add(positions)
    references = []
    for row in _pragma(connection, "foreign_key_list", name):
        target = row[4] or _primary_key(connection, row[2])
        if target and table.position(row[3]) is not None:
            references.append((table.position(row[3]), row[2].lower(), target))
    return Table(name, table.columns, tuple(sorted(unique)), tuple(references), tuple(checks.get(None, ())))


def _primary_key(connection, name):
    return next((row[1] for row in _pragma(connection, "table_xinfo", name) if row[5]), None)


def _pragma(connection, pragma, name):
    return connection.execute(f"PRAGMA {pragma}({quoted(name)})").fetchall()


def _kind(declared):
    if _DATE.search(declared):
        return "datetime" if _TIME.search(declared) else "date"
    if _TIME.search(declared):
        return "time"
    if _BOOLEAN.search(declared):
        return "boolean"
    return "number" if _NUMBER.search(declared) else "text"
