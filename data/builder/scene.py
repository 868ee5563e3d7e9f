"""A Scene is what one question is made in: a database with its rows, a voice, and a generator of random numbers."""

import random
import sqlite3
from dataclasses import dataclass, field

from builder import create_table, filters, phrases, rows
from builder.conditions import Condition, Term
from builder.definition import STAND_IN, Column, Domain, Table
from builder.filters import Unfit
from builder.wording import Style


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
        self.connection.executescript(create_table.script(domain, rows.fill(domain)))
        self.columns = {
            (table.name, column.name): [value for (value,) in self.run(f"SELECT {column.name} FROM {table.name}")]
            for table in domain.tables
            for column in table.columns
        }

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
    style: Style = field(init=False)

    def __post_init__(self):
        self.voice = self.rng.choices(list(phrases.VOICES), list(phrases.VOICES.values()))[0]
        self.style = Style.drawn(self.rng)

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
        return Term(
            f"{table.name}.{column.name}",
            column.korean if own else f"{table.korean} {column.korean}",
            column.english if column.english.startswith(table.english) else f"{table.english} {column.english}",
            column,
        )

    def shown(self, table: Table, size: int = 0, joined=False, avoid=()) -> list:
        """One to three columns to show, the name first where the table has one."""
        size = size or self.rng.choices([1, 2, 3], [74, 22, 4])[0]
        naming = [column for column in table.of("name") if column.name not in avoid]
        others = [column for column in table.of("category", "measure", "date") if column.name not in avoid]
        first = naming if naming and self.chance(0.8) else []
        others = self.some([column for column in others if column not in first], size - len(first))
        return [self.term(table, column, joined) for column in first + others]

    def condition(self, table: Table, kinds: str = "", joined=False, avoid=()) -> Condition:
        """A condition on a column of the table that is not to avoid: the first possible of `kinds`, by default an everyday one."""
        return filters.condition(self, table, kinds.split(), joined, avoid)

    # ---- sentences ----------------------------------------------------------------------------------------------

    def rows(self, table: Table, condition: Condition = None, all_: bool = True) -> str:
        """The rows meant, as a noun phrase: 지역이 마포구인 가게, 가게 중 지역이 마포구인 곳, 모든 가게."""
        if condition is None:
            return self.pick(["모든 ", "전체 ", ""] if all_ else [""]) + table.korean
        if condition.brief and self.voice in ("telegraphic", "spoken") and self.chance(0.3):
            return f"{condition.brief} {table.korean}"
        if self.chance(0.15):
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

    def closed(self, thing: str, kind: str = "be", of: str = "rows") -> str:
        """The sentence that asks for `thing`; what it is `of` (rows, one row or a figure) rules out some verbs."""
        return phrases.closed(thing, kind, self.voice, self.rng, of)

    def named(self, table: Table, noun: str) -> str:
        """가게 상호; 주문일 alone where the noun begins with its table's."""
        return noun if noun.startswith(table.korean) else f"{table.korean} {noun}"

    def closed_with(self, adverb: str, thing: str) -> str:
        """The sentence that asks for `thing`, its verb with an adverb: 업종을 중복 없이 알려 주세요."""
        ending = self.pick(ending for ending in phrases.ENDINGS[self.voice]["do"] if "궁금" not in ending)
        return thing + (ending.replace("~을 ", f"~을 {adverb} ", 1) if "~을 " in ending else f" {adverb}{ending}")

    def listing(self, table: Table, thing: str, condition: Condition = None) -> str:
        """A sentence that asks for `thing` of the rows under a condition, in one of several word orders."""
        dice = self.rng.random()
        if condition and dice < 0.03:
            tail = self.pick(phrases.POSTPOSED[self.voice]).format(it=f"{condition.before} {table.stand_in}")
            asked = self.closed(self.named(table, thing), "do")
            if self.voice == "telegraphic":
                return f"{asked} ({tail})"
            return asked + ("" if asked[-1] in ".?!" else ",") + " " + tail
        if condition and dice < 0.10 and self.voice != "telegraphic":
            return self.closed(f"{condition.before} {table.korean}만 {self.pick(['골라', '추려', '뽑아'])} {thing}", "do")
        return self.closed(self.of(self.rows(table, condition), thing))

    def asked(self, thing: str) -> str:
        """The English sentence that asks for `thing`."""
        many = " and " in thing.split(" of ")[0] or " values " in thing
        return f"What {'are' if many else 'is'} {thing}?" if self.chance(0.25) else f"{self.pick(phrases.OPENERS)} {thing}."
