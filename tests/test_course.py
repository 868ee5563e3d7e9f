"""The runner behind `make course`, on a small course of its own: real kernels, real signals, real kills."""

import base64
import contextlib
import io
import json
import os
import re
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
    while str(step) == os.environ.get("HOLD") and not artifacts.path("go").exists():
        time.sleep(0.1)  # held until the test has done its part, however slow the machine
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
    assert "exact match" in out and "seen databases" in out and "50.0%" in out
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
    process = start(small, HOLD="2")
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
    process = start(small, STEP="1", HOLD="3")
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


def test_times_of_several_attempts_read_well():
    report = {"lesson_seconds": {"08_x": 61.0, "09_y": 440.2}, "lesson_attempts": {"09_y": 2}, "course_seconds": 501.2}
    assert [results.lesson_time(report, name) for name in ("08_x", "09_y", "10_z")] == [
        "1 min 01 s", "7 min 20 s (2 attempts)", "not measured",
    ]  # fmt: skip
    assert results.course_time(report) == "8 min 21 s (09: 2 attempts)"
    assert results.course_time({"course_seconds": 59.6}) == "1 min 00 s" and results.course_time({}) == "not measured"


@pytest.mark.slow
def test_two_runs_do_not_share_artifacts(small):
    first = start(small, HOLD="1")
    wait_until(lambda: steps(small))
    status, _, err = finish(small)
    assert status == 1 and "Another run" in err
    artifacts.write_text(small / "artifacts" / "go", "")
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
    code += "\nartifacts.write_jsonl(artifacts.path('predictions', 'tuned.jsonl'), [{'predicted': 'SELECT 1'}])"
    code += "\nfrom plots import style\nfigure = style.figure('Training loss')"
    write(small, "01_first", [("# 01 · First\n\nIt begins.", "markdown"), (code, "code")])
    write(small, "02_second", [("# 02 · Second\n\nIt goes on.", "markdown"), (SECOND, "code")])
    blocks = [f"<!-- {name} -->\nold\n<!-- end {name} -->\n" for name in ("lessons", "results")]
    (small / "README.md").write_text("before\n" + "\n".join(blocks) + "after\n")
    assert finish(small, "--from", "01")[0] == 0
    assert "drawn in English only" in finish(small, "--store")[2]
    assert finish(small, "--from", "01", "--ship")[0] == 0
    write(small, "01_first", [("# 01 · First\n\nIt begins, in better prose.", "markdown"), (code, "code")])
    status, out, err = finish(small, "--store")
    assert (status, err) == (0, "") and "running" not in out
    stored = nbformat.read(small / "notebooks" / "01_first.ipynb", as_version=4)
    text, figure = stored.cells[1].outputs
    assert text.text == "kept\n" and "better prose" in stored.cells[0].source
    assert set(figure.data) == {"image/png", "text/plain"}
    (korean,) = (small / "notebooks" / "ko" / "figures").glob("01_*.png")
    assert korean.read_bytes().startswith(b"\x89PNG") and korean.read_bytes() != base64.b64decode(figure.data["image/png"])
    assert set(stored.metadata) == {"kernelspec", "language_info"} and "execution" not in stored.cells[1].metadata
    readme = (small / "README.md").read_text()
    assert "old" not in readme and "25.0%" in readme and "[01 · First](notebooks/01_first.ipynb)" in readme
    assert readme.startswith("before\n") and readme.endswith("after\n")
    assert json.loads((small / "data" / "results.json").read_text())["em_base"] == 0.25
    english, korean = ((small / "data" / "figures" / name).read_bytes() for name in ("result.png", "result.ko.png"))
    assert min(len(english), len(korean)) > 5_000 and english != korean
    assert json.loads((small / "data" / "predictions" / "tuned.jsonl").read_text()) == {"predicted": "SELECT 1"}
    assert finish(small)[1].count("done before") == 2, "a store made lessons stale"


def test_a_korean_reader_gets_the_korean_notebooks(small):
    (small / "notebooks" / "ko").mkdir()
    for name, code in (("01_first", FIRST), ("02_second", SECOND)):
        write(small, f"ko/{name}", [("# 제목", "markdown"), (code, "code")])
    status, out, err = finish(small, COURSE_LANG="ko")
    assert (status, err) == (0, "") and "[01_first] 실행 중" in out and "전체 강의" in out
    executed = nbformat.read(small / "artifacts" / "executed" / "01_first.ipynb", as_version=4)
    assert executed.cells[0].source == "# 제목" and executed.cells[1].execution_count == 1
    assert "9강은 없습니다" in finish(small, "--only", "9", COURSE_LANG="ko")[2]


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


# --- Attempts, and answers that later lessons read: without kernels ------------------------------------------------------

