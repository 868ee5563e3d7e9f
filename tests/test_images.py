"""Colab's machine, rebuilt from the package index, and in it the real first cell, real lessons and the parts of the others.

    IMAGES=folder pytest tests/test_images.py        (`make images`; once some GB, then the folder is used again)

The environment holds the packages that the course meets there (`tools/images.py`), at Colab's versions, on Colab's Python
where it is found. torch is the index's own build of Colab's version, without a GPU. What differs between the GPU and the CPU
machine is the build of torch, so one environment stands for both, and for Kaggle's, which begins as Colab's.
The first cell fetches the course from this repository: what is not committed is not rehearsed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from helpers import artifacts
from hosted import packages
from tools import images, results

ROOT = artifacts.repository()
TORCH = ("torch", "triton")  # come with the needs of their own build
# What Colab has beside, which looks at packages that the course replaces.
NEIGHBOURS = ("torchvision", "torchaudio", "torchtune", "sentence_transformers", "diffusers", "timm", "gcsfs", "tiktoken")
IMPORTS = """
import importlib, json, sys
found = {}
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
        found[name] = "imported"
    except Exception as error:
        found[name] = f"{type(error).__name__}: {error}"
print(json.dumps(found))
"""
# As Colab starts a kernel: its own module is loaded, and with it pandas, which loads pyarrow.
COLAB = """
import os, pandas
from types import SimpleNamespace

def _mount(folder):
    os.makedirs(os.path.join(folder, "MyDrive"), exist_ok=True)

def _get(name):
    raise KeyError(name)

drive, userdata = SimpleNamespace(mount=_mount), SimpleNamespace(get=_get)
"""
KAGGLE = """
class UserSecretsClient:
    def get_secret(self, name):
        raise KeyError(name)
"""
rebuilt = pytest.mark.skipif(
    not os.environ.get("IMAGES"), reason="rebuilds Colab's machine (some GB): IMAGES=folder, or `make images`"
)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(4 * 3600)]


def test_one_environment_stands_for_both_machines():
    gpu, cpu = images.read("colab_gpu"), images.read("colab_cpu")
    different = {name for name in gpu if cpu.get(name) != gpu[name]}
    assert different <= {"torch", "torchvision", "torchaudio", "torchcodec", "triton", "sortedcontainers"}, different
    assert not set(cpu) - set(gpu) and images.python("colab_gpu") == images.python("colab_cpu")


def interpreter() -> str:
    """Colab's Python if it is found, else this one; a warning says so."""
    wanted = images.python("colab_gpu")
    for name in (os.environ.get("IMAGES_PYTHON"), f"python{wanted}"):
        command = [name, "-c", "import sys; print(*sys.version_info[:2], sep='.')"]
        if name and shutil.which(name) and subprocess.run(command, capture_output=True, text=True).stdout.strip() == wanted:
            return name
    warnings.warn(f"Python {wanted} is not here: rebuilt on {sys.version.split()[0]}. Name one with IMAGES_PYTHON.", stacklevel=1)
    return sys.executable


@pytest.fixture(scope="module")
def image() -> Path:
    """Colab's environment as it is before the first cell, built once."""
    pins = [f"{name}=={version}" for name, version in images.read("colab_gpu").items()]
    name = hashlib.sha256("\n".join(pins).encode()).hexdigest()[:8]
    folder = Path(os.environ["IMAGES"]).resolve() / f"colab-{name}"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([interpreter(), "-m", "venv", folder], check=True)
        listed, needless = folder / "pins.txt", folder / "without.txt"
        listed.write_text("\n".join(pins))
        needless.write_text("\n".join(pin for pin in pins if pin.split("==")[0] not in TORCH))
        pip = [folder / "bin/python", "-m", "pip", "install", "--quiet"]
        subprocess.run([*pip, "--no-deps", "-r", needless], check=True)  # Colab's versions do not all agree with each other
        subprocess.run([*pip, next(pin for pin in pins if pin.startswith("torch==")), "-c", listed], check=True)
        (folder / "ready").touch()
    return folder


