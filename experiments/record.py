"""What the experiments measured: one JSON lines row a run, measured once and then kept."""

import dataclasses
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.plans import Run
from helpers import artifacts, training

if TYPE_CHECKING:
    from helpers.profiles import Profile

SHIPPED = "experiments.jsonl"


def rows() -> list[dict]:
    """The shipped rows of `data/experiments.jsonl`, of all profiles, in the order in which they were measured."""
    return artifacts.read_jsonl(artifacts.repository() / "data" / SHIPPED)


def key(run: Run, profile: "Profile") -> str:
    """A short name for everything that decides the result of a run."""
    return training.fingerprint({"run": dataclasses.asdict(run), "profile": profile.name, "model": profile.model_id})


def measure(run: Run, profile: "Profile", file: Path | None = None) -> dict:
    """The row of a run: from the file if it is there, else from running it now.

    Args:
        run: one of `plan` or `live`, or one of your own.
        profile: names the model and the machine.
        file: JSON lines; `artifacts/experiments.jsonl` if None. A new row is appended to it.

    A run has a process of its own, so that its peak of memory is its own too.
    """
    file = file or artifacts.path(SHIPPED)
    name = key(run, profile)
    known = {row["key"]: row for row in artifacts.read_jsonl(file)}
    if name not in known:
        from experiments.trial import measured

        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            known[name] = {"key": name, **process.submit(measured, run, profile).result()}
        artifacts.append_jsonl(file, [known[name]])
    return known[name]
