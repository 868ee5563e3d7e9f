"""`transformers serve` on this machine: any model that transformers loads, behind OpenAI's protocol."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import artifacts
from helpers.artifacts import CourseError

# Runs the command line tool, and ends it when this process is gone: then its standard input closes.
TOOL = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
from transformers.cli.transformers import main
sys.exit(main())
"""
SECRETS = ("OPENAI_API_KEY", "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")  # a local model needs none of them


@contextmanager
def transformers_serve(model: str, *options: str, patience: float = 600) -> Iterator[str]:
    """Run `transformers serve MODEL` on 127.0.0.1 until the `with` block ends.

    Args:
        model: a Hub id or a local folder; also the model's name for the client.
        options: further words of the command line, such as `--continuous-batching`.
        patience: seconds to wait until the model is loaded.

    Yields:
        The `base_url` for an OpenAI client. The server's log goes to `serving/transformers-serve.log` in the artifacts.

    Raises:
        CourseError: the server ended or did not answer in time.
    """
    port = _free_port()
    command = [sys.executable, "-c", TOOL, "serve", model, "--host", "127.0.0.1", "--port", str(port), *options]
    environment = {name: value for name, value in os.environ.items() if name not in SECRETS}
    if Path(model).is_dir():
        environment["HF_HUB_OFFLINE"] = "1"
    log = artifacts.path("serving", "transformers-serve.log")
    with log.open("w") as output:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, env=environment)
    try:
        _wait(process, f"http://127.0.0.1:{port}/health", patience, log)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.stdin.close()
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait(process: subprocess.Popen, health: str, patience: float, log: Path) -> None:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CourseError(f"transformers serve ended before it was ready: the reason stands at the end of {log.name}.")
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise CourseError(f"transformers serve was not ready within {patience:.0f} s: see {log.name}, or be more patient.")
