"""Conditions: one comparison in SQL, in the Korean forms that a sentence needs, and in English."""

from dataclasses import dataclass

from builder import korean
from builder.definition import Column
from builder.wording import Style, amount, day, english_amount, is_or_are, quoted, sql_number

WEEKDAYS = "일월화수목금토"


ENGLISH_WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


@dataclass(frozen=True)
class Term:
    """A column as one question names it: `sql` (rating or store.rating), Korean noun, English noun."""

    sql: str
    korean: str
    english: str
    column: Column


@dataclass(frozen=True)
class Condition:
    """`before` stands before a noun (지역이 강남구인), `then` before another condition, `either` before an alternative."""

    sql: str
    before: str
    then: str
    either: str
    english: str
    column: str = ""
    brief: str = ""
    dated: bool = False


def is_(sql: str, subject: str, value: str, english: str, column: str = "", **more) -> Condition:
    """A condition that ends in 이다: 지역이 강남구인, 금액이 3만 원 이상인."""
    return Condition(
        sql, f"{subject}~이 {value}인", f"{subject}~이 {value}이고", f"{subject}~이 {value}이거나", english, column, **more
    )


def verb(sql: str, stem: str, english: str, column: str = "", ending: str = "는") -> Condition:
    """A condition that ends in a verb or adjective stem: 이름에 '별'이 들어가는, 반납일이 비어 있는."""
    return Condition(sql, stem + ending, stem + "고", stem + "거나", english, column)


def both(first: Condition, second: Condition) -> Condition:
    """AND."""
    return Condition(
        f"{first.sql} AND {second.sql}",
        f"{first.then} {second.before}",
        f"{first.then} {second.then}",
        f"{first.then} {second.either}",
        f"{first.english} and whose {second.english}",
        dated=first.dated or second.dated,
    )


def either(first: Condition, second: Condition) -> Condition:
    """OR."""
    return Condition(
        f"{first.sql} OR {second.sql}",
        f"{first.either} {second.before}",
        f"{first.either} {second.then}",
        f"{first.either} {second.either}",
        f"{first.english} or whose {second.english}",
        dated=first.dated or second.dated,
    )


def compared(term: Term, operator: str, value, style: Style) -> Condition:
    """A measure against a number; 이상 is >=, 이하 <=, 초과 and 넘는 >, 미만 <."""
    shown, unit = amount(value, term.column.unit, style), term.column.unit
    sql = f"{term.sql} {operator} {sql_number(value)}"
    words = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "=": "exactly"}[operator]
    english = f"{is_or_are(term.english)} {words} {english_amount(value, unit)}"
    if operator in (">", "<") and style.rng.random() < 0.4:
        adjective = term.column.more if operator == ">" else term.column.less
        if operator == ">" and style.rng.random() < 0.5:
            return verb(sql, f"{term.korean}~이 {shown}~을 넘", english, term.column.name)
        return adjectival(sql, f"{term.korean}~이 {shown}보다", adjective, english, term.column.name)
    bound = {">=": " 이상", ">": " 초과", "<=": " 이하", "<": " 미만", "=": ""}[operator]
    brief = f"{term.korean} {shown}{bound}" if bound else ""
    return is_(sql, term.korean, shown + bound, english, term.column.name, brief=brief)


def adjectival(sql: str, lead: str, adjective: str, english: str, column: str) -> Condition:
    """A condition that ends in an adjective: 금액이 3만 원보다 큰, 크고, 크거나."""
    stem = STEMS[adjective]
    return Condition(sql, f"{lead} {adjective}", f"{lead} {stem}고", f"{lead} {stem}거나", english, column)


STEMS = {
    "높은": "높",
    "낮은": "낮",
    "많은": "많",
    "적은": "적",
    "큰": "크",
    "작은": "작",
    "긴": "길",
    "짧은": "짧",
    "무거운": "무겁",
    "가벼운": "가볍",
    "빠른": "빠르",
    "느린": "느리",
    "넓은": "넓",
    "좁은": "좁",
    "깊은": "깊",
    "얕은": "얕",
    "먼": "멀",
    "가까운": "가깝",
    "늦은": "늦",
    "이른": "이르",
}


def between(term: Term, low, high, style: Style) -> Condition:
    """A measure between two numbers, both included."""
    unit = term.column.unit
    sql = f"{term.sql} BETWEEN {sql_number(low)} AND {sql_number(high)}"
    english = f"{is_or_are(term.english)} between {english_amount(low, '')} and {english_amount(high, unit)}"
    first, second = amount(low, unit, style), amount(high, unit, style)
    if style.rng.random() < 0.6:
        return is_(
            sql,
            term.korean,
            f"{first} 이상 {second} 이하",
            english,
            term.column.name,
            brief=f"{term.korean} {first} 이상 {second} 이하",
        )
    return is_(sql, term.korean, f"{first}에서 {second} 사이", english, term.column.name)


def equal(term: Term, value: str, style: Style) -> Condition:
    """A text column against one value."""
    shown = quoted(value, style)
    return is_(
        f"{term.sql} = '{value}'",
        term.korean,
        shown,
        f"{is_or_are(term.english)} {value}",
        term.column.name,
        brief=f"{term.korean} {shown}인",
    )


def not_(sql: str, lead: str, english: str, column: str) -> Condition:
    """A condition that ends in 아니다: 지역이 강남구가 아닌."""
    return Condition(sql, f"{lead} 아닌", f"{lead} 아니고", f"{lead} 아니거나", english, column)


