"""Figure of lesson 10: what help at answering time costs, and what it brings."""

from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, GREY, ORANGE, PINK, RED, figure, percent_axis


def score_over_cost(ways: dict[str, dict[float, object]], unit: str) -> Figure:
    """Right answers against what one question costs; every point has its interval, the points of one way are joined.

    Args:
        ways: for each way of answering, `stats.Interval` by cost; the values are shares from 0 to 1.
        unit: of the cost.
    """
    fig, ax = figure("Right answers over cost", height=4.0)
    for (name, points), colour in zip(ways.items(), (GREY, BLUE, ORANGE, GREEN, PINK, RED)):
        costs, found = list(points), list(points.values())
        away = [[each.estimate - each.low for each in found], [each.high - each.estimate for each in found]]
        ax.errorbar(costs, [each.estimate for each in found], away, marker="o", color=colour, capsize=3, label=name)
    ax.set(xlabel=unit, xlim=(0, None))
    percent_axis(ax.yaxis)
    fig.legend(loc="outside lower center", ncols=2)
    return fig
