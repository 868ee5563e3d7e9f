"""How a condition is drawn: which kind of comparison, which column, which value of those the database has."""

from builder import conditions as c
from builder.conditions import Condition
from builder.definition import Column, Table

NICE = [digit * 10.0**power for power in range(-1, 9) for digit in (1, 2, 5)]  # the steps that people round numbers to
EVERYDAY = {"equal": 75, "compare": 22, "date": 1, "between": 1, "among": 1}
ACROSS = {"equal": 88, "compare": 12}  # in a query over several tables
OPERATORS = {">=": 56, "<=": 24, ">": 11, "<": 9}
LONG = 100_000  # numbers from here on are asked about less often


class Unfit(Exception):
    """This domain, or this throw of the dice, has nothing that the shape could be about."""


def condition(scene, table: Table, kinds: list, joined, avoid) -> Condition:
    """A condition of the first of `kinds` that the table has a column for (by default three everyday kinds, drawn)."""
    common = ACROSS if joined else EVERYDAY
    for kind in kinds or scene.rng.choices(list(common), list(common.values()), k=3):
        options = [column for column in columns(table, kind) if column.name not in avoid]
        if kind == "compare" and scene.chance(0.7):
            options = [column for column in options if column.high < LONG] or options
        if options:
            column = scene.rng.choice(options)
            return FILTERS[kind][1](scene, table, column, scene.term(table, column, joined))
    raise Unfit


def columns(table: Table, kind: str) -> list:
    """The columns of a table that a kind of condition can be about; a NULL would make "not" ambiguous."""
    found = table.of(*FILTERS[kind][0])
    if kind in ("missing", "present"):
        return [column for column in found if column.null]
    return [column for column in found if not (column.null and kind in ("unequal", "not_among"))]


def value_of(scene, table: Table, column: Column):
    """A value that the column has."""
    return scene.pick(dict.fromkeys(scene.database.present(table, column)))


def values_of(scene, table: Table, column: Column, size: int) -> list:
    """Different values that the column has, never all of them."""
    values = list(dict.fromkeys(scene.database.present(table, column)))
    if len(values) <= size:
        raise Unfit
    return scene.some(values, size)


def threshold(scene, table: Table, column: Column, low: float = 0.2, high: float = 0.8):
    """A round number between two quantiles of a measure."""
    present = scene.database.present(table, column)
    value = present[int(scene.rng.uniform(low, high) * (len(present) - 1))]
    span = column.high - column.low
    grid = max([column.step, *(nice for nice in NICE if span / nice >= 12 and round(nice / column.step, 6).is_integer())])
    value = round(round(value / grid) * grid, 2)
    if not present[0] < value < present[-1]:
        raise Unfit
    return value


def compare(scene, table, column, term) -> Condition:
    """평점이 4점 이상인"""
    return c.compared(
        term, scene.rng.choices(list(OPERATORS), list(OPERATORS.values()))[0], threshold(scene, table, column), scene.style
    )


def between(scene, table, column, term) -> Condition:
    """금액이 3만 원 이상 5만 원 이하인"""
    low, high = threshold(scene, table, column, 0.05, 0.5), threshold(scene, table, column, 0.5, 0.95)
    if low >= high:
        raise Unfit
    return c.between(term, low, high, scene.style)


def part_of(value: str, where: str, scene) -> str:
    """A piece of a name that LIKE can look for."""
    words = [word for word in value.split() if 2 <= len(word) <= 4 and word != value]
    part = {"start": value[: scene.pick([1, 2])], "end": value[-2:]}.get(where) or scene.pick(words or [value[1:3]])
    if not part.strip() or set(part) & set(" _%"):
        raise Unfit
    return part


def like(where: str):
    """이름에 '별'이 들어가는, 시작하는, 끝나는, 들어가지 않는"""
    return lambda scene, table, column, term: c.like(
        term, part_of(value_of(scene, table, column), where, scene), where, scene.style
    )


def date(scene, table, column, term) -> Condition:
    """주문일이 2025년 3월 1일 이후인"""
    present = scene.database.present(table, column)
    value = present[int(scene.rng.uniform(0.2, 0.8) * len(present))]
    value = value[:8] + "01" if scene.chance(0.5) else value
    return c.dated(term, scene.pick([">=", "<=", ">", "<"]), value, scene.style)


def days(scene, table, column, term) -> Condition:
    """주문일이 2025년 3월 1일부터 2025년 4월 2일까지인"""
    present = scene.database.present(table, column)
    start = int(scene.rng.uniform(0, 0.7) * len(present))
    low, high = present[start], present[start + len(present) // 5]
    if low == high:
        raise Unfit
    return c.days_between(term, low, high, scene.style)


def relative(scene, table, column, term) -> Condition:
    """주문일이 지난달인: only where the domain fixes what today is"""
    today = scene.domain.today
    if not today:
        raise Unfit
    year, month = int(today[:4]), int(today[5:7])
    last = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    return c.in_period(
        term,
        *scene.pick(
            [
                (today[:4], "올해", "this year"),
                (str(year - 1), "작년", "last year"),
                (today[:7], "이번 달", "this month"),
                (last, "지난달", "last month"),
            ]
        ),
    )


FILTERS = {  # kind of condition: the roles of columns it is for, and how it is drawn
    "equal": (["category"], lambda scene, table, column, term: c.equal(term, value_of(scene, table, column), scene.style)),
    "named": (["name"], lambda scene, table, column, term: c.equal(term, value_of(scene, table, column), scene.style)),
    "unequal": (
        ["category"],
        lambda scene, table, column, term: c.unequal(term, value_of(scene, table, column), scene.style),
    ),
    "among": (
        ["category"],
        lambda scene, table, column, term: c.among(term, values_of(scene, table, column, scene.pick([2, 2, 3])), scene.style),
    ),
    "not_among": (
        ["category"],
        lambda scene, table, column, term: c.not_among(term, values_of(scene, table, column, 2), scene.style),
    ),
    "start": (["name"], like("start")),
    "end": (["name"], like("end")),
    "contain": (["name"], like("contain")),
    "lack": (["name"], like("lack")),
    "compare": (["measure"], compare),
    "exact": (
        ["measure"],
        lambda scene, table, column, term: c.compared(term, "=", value_of(scene, table, column), scene.style),
    ),
    "between": (["measure"], between),
    "date": (["date"], date),
    "on": (["date"], lambda scene, table, column, term: c.dated(term, "=", value_of(scene, table, column), scene.style)),
    "days": (["date"], days),
    "year": (["date"], lambda scene, table, column, term: c.in_period(term, value_of(scene, table, column)[:4])),
    "month": (["date"], lambda scene, table, column, term: c.in_period(term, value_of(scene, table, column)[:7])),
    "weekday": (["date"], lambda scene, table, column, term: c.on_weekday(term, scene.rng.randrange(7))),
    "relative": (["date"], relative),
    "missing": (["category", "measure", "date"], lambda scene, table, column, term: c.missing(term, scene.style)),
    "present": (["category", "measure", "date"], lambda scene, table, column, term: c.present(term, scene.style)),
}
