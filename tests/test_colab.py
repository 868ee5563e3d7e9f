"""The first cell of every lesson on Colab and on Kaggle, in an environment of its own with stand-ins for their modules.

Nothing is fetched from outside: git is told to take the course from this repository, pip to take packages from a folder
with a few tiny wheels. One of them is the site's own torch; a newer torch lies in the folder too and must stay there.
"""

import ast
import importlib.metadata
import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import nbformat
import pytest

from helpers import artifacts
from hosted import kaggle, packages
from tools import results

ROOT = artifacts.repository()
ROOMS = [room for room in artifacts.ROOMS if room != "tools"]  # `make course` and the repository's own upkeep: no lesson needs it
COLABS_TORCH = "2.9.1+cu126"  # older than the one in the folder of wheels
STAND_IN = """
import os, sys, types

class SecretNotFoundError(Exception): ...

def get(name):
    if name not in {"HF_TOKEN", "COURSE_ADAPTER"}:
        raise SecretNotFoundError(name)
    return f"the reader's {name}\\n"

def mount(folder):
    if os.environ.get("REFUSED"):
        raise ValueError("mount failed")
    os.makedirs(os.path.join(folder, "MyDrive"))

class UserSecretsClient:
    def get_secret(self, name):
        return get(name)

if "KAGGLE_KERNEL_RUN_TYPE" in os.environ:
    sys.modules["kaggle_secrets"] = types.SimpleNamespace(UserSecretsClient=UserSecretsClient)
google, box = types.ModuleType("google"), types.ModuleType("google.colab")
box.drive, box.userdata = types.SimpleNamespace(mount=mount), types.SimpleNamespace(get=get)
google.colab = box
if "KAGGLE_KERNEL_RUN_TYPE" not in os.environ:
    sys.modules |= {"google": google, "google.colab": box}
"""
REPORT = """
import importlib.metadata, importlib.util, json, os
from helpers import artifacts
names = ("HF_TOKEN", "OPENAI_API_KEY", "COURSE_ADAPTER", "COURSE_ARTIFACTS", "CUDA_VISIBLE_DEVICES")
print(json.dumps({
    "packages": {found.name: found.version for found in importlib.metadata.distributions()},
    "environment": {name: os.environ.get(name) for name in names}, "folder": os.getcwd(),
    "rooms": {room: importlib.util.find_spec(room).origin for room in artifacts.ROOMS if room != "tools"},
}))
"""


