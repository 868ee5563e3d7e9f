"""What makes training bearable without a GPU: a schema that is read once for many questions, few logits, compiled layers."""

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import torch
from torch import Tensor
from transformers import PreTrainedModel
from trl import SFTTrainer

from helpers import models
from helpers.language import translate

SAMPLE = 4_096  # tokens that stand for those that the training rows do not have


class CompletionTrainer(SFTTrainer):
    """`SFTTrainer` with four changes for machines without a GPU, and one that a T4 needs too.

    - Logits only where there is a label to score. trl does this by itself on a GPU; on a CPU it projects every position
      onto the whole vocabulary, prompts included, which is half of a small model's time.
    - In training these are the logits of a part of the vocabulary, see `SampledHead`; an evaluation takes all.
    - The questions of a chat share the schema but do not see each other, see `apart`: the loss of each is that of a chat of
      its own, at a fraction of the tokens.
    - The packed rows of a batch stay side by side. trl strings them together into one long row, which kernels for a GPU
      know to cut apart again; a CPU attends over all of it, and the time grows with the square of its length.
    - Adapters are bfloat16 only beside a bfloat16 model; trl always makes them so. A float16 model scales its loss, for which
      torch has no bfloat16 kernel on a GPU (pytorch issue 127176): a T4 would fail at the first step. And a processor that
      computes in float32 does so because it is slow in bfloat16: such adapters took half of a step.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not torch.cuda.is_available():
            if self.padding_free:
                self.data_collator.padding_free, self.data_collator.return_position_ids = False, True
            self.opening = torch.tensor(models.opening(self.processing_class))
            self.head = SampledHead(self.model.get_output_embeddings(), chain(*self.train_dataset["input_ids"]))
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
        config = self.model.config
        window = config.sliding_window if "sliding_attention" in (getattr(config, "layer_types", None) or []) else None
        dtype = self.model.get_input_embeddings().weight.dtype  # the layers' own, also of a model that was cast
        inputs |= apart(inputs["input_ids"], inputs.get("position_ids"), self.opening, dtype, window)
        labels = inputs.pop("labels")[:, 1:]  # position i predicts token i + 1
        scored = (labels != -100).any(0).nonzero().squeeze(1)  # in any row of the batch
        labels = labels[:, scored].flatten()
        with self.head.in_place(self.accelerator.unwrap_model(model), model.training and not return_outputs) as place:
            outputs = model(**inputs, use_cache=False, logits_to_keep=scored)
            loss = torch.nn.functional.cross_entropy(outputs.logits.flatten(0, 1).float(), place(labels), reduction="sum")
        # The count is over all processes, and their gradients are averaged.
        shared = num_items_in_batch is not None
        loss = loss / (num_items_in_batch / self.accelerator.num_processes if shared else (labels != -100).sum())
        return (loss, outputs) if return_outputs else loss


class SampledHead(torch.nn.Module):
    """Logits of the tokens that the training rows have, and of a random sample of all others, which stands for these.

    A vocabulary of 262,144 takes nearly half of a small model's training, though the answers use few of its tokens. The loss
    needs of the others only the sum of their exponentials. Each of the n drawn ones counts for N / n of them, so log(N / n) is
    added to its logit: sampled softmax (Jean et al., 2015, arXiv 1412.2007, section 3). The loss is an estimate, drawn anew
    at every step.

    Args:
        head: the model's last layer, without a bias; it is not trained.
        known: token ids, in any number, of which none is left out.
    """

    def __init__(self, head: torch.nn.Module, known: Iterable[int]):
        super().__init__()
        self.head = (head,)  # not a part of this module, which has no weights
        self.known = torch.tensor(sorted(set(known)))
        self.index = torch.full((len(head.weight),), -1)
        self.index[self.known] = torch.arange(len(self.known))
        self.others = (self.index < 0).nonzero().squeeze(1)

    def forward(self, hidden: Tensor) -> Tensor:
        """Logits (..., known + sample) in float32."""
        drawn = self.others[torch.randint(len(self.others), (SAMPLE,))]
        logits = torch.nn.functional.linear(hidden, self.head[0].weight[torch.cat([self.known, drawn])]).float()
        logits[..., len(self.known) :] += math.log(len(self.others) / SAMPLE)
        return logits

    @contextmanager
    def in_place(self, model: PreTrainedModel, wanted: bool) -> Iterator[Callable[[Tensor], Tensor]]:
        """Within the block this is the model's head, where that is `wanted` and saves anything.

        Yields:
            What gives each label's place among the logits.
        """
        if not wanted or len(self.others) <= SAMPLE:
            yield lambda labels: labels
            return
        model.set_output_embeddings(self)
        try:
            yield lambda labels: torch.where(labels < 0, labels, self.index[labels])
        finally:
            model.set_output_embeddings(self.head[0])


def apart(ids: Tensor, positions: Tensor | None, opening: Tensor, dtype: torch.dtype, window: int | None = None) -> dict:
    """What lets every question of a chat see what stands before the first one, and itself, but no other question.

    Each question gets the places right behind the shared beginning, as if it were the only one. Padding at the end of a row
    is seen by nothing before it.

    Args:
        ids: (rows, tokens).
        positions: (rows, tokens), beginning at 0 with every packed chat; None where each row is one chat.
        opening: the token ids that begin a user's turn.
        dtype: of the mask.
        window: how many tokens back some of the layers see; None where all see everything.

    Returns:
        `position_ids` (rows, tokens) and `attention_mask`, which is added to the attention's logits: (rows, 1, tokens, tokens);
        with a `window` a dictionary of two masks, for the two kinds of layers.
    """
    places = torch.arange(ids.shape[1], device=ids.device).expand_as(ids)
    positions = places if positions is None else positions
    opens = torch.zeros_like(ids, dtype=torch.bool)
    if 0 < len(opening) <= ids.shape[1]:
        opens[:, : ids.shape[1] - len(opening) + 1] = (ids.unfold(1, len(opening), 1) == opening.to(ids.device)).all(-1)
    turn, begins = opens.cumsum(1), positions == 0
    turn = turn - (turn * begins).cummax(1).values  # 0 before the first question of a chat
    last, first = ((places * mark).cummax(1).values for mark in (opens, opens & (turn == 1)))
    positions = positions - (last - first) * (turn > 0)

    def pairs(values: Tensor) -> tuple[Tensor, Tensor]:
        return values[:, :, None], values[:, None, :]

    (asks, asked), (chat, other), (here, there) = pairs(turn), pairs(begins.cumsum(1)), pairs(positions)
    seen = (chat == other) & ((asked == 0) | (asks == asked)) & (places[0][:, None] >= places[0])
    masks = {"full_attention": seen}
    if window is not None:
        masks["sliding_attention"] = seen & (here - there < window)
    masks = {
        kind: torch.zeros_like(mask, dtype=dtype).masked_fill(~mask, torch.finfo(dtype).min)[:, None]
        for kind, mask in masks.items()
    }
    return {"position_ids": positions, "attention_mask": masks if window is not None else masks["full_attention"]}


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
        print(translate(f"The layers are not compiled, which makes the training somewhat slower: {reason}."))
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
