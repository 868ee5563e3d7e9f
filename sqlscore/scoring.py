"""Scoring a whole file of predictions, in parallel."""

import json
import os
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
from joblib import Parallel, delayed
from tqdm import tqdm

from .execution import try_both
from .structure import canonical_match
from .text import exact_match

FEW = 200  # so few rows are scored before other processes have even started
CHUNK = 50
FIELDS = ("schema", "gold", "predicted")


def evaluate(
    rows: Iterable[dict] | pd.DataFrame | str | Path, workers: int | None = None, databases: dict | None = None
) -> pd.DataFrame:
    """Score predictions by string, by structure and by execution.

    Args:
        rows: dicts with `schema` (DDL), `gold` and `predicted`, a DataFrame with these columns, or the path of a
            JSON lines file. A missing prediction (None, NaN) is an empty answer.
        workers: processes to use; None takes one a processor.
        databases: {db_id: SQL script} of databases that have rows; they are tried first.

    Returns:
        A DataFrame, one row a prediction in the order given: all its own fields, then `exact`
        (bool), `canonical` (bool), `execution` (True, False, or None where the row cannot be scored)
        and `reason` (one sentence on the execution). Leave None out of a mean: it says something of the
        gold query, nothing of the prediction. `unscored` counts the reasons.

    Raises:
        ValueError: a row lacks one of the three fields, or a line of the file is no JSON.
    """
    rows = [{name: _storable(value) for name, value in row.items()} for row in _read(rows)]
    for number, row in enumerate(rows):
        if missing := [field for field in FIELDS if field not in row]:
            raise ValueError(f"row {number} needs the fields schema, gold and predicted; it lacks {missing[0]}")
    workers = workers or os.cpu_count() or 1
    jobs = [(*(_text(row[field]) for field in FIELDS), (databases or {}).get(row.get("db_id"))) for row in rows]
    chunks = [jobs[i : i + CHUNK] for i in range(0, len(jobs), CHUNK)]
    if len(jobs) <= FEW:
        workers = 1
    scores = []
    with tqdm(total=len(jobs), desc="scoring", unit="query", disable=len(jobs) < 10) as bar:
        run = Parallel(n_jobs=workers, return_as="generator")
        for some in run(delayed(_score_all)(chunk) for chunk in chunks):
            scores += some
            bar.update(len(some))
    columns = ["exact", "canonical", "execution", "reason"]
    table = pd.DataFrame([{**row, **dict(zip(columns, s))} for row, s in zip(rows, scores)])
    return table if len(table) else pd.DataFrame(columns=columns)


def unscored(table: pd.DataFrame) -> pd.Series:
    """How many rows of an `evaluate` table could not be scored by execution, by reason; empty where all could."""
    return table.loc[table["execution"].isna(), "reason"].value_counts().rename("rows")


def _score_all(jobs):
    return [_score(*job) for job in jobs]


def _score(schema, gold, predicted, rows):
    exact = exact_match(gold, predicted)
    canonical = exact or canonical_match(gold, predicted, schema)
    trial = try_both(schema, gold, predicted, rows)
    return exact, canonical, trial.match, trial.reason


def _text(value):
    """A field as text; a cell that is empty (None, NaN) is empty text."""
    return "" if value is None or value != value else str(value)


def _storable(value):
    """A half of a surrogate pair, which JSON can spell and UTF-8 cannot, becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _read(rows):
    if isinstance(rows, (str, Path)):
        # at \n alone: str.splitlines would also cut at U+2028 or U+0085 inside of a question
        lines = Path(rows).read_text(encoding="utf-8-sig").split("\n")
        return [_line(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if isinstance(rows, pd.DataFrame):
        return rows.to_dict("records")
    return list(rows)


def _line(number, line):
    try:
        return json.loads(line)
    except ValueError as error:
        raise ValueError(f"line {number} is no JSON: {error}") from None
