"""Shapes over two or three tied tables: JOIN, LEFT JOIN, IN and EXISTS."""

from builder import conditions as c
from builder import phrases
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape
from builder.shapes_group import bound, number_of
from builder.shapes_single import ONCE, aggregate, columns, english_columns, ordering, superlative


def joined(child, ref, parent) -> str:
    """FROM child JOIN parent: the child always comes first."""
    return f"{child.name} JOIN {parent.name} ON {child.name}.{ref.name} = {parent.name}.id"


def from_both(scene: Scene, child, parent, avoid=()) -> list:
    """A column of the child and one of the parent."""
    own = scene.shown(child, 1, "bare", [name for table, name in avoid if table is child])
    other = scene.shown(parent, 1, True, [name for table, name in avoid if table is parent])
    return own + other


@shape
def join_columns(scene: Scene) -> Draft:
    """모든 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    terms = from_both(scene, child, parent)
    return Draft(f"SELECT {columns(terms)} FROM {joined(child, ref, parent)}",
                 scene.closed(f"{scene.pick(['모든 ', '전체 '])}{child.korean}의 {terms[0].column.korean}~과 {terms[1].korean}"),
                 scene.asked(f"{english_columns(terms)} of every {child.english}"))


@shape
def join_where_parent(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    terms = from_both(scene, child, parent, [(parent, condition.column)])
    thing = phrases.listed([terms[0].column.korean, terms[1].korean], scene.voice, scene.rng)
    return Draft(f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql}", scene.listing(child, thing, condition),
                 scene.asked(f"{english_columns(terms)} of {child.many} whose {condition.english}"))


@shape
def join_where_child(scene: Scene) -> Draft:
    """금액이 3만 원 이상인 주문의 주문일과 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(child, joined="bare")
    terms = from_both(scene, child, parent, [(child, condition.column)])
    thing = phrases.listed([terms[0].column.korean, terms[1].korean], scene.voice, scene.rng)
    return Draft(f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {condition.sql}", scene.listing(child, thing, condition),
                 scene.asked(f"{english_columns(terms)} of {child.many} whose {condition.english}"))


