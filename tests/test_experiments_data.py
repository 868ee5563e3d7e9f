"""The shipped experiments: every row is whole and of the present plan, and lesson 08 draws its figures from nothing else."""

import copy
import dataclasses
import statistics

import jupytext
import matplotlib.pyplot as plt
import pytest
from jsonschema import Draft202012Validator

import experiments
from experiments import record
from helpers import artifacts, profiles

ROWS = experiments.rows()
CPU = [row for row in ROWS if row["profile"] == "cpu"]  # what the lesson shows here
LESSON = artifacts.repository() / "notebooks" / "scripts" / "08_what_moves_the_score.py"
EXPERIMENTS = ("batch_size", "over_fitting", "packing", "repeat")
EARLIER = {"max_length": 512}  # what the plan had for the base model before, whose prompts held fewer tables

count, positive, text = (
    {"type": "integer", "minimum": 0},
    {"type": "number", "exclusiveMinimum": 0},
    {"type": "string", "minLength": 1},
)
answered = {
    "type": "object",
    "required": ["correct", "total"],
    "properties": {"correct": count, "total": {"type": "integer", "minimum": 1}},
}
CHECKPOINT = {"step": count, "epoch": positive, "train_loss": positive, "validation_loss": positive,
              "test_seen": answered, "test_unseen": answered, "copied": count}  # fmt: skip
SETTINGS = {"batch_size": count, "learning_rate": positive, "rate": {"enum": ["same", "scaled"]}, "packing": {"type": "boolean"},
            "rank": count, "dropout": {"type": "number", "minimum": 0, "maximum": 1}, "epochs": count, "rows": count,
            "questions_per_chat": count, "max_length": count}  # fmt: skip
MACHINE = {"processor": text, "cores": count, "threads": count, "gpu": {"type": ["string", "null"]}}
LIBRARIES = dict.fromkeys(("torch", "transformers", "trl", "peft", "bitsandbytes"), text)


def whole(properties: dict) -> dict:
    """JSON Schema of an object that has all these properties."""
    return {"type": "object", "required": list(properties), "properties": properties}


ROW = whole({
    "experiment": {"enum": list(EXPERIMENTS)}, "name": text, "key": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
    "settings": whole(SETTINGS), "seed": count, "profile": {"enum": list(profiles.PROFILES)}, "model": text,
    "versions": whole(LIBRARIES), "machine": whole(MACHINE), "date": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    "seconds": positive, "tokens": count, "places": count, "tokens_per_second": positive, "peak_memory_gb": positive,
    "steps": {"type": "array", "items": count, "minItems": 1}, "loss": {"type": "array", "items": {"type": "number", "minimum": 0}},
    "gradient_norm": {"type": "array", "items": {"type": "number", "minimum": 0}}, "gradient_noise": {"type": ["number", "null"], "exclusiveMinimum": 0},
    "checkpoints": {"type": "array", "items": whole(CHECKPOINT), "minItems": 1},
    "weights": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
})  # fmt: skip


# --- The rows ----------------------------------------------------------------------------------------------------------


def test_every_experiment_is_there():
    assert {row["experiment"] for row in CPU} == set(EXPERIMENTS)
    for name in ("batch_size", "packing"):
        assert len({row["seed"] for row in CPU if row["experiment"] == name}) >= 3, f"{name}: too few seeds to tell"
    assert [row["seed"] for row in CPU if row["experiment"] == "repeat"] == [1, 1, 2, 3]


def test_every_row_has_all_its_fields():
    assert ROWS
    for row in ROWS:
        assert not [error.message for error in Draft202012Validator(ROW).iter_errors(row)], (row["name"], row["seed"])


@pytest.mark.parametrize("damage", [{"seed": "1"}, {"seconds": 0}, {"loss": [None]}, {"checkpoints": []}, {"weights": "pending"}])
def test_the_schema_refuses_a_damaged_row(damage):
    assert list(Draft202012Validator(ROW).iter_errors(ROWS[0] | damage))


