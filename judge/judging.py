"""Judging many predictions: in parallel, one file an item, never paid twice."""

import re
from pathlib import Path
from typing import Any

import openai
import pandas as pd

from helpers import artifacts
from helpers.artifacts import CourseError
from helpers.serving import Failed, answer_all, key
from judge.bill import Bill
from judge.prompt import check, render, swap_order
from judge.service import Service
from judge.verdict import parse_verdict
from sqlscore.text import exact_match

NEEDED = ("question", "schema", "gold", "predicted")
# Seconds that the first and shortest text runs ahead: enough for a server to refuse the key, the model or the
# reply's form, so that this is found out once; less than a judge takes to answer, so that little time is lost.
HEAD_START = 0.5
COLUMNS = ["id", "gold", "predicted", "answer", "explanation", "reversed", "source"]
WHY_UNREADABLE = {
    "length": "the reply was cut off: allow more tokens",
    "refusal": "the judge refused",
    "content_filter": "a content filter cut the reply off",
}


def judge_all(
    items: list[dict],
    client: openai.OpenAI,
    prompt: str,
    model: str,
    *,
    n_jobs: int = 40,
    both_orders: float = 0.0,
    price: tuple[float, float] | None = None,
    budget: dict[str, float] | None = None,
    attempts: int = 3,
    folder: Path | None = None,
    **options: Any,
) -> tuple[pd.DataFrame, Bill]:
    """Ask a judge about every item and keep each reply in a file of its own.

    A reply's file is named after the model and the filled prompt. A changed prompt, prediction or model is
    judged anew; an unchanged one never again, whatever stopped the run before. Identical strings are not sent.

    Args:
        items: rows with `id`, `question`, `schema`, `gold` and `predicted`.
        client: an `openai.OpenAI`; its own `max_retries` and `timeout` deal with 429, 5xx and timeouts.
        prompt: text with `$question`, `$schema`, `<gold>$gold</gold>` and `<predicted>$predicted</predicted>`.
        model: the judge's name for the server.
        n_jobs: requests in flight at once.
        both_orders: share of the pairs, 0 to 1, that are judged a second time with the queries swapped.
        price: dollars per million tokens, (input, output).
        budget: most that this call may cost, `{"dollars": 0.5}` or `{"calls": 200}`.
        attempts: how often a pair is asked when replies come back unreadable.
        folder: where replies are kept, by default `judge/` in the artifacts.
        options: passed on to `chat.completions.create`, such as `temperature=0`; one that the server does not take
            is left out, and the bill says so.

    Returns:
        A DataFrame with one row an item, in order: `id`, `gold`, `predicted`, `answer` (1, 0 or NA), `explanation`
        (the judge's, or why there is no answer), `reversed` (the answer in the other order, NA where not asked) and
        `source`: "identical", "judge", "unreadable" (no answer even after retries), "failed" (no reply) or
        "not sent" (the budget); and the `Bill`.

    Raises:
        CourseError: the prompt, the key, the model or the server is wrong; every reply so far is kept.
    """
    _check_items(items)
    plan = _plan(items, check(prompt), both_orders, model)
    service = Service(client, model, Bill(price, budget), attempts, options)
    questions = sorted({text for texts in plan for text in texts}, key=lambda text: (len(text), text))
    answers = answer_all(
        [[model, text] for text in questions],
        lambda question: service.ask(question[1]),
        (folder or artifacts.path("judge", "replies")) / _folder_name(model),
        n_jobs,
        label="judging",
        note=lambda: str(service.bill),
        head_start=HEAD_START,
    )
    return _frame(items, plan, dict(zip(questions, answers))), service.bill


def _folder_name(model: str) -> str:
    return re.sub(r"[^\w.-]+", "-", Path(model).name)  # a local model's path stays out of it


def _check_items(items: list[dict]) -> None:
    for number, item in enumerate(items):
        missing = [name for name in NEEDED if not isinstance(item.get(name), str)]
        if missing:
            raise CourseError(f"Item {number} to judge has no text under {', '.join(missing)}: predict it again.")


def _plan(items: list[dict], prompt: str, both_orders: float, model: str) -> list[list[str]]:
    """For each item the texts to send: one, two where both orders are asked, none for identical strings."""
    plan = [[] if exact_match(item["gold"], item["predicted"]) else [render(prompt, item)] for item in items]
    sent = [number for number, texts in enumerate(plan) if texts]
    sent.sort(key=lambda number: (key([model, plan[number][0]]), number))  # by its hash: a fair, lasting choice
    swapped = swap_order(prompt)
    for number in sent[: round(both_orders * len(sent))]:
        plan[number].append(render(swapped, items[number]))
    return plan


def _frame(items: list[dict], plan: list[list[str]], replies: dict[str, dict | Failed | None]) -> pd.DataFrame:
    rows = []
    for item, texts in zip(items, plan, strict=True):
        first, second = ([_verdict(replies[text]) for text in texts] + [{}, {}])[:2]
        identical = {"answer": 1, "explanation": "the two queries are the same string", "source": "identical"}
        rows.append({**item, **(first or identical), "reversed": second.get("answer")})
    return pd.DataFrame(rows, columns=COLUMNS).astype({"answer": "Int64", "reversed": "Int64"})


def _verdict(reply: dict | Failed | None) -> dict:
    """The columns that one reply fills."""
    if reply is None:
        return {"answer": None, "explanation": "", "source": "not sent"}
    if isinstance(reply, Failed):
        return {"answer": None, "explanation": str(reply), "source": "failed"}
    reason, verdict = reply.get("finish_reason"), parse_verdict(reply.get("reply"))
    if reason != "refusal" and verdict.answer is not None:
        return {"answer": verdict.answer, "explanation": verdict.explanation, "source": "judge"}
    why = WHY_UNREADABLE.get(reason, "no object with an answer of 0 or 1 in the reply")
    return {"answer": None, "explanation": f"{why}: {str(reply.get('reply'))[:100]}", "source": "unreadable"}
