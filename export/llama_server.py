"""llama.cpp's own server, in a process of its own, behind OpenAI's protocol (the package `xllamacpp` carries it ready-made)."""

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import artifacts, serving

# Starts a server with the settings it is given, and ends when this process is gone: then its input closes.
SERVER = """import json, os, sys
import xllamacpp
settings = json.loads(sys.argv[1])
params = xllamacpp.CommonParams()
params.model.path = settings.pop("path")
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = os.cpu_count()
for name, value in settings.items():
    setattr(params, name, value)
server = xllamacpp.Server(params)
sys.stdin.read()
os._exit(0)
"""


@contextmanager
def serve(file: str | Path, slots: int = 8, context: int = 2_048, patience: float = 600, **settings) -> Iterator[str]:
    """Run llama.cpp's server on 127.0.0.1 until the `with` block ends; its log is kept in `serving/`.

    Args:
        file: the GGUF file.
        slots: questions that are answered at the same time.
        context: tokens of one question with its answer, at most.
        patience: seconds to wait until the model is loaded.
        settings: further ones of `xllamacpp.CommonParams`, such as `chat_template="chatml"` in place of the file's own.

    Yields:
        The server's address without `/v1`: put that behind it for an OpenAI client.

    Raises:
        CourseError: the server ended or did not answer in time.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shared = {"port": port, "n_parallel": slots, "n_ctx": slots * context, "kv_unified": False}
    settings = {"path": str(file), "swa_full": True} | shared | settings  # swa_full: what has been read once need not be read again
    log = artifacts.path("serving", "llama-server.log")
    with log.open("w") as output:
        streams = {"stdin": subprocess.PIPE, "stdout": output, "stderr": subprocess.STDOUT}
        process = subprocess.Popen([sys.executable, "-c", SERVER, json.dumps(settings)], **streams)
    try:
        serving.until_ready(process, "llama.cpp's server", f"http://127.0.0.1:{port}/health", patience, log.name)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.stdin.close()  # which ends it, see SERVER
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def post(url: str, path: str, content: dict, timeout: float = 60) -> dict:
    """What the server answers to a request outside of OpenAI's protocol: `/apply-template`, `/tokenize`, `/detokenize`."""
    request = urllib.request.Request(url + path, json.dumps(content).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=timeout) as answer:
        return json.load(answer)


def read(url: str, messages: list[dict]) -> list[int]:
    """The token ids that the server makes of a chat before the model answers."""
    prompt = post(url, "/apply-template", {"messages": messages})["prompt"]
    return post(url, "/tokenize", {"content": prompt, "add_special": True, "parse_special": True})["tokens"]
