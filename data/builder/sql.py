"""What can be read off a query: the tables it needs, its difficulty, its shape, and whether it runs without ties."""

import re
from collections import Counter
from functools import lru_cache

import sqlglot
from sqlglot import exp

DATES = re.compile(r"\b(strftime|julianday|date)\(")


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
    if joins or grouped or tree.find(exp.Case, exp.And, exp.Or) or DATES.search(sql) or (filtered and tree.find(exp.Order)):
        return "medium"
    return "easy"


def shape(sql: str) -> str:
    """The query with literals and names masked: what two queries of one shape have in common. Keywords are in capitals."""
    return re.sub(r"\b(?!(?:strftime|julianday|date)\()[a-z]\w*", "x", skeleton(sql))


def skeleton(sql: str) -> str:
    """The query with its literals masked: twins, queries that differ in literals only, share it."""
    return re.sub(r"(?<![\w.])\d+(\.\d+)?", "0", re.sub(r"'[^']*'", "''", " ".join(sql.split())))


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


OTHER = {exp.GT: exp.GTE, exp.GTE: exp.GT, exp.LT: exp.LTE, exp.LTE: exp.LT}


def neighbours(sql: str) -> list:
    """The queries that a slip would give instead: > for >=, < for <=, JOIN for LEFT JOIN, one slip each.

    A comparison with an average is left as it is: a figure that lies exactly on a mean is an accident.
    """
    found = []
    for place, node in enumerate(slips(parsed(sql))):
        tree = parsed(sql).copy()
        slip = slips(tree)[place]
        if isinstance(node, exp.Join):
            slip.set("side", None)
        else:
            slip.replace(OTHER[type(node)](this=slip.this.copy(), expression=slip.expression.copy()))
        found.append(tree.sql("sqlite"))
    return found


def slips(tree: exp.Expression) -> list:
    """The nodes of a tree where a slip is likely."""
    compared = [node for node in tree.find_all(*OTHER) if not node.find(exp.Avg)]
    return compared + [join for join in tree.find_all(exp.Join) if join.side == "LEFT"]


def blind(sql: str, run) -> list:
    """The neighbours of a query that the rows cannot tell from it; `run` executes a query."""
    right = Counter(run(sql))
    return [other for other in neighbours(sql) if Counter(run(other)) == right]


def shuffled(sql: str, run) -> bool:
    """Whether an order without LIMIT leaves open which of two rows comes first."""
    tree = parsed(sql)
    if not isinstance(tree, exp.Select) or tree.args.get("limit") or not tree.args.get("order") or tree.args.get("with_"):
        return False
    keys = [ordered.this.copy() for ordered in tree.args["order"].expressions]
    probe = tree.copy()
    probe.set("expressions", keys)
    rows = run(probe.sql("sqlite"))
    return len(set(rows)) < len(rows)
