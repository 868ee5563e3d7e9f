"""Execution match: two queries are equal where no database that we try tells them apart."""

from collections import Counter
from dataclasses import dataclass

from .broken import breaks_down
from .databases import Database, Shipped, generate
from .ddl import without_schemas
from .foreign import in_sqlite
from .ordering import allows, orders
from .parsing import shared
from .reader import find_clues
from .sandbox import Budget, QueryFailed, Result, TooMuch, run
from .schema import Schema, read_schema
from .structure import canonical_match
from .text import strip_marks, words
from .workbench import Workbench


@dataclass(frozen=True)
class Trial:
    """How one comparison ended: its verdict, why, and where the two queries parted."""

    match: bool | None
    reason: str
    database: object = None
    gold: object = None
    predicted: object = None


def execution_match(schema: str, gold: str, predicted: str, rows: str | list[str] | None = None) -> bool | None:
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


def try_both(schema: str, gold: str, predicted: str, rows: str | list[str] | None = None) -> Trial:
    """The `Trial` behind `execution_match`; whatever the texts are, nothing is raised."""
    try:
        return _tried(schema, gold, predicted, rows)
    except Exception as error:  # one odd row of thousands may not end the scoring of the others
        return Trial(None, f"The scorer gave up: {type(error).__name__}.")


def _tried(schema, gold, predicted, rows):
    gold, predicted = strip_marks(gold), strip_marks(predicted)
    with Workbench() as bench:
        try:
            layout = read_schema(schema)
            if layout.ddl != schema:  # MySQL's words, say: from here on SQLite's
                gold, predicted, schema = without_schemas(gold, schema), without_schemas(predicted, schema), layout.ddl
            pair = _Pair(in_sqlite(gold), predicted, bench)
            for script in [rows] if isinstance(rows, str) else rows or []:
                trial = pair.on_shipped(Shipped(schema, script))
                if trial.match is not True:
                    return trial
            trial = pair.on(Database("no rows at all", schema, {}))
        except QueryFailed as error:
            return Trial(None, f"The gold query cannot run: {error}.")
        if trial.match is not True or words(gold) == words(predicted):
            return trial
        return pair.on_generated(layout, nothing=trial.gold)


def differs_on(database: Database, gold: str, predicted: str) -> bool:
    """Whether the gold query runs on one database and the prediction differs there."""
    try:
        with Workbench() as bench:
            return _Pair(in_sqlite(strip_marks(gold)), strip_marks(predicted), bench).on(database).match is False
    except QueryFailed:
        return False


class _Pair:
    """Two queries that are tried on one database after the other."""

    def __init__(self, gold, predicted, bench):
        self.gold, self.predicted, self.bench = gold, predicted, bench
        self.refusal = None  # why the prediction has no meaning in SQLite
        try:
            self.predicted = in_sqlite(predicted)
        except QueryFailed as error:
            self.refusal = error
        self.ordered = None  # whether gold orders its rows: asked only where it matters
        self.budget = Budget()

    def on(self, database: Database) -> Trial:
        """The `Trial` on one database. Raises QueryFailed where the gold fails."""
        connection = self.bench.open(database)
        expected = run(connection, self.gold, self.budget)
        try:
            if self.refusal:
                raise self.refusal
            found = run(connection, self.predicted, self.budget)
        except QueryFailed as error:
            return Trial(False, f"The prediction does not run: {error}.", database, expected)
        if expected.width != found.width:
            reason = f"{expected.width} columns were expected, {found.width} came."
            return Trial(False, reason, database, expected, found)
        if expected.rows == found.rows:
            return Trial(True, "Same result.", database, expected, found)
        left, right = _comparable(expected), _comparable(found)
        if left == right or (Counter(left) == Counter(right) and not self._orders()):
            return Trial(True, "Same result.", database, expected, found)
        mirrored = self.bench.open(database.mirrored())
        if allows(self.gold, connection, mirrored, left, right, _comparable):
            return Trial(True, "The gold query leaves the difference open.", database, expected, found)
        return Trial(False, "The results differ.", database, expected, found)

    def on_shipped(self, database: Shipped) -> Trial:
        """The same; where the gold takes too much on so many rows, they say nothing."""
        try:
            return self.on(database)
        except TooMuch:
            return Trial(True, "The shipped rows are too many for the gold query.", database)

    def on_generated(self, layout: Schema, nothing: Result) -> Trial:
        """The first trial that tells the queries apart, on databases made for them.

        The work is counted in steps of SQLite, so that the verdict is the same on a slow machine. Where nothing tells
        the queries apart, they are equal as far as anybody can see; that holds for queries that never return a row too.
        `nothing` is what gold answers with no rows at all: a gold that never says anything else, because a comparison in
        it went wrong (`breaks_down`), is no measure of another query, and its structure decides.
        """
        both = sorted((self.gold, self.predicted))  # the same databases whichever of them is the gold
        trees = [tree for tree in map(shared, both) if tree is not None]
        tried, idle = 0, True
        for database in generate(layout, find_clues(layout, trees)):
            try:
                trial = self.on(database)
            except QueryFailed:  # the gold query runs, but not on these rows, or the tables take none
                continue
            tried += 1
            idle = idle and trial.gold == nothing
            if trial.match is False:
                return trial
            if self.budget.used_up():
                break
        if not tried and not canonical_match(self.gold, self.predicted, layout.ddl):
            return Trial(None, "No rows could be made for these tables.")
        if idle and breaks_down(self.gold, layout):
            same = canonical_match(self.gold, self.predicted, layout.ddl)
            return Trial(same, "A comparison in the gold query can never hold: structure decides.")
        return Trial(True, "No database tried tells the two queries apart.")

    def _orders(self):
        if self.ordered is None:
            self.ordered = orders(self.gold)
        return self.ordered


def _comparable(result):
    """The rows of a result with floats rounded to nine significant digits."""
    return [tuple(float(f"{cell:.9g}") if isinstance(cell, float) else cell for cell in row) for row in result.rows]
