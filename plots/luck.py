"""Figures of the luck of a sample."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from scipy.stats import norm

from plots.style import BLUE, GREEN, GREY, ORANGE, RED, figure, percent_axis

if TYPE_CHECKING:
    import pandas as pd

COLOURS = [BLUE, ORANGE, GREEN]


def samples(draws: dict, errors: dict, share: float, title: str) -> Figure:
    """Scores of many samples, a colour a size, with the normal curve that theory expects drawn over them.

    Args:
        draws: {size: scores of its samples}, the scores as fractions.
        errors: {size: standard error that theory gives}.
        share: the score of all questions together.
        title: heading of the figure.
    """
    fig, ax = figure(title, width=8)
    for (size, scores), colour in zip(draws.items(), COLOURS):
        ax.hist(scores, bins=_edges(scores, size), density=True, color=colour, alpha=0.35, label=f"samples of {size:,}")
        x = np.linspace(share - 4 * errors[size], share + 4 * errors[size], 200)
        ax.plot(x, norm.pdf(x, share, errors[size]), color=colour)
    ax.axvline(share, color=GREY, linestyle="--", linewidth=1)
    ax.set(xlabel="score of the sample", ylabel="density")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.legend()
    return fig


def spread(table: "pd.DataFrame", title: str) -> Figure:
    """How the spread of a score falls with the size of the sample: measured as dots, expected as lines.

    Args:
        table: one line a kind and size of sample, with the columns `drawn` (the kind), `size`, `spread` (standard deviation of
            the scores of many samples) and `theory` (their standard error), both as fractions.
        title: heading of the figure.
    """
    fig, ax = figure(title)
    for (kind, found), colour in zip(table.groupby("drawn", sort=False), COLOURS):
        ax.plot(found["size"], found["theory"], color=colour, label=f"theory, {kind}")
        ax.plot(found["size"], found["spread"], "o", color=colour, label=f"drawn, {kind}")
    ax.set(xlabel="questions in the sample", ylabel="standard deviation")
    percent_axis(ax.yaxis, top=1.1 * table[["spread", "theory"]].max().max())
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:.1%}")
    ax.legend()
    return fig


def chance(draws: dict, size: int, observed: float, label: str, title: str) -> Figure:
    """What chance does to a score, one histogram a kind of chance, beside a score that was observed.

    Args:
        draws: {kind: scores of many samples}, as fractions.
        size: questions in each sample.
        observed: the score to compare with.
        label: what the reader calls it.
        title: heading of the figure.
    """
    fig, ax = figure(title, width=8)
    edges = _edges(np.concatenate(list(draws.values())), size)
    for (kind, scores), colour in zip(draws.items(), COLOURS):
        ax.hist(scores, bins=edges, color=colour, alpha=0.45, label=kind)
    ax.axvline(observed, color=RED, linewidth=2, label=label)
    ax.set(xlabel="score of the sample", ylabel="samples")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=2)
    return fig


def _edges(scores, size):
    """Bins of whole questions, about thirty of them: others would hold now more, now fewer of the possible scores."""
    right = np.round(np.asarray(scores) * size)
    width = max(1, round(np.ptp(right) / 30))
    return (np.arange(right.min(), right.max() + 2 * width, width) - 0.5) / size
