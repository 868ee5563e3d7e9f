"""Each row of lesson 03's table "the book's name, today's name" holds for the installed libraries."""

import pytest
import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, get_scheduler

from helpers import artifacts, machine

CHANGES = artifacts.read_json(artifacts.repository() / "data" / "api_changes.json")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["book"])
def test_only_todays_name_exists(change):
    assert not machine.exists(change["book"])
    assert machine.exists(change["today"])


def test_a_missing_name_is_seen():
    assert not machine.exists("trl.SFTConfig(no_such_argument=)")
    assert not machine.exists("trl.no_such_name")


def test_one_old_name_is_still_understood(tmp_path):
    """Lesson 03 says so of `from_pretrained(torch_dtype=)`."""
    shape = LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)
    LlamaForCausalLM(shape).save_pretrained(tmp_path)
    assert AutoModelForCausalLM.from_pretrained(tmp_path, torch_dtype=torch.bfloat16).dtype == torch.bfloat16


@pytest.mark.parametrize("name, first", [("constant", 1.0), ("constant_with_warmup", 0.0)])
def test_the_constant_schedule_ignores_warm_up(name, first):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    get_scheduler(name, optimizer, num_warmup_steps=3, num_training_steps=100)
    assert optimizer.param_groups[0]["lr"] == first
