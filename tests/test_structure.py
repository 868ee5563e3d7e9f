"""The repository keeps its own rules: the shape of every lesson, twins in step, pins, nothing private, nothing unsafe."""

import ast
import os
import re
import shutil
import socket
import subprocess
import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

import jupytext
import nbformat
import pytest
import yaml
from packaging.requirements import Requirement

import hosted
from exercises import checking
from helpers import artifacts
from tools import results

ROOT = artifacts.repository()
NOTEBOOKS = results.lessons()
TOKEN = re.compile(r"\b(hf_[A-Za-z0-9]{20,}|sk-[A-Za-z0-9_-]{20,}|gh[pousr]_[A-Za-z0-9]{20,})")
PRIVATE_PATH = re.compile(r"(?<![\w.:/])/(work|root|home|Users|tmp|var/folders|content)/[\w.-]+")
ONE_PLATFORM = re.compile(r"^(nvidia|triton|cuda|appnope|colorama|pywin)")
each_notebook = pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda file: file.stem)


def read(file: Path):
    return nbformat.read(file, as_version=4)


def code(notebook) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tracked() -> list[Path]:
    """Files that git knows or would take."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]


def output_texts(notebook):
    """Every piece of text that the stored outputs show."""
    for cell in code(notebook):
        for out in cell.outputs:
            yield out.get("text", "")
            for kind, content in out.get("data", {}).items():
                if not kind.startswith("image/png"):
                    yield content if isinstance(content, str) else repr(content)


# --- Every lesson -----------------------------------------------------------------------------------------------------


@each_notebook
def test_begins_with_title_promise_badge_and_abilities(file):
    first = read(file).cells[0]
    number = file.stem[:2]
    assert first.cell_type == "markdown" and first.source.startswith(f"# {number} · ")
    assert results.badges(file.stem) in first.source
    assert "You will be able to" in first.source and first.source.count("\n- ") >= 2
    assert results.promise(first.source)


@each_notebook
def test_bootstrap_cell_is_the_same_everywhere(file):
    bootstrap = code(read(file))[0].source
    assert bootstrap == code(read(NOTEBOOKS[0]))[0].source
    assert f"https://github.com/{results.repository_name()} " in bootstrap
    assert bootstrap.splitlines()[3] == 'if "google.colab" in sys.modules or "KAGGLE_KERNEL_RUN_TYPE" in os.environ:'
    assert all(line.startswith("    ") for line in bootstrap.splitlines()[4:])


@each_notebook
def test_ends_with_checkpoint_and_hidden_solutions(file):
    cells = read(file).cells
    headings = [(line, i) for i, cell in enumerate(cells) for line in cell.source.splitlines() if line.startswith("## ")]
    places = dict(headings)
    assert places["## Checkpoint"] < places["## Exercises"]
    after = cells[places["## Checkpoint"] :]
    checkpoint = next(cell for cell in after if cell.cell_type == "code")
    assert checkpoint.source.count("assert ") >= 2
    solutions = [cell for cell in after if cell.cell_type == "code" and "solution" in cell.metadata.get("tags", [])]
    assert 2 <= len(solutions) <= 3
    assert all(cell.metadata.get("jupyter", {}).get("source_hidden") is True for cell in solutions)


@each_notebook
def test_exercises_check_themselves(file):
    """For each exercise a cell to fill in, one that checks, and a folded solution that passes the same check."""
    cells = read(file).cells
    start = next(place for place, cell in enumerate(cells) if "## Exercises" in cell.source)
    after = [cell for cell in cells[start:] if cell.cell_type == "code"]
    assert len(after) % 3 == 0
    for answer, check, solution in zip(after[::3], after[1::3], after[2::3]):
        called = re.search(r"^passed = check\.(\w+)\(.*\)$", check.source, re.MULTILINE)
        assert called and "..." in answer.source
        assert [out.text for out in check.outputs] == [checking.OPEN + "\n"]
        assert re.search(rf"\bassert .*check\.{called[1]}\(", solution.source)
        assert any("Right.\n" in out.get("text", "") for out in solution.outputs)
    for cell in cells[start:]:
        folded = cell.source.startswith("<details>") and cell.source.endswith("</details>")
        assert folded or cell.cell_type == "code" or "solution" not in cell.metadata.get("tags", [])


@each_notebook
def test_cells_are_short(file):
    for cell in code(read(file)):
        lines = cell.source.splitlines()
        assert len(lines) <= 20, f"{len(lines)} lines: {lines[0]}"


@each_notebook
def test_prose_stands_between_the_cells(file):
    kinds = [cell.cell_type for cell in read(file).cells]
    for start in range(len(kinds) - 3):
        assert kinds[start : start + 4] != ["code"] * 4, f"four code cells in a row at {start}"


@each_notebook
def test_outputs_are_stored_whole_and_free_of_errors(file):
    cells = [cell for cell in code(read(file)) if cell.source.strip()]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert sum(bool(cell.outputs) for cell in cells) >= 2
    assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"]


@each_notebook
def test_nothing_private_in_outputs(file):
    # A machine's name shows up in paths and addresses; short ones such as "vm" would match plain words.
    names = [name for name in (socket.gethostname(), os.environ.get("USER", "")) if len(name) > 5]
    for text in output_texts(read(file)):
        assert not TOKEN.search(text)
        assert not PRIVATE_PATH.search(text), PRIVATE_PATH.search(text)[0]
        assert not [name for name in names if name in text]


@each_notebook
def test_twins_are_in_step(file):
    twin = ROOT / "notebooks" / "scripts" / f"{file.stem}.py"
    notebook = read(file)
    script = jupytext.read(twin)
    as_script = jupytext.reads(jupytext.writes(notebook, fmt="py:percent"), fmt="py:percent")
    for mine, other in zip(as_script.cells, script.cells, strict=True):
        assert mine.source == other.source
        assert mine.cell_type == other.cell_type
        assert mine.metadata.get("tags") == other.metadata.get("tags")
        assert mine.metadata.get("jupyter") == other.metadata.get("jupyter")
    assert notebook.metadata["kernelspec"]["name"] == "python3"


def test_every_script_has_its_notebook():
    scripts = {file.stem for file in (ROOT / "notebooks" / "scripts").glob("*.py")}
    assert scripts == {file.stem for file in NOTEBOOKS}


@each_notebook
def test_particles_fit_the_word_before_them(file):
    for cell in read(file).cells:
        assert not re.search(r"[을은이과]\((를|는|가|와)\)|[를는가와]\((을|은|이|과)\)|\(으\)로", cell.source)


# --- The repository ---------------------------------------------------------------------------------------------------


def test_top_level_is_complete():
    needed = "README.md LICENSE Makefile requirements.txt constraints.txt environment.yml pyproject.toml .gitignore .ci/run"
    missing = [name for name in needed.split() if not (ROOT / name).is_file()]
    assert not missing
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    folders = {file.relative_to(ROOT).parts[0] for file in tracked() if len(file.relative_to(ROOT).parts) > 1}
    assert folders <= {".ci", ".github", "data", "notebooks", "tests", *artifacts.ROOMS}


def requirements() -> dict[str, Requirement]:
    lines = (ROOT / "requirements.txt").read_text().splitlines()
    parsed = [Requirement(line.split("#")[0]) for line in lines if line.split("#")[0].strip()]
    return {key(need.name): need for need in parsed}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    return {key(name): pin for name, pin in (line.split("==") for line in lines if line and not line.startswith("#"))}


def key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_requirement_has_a_pin_inside_its_range():
    for name, need in requirements().items():
        assert need.specifier, f"{name} has no range"
        assert need.specifier.contains(pins()[name]), f"{name}: {pins()[name]} is outside {need.specifier}"


def test_every_indirect_requirement_has_a_pin():
    pinned, waiting, seen = pins(), list(requirements()), set()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        needs = [Requirement(line) for line in distribution(name).requires or []]
        wanted = [key(need.name) for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
        waiting += [name for name in wanted if name not in seen and not ONE_PLATFORM.search(name)]
    unpinned = seen - set(pinned) - {"setuptools"}  # torch's, from Python 3.12 on, any release will do
    assert not unpinned


def test_pins_serve_linux_and_macos():
    assert not [name for name in pins() if ONE_PLATFORM.search(name)]
    assert not [pin for pin in pins().values() if "+" in pin]  # a local build such as 2.13.0+cpu


def test_this_environment_is_the_pinned_one(pytestconfig):
    """Skipped where CI tries the newest releases on purpose."""
    installed = {name: version(name) for name in requirements()}
    different = {name: got for name, got in installed.items() if got.split("+")[0] != pins()[name]}
    if os.environ.get("COURSE_NEWEST"):
        pytest.skip(f"newest releases: {different}")
    assert not different


def test_conda_users_get_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert pip == ["-r requirements.txt", "-c constraints.txt", "-e ."]
    python = next(item for item in environment["dependencies"] if isinstance(item, str) and item.startswith("python="))
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert Requirement("python" + settings["project"]["requires-python"]).specifier.contains(python.split("=")[1])


def text_files():
    for file in tracked():
        if file.suffix not in (".png", ".safetensors") and file.stat().st_size < 20_000_000:
            yield file, file.read_text(encoding="utf-8")


def test_no_registry_host_no_token_no_path_of_a_machine():
    hosts = re.compile(
        "py" + r"pi\.(org|python)|pythonho" + r"sted\.org|download\.pyt" + r"orch\.org|registry\.np" + "m", re.IGNORECASE
    )
    for file, text in text_files():
        assert not hosts.search(text), file
        if file.parent != ROOT / "tests":  # tests plant made-up ones
            assert not TOKEN.search(text), file
        if file.suffix in (".ipynb", ".md", ".json", ".py") and file.parent != ROOT / "tests":
            assert not PRIVATE_PATH.search(text), (file, PRIVATE_PATH.search(text)[0])


def test_no_pickle_and_no_eval_in_what_readers_run():
    for file, text in text_files():
        if file.suffix != ".py" or file.is_relative_to(ROOT / "tests"):
            continue
        tree = ast.parse(text if file.parent.name != "scripts" else jupytext_code(file))
        imported = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        assert not imported & {"pickle", "dill", "cloudpickle", "shelve", "marshal"}, file
        assert not called & {"eval", "exec"}, file


def jupytext_code(file: Path) -> str:
    """Code of a twin, its magics left commented out."""
    return "\n".join(line for line in file.read_text().splitlines() if not line.startswith("# "))


# --- CI ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, jobs",
    [("ci", {"pinned", "macos", "lowest", "newest"}), ("images", {"colab", "rehearsal"}), ("site", {"build", "publish"})],
)
def test_ci_pins_its_actions_and_may_only_read(name, jobs):
    text = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text()
    workflow = yaml.safe_load(text)
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used and all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in used), used
    assert all(re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in text.splitlines() if "uses:" in line)
    assert workflow["permissions"] == {"contents": "read"} and workflow["concurrency"]
    assert set(workflow["jobs"]) == jobs
    for file in re.findall(r"hashFiles\('([^']+)'\)", text):
        assert (ROOT / file).is_file(), f"the cache's key is of {file}, which is not there"


def test_lowest_bounds_are_those_of_the_requirements(tmp_path):
    for file in ("Makefile", "requirements.txt"):
        shutil.copy(ROOT / file, tmp_path)
    subprocess.run(["make", "-s", "lowest.txt"], cwd=tmp_path, check=True)
    lowest = dict(line.split("==") for line in (tmp_path / "lowest.txt").read_text().splitlines())
    assert {key(name) for name in lowest} == set(requirements())
    assert all(need.specifier.contains(lowest[need.name]) for need in requirements().values())


# --- The rooms --------------------------------------------------------------------------------------------------------


def room_files() -> list[Path]:
    """The code of all rooms and of the dataset's builder, as paths from the repository's root."""
    folders = [*artifacts.ROOMS, "data/builder"]
    return [file.relative_to(ROOT) for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def imported(file: Path) -> set[str]:
    """First names of the modules that a file imports, anywhere in it."""
    nodes = list(ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}}


def test_helpers_stay_readable_in_one_sitting():
    lines = {str(file): len((ROOT / file).read_text().splitlines()) for file in room_files() if file.parts[0] == "helpers"}
    assert len(lines) <= 18, sorted(lines)
    assert not {file: count for file, count in lines.items() if count > 200}
    assert sum(lines.values()) <= 3_050


def test_no_two_files_share_a_name():
    seen = {}
    for file in room_files():
        if not file.stem.startswith("__"):
            seen.setdefault(file.stem, []).append(str(file))
    assert not {name: files for name, files in seen.items() if len(files) > 1}


@pytest.mark.parametrize("room", artifacts.ROOMS)
def test_no_function_hides_its_module(room):
    for start in (ROOT / room).rglob("__init__.py"):
        modules = {file.stem for file in start.parent.iterdir() if file.suffix == ".py" or (file / "__init__.py").exists()}
        names = set()
        for node in ast.parse(start.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom) and (node.module or ".").split(".")[-1] != room:  # else it is the module itself
                names |= {alias.asname or alias.name for alias in node.names}
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
        assert not names & modules, start


def test_arrows_point_one_way():
    """Rooms know what lies below them; nobody knows the tools, the tests or the notebooks."""
    for file in room_files():
        room, found = file.parts[0], imported(file)
        above = {"tests", "notebooks", "prose", *(() if room == "tools" else ("tools",))}
        if room == "helpers":
            above |= {"judge", "hub", "experiments", "plots", "standins"}
        if room != "hosted":
            above |= {"hosted"}
        if room == "sqlscore":
            above |= {"helpers", "judge", "hub", "experiments", "plots", "standins"}
        if room in ("hub", "judge", "plots", "standins"):
            above |= {"experiments"}
        assert not found & above, file


# --- The README -------------------------------------------------------------------------------------------------------


def test_readme_names_every_lesson_and_is_up_to_date():
    readme = (ROOT / "README.md").read_text()
    for file in NOTEBOOKS:
        assert f"(notebooks/{file.name})" in readme and results.badges(file.stem) in readme
    assert f"git clone https://github.com/{results.repository_name()} " in readme
    assert results.fill(readme) == readme, "run `make outputs`, or `python -m tools.results`, to renew its tables"


def test_the_korean_readme_is_up_to_date_and_has_the_same_sections():
    english, korean = ((ROOT / name).read_text(encoding="utf-8") for name in results.READMES)
    for file in NOTEBOOKS:
        assert f"(notebooks/ko/{file.name})" in korean and results.badges(f"ko/{file.stem}") in korean
    assert results.fill(korean, "ko") == korean, "run `python -m tools.results`"
    shape = [re.findall(r"^(#+) |^(```)|^(<!-- \w+ -->)", text, re.MULTILINE) for text in (english, korean)]
    assert shape[0] == shape[1]


@pytest.mark.parametrize("name, least", [
    ("README.md", 6), ("README.ko.md", 6), ("data/README.ko.md", 3), ("notebooks/TEACHING.md", 3), ("notebooks/ko/TEACHING.md", 3),
])  # fmt: skip
def test_links_lead_somewhere(name, least):
    text = (ROOT / name).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)]+)\)", text)
    assert len(links) >= least
    assert not [link for link in links if not ((ROOT / name).parent / link.split("#")[0]).exists()]


def test_stored_results_are_of_a_whole_run():
    report = results.stored()
    later = {name for name in results.REQUIRED if "natural" in name or name.startswith("baseline")}  # since there are three tests
    assert {name for name in results.REQUIRED if name not in report} in (set(), later)
    assert set(report["lesson_seconds"]) == {file.stem for file in NOTEBOOKS}
    assert report["course_seconds"] == pytest.approx(sum(report["lesson_seconds"].values()), abs=0.5)


# --- Settings from outside ---------------------------------------------------------------------------------------------

VARIABLE = re.compile(r"\bCOURSE_[A-Z_]+\b")
NOT_THERE = {
    "COURSE_ARTIFACTS",
    "COURSE_CACHE",
    "COURSE_NEWEST",
}  # the folder that is kept, a machine that is new each time, CI's switch


def variables() -> set[str]:
    """Every COURSE_... variable that code reads or sets."""
    files = [ROOT / file for file in room_files()] + list((ROOT / "notebooks" / "scripts").glob("*.py"))
    return {name for file in files for name in VARIABLE.findall(file.read_text(encoding="utf-8"))}


def test_every_variable_is_in_the_readmes_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    in_table = {
        name for line in readme.splitlines() if line.startswith("| `COURSE_") for name in VARIABLE.findall(line.split("|")[1])
    }
    assert in_table == variables()


def test_colab_and_kaggle_pass_every_variable_on():
    passed = {name for name in hosted.SECRETS if name.startswith("COURSE_")}
    assert passed == variables() - NOT_THERE
