"""A stand-in for OpenAI's chat completions. It is not an LLM: it runs both queries and compares the results.

It reads schema, gold and predicted out of the prompt's `<schema>`, `<gold>` and `<predicted>` sections, answers
with the JSON that a judge is asked for, and refuses what OpenAI refuses.
"""

import json
import re
import time
import uuid
from collections.abc import Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import sqlscore
from standins.loopback import Server

MODEL = "standin-runs-both-queries"
NOTICE = "Stand-in judge on 127.0.0.1: not an LLM, it runs both queries and compares their results."


def run_both(schema: str, gold: str, predicted: str) -> bool:
    """Whether both queries give the same results; where the gold query cannot run, whether they are one string."""
    same = sqlscore.execution_match(schema, gold, predicted)
    return sqlscore.exact_match(gold, predicted) if same is None else same


def serve(
    decide: Callable[[str, str, str], bool] = run_both,
    faults: Any = None,
    forms: tuple[str, ...] = ("json_schema", "json_object"),
    port: int = 0,
) -> Server:
    """A running stand-in judge; `server.url + "/v1"` is its `base_url`.

    Args:
        decide: from schema, gold and predicted to the verdict.
        faults: what misbehaves in front of it, see `Server`; the course has none, its tests do.
        forms: the kinds of `response_format` that are taken; others get a 400.
        port: 0 takes a free one.
    """
    routes = [Route("/v1/chat/completions", complete, methods=["POST"]), Route("/v1/models", models)]
    app = Starlette(routes=routes)
    app.state.decide, app.state.forms = decide, forms
    return Server(app, faults, openai_error, port).start()


async def complete(request: Request) -> JSONResponse:
    """POST /v1/chat/completions."""
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
    return JSONResponse(completion(message, worded(same)))


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


def worded(same: bool) -> str:
    """The reply's text."""
    reason = "두 쿼리를 실행한 결과가 같습니다." if same else "두 쿼리를 실행한 결과가 다릅니다."
    return json.dumps({"explanation": reason, "answer": str(int(same))}, ensure_ascii=False)


def completion(message: str, reply: str) -> dict:
    """A chat completion; the token counts are a rough guess of four characters each."""
    used, made = len(message) // 4, len(reply) // 4
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": reply}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": used, "completion_tokens": made, "total_tokens": used + made},
    }


def refuse(status: int, code: str, message: str) -> JSONResponse:
    """An error as OpenAI words it."""
    return JSONResponse(openai_error(message, code), status)


def openai_error(message: str, code: str = "standin_error") -> dict:
    """The body of an error in OpenAI's form."""
    return {"error": {"message": message, "type": code, "param": None, "code": code}}
