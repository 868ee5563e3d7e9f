"""Shapes with a query inside a query, set operations and windows."""

from builder import conditions as c
from builder import filters, phrases, wording
from builder.pieces import columns, english_columns, grouping, number_of
from builder.scene import Draft, Scene, Unfit
from builder.shapes import shape


def measured(scene: Scene, *roles: str) -> tuple:
    """A table and the term of a measure without NULLs."""
    table = scene.pick(
        table
        for table in scene.domain.tables
        if all(table.of(role) for role in roles) and any(not column.null for column in table.of("measure"))
    )
    return table, scene.term(table, scene.pick(column for column in table.of("measure") if not column.null))


@shape
def above_average(scene: Scene) -> Draft:
    """평점이 전체 평균보다 높은 가게의 상호"""
    table, term = measured(scene)
    operator, adjective, english = scene.pick([(">", term.column.more, "above")] * 3 + [("<", term.column.less, "below")])
    terms = scene.shown(table, scene.pick([1, 1, 2]), avoid=[term.column.name])
    rows = f"{term.korean}~이 {scene.pick(['전체 평균', '평균', '전체 평균값'])}보다 {adjective} {table.korean}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {term.sql} {operator} (SELECT AVG({term.sql}) FROM {table.name})",
        scene.closed(scene.of(rows, scene.listed(terms))),
        scene.asked(f"{english_columns(terms)} of {table.many} whose {wording.is_or_are(term.english)} {english} the average"),
    )


@shape
def above_average_count(scene: Scene) -> Draft:
    """평점이 전체 평균보다 높은 가게는 몇 곳인가요?"""
    table, term = measured(scene)
    operator, adjective, english = scene.pick([(">", term.column.more, "above")] * 3 + [("<", term.column.less, "below")])
    rows = f"{term.korean}~이 {scene.pick(['전체 평균', '평균'])}보다 {adjective} {table.korean}"
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {term.sql} {operator} (SELECT AVG({term.sql}) FROM {table.name})",
        phrases.counted(rows, table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there whose {wording.is_or_are(term.english)} {english} the average?",
    )


@shape
def above_average_of(scene: Scene) -> Draft:
    """업종이 한식인 가게의 평균 평점보다 평점이 높은 가게의 상호"""
    table, term = measured(scene, "category")
    condition = scene.condition(table, "equal")
    terms = scene.shown(table, 1, avoid=[term.column.name])
    noun = f"평균 {term.korean}" if "평균" not in term.korean else f"{term.korean} 평균"
    rows = f"{condition.before} {table.korean}의 {noun}보다 {term.korean}~이 {term.column.more} {table.korean}"
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {term.sql} > (SELECT AVG({term.sql}) FROM {table.name} WHERE {condition.sql})",
        scene.closed(scene.of(rows, scene.listed(terms))),
        scene.asked(
            f"{english_columns(terms)} of {table.many} whose {wording.is_or_are(term.english)} above the average of those whose {condition.english}"
        ),
    )


@shape
def extreme_with_ties(scene: Scene) -> Draft:
    """평점이 최댓값과 같은 가게의 상호"""
    table, term = measured(scene)
    name, word, english = scene.pick([("MAX", "최댓값", "highest"), ("MIN", "최솟값", "lowest")])
    terms = scene.shown(table, scene.pick([1, 2]), avoid=[term.column.name])
    rows = scene.pick(
        [f"{term.korean}~이 {word}~과 같은 모든 {table.korean}", f"{term.korean}~이 전체 {word}~과 같은 {table.korean}"]
    )
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {term.sql} = (SELECT {name}({term.sql}) FROM {table.name})",
        scene.closed(scene.of(rows, scene.listed(terms))),
        scene.asked(f"{english_columns(terms)} of all {table.many} whose {term.english} equals the {english} one"),
    )


@shape
def above_own_group(scene: Scene) -> Draft:
    """평점이 같은 업종 가게의 평균보다 높은 가게의 상호"""
    table, term = measured(scene, "category")
    group = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    shown = scene.shown(table, 1, avoid=[term.column.name, group.column.name])[0]
    rows = f"{term.korean}~이 같은 {group.korean} {table.korean}의 평균보다 {term.column.more} {table.korean}"
    return Draft(
        f"SELECT a.{shown.sql} FROM {table.name} AS a WHERE a.{term.sql} > (SELECT AVG(b.{term.sql}) FROM {table.name} AS b WHERE b.{group.sql} = a.{group.sql})",
        scene.closed(scene.of(rows, shown.korean)),
        scene.asked(
            f"the {shown.english} of {table.many} whose {wording.is_or_are(term.english)} above the average of the same {group.english}"
        ),
    )


@shape
def average_of_counts(scene: Scene) -> Draft:
    """업종별 가게 수의 평균"""
    table, term = grouping(scene)
    name, word, english = scene.pick([("AVG", "평균", "average"), ("MAX", "최댓값", "largest"), ("MIN", "최솟값", "smallest")])
    return Draft(
        f"SELECT {name}(n) FROM (SELECT COUNT(*) AS n FROM {table.name} GROUP BY {term.sql})",
        scene.closed(f"{term.korean}별 {number_of(table)}의 {word}", "much"),
        f"What is the {english} number of {table.many} per {term.english}?",
    )


