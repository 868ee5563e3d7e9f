"""The words in which a domain is written: a Domain has Tables, a Table has Columns.

Each function below makes one kind of column. The Korean noun of a column is its DDL comment *and* what questions call it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date as day

from builder import english

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
    "늦은": "이른",
    "비싼": "싼",
}
STAND_IN = {"명": "사람", "곳": "곳", "건": "건"}  # what "그것" is called after 중에서: 직원 중에서 ... 사람


@dataclass(frozen=True)
class Column:
    """One column: `role` is key, ref, name, category, measure or date, and decides which questions may use it.

    How people speak of it, apart from the comment's noun `korean` (all optional; a noun phrase is written without particle):
        also: other nouns for the column (가격, 차값 for 판매가). tests: nouns that questions of the tests alone use.
        value_names: {value: (other names,)}: {"개": ("강아지",)}. Where a value has several, the last is for the tests alone.
        listed: whether the comment lists a category's values.
        bare: whether a category's value stands right before the table's noun: VIP 회원, 수원 매매상사.
        said: a category's value said of the row ("{}에 있는": 수원에 있는 매매상사);
            of a reference, the parent said of the child ("{}에서 내놓은": 으뜸 오토에서 내놓은 매물).
        big, small: adjectives that a row gets from a measure without naming it: 비싼 and 싼, 나이 많은 and 어린.
        wh: the word that asks for the value: 언제, 누구, 어디, 얼마, 몇 살. By default 언제 for dates, 얼마 for 원, 몇 and the unit
            for other measures, 누구 for persons, 무엇 else.
        verb: what happened on a date, (adnominal, past stem): ("반납한", "반납했"): 3월에 반납한 책, 언제 반납했나요.
        absent: a row without a value: "아직 반납하지 않은".
        has, lacks: of a reference, a parent with and without children: "매물을 내놓은", "매물이 하나도 없는".
        unique: no two rows share a value.
    """

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
    also: tuple = ()
    tests: tuple = ()
    value_names: dict = field(default_factory=dict)
    listed: bool = True
    bare: bool = False
    said: str = ""
    big: str = ""
    small: str = ""
    wh: str = ""
    verb: tuple = ()
    absent: str = ""
    has: str = ""
    lacks: str = ""
    unique: bool = False

    @property
    def less(self) -> str:
        """The opposite of `more`: 낮은 for 높은."""
        return OPPOSITE[self.more]


@dataclass(frozen=True)
class Table:
    """One table: `counter` is how Korean counts its rows (명, 곳, 건, 대, 개, 권, ...), `rows` how many it gets.

    `also` are other nouns for a row (차 for 매물), `tests` those that questions of the tests alone use.
    """

    name: str
    korean: str
    english: str
    counter: str
    rows: int
    columns: list
    plural: str = ""
    also: tuple = ()
    tests: tuple = ()

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
        return self.plural or english.plural(self.english)

    @property
    def stand_in(self) -> str:
        """The Korean word that stands for a row once the table has been named: 사람, 곳, 건 or 것."""
        return STAND_IN.get(self.counter, "것")


@dataclass(frozen=True)
class Domain:
    """One database.

    Attributes:
        today: ISO date that fixes what 지난달 and 올해 mean.
        settle: `settle(tables, rng)` makes drawn rows true to life. `tables` is {table: list of dicts}, which it changes in
            place: dates in causal order, amounts that add up, prices that fit. `rng` is a seeded `random.Random`.
        never: (what cannot be, query) pairs: in rows that could be true the query finds nothing.
    """

    id: str
    korean: str
    english: str
    tables: list
    today: str = ""
    settle: Callable = None
    never: tuple = ()

    def table(self, name: str) -> Table:
        """The table of that name (KeyError where there is none)."""
        return {table.name: table for table in self.tables}[name]


def key(name: str = "id", korean: str = "번호", english: str = "ID") -> Column:
    """The primary key, numbered from 1."""
    return Column(name, "key", korean, english, "INTEGER PRIMARY KEY")


def ref(name: str, parent: str, korean: str, english: str, said: str = "", has: str = "", lacks: str = "") -> Column:
    """A foreign key to the primary key of the table `parent`, which stands earlier in the domain."""
    kind = f"INTEGER REFERENCES {parent}(id)"
    return Column(name, "ref", korean, english, kind, parent=parent, said=said, has=has, lacks=lacks)


def name(name: str, korean: str, english: str, values=(), pattern: str = "", **spoken) -> Column:
    """What a row is called. Each of `values` is used once; a `pattern` makes them up ("##@####": # is a digit, @ a syllable).

    `values` may be a list of lists, whose combinations are then joined by a blank: [["강남", "서초"], ["분식", "치킨"]].
    `spoken`: `also`, `tests`, `wh`, as in `Column`.
    """
    return Column(name, "name", korean, english, "TEXT", values=tuple(values), pattern=pattern, unique=True, **spoken)


def person(name: str = "name", korean: str = "이름", english: str = "name", **spoken) -> Column:
    """A Korean person's name, each once. `spoken`: `also`, `tests`, as in `Column`."""
    return Column(name, "name", korean, english, "TEXT", pattern="person", wh="누구", **spoken)


def category(name: str, korean: str, english: str, values, null: float = 0.0, **spoken) -> Column:
    """One of a few values (3 to 10), the first the most frequent; `null` is the share of rows without one.

    `spoken`: `also`, `tests`, `value_names`, `listed`, `bare`, `said`, `wh`, `absent`, as in `Column`.
    """
    return Column(name, "category", korean, english, "TEXT", values=tuple(values), null=null, **spoken)


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
    **spoken,
) -> Column:
    """A number from `low` to `high` in steps. `more` is the adjective of a large one; `total` says that a sum makes sense.

    `spoken`: `also`, `tests`, `big`, `small`, `wh`, `absent`, as in `Column`.
    """
    kind = "INTEGER" if float(step).is_integer() else "REAL"
    sizes = {"low": low, "high": high, "step": step}
    return Column(name, "measure", korean, english, kind, **sizes, unit=unit, more=more, total=total, null=null, **spoken)


def date(name: str, korean: str, english: str, first: str, last: str, null: float = 0.0, after: str = "", **spoken) -> Column:
    """An ISO date from `first` to `last`; with `after`, a few days after that other date of the same row.

    `spoken`: `also`, `tests`, `verb`, `absent`, as in `Column`.
    """
    low, high = (day.fromisoformat(text).toordinal() for text in (first, last))
    return Column(name, "date", korean, english, "DATE", low=low, high=high, null=null, after=after, **spoken)
