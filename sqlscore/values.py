"""Single values: what lies next to a constant, and whether a value meets a condition."""

import math
import re


def number_in(value):
    """The finite number that a value is or that a text spells; None where there is none."""
    if not isinstance(value, str):
        return value if isinstance(value, (int, float)) else None
    try:
        number = int(value) if re.fullmatch(r"-?\d{1,15}", value) else float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def text_neighbours(value, operator):
    """Texts near a text: another case, one just behind it and one just before it."""
    text = str(value)
    near = [text.upper() if text != text.upper() else text.lower(), text + " x", text[:-1]]
    if operator not in ("=", "<>") and text:
        last = ord(text[-1])
        near += [text[:-1] + chr(last + 1), text[:-1] + chr(max(last - 1, 32))]
    return near


def fillings(pattern):
    """Texts that a LIKE or GLOB pattern catches, and some that it just misses."""
    plain = pattern.replace("_", "q").replace("?", "q")
    filled = [re.sub(r"[%*]", fill, plain) for fill in ("", "zz")]
    core = filled[0]
    return [*filled, core + "zz", "zz" + core, core.upper(), core.lower(), core[1:], core + "q"]


def like(text, pattern):
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


def meets(value, condition, as_number):
    """Whether `value` meets a condition, compared as SQLite would compare it."""
    wanted, operator = condition.value, condition.operator
    if operator == "is" or value is None or wanted is None:
        return value is wanted if operator == "is" else False
    if operator == "like":
        return like(str(value), str(wanted))
    left, right = sort_key(value, as_number), sort_key(wanted, as_number)
    return {
        "=": left == right,
        "<>": left != right,
        ">": left > right,
        ">=": left >= right,
        "<": left < right,
        "<=": left <= right,
    }[operator]


def sort_key(value, as_number):
    """Key that sorts values as SQLite does: numbers first, then text."""
    number = number_in(value) if as_number else None
    return (0, number, "") if number is not None else (1, 0, str(value))
