"""Showing a learner why two queries are not the same: the smallest rows that tell them apart."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from .databases import Database
from .execution import differs_on, try_both
from .foreign import in_sqlite
from .sandbox import QueryFailed, run
from .text import strip_marks

MOST_ROWS = 5_000  # databases with more rows are shown by their results alone
MOST_TRIALS = 400


@dataclass(frozen=True)
class Comparison:
    """What `compare` found: print it, or let a notebook show it.

    Attributes:
        match: as `execution_match` returns it.
        reason: one sentence.
        database: {table: DataFrame} of the rows that tell the queries apart; empty where they
            part without a row, or where too many would have to be shown.
        gold, predicted: DataFrames of both results on those rows; None where there is none.
    """

    match: bool | None
    reason: str
    database: dict
    gold: pd.DataFrame | None
    predicted: pd.DataFrame | None

    def _parts(self):
        parts = [(f"table {name}", frame) for name, frame in self.database.items()]
        parts += [("gold returns", self.gold), ("the prediction returns", self.predicted)]
        return [(title, frame) for title, frame in parts if frame is not None]

    def _verdict(self):
        return {True: "equal", False: "different", None: "cannot be scored"}[self.match]

    def __str__(self):
        lines = [f"{self._verdict()}: {self.reason}"]
        for title, frame in self._parts():
            lines += [f"-- {title}", "(no rows)" if frame.empty else frame.to_string(index=False)]
        return "\n".join(lines)

    def _repr_html_(self):
        tables = "".join(
            f"<div style='display:inline-block;vertical-align:top;margin-right:2em'>{escape(title)}"
            f"{'<p><i>no rows</i></p>' if frame.empty else frame.to_html(index=False)}</div>"
            for title, frame in self._parts()
        )
        return f"<b>{self._verdict()}</b>: {escape(self.reason)}<div>{tables}</div>"


def compare(schema: str, gold: str, predicted: str, rows: str | list[str] | None = None) -> Comparison:
    """Compare two queries as `execution_match` does and say where they part.

    The database shown is the one that told them apart, with every row taken out that is not needed
    for it. Arguments are those of `execution_match`; returns a `Comparison`.
    """
    trial = try_both(schema, gold, predicted, rows)
    if trial.match is not False or trial.database is None:
        return Comparison(trial.match, trial.reason, {}, None, None)
    database = _smallest(trial.database, gold, predicted)
    return Comparison(
        False,
        trial.reason,
        _frames(database),
        _answer(database, gold),
        _answer(database, predicted),
    )


def _smallest(database, gold, predicted):
    """Take rows out as long as the queries still differ (Zeller's ddmin, rows instead of lines)."""
    contents = database.contents()
    if sum(map(len, contents.values())) > MOST_ROWS:
        return database
    small = Database(database.name, _ddl(database), contents)
    if not differs_on(small, gold, predicted):
        return database
    trials = 0
    size = max(map(len, contents.values()), default=0)
    while size and trials < MOST_TRIALS:
        shrunk = False
        for table in contents:
            start = 0
            while start < len(small.rows[table]) and trials < MOST_TRIALS:
                trials += 1
                kept = small.rows[table][:start] + small.rows[table][start + size :]
                candidate = Database(small.name, small.ddl, {**small.rows, table: kept})
                if differs_on(candidate, gold, predicted):
                    small, shrunk = candidate, True
                else:
                    start += size
        size = size // 2 if not shrunk or size > 1 else size
    return small


def _ddl(database):
    """The tables of a database without its rows."""
    connection = database.open()
    made = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'view')").fetchall()
    return ";\n".join(sql for (sql,) in made if not sql.upper().startswith("CREATE TABLE SQLITE_"))


def _frames(database):
    """{table: DataFrame} of the tables that have rows; none of a database too large to be read."""
    contents = database.contents()
    if sum(map(len, contents.values())) > MOST_ROWS:
        return {}
    return {name: pd.DataFrame(rows, columns=list(columns)) for (name, columns), rows in contents.items() if rows}


def _answer(database, query):
    connection = database.open()
    try:
        result = run(connection, in_sqlite(strip_marks(query)))
    except QueryFailed:
        return None
    names = [f"column {i + 1}" for i in range(result.width)]
    return pd.DataFrame(result.rows, columns=names)
