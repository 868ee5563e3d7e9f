"""A Scene is what one question is made in: a database with its rows, a voice, and a generator of random numbers."""

import random
import sqlite3
from dataclasses import dataclass, field

from builder import conditions as c
from builder import ddl, phrases, rows
from builder.conditions import Condition, Term
from builder.definition import STAND_IN, Column, Domain, Table


NICE = [digit * 10.0 ** power for power in range(-1, 9) for digit in (1, 2, 5)]  # the steps that people round numbers to


class Unfit(Exception):
    """This domain, or this throw of the dice, has nothing that the shape could be about."""


@dataclass(frozen=True)
class Draft:
    """A question with its answer, before it gets an id and a split."""

    sql: str
    korean: str
    english: str
    dated: bool = False


class Database:
    """A domain, its rows in an in-memory SQLite, and the values of each column."""

    def __init__(self, domain: Domain):
        self.domain = domain
        self.connection = sqlite3.connect(":memory:")
        self.connection.executescript(ddl.script(domain, rows.fill(domain)))
        self.columns = {(table.name, column.name): [value for value, in self.run(f"SELECT {column.name} FROM {table.name}")]
                        for table in domain.tables for column in table.columns}

    def run(self, sql: str) -> list:
        """The rows a query gives (sqlite3.Error where it does not run)."""
        return self.connection.execute(sql).fetchall()

    def present(self, table: Table, column: Column) -> list:
        """The sorted values of a column, NULLs left out, repeats kept."""
        return sorted(value for value in self.columns[table.name, column.name] if value is not None)


