"""Shapes with a query inside a query: above the average, all that share the extreme."""

from builder import phrases, wording
from builder.pieces import average_noun, columns, english_of_each, joined, superlative, than
from builder.scene import Draft, Scene
from builder.shapes import shape


def measured(scene: Scene, *roles: str) -> tuple:
    """A table and the term of a measure without NULLs."""
    table = scene.pick(
        table
        for table in scene.domain.tables
        if all(table.of(role) for role in roles) and any(not column.null for column in table.of("measure"))
    )
    return table, scene.term(table, scene.pick(column for column in table.of("measure") if not column.null))


def beside_average(scene: Scene) -> tuple:
    """A table, the WHERE clause of a measure against its average, the Korean for the rows, and the English after a noun."""
    table, term = measured(scene)
    operator, up, english = scene.pick([(">", True, "above")] * 3 + [("<", False, "below")])
    where = f"{term.sql} {operator} (SELECT AVG({term.sql}) FROM {table.name})"
    rows = f"{than(scene, term, scene.pick(['전체 평균', '평균']), up)} {table.korean}"
    return table, term, where, rows, f"whose {wording.is_or_are(term.english)} {english} the average"


@shape
def above_average(scene: Scene) -> Draft:
    """평점이 전체 평균보다 높은 가게의 상호"""
    table, _, where, rows, english = beside_average(scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]))
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {where}",
        scene.ask(table, rows, terms),
        scene.asked(english_of_each(terms, table, english)),
    )


@shape
def above_average_count(scene: Scene) -> Draft:
    """평점이 전체 평균보다 높은 가게는 몇 곳인가요?"""
    table, _, where, rows, english = beside_average(scene)
    return Draft(
        f"SELECT COUNT(*) FROM {table.name} WHERE {where}",
        phrases.counted(rows, table.counter, scene.voice, scene.rng),
        f"How many {table.many} are there {english}?",
    )


@shape
def above_average_of(scene: Scene) -> Draft:
    """한식 가게의 평균 평점보다 평점이 높은 가게의 상호"""
    table, term = measured(scene, "category")
    condition = scene.condition(table, "equal")
    terms = scene.shown(table, 1)
    rows = f"{condition.before} {table.korean}의 {average_noun(term.column)}보다 {term.korean}~이 {term.column.more} {table.korean}"
    verb = wording.is_or_are(term.english)
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {term.sql} > (SELECT AVG({term.sql}) FROM {table.name} WHERE {condition.sql})",
        scene.ask(table, rows, terms),
        scene.asked(english_of_each(terms, table, f"whose {verb} above the average of those {condition.english}")),
    )


@shape
def extreme_with_ties(scene: Scene) -> Draft:
    """평점이 가장 높은 가게를 공동이면 모두"""
    table, term = measured(scene)
    name, way = scene.pick([("MAX", "DESC"), ("MIN", "ASC")])
    korean, english = superlative(term, way, scene)
    terms = scene.shown(table, scene.pick([1, 1, 2]))
    thing = scene.of(f"{korean} {table.korean}", scene.listed(terms))
    tail = {
        "polite": ["~을 공동이면 모두 알려 주세요.", "~을 알려 주세요. 여럿이면 전부요."],
        "plain": ["~을 공동인 경우까지 모두 조회하시오."],
        "telegraphic": [" (공동 포함 전부)"],
        "spoken": [" 알려 줘, 공동이면 다", " 여럿이면 다 보여 줘"],
    }
    return Draft(
        f"SELECT {columns(terms)} FROM {table.name} WHERE {term.sql} = (SELECT {name}({term.sql}) FROM {table.name})",
        thing + scene.pick(tail[scene.voice]),
        scene.asked(english_of_each(terms, table, f"with the {english}, including ties")),
    )


@shape
def join_above_average(scene: Scene) -> Draft:
    """금액이 전체 평균보다 큰 주문의 번호와 가게 상호"""
    child, ref, parent = scene.link()
    term = scene.term(child, scene.pick(column for column in child.of("measure") if not column.null), "bare")
    terms = [*scene.shown(child, 1, "bare"), *scene.shown(parent, 1, True)]
    rows = f"{than(scene, term, scene.pick(['전체 평균', '평균']))} {child.korean}"
    return Draft(
        f"SELECT {columns(terms)} FROM {joined(child, ref, parent)} WHERE {term.sql} > (SELECT AVG({term.column.name}) FROM {child.name})",
        scene.closed(scene.of(rows, scene.listed(terms))),
        scene.asked(english_of_each(terms, child, f"whose {wording.is_or_are(term.english)} above the average")),
    )
