"""Conditions: one comparison in SQL, in the Korean forms that a sentence needs, and in English."""

import re
from dataclasses import dataclass, replace

from builder import korean
from builder.definition import Column
from builder.wording import Style, amount, day, english_amount, is_or_are, quoted, sql_number

WEEKDAYS = "일월화수목금토"
ENGLISH_WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
MISREAD = ("일반", "전문", "개")  # 구분이 일반인 and 축종이 개인 would be read as other words
WHEN = re.compile(r"(\d{4}[-년]|최근 |올해 |작년|이번 달|지난달|주말|.요일에 )")  # how a condition about a date begins
SPOKEN = 0.65  # how often a condition takes a form that people use, where the column has one
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
    "비싼": "비싸",
    "싼": "싸",
}
COMPARING = {"비싼", "싼", "두꺼운", "얇은", "어린", *STEMS} - {"늦은", "이른", "많은", "적은"}  # fit after 보다 without a noun
OWN_UNITS = {
    "원",
    "kg",
    "g",
    "cm",
    "km",
    "km/h",
    "㎡",
    "살",
    "세",
    "쪽",
    "kcal",
    "kWh",
    "℃",
}  # name their measure by themselves


@dataclass(frozen=True)
class Term:
    """A column as one question names it: `sql` (rating or store.rating), Korean noun, English noun."""

    sql: str
    korean: str
    english: str
    column: Column


@dataclass(frozen=True)
class Condition:
    """`before` stands before a noun (강남에 있는), `plain` too and names the column (지역이 강남인), `then` before another condition,
    `either` before an alternative. `brief` is `plain` without a verb. `near` says that nothing may come between `before` and the noun,
    `stacked` that another condition may follow `before`. `english` follows a noun: whose district is 강남.
    """

    sql: str
    before: str
    then: str
    either: str
    english: str
    column: str = ""
    brief: str = ""
    plain: str = ""
    near: bool = False
    stacked: bool = False

    def __post_init__(self):
        object.__setattr__(self, "plain", self.plain or self.before)


def spoken(condition: Condition, phrase: str, style: Style, near: bool = False, stacked: bool = True) -> Condition:
    """The condition with a phrase that people use before the noun, now and then."""
    if not phrase or style.rng.random() > SPOKEN:
        return condition
    return replace(condition, before=phrase, near=near, stacked=stacked and not near, brief="")


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
    if first.near and not second.near:
        first, second = second, first
    if first.before == first.plain and first.before.split()[-1] == second.before.split()[-1] and not second.near:
        second = replace(second, before=second.plain)  # not 직원에게 나간, 상여금 명목으로 나간
    spoken_first = first.before != first.plain and not first.near and not WHEN.match(first.before)
    if WHEN.match(second.before) and spoken_first:  # not 촬영을 위한 지난달에 나간
        first, second = second, first
    bare = second.near and not korean.clausal(second.before)  # VIP; not 정가가 없는 사회, which is two conditions
    lead = first.before if bare else f"{first.before}," if first.stacked and follows(first, second) else first.then
    return Condition(
        f"{first.sql} AND {second.sql}",
        f"{lead} {second.before}",
        f"{lead} {second.then}",
        f"{lead} {second.either}",
        f"{first.english} and {second.english}",
        near=second.near,
        plain=f"{first.then} {second.plain}",
    )


def follows(first: Condition, second: Condition) -> bool:
    """Whether the second may stand right after the first, both before the noun.

    Not 강남에 있는 평점이 4점인 가게 (is the 평점 강남's?), nor 야간조에서 일하는 주임으로 일하는 역무원.
    """
    own_subject = second.before == second.plain or "~이 " in second.before or "IS NULL" in second.sql
    return not own_subject and first.before.split()[-1] != second.before.split()[-1]


def either(first: Condition, second: Condition) -> Condition:
    """OR."""
    return Condition(
        f"{first.sql} OR {second.sql}",
        f"{first.either} {second.plain}",
        f"{first.either} {second.then}",
        f"{first.either} {second.either}",
        f"{first.english} or {second.english}",
    )


