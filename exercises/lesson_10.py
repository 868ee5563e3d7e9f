"""Checks of lesson 10: what comments are worth, a Space that starts elsewhere, and another rule for choosing an answer."""

import re
from collections.abc import Callable

from exercises.checking import exercise


@exercise
def right_with_and_without(answer: tuple[int, int], asked: int, before: int) -> str | None:
    """Answer: right results with and without comments, of `asked` questions; `before`: with comments, as another runtime found."""
    for found in answer:
        if not 0 <= found <= asked or found != int(found):
            return f"{found} is no number of right results among {asked}."
    if abs(answer[0] - before) > 2:
        return f"With comments {answer[0]} are right, and llama.cpp had {before}: ask the same questions with their whole schema."
    return None


@exercise
def listening(answer: str) -> str | None:
    """Answer: the line in which the Space says where it listens."""
    if not re.search(r"https?://[\w.]+:\d+", answer):
        return "There is no address in it: read what the program prints until it says where it runs."
    return None


@exercise
def choosing(answer: Callable[[dict, int], tuple[dict, int]]) -> str | None:
    """Answer: a function of what was found for a question and of how many answers at most that returns one answer and its tokens."""

    def drawn(*rows: int | None) -> dict:  # as data/answering.jsonl keeps them; None: the query does not run
        errors = (None if count is not None else "no such column: nmae" for count in rows)
        return {"drawn": [{"error": error, "rows": count, "tokens": 10 + n} for n, (count, error) in enumerate(zip(rows, errors))]}

    for rows, most, place in (((0, None, 2, 1), 4, 2), ((3, 0), 2, 0), ((0, 1, 1), 3, 1)):
        found = drawn(*rows)
        picked, tokens = answer(found, most)
        if picked != found["drawn"][place]:
            return "It does not take the first answer that returns rows."
        if tokens != sum(each["tokens"] for each in found["drawn"][: place + 1]):
            return (
                "The cost is wrong: every answer that was drawn costs its tokens, and none behind the one that is taken was drawn."
            )
    found = drawn(0, None, 0, 5)
    picked, tokens = answer(found, 3)
    if picked not in found["drawn"][:3]:
        return "It takes an answer that was not drawn: it may look at the first `most` ones only."
    if tokens != sum(each["tokens"] for each in found["drawn"][:3]):
        return "Where no answer returns rows, all of them were drawn, and all have to be paid."
    return None