@dataclass
class Scene:
    """Everything a shape draws from; `pick` and its kin raise Unfit where nothing fits."""

    database: Database
    rng: random.Random
    voice: str = field(init=False)

    def __post_init__(self):
        self.voice = self.rng.choices(list(phrases.VOICES), list(phrases.VOICES.values()))[0]

    @property
    def domain(self) -> Domain:
        """The domain of the database."""
        return self.database.domain

    def pick(self, options):
        """One of the options."""
        options = list(options)
        if not options:
            raise Unfit
        return self.rng.choice(options)

    def some(self, options, size: int) -> list:
        """`size` different options, in the order they have in the list."""
        options = list(options)
        if len(options) < size:
            raise Unfit
        return [options[index] for index in sorted(self.rng.sample(range(len(options)), size))]

    def chance(self, probability: float) -> bool:
        """True so often."""
        return self.rng.random() < probability

    # ---- tables and columns -------------------------------------------------------------------------------------

    def table(self, *roles: str) -> Table:
        """A table that has a column of every role named."""
        return self.pick(table for table in self.domain.tables if all(table.of(role) for role in roles))

    def link(self) -> tuple:
        """A child table, its reference and the parent it points to."""
        child, ref = self.pick((table, column) for table in self.domain.tables for column in table.of("ref"))
        return child, ref, self.domain.table(ref.parent)

    def term(self, table: Table, column: Column, joined=False) -> Term:
        """A column as this question names it; `joined` puts its table before it, "bare" in the SQL only."""
        if joined in (False, "bare"):
            return Term(f"{table.name}.{column.name}" if joined else column.name, column.korean, column.english, column)
        own = column.korean.startswith(table.korean)
        return Term(f"{table.name}.{column.name}", column.korean if own else f"{table.korean} {column.korean}",
                    column.english if column.english.startswith(table.english) else f"{table.english} {column.english}", column)

    def shown(self, table: Table, size: int = 0, joined=False, avoid=()) -> list:
        """One to three columns to show, the name first where the table has one."""
        size = size or self.rng.choices([1, 2, 3], [60, 32, 8])[0]
        naming = [column for column in table.of("name") if column.name not in avoid]
        others = [column for column in table.of("category", "measure", "date") if column.name not in avoid]
        first = naming if naming and self.chance(0.8) else []
        others = self.some([column for column in others if column not in first], size - len(first))
        return [self.term(table, column, joined) for column in first + others]

    # ---- conditions ---------------------------------------------------------------------------------------------

    def condition(self, table: Table, kinds: str = "", joined=False, avoid=()) -> Condition:
        """One condition on a table; `kinds` are words of KINDS, by default the everyday ones."""
        kinds = kinds.split() if kinds else self.rng.choices(["equal", "compare", "date", "unequal", "between", "among", "like"],
                                                            [46, 32, 8, 3, 4, 4, 3], k=3)
        for kind in kinds:
            options = [column for column in table.of(*ROLES[kind]) if column.name not in avoid
                       and not (column.null and kind in ("unequal", "not_among")) and (column.null or kind not in ("missing", "present"))]
            if options:
                column = self.rng.choice(options)
                return getattr(self, f"_{kind}")(table, column, self.term(table, column, joined))
        raise Unfit

    def value(self, table: Table, column: Column):
        """A value that the column has."""
        return self.pick(dict.fromkeys(self.database.present(table, column)))

    def values(self, table: Table, column: Column, size: int) -> list:
        """Different values that the column has."""
        return self.some(dict.fromkeys(self.database.present(table, column)), size)

    def threshold(self, table: Table, column: Column, low: float = 0.2, high: float = 0.8):
        """A round number between two quantiles of a measure."""
        present = self.database.present(table, column)
        value = present[int(self.rng.uniform(low, high) * (len(present) - 1))]
        grid = max([column.step, *(nice for nice in NICE if (column.high - column.low) / nice >= 12 and round(nice / column.step, 6).is_integer())])
        value = round(round(value / grid) * grid, 2)
        if not present[0] < value < present[-1]:
            raise Unfit
        return value

    def _equal(self, table, column, term):
        return c.equal(term, self.value(table, column), self.rng)

    def _named(self, table, column, term):
        return c.equal(term, self.value(table, column), self.rng)

    def _unequal(self, table, column, term):
        return c.unequal(term, self.value(table, column), self.rng)

    def _among(self, table, column, term):
        return c.among(term, self.values(table, column, self.pick([2, 2, 3])), self.rng)

    def _not_among(self, table, column, term):
        return c.not_among(term, self.values(table, column, 2), self.rng)

    def _like(self, table, column, term, where=""):
        value = self.value(table, column)
        where = where or self.pick(["start", "end", "contain"])
        words = [word for word in value.split() if 2 <= len(word) <= 4 and word != value]
        part = {"start": value[: self.pick([1, 2])], "end": value[-2:]}.get(where) or self.pick(words or [value[1:3]])
        if " " in part or not part or "_" in part or "%" in part:
            raise Unfit
        return c.like(term, part, where, self.rng)

    def _start(self, table, column, term):
        return self._like(table, column, term, "start")

    def _end(self, table, column, term):
        return self._like(table, column, term, "end")

    def _contain(self, table, column, term):
        return self._like(table, column, term, "contain")

    def _lack(self, table, column, term):
        return self._like(table, column, term, "lack")

    def _compare(self, table, column, term, operator=""):
        return c.compared(term, operator or self.pick([">=", ">=", "<=", ">", "<"]), self.threshold(table, column), self.rng)

    def _exact(self, table, column, term):
        return c.compared(term, "=", self.value(table, column), self.rng)

    def _between(self, table, column, term):
        low, high = self.threshold(table, column, 0.05, 0.5), self.threshold(table, column, 0.5, 0.95)
        if low >= high:
            raise Unfit
        return c.between(term, low, high, self.rng)

    def _date(self, table, column, term, operator=""):
        present = self.database.present(table, column)
        value = present[int(self.rng.uniform(0.2, 0.8) * len(present))]
        if self.chance(0.5):
            value = value[:8] + "01"
        return c.dated(term, operator or self.pick([">=", "<=", ">", "<"]), value, self.rng)

    def _on(self, table, column, term):
        return c.dated(term, "=", self.value(table, column), self.rng)

    def _days(self, table, column, term):
        present = self.database.present(table, column)
        start = int(self.rng.uniform(0, 0.7) * len(present))
        low, high = present[start], present[start + len(present) // 5]
        if low == high:
            raise Unfit
        return c.days_between(term, low, high, self.rng)

    def _year(self, table, column, term):
        return c.in_period(term, self.value(table, column)[:4])

    def _month(self, table, column, term):
        return c.in_period(term, self.value(table, column)[:7])

    def _weekday(self, table, column, term):
        return c.on_weekday(term, self.rng.randrange(7))

    def _relative(self, table, column, term):
        today = self.domain.today
        if not today:
            raise Unfit
        year, month = int(today[:4]), int(today[5:7])
        before = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
        return c.in_period(term, *self.pick([(today[:4], "올해", "this year"), (str(year - 1), "작년", "last year"),
                                             (today[:7], "이번 달", "this month"), (before, "지난달", "last month")]))

    def _missing(self, table, column, term):
        return c.missing(term, self.rng)

    def _present(self, table, column, term):
        return c.present(term, self.rng)

    # ---- sentences ----------------------------------------------------------------------------------------------

    def rows(self, table: Table, condition: Condition = None, all_: bool = True) -> str:
        """The rows meant, as a noun phrase: 지역이 마포구인 가게, 가게 중 지역이 마포구인 곳, 모든 가게."""
        if condition is None:
            return self.pick(["모든 ", "전체 ", ""] if all_ else [""]) + table.korean
        if condition.brief and self.voice in ("telegraphic", "spoken") and self.chance(0.5):
            return f"{condition.brief} {table.korean}"
        if self.chance(0.25):
            return f"{table.korean} {self.pick(['중', '중에서', '가운데'])} {condition.before} {table.stand_in}"
        return f"{condition.before} {table.korean}"

    def of(self, owner: str, thing: str) -> str:
        """가게의 이름, 가게 이름."""
        clumsy = thing.startswith(owner.split()[-1]) or owner.endswith(tuple(f" {word}" for word in ("것", *STAND_IN.values())))
        loose = "의 " in thing or self.chance(0.7 if self.voice in ("telegraphic", "spoken") else 0.25)
        return owner + (" " if loose and not clumsy else "의 ") + thing

    def listed(self, terms: list) -> str:
        """The nouns of the columns asked for."""
        return phrases.listed([term.korean for term in terms], self.voice, self.rng)

    def closed(self, thing: str, kind: str = "be") -> str:
        """The sentence that asks for `thing`."""
        return phrases.closed(thing, kind, self.voice, self.rng)

    def closed_with(self, adverb: str, thing: str) -> str:
        """The sentence that asks for `thing`, its verb with an adverb: 업종을 중복 없이 알려 주세요."""
        ending = self.pick(phrases.ENDINGS[self.voice]["do"])
        return thing + (ending.replace("~을 ", f"~을 {adverb} ", 1) if "~을 " in ending else f" {adverb}{ending}")

    def listing(self, table: Table, thing: str, condition: Condition = None) -> str:
        """A sentence that asks for `thing` of the rows under a condition, in one of several word orders."""
        dice = self.rng.random()
        if condition and dice < 0.10:
            tail = self.pick(phrases.POSTPOSED[self.voice]).format(it=f"{condition.before} {table.stand_in}")
            asked = self.closed(thing if thing.startswith(table.korean) else f"{table.korean} {thing}", "do")
            return asked + ("" if asked[-1] in ".?!" else ",") + " " + tail
        if condition and dice < 0.2 and self.voice != "telegraphic":
            return self.closed(f"{condition.before} {table.korean}만 {self.pick(['골라', '추려', '뽑아'])} {thing}", "do")
        return self.closed(self.of(self.rows(table, condition), thing))

    def asked(self, thing: str) -> str:
        """The English sentence that asks for `thing`."""
        return f"What is {thing}?" if self.chance(0.25) else f"{self.pick(phrases.OPENERS)} {thing}."


ROLES = {"equal": ["category"], "named": ["name"], "unequal": ["category"], "among": ["category"], "not_among": ["category"],
         "like": ["name"], "start": ["name"], "end": ["name"], "contain": ["name"], "lack": ["name"], "compare": ["measure"],
         "exact": ["measure"], "between": ["measure"], "date": ["date"], "on": ["date"], "days": ["date"], "year": ["date"],
         "month": ["date"], "weekday": ["date"], "relative": ["date"], "missing": ["category", "measure", "date"],
         "present": ["category", "measure", "date"]}
