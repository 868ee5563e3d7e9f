"""Shapes that group one table: 지역별 가게 수, HAVING, groups by year and month."""

from builder import english, filters, phrases, speech, wording
from builder.pieces import aggregate, average_noun, bound, grouping, happens, number_of, ranked, sorted_by, sorted_listing
from builder.scene import Draft, Scene
from builder.shapes import shape


def per_group(scene: Scene, term, things: list) -> str:
    """업종별 가게 수: the phrase for one or two figures a group."""
    return f"{term.korean}별 {phrases.listed(things, scene.voice, scene.rng)}"


def by_group(scene: Scene, table, term, figure: str) -> str:
    """업종별 가게의 평균 평점; 작품 장르별 평균 예산 where the group's noun names the table already."""
    return f"{term.korean}별 {figure if term.korean.startswith(table.korean) else scene.owned(table, figure)}"


def of_group(scene: Scene, table, term, both: bool = False) -> tuple:
    """How to ask which groups: 야구장은 어디인가요, 등급은 무엇인가요; with a figure (`both`) 등급과 회원 수는 어떻게 되나요."""
    return ("how", "rows") if both else ("be", "rows", speech.wh(term.column, table))


EACH_COUNT = {
    "polite": ["~이 몇 {c}인지 알려 주세요.", "~이 몇 {c}씩 있나요?"],
    "plain": ["~이 몇 {c}인지 구하라.", "~이 몇 {c}인지 조회하시오."],
    "telegraphic": [" 몇 {c}?"],
    "spoken": [" 몇 {c}씩이야?", "~이 몇 {c}씩 있어?", " 몇 {c}인지 세어 줘"],
}


@shape
def group_count(scene: Scene) -> Draft:
    """업종별 가게 수"""
    table, term = grouping(scene)
    korean = scene.closed(per_group(scene, term, [number_of(table)]), of="figure")
    if scene.chance(0.4):
        each = scene.pick([f"{term.korean}별로", f"{term.korean}마다"])
        korean = f"{each} {table.korean}" + scene.pick(EACH_COUNT[scene.voice]).format(c=table.counter)
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY {term.sql}",
        korean,
        f"How many {table.many} are there for each {term.english}?",
    )


@shape
def group_count_where(scene: Scene) -> Draft:
    """평점이 4점 이상인 가게의 업종별 수"""
    table, term = grouping(scene)
    condition = scene.condition(table, avoid=[term.column.name])
    korean = scene.pick(
        [
            f"{condition.before} {table.korean}의 {term.korean}별 {number_of(table).split()[-1]}",
            f"{condition.before} {number_of(table)}~을 {term.korean}별로 나눈 결과",
        ]
    )
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql}",
        scene.closed(korean, "do", "figure"),
        f"For each {term.english}, how many {table.many} are there {condition.english}?",
    )


@shape
def group_aggregate(scene: Scene) -> Draft:
    """업종별 가게의 평균 평점"""
    table, term = grouping(scene, "measure")
    _, sql, korean, figure = aggregate(scene, table)
    owner = scene.pick(
        [
            by_group(scene, table, term, korean),
            f"{table.korean}의 {term.korean}별 {korean}",
            f"{scene.named(table, term.korean)}별 {korean}",
        ]
    )
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} GROUP BY {term.sql}",
        scene.closed(owner, of="figure"),
        f"What is the {english.figure_of(figure, table.many)} for each {term.english}?",
    )


