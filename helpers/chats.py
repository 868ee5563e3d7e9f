"""Training rows as chats: several questions on one schema, none longer than a row, and as many of them as fit into the time."""

import math
import os
import random
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path

import torch
from accelerate import PartialState
from transformers import PreTrainedTokenizerBase
from trl import SFTTrainer

from helpers import artifacts, data
from helpers.artifacts import CourseError
from helpers.inspection import FreeCores
from helpers.language import translate
from helpers.profiles import Profile

STEPS = 3  # that are timed
PASSES = 0.85  # of a training's time; compiling, optimizer, checkpoints and log take the rest
LEAST = 8  # training rows, whatever the time: in a step or two nothing is learned, and no schedule has room for a warm-up
ENOUGH = 60  # steps; fewer teach a model hardly more than where an answer ends
MOST = 20  # passes over a few rows, which are soon known by heart
KNOWN = 3  # passes over all rows, however much time there is


def conversations(
    rows: Iterable[dict],
    questions: int = 1,
    seed: int = 42,
    tokenizer: PreTrainedTokenizerBase | None = None,
    max_length: int | None = None,
) -> list[list[dict]]:
    """Rows as chats of up to `questions` questions on one schema: the first chat of every schema, then the second, and so on.

    The schema is read once a chat, so a question costs a fraction of the tokens. Every row is asked once. The chats of one turn
    are in random order; any beginning of the list knows all schemas, and takes each one's rows from the front.

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
    longest, rng, chunks = max(map(len, by_schema.values()), default=0), random.Random(seed), []
    for start in range(0, longest, questions):
        turn = [group[start : start + questions] for group in by_schema.values() if len(group) > start]
        chunks += rng.sample(turn, len(turn))
    if tokenizer is not None:
        chunks = _fitting(chunks, tokenizer, max_length)
    return list(map(_chat, chunks))


def lengths(chats: list[list[dict]], tokenizer: PreTrainedTokenizerBase) -> list[int]:
    """Tokens of each chat in the tokenizer's template."""
    texts = tokenizer.apply_chat_template(chats, tokenize=False) if chats else []
    return [len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]] if chats else []


def tokens_per_second(trainer: SFTTrainer) -> float:
    """The rate that a training will have, from forward and backward passes over a few packed rows; the weights stay.

    Args:
        trainer: as for the training, on a few examples; its gradients are dropped again. One pass goes ahead untimed.
    """
    trainer.model.train()
    cores = FreeCores()
    rows = list(islice(cycle(trainer.train_dataset), STEPS + 1))  # of few rows some come again
    for number, row in enumerate(rows):
        if number == 1:
            begin = time.perf_counter()
        batch = trainer._prepare_inputs(trainer.data_collator([row]))
        trainer.compute_loss(trainer.model, batch).backward()
    seconds = time.perf_counter() - begin
    torch.set_num_threads(cores.threads)
    trainer.model.zero_grad(set_to_none=True)
    return PASSES * sum(len(row["input_ids"]) for row in rows[1:]) / seconds


def choose(profile: Profile, lengths: list[int], rate: Callable[[], float], adapter: Path) -> dict:
    """How many of the chats, taken from the first, fit into `profile.minutes`; at least as many as fill `LEAST` rows.

    The choice is kept in `artifacts/budget.json` and with the adapter, so that a run that goes on or is repeated does not
    choose anew. Of several processes all measure, at the same time, and the first one chooses for all.

    Args:
        profile: its `minutes`; None takes all chats.
        lengths: tokens of each chat, in order: a smaller choice is the beginning of a larger one.
        rate: measures tokens a second; called only where nothing is known.
        adapter: folder of lesson 03's adapter.

    Returns:
        `chats` and `tokens`, `rate` in tokens a second (None where not needed), `minutes`, and `key`, what the choice rests on.
    """
    if profile.minutes is None:
        return {"chats": len(lengths), "tokens": sum(lengths), "rate": None, "minutes": None, "key": None}
    key = artifacts.fingerprint({"model": profile.model_id, "dtype": profile.dtype, "minutes": profile.minutes, "lengths": lengths})
    file = artifacts.path("budget.json")
    chosen, processes = _kept(file, key) or _kept(adapter / "training.json", key), PartialState()
    processes.wait_for_everyone()  # all have looked before one writes
    if chosen:
        return chosen
    tokens = rate() * processes.num_processes
    if processes.is_main_process:
        artifacts.write_json(file, {"key": key, "minutes": profile.minutes, **_fill(lengths, tokens, profile)})
    processes.wait_for_everyone()
    return _kept(file, key)


def passes(profile: Profile, lengths: list[int], chosen: dict) -> float:
    """Passes over the chats: the profile's, or more where it would take less than `ENOUGH` steps, or where time is left.

    Args:
        profile: its `epochs`, `max_length` and the rows of a step.
        lengths: tokens of each chat.
        chosen: what `choose` returned.

    Returns:
        A number of tenths: with time for one and a half passes, the second one ends half way.
    """
    step = profile.max_length * profile.batch_size * profile.gradient_accumulation * int(os.environ.get("WORLD_SIZE", 1))
    few = math.ceil(ENOUGH / max(1, math.ceil(sum(lengths) / step)))
    time = int(10 * chosen["rate"] * chosen["minutes"] * 60 / sum(lengths)) / 10 if chosen["rate"] else 1
    return max(profile.epochs, min(MOST, few), min(KNOWN, time))


def explain(chosen: dict, total: int) -> str:
    """The choice in one sentence."""
    if chosen["rate"] is None:
        return f"All {total:,} chats are trained on: {chosen['tokens']:,} tokens."
    late = chosen["tokens"] > chosen["rate"] * chosen["minutes"] * 60
    return (
        f"At {chosen['rate']:.0f} tokens/s, {chosen['minutes']:g} minutes are "
        f"{'too few: it takes longer, with' if late else 'enough for'} {chosen['chats']:,} of {total:,} "
        f"chats: {chosen['tokens']:,} tokens. COURSE_MINUTES gives it more or less time."
    )


def _chat(rows: list[dict]) -> list[dict]:
    first, *others = map(data.messages, rows)
    return [*first, *(turn for messages in others for turn in messages[1:])]


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
        raise CourseError(
            f"No question fits: with their tables all {left_out:,} are longer than the {max_length:,} tokens of a row. "
            "Give the profile a larger max_length, or leave out of each row the tables that its question does not need."
        )
    if left_out:
        print(translate(f"{left_out:,} questions are left out: with their tables they are longer than {max_length:,} tokens."))
    return chunks


def _fill(lengths: list[int], rate: float, profile: Profile) -> dict:
    chats = tokens = 0
    least, most = LEAST * profile.max_length, rate * profile.minutes * 60
    while chats < len(lengths) and (tokens < least or tokens + lengths[chats] <= most):
        tokens += lengths[chats]
        chats += 1
    return {"chats": chats, "tokens": tokens, "rate": round(rate, 1)}


def _kept(file: Path, key: str) -> dict | None:
    content = artifacts.read_json(file) if file.exists() else {}
    content = content.get("budget") or content
    return content if content.get("key") == key else None
