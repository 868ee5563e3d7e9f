"""Single values: what lies next to a constant, and whether a value meets a condition."""

import math
import operator as op
import re

from .clues import Condition

COMPARE = {"=": op.eq, "<>": op.ne, ">": op.gt, ">=": op.ge, "<": op.lt, "<=": op.le}


def number_in(value: object) -> int | float | None:
    """The finite number that a value is or that a text spells; None where there is none."""
    if not isinstance(value, str):
        return value if isinstance(value, (int, float)) else None
    try:
        number = int(value) if re.fullmatch(r"-?\d{1,15}", value) else float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def text_neighbours(value: object, operator: str) -> list[str]:
    """Texts near a text: another case, one just behind it and one just before it."""
    text = str(value)
    near = [text.upper() if text != text.upper() else text.lower(), text + " x", text[:-1]]
    if operator not in ("=", "<>") and text:
        last = ord(text[-1])
        near += [text[:-1] + chr(last + 1), text[:-1] + chr(max(last - 1, 32))]
    return near


def fillings(pattern: str) -> list[str]:
    """Texts that a LIKE or GLOB pattern catches, and some that it just misses."""
    plain = pattern.replace("_", "q").replace("?", "q")
    filled = [re.sub(r"[%*]", fill, plain) for fill in ("", "zz")]
    core = filled[0]
    other = core[:1] + "x" + core[1:] if core else "x"
    return [*filled, core + "zz", "zz" + core, core.upper(), core.lower(), core[1:], core + "q", other, ""]


def catching_all(patterns: list[str]) -> list[str]:
    """Texts that two LIKE patterns of one column catch together, in either order."""
    cores = [re.sub(r"[%*]", "", p.replace("_", "q").replace("?", "q")) for p in patterns[:4]]
    return [left + right for left in cores for right in cores if left != right]


def like(text: str, pattern: str) -> bool:
    """Whether a LIKE or GLOB pattern catches a text.

    At most one step back: a later wildcard never needs an earlier one to give way
    (https://research.swtch.com/glob), so the work is no more than the product of both lengths.
    """
    text, pattern = text.lower(), pattern.lower()
    at = place = 0
    wild, tried = -1, 0
    while at < len(text):
        if place < len(pattern) and pattern[place] in "%*":
            wild, tried = place, at
            place += 1
        elif place < len(pattern) and pattern[place] in ("_", "?", text[at]):
            at, place = at + 1, place + 1
        elif wild >= 0:
            tried += 1
            at, place = tried, wild + 1
        else:
            return False
    return not pattern[place:].strip("%*")


def meets(value: object, condition: Condition, as_number: bool) -> bool:
    """Whether `value` meets a condition, compared as SQLite would compare it."""
    wanted, operator = condition.value, condition.operator
    if operator in ("is", "not is"):
        return (value is wanted if wanted is None else value == wanted) == (operator == "is")
    if value is None or wanted is None:
        return False
    if operator.endswith("like"):
        return like(str(value), str(wanted)) == (operator == "like")
    left = sort_key(value, as_number)
    if operator.endswith("in"):
        return any(left == sort_key(w, as_number) for w in wanted) == (operator == "in")
    return COMPARE[operator](left, sort_key(wanted, as_number))


def sort_key(value: object, as_number: bool) -> tuple:
    """Key that sorts values as SQLite does: numbers first, then text."""
    number = number_in(value) if as_number else None
    return (0, number, "") if number is not None else (1, 0, str(value))
