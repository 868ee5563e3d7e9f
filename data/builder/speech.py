"""How one question speaks of a domain: which of its names it uses for each table, column and value."""

import random
from dataclasses import replace

from builder.definition import Column, Domain, Table

OTHER = 0.5  # share of questions that use other names than the comments'
TESTS_ONLY = 0.35  # share of test questions that use the names kept for the tests
EACH = 0.75  # how often such a question uses another name where there is one
SPOKEN_UNITS = {"℃": "도", "%": "퍼센트"}


def spoken(domain: Domain, rng: random.Random, tests: bool) -> Domain:
    """The domain with one name for each table, column and value, drawn for one question.

    Args:
        tests: whether the question is for a test, and may use the names that training never shows.
    """
    kept = tests and rng.random() < TESTS_ONLY
    if not kept and rng.random() > OTHER:
        return replace(
            domain, tables=[replace(table, columns=[plain(column) for column in table.columns]) for table in domain.tables]
        )
    return replace(domain, tables=[renamed(table, rng, kept) for table in domain.tables])


def renamed(table: Table, rng: random.Random, kept: bool) -> Table:
    """A table with other names for itself, its columns and their values; `kept` ones come first."""
    columns = [
        replace(plain(column), korean=noun(column, rng, kept), value_names=values(column, rng, kept)) for column in table.columns
    ]
    return replace(table, korean=noun(table, rng, kept), columns=columns)


def plain(column: Column) -> Column:
    """A column whose values go by their own names."""
    return replace(column, value_names={}) if column.value_names else column


def noun(thing, rng: random.Random, kept: bool) -> str:
    """A name of a table or column: one of those kept for the tests, another one, or the comment's."""
    names = (thing.tests if kept else ()) or thing.also
    return rng.choice(names) if names and rng.random() < EACH else thing.korean


def values(column: Column, rng: random.Random, kept: bool) -> dict:
    """{value: its name in this question} where it has another; the last of several is kept for the tests."""
    chosen = {}
    for value, names in column.value_names.items():
        usual = names[:-1] if len(names) > 1 else names
        if rng.random() < EACH:
            chosen[value] = names[-1] if kept else rng.choice(usual)
    return chosen


def wh(column: Column, table: Table) -> str:
    """The word that asks for a column: 언제, 누구, 어디, 얼마, 몇 살, 무엇."""
    if column.wh:
        return column.wh
    if column.role == "date":
        return "언제"
    if column.role == "measure":
        return "얼마" if column.unit in ("원", "만원", "") else f"몇 {SPOKEN_UNITS.get(column.unit, column.unit)}"
    return row_wh(table) if column.role == "name" else "무엇"


def row_wh(table: Table) -> str:
    """The word that asks for a row: 누구, 어디 or 무엇."""
    return {"명": "누구", "곳": "어디"}.get(table.counter, "무엇")
