"""A drawing of what a judge does with many pairs of queries."""

from matplotlib.figure import Figure

from plots.style import BLUE, GREEN, GREY, ORANGE, RED, figure

BOXES = {  # name: middle (x, y), colour, text
    "pairs": ((0.9, 3.6), BLUE, "a pair:\ngold and predicted"),
    "same": ((3.6, 3.6), GREY, "the same\nstring?"),
    "kept": ((6.1, 3.6), GREY, "a file with\nits reply?"),
    "ask": ((8.9, 3.6), ORANGE, "ask the judge\n(40 at a time)"),
    "right": ((3.6, 1.8), GREEN, "right,\nnot sent"),
    "read": ((6.1, 1.8), BLUE, "read the reply:\n1, 0 or no answer"),
    "write": ((8.9, 1.8), ORANGE, "write the reply\nto its file"),
    "score": ((4.85, 0.2), BLUE, "score: the sum of the answers over their number"),
}
ARROWS = [  # from, to, word at the arrow
    ("pairs", "same", ""),
    ("same", "kept", "no"),
    ("kept", "ask", "no"),
    ("same", "right", "yes"),
    ("kept", "read", "yes"),
    ("ask", "write", ""),
    ("write", "read", ""),
    ("right", "score", ""),
    ("read", "score", ""),
]


def judge_loop() -> Figure:
    """The way of a pair through the judge: what is sent, what is kept, what is read."""
    fig, ax = figure("A pair's way through the judge", width=9, height=3.6)
    boxes = {}
    for name, ((x, y), colour, text) in BOXES.items():
        frame = {"boxstyle": "round,pad=0.5", "facecolor": "white", "edgecolor": colour, "linewidth": 1.6}
        boxes[name] = ax.text(x, y, text, ha="center", va="center", fontsize=9, bbox=frame).get_bbox_patch()
    for start, end, word in ARROWS:
        (x1, y1), (x2, y2) = BOXES[start][0], BOXES[end][0]
        line = {"arrowstyle": "-|>", "color": GREY, "patchA": boxes[start], "patchB": boxes[end]}
        ax.annotate("", (x2, y2), (x1, y1), arrowprops=line)
        ax.text((x1 + x2) / 2 + 0.08, (y1 + y2) / 2 + 0.1, word, color=GREY, fontsize=9)
    again = {"arrowstyle": "-|>", "color": RED, "connectionstyle": "arc3,rad=1.2"}
    ax.annotate("", (8.6, 4.05), (9.2, 4.05), arrowprops=again)
    ax.text(9.4, 4.4, "busy or down:\nwait, ask again", color=RED, fontsize=8.5)
    ax.set(xlim=(-0.4, 11.2), ylim=(-0.3, 5))
    ax.axis("off")
    return fig
