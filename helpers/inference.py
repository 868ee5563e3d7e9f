"""Batched generation that resumes: prompts with the same beginning side by side, every finished batch on the disk."""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm
from transformers import PreTrainedModel, PreTrainedTokenizerBase, set_seed

from helpers import artifacts, data, decoding

Messages = Callable[[dict], list[dict]]  # how a row becomes chat messages, the last one its question
QUESTION: Messages = partial(data.messages, answer=False)  # the question alone


def prompt(tokenizer: PreTrainedTokenizerBase, row: dict, messages: Messages = QUESTION) -> str:
    """The text that the model continues: the messages of `row` in the chat template."""
    return tokenizer.apply_chat_template(messages(row), tokenize=False, add_generation_prompt=True)


def generate(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    prompts: list[str],
    max_new_tokens: int,
    batch_size: int = 16,
    do_sample: bool = False,
    temperature: float | None = None,
    top_p: float | None = None,
    seed: int | None = None,
    on_batch: Callable[[list[int], list[str]], None] | None = None,
    progress: bool = True,
) -> list[str]:
    """Continue every prompt.

    Prompts with the same beginning (a schema, examples) share a batch, see `decoding`. The longest go first: little padding, and
    the largest batch fails at once or never.

    Args:
        model: causal language model; it is put into eval mode.
        tokenizer: its tokenizer, with a pad token.
        prompts: rendered chat prompts.
        max_new_tokens: limit of an answer, in tokens.
        batch_size: prompts at once.
        do_sample, temperature, top_p, seed: sampling instead of the most likely token.
        on_batch: called with the positions and the answers of each finished batch.
        progress: show a progress bar.

    Returns:
        One answer a prompt, in order, raw: the mark that ended it (`models.ends`) is still there, and nothing behind it.
    """
    model.eval()
    if seed is not None:
        set_seed(seed)
    answers, decoder = [""] * len(prompts), decoding.Decoder(model, tokenizer)
    order = sorted(range(len(prompts)), key=lambda position: decoder.order(prompts[position]))
    options = {"max_new_tokens": max_new_tokens, "do_sample": do_sample, "temperature": temperature, "top_p": top_p}
    bar = tqdm(total=len(prompts), desc="answers", unit="row", file=sys.stderr, disable=not progress or not prompts)
    with bar, decoder:
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            texts = decoder.answer([prompts[position] for position in chosen], **options)
            for position, text in zip(chosen, texts):
                answers[position] = text
            if on_batch:
                on_batch(chosen, texts)
            bar.update(len(chosen))
    return answers


def predict(
    model: PreTrainedModel,
    tokenizer: PreTrainedTokenizerBase,
    rows: list[dict],
    split: str,
    file: Path,
    model_name: str,
    messages: Messages = QUESTION,
    **options: Any,
) -> list[dict]:
    """Answer the rows of a split and keep the answers in a JSON lines file.

    Rows that the file holds from the same model are not answered again; those of another model, or changed since, are dropped.

    Args:
        rows: dataset rows with `id`, `question`, `schema`, `gold`, ...
        split: name of the split, kept in each prediction.
        file: the JSON lines file.
        model_name: what tells one model's answers from another's, and one way of asking it from another.
        messages: how a row is put to the model.
        options: of `generate`.

    Returns:
        One prediction a row, in order: `id, split, db_id, difficulty, template, question, schema, gold, predicted, model`.
    """
    asked = {row["id"]: _prediction(row, split, model_name) for row in rows}
    known = [line for line in artifacts.read_jsonl(file) if _same(line, asked.get(line["id"]))]
    artifacts.write_jsonl(file, known)
    answered = {line["id"] for line in known}
    missing = [row for row in rows if row["id"] not in answered]

    def keep(positions: list[int], texts: list[str]) -> None:
        answers = zip((missing[position] for position in positions), texts)
        artifacts.append_jsonl(file, [asked[row["id"]] | {"predicted": text} for row, text in answers])

    generate(model, tokenizer, [prompt(tokenizer, row, messages) for row in missing], on_batch=keep, **options)
    by_id = {line["id"]: line for line in artifacts.read_jsonl(file)}
    return [by_id[row["id"]] for row in rows]


def is_answered(rows: list[dict], split: str, file: Path, model_name: str) -> bool:
    """Whether the file already holds this model's answers to all the rows: then no model need be loaded."""
    known = {line["id"]: line for line in artifacts.read_jsonl(file)}
    return all(_same(known.get(row["id"]), _prediction(row, split, model_name)) for row in rows)


def _prediction(row: dict, split: str, model_name: str) -> dict:
    kept = ("db_id", "difficulty", "template", "question", "schema", "gold")
    return {"id": row["id"], "split": split, **{name: row[name] for name in kept}, "model": model_name}


def _same(line: dict | None, asked: dict | None) -> bool:
    return bool(line and asked) and all(line.get(key) == value for key, value in asked.items())
