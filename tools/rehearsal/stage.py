"""One rehearsal: a Hub with model and data, a place for everything that is made, and the lessons, executed in order."""

import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import metadata
from pathlib import Path
from unittest import mock

import datasets
import jupytext
import nbformat
from huggingface_hub import HfApi, constants

from helpers import artifacts, data, machine, profiles
from standins.hub_server import LEARNER, Hub
from tools import kernels, results
from tools.rehearsal import hub_rows, pretence, tiny_llama

LESSONS = [f"{number:02}" for number in range(1, 10)]  # 10 begins a server of the dense model: not rehearsed
TEMPLATES = {"t4": tiny_llama.LATER, "gpu24": tiny_llama.FIRST, "gpu80": tiny_llama.LATER}
WITH_TOKEN = ("gpu24",)  # rehearsed as by a reader with a Hub token
RESULTS = artifacts.repository() / "data" / "rehearsals.json"
STARTUP = """# At the first cell, since it loads for seconds and a kernel should be ready at once.
def begin(_info):
    get_ipython().events.unregister("pre_run_cell", begin)
    from tools.rehearsal import pretence
    pretence.begin({name!r})


get_ipython().events.register("pre_run_cell", begin)
"""
NOT_HERE = ("HF_TOKEN", "OPENAI_API_KEY", "OPENAI_BASE_URL", "COURSE_DATA", "COURSE_ADAPTER", "COURSE_HUB_NAME",
            "COURSE_SERVER", "COURSE_PROFILE", "COURSE_DTYPE", "COURSE_MINUTES")  # fmt: skip


def rehearse(name: str, folder: Path, screen: kernels.Screen, lessons: list[str] = LESSONS, count: int = hub_rows.COUNT) -> dict:
    """Execute lessons with the settings of a profile. A cell that fails is noted, and the next one has its turn.

    Args:
        name: `t4`, `gpu24` or `gpu80`.
        folder: receives all that is made; what was there is removed.
        screen: where headings and progress go.
        lessons: their numbers.
        count: rows of the dataset.

    Returns:
        A row for `data/rehearsals.json`: date, versions, seconds of each lesson, the checks that were let pass, and the cells
        that `failed`. The executed copies are in `folder`.

    Raises:
        CourseError: a kernel died.
    """
    shutil.rmtree(folder, ignore_errors=True)
    seconds, released, failed = {}, [], []
    with set_up(name, folder, count):
        for script in scripts(lessons):
            screen.line(f"[{name}, {script.stem}] running")
            begin = time.monotonic()
            notebook = every_cell(jupytext.read(script))
            try:
                kernels.execute(notebook, artifacts.repository() / "notebooks", screen, folder / f"{script.stem}.log")
            finally:
                jupytext.write(notebook, folder / f"{script.stem}.ipynb")
            seconds[script.stem] = round(time.monotonic() - begin, 1)
            released += [f"{script.stem}: {condition}" for condition in not_held(notebook)]
            failed += [f"{script.stem}: {error}" for error in errors(notebook)]
            screen.line(f"[{name}, {script.stem}] done in {seconds[script.stem]:.0f} s")
    return {
        "profile": name,
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "versions": {library: metadata.version(library) for library in machine.TRAINING},
        "as": pretence.CAST[name].name,
        "rows": count,
        "changed": pretence.FEWER,
        "lessons": seconds,
        "released": released,
        "failed": failed,
    }


def scripts(lessons: list[str]) -> list[Path]:
    """The twins of the lessons with these numbers: they have the same cells, and are what is edited."""
    found = sorted((artifacts.repository() / "notebooks" / "scripts").glob("[0-9][0-9]_*.py"))
    return [script for script in found if script.stem[:2] in lessons]