def compared(term: Term, operator: str, value, style: Style, own_unit: bool = False) -> Condition:
    """A measure against a number; 이상 is >=, 이하 <=, 초과 and 넘는 >, 미만 <. `own_unit`: the unit says which measure is meant."""
    shown, unit = amount(value, term.column.unit, style), term.column.unit
    sql = f"{term.sql} {operator} {sql_number(value)}"
    words = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than", "=": "exactly"}[operator]
    english = f"whose {is_or_are(term.english)} {words} {english_amount(value, unit, term.english)}"
    bound = {">=": " 이상", ">": " 초과", "<=": " 이하", "<": " 미만", "=": ""}[operator]
    default = is_(sql, term.korean, shown + bound, english, term.column.name, brief=f"{term.korean} {shown}{bound}" * bool(bound))
    if operator == ">" and style.rng.random() < 0.3:
        default = verb(sql, f"{term.korean}~이 {shown}~을 넘", english, term.column.name)
    elif operator in (">", "<") and style.rng.random() < 0.3:
        adjective = term.column.more if operator == ">" else term.column.less
        default = adjectival(sql, f"{term.korean}~이 {shown}보다", adjective, english, term.column.name)
    return spoken(default, style.rng.choice(bounded(term.column, operator, shown, own_unit) or [""]), style, stacked=False)


def bounded(column: Column, operator: str, shown: str, own_unit: bool) -> list:
    """Ways to say a bound without the column's noun: 2천만 원보다 비싼, 20kg이 넘는."""
    adjective = {">": column.big, "<": column.small}.get(operator, "")
    ways = [f"{shown}보다 {adjective}"] * (adjective in COMPARING)
    if own_unit and column.unit in OWN_UNITS and (column.unit != "원" or column.big == "비싼"):
        ways += {
            ">": [f"{shown}~이 넘는", f"{shown} 넘는"],
            "<": [f"{shown}~이 안 되는", f"{shown} 미만인"],
            ">=": [f"{shown} 이상인"],
            "<=": [f"{shown} 이하인", f"{shown}~을 넘지 않는"],
        }.get(operator, [])
    return ways


def adjectival(sql: str, lead: str, adjective: str, english: str, column: str) -> Condition:
    """A condition that ends in an adjective: 금액이 3만 원보다 큰, 크고, 크거나."""
    stem = STEMS[adjective]
    return Condition(sql, f"{lead} {adjective}", f"{lead} {stem}고", f"{lead} {stem}거나", english, column)


def between(term: Term, low, high, style: Style) -> Condition:
    """A measure between two numbers, both included."""
    unit = term.column.unit
    sql = f"{term.sql} >= {sql_number(low)} AND {term.sql} <= {sql_number(high)}"
    least = english_amount(low, "만원" if unit == "만원" else "", term.english).removesuffix(" won")
    english = f"whose {is_or_are(term.english)} between {least} and {english_amount(high, unit, term.english)}"
    value = f"{amount(low, unit, style)} 이상 {amount(high, unit, style)} 이하"
    return is_(sql, term.korean, value, english, term.column.name, brief=f"{term.korean} {value}")


def equal(term: Term, value: str, style: Style) -> Condition:
    """A text column against one value, which the question may call by another name."""
    column, name = term.column, term.column.value_names.get(value, value)
    shown = f"'{name}'" if name in MISREAD else quoted(name, style)
    english = f"whose {is_or_are(term.english)} {value}"
    default = is_(f"{term.sql} = '{value}'", term.korean, shown, english, column.name)
    if column.role == "name":
        return default
    if column.bare and (not column.said or style.rng.random() < 0.5):
        return spoken(default, name, style, near=True)
    said = column.said.format(name)
    return spoken(default, said, style, near=bool(said) and not korean.adnominal(said))


def not_(sql: str, lead: str, english: str, column: str) -> Condition:
    """A condition that ends in 아니다: 지역이 강남구가 아닌."""
    return Condition(sql, f"{lead} 아닌", f"{lead} 아니고", f"{lead} 아니거나", english, column)


def unequal(term: Term, value: str, style: Style) -> Condition:
    """A text column against a value it must not have."""
    shown = quoted(term.column.value_names.get(value, value), style)
    return not_(
        f"{term.sql} <> '{value}'", f"{term.korean}~이 {shown}~이", f"whose {is_or_are(term.english)} not {value}", term.column.name
    )


def among(term: Term, values: list, style: Style) -> Condition:
    """A text column against two or three values."""
    sql = f"{term.sql} IN ({', '.join(repr(value) for value in values)})"
    shown = [term.column.value_names.get(value, value) for value in values]
    mark = "'" * (style.quotes or any(" " in value for value in shown))
    shown = [f"{mark}{value}{mark}" for value in shown]
    english = f"whose {is_or_are(term.english)} {', '.join(values[:-1])} or {values[-1]}"
    if len(values) > 2:
        return is_(sql, term.korean, f"{', '.join(shown)} 중 하나", english, term.column.name)
    return is_(sql, term.korean, style.rng.choice(["~이나 ", " 또는 "]).join(shown), english, term.column.name)


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
    }.get(where, f"{term.korean}에 '{part}'~이 " + style.rng.choice(["들어가", "들어 있"]))
    return verb(sql, stem, f"whose {term.english} {english}", term.column.name)


