"""What can be read off a query: the tables it needs, its difficulty, its shape, and whether it runs without ties."""

from functools import lru_cache

import sqlglot
from sqlglot import exp


@lru_cache(maxsize=50_000)
def parsed(sql: str) -> exp.Expression:
    """The syntax tree (cached: do not change it; copy it)."""
    return sqlglot.parse_one(sql, read="sqlite")


def tables(sql: str) -> set:
    """The names of the tables a query reads."""
    return {table.name for table in parsed(sql).find_all(exp.Table)}


def difficulty(sql: str) -> str:
    """easy, medium or hard, by the rule of the card.

    hard: a query inside the query, a set operation, a window, three tables, LEFT JOIN, HAVING, or a join with GROUP BY.
    medium: one JOIN, or GROUP BY, CASE, a date function, two or more conditions, or a condition together with ORDER BY.
    easy: everything else.
    """
    tree = parsed(sql)
    joins = list(tree.find_all(exp.Join))
    grouped, filtered = tree.find(exp.Group), tree.find(exp.Where)
    if (
        len(list(tree.find_all(exp.Select))) > 1
        or tree.find(exp.Window, exp.Having)
        or len(joins) > 1
        or any(join.side for join in joins)
        or (joins and grouped)
    ):
        return "hard"
    if joins or grouped or tree.find(exp.Case, exp.And, exp.Or) or "strftime" in sql or (filtered and tree.find(exp.Order)):
        return "medium"
    return "easy"


def shape(sql: str) -> str:
    """The query with literals and names masked: what two queries of one shape have in common."""
    tree = parsed(sql).copy()
    for node in list(tree.find_all(exp.Identifier)):
        node.set("this", "x")
    for node in list(tree.find_all(exp.Literal)):
        node.replace(exp.Literal.string("v") if node.is_string else exp.Literal.number(0))
    return tree.sql("sqlite")


def features(sql: str) -> set:
    """Which of join, group, order, subquery and having a query uses."""
    tree = parsed(sql)
    kinds = {"join": exp.Join, "group": exp.Group, "order": exp.Order, "having": exp.Having}
    found = {name for name, kind in kinds.items() if tree.find(kind)}
    nested = len(list(tree.find_all(exp.Select))) > 1 and not isinstance(tree, exp.SetOperation)
    return found | ({"subquery"} if nested else set())


def empty(rows: list) -> bool:
    """Whether a result says nothing: no row, or only NULL and zero."""
    return all(cell in (None, 0) for row in rows for cell in row)


def tied(sql: str, run) -> bool:
    """Whether ORDER BY ... LIMIT leaves open which rows, or in which order, it gives; `run` executes a query."""
    tree = parsed(sql)
    if not isinstance(tree, exp.Select) or not tree.args.get("limit"):
        return False
    wanted = int(tree.args["limit"].expression.this)
    skipped = int(tree.args["offset"].expression.this) if tree.args.get("offset") else 0
    probe = tree.copy()
    probe.set("expressions", [ordered.this.copy() for ordered in probe.args["order"].expressions])
    probe.set("offset", None)
    keys = run(probe.limit(wanted + skipped + 1).sql("sqlite"))
    return len(set(keys)) < len(keys) or len(keys) < wanted + skipped
