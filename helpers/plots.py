"""Every figure of the course: one style, colours that colour-blind readers can tell apart, Hangul.

The Korean font comes with the package `koreanize-matplotlib`, so figures need no font of the
machine's own. Only its font files are used: the module itself imports `distutils`, which Python
has dropped in 3.12.
"""

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib import font_manager

from helpers.artifacts import CourseError

FONT = "NanumGothic"

# Okabe and Ito's palette, "Color Universal Design" (2008): told apart in every kind of colour blindness.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PINK, GREY = "#56B4E9", "#CC79A7", "#8C8C8C"

STYLE = {
    "font.family": [FONT, "DejaVu Sans"],  # the second has the mathematical signs
    "font.size": 10.5,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 10,
    "axes.prop_cycle": plt.cycler(color=[BLUE, ORANGE, GREEN, RED, SKY, PINK]),
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": GREY,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": "#E4E4E4",
    "legend.frameon": False,
    "figure.dpi": 110,
    "figure.constrained_layout.use": True,
}


def font_files() -> dict[int, Path]:
    """The bundled Nanum Gothic files by weight: 400 is normal, 700 bold.

    Raises:
        CourseError: the package that carries them is not installed.
    """
    package = find_spec("koreanize_matplotlib")
    if package is None:
        raise CourseError("The Korean font is missing: run pip install -r requirements.txt -c constraints.txt.")
    folder = Path(package.submodule_search_locations[0]) / "fonts"
    return {400: folder / "NanumGothic.ttf", 700: folder / "NanumGothicBold.ttf"}


def use_style() -> None:
    """Give Matplotlib the course's style and its Korean font. Calling it again changes nothing."""
    fonts = font_manager.fontManager
    known = {font.fname for font in fonts.ttflist}
    for weight, file in font_files().items():
        if str(file) not in known:
            fonts.addfont(file)
            # The bold file calls itself semibold, which would make every bold title a complaint.
            fonts.ttflist[-1] = replace(fonts.ttflist[-1], weight=weight)
    plt.rcParams.update(STYLE)


def figure(title: str = "", columns: int = 1, width: float = 7.0, height: float = 3.6):
    """An empty figure in the course's style: what every figure function here starts from.

    Args:
        title: heading of the first axes.
        columns: axes side by side.
        width, height: inches.

    Returns:
        `(figure, axes)`; one Axes, or an array of them when `columns` is above 1.
    """
    use_style()
    fig, axes = plt.subplots(1, columns, figsize=(width, height))
    (axes if columns == 1 else axes[0]).set_title(title)
    return fig, axes


def percent_axis(axis, top: float = 1.0) -> None:
    """Show an axis of fractions (an `Axes.xaxis` or `.yaxis`) in percent, from 0 to `top`."""
    axis.set_major_formatter(lambda value, _: f"{value:.0%}")
    axis.axes.set(**{f"{axis.axis_name}lim": (0, top)})


def scores(report: dict):
    """The result of the course: base and tuned model under three ways of counting a right answer.

    Args:
        report: contents of `report.json`; every score is a fraction from 0 to 1.

    Returns:
        The figure: one bar a score, with the share written above it.
    """
    bars = [
        ("before\nexact", "em_base", GREY),
        ("seen\nexact", "em_test_seen", BLUE),
        ("seen\nexecution", "execution_test_seen", BLUE),
        ("seen\njudge", "judge_test_seen", BLUE),
        ("unseen\nexact", "em_test_unseen", ORANGE),
        ("unseen\nexecution", "execution_test_unseen", ORANGE),
    ]
    bars = [bar for bar in bars if report.get(bar[1]) is not None]  # Hub data have one test split
    names, keys, colours = zip(*bars)
    fig, ax = figure("Right answers: base model, seen databases, unseen databases")
    drawn = ax.bar(names, [report[key] for key in keys], color=colours, width=0.65)
    ax.bar_label(drawn, fmt="{:.0%}", padding=3)
    percent_axis(ax.yaxis, top=1.08)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    return fig


def loss_curve(steps: list[int], losses: list[float]):
    """Training loss by step, with its running mean over a twentieth of the run."""
    fig, ax = figure("Training loss")
    window = max(1, len(losses) // 20)
    mean = np.convolve(losses, np.ones(window) / window, mode="valid")
    ax.plot(steps, losses, color=SKY, linewidth=0.8, label="each step")
    ax.plot(steps[window - 1 :], mean, color=BLUE, linewidth=2.2, label=f"mean of {window}")
    ax.set(xlabel="step", ylabel="loss on the completion", ylim=(0, None))
    ax.legend()
    return fig


def packing(table, rows: list[list[int]], row_length: int):
    """What packing saves: the share of token places that hold text, and how packed rows are filled.

    Args:
        table: from `training.packing_table`; its column `filled` holds fractions.
        rows: for each packed row to draw, the lengths of its examples in tokens.
        row_length: length of a packed row in tokens.
    """
    fig, (left, right) = figure("Token places that hold text", columns=2, width=10)
    drawn = left.barh([name.replace(" of the batch", "\nof the batch") for name in table.index], table["filled"],
                      color=[ORANGE, ORANGE, BLUE])
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


def rates(named: dict[str, float], unit: str):
    """Speeds side by side; the number stands at the end of its bar."""
    fig, ax = figure(f"Speed in {unit}", height=0.9 + 0.5 * len(named))
    drawn = ax.barh(list(named), list(named.values()), color=[GREY, *[BLUE] * (len(named) - 1)])
    ax.bar_label(drawn, fmt="{:.2g}", padding=3)
    ax.invert_yaxis()
    ax.grid(visible=False)
    ax.set_xlim(0, max(named.values()) * 1.12)
    return fig
