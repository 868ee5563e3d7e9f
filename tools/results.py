"""What a run of the course leaves behind: executed copies, the closing table, and the figures of the README."""

import re
import shutil
import tomllib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path

import nbformat
from tabulate import tabulate

from helpers import artifacts
from helpers.artifacts import CourseError
from helpers.data import TESTS
from helpers.language import KOREAN_PNG, translate

WAYS = {  # key in report.json without its test: what the reader calls it; baselines are counted by execution
    "baseline_string": "string matching, nothing learned",
    "baseline_base": "base model",
    "baseline_examples": "base model, three examples in the prompt",
    "em": "tuned model, exact match",
    "execution": "tuned model, execution match",
    "judge": "tuned model, judged right",
}
SCORES = (
    "em_base",
    *(f"{way}_{test}" for way in WAYS for test in TESTS if way != "judge" or test != "test_unseen"),  # lesson 07 judges two
)
# In data/, by the tools; lessons do not read them.
WRITTEN = ("results.json", "kinds.json", "bench.json", "rehearsals.json", "bases.jsonl")
REQUIRED = ("profile", "model", *SCORES, *(f"n_{test}" for test in TESTS), "train_tokens_per_second",
            "train_seconds", "course_seconds")  # fmt: skip
UNMEASURED = "not measured"
READMES = {"README.md": "en", "README.ko.md": "ko"}
SAID = ("torch", "transformers", "trl", "peft", "bitsandbytes")  # libraries whose versions stand beside what is known of a GPU
KINDS = {  # of processors: what tells one, in words
    "bf16": "units for bfloat16 (`amx_bf16` or `avx512_bf16`)",
    "avx512": "`avx512f`, no such units",
    "avx2": "`avx2` only, and all else",
}


def lessons() -> list[Path]:
    """The notebooks of the course, in order."""
    return sorted((artifacts.repository() / "notebooks").glob("[0-9][0-9]_*.ipynb"))


def clock(seconds: float | None) -> str:
    """Seconds as a reader says them: `48 s`, `9 min 20 s`."""
    if seconds is None:
        return UNMEASURED
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{rest} s"


def lesson_time(report: dict, lesson: str) -> str:
    """What a lesson took, and in how many attempts if it was more than one: `7 min 20 s (2 attempts)`."""
    attempts = report.get("lesson_attempts", {}).get(lesson, 1)
    return clock(report.get("lesson_seconds", {}).get(lesson)) + (f" ({attempts} attempts)" if attempts > 1 else "")


def course_time(report: dict) -> str:
    """What all lessons took together, and which of them needed more than one attempt: `37 min 35 s (09: 2 attempts)`."""
    several = ", ".join(f"{lesson[:2]}: {count} attempts" for lesson, count in sorted(report.get("lesson_attempts", {}).items()))
    return clock(report.get("course_seconds")) + (f" ({several})" if several else "")


def percent(share: float | None) -> str:
    """A share from 0 to 1 in percent with one decimal."""
    return UNMEASURED if share is None else f"{share:.1%}"


def read() -> dict:
    """The report of this run, `{}` before any lesson has recorded something."""
    file = artifacts.root() / "report.json"
    return artifacts.read_json(file) if file.exists() else {}


def stored() -> dict:
    """The report of the run whose outputs the repository holds, `{}` if there is none."""
    file = artifacts.repository() / "data" / "results.json"
    return artifacts.read_json(file) if file.exists() else {}


def kinds() -> dict[str, dict]:
    """The newest whole run on each kind of processor, by kind: `data/kinds.json`."""
    file = artifacts.repository() / "data" / "kinds.json"
    return artifacts.read_json(file) if file.exists() else {}


def summary() -> str:
    """The table of scores and times that ends a run."""
    return summary_of(read())


def summary_of(report: dict) -> str:
    """The same table for any report."""
    rows = [("exact match before training", percent(report.get("em_base"))), ("training", clock(report.get("train_seconds")))]
    rows += [(name, lesson_time(report, name)) for name in report.get("lesson_seconds", {})]
    rows += [("whole course", course_time(report))]
    rows = [[translate(cell) for cell in row] for row in rows]
    rest = tabulate(rows, headers=(translate("result"), report.get("profile", "")), colalign=("left", "right"))
    return f"{scores_of(report, 'simple', language=None)}\n\n{rest}"


