"""The words in which a domain is written: a Domain has Tables, a Table has Columns.

Each function below makes one kind of column. The Korean noun of a column is its DDL comment *and* what questions call it.
"""

from dataclasses import dataclass
from datetime import date as day

OPPOSITE = {
    "높은": "낮은",
    "많은": "적은",
    "큰": "작은",
    "긴": "짧은",
    "무거운": "가벼운",
    "빠른": "느린",
    "넓은": "좁은",
    "깊은": "얕은",
    "먼": "가까운",
}
STAND_IN = {"명": "사람", "곳": "곳", "건": "건"}  # what "그것" is called after 중에서: 직원 중에서 ... 사람


@dataclass(frozen=True)
class Column:
    """One column: `role` is key, ref, name, category, measure or date, and decides which questions may use it."""

    name: str
    role: str
    korean: str
    english: str
    type: str
    values: tuple = ()
    pattern: str = ""
    low: float = 0
    high: float = 0
    step: float = 1
    unit: str = ""
    more: str = "높은"
    total: bool = False
    after: str = ""
    null: float = 0.0
    parent: str = ""

    @property
    def less(self) -> str:
        """The opposite of `more`: 낮은 for 높은."""
        return OPPOSITE[self.more]


@dataclass(frozen=True)
class Table:
    """One table: `counter` is how Korean counts its rows (명, 곳, 건, 대, 개, 권, ...), `rows` how many it gets."""

    name: str
    korean: str
    english: str
    counter: str
    rows: int
    columns: list
    plural: str = ""

    def of(self, *roles: str) -> list:
        """The columns that have one of the roles, in order."""
        return [column for column in self.columns if column.role in roles]

    def column(self, name: str) -> Column:
        """The column of that name (KeyError where there is none)."""
        return {column.name: column for column in self.columns}[name]

    @property
    def key(self) -> Column:
        """The primary key."""
        return self.of("key")[0]

    @property
    def many(self) -> str:
        """The English plural."""
        if self.plural:
            return self.plural
        if self.english.endswith("y") and self.english[-2] not in "aeiou":
            return self.english[:-1] + "ies"
        return self.english + ("es" if self.english.endswith(("s", "x", "ch", "sh")) else "s")

    @property
    def stand_in(self) -> str:
        """The Korean word that stands for a row once the table has been named: 사람, 곳, 건 or 것."""
        return STAND_IN.get(self.counter, "것")


@dataclass(frozen=True)
class Domain:
    """One database: `today` (ISO date) makes 지난달 and 올해 answerable; leave it out where nothing is dated."""

    id: str
    korean: str
    english: str
    tables: list
    today: str = ""

    def table(self, name: str) -> Table:
        """The table of that name (KeyError where there is none)."""
        return {table.name: table for table in self.tables}[name]


def key(name: str = "id", korean: str = "번호", english: str = "number") -> Column:
    """The primary key, numbered from 1."""
    return Column(name, "key", korean, english, "INTEGER PRIMARY KEY")


def ref(name: str, parent: str, korean: str, english: str) -> Column:
    """A foreign key to the primary key of the table `parent`, which stands earlier in the domain."""
    return Column(name, "ref", korean, english, f"INTEGER REFERENCES {parent}(id)", parent=parent)


def name(name: str, korean: str, english: str, values=(), pattern: str = "") -> Column:
    """What a row is called. Each of `values` is used once; a `pattern` makes them up ("##@####": # is a digit, @ a syllable).

    `values` may be a list of lists, whose combinations are then joined by a blank: [["강남", "서초"], ["분식", "치킨"]].
    """
    return Column(name, "name", korean, english, "TEXT", values=tuple(values), pattern=pattern)


def person(name: str = "name", korean: str = "이름", english: str = "name") -> Column:
    """A Korean person's name, each once."""
    return Column(name, "name", korean, english, "TEXT", pattern="person")


def category(name: str, korean: str, english: str, values, null: float = 0.0) -> Column:
    """One of a few values (3 to 10), the first the most frequent; `null` is the share of rows without one."""
    return Column(name, "category", korean, english, "TEXT", values=tuple(values), null=null)


def measure(
    name: str,
    korean: str,
    english: str,
    unit: str,
    low: float,
    high: float,
    step: float = 1,
    more: str = "높은",
    total: bool = False,
    null: float = 0.0,
) -> Column:
    """A number from `low` to `high` in steps. `more` is the adjective of a large one; `total` says that a sum makes sense."""
    kind = "INTEGER" if float(step).is_integer() else "REAL"
    return Column(
        name, "measure", korean, english, kind, low=low, high=high, step=step, unit=unit, more=more, total=total, null=null
    )


def date(name: str, korean: str, english: str, first: str, last: str, null: float = 0.0, after: str = "") -> Column:
    """An ISO date from `first` to `last`; with `after`, a few days after that other date of the same row."""
    low, high = (day.fromisoformat(text).toordinal() for text in (first, last))
    return Column(name, "date", korean, english, "DATE", low=low, high=high, null=null, after=after)
