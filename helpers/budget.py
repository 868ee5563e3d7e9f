"""The time of a training: how many chats fit into the profile's minutes, a progress bar that counts the seconds, a loss that is one."""

import math
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from accelerate import PartialState
from tqdm import tqdm
from transformers import TrainerCallback
from transformers.trainer_callback import ExportableState
from trl import SFTTrainer

from helpers import artifacts
from helpers.artifacts import CourseError
from helpers.profiles import Profile

STEPS = 3
ENOUGH = 60  # steps; fewer teach a model hardly more than where an answer ends
MOST = 20  # passes over a few rows, which are soon known by heart


def tokens_per_second(trainer: SFTTrainer) -> float:
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


def choose(profile: Profile, lengths: list[int], rate: Callable[[], float], adapter: Path) -> dict:
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
    key = artifacts.fingerprint({"model": profile.model_id, "dtype": profile.dtype, "minutes": profile.minutes, "lengths": lengths})
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


def passes(profile: Profile, lengths: list[int]) -> int:
    """Passes over the chats: the profile's, or more where the rows are so few that it would take less than `ENOUGH` steps.

    Args:
        profile: its `epochs`, `max_length` and the rows of a step.
        lengths: tokens of each chat.
    """
    steps = sum(lengths) / (profile.max_length * profile.batch_size * profile.gradient_accumulation)
    return max(profile.epochs, min(MOST, math.ceil(ENOUGH / max(1, math.ceil(steps)))))


def explain(chosen: dict, total: int) -> str:
    """The choice in one sentence."""
    if chosen["rate"] is None:
        return f"All {total:,} chats are trained on: {chosen['tokens']:,} tokens."
    return (f"At {chosen['rate']:.0f} tokens/s, {chosen['minutes']:g} minutes are enough for {chosen['chats']:,} of {total:,} chats: "
            f"{chosen['tokens']:,} tokens. COURSE_MINUTES gives it more or less time.")


class Clock(TrainerCallback, ExportableState):
    """A progress bar that also counts the seconds of training, across interruptions.

    The seconds are part of every checkpoint: work that a crash threw away is not counted.
    """

    def __init__(self, seconds: float = 0.0):
        self.seconds = seconds

    def state(self) -> dict:
        return {"args": {"seconds": self.seconds}, "attributes": {}}

    def skip(self) -> None:
        """Leave out the time since the last step: it went into something else."""
        self.last = time.perf_counter()

    def on_train_begin(self, args, state, control, **kwargs):
        self.last = time.perf_counter()
        self.bar = tqdm(total=state.max_steps, initial=state.global_step, desc="training", unit="step", file=sys.stderr,
                        disable=not state.is_world_process_zero)

    def on_step_end(self, args, state, control, **kwargs):
        now = time.perf_counter()
        self.seconds, self.last = self.seconds + now - self.last, now
        self.bar.update(1)

    def on_log(self, args, state, control, logs=None, **kwargs):
        if logs and "loss" in logs:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}")

    def on_train_end(self, args, state, control, **kwargs):
        self.bar.close()


class LossCheck(TrainerCallback):
    """Stops a training that learns nothing."""

    def on_log(self, args, state, control, logs=None, **kwargs):
        loss = (logs or {}).get("loss")
        if loss == 0.0:
            raise CourseError(f"The loss of step {state.global_step} is zero: no token of its rows is scored. Look at the labels: "
                              "does the template mark the answers, and do the rows end before them?")
        if loss is not None and not math.isfinite(loss):
            raise CourseError(f"The loss of step {state.global_step} is {loss}: try a smaller learning_rate, a max_grad_norm of 0.3, "
                              "or COURSE_DTYPE=float32. The last whole checkpoint is kept.")


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
