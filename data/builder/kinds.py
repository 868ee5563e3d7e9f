"""Kinds of faults that readers found in questions from templates, each with the check that keeps it out."""

import re
from collections.abc import Iterator

from sqlglot import exp

from builder import sql, wording
from builder.definition import Column, Domain

ODD = {  # a pattern of an unnatural question, and what is wrong with it
    r"[가-힣]을 중복을": "two objects",
    r"것의 ": "것의",
    r"하나로 합친": "nobody wants a union",
    r"(최댓값|최솟값)[과와] 같은": "nobody says it",
    r"(무엇|뭐|언제|누구|어디)(을|를) ": "a wh-word as an object",
    r"에 있는 \S+( \S+)?에 있는 ": "에 있는 twice",
    r"평균 값": "평균값 is another word",
    r" 건 수($|[ 를가는])": "건 수 for 건수",
    r"각각 수": "각각 수",
    r"크기가 (\S+ )?(넓|좁)": "a wide size",
    r"길이가 (\S+ )?(높|낮|넓|좁)": "a high length",
    r"(무게|중량)가 (\S+ )?(많|적|높|낮)": "a weight of many",
    r"(가장|제일) \S+ \S+( \S+)? (높은|낮은|긴|짧은|큰|작은|많은|적은) 순": "a superlative in order",
    r"[은는] (무엇|언제|얼마|누구|어디)인지 알고자": "은 before an indirect question",
    r"보험 보험": "a noun twice",
    r"만 (골라|추려|뽑아) .*(궁금|알고 싶|찾고|부탁)": "picked and then asked for",
}
ENGLISH = {
    r"\bvalues\b": "values",
    r"^What (is|are) the (name|title)": "a name asked for as a figure",
    r"\bthe number of \w+ whose": "a key",
    r"\b(name|title|ID|unit|device code|licence plate) of (?!each |every |the )": "one name of many rows",
    r"\b1 months\b|\bx 10,000\b": "an amount that nobody writes",
    r"longest (mileage|length)|largest height": "a superlative that the noun does not take",
}


def faults(rows: list, domains: list) -> list:
    """One sentence for every fault of a kind that is known, in rows from templates."""
    known = {domain.id: domain for domain in domains}
    found = [f"no English for the unit {unit}" for unit in sorted(untranslated(domains))]
    for row in rows:
        found += [
            f"{row['id']}: {fault}: {row['ko_instruction']} | {row['instruction']}" for fault in of_row(row, known[row["db_id"]])
        ]
    return found


def of_row(row: dict, domain: Domain) -> Iterator[str]:
    """The faults of one row."""
    question, query = row["ko_instruction"], row["response"]
    yield from (what for pattern, what in ODD.items() if re.search(pattern, question))
    yield from (f"English: {what}" for pattern, what in ENGLISH.items() if re.search(pattern, row["instruction"]))
    yield from (fault for fault in (nameless(query, domain), grouped_by_name(query, domain)) if fault)
    yield from wrong_wh(question, domain)
    yield from misplaced(question, query, domain)
    if isinstance(sql.parsed(query), exp.SetOperation):
        yield "a set operation"


def untranslated(domains: list) -> set:
    """Units that English amounts would lack."""
    units = {column.unit for domain in domains for table in domain.tables for column in table.of("measure")}
    return {unit for unit in units if unit and not unit.isascii() and unit not in (*wording.UNITS, "℃", "㎡", "㎥", "㎍/㎥")}


def column_of(node: exp.Column, domain: Domain, tables: set) -> tuple:
    """The table and column that a name in a query means."""
    names = [node.table] if node.table in tables else tables
    for table in domain.tables:
        for column in table.columns:
            if table.name in names and column.name == node.name:
                return table, column
    return None, None


def nameless(query: str, domain: Domain) -> str:
    """Many rows are listed and nothing says which they are."""
    tree = sql.parsed(query)
    if (
        tree.find(exp.AggFunc)
        and not tree.find(exp.Subquery)
        and not tree.find(exp.In)
        or tree.args.get("distinct")
        or tree.args.get("group")
    ):
        return ""
    limit = tree.args.get("limit")
    if limit is not None and limit.expression.this == "1" or tree.args.get("with_"):
        return ""
    shown = [column_of(node, domain, sql.tables(query)) for node in tree.expressions if isinstance(node, exp.Column)]
    one = any(column.role == "name" for column in equal_columns(tree, domain, query))
    if not shown or one or any(column and column.role in ("name", "key") for _, column in shown):
        return ""
    return "neither name nor key"


def equal_columns(tree: exp.Expression, domain: Domain, query: str) -> list:
    """The columns that a query compares with = to a literal."""
    nodes = [
        node.this
        for node in tree.find_all(exp.EQ)
        if isinstance(node.this, exp.Column) and isinstance(node.expression, exp.Literal)
    ]
    found = [column_of(node, domain, sql.tables(query)) for node in nodes]
    return [column for _, column in found if column]


def grouped_by_name(query: str, domain: Domain) -> str:
    """Rows are grouped by a name that two may share."""
    for group in sql.parsed(query).find_all(exp.Group):
        for node in group.find_all(exp.Column):
            _, column = column_of(node, domain, sql.tables(query))
            if column is not None and column.role == "name":
                return "grouped by a name"
    return ""


def misplaced(question: str, query: str, domain: Domain) -> Iterator[str]:
    """What the parent is said of the child: 역 노선이 4호선인 역무원."""
    read = [table for table in domain.tables if table.name in sql.tables(query)]
    own = {noun for table in read for column in table.columns for noun in nouns(column)}
    for parent in read if len(read) > 1 else []:
        for owner in (parent.korean, *parent.also, *parent.tests):
            for noun in (noun for column in parent.of("category", "measure", "date") for noun in nouns(column)):
                said = f"{owner} {noun}"
                if said in question and said not in own and re.search(rf"(^|\s){re.escape(said)}[이가] \S.*?인 ", question):
                    yield f"{said} said of something else"


def wrong_wh(question: str, domain: Domain) -> Iterator[str]:
    """무엇 of a date, an amount or a person."""
    for table in domain.tables:
        for column in table.columns:
            if not_what(column):
                yield from (f"{noun} asked for with 무엇" for noun in nouns(column) if asks_what(question, noun))


def nouns(column: Column) -> tuple:
    """What a column may be called."""
    return (column.korean, *column.also, *column.tests)


def asks_what(question: str, noun: str) -> bool:
    """Whether 무엇 is asked of the noun."""
    return noun in question and bool(re.search(rf"(^|\s){re.escape(noun)}(은|는|이|가)? (무엇|뭐|뭔)", question))


def not_what(column: Column) -> bool:
    """Whether another word asks for the column: 언제, 얼마."""
    return column.role == "date" or (column.role == "measure" and bool(column.unit))
