"""Figures: the bundled Korean font is found and used, on a machine with no Korean font of its own."""

import warnings

import matplotlib
import pytest
from matplotlib import font_manager

from helpers import plots, style

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def fresh_matplotlib():
    """Matplotlib as a fresh machine has it: its own style, and its own fonts alone."""
    known = list(font_manager.fontManager.ttflist)
    own = matplotlib.get_data_path()
    font_manager.fontManager.ttflist[:] = [font for font in known if font.fname.startswith(own)]
    with matplotlib.rc_context(matplotlib.rcParamsDefault):
        yield
    style.plt.close("all")
    font_manager.fontManager.ttflist[:] = known


def render(figure, tmp_path):
    """Save the figure; a missing glyph or font becomes an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure.savefig(tmp_path / "figure.png")
    return (tmp_path / "figure.png").stat().st_size


def test_hangul_renders_in_the_bundled_font(tmp_path, caplog):
    figure, axes = style.figure("지점별 매출: 값 − 목표 ≥ 0")
    axes.bar(["서울", "부산"], [2, -1])
    axes.set_xlabel("지점")
    assert render(figure, tmp_path) > 5_000
    assert not caplog.records  # "findfont: ..." messages
    for text in (axes.title, axes.xaxis.label):
        found = font_manager.findfont(text.get_fontproperties(), fallback_to_default=False)
        assert "koreanize_matplotlib" in found


def test_without_the_style_hangul_would_be_missing(tmp_path):
    figure, axes = style.plt.subplots()
    axes.set_title("지점")
    with pytest.raises(UserWarning, match="missing from font"):
        render(figure, tmp_path)


def test_style_is_applied_once(tmp_path):
    style.use_style()
    fonts = len(font_manager.fontManager.ttflist)
    style.use_style()
    assert len(font_manager.fontManager.ttflist) == fonts


def test_scores_leaves_out_what_a_run_has_not_measured(tmp_path):
    figure = plots.scores({"em_base": 0.0, "em_test_seen": 0.5, "em_test_unseen": None})
    assert [bar.get_height() for bar in figure.axes[0].patches] == [0.0, 0.5]
    assert render(figure, tmp_path) > 5_000


def test_missing_font_package_says_what_to_do(monkeypatch):
    monkeypatch.setattr(style, "find_spec", lambda name: None)
    with pytest.raises(style.CourseError, match="pip install"):
        style.font_files()
