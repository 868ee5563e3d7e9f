"""What makes a domain definition sound: found out before anything is generated from it."""

import re
import sqlite3

import sqlglot

from builder import create_table, korean, rows
from builder.definition import OPPOSITE, Column, Domain, Table

NOUN = re.compile(r"[가-힣A-Za-z0-9][가-힣A-Za-z0-9 ]*")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")


def faults(domain: Domain) -> list:
    """One sentence for every fault of a definition; an empty list where it is sound."""
    found = []
    if not 2 <= len(domain.tables) <= 5:
        found.append(f"{domain.id}: {len(domain.tables)} tables, wanted 2 to 5")
    if not any(column.role == "ref" for table in domain.tables for column in table.columns):
        found.append(f"{domain.id}: no table refers to another")
    if not any(column.role == "date" for table in domain.tables for column in table.columns):
        found.append(f"{domain.id}: no date column")
    for table in domain.tables:
        found += [f"{domain.id}.{table.name}: {fault}" for fault in table_faults(table, domain) + spoken_faults(table, domain)]
    return found or run_faults(domain)


def table_faults(table: Table, domain: Domain) -> list:
    """The faults of one table."""
    found = []
    nouns = [column.korean for column in table.columns]
    names = [column.name for column in table.columns]
    if not 30 <= table.rows <= 300:
        found.append(f"{table.rows} rows, wanted 30 to 300")
    if not 4 <= len(table.columns) <= 7:
        found.append(f"{len(table.columns)} columns, wanted 4 to 7")
    if table.columns[0].role != "key" or len(table.of("key")) != 1 or table.key.name != "id":
        found.append("the first column, and no other, must be key()")
    if len(set(nouns)) < len(nouns) or len(set(names)) < len(names):
        found.append("two columns share an identifier or a Korean noun")
    if not table.of("category") or not table.of("measure"):
        found.append("needs a category and a measure")
    for column in table.columns:
        found += [f"{column.name}: {fault}" for fault in column_faults(column, table, domain)]
    return found


def spoken_faults(table: Table, domain: Domain) -> list:
    """What is wrong with the words that people use for a table, its columns and their values."""
    tables = [noun for other in domain.tables for noun in names(other)]
    columns = [noun for column in table.columns for noun in names(column)]
    found = [f"{noun} means two tables" for noun in names(table) if tables.count(noun) > 1]
    found += [f"{noun} means two columns" for noun in dict.fromkeys(columns) if columns.count(noun) > 1]
    found += [f"column {noun} is called like a table" for noun in columns if noun in tables]
    for column in table.columns:
        phrases = (column.big, column.small, column.absent, column.has, column.lacks, *column.verb[:1])
        found += [f"{column.name}: {text!r} cannot stand before a noun" for text in phrases if text and not stands_before(text)]
        found += [f"{column.name}: said={column.said!r} has no place for its value"] * bool(column.said and "{}" not in column.said)
        others = [name for several in column.value_names.values() for name in several]
        found += [f"{column.name}: {name} means two values" for name in others if [*others, *column.values].count(name) > 1]
        found += [f"{column.name}: no value is called {value}" for value in column.value_names if value not in column.values]
    return found


def names(thing) -> tuple:
    """What a table or a column may be called."""
    return (thing.korean, *thing.also, *thing.tests)


def stands_before(phrase: str) -> bool:
    """Whether a phrase can stand before a noun: 비싼, 반납된, 더운 날의."""
    return korean.adnominal(phrase) or phrase.endswith("의")


def column_faults(column: Column, table: Table, domain: Domain) -> list:
    """The faults of one column."""
    found = []
    if not NOUN.fullmatch(column.korean) or len(column.korean) > 9:
        found.append(f"Korean noun {column.korean!r}: Hangul, Latin letters, digits and blanks, at most 9")
    if not IDENTIFIER.fullmatch(column.name) or len(column.name) > 12:
        found.append("identifier: lower-case ASCII, at most 12 letters")
    if column.role == "name" and len(set(rows.pool(column, table.rows))) < table.rows:
        found.append(f"fewer than {table.rows} different names")
    if column.role == "category" and not 3 <= len(set(column.values)) <= 10:
        found.append("wanted 3 to 10 different values")
    if any(sign in text for text in spelled_out(column) for sign in "'\""):
        found.append("a value holds a quote mark")
    if column.role in ("measure", "date") and column.low >= column.high and not column.after:
        found.append("low must be below high")
    if column.role == "measure" and column.more not in OPPOSITE:
        found.append(f"more={column.more!r} is not one of {', '.join(OPPOSITE)}")
    if column.role == "ref" and column.parent not in [other.name for other in domain.tables[: domain.tables.index(table)]]:
        found.append(f"refers to {column.parent!r}, which no earlier table is called")
    if column.after and column.after not in [other.name for other in table.of("date") if not other.after]:
        found.append(f"after={column.after!r} is no date column of this table")
    return found


def spelled_out(column: Column) -> list:
    """Every text a column's definition holds."""
    return [text for value in column.values for text in ([value] if isinstance(value, str) else value)]


def run_faults(domain: Domain) -> list:
    """What SQLite or sqlglot says against the finished script."""
    try:
        connection = sqlite3.connect(":memory:")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(create_table.script(domain, rows.fill(domain)))
        for table in domain.tables:
            for column in table.columns:
                sqlglot.parse_one(f"SELECT {column.name}, {column.name} FROM {table.name} WHERE {column.name} = 1", read="sqlite")
        impossible = [(what, connection.execute(query).fetchone()) for what, query in domain.never]
    except (sqlite3.Error, sqlglot.errors.ParseError) as error:
        return [f"{domain.id}: an identifier is an SQL keyword, or worse: {error}"]
    return [f"{domain.id}: {what}: {row}" for what, row in impossible if row]