def scores_of(report: dict, style: str, language: str | None = "en") -> str:
    """A table of the scores: one line a way of answering, one column a test.

    Args:
        report: content of `report.json`; what it lacks is called not measured.
        style: `tablefmt` of tabulate.
        language: of the words; None is the reader's.
    """
    rows = [
        (name, *(percent(report.get(key)) if (key := f"{way}_{test}") in SCORES else "–" for test in TESTS))
        for way, name in WAYS.items()
    ]
    rows.append(("questions", *(str(report.get(f"n_{test}") or UNMEASURED) for test in TESTS)))
    headers, *rows = ([translate(cell, language) for cell in row] for row in [("right answers", *TESTS.values()), *rows])
    return tabulate(rows, headers=headers, tablefmt=style, colalign=("left", "right", "right", "right"), disable_numparse=True)


def write_executed(notebook: nbformat.NotebookNode, name: str) -> None:
    """Write an executed notebook to `artifacts/executed/`, as .ipynb and as a page for the browser."""
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)
    artifacts.write_text(artifacts.path("executed", f"{name}.html"), page)
    artifacts.write_text(artifacts.path("executed", f"{name}.ipynb"), nbformat.writes(notebook) + "\n")


def store(chosen: list[Path]) -> None:
    """Keep a run in the repository: outputs in the notebooks, results, predictions, the figure, the README.

    Args:
        chosen: paths of the notebooks whose outputs to keep.

    Raises:
        CourseError: an executed copy is missing or of other cells, a lesson recorded no result, or lessons were executed with
            other answers than those of this run.
    """
    import plots  # here and below: what loads for seconds, and only a store needs

    report = read()
    missing = [key for key in REQUIRED if key not in report]
    if missing:
        raise CourseError(f"report.json lacks {', '.join(missing)}: run the whole course before --store.")
    if new_predictions() and (stale := " and ".join(name[:2] for name in readers())):
        raise CourseError(
            f"Lessons {stale} read data/predictions, where other answers lie than those of this run: "
            "run `python -m tools.course --ship`, which copies them and executes these lessons again, then --store."
        )
    for file, notebook in [(file, _with_outputs(file)) for file in chosen]:  # all are checked before one is written
        artifacts.write_text(file, nbformat.writes(notebook) + "\n")
    data = artifacts.repository() / "data"
    artifacts.write_json(data / "results.json", report)
    if report.get("kind"):
        artifacts.write_json(data / "kinds.json", kinds() | {report["kind"]: report})
    ship_predictions()
    (data / "figures").mkdir(exist_ok=True)
    for file, language in (("result.png", "en"), ("result.ko.png", "ko")):
        figure = plots.scores(report)
        figure.language = language
        figure.savefig(data / "figures" / file, metadata={"Software": None})
    renew_readmes()


def new_predictions() -> list[Path]:
    """The files of answers in `artifacts/predictions` that differ from those of the same name in `data/predictions`."""
    kept = artifacts.repository() / "data" / "predictions"
    made = sorted((artifacts.root() / "predictions").glob("*.jsonl"))
    return [file for file in made if not (kept / file.name).exists() or (kept / file.name).read_bytes() != file.read_bytes()]


def ship_predictions() -> None:
    """Copy this run's answers to `data/predictions`."""
    kept = artifacts.repository() / "data" / "predictions"
    kept.mkdir(parents=True, exist_ok=True)
    for file in new_predictions():
        shutil.copy(file, kept)


def readers() -> list[str]:
    """The lessons whose code reads `data/predictions`."""
    found = [(file, code_cells(nbformat.read(file, as_version=4))) for file in lessons()]
    return [file.stem for file, cells in found if any('"data" / "predictions"' in cell.source for cell in cells)]


def _with_outputs(file):
    """A notebook with the outputs of its executed copy; prose may have been edited since, code may not."""
    executed = nbformat.read(artifacts.require(artifacts.path("executed", file.name), file.stem), as_version=4)
    notebook = nbformat.read(file, as_version=4)
    old, new = (code_cells(each) for each in (executed, notebook))
    if [cell.source for cell in old] != [cell.source for cell in new]:
        raise CourseError(f"{file.stem} has changed since it was executed: run it again with --only.")
    for kept, cell in zip(old, new):
        cell.outputs, cell.execution_count = kept.outputs, kept.execution_count
        for data in (out.data for out in cell.outputs if "image/png" in out.get("data", {})):
            if not data.pop(KOREAN_PNG, None):
                raise CourseError(f"The figures of {file.stem} were drawn in English only: run it with --ship, then --store.")
    notebook.metadata = executed.metadata
    return notebook


