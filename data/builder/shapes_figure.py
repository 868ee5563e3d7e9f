"""Shapes that ask one table for a figure: counts, aggregates, shares, days between two dates."""

from builder import conditions as c
from builder import english, filters, phrases
from builder.pieces import aggregate, average_noun, extreme, figure_of, number_of, two_conditions
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


@shape
def count_all(scene: Scene) -> Draft:
    """가게는 모두 몇 곳인가요?"""
    table = scene.table()
    return Draft(
        f"SELECT COUNT(*) FROM {table.name}",
        phrases.counted(scene.pick(["전체 ", ""]) + table.korean, table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there?",
    )


def counted(scene: Scene, table, condition: c.Condition) -> Draft:
    """How many rows are under a condition."""
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
        phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there {condition.english}?",
    )


@shape
def count_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게는 몇 곳인가요?"""
    table = scene.table()
    return counted(scene, table, scene.condition(table))


@shape
def count_and(scene: Scene) -> Draft:
    """지역이 마포구이고 평점이 4점 이상인 가게는 몇 곳인가요?"""
    table, condition, _ = two_conditions(scene, c.both)
    return counted(scene, table, condition)


@shape
def count_year(scene: Scene) -> Draft:
    """2025년에 들어온 주문은 몇 건인가요?"""
    table = scene.table("date")
    return counted(scene, table, scene.condition(table, scene.pick(["year", "month", "relative", "lately", "weekend"])))


@shape
def count_distinct(scene: Scene) -> Draft:
    """가게의 업종은 몇 가지인가요?"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    kinds = {
        "polite": ["~은 모두 몇 {c}인가요?", "~이 몇 {c}인지 알려 주세요."],
        "plain": ["~은 몇 {c}인가?", "~이 몇 {c}인지 세어라."],
        "telegraphic": [" 몇 {c}?"],
        "spoken": [" 몇 {c}~이야?", "~이 몇 {c}~이나 돼?", " 총 몇 {c} 있어?"],
    }
    place = term.column.wh == "어디"  # 구단은 몇 곳, 업종은 몇 가지
    return Draft(
        f"SELECT COUNT(DISTINCT {term.sql}) FROM {table.name}",
        scene.named(table, term.korean) + scene.pick(kinds[scene.voice]).format(c="곳" if place else "가지"),
        f"How many distinct {english.plural(term.english)} are there among {table.many}?",
    )


def figured(scene: Scene, table, found: tuple, condition: c.Condition = None) -> Draft:
    """An aggregate of all rows, or of those under a condition."""
    where, whose = (f" WHERE {condition.sql}", f"{table.many} {condition.english}") if condition else ("", f"all {table.many}")
    return Draft(
        f"SELECT {found[1]} FROM {table.name}{where}",
        figure_of(scene, table, scene.rows(table, condition), found),
        f"What is the {english.figure_of(found[3], whose)}?",
    )


@shape
def aggregate_all(scene: Scene) -> Draft:
    """전체 가게의 평균 평점"""
    table = scene.table("measure")
    return figured(scene, table, aggregate(scene, table))


@shape
def aggregate_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 평균 평점"""
    table = scene.table("measure")
    found = aggregate(scene, table)
    return figured(scene, table, found, scene.condition(table, avoid=[found[0].column.name]))


@shape
def aggregate_and(scene: Scene) -> Draft:
    """지역이 마포구이고 업종이 한식인 가게의 평균 평점"""
    table = scene.table("measure")
    found = aggregate(scene, table)
    first = scene.condition(table, avoid=[found[0].column.name])
    second = scene.condition(table, avoid=[found[0].column.name, first.column])
    if first.near and second.near:
        raise Unfit
    return figured(scene, table, found, c.both(first, second))


@shape
def aggregate_two(scene: Scene) -> Draft:
    """가게 평점의 최댓값과 최솟값"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    first, second = scene.pick([("MAX", "MIN"), ("MIN", "MAX"), ("AVG", "MAX"), ("AVG", "MIN")])
    words = {"MAX": ("최댓값", extreme(term, "DESC")), "MIN": ("최솟값", extreme(term, "ASC")), "AVG": ("평균", "average")}
    thing = phrases.listed([words[first][0], words[second][0]], scene.voice, scene.rng)
    return Draft(
        f"SELECT {first}({term.sql}), {second}({term.sql}) FROM {table.name}",
        scene.closed(scene.of(scene.named(table, term.korean), thing), "how", "figure"),
        f"What are the {words[first][1]} and {english.figure_of(f'{words[second][1]} {term.english}', table.many)}?",
    )


