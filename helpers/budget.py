"""How many chats can be trained on in the minutes that the profile gives: the rate is measured before the training."""

import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from accelerate import PartialState

from helpers import artifacts, training

STEPS = 3


def tokens_per_second(trainer) -> float:
    """The rate of forward and backward passes over a few packed rows; no step of the optimizer, so the weights stay.

    Args:
        trainer: as for the training, on a few examples; its gradients are dropped again. One pass goes ahead untimed.
    """
    trainer.model.train()
    rows = list(islice(cycle(trainer.train_dataset), STEPS + 1))  # of few rows some come again
    for number, row in enumerate(rows):
        if number == 1:
            begin = time.perf_counter()
        batch = trainer._prepare_inputs(trainer.data_collator([row]))
        trainer.compute_loss(trainer.model, batch).backward()
    seconds = time.perf_counter() - begin
    trainer.model.zero_grad(set_to_none=True)
    return sum(len(row["input_ids"]) for row in rows[1:]) / seconds


def choose(profile, lengths: list[int], rate: Callable[[], float], adapter: Path) -> dict:
    """How many of the chats, taken from the first, fit into `profile.minutes`.

    The choice is kept in `artifacts/budget.json` and with the adapter, so that a run that goes on or is repeated does not
    choose anew. Of several processes all measure, at the same time, and the first one chooses for all.

    Args:
        profile: its `minutes`; None takes all chats.
        lengths: tokens of each chat, in order: a smaller choice is the beginning of a larger one.
        rate: measures tokens a second; called only where nothing is known.
        adapter: folder of lesson 03's adapter.

    Returns:
        `chats` and `tokens` chosen, `rate` in tokens a second (None where it was not needed), `minutes`, and `key`, what the
        choice rests on.
    """
    if profile.minutes is None:
        return {"chats": len(lengths), "tokens": sum(lengths), "rate": None, "minutes": None, "key": None}
    key = training.fingerprint({"model": profile.model_id, "dtype": profile.dtype, "minutes": profile.minutes, "lengths": lengths})
    file = artifacts.path("budget.json")
    chosen, processes = _kept(file, key) or _kept(adapter / "training.json", key), PartialState()
    processes.wait_for_everyone()  # all have looked before one writes
    if chosen:
        return chosen
    tokens = rate() * processes.num_processes
    if processes.is_main_process:
        artifacts.write_json(file, {"key": key, "minutes": profile.minutes, **_fill(lengths, tokens, profile.minutes)})
    processes.wait_for_everyone()
    return _kept(file, key)


def explain(chosen: dict, total: int) -> str:
    """The choice in one sentence."""
    if chosen["rate"] is None:
        return f"All {total:,} chats are trained on: {chosen['tokens']:,} tokens."
    return (f"At {chosen['rate']:.0f} tokens/s, {chosen['minutes']:g} minutes are enough for {chosen['chats']:,} of {total:,} chats: "
            f"{chosen['tokens']:,} tokens. COURSE_MINUTES gives it more or less time.")


def _fill(lengths: list[int], rate: float, minutes: float) -> dict:
    chats = tokens = 0
    while chats < len(lengths) and (not chats or tokens + lengths[chats] <= rate * minutes * 60):
        tokens += lengths[chats]
        chats += 1
    return {"chats": chats, "tokens": tokens, "rate": round(rate, 1)}


def _kept(file: Path, key: str) -> dict | None:
    content = artifacts.read_json(file) if file.exists() else {}
    content = content.get("budget") or content
    return content if content.get("key") == key else None
