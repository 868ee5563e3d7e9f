"""The experiments behind lesson 08: a plan that compares like with like, rows that are measured once, and real runs."""

import dataclasses
import math
from types import SimpleNamespace

import pytest
import torch

import experiments
from experiments import examiner, record, trial
from experiments.plans import Run
from helpers import artifacts, profiles

CPU = profiles.PROFILES["cpu"]
PLAN = experiments.plan(CPU)


def test_runs_have_different_keys():
    keys = [record.key(run, CPU) for run in PLAN]
    assert len(set(keys)) == len(keys)
    assert record.key(PLAN[0], CPU) != record.key(PLAN[0], profiles.PROFILES["gpu24"])


def test_batch_sizes_differ_in_nothing_but_batch_and_rate():
    runs = [run for run in PLAN if run.experiment == "batch_size"]
    fixed = {"batch_size": 0, "learning_rate": 0, "rate": "", "seed": 0, "name": ""}
    assert len({dataclasses.replace(run, **fixed) for run in runs}) == 1
    for size, rate in ((1, "same"), (3, "same"), (3, "scaled"), (8, "same"), (8, "scaled")):
        seeds = {run.seed for run in runs if (run.batch_size, run.rate) == (size, rate)}
        assert len(seeds) >= 3, f"batch {size} at the {rate} rate needs three seeds"
    for run in runs:
        factor = math.sqrt(run.batch_size) if run.rate == "scaled" else 1.0
        assert run.learning_rate == pytest.approx(1e-3 * factor, rel=1e-3)


def test_a_gpu_gets_longer_runs_at_its_own_rate():
    runs = experiments.plan(profiles.PROFILES["gpu24"])
    assert len(runs) == len(PLAN)
    for small, large in zip(PLAN, runs):
        assert large.rows == 10 * small.rows and large.learning_rate < small.learning_rate


def test_a_measured_run_is_not_run_again(tmp_path, monkeypatch):
    file = tmp_path / "experiments.jsonl"
    known = {"key": record.key(PLAN[0], CPU), "loss": [1.0]}
    artifacts.append_jsonl(file, [known])
    monkeypatch.setattr(record, "ProcessPoolExecutor", None)  # would fail if a process were started
    assert experiments.measure(PLAN[0], CPU, file) == known


class Rows:
    """A trainer whose gradient in row i is signal + noise_i: the noise scale is known."""

    def __init__(self, gradients):
        self.model = torch.nn.Linear(gradients.shape[1], 1, bias=False)
        self.train_dataset = list(gradients)

    def data_collator(self, rows):
        return rows[0]

    def _prepare_inputs(self, row):
        return row

    def compute_loss(self, model, row):
        return (model.weight[0] * row).sum()


def test_gradient_noise_is_the_ratio_of_noise_to_signal():
    torch.manual_seed(0)
    gradients = 1.0 + 2.0 * torch.randn(400, 1_000)  # tr(S) = 1000 * 4, |G|^2 = 1000 * 1
    assert trial.gradient_noise(Rows(gradients), rows=400) == pytest.approx(4.0, rel=0.1)
    assert trial.gradient_noise(Rows(torch.ones(8, 10)), rows=8) == pytest.approx(0.0, abs=1e-6)


def test_a_run_that_is_not_scored_has_its_costs_alone():
    row = next(row for row in experiments.rows() if row["experiment"] == "packing") | {"checkpoints": []}
    (line,) = experiments.runs([row], "packing").to_dict("records")
    assert line["step"] == row["steps"][-1] and line["seconds"] == row["seconds"] and line["late_loss"] > 0
    assert not {"validation_loss", "seen", "unseen", "natural"} & set(line)
    assert experiments.curves([row], "packing").empty


def test_all_tests_are_answered_in_one_call_and_counted_apart(monkeypatch, tmp_path):
    calls = []

    def generate(model, tokenizer, prompts, **options):
        calls.append(options)
        return [prompts[0], "SELECT 0", prompts[2], "learned", "SELECT 0"]  # right, wrong; right, copied; wrong

    monkeypatch.setattr(examiner.inference, "generate", generate)
    monkeypatch.setattr(examiner.inference, "prompt", lambda tokenizer, row: row["gold"])
    monkeypatch.setattr(examiner.models, "merge", lambda folder, profile: "dense")
    monkeypatch.setattr(examiner.Examiner, "loss", lambda self, model: 1.5)
    own = object.__new__(examiner.Examiner)
    splits = {
        "test_seen": [{"gold": "SELECT 1"}, {"gold": "SELECT 2"}],
        "test_unseen": [{"gold": "SELECT 3"}, {"gold": "SELECT 4"}],
        "test_natural": [{"gold": "SELECT 5"}],
    }
    own.profile, own.splits, own.folder, own.tokenizer, own.learned = CPU, splits, tmp_path, None, {"learned"}
    found = own.examine(SimpleNamespace(save_pretrained=lambda folder: None))
    assert len(calls) == 1 and calls[0]["batch_size"] == CPU.generation_batch
    assert found == {"validation_loss": 1.5, "copied": 1,
                     "test_seen": {"correct": 1, "total": 2}, "test_unseen": {"correct": 1, "total": 2},
                     "test_natural": {"correct": 0, "total": 1}}  # fmt: skip


@pytest.mark.slow
def test_scoring_leaves_the_training_as_it_was(tmp_path):
    """The same run scored once at the end and scored twice: the same losses, for the dense copy is a copy."""
    short = Run("over_fitting", "short", rows=8, epochs=2, test_rows=1)
    profile = dataclasses.replace(CPU, max_new_tokens=4)
    once, twice = (
        experiments.measure(dataclasses.replace(short, checkpoints=number), profile, tmp_path / "rows.jsonl") for number in (1, 2)
    )
    assert len(once["checkpoints"]) == 1 and len(twice["checkpoints"]) == 2
    assert twice["checkpoints"][-1]["step"] == twice["steps"][-1]
    assert twice["loss"] == pytest.approx(once["loss"], rel=0.05, abs=0.02)
