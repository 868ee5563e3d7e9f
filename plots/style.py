"""The look of every figure: one style, colours that colour-blind readers can tell apart, a Korean font.

The Korean font comes with the package `koreanize-matplotlib`, so figures need no font of the
machine's own. Only its font files are used: the module itself imports `distutils`, which Python
has dropped in 3.12.
"""

import os
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import matplotlib.figure
import matplotlib.pyplot as plt
import numpy as np
from IPython.core.pylabtools import print_figure
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.category import StrCategoryFormatter
from matplotlib.text import Text
from matplotlib.ticker import FixedFormatter, Formatter, FuncFormatter

from helpers.artifacts import CourseError
from helpers.language import KOREAN_PNG, translate

FONT = "NanumGothic"
NAMES = (FixedFormatter, FuncFormatter, StrCategoryFormatter)  # what puts words along an axis

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


class TranslatedTicks(FuncFormatter):
    """The names along an axis, in the language of its figure."""

    def __init__(self, names: Formatter, figure: "Figure"):
        super().__init__(lambda value, place: translate(names(value, place), figure.language))


class Figure(matplotlib.figure.Figure):
    """A figure whose texts are put into the reader's language when it is drawn.

    Attributes:
        language: `ko` or `en`, whatever the reader's is; None follows the reader.
    """

    language: str | None = None

    def draw(self, renderer: object) -> None:
        """Draw it, as Matplotlib asks for it."""
        for axis in (axis for axes in self.axes for axis in (axes.xaxis, axes.yaxis)):
            if isinstance(names := axis.get_major_formatter(), NAMES) and not isinstance(names, TranslatedTicks):
                axis.set_major_formatter(TranslatedTicks(names, self))  # each drawing asks for them anew
        english = self.__dict__.setdefault("_english", {})  # of what stands in the figure now
        for text in self.findobj(Text):
            original = english.get(text.get_text(), text.get_text())
            text.set_text(translate(original, self.language))
            english[text.get_text()] = original
        super().draw(renderer)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """What a notebook keeps beside the picture itself: nothing, or with `KOREAN_FIGURES` set the Korean one."""
        if "KOREAN_FIGURES" not in os.environ:
            return {}
        self.language = "ko"
        picture = print_figure(self, base64=True)
        self.language = None
        return {KOREAN_PNG: picture}


def figure(title: str = "", columns: int = 1, width: float = 7.0, height: float = 3.6) -> tuple[Figure, Axes | np.ndarray]:
    """An empty figure in the course's style: what every figure function here starts from.

    Args:
        title: heading of the first axes.
        columns: axes side by side.
        width, height: inches.

    Returns:
        `(figure, axes)`; one Axes, or an array of them when `columns` is above 1.
    """
    use_style()
    fig, axes = plt.subplots(1, columns, figsize=(width, height), FigureClass=Figure)
    (axes if columns == 1 else axes[0]).set_title(title)
    return fig, axes


def percent_axis(axis: Axis, top: float = 1.0) -> None:
    """Show an axis of fractions (an `Axes.xaxis` or `.yaxis`) in percent, from 0 to `top`."""
    axis.set_major_formatter(lambda value, _: f"{100 * value:.3g}%")
    axis.axes.set(**{f"{axis.axis_name}lim": (0, top)})
