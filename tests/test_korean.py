"""The Korean edition: no part missing, stale or too many; the built notebooks are up to date; one term, one rendering."""

import re

import nbformat
import pytest
from prose import NOT_PROSE, unvouched
from test_prose import FACT_TEXTS, output_texts

from helpers.artifacts import CourseError
from tools import korean_edition as korean
from tools import results

# Korean writes digits where English has words; what a word says is vouched for like an output of the English lesson.
WORDS = {
    "half an hour": "30 minutes", "quarter of an hour": "15 minutes", "half a second": "0.5 seconds", "one percent": "1%",
    "a hundredth of a point or two": "0.01% to 0.02%", "a point or so": "1%", "a percentage point": "1%", "a percent or so": "1% or so",
    **{word: str(number) for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)},
    "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50",
}  # fmt: skip
LESSONS = [lesson for lesson in results.lessons() if korean.text(lesson).exists()]
each_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.stem)


@each_lesson
def test_every_cell_has_its_korean_text(lesson):
    assert not korean.faults(lesson)


@each_lesson
def test_the_built_notebook_is_up_to_date(lesson):
    assert nbformat.read(korean.built(lesson), as_version=4) == korean.build(lesson), "run `python -m tools.korean_edition`"


@each_lesson
def test_the_code_is_that_of_the_english_notebook(lesson):
    english, here = (
        [cell.source for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]
        for file in (lesson, korean.built(lesson))
    )
    assert here == [korean.SWITCH, *english]


@each_lesson
def test_figures_are_korean_and_nothing_else_differs(lesson):
    """Not a byte of a picture is the same; of the other outputs only the verdicts on exercises are translated."""
    english, here = (
        [out for cell in nbformat.read(file, as_version=4).cells for out in cell.get("outputs", [])]
        for file in (lesson, korean.built(lesson))
    )
    for one, other in zip(english, here, strict=True):
        data, twin = one.get("data", {}), other.get("data", {})
        assert set(data) == set(twin)
        assert not [kind for kind in data if (data[kind] == twin[kind]) == (kind == "image/png")]
        assert one.get("text") == other.get("text") or "맞습니다." in other.text or "아직 답이 없습니다." in other.text


def test_no_figure_is_left_of_an_older_run():
    assert not korean.spare_pictures(LESSONS), "run `make korean`"


@each_lesson
def test_cells_are_numbered_in_order(lesson):
    cells = [cell for cell in nbformat.read(korean.built(lesson), as_version=4).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))


def test_every_lesson_is_there():
    assert results.lessons() == LESSONS


def test_no_notebook_without_a_text():
    assert {file.stem for file in korean.FOLDER.glob("*.ipynb")} == {lesson.stem for lesson in LESSONS}


@each_lesson
def test_figures_have_something_behind_them(lesson):
    notebook = korean.build(lesson)
    texts = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert not unvouched(texts, [*output_texts(notebook), *in_digits(lesson)], FACT_TEXTS)


def in_digits(lesson) -> list[str]:
    """The sentences of the English lesson in which a word of `WORDS` stands, with digits in its place."""
    text = re.sub(r"\s+", " ", " ".join(korean._texts(lesson)))
    spoken = re.compile(r"\b(" + "|".join(WORDS) + r")\b", re.IGNORECASE)
    sentences = (sentence for sentence in re.split(r"(?<=[.:;?!)]) ", text) if spoken.search(sentence))
    return [spoken.sub(lambda word: WORDS[word[0].lower()], sentence) for sentence in sentences]


@pytest.mark.parametrize("text, wrong", [
    ("점수는 88%입니다.", ["88%"]),
    ("점수는 87%이고 200문항입니다.", []),
    ("학습에는 12분이 걸렸습니다.", ["12분"]),
    ("12초 만에 끝나고 3분의 1이 남습니다.", []),
    ("2.5배 빠르고 배치 3은 그대로입니다.", ["2.5배"]),
    ("초당이 아니라 206토큰/초라고 씁니다.", ["206토큰/초"]),
])  # fmt: skip
def test_a_planted_contradiction_is_found(text, wrong):
    assert unvouched(text, ["exact match 0.8712 on 200", "12.34 seconds", "205.4 tokens/s"], []) == wrong


