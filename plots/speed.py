"""Figures of lesson 09: a server under load, and data preparation as the rows grow."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, ORANGE, PINK, SKY, figure

if TYPE_CHECKING:
    import pandas as pd


def throughput(
    rates: dict[str, dict[int, float]], stored: dict[str, dict[int, float]] | None = None, unit: str = "queries/s"
) -> Figure:
    """Answers a second against the questions in flight at once, one line a server.

    Args:
        rates: for each server, answers a second by the number of questions in flight.
        stored: the same, measured at another time and perhaps on another machine: dashed lines.
        unit: of the rates.
    """
    fig, ax = figure("Throughput as concurrency grows")
    lines = rates | (stored or {})
    for (name, line), colour in zip(lines.items(), (BLUE, ORANGE, GREEN, PINK, SKY)):
        style = "--" if name in (stored or {}) else "-"
        ax.plot(list(line), list(line.values()), marker="o", linestyle=style, color=colour, label=name)
    ax.set(xlabel="questions in flight", ylabel=unit, ylim=(0, None), xscale="log")
    counts = sorted({count for line in lines.values() for count in line})
    ax.set_xticks(counts, [str(count) for count in counts], minor=False)
    ax.minorticks_off()
    fig.legend(loc="outside lower center", ncols=2)
    return fig


def preparation(measured: "pd.DataFrame") -> Figure:
    """Seconds and memory of data preparation against its rows, one line a way.

    Args:
        measured: a DataFrame with the columns `way`, `rows`, `seconds` and `peak_mb`.
    """
    fig, (left, right) = figure("Seconds", columns=2, width=10)
    for (way, line), colour in zip(measured.groupby("way", sort=False), (ORANGE, BLUE, GREEN, PINK)):
        line = line.sort_values("rows")
        left.plot(line["rows"], line["seconds"], marker="o", color=colour, label=way)
        right.plot(line["rows"], line["peak_mb"] / 1000, marker="o", color=colour, label=way)
    for ax in (left, right):
        ax.set(xlabel="rows", xlim=(0, None), ylim=(0, None))
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    right.set(title="Memory of its own, in GB")
    right.legend()
    return fig
