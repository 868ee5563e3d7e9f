"""How large a query grows once its common table expressions and views are put in place.

SQLite copies the body of a common table expression (or of a view) to every place that names it, before
it runs anything and before it asks anybody whether to go on. Thirty of them that each name the one
before twice are 2^30 copies. The count here reads words, not SQL: it may be too high, by a name that is
a column as well, and never far too low.
"""

import re
from functools import lru_cache

MOST_COPIES = 500  # SELECTs of one query after every name has been replaced
_WORDS = re.compile(
    r"""'(?:[^']|'')*'|--[^\n]*|/\*.*?(?:\*/|\Z)|"((?:[^"]|"")*)"|`([^`]*)`|\[([^\]]*)\]|([^\W\d]\w*)|([()])""",
    re.DOTALL,
)
DEEPEST = 20  # table expressions inside of table expressions


@lru_cache(maxsize=2048)
def copies(query: str, views: tuple = ()) -> int:
    """The number of SELECTs in `query` after expansion; `views` holds (name, copies) of known views."""
    words = [m.group(m.lastindex).lower() for m in _WORDS.finditer(query) if m.lastindex]
    return _count(words, dict(views), DEEPEST)


def _count(words, sizes, depth):
    """The copies in a run of words; `sizes` is filled with the names that they define."""
    if depth == 0:
        return MOST_COPIES + 1
    total = place = 0
    while place < len(words) and total <= MOST_COPIES:
        body = _body(words, place)
        if body is None:
            total += sizes.get(words[place], words[place] == "select")
            place += 1
        else:
            end = _end(words, body)
            sizes[words[place]] = _count(words[body:end], sizes, depth - 1)
            place = end
    return total


def _body(words, place):
    """Where the body of the table expression that starts at `place` begins: behind `name (...) AS (`."""
    if words[place] in ("(", ")", "select"):
        return None
    after = place + 1
    if words[after : after + 1] == ["("]:
        after = _end(words, after + 1) + 1
    if words[after : after + 1] != ["as"]:
        return None
    after += 1
    while words[after : after + 1] in (["not"], ["materialized"]):
        after += 1
    return after + 1 if words[after : after + 1] == ["("] else None


def _end(words, start):
    """The position of the bracket that closes the one before `start`."""
    depth = 1
    for place in range(start, len(words)):
        depth += (words[place] == "(") - (words[place] == ")")
        if depth == 0:
            return place
    return len(words)