def unequal(term: Term, value: str, style: Style) -> Condition:
    """A text column against a value it must not have."""
    return not_(
        f"{term.sql} != '{value}'",
        f"{term.korean}~이 {quoted(value, style)}~이",
        f"{is_or_are(term.english)} not {value}",
        term.column.name,
    )


def among(term: Term, values: list, style: Style) -> Condition:
    """A text column against two or three values."""
    sql = f"{term.sql} IN ({', '.join(repr(value) for value in values)})"
    mark = "'" * (style.quotes or any(" " in value for value in values))
    shown = [f"{mark}{value}{mark}" for value in values]
    english = f"{is_or_are(term.english)} {' or '.join(values)}"
    if len(values) > 2:
        return is_(sql, term.korean, f"{', '.join(shown)} 중 하나", english, term.column.name)
    return is_(sql, term.korean, style.rng.choice(["~이나 ", " 또는 "]).join(shown), english, term.column.name)


def not_among(term: Term, values: list, style: Style) -> Condition:
    """A text column against two values that it must not have."""
    sql = f"{term.sql} NOT IN ({', '.join(repr(value) for value in values)})"
    lead = f"{term.korean}~이 '{values[0]}'도 '{values[1]}'도"
    return not_(sql, lead, f"{is_or_are(term.english)} neither {values[0]} nor {values[1]}", term.column.name)


def like(term: Term, part: str, where: str, style: Style) -> Condition:
    """A text column that starts with, ends with, contains or lacks `part`."""
    pattern = {"start": f"{part}%", "end": f"%{part}"}.get(where, f"%{part}%")
    sql = f"{term.sql} {'NOT LIKE' if where == 'lack' else 'LIKE'} '{pattern}'"
    english = {"start": f"starts with '{part}'", "end": f"ends with '{part}'", "lack": f"does not contain '{part}'"}.get(
        where, f"contains '{part}'"
    )
    stem = {
        "start": f"{term.korean}~이 '{part}'~으로 시작하",
        "end": f"{term.korean}~이 '{part}'~으로 끝나",
        "lack": f"{term.korean}에 '{part}'~이 들어가지 않",
    }.get(where, f"{term.korean}에 '{part}'~이 " + style.rng.choice(["들어가", "포함되"]))
    return verb(sql, stem, f"{term.english} {english}", term.column.name)


def missing(term: Term, style: Style) -> Condition:
    """A column without a value."""
    stem = style.rng.choice(["비어 있", "입력되지 않", "기록되지 않"])
    ending = "은" if stem.endswith("않") else "는"
    return verb(f"{term.sql} IS NULL", f"{term.korean}~이 {stem}", f"{is_or_are(term.english)} missing", term.column.name, ending)


def present(term: Term, style: Style) -> Condition:
    """A column with a value."""
    stem, ending = style.rng.choice([("비어 있지 않", "은"), ("입력되어 있", "는"), ("기록되어 있", "는")])
    return verb(
        f"{term.sql} IS NOT NULL",
        f"{term.korean}~이 {stem}",
        f"{is_or_are(term.english)} filled in",
        term.column.name,
        ending,
    )


def dated(term: Term, operator: str, iso: str, style: Style) -> Condition:
    """A date against a day; 이후 and 이전 include the day itself, 보다 늦은 and 보다 이른 do not."""
    sql, shown = f"{term.sql} {operator} '{iso}'", day(iso, style)
    english = {">=": "on or after", "<=": "on or before", ">": "after", "<": "before", "=": ""}[operator]
    english = f"{is_or_are(term.english)} {english} {iso}".replace("  ", " ")
    if operator in "><":
        return adjectival(sql, f"{term.korean}~이 {shown}보다", "늦은" if operator == ">" else "이른", english, term.column.name)
    bound = {">=": " 이후", "<=": " 이전", "=": ""}[operator]
    return is_(sql, term.korean, shown + bound, english, term.column.name, brief=f"{term.korean} {shown}{bound}" if bound else "")


def days_between(term: Term, low: str, high: str, style: Style) -> Condition:
    """A date between two days, both included."""
    sql = f"{term.sql} BETWEEN '{low}' AND '{high}'"
    return is_(
        sql,
        term.korean,
        f"{day(low, style)}부터 {day(high, style)}까지",
        f"{is_or_are(term.english)} between {low} and {high}",
        term.column.name,
    )


def in_period(term: Term, period: str, word: str = "", english: str = "") -> Condition:
    """A date in a year (2025) or a month (2025-03); `word` is what the question calls it: 지난달, 올해."""
    form = "%Y" if len(period) == 4 else "%Y-%m"
    sql = f"strftime('{form}', {term.sql}) = '{period}'"
    return is_(
        sql,
        term.korean,
        word or korean.spoken_date(period),
        f"{is_or_are(term.english)} {english or 'in ' + period}",
        term.column.name,
        dated=bool(word),
    )


def on_weekday(term: Term, number: int) -> Condition:
    """A date on a day of the week, 0 for Sunday as SQLite counts."""
    return is_(
        f"strftime('%w', {term.sql}) = '{number}'",
        term.korean,
        f"{WEEKDAYS[number]}요일",
        f"{is_or_are(term.english)} a {ENGLISH_WEEKDAYS[number]}",
        term.column.name,
    )
