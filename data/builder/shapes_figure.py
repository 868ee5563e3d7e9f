"""Shapes that ask one table for a figure: counts and aggregates."""

from builder import conditions as c
from builder import phrases
from builder.pieces import aggregate, two_conditions
from builder.scene import Draft, Scene
from builder.shapes import shape


@shape
def count_all(scene: Scene) -> Draft:
    """가게는 모두 몇 곳인가요?"""
    table = scene.table()
    return Draft(
        f"SELECT COUNT(*) FROM {table.name}",
        phrases.counted(scene.rows(table), table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there?",
    )


@shape
def count_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게는 몇 곳인가요?"""
    table = scene.table()
    condition = scene.condition(table)
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
        phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there whose {condition.english}?",
    )


@shape
def count_and(scene: Scene) -> Draft:
    """지역이 마포구이고 평점이 4점 이상인 가게는 몇 곳인가요?"""
    table, condition, _ = two_conditions(scene, c.both)
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
        phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there whose {condition.english}?",
    )


@shape
def count_year(scene: Scene) -> Draft:
    """주문일이 2025년인 주문은 몇 건인가요?"""
    table = scene.table("date")
    condition = scene.condition(table, scene.pick(["year", "month", "relative"]))
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {condition.sql}",
        phrases.counted(scene.rows(table, condition), table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there whose {condition.english}?",
        condition.dated,
    )


@shape
def count_distinct(scene: Scene) -> Draft:
    """가게의 업종은 몇 가지인가요?"""
    table = scene.table("category")
    term = scene.term(table, scene.pick(table.of("category")))
    kinds = {
        "polite": ["~은 모두 몇 가지인가요?", "~은 중복 없이 세면 몇 가지입니까?", "의 종류가 몇 가지인지 알려 주세요."],
        "plain": ["~은 몇 가지인가?", "의 종류 수를 구하라.", "~이 몇 가지인지 세어라."],
        "telegraphic": [" 가짓수", " 종류 수", " 몇 가지?"],
        "spoken": [" 몇 가지야?", "~이 몇 종류지?", " 총 몇 가지 있어?"],
    }
    return Draft(
        f"SELECT COUNT(DISTINCT {term.sql}) FROM {table.name}",
        scene.named(table, term.korean) + scene.pick(kinds[scene.voice]),
        f"How many different {term.english} values do {table.many} have?",
    )


@shape
def aggregate_all(scene: Scene) -> Draft:
    """전체 가게의 평균 평점"""
    table = scene.table("measure")
    _, sql, korean, english = aggregate(scene, table)
    return Draft(
        f"SELECT {sql} FROM {table.name}",
        scene.closed(scene.of(scene.rows(table), korean), "much"),
        f"What is the {english} of all {table.many}?",
    )


@shape
def aggregate_where(scene: Scene) -> Draft:
    """지역이 마포구인 가게의 평균 평점"""
    table = scene.table("measure")
    term, sql, korean, english = aggregate(scene, table)
    condition = scene.condition(table, avoid=[term.column.name])
    return Draft(
        f"SELECT {sql} FROM {table.name} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(table, condition), korean), "much"),
        f"What is the {english} of {table.many} whose {condition.english}?",
    )


@shape
def aggregate_and(scene: Scene) -> Draft:
    """지역이 마포구이고 업종이 한식인 가게의 평균 평점"""
    table = scene.table("measure")
    term, sql, korean, english = aggregate(scene, table)
    first = scene.condition(table, avoid=[term.column.name])
    condition = c.both(first, scene.condition(table, avoid=[term.column.name, first.column]))
    return Draft(
        f"SELECT {sql} FROM {table.name} WHERE {condition.sql}",
        scene.closed(scene.of(scene.rows(table, condition), korean), "much"),
        f"What is the {english} of {table.many} whose {condition.english}?",
    )


@shape
def aggregate_two(scene: Scene) -> Draft:
    """가게 평점의 최댓값과 최솟값"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    first, second = scene.pick([("MAX", "MIN"), ("MIN", "MAX"), ("AVG", "MAX"), ("AVG", "MIN")])
    words = {"MAX": ("최댓값", "highest"), "MIN": ("최솟값", "lowest"), "AVG": ("평균", "average")}
    thing = phrases.listed([words[first][0], words[second][0]], scene.voice, scene.rng)
    return Draft(
        f"SELECT {first}({term.sql}), {second}({term.sql}) FROM {table.name}",
        scene.closed(scene.of(scene.named(table, term.korean), thing), "be", "figure"),
        f"What are the {words[first][1]} and {words[second][1]} {term.english} of {table.many}?",
    )


@shape
def aggregate_rounded(scene: Scene) -> Draft:
    """가게의 평균 평점을 소수 첫째 자리까지 반올림"""
    table = scene.table("measure")
    term = scene.term(table, scene.pick(table.of("measure")))
    places, word = scene.pick([(1, "첫째"), (2, "둘째")])
    thing = f"소수 {word} 자리까지 반올림한 {table.korean}의 " + scene.pick([f"평균 {term.korean}", f"{term.korean} 평균"])
    return Draft(
        f"SELECT ROUND(AVG({term.sql}), {places}) FROM {table.name}",
        scene.closed(thing, "much"),
        f"What is the average {term.english} of {table.many}, rounded to {places} decimal place{'s' * (places > 1)}?",
    )
