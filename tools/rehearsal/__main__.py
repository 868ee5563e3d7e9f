"""`python -m tools.rehearsal`: execute the lessons with the settings of every GPU profile, on a tiny Llama, without a GPU.

What came of it is kept in `data/rehearsals.json`, for the README. It shows that the cells fit together; it says nothing about
scores, speed or memory of a GPU.
"""

import argparse
import sys
import time

from helpers import artifacts
from helpers.artifacts import CourseError
from tools import kernels, results
from tools.rehearsal import hub_rows, pretence, stage


def main() -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.rehearsal", description=__doc__)
    parser.add_argument("--only", choices=pretence.CAST, action="append", help="a profile; all if not given")
    parser.add_argument("--lessons", nargs="+", metavar="NN", default=stage.LESSONS, help="their numbers; nothing is kept then")
    parser.add_argument("--rows", type=int, default=hub_rows.COUNT, help="of the dataset")
    options = parser.parse_args()
    screen, failed = kernels.Screen(), []
    try:
        for name in options.only or pretence.CAST:
            begin = time.monotonic()
            row = stage.rehearse(name, artifacts.path("rehearsal", name), screen, options.lessons, options.rows)
            if options.lessons == stage.LESSONS and not row["failed"]:
                keep(row)
            failed += row["failed"]
            screen.line(f"[{name}] {len(row['lessons'])} lessons in {results.clock(time.monotonic() - begin)}")
            for check in row["released"]:
                screen.line(f"      let pass: {check}")
            for error in row["failed"]:
                screen.line(f"      FAILED {error}")
    except CourseError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return int(bool(failed))


def keep(row: dict) -> None:
    """Put a rehearsal in the place of the last one of its profile."""
    kept = artifacts.read_json(stage.RESULTS) if stage.RESULTS.exists() else {}
    artifacts.write_json(stage.RESULTS, kept | {row["profile"]: row})


if __name__ == "__main__":
    sys.exit(main())