def other_words() -> dict[str, str]:
    """The renderings that the glossary does not want, and those that it does."""
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \| (.*?) ?\|$", (korean.FOLDER / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    return {word: wanted for _, wanted, others in rows[1:] for word in others.split(", ") if word.strip()}


@each_lesson
def test_one_term_has_one_rendering(lesson):
    text = NOT_PROSE.sub(" ", korean.text(lesson).read_text(encoding="utf-8"))
    assert not {word: wanted for word, wanted in other_words().items() if word in text}
    assert not re.search(r"[을은이과]\((를|는|가|와)\)|[를는가와]\((을|은|이|과)\)|\(으\)로", text)


def test_the_glossary_is_read():
    assert other_words()["미세 조정"] == "파인튜닝" and len(other_words()) > 20


def test_links_and_badges_are_those_of_the_folder():
    moved = korean._from_the_folder_below("[a](../README.md) [b](05_inference.ipynb) blob/main/notebooks/05_inference.ipynb")
    assert moved == "[a](../../README.md) [b](05_inference.ipynb) blob/main/notebooks/ko/05_inference.ipynb"


def test_a_text_that_does_not_fit_is_named(tmp_path, monkeypatch):
    lesson = tmp_path / "01_first.ipynb"
    cells = [nbformat.v4.new_markdown_cell(text) for text in ("# Title", "One thing")]
    nbformat.write(nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell("1 + 1")]), lesson)
    monkeypatch.setattr(korean, "FOLDER", tmp_path / "ko")
    korean.FOLDER.mkdir()
    first, second = (f"<!-- {korean.name(cell.source)} -->\n" for cell in cells)
    stale = "<!-- 0123456789ab -->\n"
    for text, said in [
        (f"{first}제목\n", "no Korean text for “One thing”"),
        (f"{first}제목\n{second}하나\n{stale}옛것\n", "no such English cell (any more) for “옛것”"),
        (f"{second}하나\n{first}제목\n", "another order"),
        (f"{first}제목\n{second}\n", "is empty"),
        (f"앞말\n{first}제목\n", "belongs to no cell"),
    ]:
        korean.text(lesson).write_text(text)
        with pytest.raises(CourseError, match=re.escape(said)):
            korean.build(lesson)
    korean.text(lesson).write_text(f"{first}제목\n\n{second}하나\n")
    assert [cell.source for cell in korean.build(lesson).cells] == ["제목", korean.SWITCH, "하나", "1 + 1"]
    drawn = nbformat.read(lesson, as_version=4)
    drawn.cells[-1].outputs = [nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})]
    nbformat.write(drawn, lesson)
    with pytest.raises(CourseError, match="figures/01_.*png is missing"):
        korean.build(lesson)


@pytest.mark.parametrize("folder", [korean.FOLDER.parent, korean.FOLDER], ids=["en", "ko"])
def test_the_guide_for_teachers_names_headings_that_are_there(folder):
    """Its tables and its ways to save time name the parts of a lesson in quotation marks."""
    lost = []
    for part in re.split(r"^## (?=\d\d · )", (folder / "TEACHING.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        (lesson,) = folder.glob(f"{part[:2]}_*.ipynb")
        texts = [cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "markdown"]
        headings = re.findall(r"^#+ (.+)$", "\n".join(texts), re.MULTILINE)
        naming = re.findall(
            r"^\|[^|]+\|[^|]+\|[^|]+\|$|^\*\*(?:시간이 모자라면|Short of time).*?\n\n", part, re.MULTILINE | re.DOTALL
        )
        assert naming
        named = re.findall(r'"([^"]+)"', "\n".join(naming))
        lost += [f"{part[:2]}: {name}" for name in named if not any(re.sub(r"\s+", " ", name) in heading for heading in headings)]
    assert not lost
