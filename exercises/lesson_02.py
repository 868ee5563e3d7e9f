"""Checks of lesson 02: schemas without comments, schemas cut down, and a planted leak."""

import re
from collections.abc import Callable, Iterable

import sqlglot
from datasets import DatasetDict
from sqlglot import expressions

from exercises.checking import exercise
from helpers import data


@exercise
def without_comments(answer: Callable[[str], str], schemas: Iterable[str]) -> str | None:
    """Answer: a function that returns a schema without the comments of its tables and columns."""
    for schema in schemas:
        bare = answer(schema)
        if re.search(r"\S *--", bare):
            return f"A comment is left: {re.search(r'.*--.*', bare)[0].strip()}"
        if _statements(bare) != _statements(schema):
            return "More than the comments is gone, or changed: tables, columns and their types have to stay as they are."
    return None


@exercise
def cut(answer: Callable[[dict], dict], rows: Iterable[dict]) -> str | None:
    """Answer: a function that returns a row whose `schema` has only the tables that its `gold` query uses."""
    for row in rows:
        kept, there = _tables(answer(row)["schema"]), _tables(row["schema"])
        used = {table.name for table in sqlglot.parse_one(row["gold"], dialect="sqlite").find_all(expressions.Table)} & there
        named = set(re.findall(r"\w+", row["gold"])) & there  # a column may have the name of a table: that one may stay
        if missing := used - kept:
            return f"{', '.join(sorted(missing))} is gone, and the query needs it: {row['gold']}"
        if used and (spare := kept - named):
            return f"{', '.join(sorted(spare))} is still there, and the query does not use it: {row['gold']}"
    return None


@exercise
def planted(answer: DatasetDict, whole: DatasetDict) -> str | None:
    """Answer: the dataset `whole` with one row of `test_seen` in `train` as well."""
    more = len(answer["train"]) - len(whole["train"])
    if more != 1:
        return f"`train` has {more} rows more than before: it should be one."
    if data.leaks(answer)["question"] != data.leaks(whole)["question"] + 1:
        return "No question of `test_seen` has come to `train`: take a row of that split, unchanged."
    return None


def _statements(schema: str) -> list[str]:
    return [each.sql(dialect="sqlite", comments=False) for each in sqlglot.parse(schema, dialect="sqlite") if each]


def _tables(schema: str) -> set[str]:
    found = [each.find(expressions.Table) for each in sqlglot.parse(schema, dialect="sqlite") if each]
    return {table.name for table in found if table}
