"""Questions for one database: as many as asked for, each shape in its share, each question and each query once."""

import random
import sqlite3
from dataclasses import dataclass
from importlib import import_module

from builder import korean, phrases, sql
from builder.definition import Domain
from builder.scene import Database, Draft, Scene, Unfit
from builder.shapes import SHAPES, Shape

TRIES = 40
FAMILIES = ("filter", "figure", "order", "group", "join", "join_group", "three", "exists", "nested", "report")
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
    """Whether the query runs, says something, leaves nothing to chance, and differs in its answer from what a slip gives."""
    query, run = draft.sql, database.run
    try:
        if sql.empty(run(query)) or sql.tied(query, run) or sql.shuffled(query, run):
            return False
        return not sql.blind(query, run)
    except sqlite3.Error as error:
        raise AssertionError(f"{database.domain.id}: {query}: {error}") from error


@dataclass
class Written:
    """What a database's questions may not repeat: queries and questions, and twins of the other side of the split."""

    said: set
    twins: set

    def new(self, draft: Draft, question: str) -> bool:
        """Whether a draft repeats nothing."""
        return draft.sql not in self.said and question not in self.said and sql.skeleton(draft.sql) not in self.twins


def drawn(shape: Shape, database: Database, rng: random.Random, written: Written, tests: bool):
    """One sound row of a shape that repeats nothing, or None after TRIES."""
    for _ in range(TRIES):
        try:
            scene = Scene(database, rng, tests)
            draft = shape.draw(scene)
        except Unfit:
            continue
        question = phrases.as_typed(korean.fitted(draft.korean), scene.voice, rng)
        if written.new(draft, question) and sound(draft, database):
            written.said |= {draft.sql, question}
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
    }


def write(domain: Domain, size: int, written: Written, start: float = 0.5, tests: bool = False) -> list:
    """`size` rows for a database, the same on every call; a shape that does not fit gives its place to others.

    Args:
        written: what the rows may not repeat; they are added to it.
        start: for `quota`: where it differs from database to database, each rare shape turns up in some of them.
        tests: whether the rows are for tests, and may use the names that are kept for these.
    """
    database, rng = Database(domain), random.Random(f"{'tests' if tests else 'questions'} of {domain.id}")
    rows, wanted = [], quota(size, start)
    for _ in range(4):
        rows += [found for shape in wanted if (found := drawn(shape, database, rng, written, tests))]
        wanted = quota(size - len(rows), start)
    rng.shuffle(rows)
    return rows