def missing(term: Term, style: Style) -> Condition:
    """A column without a value."""
    ways = [("입력되지 않", "은"), ("기록되지 않", "은")] + [("비어 있", "는")] * (term.column.role != "measure")
    stem, ending = style.rng.choice(ways)
    english = f"whose {is_or_are(term.english)} missing"
    return spoken(
        verb(f"{term.sql} IS NULL", f"{term.korean}~이 {stem}", english, term.column.name, ending), term.column.absent, style
    )


def present(term: Term, style: Style) -> Condition:
    """A column with a value."""
    ways = [("입력되어 있", "는"), ("기록되어 있", "는")] + [("비어 있지 않", "은")] * (term.column.role != "measure")
    stem, ending = style.rng.choice(ways)
    english = f"whose {is_or_are(term.english)} filled in"
    return verb(f"{term.sql} IS NOT NULL", f"{term.korean}~이 {stem}", english, term.column.name, ending)


def happened(condition: Condition, term: Term, when: str, style: Style) -> Condition:
    """The condition said with the verb of the date: 3월 1일 이후에 가입한."""
    return spoken(condition, f"{when} {term.column.verb[0]}" if term.column.verb else "", style)


def dated(term: Term, operator: str, iso: str, style: Style) -> Condition:
    """A date against a day; 이후 and 이전 include the day itself, 보다 늦은 and 보다 이른 do not."""
    sql, shown = f"{term.sql} {operator} '{iso}'", day(iso, style)
    english = {">=": "on or after", "<=": "on or before", ">": "after", "<": "before", "=": ""}[operator]
    english = f"whose {is_or_are(term.english)} {english} {iso}".replace("  ", " ")
    if operator in "><":
        return adjectival(sql, f"{term.korean}~이 {shown}보다", "늦은" if operator == ">" else "이른", english, term.column.name)
    bound = {">=": " 이후", "<=": " 이전", "=": ""}[operator]
    default = is_(
        sql, term.korean, shown + bound, english, term.column.name, brief=f"{term.korean} {shown}{bound}" if bound else ""
    )
    return happened(default, term, f"{shown}{bound}에", style)


def days_between(term: Term, low: str, high: str, style: Style) -> Condition:
    """A date between two days, both included."""
    sql = f"{term.sql} >= '{low}' AND {term.sql} <= '{high}'"
    value = f"{day(low, style)}부터 {day(high, style)}까지"
    default = is_(sql, term.korean, value, f"whose {is_or_are(term.english)} between {low} and {high}", term.column.name)
    return happened(default, term, f"{day(low, style)}부터 {day(high, style)} 사이에", style)


def in_period(term: Term, period: str, style: Style, word: str = "", english: str = "") -> Condition:
    """A date in a year (2025) or a month (2025-03); `word` is what the question calls it: 지난달, 올해."""
    form = "%Y" if len(period) == 4 else "%Y-%m"
    shown = word or korean.spoken_date(period)
    default = is_(
        f"strftime('{form}', {term.sql}) = '{period}'",
        term.korean,
        shown,
        f"whose {term.english} {english or 'is in ' + period}",
        term.column.name,
    )
    return happened(default, term, shown if word == "올해" else f"{shown}에", style)


def lately(term: Term, today: str, months: int, style: Style) -> Condition:
    """A date in the months before today: 최근 3개월 동안 가입한."""
    sql = f"{term.sql} >= date('{today}', '-{months} months')"
    when = f"최근 {months}개월"
    english = f"whose {is_or_are(term.english)} within the past {f'{months} months' if months > 1 else 'month'}"
    default = is_(sql, term.korean, f"{when} 이내", english, term.column.name)
    return happened(default, term, f"{when} 동안" if style.rng.random() < 0.5 else f"{when} 안에", style)


def on_weekday(term: Term, number: int, style: Style) -> Condition:
    """A date on a day of the week, 0 for Sunday as SQLite counts."""
    default = is_(
        f"strftime('%w', {term.sql}) = '{number}'",
        term.korean,
        f"{WEEKDAYS[number]}요일",
        f"whose {is_or_are(term.english)} on a {ENGLISH_WEEKDAYS[number]}",
        term.column.name,
    )
    return happened(default, term, f"{WEEKDAYS[number]}요일에", style)


def at_weekend(term: Term, style: Style) -> Condition:
    """A date on a Saturday or Sunday."""
    english = f"whose {is_or_are(term.english)} on a Saturday or Sunday"
    default = is_(f"strftime('%w', {term.sql}) IN ('0', '6')", term.korean, "주말", english, term.column.name)
    return happened(default, term, "주말에", style)
