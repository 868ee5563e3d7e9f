"""The formula against real tensors: a small model, really quantized, given adapters and stepped; and against GPUs where measured."""

import dataclasses
import math
import sys

import gpu_check
import pytest
import torch
from transformers import AutoModelForCausalLM, LlamaConfig

from helpers import artifacts, memory, profiles, training

SHAPE = LlamaConfig(
    vocab_size=320, hidden_size=128, intermediate_size=320, num_hidden_layers=3, num_attention_heads=8, num_key_value_heads=2,
    tie_word_embeddings=False,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("random")
    gpu_check.write_random_model(SHAPE, folder / "model")
    return folder


def profile(folder, **changes) -> profiles.Profile:
    settings = {"model_id": str(folder / "model"), "max_length": 256, "lora_rank": 4, "gradient_checkpointing": False}
    return dataclasses.replace(profiles.PROFILES["gpu24"], **settings | changes)


def size(tensors) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


def frozen_tensors(model):
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            yield parameter
            state = getattr(parameter, "quant_state", None)
            yield from [state.absmax, state.code, state.offset, state.state2.absmax, state.state2.code] if state else []


@pytest.mark.slow
def test_weights_adapters_gradients_and_optimizer_to_the_byte(folder):
    """One real step of lesson 03's trainer."""
    small = profile(folder)
    trainer = gpu_check.make_trainer(small, folder)
    trained = [parameter for parameter in trainer.model.parameters() if parameter.requires_grad]
    trainer.compute_loss(trainer.model, next(iter(trainer.get_train_dataloader()))).backward()
    optimizer = trainer.create_optimizer()
    optimizer.step()
    moments = [value for state in optimizer.state.values() for name, value in state.items() if name != "step"]
    measured = {
        "weights": size(frozen_tensors(trainer.model)),
        "adapters": size(trained),
        "gradients": size(parameter.grad for parameter in trained),
        "optimizer": size(moments),
    }
    expected = memory.estimate(small, SHAPE) * memory.GB
    assert measured == {part: round(expected[part]) for part in measured}


@pytest.mark.slow
def test_beside_a_float16_model_the_adapters_are_float32(folder, monkeypatch):
    """A CPU cannot train in float16, but the trainer can be made."""
    given = training.machine_arguments
    monkeypatch.setattr(training, "machine_arguments", lambda profile: given(profile) | {"fp16": False})
    small = profile(folder, dtype="float16")
    model = gpu_check.make_trainer(small, folder).model
    assert model.config.dtype == torch.float16
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    assert {parameter.dtype for parameter in trained} == {torch.float32}
    assert size(trained) == memory.adapter_parameters(SHAPE, rank=4) * memory.adapter_bytes(small)


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, {"lora_dropout": 0.0}, {"gradient_checkpointing": True}, {"max_length": 160}], ids=str)
def test_activations_are_what_autograd_saves(folder, changes):
    """Within 2%: the formula leaves out what all layers share, such as the rotary angles, and counts every layer in full, the
    first too, which without checkpointing keeps a little less: nothing flows back into the embeddings."""
    small = profile(folder, **changes)
    model = gpu_check.make_trainer(small, folder).model
    model.enable_input_require_grads()
    if small.gradient_checkpointing:  # the trainer does this when training begins
        model.base_model.model.activation_checkpointing_enable()
    fixed = {tensor.untyped_storage().data_ptr() for tensor in [*model.parameters(), *frozen_tensors(model)]}
    kept = {}

    def keep(tensor):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in fixed:
            kept[storage.data_ptr()] = (storage.nbytes(), tensor)  # the tensor too, or its address may be used again
        return tensor

    positions = torch.arange(small.max_length // 2).repeat(2)[None]  # two packed examples
    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor), torch.autocast("cpu", torch.bfloat16):
        model.base_model.model.model(torch.randint(0, 256, positions.shape), position_ids=positions, use_cache=False)
    measured = sum(size for size, _ in kept.values())
    assert measured == pytest.approx(memory.saved(small, SHAPE, mask_bytes=2), rel=0.02)


def test_the_tile_is_trls():
    """What of the logits is held at once: the two limits are trl's own."""
    from trl.kernels import chunked_logprob
    from trl.trainer import utils

    assert memory.TILE == (chunked_logprob.TOKEN_CHUNK_SIZE, utils._CHUNKED_LOGPROB_CHUNK_SIZE)


def test_embedding_and_head_are_more_than_a_third_of_the_8b_model_in_nf4():
    """1.05 of 8.03 billion weights, 2.10 of 5.70 GB: Llama 3 does not tie them."""
    shape = memory.CONFIGS[profiles.LARGE]
    both = 2 * shape.vocab_size * shape.hidden_size
    assert both / 1e9 == pytest.approx(1.05, abs=0.005)
    assert (both * memory.COMPUTE / memory.GB, memory.weights(shape) / memory.GB) == pytest.approx((2.10, 5.70), abs=0.005)


def test_the_shape_has_the_published_number_of_parameters():
    assert memory.skeleton(memory.CONFIGS[profiles.LARGE]).num_parameters() == 8_030_261_248


@pytest.mark.parametrize("change, part, factor", [
    ({"lora_rank": 128}, "adapters", 2), ({"lora_rank": 128}, "optimizer", 2), ({"dtype": "float16"}, "gradients", 2),
    ({"max_length": 4_096}, "weights", 1), ({"gradient_accumulation": 8}, "activations", 1),
])  # fmt: skip
def test_a_setting_moves_its_part(change, part, factor):
    profile = profiles.PROFILES["gpu24"]
    changed = dataclasses.replace(profile, **change)
    assert memory.estimate(changed)[part] == pytest.approx(factor * memory.estimate(profile)[part])


