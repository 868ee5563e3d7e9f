"""Put many questions to a server at once: every answer a file of its own, so that a stopped run goes on."""

import hashlib
import json
import threading
from collections.abc import Callable
from pathlib import Path

import openai
from pqdm.threads import pqdm
from tqdm import tqdm

from helpers import artifacts
from helpers.artifacts import CourseError


def answer_all(rows: list[dict], ask: Callable[[dict], dict], folder: Path, n_jobs: int) -> list[dict]:
    """Ask about every row that has no answer in `folder` yet, `n_jobs` at a time.

    Args:
        rows: dataset rows; an answer's file is named after the row's whole content.
        ask: sends one row and returns what is to be kept, as a dict for JSON; called from many threads.
        folder: where the answers are kept. All that decides them, such as the model, has to be part of its name.
        n_jobs: questions in flight at once.

    Returns:
        One answer a row, in the order of `rows`.

    Raises:
        CourseError: the server does not answer, or refuses; what has been answered is kept.
    """
    files = [Path(folder) / f"{_key(row)}.json" for row in rows]
    waiting = [(row, file) for row, file in zip(rows, files) if not file.exists()]
    stop, errors = threading.Event(), []
    with tqdm(total=len(rows), initial=len(rows) - len(waiting), desc="answers", unit="row") as bar:

        def one(pair: tuple[dict, Path]) -> None:
            if stop.is_set():
                return
            try:
                artifacts.write_json(pair[1], ask(pair[0]))
                bar.update()
            except Exception as error:  # told below, once what is in flight has ended
                errors.append(error)
                stop.set()

        pqdm(waiting, one, n_jobs, bounded=True, disable=True)
    if errors:
        raise _explained(errors[0], sum(file.exists() for file in files))
    return [artifacts.read_json(file) for file in files]


def _key(row: dict) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:32]


def _explained(error: Exception, kept: int) -> Exception:
    if not isinstance(error, openai.APIError):
        return error
    status = getattr(error, "status_code", None)
    what = f"The server answered {status}" if status else "The server does not answer"
    return CourseError(f"{what}: see whether it runs and knows the model. {kept:,} answers are kept: run this cell again to go on.")
