"""How a condition is drawn: which kind of comparison, which column, which value of those the database has."""

from dataclasses import replace

from builder import conditions as c
from builder.conditions import Condition
from builder.definition import Column, Table

NICE = [digit * 10.0**power for power in range(-1, 9) for digit in (1, 2, 5)]  # the steps that people round numbers to
EVERYDAY = {"equal": 62, "compare": 22, "missing": 4, "relative": 3, "lately": 2, "year": 2, "date": 1, "between": 1, "among": 3}
ACROSS = {"equal": 80, "compare": 17, "year": 3}  # in a query over several tables
OPERATORS = {">=": 46, "<=": 20, ">": 20, "<": 14}
LONG = 100_000  # numbers from here on are asked about less often


class Unfit(Exception):
    """This domain, or this throw of the dice, has nothing that the shape could be about."""


def condition(scene, table: Table, kinds: list, joined, avoid) -> Condition:
    """A condition of the first of `kinds` that the table has a column for (by default three everyday kinds, drawn)."""
    common = ACROSS if joined else EVERYDAY
    for kind in kinds or scene.rng.choices(list(common), list(common.values()), k=3):
        options = [column for column in columns(table, kind) if column.name not in avoid]
        if kind == "compare" and scene.chance(0.6):
            options = [column for column in options if column.high < LONG] or options
        if options:
            column = scene.rng.choice(options)
            found = FILTERS[kind][1](scene, table, column, scene.term(table, column, "bare" if joined else False))
            return unrepeated(found, table)
    raise Unfit


def unrepeated(found: Condition, table: Table) -> Condition:
    """The condition without a value that ends as the noun after it begins: 상품이 자동차보험인, not 자동차보험 보험 계약."""
    twice = found.near and found.before.endswith(table.korean.split()[0])
    return replace(found, before=found.plain, near=False) if twice else found


def columns(table: Table, kind: str) -> list:
    """The columns of a table that a kind of condition can be about; a NULL would make "not" ambiguous."""
    found = table.of(*FILTERS[kind][0])
    if kind in ("missing", "present"):
        return [column for column in found if column.null]
    return [column for column in found if not (column.null and kind == "unequal")]


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
    """A round number between two quantiles of a measure, one that rows have, so that > differs from >=."""
    present = scene.database.present(table, column)
    inner = present[int(low * len(present)) : int(high * len(present)) + 1]
    span = column.high - column.low
    for nice in sorted((nice for nice in NICE if nice <= span / 5), reverse=True):
        round_ones = sorted({value for value in inner if present[0] < value < present[-1] and is_multiple(value, nice)})
        if len(round_ones) > 2 or (round_ones and nice <= column.step):
            return scene.pick(round_ones)
    raise Unfit


def is_multiple(value: float, step: float) -> bool:
    """Whether a number is a multiple of a step."""
    return abs(value / step - round(value / step)) < 1e-6


def own_unit(table: Table, column: Column) -> bool:
    """Whether the column's unit says which measure is meant: no other has it, and it is the row's own size.

    People are told by years and size alone, and only they and animals by years (not 26세 이상인 대여 계약); nor is what a row is
    about its own weight (not 1,200kg 이하인 전표).
    """
    people = table.counter == "명"
    fits = column.unit in ("살", "세", "kg", "cm") if people else column.unit not in ("살", "세") or table.counter == "마리"
    fits = fits and (column.more != "많은" or column.unit in ("살", "세", "쪽"))
    return fits and [other.unit for other in table.of("measure")].count(column.unit) == 1


def compare(scene, table, column, term) -> Condition:
    """평점이 4점 이상인"""
    operator = scene.rng.choices(list(OPERATORS), list(OPERATORS.values()))[0]
    return c.compared(term, operator, threshold(scene, table, column), scene.style, own_unit(table, column))


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
    """주문일이 2025년 3월 1일 이후인; a day that rows have, so that > differs from >="""
    present = scene.database.present(table, column)
    inner = present[len(present) // 5 : len(present) * 4 // 5]
    firsts = [value for value in inner if value.endswith("-01")]
    value = scene.pick(firsts if firsts and scene.chance(0.5) else inner)
    return c.dated(term, scene.pick([">=", "<=", ">=", "<=", ">", "<"]), value, scene.style)


def days(scene, table, column, term) -> Condition:
    """주문일이 2025년 3월 1일부터 2025년 4월 2일까지인"""
    present = scene.database.present(table, column)
    start = int(scene.rng.uniform(0, 0.7) * len(present))
    low, high = present[start], present[start + len(present) // 5]
    if low == high:
        raise Unfit
    return c.days_between(term, low, high, scene.style)


def today(scene, column) -> str:
    """The day that 지난달 counts from, for a date that can be near it."""
    if not scene.domain.today:
        raise Unfit
    return scene.domain.today


def relative(scene, table, column, term) -> Condition:
    """주문일이 지난달인: only where the domain fixes what today is"""
    now = today(scene, column)
    year, month = int(now[:4]), int(now[5:7])
    last = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    period = scene.pick(
        [
            (now[:4], "올해", "is this year"),
            (str(year - 1), "작년", "was last year"),
            (now[:7], "이번 달", "is this month"),
            (last, "지난달", "was last month"),
        ]
    )
    return c.in_period(term, period[0], scene.style, *period[1:])


def lately(scene, table, column, term) -> Condition:
    """최근 3개월 동안 주문한"""
    return c.lately(term, today(scene, column), scene.pick([1, 2, 3, 3, 6, 6]), scene.style)


# kind of condition: the roles of the columns it can be about, and what makes it
FILTERS = {
    "equal": (["category"], lambda scene, table, column, term: c.equal(term, value_of(scene, table, column), scene.style)),
    "named": (["name"], lambda scene, table, column, term: c.equal(term, value_of(scene, table, column), scene.style)),
    "unequal": (["category"], lambda scene, table, column, term: c.unequal(term, value_of(scene, table, column), scene.style)),
    "among": (
        ["category"],
        lambda scene, table, column, term: c.among(term, values_of(scene, table, column, scene.pick([2, 2, 3])), scene.style),
    ),
    "start": (["name"], like("start")),
    "end": (["name"], like("end")),
    "contain": (["name"], like("contain")),
    "lack": (["name"], like("lack")),
    "compare": (["measure"], compare),
    "exact": (["measure"], lambda scene, table, column, term: c.compared(term, "=", value_of(scene, table, column), scene.style)),
    "between": (["measure"], between),
    "date": (["date"], date),
    "on": (["date"], lambda scene, table, column, term: c.dated(term, "=", value_of(scene, table, column), scene.style)),
    "days": (["date"], days),
    "year": (["date"], lambda scene, table, column, term: c.in_period(term, value_of(scene, table, column)[:4], scene.style)),
    "month": (["date"], lambda scene, table, column, term: c.in_period(term, value_of(scene, table, column)[:7], scene.style)),
    "weekday": (["date"], lambda scene, table, column, term: c.on_weekday(term, scene.rng.randrange(7), scene.style)),
    "weekend": (["date"], lambda scene, table, column, term: c.at_weekend(term, scene.style)),
    "relative": (["date"], relative),
    "lately": (["date"], lately),
    "missing": (["category", "measure", "date"], lambda scene, table, column, term: c.missing(term, scene.style)),
    "present": (["category", "measure", "date"], lambda scene, table, column, term: c.present(term, scene.style)),
}
