"""Text-to-SQL without any learning: look up the schema's own words in the question, and put a query together from them.

The comments of a schema name its tables, columns and values in Korean. A question that uses the very same words can be answered
by looking them up. So this is what a test is worth at least: what string matching reaches, no model needs to have learned.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(억|천만|백만|만|천|백)?\s*(\d[\d,]*)?")
SCALE = {"억": 10**8, "천만": 10**7, "백만": 10**6, "만": 10**4, "천": 1000, "백": 100, None: 1}
BOUNDS = (  # what follows a number: 3만 원 이상, 3만 원을 넘는
    (r"이상", ">="), (r"이하", "<="), (r"초과", ">"), (r"미만", "<"), (r"[을를]?\s*넘", ">"), (r"안\s*(되|넘)", "<"),
    (r"보다\s*(높|많|크|큰|긴|길|무거|무겁|빠|넓|깊|먼|멀|늦|비싼|비싸)", ">"),
    (r"보다\s*(낮|적|작|짧|가벼|가볍|느|좁|얕|가까|가깝|이른|싼|싸)", "<"),
)  # fmt: skip
DATE = re.compile(r"(\d{4})(?:-(\d\d)-(\d\d)|년(?:\s*(\d+)월)?(?:\s*(\d+)일)?)")
SMALL = re.compile(r"(낮은|적은|작은|짧은|가벼운|느린|좁은|얕은|가까운|이른|오래된|오름차순|싼|어린)")
MOST = re.compile(r"(가장|제일|최고로|최저로)\s")
COUNT = re.compile(r"몇\s*(명|건|곳|개|대|권|마리|척|편|점|회|채|종|번|가지|사람)|(의|\s)(개수|건수|수)(?!\s*있)(\b|[를가는은])")
KINDS = re.compile(r"몇 가지|종류의? 수|종류가 몇")
AGGREGATES = (("AVG", "평균"), ("SUM", "합계|총합|총 "), ("MAX", "최댓값|최대"), ("MIN", "최솟값|최소"))
WEEKDAYS = "일월화수목금토"


@dataclass
class Column:
    """One column of a schema: Korean noun, type, the values that its comment lists, the table that it refers to ("" if none)."""

    table: str
    name: str
    noun: str
    kind: str
    values: list[str] = field(default_factory=list)
    parent: str = ""

    @property
    def sql(self) -> str:
        """table.column"""
        return f"{self.table}.{self.name}"


@dataclass
class Table:
    """One table of a schema."""

    name: str
    noun: str
    columns: list[Column] = field(default_factory=list)

    @property
    def label(self) -> Column:
        """The column that says which row: the first text column, else the key."""
        texts = [column for column in self.columns if column.kind == "TEXT" and not column.values]
        return (texts or self.columns)[0]


class Mention(NamedTuple):
    """Where in the question a column (with a value, or without) or a table is named."""

    start: int
    end: int
    thing: Column | Table
    value: str = ""


def answer(question: str, schema: str) -> str:
    """The query that the words of the question suggest.

    Args:
        question: in Korean.
        schema: CREATE TABLE statements whose comments name tables and columns in Korean.

    Returns:
        A SQLite query; `SELECT 1` where no word of the schema is in the question.
    """
    tables, today = read(schema)
    found = mentions(question, tables)
    if not found:
        return "SELECT 1"
    where, used = conditions(question, tables, found, today)
    left = [mention for mention in found if mention not in used]
    select, tail, columns = selection(question, tables, left, found)
    names = [*(column.table for column in columns), *(mention.thing.table for mention in used)]
    names += [mention.thing.name for mention in found if isinstance(mention.thing, Table)]
    source = joined(tables, list(dict.fromkeys(names)))
    query = f"SELECT {select} FROM {source}" + (f" WHERE {' AND '.join(where)}" if where else "") + tail
    return query if " JOIN " in source else re.sub(rf"\b{source}\.", "", query)


def read(schema: str) -> tuple[list[Table], str]:
    """The tables of a schema, and its line of today ("" where it has none)."""
    tables: list[Table] = []
    for line in schema.splitlines():
        if head := re.match(r"CREATE TABLE (\w+) \( -- (.+)", line):
            tables.append(Table(head[1], head[2].strip()))
        elif tables and (part := re.match(r"\s+(\w+) (\w+)([^-]*)-- ([^(:]+)(?:\([^)]*\))?(?:: (.*))?", line)):
            name, kind, rest, noun, values = part.groups()
            parent = re.search(r"REFERENCES (\w+)", rest)
            listed = [value.strip() for value in (values or "").split(",") if value.strip()]
            tables[-1].columns.append(Column(tables[-1].name, name, noun.strip(), kind, listed, parent[1] if parent else ""))
    today = re.search(r"오늘: (\S+)", schema)
    return tables, today[1] if today else ""


def mentions(question: str, tables: list[Table]) -> list[Mention]:
    """Every noun and value of the schema that the question names, in order; of overlapping ones the longest."""
    words = [(table.noun, table, "") for table in tables]
    for table in tables:
        for column in table.columns:
            if not column.parent and column.name != "id":
                words += [(column.noun, column, "")] + [(value, column, value) for value in column.values]
    found: list[Mention] = []
    for word, thing, value in sorted(words, key=lambda each: -len(each[0])):
        for match in re.finditer(re.escape(word), question):
            overlapping = [other for other in found if match.start() < other.end and other.start < match.end()]
            same = [other for other in overlapping if (other.start, other.end) == match.span()]
            if len(overlapping) == len(same):  # a word that several columns share is decided below
                found.append(Mention(*match.span(), thing, value))
    return sorted(nearest(found), key=lambda each: each.start)


def nearest(found: list[Mention]) -> list[Mention]:
    """Of several columns that share a word, the one whose table or (for a value) own noun stands closest before it."""
    places: dict[tuple, list[Mention]] = {}
    for mention in found:
        places.setdefault((mention.start, mention.end), []).append(mention)

    def distance(mention: Mention) -> int:
        near = [
            mention.start - other.end if other.end <= mention.start else 1_000 + other.start
            for other in found
            if (isinstance(other.thing, Table) and isinstance(mention.thing, Column) and other.thing.name == mention.thing.table)
            or (mention.value and not other.value and other.thing is mention.thing)
        ]
        return min(near, default=10_000)

    return [min(options, key=distance) for options in places.values()]


def conditions(question: str, tables: list[Table], found: list[Mention], today: str) -> tuple[list[str], list[Mention]]:
    """The comparisons of the question, and the mentions that they use up."""
    where: list[str] = []
    used: list[Mention] = []
    values: dict[str, list[Mention]] = {}
    for mention in found:
        if mention.value:
            values.setdefault(mention.thing.sql, []).append(mention)
    for sql, group in values.items():
        used += group + before(found, group[0].start, lambda column, sql=sql: column.sql == sql, 14)
        texts = list(dict.fromkeys(mention.value for mention in group))
        negative = re.match(r"['\"]?\S{0,2}\s*(아닌|아니|빼고|제외)", question[group[-1].end :])
        if len(texts) == 1:
            where.append(f"{sql} {'!=' if negative else '='} '{texts[0]}'")
        else:
            where.append(f"{sql} {'NOT ' * bool(negative)}IN ({', '.join(map(repr, texts))})")
    tests = [*numbers(question, found), *averages(question, found), *dates(question, found, today), *texts_like(question, found)]
    for column, test, mention in tests:
        where.append(test.format(column.sql))
        used += [mention, *(each for each in found if each.thing is column and not each.value and each.start < mention.start)]
    for mention in found:
        if isinstance(mention.thing, Column) and re.match(r"[이가]\s*(비어 있|입력되지|기록되지)", question[mention.end :]):
            not_null = re.match(r"[이가]\s*비어 있지 않", question[mention.end :])
            where.append(f"{mention.thing.sql} IS {'NOT ' * bool(not_null)}NULL")
            used.append(mention)
    return where, used


def before(found: list[Mention], place: int, fits, reach: int = 25) -> list[Mention]:
    """The last column named at most `reach` letters before a place that fits, as a list of one or none."""
    near = [each for each in found if isinstance(each.thing, Column) and not each.value and 0 <= place - each.end <= reach]
    return [each for each in near if fits(each.thing)][-1:]


def numbers(question: str, found: list[Mention]) -> list[tuple]:
    """(column, test, mention) of every number with a bound, for the measure named before it: 평점이 4점 이상."""
    tests = []
    for match in NUMBER.finditer(question):
        named = before(found, match.start(), lambda column: column.kind in ("INTEGER", "REAL"))
        after = question[match.end() : match.end() + 14]
        bound = next((sign for pattern, sign in BOUNDS if re.match(rf"\s*\S{{0,3}}\s*{pattern}", after)), "")
        if named and bound:
            value = float(match[1].replace(",", "")) * SCALE[match[2]] + float((match[3] or "0").replace(",", ""))
            tests.append((named[0].thing, f"{{}} {bound} {value:g}" if value < 1e5 else f"{{}} {bound} {int(value)}", named[0]))
    return tests


def averages(question: str, found: list[Mention]) -> list[tuple]:
    """(column, test, mention) of a measure against the mean of all rows: 평점이 평균보다 높은."""
    tests = []
    for match in re.finditer(r"평균보다", question):
        sign = "<" if SMALL.match(question[match.end() :].strip()) else ">"
        for each in before(found, match.start(), lambda column: column.kind in ("INTEGER", "REAL"), 12):
            tests.append((each.thing, f"{{}} {sign} (SELECT AVG({each.thing.name}) FROM {each.thing.table})", each))
    return tests


def dates(question: str, found: list[Mention], today: str) -> list[tuple]:
    """(column, test, mention) of every date, month, year or weekday, for the date named before it or the only one there is."""
    tests = []
    for match in DATE.finditer(question):
        month, day = match[2] or match[4], match[3] or match[5]
        period = "-".join([match[1], *(f"{int(part):02}" for part in (month, day) if part)])
        sign = next((s for word, s in (("이후", ">="), ("이전", "<="), ("보다 늦", ">"), ("보다 이", "<"), ("부터", ">="), ("까지", "<="))
                     if question[match.end() :].lstrip().startswith(word)), "=")  # fmt: skip
        tests += on_date(found, match.start(), period, sign)
    year, month = (int(part) for part in (today or "2000-01-01").split("-")[:2])
    last = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    for word, period in (("올해", str(year)), ("작년", str(year - 1)), ("이번 달", f"{year}-{month:02}"), ("지난달", last)):
        if word in question:
            tests += on_date(found, question.index(word), period, "=")
    for match in re.finditer(f"([{WEEKDAYS}])요일", question):
        tests += [
            (each.thing, f"strftime('%w', {{}}) = '{WEEKDAYS.index(match[1])}'", each) for each in dated(found, match.start())
        ]
    return tests


def dated(found: list[Mention], place: int) -> list[Mention]:
    """The date column named before a place."""
    return before(found, place, lambda column: column.kind == "DATE", 40)


def on_date(found: list[Mention], place: int, period: str, sign: str) -> list[tuple]:
    """A test of the date named before a place: a whole day is compared, a month or year is what `strftime` gives."""
    form = {4: "'%Y'", 7: "'%Y-%m'"}.get(len(period))
    if sign != "=" and len(period) < 10:
        period, form = period + "-01-01"[len(period) - 4 :], None
    test = f"strftime({form}, {{}}) = '{period}'" if form else f"{{}} {sign} '{period}'"
    return [(each.thing, test, each) for each in dated(found, place)]


def texts_like(question: str, found: list[Mention]) -> list[tuple]:
    """(column, test, mention) of a quoted text, or of one that stands after 이름이: what a name is, contains or begins with."""
    tests = []
    for match in re.finditer(r"'([^']+)'", question):
        named = before(found, match.start(), lambda column: column.kind == "TEXT" and not column.values, 6)
        after = question[match.end() : match.end() + 16]
        pattern = f"{match[1]}%" if "시작" in after else f"%{match[1]}" if "끝나" in after else f"%{match[1]}%"
        like = re.search(r"들어|포함|시작|끝나", after)
        test = f"{{}} {'NOT ' * ('않' in after)}LIKE '{pattern}'" if like else f"{{}} = '{match[1]}'"
        tests += [(each.thing, test, each) for each in named]
    for mention in found:
        name = re.match(r"[이가] ([가-힣]{2,4}(?: [가-힣]+){0,2})인 ", question[mention.end :])
        if name and isinstance(mention.thing, Column) and mention.thing.kind == "TEXT" and not mention.thing.values:
            tests.append((mention.thing, f"{{}} = '{name[1]}'", mention))
    return tests


def selection(question: str, tables: list[Table], left: list[Mention], found: list[Mention]) -> tuple[str, str, list[Column]]:
    """What is asked for: select list, what follows WHERE, and the columns that both take."""
    columns = list({mention.thing.sql: mention.thing for mention in left if isinstance(mention.thing, Column)}.values())
    named = [mention.thing for mention in found if isinstance(mention.thing, Table)]
    group = [m.thing for m in left if isinstance(m.thing, Column) and re.match(r"\S{0,3}별", question[m.end :])]
    measures = [column for column in columns if column.kind in ("INTEGER", "REAL")]
    figure, of = aggregate(question, measures, named, group, found)
    if group and figure:
        tail = f" GROUP BY {group[0].sql}" + (order(question, figure) if MOST.search(question) or "순" in question else "")
        return f"{group[0].sql}, {figure}", tail, [*group, *of]
    if figure:
        return figure, "", of or [table.columns[0] for table in named[-1:]]
    ranked = [
        m.thing for m in left if isinstance(m.thing, Column) and re.match(r"[이가]\s*(가장|제일)|\S*\s*\S+\s*순", question[m.end :])
    ]
    about = [m.thing if isinstance(m.thing, Table) else next(t for t in tables if t.name == m.thing.table) for m in found]
    shown = [column for column in columns if column not in ranked[:1]] or [(named or about)[-1].label]
    tail = order(question, ranked[0].sql) if ranked else ""
    distinct = "DISTINCT " * bool(re.search("중복|서로 다른|겹치", question))
    return distinct + ", ".join(column.sql for column in shown), tail, [*shown, *ranked[:1]]


def aggregate(
    question: str, measures: list[Column], named: list[Table], group: list[Column], found: list[Mention]
) -> tuple[str, list[Column]]:
    """The figure that the question asks for, and its column; "" where it asks for rows."""
    if re.search("평균보다", question):
        return "", []
    for name, words in AGGREGATES:
        if measures and re.search(words, question):
            return f"{name}({measures[-1].sql})", measures[-1:]
    rest = question
    for mention in found:  # 좌석 수 is a column's noun, no count
        rest = rest.replace(question[mention.start : mention.end], "○") if isinstance(mention.thing, Column) else rest
    texts = [mention.thing for mention in found if isinstance(mention.thing, Column) and not mention.value]
    if KINDS.search(rest) and texts:
        return f"COUNT(DISTINCT {texts[-1].sql})", texts[-1:]
    if COUNT.search(rest) and (named or group):
        return "COUNT(*)", [table.columns[0] for table in named[-1:]]
    return "", []


def order(question: str, by: str) -> str:
    """ORDER BY, with a LIMIT where the question asks for the most or for so many."""
    some = re.search(r"(\d+)\s*(명|건|곳|개|대|권|마리|척|편|위|채)", question)
    limit = f" LIMIT {some[1] if some else 1}" if MOST.search(question) else ""
    return f" ORDER BY {by} {'ASC' if SMALL.search(question) else 'DESC'}{limit}"


def joined(tables: list[Table], names: list[str]) -> str:
    """FROM: the tables named, joined along their references, a table between two others included."""
    links = {(column.table, column.parent): column for table in tables for column in table.columns if column.parent}
    wanted = names or [tables[0].name]
    if len(wanted) > 1 and not any(set(pair) <= set(wanted) for pair in links):
        between = [t.name for t in tables if all((t.name, name) in links or (name, t.name) in links for name in wanted)]
        wanted = between[:1] + wanted
    children = [name for name in wanted if any(child == name and parent in wanted for child, parent in links)]
    done, text = [(children or wanted)[0]], (children or wanted)[0]
    for _ in wanted:
        for (child, parent), column in links.items():
            for new, old in ((parent, child), (child, parent)):
                if old in done and new in wanted and new not in done:
                    text += f" JOIN {new} ON {column.sql} = {parent}.id"
                    done.append(new)
    return text