def wheel(folder: Path, name: str, version: str, needs: str = "") -> Path:
    """A wheel with nothing in it but an empty module, its name and what it needs."""
    info = f"{name}-{version}.dist-info"
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {name}",
        f"Version: {version}",
        *([f"Requires-Dist: {needs}"] if needs else []),
    ]
    file = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{info}/METADATA", "\n".join(lines) + "\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{info}/RECORD", f"{name}.py,,\n{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return file


def pip_install(machine: Path, *what) -> None:
    command = [machine / "venv/bin/python", "-m", "pip", "install", "-q", "--no-index", "--find-links", machine / "wheels", *what]
    subprocess.run(command, check=True)


def git(*command, cwd: Path) -> None:
    identity = ["-c", "user.name=course", "-c", "user.email=course@example.org"]
    subprocess.run(["git", *identity, *command], cwd=cwd, check=True, capture_output=True)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """An empty virtual environment that holds Colab's torch, wheels beside it, and the course as a git repository."""
    folder = tmp_path_factory.mktemp("colab")
    venv.create(folder / "venv", with_pip=True)
    wheels, course_folder = folder / "wheels", folder / "origin"
    wheels.mkdir()
    colabs = wheel(folder, "torch", COLABS_TORCH)
    pip_install(folder, colabs)
    for name, version, needs in [
        ("torch", "9.0", ""),
        ("lesson", "1.0", "torch"),
        ("lesson", "2.0", "torch>=9"),
        ("jupyterlab", "4.4", ""),
        ("early", "0.10", ""),
        ("early", "0.16", ""),
    ]:
        wheel(wheels, name, version, needs)
    (course_folder / "notebooks").mkdir(parents=True)
    hosts = [f"hosted/{name}" for name in ("colab", "kaggle", "packages")]
    for name in [*(f"{room}/__init__" for room in ROOMS), "helpers/artifacts", "helpers/language", *hosts]:
        copy = course_folder / f"{name}.py"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text((ROOT / f"{name}.py").read_text())
    (course_folder / "notebooks" / "kept.txt").write_text("git keeps no empty folder\n")
    (course_folder / "requirements.txt").write_text(f"torch>=2.9\nlesson>=1.0\n{packages.JUPYTER}: not on Colab\njupyterlab>=4.4\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "the course"]):
        git(*command, cwd=course_folder)
    return folder


def first_cell() -> str:
    cells = nbformat.read(results.lessons()[0], as_version=4).cells
    return next(cell.source for cell in cells if cell.cell_type == "code")


def run(machine: Path, home: Path, times: int = 1, origin: str = "origin", **environment) -> subprocess.CompletedProcess:
    """The cell, `times` times in one process, in the empty environment."""
    home.mkdir(exist_ok=True)
    script = home / "cell.py"
    script.write_text(STAND_IN + (first_cell() + "\n") * times + REPORT)
    address = f"https://github.com/{results.repository_name()}"
    environment |= {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(machine / "wheels"),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{machine / origin}.insteadOf",
        "GIT_CONFIG_VALUE_0": address,
    }
    return subprocess.run([machine / "venv/bin/python", script], env=environment, cwd=home, capture_output=True, text=True)


@pytest.mark.slow
def test_the_first_cell_on_a_fresh_machine(machine, tmp_path):
    done = run(machine, tmp_path / "home", times=2)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["packages"]["torch"] == COLABS_TORCH, "Colab's torch was replaced"
    assert seen["packages"]["lesson"] == "1.0", "the newest that goes with Colab's torch"
    assert "jupyterlab" not in seen["packages"]
    home = tmp_path / "home"
    found = {room: (home / "course" / "notebooks" / origin).resolve() for room, origin in seen["rooms"].items()}
    assert found == {room: home / "course" / room / "__init__.py" for room in ROOMS}
    assert seen["folder"] == str(home / "course" / "notebooks"), "run twice, the cell ends in the same place"
    kept = str(home / "drive" / "MyDrive" / "korean-text2sql-course")
    assert seen["environment"] == {
        "HF_TOKEN": "the reader's HF_TOKEN",
        "OPENAI_API_KEY": None,
        "COURSE_ADAPTER": "the reader's COURSE_ADAPTER",
        "COURSE_ARTIFACTS": kept,
        "CUDA_VISIBLE_DEVICES": None,
    }
    assert "on your Google Drive" in done.stdout and not [line for line in done.stdout.splitlines()[:-1] if "HF_TOKEN" in line]


@pytest.mark.slow
def test_a_reader_who_keeps_drive_closed_goes_on_without(machine, tmp_path):
    done = run(machine, tmp_path / "home", REFUSED="1")
    assert done.returncode == 0, done.stderr
    assert "results live on this machine and are lost" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["environment"]["COURSE_ARTIFACTS"] is None


@pytest.mark.slow
def test_packages_that_do_not_go_with_colabs_torch_are_one_sentence(machine):
    said = installs(machine, "torch>=9\n").stdout
    assert f"Colab's torch=={COLABS_TORCH} and the course do not go together" in said


@pytest.mark.slow
def test_the_first_cell_on_kaggle(machine, tmp_path):
    done = run(machine, tmp_path / "home", times=2, KAGGLE_KERNEL_RUN_TYPE="Interactive")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    kept = "/kaggle/working/korean-text2sql-course"
    assert seen["packages"]["torch"] == COLABS_TORCH and seen["packages"]["lesson"] == "1.0"
    assert seen["environment"] == {
        "HF_TOKEN": "the reader's HF_TOKEN",
        "OPENAI_API_KEY": None,
        "COURSE_ADAPTER": "the reader's COURSE_ADAPTER",
        "COURSE_ARTIFACTS": kept,
        "CUDA_VISIBLE_DEVICES": "0",
    }
    assert f"Results live in {kept}" in done.stdout and "Drive" not in done.stdout


@pytest.mark.slow
def test_without_internet_the_cell_says_what_to_turn_on(machine, tmp_path):
    done = run(machine, tmp_path / "home", origin="nowhere", KAGGLE_KERNEL_RUN_TYPE="Interactive")
    assert done.returncode == 1 and done.stderr.splitlines()[-1].startswith("The course cannot be fetched: turn the internet on")


def installs(machine: Path, requirements: str, before: str = "", times: int = 1) -> subprocess.CompletedProcess:
    """`packages.install` in a fresh process, after `before`; every error is printed, and the next time comes."""
    file = machine / "requirements.txt"
    file.write_text(requirements)
    code = (
        f"{before}\nfrom pathlib import Path\nfrom hosted import colab, packages\nfrom helpers.artifacts import CourseError\n"
        f"for _ in range({times}):\n    try:\n        packages.install(Path({str(file)!r}), colab)\n        print('ready')\n"
        "    except CourseError as error:\n        print(error)\n"
    )
    environment = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(machine / "wheels"), "PYTHONPATH": str(ROOT)}
    return subprocess.run([machine / "venv/bin/python", "-c", code], env=environment, capture_output=True, text=True, check=True)


@pytest.mark.slow
def test_a_package_replaced_while_it_was_loaded_asks_for_one_restart(machine):
    pip_install(machine, "early==0.10")
    said = installs(machine, "early>=0.16\n", before="import early", times=2).stdout.splitlines()
    assert len(said) == 2 and said[0] == said[1], "until the kernel has been restarted, the cell says so again"
    assert "had older versions of early loaded" in said[0] and "choose Runtime > Restart session" in said[0]
    assert installs(machine, "early>=0.16\n", before="import early").stdout == "ready\n", "the next kernel has the new one"


@pytest.mark.slow
def test_a_package_replaced_before_it_was_loaded_asks_for_nothing(machine):
    pip_install(machine, "early==0.10")
    assert installs(machine, "early>=0.16\n").stdout == "ready\n"


def test_results_on_kaggle_begin_with_those_of_an_input(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", "")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0,1")
    old = tmp_path / "input" / "notebooks" / "reader" / "lesson-03" / kaggle.FOLDER
    old.mkdir(parents=True)
    (old / "report.json").write_text("{}")
    assert "those of the input notebooks/reader/lesson-03" in kaggle.keep_results(tmp_path)
    kept = tmp_path / "working" / kaggle.FOLDER / "report.json"
    assert os.environ["COURSE_ARTIFACTS"] == str(kept.parent) and os.environ["CUDA_VISIBLE_DEVICES"] == "0,1"
    kept.write_text("newer")
    assert kaggle.keep_results(tmp_path) == "Results live where COURSE_ARTIFACTS says."
    monkeypatch.setenv("COURSE_ARTIFACTS", "")  # the next session of the same notebook
    kaggle.keep_results(tmp_path)
    assert kept.read_text() == "newer"


def test_results_on_kaggle_without_an_input(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", "")
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    (tmp_path / "input" / "some-data").mkdir(parents=True)
    assert "Add Input > Notebook Output" in kaggle.keep_results(tmp_path)
    assert not (tmp_path / "working").exists() and os.environ["CUDA_VISIBLE_DEVICES"] == "0"


def imported(source: str) -> set[str]:
    tree = ast.parse(source)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names}


def test_what_lessons_import_stands_above_the_line():
    """On Colab only the first part of requirements.txt is installed; Jupyter's own packages are there."""
    above, _, below = (ROOT / "requirements.txt").read_text().partition(packages.JUPYTER)
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    files += (ROOT / "notebooks" / "scripts").glob("0*.py")
    modules = set().union(*(imported(file.read_text()) for file in files)) - set(sys.stdlib_module_names)
    owners = importlib.metadata.packages_distributions()
    needed = {name.lower() for module in modules if module in owners for name in owners[module]}
    line_names = {line.split(">")[0].strip().lower() for line in below.splitlines() if line and not line.startswith("#")}
    assert "torch" in needed and "jupyterlab" in line_names and "torch>=" in above
    assert not needed & line_names


def test_the_cell_names_the_same_course_as_the_repository():
    assert f"https://github.com/{results.repository_name()} ~/course" in first_cell()