@shape
def group_aggregate_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 업종별 평균 평점"""
    table, term = grouping(scene, "measure")
    measure, sql, korean, figure = aggregate(scene, table)
    condition = scene.condition(table, avoid=[term.column.name, measure.column.name])
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql}",
        scene.closed(f"{scene.rows(table, condition)}의 {term.korean}별 {korean}", of="figure"),
        f"For each {term.english}, what is the {english.figure_of(figure, f'{table.many} {condition.english}')}?",
    )


@shape
def group_two_figures(scene: Scene) -> Draft:
    """업종별 가게 수와 평균 평점"""
    table, term = grouping(scene, "measure")
    _, sql, korean, figure = aggregate(scene, table)
    return Draft(
        f"SELECT {term.sql}, COUNT(*), {sql} FROM {table.name} GROUP BY {term.sql}",
        scene.closed(per_group(scene, term, [number_of(table), korean]), of="figure"),
        f"For each {term.english}, how many {table.many} are there and what is their {figure}?",
    )


@shape
def group_by_two(scene: Scene) -> Draft:
    """지역과 업종별 가게 수"""
    table = scene.pick(
        table for table in scene.domain.tables if len([column for column in table.of("category") if not column.null]) > 1
    )
    first, second = (
        scene.term(table, column) for column in scene.some([column for column in table.of("category") if not column.null], 2)
    )
    keys = scene.pick(
        [f"{first.korean}별, {second.korean}별", f"{first.korean}~과 {second.korean}별", f"{first.korean}·{second.korean}별"]
    )
    return Draft(
        f"SELECT {first.sql}, {second.sql}, COUNT(*) FROM {table.name} GROUP BY {first.sql}, {second.sql}",
        scene.closed(f"{keys} {number_of(table)}", of="figure"),
        f"How many {table.many} are there for each {first.english} and {second.english}?",
    )


PERIODS = [("%Y", "연도별", "year"), ("%Y-%m", "월별", "month"), ("%Y-%m", "월별", "month")]


@shape
def group_by_period(scene: Scene) -> Draft:
    """주문일 기준 월별 주문 건수"""
    table = scene.table("date")
    term = scene.term(table, scene.pick(column for column in table.of("date") if not column.null))
    form, word, period = scene.pick(PERIODS)
    key = f"strftime('{form}', {term.sql})"
    only = len(table.of("date")) == 1 and happens(table, term.column) and scene.chance(0.6)
    return Draft(
        f"SELECT {key}, COUNT(*) FROM {table.name} GROUP BY {key}",
        scene.closed(f"{word} {number_of(table)}" if only else f"{term.korean} 기준 {word} {number_of(table)}", of="figure"),
        f"How many {table.many} are there for each {period}, by {term.english}?",
    )


@shape
def group_figure_by_period(scene: Scene) -> Draft:
    """주문일 기준 월별 금액 합계"""
    table = scene.table("date", "measure")
    term = scene.term(table, scene.pick(column for column in table.of("date") if not column.null))
    form, word, period = scene.pick(PERIODS)
    _, sql, korean, figure = aggregate(scene, table)
    key = f"strftime('{form}', {term.sql})"
    return Draft(
        f"SELECT {key}, {sql} FROM {table.name} GROUP BY {key}",
        scene.closed(f"{term.korean} 기준 {word} {scene.owned(table, korean)}", of="figure"),
        f"What is the {english.figure_of(figure, table.many)} for each {period}, by {term.english}?",
    )


@shape
def group_ordered(scene: Scene) -> Draft:
    """업종별 평균 평점을 높은 순으로"""
    table, term = grouping(scene, "measure")
    measure, sql, korean, figure = aggregate(scene, table)
    way, down = scene.pick([("DESC", True), ("DESC", True), ("ASC", False)])
    adjective = ranked(measure.column, sql, korean, down)
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} GROUP BY {term.sql} {sorted_by(sql, way)}",
        sorted_listing(scene, by_group(scene, table, term, korean), f"{adjective} 순", False),
        f"{scene.pick(phrases.OPENERS)} the {english.figure_of(figure, table.many)} for each {term.english}, {'highest' if down else 'lowest'} first.",
    )


@shape
def group_count_ordered(scene: Scene) -> Draft:
    """업종별 가게 수를 많은 순으로"""
    table, term = grouping(scene)
    way, down = scene.pick([("DESC", True), ("DESC", True), ("ASC", False)])
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY {term.sql} {sorted_by('COUNT(*)', way)}",
        sorted_listing(scene, per_group(scene, term, [number_of(table)]), "많은 순" if down else "적은 순", False),
        f"{scene.pick(phrases.OPENERS)} the number of {table.many} for each {term.english}, {'largest' if down else 'smallest'} first.",
    )


@shape
def group_top_count(scene: Scene) -> Draft:
    """가게가 가장 많은 업종"""
    table, term = grouping(scene)
    way, down = scene.pick([("DESC", True), ("DESC", True), ("DESC", True), ("ASC", False)])
    most = f"{scene.pick(['가장', '제일'])} {'많은' if down else '적은'}"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} {sorted_by('COUNT(*)', way)} LIMIT 1",
        scene.closed(f"{table.korean}~이 {most} {term.korean}", "be", "one", speech.wh(term.column, table)),
        f"Which {term.english} has the {'most' if down else 'fewest'} {table.many}?",
    )


@shape
def group_top_average(scene: Scene) -> Draft:
    """평균 평점이 가장 높은 업종"""
    table, term = grouping(scene, "measure")
    measure = scene.term(table, scene.pick(table.of("measure")))
    way, down = scene.pick([("DESC", True), ("DESC", True), ("ASC", False)])
    name = scene.pick(["AVG"] + ["SUM"] * measure.column.total)
    noun, adjective = average_noun(measure.column), measure.column.more if down else measure.column.less
    if name == "SUM":
        noun, adjective = f"{measure.korean} 합계", "큰" if down else "작은"
    figure = f"{'average' if name == 'AVG' else 'total'} {measure.english}"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} {sorted_by(f'{name}({measure.sql})', way)} LIMIT 1",
        scene.closed(
            f"{scene.owned(table, noun)}~이 {scene.pick(['가장', '제일'])} {adjective} {term.korean}",
            "be",
            "one",
            speech.wh(term.column, table),
        ),
        f"Which {term.english} has the {'highest' if down else 'lowest'} {english.figure_of(figure, table.many)}?",
    )


@shape
def having_count(scene: Scene) -> Draft:
    """가게가 10곳 이상인 업종"""
    table, term = grouping(scene)
    size = bound(scene, scene.database.run(f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY 1"))
    operator, word, bounded = scene.pick([(">=", "이상인", "at least")] * 5 + [("<", "미만인", "fewer than")])
    both = scene.chance(0.4)
    asked = f"{term.korean}~과 {number_of(table)}" if both else term.korean
    select = f"{term.sql}, COUNT(*)" if both else term.sql
    return Draft(
        f"SELECT {select} FROM {table.name} GROUP BY {term.sql} HAVING COUNT(*) {operator} {size}",
        scene.closed(f"{number_of(table)}~이 {size}{table.counter} {word} {asked}", *of_group(scene, table, term, both)),
        f"Which {english.plural(term.english)} have {bounded} {english.count(size, table.english, table.many)}"
        + (", and how many does each have?" if both else "?"),
    )


@shape
def having_average(scene: Scene) -> Draft:
    """평균 평점이 4점 이상인 업종"""
    table, term = grouping(scene, "measure")
    short = [column for column in table.of("measure") if column.high < filters.LONG]
    column = scene.pick(short or table.of("measure"))
    measure, value = scene.term(table, column), filters.threshold(scene, table, column, 0.4, 0.6)
    operator, word, bounded = scene.pick([(">=", "이상인", "at least")] * 4 + [("<", "미만인", "less than")])
    figure = english.figure_of(f"average {measure.english}", table.many)
    noun = average_noun(column)
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} HAVING AVG({measure.sql}) {operator} {wording.sql_number(value)}",
        scene.closed(
            f"{scene.owned(table, noun)}~이 {wording.amount(value, column.unit, scene.style)} {word} {term.korean}",
            *of_group(scene, table, term),
        ),
        f"For which {english.plural(term.english)} is the {figure} {bounded}"
        f" {wording.english_amount(value, column.unit, column.english)}?",
    )


@shape
def having_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게가 3곳 이상인 업종"""
    table, term = grouping(scene)
    condition = scene.condition(table, avoid=[term.column.name])
    size = bound(scene, scene.database.run(f"SELECT {term.sql}, COUNT(*) FROM {table.name} WHERE {condition.sql} GROUP BY 1"))
    return Draft(
        f"SELECT {term.sql} FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql} HAVING COUNT(*) >= {size}",
        scene.closed(
            f"{condition.before} {number_of(table)}~이 {size}{table.counter} 이상인 {term.korean}", *of_group(scene, table, term)
        ),
        f"Which {english.plural(term.english)} have at least {english.count(size, table.english, table.many)} {condition.english}?",
    )


