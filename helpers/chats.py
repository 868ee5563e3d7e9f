"""Training rows as chats: several questions on one schema, none longer than a row of the training."""

import random

from helpers import data
from helpers.artifacts import CourseError


def conversations(rows, questions: int = 1, seed: int = 42, tokenizer=None, max_length: int | None = None) -> list[list[dict]]:
    """Rows as chats of up to `questions` questions on one schema, in random order.

    The schema is read once a chat, so a question costs a fraction of the tokens. Every row is asked once.

    Args:
        rows: dataset rows, or a split.
        questions: questions in a chat; 1 gives each row a chat of its own.
        seed: of the order.
        tokenizer, max_length: no chat gets longer than this many tokens, so that nothing is cut off: a longer one is made into
            two. A single question that is too long is left out; a printed line says how many.

    Raises:
        CourseError: not one question fits.
    """
    by_schema = {}
    for row in rows:
        by_schema.setdefault(row["schema"], []).append(row)
    chunks = [group[start : start + questions] for group in by_schema.values() for start in range(0, len(group), questions)]
    random.Random(seed).shuffle(chunks)
    if tokenizer is not None:
        chunks = _fitting(chunks, tokenizer, max_length)
    return list(map(_chat, chunks))


def lengths(chats: list[list[dict]], tokenizer) -> list[int]:
    """Tokens of each chat in the tokenizer's template."""
    texts = tokenizer.apply_chat_template(chats, tokenize=False) if chats else []
    return [len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]] if chats else []


def _chat(rows: list[dict]) -> list[dict]:
    first, *others = rows
    return [*data.messages(first), *(turn for row in others for turn in data.follow_up(row))]


def _fitting(chunks: list[list[dict]], tokenizer, max_length: int) -> list[list[dict]]:
    left_out, halved = 0, True
    while halved:
        kept, halved = [], False
        for chunk, length in zip(chunks, lengths(list(map(_chat, chunks)), tokenizer)):
            if length <= max_length:
                kept.append(chunk)
            elif len(chunk) > 1:
                kept += [chunk[: len(chunk) // 2], chunk[len(chunk) // 2 :]]
                halved = True
            else:
                left_out += 1
        chunks = kept
    if left_out and not kept:
        raise CourseError(f"No question fits: with their tables all {left_out:,} are longer than the {max_length:,} tokens of a row. Give the "
                          "profile a larger max_length, or leave out of each row the tables that its question does not need.")
    if left_out:
        print(f"{left_out:,} questions are left out: with their tables they are longer than {max_length:,} tokens.")
    return chunks
