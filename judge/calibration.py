"""Pairs of queries whose truth is known, to test a judge before it is believed.

Each rule rewrites a gold query with sqlglot: the rules in SAME keep its meaning, those in CHANGED break it.
"""

import random
from collections import Counter
from collections.abc import Callable

import sqlglot
from sqlglot import exp

from sqlscore.text import strip_marks

FLIPPED = {exp.EQ: exp.EQ, exp.NEQ: exp.NEQ, exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE}
OPPOSITE = {exp.EQ: exp.NEQ, exp.NEQ: exp.EQ, exp.GT: exp.LT, exp.LT: exp.GT, exp.GTE: exp.LTE, exp.LTE: exp.GTE}
MOVED = {exp.GT: exp.GTE, exp.GTE: exp.GT, exp.LT: exp.LTE, exp.LTE: exp.LT}
AGGREGATES = {exp.Max: exp.Min, exp.Min: exp.Max, exp.Avg: exp.Sum, exp.Sum: exp.Avg}


def known_pairs(rows: list[dict], count: int, seed: int = 0) -> list[dict]:
    """Make `count` pairs, half of them equivalent rewrites of a gold query and half real changes.

    Args:
        rows: predictions or dataset rows with `id`, `question`, `schema` and `gold`.
        count: how many pairs; fewer come back where the rows allow no more.
        seed: of the choice of rows; the same seed gives the same pairs.

    Returns:
        Items for `judge_all`, with `truth` (1 equivalent, 0 changed) and `rule` (what was done to the query).
    """
    rows = random.Random(seed).sample(rows, len(rows))
    return _half(rows, SAME, 1, (count + 1) // 2) + _half(rows, CHANGED, 0, count // 2)


def _half(rows: list[dict], rules: dict[str, Callable], truth: int, count: int) -> list[dict]:
    pairs, used = [], Counter()
    for row in rows:
        if len(pairs) == count:
            break
        for rule in sorted(rules, key=lambda name: used[name]):  # the rarest so far first
            if rewritten := _rewrite(row["gold"], rules[rule]):
                used[rule] += 1
                kept = {name: row[name] for name in ("question", "schema", "gold")}
                pair = {"id": f"{row['id']}:{rule}", **kept, "predicted": rewritten, "truth": truth, "rule": rule}
                pairs.append(pair)
                break
    return pairs


def _rewrite(gold: str, rule: Callable) -> str | None:
    """The query after one rule, None where the rule finds nothing to do."""
    gold = strip_marks(gold)
    try:
        tree = sqlglot.parse_one(gold, read="sqlite")
        before = tree.sql("sqlite")
        after = rule(tree)
    except sqlglot.errors.SqlglotError:
        return None
    return after if after and after not in (before, gold) else None


def _first(tree: exp.Expression, kinds) -> exp.Expression | None:
    return next(tree.find_all(*kinds), None)


def _compared(tree: exp.Expression) -> exp.Expression | None:
    """The first comparison of a column with a literal inside the WHERE clause."""
    where = tree.find(exp.Where)
    found = where.find_all(*FLIPPED) if where else ()
    return next((node for node in found if isinstance(node.right, exp.Literal)), None)


def _swapped_class(node: exp.Expression | None, classes: dict, tree: exp.Expression) -> str | None:
    if node is None:
        return None
    node.replace(classes[type(node)](**node.args))
    return tree.sql("sqlite")


def lower_case(tree):
    quoted = [node.this for node in tree.find_all(exp.Literal) if node.is_string]
    quoted += [node.this for node in tree.find_all(exp.Identifier) if node.args.get("quoted")]
    return None if any(text != text.lower() for text in quoted) else tree.sql("sqlite").lower()


def flip_comparison(tree):
    node = _compared(tree)
    if node is None:
        return None
    node.replace(FLIPPED[type(node)](this=node.right, expression=node.left))
    return tree.sql("sqlite")


def swap_conditions(tree):
    node = tree.find(exp.And)
    if node is None:
        return None
    node.replace(exp.And(this=node.right, expression=node.left))
    return tree.sql("sqlite")


def equals_to_in(tree):
    node = _compared(tree)
    if not isinstance(node, exp.EQ):
        return None
    node.replace(exp.In(this=node.left, expressions=[node.right]))
    return tree.sql("sqlite")


def add_parentheses(tree):
    where = tree.find(exp.Where)
    if where is None:
        return None
    where.set("this", exp.paren(where.this))
    return tree.sql("sqlite")


def other_literal(tree):
    node = _compared(tree)
    if node is None:
        return None
    literal = node.right
    other = f"{literal.this} 2" if literal.is_string else str(float(literal.this) + 1).removesuffix(".0")
    literal.set("this", other)
    return tree.sql("sqlite")


def opposite_comparison(tree):
    return _swapped_class(_compared(tree), OPPOSITE, tree)


def moved_bound(tree):
    where = tree.find(exp.Where)
    return _swapped_class(_first(where, MOVED) if where else None, MOVED, tree)


def other_aggregate(tree):
    return _swapped_class(_first(tree, AGGREGATES), AGGREGATES, tree)


def and_to_or(tree):
    return _swapped_class(tree.find(exp.And), {exp.And: exp.Or}, tree)


def condition_dropped(tree):
    node = tree.find(exp.And)
    if node is None:
        return None
    node.replace(node.left)
    return tree.sql("sqlite")


def no_where(tree):
    where = tree.find(exp.Where)
    if where is None:
        return None
    where.pop()
    return tree.sql("sqlite")


def order_turned(tree):
    ordered = tree.find(exp.Ordered)
    if ordered is None or not tree.find(exp.Limit):
        return None
    ordered.set("desc", not ordered.args.get("desc"))
    ordered.set("nulls_first", bool(ordered.args.get("desc")) is False)
    return tree.sql("sqlite")


SAME = {
    "lower case": lower_case,
    "comparison flipped": flip_comparison,
    "conditions swapped": swap_conditions,
    "= written as IN": equals_to_in,
    "parentheses added": add_parentheses,
}
CHANGED = {
    "another value": other_literal,
    "opposite comparison": opposite_comparison,
    "bound in or out": moved_bound,
    "another aggregate": other_aggregate,
    "AND to OR": and_to_or,
    "a condition dropped": condition_dropped,
    "no WHERE": no_where,
    "order turned": order_turned,
}
