"""Shapes with an order over one table: the highest, the first three, the top of each group."""

from builder import phrases, speech
from builder.korean import clausal, native
from builder.pieces import (
    COUNTED,
    columns,
    english_columns,
    extreme,
    graded,
    grouping,
    ordering,
    sorted_by,
    sorted_listing,
    superlative,
)
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


def in_order(scene: Scene, table, condition=None) -> Draft:
    """Columns of rows, all or under a condition, in an order."""
    avoid = [condition.column] if condition else []
    term, way, korean, english = ordering(scene, table)
    if term.column.name in avoid:
        raise Unfit
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=avoid)
    rows = scene.rows(table, condition)
    lead_first = not condition or (
        condition.near and rows == f"{condition.before} {table.korean}"
    )  # not 월급이 높은 순으로 판교에서
    where, whose = (
        (f" WHERE {condition.sql}", f"each {table.english} {condition.english}") if condition else ("", f"every {table.english}")
    )
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name}{where} {sorted_by(term, way)}",
        sorted_listing(scene, scene.of(rows, scene.listed(terms)), korean, lead_first),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of {whose}, ordered by {english}.",
    )


@shape
def order_by(scene: Scene) -> Draft:
    """평점이 높은 순으로 가게의 상호와 평점"""
    return in_order(scene, scene.table())


@shape
def order_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 상호를 평점이 높은 순으로"""
    table = scene.table()
    return in_order(scene, table, scene.condition(table))


@shape
def order_by_name(scene: Scene) -> Draft:
    """가게 상호를 가나다순으로"""
    table = scene.table("name")
    terms = scene.shown(table, scene.pick([1, 2]))
    order = scene.pick(["가나다순", "가나다 순"])
    if len(terms) > 1:  # not 이름, 지역 가나다순
        order = f"{terms[0].korean} {order}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} {sorted_by(terms[0], 'ASC')}",
        sorted_listing(scene, scene.of(scene.rows(table), scene.listed(terms)), order),
        f"{scene.pick(phrases.OPENERS)} {english_columns(terms)} of every {table.english} in alphabetical order by {terms[0].english}.",
    )


@shape
def top_one(scene: Scene) -> Draft:
    """평점이 가장 높은 가게의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 1, 2]), one=True)
    if terms[0].column.name == term.column.name:
        return extreme_figure(scene, table, term, way, korean)
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} {sorted_by(term, way)} LIMIT 1",
        scene.ask(table, f"{korean} {table.korean}", terms, one=True),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english}"),
    )


def extreme_figure(scene: Scene, table, term, way: str, korean: str) -> Draft:
    """가장 비싼 차는 얼마야? The figure of the top row is the MAX itself."""
    name = "MAX" if way == "DESC" else "MIN"
    column, word = term.column, extreme(term, way)
    if column.role == "date":
        word = "latest" if way == "DESC" else "earliest"
    question = scene.ask(table, f"{korean} {table.korean}", [term], one=True)
    if column.korean in korean and column.role == "measure":  # not 금액이 가장 큰 주문의 금액
        most = f"가장 {column.more if way == 'DESC' else column.less} {column.korean}"
        if column.more in COUNTED and column.unit not in ("살", "세"):  # not 가장 적은 광고 수
            most = f"{column.korean} {'최댓값' if way == 'DESC' else '최솟값'}"
        question = scene.closed(scene.owned(table, most), "be", "one", speech.wh(column, table))
    elif column.korean in korean:
        raise Unfit
    return Draft(f"SELECT {name}({term.sql}) FROM {table.name}", question, f"What is the {word} {term.english} among {table.many}?")


