"""Execution match: two queries are equal where no database that we try tells them apart."""

import time
from collections import Counter
from dataclasses import dataclass

from .structure import canonical_match
from .databases import Database, Shipped, generate
from .ordering import orders, same_up_to_ties
from .parsing import parse
from .reader import find_clues
from .sandbox import QueryFailed, run
from .schema import read_schema
from .text import normalize, strip_marks

MAX_SECONDS = 0.6  # processor time after which no further database is begun


@dataclass(frozen=True)
class Trial:
    """How one comparison ended: its verdict, why, and where the two queries parted."""

    match: bool | None
    reason: str
    database: object = None
    gold: object = None
    predicted: object = None


def execution_match(schema: str, gold: str, predicted: str, rows=None) -> bool | None:
    """Whether two queries give the same result on every database tried.

    Args:
        schema: DDL of the tables, `CREATE TABLE ...; ...`. No rows are needed: databases are made
            from the constants, comparisons, joins and groups of both queries (`databases.py`).
        gold: the right query.
        predicted: the query to score; it may be anything, it is never trusted.
        rows: an SQL script of a database with its rows, or a list of them, to be tried first.

    Returns:
        True or False, and None where the gold query itself cannot run. Names of result columns do
        not matter, their number and order do; the order of rows matters where the gold orders them,
        up to ties; a result that depends on the order of storage decides nothing.
    """
    return try_both(schema, gold, predicted, rows).match


def try_both(schema, gold, predicted, rows=None):
    """The `Trial` behind `execution_match`; whatever the texts are, nothing is raised."""
    try:
        return _tried(schema, gold, predicted, rows)
    except Exception as error:  # one odd row of thousands may not end the scoring of the others
        return Trial(None, f"The scorer gave up: {type(error).__name__}.")


def _tried(schema, gold, predicted, rows):
    gold, predicted = strip_marks(gold), strip_marks(predicted)
    try:
        layout = read_schema(schema)
        for script in [rows] if isinstance(rows, str) else rows or []:
            trial = _on(Shipped(schema, script), gold, predicted)
            if trial.match is not True:
                return trial
        trial = _on(Database("no rows at all", schema, {}), gold, predicted)
    except QueryFailed as error:
        return Trial(None, f"The gold query cannot run: {error}.")
    if trial.match is not True or normalize(gold) == normalize(predicted):
        return trial
    return _on_generated(layout, gold, predicted, nothing=trial.gold)


def differs_on(database, gold, predicted):
    """Whether the gold query runs on one database and the prediction differs there."""
    try:
        return _on(database, strip_marks(gold), strip_marks(predicted)).match is False
    except QueryFailed:
        return False


def _on_generated(layout, gold, predicted, nothing):
    trees = [tree for tree in (parse(gold), parse(predicted)) if tree is not None]
    clues = find_clues(layout, trees)
    stop = time.thread_time() + MAX_SECONDS
    idle = True  # whether gold answers as it does with no rows at all
    for database in generate(layout, clues):
        try:
            trial = _on(database, gold, predicted)
        except QueryFailed:  # the gold query runs, but not on these rows
            continue
        idle = idle and trial.gold == nothing
        if trial.match is False or time.thread_time() > stop:
            return trial
    if idle:
        same = canonical_match(gold, predicted, layout.ddl)
        return Trial(same, "The gold query says the same whatever the rows: structure decides.")
    return Trial(True, "No database tried tells the two queries apart.")


def _on(database, gold, predicted):
    """Run both queries on one database. Raises QueryFailed where the gold fails."""
    connection = database.open()
    expected = run(connection, gold)
    try:
        found = run(connection, predicted)
    except QueryFailed as error:
        return Trial(False, f"The prediction does not run: {error}.", database, expected)
    finally:
        connection.close()
    if expected.width != found.width:
        reason = f"{expected.width} columns were expected, {found.width} came."
        return Trial(False, reason, database, expected, found)
    left, right = _comparable(expected), _comparable(found)
    if left == right or (Counter(left) == Counter(right) and not orders(gold)):
        return Trial(True, "Same result.", database, expected, found)
    if _undecided(database, gold, left, right):
        return Trial(True, "The gold query leaves the difference open.", database, expected, found)
    return Trial(False, "The results differ.", database, expected, found)


def _comparable(result):
    """The rows of a result with floats rounded to nine significant digits."""
    return [
        tuple(float(f"{cell:.9g}") if isinstance(cell, float) else cell for cell in row)
        for row in result.rows
    ]


def _undecided(database, gold, expected, found):
    """Whether gold allows `found` too: ties, and rows that depend on the order of storage.

    The gold query runs once more on the same rows stored the other way round. What it then answers
    differently is a matter of chance: a prediction may differ there as well, and only there.
    """
    mirrored = _comparable(run(database.mirrored().open(), gold))
    if Counter(mirrored) != Counter(expected):
        return _firm(expected, mirrored) == _firm(expected, mirrored, found)
    if Counter(found) != Counter(expected) or mirrored == expected:
        return False
    return same_up_to_ties(database.open(), gold, expected, found)


def _firm(expected, mirrored, found=None):
    """What stays of `found` (else of `expected`): its number of rows, and the columns that hold.

    A column holds where both runs of the gold query fill it with the same values.
    """
    found = expected if found is None else found
    if len(expected) != len(mirrored):
        return None
    before, after = list(zip(*expected)), list(zip(*mirrored))
    held = [i for i, column in enumerate(before) if Counter(column) == Counter(after[i])]
    return len(found), Counter(tuple(row[i] for i in held) for row in found)