def every_cell(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook, marked so that a cell which fails does not keep the others from their turn; no cell is changed."""
    for cell in results.code_cells(notebook):
        cell.metadata.tags = [*cell.metadata.get("tags", []), "raises-exception"]
    return notebook


def errors(notebook: nbformat.NotebookNode) -> list[str]:
    """What failed: the error, and the first line of its cell. Names that are missing since another cell failed are left out."""
    found = [(cell.source.splitlines()[0], out) for cell in results.code_cells(notebook) for out in cell.outputs]
    failed = [(first, out) for first, out in found if out.output_type == "error"]
    told = [(first, out) for place, (first, out) in enumerate(failed) if not place or out.ename != "NameError"]
    return [f"{out.ename}: {out.evalue.strip()} (in the cell {first!r})" for first, out in told]


def not_held(notebook: nbformat.NotebookNode) -> list[str]:
    """The conditions that `pretence.Release` has let pass."""
    texts = [out.get("text", "") for cell in notebook.cells for out in cell.get("outputs", [])]
    lines = [line for text in texts for line in text.splitlines()]
    return [line.removeprefix(pretence.SAID) for line in lines if line.startswith(pretence.SAID)]


@contextmanager
def set_up(name: str, folder: Path, count: int) -> Iterator[Hub]:
    """A Hub with the profile's model and data, and an environment whose kernels take it for the real one."""
    startup = folder / "ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    artifacts.write_text(startup / "00-rehearsal.py", STARTUP.format(name=name))
    served = props(TEMPLATES[name], folder.parent, count)
    shutil.copytree(served / "model", folder / "cache" / profiles.SMALL.split("/")[-1])  # the small model of lessons 07 and 09
    with Hub(served / "hub") as hub:
        places = {
            "HF_ENDPOINT": hub.url.replace("127.0.0.1", "localhost"),  # the course calls its own stand-in by the number
            "HF_HOME": str(folder / "hf"),
            "HF_HUB_DISABLE_XET": "1",
            "IPYTHONDIR": str(folder / "ipython"),
            "COURSE_ARTIFACTS": str(folder / "artifacts"),
            "COURSE_CACHE": str(folder / "cache"),
            "COURSE_PROFILE": name,  # until `pretence.begin` takes it back: without a card it is refused
            **({"HF_TOKEN": hub.token(LEARNER)} if name in WITH_TOKEN else {}),
        }
        with mock.patch.dict(os.environ, places):
            for variable in NOT_HERE:
                if variable not in places:
                    os.environ.pop(variable, None)
            yield hub


def props(template: str, folder: Path, count: int) -> Path:
    """A folder with the model and a Hub that has it and the data; made once for each edition of the code that makes them."""
    sources = [Path(module.__file__).read_text(encoding="utf-8") for module in (tiny_llama, hub_rows)]
    made = folder / f"hub-{artifacts.fingerprint({'sources': sources, 'template': template, 'count': count})}"
    if not made.exists():
        rows, workplace = hub_rows.rows(count), Path(tempfile.mkdtemp(dir=folder))
        tiny_llama.write(workplace / "model", [data.renamed(row) for row in rows[: hub_rows.ODD - 2]], template)
        with Hub(workplace / "hub") as hub, mock.patch.object(constants, "HF_HUB_DISABLE_XET", True):
            upload(hub, workplace / "model", rows, workplace / "train.parquet")
        os.replace(workplace, made)
    return made


def upload(hub: Hub, model: Path, rows: list[dict], file: Path) -> None:
    """Put model and rows on the Hub, by the real clients, under the names that the profiles know."""
    profile = profiles.PROFILES["t4"]
    owner, author = profile.model_id.split("/")[0], profile.dataset.split("/")[0]
    api = HfApi(endpoint=hub.url, token=hub.token(owner))
    api.create_repo(profile.model_id)
    api.upload_folder(repo_id=profile.model_id, folder_path=model)
    datasets.Dataset.from_list(rows).to_parquet(file)
    api = HfApi(endpoint=hub.url, token=hub.token(author))
    api.create_repo(profile.dataset, repo_type="dataset")
    api.upload_file(
        repo_id=profile.dataset, repo_type="dataset", path_or_fileobj=file, path_in_repo="data/train-00000-of-00001.parquet"
    )
