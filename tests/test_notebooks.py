"""The notebooks are executed by nbval (`make test`); this looks at how, and that it compared something."""

import re

import jupytext
import nbformat
import pytest

from tools import results

NOTEBOOKS = results.lessons()
UNCOMPARED = "nbval-ignore-output"


def code_cells(file):
    return [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]


def test_all_ten_lessons_exist():
    assert [file.stem for file in NOTEBOOKS] == [
        "01_setup", "02_dataset", "03_sft_with_packing", "04_hub_upload", "05_inference", "06_exact_match", "07_llm_judge",
        "08_what_moves_the_score", "09_scale_out", "10_use_it",
    ]  # fmt: skip


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_no_cell_is_skipped_and_none_may_fail(file):
    tags = {tag for cell in code_cells(file) for tag in cell.metadata.get("tags", [])}
    assert tags <= {UNCOMPARED, "solution"}
    assert "NBVAL" not in "".join(cell.source for cell in code_cells(file))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_an_uncompared_cell_is_followed_by_an_assert(file):
    """What nbval does not compare, a cell asserts: the same one, or one before the next uncompared cell and the checkpoint."""
    assert not unasserted(jupytext.read(file.parent / "scripts" / f"{file.stem}.py").cells)


def unasserted(cells) -> list[str]:
    """Uncompared cells without an assert of their own, each by its first line."""
    found, waiting = [], None
    for cell in cells:
        uncompared = UNCOMPARED in cell.metadata.get("tags", [])
        if waiting and (uncompared or cell.source.startswith("## Checkpoint") or "\n## Checkpoint" in cell.source):
            found.append(waiting)
            waiting = None
        if cell.cell_type == "code":
            waiting = cell.source.splitlines()[0] if uncompared else waiting
            waiting = None if re.search(r"^\s*assert\b", cell.source, re.MULTILINE) else waiting
    return found + ([waiting] if waiting else [])


def test_the_check_of_asserts_finds_what_lacks_one():
    make, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    free = {"metadata": {"tags": [UNCOMPARED]}}
    checkpoint = [text("## Checkpoint"), make("assert everything")]
    assert unasserted([make("a", **free), *checkpoint]) == ["a"]
    assert unasserted([make("a", **free), make("b", **free), make("assert b"), *checkpoint]) == ["a"]
    assert unasserted([make("a", **free), text("see"), make("c"), make("for x in y:\n    assert x"), *checkpoint]) == []
    assert unasserted([make("a\nassert a", **free), *checkpoint, make("s\nassert s", **free)]) == []
    assert unasserted([*checkpoint, make("s", **free)]) == ["s"]


def test_two_thirds_of_all_outputs_are_compared():
    """The README claims that. Cells without output have nothing to compare."""
    shown = [cell for file in NOTEBOOKS for cell in code_cells(file) if cell.outputs]
    compared = [cell for cell in shown if UNCOMPARED not in cell.metadata.get("tags", [])]
    assert len(compared) >= 2 / 3 * len(shown), f"{len(compared)} of {len(shown)}"


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_no_output_is_hidden_by_a_semicolon(file):
    """nbval keeps no history, and without it IPython shows what a closing `;` should hide."""
    compared = [cell.source for cell in code_cells(file) if UNCOMPARED not in cell.metadata.get("tags", [])]
    assert not [source for source in compared if source.rstrip().endswith(";")]


@pytest.mark.slow
@pytest.mark.closing
def test_every_notebook_was_executed_and_compared(request, notebook_runs):
    if not request.config.option.nbval:
        pytest.skip("the notebooks are executed by `make test`")
    assert notebook_runs.keys() == {file.stem for file in NOTEBOOKS} != set()
    for file in NOTEBOOKS:
        assert notebook_runs[file.stem]["cells"] == len(code_cells(file))
        assert notebook_runs[file.stem]["compared"] > 0, f"no output of {file.stem} was compared"