@shape
def join_where_both(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 주문 금액이 3만 원 이상인 주문의 주문일"""
    child, ref, parent = scene.link()
    first, second = scene.condition(parent, joined=True), scene.condition(child, joined="bare")
    condition = c.both(first, second)
    term = scene.shown(child, 1, "bare", [second.column])[0]
    return Draft(f"SELECT {term.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}", scene.listing(child, term.column.korean, condition),
                 scene.asked(f"the {term.english} of {child.many} whose {condition.english}"))


@shape
def join_count(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문은 몇 건인가요?"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    return Draft(f"SELECT COUNT(*) FROM {joined(child, ref, parent)} WHERE {condition.sql}",
                 phrases.counted(scene.rows(child, condition), child.counter, scene.voice, scene.rng),
                 f"How many {child.many} are there whose {condition.english}?")


@shape
def join_aggregate(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문의 평균 금액"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    _, sql, korean, english = aggregate(scene, child, "bare")
    return Draft(f"SELECT {sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
                 scene.closed(scene.of(scene.rows(child, condition), korean), "much"),
                 f"What is the {english} of {child.many} whose {condition.english}?")


@shape
def join_top(scene: Scene) -> Draft:
    """가게 지역이 마포구인 주문 중 금액이 가장 큰 건의 가게 상호"""
    child, ref, parent = scene.link()
    condition = scene.condition(parent, joined=True)
    term, way, _, _ = ordering(scene, child, "bare")
    korean, english = superlative(term, way, scene)
    shown = scene.shown(parent, 1, True, [condition.column])[0]
    rows = f"{condition.before} {child.korean} {scene.pick(['중', '중에서', '가운데'])} {korean} {child.stand_in}"
    return Draft(f"SELECT {shown.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql} ORDER BY {term.sql} {way} LIMIT 1",
                 scene.closed(scene.of(rows, shown.korean), of="one"), scene.asked(f"the {shown.english} of the {child.english} with the {english} among those whose {condition.english}"))


@shape
def join_ordered(scene: Scene) -> Draft:
    """주문 금액이 가장 큰 주문 3건의 가게 상호와 금액"""
    child, ref, parent = scene.link()
    term, way, _, _ = ordering(scene, child, "bare")
    korean, english = superlative(term, way, scene)
    size = scene.pick([1, 3, 5])
    shown = scene.shown(parent, 1, True)[0]
    rows = f"{korean} {child.korean}" + (f" {size}{child.counter}" if size > 1 else "")
    return Draft(f"SELECT {shown.sql}, {term.sql} FROM {joined(child, ref, parent)} ORDER BY {term.sql} {way} LIMIT {size}",
                 scene.closed(scene.of(rows, f"{shown.korean}~과 {term.column.korean}"), "do"),
                 scene.asked(f"the {shown.english} and {term.english} of the {f'{size} {child.many}' if size > 1 else child.english} with the {english}"))


@shape
def join_distinct(scene: Scene) -> Draft:
    """상태가 취소인 주문이 있는 가게의 지역을 중복 없이"""
    child, ref, parent = scene.link()
    term = scene.term(parent, scene.pick(parent.of("category")), True)
    condition = scene.condition(child, joined="bare")
    return Draft(f"SELECT DISTINCT {term.sql} FROM {joined(child, ref, parent)} WHERE {condition.sql}",
                 scene.closed_with(scene.pick(ONCE), f"{condition.before} {child.korean}의 {term.korean}"),
                 scene.asked(f"the distinct {term.english} values of {child.many} whose {condition.english}"))


# ---- groups over a join ---------------------------------------------------------------------------------------------

def parent_key(scene: Scene, parent) -> object:
    """What to group by: a category of the parent or its name."""
    return scene.term(parent, scene.pick(column for column in parent.of("category", "category", "name") if not column.null), True)


@shape
def join_group_count(scene: Scene) -> Draft:
    """가게 지역별 주문 건수"""
    child, ref, parent = scene.link()
    key = parent_key(scene, parent)
    return Draft(f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
                 scene.closed(f"{key.korean}별 {number_of(child)}", of="figure"), f"How many {child.many} are there for each {key.english}?")


@shape
def join_group_aggregate(scene: Scene) -> Draft:
    """가게 지역별 평균 주문 금액"""
    child, ref, parent = scene.link()
    key = parent_key(scene, parent)
    _, sql, korean, english = aggregate(scene, child, True)
    return Draft(f"SELECT {key.sql}, {sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql}",
                 scene.closed(f"{key.korean}별 {korean}", of="figure"), f"What is the {english} for each {key.english}?")


@shape
def join_group_where(scene: Scene) -> Draft:
    """상태가 취소인 주문의 가게 지역별 건수"""
    child, ref, parent = scene.link()
    key, condition = parent_key(scene, parent), scene.condition(child, joined="bare")
    return Draft(f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} WHERE {condition.sql} GROUP BY {key.sql}",
                 scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
                 f"For each {key.english}, how many {child.many} are there whose {condition.english}?")


@shape
def join_having(scene: Scene) -> Draft:
    """주문이 5건 이상인 가게의 상호"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name")), True)
    size = bound(scene, scene.database.run(f"SELECT {key.sql}, COUNT(*) FROM {joined(child, ref, parent)} GROUP BY 1"))
    both = scene.chance(0.4)
    select, asked = (f"{key.sql}, COUNT(*)", f"{key.column.korean}~과 {number_of(child)}") if both else (key.sql, key.column.korean)
    return Draft(f"SELECT {select} FROM {joined(child, ref, parent)} GROUP BY {key.sql} HAVING COUNT(*) >= {size}",
                 scene.closed(f"{number_of(child)}~이 {size}{child.counter} 이상인 {parent.korean}의 {asked}"),
                 f"Which {parent.many} have at least {size} {child.many}? Give the {key.column.english}" + (" and how many." if both else "."))


