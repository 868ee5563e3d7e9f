"""Shapes over three tied tables."""

from builder import conditions as c
from builder.pieces import columns, english_of_each, joined, number_of, parent_category
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape
from builder.shapes_join import count_of


def triple(scene: Scene) -> tuple:
    """Three tied tables: the child, its reference and parent, the second reference and its table, and the FROM clause.

    The second reference is the child's too, or the parent's.
    """
    options = []
    for child in scene.domain.tables:
        refs = child.of("ref")
        options += [
            (child, first, child, second)
            for first in refs
            for second in refs
            if first.name < second.name and first.parent != second.parent
        ]
        options += [
            (child, first, scene.domain.table(first.parent), second)
            for first in refs
            for second in scene.domain.table(first.parent).of("ref")
        ]
    child, first, middle, second = scene.pick(options)
    parent, other = scene.domain.table(first.parent), scene.domain.table(second.parent)
    clause = f"{joined(child, first, parent)} JOIN {other.name} ON {middle.name}.{second.name} = {other.name}.id"
    return child, first, parent, middle, second, other, clause


def far(scene: Scene, first, parent, middle, child, second, other) -> c.Condition:
    """A condition on the third table, said of the child: 마포구에 있는 병원에서 일하는 의사가 진료한."""
    condition = scene.of_parent(second, other, "equal")
    if middle is child:
        return condition
    english = condition.english.replace("whose ", f"whose {parent.english}'s ")
    return scene.belonging(first, condition.sql, f"{condition.before} {parent.korean}", english)


@shape
def three_columns(scene: Scene) -> Draft:
    """상태가 취소인 주문의 가게 상호와 회원 이름"""
    child, _, parent, _, _, other, clause = triple(scene)
    condition = scene.condition(child, joined=True)
    terms = [scene.shown(table, 1, True)[0] for table in (parent, other)]
    return Draft(
        f"SELECT {columns(terms)} FROM {clause} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(child, condition), scene.listed(terms))),
        scene.asked(english_of_each(terms, child, condition.english)),
    )


@shape
def three_where(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온, VIP 회원이 넣은 주문의 번호"""
    child, first, parent, middle, second, other, clause = triple(scene)
    last = far(scene, first, parent, middle, child, second, other)
    near = scene.of_parent(first, parent, "equal") if middle is child else scene.condition(child, joined=True)
    if last.near or (near.near and middle is child):
        raise Unfit
    condition = c.both(last, near)
    terms = scene.shown(child, scene.pick([1, 2]), "bare", [near.column])
    return Draft(
        f"SELECT {columns(terms)} FROM {clause} WHERE {condition.sql}",
        scene.ask(child, scene.rows(child, condition), terms),
        scene.asked(english_of_each(terms, child, condition.english)),
    )


@shape
def three_count(scene: Scene) -> Draft:
    """마포구에 있는 병원에서 일하는 의사가 본 진료는 몇 건인가요?"""
    child, first, parent, middle, second, other, clause = triple(scene)
    if middle is child:
        raise Unfit
    return count_of(scene, child, clause, far(scene, first, parent, middle, child, second, other))


@shape
def three_group(scene: Scene) -> Draft:
    """VIP 회원이 넣은 주문의 가게 지역별 건수"""
    child, first, parent, middle, second, other, clause = triple(scene)
    key, condition = parent_category(scene, parent), far(scene, first, parent, middle, child, second, other)
    if condition.near:  # not 이용자의 기록의 분야별 건수
        raise Unfit
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {clause} WHERE {condition.sql} GROUP BY {key.sql}",
        scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
        f"For each {key.english}, how many {child.many} are there {condition.english}?",
    )
