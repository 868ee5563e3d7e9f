"""What misbehaves on purpose: errors, cut connections and spoilt answers in front of a stand-in server."""

import asyncio
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.responses import JSONResponse


@dataclass
class Faults:
    """What goes wrong, how often, and where: `Server(app, Faults(rates={"429": 0.1}))`.

    Names of faults: "429" (with Retry-After), "500", "cut" (the connection closes inside the answer),
    "broken" (half of the answer's JSON), "types" (valid JSON of another shape), and those in `refusals` and `spoilt`.
    Any other name is left to the app, which finds it in `request.scope["fault"]`.

    Args:
        rates: share of the requests that get each fault, for example `{"429": 0.1, "cut": 0.02}`.
        queue: faults of the next requests in order, used up before `rates`; "ok" lets one pass.
        only: a regular expression on "METHOD /path"; other requests are never disturbed.
        delay: seconds before every answer.
        retry_after: seconds that a 429 asks for.
        seed: of the draws from `rates`.
        refusals: fault -> status and JSON body, sent without asking the app.
        spoilt: fault -> what becomes of the body of the app's answer.
        script: from a request's JSON body to None (let it pass) or status and body; asked before the app.
    """

    rates: dict[str, float] = field(default_factory=dict)
    queue: list[str] = field(default_factory=list)
    only: str = ""
    delay: float = 0.0
    retry_after: float = 0.05
    seed: int = 0
    refusals: dict[str, tuple[int, dict]] = field(default_factory=dict)
    spoilt: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    script: Callable[[dict], tuple[int, dict] | None] | None = None
    seen: Counter = field(default_factory=Counter)  # how many requests got what, "ok" among them
    passed: Counter = field(default_factory=Counter)  # bodies of the questions to a judge that were left undisturbed

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

    def around(self, app, error: Callable[[str], dict] | None = None) -> "Misbehaving":
        """The app with these faults in front of it."""
        return Misbehaving(app, self, error or (lambda message: {"error": {"message": message}}))


class Misbehaving:
    """ASGI middleware that applies `Faults` in front of an app; `error` words an error in the service's own form."""

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
        if fault in self.faults.refusals:
            status, body = self.faults.refusals[fault]
            return await JSONResponse(body, status)(scope, receive, send)
        if fault == "broken" or fault in self.faults.spoilt:
            send = changed(send, self.faults.spoilt.get(fault, lambda body: body[: len(body) // 2]))
        if scope["path"].endswith("/chat/completions"):
            body, receive = await read(receive)
            if body is None:
                return None
            self.faults.passed.update([body] * (fault == "ok"))
            if self.faults.script and (answer := self.faults.script(json.loads(body))):
                return await JSONResponse(answer[1], answer[0])(scope, receive, send)
        await self.app({**scope, "fault": fault}, receive, send)


async def cut(receive, send):
    """Read a first piece of the request, promise an answer and close the connection inside it."""
    await receive()
    headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b'{"', "more_body": True})
    raise ConnectionAbortedError("cut on request")  # uvicorn closes the socket of an unfinished answer


async def read(receive) -> tuple[bytes | None, Callable]:
    """The whole body of a request (None if the client went away inside it), and a `receive` that gives it out again."""
    body, more = b"", True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":  # a client that was killed while it was sending
            return None, receive
        body, more = body + message.get("body", b""), message.get("more_body", False)

    async def again():
        return {"type": "http.request", "body": body, "more_body": False}

    return body, again


def changed(send, change: Callable[[bytes], bytes]):
    """A `send` that lets the app's answer through with its body changed, as a complete HTTP message."""
    start, body = {}, bytearray()

    async def other(message):
        if message["type"] == "http.response.start":
            start.update(message)
            return
        body.extend(message.get("body", b""))
        if not message.get("more_body"):
            headers = [(k, v) for k, v in start["headers"] if k != b"content-length"]
            sent = change(bytes(body))
            await send({**start, "headers": [*headers, (b"content-length", str(len(sent)).encode())]})
            await send({"type": "http.response.body", "body": sent})

    return other


# --- A judge that misbehaves --------------------------------------------------------------------------------------------


def refusal(status: int, code: str, message: str, param: str | None = None) -> tuple[int, dict]:
    """An error as OpenAI words it."""
    return status, {"error": {"message": message, "type": code, "param": param, "code": code}}


def said(**parts) -> Callable[[bytes], bytes]:
    """Replaces parts of the reply: `content`, `refusal`, `finish_reason`; a function is given what was there."""

    def change(body: bytes) -> bytes:
        completion = json.loads(body)
        choice = completion["choices"][0]
        for name, value in parts.items():
            place = choice if name == "finish_reason" else choice["message"]
            place[name] = value(place.get(name)) if callable(value) else value
        return json.dumps(completion, ensure_ascii=False).encode()

    return change


REFUSALS = {
    "401": refusal(401, "invalid_api_key", "Incorrect API key provided."),
    "403": refusal(403, "model_not_allowed", "You are not allowed to use this model."),
    "quota": refusal(429, "insufficient_quota", "You exceeded your current quota."),
    "filter": refusal(400, "content_filter", "The response was filtered due to the prompt triggering our policy."),
    "busy inside": (200, {"error": {"code": 429, "message": "Rate limit exceeded"}}),
    "wrong inside": (200, {"error": {"message": "This pair is too long", "code": 400}}),
    "unpaid inside": (200, {"error": {"message": "Insufficient credits", "code": 402}}),
    "failed choice": (200, {"choices": [{"error": {"code": 502, "message": "Bad gateway"}, "finish_reason": "error"}]}),
}
SPOILT = {
    "truncated": said(content=lambda text: text[: len(text) // 2], finish_reason="length"),
    "prose": said(content="두 쿼리의 결과가 같습니다."),
    "empty": said(content=""),
    "spent on thoughts": said(content=None, finish_reason="length"),
    "refused": said(content=None, refusal="I cannot judge this."),
    "filtered": said(content=None, finish_reason="content_filter"),
    "parts": said(content=lambda text: [{"type": "thinking", "thinking": [{"type": "text", "text": "0?"}]},
                                        {"type": "text", "text": text}]),
    "thoughts": said(content=lambda text: '<think>\nIf gold = {a}, then {"answer": "0"}? No.\n</think>\n\n' + text),
}  # fmt: skip


def judge_faults(**options) -> Faults:
    """Faults that also know what goes wrong with judges."""
    return Faults(refusals=REFUSALS, spoilt=SPOILT, **options)