class Machine:
    """A fresh machine of a site: a copy of the image, a home, and stand-ins for the site's own modules."""

    def __init__(self, image: Path, folder: Path, site: str):
        self.home, self.python, self.site = folder / "home", folder / "venv" / "bin" / "python", site
        for made in (self.home, folder / "kernels" / "image", folder / "modules" / "google" / "colab"):
            made.mkdir(parents=True)
        # Hard links: pip takes files away and makes new ones, so the image stays what it is.
        subprocess.run(["cp", "-al", image, folder / "venv"], check=True)
        modules = folder / "modules"
        (modules / "google" / "colab" / "__init__.py").write_text(COLAB)
        (modules / "kaggle_secrets.py").write_text(KAGGLE)
        startup = folder / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "site.py").write_text("import google.colab\n" if site == "colab" else "import pandas\n")
        argv = [str(self.python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        spec = {"argv": argv, "display_name": site, "language": "python"}
        (folder / "kernels" / "image" / "kernel.json").write_text(json.dumps(spec))
        self.specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")], ensure_native_kernel=False)
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTEST"))} | {
            "HOME": str(self.home),
            "PYTHONPATH": str(modules),
            "IPYTHONDIR": str(folder / "ipython"),
            "COURSE_CACHE": str(artifacts.cache()),  # the base model, if this machine has it
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{ROOT}.insteadOf",
            "GIT_CONFIG_VALUE_0": f"https://github.com/{results.repository_name()}",
            **({"KAGGLE_KERNEL_RUN_TYPE": "Batch", "COURSE_ARTIFACTS": str(folder / "working")} if site == "kaggle" else {}),
        }

    def run(self, notebook: nbformat.NotebookNode) -> str:
        """Execute a notebook in a new kernel. Returns what its first code cell printed."""
        manager = AsyncKernelManager(kernel_name="image", kernel_spec_manager=self.specs)
        client = NotebookClient(notebook, km=manager, timeout=3 * 3600, startup_timeout=900)
        client.execute(cwd=str(self.home), env=self.environment, cleanup_kc=True)
        return "".join(out.get("text", "") for out in results.code_cells(notebook)[0].outputs)

    def call(self, *command, **changes) -> subprocess.CompletedProcess:
        """Run Python in the machine, with the course as its folder."""
        environment = self.environment | changes
        return subprocess.run([self.python, *command], env=environment, cwd=ROOT, capture_output=True, text=True)


def lesson(number: str, cells: int | None = None) -> nbformat.NotebookNode:
    """A lesson as it is, or its first code cell alone."""
    (file,) = (ROOT / "notebooks").glob(f"{number}_*.ipynb")
    notebook = nbformat.read(file, as_version=4)
    if cells:
        notebook.cells = results.code_cells(notebook)[:cells]
    return notebook


def versions(python: Path) -> dict[str, str]:
    code = "import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions() if d.name}))"
    return json.loads(subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout)


@pytest.fixture(scope="module")
def machine(image, tmp_path_factory):
    """Colab after its first cell has run as often as it asks for."""
    made = Machine(image, Path(os.environ["IMAGES"]).resolve() / "colab", "colab")
    try:
        with pytest.raises(CellExecutionError) as stopped:
            made.run(lesson("01", cells=1))
        made.asked = str(stopped.value)
        made.said = made.run(lesson("01", cells=1))
        yield made
    finally:
        shutil.rmtree(made.home.parent)


@rebuilt
def test_the_first_cell_asks_for_one_restart_and_keeps_colabs_own(image, machine):
    assert "choose Runtime > Restart session" in machine.asked and "pyarrow" in machine.asked
    assert "on your Google Drive" in machine.said
    before, after = versions(image / "bin/python"), versions(machine.python)
    assert not set(before) - set(after), "a package of Colab's is gone"
    assert {name: after[name] for name in packages.KEPT} == {name: before[name] for name in packages.KEPT}
    print({name: (before[name], after[name]) for name in before if before[name] != after[name]})


@rebuilt
def test_colabs_other_packages_import_as_before(image, machine):
    found = [
        subprocess.run([python, "-W", "ignore", "-c", IMPORTS, *NEIGHBOURS], capture_output=True, text=True, check=True).stdout
        for python in (image / "bin/python", machine.python)
    ]
    before, after = (json.loads(text.splitlines()[-1]) for text in found)
    broken = {name: after[name] for name in NEIGHBOURS if before[name] == "imported" != after[name]}
    assert not broken


@rebuilt
@pytest.mark.parametrize("number", ["01", "02", "06", "07"])
def test_a_lesson_runs_on_colab(machine, number):
    machine.run(lesson(number))


@rebuilt
def test_the_parts_of_the_other_lessons_run_on_colab(machine, tmp_path):
    done = machine.call("tests/drivers/image_parts.py", str(tmp_path / "parts"), COURSE_ARTIFACTS=str(tmp_path / "artifacts"))
    assert done.stdout.splitlines()[-1:] == ["all parts"], done.stdout + done.stderr[-3000:]
    options = ("--tiny", "--only", "t4", "--results", str(tmp_path / "results.json"))
    trained = machine.call("tests/gpu_check.py", *options, COURSE_ARTIFACTS=str(tmp_path / "artifacts"))
    assert trained.returncode == 0, trained.stderr[-3000:]


@rebuilt
def test_a_lesson_runs_on_kaggle(image):
    made = Machine(image, Path(os.environ["IMAGES"]).resolve() / "kaggle", "kaggle")
    try:
        with pytest.raises(CellExecutionError, match="Restart & clear cell outputs"):
            made.run(lesson("02"))
        assert "Results live where COURSE_ARTIFACTS says" in made.run(lesson("02"))
    finally:
        shutil.rmtree(made.home.parent)
