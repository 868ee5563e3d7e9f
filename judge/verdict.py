"""From what a judge wrote to 1, 0 or "no answer"."""

import json
import re
from dataclasses import dataclass

FENCE = re.compile(r"^```\w*\s*(.*?)\s*```$", re.DOTALL)
ANSWERS = {"1": 1, "1.0": 1, "true": 1, "0": 0, "0.0": 0, "false": 0}
DEEPEST = 5  # JSON inside JSON is followed this far


@dataclass(frozen=True)
class Verdict:
    """What a judge said of one pair: `answer` 1 (right), 0 (wrong) or None (no readable answer)."""

    answer: int | None
    explanation: str = ""


UNREADABLE = Verdict(None)


def parse_verdict(reply: str | None) -> Verdict:
    """Read a judge's reply, which should be `{"explanation": "...", "answer": "0" or "1"}`.

    Taken as well: 0/1 as number or boolean, stray keys, a code fence or prose around the object, JSON kept
    inside a JSON string. Nothing is guessed: a reply that is cut off, says neither or says both has the answer
    None, because a default of 0 would count the judge's faults against the model under test.

    Args:
        reply: the text of the judge's message; None (an empty message) is unreadable.
    """
    return _read(reply, DEEPEST)


def _read(value, depth: int) -> Verdict:
    if depth == 0:
        return UNREADABLE
    if isinstance(value, str):
        value = _decode(value)
        return _read(value, depth - 1) if isinstance(value, str | dict | list) else _plain(value)
    if isinstance(value, list):
        return _read(value[0], depth - 1) if len(value) == 1 else UNREADABLE
    if not isinstance(value, dict):
        return UNREADABLE
    if "answer" in value:
        return _answer(value, depth)
    inner = [_read(part, depth - 1) for part in value.values() if _nested(part)]
    found = [verdict for verdict in inner if verdict.answer is not None]
    return found[0] if len(found) == 1 else UNREADABLE


def _answer(value: dict, depth: int) -> Verdict:
    answer = value["answer"]
    if _nested(answer):
        return _read(answer, depth - 1)
    explanation = value.get("explanation")
    return Verdict(_plain(answer).answer, explanation if isinstance(explanation, str) else "")


def _nested(value) -> bool:
    """Whether a whole verdict may stand in this value, one level down."""
    return isinstance(value, str | dict) and "answer" in str(value)


def _plain(answer) -> Verdict:
    return Verdict(ANSWERS.get(str(answer).strip().lower()))


def _decode(text: str):
    """The JSON value in `text`: the whole of it, else the object between its first and last brace; else None."""
    text = text.strip()
    if fenced := FENCE.match(text):
        text = fenced.group(1)
    for candidate in (text, text[text.find("{") : text.rfind("}") + 1]):
        try:
            return json.loads(candidate, strict=False, object_pairs_hook=_without_contradiction)
        except (ValueError, RecursionError):
            continue
    return None


def _without_contradiction(pairs: list[tuple]) -> dict:
    answers = {_plain(value).answer for key, value in pairs if key == "answer"}
    if len(answers) > 1:
        raise ValueError("the reply answers twice, differently")
    return dict(pairs)