@shape
def join_group_top(scene: Scene) -> Draft:
    """주문이 가장 많은 가게의 상호"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name", "category")), True)
    if key.column.null:
        raise Unfit
    return Draft(f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} ORDER BY COUNT(*) DESC LIMIT 1",
                 scene.closed(f"{child.korean}~이 {scene.pick(['가장', '제일'])} 많은 {key.korean}", of="one"), f"Which {key.english} has the most {child.many}?")


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
    return Draft(f"SELECT {key.sql} FROM {joined(child, ref, parent)} GROUP BY {key.sql} ORDER BY SUM({term.sql}) DESC LIMIT {size}",
                 scene.closed(f"{term.korean} 합계가 {scene.pick(['가장', '제일'])} 큰 {key.korean}{many}"),
                 f"Which {f'{size} ' if size > 1 else ''}{key.english} {'values have' if size > 1 else 'has'} the highest total {term.english}?")


@shape
def left_join_count(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함한 가게 상호별 주문 건수"""
    child, ref, parent = scene.link()
    key = scene.term(parent, scene.pick(parent.of("name")), True)
    korean = scene.pick([f"{child.korean}~이 없는 {parent.korean}도 포함한 {key.korean}별 {number_of(child)}",
                         f"{child.korean}~이 없는 {parent.korean}까지 포함해 {key.korean}별 {number_of(child)}"])
    return Draft(f"SELECT {key.sql}, COUNT({child.name}.id) FROM {parent.name} LEFT JOIN {child.name} ON {parent.name}.id = {child.name}.{ref.name} GROUP BY {key.sql}",
                 scene.closed(korean, "do", "figure"), f"How many {child.many} does each {key.english} have, counting {parent.many} without any?")


@shape
def left_join_columns(scene: Scene) -> Draft:
    """주문이 없는 가게도 포함해 지역이 마포구인 가게의 상호와 주문 금액"""
    child, ref, parent = scene.link()
    own, other = scene.shown(parent, 1, "bare")[0], scene.shown(child, 1, True)[0]
    condition = scene.condition(parent, "equal", "bare") if scene.chance(0.5) else None
    who = f"{condition.before} {parent.korean}의" if condition else f"{scene.pick(['모든', '전체'])} {parent.korean}의"
    thing = f"{child.korean}~이 없는 {parent.korean}도 {scene.pick(['포함해', '빠짐없이'])} {who} {own.korean}~과 {other.korean}"
    where, whose = (f" WHERE {condition.sql}", f" whose {condition.english}") if condition else ("", "")
    return Draft(f"SELECT {own.sql}, {other.sql} FROM {parent.name} LEFT JOIN {child.name} ON {parent.name}.id = {child.name}.{ref.name}{where}",
                 scene.closed(thing, "do"),
                 f"{scene.pick(phrases.OPENERS)} the {own.english} and {other.english} of all {parent.many}{whose}, even those without any {child.english}.")


# ---- three tables ---------------------------------------------------------------------------------------------------

def triple(scene: Scene) -> tuple:
    """Three tied tables, their FROM clause: a child of two parents, or a child, its parent and that one's parent."""
    options = []
    for child in scene.domain.tables:
        refs = child.of("ref")
        options += [(child, first, child, second) for first in refs for second in refs if first.name < second.name and first.parent != second.parent]
        options += [(child, first, scene.domain.table(first.parent), second) for first in refs for second in scene.domain.table(first.parent).of("ref")]
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
    return Draft(f"SELECT {columns(terms)} FROM {clause} WHERE {condition.sql}", scene.listing(child, scene.listed(terms), condition),
                 scene.asked(f"{english_columns(terms)} of {child.many} whose {condition.english}"))


