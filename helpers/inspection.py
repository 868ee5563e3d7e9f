"""A look at what LoRA, four-bit layers and packing really did in lesson 03, and what watches a training: the clock, the loss, the cores."""

import math
import sys
import time
from collections.abc import Sequence
from typing import Any

import bitsandbytes as bnb
import numpy as np
import pandas as pd
import psutil
import torch
from tqdm import tqdm
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.trainer_callback import ExportableState

from helpers.artifacts import CourseError


def lora_modules(model: torch.nn.Module) -> pd.DataFrame:
    """Which linear layers carry an adapter.

    Returns:
        One row a layer name (`q_proj`, ...): `layers` in the model, `with_lora`, `trainable` parameters.
    """
    rows = {}
    for name, module in model.named_modules():
        if not isinstance(module, torch.nn.Linear) or any(part in name for part in ("lora_", "lm_head")):
            continue
        wrapped = name.endswith(".base_layer")
        parent = model.get_submodule(name.rsplit(".", 1)[0]) if wrapped else None
        row = rows.setdefault(name.removesuffix(".base_layer").split(".")[-1], [0, 0, 0])
        row[0] += 1
        row[1] += wrapped
        row[2] += sum(p.numel() for p in parent.parameters() if p.requires_grad) if wrapped else 0
    return pd.DataFrame.from_dict(rows, orient="index", columns=["layers", "with_lora", "trainable"])


def gradient_error(model: torch.nn.Module) -> float:
    """How far the gradient through the NF4 layers of the first block is from that of dense layers.

    Returns:
        The largest relative difference (0 is perfect; rounding to bfloat16 gives under 0.02); infinite where no
        gradient comes through, as in layers that a forward pass in eval mode has repacked for inference.
    """
    layers = [module for name, module in model.named_modules() if isinstance(module, bnb.nn.Linear4bit) and ".layers.0." in name]
    return max(map(_layer_gradient_error, layers))


def packing_table(lengths: Sequence[int], packed_lengths: Sequence[int], batch: int, row_length: int) -> pd.DataFrame:
    """Rows, tokens and wasted padding without and with packing.

    Args:
        lengths, packed_lengths: tokens of each example, cut at `row_length`, and of each packed row.
        batch: examples in a padded batch.
        row_length: length of a packed row, in tokens.
    """
    lengths = np.minimum(lengths, row_length)
    groups = [lengths[start : start + batch] for start in range(0, len(lengths), batch)]
    padded = sum(len(group) * max(group) for group in groups)
    rows = {
        "padded to the longest of the batch": (len(lengths), padded),
        f"padded to {row_length}": (len(lengths), len(lengths) * row_length),
        "packed": (len(packed_lengths), len(packed_lengths) * row_length),
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["rows", "token places"])
    return table.assign(filled=lengths.sum() / table["token places"])


def _layer_gradient_error(layer) -> float:
    weight = bnb.functional.dequantize_4bit(layer.weight.data, layer.weight.quant_state)
    inputs = torch.randn(8, layer.in_features, device=weight.device, dtype=weight.dtype, requires_grad=True)
    upstream = torch.randn(8, layer.out_features, device=weight.device, dtype=weight.dtype)
    (through_nf4,) = torch.autograd.grad(layer(inputs), inputs, upstream, allow_unused=True)
    if through_nf4 is None:  # repacked for inference: the product has no way back
        return float("inf")
    dense = upstream.float() @ weight.float()
    return ((through_nf4.float() - dense).norm() / dense.norm()).item()


class Clock(TrainerCallback, ExportableState):
    """A progress bar that also counts the seconds of training, across interruptions.

    The seconds are part of every checkpoint: work that a crash threw away is not counted.
    """

    def __init__(self, seconds: float = 0.0):
        self.seconds = seconds

    def state(self) -> dict:
        """What a checkpoint keeps of the clock."""
        return {"args": {"seconds": self.seconds}, "attributes": {}}

    def skip(self) -> None:
        """Leave out the time since the last step: it went into something else."""
        self.last = time.perf_counter()

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Start the clock and draw the bar; of several processes only the first has one."""
        self.last = time.perf_counter()
        silent = not state.is_world_process_zero
        self.bar = tqdm(
            total=state.max_steps, initial=state.global_step, desc="training", unit="step", file=sys.stderr, disable=silent
        )

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Add the step's seconds, measured since the last step or `skip`."""
        now = time.perf_counter()
        self.seconds, self.last = self.seconds + now - self.last, now
        self.bar.update(1)

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, logs: dict | None = None, **kwargs: Any
    ) -> None:
        """Show the loss behind the bar."""
        if logs and "loss" in logs:
            self.bar.set_postfix(loss=f"{logs['loss']:.3f}")

    def on_train_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Close the bar."""
        self.bar.close()


class LossCheck(TrainerCallback):
    """Stops a training that learns nothing."""

    def on_log(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, logs: dict | None = None, **kwargs: Any
    ) -> None:
        """Raises `CourseError` where the logged loss is zero, infinite or NaN."""
        loss = (logs or {}).get("loss")
        if loss == 0.0:
            raise CourseError(
                f"The loss of step {state.global_step} is zero: no token of its rows is scored. Look at the labels: "
                "does the template mark the answers, and do the rows end before them?"
            )
        if loss is not None and not math.isfinite(loss):
            raise CourseError(
                f"The loss of step {state.global_step} is {loss}: try a smaller learning_rate, a max_grad_norm of "
                "0.3, or COURSE_DTYPE=float32. The last whole checkpoint is kept."
            )


class FreeCores(TrainerCallback):
    """Leaves to other programs the cores that they keep busy: a thread that shares its core makes all others wait for it.

    With one of two cores taken a step took 3.1 times as long with two threads, and 1.9 times with one.
    """

    def __init__(self):
        self.threads, self.before = torch.get_num_threads(), self._seconds()
        time.sleep(0.5)
        self.look()  # before anything is compiled: another number of threads later means to compile once more

    def look(self) -> None:
        """Take as many threads as cores were free since the last look, at most those of the beginning."""
        now, before = self._seconds(), self.before
        self.before = now
        taken = (now[1] - before[1]) / (now[0] - before[0])
        torch.set_num_threads(max(1, min(self.threads, psutil.cpu_count() - int(taken + 0.6))))  # a shared core: half is taken

    def _seconds(self) -> tuple[float, float]:
        """Of the clock, and those that all cores have worked for other programs: not this one, not what compiles for it."""
        everybody, own = psutil.cpu_times(), psutil.Process()
        ours = sum(sum(process.cpu_times()[:2]) for process in [own, *own.children(recursive=True)]) + sum(own.cpu_times()[2:4])
        return time.perf_counter(), everybody.user + everybody.system + getattr(everybody, "nice", 0.0) - ours

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Look again after some seconds."""
        if time.perf_counter() - self.before[0] > 5:
            self.look()

    def on_train_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: Any) -> None:
        """Give the threads back to what comes next."""
        torch.set_num_threads(self.threads)
