"""Shapes that list rows of one table, all or under conditions."""

from dataclasses import replace

from builder import conditions as c
from builder import filters
from builder.definition import Table
from builder.pieces import ONCE, columns, english_columns, english_of_each, two_conditions
from builder.scene import Draft, Scene
from builder.shapes import register, shape


@shape
def list_columns(scene: Scene) -> Draft:
    """모든 가게의 상호와 지역"""
    table = scene.table()
    terms = scene.shown(table)
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name}",
        scene.listing(table, terms),
        scene.asked(f"{english_columns(terms)} of every {table.english}"),
    )


@shape
def everything_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 모든 정보"""
    table = scene.table()
    condition = scene.condition(table)
    thing = scene.pick(["모든 정보", "전체 정보", "모든 항목", "정보 전체"])
    return Draft(
        f"SELECT * FROM {table.name} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(table, condition), thing), "do", "figure"),
        scene.asked(f"all the information about {table.many} {condition.english}"),
    )


def under(scene: Scene, table: Table, terms: list, condition: c.Condition) -> Draft:
    """지역이 마포구인 가게의 상호: columns of the rows under a condition."""
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}",
        scene.listing(table, terms, condition),
        scene.asked(english_of_each(terms, table, condition.english)),
    )


def filtered(scene: Scene, kind: str) -> Draft:
    """Columns under one condition of a kind, now and then with the column it is about."""
    table = scene.pick(table for table in scene.domain.tables if filters.columns(table, kind))
    condition = scene.condition(table, kind)
    terms = scene.shown(table, avoid=[condition.column] * (kind not in ("contain", "start", "end", "lack")))
    if kind in ("compare", "between", "date", "days", "among", "year") and scene.chance(0.2):
        terms.append(scene.term(table, table.column(condition.column)))
    return under(scene, table, terms, condition)


for kind in filters.FILTERS:
    if kind != "named":
        register(f"where_{kind}", lambda scene, kind=kind: filtered(scene, kind))


@shape
def where_named(scene: Scene) -> Draft:
    """으뜸 오토는 어디에 있어? What one row holds, by its name."""
    table = scene.table("name")
    column = table.of("name")[0]
    value = filters.value_of(scene, table, column)
    told = any(word in value for word in (table.korean, table.korean.split()[-1]))
    name = scene.called(table, value)
    named = name if told else scene.pick([name, f"{name} {table.korean}", f"{table.korean} {name}"])
    term = scene.term(table, scene.pick(table.of("category", "measure", "date")))
    condition = c.equal(scene.term(table, column), value, scene.style)
    return Draft(
        f"SELECT {term.sql} FROM {table.name} WHERE {condition.sql}",
        scene.ask(table, named, [term], one=True),
        scene.asked(f"the {term.english} of the {table.english} {value}"),
    )


@shape
def where_and(scene: Scene) -> Draft:
    """지역이 마포구이고 평점이 4점 이상인 가게의 상호"""
    table, condition, used = two_conditions(scene, c.both)
    return under(scene, table, scene.shown(table, avoid=used), condition)


@shape
def where_or(scene: Scene) -> Draft:
    """지역이 마포구이거나 평점이 4점 이상인 가게의 상호"""
    table, condition, used = two_conditions(scene, c.either)
    return under(scene, table, scene.shown(table, avoid=used), condition)


@shape
def where_three(scene: Scene) -> Draft:
    """Three conditions, all of which must hold."""
    table, condition, used = two_conditions(scene, c.both)
    third = scene.condition(table, avoid=used)
    terms = scene.shown(table, scene.pick([1, 2]), avoid=[*used, third.column])
    three = c.both(third, condition)
    return under(
        scene, table, terms, replace(three, english=f"{third.english}, {condition.english.replace(' and whose', ', and whose')}")
    )


@shape
def distinct(scene: Scene) -> Draft:
    """가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    owner = scene.of(table.korean, term.korean)
    ends = {
        "polite": ["에는 어떤 것이 있나요?", "~이 무엇무엇인지 알려 주세요."],
        "plain": ["~을 중복 없이 나열하라.", "에는 무엇이 있는가?"],
        "telegraphic": [" 종류", " 중복 없이"],
        "spoken": [" 뭐뭐 있어?", " 종류 뭐 있어?"],
    }
    korean = scene.pick(
        [
            scene.closed_with(scene.pick(ONCE), owner),
            scene.closed(f"{table.korean}의 서로 다른 {term.korean}"),
            owner + scene.pick(ends[scene.voice]),
        ]
    )
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {table.name}",
        korean,
        scene.asked(f"every distinct {term.english} among {table.many}"),
    )


@shape
def distinct_where(scene: Scene) -> Draft:
    """평점이 4점 이상인 가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    condition = scene.condition(table, avoid=[term.column.name])
    korean = scene.closed_with(scene.pick(ONCE), scene.of(scene.rows(table, condition), term.korean))
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {table.name} WHERE {condition.sql}",
        korean,
        scene.asked(f"every distinct {term.english} among {table.many} {condition.english}"),
    )
