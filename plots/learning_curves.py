"""Figures of the experiments: settings side by side with their seeds, and what happens along a run."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, figure, percent_axis

if TYPE_CHECKING:
    import pandas as pd

COLOURS = [BLUE, ORANGE, GREEN, RED, SKY, PINK]


def runs(table: "pd.DataFrame", measures: dict[str, str], title: str, share: bool = False) -> Figure:
    """Settings under one another: a dot for each seed, a bar where their mean lies, a panel for each measure.

    Args:
        table: from `experiments.runs`; lines of one `name` belong together.
        measures: {column: what the reader calls it}.
        title: heading of the figure.
        share: whether the measures are shares from 0 to 1, to be shown in percent.
    """
    names = list(dict.fromkeys(table["name"]))
    fig, axes = figure("", columns=len(measures), width=10, height=1.5 + 0.42 * len(names))
    for ax, (column, label) in zip(np.atleast_1d(axes), measures.items()):
        for place, name in enumerate(names):
            found = table.loc[table["name"] == name, column]
            ax.plot([found.mean()] * 2, [place - 0.28, place + 0.28], color=BLUE, linewidth=2.5)
            ax.plot(found, [place] * len(found), "o", color=ORANGE, markersize=6, alpha=0.8)
        ax.set(xlabel=label, ylim=(len(names) - 0.5, -0.5))
        ax.set_yticks(range(len(names)), names if ax is fig.axes[0] else [""] * len(names))
        ax.grid(axis="x")
        _from_zero(ax.xaxis, table[list(measures) if share else column].to_numpy().max(), share)
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    return fig


def learning(curve: "pd.DataFrame", title: str) -> Figure:
    """One run along its epochs: the loss on rows it learns and on others, and its right and copied answers.

    Args:
        curve: the lines of one run from `experiments.curves`.
        title: heading of the figure.

    The dashed line marks the lowest loss on the rows that are not learned.
    """
    fig, (left, right) = figure(title, columns=2, width=10)
    _draw(left, curve, {"train_loss": ("training rows", BLUE), "validation_loss": ("validation rows", ORANGE)})
    shares = curve.assign(copied=curve["copied"] / curve["answers"])
    lines = {"seen": ("right, seen", BLUE), "unseen": ("right, unseen", ORANGE), "natural": ("right, natural", GREEN),
             "copied": ("copied", GREY)}  # fmt: skip
    lines = {column: line for column, line in lines.items() if column in shares}  # earlier runs were not asked the third test
    _draw(right, shares, lines)
    for ax in (left, right):
        ax.axvline(curve.loc[curve["validation_loss"].idxmin(), "epoch"], color=RED, linestyle="--", linewidth=1)
        ax.set_xlabel("epoch")
        ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.16), ncols=3)
    left.set(ylabel="loss, nats a token", ylim=(0, None))
    right.set(title="Answers")
    _from_zero(right.yaxis, shares[list(lines)].max().max(), share=True)
    return fig


def along(curves: "pd.DataFrame", measures: dict[str, str], title: str, shares: Collection[str] = ("seen", "unseen")) -> Figure:
    """Several settings along their epochs: a colour a setting, a panel a measure.

    Args:
        curves: from `experiments.curves`.
        measures: {column: what the reader calls it}.
        title: heading of the figure.
        shares: columns that are shares from 0 to 1, to be shown in percent.
    """
    fig, axes = figure("", columns=len(measures), width=10, height=3.9)
    for ax, (column, label) in zip(np.atleast_1d(axes), measures.items()):
        for (name, seed), colour in zip(dict.fromkeys(zip(curves["name"], curves["seed"])), COLOURS):
            _draw(ax, curves[(curves["name"] == name) & (curves["seed"] == seed)], {column: (name, colour)})
        ax.set(xlabel="epoch", ylabel=label)
        _from_zero(ax.yaxis, curves[list(shares) if column in shares else column].to_numpy().max(), column in shares)
    fig.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
    fig.legend(*fig.axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return fig


def _draw(ax, curve, columns):
    for column, (label, colour) in columns.items():
        ax.plot(curve["epoch"], curve[column], "o-", color=colour, label=label)


def _from_zero(axis, top, share):
    top = 1.1 * top or 1
    if share:
        percent_axis(axis, top)
    else:
        axis.axes.set(**{f"{axis.axis_name}lim": (0, top)})


def longer(minutes: Sequence[float], scores: dict[str, list], without: dict[str, float]) -> Figure:
    """Scores of trainings of several lengths, a line a test, each point with its interval.

    Args:
        minutes: of training.
        scores: `stats.Interval`s by test, one a training, in the order of `minutes`.
        without: by test, the share that is right without any training; a dotted line of the same colour.
    """
    fig, ax = figure("Right answers, by minutes of training", height=4.2)
    for (test, found), colour in zip(scores.items(), COLOURS):
        middle, low, high = (np.array([getattr(each, part) for each in found]) for part in ("estimate", "low", "high"))
        ax.errorbar(minutes, middle, [middle - low, high - middle], color=colour, marker="o", capsize=4, label=test)
        ax.axhline(without[test], color=colour, linestyle=":", linewidth=1.2)
    ax.set(xlabel="minutes of training; dotted: string matching, nothing learned", xlim=(0, max(minutes) * 1.05))
    ax.set_xticks(list(minutes))
    _from_zero(ax.yaxis, max(each.high for found in scores.values() for each in found), share=True)
    fig.legend(loc="outside lower center", ncols=3)
    return fig
