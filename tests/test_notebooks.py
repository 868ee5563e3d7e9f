"""The notebooks are executed by nbval (`make test`); this looks at how, and that it compared something."""

import nbformat
import pytest

from tools import results

NOTEBOOKS = results.lessons()
UNCOMPARED = "nbval-ignore-output"


def code_cells(file):
    return [cell for cell in nbformat.read(file, as_version=4).cells if cell.cell_type == "code"]


def test_all_nine_lessons_exist():
    assert [file.stem for file in NOTEBOOKS] == [
        "01_setup", "02_dataset", "03_sft_with_packing", "04_hub_upload", "05_inference", "06_exact_match", "07_llm_judge",
        "08_what_moves_the_score", "09_scale_out",
    ]  # fmt: skip


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_no_cell_is_skipped_and_none_may_fail(file):
    tags = {tag for cell in code_cells(file) for tag in cell.metadata.get("tags", [])}
    assert tags <= {UNCOMPARED, "solution"}
    assert "NBVAL" not in "".join(cell.source for cell in code_cells(file))


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)
def test_an_uncompared_cell_is_followed_by_an_assert(file):
    cells = code_cells(file)
    for index, cell in enumerate(cells):
        if UNCOMPARED in cell.metadata.get("tags", []):
            rest = "\n".join(later.source for later in cells[index:])
            assert "assert " in rest, f"cell {index} and those after it assert nothing"


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
