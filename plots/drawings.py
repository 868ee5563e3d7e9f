"""Drawings that explain: one training step with LoRA, eight numbers in NF4, packed against padded, left against right padding."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, Figure, figure, use_style

FROZEN, TRAINED, PAPER = "#DCE6EE", "#FBE3B5", "#FFFFFF"
COLOURS = [BLUE, ORANGE, GREEN, PINK, SKY, RED]


def training_step() -> Figure:
    """One step of the training: forward to the loss, backward to the adapters' gradients, and a step of the optimizer."""
    fig, ax = _canvas("One training step", 10, 4.4, (0, 100), (0, 44))
    _box(ax, 2, 25, 13, 11, "tokens\nof a chat", PAPER)
    _box(ax, 20, 25, 13, 11, "embedding\n(frozen)", FROZEN)
    _box(ax, 38, 30, 20, 8, "W: frozen, in NF4", FROZEN)
    _box(ax, 38, 20, 9, 7, "A", TRAINED)
    _box(ax, 49, 20, 9, 7, "B", TRAINED)
    _box(ax, 65, 25, 13, 11, "logits:\na score for\nevery token", PAPER)
    _box(ax, 84, 25, 13, 11, "loss: is the\nright token\nscored high?", PAPER)
    for begin, end in (((15, 30.5), (20, 30.5)), ((33, 30.5), (38, 33)), ((33, 30.5), (38, 24)), ((47, 23.5), (49, 23.5)),
                       ((58, 33), (65, 31)), ((58, 24), (65, 30)), ((78, 30.5), (84, 30.5))):  # fmt: skip
        _arrow(ax, begin, end, BLUE)
    ax.text(48, 39.3, "a linear layer (there are many, one after the other)", ha="center", fontsize=9, color=GREY)
    _arrow(ax, (90.5, 25), (53.5, 20), RED, bend=-0.32)
    _arrow(ax, (90.5, 25), (42.5, 20), RED, bend=-0.36)
    _box(ax, 36, 1.5, 24, 7.5, "optimizer: moves A and B\na little against the gradient", PAPER)
    _arrow(ax, (43, 9), (43, 20), ORANGE)
    _arrow(ax, (53, 9), (53, 20), ORANGE)
    ax.text(3, 15.5, "1  forward: from tokens to the loss", color=BLUE)
    ax.text(3, 11.5, "2  backward: a gradient for A and B,\n    none for what is frozen", color=RED, va="top")
    ax.text(62.5, 3.2, "3  step: A and B change, W never does", color="#9A6A00")
    return fig


def nf4(numbers: Sequence[float], stored: Sequence[float], values: Sequence[float]) -> Figure:
    """Numbers and what NF4 keeps of them.

    Args:
        numbers: of one block.
        stored: what comes back for each of them.
        values: the sixteen values that there are, already times the block's scale.
    """
    fig, ax = _canvas("Eight numbers in NF4: each moves to the nearest of sixteen values", 10, 3.0, None, (-0.75, 2.6))
    ax.hlines([0, 1.6], min(values), max(values), color=GREY, linewidth=0.8)
    ax.vlines(values, -0.12, 0.12, color=GREY)
    for place, (number, kept) in enumerate(zip(numbers, stored)):
        ax.annotate("", (kept, 0.14), (number, 1.5), arrowprops={"arrowstyle": "->", "color": COLOURS[place % 6], "linewidth": 1.4})
        ax.plot(number, 1.6, "o", color=COLOURS[place % 6], markersize=7)
        ax.text(number, 1.8, f"{number:+.3f}", rotation=60, fontsize=9, color=COLOURS[place % 6])
    left = min(values) - 0.05 * (max(values) - min(values))
    ax.text(left, 1.6, "numbers", ha="right", va="center")
    ax.text(left, 0, "NF4", ha="right", va="center")
    for place, value in enumerate(values):
        ax.text(value, -0.22 - 0.26 * (place % 2), f"{place}", ha="center", va="top", fontsize=8, color=GREY)
    ax.set_xlim(left - 0.1 * (max(values) - min(values)), max(values) * 1.08)
    return fig


