"""Batched greedy generation that resumes: the longest prompts first, every finished batch on the disk."""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import torch
from torch.utils.mkldnn import MkldnnLinear
from tqdm import tqdm
from transformers import PreTrainedModel, PreTrainedTokenizerBase, set_seed

from helpers import artifacts, data, models

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

    Prompts of similar length share a batch, the longest first: little padding, and the largest batch fails at once or never.

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
    order = sorted(range(len(prompts)), key=lambda position: -len(prompts[position]))
    answers, ends = [""] * len(prompts), models.ends(tokenizer)
    options = {"max_new_tokens": max_new_tokens, "do_sample": do_sample, "temperature": temperature, "top_p": top_p}
    bar = tqdm(total=len(prompts), desc="answers", unit="row", file=sys.stderr, disable=not progress or not prompts)
    with bar, _contiguous_head(model), _packed_weights(model):
        for start in range(0, len(order), batch_size):
            chosen = order[start : start + batch_size]
            texts = _continue(model, tokenizer, [prompts[position] for position in chosen], ends, **options)
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


@contextmanager
def _contiguous_head(model):
    """Hand the last positions of a batch of prompts to the head as a block of their own.

    As a slice of all positions they would make torch copy the head's weights once for every prompt, a sixth of the time
    that the answers took on two cores.
    """
    head = model.get_output_embeddings()
    hook = head.register_forward_pre_hook(lambda _, inputs: (inputs[0].contiguous(), *inputs[1:]))
    try:
        yield
    finally:
        hook.remove()


@contextmanager
def _packed_weights(model):
    """On a processor that computes in float32, lay the weights out once in the order in which oneDNN multiplies.

    torch gives such products to MKL, which is slow at the few rows of a decoding step: on an AMD processor with AVX2 a step of
    25 questions took 670 ms, and so 420. It holds the weights twice while it lasts.
    """
    layers = []
    if model.device.type == "cpu" and torch.backends.mkldnn.is_available():
        layers = [layer for layer in model.modules() if type(layer) is torch.nn.Linear and layer.weight.dtype == torch.float32]
    try:
        for layer in layers:
            layer.forward = MkldnnLinear(layer, torch.float32).forward
        yield
    finally:
        for layer in layers:
            layer.__dict__.pop("forward", None)


@torch.inference_mode()
def _continue(model, tokenizer, prompts: list[str], ends: list[int], **options) -> list[str]:
    batch = tokenizer(prompts, return_tensors="pt", padding=True, padding_side="left", add_special_tokens=False)
    batch = batch.to(model.device)
    output = model.generate(**batch, **options, pad_token_id=tokenizer.pad_token_id, eos_token_id=ends)
    return [_decode(tokenizer, row, ends) for row in output[:, batch["input_ids"].shape[1] :].tolist()]


def _decode(tokenizer, tokens: list[int], ends: list[int]) -> str:
    """The text up to and with the first end mark. No clean-up: it would move spaces inside of literals."""
    until = next((place + 1 for place, token in enumerate(tokens) if token in ends), len(tokens))
    return tokenizer.decode(tokens[:until], clean_up_tokenization_spaces=False)