def test_the_numbers_of_a_row_fit_together():
    for row in ROWS:
        name, ends = (row["name"], row["seed"]), [point["step"] for point in row["checkpoints"]]
        assert len(row["steps"]) == len(row["loss"]) == len(row["gradient_norm"]), name
        assert row["steps"] == sorted(set(row["steps"])) and ends == sorted(set(ends)), name
        assert ends[-1] == row["steps"][-1], f"{name}: the last scoring is not of the end"
        assert row["checkpoints"][-1]["epoch"] == pytest.approx(row["settings"]["epochs"], abs=0.1), name
        assert row["tokens"] <= row["places"], name
        assert row["tokens_per_second"] == pytest.approx(row["tokens"] / row["seconds"], rel=0.02), name
        for point in row["checkpoints"]:
            right = [point[split]["correct"] <= point[split]["total"] for split in ("test_seen", "test_unseen")]
            assert all(right) and point["copied"] <= point["test_seen"]["total"] + point["test_unseen"]["total"], name


def test_rows_are_of_the_present_plan():
    assert len({row["key"] for row in ROWS}) == len(ROWS), "a run is there twice"
    for name in {row["profile"] for row in ROWS}:
        for row in [row for row in ROWS if row["profile"] == name]:
            profile = dataclasses.replace(profiles.PROFILES[name], model_id=row["model"])
            edition = EARLIER if row["model"] != profiles.PROFILES[name].model_id else {}
            planned = {
                record.key(run, profile): run for run in (dataclasses.replace(run, **edition) for run in experiments.plan(profile))
            }
            assert row["key"] in planned, f"{row['name']}, seed {row['seed']}: the plan has changed, run `make experiments`"
            run = planned[row["key"]]
            settings = {field: getattr(run, field) for field in row["settings"]}
            assert (row["experiment"], row["name"], row["seed"], row["settings"]) == (run.experiment, run.name, run.seed, settings)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_a_run_made_again_comes_out_within_the_spread_of_its_seeds(tmp_path):
    """The cheapest row, measured here and now."""
    shipped, _, *others = [row for row in CPU if row["experiment"] == "repeat"]
    if shipped["model"] != profiles.PROFILES["cpu"].model_id:
        pytest.skip(f"the shipped runs are of {shipped['model']}, the base before: `make experiments` renews them")
    run = next(run for run in experiments.plan(profiles.PROFILES["cpu"]) if run.experiment == "repeat")
    again = experiments.measure(run, profiles.PROFILES["cpu"], tmp_path / "experiments.jsonl")
    assert again["key"] == shipped["key"] and again["tokens"] == shipped["tokens"] and again["steps"] == shipped["steps"]
    for score in (
        lambda end: end["validation_loss"],
        lambda end: end["test_seen"]["correct"],
        lambda end: end["test_unseen"]["correct"],
    ):
        old, new, *seeds = (score(row["checkpoints"][-1]) for row in (shipped, again, *others))
        assert abs(new - old) <= 3 * statistics.stdev([old, *seeds]) + 1e-3


# --- The tables ---------------------------------------------------------------------------------------------------------


