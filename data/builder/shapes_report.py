"""Shapes of reports: month by month, shares of the whole, days between one time and the next."""

from builder import conditions, english, phrases, wording
from builder.korean import clausal
from builder.pieces import aggregate, grouping, happens, joined, number_of, parent_category, ranked, sorted_by
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape

PERCENT = {
    "polite": ["~이 몇 퍼센트씩인지 알려 주세요.", "~은 각각 몇 %인가요?"],
    "plain": ["~이 각각 몇 퍼센트인지 구하라.", "~을 퍼센트로 구하시오."],
    "telegraphic": ["(%)", " 퍼센트로"],
    "spoken": ["~이 몇 퍼센트씩이야?", " 퍼센트로 뽑아 줘", "~이 각각 몇 %야?"],
}

WHEN = {"this year": "is this year", "last year": "was last year"}


def dated_table(scene: Scene, *roles: str) -> tuple:
    """A table with a date, the date column, a recent year and what it is called."""
    table = scene.table("date", *roles)
    column = scene.pick(column for column in table.of("date") if not column.null)
    if not scene.domain.today:
        raise Unfit
    this = int(scene.domain.today[:4])
    year, word, when = scene.pick(
        [(this, "올해", "this year"), (this - 1, "작년", "last year"), (this - 1, f"{this - 1}년", str(this - 1))]
    )
    return table, column, f"strftime('%Y', {column.name}) = '{year}'", word, when


def figure(scene: Scene, table) -> tuple:
    """A count of rows or a sum over them: SQL, Korean, English."""
    sums = [column for column in table.of("measure") if column.total and not column.null]
    if not sums or scene.chance(0.5):
        return "COUNT(*)", number_of(table), f"the number of {table.many}"
    column = scene.pick(sums)
    return f"SUM({column.name})", f"{scene.owned(table, column.korean)} 합계", f"the total {column.english} across {table.many}"


def by_date(scene: Scene, table, column) -> str:
    """주문일 기준 where a table has several dates or is no event (whose date is meant?), else now and then."""
    event = len(table.of("date")) == 1 and happens(table, column)
    return f"{column.korean} 기준 " if not event or scene.chance(0.4) else ""


@shape
def figure_in_period(scene: Scene) -> Draft:
    """작년 주문 금액 합계는 얼마인가요?"""
    table, column, where, word, when = dated_table(scene)
    _, sql, korean, name = aggregate(scene, table)
    rows = f"{table.many} whose {column.english} {WHEN.get(when, f'is in {when}')}"
    happened = (
        f"{word}{'' if word == '올해' else '에'} {column.verb[0]} {table.korean}"
        if column.verb
        else f"{column.korean}~이 {word}인 {table.korean}"
    )
    return Draft(
        f"SELECT {sql} FROM {table.name} WHERE {where}",
        scene.closed(scene.of(happened, korean), "much", "figure"),
        f"What is the {english.figure_of(name, rows)}?",
    )


@shape
def months_of_year(scene: Scene) -> Draft:
    """작년 월별 주문 건수를 달 순서대로"""
    table, column, where, word, when = dated_table(scene, "ref")  # what happens month by month belongs to something
    sql, korean, name = figure(scene, table)
    month = f"strftime('%Y-%m', {column.name})"
    thing = f"{by_date(scene, table, column)}{word} 월별 {korean}"
    order = scene.pick(["달 순서대로", "빠른 달부터", "1월부터 차례로"])
    ends = {
        "polite": [f"~을 {order} 보여 주세요.", f"~을 {order} 정리해 주세요."],
        "plain": [f"~을 {order} 나열하시오."],
        "telegraphic": [f", {order}"],
        "spoken": [f" {order} 뽑아 줘", f" {order} 보여 줄래?"],
    }
    return Draft(
        f"SELECT {month}, {sql} FROM {table.name} WHERE {where} GROUP BY {month} ORDER BY {month}",
        thing + scene.pick(ends[scene.voice]),
        f"Show {name} for each month of {when}, by {column.english}, in chronological order.",
    )


