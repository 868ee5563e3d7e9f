"""Shapes that group two tied tables, and LEFT JOIN."""

from builder import phrases
from builder.pieces import aggregate, bound, joined, number_of, parent_key
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


@shape
def join_group_count(scene: Scene) -> Draft:
    """가게 지역별 주문 건수"""
    child, ref, parent = scene.link()
    key = parent_key(scene, parent)
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
        scene.closed(f"{key.korean}별 {number_of(child)}", of="figure"),
        f"How many {child.many} are there for each {key.english}?",
    )


@shape
def join_group_aggregate(scene: Scene) -> Draft:
    """가게 지역별 평균 주문 금액"""
    child, ref, parent = scene.link()
    key = parent_key(scene, parent)
    _, sql, korean, english = aggregate(scene, child, True)
    return Draft(
        f"SELECT {key.sql}, {sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
        scene.closed(f"{key.korean}별 {korean}", of="figure"),
        f"What is the {english} for each {key.english}?",
    )


@shape
def join_group_where(scene: Scene) -> Draft:
    """상태가 취소인 주문의 가게 지역별 건수"""
    child, ref, parent = scene.link()
    key, condition = parent_key(scene, parent), scene.condition(child, joined="bare")
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} WHERE {condition.sql} GROUP BY {key.sql}",
        scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
        f"For each {key.english}, how many {child.many} are there whose {condition.english}?",
    )


@shape
def join_having(scene: Scene) -> Draft:
    """주문이 5건 이상인 가게의 상호"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name")), True)
    size = bound(scene, scene.database.run(f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY 1"))
    both = scene.chance(0.4)
    select, asked = (f"{key.sql}, COUNT(*)", f"{key.column.korean}~과 {number_of(child)}") if both else (key.sql, key.column.korean)
    return Draft(
        f"SELECT {select} FROM {joined(child, ref, parent)} GROUP BY {key.sql} HAVING COUNT(*) >= {size}",
        scene.closed(f"{number_of(child)}~이 {size}{child.counter} 이상인 {parent.korean}의 {asked}"),
        f"Which {parent.many} have at least {size} {child.many}? Give the {key.column.english}"
        + (" and how many." if both else "."),
    )


@shape
def join_group_top(scene: Scene) -> Draft:
    """주문이 가장 많은 가게의 상호"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name", "category")), True)
    if key.column.null:
        raise Unfit
    return Draft(
        f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} ORDER BY COUNT(*) DESC LIMIT 1",
        scene.closed(f"{child.korean}~이 {scene.pick(['가장', '제일'])} 많은 {key.korean}", of="one"),
        f"Which {key.english} has the most {child.many}?",
    )


@shape
def join_group_top_sum(scene: Scene) -> Draft:
    """주문 금액 합계가 가장 큰 가게의 상호"""
    child, ref, parent = scene.link()
    term = scene.term(child, scene.pick(column for column in child.of("measure") if column.total), True)
    key = scene.term(parent, scene.pick(parent.of("name", "category")), True)
    size = scene.pick([1, 1, 3])
    if key.column.null:
        raise Unfit
    many = f" {size}개" if size > 1 else ""
    return Draft(
        f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} ORDER BY SUM({term.sql}) DESC LIMIT {size}",
        scene.closed(f"{term.korean} 합계가 {scene.pick(['가장', '제일'])} 큰 {key.korean}{many}"),
        f"Which {f'{size} ' if size > 1 else ''}{key.english} {'values have' if size > 1 else 'has'} the highest total {term.english}?",
    )


@shape
def left_join_count(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함한 가게 상호별 주문 건수"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name")), True)
    korean = scene.pick(
        [
            f"{child.korean}~이 없는 {parent.korean}도 포함한 {key.korean}별 {number_of(child)}",
            f"{child.korean}~이 없는 {parent.korean}까지 포함해 {key.korean}별 {number_of(child)}",
        ]
    )
    return Draft(
        f"SELECT {key.sql}, COUNT({child.name}.id) FROM {parent.name} LEFT JOIN {child.name} ON {parent.name}.id = {child.name}.{ref.name} GROUP BY {key.sql}",
        scene.closed(korean, "do", "figure"),
        f"How many {child.many} does each {key.english} have, counting {parent.many} without any?",
    )


@shape
def left_join_columns(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함해 지역이 마포구인 가게의 상호와 주문 금액"""
    child, ref, parent = scene.link()
    own, other = scene.shown(parent, 1, "bare")[0], scene.shown(child, 1, True)[0]
    condition = scene.condition(parent, "equal", "bare") if scene.chance(0.5) else None
    who = f"{condition.before} {parent.korean}의" if condition else f"{scene.pick(['모든', '전체'])} {parent.korean}의"
    thing = f"{child.korean}~이 없는 {parent.korean}도 {scene.pick(['포함해', '빠짐없이'])} {who} {own.korean}~과 {other.korean}"
    where, whose = (f" WHERE {condition.sql}", f" whose {condition.english}") if condition else ("", "")
    return Draft(
        f"SELECT {own.sql}, {other.sql} FROM {parent.name} LEFT JOIN {child.name} ON {parent.name}.id = {child.name}.{ref.name}{where}",
        scene.closed(thing, "do"),
        f"{scene.pick(phrases.OPENERS)} the {own.english} and {other.english} of all {parent.many}{whose}, even those without any {child.english}.",
    )