@shape
def top_one_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게 중 평점이 가장 높은 곳의 상호"""
    table = scene.table()
    term, way, _, _ = ordering(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[condition.column, term.column.name], one=True)
    rows = f"{condition.before} {table.korean} {scene.pick(['중', '중에서', '가운데'])} {scene.one_of(table, korean)}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql} {sorted_by(term, way)} LIMIT 1",
        scene.ask(table, rows, terms, one=True),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} among those {condition.english}"),
    )


@shape
def top_some(scene: Scene) -> Draft:
    """평점이 높은 순으로 상위 3곳의 상호"""
    table = scene.table()
    term, way, korean, english = ordering(scene, table, role="measure")
    size = scene.pick([2, 3, 3, 5, 5, 10])
    terms = scene.shown(table, scene.pick([1, 1, 2]))
    many = f"{native(size)} {table.counter}" if scene.chance(0.3) else f"{size}{table.counter}"
    rows = scene.pick([f"{korean}으로 {table.korean} {many}", f"{superlative(term, way, scene)[0]} {table.korean} {many}"])
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} {sorted_by(term, way)} LIMIT {size}",
        scene.closed(rows, "do")
        if len(terms) == 1 and scene.chance(0.5)
        else scene.closed(scene.of(rows, scene.listed(terms)), "do"),
        scene.asked(f"{english_columns(terms)} of each of the {size} {table.many} with the {extreme(term, way)} {term.english}"),
    )


@shape
def second_best(scene: Scene) -> Draft:
    """평점이 두 번째로 높은 가게의 상호"""
    table = scene.table("measure")
    term, way, _, _ = ordering(scene, table, role="measure")
    place, korean, english = scene.pick([(1, "두", "second"), (2, "세", "third")])
    terms = scene.shown(table, scene.pick([1, 2]), avoid=[term.column.name], one=True)
    column = term.column
    adjective = column.big if way == "DESC" else column.small
    said = (
        graded(adjective, f"{korean} 번째로")
        if adjective
        else f"{column.korean}~이 {korean} 번째로 {column.more if way == 'DESC' else column.less}"
    )
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} {sorted_by(term, way)} LIMIT 1 OFFSET {place}",
        scene.ask(table, f"{said} {table.korean}", terms, one=True),
        scene.asked(f"{english_columns(terms)} of the {table.english} with the {english} {extreme(term, way)} {term.english}"),
    )


@shape
def top_of_each(scene: Scene) -> Draft:
    """업종마다 평점이 가장 높은 가게 3곳"""
    table, group = grouping(scene, "measure", "name")
    column = scene.pick(column for column in table.of("measure") if not column.null)
    term, shown = scene.term(table, column), scene.term(table, table.of("name")[0])
    size, way = scene.pick([1, 1, 2, 3]), scene.pick(["DESC", "DESC", "ASC"])
    korean, english = superlative(term, way, scene)
    both = scene.chance(0.4) and not clausal(column.korean)
    terms = columns([group, shown, term] if both else [group, shown])
    ranked = (
        f"WITH ranked AS (SELECT {terms}, ROW_NUMBER() OVER (PARTITION BY {group.sql} {sorted_by(term, way)}) AS place"
        f" FROM {table.name}) SELECT {terms} FROM ranked WHERE place"
    )
    query = f"{ranked} = 1" if size == 1 else f"{ranked} <= {size}"
    if hangs_on_tie(scene, query, term, way):
        raise Unfit
    of_each = f"each of the {size} {table.many}" if size > 1 else f"the {table.english}"
    each = scene.pick([f"{group.korean}마다", f"{group.korean}별로"] + [f"각 {group.korean}에서"] * (group.column.wh == "어디"))
    many = f" {size}{table.counter}씩" if size > 1 else ""
    rows = f"{each} {korean} {table.korean}{many}"
    whole = english_columns([group, shown, term] if both else [group, shown])
    return Draft(
        query,
        scene.closed(phrases.together(rows, term.column.korean, scene.voice) if both else rows, "do"),
        f"For each {group.english}, give {whole} of {of_each} with the {english}.",
    )


def hangs_on_tie(scene: Scene, query: str, term, way: str) -> bool:
    """Whether rows that share a sort key decide what a window function picks."""
    order = sorted_by(term, way)
    other = query.replace(order, f"{order}, id DESC")
    return sorted(scene.database.run(query)) != sorted(scene.database.run(other))
