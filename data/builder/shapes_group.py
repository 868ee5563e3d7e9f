"""Shapes that group one table: 지역별 가게 수, HAVING, groups by year and month."""

from builder import filters, phrases, wording
from builder.pieces import aggregate, bound, grouping, number_of, sorted_listing
from builder.scene import Draft, Scene
from builder.shapes import shape


def per_group(scene: Scene, term, things: list) -> str:
    """업종별 가게 수: the phrase for one or two figures a group."""
    return f"{term.korean}별 {phrases.listed(things, scene.voice, scene.rng)}"


@shape
def group_count(scene: Scene) -> Draft:
    """업종별 가게 수"""
    table, term = grouping(scene)
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY {term.sql}",
        scene.closed(per_group(scene, term, [number_of(table)]), of="figure"),
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
            f"{condition.before} {table.korean} 수를 {term.korean}별로 나눈 결과",
        ]
    )
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql}",
        scene.closed(korean, "do", "figure"),
        f"For each {term.english}, how many {table.many} are there whose {condition.english}?",
    )


@shape
def group_aggregate(scene: Scene) -> Draft:
    """업종별 가게의 평균 평점"""
    table, term = grouping(scene, "measure")
    _, sql, korean, english = aggregate(scene, table)
    owner = scene.pick(
        [
            f"{term.korean}별 {table.korean}의 {korean}",
            f"{table.korean}의 {term.korean}별 {korean}",
            f"{table.korean} {term.korean}별 {korean}",
        ]
    )
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} GROUP BY {term.sql}",
        scene.closed(owner, of="figure"),
        f"What is the {english} of {table.many} for each {term.english}?",
    )


