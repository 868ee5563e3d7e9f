"""Shapes over two tied tables, without groups."""

from builder import conditions as c
from builder import phrases
from builder.pieces import ONCE, aggregate, columns, english_columns, joined, ordering, superlative
from builder.scene import Draft, Scene
from builder.shapes import shape


def from_both(scene: Scene, child, parent, avoid=()) -> list:
    """A column of the child and one of the parent."""
    own = scene.shown(child, 1, "bare", [name for table, name in avoid if table is child])
    other = scene.shown(parent, 1, True, [name for table, name in avoid if table is parent])
    return own + other


def both_under(scene: Scene, child, ref, parent, condition, about) -> Draft:
    """A column of each for the children under a condition on the table `about`."""
    terms = from_both(scene, child, parent, [(about, condition.column)])
    thing = phrases.listed([terms[0].column.korean, terms[1].korean], scene.voice, scene.rng)
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.listing(child, thing, condition),
        scene.asked(f"{english_columns(terms)} of {child.many} whose {condition.english}"),
    )


@shape
def join_columns(scene: Scene) -> Draft:
    """모든 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    terms = from_both(scene, child, parent)
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)}",
        scene.closed(f"{scene.pick(['모든 ', '전체 '])}{child.korean}의 {terms[0].column.korean}~과 {terms[1].korean}"),
        scene.asked(f"{english_columns(terms)} of every {child.english}"),
    )


@shape
def join_where_parent(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    return both_under(scene, child, ref, parent, condition, parent)


@shape
def join_where_child(scene: Scene) -> Draft:
    """금액이 3만 원 이상인 주문의 주문일과 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(child, joined="bare")
    return both_under(scene, child, ref, parent, condition, child)


@shape
def join_where_both(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 주문 금액이 3만 원 이상인 주문의 주문일"""
    child, ref, parent = scene.link()
    first, second = scene.condition(parent, joined=True), scene.condition(child, joined="bare")
    condition = c.both(first, second)
    term = scene.shown(child, 1, "bare", [second.column])[0]
    return Draft(
        f"SELECT {term.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.listing(child, term.column.korean, condition),
        scene.asked(f"the {term.english} of {child.many} whose {condition.english}"),
    )


@shape
def join_count(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문은 몇 건인가요?"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    return Draft(
        f"SELECT COUNT(*) FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        phrases.counted(scene.rows(child, condition), child.counter, scene.voice, scene.rng),
        f"How many {child.many} are there whose {condition.english}?",
    )


@shape
def join_aggregate(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문의 평균 금액"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    _, sql, korean, english = aggregate(scene, child, "bare")
    return Draft(
        f"SELECT {sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(child, condition), korean), "much"),
        f"What is the {english} of {child.many} whose {condition.english}?",
    )


@shape
def join_top(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문 중 금액이 가장 큰 건의 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    term, way, _, _ = ordering(scene, child, "bare")
    korean, english = superlative(term, way, scene)
    shown = scene.shown(parent, 1, True, [condition.column])[0]
    rows = f"{condition.before} {child.korean} {scene.pick(['중', '중에서', '가운데'])} {korean} {child.stand_in}"
    return Draft(
        f"SELECT {shown.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql} ORDER BY {term.sql} {way} LIMIT 1",
        scene.closed(scene.of(rows, shown.korean), of="one"),
        scene.asked(f"the {shown.english} of the {child.english} with the {english} among those whose {condition.english}"),
    )


@shape
def join_ordered(scene: Scene) -> Draft:
    """주문 금액이 가장 큰 주문 3건의 가게 상호와 금액"""
    child, ref, parent = scene.link()
    term, way, _, _ = ordering(scene, child, "bare")
    korean, english = superlative(term, way, scene)
    size = scene.pick([1, 3, 5])
    shown = scene.shown(parent, 1, True)[0]
    rows = f"{korean} {child.korean}" + (f" {size}{child.counter}" if size > 1 else "")
    return Draft(
        f"SELECT {shown.sql}, {term.sql} FROM {joined(child, ref, parent)} ORDER BY {term.sql} {way} LIMIT {size}",
        scene.closed(scene.of(rows, f"{shown.korean}~과 {term.column.korean}"), "do"),
        scene.asked(
            f"the {shown.english} and {term.english} of the {f'{size} {child.many}' if size > 1 else child.english} with the {english}"
        ),
    )


@shape
def join_distinct(scene: Scene) -> Draft:
    """상태가 취소인 주문이 있는 가게의 지역을 중복 없이"""
    child, ref, parent = scene.link()
    term = scene.term(parent, scene.pick(parent.of("category")), True)
    condition = scene.condition(child, joined="bare")
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.closed_with(scene.pick(ONCE), f"{condition.before} {child.korean}의 {term.korean}"),
        scene.asked(f"the distinct {term.english} values of {child.many} whose {condition.english}"),
    )
