"""The table at the head of a lesson keeps its word: each step of the book stands under the heading it names."""

import re

import jupytext
import pytest

from helpers import artifacts

HEADER = "| Step of the book | Its name in the code | Here |"
TWINS = sorted((artifacts.repository() / "notebooks" / "scripts").glob("*.py"))
WITH_TABLE = [twin for twin in TWINS if HEADER in twin.read_text(encoding="utf-8")]


def steps(cells) -> list[tuple[list[str], str]]:
    """Names in the code and the heading of every step in the table of the first cell."""
    lines = cells[0].source.partition(HEADER)[2].strip().splitlines()
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in lines if line.startswith("|")][1:]
    return [(re.findall(r"`([^`]+)`", line), row[-1]) for line, row in zip(lines[1:], rows)]


def parts(cells) -> dict[str, str]:
    """Text and code under each heading, the table's own cell left out."""
    found, heading = {}, ""
    for line in "\n".join(cell.source for cell in cells[1:]).splitlines():
        if title := re.match(r"##+ (.+)", line):
            heading = title[1]
        else:
            found[heading] = found.get(heading, "") + line + "\n"
    return found


@pytest.mark.parametrize("twin", WITH_TABLE, ids=lambda twin: twin.stem)
def test_every_step_of_the_table_stands_in_its_part(twin):
    cells = jupytext.read(twin).cells
    under, table = parts(cells), steps(cells)
    assert len(table) >= 3
    missing = [(name, heading) for names, heading in table for name in names if name.split(".")[-1] not in under[heading]]
    assert not missing


def test_the_check_finds_a_step_that_is_missing():
    cells = jupytext.reads(f"# %% [markdown]\n# {HEADER}\n# |---|---|---|\n# | a | `f`, `g.h` | One |\n# | b | | Two |\n"
                           "# %% [markdown]\n# ## One\n# %%\nf()\n", fmt="py:percent").cells  # fmt: skip
    assert steps(cells) == [(["f", "g.h"], "One"), ([], "Two")]
    assert parts(cells) == {"One": "f()\n"}
