"""The figure of lesson 03 on memory: what fills a card."""

from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, SKY, figure

if TYPE_CHECKING:
    import pandas as pd


def memory(table: "pd.DataFrame", cards: dict[str, float]) -> Figure:
    """Memory part by part: one bar a profile, and marks where the cards' own memory ends.

    Args:
        table: a DataFrame in GB, index = profiles, columns = parts, as `memory.estimate` names them.
        cards: memory in GB, by the name of the card or the kind of card.
    """
    fig, ax = figure("Memory of training, by formula", width=9, height=1.4 + 0.5 * len(table))
    colours = [BLUE, ORANGE, PINK, RED, SKY, GREEN][: table.shape[1]]
    table.plot.barh(stacked=True, ax=ax, width=0.65, color=colours, legend=False)
    for place, total in enumerate(table.sum(axis=1)):
        ax.annotate(f"{total:.1f} GB", (total, place), xytext=(4, 0), textcoords="offset points", va="center")
    for name, size in cards.items():
        ax.axvline(size, color=GREY, linestyle="--", linewidth=1)
        ax.annotate(
            name, (size, 1), xycoords=("data", "axes fraction"), xytext=(-3, 2), textcoords="offset points", ha="right", fontsize=9
        )
    ax.invert_yaxis()
    ax.set(xlabel="GB", ylabel="", xlim=(0, 1.08 * max(max(cards.values()), table.sum(axis=1).max())))
    ax.grid(visible=False)
    fig.legend(ncols=table.shape[1], loc="outside lower center")
    return fig