@shape
def aggregate_rounded(scene: Scene) -> Draft:
    """가게의 평균 평점을 소수 첫째 자리까지"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    places, word = scene.pick([(1, "첫째"), (2, "둘째")])
    lead = f"{scene.owned(table, average_noun(term.column))}~을 소수 {word} 자리까지"
    ends = {
        "polite": [" 반올림해서 알려 주세요.", " 구해 주세요."],
        "plain": [" 반올림하여 구하라.", " 구하시오."],
        "telegraphic": [" 반올림", " 계산"],
        "spoken": [" 반올림해서 알려 줘", " 계산해 줄래?"],
    }
    return Draft(
        f"SELECT ROUND(AVG({term.sql}), {places}) FROM {table.name}",
        lead + scene.pick(ends[scene.voice]),
        f"What is the {english.figure_of(f'average {term.english}', table.many)}, rounded to {places} decimal place{'s' * (places > 1)}?",
    )


SHARE = {
    "polite": ["~은 몇 퍼센트인가요?", "~은 몇 %인가요?", "~이 몇 퍼센트나 되는지 알려 주세요."],
    "plain": ["~은 몇 퍼센트인가?", "~이 몇 %인지 구하라."],
    "telegraphic": [" 비율(%)", " 몇 퍼센트?"],
    "spoken": ["~이 몇 퍼센트야?", " 몇 퍼센트나 돼?", "~이 몇 %야?"],
}


@shape
def share_where(scene: Scene) -> Draft:
    """동물 중에 강아지는 몇 퍼센트야?"""
    table = scene.table("category")
    condition = scene.condition(table, scene.pick(["equal", "equal", "compare", "missing"]))
    rows = scene.pick(
        [
            f"{scene.pick(['전체', '모든'])} {table.korean} 중 {condition.before} {table.korean}",
            f"{table.korean} 중에서 {condition.before} {table.korean}",
        ]
    )
    return Draft(
        f"SELECT ROUND(100.0 * SUM(CASE WHEN {condition.sql} THEN 1 ELSE 0 END) / COUNT(*), 1) FROM {table.name}",
        rows + scene.pick(SHARE[scene.voice]),
        f"Of all {table.many}, what is the percentage of those {condition.english}?",
    )


@shape
def share_of_sum(scene: Scene) -> Draft:
    """전체 금액 합계에서 카드 결제가 차지하는 비율"""
    table = scene.table("category", "measure")
    measure = scene.pick(column for column in table.of("measure") if column.total)
    condition = scene.condition(table, "equal")
    rows = f"전체 {measure.korean} 합계에서 {condition.before} {table.korean}~이 차지하는 비율"
    return Draft(
        f"SELECT ROUND(100.0 * SUM(CASE WHEN {condition.sql} THEN {measure.name} ELSE 0 END) / SUM({measure.name}), 1) FROM {table.name}",
        rows + scene.pick(SHARE[scene.voice]).replace(" 비율(%)", "(%)"),
        f"What percentage of the total {measure.english} comes from {table.many} {condition.english}?",
    )


@shape
def days_apart(scene: Scene) -> Draft:
    """대출일부터 반납일까지 평균 며칠 걸렸나요?"""
    table, later = scene.pick((table, column) for table in scene.domain.tables for column in table.of("date") if column.after)
    first = table.column(later.after)
    name, word, which = scene.pick(
        [("AVG", "평균 며칠", "average"), ("AVG", "평균 며칠", "average"), ("MAX", "최대 며칠", "largest")]
    )
    condition = scene.condition(table, "equal") if scene.chance(0.5) else None
    ends = {
        "polite": [f" {word} 걸리나요?", f" {word} 걸렸는지 알려 주세요."],
        "plain": [f" {word} 걸렸는가?", f" {word} 걸렸는지 구하라."],
        "telegraphic": [f" {word}?", f" {word} 소요"],
        "spoken": [f" {word} 걸려?", f" {word} 걸렸어?"],
    }
    where, whose = (f" WHERE {condition.sql}", f" {condition.english}") if condition else ("", "")
    return Draft(
        f"SELECT {name}(julianday({later.name}) - julianday({first.name})) FROM {table.name}{where}",
        f"{scene.rows(table, condition, False)}~은 {first.korean}부터 {later.korean}까지" + scene.pick(ends[scene.voice]),
        f"What is the {which} number of days between the {first.english} and the {later.english} of {table.many}{whose}?",
    )


@shape
def month_over_month(scene: Scene) -> Draft:
    """이번 달 주문은 지난달보다 몇 건 늘었어?"""
    table = scene.table("date")
    if not scene.domain.today:
        raise Unfit
    column = scene.pick(column for column in table.of("date") if not column.null)
    form, now, before, word, other, when = period_pair(scene)
    figure = (
        "1" if scene.chance(0.5) else scene.pick(column.name for column in table.of("measure") if column.total and not column.null)
    )
    parts = [f"SUM(CASE WHEN strftime('{form}', {column.name}) = '{text}' THEN {figure} ELSE 0 END)" for text in (now, before)]
    measure = None if figure == "1" else table.column(figure)
    what = number_of(table) if measure is None else f"{table.korean}의 {measure.korean} 합계"
    lead = f"{column.korean} 기준으로 {word} {what}~이 {other}보다 얼마나"
    ends = {
        "polite": [" 늘었나요?", " 늘었는지 알려 주세요."],
        "plain": [" 늘었는가?", " 늘었는지 구하라."],
        "telegraphic": [" 늘었는지"],
        "spoken": [" 늘었어?", " 늘었지?"],
    }
    thing = f"the number of {table.many}" if measure is None else f"the total {measure.english} across {table.many}"
    return Draft(
        f"SELECT {parts[0]} - {parts[1]} FROM {table.name}",
        lead + scene.pick(ends[scene.voice]),
        f"By {column.english}, how much higher is {thing} {when}?",
    )


def period_pair(scene: Scene) -> tuple:
    """This month and the last, or this year and the last."""
    year, month = int(scene.domain.today[:4]), int(scene.domain.today[5:7])
    if scene.chance(0.4):
        return "%Y", str(year), str(year - 1), "올해", "작년", "this year than last year"
    last = f"{year}-{month - 1:02}" if month > 1 else f"{year - 1}-12"
    return "%Y-%m", f"{year}-{month:02}", last, "이번 달", "지난달", "this month than last month"


@shape
def count_each(scene: Scene) -> Draft:
    """강아지와 고양이는 각각 몇 마리인가요?"""
    table = scene.table("category")
    column = scene.pick(column for column in table.of("category") if not column.null)
    term, values = scene.term(table, column), filters.values_of(scene, table, column, 2)
    condition = c.among(term, values, scene.style)
    shown = [column.value_names.get(value, value) for value in values]
    named = [f"{name} {table.korean}" if column.bare else f"{term.korean}~이 {name}인 {table.korean}" for name in shown]
    ends = {
        "polite": ["~은 각각 몇 {c}인가요?", "~이 각각 몇 {c}인지 알려 주세요."],
        "plain": ["~은 각각 몇 {c}인가?", "~이 각각 몇 {c}인지 구하라."],
        "telegraphic": [" 각각 몇 {c}?", " 각각의 수"],
        "spoken": [" 각각 몇 {c}~이야?", "~이 각각 몇 {c}씩 있어?"],
    }
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql}",
        "~과 ".join(named) + scene.pick(ends[scene.voice]).format(c=table.counter),
        f"How many {table.many} have the {term.english} {values[0]}, and how many have {values[1]}?",
    )
