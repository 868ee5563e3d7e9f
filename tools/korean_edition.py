"""The Korean edition: `python -m tools.korean_edition` builds `notebooks/ko/*.ipynb`.

The code and its outputs are the English notebook's own, behind one cell that sets `COURSE_LANG`; only the text is another. It
stands in `notebooks/ko/NN_*.md`, one part a Markdown cell of the English notebook, in the same order, below a line that names the
cell:

    <!-- 1f2e3d4c5b6a -->

The name is made of the English text. When that changes, the name fits no more, and the part has to be looked at again:
`--missing NN` prints the English cells that have no part yet, each below its name.

A figure was drawn in both languages from the same data, when its outputs were stored; `notebooks/ko/figures/` has the Korean ones.
"""

import argparse
import base64
import hashlib
import re
import sys
from pathlib import Path

import nbformat

from exercises.checking import OPEN
from helpers import artifacts
from helpers.artifacts import CourseError
from helpers.language import KOREAN_PNG, translate
from tools import results

FOLDER = artifacts.repository() / "notebooks" / "ko"
VERDICTS = (OPEN, "Right.")
SWITCH = 'import os\n\nos.environ["COURSE_LANG"] = "ko"  # 오류 메시지와 연습 문제의 판정, 그림을 한국어로'
MARK = re.compile(r"^<!-- ([0-9a-f]{12}) -->\n", re.MULTILINE)


def name(source: str) -> str:
    """What a Korean part calls the English cell of this text."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:12]


def text(lesson: Path) -> Path:
    """The file with the Korean parts of an English notebook."""
    return FOLDER / f"{lesson.stem}.md"


def picture(lesson: Path, english: str) -> Path:
    """The file with the Korean twin of an English picture, which is given as it stands in its notebook: PNG in base64."""
    return FOLDER / "figures" / f"{lesson.stem[:2]}_{name(english)}.png"


def read(file: Path) -> list[tuple[str, str]]:
    """The parts of a Korean text, in order: the name of the English cell, and the Korean Markdown."""
    before, *found = MARK.split(file.read_text(encoding="utf-8"))
    if before.strip():
        raise CourseError(f"{file.name} begins with a text that belongs to no cell: put its line `<!-- ... -->` before it.")
    return [(key, part.strip()) for key, part in zip(found[::2], found[1::2])]


def faults(lesson: Path) -> list[str]:
    """Why the Korean text of a lesson does not fit its English notebook, a sentence each; none where it fits."""
    english, parts = _texts(lesson), read(text(lesson))
    wanted, there = [name(cell) for cell in english], [key for key, _ in parts]
    found = [translate(f"{key}: no Korean text for “{_begin(cell)}”") for key, cell in zip(wanted, english) if key not in there]
    found += [translate(f"{key}: no such English cell (any more) for “{_begin(part)}”") for key, part in parts if key not in wanted]
    found += [translate(f"{key}: the Korean text is empty") for key, part in parts if not part]
    if not found and there != wanted:
        found.append(translate("the parts stand in another order than the cells"))
    for file in (picture(lesson, out.data["image/png"]) for out in _figures(lesson)):
        if not file.exists():
            found.append(translate(f"figures/{file.name} is missing: `make outputs` draws the figures of both languages"))
    return found


def build(lesson: Path) -> nbformat.NotebookNode:
    """The Korean notebook: the English one with its Markdown exchanged.

    Raises:
        CourseError: the Korean text does not fit.
    """
    if wrong := faults(lesson):
        raise CourseError(f"{text(lesson).name} does not fit {lesson.name}:\n" + "\n".join(wrong))
    notebook, parts = nbformat.read(lesson, as_version=4), iter(read(text(lesson)))
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = _from_the_folder_below(next(parts)[1])
        for out in cell.get("outputs", []):
            if "image/png" in out.get("data", {}):
                out.data["image/png"] = base64.b64encode(picture(lesson, out.data["image/png"]).read_bytes()).decode()
            if out.output_type == "stream":  # what the checks of exercises say
                out.text = "".join(translate(line.rstrip(), "ko") + "\n" if line.rstrip() in VERDICTS else line
                                   for line in out.text.splitlines(keepends=True))  # fmt: skip
    notebook.cells.insert(1, nbformat.v4.new_code_cell(SWITCH, id="language"))
    _number(notebook)
    return notebook


def keep_pictures(lessons: list[Path]) -> None:
    """Keep the Korean figures of lessons that have been executed with `KOREAN_FIGURES` set, and stored."""
    (FOLDER / "figures").mkdir(parents=True, exist_ok=True)
    for lesson in lessons:
        for out in _figures(artifacts.path("executed", lesson.name)):
            picture(lesson, out.data["image/png"]).write_bytes(base64.b64decode(out.data[KOREAN_PNG]))


def spare_pictures(lessons: list[Path]) -> set[Path]:
    """The Korean figures whose English ones are in no notebook any more."""
    shown = {picture(lesson, out.data["image/png"]) for lesson in lessons for out in _figures(lesson)}
    return set((FOLDER / "figures").glob("*")) - shown


def built(lesson: Path) -> Path:
    """Where the Korean notebook of an English one lies."""
    return FOLDER / lesson.name


def main(arguments: list[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tools.korean_edition", description="Build the Korean notebooks.")
    parser.add_argument("--missing", metavar="NN", help="print the English cells of a lesson that have no Korean text yet")
    options = parser.parse_args(arguments)
    lessons = results.lessons()
    if options.missing:
        for lesson in (each for each in lessons if each.stem.startswith(options.missing)):
            known = {key for key, _ in read(text(lesson))} if text(lesson).exists() else set()
            cells = [cell for cell in _texts(lesson) if name(cell) not in known]
            print(*(f"<!-- {name(cell)} -->\n{cell.strip()}\n" for cell in cells), sep="\n")
        return 0
    try:
        for lesson in (each for each in lessons if text(each).exists()):
            nbformat.write(build(lesson), built(lesson))
        for file in spare_pictures(lessons):
            file.unlink()
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _texts(lesson: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(lesson, as_version=4).cells if cell.cell_type == "markdown"]


def _figures(notebook: Path) -> list[nbformat.NotebookNode]:
    """The outputs that are pictures."""
    outs = (out for cell in nbformat.read(notebook, as_version=4).cells for out in cell.get("outputs", []))
    return [out for out in outs if "image/png" in out.get("data", {})]


def _begin(source: str) -> str:
    return source.strip().splitlines()[0][:60] if source.strip() else ""


def _number(notebook: nbformat.NotebookNode) -> None:
    """Count the code cells anew: the switch comes before those of the English notebook."""
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.execution_count = count
        for out in cell.outputs:
            if out.output_type == "execute_result":
                out.execution_count = count


def _from_the_folder_below(source: str) -> str:
    """Links and badges as they are for a notebook that lies in `ko/`."""
    return re.sub(r"\]\(\.\./", "](../../", source).replace("/notebooks/", "/notebooks/ko/")


if __name__ == "__main__":
    sys.exit(main())
