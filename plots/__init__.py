"""Every figure of the course; `plots.style` gives them their look. A figure draws what it is given, it computes nothing."""

from plots.cost import score_over_cost
from plots.drawings import attention_mask, nf4, padded_and_packed, padding_sides, training_step
from plots.learning_curves import along, learning, longer, runs
from plots.loop import judge_loop
from plots.losses import loss_curve, packing
from plots.luck import chance, samples, spread
from plots.memory_parts import memory
from plots.questions import lengths, shares, split_map
from plots.right_answers import agreement, baselines, intervals, rates, score_intervals, scores
from plots.speed import preparation, throughput

__all__ = [
    "agreement",
    "along",
    "attention_mask",
    "baselines",
    "chance",
    "intervals",
    "judge_loop",
    "learning",
    "lengths",
    "longer",
    "loss_curve",
    "memory",
    "nf4",
    "packing",
    "padded_and_packed",
    "padding_sides",
    "preparation",
    "rates",
    "runs",
    "samples",
    "score_intervals",
    "score_over_cost",
    "scores",
    "shares",
    "split_map",
    "spread",
    "throughput",
    "training_step",
]
