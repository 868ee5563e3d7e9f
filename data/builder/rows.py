"""Rows for a domain: the same ones every time, from a generator seeded with the database's name."""

import random
from datetime import date as day
from itertools import product

from builder.definition import Column, Domain, Table

SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
GIVEN = [
    "서연",
    "민준",
    "지우",
    "하은",
    "도윤",
    "예준",
    "수아",
    "지호",
    "현우",
    "유진",
    "은지",
    "태현",
    "미경",
    "영수",
    "정호",
    "보람",
    "가영",
    "동현",
    "선미",
    "재훈",
    "나래",
    "성민",
    "혜진",
    "우진",
    "다은",
    "진석",
    "순자",
    "광수",
    "슬기",
    "한별",
]
PLATE = "가나다라마거너더러버"
NEAR = 9  # a date that follows another comes at most so many days later


def fill(domain: Domain) -> dict:
    """{table name: list of row tuples}, parents before children, the same on every call."""
    rng = random.Random(f"rows of {domain.id}")
    rows = {}
    for table in domain.tables:
        columns = [column_values(column, table, rows, rng) for column in table.columns if not column.after]
        filled = dict(zip([column.name for column in table.columns if not column.after], columns))
        for column in table.columns:
            if column.after:
                filled[column.name] = [later(value, column, rng) for value in filled[column.after]]
        rows[table.name] = list(zip(*(filled[column.name] for column in table.columns)))
    return settled(domain, rows, rng)


def settled(domain: Domain, rows: dict, rng: random.Random) -> dict:
    """The same rows after the domain's own `settle` has made them true to life."""
    if domain.settle is None:
        return rows
    names = {table.name: [column.name for column in table.columns] for table in domain.tables}
    tables = {name: [dict(zip(names[name], row)) for row in filled] for name, filled in rows.items()}
    domain.settle(tables, rng)
    return {name: [tuple(row[column] for column in names[name]) for row in filled] for name, filled in tables.items()}


def column_values(column: Column, table: Table, rows: dict, rng: random.Random) -> list:
    """`table.rows` values for one column, NULL where its rate says so."""
    size = table.rows
    if column.role == "key":
        return list(range(1, size + 1))
    if column.role == "name":
        return names(column, size, rng)
    if column.role == "ref":
        return [skewed(len(rows[column.parent]), rng) + 1 for _ in range(size)]
    if column.role == "category":
        values = [column.values[skewed(len(column.values), rng)] for _ in range(size)]
    elif column.role == "measure":
        values = [number(column, rng) for _ in range(size)]
    else:
        values = [iso(rng.randint(column.low, column.high)) for _ in range(size)]
    return [None if rng.random() < column.null else value for value in values]


def names(column: Column, size: int, rng: random.Random) -> list:
    """`size` different names in a shuffled order."""
    names = pool(column, size)
    rng.shuffle(names)
    return names[:size]


def pool(column: Column, size: int) -> list:
    """The different names a column can give: persons, a pattern, a list, or the combinations of several lists."""
    if column.pattern == "person":
        return [surname + given for surname, given in product(SURNAMES, GIVEN)]
    if column.pattern:
        rng = random.Random(f"names like {column.pattern}")
        return list(dict.fromkeys(spelled(column.pattern, rng) for _ in range(size * 4)))
    if not isinstance(column.values[0], str):
        return [" ".join(parts) for parts in product(*column.values)]
    return list(dict.fromkeys(column.values))


def spelled(pattern: str, rng: random.Random) -> str:
    """A pattern with # made a digit and @ a syllable: 12가3456 from ##@####."""
    return "".join(str(rng.randint(0, 9)) if sign == "#" else rng.choice(PLATE) if sign == "@" else sign for sign in pattern)


def skewed(size: int, rng: random.Random) -> int:
    """An index below `size`, the small ones somewhat more often, as in life."""
    return min(int(size * rng.random() ** 1.3), size - 1)


def number(column: Column, rng: random.Random):
    """A measure on its grid of steps; the middle is likelier than the ends."""
    steps = round((column.high - column.low) / column.step)
    value = column.low + column.step * round(steps * (rng.random() + rng.random()) / 2)
    return int(value) if column.type == "INTEGER" else round(value, 2)


def later(value, column: Column, rng: random.Random):
    """A date a few days after `value`, NULL where the first is or where the rate says so."""
    if value is None or rng.random() < column.null:
        return None
    return iso(day.fromisoformat(value).toordinal() + rng.randint(0, NEAR))


def iso(ordinal: int) -> str:
    """A day number as YYYY-MM-DD."""
    return day.fromordinal(int(ordinal)).isoformat()
