"""Run the whole course: `python -m tools.course`, which is what `make course` does.

Every lesson is executed in order, in a fresh kernel. Stop it anywhere and run it again: finished
lessons are not run a second time, and the lesson that was cut short continues from what its long
steps had saved.

How time is counted. A lesson's seconds are those of all its attempts up to the one that finished
it, kernel start included: the last attempt alone would be too short, since it skips what the others
had saved. A failed attempt makes them longer than a learner's, so the number of attempts is kept
beside them, and every table shows it where it is not one. Both are written to `course.json` while
the lesson runs: a kill loses a few seconds at most. Executing a finished lesson again adds nothing,
since its long steps are skipped. `course_seconds` is the sum over the lessons.

Some lessons read the answers in `data/predictions`. A maintainer's run has to put its own there
before those lessons are executed: `--ship`. `--store` refuses what was executed with others.
"""

import argparse
import contextlib
import hashlib
import os
import signal
import sys
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import nbformat
from filelock import FileLock, Timeout

from helpers import artifacts, own_rows, profiles
from helpers.artifacts import CourseError
from helpers.language import is_korean, translate
from tools import kernels, korean_edition, results

SAVE = 2  # seconds between two notes of the time spent


class Ledger:
    """Which lessons are done, and the seconds that each has taken: `artifacts/course.json`."""

    def __init__(self, profile: str):
        self.file = artifacts.path("course.json")
        kept = artifacts.read_json(self.file) if self.file.exists() else {}
        if kept.get("profile") != profile:  # other numbers, another course
            kept = {"profile": profile, "lessons": {}}
        self.content, self.saved = kept, 0.0

    def lesson(self, name: str) -> dict:
        """The entry of a lesson: `seconds`, `attempts`, `finished` (ever), and the `key` that its executed copy stands for."""
        entry = self.content["lessons"].setdefault(name, {"seconds": 0.0, "finished": False, "key": None})
        entry.setdefault("attempts", 1 if entry["seconds"] else 0)  # a ledger of an earlier edition counted none
        return entry

    def save(self) -> None:
        """Write the ledger now."""
        self.saved = time.monotonic()
        artifacts.write_json(self.file, self.content)

    def timer(self, name: str) -> Callable[..., None]:
        """A function that counts the seconds from now on into a lesson's entry, and saves them now and then."""
        entry, started = self.lesson(name), time.monotonic()
        before, counting = entry["seconds"], not entry["finished"]
        entry["attempts"] += counting

        def tick(force: bool = False) -> None:
            if counting:
                entry["seconds"] = round(before + time.monotonic() - started, 1)
            if force or time.monotonic() - self.saved > SAVE:
                self.save()

        return tick

    def seconds(self) -> dict[str, float]:
        """Seconds by lesson, for those that were finished."""
        return {name: entry["seconds"] for name, entry in self.content["lessons"].items() if entry["finished"]}

    def attempts(self) -> dict[str, int]:
        """Lessons whose seconds are those of more than one attempt, and of how many."""
        return {name: self.lesson(name)["attempts"] for name in self.seconds() if self.lesson(name)["attempts"] > 1}

    def move(self, old: dict[str, str], new: dict[str, str], stale: Collection[str] = ()) -> None:
        """Let the lessons that were done under the fingerprints `old` be done under `new`, but not those that are `stale`."""
        for name, key in old.items():
            if self.lesson(name)["key"] == key:
                self.lesson(name)["key"] = None if name in stale else new[name]
        self.save()


def keys(notebooks: list[Path], profile: str) -> dict[str, str]:
    """A fingerprint for each lesson: its code, that of all lessons before it, and everything that they read.

    That is the code of the rooms, the shipped data and predictions, facts and settings, the variables `COURSE_...`, and the
    content of the file that `COURSE_DATA` names. A lesson whose fingerprint has changed since it was done is executed again.
    """
    digest = hashlib.sha256(repr((profile, wishes())).encode())
    for file in sorted(inputs()):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    found = {}
    for file in notebooks:
        for cell in results.code_cells(nbformat.read(file, as_version=4)):
            digest.update(cell.source.encode())
        found[file.stem] = digest.hexdigest()
    return found


def wishes() -> dict[str, str]:
    """The learner's variables that change what a lesson does; not those that only say where things lie."""
    places = ("COURSE_PROFILE", "COURSE_ARTIFACTS", "COURSE_CACHE", "COURSE_NEWEST")  # the profile counts as it was found
    return {name: value for name, value in sorted(os.environ.items()) if name.startswith("COURSE_") and name not in places}


def inputs() -> set[Path]:
    """The files that lessons read, notebooks aside."""
    rooms = [f"{room}/**/*.py" for room in artifacts.ROOMS if room != "tools"]
    patterns = (
        *rooms,
        "data/*.json",
        "data/*.jsonl",
        "data/predictions/*.jsonl",
        "data/databases/*.sql",
        "notebooks/scripts/accelerate/*.yaml",
    )
    files = {file for pattern in patterns for file in artifacts.repository().glob(pattern)}
    own = own_rows.find(os.environ.get("COURSE_DATA") or "shipped")
    return {file for file in files if file.name not in results.WRITTEN} | ({own} if own else set())


def run_lesson(file: Path, ledger: Ledger, key: str, screen: kernels.Screen) -> None:
    """Execute one notebook into `artifacts/executed/`, as .ipynb and .html.

    Raises:
        CourseError: a cell failed; what had been executed is in `artifacts/executed/` all the same.
        kernels.Interrupted: the learner stopped the run.
    """
    notebook = nbformat.read(korean_edition.built(file) if is_korean() else file, as_version=4)  # the code is the same
    entry, tick = ledger.lesson(file.stem), ledger.timer(file.stem)
    entry["key"] = None
    ledger.save()
    log = artifacts.path("executed", f"{file.stem}.log")
    try:
        kernels.execute(notebook, file.parent, screen, log, tick)
        entry.update(key=key, finished=True)
    finally:
        tick(force=True)
        results.write_executed(notebook, file.stem)


