"""Queries as strings: cleaning what a model wrote, and the strictest of the scores."""

import re

END_MARKS = ("<end_of_turn>", "<|im_end|>", "<|eot_id|>", "<|end_of_text|>", "<|endoftext|>", "</s>")
_FENCE = re.compile(r"```[ \t]*\w*[ \t]*\n(.*?)(?:```|\Z)", re.DOTALL)
_QUOTED_OR_SPACE = re.compile(
    r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\])|\s+"""
)


def strip_marks(text):
    """Cut a generated text at its first end mark and take the query out of a ``` fence."""
    for mark in END_MARKS:
        text = text.split(mark, 1)[0]
    fenced = _FENCE.search(text)
    return (fenced.group(1) if fenced else text).strip()


def normalize(query):
    """Return `query` as it is compared: one line, no end mark, no fence, no last semicolon.

    White space is folded to one blank outside quotes only, since inside them it belongs to
    a value. Upper and lower case stay as they are. normalize(normalize(q)) == normalize(q).
    """
    previous, query = None, str(query)
    while query != previous:
        previous = query
        query = strip_marks(query).strip("; \t\r\n\f\v")
        query = _QUOTED_OR_SPACE.sub(lambda m: m.group(1) or " ", query)
    return query


def exact_match(gold, predicted):
    """True where both queries are the same string after `normalize`; case counts."""
    return normalize(gold) == normalize(predicted)
