"""Shapes over three tied tables."""

from builder import conditions as c
from builder import phrases
from builder.pieces import columns, english_columns, joined, number_of, parent_key
from builder.scene import Draft, Scene
from builder.shapes import shape


def triple(scene: Scene) -> tuple:
    """Three tied tables, their FROM clause: a child of two parents, or a child, its parent and that one's parent."""
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
    return child, parent, other, clause


@shape
def three_columns(scene: Scene) -> Draft:
    """상태가 취소인 주문의 가게 상호와 회원 이름"""
    child, parent, other, clause = triple(scene)
    condition = scene.condition(child, joined="bare")
    terms = [scene.shown(table, 1, True)[0] for table in (parent, other)]
    return Draft(
        f"SELECT {columns(terms)} FROM {clause} WHERE {condition.sql}",
        scene.listing(child, scene.listed(terms), condition),
        scene.asked(f"{english_columns(terms)} of {child.many} whose {condition.english}"),
    )


@shape
def three_where(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 회원 등급이 VIP인 주문의 금액"""
    child, parent, other, clause = triple(scene)
    condition = c.both(scene.condition(parent, joined=True), scene.condition(other, joined=True))
    term = scene.shown(child, 1, "bare")[0]
    return Draft(
        f"SELECT {term.sql} FROM {clause} WHERE {condition.sql}",
        scene.listing(child, term.column.korean, condition),
        scene.asked(f"the {term.english} of {child.many} whose {condition.english}"),
    )


@shape
def three_count(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 회원 등급이 VIP인 주문은 몇 건인가요?"""
    child, parent, other, clause = triple(scene)
    condition = c.both(scene.condition(parent, joined=True), scene.condition(other, joined=True))
    return Draft(
        f"SELECT COUNT(*) FROM {clause} WHERE {condition.sql}",
        phrases.counted(scene.rows(child, condition), child.counter, scene.voice, scene.rng),
        f"How many {child.many} are there whose {condition.english}?",
    )


@shape
def three_group(scene: Scene) -> Draft:
    """회원 등급이 VIP인 주문의 가게 지역별 건수"""
    child, parent, other, clause = triple(scene)
    key, condition = parent_key(scene, parent), scene.condition(other, "equal", True)
    return Draft(
        f"SELECT {key.sql}, COUNT(*) FROM {clause} WHERE {condition.sql} GROUP BY {key.sql}",
        scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
        f"For each {key.english}, how many {child.many} are there whose {condition.english}?",
    )
