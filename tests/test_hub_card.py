"""The model card says what was measured, of which adapter, and nothing else."""

import re

import pytest
import torch
from huggingface_hub import ModelCard
from safetensors.torch import save_file

from helpers import artifacts, profiles, stats, training
from hub import model_card

CPU, GPU = profiles.PROFILES["cpu"], profiles.PROFILES["gpu24"]
TRAINING = {
    "settings": {"lr": 0.001, "lora": {"r": 32, "layers": ["q", "k"]}, "hub_token": "<HUB_TOKEN>", "debug": []},
    "tokens": 76_000,
    "seconds": 480.0,
    "tokens_per_second": 158.3,
    "loss": [1.9, 0.66],
}
REPORT = {"em_test_seen": 0.87, "n_test_seen": 200, "judge_test_seen": 0.9, "train_seconds": 1}


def card(profile=CPU, report=None, **options) -> ModelCard:
    return model_card.write("learner/sql", profile, TRAINING, report or {}, "a wheel", **options)


def test_without_scores_it_says_how_to_get_them():
    written = card()
    assert "Not yet measured: run lesson 06" in written.text and "%" not in written.text
    assert "model-index" not in written.data.to_yaml()


def test_scores_come_with_their_interval():
    text, interval = card(report=REPORT).text, stats.wilson(174, 200)
    assert f"| 87.0% | {interval.low:.1%} to {interval.high:.1%} (200 questions) |" in text
    assert text.count("%") == 7 and "never seen" not in text  # of the heading, exact match and judge
    assert "not known" in card(report={"em_test_seen": 0.5}).text
    none = card(report=REPORT | dict.fromkeys(("em_test_unseen", "execution_test_unseen", "n_test_unseen")))  # no such rows
    assert none.text == text and none.data.to_yaml() == card(report=REPORT).data.to_yaml()


def test_baselines_stand_beside_the_scores():
    assert "string matching" not in card(report=REPORT).text  # nobody has measured them
    report = REPORT | {"execution_test_seen": 0.5, "execution_test_natural": 0.25, "n_test_natural": 200, "em_test_natural": 0.125}
    report |= {"baseline_string_test_seen": 0.75, "baseline_string_test_natural": 0.04, "baseline_base_test_seen": 0.0}
    text = card(report=report).text
    assert "| string matching, nothing learned | 75.0% | 4.0% |" in text and "| this model | 50.0% | 25.0% |" in text
    assert "| the base model | 0.0% | not measured |" in text and "three examples" not in text
    interval = stats.wilson(25, 200)
    asked = "questions as people ask them, written by hand"
    assert f"| exact match | {asked} | 12.5% | {interval.low:.1%} to {interval.high:.1%} (200 questions) |" in text
    found = {each.metric_type for each in card(report=report).data.eval_results}
    assert found == {"em_test_seen", "judge_test_seen", "execution_test_seen", "em_test_natural", "execution_test_natural"}
    assert "\n\n\n" not in text


def test_base_data_settings_and_licence():
    small, large = card(), card(GPU)
    assert (small.data.base_model, small.data.license, small.data.datasets) == (profiles.SMALL, "gemma", None)
    assert (large.data.base_model, large.data.license) == (profiles.LARGE, "llama3")
    assert large.data.datasets == ["daje/kotext-to-sql-v1"]
    for line in (
        "| Tokens trained on | 76,000 |",
        "| Training time | 8 min (cpu profile) |",
        "| lora.r | 32 |",
        "| lora.layers | q, k |",
        "`gemma`",
    ):
        assert line in small.text
    assert "TOKEN" not in small.text and "debug" not in small.text


def test_rows_of_ones_own_are_called_so_and_their_file_is_not_named(tmp_path, monkeypatch):
    (tmp_path / "secret_customers.jsonl").write_text("{}\n")
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "secret_customers.jsonl"))
    for profile in (CPU, GPU):
        written = card(profile, REPORT)
        assert written.data.datasets is None and f"| Training data | {model_card.OWN} |" in written.text
        assert "shipped" not in str(written) and "secret" not in str(written) and "daje" not in str(written)
        assert (
            "databases seen" not in str(written) and "| exact match | questions kept back from training | 87.0% |" in written.text
        )


def test_a_dataset_of_ones_choice_is_named(monkeypatch):
    monkeypatch.setenv("COURSE_DATA", "someone/rows")
    assert card().data.datasets == ["someone/rows"] and "| Training data | someone/rows |" in card().text
    monkeypatch.setenv("COURSE_DATA", "shipped")
    assert card(GPU, REPORT).data.datasets is None and "databases seen in training" in card(GPU, REPORT).text


@pytest.mark.parametrize("merged", [False, True])
def test_the_code_loads_it_the_right_way(merged):
    written = card(merged=merged)
    code = re.search(r"```python\n(.*?)```", written.text, re.DOTALL)[1]
    compile(code, "card", "exec")
    assert ("AutoPeftModelForCausalLM" in code) is not merged and code.count('"learner/sql"') == 2
    assert written.data.library_name == ("transformers" if merged else "peft")


def test_it_survives_being_written_and_read():
    again = ModelCard(str(card(report=REPORT)))
    assert again.data.eval_results[0].metric_value == 0.87 and again.data.tags == card().data.tags
    assert "\n\n\n" not in again.text and "{{" not in again.text


def test_scores_of_another_adapter_do_not_count(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path))
    folder = artifacts.path("adapter")
    folder.mkdir()
    save_file({"a": torch.ones(2)}, folder / "adapter_model.safetensors")
    assert model_card.scores(folder) == {}
    artifacts.record(**REPORT)
    answers = artifacts.path("predictions", "tuned_test_seen.jsonl")
    artifacts.write_jsonl(answers, [{"model": "another"}])
    assert model_card.scores(folder) == {}
    artifacts.write_jsonl(answers, [{"model": training.adapter_id(folder)}])
    assert model_card.scores(folder) == REPORT
