"""Dates and times on both sides of every bound that a query names."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from datetime import date, timedelta

FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:([ T])(\d\d:\d\d(?::\d\d)?)(\.\d+)?)?\Z")
MONTH = re.compile(r"(\d{4})-(\d\d)\Z")
CLOCK = re.compile(r"\d\d:\d\d(:\d\d)?\Z")
SHIFT = re.compile(r"([+-]?\d+)(?:\.\d+)? *(day|month|year)s?\Z", re.IGNORECASE)
PLAIN = [
    "2021-03-05", "2020-02-29", "2022-12-31", "2023-01-01", "2021-07-31", "2019-11-15", "2024-02-28",
    "2024-05-01", "2023-06-30", "2020-10-09", "2022-08-20", "2018-04-12", "2021-09-18",
]  # fmt: skip
HOURS = ["00:00:00", "23:59:59", "09:30:15", "12:00:00", "18:45:30"]
MOST_DATES = 40


def is_date(text: object) -> bool:
    """Whether a constant is a date, or the year or month of one, as SQLite writes them."""
    return isinstance(text, str) and bool(FULL.match(text) or MONTH.match(text))


def around(constants: Collection[str | float], shifts: Iterable[str] = (), clock: bool = False) -> list:
    """Dates as text, those next to the constants first.

    Args:
        constants: what the queries compare a date with: whole dates, years, months, numbers, LIKE patterns.
        shifts: modifiers such as '+1 year', whose effect the dates must stand on both sides of.
        clock: whether the column holds times of day too.
    """
    whole, months, years, small, steps = [], [], [], set(), set()
    for constant in sorted(constants, key=repr):
        _sort_in(constant, whole, months, years, small, steps)
    for shift in sorted(shifts):
        steps.update(_days(shift))
    anchors = list(whole)
    for first in whole:
        anchors += [d for n in sorted(steps) for e in (0, 1, -1) if (d := _moved(first, n + e))]
        anchors += [d for n in (1, -1) if (d := _moved(first, n))]
    for year, month in months:
        anchors += _edges(year, month, year, month)
    for year in years:
        anchors += _edges(year, 1, year, 12)
    anchors += [date(y, m, d) for y in sorted({a.year for a in anchors[:3]} | set(years)) or [2021, 2023] for m, d in _parts(small)]
    for first in whole:
        anchors += _edges(first.year, first.month, first.year, first.month) + _edges(first.year, 1, first.year, 12)
    if small and not whole and not years:
        anchors += [date(2022, month, day) for month in range(1, 13) for day in (1, monthrange(2022, month)[1])]
    days = list(dict.fromkeys(a.isoformat() for a in anchors))[:MOST_DATES]
    return _with_clock(days or PLAIN, constants, small) if clock else days


def plain(clock: bool = False) -> list:
    """Dates of a column that no condition is about."""
    return [f"{d} {HOURS[i % len(HOURS)]}" for i, d in enumerate(PLAIN)] if clock else PLAIN


def times(constants: Iterable[str | float]) -> list:
    """Times of day around the constants of a TIME column."""
    known = sorted(c for c in constants if isinstance(c, str) and CLOCK.match(c))
    made = []
    for time in known:
        minutes = int(time[:2]) * 60 + int(time[3:5])
        near = [time] + [f"{m // 60:02}:{m % 60:02}{time[5:]}" for m in (minutes + 1, minutes - 1) if 0 <= m < 1440]
        made += near
    return made


def _sort_in(constant, whole, months, years, small, steps):
    text = str(constant).strip("%_-* ")
    if (match := FULL.match(text)) and (day := _day(*map(int, match.groups()[:3]))):
        whole.append(day)
    elif (match := MONTH.match(text)) and 1 <= int(match[2]) <= 12:
        months.append((int(match[1]), int(match[2])))
    elif text.isdigit() and len(text) == 4 and 1000 <= int(text) <= 9000:
        years.append(int(text))
    elif text.lstrip("-").isdigit() and len(text) < 6:
        small.add(abs(int(text)))
        steps.update((int(text), -int(text)))


def _day(year, month, day):
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day, days):
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _days(shift):
    match = SHIFT.match(shift.strip())
    if match is None:
        return ()
    days = int(match[1]) * {"day": 1, "month": 30, "year": 365}[match[2].lower()]
    return (days, -days) if abs(days) < 100_000 else ()


def _edges(year, month, last_year, last_month):
    """The first and the last day of a period, those just outside, and one in its middle."""
    first, last = _day(year, month, 1), _day(last_year, last_month, monthrange(last_year, last_month)[1])
    middle = _moved(first, (last - first).days // 2)
    leap = [d] if first <= (d := _day(year, 2, monthrange(year, 2)[1])) <= last else []
    return [d for d in (middle, first, last, _moved(first, -1), _moved(last, 1), *leap, _moved(last, 200)) if d]


def _parts(small):
    for number in sorted(small):
        if 1 <= number <= 12:
            yield from ((number, 1), (number, 28), (number % 12 + 1, 1), (number, 15))
        if 1 <= number <= 28:
            yield from ((3, number), (8, number))


def _with_clock(days, constants, small):
    """Every day with two times, midnight among them; the times of the constants to the second."""
    exact = []
    for constant in sorted(map(str, constants)):
        match = FULL.match(constant)
        if match and match[5]:
            exact += [constant, constant[:-2] + f"{(int(constant[-2:]) + 1) % 60:02}" if constant[-2:].isdigit() else constant]
    hours = HOURS + [f"{h:02}:{m}" for h in sorted(small) if h < 24 for m in ("00:00", "59:59")]
    pairs = [(d, hours[(i + k) % len(hours)]) for i, d in enumerate(days) for k in (0, 2)]
    pairs[1:1] = [(days[0], h) for h in hours]
    return list(dict.fromkeys(exact + [f"{d} {h}" for d, h in pairs]))[: 2 * MOST_DATES]
