"""As many chats as fit into the minutes, always the first ones, chosen once."""

import dataclasses
import math
from types import SimpleNamespace

import pytest
import torch
from transformers import get_scheduler

from helpers import artifacts, chats, profiles

CPU = dataclasses.replace(profiles.PROFILES["cpu"], minutes=1, max_length=12)  # eight rows of 12 tokens are less than a chat
LENGTHS = [100, 200, 300, 400, 500]


def never():
    raise AssertionError("measured again")


def test_as_many_as_fit_and_no_more(tmp_path):
    chosen = chats.choose(CPU, LENGTHS, lambda: 10.5, tmp_path)  # 630 tokens
    assert (chosen["chats"], chosen["tokens"], chosen["rate"]) == (3, 600, 10.5)
    assert "3 of 5 chats" in chats.explain(chosen, 5) and "COURSE_MINUTES" in chats.explain(chosen, 5)


@pytest.mark.parametrize("rate, count", [(0.1, 1), (1e6, 5)])
def test_at_least_one_and_at_most_all(tmp_path, rate, count):
    assert chats.choose(CPU, LENGTHS, lambda: rate, tmp_path)["chats"] == count


@pytest.mark.parametrize("length, count", [(72, 114), (512, 16), (300, 28)])
def test_ever_so_little_time_is_enough_for_a_schedule(tmp_path, length, count):
    """One step divides by zero: its only step is the warm-up of a schedule that falls."""
    cpu = dataclasses.replace(profiles.PROFILES["cpu"], minutes=0.5)
    chosen = chats.choose(cpu, [length] * 900, lambda: 4.5, tmp_path)
    assert chosen["chats"] == count and chosen["tokens"] >= 8 * cpu.max_length
    assert f"At 4 tokens/s, 0.5 minutes are too few: it takes longer, with {count} of 900 chats" in chats.explain(chosen, 900)
    steps = chosen["tokens"] // cpu.max_length
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    rate = get_scheduler(cpu.schedule, optimizer, math.ceil(0.03 * steps), steps, cpu.schedule_options)
    for _ in range(steps):
        optimizer.step()
        rate.step()


def test_a_smaller_choice_is_the_beginning_of_a_larger(tmp_path):
    counts = [
        chats.choose(dataclasses.replace(CPU, minutes=minutes), LENGTHS, lambda: 10.5, tmp_path)["chats"] for minutes in (0.5, 1, 2)
    ]
    assert counts == sorted(counts) and len(set(counts)) == 3


def test_the_choice_is_kept_until_what_it_rests_on_changes(tmp_path):
    chosen = chats.choose(CPU, LENGTHS, lambda: 10.5, tmp_path)
    assert chats.choose(CPU, LENGTHS, never, tmp_path) == chosen
    for changed in ({"minutes": 2}, {"dtype": "bfloat16"}, {"model_id": "another"}):
        with pytest.raises(AssertionError, match="measured again"):
            chats.choose(dataclasses.replace(CPU, **changed), LENGTHS, never, tmp_path)
    with pytest.raises(AssertionError, match="measured again"):
        chats.choose(CPU, LENGTHS[:4], never, tmp_path)


def test_the_adapter_remembers_the_choice(tmp_path):
    chosen = chats.choose(CPU, LENGTHS, lambda: 10.5, tmp_path)
    artifacts.path("budget.json").unlink()
    artifacts.write_json(tmp_path / "training.json", {"budget": chosen})
    assert chats.choose(CPU, LENGTHS, never, tmp_path) == chosen


def test_without_a_limit_all_are_taken_and_nothing_is_measured(tmp_path):
    chosen = chats.choose(profiles.PROFILES["gpu24"], LENGTHS, never, tmp_path)
    assert chosen["chats"] == 5 and "All 5 chats" in chats.explain(chosen, 5)


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_the_rate_leaves_weights_and_gradients_as_they_were(rows):
    model = torch.nn.Linear(4, 1)
    before = model.weight.detach().clone()
    trainer = SimpleNamespace(
        model=model, train_dataset=[{"input_ids": [1, 2, 3]}] * rows, data_collator=lambda rows: torch.ones(1, 4),
        _prepare_inputs=lambda batch: batch, compute_loss=lambda model, batch: model(batch).sum(),
    )  # fmt: skip
    assert chats.tokens_per_second(trainer) > 0
    assert torch.equal(model.weight, before) and model.weight.grad is None


@pytest.mark.parametrize("count, times", [(1, 20), (3, 20), (10, 6), (30, 2), (59, 2), (60, 1), (5_000, 1)])
def test_few_rows_are_passed_several_times(count, times):
    profile, chosen = profiles.PROFILES["cpu"], {"rate": None, "minutes": None}
    assert chats.passes(profile, [profile.max_length] * count, chosen) == times
    assert chats.passes(dataclasses.replace(profile, gradient_accumulation=2), [profile.max_length] * 2 * count, chosen) == times
    assert chats.passes(dataclasses.replace(profile, epochs=3), [profile.max_length] * count, chosen) == max(3, times)


@pytest.mark.parametrize("minutes, times", [(5, 1), (10, 1), (17.5, 1.7), (22.5, 2.2), (400, 3)])
def test_more_passes_where_there_is_time_for_them(minutes, times):
    profile = profiles.PROFILES["cpu"]
    lengths = [profile.max_length] * 100
    assert chats.passes(profile, lengths, {"rate": sum(lengths) / 600, "minutes": minutes}) == times
