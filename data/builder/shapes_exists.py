"""Shapes that filter one table by another: IN, EXISTS, and their negations."""

from builder import wording
from builder.pieces import columns, english_columns, joined
from builder.scene import Draft, Scene
from builder.shapes import shape


def half_joined(scene: Scene) -> tuple:
    """A child, its reference, the parent, a condition on the child and a column of the parent."""
    child, ref, parent = scene.link()
    return child, ref, parent, scene.condition(child), scene.shown(parent, scene.pick([1, 1, 2]))


@shape
def in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 있는 가게의 상호"""
    child, ref, parent, condition, terms = half_joined(scene)
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE id IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
        scene.closed(scene.of(f"{condition.before} {child.korean}~이 있는 {parent.korean}", scene.listed(terms))),
        scene.asked(f"{english_columns(terms)} of {parent.many} with {child.many} whose {condition.english}"),
    )


@shape
def not_in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 없는 가게의 상호"""
    child, ref, parent, condition, terms = half_joined(scene)
    return Draft(
        f"SELECT {columns(terms)} FROM {parent.name} WHERE id NOT IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
        scene.closed(scene.of(f"{condition.before} {child.korean}~이 없는 {parent.korean}", scene.listed(terms))),
        scene.asked(f"{english_columns(terms)} of {parent.many} without {child.many} whose {condition.english}"),
    )


@shape
def exists(scene: Scene) -> Draft:
    """상태가 취소인 주문이 한 건이라도 있는 가게의 상호"""
    child, ref, parent = scene.link()
    condition, term = scene.condition(child, joined="bare"), scene.shown(parent, 1)[0]
    return Draft(
        f"SELECT {term.sql} FROM {parent.name} WHERE EXISTS (SELECT 1 FROM {child.name} WHERE {child.name}.{ref.name} = {parent.name}.id AND {condition.sql})",
        scene.closed(scene.of(f"{condition.before} {child.korean}~이 한 {child.counter}~이라도 있는 {parent.korean}", term.korean)),
        scene.asked(f"the {term.english} of {parent.many} with at least one {child.english} whose {condition.english}"),
    )


@shape
def not_exists(scene: Scene) -> Draft:
    """주문이 한 건도 없는 가게의 상호"""
    child, ref, parent = scene.link()
    term = scene.shown(parent, 1)[0]
    condition = scene.condition(child, joined="bare") if scene.chance(0.5) else None
    which = condition.before + " " if condition else ""
    return Draft(
        f"SELECT {term.sql} FROM {parent.name} WHERE NOT EXISTS (SELECT 1 FROM {child.name} WHERE {child.name}.{ref.name} = {parent.name}.id"
        + (f" AND {condition.sql}" if condition else "")
        + ")",
        scene.closed(scene.of(f"{which}{child.korean}~이 한 {child.counter}도 없는 {parent.korean}", term.korean)),
        scene.asked(
            f"the {term.english} of {parent.many} without a single {child.english}"
            + (f" whose {condition.english}" if condition else "")
        ),
    )


@shape
def join_above_average(scene: Scene) -> Draft:
    """금액이 전체 평균보다 큰 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    term = scene.term(child, scene.pick(column for column in child.of("measure") if not column.null), "bare")
    shown = scene.shown(parent, 1, True)[0]
    return Draft(
        f"SELECT {term.sql}, {shown.sql} FROM {joined(child, ref, parent)} WHERE {term.sql} > (SELECT AVG({term.column.name}) FROM {child.name})",
        scene.closed(
            f"{term.column.korean}~이 {scene.pick(['전체 평균', '평균'])}보다 {term.column.more} {child.korean}의 {term.column.korean}~과 {shown.korean}"
        ),
        scene.asked(
            f"the {term.english} and {shown.english} of {child.many} whose {wording.is_or_are(term.english)} above the average"
        ),
    )
