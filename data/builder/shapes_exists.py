"""Shapes that filter one table by another: who has, and who lacks."""

from builder import phrases
from builder.pieces import columns, english_of_each
from builder.scene import Draft, Scene
from builder.shapes import shape


def half_joined(scene: Scene) -> tuple:
    """A child, its reference, the parent, a condition on the child and columns of the parent."""
    child, ref, parent = scene.link()
    kinds = scene.pick(["", "", scene.pick(["relative", "lately", "year"])])
    return child, ref, parent, scene.condition(child, kinds), scene.shown(parent, scene.pick([1, 1, 1, 2]))


@shape
def in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 있는 가게"""
    child, ref, parent, condition, terms = half_joined(scene)
    has = scene.pick(["~이 있는", "~이 있는", f"~이 한 {child.counter}~이라도 있는"])
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE id IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
        scene.ask(parent, f"{condition.before} {child.korean}{has} {parent.korean}", terms),
        scene.asked(english_of_each(terms, parent, f"with at least one {child.english} {condition.english}")),
    )


@shape
def not_in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 없는 가게"""
    child, ref, parent, condition, terms = half_joined(scene)
    lacks = scene.pick(["~이 없는", f"~이 한 {child.counter}도 없는"])
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE id NOT IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
        scene.ask(parent, f"{condition.before} {child.korean}{lacks} {parent.korean}", terms),
        scene.asked(english_of_each(terms, parent, f"without a single {child.english} {condition.english}")),
    )


def lacking(scene: Scene) -> tuple:
    """A phrase for parents without children, the parent, the WHERE clause, and its English after a noun."""
    child, ref, parent = scene.link()
    lacks = ref.lacks if ref.lacks and scene.chance(0.75) else f"{child.korean}~이 한 {child.counter}도 없는"
    where = f"id NOT IN (SELECT {ref.name} FROM {child.name})"
    return f"{lacks} {parent.korean}", parent, where, f"without a single {child.english}"


@shape
def none_at_all(scene: Scene) -> Draft:
    """주문이 한 건도 없는 가게"""
    rows, parent, where, english = lacking(scene)
    terms = scene.shown(parent, scene.pick([1, 1, 2]))
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE {where}",
        scene.ask(parent, rows, terms),
        scene.asked(english_of_each(terms, parent, english)),
    )


@shape
def none_count(scene: Scene) -> Draft:
    """주문이 한 건도 없는 가게는 몇 곳인가요? 최근 3개월 동안 들어온 주문이 없는 가게는?"""
    rows, parent, where, english = lacking(scene)
    if scene.chance(0.35):
        child, ref, parent, condition, _ = half_joined(scene)
        rows = f"{condition.before} {child.korean}~이 없는 {parent.korean}"
        where = f"id NOT IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})"
        english = f"without a single {child.english} {condition.english}"
    return Draft(
        f"SELECT COUNT(*) FROM {parent.name} WHERE {where}",
        phrases.counted(rows, parent.counter, scene.voice, scene.rng),
        f"How many {parent.many} are there {english}?",
    )


@shape
def some_at_all(scene: Scene) -> Draft:
    """주문이 있는 가게: those that have any"""
    child, ref, parent = scene.link()
    has = ref.has if ref.has and scene.chance(0.75) else f"{child.korean}~이 한 {child.counter}~이라도 있는"
    terms = scene.shown(parent, scene.pick([1, 1, 2]))
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE id IN (SELECT {ref.name} FROM {child.name})",
        scene.ask(parent, f"{has} {parent.korean}", terms),
        scene.asked(english_of_each(terms, parent, f"with at least one {child.english}")),
    )
