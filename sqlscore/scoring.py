"""Scoring a whole file of predictions, in parallel."""

import json
import os
from pathlib import Path

import pandas as pd
from joblib import Parallel, delayed
from tqdm import tqdm

from .structure import canonical_match
from .execution import try_both
from .text import exact_match

FEW = 200  # so few rows are scored before other processes have even started
CHUNK = 50


def evaluate(rows, workers: int | None = None, databases: dict | None = None) -> pd.DataFrame:
    """Score predictions by string, by structure and by execution.

    Args:
        rows: dicts with `schema` (DDL), `gold` and `predicted`, or the path of a JSON lines file of
            them.
        workers: processes to use; None takes one a processor.
        databases: {db_id: SQL script} of databases that have rows; they are tried first.

    Returns:
        A DataFrame, one row a prediction in the order given: all its own fields, then `exact`
        (bool), `canonical` (bool), `execution` (True, False, or None where the gold query cannot
        run) and `reason` (one sentence on the execution).

    Raises:
        ValueError: a row lacks one of the three fields.
    """
    rows = _read(rows)
    for number, row in enumerate(rows):
        if None in _fields(row):
            raise ValueError(f"row {number} needs the fields schema, gold and predicted")
    workers = workers or os.cpu_count() or 1
    jobs = [(*_fields(row), (databases or {}).get(row.get("db_id"))) for row in rows]
    chunks = [jobs[i : i + CHUNK] for i in range(0, len(jobs), CHUNK)]
    if len(jobs) <= FEW:
        workers = 1
    scores = []
    with tqdm(total=len(jobs), desc="scoring", unit="query") as bar:
        run = Parallel(n_jobs=workers, return_as="generator")
        for some in run(delayed(_score_all)(chunk) for chunk in chunks):
            scores += some
            bar.update(len(some))
    columns = ["exact", "canonical", "execution", "reason"]
    table = pd.DataFrame([{**row, **dict(zip(columns, s))} for row, s in zip(rows, scores)])
    return table if len(table) else pd.DataFrame(columns=columns)


def _score_all(jobs):
    return [_score(*job) for job in jobs]


def _score(schema, gold, predicted, rows):
    trial = try_both(schema, gold, predicted, rows)
    exact = exact_match(gold, predicted)
    canonical = exact or canonical_match(gold, predicted, schema)
    return exact, canonical, trial.match, trial.reason


def _fields(row):
    return row.get("schema"), row.get("gold"), row.get("predicted")


def _read(rows):
    if isinstance(rows, (str, Path)):
        lines = Path(rows).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    if isinstance(rows, pd.DataFrame):
        return rows.to_dict("records")
    return list(rows)
