"""A Scene is what one question is made in: a database with its rows, a voice, and a generator of random numbers."""

import random
import re
import sqlite3
from dataclasses import dataclass, field, replace

from builder import create_table, english, filters, korean, phrases, rows, speech
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
    """Everything a shape draws from; `pick` and its kin raise Unfit where nothing fits.

    `domain` is the database's, under the names that this question uses; `tests` allows it those that are kept for the tests.
    """

    database: Database
    rng: random.Random
    tests: bool = False
    voice: str = field(init=False)
    style: Style = field(init=False)
    domain: Domain = field(init=False)

    def __post_init__(self):
        self.voice = self.rng.choices(list(phrases.VOICES), list(phrases.VOICES.values()))[0]
        self.style = Style.drawn(self.rng)
        self.domain = speech.spoken(self.database.domain, self.rng, self.tests)

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
        if " " in column.korean:  # 농민 이름, but not 농민 사는 곳: the comment's noun instead
            column = replace(column, korean=self.database.domain.table(table.name).column(column.name).korean)
        first, *rest = column.korean.split()
        if rest and first == table.korean.split()[-1]:  # 충전 기기 코드, not 충전 기기 기기 코드
            column = replace(column, korean=" ".join(rest))
        own = column.korean.startswith(table.korean)
        return Term(
            f"{table.name}.{column.name}",
            column.korean if own else f"{table.korean} {column.korean}",
            english.owned(table.english, column.english),
            column,
        )

    def shown(self, table: Table, size: int = 0, joined=False, avoid=(), one: bool = False) -> list:
        """One to three columns to show. Of many rows the name or key comes first, so that the answer says which; of `one` any may."""
        size = size or self.rng.choices([1, 2, 3], [62, 32, 6])[0]
        which = (table.of("name") or [table.key])[0]
        others = [column for column in table.of("category", "measure", "date") if column.name not in avoid]
        if which.name in avoid or (one and size == 1 and self.chance(0.45)):
            if not one:
                raise Unfit
            return [self.term(table, column, joined) for column in self.some(others, size)]
        return [self.term(table, column, joined) for column in [which, *self.some(others, size - 1)]]

    def condition(self, table: Table, kinds: str = "", joined=False, avoid=()) -> Condition:
        """A condition on a column of the table that is not to avoid: the first possible of `kinds`, by default an everyday one."""
        return filters.condition(self, table, kinds.split(), joined, avoid)

    def of_parent(self, ref: Column, parent: Table, kinds: str = "") -> Condition:
        """A condition on the parent, said of the child: 수원에 있는 매매상사에서 내놓은, 으뜸 오토에서 내놓은, VIP 회원의."""
        if parent.of("name") and not kinds and self.chance(0.2):
            column = parent.of("name")[0]
            value = filters.value_of(self, parent, column)
            name = self.called(parent, value)
            return self.belonging(ref, f"{parent.name}.{column.name} = '{value}'", name, f"whose {parent.english} is {value}")
        condition = self.condition(parent, kinds, joined=True)
        whose = condition.english.replace(f"whose {parent.english} ", "whose ")  # not whose account's account type is
        whose = whose.replace("whose ", f"whose {parent.english}'s ")
        said = self.belonging(ref, condition.sql, f"{condition.before} {parent.korean}", whose)
        return replace(said, column=condition.column)

    def belonging(self, ref: Column, sql: str, parent: str, english: str) -> Condition:
        """A phrase for the parent said of the child, with the words of the reference, else with 의."""
        twice = ref.said.endswith("에 있는") and "에 있는 " in parent  # not 강원도에 있는 발전소에 있는
        said = ref.said.format(parent) if ref.said and not twice else f"{parent}의"
        near = said == parent or not korean.adnominal(said)
        return Condition(sql, said, f"{said},", said, english, near=near)

    def called(self, table: Table, value: str) -> str:
        """A name in a question: in quote marks where it is a title of several words, which could be read as part of the sentence."""
        return f"'{value}'" if " " in value and table.counter not in ("곳", "명") else value

    # ---- sentences ----------------------------------------------------------------------------------------------

    def rows(self, table: Table, condition: Condition = None, all_: bool = True) -> str:
        """The rows meant, as a noun phrase: 지역이 마포구인 가게, 가게 중 지역이 마포구인 곳, 모든 가게."""
        if condition is None:
            return self.pick(["모든 ", "전체 ", ""] if all_ else [""]) + table.korean
        if condition.brief and self.voice in ("telegraphic", "spoken") and self.chance(0.3):
            return f"{condition.brief} {table.korean}"
        short = len(condition.plain.split()) < 5 and not condition.plain.endswith("의")
        if table.stand_in != "것" and short and self.chance(0.1):
            return f"{table.korean} {self.pick(['중', '중에서', '가운데'])} {condition.plain} {table.stand_in}"
        return f"{condition.before} {table.korean}"

    def ask(self, table: Table, rows: str, terms: list, one: bool = False) -> str:
        """The sentence that asks for columns of rows. Who asks which row it is need not name the column: 제일 비싼 차 뭐야?"""
        column = terms[0].column
        own = column.wh if column.role == "name" else ""
        other = own == "누구" and table.counter != "명"  # a contract is not who signed it
        if len(terms) == 1 and column.role in ("name", "key") and not other and self.chance(0.55):
            return phrases.which(rows, own or speech.row_wh(table), self.voice, self.rng, one, table.counter == "명")
        whole = len(terms) == 2 and column.role == "name" and not other and not korean.clausal(terms[1].column.korean)
        if whole and rows.endswith(table.korean) and self.chance(0.3):
            return self.closed(phrases.together(rows, terms[1].column.korean, self.voice), "do", "one" if one else "rows")
        thing = self.of(rows, self.listed(terms))
        if len(terms) > 1 or (column.role == "key" and not one):
            return self.closed(thing, "how" if len(terms) > 1 else "do", "one" if one else "rows")
        wh = "누구" if other else "무엇" if column.role == "name" else "몇 번" if column.role == "key" else speech.wh(column, table)
        return self.closed(thing, "be", "one" if one else "rows", wh)

    def owned(self, table: Table, phrase: str) -> str:
        """주문의 평균 금액; 평균 주문 금액 alone where the phrase names the table already."""
        return phrase if table.korean in phrase else f"{table.korean}의 {phrase}"

    def one_of(self, table: Table, superlative: str) -> str:
        """The top one of the rows, after 중: 가장 비싼 곳, 가장 비싼 매물."""
        own = table.stand_in == "것" or superlative.endswith("의")
        return f"{superlative} {table.korean if own else table.stand_in}"

    def of(self, owner: str, thing: str) -> str:
        """가게의 이름, 가게 이름; not 가게의 가게명."""
        thing = unnamed(owner.split()[-1], thing)
        clumsy = thing.startswith(owner.split()[-1]) or owner.endswith(tuple(f" {word}" for word in ("것", *STAND_IN.values())))
        short = len(owner.split()) < 4 and " " not in thing
        loose = ("의 " in thing and not korean.clausal(thing)) or (
            short and self.chance(0.7 if self.voice in ("telegraphic", "spoken") else 0.25)
        )
        again = "의" in [word[-1] for word in owner.split()[-2:-1]] and not korean.clausal(thing)  # not 가입자 명의의 계약의 번호
        phone = owner.endswith("전화") and thing.startswith("번호")  # 전화의 번호 is no 전화 번호
        return owner + (" " if (loose or again) and not clumsy and not phone else "의 ") + thing

    def listed(self, terms: list) -> str:
        """The nouns of the columns asked for."""
        return phrases.listed([term.korean for term in terms], self.voice, self.rng)

    def closed(self, thing: str, kind: str = "how", of: str = "rows", wh: str = "무엇") -> str:
        """The sentence that asks for `thing`; what it is `of` (rows, one row or a figure) rules out some verbs."""
        return phrases.closed(thing, kind, self.voice, self.rng, of, wh)

    def named(self, table: Table, noun: str) -> str:
        """가게 상호; 주문일 alone where the noun begins with its table's, 주운 곳 where it is a clause; not 보험금 청구 청구 원인."""
        last = table.korean.split()[-1]
        if noun.startswith(f"{last} ") and last != table.korean:
            noun = noun.removeprefix(f"{last} ")
        if noun.split()[0] == table.korean.split()[0]:  # not 예매 내역 예매 방법
            return noun
        first = re.split(r"[~,/]| 및 |하고 ", noun)[0]
        if noun.startswith(table.korean) or korean.clausal(first):
            return noun
        return f"{table.korean}{'의' * (table.korean.endswith('전화') and first == '번호')} {noun}"

    def closed_with(self, adverb: str, thing: str) -> str:
        """The sentence that asks for `thing`, its verb with an adverb: 업종을 중복 없이 알려 주세요."""
        unfit = ("궁금", "찾", "알고", "싶", "부탁", "골라", "불러")
        ending = self.pick(ending for ending in phrases.ENDINGS[self.voice]["do"] if not any(verb in ending for verb in unfit))
        return thing + (ending.replace("~을 ", f"~을 {adverb} ", 1) if "~을 " in ending else f" {adverb}{ending}")

    def listing(self, table: Table, terms: list, condition: Condition = None) -> str:
        """A sentence that asks for columns of the rows under a condition, in one of several word orders."""
        dice, thing = self.rng.random(), self.listed(terms)
        if condition and not condition.plain.endswith("의"):
            if dice < 0.03:
                return self.postposed(self.named(table, thing), f"{condition.plain} {table.stand_in}")
            if dice < 0.08 and self.voice != "telegraphic":
                return self.closed(
                    f"{condition.before} {table.korean}만 {self.pick(['골라', '추려', '뽑아'])} {thing}", "do", "picked"
                )
        return self.ask(table, self.rows(table, condition), terms)

    def postposed(self, thing: str, rows: str) -> str:
        """The condition after the question, as people add it."""
        asked, tail = self.closed(thing, "do"), self.pick(phrases.POSTPOSED[self.voice]).format(it=rows)
        if self.voice == "telegraphic":
            return f"{asked} ({tail})"
        return asked + ("" if asked[-1] in ".?!" else ",") + " " + tail

    def asked(self, thing: str) -> str:
        """The English sentence that asks for `thing`."""
        return f"{self.pick(phrases.OPENERS)} {thing}."


def unnamed(owner: str, thing: str) -> str:
    """What is asked of a row, its name without the row's noun: 가게명과 지역 is 이름과 지역 after 가게의."""
    own = rf"^{re.escape(owner)}"
    thing = re.sub(rf"{own}(명| ?이름)(?=$|[ ,/~하])", "이름", thing)
    return re.sub(rf"{own} (?=(제목|코드|번호판)($|[ ,/~하]))", "", thing)
