"""What more time for the training gives: `python -m tools.minutes`, or `make minutes`.

Lesson 03 runs once for each of `MINUTES`, in artifacts of its own, and the model answers the tests of the course. The scores go to
`data/minutes.jsonl`, which lesson 08 shows. It takes an hour and a quarter and goes on where it stopped. The course's own
training is the first row: it is in `data/results.json` already.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import sqlscore
from helpers import artifacts, data, inference, machine, models, profiles, training
from helpers.artifacts import CourseError

MINUTES = (20, 40)
TRAINING = ("model", "kind", "train_questions", "train_tokens", "train_seconds", "train_tokens_per_second")
SCORES = tuple(f"{score}_{test}" for score in ("em", "execution", "n") for test in data.TESTS)
MATCHED = tuple(f"baseline_string_{test}" for test in data.TESTS)
FILE = artifacts.repository() / "data" / "minutes.jsonl"


def of_the_course() -> dict:
    """The row of the course's own run, from `data/results.json`, with string matching's scores: shares from 0 to 1."""
    results = artifacts.read_json(artifacts.repository() / "data" / "results.json")
    minutes = {"minutes": profiles.PROFILES["cpu"].minutes, **profiles.KINDS[results["kind"]]}["minutes"]
    return {"minutes": float(minutes)} | {key: results[key] for key in (*TRAINING, *SCORES, *MATCHED)}


def measure(minutes: float) -> dict:
    """Train for so many minutes, by lesson 03 itself, and score the answers.

    Args:
        minutes: wish for the training, as in `COURSE_MINUTES`.

    Returns:
        A row like that of `of_the_course`, with `date` and `machine`.

    Raises:
        CourseError: the lesson failed; what it printed stands above.
    """
    folder = artifacts.repository() / "artifacts" / f"minutes_{minutes:g}"
    environment = os.environ | {"COURSE_PROFILE": "cpu", "COURSE_MINUTES": str(minutes), "COURSE_ARTIFACTS": str(folder)}
    if subprocess.run([sys.executable, "-m", "tools.course", "--only", "03"], env=environment).returncode:
        raise CourseError(f"Lesson 03 failed with {minutes:g} minutes: mend it, and run the same command again.")
    report = artifacts.read_json(folder / "report.json")
    when = {"date": date.today().isoformat(), "machine": machine.describe_machine()}
    return {"minutes": minutes} | {key: report[key] for key in TRAINING} | score(folder) | when


def score(folder: Path) -> dict:
    """The `SCORES` of the adapter in a folder, on as many questions of each test as the course asks."""
    profile = profiles.on_this_processor(profiles.PROFILES["cpu"])
    adapter, dataset = folder / "adapter", data.load(profile)
    model, tokenizer = models.merge(adapter, profile), models.load_tokenizer(profile, adapter)
    name, size = training.adapter_id(adapter), {"max_new_tokens": profile.max_new_tokens, "batch_size": profile.generation_batch}
    found = {}
    for test in data.TESTS:
        file = folder / "predictions" / f"tuned_{test}.jsonl"
        answers = inference.predict(model, tokenizer, list(dataset[test]), test, file, name, **size)
        table = sqlscore.evaluate(answers, databases={row["db_id"]: data.database(row["db_id"]) for row in answers})
        found[f"em_{test}"], found[f"n_{test}"] = float(table["exact"].mean()), len(table)
        found[f"execution_{test}"] = float(table["execution"].dropna().astype(bool).mean())
    return found


def main() -> int:
    """Measure what `data/minutes.jsonl` lacks, and renew the course's row; returns the exit status."""
    try:
        for minutes in MINUTES:
            if minutes not in {row["minutes"] for row in artifacts.read_jsonl(FILE)}:
                artifacts.append_jsonl(FILE, [measure(minutes)])
    except CourseError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    measured = [row for row in artifacts.read_jsonl(FILE) if row["minutes"] in MINUTES]
    artifacts.write_jsonl(FILE, [of_the_course(), *measured])
    return 0


if __name__ == "__main__":
    sys.exit(main())
