"""Figures of the dataset: lengths, shares, splits."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, figure, percent_axis

if TYPE_CHECKING:
    import pandas as pd


def lengths(frame: "pd.DataFrame", edges: list[int], limit: int) -> Figure:
    """How long the rows are: in words, with the edges of the bins, and in tokens, with the longest that training takes.

    Args:
        frame: from `data.lengths`, with the columns `words` and `tokens`.
        edges: where a bin ends, in words.
        limit: tokens that fit into one training row.
    """
    fig, (left, right) = figure("Words in a row", columns=2, width=10)
    left.hist(frame["words"], bins=40, color=BLUE)
    right.hist(frame["tokens"], bins=40, color=ORANGE)
    for edge in edges:
        left.axvline(edge, color=GREY, linestyle="--")
    right.axvline(limit, color=RED, linestyle="--", label=f"limit: {limit:,}")
    left.set(xlabel="words", ylabel="rows")
    right.set(title="Tokens in a row", xlabel="tokens of the chat")
    right.legend()
    return fig


def shares(table: "pd.DataFrame", title: str) -> Figure:
    """How wholes divide: one bar a row of `table`, one colour a column, each row scaled to its sum.

    Args:
        table: a DataFrame of counts.
        title: heading of the figure.
    """
    fig, ax = figure(title, height=1.2 + 0.42 * len(table))
    table.div(table.sum(axis=1), axis=0).plot.barh(
        stacked=True, ax=ax, width=0.7, color=[GREEN, ORANGE, RED, SKY, PINK, BLUE][: table.shape[1]]
    )
    for bars in ax.containers:
        ax.bar_label(bars, fmt="{:.0%}", label_type="center", color="white", fontsize=9)
    percent_axis(ax.xaxis)
    ax.invert_yaxis()
    ax.set_ylabel("")
    ax.grid(visible=False)
    ax.get_legend().remove()
    fig.legend(ncols=table.shape[1], loc="outside lower center")
    return fig


def split_map(counts: "pd.DataFrame", title: str = "Which databases each split asks about") -> Figure:
    """Where the questions of each database went: one bar a database, one colour a split.

    Args:
        counts: a DataFrame of rows, index = databases, columns = splits in the order of `data.SPLITS`.
        title: heading of the figure.
    """
    fig, ax = figure(title, width=10, height=3.4)
    counts.plot.bar(stacked=True, ax=ax, width=0.8, color=[BLUE, SKY, GREEN, ORANGE, PINK], legend=False)
    ax.set(xlabel="", ylabel="questions")
    ax.grid(visible=False, axis="x")
    fig.legend(ncols=counts.shape[1], loc="outside lower center")
    return fig
