"""Every step of the book's chapter 4.2 is shown in a code cell of a lesson: `data/steps.json` says which one."""

import jupytext
import pytest

from helpers import artifacts

STEPS = artifacts.read_json(artifacts.repository() / "data" / "steps.json")
SCRIPTS = artifacts.repository() / "notebooks" / "scripts"


def test_every_section_of_the_chapter_has_its_steps():
    assert all(set(step) == {"step", "section", "lesson", "code"} and all(step.values()) for step in STEPS)
    sections = {step["section"].split(",")[0] for step in STEPS}
    assert sections == {"4.2", "4.2.6", "4.2.8", "4.2.9", "4.2.10", "4.2.11"}
    assert len({(step["lesson"], step["step"]) for step in STEPS}) == len(STEPS)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step['lesson'][:2]} {step['step']}")
def test_a_code_cell_shows_the_step(step):
    code = [cell.source for cell in jupytext.read(SCRIPTS / f"{step['lesson']}.py").cells if cell.cell_type == "code"]
    assert any(step["code"] in source for source in code), f"no code cell of {step['lesson']} has {step['code']}"
