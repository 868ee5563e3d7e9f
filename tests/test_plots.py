"""Figures: the bundled Korean font is found and used, on a machine with no Korean font of its own."""

import warnings

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib import font_manager

import plots
from helpers import stats
from plots import style

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
    assert [bar.get_height() for bar in figure.axes[0].patches] == [0.5]
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["seen databases"]
    assert render(figure, tmp_path) > 5_000


def test_scores_sets_each_test_beside_its_baselines(tmp_path):
    report = {"em_test_seen": 0.1, "em_test_natural": 0.1, "execution_test_seen": 0.5, "execution_test_natural": 0.25,
              "baseline_string_test_seen": 0.75, "baseline_string_test_natural": 0.0, "baseline_examples_test_natural": None}  # fmt: skip
    (axes,) = plots.scores(report).axes
    bars = {each.get_label(): [bar.get_height() for bar in each] for each in axes.containers if hasattr(each, "patches")}
    assert bars == {"string matching, nothing learned": [0.75, 0.0], "tuned model": [0.5, 0.25]}  # by execution, not exact
    assert [label.get_text() for label in axes.get_xticklabels()] == ["seen databases", "as people ask"]
    left, right = (container[1].get_x() for container in axes.containers if hasattr(container, "patches"))
    assert left < 1 < right + 0.3 and render(axes.figure, tmp_path) > 5_000


RUNS = pd.DataFrame({"name": ["묶음 1", "묶음 1", "묶음 3"], "seed": [1, 2, 1], "seen": [0.2, 0.4, 0.3], "seconds": [60, 62, 40]})
CURVE = pd.DataFrame({"name": "rank 32", "seed": 1, "epoch": [1, 2, 3], "train_loss": [0.5, 0.3, 0.1], "validation_loss": [0.6, 0.4, 0.5],
                      "seen": [0.1, 0.3, 0.3], "unseen": [0.0, 0.2, 0.1], "questions": 10, "answers": 20, "copied": [0, 1, 4]})  # fmt: skip


def test_runs_shows_every_seed_and_the_mean(tmp_path):
    figure = plots.runs(RUNS, {"seen": "right", "seconds": "seconds"}, "Runs")
    means, dots = figure.axes[0].lines[0::2], figure.axes[0].lines[1::2]
    assert [list(line.get_xdata()) for line in dots] == [[0.2, 0.4], [0.3]]
    assert [line.get_xdata()[0] for line in means] == pytest.approx([0.3, 0.3])
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["묶음 1", "묶음 3"]
    assert render(figure, tmp_path) > 5_000
    assert len(plots.runs(RUNS, {"seen": "right"}, "One measure", share=True).axes) == 1


def test_learning_marks_where_the_validation_loss_is_lowest(tmp_path):
    figure = plots.learning(CURVE, "A long run")
    marks = [line.get_xdata()[0] for ax in figure.axes for line in ax.lines if line.get_linestyle() == "--"]
    assert marks == [2, 2]
    assert figure.axes[1].lines[2].get_ydata().tolist() == [0, 0.05, 0.2]  # of the answers to both tests
    assert render(figure, tmp_path) > 5_000
    third = plots.learning(CURVE.assign(natural=[0.0, 0.1, 0.2], answers=30), "A long run").axes[1]
    assert [line.get_label() for line in third.lines[:4]] == ["right, seen", "right, unseen", "right, natural", "copied"]


def test_along_draws_a_line_a_run(tmp_path):
    both = pd.concat([CURVE, CURVE.assign(name="rank 8")])
    figure = plots.along(both, {"validation_loss": "loss", "seen": "right"}, "Ranks")
    assert [len(ax.lines) for ax in figure.axes] == [2, 2]
    assert render(figure, tmp_path) > 5_000


def test_samples_and_chance_count_every_sample(tmp_path):
    scores = np.random.default_rng(0).binomial(100, 0.6, 500) / 100
    for figure in (
        plots.samples({100: scores}, {100: 0.049}, 0.6, "Samples"),
        plots.chance({"luck": scores}, 100, 0.8, "seen", "Luck"),
    ):
        density = figure.axes[0].get_ylabel() == "density"
        counted = [bar.get_height() * (bar.get_width() if density else 1 / 500) for bar in figure.axes[0].patches]
        assert sum(counted) == pytest.approx(1.0)
        assert render(figure, tmp_path) > 5_000


def test_spread_draws_dots_and_theory_of_each_kind(tmp_path):
    table = pd.DataFrame({"drawn": ["with", "without"], "size": [100, 100], "spread": [0.05, 0.04], "theory": [0.049, 0.041]})
    figure = plots.spread(table, "Spread")
    assert [line.get_ydata().tolist() for line in figure.axes[0].lines] == [[0.049], [0.05], [0.041], [0.04]]
    assert render(figure, tmp_path) > 5_000


