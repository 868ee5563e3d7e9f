"""Judging many predictions: in parallel, one file an item, never paid twice."""

import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import openai
import pandas as pd
from pqdm.threads import pqdm
from tqdm import tqdm

from helpers import artifacts
from helpers.artifacts import CourseError
from judge.bill import Bill
from judge.prompt import check, render, swap_order
from judge.replies import Replies
from judge.service import Failed, Service, Unavailable
from judge.verdict import Verdict
from sqlscore.text import exact_match

NEEDED = ("question", "schema", "gold", "predicted")
# Seconds that the first and shortest text runs ahead: enough for a server to refuse the key, the model or the
# reply's form, so that this is found out once; less than a judge takes to answer, so that little time is lost.
HEAD_START = 0.5
IDENTICAL = Verdict(1, "the two queries are the same string")


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
    **options,
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
        options: passed on to `chat.completions.create`, such as `temperature=0`.

    Returns:
        A DataFrame with one row an item, in order: `id`, `gold`, `predicted`, `answer` (1, 0 or NA), `explanation`,
        `reversed` (the answer in the other order, NA where not asked) and `source`: "identical", "judge",
        "unreadable" (no answer even after retries), "failed" (no reply) or "not sent" (the budget); and the `Bill`.

    Raises:
        CourseError: the prompt, the key, the model or the server is wrong; every reply so far is kept.
    """
    _check_items(items)
    replies = Replies(folder or artifacts.path("judge", "replies"), model)
    plan = _plan(items, check(prompt), both_orders, model)
    run = Run(Service(client, model, Bill(price, budget), attempts, options), replies)
    run.judge({key: text for pair in plan if pair for key, text in pair.items()}, n_jobs)
    return _frame(items, plan, replies, run.failed), run.service.bill


@dataclass
class Run:
    """One pass over what has not been judged yet."""

    service: Service
    replies: Replies
    failed: dict[str, str] = field(default_factory=dict)  # key -> why
    error: Exception | None = None
    silent: int = 0  # calls in a row that the server left unanswered
    lock: threading.Lock = field(default_factory=threading.Lock)
    first_done: threading.Event = field(default_factory=threading.Event)

    def judge(self, texts: dict[str, str], n_jobs: int) -> None:
        """Send every text (by key) that has no reply yet, `n_jobs` at a time."""
        waiting = {key: text for key, text in texts.items() if self.replies.verdict(key) is None}
        todo = sorted(waiting.items(), key=lambda pair: len(pair[1]))
        with tqdm(total=len(texts), initial=len(texts) - len(todo), desc="judging", unit="pair") as self.bar:
            self.start = time.monotonic()
            patience = min(n_jobs, len(todo))
            pqdm(todo, lambda pair: self.one(pair, patience, first=pair is todo[0]), n_jobs, bounded=True, disable=True)
        if isinstance(self.error, CourseError | Failed):
            kept = f"{self.replies.count:,} replies are kept: run this cell again to go on."
            raise CourseError(f"{self.error} {kept}")
        if self.error:
            raise self.error

    @property
    def over(self) -> bool:
        return bool(self.error or self.service.bill.stopped)

    def one(self, pair: tuple[str, str], patience: int, first: bool) -> None:
        """Judge one text; errors are remembered, not raised, so that what is in flight can end well."""
        if not first:
            self.first_done.wait(max(0, self.start + HEAD_START - time.monotonic()))
        if self.over:
            return
        key, text = pair
        try:
            reply = self.service.ask(text)
            self.silent = 0
            if reply is not None:
                self.replies.keep(key, reply)
                self.show()
        except Failed as error:
            self.failed[key] = str(error)
            self.count_silence(error, patience)
        except Exception as error:  # a refused key, a full disk: nothing later can go better
            self.error = error
        finally:
            self.first_done.set()

    def count_silence(self, error: Failed, patience: int) -> None:
        """End the run when `patience` calls in a row got no answer at all."""
        with self.lock:
            self.silent += isinstance(error, Unavailable)
            if self.silent >= patience:
                self.error = Failed(f"{error}: check the network and OPENAI_BASE_URL.")

    def show(self) -> None:
        with self.lock:
            self.bar.update()
            self.bar.set_postfix_str(str(self.service.bill), refresh=False)


def _check_items(items: list[dict]) -> None:
    for number, item in enumerate(items):
        missing = [name for name in NEEDED if not isinstance(item.get(name), str)]
        if missing:
            raise CourseError(f"Item {number} to judge has no text under {', '.join(missing)}: predict it again.")


def _plan(items: list[dict], prompt: str, both_orders: float, model: str) -> list[dict[str, str]]:
    """For each item the texts to send by key: one, two where both orders are asked, none for identical strings."""
    plan = [{} if exact_match(item["gold"], item["predicted"]) else _keyed(model, prompt, item) for item in items]
    swapped = swap_order(prompt)
    sent = sorted((min(pair), number) for number, pair in enumerate(plan) if pair)  # by key: a fair, lasting choice
    for _, number in sent[: round(both_orders * len(sent))]:
        plan[number] |= _keyed(model, swapped, items[number])
    return plan


def _keyed(model: str, prompt: str, item: dict) -> dict[str, str]:
    text = render(prompt, item)
    return {hashlib.sha256(json.dumps([model, text]).encode()).hexdigest()[:32]: text}


def _frame(items, plan, replies: Replies, failed: dict[str, str]) -> pd.DataFrame:
    rows = []
    for item, pair in zip(items, plan, strict=True):
        first, second = (*pair, None, None)[:2]
        verdict = IDENTICAL if first is None else replies.verdict(first)
        other = replies.verdict(second)
        rows.append({
            **{name: item[name] for name in ("id", "gold", "predicted")},
            "answer": verdict and verdict.answer,
            "explanation": verdict.explanation if verdict else failed.get(first, ""),
            "reversed": other and other.answer,
            "source": _source(first, verdict, failed),
        })  # fmt: skip
    frame = pd.DataFrame(rows, columns=["id", "gold", "predicted", "answer", "explanation", "reversed", "source"])
    return frame.astype({"answer": "Int64", "reversed": "Int64"})


def _source(key: str | None, verdict: Verdict | None, failed: dict[str, str]) -> str:
    if key is None:
        return "identical"
    if verdict is None:
        return "failed" if key in failed else "not sent"
    return "judge" if verdict.answer is not None else "unreadable"