def test_a_table_says_what_its_rows_say():
    row = next(row for row in CPU if row["experiment"] == "packing" and not row["settings"]["packing"])
    (line,) = experiments.runs([row], "packing").to_dict("records")
    end, loss = row["checkpoints"][-1], [each for each in row["loss"] if each]
    late = loss[-(len(loss) // 4) :]
    assert line["padding"] == pytest.approx((row["places"] - row["tokens"]) / row["places"]) and line["padding"] > 0
    assert line["late_loss"] == pytest.approx(sum(late) / len(late))
    assert line["seen"] == end["test_seen"]["correct"] / end["test_seen"]["total"]
    assert line["step"] == row["steps"][-1] and line["batch_size"] == row["settings"]["batch_size"]
    assert line["gradient_norm"] == statistics.median(row["gradient_norm"])
    assert experiments.runs([row], "repeat").empty


def test_the_third_test_is_a_column_where_it_was_asked():
    row = copy.deepcopy(CPU[0])
    (old,) = experiments.runs([row], row["experiment"]).to_dict("records")
    row["checkpoints"][-1]["test_natural"] = {"correct": 1, "total": 4}
    (new,) = experiments.runs([row], row["experiment"]).to_dict("records")
    assert "natural" not in old and new["natural"] == 0.25
    assert new["answers"] == old["answers"] + 4 == 2 * old["questions"] + 4


def test_curves_has_a_line_a_scoring():
    rows = [row for row in CPU if row["experiment"] == "over_fitting"]
    table = experiments.curves(CPU, "over_fitting")
    assert len(table) == sum(len(row["checkpoints"]) for row in rows) > len(rows)
    assert table["copied"].tolist() == [point["copied"] for row in rows for point in row["checkpoints"]]


# --- What the lesson makes of them -------------------------------------------------------------------------------------


def cells(start: str, end: str) -> list[str]:
    """Code of the lesson from the heading `start` up to the heading `end`."""
    all_cells = jupytext.read(LESSON).cells
    places = {
        line: number for number, cell in enumerate(all_cells) if cell.cell_type == "markdown" for line in cell.source.splitlines()
    }
    return [cell.source for cell in all_cells[places[start] : places[end]] if cell.cell_type == "code"]


SETUP = "\n".join(source for source in cells(jupytext.read(LESSON).cells[0].source.splitlines()[0], "## The test set: size and luck")
                  if not source.startswith("# On Colab"))  # fmt: skip


def drawn(figure) -> list:
    """Every point and bar of a figure."""
    lines = [line.get_xydata().tolist() for ax in figure.axes for line in ax.lines]
    return lines + [[bar.get_x(), bar.get_width(), bar.get_height()] for ax in figure.axes for bar in ax.patches]


def title(figure) -> str:
    """What stands above a figure."""
    return figure.get_suptitle() or figure.axes[0].get_title(loc="left")


def lesson(monkeypatch, rows: list[dict], start: str, end: str) -> dict:
    """Run a part of the lesson on the given rows; its figures by title, and its variables.

    The small live runs are not made: a row of the same experiment stands in for each.
    """

    def stand_in(run, profile, file=None):
        alike = [row for row in CPU if row["experiment"] == run.experiment
                 and (row["settings"]["batch_size"], row["settings"]["packing"]) == (run.batch_size, run.packing)]  # fmt: skip
        points = [point | {"test_natural": {"correct": 0, "total": 4}} for point in alike[0]["checkpoints"]]
        return {**alike[0], "name": run.name, "checkpoints": points}

    monkeypatch.setattr(experiments, "rows", lambda: rows)
    monkeypatch.setattr(experiments, "measure", stand_in)
    variables, figures = {"__name__": "lesson"}, {}
    for source in [SETUP, *cells(start, end)]:
        exec(compile(source, str(LESSON), "exec"), variables)
        if "figure" in variables:
            figure = variables.pop("figure")
            figures[title(figure)] = drawn(figure)
            plt.close(figure)
    return {"figures": figures, **variables}


def of_experiments(monkeypatch, rows: list[dict]) -> dict:
    """The part of the lesson that is drawn from the experiments."""
    return lesson(monkeypatch, rows, "## Batch size", "## Checkpoint")


def set_to(*path):
    """A change of a row: the number at the end of `path` is doubled, and one more."""

    def change(row):
        *way, last = path
        for step in way:
            row = row[step]
        row[last] = [2 * value + 1 for value in row[last]] if isinstance(row[last], list) else 2 * row[last] + 1

    return change


CLAIMS = [  # of which experiment, what is changed in its first row, which figure has to show it
    ("batch_size", set_to("checkpoints", -1, "test_seen", "correct"), "Batch size and score: a dot a seed, a bar their mean"),
    ("batch_size", set_to("tokens_per_second"), "Batch size, loss and cost"),
    ("batch_size", set_to("loss"), "Stability: a dot a seed, a bar their mean"),
    ("packing", set_to("gradient_norm"), "Stability: a dot a seed, a bar their mean"),
    ("over_fitting", set_to("checkpoints", 0, "train_loss"), "A long run on few rows"),
    ("over_fitting", set_to("checkpoints", 0, "validation_loss"), "Rank and dropout along the epochs"),
    ("packing", set_to("seconds"), "What packing saves"),
    ("packing", set_to("checkpoints", -1, "test_unseen", "correct"), "Packing and score: a dot a seed, a bar their mean"),
]


@pytest.fixture(scope="module")
def unchanged():
    """The figures that the shipped rows give."""
    with pytest.MonkeyPatch.context() as patch:
        return of_experiments(patch, CPU)


@pytest.mark.parametrize("experiment, change, shown", CLAIMS, ids=[f"{claim[0]}-{claim[2].split(':')[0]}" for claim in CLAIMS])
def test_a_changed_row_changes_the_figure(monkeypatch, unchanged, experiment, change, shown):
    rows = copy.deepcopy(CPU)
    change(next(row for row in rows if row["experiment"] == experiment))
    before, after = unchanged["figures"], of_experiments(monkeypatch, rows)["figures"]
    changed = [name for name in before if before[name] != after[name]]
    assert [name for name in changed if name.startswith(shown)], f"only {changed} changed"
    assert len(changed) < len(before), "figures changed that the row has no part in"


def test_verdicts_follow_the_rows(monkeypatch):
    """Batch 8 made worse in every seed is called lower; made equal to batch 1, it is called by no direction."""
    for factor, expected in ((0.0, "lower"), (1.0, "cannot be told apart")):
        rows = copy.deepcopy(CPU)
        own = {row["seed"]: row for row in rows if row["name"] == "batch 1"}
        for row in rows:
            if row["experiment"] == "batch_size":
                end, like = row["checkpoints"][-1], own[row["seed"]]["checkpoints"][-1]
                end["test_seen"]["total"] = 60
                end["test_seen"]["correct"] = (30 if row["name"] != "batch 8" else round(30 * factor)) + row["seed"]
                end["validation_loss"] = like["validation_loss"]
        table = of_experiments(monkeypatch, rows)["compared"]
        line = table[(table["measure"] == "seen") & (table["setting"] == "batch 8")]
        assert line["verdict"].tolist() == [expected]


def test_a_run_that_is_not_repeated_is_called_so(monkeypatch, capsys):
    rows = copy.deepcopy(CPU)
    first, second = [row for row in rows if row["experiment"] == "repeat"][:2]
    for weights, said in (
        (first["weights"], "shipped, the same seed: the same weights"),
        ("0" * 12, "shipped, the same seed: other weights"),
    ):
        second["weights"] = weights
        of_experiments(monkeypatch, rows)
        assert said in capsys.readouterr().out


def test_luck_is_drawn_from_the_predictions(monkeypatch):
    part = ("## The test set: size and luck", "## Batch size")
    before = lesson(monkeypatch, CPU, *part)
    assert not before["sorts"]["right"].any() and sum(before["mended"]) > 5 and before["share_of_one"] > 0.5, "the prose says why"
    read = artifacts.read_jsonl

    def all_right(file):
        rows = read(file)
        return [row | {"predicted": row["gold"]} if row.get("difficulty") == "easy" and "predicted" in row else row for row in rows]

    monkeypatch.setattr(artifacts, "read_jsonl", all_right)
    after = lesson(monkeypatch, CPU, *part)
    same = [name for name in before["figures"] if before["figures"][name] == after["figures"][name]]
    assert after["share"] > before["share"] and same == ["Is it luck?"]  # the one that is about the book's figures alone


def test_what_the_lesson_says_of_the_shipped_runs_is_what_they_say(unchanged):
    """The prose draws conclusions: they go when the runs do not bear them out any more."""

    def verdicts(table, measure, start=""):
        chosen = table[(table["measure"] == measure) & table["setting"].str.startswith(start)]
        return set(chosen["verdict"])

    compared, packing = unchanged["compared"], unchanged["packing"]
    assert "higher" not in verdicts(compared, "tokens_per_second"), "a larger batch is faster"
    assert verdicts(compared, "validation_loss") == {"higher"}, "larger batches learn less"
    assert not {"higher"} & (verdicts(compared, "seen") | verdicts(compared, "unseen")), "calm helps no score"
    assert all(verdicts(packing, measure) == {"cannot be told apart"} for measure in ("validation_loss", "seen", "unseen"))
    gaps = unchanged["against"](unchanged["gaps"], "batch 1", ["gap"])
    assert set(gaps["verdict"]) == {"cannot be told apart"}
    calm = unchanged["calm"]
    assert ((calm["against batch 1"] - calm["expected"]).abs() < 0.1).all(), "arithmetic explains most of the calm"
    for _, curve in unchanged["curves"].groupby("name"):
        found = unchanged["memorising"](curve)
        assert found["rise of the loss"] < 0.01 and int(found["copied"].split()[0]) <= 1, "the runs do over-fit"
    first, second, *_ = [row for row in CPU if row["experiment"] == "repeat"]
    assert first["weights"] == second["weights"]
