"""Pairs of queries whose truth is known, to test a judge before it is believed.

`sqlscore.rewrites` makes them out of gold queries; here the rules are chosen and mixed.
"""

import random
from collections import Counter

from sqlscore.rewrites import pairs
from sqlscore.sandbox import QueryFailed

SAME = {
    "lower_case": "lower case",
    "flipped_comparison": "comparison flipped",
    "swapped_and": "conditions swapped",
    "equals_to_in": "= written as IN",
    "parentheses": "parentheses added",
}
CHANGED = {
    "literal": "another value",
    "operator": "opposite comparison",
    "bound": "bound in or out",
    "aggregate": "another aggregate",
    "and_to_or": "AND to OR",
    "dropped_condition": "a condition dropped",
    "no_where": "no WHERE",
    "order_direction": "order turned",
}


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


def _half(rows: list[dict], rules: dict[str, str], truth: int, count: int) -> list[dict]:
    found, used = [], Counter()
    for row in rows:
        if len(found) == count:
            break
        made = _made(row, rules)
        if made:
            rule = min(made, key=lambda name: used[name])  # the rarest so far
            used[rule] += 1
            kept = {name: row[name] for name in ("question", "schema", "gold")}
            pair = {"id": f"{row['id']}:{rules[rule]}", **kept, "predicted": made[rule], "truth": truth, "rule": rules[rule]}
            found.append(pair)
    return found


def _made(row: dict, rules: dict[str, str]) -> dict[str, str]:
    """{rule: rewritten query} of those rules that find something to do in a row's gold query, in the order of `rules`."""
    try:
        made = {name: query for name, query, _ in pairs(row["schema"], row["gold"])}
    except QueryFailed:  # a DDL that nobody can read
        return {}
    return {name: made[name] for name in rules if name in made}
