"""Shapes over two tied tables, without groups."""

from builder import conditions as c
from builder import english, phrases
from builder.pieces import (
    ONCE,
    aggregate,
    columns,
    english_columns,
    english_of_each,
    figure_of,
    joined,
    ordering,
    sorted_by,
    superlative,
)
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


def from_both(scene: Scene, child, parent) -> list:
    """The name (or key) of the child, and that or another column of the parent."""
    own = scene.shown(child, 1, "bare")
    return own + scene.shown(parent, 1, True, one=True)


def both_under(scene: Scene, child, ref, parent, condition) -> Draft:
    """A column of each for the children under a condition."""
    terms = from_both(scene, child, parent)
    if terms[1].column.name == condition.column:
        raise Unfit
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(child, condition), scene.listed(terms))),
        scene.asked(english_of_each(terms, child, condition.english)),
    )


@shape
def join_columns(scene: Scene) -> Draft:
    """모든 주문의 번호와 가게 상호"""
    child, ref, parent = scene.link()
    terms = from_both(scene, child, parent)
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)}",
        scene.closed(f"{scene.pick(['모든 ', '전체 '])}{child.korean}의 {scene.listed(terms)}"),
        scene.asked(f"{english_columns(terms)} of every {child.english}"),
    )


@shape
def join_where_parent(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 주문의 번호와 금액"""
    child, ref, parent = scene.link()
    condition = scene.of_parent(ref, parent)
    terms = scene.shown(child, joined="bare")
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.ask(child, scene.rows(child, condition), terms),
        scene.asked(english_of_each(terms, child, condition.english)),
    )


@shape
def join_where_child(scene: Scene) -> Draft:
    """금액이 3만 원 이상인 주문의 번호와 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(child, joined=True)
    return both_under(scene, child, ref, parent, condition)


def parent_and_own(scene: Scene) -> tuple:
    """A child, its join, and a condition on its parent together with one on itself."""
    child, ref, parent = scene.link()
    first = scene.of_parent(ref, parent)
    if first.near:
        raise Unfit
    second = scene.condition(child, joined=True)
    return child, joined(child, ref, parent), c.both(first, second), second.column


@shape
def join_where_both(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 3만 원 이상인 주문"""
    child, clause, condition, used = parent_and_own(scene)
    terms = scene.shown(child, scene.pick([1, 1, 2]), "bare", [used])
    return Draft(
        f"SELECT {columns(terms)} FROM {clause} WHERE {condition.sql}",
        scene.ask(child, scene.rows(child, condition), terms),
        scene.asked(english_of_each(terms, child, condition.english)),
    )


def count_of(scene: Scene, child, clause: str, condition: c.Condition) -> Draft:
    """How many children are under a condition."""
    return Draft(
        f"SELECT COUNT(*) FROM {clause} WHERE {condition.sql}",
        phrases.counted(scene.rows(child, condition), child.counter, scene.voice, scene.rng),
        f"How many {child.many} are there {condition.english}?",
    )


@shape
def join_count(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 주문은 몇 건인가요?"""
    child, ref, parent = scene.link()
    return count_of(scene, child, joined(child, ref, parent), scene.of_parent(ref, parent))


@shape
def join_count_both(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 3만 원 이상인 주문은 몇 건인가요?"""
    child, clause, condition, _ = parent_and_own(scene)
    return count_of(scene, child, clause, condition)


@shape
def join_aggregate(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 주문의 평균 금액"""
    child, ref, parent = scene.link()
    condition = scene.of_parent(ref, parent)
    found = aggregate(scene, child, "bare")
    return Draft(
        f"SELECT {found[1]} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        figure_of(scene, child, scene.rows(child, condition), found),
        f"What is the {english.figure_of(found[3], f'{child.many} {condition.english}')}?",
    )


@shape
def join_top(scene: Scene) -> Draft:
    """마포구에 있는 가게에 들어온 주문 중 금액이 가장 큰 건"""
    child, ref, parent = scene.link()
    condition = scene.of_parent(ref, parent, scene.pick(["equal", "equal", "compare"]))
    term, way, _, _ = ordering(scene, child, "bare")
    korean, most = superlative(term, way, scene)
    terms = scene.shown(child, 1, "bare", [term.column.name], one=True)
    rows = f"{condition.before} {child.korean} {scene.pick(['중', '중에서', '가운데'])} {scene.one_of(child, korean)}"
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql} {sorted_by(term, way)} LIMIT 1",
        scene.ask(child, rows, terms, one=True),
        scene.asked(f"{english_columns(terms)} of the {child.english} with the {most} among those {condition.english}"),
    )


@shape
def join_ordered(scene: Scene) -> Draft:
    """금액이 가장 큰 주문 3건의 가게 상호와 금액"""
    child, ref, parent = scene.link()
    term, way, _, _ = ordering(scene, child, "bare")
    korean, most = superlative(term, way, scene)
    size = scene.pick([1, 1, 3, 5])
    shown = scene.shown(parent, 1, True)[0]
    rows = f"{korean} {child.korean}" + (f" {size}{child.counter}" if size > 1 else "")
    whose = f"each of the {size} {child.many}" if size > 1 else f"the {child.english}"
    return Draft(
        f"SELECT {shown.sql}, {term.sql} FROM {joined(child, ref, parent)} {sorted_by(term, way)} LIMIT {size}",
        scene.closed(scene.of(rows, f"{shown.korean}~과 {term.column.korean}"), "do"),
        scene.asked(f"the {shown.english} and {term.english} of {whose} with the {most}"),
    )


@shape
def join_parent_of_one(scene: Scene) -> Draft:
    """제일 비싼 매물을 내놓은 매매상사: the parent of the top child"""
    child, ref, parent = scene.link()
    term, way, _, _ = ordering(scene, child, "bare")
    korean, most = superlative(term, way, scene)
    shown = scene.shown(parent, 1, True)[0]
    return Draft(
        f"SELECT {shown.sql} FROM {joined(child, ref, parent)} {sorted_by(term, way)} LIMIT 1",
        scene.closed(scene.of(f"{korean} {child.korean}", shown.korean), "be", "one"),
        scene.asked(f"the {shown.english} of the {child.english} with the {most}"),
    )


@shape
def join_distinct(scene: Scene) -> Draft:
    """취소된 주문이 있는 가게의 지역을 중복 없이"""
    child, ref, parent = scene.link()
    term = scene.term(parent, scene.pick(column for column in parent.of("category") if not column.null), True)
    condition = scene.condition(child, joined=True)
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        scene.closed_with(scene.pick(ONCE), f"{condition.before} {child.korean}~이 있는 {parent.korean}의 {term.column.korean}"),
        scene.asked(f"every distinct {term.column.english} among {parent.many} with {child.many} {condition.english}"),
    )


