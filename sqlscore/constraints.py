"""What a DDL says of single values beyond their type: CHECK and COLLATE."""

import re
from functools import lru_cache

import sqlglot
from sqlglot import exp

from .parsing import DIALECT

_WORTH_READING = re.compile(r"\b(CHECK|COLLATE)\b", re.IGNORECASE)


@lru_cache(maxsize=512)
def read_constraints(sql: str) -> tuple:
    """({column: its CHECKs as SQL}, {column: collation}) of one CREATE TABLE, names in lower case.

    CHECKs of several columns come under the name None. What sqlglot cannot read comes back empty.
    """
    checks, collations = {}, {}
    if not _WORTH_READING.search(sql):
        return checks, collations
    try:
        tree = sqlglot.parse_one(sql, dialect=DIALECT)
    except (sqlglot.errors.SqlglotError, RecursionError):
        return checks, collations
    for node in tree.find_all(exp.CheckColumnConstraint):
        names = {c.name.lower() for c in node.this.find_all(exp.Column)}
        checks.setdefault(names.pop() if len(names) == 1 else None, []).append(node.this.sql(DIALECT))
    for node in tree.find_all(exp.CollateColumnConstraint):
        column = node.find_ancestor(exp.ColumnDef)
        if column is not None:
            collations[column.name.lower()] = node.this.name
    return checks, collations


def constants(check: str) -> list:
    """The numbers and texts in a CHECK, and the numbers next to them: values worth trying."""
    tree = sqlglot.parse_one(f"SELECT {check}", dialect=DIALECT)
    found = []
    for literal in tree.find_all(exp.Literal):
        if literal.is_string:
            found.append(literal.this)
        else:
            number = literal.to_py()
            found += [int(n) if n == int(n) else float(n) for n in (number, number + 1, number - 1, number * 2)]
    return found
