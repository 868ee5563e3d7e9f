"""Small databases, shipped or built, on which two queries are tried."""

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from random import Random

from .chains import Chains
from .clues import Clues
from .hands import ALIKE, around, hands
from .mixtures import Mixtures
from .pools import Pools
from .sandbox import QueryFailed, open_script
from .schema import Schema, quoted, read_schema
from .workbench import Workbench

MOST_BRANCHES = 4  # databases in which one branch of conditions is not met
MOST_SIZE = 1_200  # a LIMIT or HAVING COUNT(*) beyond that is not reached
MIRROR = "\n-- the other way round"  # so that it never shares a connection with the original
MOST_TOUCHED = 3  # columns whose values are tried one by one where the queries part
MOST_TWICE = 7  # hands that are dealt with different neighbours and with equal ones
MOST_SINGLES = 12  # databases of one row
FEW, MORE = 3, 9  # mixtures for a plain query, and for one that groups, joins or orders


@dataclass(frozen=True)
class Database:
    """A small database: its name, its DDL and its rows by (table, columns)."""

    name: str
    ddl: str
    rows: dict  # (table, columns) -> list of tuples, in the order in which they are inserted

    def open(self) -> sqlite3.Connection:
        """A fenced connection to it. Rows that break a constraint of the DDL are left out."""
        return Workbench().open(self)

    def mirrored(self) -> "Database":
        """The same rows stored the other way round, in tables with no order of their own."""
        contents = self.contents()
        rows = {table: list(reversed(rows)) for table, rows in contents.items()}
        return Database(self.name, rebuilt(read_schema(self.ddl)) + MIRROR, rows)

    def contents(self) -> dict[tuple, list[tuple]]:
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


def generate(schema: Schema, clues: Clues) -> Iterator[Database]:
    """Yield the databases for `clues`, those that tell most queries apart first.

    In some of them a VARCHAR column that the queries use as a number is a NUMERIC one: the DDL of
    the Hub dataset calls nearly everything VARCHAR, and as text no value lies between '5' and '10'.
    """
    pools, random = Pools(schema, clues), Random(0)
    chains, mixtures = Chains(pools, random), Mixtures(pools, random)
    loose = schema.ddl
    if any(pools.declared(c).kind == "text" for c in pools.numeric):
        loose = rebuilt(schema, pools.numeric)
    yield Database("values on both sides of every bound", loose, chains.around_bounds())
    for base in pools.query_bases or [None]:
        yield Database("one row, all others NULL", schema.ddl, mixtures.lonely(base, nulls=1))
    yield Database("mixed rows", loose, mixtures.mixed(8, nulls=0.1))
    involved = clues.aggregates or clues.nested or clues.ordered or len(clues.tables) > 1
    if involved or len(pools.branches) > 1:
        yield Database("falling values", loose, chains.around_bounds(trend=-1))
        yield Database("every condition met", loose, chains.met())
        for left_out in range(min(len(pools.branches), MOST_BRANCHES) if len(pools.branches) > 1 else 0):
            yield Database("some conditions met", loose, chains.met(left_out))
        yield Database("no condition met", loose, chains.unmet())
    if involved:
        yield Database("one row, some NULL", schema.ddl, mixtures.lonely(pools.bases[0], nulls=0.4))
        yield Database("the same row again and again", loose, mixtures.repeated(4))
        yield Database("the same row with NULLs again and again", schema.ddl, mixtures.repeated(3, hollow=True))
        yield Database("no condition met, all others NULL", schema.ddl, chains.unmet(hollow=True))
        for _, rows in zip(range(MOST_SINGLES), mixtures.singles() if clues.aggregates else ()):
            yield Database("one row", schema.ddl, rows)
        for count in (3, 5, 6, 6, 7) if pools.sorted else ():
            yield Database("repeated but for what orders", loose, mixtures.ranked(count))
        yield Database("two rows, one with NULLs", schema.ddl, mixtures.pair())
    touched = [r for r in dict.fromkeys(map(pools.root, clues.touched())) if r in pools.kind]
    for met in (4, 0, 4, 0, 2) if pools.joined.intersection(touched) else ():
        yield Database("one of several partners meets the conditions", schema.ddl, mixtures.ladder(met))
    touched = [r for r in touched if r not in pools.joined]
    if touched:
        yield Database("values that functions take for others", schema.ddl, mixtures.telling(touched[:MOST_TOUCHED]))
    for root in touched[:2] if involved else ():
        for number, hand in enumerate(hands(pools, root)):
            for richness in (12, 1) if number < MOST_TWICE else (12,):
                yield Database("a few values side by side", schema.ddl, mixtures.dealt(root, hand, richness))
        for groups in (ALIKE, ALIKE[::-1]) if clues.grouped and pools.kind[root] == "number" else ():
            yield Database("groups of like means", loose, mixtures.groups(root, groups, clues.grouped[0]))
    if len({frozenset(map(frozenset, pairs)) for pairs in clues.joins}) > 1:
        yield from _joined_apart(schema, clues, random)
    for column, bound in clues.bounds[:3]:
        for keys in clues.grouped[:2] or [set()]:
            yield Database("groups around a sum", loose, mixtures.groups(column, around(bound), keys))
    if pools.joined:
        for count in (6, 10):
            yield Database("rows without partners", schema.ddl, mixtures.mixed(count, 0.05, 0.9, orphans=0.35))
        for count in (10, 5):
            yield Database("conditions seldom met", schema.ddl, mixtures.mixed(count, 0.05, met=0.3, richness=(4, 12)))
    for first, second in clues.together[:3]:
        yield Database("all pairs of two columns", loose, mixtures.product(first, second))
    for plan in _groups(pools, clues):
        yield Database("groups of set sizes", schema.ddl, mixtures.sized(*plan))
    for i in range(MORE if involved else FEW):
        count, nulls = ((12, 0.2), (5, 0.3), (24, 0.1), (3, 0.0), (12, 0.0))[i % 5]
        yield Database("mixed rows with NULLs and duplicates", loose if i % 2 else schema.ddl, mixtures.mixed(count, nulls))


