"""Shapes that group two tied tables, and LEFT JOIN. Groups by a parent are groups by its id: two may share a name."""

from builder import english, phrases, speech, wording
from builder.pieces import aggregate, bound, columns, joined, number_of, parent_category, parent_name
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape
from builder.shapes_group import round_sum


def holder(scene: Scene, child, ref, parent) -> str:
    """매물을 내놓은 매매상사: the parents that have children."""
    has = ref.has if ref.has and scene.chance(0.7) else f"{child.korean}~이 있는"
    return f"{has} {parent.korean}"


@shape
def join_group_count(scene: Scene) -> Draft:
    """가게 지역별 주문 건수"""
    child, ref, parent = scene.link()
    key = parent_category(scene, parent)
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
        scene.closed(f"{key.korean}별 {number_of(child)}", of="figure"),
        f"How many {child.many} are there for each {key.english}?",
    )


@shape
def join_group_count_name(scene: Scene) -> Draft:
    """주문이 있는 가게별로 상호와 주문 건수"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY {parent.name}.id",
        scene.closed(f"{holder(scene, child, ref, parent)}별 {key.korean}~과 {number_of(child)}", of="figure"),
        f"For each {parent.english} with any {child.many}, give the {key.english} and the number of {child.many}.",
    )


@shape
def join_group_aggregate(scene: Scene) -> Draft:
    """가게 지역별 주문의 평균 금액"""
    child, ref, parent = scene.link()
    key = parent_category(scene, parent)
    _, sql, korean, figure = aggregate(scene, child, "bare")
    return Draft(
        f"SELECT {key.sql}, {sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
        scene.closed(f"{key.korean}별 {scene.owned(child, korean)}", of="figure"),
        f"What is the {english.figure_of(figure, child.many)} for each {key.english}?",
    )


@shape
def join_group_aggregate_name(scene: Scene) -> Draft:
    """주문이 있는 가게별로 상호와 평균 금액"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    _, sql, korean, figure = aggregate(scene, child, "bare")
    return Draft(
        f"SELECT {key.sql}, {sql} FROM {joined(child, ref, parent)} GROUP BY {parent.name}.id",
        scene.closed(f"{holder(scene, child, ref, parent)}별 {key.korean}~과 {scene.owned(child, korean)}", of="figure"),
        f"For each {parent.english} with any {child.many}, give the {key.english} and the"
        f" {english.figure_of(figure, f'those {child.many}')}.",
    )


@shape
def join_group_where(scene: Scene) -> Draft:
    """취소된 주문의 가게 지역별 건수"""
    child, ref, parent = scene.link()
    key, condition = parent_category(scene, parent), scene.condition(child, joined=True)
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} WHERE {condition.sql} GROUP BY {key.sql}",
        scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
        f"For each {key.english}, how many {child.many} are there {condition.english}?",
    )


@shape
def join_having(scene: Scene) -> Draft:
    """주문이 5건 이상인 가게"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    size = bound(scene, scene.database.run(f"SELECT {ref.name}, COUNT(*) FROM {child.name} GROUP BY 1"))
    both = scene.chance(0.4)
    operator, word, bounded = scene.pick(
        [(">=", "이상인", "at least"), (">=", "이상 있는", "at least"), (">", "~이 넘는", "more than")]
    )
    size -= operator == ">"
    rows = f"{child.korean}~이 {size}{child.counter}{'' if word.startswith('~') else ' '}{word} {parent.korean}"
    select = f"{key.sql}, COUNT(*)" if both else key.sql
    if size < 1:
        raise Unfit
    return Draft(
        f"SELECT {select} FROM {joined(child, ref, parent)} GROUP BY {parent.name}.id HAVING COUNT(*) {operator} {size}",
        scene.closed(scene.of(rows, f"{key.korean}~과 {number_of(child)}"), "do") if both else scene.ask(parent, rows, [key]),
        f"Give the {key.english}{f' and the number of {child.many}' * both} of each {parent.english} with"
        f" {bounded} {english.count(size, child.english, child.many)}.",
    )


@shape
def join_having_sum(scene: Scene) -> Draft:
    """주문 금액 합계가 100만 원이 넘는 가게"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    term = scene.term(child, scene.pick(column for column in child.of("measure") if column.total), "bare")
    value = round_sum(scene, f"SELECT SUM({term.column.name}) FROM {child.name} GROUP BY {ref.name}")
    rows = f"{scene.owned(child, term.column.korean)} 합계가 {wording.amount(value, term.column.unit, scene.style)}~이 넘는 {parent.korean}"
    return Draft(
        f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {parent.name}.id HAVING SUM({term.sql}) > {wording.sql_number(value)}",
        scene.ask(parent, rows, [key]),
        f"Give the {key.english} of each {parent.english} whose {child.many} have a total {term.english} of more than"
        f" {wording.english_amount(value, term.column.unit, term.english)}.",
    )


