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


def meets(value, condition, as_number):
    """Whether `value` meets a condition, compared as SQLite would compare it."""
    wanted, operator = condition.value, condition.operator
    if operator == "is" or value is None or wanted is None:
        return value is wanted if operator == "is" else False
    if operator == "like":
        pattern = re.escape(str(wanted)).replace("%", ".*").replace("_", ".").replace(r"\*", ".*")
        return re.fullmatch(pattern, str(value), re.IGNORECASE) is not None
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