def test_checkpointing_and_flash_attention_save_memory():
    with_sdpa = profiles.PROFILES["gpu80"]
    for change in ({"gradient_checkpointing": False}, {"batch_size": 2}):
        more = dataclasses.replace(with_sdpa, **change)
        assert memory.estimate(more)["activations"] > memory.estimate(with_sdpa)["activations"]
    flash = dataclasses.replace(with_sdpa, attention="flash_attention_2")
    assert memory.estimate(flash)["activations"] < memory.estimate(with_sdpa)["activations"]


def test_the_verdict_turns_at_the_cards_size():
    profile = profiles.PROFILES["gpu80"]
    needed = memory.estimate(profile).sum() + memory.RESERVE
    assert ": fits" in memory.verdict(profile, needed + 0.01) and "does not fit" in memory.verdict(profile, needed - 0.01)


@pytest.mark.parametrize("name", profiles.NEEDED)
def test_what_a_profile_asks_for_is_the_estimate_rounded_up(name):
    profile = profiles.PROFILES[name]
    least = max(memory.estimate(profile).sum(), memory.answering(profile, dense=False))
    assert profiles.NEEDED[name] == math.ceil(least + memory.RESERVE)
    if profile.dense:
        assert profiles.NEEDED_DENSE[name] == math.ceil(memory.answering(profile, dense=True) + memory.RESERVE)


@pytest.mark.parametrize("name, card", [("t4", 15), ("gpu24", 24), ("gpu80", 80)])  # GB; Colab leaves 15 of a T4's 16
def test_a_profile_answers_with_dense_weights_where_its_card_has_room(name, card):
    profile = profiles.PROFILES[name]
    fits = {dense: memory.answering(profile, dense) + memory.RESERVE <= card for dense in (True, False)}
    assert fits[profile.dense] and profile.dense == fits[True]


def test_answering_to_the_byte():
    small = dataclasses.replace(profiles.PROFILES["gpu24"], generation_batch=3, lora_rank=4)
    model = AutoModelForCausalLM.from_config(SHAPE, dtype=torch.bfloat16)
    cache = model(torch.zeros(3, 7, dtype=torch.long), use_cache=True).past_key_values
    kept = size(tensor for layer in cache.layers for tensor in (layer.keys, layer.values))
    adapters = 4 * memory.adapter_parameters(SHAPE, rank=4)
    for dense, weights in ((True, size(model.parameters())), (False, memory.weights(SHAPE))):
        assert round(memory.answering(small, dense, tokens=7, config=SHAPE) * memory.GB) == weights + adapters + kept


def far_from_the_formula(rows: list[dict]) -> list[str]:
    """Profiles whose measured peak is more than 15% off the calculated one."""
    return [row["profile"] for row in rows if abs(row["peak_gb"] / row["estimated_gb"] - 1) > 0.15]


def test_measured_peaks_are_near_the_formula():
    rows = artifacts.read_json(gpu_check.RESULTS)
    if not rows:
        pytest.skip("data/gpu_results.json is empty: nobody has run tests/gpu_check.py on a GPU yet")
    assert not far_from_the_formula(rows)


def test_a_peak_far_from_the_formula_is_found():
    rows = [
        {"profile": name, "peak_gb": peak, "estimated_gb": 10.0} for name, peak in (("t4", 11.4), ("gpu24", 11.6), ("gpu80", 8.4))
    ]
    assert far_from_the_formula(rows) == ["gpu24", "gpu80"]


@pytest.mark.slow
def test_the_gpu_check_itself_runs(tmp_path, monkeypatch):
    """Its mechanics with a tiny model: what is random, what is trained and what is written."""
    monkeypatch.setattr(sys, "argv", ["gpu_check.py", "--tiny", "--only", "gpu24", "--results", str(tmp_path / "results.json")])
    threads = torch.get_num_threads()
    try:
        gpu_check.main()
    finally:
        torch.set_num_threads(threads)
    (row,) = artifacts.read_json(tmp_path / "results.json")
    assert row["profile"] == "gpu24" and row["last_loss"] < row["first_loss"] and row["tokens_per_second"] > 0
    assert row["neighbours_move"]["with positions"] == 0.0 < row["neighbours_move"]["without"]
    if not torch.cuda.is_available():
        assert row["card"] == "none" and row["peak_gb"] is None, "figures of a GPU where there is none"


def test_without_a_gpu_nothing_is_measured(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["gpu_check.py", "--results", str(tmp_path / "results.json")])
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(SystemExit, match="no CUDA GPU"):
        gpu_check.main()
    assert not list(tmp_path.iterdir())


def test_the_readmes_table_tells_calculated_from_measured(monkeypatch):
    row = {"profile": "t4", "peak_gb": 7.25, "tokens_per_second": 321.4, "card": "Card X", "date": "2026-01-02"}
    simulated = {name: {"simulated_gb": 5.51} for name in profiles.NEEDED}
    monkeypatch.setattr(memory, "stored", {"gpu_results": {"t4": row}, "simulated_memory": simulated}.get)
    t4, gpu24 = [line for line in memory.profiles_table().splitlines() if "`t4`" in line or "`gpu24`" in line]
    assert "7.2 GB" in t4 and "321 tokens/s" in t4 and "Card X, 2026-01-02" in t4 and "not measured" not in t4
    assert "5.5 GB" in gpu24 and gpu24.count("not measured") == 2
    assert f"{memory.estimate(profiles.PROFILES['gpu24']).sum():.1f} GB" in gpu24
