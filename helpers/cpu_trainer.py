"""The trainer and what watches it: a clock, a look at the loss; and what makes training bearable without a GPU: logits only
where they are scored, rows side by side, compiled layers."""

import math
import sys
import time
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm
from transformers import PreTrainedModel, TrainerCallback, TrainerControl, TrainerState, TrainingArguments
from transformers.trainer_callback import ExportableState
from trl import SFTTrainer

from helpers.artifacts import CourseError


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


class CompletionTrainer(SFTTrainer):
    """`SFTTrainer` with two changes for machines without a GPU, which leave the loss as it is, and one that a T4 needs too.

    - Logits only where there is a label to score. trl does this by itself on a GPU; on a CPU it projects every position
      onto the whole vocabulary, prompts included, which is half of a small model's time.
    - The packed rows of a batch stay side by side. trl strings them together into one long row, which kernels for a GPU
      know to cut apart again; a CPU attends over all of it, and the time grows with the square of its length.
    - Adapters are bfloat16 only beside a bfloat16 model; trl always makes them so. A float16 model scales its loss, for which
      torch has no bfloat16 kernel on a GPU (pytorch issue 127176): a T4 would fail at the first step. And a processor that
      computes in float32 does so because it is slow in bfloat16: such adapters took half of a step.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.padding_free and not torch.cuda.is_available():
            self.data_collator.padding_free, self.data_collator.return_position_ids = False, True
        if self.model.config.dtype != torch.bfloat16:
            for parameter in self.model.parameters():
                if parameter.requires_grad:
                    parameter.data = parameter.data.float()

    def compute_loss(
        self, model: torch.nn.Module, inputs: dict, return_outputs: bool = False, num_items_in_batch: Tensor | int | None = None
    ) -> Tensor | tuple[Tensor, Any]:
        """The mean loss of the scored tokens, with `return_outputs` beside the model's outputs; on a GPU trl's own.

        Args:
            inputs: `input_ids` and `labels` (-100: not scored), each (rows, tokens).
            num_items_in_batch: scored tokens of the whole step, in all processes; None takes those of `inputs`.
        """
        if inputs["input_ids"].is_cuda or self.label_smoother is not None:
            return super().compute_loss(model, inputs, return_outputs, num_items_in_batch)
        if "position_ids" in inputs:
            inputs.pop("attention_mask", None)  # beside a mask, the position ids would not keep packed examples apart
        labels = inputs.pop("labels")[:, 1:]  # position i predicts token i + 1
        scored = (labels != -100).any(0).nonzero().squeeze(1)  # in any row of the batch
        outputs = model(**inputs, use_cache=False, logits_to_keep=scored)
        labels = labels[:, scored].flatten()
        loss = torch.nn.functional.cross_entropy(outputs.logits.flatten(0, 1).float(), labels, reduction="sum")
        # The count is over all processes, and their gradients are averaged.
        shared = num_items_in_batch is not None
        loss = loss / (num_items_in_batch / self.accelerator.num_processes if shared else (labels != -100).sum())
        return (loss, outputs) if return_outputs else loss


def compile_layers(model: PreTrainedModel) -> bool:
    """Compile the decoder layers with `torch.compile`, where there is no GPU and a C++ compiler works.

    A CPU spends much of a small model's time between the matrix products; compiled, the steps in between are fused.
    Attention is written out (`eager`) first, so that the compiler sees its steps too: for rows of some hundred tokens
    that is faster than the CPU kernel behind `sdpa`, above all backwards. It holds the weights of attention, whose number
    grows with the square of the row. Compiling costs a minute or less once a machine, which short runs do not earn back, nor
    do slow processors, whose products take most of the time anyway. The results differ by rounding only.

    Args:
        model: a causal language model, with or without an adapter; compiled in place, at its first forward pass.

    Returns:
        Whether the layers are compiled; where they could not be, a line says why.
    """
    if torch.cuda.is_available():
        return False
    if reason := _why_not():
        print(f"The layers are not compiled, which makes the training somewhat slower: {reason}.")
        return False
    (owner,) = {module for module in model.modules() if isinstance(module, PreTrainedModel) and hasattr(module, "layers")}
    owner.set_attn_implementation("eager")
    for layer in owner.layers:
        layer.compile(dynamic=True)  # rows differ in length
    return True


def _why_not() -> str:
    """Why nothing can be compiled here, "" where it can. Compiling is the only sure test for compiler, headers and OpenMP."""
    try:
        numbers = torch.ones(8, requires_grad=True)
        torch.compile(lambda x: (x * 2 + 1).sum())(numbers).backward()
    except Exception as error:  # torch raises its own, the operating system's and the compiler's errors here
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return f"{type(error).__name__}, {lines[0].rstrip('.:')[:200]}" if lines else type(error).__name__
    return ""