@shape
def having_sum(scene: Scene) -> Draft:
    """금액 합계가 100만 원이 넘는 지역"""
    table, term = grouping(scene, "measure")
    column = scene.pick(column for column in table.of("measure") if column.total)
    value = round_sum(scene, f"SELECT SUM({column.name}) FROM {table.name} GROUP BY {term.sql}")
    shown = wording.amount(value, column.unit, scene.style)
    word = scene.pick(["~이 넘는", "~을 넘는"])
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} HAVING SUM({column.name}) > {wording.sql_number(value)}",
        scene.closed(f"{scene.owned(table, column.korean)} 합계가 {shown}{word} {term.korean}", "do"),
        f"For which {english.plural(term.english)} is the total {column.english} across {table.many} more than"
        f" {wording.english_amount(value, column.unit, column.english)}?",
    )


def round_sum(scene: Scene, query: str) -> float:
    """One of the sums that a query gives, neither the least nor the largest, that people would call a round figure."""
    sums = sorted(total for (total,) in scene.database.run(query) if total is not None)
    return scene.pick(total for total in sums if sums[0] < total < sums[-1] and is_round(total))


def is_round(number: float) -> bool:
    """Whether a number has at most three digits and then zeros: 1,250,000, but not 1,250,500."""
    digits = str(int(number)).rstrip("0")
    return float(number).is_integer() and len(digits) <= 3
