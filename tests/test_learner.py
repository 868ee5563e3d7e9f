"""`make learner`: notebooks for a class, without solutions, that still run; what a learner has written stays."""

import re

import nbformat

from tools import learner, results


def test_solutions_and_outputs_are_gone_and_nothing_else(tmp_path):
    assert learner.write(tmp_path) == []
    for lesson in results.lessons():
        whole, here = (nbformat.read(file, as_version=4) for file in (lesson, tmp_path / lesson.name))
        kept = [cell.source for cell in whole.cells if "solution" not in cell.metadata.get("tags", [])]
        assert [cell.source for cell in here.cells] == kept and len(kept) < len(whole.cells)
        assert not [cell for cell in here.cells if cell.get("outputs") or cell.get("execution_count")]
        assert sum("= ..." in cell.source or "    ..." in cell.source or ": ..." in cell.source for cell in here.cells) >= 2
        assert re.search(r"^passed = check\.\w+\(", "\n".join(kept), re.MULTILINE)


def test_korean_ones_come_too(tmp_path):
    learner.write(tmp_path)
    korean = nbformat.read(tmp_path / "ko" / "01_setup.ipynb", as_version=4)
    assert "연습 문제" in "".join(cell.source for cell in korean.cells) and "해설</summary>" not in str(korean)


def test_work_is_not_overwritten(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(learner, "FOLDER", tmp_path)
    assert learner.main() == 0 and learner.main() == 0
    mine = tmp_path / "01_setup.ipynb"
    notebook = nbformat.read(mine, as_version=4)
    notebook.cells[-1].source = "my answer"
    nbformat.write(notebook, mine)
    capsys.readouterr()
    assert learner.main() == 0
    assert "01_setup.ipynb has been worked on" in capsys.readouterr().out
    assert nbformat.read(mine, as_version=4).cells[-1].source == "my answer"