def ship(ledger: Ledger, old: dict[str, str], executed: str = "") -> dict[str, str]:
    """Copy this run's answers to `data/predictions`; the lessons that read them there have to be executed again.

    Args:
        old: fingerprints of all lessons before.
        executed: the lesson that has just made the answers; it is not stale by them.

    Returns:
        The fingerprints after.
    """
    if not results.new_predictions():
        return old
    results.ship_predictions()
    new = keys(results.lessons(), ledger.content["profile"])
    ledger.move(old, new, stale=set(results.readers()) - {executed})
    return new


def run(chosen: list[Path], forced: bool, screen: kernels.Screen, shipping: bool = False) -> None:
    """Execute lessons in order; unless `forced`, those that are done already are left alone.

    Args:
        chosen: paths of the notebooks.
        forced: whether to execute the finished ones as well.
        screen: what the learner sees.
        shipping: whether to `ship` the answers as soon as they are there.
    """
    profile = profiles.detect().name
    ledger, fingerprints = Ledger(profile), keys(results.lessons(), profile)
    screen.line(translate(f"Profile {profile}. Stop with Ctrl-C whenever you like: the next run continues."))
    if shipping:
        fingerprints = ship(ledger, fingerprints)
    for file in chosen:
        entry = ledger.lesson(file.stem)
        if entry["key"] == fingerprints[file.stem] and not forced:
            screen.line(translate(f"[{file.stem}] done before, in {results.clock(entry['seconds'])}"))
            continue
        screen.line(translate(f"[{file.stem}] running"))
        began = time.monotonic()
        try:
            run_lesson(file, ledger, fingerprints[file.stem], screen)
        except CourseError as error:
            raise CourseError(f"{file.stem}, {error}") from None
        screen.line(translate(f"[{file.stem}] done in {results.clock(time.monotonic() - began)}"))
        if shipping:
            fingerprints = ship(ledger, fingerprints, file.stem)
    spent = ledger.seconds()
    artifacts.record(lesson_seconds=spent, lesson_attempts=ledger.attempts())
    if set(fingerprints) <= set(spent):
        artifacts.record(course_seconds=round(sum(spent.values()), 1))


def store(chosen: list[Path]) -> None:
    """Keep the last run's outputs in the repository. What this writes makes no lesson stale.

    Raises:
        CourseError: as `results.store`; or the last attempt of a lesson failed, or other answers were shipped since.
    """
    profile = profiles.detect().name
    ledger, before = Ledger(profile), keys(results.lessons(), profile)
    old = [file.stem[:2] for file in chosen if ledger.lesson(file.stem)["finished"] and not ledger.lesson(file.stem)["key"]]
    if old:
        again = " and ".join(f"--only {number}" for number in old)
        raise CourseError(f"The last attempt failed, or other answers were shipped since: run {again} again, then --store.")
    results.store(chosen)
    korean_edition.keep_pictures(chosen)
    ledger.move(before, keys(results.lessons(), profile))


def choose(only: str | None, start: str | None) -> list[Path]:
    """The notebooks that the options ask for.

    Args:
        only: number of one lesson, such as `03`.
        start: number of the first lesson to run.

    Raises:
        CourseError: there is no lesson of that number, or none at all.
    """
    wanted, everything = only or start, results.lessons()
    if not everything:
        raise CourseError("The folder notebooks/ holds no lesson: fetch the whole repository again.")
    if wanted is None:
        return everything
    first = next((i for i, file in enumerate(everything) if file.stem.startswith(wanted.zfill(2) + "_")), None)
    if first is None:
        numbers = ", ".join(file.stem[:2] for file in everything)
        raise CourseError(f"There is no lesson {wanted}: choose one of {numbers}.")
    return everything[first : first + 1] if only else everything[first:]


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep two runs from writing into the same artifacts at once."""
    try:
        with FileLock(artifacts.path("course.lock"), timeout=0):
            yield
    except Timeout:
        raise CourseError("Another run of the course is using these artifacts: wait for it, or stop it.") from None


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.course", description="Run the course, or one lesson.")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--only", metavar="NN", help="run this lesson again, and no other")
    group.add_argument("--from", metavar="NN", dest="start", help="run this lesson and all after it again")
    parser.add_argument("--ship", action="store_true", help="put the answers of this run into data/predictions as they are made")
    parser.add_argument("--store", action="store_true", help="run nothing; keep the last run's outputs in the repository")
    options = parser.parse_args(arguments)
    # The kernels work in notebooks/: a relative folder would be another one for them.
    os.environ["COURSE_ARTIFACTS"] = str(artifacts.root().resolve())
    if options.ship:
        os.environ["KOREAN_FIGURES"] = "1"  # for the Korean edition; see `plots.style.Figure`
    screen = kernels.Screen()
    try:
        chosen = choose(options.only, options.start)
        with alone():
            if options.store:
                store(chosen)
            else:
                run(chosen, forced=bool(options.only or options.start), screen=screen, shipping=options.ship)
        screen.line("\n" + results.summary())
    except CourseError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except (kernels.Interrupted, KeyboardInterrupt) as stop:
        print("\n" + translate("Stopped. Run the same command again: it continues from here."), file=sys.stderr)
        return 128 + getattr(stop, "signal", signal.SIGINT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
