"""The first cell of every lesson on Colab, in an environment of its own with a stand-in for `google.colab`.

Nothing is fetched from outside: git is told to take the course from this repository, pip to take packages from a folder
with four tiny wheels. One of them is "Colab's torch"; a newer torch lies in the folder too and must stay there.
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

from helpers import artifacts, colab
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

google, box = types.ModuleType("google"), types.ModuleType("google.colab")
box.drive, box.userdata = types.SimpleNamespace(mount=mount), types.SimpleNamespace(get=get)
google.colab = box
sys.modules |= {"google": google, "google.colab": box}
"""
REPORT = """
import importlib.metadata, importlib.util, json, os
from helpers import artifacts
names = ("HF_TOKEN", "OPENAI_API_KEY", "COURSE_ADAPTER", "COURSE_ARTIFACTS")
print(json.dumps({
    "packages": {found.name: found.version for found in importlib.metadata.distributions()},
    "environment": {name: os.environ.get(name) for name in names}, "folder": os.getcwd(),
    "rooms": {room: importlib.util.find_spec(room).origin for room in artifacts.ROOMS if room != "tools"},
}))
"""


def wheel(folder: Path, name: str, version: str, needs: str = "") -> Path:
    """A wheel with nothing in it but its name and what it needs."""
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
        archive.writestr(f"{info}/RECORD", f"{info}/METADATA,,\n{info}/WHEEL,,\n{info}/RECORD,,\n")
    return file


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
    subprocess.run([folder / "venv/bin/python", "-m", "pip", "install", "-q", "--no-index", colabs], check=True)
    for name, version, needs in [
        ("torch", "9.0", ""),
        ("lesson", "1.0", "torch"),
        ("lesson", "2.0", "torch>=9"),
        ("jupyterlab", "4.4", ""),
    ]:
        wheel(wheels, name, version, needs)
    (course_folder / "notebooks").mkdir(parents=True)
    for name in [*(f"{room}/__init__" for room in ROOMS), "helpers/artifacts", "helpers/colab"]:
        copy = course_folder / f"{name}.py"
        copy.parent.mkdir(exist_ok=True)
        copy.write_text((ROOT / f"{name}.py").read_text())
    (course_folder / "notebooks" / "kept.txt").write_text("git keeps no empty folder\n")
    (course_folder / "requirements.txt").write_text(f"torch>=2.9\nlesson>=1.0\n{colab.JUPYTER}: not on Colab\njupyterlab>=4.4\n")
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "the course"]):
        git(*command, cwd=course_folder)
    return folder


def first_cell() -> str:
    cells = nbformat.read(results.lessons()[0], as_version=4).cells
    return next(cell.source for cell in cells if cell.cell_type == "code")


def run(machine: Path, home: Path, times: int = 1, **environment) -> subprocess.CompletedProcess:
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
        "GIT_CONFIG_KEY_0": f"url.{machine / 'origin'}.insteadOf",
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
    }
    assert "on your Google Drive" in done.stdout and not [line for line in done.stdout.splitlines()[:-1] if "HF_TOKEN" in line]


@pytest.mark.slow
def test_a_reader_who_keeps_drive_closed_goes_on_without(machine, tmp_path):
    done = run(machine, tmp_path / "home", REFUSED="1")
    assert done.returncode == 0, done.stderr
    assert "results live on this machine and are lost" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1])["environment"]["COURSE_ARTIFACTS"] is None


@pytest.mark.slow
def test_packages_that_do_not_go_with_colabs_torch_are_one_sentence(machine, tmp_path):
    requirements = tmp_path / "requirements.txt"
    requirements.write_text("torch>=9\n")
    code = f"from pathlib import Path; from helpers import colab; colab.install(Path({str(requirements)!r}))"
    environment = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(machine / "wheels"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([machine / "venv/bin/python", "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"Colab's torch=={COLABS_TORCH} and the course do not go together" in done.stderr.splitlines()[-1]


def imported(source: str) -> set[str]:
    tree = ast.parse(source)
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in names}


def test_what_lessons_import_stands_above_the_line():
    """On Colab only the first part of requirements.txt is installed; Jupyter's own packages are there."""
    above, _, below = (ROOT / "requirements.txt").read_text().partition(colab.JUPYTER)
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*.py")]
    files += (ROOT / "notebooks" / "scripts").glob("0*.py")
    modules = set().union(*(imported(file.read_text()) for file in files)) - set(sys.stdlib_module_names)
    packages = importlib.metadata.packages_distributions()
    needed = {name.lower() for module in modules if module in packages for name in packages[module]}
    line_names = {line.split(">")[0].strip().lower() for line in below.splitlines() if line and not line.startswith("#")}
    assert "torch" in needed and "jupyterlab" in line_names and "torch>=" in above
    assert not needed & line_names


def test_the_cell_names_the_same_course_as_the_repository():
    assert f"https://github.com/{results.repository_name()} ~/course" in first_cell()
