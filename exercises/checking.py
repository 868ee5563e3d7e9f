"""What all checks of exercises share: how an answer is taken, and how the verdict is told."""

import functools
import math
from collections.abc import Callable, Iterable
from typing import Any

from helpers.language import translate

OPEN = "Not answered yet: put your answer in the place of the dots, run that cell, and then this one again."


class NotAnswered(Exception):
    """The answer still has the dots in it, or its function returns nothing."""


def exercise(judge: Callable[..., str | None]) -> Callable[..., bool]:
    """Make a check of a function that says what is wrong with an answer.

    Args:
        judge: takes the answer and what the lesson knows; returns a sentence, or None where the answer is right. An answer that
            is a function raises `NotAnswered` when it returns nothing.

    Returns:
        The check: it prints the verdict, and returns whether the answer is right. It raises nothing.
    """

    @functools.wraps(judge)
    def check(answer: Any, *known: Any) -> bool:
        try:
            wrong = judge(_filled(answer), *known)
        except NotAnswered:
            wrong = OPEN
        except Exception as error:  # the answer is the reader's: anything can happen in it
            wrong = f"This answer cannot be checked ({type(error).__name__}: {error}): look again at what is asked for."
        print(translate(wrong or "Right."))
        return not wrong

    return check


def close(found: float, wanted: float, share: float = 0.02, least: float = 0.006) -> bool:
    """Whether a number is right but for its rounding: within a `share` of the wanted one, or `least` of a whole one."""
    return math.isclose(float(found), wanted, rel_tol=share, abs_tol=least)


def apart(found: Iterable[str], wanted: Iterable[str]) -> tuple[str, str]:
    """What was found too much and what is lacking, each as words with commas between them, empty where there is none."""
    found, wanted = set(found), set(wanted)
    return tuple(", ".join(sorted(map(str, each))) for each in (found - wanted, wanted - found))


def _filled(answer: Any) -> Any:
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, (list, tuple, set)) else [answer]
    if answer is None or any(part is ... for part in parts):
        raise NotAnswered
    if not callable(answer):
        return answer
    return functools.wraps(answer)(lambda *given: _filled(answer(*given)))
