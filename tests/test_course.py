"""The runner behind `make course`, on a small course of its own: real kernels, real signals, real kills."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from helpers import artifacts
from helpers.artifacts import CourseError
from tools import course, kernels, results

FIRST = """
from helpers import artifacts
artifacts.record(**{key: 0.5 for key in "em_base em_test_seen em_test_unseen execution_test_seen".split()})
"""
SECOND = """
import os, sys, time
from helpers import artifacts
done = artifacts.path("steps.jsonl")
for step in range(len(artifacts.read_jsonl(done)), 8):
    time.sleep(float(os.environ.get("STEP", "0")))
    artifacts.append_jsonl(done, [{"step": step}])
    print(f"\\rwork: {step + 1}0%|#####     | ", end="", file=sys.stderr, flush=True)
"""


@pytest.fixture
def small(tmp_path, monkeypatch):
    """A copy of the runner with two notebooks; `SECOND` has a long step that resumes."""
    for room in artifacts.ROOMS:
        shutil.copytree(artifacts.repository() / room, tmp_path / room)
    shutil.copy(artifacts.repository() / "pyproject.toml", tmp_path)
    write(tmp_path, "01_first", [("# 01 · First", "markdown"), (FIRST, "code")])
    write(tmp_path, "02_second", [("# 02 · Second\n\n## Long step", "markdown"), (SECOND, "code")])
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "artifacts"))
    monkeypatch.setenv("COURSE_PROFILE", "cpu")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return tmp_path


def write(folder: Path, name: str, cells) -> Path:
    make = {"markdown": nbformat.v4.new_markdown_cell, "code": nbformat.v4.new_code_cell}
    notebook = nbformat.v4.new_notebook(cells=[make[kind](text.strip()) for text, kind in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    file = folder / "notebooks" / f"{name}.ipynb"
    file.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, file)
    return file


def start(folder, *options, **environment):
    return subprocess.Popen(
        [sys.executable, "-m", "tools.course", *options],
        cwd=folder, env={**os.environ, **environment}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def finish(folder, *options, **environment):
    process = start(folder, *options, **environment)
    out, err = process.communicate(timeout=400)
    return process.returncode, out, err


def wait_until(condition, seconds=200):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def steps(folder) -> list[int]:
    return [row["step"] for row in artifacts.read_jsonl(folder / "artifacts" / "steps.jsonl")]


def ledger(folder) -> dict:
    return json.loads((folder / "artifacts" / "course.json").read_text())["lessons"]


def test_runs_everything_then_has_nothing_left_to_do(small):
    status, out, err = finish(small)
    assert (status, err) == (0, "")
    assert out.index("[01_first] running") < out.index("[02_second] running") < out.index("whole course")
    assert "exact match, seen databases" in out and "50.0%" in out
    for name in ("01_first", "02_second"):
        executed = nbformat.read(small / "artifacts" / "executed" / f"{name}.ipynb", as_version=4)
        assert [cell.execution_count for cell in executed.cells if cell.cell_type == "code"] == [1]
        assert "<html" in (small / "artifacts" / "executed" / f"{name}.html").read_text()[:200]
    assert executed.cells[1].outputs[0].text == "work: 80%|#####     | "  # the bar's last state only
    report = json.loads((small / "artifacts" / "report.json").read_text())
    assert report["course_seconds"] == pytest.approx(sum(report["lesson_seconds"].values()))
    assert min(report["lesson_seconds"].values()) > 0

    status, again, _ = finish(small)
    assert status == 0 and again.count("done before") == 2 and "running" not in again
    assert json.loads((small / "artifacts" / "report.json").read_text()) == report


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_run_continues_and_leaves_no_process(small, how):
    process = start(small, STEP="0.7")
    wait_until(lambda: len(steps(small)) >= 2)
    kernels = psutil.Process(process.pid).children(recursive=True)
    assert kernels
    process.send_signal(how)
    _, err = process.communicate(timeout=200)
    assert process.returncode == (-how if how == signal.SIGKILL else 128 + how)
    if how != signal.SIGKILL:
        assert "it continues" in err and "Traceback" not in err
    wait_until(lambda: not any(kernel.is_running() for kernel in kernels), 60)
    before, spent = len(steps(small)), ledger(small)["02_second"]["seconds"]
    assert before < 8 and ledger(small)["02_second"]["key"] is None

    status, out, _ = finish(small)
    assert status == 0 and "[01_first] done before" in out and "[02_second] running" in out
    assert steps(small) == list(range(8))
    assert ledger(small)["02_second"]["seconds"] >= spent


@pytest.mark.slow
def test_time_of_both_attempts_counts_and_a_third_does_not(small):
    process = start(small, STEP="1")
    wait_until(lambda: len(steps(small)) >= 3)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=200)
    first = ledger(small)["02_second"]["seconds"]
    assert first > 2
    began = time.monotonic()
    finish(small, "--only", "2")
    both = ledger(small)["02_second"]["seconds"]
    assert first < both < first + time.monotonic() - began
    finish(small, "--only", "02")
    assert ledger(small)["02_second"]["seconds"] == both


@pytest.mark.slow
def test_changed_lesson_runs_again_and_so_do_those_after_it(small):
    finish(small)
    write(small, "01_first", [("# 01 · First", "markdown"), (FIRST + "\n# edited", "code")])
    assert finish(small)[1].count("running") == 2
    write(small, "02_second", [("# 02 · Second", "markdown"), (SECOND + "\n# edited", "code")])
    assert finish(small)[1].count("running") == 1
    write(small, "01_first", [("# 01 · First, other prose", "markdown"), (FIRST + "\n# edited", "code")])
    assert finish(small)[1].count("running") == 0


@pytest.mark.parametrize(
    "code, sentence",
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("from helpers.artifacts import *\nraise MissingInput('x is missing: run y first.')", "x is missing: run y first."),
        ("import os; os._exit(1)", "the kernel died"),
    ],
)
def test_failing_cell_is_named_in_one_sentence(small, code, sentence):
    write(small, "02_second", [("# 02 · Second\n\n## Where it breaks", "markdown"), (code, "code")])
    status, out, err = finish(small)
    assert status == 1 and "whole course" not in out
    assert err.strip().startswith("02_second, “Where it breaks”: " + sentence)
    assert len(err.strip().splitlines()) == 1
    assert (small / "artifacts" / "executed" / "02_second.ipynb").exists()
    assert "01_first" in ledger(small) and not ledger(small)["02_second"]["finished"]


@pytest.mark.slow
def test_two_runs_do_not_share_artifacts(small):
    first = start(small, STEP="0.5")
    wait_until(lambda: steps(small))
    status, _, err = finish(small)
    assert status == 1 and "Another run" in err
    assert first.wait(200) == 0


def test_kernel_is_of_this_environment_whatever_is_registered(small, monkeypatch):
    rogue = small / "jupyter" / "kernels" / "python3"
    rogue.mkdir(parents=True)
    spec = {"argv": ["/bin/false", "{connection_file}"], "display_name": "x", "language": "python"}
    (rogue / "kernel.json").write_text(json.dumps(spec))
    write(small, "01_first", [("# 01", "markdown"), ("import sys; print(sys.prefix)", "code")])
    status, _, err = finish(small, "--only", "1", JUPYTER_PATH=str(small / "jupyter"))
    assert (status, err) == (0, "")
    executed = nbformat.read(small / "artifacts" / "executed" / "01_first.ipynb", as_version=4)
    assert executed.cells[1].outputs[0].text.strip() == sys.prefix


@pytest.mark.slow
def test_long_step_is_announced_with_its_progress(small, monkeypatch):
    out = finish(small, STEP="1.1")[1]
    assert "\n      Long step\n" in out
    assert "%|#####" not in out  # under 15 s: no line of progress yet

    class Terminal:
        text = ""
        isatty = staticmethod(lambda: True)
        flush = staticmethod(lambda: None)

        def write(self, text):
            self.text += text

    screen = kernels.Screen(Terminal())
    screen.begin("Training")
    screen.progress = "50%|###"
    screen.tick()
    assert "Training" not in screen.out.text
    screen.started -= 10
    screen.tick()
    assert "Training" in screen.out.text and screen.out.text.endswith("50%|###")


@pytest.mark.parametrize("options", [["--only", "9"], ["--from", "nine"]])
def test_unknown_lesson(small, options):
    status, _, err = finish(small, *options)
    assert status == 1 and "choose one of 01, 02" in err


def test_unknown_profile_is_one_sentence(small):
    status, _, err = finish(small, COURSE_PROFILE="tpu")
    assert status == 1 and len(err.strip().splitlines()) == 1 and "tpu" in err


def test_store_keeps_outputs_results_figure_and_readme(small):
    rest = [key for key in results.REQUIRED if key not in ("course_seconds", "profile", "model")]
    code = FIRST + f"artifacts.record(profile='cpu', model='m', **{{key: 0.25 for key in {rest}}})\nprint('kept')"
    code += "\nartifacts.append_jsonl(artifacts.path('predictions', 'tuned.jsonl'), [{'predicted': 'SELECT 1'}])"
    write(small, "01_first", [("# 01 · First\n\nIt begins.", "markdown"), (code, "code")])
    write(small, "02_second", [("# 02 · Second\n\nIt goes on.", "markdown"), (SECOND, "code")])
    blocks = [f"<!-- {name} -->\nold\n<!-- end {name} -->\n" for name in ("lessons", "results")]
    (small / "README.md").write_text("before\n" + "\n".join(blocks) + "after\n")
    assert finish(small)[0] == 0
    write(small, "01_first", [("# 01 · First\n\nIt begins, in better prose.", "markdown"), (code, "code")])
    status, out, err = finish(small, "--store")
    assert (status, err) == (0, "") and "running" not in out
    stored = nbformat.read(small / "notebooks" / "01_first.ipynb", as_version=4)
    assert stored.cells[1].outputs[0].text == "kept\n" and "better prose" in stored.cells[0].source
    assert set(stored.metadata) == {"kernelspec", "language_info"} and "execution" not in stored.cells[1].metadata
    readme = (small / "README.md").read_text()
    assert "old" not in readme and "25.0%" in readme and "[01 · First](notebooks/01_first.ipynb)" in readme
    assert readme.startswith("before\n") and readme.endswith("after\n")
    assert json.loads((small / "data" / "results.json").read_text())["em_base"] == 0.25
    assert (small / "data" / "figures" / "result.png").stat().st_size > 5_000
    assert json.loads((small / "data" / "predictions" / "tuned.jsonl").read_text()) == {"predicted": "SELECT 1"}
    assert finish(small)[1].count("done before") == 2, "a store made lessons stale"


def test_store_refuses_a_run_without_results(small):
    status, _, err = finish(small, "--store")
    assert status == 1 and "report.json lacks" in err


def test_store_refuses_outputs_of_other_cells(small):
    code = FIRST + f"artifacts.record(**{{key: 0.25 for key in {list(results.REQUIRED)}}})"
    write(small, "01_first", [("# 01 · First", "markdown"), (code, "code")])
    assert finish(small, "--only", "1")[0] == 0
    status, _, err = finish(small, "--store")
    assert status == 1 and "02_second.ipynb is missing" in err
    write(small, "01_first", [("# 01 · First", "markdown"), ("print('edited since')", "code")])
    status, _, err = finish(small, "--store", "--only", "1")
    assert status == 1 and "01_first has changed since it was executed" in err
    assert "edited since" in (small / "notebooks" / "01_first.ipynb").read_text()


def test_clock_reads_well():
    assert [results.clock(value) for value in (None, 0.4, 59.6, 61, 600)] == [
        "not measured", "0 s", "1 min 00 s", "1 min 01 s", "10 min 00 s",
    ]  # fmt: skip


def test_choose_keeps_the_order():
    everything = results.lessons()
    assert course.choose(None, None) == everything
    with pytest.raises(CourseError):
        course.choose("99", None)


# --- What makes a lesson run again -------------------------------------------------------------------------------------


@pytest.fixture
def fingerprint(small, monkeypatch):
    """The fingerprint of the small course's first lesson, with a copy of the data's small files beside it."""
    monkeypatch.setattr(artifacts, "repository", lambda: small)
    monkeypatch.delenv("COURSE_DATA", raising=False)
    files = [f"data/{name}.json" for name in ("facts", "api_changes", "gpu_results", "results", "kinds", "bench")]
    files += [
        "data/train.jsonl",
        "data/predictions/tuned_test_seen.jsonl",
        "data/databases/cafe.sql",
        "notebooks/scripts/accelerate/fsdp.yaml",
        "README.md",
    ]
    for name in files:
        (small / name).parent.mkdir(parents=True, exist_ok=True)
        (small / name).write_text("{}")
    return lambda: course.keys(results.lessons(), "cpu")["01_first"]


@pytest.mark.parametrize(
    "name",
    [
        "data/facts.json",
        "data/api_changes.json",
        "data/gpu_results.json",
        "data/train.jsonl",
        "data/predictions/tuned_test_seen.jsonl",
        "data/databases/cafe.sql",
        "notebooks/scripts/accelerate/fsdp.yaml",
        "helpers/models.py",
        "sqlscore/schema.py",
    ],
)
def test_whatever_a_lesson_reads_is_part_of_its_fingerprint(small, fingerprint, name):
    before = fingerprint()
    (small / name).write_text((small / name).read_text() + "\n")
    assert fingerprint() != before


@pytest.mark.parametrize("name", ["data/results.json", "data/kinds.json", "data/bench.json", "tools/results.py", "README.md"])
def test_what_the_tools_write_is_not(small, fingerprint, name):
    before = fingerprint()
    (small / name).write_text("something else")
    assert fingerprint() == before


def test_ones_own_data_count_by_their_content(small, fingerprint, monkeypatch, tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / "rows.jsonl"
    own.write_text('{"a": 1}\n')
    without = fingerprint()
    monkeypatch.setenv("COURSE_DATA", str(own))
    first = fingerprint()
    own.write_text('{"a": 2}\n')
    assert len({without, first, fingerprint()}) == 3
    own.write_text('{"a": 1}\n')
    assert fingerprint() == first


@pytest.mark.parametrize(
    "name, counts",
    [
        ("COURSE_MINUTES", True),
        ("COURSE_DTYPE", True),
        ("COURSE_ADAPTER", True),
        ("COURSE_JUDGE_MODEL", True),
        ("COURSE_CACHE", False),
    ],
)
def test_a_wish_changes_the_fingerprint_and_a_place_does_not(fingerprint, monkeypatch, name, counts):
    monkeypatch.delenv(name, raising=False)
    before = fingerprint()
    monkeypatch.setenv(name, "7")
    assert (fingerprint() != before) == counts
