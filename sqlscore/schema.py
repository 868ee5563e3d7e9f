"""The tables of a DDL, as SQLite itself understands them."""

import re
import sqlite3
from dataclasses import dataclass, field
from functools import lru_cache

from .sandbox import QueryFailed, open_unfenced

_NUMBER = re.compile(r"INT|REAL|FLOA|DOUB|NUM|DEC", re.IGNORECASE)
_DATE = re.compile(r"DATE|TIME", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """One column: `kind` is "number", "date" or "text", after its declared type."""

    name: str
    declared: str
    kind: str
    required: bool  # NOT NULL, or part of the primary key


@dataclass(frozen=True)
class Table:
    """One table: `unique` holds groups of column positions whose values may not repeat."""

    name: str
    columns: tuple
    unique: tuple = ()
    references: tuple = ()  # (position of a column, other table, its column)

    def position(self, name):
        """The position of a column, whatever its case; None where there is none."""
        return next((i for i, c in enumerate(self.columns) if c.name.lower() == name.lower()), None)


@dataclass(frozen=True)
class Schema:
    """All tables of a DDL by their lower-case name."""

    ddl: str
    tables: dict = field(hash=False)

    def owners(self, column):
        """The names of the tables that have a column of this name."""
        return [name for name, table in self.tables.items() if table.position(column) is not None]


@lru_cache(maxsize=4096)
def read_schema(ddl):
    """Return the `Schema` that a DDL makes. Raises QueryFailed where SQLite refuses the DDL."""
    connection = open_unfenced(ddl)
    try:
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        tables = {name.lower(): _table(connection, name) for (name,) in names}
        return Schema(ddl, tables)
    except sqlite3.Error as error:
        raise QueryFailed(str(error)) from None


def quoted(name):
    """A table or column name as SQLite always accepts it."""
    return '"' + name.replace('"', '""') + '"'


def _table(connection, name):
    # table_xinfo: position, name, type, not null, default, place in the primary key, hidden
    info = [row for row in _pragma(connection, "table_xinfo", name) if not row[6]]
    columns = tuple(
        Column(row[1], row[2], _kind(row[2]), bool(row[3] or row[5])) for row in info
    )
    table = Table(name, columns)
    key = tuple(i for i, row in enumerate(info) if row[5])
    unique = {key} if key else set()
    for index in _pragma(connection, "index_list", name):
        if index[2]:
            names = [row[2] for row in _pragma(connection, "index_info", index[1])]
            unique.add(tuple(table.position(n) for n in names if n is not None))
    references = []
    for row in _pragma(connection, "foreign_key_list", name):
        target = row[4] or _primary_key(connection, row[2])
        if target and table.position(row[3]) is not None:
            references.append((table.position(row[3]), row[2].lower(), target))
    return Table(name, columns, tuple(sorted(unique)), tuple(references))


def _primary_key(connection, name):
    return next((row[1] for row in _pragma(connection, "table_xinfo", name) if row[5]), None)


def _pragma(connection, pragma, name):
    return connection.execute(f"PRAGMA {pragma}({quoted(name)})").fetchall()


def _kind(declared):
    if _DATE.search(declared):
        return "date"
    return "number" if _NUMBER.search(declared) else "text"
