"""What more time for the training gives: `python -m tools.minutes`, or `make minutes`.

Lessons 03, 05 and 06 run once for each of `MINUTES`, in artifacts of their own; their scores go to `data/minutes.jsonl`, which
lesson 08 shows. It takes an hour and a half and goes on where it stopped. The ten minutes of the course are not among them: those
are in `data/results.json`.
"""

import os
import subprocess
import sys
from datetime import date

from helpers import artifacts, machine
from helpers.artifacts import CourseError

MINUTES = (20, 40)
LESSONS = ("01", "03", "05", "06")
KEPT = ("model", "kind", "train_questions", "train_tokens", "train_seconds", "train_tokens_per_second")
SCORES = ("em", "execution", "baseline_string", "n")
TESTS = ("test_seen", "test_unseen", "test_natural")


def measure(minutes: float) -> dict:
    """Train for so many minutes and score the model, by the course's own lessons.

    Args:
        minutes: wish for the training, as in `COURSE_MINUTES`.

    Returns:
        A line of `data/minutes.jsonl`: scores are shares from 0 to 1, `n_...` numbers of questions.

    Raises:
        CourseError: a lesson failed; what it printed stands above.
    """
    folder = artifacts.repository() / "artifacts" / f"minutes_{minutes:g}"
    environment = os.environ | {"COURSE_PROFILE": "cpu", "COURSE_MINUTES": str(minutes), "COURSE_ARTIFACTS": str(folder)}
    for lesson in LESSONS:
        if subprocess.run([sys.executable, "-m", "tools.course", "--only", lesson], env=environment).returncode:
            raise CourseError(f"Lesson {lesson} failed with {minutes:g} minutes: mend it, and run the same command again.")
    report = artifacts.read_json(folder / "report.json")
    wanted = [*KEPT, *(f"{score}_{test}" for score in SCORES for test in TESTS)]
    return {"minutes": minutes, "date": date.today().isoformat(), "machine": machine.describe_machine()} | {
        key: report[key] for key in wanted if key in report
    }


def main() -> int:
    """Measure what `data/minutes.jsonl` lacks; returns the exit status."""
    file = artifacts.repository() / "data" / "minutes.jsonl"
    known = {row["minutes"] for row in artifacts.read_jsonl(file)}
    try:
        for minutes in MINUTES:
            if minutes not in known:
                artifacts.append_jsonl(file, [measure(minutes)])
    except CourseError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
