"""Messages and figures in Korean: every sentence of the code has its Korean, with the same gaps, and nothing else has one."""

import ast
import re
import warnings

import matplotlib
import pytest
import test_plots
from IPython.core.pylabtools import print_figure

import plots
from helpers import artifacts, language, profiles, serving
from helpers.artifacts import CourseError
from judge import service
from plots import style

ROOT = artifacts.repository()
SPOKEN = {"CourseError", "MissingInput", "Stop", "Unavailable", "translate"}  # what is called with a sentence for the reader
ROOMS = ("helpers", "hosted", "hub", "judge", "export", "exercises", "demo", "plots")
TOOLS = ("course", "kernels", "learner", "korean_edition")  # those that a learner or a translator meets
RETURNS = ("exercises/lesson_", "hub/errors")  # files whose functions return such sentences
# Put together of sentences, or one of `service.REFUSALS`.
IN_PIECES = {"{0}", "{0} {1}", "{0} ({1}) {2}.", "{0} {1}: {2}", "{0}, {1}", "“{0}”: {1}", "{0} does not fit {1}:\n"}


@pytest.fixture
def korean(monkeypatch):
    monkeypatch.setenv("COURSE_LANG", "ko")


def template(node: ast.expr | None) -> str | None:
    """The text of a literal, with numbered braces for what an f-string fills in."""
    if isinstance(node, ast.JoinedStr):
        gaps = iter(range(len(node.values)))
        return "".join(part.value if isinstance(part, ast.Constant) else f"{{{next(gaps)}}}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def sentences() -> dict[str, str]:
    """What the code says to readers, each with its file."""
    found = {}
    for file in [
        *(file for room in ROOMS for file in sorted((ROOT / room).glob("*.py"))),
        *(ROOT / "tools" / f"{tool}.py" for tool in TOOLS),
    ]:
        name = str(file.relative_to(ROOT))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in SPOKEN:
                found |= {text: name for text in map(template, node.args[:1]) if text}
            if isinstance(node, ast.Return) and name.startswith(RETURNS):
                found |= {text: name for text in [template(node.value)] if text and " " in text}
    return {text: file for text, file in found.items() if text not in IN_PIECES}


def test_every_sentence_has_its_korean(korean):
    assert len(sentences()) > 100
    filled = {language.BRACES.sub(r"<\1>", text): file for text, file in sentences().items()}
    assert not {text: file for text, file in filled.items() if not re.search("[가-힣]", language.translate(text))}


def test_no_korean_is_left_of_a_sentence_that_is_gone():
    """Each English sentence ends as a text in the code does: most stand there whole, some are put together."""
    files = [file for room in (*artifacts.ROOMS, "notebooks/scripts") for file in (ROOT / room).glob("*.py")]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    said = "\n".join(text for text in map(template, nodes) if text)
    longest = {english: max(language.BRACES.split(english)[::2], key=len).rstrip(". (") for english in language.messages()}
    ends = {english: text[-9:] if len(text) > 25 else text.split()[-1] if text else "" for english, text in longest.items()}
    assert len(ends) > 300
    assert not [english for english, end in ends.items() if end not in said and end.replace(" ", "_") not in said]


def test_korean_has_the_gaps_of_the_english():
    for english, said in language.messages().items():
        assert set(language.BRACES.findall(english)) == set(language.BRACES.findall(said)), english
        assert re.search("[가-힣]", said), english
        assert not re.search(
            r"\d\}(을|를|이|가|은|는|와|과|으로|로|입니다|이라는)(?![가-힣])", said.replace("{1}입니다. learning_rate", "")
        ), said


def test_what_changes_is_kept(korean):
    said = str(CourseError("COURSE_MINUTES='soon' is no number of minutes: give one such as 20, or unset it."))
    assert said.startswith("COURSE_MINUTES='soon': ") and "20처럼" in said
    gone = serving._explained(CourseError("The server does not answer: see whether it runs and knows the model."), 3)
    assert str(gone) == (
        "서버가 답하지 않습니다. 서버가 실행 중인지, 모델을 아는지 확인하세요. 답 3개가 남아 있습니다. 이 셀을 다시 실행하면 이어집니다."
    )
    for status, said in service.REFUSALS.items():
        assert re.search("[가-힣]", str(service.Stop(f"api.openai.com ({status}) {said}.")))
    assert language.translate("a text that nobody has translated") == "a text that nobody has translated"


@pytest.mark.parametrize("chosen", ["", "en", "de"])
def test_other_languages_are_english(monkeypatch, chosen):
    monkeypatch.setenv("COURSE_LANG", chosen)
    assert str(CourseError("Right.")) == "Right."


def test_a_real_error_speaks_korean(korean, monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "laptop")
    with pytest.raises(CourseError, match="알 수 없는 값입니다.*cpu, t4"):
        profiles.detect()


def texts(figure) -> list[str]:
    figure.canvas.draw()
    return [text.get_text() for text in figure.findobj(matplotlib.text.Text) if re.search("[A-Za-z]{3}", text.get_text())]


@pytest.mark.parametrize("draw", [plots.training_step, plots.judge_loop], ids=lambda draw: draw.__name__)
def test_figures_without_data_are_korean(korean, draw):
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # no glyph is missing
        assert not texts(draw())


def test_names_along_an_axis_are_korean(korean):
    report = {f"{way}_{test}": 0.5 for way in ("baseline_string", "execution") for test in ("test_seen", "test_natural")}
    figure = plots.scores(report)
    figure.canvas.draw()
    figure.canvas.draw()  # a second drawing changes nothing
    names = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert names == [language.messages()[name] for name in ("seen databases", "as people ask")]
    assert figure.axes[0].get_title(loc="left") == "테스트별 정답 비율"


def test_a_figure_in_english_is_as_it_was(monkeypatch):
    monkeypatch.delenv("COURSE_LANG", raising=False)
    figure, axes = style.figure("Training loss")
    axes.set_xticks([0, 1], ["easy", "hard"])
    figure.canvas.draw()
    assert axes.get_title(loc="left") == "Training loss" and axes.get_xticklabels()[0].get_text() == "easy"


def test_a_run_that_is_stored_draws_both(monkeypatch):
    for name in ("COURSE_LANG", "KOREAN_FIGURES"):
        monkeypatch.delenv(name, raising=False)
    figure, axes = style.figure("Training loss")
    axes.set_xticks([0, 1], ["easy", "hard"])
    assert figure._repr_mimebundle_() == {}  # as in every reader's notebook
    alone = print_figure(figure, base64=True)
    monkeypatch.setenv("KOREAN_FIGURES", "1")
    assert figure._repr_mimebundle_()[language.KOREAN_PNG] not in ("", alone)
    print_figure(figure)  # English again
    assert [label.get_text() for label in axes.get_xticklabels()] == ["easy", "hard"]
    assert axes.get_title(loc="left") == "Training loss"


fresh_matplotlib = test_plots.fresh_matplotlib
