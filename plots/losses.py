"""Figures of lesson 03: the loss, and what packing saves."""

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, ORANGE, PINK, RED, SKY, figure, percent_axis

if TYPE_CHECKING:
    import pandas as pd


def loss_curve(steps: list[int], losses: list[float]) -> Figure:
    """Training loss by step, with its running mean over a twentieth of the run."""
    fig, ax = figure("Training loss")
    window = max(1, len(losses) // 20)
    mean = np.convolve(losses, np.ones(window) / window, mode="valid")
    ax.plot(steps, losses, color=SKY, linewidth=0.8, label="each step")
    ax.plot(steps[window - 1 :], mean, color=BLUE, linewidth=2.2, label=f"mean of {window}")
    ax.set(xlabel="step", ylabel="loss on the completion", ylim=(0, None))
    ax.legend()
    return fig


def packing(table: "pd.DataFrame", rows: list[list[int]], row_length: int) -> Figure:
    """What packing saves: the share of token places that hold text, and how packed rows are filled.

    Args:
        table: from `inspection.packing_table`; its column `filled` holds fractions.
        rows: for each packed row to draw, the lengths of its examples in tokens.
        row_length: length of a packed row in tokens.
    """
    fig, (left, right) = figure("Token places that hold text", columns=2, width=10)
    names = [name.replace(" of the batch", "\nof the batch") for name in table.index]
    drawn = left.barh(names, table["filled"], color=[ORANGE, ORANGE, BLUE])
    left.bar_label(drawn, fmt="{:.0%}", padding=3)
    percent_axis(left.xaxis, top=1.15)
    left.invert_yaxis()
    left.grid(visible=False)
    colours = [BLUE, ORANGE, GREEN, SKY, PINK, RED]
    for place, lengths in enumerate(rows):
        start = 0
        for number, length in enumerate(lengths):
            right.barh(place, length, left=start, color=colours[number % len(colours)], edgecolor="white")
            start += length
    right.set(title="Packed rows, one colour an example", xlabel="tokens", xlim=(0, row_length), yticks=[])
    right.invert_yaxis()
    right.grid(visible=False)
    return fig