@shape
def count_parents(scene: Scene) -> Draft:
    """취소된 주문이 있는 가게는 모두 몇 곳인가요? (each once)"""
    child, ref, parent = scene.link()
    condition = scene.condition(child)
    rows = f"{condition.before} {child.korean}~이 있는 {parent.korean}"
    return Draft(
        f"SELECT COUNT(DISTINCT {ref.name}) FROM {child.name} WHERE {condition.sql}",
        phrases.counted(rows, parent.counter, scene.voice, scene.rng),
        f"How many {parent.many} have {child.many} {condition.english}?",
    )


@shape
def count_parents_across(scene: Scene) -> Draft:
    """마포구에 있는 가게에 주문을 넣은 회원은 몇 명인가요? (each once)"""
    child, ref, parent = scene.link()
    other = scene.pick(column for column in child.of("ref") if column.parent != parent.name)
    condition = scene.of_parent(ref, parent, scene.pick(["equal", "compare"]))
    counted = scene.domain.table(other.parent)
    rows = f"{condition.before} {child.korean}~이 있는 {counted.korean}"
    return Draft(
        f"SELECT COUNT(DISTINCT {child.name}.{other.name}) FROM {joined(child, ref, parent)} WHERE {condition.sql}",
        phrases.counted(rows, counted.counter, scene.voice, scene.rng),
        f"How many {counted.many} have {child.many} {condition.english}?",
    )
