"""How one question speaks of a domain: which of its names it uses for each table, column and value."""

import random
from dataclasses import replace

from builder.definition import Column, Domain, Table

OTHER = 0.42  # share of questions that use other names than the comments'
TESTS_ONLY = 0.22  # share of test questions that use the names kept for the tests
EACH = 0.75  # how often such a question uses another name where there is one
ADJECTIVES = {  # of a large measure, by how its other name ends
    "크기": "큰",
    "규모": "큰",
    "길이": "긴",
    "기간": "긴",
    "무게": "무거운",
    "중량": "무거운",
    "킬로수": "많은",
    "관리비": "많은",
    " 돈": "많은",
    "연차": "높은",
    "값": "비싼",
    "연령": "높은",
    "연세": "높은",
}
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
    own = noun(table, rng, kept)
    columns = [renamed_column(fitting(column, table, own), rng, kept) for column in table.columns]
    return replace(table, korean=own, columns=columns)


def renamed_column(column: Column, rng: random.Random, kept: bool) -> Column:
    """A column with another name for itself and its values, and the adjective that goes with that name."""
    said = noun(column, rng, kept)
    return replace(plain(column), korean=said, more=adjective(said, column), value_names=values(column, rng, kept))


def adjective(said: str, column: Column) -> str:
    """The adjective of a large measure by the name it goes by: 매장 크기 is 큰 where 면적 is 넓은."""
    ends = [more for end, more in ADJECTIVES.items() if said.endswith(end)]
    return ends[0] if ends and column.role == "measure" and said != column.korean else column.more


def fitting(column: Column, table: Table, own: str) -> Column:
    """A name or measure without the nouns that call its row other than `own` does: no 대리점 이름 where it is called 영업점."""
    if column.role not in ("name", "measure"):
        return column
    others = {word for thing in (table.korean, *table.also, *table.tests) for word in (thing, thing.split()[-1]) if word not in own}
    also, tests, usual = (
        [name for name in names if not name.startswith(tuple(others))] for names in (column.also, column.tests, [column.korean])
    )
    usual = usual or also or [column.korean]
    return replace(column, korean=usual[0], also=tuple(also), tests=tuple(tests))


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
    return {"명": "누구", "곳": "어디", "세대": "어디"}.get(table.counter, "무엇")