ANSWERS = """
from helpers import artifacts
artifacts.record(**dict.fromkeys({keys}, 0.25))
artifacts.write_jsonl(artifacts.path("predictions", "tuned.jsonl"), [{{"predicted": "new"}}])
"""
READS = """
from helpers import artifacts
print(artifacts.read_jsonl(artifacts.repository() / "data" / "predictions" / "tuned.jsonl"))
"""


def play(notebook, folder, screen, log, tick):
    """What `kernels.execute` does, in this process: run the code, keep what it prints."""
    for cell in results.code_cells(notebook):
        shown = io.StringIO()
        try:
            with contextlib.redirect_stdout(shown):
                exec(cell.source, {})
        except ZeroDivisionError as error:
            raise CourseError(str(error)) from None
        cell.outputs, cell.execution_count = [nbformat.v4.new_output("stream", text=shown.getvalue())], 1


@pytest.fixture
def answering(tmp_path, monkeypatch):
    """A course whose first lesson makes answers and whose second one reads the shipped ones, which are old."""
    monkeypatch.setattr(artifacts, "repository", lambda: tmp_path)
    monkeypatch.setattr(kernels, "execute", play)
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "artifacts"))
    monkeypatch.setenv("COURSE_PROFILE", "cpu")
    keys = [key for key in results.REQUIRED if key not in ("course_seconds", "lesson_seconds")]
    write(tmp_path, "01_first", [("# 01 · First", "markdown"), (ANSWERS.format(keys=keys), "code")])
    write(tmp_path, "02_second", [("# 02 · Second", "markdown"), (READS, "code")])
    (tmp_path / "README.md").write_text("nothing to fill")
    artifacts.write_jsonl(tmp_path / "data" / "predictions" / "tuned.jsonl", [{"predicted": "old"}])
    return tmp_path


def shipped(folder: Path) -> str:
    return (folder / "data" / "predictions" / "tuned.jsonl").read_text()


def output(folder: Path) -> str:
    """What the stored second lesson shows."""
    return "".join(each.text for each in nbformat.read(folder / "notebooks" / "02_second.ipynb", as_version=4).cells[1].outputs)


def test_store_refuses_lessons_that_read_other_answers_until_they_are_executed_again(answering, capsys):
    assert course.main([]) == 0
    assert course.main(["--store"]) == 1
    said = capsys.readouterr().err
    assert "Lessons 02 read data/predictions" in said and "--ship" in said and len(said.strip().splitlines()) == 1
    assert "old" in shipped(answering) and not output(answering), "a refused store has written something"
    assert course.main(["--ship"]) == 0
    said = capsys.readouterr().out
    assert "[01_first] done before" in said and "[02_second] running" in said and "new" in shipped(answering)
    assert course.main(["--store"]) == 0 and "new" in output(answering)
    assert course.main(["--ship"]) == 0
    assert capsys.readouterr().out.count("done before") == 2, "the same answers made a lesson stale"


def test_a_shipping_run_has_its_answers_where_later_lessons_read_them(answering, capsys):
    assert course.main(["--ship"]) == 0 and capsys.readouterr().out.count("running") == 2
    assert course.main(["--store"]) == 0 and "new" in output(answering)
    assert course.main([]) == 0 and capsys.readouterr().out.count("done before") == 2


def test_a_run_that_does_not_ship_leaves_the_repository_alone(answering):
    assert course.main([]) == 0 and "old" in shipped(answering)


def test_store_refuses_a_lesson_whose_last_attempt_failed(answering, capsys):
    assert course.main(["--ship"]) == 0
    write(answering, "02_second", [("# 02 · Second", "markdown"), ("1 / 0", "code")])
    assert course.main(["--only", "2"]) == 1
    assert course.main(["--store"]) == 1 and "run --only 02 again, then --store" in capsys.readouterr().err


def test_a_failed_attempt_counts_and_every_table_says_so(answering, capsys):
    write(answering, "02_second", [("# 02 · Second", "markdown"), ("import time; time.sleep(1); 1 / 0", "code")])
    assert course.main([]) == 1
    failed = ledger(answering)["02_second"]
    assert failed["attempts"] == 1 and failed["seconds"] >= 1
    write(answering, "02_second", [("# 02 · Second", "markdown"), (READS, "code")])
    assert course.main([]) == 0
    out = capsys.readouterr().out
    assert results.read()["lesson_attempts"] == {"02_second": 2} and ledger(answering)["02_second"]["seconds"] >= failed["seconds"]
    assert re.search(r"01_first +\d+ s\n", out) and re.search(r"02_second +\d+ s \(2 attempts\)\n", out)
    assert re.search(r"whole course +\d+ s \(02: 2 attempts\)", out)
    assert course.main(["--only", "2"]) == 0
    assert ledger(answering)["02_second"]["attempts"] == 2, "executing a finished lesson again is no attempt"
