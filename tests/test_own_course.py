"""The first lessons on sixty rows of a learner's own, three columns and nothing else, with a model of two layers.

What they do with the rows is the same as with the small model.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbclient
import pytest
from test_scale_out import tiny_model

from helpers import artifacts, data

SCRIPTS = artifacts.repository() / "notebooks" / "scripts"
ORDER = ("02", "03", "04")  # those after them need a model that has learned something
TABLES = {
    "book": "CREATE TABLE book (title TEXT, author TEXT, pages INTEGER, published DATE)",
    "staff": "CREATE TABLE staff (name VARCHAR(20), dept ENUM('sales','lab'), pay INT) ENGINE=InnoDB;",
    "t": "t(a, b)",  # no SQL
}


def rows(count: int) -> list[dict]:
    """Questions of several kinds: of like wording, on one table each, in English values, with a gold that nothing can run."""
    kinds = [
        ("{n}쪽보다 두꺼운 책 제목은?", "book", "SELECT title FROM book WHERE pages > {n}"),
        ("{n}년에 나온 책의 저자", "book", "SELECT DISTINCT author FROM book WHERE strftime('%Y', published) = '{n}'"),
        ("급여가 {n}만원이 넘는 연구원은 몇 명이야?", "staff", "SELECT COUNT(*) FROM staff WHERE dept = 'lab' AND pay > {n}"),
        ("{n}번 도시는 어디죠", "city", 'SELECT name FROM city_{n} WHERE place = "Seoul , Korea"'),
        ("a가 {n}인 b", "t", "SELECT b FROM t WHERE a = {n}"),
    ]
    found = []
    for n in range(count):
        question, table, gold = kinds[n % len(kinds)]
        tables = TABLES.get(table, f"CREATE TABLE city_{n} (name VARCHAR, place VARCHAR)")
        found.append(dict(zip(data.NAMES, (question.format(n=n), tables, gold.format(n=n)))))
    return found


@dataclass
class Executed:
    """What came of a lesson: the errors of its cells, and all that they printed and showed."""

    errors: list[str]
    shown: str
    source: str


class Course:
    """The lessons, each executed once in a kernel of its own, after those before it."""

    def __init__(self, home: Path):
        self.home, self.done = home, {}
        tiny_model(home / "cache" / "gemma-3-270m", initializer_range=0.05)
        lines = (json.dumps(row, ensure_ascii=False) for row in rows(60))
        (home / "mine.jsonl").write_text("\n".join(lines), encoding="utf-8")

    def run(self, lesson: str) -> Executed:
        for each in ORDER[: ORDER.index(lesson) + 1]:
            if each not in self.done:
                self.done[each] = self.execute(each)
        return self.done[lesson]

    def execute(self, lesson: str) -> Executed:
        (file,) = SCRIPTS.glob(f"{lesson}_*.py")
        notebook = jupytext.read(file)
        environment = os.environ | {
            "COURSE_ARTIFACTS": str(self.home / "artifacts"),
            "COURSE_CACHE": str(self.home / "cache"),
            "COURSE_DATA": str(self.home / "mine.jsonl"),
            "COURSE_PROFILE": "cpu",
            "COURSE_DTYPE": "float32",
            "HF_HUB_OFFLINE": "0",
            "MPLBACKEND": "Agg",
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": str(artifacts.repository()),
            "TORCH_COMPILE_DISABLE": "1",
        }
        client = nbclient.NotebookClient(
            notebook, timeout=None, allow_errors=True, kernel_name="python3", resources={"metadata": {"path": str(SCRIPTS.parent)}}
        )
        client.execute(env=environment)
        outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
        errors = [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]
        shown = [output.get("text", "") + "".join(map(str, output.get("data", {}).values())) for output in outputs]
        return Executed(errors, "\n".join(shown), file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Course:
    return Course(tmp_path_factory.mktemp("own"))


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ORDER)
def test_a_lesson_runs_to_its_end_on_rows_of_ones_own(course, lesson):
    executed = course.run(lesson)
    assert not executed.errors and f"Lesson {lesson}: " in executed.shown


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ORDER)
def test_a_lesson_shows_no_row_of_the_course_in_place_of_ones_own(course, lesson):
    files = [artifacts.repository() / "data" / f"{split}.jsonl" for split in data.SPLITS]
    questions = {row["ko_instruction"] for file in files for row in artifacts.read_jsonl(file)}
    executed = course.run(lesson)
    assert not [question for question in questions if question in executed.shown and question not in executed.source]
    assert any(row["ko_instruction"] in executed.shown for row in rows(60))