def test_baselines_draws_a_panel_a_measure_and_a_bar_a_way(tmp_path):
    tests = {"test_seen": {"string matching": stats.wilson(3, 10), "tuned model": stats.wilson(6, 10)},
             "test_natural": {"tuned model": stats.wilson(2, 10)}}  # fmt: skip
    figure = plots.baselines({"exact": tests, "execution": tests})
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["exact", "execution"]
    for ax in figure.axes:
        assert [bar.get_height() for bar in ax.patches] == [0.3, 0.6, 0.2]
        assert ax.patches[2].get_facecolor() == ax.patches[1].get_facecolor() != ax.patches[0].get_facecolor()
        assert [tick.get_text() for tick in ax.get_xticklabels()] == list(tests)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["string matching", "tuned model"]
    assert render(figure, tmp_path) > 5_000


def test_missing_font_package_says_what_to_do(monkeypatch):
    monkeypatch.setattr(style, "find_spec", lambda name: None)
    with pytest.raises(style.CourseError, match="pip install"):
        style.font_files()


def test_agreement_counts_each_pair_in_its_own_field():
    figure = plots.agreement([0, 0, 1, 1, 1, 1], [0, 1, 0, 1, 1, 1], "execution", "judge")
    (ax,) = figure.axes
    assert [text.get_text() for text in ax.texts] == ["1", "1", "1", "3"]  # row by row, wrong before right
    assert (ax.get_ylabel(), ax.get_xlabel()) == ("execution", "judge")
    assert [tick.get_text() for tick in ax.get_yticklabels()] == ["wrong", "right"]
    everything_right = plots.agreement([1, 1], [1, 1], "a", "b")
    assert [text.get_text() for text in everything_right.axes[0].texts] == ["0", "0", "0", "2"]


def test_the_judge_loop_draws_every_step_and_arrow(tmp_path):
    figure = plots.judge_loop()
    (axes,) = figure.axes
    words = " ".join(text.get_text().replace("\n", " ") for text in axes.texts)
    assert all(word in words for word in ("gold and predicted", "a file with its reply?", "40 at a time", "1, 0 or no answer"))
    assert sum(bool(text.arrow_patch) for text in axes.texts if hasattr(text, "arrow_patch")) == 10
    render(figure, tmp_path)


def boxes(figure) -> list:
    """Where the texts and the titles of a figure lie, in pixels."""
    figure.canvas.draw()
    texts = [text for axes in figure.axes for text in (*axes.texts, axes._left_title)]
    return [(text.get_text(), text.get_window_extent()) for text in texts]


@pytest.mark.parametrize("draw", [
    plots.training_step,
    lambda: plots.nf4([0.71, -0.52, 0.05, -0.95], [0.69, -0.5, 0.08, -0.95], [-0.95, -0.66, -0.5, 0.0, 0.08, 0.69, 0.95]),
    lambda: plots.padded_and_packed([412, 300, 90], [[412, 90], [300]], 512),
    lambda: plots.padding_sides([["가", "나", "다"], ["$", "\\n", "<pad>"]], [["가", "나", "다"], ["<pad>", "$", "\\n"]], "<pad>"),
], ids=["training step", "nf4", "packed", "padding"])  # fmt: skip
def test_a_drawing_shows_all_of_its_texts(tmp_path, draw):
    figure = draw()
    render(figure, tmp_path)
    width, height = figure.canvas.get_width_height()
    shown = boxes(figure)
    assert len(shown) > 1
    for text, box in shown:
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1, f"{text!r} is cut off"


def test_nf4_draws_an_arrow_a_number_and_a_mark_a_value():
    axes = plots.nf4([0.5, -1.0], [0.4, -1.0], [-1.0, 0.0, 0.4, 1.0]).axes[0]
    assert [text.get_text() for text in axes.texts if text.get_text().startswith(("+", "-"))] == ["+0.500", "-1.000"]
    assert [text.get_text() for text in axes.texts if text.get_text().isdigit()] == ["0", "1", "2", "3"]


def test_packed_rows_hold_what_the_padded_ones_hold():
    left, right = plots.padded_and_packed([400, 300, 100], [[400, 100], [300]], 512).axes
    text = [sum(bar.get_width() for bar in ax.patches if not bar.get_hatch()) for ax in (left, right)]
    padding = [sum(bar.get_width() for bar in ax.patches if bar.get_hatch()) for ax in (left, right)]
    assert text == [800, 800] and padding == [400, 224]


def test_padding_on_the_left_ends_every_row_with_a_prompt():
    figure = plots.padding_sides([["a", "b"], ["c", "<pad>"]], [["a", "b"], ["<pad>", "c"]], "<pad>")
    rows = [[text.get_text() for text in axes.texts] for axes in figure.axes]
    assert rows == [["a", "b", "new", "c", "<pad>", "new"], ["a", "b", "new", "<pad>", "c", "new"]]
