"""Queries as strings: taking the query out of what a model wrote, and the strictest of the scores.

`strip_marks` says what the query of an answer is. Exact match, structure and execution all ask it, so they
never speak of two different queries.
"""

import re
import string
import unicodedata

MAX_QUERY = 10_000  # characters; a longer text is never run, so nothing subtle is done to it

_QUERY = r"(?:select|with|values)\b|\(\s*select\b"
_BEGINS = re.compile(rf"\s*(?:{_QUERY})", re.IGNORECASE)
# What a chat template writes before an answer
_LEADING = re.compile(
    r"\s*(?:(?:<s>|<bos>|<\|begin_of_text\|>|<\|im_start\|>(?:assistant)?|<start_of_turn>(?:model)?|\[\|assistant\|\]"
    r"|<\|start_header_id\|>assistant<\|end_header_id\|>|<\|assistant\|>)\s*)+"
)
# Marks of every family: <|im_end|>, <|eot_id|>, <|end|>, [|endofturn|], <end_of_turn>, </s>, <eos>, ...
_MARK = (
    r"<\|[^<>|\s]{1,40}\|>|\[\|[^\[\]|\s]{1,40}\|\]|<｜[^<>｜\s]{1,40}｜>|<[A-Z_]{0,20}END_OF_TURN[A-Z_]{0,20}>"
    r"|</s>|<s>|<eos>|<bos>|<pad>|<(?:end|start)_of_turn>|<turn\|>|\[/INST\]|\[EOS\]"
)
_MARKS = re.compile(_MARK)
_LANGUAGE = r"(?:[ \t]*(?:sql\w*|postgres\w*|mysql|tsql|plsql|text)\b|(?!select|with|values)[ \t]*\w*[ \t]*(?=[\r\n]))"
_FENCE = re.compile(rf"```{_LANGUAGE}?(.*?)(?:```|\Z)", re.DOTALL | re.IGNORECASE)
_LABEL = re.compile(rf"[\s*#>-]*[^\n:：'\"`]{{0,40}}[:：][\s*]*(?={_QUERY}|`)", re.IGNORECASE)
_THOUGHT = re.compile(r"\s*<(think|thinking|thought|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL)
_AFTER_THOUGHT = re.compile(r"</(?:think|thinking|thought|reasoning)>|<\|channel\|>final<\|message\|>")
# The pieces of a query. An unclosed quote runs to the end, as SQLite reads it; so every text takes linear time.
_PIECES = re.compile(
    rf"""(?P<fence>```)|(?P<mark>{_MARK})
    |(?P<quoted>'[^']*(?:''[^']*)*(?:'|\Z)|"[^"]*(?:""[^"]*)*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[^\]]*(?:\]|\Z))
    |(?P<comment>--[^\n]*|/\*.*?(?:\*/|\Z))|(?P<end>;)|(?P<space>[\s\ufeff\u200b\u2060]+)""",
    re.DOTALL | re.VERBOSE,
)
_WORDS = re.compile(r"\w+|[^\w\s]")
_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)  # SQLite folds no other letters
_NOTHING = re.compile(r"(?:[\s;\ufeff]|--[^\n]*|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_STATEMENT = re.compile(
    r"(?:select\b|values\s*\(|with\s+(?:recursive\s+)?\S+\s*(?:\(|as\b)|insert\s+(?:or|into)\b|replace\s+into\b|update\s+\S+\s+set\b"
    r"|delete\s+from\b|(?:create|drop|alter)\s+(?:table|view|index|trigger|temp|unique|virtual)|attach\b|detach\b|pragma\b"
    r"|explain\s+(?:query|select)|vacuum\b|begin\b|commit\b|rollback\b|savepoint\b|release\b|reindex\b|analyze\b)",
    re.IGNORECASE,
)


