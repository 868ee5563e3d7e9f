"""The notebooks for a class, without solutions and outputs: `python -m tools.learner`, which is what `make learner` does.

They go to `learner/`, the Korean ones to `learner/ko/`. What a learner has written there is not overwritten: an existing notebook
that differs is left as it is, and named.
"""

import sys
from pathlib import Path

import nbformat
from nbconvert.preprocessors import ClearOutputPreprocessor, TagRemovePreprocessor

from helpers import artifacts
from helpers.language import translate
from tools import korean_edition, results

FOLDER = artifacts.repository() / "learner"


def without_solutions(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A copy of a notebook without the cells that are tagged `solution`, without outputs, and without the pairing with a script."""
    for step in (TagRemovePreprocessor(remove_cell_tags={"solution"}), ClearOutputPreprocessor(enabled=True)):
        notebook, _ = step.preprocess(notebook, {})
    notebook.metadata.pop("jupytext", None)
    return notebook


def write(folder: Path | None = None) -> list[Path]:
    """Write the learners' notebooks of both languages; returns those that were there already and have been worked on."""
    worked_on = []
    for source in [*results.lessons(), *sorted(korean_edition.FOLDER.glob("*.ipynb"))]:
        target = (folder or FOLDER) / source.relative_to(artifacts.repository() / "notebooks")
        text = nbformat.writes(without_solutions(nbformat.read(source, as_version=4)))
        if target.exists() and target.read_text(encoding="utf-8") != text:
            worked_on.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return worked_on


def main() -> int:
    """Write them and say what was left as it is; returns the exit status."""
    worked_on = write()
    print(translate(f"The notebooks without solutions are in {FOLDER.name}/."))
    for file in worked_on:
        name = file.relative_to(FOLDER.parent)
        print(translate(f"{name} has been worked on and is left as it is: move it away for a fresh one."))
    return 0


if __name__ == "__main__":
    sys.exit(main())