def _joined_apart(schema, clues, random):
    """Databases for each way to join by itself: a column that one query alone joins is another kind of value there."""
    for pairs in clues.joins:
        pools = Pools(schema, replace(clues, equal=pairs))
        mixtures = Mixtures(pools, random)
        yield Database("joined as one query has it", schema.ddl, Chains(pools, random).met())
        yield Database("joined as one query has it", schema.ddl, mixtures.mixed(8, 0.1))
        yield Database("joined as one query has it", schema.ddl, mixtures.mixed(5, 0.1, met=1))


def _groups(pools, clues):
    """What `Mixtures.sized` takes for databases for HAVING COUNT(*) and LIMIT."""
    sizes = sorted({k + d for k in clues.sizes for d in (-1, 0, 1) if 0 < k + d <= MOST_SIZE}, reverse=True)[:6]
    if not sizes and not clues.grouped:
        return
    for many in pools.tables:
        for keys in clues.grouped[:3] or [set()]:
            if sizes:
                for base in pools.query_bases or [None]:
                    yield sizes + [1, 2], many, keys, 0.0, 1.0, False, base
                yield sizes, many, keys, 0.0, 1.0, True, None, bool(pools.joined)
                yield sizes, many, keys, 0.0, 0.7
            else:
                yield (3, 2, 1, 1), many, keys, 0.0, 1.0
                yield (3, 2, 2), many, keys, 0.3, 0.9
            if clues.ordered and keys:
                yield (11, 2, 3), many, keys, 0.0, 1.0


def rebuilt(schema: Schema, numeric: Collection[tuple[str, int]] = ()) -> str:
    """A plain DDL of the same tables: no row order of its own, columns in `numeric` NUMERIC."""
    statements = []
    for name, table in schema.tables.items():
        parts = []
        for i, column in enumerate(table.columns):
            declared = "NUMERIC" if (name, i) in numeric and column.kind == "text" else column.declared
            parts.append(f"{quoted(column.name)} {declared}" + " NOT NULL" * column.required)
            if column.collation:
                parts[-1] += f" COLLATE {column.collation}"
            parts[-1] += "".join(f" CHECK ({check})" for check in column.checks)
        parts += [f"UNIQUE ({', '.join(quoted(table.columns[i].name) for i in group)})" for group in table.unique]
        parts += [f"CHECK ({check})" for check in table.checks]
        statements.append(f"CREATE TABLE {quoted(table.name)} ({', '.join(parts)});")
    return "\n".join([*statements, *(f"{sql};" for sql in schema.view_ddl)])