def padded_and_packed(lengths: Sequence[int], rows: Sequence[Sequence[int]], row_length: int) -> Figure:
    """The same examples twice: each in a padded row of its own, and packed into shared rows.

    Args:
        lengths: tokens of each example.
        rows: the lengths that share each packed row.
        row_length: places in a row.
    """
    fig, (left, right) = figure("Padded: one example a row", columns=2, width=10, height=0.9 + 0.26 * len(lengths))
    right.set_title("Packed: examples share a row")
    for place, length in enumerate(lengths):
        left.barh(place, length, color=COLOURS[place % 6], height=0.75)
        left.barh(place, max(lengths) - length, left=length, color="#E9E9E9", hatch="///", edgecolor="#CFCFCF", height=0.75)
    order = list(lengths)
    for row, parts in enumerate(rows):
        begin = 0
        for part in parts:
            right.barh(row, part, left=begin, color=COLOURS[order.index(part) % 6], edgecolor="white", height=0.75)
            begin += part
        right.barh(row, row_length - begin, left=begin, color="#E9E9E9", hatch="///", edgecolor="#CFCFCF", height=0.75)
    for ax, rows_shown in ((left, len(lengths)), (right, len(lengths))):
        ax.set(xlabel="places in the row; hatched: padding", yticks=[], ylim=(rows_shown - 0.4, -0.6), xlim=(0, row_length))
        ax.grid(visible=False)
    return fig


def attention_mask(seen: np.ndarray) -> Figure:
    """Which tokens a token sees.

    Args:
        seen: (tokens, tokens), true where the token of the row sees that of the column.
    """
    fig, ax = figure("Dark: the token of the row sees the token of the column", width=5, height=5)
    ax.imshow(seen, cmap="Blues", vmin=0, vmax=1.3, interpolation="nearest")
    ax.set(xlabel="token that is seen", ylabel="token that sees")
    ax.grid(visible=False)
    return fig


def padding_sides(right: Sequence[Sequence[str]], left: Sequence[Sequence[str]], padding: str) -> Figure:
    """A batch of two prompts, padded on the right and on the left: where each is written on.

    Args:
        right, left: rows of tokens as text, of equal length within a batch.
        padding: the text of the padding token.
    """
    use_style()
    fig, axes = plt.subplots(2, 1, figsize=(10, 3.6), FigureClass=Figure)
    titles = (
        "Padded on the right: the new token of the shorter prompt comes behind padding",
        "Padded on the left: every new token follows its prompt",
    )
    for ax, rows, title in zip(axes, (right, left), titles):
        ax.set_title(title)
        ax.set(xlim=(0, len(rows[0]) + 1), ylim=(len(rows), 0), xticks=[], yticks=[])
        ax.set_frame_on(False)
        ax.grid(visible=False)
        for line, tokens in enumerate(rows):
            for place, token in enumerate([*tokens, "new"]):
                colour = GREEN if token == "new" and place == len(tokens) else "#E9E9E9" if token == padding else FROZEN
                ink, middle = "white" if colour == GREEN else "black", (place + 0.5, line + 0.5)
                ax.add_patch(Rectangle((place + 0.03, line + 0.08), 0.94, 0.84, facecolor=colour, edgecolor=GREY, linewidth=0.6))
                ax.text(*middle, _short(token), ha="center", va="center", fontsize=8.5, color=ink)
    return fig


def _short(token: str) -> str:
    text = token.replace("\n", "↵").replace("$", r"\$")  # the Korean font draws a backslash as a won sign
    return text if len(text) <= 9 else text[:8] + "…"


def _canvas(title: str, width: float, height: float, across: tuple | None, up: tuple):
    fig, ax = figure(title, width=width, height=height)
    ax.set_axis_off()
    ax.set_ylim(*up)
    if across:
        ax.set_xlim(*across)
    return fig, ax


def _box(ax, x: float, y: float, width: float, height: float, text: str, colour: str) -> None:
    ax.add_patch(FancyBboxPatch((x, y), width, height, boxstyle="round,pad=0,rounding_size=1", facecolor=colour, edgecolor=GREY))
    ax.text(x + width / 2, y + height / 2, text, ha="center", va="center", fontsize=9.5)


def _arrow(ax, begin: tuple, end: tuple, colour: str, bend: float = 0.0) -> None:
    form = {"arrowstyle": "-|>", "mutation_scale": 12, "connectionstyle": f"arc3,rad={bend}"}
    ax.add_patch(FancyArrowPatch(begin, end, color=colour, linewidth=1.5, **form))
