"""The simulated memory peak: against the formula, and what is stored and shown of it."""

import dataclasses
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from transformers import LlamaConfig

from helpers import artifacts, memory, profiles
from tools import simulate_memory

SHAPE = LlamaConfig(
    vocab_size=32_768, hidden_size=256, intermediate_size=896, num_hidden_layers=6, num_attention_heads=8, num_key_value_heads=2,
    tie_word_embeddings=False,
)  # fmt: skip


def profile(**changes) -> profiles.Profile:
    settings = {"max_length": 512, "lora_rank": 16, "gradient_accumulation": 1}
    return dataclasses.replace(profiles.PROFILES["gpu24"], **settings | changes)


@pytest.fixture(scope="module")
def apart():
    """Runs a function in a process of its own: once torch knows the pretended device, it does not forget it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield lambda function, *arguments: pool.submit(function, *arguments).result()


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, {"dtype": "float16"}], ids=str)
def test_between_steps_the_simulation_holds_what_the_formula_says(apart, changes):
    """Weights in NF4 with their scales, adapters and AdamW's two means; all but a thousandth, since the formula leaves out
    what all layers share."""
    parts = memory.estimate(profile(**changes), SHAPE)
    found = apart(simulate_memory.simulate, profile(**changes), SHAPE)
    kept = memory.adapter_bytes(profile(**changes)) * memory.adapter_parameters(SHAPE, rank=16) / memory.GB
    assert found["model"] == pytest.approx(parts["weights"] + kept, rel=0.001)
    assert found["between_steps"] == pytest.approx(parts["weights"] + kept + parts["optimizer"], rel=0.001)


@pytest.mark.slow
@pytest.mark.parametrize("change, more", [({"gradient_checkpointing": False}, 2), ({"max_length": 1_024}, 1.5)], ids=str)
def test_the_simulated_peak_moves_as_it_must(apart, change, more):
    """Activations without checkpointing, and with twice as long rows: what is held before the way back grows."""
    usual, changed = (apart(simulate_memory.simulate, profile(**changes), SHAPE) for changes in ({}, change))
    held = [found["before_backward"] - found["between_steps"] for found in (usual, changed)]
    assert held[1] > more * held[0] and changed["peak"] > usual["peak"] > usual["before_backward"]


@pytest.mark.slow
def test_the_stored_simulation_is_that_of_the_present_profiles(apart):
    """The smallest profile again, whole: 8 billion parameters without memory."""
    stored, again = memory.stored("simulated_memory")["t4"], apart(simulate_memory.row, "t4")
    if stored["versions"] != again["versions"]:
        pytest.skip(f"stored with other versions: {stored['versions']}")
    assert stored | {"date": ""} == again | {"date": ""}


def test_every_gpu_profile_is_simulated_as_it_is():
    rows = artifacts.read_json(simulate_memory.RESULTS)
    assert [row["profile"] for row in rows] == list(profiles.NEEDED)
    for row in rows:
        now = profiles.PROFILES[row["profile"]]
        assert all(row[name] == getattr(now, name) for name in simulate_memory.SETTINGS), "run `make simulation` again"
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]) and set(row["versions"]) == set(simulate_memory.LIBRARIES)
        assert row["calculated_gb"] == pytest.approx(memory.estimate(now).sum(), abs=0.01), "run `make simulation` again"


def far_from_the_formula(rows: list[dict]) -> list[str]:
    """Profiles whose simulated peak is more than 10% off the calculated one."""
    return [row["profile"] for row in rows if abs(row["simulated_gb"] / row["calculated_gb"] - 1) > 0.10]


def test_simulated_peaks_are_near_the_formula():
    assert not far_from_the_formula(artifacts.read_json(simulate_memory.RESULTS))


def test_a_simulated_peak_far_from_the_formula_is_found():
    rows = [{"profile": name, "simulated_gb": gb, "calculated_gb": 10.0} for name, gb in (("a", 10.9), ("b", 11.2), ("c", 8.9))]
    assert far_from_the_formula(rows) == ["b", "c"]
