"""Queries as sqlglot trees, and the constants in them."""

from functools import lru_cache

import sqlglot
from sqlglot import exp

from .domains import calculated
from .quiet import quiet
from .sandbox import MAX_QUERY, QueryFailed
from .values import number_in

DIALECT = sqlglot.Dialect.get_or_raise("sqlite")


def parse(query: str) -> exp.Query | None:
    """The sqlglot tree of a query, or None where sqlglot cannot read it as one query."""
    if len(query) > MAX_QUERY:
        return None
    try:
        with quiet():
            trees = DIALECT.parse(query)
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError):
        return None
    return trees[0] if len(trees) == 1 and isinstance(trees[0], exp.Query) else None


@lru_cache(maxsize=512)
def shared(query: str) -> exp.Query | None:
    """What `parse` returns, made once for all who only read it."""
    return parse(query)


def number(text: str) -> int | float | str:
    """The int or float of a numeric literal; the text itself where no finite number comes of it."""
    found = number_in(text)
    return text if found is None else found


def calculate(node: exp.Expression) -> tuple[bool, object]:
    """Let SQLite work out a constant expression such as 72 - 3 or date('2020-01-01', '+1 day')."""
    try:
        value = calculated(node.sql(DIALECT))
    except (QueryFailed, sqlglot.errors.SqlglotError):
        return False, None
    return (False, None) if isinstance(value, bytes) else (True, value)


def completed(left: exp.Expression, value: object) -> list:
    """Values that a function of a column may turn into `value`: other cases, a text around it."""
    if not isinstance(value, str) or not left.find(exp.Func):
        return [value]
    longer = [value + "zz"] if left.find(exp.Substring, exp.Left) else []
    return [value, *longer, value.upper(), value.lower(), f" {value} "]
