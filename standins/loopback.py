"""The floor under every stand-in: a Starlette app on 127.0.0.1, in a thread, that can be told to misbehave."""

import asyncio
import random
import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import uvicorn
from starlette.responses import JSONResponse


@dataclass
class Faults:
    """What goes wrong, how often, and where.

    Names of faults: "429" (with Retry-After), "500", "cut" (the connection closes inside the answer),
    "broken" (half of the answer's JSON), "types" (valid JSON of another shape). Any other name is left to
    the app, which finds it in `request.scope["fault"]`.

    Args:
        rates: share of the requests that get each fault, for example `{"429": 0.1, "cut": 0.02}`.
        queue: faults of the next requests in order, used up before `rates`; "ok" lets one pass.
        only: a regular expression on "METHOD /path"; other requests are never disturbed.
        delay: seconds before every answer.
        retry_after: seconds that a 429 asks for.
        seed: of the draws from `rates`.
    """

    rates: dict[str, float] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    only: str = ""
    delay: float = 0.0
    retry_after: float = 0.05
    seed: int = 0
    seen: Counter = field(default_factory=Counter)  # how many requests got what, "ok" among them

    def __post_init__(self):
        self._random = random.Random(self.seed)

    def draw(self, request: str) -> str:
        """The fault of this request ("ok" for none), counted in `seen`."""
        if not re.search(self.only, request):
            return "ok"
        if self.queue:
            fault = self.queue.pop(0)
        else:
            names = [*self.rates, "ok"]
            weights = [*self.rates.values(), 1 - sum(self.rates.values())]
            fault = self._random.choices(names, weights)[0]
        self.seen[fault] += 1
        return fault


class Misbehaving:
    """ASGI middleware that applies `Faults` in front of an app.

    Args:
        app: the ASGI app behind it.
        faults: what to do wrong.
        error: makes the JSON body of an error from its message, in the service's own form.
    """

    def __init__(self, app, faults: Faults, error: Callable[[str], dict]):
        self.app, self.faults, self.error = app, faults, error

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        fault = self.faults.draw(f"{scope['method']} {scope['path']}")
        await asyncio.sleep(self.faults.delay)
        if fault == "429":
            headers = {"retry-after": str(self.faults.retry_after)}
            return await JSONResponse(self.error("too many requests"), 429, headers)(scope, receive, send)
        if fault == "500":
            return await JSONResponse(self.error("the server had an error"), 500)(scope, receive, send)
        if fault == "types":
            return await JSONResponse([1, "two", None])(scope, receive, send)
        if fault == "cut":
            return await cut(receive, send)
        if fault == "broken":
            send = halved(send)
        await self.app({**scope, "fault": fault}, receive, send)


async def cut(receive, send):
    """Read a first piece of the request, promise an answer and close the connection inside it."""
    await receive()
    headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"', "more_body": True})
    raise ConnectionAbortedError("cut on request")  # uvicorn closes the socket of an unfinished answer


def halved(send):
    """A `send` that lets only the first half of the app's answer through, as a complete HTTP message."""
    start, body = {}, bytearray()

    async def half(message):
        if message["type"] == "http.response.start":
            start.update(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            headers = [(k, v) for k, v in start["headers"] if k != b"content-length"]
            kept = bytes(body[: len(body) // 2])
            await send({**start, "headers": [*headers, (b"content-length", str(len(kept)).encode())]})
            await send({"type": "http.response.body", "body": kept})

    return half


def openai_error(message: str) -> dict:
    """An error body in OpenAI's form."""
    return {"error": {"message": message, "type": "standin_error", "param": None, "code": None}}


class Server:
    """Serve an ASGI app on 127.0.0.1 in a daemon thread: `with Server(app) as server: ... server.url`.

    Args:
        app: any ASGI app.
        faults: what to do wrong; may be changed while the server runs.
        error: see `Misbehaving`.
        port: 0 takes a free one.

    Raises:
        RuntimeError: the app did not start within 10 seconds.
        OSError: the port asked for is taken.
    """

    def __init__(self, app, faults: Faults | None = None, error=openai_error, port: int = 0):
        self.app, self.faults = app, faults or Faults()
        self._socket = socket.create_server(("127.0.0.1", port), backlog=2048)
        self.url = "http://127.0.0.1:%d" % self._socket.getsockname()[1]
        config = uvicorn.Config(
            Misbehaving(app, self.faults, error),
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            log_level=60,  # above critical: a connection cut on request is no news
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True, name="standin"
        )

    def start(self) -> "Server":
        """Start the thread and wait until the server answers. Starting twice is harmless."""
        if not self._thread.is_alive():
            self._thread.start()
        deadline = time.monotonic() + 10
        while not self._server.started:
            if time.monotonic() > deadline or not self._thread.is_alive():
                raise RuntimeError("The stand-in server did not start: restart the kernel and run the cell again.")
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """Stop listening and end the thread. Stopping twice is harmless."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(timeout=5)
        self._socket.close()

    __enter__ = start

    def __exit__(self, *_):
        self.stop()
