"""Many questions to a server at once, every answer kept; and such a server on this machine (`transformers serve`)."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import openai
from pqdm.threads import pqdm
from tqdm import tqdm

from helpers import artifacts, language
from helpers.artifacts import CourseError

# Runs the command line tool, and ends it when this process is gone: then its standard input closes.
TOOL = """import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
from transformers.cli.transformers import main
sys.exit(main())
"""
SECRETS = ("OPENAI_API_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")  # a local model needs none of them


class Failed(Exception):
    """This one question got no answer; the others go on."""


class Unavailable(Failed):
    """The server gave no answer, whatever the question was; many in a row end the run."""


def answer_all(
    questions: list,
    ask: Callable[..., dict | None],
    folder: Path,
    n_jobs: int,
    *,
    label: str = "answers",
    note: Callable[[], str] = str,
    head_start: float = 0.0,
) -> list[dict | Failed | None]:
    """Ask every question that has no answer in `folder` yet, `n_jobs` at a time, and keep each answer in a file.

    Args:
        questions: dataset rows, texts: anything that JSON can hold. An answer's file is named after the whole of it.
        ask: sends one question and returns what is to be kept, as a dict for JSON; called from many threads. None
            ends the run without an error. `Failed` concerns this question alone, any other exception ends the run.
        folder: where the answers are kept. All that decides them beside the question has to be part of its name.
        n_jobs: questions in flight at once.
        label, note: what the progress bar counts, and what it says behind the numbers.
        head_start: seconds that the first question may take before the others follow.

    Returns:
        One entry a question, in order: the answer, the `Failed` that it met, or None if the run ended before it.

    Raises:
        CourseError: the server does not answer, or refuses; what has been answered is kept.
    """
    files = [Path(folder) / f"{key(question)}.json" for question in questions]
    waiting = [(question, file) for question, file in zip(questions, files) if _kept(file) is None]
    with tqdm(total=len(files), initial=len(files) - len(waiting), desc=label) as bar:
        run = _Run(ask, bar, note, waiting[:1], min(max(n_jobs, 5), len(waiting)), time.monotonic() + head_start)
        pqdm(waiting, run.one, n_jobs, bounded=True, disable=True)
    if run.error:
        raise _explained(run.error, sum(file.exists() for file in files))
    return [run.failed.get(file) or _kept(file) for file in files]


def key(question: object) -> str:
    """The name under which the answer to a question is kept."""
    return hashlib.sha256(json.dumps(question, sort_keys=True).encode()).hexdigest()[:32]


@dataclass
class _Run:
    """One pass over the questions without an answer. Errors are remembered, so that what is in flight can end well."""

    ask: Callable
    bar: tqdm
    note: Callable[[], str]
    first: list[tuple]  # the question that runs ahead, if there is any
    patience: int  # so many calls in a row without an answer end the run
    others_from: float  # the time at which the others follow the first question
    silent: int = 0
    error: Exception | None = None
    failed: dict[Path, Failed] = field(default_factory=dict)
    stop: threading.Event = field(default_factory=threading.Event)
    first_done: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def one(self, pair: tuple) -> None:
        """Ask one question, with the file of its answer: `(question, file)`. Nothing is raised."""
        if pair not in self.first:
            self.first_done.wait(max(0, self.others_from - time.monotonic()))
        if self.stop.is_set():
            return
        question, file = pair
        try:
            self._keep(file, self.ask(question))
        except Failed as error:
            self._count(file, error)
        except Exception as error:  # a refused key, a full disk: nothing later can go better
            self._end(error)
        finally:
            self.first_done.set()

    def _keep(self, file: Path, answer: dict | None) -> None:
        if answer is None:
            return self._end()
        artifacts.write_json(file, answer)
        with self.lock:
            self.silent = 0
            self.bar.update()
            self.bar.set_postfix_str(self.note(), refresh=False)

    def _count(self, file: Path, error: Failed) -> None:
        with self.lock:
            self.failed[file] = error
            self.silent += isinstance(error, Unavailable)
            if self.silent >= self.patience:
                self._end(CourseError(f"{error}: check the network and the server's address (OPENAI_BASE_URL)."))

    def _end(self, error: Exception | None = None) -> None:
        self.error = self.error or error
        self.stop.set()


def _kept(file: Path) -> dict | None:
    """The answer in a file, None where there is none or the file is torn."""
    try:
        return artifacts.read_json(file)
    except (OSError, ValueError):
        return None


def _explained(error: Exception, kept: int) -> Exception:
    if not isinstance(error, CourseError | openai.APIError):
        return error
    what = f"answered {error.status_code}" if hasattr(error, "status_code") else "does not answer"
    said = error if isinstance(error, CourseError) else f"The server {what}: see whether it runs and knows the model."
    both = (str(said), f"{kept:,} answers are kept: run this cell again to go on.")
    return CourseError(" ".join(map(language.translate, both)))


@contextmanager
def transformers_serve(model: str, *options: str, patience: float = 600) -> Iterator[str]:
    """Run `transformers serve MODEL` on 127.0.0.1 until the `with` block ends; its log is kept in `serving/`.

    Args:
        model: a Hub id or a local folder; also the model's name for the client.
        options: further words of the command line, such as `--continuous-batching`.
        patience: seconds to wait until the model is loaded.

    Yields:
        The `base_url` for an OpenAI client.

    Raises:
        CourseError: the server ended or did not answer in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", TOOL, "serve", model, "--host", "127.0.0.1", "--port", f"{port}", *options]
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
    environment |= {"HF_HUB_OFFLINE": "1"} if Path(model).is_dir() else {}
    log = artifacts.path("serving", "transformers-serve.log")
    with log.open("w") as output:
        streams = {"stdin": subprocess.PIPE, "stdout": output, "stderr": subprocess.STDOUT}
        process = subprocess.Popen(command, env=environment, **streams)
    try:
        until_ready(process, "transformers serve", f"http://127.0.0.1:{port}/health", patience, log.name)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.stdin.close()  # which ends it, see TOOL
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def until_ready(process: subprocess.Popen, what: str, health: str, patience: float, log: str) -> None:
    """Wait until a server that was just started answers at `health`; a CourseError names `what` and its log if it does not."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CourseError(f"{what} ended before it was ready: the end of serving/{log} says why.")
        try:
            return urllib.request.urlopen(health, timeout=2).close()
        except (OSError, HTTPException):  # another program may have taken the port
            time.sleep(0.2)
    raise CourseError(f"{what} was not ready within {patience:.0f} s: see serving/{log}, or be more patient.")