def code_cells(notebook: nbformat.NotebookNode) -> list:
    """The cells that hold code."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def repository_name() -> str:
    """`owner/name` of the course on GitHub, from the one place that holds it."""
    settings = tomllib.loads((artifacts.repository() / "pyproject.toml").read_text(encoding="utf-8"))
    return settings["tool"]["course"]["repository"]


def badges(notebook: str) -> str:
    """Markdown of the buttons that open a notebook, such as `01_setup`, on Colab and on Kaggle."""
    place = f"{repository_name()}/blob/main/notebooks/{notebook}.ipynb"
    colab = "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://colab.research.google.com/github/"
    kaggle = (
        "[![Open in Kaggle](https://kaggle.com/static/images/open-in-kaggle.svg)]"
        "(https://kaggle.com/kernels/welcome?src=https://github.com/"
    )
    return f"{colab}{place}) {kaggle}{place})"


def promise(first_cell: str) -> str:
    """What a lesson's first cell promises: the paragraph under its title, on one line."""
    paragraph = first_cell.split("\n\n")[1] if "\n\n" in first_cell else ""
    return re.sub(r"\s+", " ", paragraph.replace("**", "")).strip()


def renew_readmes() -> None:
    """Fill the tables of the README in every language."""
    for name, language in READMES.items():
        readme = artifacts.repository() / name
        if readme.exists():
            artifacts.write_text(readme, fill(readme.read_text(encoding="utf-8"), language))


def fill(readme: str, language: str = "en") -> str:
    """A README with its generated blocks renewed.

    Args:
        language: of the tables, `en` or `ko`.
        readme: text with pairs of marks, `<!-- lessons -->` ... `<!-- end lessons -->` and the same for `results`, `minutes`,
            `bases`, `bench`, `kinds`, `profiles` and `standing`.
    """
    blocks = {
        "lessons": lambda: _lessons_table(language),
        "results": _results_table,
        "minutes": _minutes_table,
        "bases": _bases_table,
        "bench": bench_table,
        "kinds": _kinds_table,
        "profiles": _profiles_table,
        "standing": standing_table,
    }
    for name, table in blocks.items():  # a table is made only where the text has a place for it
        pattern = rf"(<!-- {name} -->\n).*?(<!-- end {name} -->)"
        if re.search(pattern, readme, re.DOTALL):
            made = _translated(table(), language)
            readme = re.sub(pattern, lambda mark, made=made: f"{mark[1]}{made}\n{mark[2]}", readme, flags=re.DOTALL)
    return readme


