"""Every figure of the course; `helpers.style` gives them their look. A figure draws what it is given, it computes nothing."""

from helpers.plots.dataset import lengths, shares, split_map
from helpers.plots.experiments import along, learning, runs
from helpers.plots.luck import chance, samples, spread
from helpers.plots.memory import memory
from helpers.plots.scores import agreement, intervals, rates, score_intervals, scores
from helpers.plots.serving import preparation, throughput
from helpers.plots.training import loss_curve, packing

__all__ = [
    "agreement",
    "along",
    "chance",
    "intervals",
    "learning",
    "lengths",
    "loss_curve",
    "memory",
    "packing",
    "preparation",
    "rates",
    "runs",
    "samples",
    "score_intervals",
    "scores",
    "shares",
    "split_map",
    "spread",
    "throughput",
]
