"""Shapes that list rows of one table, all or under conditions."""

from builder import conditions as c
from builder import filters
from builder.definition import Table
from builder.pieces import ONCE, columns, english_columns, two_conditions
from builder.scene import Draft, Scene
from builder.shapes import register, shape


@shape
def list_columns(scene: Scene) -> Draft:
    """모든 가게의 상호와 지역"""
    table = scene.table()
    terms = scene.shown(table)
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name}",
        scene.listing(table, scene.listed(terms)),
        scene.asked(f"{english_columns(terms)} of all {table.many}"),
    )


@shape
def everything_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 모든 정보"""
    table = scene.table()
    condition = scene.condition(table)
    thing = scene.pick(["모든 정보", "전체 정보", "모든 항목", "정보 전체"])
    return Draft(
        f"SELECT * FROM {table.name} WHERE {condition.sql}",
        scene.listing(table, thing, condition),
        scene.asked(f"all the information about {table.many} whose {condition.english}"),
    )


def under(scene: Scene, table: Table, terms: list, condition: c.Condition) -> Draft:
    """지역이 마포구인 가게의 상호: columns of the rows under a condition."""
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {condition.sql}",
        scene.listing(table, scene.listed(terms), condition),
        scene.asked(f"{english_columns(terms)} of {table.many} whose {condition.english}"),
        condition.dated,
    )


def filtered(scene: Scene, kind: str) -> Draft:
    """Columns under one condition of a kind, now and then with the column it is about."""
    table = scene.pick(table for table in scene.domain.tables if filters.columns(table, kind))
    condition = scene.condition(table, kind)
    terms = scene.shown(table, avoid=[condition.column])
    if kind in ("compare", "between", "date", "days", "among", "contain", "year") and scene.chance(0.2):
        terms.append(scene.term(table, table.column(condition.column)))
    return under(scene, table, terms, condition)


for kind in filters.FILTERS:
    register(f"where_{kind}", lambda scene, kind=kind: filtered(scene, kind))


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
    terms = scene.shown(table, avoid=[*used, third.column])
    return under(scene, table, terms, c.both(condition, third))


@shape
def distinct(scene: Scene) -> Draft:
    """가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    owner = scene.of(table.korean, term.korean)
    korean = scene.pick(
        [
            scene.closed_with(scene.pick(ONCE), owner),
            scene.closed_with(scene.pick(ONCE), owner),
            scene.closed(f"서로 다른 {owner}"),
        ]
    )
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {table.name}",
        korean,
        scene.asked(f"the distinct {term.english} values of {table.many}"),
    )


@shape
def distinct_where(scene: Scene) -> Draft:
    """평점이 4점 이상인 가게의 업종을 중복 없이"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    condition = scene.condition(table, avoid=[term.column.name])
    korean = scene.closed_with(scene.pick(ONCE), scene.of(scene.rows(table, condition), term.korean))
    return Draft(
        f"SELECT DISTINCT {term.sql} FROM {table.name} WHERE {condition.sql}",
        korean,
        scene.asked(f"the distinct {term.english} values of {table.many} whose {condition.english}"),
    )
