"""Hands: the few values that one column holds in one small database, chosen for what functions make of them.

`AVG(x)` and `ROUND(AVG(x))` part where the mean is no whole number, `MAX(x)` and `MAX(COALESCE(x, 0))` where all is
negative but for a NULL, `x` and `TRIM(x)` at a blank. Chance finds such rows too seldom, so they are dealt.
"""

WHOLE = [
    (0, 1), (-3, 0), (-1, None), (2, 3, None), (0, 0, 1), (10, 9), (5, 0, -3, -1), (-2, -3, None), (0, 0, 0, 1, 2), (2, 2, 2, 1, 0),
    (-5, -3), (None, 0), (1, 0), (0, -3), (None, -1),
]  # fmt: skip
BROKEN = [(0.125, 0.25, 0.375), (0.375, 0.125, 0.25), (2.25, 2.5, 2.5)]
ALIKE = [(0, 0, 0, 1), (0, 0, 1), (0, 0, 0, 0, 1)]  # groups whose means are nearly the same
MOST_HANDS = 18
MOST_VALUES = 10  # values of a column tried where all conditions hold


def hands(pools, root: tuple[str, int]) -> list[tuple]:
    """The hands of one column, those first that part most functions.

    Args:
        pools: the `Pools` with its values.
        root: the column.
    """
    kind, pool = pools.kind[root], [v for v in pools.pool[root] if v is not None]
    plain = pools.plain[root]
    first, second, *_ = [*pool, *plain, *plain]
    near = [(first, first, second), (first, None), (second, first)]
    if kind == "boolean":
        return [(0, 1), (1, 0, 1), (0, None), (None, 1)]
    if kind == "number":
        fractions = BROKEN if "INT" not in pools.declared(root).declared.upper() else []
        return [*WHOLE[:4], *fractions, *(near if pool else []), *WHOLE[4:]][:MOST_HANDS]
    if kind == "text":
        first, second = str(first), str(second)
        return [(first, first.swapcase(), second), (f" {first}", first), (first, f"{first} "), ("", None, "", None), *near,
                (first, second, first, second)]  # fmt: skip
    return near


def telling(pools, root: tuple[str, int]) -> list:
    """Values of one column worth a row of their own where everything else meets its conditions."""
    pool, plain = [v for v in pools.pool[root] if v is not None], pools.plain[root]
    first = next(iter([*pool, *plain]))
    if pools.kind[root] == "text":
        first = str(first)
        extra = [f"{first} ", f" {first}", "", first.swapcase()]
    else:
        extra = [0, -1, 1] if pools.kind[root] == "number" else []
    return list(dict.fromkeys([None, *pool[:4], *extra, *plain[:4], *pool[4:]]))[:MOST_VALUES]


def around(bound: float) -> list[tuple]:
    """Groups of numbers whose SUM, AVG, MAX and MIN stand on both sides of a bound, NULL among them."""
    half = bound / 2 if bound % 2 else bound // 2
    return [
        (bound,), (bound, None), (half, half), (bound - 1, bound), (bound - 1, bound + 1), (bound, bound), (bound + 1, None),
        (bound - 1,), (bound + 1,), (bound, bound, bound + 1), (bound, bound, bound - 1), (2 * bound, 0), (None, None),
        (bound, 0), (-bound, 2 * bound), (bound - 1, None, bound - 1), (3 * bound, None, -1),
    ]  # fmt: skip