@shape
def change_by_month(scene: Scene) -> Draft:
    """올해 월별 매출과 전월 대비 증감"""
    table, column, where, word, when = dated_table(scene, "ref")  # what happens month by month belongs to something
    sql, korean, name = figure(scene, table)
    month = f"strftime('%Y-%m', {column.name})"
    alias = "n" if sql == "COUNT(*)" else "total"
    change = scene.pick(["전월 대비 증감", "바로 앞 달보다 늘어난 양", "직전 달과의 차이"])
    thing = f"{by_date(scene, table, column)}{word} 월별 {korean}~과 {change}"
    note = scene.pick(["기록이 있는 달끼리 비교하고 첫 달은 빈칸", "없는 달은 건너뛰고 첫 달은 비움"])
    return Draft(
        f"WITH monthly AS (SELECT {month} AS month, {sql} AS {alias} FROM {table.name} WHERE {where} GROUP BY {month})"
        f" SELECT month, {alias}, {alias} - LAG({alias}) OVER (ORDER BY month) FROM monthly ORDER BY month",
        scene.closed(f"{thing}({note})", "do", "figure")
        if scene.chance(0.5)
        else f"{scene.closed(thing, 'do', 'figure')} ({note})",
        f"Show {name} for each month of {when} with any {table.many}, by {column.english},"
        " and the change from the previous such month.",
    )


@shape
def gap_between(scene: Scene) -> Draft:
    """같은 매장에서 판매일과 그다음 판매일 사이는 평균 며칠인가요?"""
    child, ref, parent = scene.link()
    column = scene.pick(column for column in child.of("date") if not column.null)
    name, word, which = scene.pick([("MAX", "가장 길 때 며칠", "largest"), ("AVG", "평균 며칠", "average")])
    rows = scene.pick([f"같은 {parent.korean}의", f"한 {parent.korean}의"])
    noun = scene.database.domain.table(child.name).column(column.name).korean if clausal(column.korean) else column.korean
    thing = f"{rows} {noun if noun.startswith(child.korean.split()[0]) else f'{child.korean} {noun}'}~과 그다음 {noun} 사이"
    return Draft(
        f"WITH gaps AS (SELECT julianday({column.name}) - julianday(LAG({column.name}) OVER (PARTITION BY {ref.name} ORDER BY {column.name}))"
        f" AS days FROM {child.name}) SELECT {name}(days) FROM gaps",
        phrases.asked(thing, word, scene.voice, scene.rng),
        f"For {child.many} of the same {parent.english}, what is the {which} number of days from one {column.english} to the next?",
    )


@shape
def share_by_group(scene: Scene) -> Draft:
    """지역별 가게 수가 전체의 몇 퍼센트씩인지"""
    table, term = grouping(scene)
    sql, korean, name = figure(scene, table)
    way, whole = scene.chance(0.5), f"all {table.many}" if sql == "COUNT(*)" else name
    lead = f"{term.korean}별 {korean}~이 전체에서 차지하는 {scene.pick(['비율', '비중'])}"
    return Draft(
        f"SELECT {term.sql}, ROUND(100.0 * {sql} / (SELECT {sql} FROM {table.name}), 1) FROM {table.name} GROUP BY {term.sql}"
        + f" {sorted_by(sql, 'DESC')}" * way,
        (f"{lead}~을 큰 것부터 " + scene.pick(BIGGEST[scene.voice])) if way else lead + scene.pick(PERCENT[scene.voice]),
        f"What percentage of {whole} does each {term.english} account for{', largest first' * way}?",
    )


BIGGEST = {
    "polite": ["퍼센트로 보여 주세요.", "퍼센트로 정리해 주세요."],
    "plain": ["퍼센트로 나열하시오."],
    "telegraphic": ["퍼센트로"],
    "spoken": ["퍼센트로 뽑아 줘", "퍼센트로 알려 줘"],
}