@shape
def group_aggregate_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 업종별 평균 평점"""
    table, term = grouping(scene, "measure")
    measure, sql, korean, english = aggregate(scene, table)
    condition = scene.condition(table, avoid=[term.column.name, measure.column.name])
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql}",
        scene.closed(f"{scene.rows(table, condition)}의 {term.korean}별 {korean}", of="figure"),
        f"What is the {english} for each {term.english} of {table.many} whose {condition.english}?",
    )


@shape
def group_two_figures(scene: Scene) -> Draft:
    """업종별 가게 수와 평균 평점"""
    table, term = grouping(scene, "measure")
    _, sql, korean, english = aggregate(scene, table)
    return Draft(
        f"SELECT {term.sql}, COUNT(*), {sql} FROM {table.name} GROUP BY {term.sql}",
        scene.closed(per_group(scene, term, [number_of(table), korean]), of="figure"),
        f"For each {term.english}, how many {table.many} are there and what is their {english}?",
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


@shape
def group_by_period(scene: Scene) -> Draft:
    """주문일 연도별 주문 건수"""
    table = scene.table("date")
    term = scene.term(table, scene.pick(column for column in table.of("date") if not column.null))
    form, word, english = scene.pick([("%Y", "연도별", "year"), ("%Y", "연도별", "year"), ("%Y-%m", "연월별", "year and month")])
    key = f"strftime('{form}', {term.sql})"
    return Draft(
        f"SELECT {key}, COUNT(*) FROM {table.name} GROUP BY {key}",
        scene.closed(f"{term.korean} {word} {number_of(table)}", of="figure"),
        f"How many {table.many} are there for each {english} of the {term.english}?",
    )


@shape
def group_sum_by_period(scene: Scene) -> Draft:
    """주문일 연도별 금액 합계"""
    table = scene.table("date", "measure")
    term = scene.term(table, scene.pick(column for column in table.of("date") if not column.null))
    _, sql, korean, english = aggregate(scene, table)
    return Draft(
        f"SELECT strftime('%Y', {term.sql}), {sql} FROM {table.name} GROUP BY strftime('%Y', {term.sql})",
        scene.closed(f"{table.korean}의 {term.korean} 연도별 {korean}", of="figure"),
        f"What is the {english} of {table.many} for each year of the {term.english}?",
    )


@shape
def group_ordered(scene: Scene) -> Draft:
    """업종별 평균 평점을 높은 순으로"""
    table, term = grouping(scene, "measure")
    measure, sql, korean, english = aggregate(scene, table)
    down = scene.chance(0.65)
    order = f"값이 {scene.pick(['큰', '높은']) if down else scene.pick(['작은', '낮은'])} 순"
    return Draft(
        f"SELECT {term.sql}, {sql} FROM {table.name} GROUP BY {term.sql} ORDER BY {sql} {'DESC' if down else 'ASC'}",
        sorted_listing(scene, f"{term.korean}별 {table.korean}의 {korean}", order),
        f"{scene.pick(phrases.OPENERS)} the {english} of {table.many} for each {term.english}, {'highest' if down else 'lowest'} first.",
    )


@shape
def group_count_ordered(scene: Scene) -> Draft:
    """업종별 가게 수를 많은 순으로"""
    table, term = grouping(scene)
    down = scene.chance(0.7)
    return Draft(
        f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY {term.sql} ORDER BY COUNT(*) {'DESC' if down else 'ASC'}",
        sorted_listing(scene, per_group(scene, term, [number_of(table)]), "많은 순" if down else "적은 순"),
        f"{scene.pick(phrases.OPENERS)} the number of {table.many} for each {term.english}, {'largest' if down else 'smallest'} first.",
    )


@shape
def group_top_count(scene: Scene) -> Draft:
    """가게가 가장 많은 업종"""
    table, term = grouping(scene)
    down = scene.chance(0.75)
    most = f"{scene.pick(['가장', '제일'])} {'많은' if down else '적은'}"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} ORDER BY COUNT(*) {'DESC' if down else 'ASC'} LIMIT 1",
        scene.closed(f"{table.korean}~이 {most} {term.korean}", of="one"),
        f"Which {term.english} has the {'most' if down else 'fewest'} {table.many}?",
    )


@shape
def group_top_average(scene: Scene) -> Draft:
    """평균 평점이 가장 높은 업종"""
    table, term = grouping(scene, "measure")
    measure = scene.term(table, scene.pick(table.of("measure")))
    down = scene.chance(0.7)
    name = scene.pick(["AVG"] + ["SUM"] * measure.column.total)
    if name == "AVG":
        noun, adjective = (
            f"평균 {measure.korean}" if "평균" not in measure.korean else f"{measure.korean} 평균",
            measure.column.more if down else measure.column.less,
        )
    else:
        noun, adjective = f"{measure.korean} 합계", "큰" if down else "작은"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} ORDER BY {name}({measure.sql}) {'DESC' if down else 'ASC'} LIMIT 1",
        scene.closed(f"{table.korean}의 {noun}~이 {scene.pick(['가장', '제일'])} {adjective} {term.korean}", of="one"),
        f"Which {term.english} has the {'highest' if down else 'lowest'} {'average' if name == 'AVG' else 'total'} {measure.english} of {table.many}?",
    )


@shape
def having_count(scene: Scene) -> Draft:
    """가게가 10곳 이상인 업종"""
    table, term = grouping(scene)
    size = bound(scene, scene.database.run(f"SELECT {term.sql}, COUNT(*) FROM {table.name} GROUP BY 1"))
    operator, word, english = scene.pick([(">=", "이상인", "at least")] * 5 + [("<", "미만인", "fewer than")])
    both = scene.chance(0.4)
    asked = f"{term.korean}~과 {number_of(table)}" if both else term.korean
    select = f"{term.sql}, COUNT(*)" if both else term.sql
    return Draft(
        f"SELECT {select} FROM {table.name} GROUP BY {term.sql} HAVING COUNT(*) {operator} {size}",
        scene.closed(f"{number_of(table)}~이 {size}{table.counter} {word} {asked}"),
        f"Which {term.english} values have {english} {size} {table.many}" + (", and how many each?" if both else "?"),
    )


@shape
def having_average(scene: Scene) -> Draft:
    """평균 평점이 4점 이상인 업종"""
    table, term = grouping(scene, "measure")
    short = [column for column in table.of("measure") if column.high < filters.LONG]
    column = scene.pick(short or table.of("measure"))
    measure, value = scene.term(table, column), filters.threshold(scene, table, column, 0.4, 0.6)
    operator, word, english = scene.pick(
        [(">=", "이상인", "at least")] * 4 + [(">", "초과인", "more than"), ("<", "미만인", "less than")]
    )
    noun = f"평균 {measure.korean}" if "평균" not in measure.korean else f"{measure.korean} 평균"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} GROUP BY {term.sql} HAVING AVG({measure.sql}) {operator} {wording.sql_number(value)}",
        scene.closed(f"{table.korean}의 {noun}~이 {wording.amount(value, column.unit, scene.style)} {word} {term.korean}"),
        f"Which {term.english} values have an average {measure.english} of {table.many} of {english} {wording.english_amount(value, column.unit)}?",
    )


@shape
def having_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게가 3곳 이상인 업종"""
    table, term = grouping(scene)
    condition = scene.condition(table, avoid=[term.column.name])
    size = bound(scene, scene.database.run(f"SELECT {term.sql}, COUNT(*) FROM {table.name} WHERE {condition.sql} GROUP BY 1"))
    return Draft(
        f"SELECT {term.sql} FROM {table.name} WHERE {condition.sql} GROUP BY {term.sql} HAVING COUNT(*) >= {size}",
        scene.closed(f"{condition.before} {number_of(table)}~이 {size}{table.counter} 이상인 {term.korean}"),
        f"Which {term.english} values have at least {size} {table.many} whose {condition.english}?",
    )