@shape
def join_group_top(scene: Scene) -> Draft:
    """주문이 가장 많은 가게"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    rows = f"{child.korean}~이 {scene.pick(['가장', '제일'])} 많은 {parent.korean}"
    both = scene.chance(0.35)
    together = phrases.together(rows, number_of(child), scene.voice)
    return Draft(
        f"SELECT {key.sql}{', COUNT(*)' * both} FROM {joined(child, ref, parent)}"
        f" GROUP BY {parent.name}.id ORDER BY COUNT(*) DESC LIMIT 1",
        scene.closed(together, "do", "one") if both else scene.ask(parent, rows, [key], one=True),
        f"Which {parent.english} has the most {child.many}? Give the {key.english}{f' and the number of {child.many}' * both}.",
    )


@shape
def join_group_top_sum(scene: Scene) -> Draft:
    """주문 금액 합계가 가장 큰 가게 3곳"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    term = scene.term(child, scene.pick(column for column in child.of("measure") if column.total), "bare")
    size = scene.pick([1, 1, 3, 5])
    rows = f"{scene.owned(child, term.column.korean)} 합계가 {scene.pick(['가장', '제일'])} 큰 {parent.korean}"
    rows += f" {size}{parent.counter}" if size > 1 else ""
    who = f"{size} {parent.many} have" if size > 1 else f"{parent.english} has"
    both = scene.chance(0.35)
    asked = (
        f"their {english.plural(key.english)}{' and totals' * both}" if size > 1 else f"the {key.english}{' and the total' * both}"
    )
    largest = "highest" if term.english.startswith("number of") else "largest"
    together = phrases.together(rows, scene.pick(["그 합계", "합계"]), scene.voice)
    return Draft(
        f"SELECT {key.sql}{f', SUM({term.sql})' * both} FROM {joined(child, ref, parent)}"
        f" GROUP BY {parent.name}.id ORDER BY SUM({term.sql}) DESC LIMIT {size}",
        scene.closed(together, "do", "one") if both else scene.ask(parent, rows, [key], one=True),
        f"Which {who} the {largest} total {term.english} across {child.many}? Give {asked}.",
    )


@shape
def join_category_top(scene: Scene) -> Draft:
    """지역별로 보면 주문이 가장 많은 가게 지역"""
    child, ref, parent = scene.link()
    key = parent_category(scene, parent)
    rows = f"{key.korean}별로 봤을 때 {child.korean}~이 {scene.pick(['가장', '제일'])} 많은 {key.column.korean}"
    return Draft(
        f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} ORDER BY COUNT(*) DESC LIMIT 1",
        scene.closed(rows, "be", "one", speech.wh(key.column, parent)),
        f"Which {key.english} has the most {child.many}?",
    )


@shape
def left_join_count(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함한 가게별 상호와 주문 건수"""
    child, ref, parent = scene.link()
    key = parent_name(scene, parent)
    lacks = ref.lacks if ref.lacks and scene.chance(0.6) else f"{child.korean}~이 없는"
    with_all = scene.pick(
        [f"{lacks} {parent.korean}도 포함한", f"{lacks} {parent.korean}까지 포함해", f"{lacks} {parent.korean}도 0으로 넣어서"]
    )
    return Draft(
        f"SELECT {key.sql}, COUNT({child.name}.id) FROM {parent.name} LEFT JOIN {child.name} ON {child.name}.{ref.name} = {parent.name}.id"
        f" GROUP BY {parent.name}.id",
        scene.closed(f"{with_all} {parent.korean}별 {key.korean}~과 {number_of(child)}", "do", "figure"),
        f"For each {parent.english}, including those without any {child.many}, give the {key.english} and the number of {child.many}.",
    )


@shape
def left_join_columns(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함해 지역이 마포구인 가게의 상호와 주문 금액"""
    child, ref, parent = scene.link()
    own, other = scene.shown(parent, 1, "bare")[0], scene.shown(child, 1, True)[0]
    condition = scene.condition(parent, "equal", True) if scene.chance(0.5) else None
    who = f"{condition.before} {parent.korean}의" if condition else f"{scene.pick(['모든', '전체'])} {parent.korean}의"
    thing = f"{child.korean}~이 없는 {parent.korean}까지 포함해 {who} {own.korean}~과 {other.korean}"
    where, whose = (f" WHERE {condition.sql}", f" {condition.english}") if condition else ("", "")
    return Draft(
        f"SELECT {columns([own, other])} FROM {parent.name} LEFT JOIN {child.name} ON {child.name}.{ref.name} = {parent.name}.id{where}",
        scene.closed(thing, "do"),
        scene.asked(
            f"the {own.english} and {other.english} of every {parent.english}{whose}, even of those without any {child.many}"
        ),
    )
