"""Questions for one database: as many as asked for, each shape in its share, each question and each query once."""

import random
import sqlite3
from importlib import import_module

from builder import korean, sql
from builder.definition import Domain
from builder.scene import Database, Draft, Scene, Unfit
from builder.shapes import SHAPES, Shape

TRIES = 40
FAMILIES = ("filter", "figure", "order", "group", "join", "join_group", "three", "exists", "nested")
for family in FAMILIES:  # each module puts its shapes into SHAPES
    import_module(f"builder.shapes_{family}")


def quota(size: int, start: float) -> list:
    """`size` shapes in proportion to their weights; `start`, from 0 to 1, decides who gets what is left of the shares."""
    total = sum(shape.weight for shape in SHAPES.values())
    chosen, debt = [], start
    for shape in SHAPES.values():
        debt += size * shape.weight / total
        while debt >= 1:
            chosen.append(shape)
            debt -= 1
    return chosen


def sound(draft: Draft, database: Database) -> bool:
    """Whether the query runs, says something and leaves nothing to chance."""
    try:
        return not sql.empty(database.run(draft.sql)) and not sql.tied(draft.sql, database.run)
    except sqlite3.Error as error:
        raise AssertionError(f"{database.domain.id}: {draft.sql}: {error}") from error


def drawn(shape: Shape, database: Database, rng: random.Random, seen: set):
    """One sound row of a shape whose query and question are new, or None after TRIES."""
    for _ in range(TRIES):
        try:
            draft = shape.draw(Scene(database, rng))
        except Unfit:
            continue
        question = korean.fitted(draft.korean)
        if draft.sql not in seen and question not in seen and sound(draft, database):
            seen |= {draft.sql, question}
            return row(draft, question, shape, database.domain)
    return None


def row(draft: Draft, question: str, shape: Shape, domain: Domain) -> dict:
    """A row of the dataset, but for its id and its DDL."""
    return {
        "db_id": domain.id,
        "difficulty": sql.difficulty(draft.sql),
        "template": shape.name,
        "instruction": draft.english,
        "ko_instruction": question,
        "response": draft.sql,
        "dated": draft.dated,
    }


def write(domain: Domain, size: int, start: float = 0.5) -> list:
    """`size` rows for a database, the same on every call; a shape that does not fit gives its place to others.

    `start` is for `quota`: where it differs from database to database, each rare shape turns up in some of them.
    """
    database, rng = Database(domain), random.Random(f"questions of {domain.id}")
    rows, seen, wanted = [], set(), quota(size, start)
    for _ in range(4):
        rows += [found for shape in wanted if (found := drawn(shape, database, rng, seen))]
        wanted = quota(size - len(rows), start)
    rng.shuffle(rows)
    return rows