def strip_marks(text: object) -> str:
    """The query in a generated text, without its last semicolon.

    Thoughts (`<think>`), a label such as `SQL:`, a ``` fence, everything from the first end mark on, and an explanation
    after the semicolon go; a second statement stays, since it makes the answer wrong. Blanks that SQLite does not know,
    such as U+00A0 and U+3000, become plain ones, and letters composed of parts (NFD) become one (NFC). What stands
    between quotes is the query's own: nothing is taken out of it.
    """
    previous, text = None, str(text)
    for _ in range(8):  # a fence inside a label inside a fence ...: more than two rounds are a joke
        if text == previous:
            break
        previous, text = text, _body(_unwrapped(text)).strip()
    return composed(text)


def composed(text: str) -> str:
    """`text` with its letters composed (NFC), as all but file names are written."""
    return unicodedata.normalize("NFC", text) if len(text) <= MAX_QUERY or text.isascii() else text


def normalize(query: object) -> str:
    """Return `query` as it is compared: `strip_marks`, then one line without comments.

    White space is folded to one blank outside quotes only, since inside them it belongs to
    a value. Upper and lower case stay as they are. normalize(normalize(q)) == normalize(q).
    """
    previous, query = None, str(query)
    for _ in range(8):
        if query == previous:
            break
        previous = query
        query = _PIECES.sub(lambda m: " " if m["space"] or m["comment"] else m[0], strip_marks(query))
        query = re.sub(r"\A +| +\Z", "", query)
    return query


def words(query: str) -> list[str]:
    """The words and signs of a query, small letters outside of quotes: two queries with the same ones are one query."""
    found, position = [], 0
    for piece in _PIECES.finditer(query):
        found += _WORDS.findall(query[position : piece.start()].translate(_SMALL))
        position = piece.end()
        if piece["quoted"]:
            blob = position > len(piece[0]) and query[piece.start() - 1] in "xX"  # x'00' is one word, x '00' are two
            found += ["x", piece[0]] if blob else [piece[0]]
    return found + _WORDS.findall(query[position:].translate(_SMALL))


def exact_match(gold: object, predicted: object) -> bool:
    """True where both queries are the same string after `normalize`; case counts."""
    return normalize(gold) == normalize(predicted)


def _unwrapped(text):
    """The text without what stands around a query: thoughts, marks of a template, a label, a fence."""
    text = text.lstrip("\ufeff")
    if leading := _LEADING.match(text):
        text = text[leading.end() :]
    while thought := _THOUGHT.match(text):
        text = text[thought.end() :]
    if _BEGINS.match(text):
        return text
    text = _AFTER_THOUGHT.split(text)[-1]  # the chat template may have opened the thought
    if _BEGINS.match(text):
        return text
    fences = _FENCE.findall(text)
    if fences:
        return next((inside for inside in fences if _BEGINS.match(inside)), fences[0])
    if label := _LABEL.match(text):
        text = text[label.end() :]
    inline = re.fullmatch(rf"\s*`(\s*(?:{_QUERY}).*)`\s*", text, re.DOTALL | re.IGNORECASE)
    return inline[1] if inline else text


def _is_open(quoted):
    """Whether a quote at the end of a text was never closed."""
    if quoted[0] == "[":
        return quoted[-1] != "]"
    return len(quoted) < 2 or quoted[-1] != quoted[0] or quoted.count(quoted[0]) % 2 == 1


def _body(text):
    """The query itself: up to an end mark, the end of a fence, or the semicolon before an explanation."""
    kept = []
    position = ahead = 0
    for piece in _PIECES.finditer(text):
        kept.append(text[position : piece.start()])
        position = piece.end()
        kind, found = piece.lastgroup, piece[0]
        if kind in ("fence", "mark"):
            return "".join(kept)
        if kind == "end" and position > ahead:
            ahead = _NOTHING.match(text, position).end()
            if not _STATEMENT.match(text, ahead):
                return "".join(kept)
        if kind == "space":
            found = found if found.isascii() else re.sub(r"[^\x00-\x7f]", " ", found)
        elif kind == "comment" or position == len(text):  # marks count in a comment, and in a value that never ends
            unclosed = kind == "comment" or _is_open(found)
            mark = _MARKS.search(found) if unclosed else None
            if mark:
                return "".join(kept) + found[: mark.start()]
        kept.append(found)
    return "".join(kept) + text[position:]
