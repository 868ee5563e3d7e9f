"""What functions of a column say of its values: dates, times of day, blanks, cases, parts of texts."""

import re
from collections.abc import Callable

from sqlglot import exp

from .clues import Clues

DATE_NAMES = {"date", "datetime", "julianday", "strftime", "time", "unixepoch", "timediff"}
DATE_NODES = (exp.TimeToStr, exp.Date, exp.TsOrDsToTimestamp, exp.TsOrDsToDate, exp.Year, exp.Month, exp.Day)
CLOCK = re.compile(r"%[HMSsfTRIpkl]")
TEXT_NAMES = {"instr", "ltrim", "rtrim", "like", "glob", "substring", "group_concat"}
TEXT_NODES = (exp.Replace, exp.StrPosition, exp.Trim, exp.Nullif, exp.Coalesce)


def notice_function(
    node: exp.Expression,
    clues: Clues,
    columns: Callable[[exp.Expression], list[tuple[str, int]]],
    constant: Callable[[exp.Expression], tuple[bool, object]],
) -> None:
    """Write down what one function node says.

    Args:
        node: the function.
        clues: the `Clues` to add to.
        columns: gives the columns inside a node.
        constant: gives (known, value) of a node.
    """
    name = node.name.lower() if isinstance(node, exp.Anonymous) else ""
    texts = [value for value in _constants(node, constant) if isinstance(value, str)]
    words = set()
    if name in DATE_NAMES or isinstance(node, DATE_NODES):
        words.add("date")
        clues.shifts.update(t for t in texts if t[:1] in "+-")
        if name == "time" or any(CLOCK.search(t) for t in texts):
            words.add("clock")
    elif isinstance(node, (exp.Lower, exp.Upper)):
        words.add("case")
    elif isinstance(node, exp.Trim) or name in ("ltrim", "rtrim"):
        words.add("trim")
    elif isinstance(node, exp.Cast):
        words.add("cast")
    numbers = _numbers(node, constant)
    for column in columns(node):
        clues.uses[column] |= words
        clues.values[column].update(dict.fromkeys(numbers))
        if name in TEXT_NAMES or isinstance(node, TEXT_NODES):
            clues.fragments[column].update(t for t in texts if 0 < len(t) <= 20)


def _numbers(node, constant):
    """Numbers that a function turns a value into or takes for NULL, and values whose sign it loses."""
    if isinstance(node, exp.Abs):
        return [-7, 7]
    if isinstance(node, (exp.Nullif, exp.Coalesce)):
        return [v for v in _constants(node, constant) if isinstance(v, (int, float))]
    return []


def _constants(node, constant):
    for inner in node.find_all(exp.Literal):
        known, value = constant(inner)
        if known:
            yield value
