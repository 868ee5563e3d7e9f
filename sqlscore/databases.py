"""Small databases, shipped or built, on which two queries are tried."""

import sqlite3
from dataclasses import dataclass

from .chains import Chains
from .sandbox import QueryFailed, fence, open_script, open_unfenced
from .schema import quoted, read_schema

MOST_BRANCHES = 4  # databases in which one branch of conditions is not met


@dataclass(frozen=True)
class Database:
    """A small database: its name, its DDL and its rows by table."""

    name: str
    ddl: str
    rows: dict  # table -> list of tuples, in the order in which they are inserted

    def open(self):
        """A fenced connection to it. Rows that break a constraint of the DDL are left out."""
        connection = open_unfenced(self.ddl)
        connection.isolation_level = None
        try:
            connection.execute("BEGIN")
            for (table, columns), rows in self.rows.items():
                names = ", ".join(map(quoted, columns))
                holes = ", ".join("?" * len(columns))
                statement = f"INSERT OR IGNORE INTO {quoted(table)} ({names}) VALUES ({holes})"
                connection.executemany(statement, rows)
            connection.execute("COMMIT")
        except (sqlite3.Error, OverflowError) as error:
            raise QueryFailed(str(error)) from None
        return fence(connection)


    def mirrored(self):
        """The same rows stored the other way round, in tables with no order of their own."""
        contents = self.contents()
        rows = {table: list(reversed(rows)) for table, rows in contents.items()}
        return Database(self.name, rebuilt(read_schema(self.ddl)), rows)

    def contents(self):
        """{(table, columns): rows} as they are stored."""
        connection = self.open()
        contents = {}
        for table in read_schema(self.ddl).tables.values():
            columns = tuple(c.name for c in table.columns)
            names = ", ".join(map(quoted, columns))
            select = f"SELECT {names} FROM {quoted(table.name)}"
            contents[table.name, columns] = connection.execute(select).fetchall()
        return contents


@dataclass(frozen=True)
class Shipped(Database):
    """A database that somebody filled: an SQL script, with or without its own DDL."""

    def __init__(self, ddl, script):
        try:
            open_script(script)
        except QueryFailed:
            script = f"{ddl};\n{script}"
        super().__init__("shipped rows", script, {})


def generate(schema, clues):
    """Yield the databases for `clues`, those that tell most queries apart first.

    In some of them a VARCHAR column that the queries use as a number is a NUMERIC one: the DDL of
    the Hub dataset calls nearly everything VARCHAR, and as text no value lies between '5' and '10'.
    """
    rows = Chains(schema, clues)
    loose = rebuilt(schema, rows.numeric)
    yield Database("rising values", loose, rows.chains(trend=1))
    yield Database("falling values", loose, rows.chains(trend=-1))
    yield Database("mixed values", loose, rows.mixture(14))
    yield Database("every condition met", loose, rows.met())
    for left_out in range(min(len(rows.branches), MOST_BRANCHES) if len(rows.branches) > 1 else 0):
        yield Database("some conditions met", loose, rows.met(left_out))
    yield Database("no condition met", loose, rows.unmet())
    if clues.grouped:
        yield Database("no small groups", loose, rows.groups())
    if clues.nested and len(clues.tables) > 1:
        yield Database("rows without partners", loose, rows.chains(gaps=0.25))
    yield Database("declared types, with NULLs and duplicates", schema.ddl, rows.chains(nulls=True))
    yield Database("declared types, mixed values", schema.ddl, rows.mixture(30))


def rebuilt(schema, numeric=()):
    """A plain DDL of the same tables: no row order of its own, columns in `numeric` NUMERIC."""
    statements = []
    for name, table in schema.tables.items():
        parts = [
            f"{quoted(c.name)} {'NUMERIC' if (name, i) in numeric and c.kind == 'text' else c.declared}"
            + (" NOT NULL" if c.required else "")
            for i, c in enumerate(table.columns)
        ]
        parts += [
            f"UNIQUE ({', '.join(quoted(table.columns[i].name) for i in group)})"
            for group in table.unique
        ]
        statements.append(f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)});")
    return "\n".join(statements)
