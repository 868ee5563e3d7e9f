"""From what a judge wrote to 1, 0 or "no answer"."""

import json
import re
from dataclasses import dataclass

FENCE = re.compile(r"^```\w*\s*(.*?)\s*```$", re.DOTALL)
# The thoughts that a model writes before its reply, in the marks of the common models.
THINKING = re.compile(r"\s*(?:<(?:think|thinking|thought|reasoning|analysis)>|\[THINK\])", re.IGNORECASE)
THOUGHT = re.compile(r"</(?:think|thinking|thought|reasoning|analysis)>|\[/THINK\]|<\|message\|>", re.IGNORECASE)
CUT = re.compile(r"(?:t|tr|tru|f|fa|fal|fals|n|nu|nul|-)?[`\s]*")  # what may stand where JSON breaks off
ANSWERS = {"1": 1, "1.0": 1, "true": 1, "0": 0, "0.0": 0, "false": 0}
DEEPEST = 5  # JSON inside JSON is followed this far
MOST_BRACES = 100  # so many opening braces of a reply are tried as the start of an object


@dataclass(frozen=True)
class Verdict:
    """What a judge said of one pair: `answer` 1 (right), 0 (wrong) or None (no readable answer)."""

    answer: int | None
    explanation: str = ""


UNREADABLE = Verdict(None)


def parse_verdict(reply: str | None) -> Verdict:
    """Read a judge's reply, which should be `{"explanation": "...", "answer": "0" or "1"}`.

    Taken as well: 0/1 as number or boolean, stray keys, a code fence or prose around the object, JSON kept
    inside a JSON string, thoughts before the reply. Nothing is guessed: a reply that is cut off, says neither or
    says both has the answer None, because a default of 0 would count the judge's faults against the model under test.

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
    """The JSON value in `text`: the whole of it, else the object that stands in it; None where there is none."""
    ends = [mark.end() for mark in THOUGHT.finditer(text)]
    reply = text[ends[-1] :] if ends else text
    for candidate in (text, reply):
        candidate = candidate.strip()
        fenced = FENCE.match(candidate)
        try:
            return _JSON.decode(fenced[1] if fenced else candidate)
        except (ValueError, RecursionError):
            continue
    return None if THINKING.match(reply) else _object_inside(reply)  # thoughts without an end: cut off


def _object_inside(text: str) -> dict | None:
    """The last object with an answer among the prose; None if one is cut off or two of them disagree."""
    found, start = [], text.find("{")
    for _ in range(MOST_BRACES):
        if start < 0:
            break
        try:
            value, start = _JSON.raw_decode(text, start)
            found += [value] if "answer" in str(value) else []
        except json.JSONDecodeError as error:
            if error.msg.startswith("Unterminated") or CUT.fullmatch(text, error.pos):
                return None  # cut off, and what stands inside of it is no verdict
            start += 1
        except (ValueError, RecursionError):
            return None
        start = text.find("{", start)
    answers = {_read(value, DEEPEST - 1).answer for value in found}
    return found[-1] if len(answers) == 1 else None


def _without_contradiction(pairs: list[tuple]) -> dict:
    answers = {_plain(value).answer for key, value in pairs if key == "answer"}
    if len(answers) > 1:
        raise ValueError("the reply answers twice, differently")
    return dict(pairs)


_JSON = json.JSONDecoder(strict=False, object_pairs_hook=_without_contradiction)