@shape
def three_where(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 회원 등급이 VIP인 주문의 금액"""
    child, parent, other, clause = triple(scene)
    condition = c.both(scene.condition(parent, joined=True), scene.condition(other, joined=True))
    term = scene.shown(child, 1, "bare")[0]
    return Draft(f"SELECT {term.sql} FROM {clause} WHERE {condition.sql}", scene.listing(child, term.column.korean, condition),
                 scene.asked(f"the {term.english} of {child.many} whose {condition.english}"))


@shape
def three_count(scene: Scene) -> Draft:
    """가게 지역이 마포구이고 회원 등급이 VIP인 주문은 몇 건인가요?"""
    child, parent, other, clause = triple(scene)
    condition = c.both(scene.condition(parent, joined=True), scene.condition(other, joined=True))
    return Draft(f"SELECT COUNT(*) FROM {clause} WHERE {condition.sql}",
                 phrases.counted(scene.rows(child, condition), child.counter, scene.voice, scene.rng),
                 f"How many {child.many} are there whose {condition.english}?")


@shape
def three_group(scene: Scene) -> Draft:
    """회원 등급이 VIP인 주문의 가게 지역별 건수"""
    child, parent, other, clause = triple(scene)
    key, condition = parent_key(scene, parent), scene.condition(other, "equal", True)
    return Draft(f"SELECT {key.sql}, COUNT(*) FROM {clause} WHERE {condition.sql} GROUP BY {key.sql}",
                 scene.closed(f"{condition.before} {child.korean}의 {key.korean}별 {number_of(child).split()[-1]}", of="figure"),
                 f"For each {key.english}, how many {child.many} are there whose {condition.english}?")


# ---- IN and EXISTS --------------------------------------------------------------------------------------------------

def half_joined(scene: Scene) -> tuple:
    """A child, its reference, the parent, a condition on the child and a column of the parent."""
    child, ref, parent = scene.link()
    return child, ref, parent, scene.condition(child), scene.shown(parent, scene.pick([1, 1, 2]))


@shape
def in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 있는 가게의 상호"""
    child, ref, parent, condition, terms = half_joined(scene)
    return Draft(f"SELECT {columns(terms)} FROM {parent.name} WHERE id IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
                 scene.closed(scene.of(f"{condition.before} {child.korean}~이 있는 {parent.korean}", scene.listed(terms))),
                 scene.asked(f"{english_columns(terms)} of {parent.many} with {child.many} whose {condition.english}"))


@shape
def not_in_subquery(scene: Scene) -> Draft:
    """상태가 취소인 주문이 없는 가게의 상호"""
    child, ref, parent, condition, terms = half_joined(scene)
    return Draft(f"SELECT {columns(terms)} FROM {parent.name} WHERE id NOT IN (SELECT {ref.name} FROM {child.name} WHERE {condition.sql})",
                 scene.closed(scene.of(f"{condition.before} {child.korean}~이 없는 {parent.korean}", scene.listed(terms))),
                 scene.asked(f"{english_columns(terms)} of {parent.many} without {child.many} whose {condition.english}"))


@shape
def exists(scene: Scene) -> Draft:
    """상태가 취소인 주문이 한 건이라도 있는 가게의 상호"""
    child, ref, parent = scene.link()
    condition, term = scene.condition(child, joined="bare"), scene.shown(parent, 1)[0]
    return Draft(f"SELECT {term.sql} FROM {parent.name} WHERE EXISTS (SELECT 1 FROM {child.name} WHERE {child.name}.{ref.name} = {parent.name}.id AND {condition.sql})",
                 scene.closed(scene.of(f"{condition.before} {child.korean}~이 한 {child.counter}~이라도 있는 {parent.korean}", term.korean)),
                 scene.asked(f"the {term.english} of {parent.many} with at least one {child.english} whose {condition.english}"))


@shape
def not_exists(scene: Scene) -> Draft:
    """주문이 한 건도 없는 가게의 상호"""
    child, ref, parent = scene.link()
    term = scene.shown(parent, 1)[0]
    condition = scene.condition(child, joined="bare") if scene.chance(0.5) else None
    which = condition.before + " " if condition else ""
    return Draft(f"SELECT {term.sql} FROM {parent.name} WHERE NOT EXISTS (SELECT 1 FROM {child.name} WHERE {child.name}.{ref.name} = {parent.name}.id"
                 + (f" AND {condition.sql}" if condition else "") + ")",
                 scene.closed(scene.of(f"{which}{child.korean}~이 한 {child.counter}도 없는 {parent.korean}", term.korean)),
                 scene.asked(f"the {term.english} of {parent.many} without a single {child.english}" + (f" whose {condition.english}" if condition else "")))


@shape
def join_above_average(scene: Scene) -> Draft:
    """금액이 전체 평균보다 큰 주문의 금액과 가게 상호"""
    child, ref, parent = scene.link()
    term = scene.term(child, scene.pick(column for column in child.of("measure") if not column.null), "bare")
    shown = scene.shown(parent, 1, True)[0]
    return Draft(f"SELECT {term.sql}, {shown.sql} FROM {joined(child, ref, parent)} WHERE {term.sql} > (SELECT AVG({term.column.name}) FROM {child.name})",
                 scene.closed(f"{term.column.korean}~이 {scene.pick(['전체 평균', '평균'])}보다 {term.column.more} {child.korean}의 {term.column.korean}~과 {shown.korean}"),
                 scene.asked(f"the {term.english} and {shown.english} of {child.many} whose {c.is_or_are(term.english)} above the average"))
