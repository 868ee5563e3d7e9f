"""Queries as sqlglot trees, and the constants in them."""

import sqlite3

import sqlglot
from sqlglot import exp

from .sandbox import MAX_QUERY, QueryFailed, fence, run
from .values import number_in

DIALECT = sqlglot.Dialect.get_or_raise("sqlite")


def parse(query):
    """The sqlglot tree of a query, or None where sqlglot cannot read it as one query."""
    if len(query) > MAX_QUERY:
        return None
    try:
        trees = DIALECT.parse(query)
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None
    return trees[0] if len(trees) == 1 and isinstance(trees[0], exp.Query) else None


def number(text):
    """The int or float of a numeric literal; the text itself where no finite number comes of it."""
    found = number_in(text)
    return text if found is None else found


def calculate(node):
    """Let SQLite work out a constant expression such as 72 - 3 or date('2020-01-01', '+1 day')."""
    try:
        value = run(fence(sqlite3.connect(":memory:")), f"SELECT {node.sql(DIALECT)}").rows[0][0]
    except (QueryFailed, sqlglot.errors.SqlglotError):
        return False, None
    return (False, None) if isinstance(value, bytes) else (True, value)


def completed(left, value):
    """Values that a function of a column may turn into `value`: parts of a date made whole."""
    text = str(value)
    if left.find(exp.TimeToStr, exp.StrToTime, exp.Substring, exp.Anonymous) and text.isdigit():
        whole = {1: "2020-0{}-11", 2: "2020-{}-11", 4: "{}-06-11"}.get(len(text))
        return {value, whole.format(text)} if whole else {value}
    if len(text) == 7 and text[4:5] == "-":
        return {value, f"{text}-11"}
    return {value, text.upper(), text.lower()} if isinstance(value, str) else {value}