@shape
def share_in_group(scene: Scene) -> Draft:
    """지역별로 취소된 주문의 비율"""
    table, term = grouping(scene)
    condition = scene.condition(table, scene.pick(["equal", "equal", "compare"]), avoid=[term.column.name])
    return Draft(
        f"SELECT {term.sql}, ROUND(100.0 * SUM(CASE WHEN {condition.sql} THEN 1 ELSE 0 END) / COUNT(*), 1)"
        f" FROM {table.name} GROUP BY {term.sql}",
        f"{term.korean}별로 {condition.before} {table.korean}의 비율" + scene.pick(PERCENT[scene.voice]),
        f"For each {term.english}, what is the percentage of {table.many} {condition.english}?",
    )


@shape
def share_in_parents(scene: Scene) -> Draft:
    """가게 지역별로 취소된 주문의 비율"""
    child, ref, parent = scene.link()
    key = parent_category(scene, parent)
    condition = scene.condition(child, scene.pick(["equal", "equal", "compare"]), joined=True)
    return Draft(
        f"SELECT {key.sql}, ROUND(100.0 * SUM(CASE WHEN {condition.sql} THEN 1 ELSE 0 END) / COUNT(*), 1)"
        f" FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
        f"{key.korean}별로 {condition.before} {child.korean}의 비율" + scene.pick(PERCENT[scene.voice]),
        f"For each {key.english}, what is the percentage of {child.many} {condition.english}?",
    )


@shape
def parents_ordered(scene: Scene) -> Draft:
    """가게 지역별 주문의 평균 금액을 높은 순으로"""
    child, ref, parent = scene.link()
    key = parent_category(scene, parent)
    measure, sql, korean, figure = aggregate(scene, child, "bare")
    adjective = ranked(measure.column, sql, korean, True)
    ends = {
        "polite": [f"~을 {adjective} 순으로 보여 주세요."],
        "plain": [f"~을 {adjective} 순으로 나열하시오."],
        "telegraphic": [f" {adjective} 순"],
        "spoken": [f" {adjective} 순으로 정리해 줘"],
    }
    return Draft(
        f"SELECT {key.sql}, {sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} {sorted_by(sql, 'DESC')}",
        f"{key.korean}별 {scene.owned(child, korean)}" + scene.pick(ends[scene.voice]),
        f"{scene.pick(phrases.OPENERS)} the {english.figure_of(figure, child.many)} for each {key.english}, highest first.",
    )


@shape
def above_own_count(scene: Scene) -> Draft:
    """지역이 같은 매물 평균보다 비싼 매물은 몇 대인가요?"""
    table, where, rows, above = above_own(scene)
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {where}",
        phrases.counted(rows, table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there {above}?",
    )


@shape
def above_own_group(scene: Scene) -> Draft:
    """업종이 같은 가게 평균보다 평점이 높은 가게의 상호"""
    table, where, rows, above = above_own(scene)
    (shown,) = scene.shown(table, 1)
    return Draft(
        f"SELECT {shown.sql} FROM {table.name} WHERE {where}",
        scene.ask(table, rows, [shown]),
        scene.asked(f"the {shown.english} of each {table.english} {above}"),
    )


def above_own(scene: Scene) -> tuple:
    """A table, the WHERE clause of a measure against the average of its own group, Korean and English for the rows."""
    table, group = grouping(scene, "measure")
    term = scene.term(table, scene.pick(column for column in table.of("measure") if not column.null))
    name = table.name
    where = f"{term.sql} > (SELECT AVG(other.{term.sql}) FROM {name} AS other WHERE other.{group.sql} = {name}.{group.sql})"
    column, average = term.column, f"{group.korean}~이 같은 {table.korean} 평균"
    said = (
        f"{average}보다 {column.big}" if column.big in conditions.COMPARING else f"{average}보다 {column.korean}~이 {column.more}"
    )
    return (
        table,
        where,
        f"{said} {table.korean}",
        f"whose {wording.is_or_are(term.english)} above the average for the same {group.english}",
    )
