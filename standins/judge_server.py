"""A stand-in for OpenAI's chat completions. It is not an LLM: it runs both queries and compares the results.

It reads schema, gold and predicted out of the prompt's `<schema>`, `<gold>` and `<predicted>` sections, answers
with the JSON that a judge is asked for, and refuses what OpenAI refuses. Tests make it misbehave (`server.Faults`,
and here the faults "401", "403", "quota", "truncated", "prose" and "empty").
"""

import json
import re
import time
import uuid
from collections import Counter
from collections.abc import Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import sqlscore
from standins.loopback import Faults, Server

MODEL = "standin-runs-both-queries"
NOTICE = "Stand-in judge on 127.0.0.1: not an LLM, it runs both queries and compares their results."
REFUSALS = {  # fault -> status, code, message, as OpenAI words them
    "401": (401, "invalid_api_key", "Incorrect API key provided."),
    "403": (403, "model_not_allowed", "You are not allowed to use this model."),
    "quota": (429, "insufficient_quota", "You exceeded your current quota."),
}


def run_both(schema: str, gold: str, predicted: str) -> bool:
    """Whether both queries give the same results; where the gold query cannot run, whether they are one string."""
    same = sqlscore.execution_match(schema, gold, predicted)
    return sqlscore.exact_match(gold, predicted) if same is None else same


def serve(
    decide: Callable[[str, str, str], bool] = run_both,
    faults: Faults | None = None,
    forms: tuple[str, ...] = ("json_schema", "json_object"),
    port: int = 0,
) -> Server:
    """A running stand-in judge; `server.url + "/v1"` is its `base_url`.

    Args:
        decide: from schema, gold and predicted to the verdict.
        faults: what goes wrong.
        forms: the kinds of `response_format` that are taken; others get a 400.
        port: 0 takes a free one.

    Returns:
        The `Server`; its `app.state.answered` counts by message the answers sent whole and undisturbed.
    """
    routes = [Route("/v1/chat/completions", complete, methods=["POST"]), Route("/v1/models", models)]
    app = Starlette(routes=routes)
    app.state.decide, app.state.forms, app.state.answered = decide, forms, Counter()
    return Server(app, faults, port=port).start()


async def complete(request: Request) -> JSONResponse:
    """POST /v1/chat/completions."""
    fault = request.scope.get("fault", "ok")
    if fault in REFUSALS:
        return refuse(*REFUSALS[fault])
    try:
        body = json.loads(await request.body())
        message = body["messages"][-1]["content"]
        sections = [section(name, message) for name in ("schema", "gold", "predicted")]
    except (ValueError, KeyError, TypeError, IndexError):
        return refuse(400, "invalid_request", "messages need <schema>, <gold> and <predicted> sections")
    if body.get("model") != MODEL:
        return refuse(404, "model_not_found", f"The model `{body.get('model')}` does not exist.")
    if wrong := wrong_form(body.get("response_format"), message, request.app.state.forms):
        return refuse(400, "invalid_request", wrong)
    same = await run_in_threadpool(request.app.state.decide, *sections)
    if fault == "ok":
        request.app.state.answered[message] += 1
    return JSONResponse(completion(message, *worded(same, fault)))


async def models(request: Request) -> JSONResponse:
    """GET /v1/models."""
    return JSONResponse({"object": "list", "data": [{"id": MODEL, "object": "model", "owned_by": "course"}]})


def section(name: str, message: str) -> str:
    """What stands between `<name>` and `</name>`; ValueError where there is no such section."""
    found = re.search(rf"<{name}>(.*?)</{name}>", message, re.DOTALL)
    if not found:
        raise ValueError(name)
    return found[1].strip()


def wrong_form(form: dict | None, message: str, taken: tuple[str, ...]) -> str:
    """OpenAI's rules for `response_format`: why this one is refused, "" if it is fine."""
    if form is None:
        return ""
    if form.get("type") not in taken:
        return f"response_format {form.get('type')} is not supported"
    if form["type"] == "json_object":
        return "" if "json" in message.lower() else "messages must contain the word 'json'"
    schema = form["json_schema"]["schema"]
    closed = schema.get("additionalProperties") is False and set(schema["required"]) == set(schema["properties"])
    return "" if closed else "a strict schema closes its properties and requires them all"


def worded(same: bool, fault: str) -> tuple[str, str]:
    """The reply's text and its finish reason."""
    reason = "두 쿼리를 실행한 결과가 같습니다." if same else "두 쿼리를 실행한 결과가 다릅니다."
    reply = json.dumps({"explanation": reason, "answer": str(int(same))}, ensure_ascii=False)
    if fault == "truncated":
        return reply[: len(reply) // 2], "length"
    if fault == "prose":
        return reason, "stop"
    return ("" if fault == "empty" else reply), "stop"


def completion(message: str, reply: str, finish_reason: str) -> dict:
    """A chat completion; the token counts are a rough guess of four characters each."""
    used, made = len(message) // 4, len(reply) // 4
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [
            {"index": 0, "message": {"role": "assistant", "content": reply}, "finish_reason": finish_reason}
        ],
        "usage": {"prompt_tokens": used, "completion_tokens": made, "total_tokens": used + made},
    }


def refuse(status: int, code: str, message: str) -> JSONResponse:
    """An error in OpenAI's form."""
    return JSONResponse({"error": {"message": message, "type": code, "param": None, "code": code}}, status)
