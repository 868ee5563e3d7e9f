"""Figures of scores and speeds."""

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike
from sklearn.metrics import ConfusionMatrixDisplay, confusion_matrix

from helpers.data import TESTS
from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, figure, percent_axis


def scores(report: dict) -> Figure:
    """The result of the course: on each test string matching, the base model and the tuned model, by execution.

    Args:
        report: contents of `report.json`; every score is a fraction from 0 to 1. Without execution it is exact match.

    Returns:
        The figure: a group of bars a test, one bar a way of answering, with the share written above it. What was not measured has
        no bar.
    """
    ways = {
        "baseline_string": ("string matching, nothing learned", GREY),
        "baseline_examples": ("base model, three examples in the prompt", SKY),
        "execution" if any(report.get(f"execution_{test}") is not None for test in TESTS) else "em": ("tuned model", BLUE),
    }
    shown = [test for test in TESTS if any(report.get(f"{way}_{test}") is not None for way in ways)]  # Hub data have one
    fig, ax = figure("Right answers, by test", height=4.0)
    width = 0.8 / len(ways)
    for number, (way, (name, colour)) in enumerate(ways.items()):
        found = {place: report[f"{way}_{test}"] for place, test in enumerate(shown) if report.get(f"{way}_{test}") is not None}
        if found:
            drawn = ax.bar([place + (number - 1) * width for place in found], found.values(), 0.9 * width, color=colour, label=name)
            ax.bar_label(drawn, fmt="{:.0%}", padding=3)
    ax.set_xticks(range(len(shown)), [TESTS[test] for test in shown])
    percent_axis(ax.yaxis, top=1.08)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
    fig.legend(loc="outside lower center", ncols=1)
    return fig


def rates(named: dict[str, float], unit: str) -> Figure:
    """Speeds side by side; the number stands at the end of its bar."""
    fig, ax = figure(f"Speed in {unit}", height=0.9 + 0.5 * len(named))
    drawn = ax.barh(list(named), list(named.values()), color=[GREY, *[BLUE] * (len(named) - 1)])
    ax.bar_label(drawn, fmt="{:.2g}", padding=3)
    ax.invert_yaxis()
    ax.grid(visible=False)
    ax.set_xlim(0, max(named.values()) * 1.12)
    return fig


def agreement(first: ArrayLike, second: ArrayLike, first_name: str, second_name: str) -> Figure:
    """How often two instruments say the same, as a table of counts: the two agree along the diagonal.

    Args:
        first, second: columns of 0 and 1 of the same length, one entry an answer.
        first_name, second_name: what the rows and the columns of the table are called.
    """
    counts = confusion_matrix(np.asarray(first, dtype=int), np.asarray(second, dtype=int), labels=[0, 1])
    fig, ax = figure(f"{first_name} against {second_name}", width=4.2, height=3.4)
    drawn = ConfusionMatrixDisplay(counts, display_labels=["wrong", "right"])
    drawn.plot(ax=ax, cmap="Blues", colorbar=False, values_format=",", text_kw={"fontsize": 14})
    ax.set(xlabel=second_name, ylabel=first_name)
    ax.grid(visible=False)
    return fig


def intervals(named: dict, title: str) -> Figure:
    """Scores with their intervals, one a line.

    Args:
        named: `stats.Interval` by name, each a share from 0 to 1.
        title: heading of the figure.
    """
    fig, ax = figure(title, height=1.0 + 0.45 * len(named))
    for place, interval in enumerate(named.values()):
        ax.plot([interval.low, interval.high], [place, place], color=BLUE, linewidth=2.5, solid_capstyle="round")
        ax.plot(interval.estimate, place, "o", color=BLUE, markersize=7)
    ax.set_yticks(range(len(named)), named)
    ax.set_ylim(len(named) - 0.5, -0.5)
    percent_axis(ax.xaxis)
    ax.grid(axis="x")
    return fig


def score_intervals(scores: dict[str, dict], title: str) -> Figure:
    """Scores side by side in groups, each with its interval.

    Args:
        scores: {group: {series: `stats.Interval`}}; every value is a fraction from 0 to 1.
        title: heading of the figure.
    """
    series = list(dict.fromkeys(name for group in scores.values() for name in group))
    fig, ax = figure(title, width=min(9.0, max(5.0, 1.2 + 0.9 * len(scores) * len(series))))
    _grouped(ax, scores, dict(zip(series, [BLUE, ORANGE, GREEN, RED, SKY, PINK])))
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=len(series))
    return fig


def baselines(measures: dict[str, dict[str, dict]]) -> Figure:
    """A model beside what one reaches without it: one panel a measure, one group of bars a test, one bar a way of answering.

    Args:
        measures: {measure: {test: {way: `stats.Interval`}}}, the model as the last way; every value is a fraction from 0 to 1.
    """
    ways = list(dict.fromkeys(way for tests in measures.values() for test in tests.values() for way in test))
    fig, axes = figure(columns=len(measures), width=10)
    for ax, (measure, tests) in zip(np.atleast_1d(axes), measures.items()):
        ax.set_title(measure)
        _grouped(ax, tests, dict(zip(ways, [*[GREY, SKY, ORANGE][: len(ways) - 1], BLUE])), capsize=2)
    fig.legend(*ax.get_legend_handles_labels(), ncols=len(ways), loc="outside lower center")
    return fig


def _grouped(ax, scores: dict[str, dict], colours: dict[str, str], capsize: float = 4) -> None:
    """Bars with their intervals: groups along the axis, in each group one bar a series, in the order of `colours`."""
    width = 0.8 / len(colours)
    for number, (name, colour) in enumerate(colours.items()):
        places = [place for place, group in enumerate(scores.values()) if name in group]
        found = [group[name] for group in scores.values() if name in group]
        middles = [place + (number - (len(colours) - 1) / 2) * width for place in places]
        reach = [[each.estimate - each.low for each in found], [each.high - each.estimate for each in found]]
        ax.bar(middles, [each.estimate for each in found], 0.9 * width, color=colour, label=name)
        ax.errorbar(middles, [each.estimate for each in found], reach, fmt="none", ecolor="black", capsize=capsize)
    ax.set_xticks(range(len(scores)), list(scores))
    percent_axis(ax.yaxis, top=1.05)