def pair_of_sets(scene: Scene) -> tuple:
    """A table, a category to list and two conditions on another column."""
    table = scene.pick(table for table in scene.domain.tables if len(table.of("category")) > 1)
    asked, by = scene.rng.sample(table.of("category"), 2)
    term, other = scene.term(table, asked), scene.term(table, by)
    first, second = (c.equal(other, value, scene.style) for value in filters.values_of(scene, table, by, 2))
    return table, term, first, second


@shape
def intersect(scene: Scene) -> Draft:
    """지역이 마포구인 가게와 강남구인 가게에 모두 있는 업종"""
    table, term, first, second = pair_of_sets(scene)
    korean = f"{first.before} {table.korean}~과 {second.before} {table.korean}에 {scene.pick(['모두', '공통으로', '다'])} 있는 {term.korean}"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} WHERE {first.sql} INTERSECT SELECT {term.sql} FROM {table.name} WHERE {second.sql}",
        scene.closed(korean),
        scene.asked(
            f"the {term.english} values shared by {table.many} whose {first.english} and {table.many} whose {second.english}"
        ),
    )


@shape
def except_(scene: Scene) -> Draft:
    """지역이 마포구인 가게에는 있지만 강남구인 가게에는 없는 업종"""
    table, term, first, second = pair_of_sets(scene)
    korean = f"{first.before} {table.korean}에는 있지만 {second.before} {table.korean}에는 없는 {term.korean}"
    return Draft(
        f"SELECT {term.sql} FROM {table.name} WHERE {first.sql} EXCEPT SELECT {term.sql} FROM {table.name} WHERE {second.sql}",
        scene.closed(korean),
        scene.asked(
            f"the {term.english} values of {table.many} whose {first.english} that no {table.english} has whose {second.english}"
        ),
    )


@shape
def union(scene: Scene) -> Draft:
    """가게 상호와 회원 이름을 한 목록으로"""
    first, second = scene.some([table for table in scene.domain.tables if table.of("name")], 2)
    a, b = (scene.term(table, table.of("name")[0], True) for table in (first, second))
    keep = scene.chance(0.35)
    how = "중복도 그대로 두고 한 목록으로 합친" if keep else scene.pick(["한 목록으로 합친", "하나로 합친"])
    return Draft(
        f"SELECT {a.column.name} FROM {first.name} UNION {'ALL ' * keep}SELECT {b.column.name} FROM {second.name}",
        scene.closed(f"{how} {a.korean}~과 {b.korean}", "do"),
        f"{scene.pick(phrases.OPENERS)} the {a.english} values and the {b.english} values in one list"
        + (", repeats kept." if keep else "."),
    )


@shape
def ranked(scene: Scene) -> Draft:
    """가게 상호와 평점이 높은 순으로 매긴 순위"""
    table, term = measured(scene)
    shown = scene.shown(table, 1, avoid=[term.column.name])[0]
    way, adjective, english = scene.pick([("DESC", term.column.more, "highest"), ("ASC", term.column.less, "lowest")])
    return Draft(
        f"SELECT {shown.sql}, RANK() OVER (ORDER BY {term.sql} {way}) FROM {table.name}",
        scene.closed(
            f"{scene.named(table, shown.korean)}{scene.pick(['~과 함께', ', 그리고'])} {term.korean}~이 {adjective} 순으로 매긴 순위",
            "do",
        ),
        f"{scene.pick(phrases.OPENERS)} the {shown.english} of every {table.english} and its rank by {term.english}, {english} first.",
    )


@shape
def ranked_in_group(scene: Scene) -> Draft:
    """가게 상호와 같은 업종 안에서 평점이 높은 순으로 매긴 순위"""
    table, term = measured(scene, "category")
    group = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    shown = scene.shown(table, 1, avoid=[term.column.name, group.column.name])[0]
    way, adjective, english = scene.pick([("DESC", term.column.more, "highest"), ("ASC", term.column.less, "lowest")])
    return Draft(
        f"SELECT {shown.sql}, RANK() OVER (PARTITION BY {group.sql} ORDER BY {term.sql} {way}) FROM {table.name}",
        scene.closed(
            f"{scene.named(table, shown.korean)}{scene.pick(['~과 함께', ', 그리고'])} 같은 {group.korean} 안에서 {term.korean}~이 {adjective} 순으로 매긴 순위",
            "do",
        ),
        f"{scene.pick(phrases.OPENERS)} the {shown.english} of every {table.english} and its rank by {term.english} within its {group.english}, {english} first.",
    )


@shape
def beside_group_average(scene: Scene) -> Draft:
    """가게 상호, 평점과 함께 같은 업종의 평균 평점"""
    table, term = measured(scene, "category")
    group = scene.term(table, scene.pick(column for column in table.of("category") if not column.null))
    shown = scene.shown(table, 1, avoid=[term.column.name, group.column.name])[0]
    if shown.column.role != "name" and table.of("name"):
        raise Unfit
    noun = f"평균 {term.korean}" if "평균" not in term.korean else f"{term.korean} 평균"
    return Draft(
        f"SELECT {shown.sql}, {term.sql}, AVG({term.sql}) OVER (PARTITION BY {group.sql}) FROM {table.name}",
        scene.closed(f"{table.korean}의 {shown.korean}, {term.korean}, 같은 {group.korean} {table.korean}의 {noun}", "do"),
        f"{scene.pick(phrases.OPENERS)} the {shown.english} and {term.english} of every {table.english} beside the average {term.english} of its {group.english}.",
    )
