"""What holds for every test: the cpu profile, artifacts that vanish, and no way out to a paid or public service.

Notebook cells are tests too (nbval collects them): they come after all others, lesson by lesson,
and share one fresh artifacts folder, as the lessons of a reader do.
"""

import os
import shutil
import tempfile
from pathlib import Path

import matplotlib
import pytest
from nbval.plugin import IPyNbCell

SECRETS = (
    "HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "HUGGINGFACEHUB_API_TOKEN", "HF_ENDPOINT", "OPENAI_API_KEY", "OPENAI_BASE_URL",
)  # fmt: skip
CELL_SECONDS = 3600  # the training cell takes minutes on a laptop, and more on a busy one


LOG = pytest.StashKey["NotebookLog"]()
FOLDER = pytest.StashKey[Path]()


def pytest_configure(config):
    matplotlib.use("Agg")
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="course-test-"))
    config.stash[LOG] = NotebookLog()
    config.pluginmanager.register(config.stash[LOG])
    for name in SECRETS:
        os.environ.pop(name, None)
    os.environ.update(
        COURSE_PROFILE="cpu",
        COURSE_MINUTES="6",  # of training, on every kind of processor
        COURSE_ARTIFACTS=str(folder / "artifacts"),
        HF_TOKEN_PATH=str(folder / "no-token"),  # a token saved by `hf auth login` stays out of it
    )


def pytest_unconfigure(config):
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marker
def pytest_collection_modifyitems(items):
    items.sort(key=_place)
    for item in items:
        if isinstance(item, IPyNbCell):
            item.add_marker(pytest.mark.timeout(CELL_SECONDS))
            item.add_marker(pytest.mark.notebook)


def _place(item) -> tuple[int, str]:
    """Unit tests first, then the notebooks in order, then what looks back on them."""
    if isinstance(item, IPyNbCell):
        return 1, item.path.name
    return (2 if item.get_closest_marker("closing") else 0), ""


class NotebookLog:
    """Seconds, cells and truly compared cells of each notebook that nbval executes.

    A plugin of its own, because pytest asks a conftest.py only about the tests below its own folder.
    """

    def __init__(self):
        self.seen: dict[str, dict] = {}

    def pytest_runtest_makereport(self, item, call):
        if isinstance(item, IPyNbCell) and call.when == "call":
            seen = self.seen.setdefault(item.path.stem, {"cells": 0, "compared": 0, "seconds": 0.0})
            seen["cells"] += 1
            seen["seconds"] += call.duration
            seen["compared"] += call.excinfo is None and bool(item.options["check"] and item.cell.outputs)

    def pytest_terminal_summary(self, terminalreporter):
        if self.seen:
            terminalreporter.section("notebooks")
        for name, seen in self.seen.items():
            terminalreporter.line("{0}: {cells} cells, {compared} compared, {seconds:.0f} s".format(name, **seen))


@pytest.fixture
def notebook_runs(request) -> dict:
    """What nbval has executed in this session: notebook name -> cells, compared cells, seconds."""
    return request.config.stash[LOG].seen


@pytest.fixture(autouse=True)
def own_artifacts(tmp_path, monkeypatch):
    """Each test writes into a folder of its own, never into what the notebooks share."""
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "artifacts"))