def _translated(table: str, language: str) -> str:
    """A table in Markdown with each of its cells in another language, where that is known."""
    if language == "en":
        return table
    lines = [[translate(cell.strip(), language) for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return "\n\n".join(_rows(group) for group in _groups(lines))


def _groups(lines: list[list[str]]) -> list[list[list[str]]]:
    """Tables that stand below each other, each with its lines: an empty line parts them."""
    return [list(group) for empty, group in groupby(lines, key=lambda line: line == [""]) if not empty]


def _rows(lines: list[list[str]]) -> str:
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _lessons_table(language: str) -> str:
    report, rows = stored(), []
    for file in lessons():
        place = f"notebooks/{'' if language == 'en' else f'{language}/'}{file.name}"
        first = nbformat.read(artifacts.repository() / place, as_version=4).cells[0].source
        title = re.search(r"^# \d+ · (.+)$", first, re.MULTILINE)[1]
        times = (translate(each, language) for each in (lesson_time(report, file.stem), UNMEASURED, UNMEASURED))
        korean = f"[한국어](notebooks/ko/{file.name}) {badges(f'ko/{file.stem}')}"
        ways_in = (badges(file.stem), korean) if language == "en" else (korean.split(" ", 1)[1],)
        rows.append((f"[{file.stem[:2]} · {title}]({place})", promise(first), *times, *ways_in))
    headers = ["lesson", "what it does", "cpu", "T4", "80 GB", *(["", "in Korean"] if language == "en" else [""])]
    return tabulate(rows, headers=[translate(each, language) for each in headers], tablefmt="github")


def _results_table() -> str:
    report = stored()
    rows = [("exact match before training, all tests", percent(report.get("em_base")))]
    rows += [("training", clock(report.get("train_seconds"))), ("whole course", course_time(report))]
    rest = tabulate(rows, headers=("", "cpu profile"), tablefmt="github", colalign=("left", "right"))
    return f"{scores_of(report, 'github')}\n\n{rest}"


def _minutes_table() -> str:
    return _runs_table("minutes", lambda run: f"{run['minutes']:g}", "minutes of training")


def _bases_table() -> str:
    return _runs_table("bases", lambda run: run["model"], "ten minutes of training of")


def _runs_table(name: str, first: Callable[[dict], str], heading: str) -> str:
    """Trainings in `data/<name>.jsonl` by what they had and what came of it; `first` fills the first column, below `heading`."""
    rows = [
        (
            first(run),
            f"{run['train_questions']:,}",
            f"{run['train_tokens']:,}",
            *(percent(run[f"execution_{test}"]) for test in TESTS),
        )
        for run in artifacts.read_jsonl(artifacts.repository() / "data" / f"{name}.jsonl")
    ]
    headers = (heading, "questions", "tokens", *TESTS.values())
    return tabulate(rows, headers=headers, tablefmt="github", colalign=("right",) * 6, disable_numparse=True)


def _kinds_table() -> str:
    found, rows = kinds(), []
    for kind, what in KINDS.items():
        if run := found.get(kind):
            trained = f"{run['train_questions']:,} questions, {run['train_tokens']:,} tokens"
            rows.append(
                (
                    f"`{kind}`",
                    what,
                    run["dtype"],
                    f"{run['train_tokens_per_second']:.0f} tokens/s",
                    trained,
                    clock(run["train_seconds"]),
                    " / ".join(percent(run.get(f"execution_{test}")) for test in TESTS),
                    course_time(run),
                )
            )
        else:
            rows.append((f"`{kind}`", what, *[UNMEASURED] * 6))
    score = "execution match, seen / unseen / natural"
    headers = ("kind", "what `lscpu` says", "type", "rate", "trained on", "training", score, "whole course")
    return tabulate(rows, headers=headers, tablefmt="github")


def bench_table() -> str:
    """What `make bench` found, as a table."""
    bench, rows = artifacts.read_json(artifacts.repository() / "data" / "bench.json"), []
    for side, unit in (("training", "tokens_per_second"), ("generation", "questions_per_second")):
        ours = bench[side]["the course"][unit]
        rows += [
            (
                f"{side}, {unit.replace('_', ' ')}",
                name,
                f"{found[unit]:,.3g}",
                f"{ours / found[unit]:.1f} x",
                f"{found['share_of_limit']:.1%}",
            )
            for name, found in bench[side].items()
        ]
    rows += [
        ("training", name, "no room", f"{needed} GB of logits", "") for name, needed in bench.get("logits_too_large", {}).items()
    ]
    headers = ("", "", "rate", "the course is", f"of {bench['matrix_gflops']:,} GFLOP/s in {bench['dtype']}")
    return tabulate(rows, headers=headers, tablefmt="github", colalign=("left", "left", "right", "right", "right"))


def standing_table() -> str:
    """What is known of each GPU profile, and how: *rehearsed* without a GPU, *simulated*, *measured* on a card."""
    from helpers import memory  # loads torch

    file, rows = artifacts.repository() / "data" / "rehearsals.json", []
    rehearsed = artifacts.read_json(file) if file.exists() else {}
    simulated, measured = memory.stored("simulated_memory"), memory.stored("gpu_results")
    for name in ("t4", "gpu24", "gpu80"):
        rows.append(
            (
                f"`{name}`",
                _run_of(rehearsed.get(name), "rehearsed", lambda run: f"{len(run['lessons'])} lessons, as on {run['as']}"),
                _run_of(simulated.get(name), "simulated", lambda run: f"peak {run['simulated_gb']:.1f} GB"),
                _run_of(measured.get(name), "measured", lambda run: f"peak {run['peak_gb']:.1f} GB on {run['card']}"),
            )
        )
    return tabulate(rows, headers=("profile", "rehearsed", "simulated", "measured"), tablefmt="github")


def _run_of(run: dict | None, how: str, what: Callable[[dict], str]) -> str:
    """A cell of that table: what came of it, when, and with which versions."""
    if not run:
        return f"not {how}"
    versions = ", ".join(f"{library} {run['versions'][library]}" for library in SAID if library in run["versions"])
    return f"{what(run)}; {run['date']}; {versions}"


def _profiles_table() -> str:
    from helpers import memory  # loads torch

    return memory.profiles_table()


if __name__ == "__main__":
    renew_readmes()
