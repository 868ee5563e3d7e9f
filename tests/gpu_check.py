"""Measure the GPU profiles on a machine with an NVIDIA card. It needs no network and no weights:

    .venv/bin/python tests/gpu_check.py              # every profile that fits the card, then the small model where it is cached
    .venv/bin/python tests/gpu_check.py --only t4    # one of them
    .venv/bin/python tests/gpu_check.py --tiny       # the mechanics alone, on any machine, with a model of a few thousand weights

The 8B model has the shape of Llama 3 and random weights, written to disk in shards (16 GB, removed at the end), so it is
loaded and quantized layer by layer exactly as a model of the Hub. A tokenizer of bytes stands in for Llama's. Each profile
trains 20 packed steps on one repeated batch of full rows, and generates. Results are appended to `data/gpu_results.json`.
"""

import argparse
import dataclasses
import datetime
import math
import shutil
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig
from safetensors.torch import save_file
from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers import models as tokenizer_models
from transformers import LlamaConfig, PreTrainedTokenizerFast, TrainerCallback

sys.path.insert(0, str(Path(__file__).parents[1]))  # where the course is not installed, as on Colab
from helpers import artifacts, data, inference, memory, models, profiles, training
from helpers.chats import conversations
from helpers.cpu_trainer import CompletionTrainer

RESULTS = artifacts.repository() / "data" / "gpu_results.json"
STEPS = 20
TINY = LlamaConfig(
    vocab_size=320, hidden_size=64, intermediate_size=192, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
    tie_word_embeddings=False,
)  # fmt: skip
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{% if m['role'] == 'assistant' %}{% generation %}"
    "{{ m['content'] }}<|im_end|>{% endgeneration %}{% else %}{{ m['content'] }}<|im_end|>{% endif %}\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def main() -> None:
    options = _options()
    names = options.only or [*profiles.NEEDED, "cpu"]
    if not torch.cuda.is_available() and not options.tiny:
        raise SystemExit("There is no CUDA GPU here: nothing is measured. --tiny tries the mechanics on the processor.")
    if options.tiny:
        torch.set_num_threads(1)  # so small a model only waits for its threads
    print(profiles.explain())
    results = artifacts.read_json(options.results) if options.results.exists() else []
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for name in names:
            profile = prepared(name, Path(folder), options.tiny)
            if profile is not None:
                results.append(check(profile, name, Path(folder)))
                artifacts.write_json(options.results, results)
                print(results[-1])


def prepared(name: str, folder: Path, tiny: bool) -> profiles.Profile | None:
    """The profile to check, its model on the disk; `None`, with a printed reason, where that cannot be."""
    profile, model = profiles.PROFILES[name], folder / "model"
    if tiny:
        small = {"max_length": 128, "dtype": "bfloat16", "generation_batch": 2, "max_new_tokens": 4, "lora_rank": 4}
        profile = dataclasses.replace(profile, model_id=str(model), **small)
    elif reason := _impossible(name):
        print(f"{name} is left out: {reason}")
        return None
    elif name != "cpu":
        attention = "flash_attention_2" if profiles.flash_attention() and profile.dtype == "bfloat16" else profile.attention
        profile = dataclasses.replace(profile, model_id=str(model), attention=attention)
    elif torch.cuda.is_available():
        profile = dataclasses.replace(profile, dtype="bfloat16" if profiles.gpu()["bf16"] else "float16")
    if profile.model_id == str(model) and not model.exists():
        write_random_model(TINY if tiny else memory.CONFIGS[profiles.LARGE], model)
    return profile


def _impossible(name: str) -> str:
    """Why a profile cannot be checked here, "" where it can."""
    if name == "cpu":
        cached = (artifacts.cache() / profiles.SMALL.split("/")[-1] / "config.json").exists()
        return "" if cached else "the small model is not cached here"
    card = profiles.gpu()
    if card["free"] < profiles.NEEDED[name]:
        return f"{profiles.NEEDED[name]:.0f} GB are needed and {card['free']:.1f} GB are free"
    if profiles.PROFILES[name].dtype == "bfloat16" and not card["bf16"]:
        return f"{card['name']} has no bfloat16"
    return ""


def write_random_model(config: LlamaConfig, folder: Path) -> None:
    """A checkpoint of random weights, one shard a layer: no more than one layer is in memory at a time."""
    needed = 2.1 * memory.skeleton(config).num_parameters()
    if shutil.disk_usage(folder.parent).free < needed:
        raise SystemExit(f"{needed / 1e9:.0f} GB of disk are needed for the random model: name a place with --folder.")
    folder.mkdir()
    shapes = {name: parameter.shape for name, parameter in memory.skeleton(config).named_parameters()}
    shard = {name: f"model-{'-'.join(name.split('.')[1:3])}.safetensors" for name in shapes}
    device = "cuda" if torch.cuda.is_available() else "cpu"
    for file in dict.fromkeys(shard.values()):
        names = [name for name in shapes if shard[name] == file]
        save_file({name: _random(name, shapes[name], device) for name in names}, folder / file, metadata={"format": "pt"})
    config.dtype = torch.bfloat16
    config.save_pretrained(folder)
    artifacts.write_json(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": shard})
    byte_tokenizer().save_pretrained(folder)


def byte_tokenizer() -> PreTrainedTokenizerFast:
    """A tokenizer of the 256 bytes and ChatML's two marks, made without any file."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer = Tokenizer(tokenizer_models.BPE(vocab={letter: place for place, letter in enumerate(letters)}, merges=[]))
    tokenizer.pre_tokenizer, tokenizer.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(mark, special=True) for mark in ("<|im_start|>", "<|im_end|>")])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|im_end|>", chat_template=TEMPLATE
    )


class StepEnds(TrainerCallback):
    """When each step ended; the loss that is logged at every step makes the GPU finish first."""

    def __init__(self):
        self.times = []

    def on_step_end(self, args, state, control, **kwargs):
        self.times.append(time.perf_counter())

    def seconds_a_step(self) -> float:
        """Without the first five steps, in which kernels are compiled."""
        return (self.times[-1] - self.times[4]) / (len(self.times) - 5)


def check(profile: profiles.Profile, name: str, folder: Path) -> dict:
    """Load, train, generate; what came of it, as a row of `data/gpu_results.json`."""
    models.free_memory()
    trainer = make_trainer(profile, folder)
    training.attach_clock(trainer)
    trainer.add_callback(ends := StepEnds())
    isolated = neighbours_move(trainer.model)
    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    trainer.train()
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    tokens = sum(map(len, trainer.train_dataset["input_ids"]))
    trained = {
        "tokens_per_second": round(tokens / ends.seconds_a_step(), 1),
        "peak_gb": round(training.peak_memory(), 2) if torch.cuda.is_available() else None,
        "estimated_gb": round(float(memory.estimate(profile, trainer.model.config).sum()), 2),
        "first_loss": round(losses[0], 3),
        "last_loss": round(losses[-1], 3),
        "neighbours_move": isolated,
    }
    speed = queries_per_second(trainer, profile)
    del trainer
    models.free_memory()
    assert losses[-1] < losses[0] and all(map(math.isfinite, losses)), f"{name}: the loss did not fall: {losses}"
    assert isolated["with positions"] == 0.0 < isolated["without"], f"{name}: packed neighbours see each other: {isolated}"
    settings = ("dtype", "attention", "max_length", "batch_size", "gradient_accumulation", "lora_rank")
    return {
        "profile": name,
        **_machine(),
        **{key: getattr(profile, key) for key in settings},
        **trained,
        "queries_per_second": speed,
    }


def make_trainer(profile: profiles.Profile, folder: Path) -> CompletionTrainer:
    """Lesson 03's trainer, on one batch of full rows that comes again at every step."""
    tokenizer = models.load_tokenizer(profile)
    tokenizer.chat_template = TEMPLATE
    lora = LoraConfig(
        r=profile.lora_rank, lora_alpha=profile.lora_alpha, lora_dropout=profile.lora_dropout, task_type="CAUSAL_LM",
        target_modules=models.PROJECTIONS,
    )  # fmt: skip
    config = training.sft_config(
        profile,
        folder / "checkpoints",
        num_train_epochs=STEPS,
        lr_scheduler_type="constant",
        lr_scheduler_kwargs={},
        save_strategy="no",
    )
    trainer = CompletionTrainer(
        model=models.load_base(profile, models.nf4(profile)), args=config, train_dataset=chats(profile, tokenizer),
        processing_class=tokenizer, peft_config=lora,
    )  # fmt: skip
    rows = profile.batch_size * profile.gradient_accumulation
    lengths = [len(row) for row in trainer.train_dataset["input_ids"]]
    fullest = sorted(range(len(lengths)), key=lambda place: -lengths[place])[:rows]
    trainer.train_dataset = trainer.train_dataset.select(fullest)
    trainer.model.train()
    return trainer


def chats(profile: profiles.Profile, tokenizer) -> Dataset:
    """Questions of the shipped data, somewhat more than the batch needs; each fits into a row."""
    rows = data.load(dataclasses.replace(profile, train_rows=400, test_rows=1), "shipped")["train"]
    wanted, taken, chosen = 4 * profile.max_length * profile.batch_size * profile.gradient_accumulation, 0, []
    for chat in conversations(rows):
        if profile.max_length < 512:  # tiny: leave the schema out
            chat = [{"role": message["role"], "content": message["content"][-24:]} for message in chat]
        length = len(tokenizer.apply_chat_template(chat)["input_ids"])
        if length <= profile.max_length and taken < wanted:
            taken, chosen = taken + length, [*chosen, {"messages": chat}]
    return Dataset.from_list(chosen)


@torch.no_grad()
def neighbours_move(model) -> dict[str, float]:
    """By how much the logits of a packed example move when its neighbour changes, with and without position ids."""
    first, other, second = torch.randint(0, 256, (3, 40), device=model.device).unbind()
    positions = torch.arange(40, device=model.device).repeat(2)[None]

    def logits(neighbour, **options):
        with model.disable_adapter():
            return model(torch.cat([neighbour, second])[None], use_cache=False, **options).logits[0, 40:].float()

    moved = {"with positions": {"position_ids": positions}, "without": {}}
    return {name: (logits(first, **given) - logits(other, **given)).abs().max().item() for name, given in moved.items()}


def queries_per_second(trainer, profile: profiles.Profile) -> float:
    """Answers of full length a second, as many at once as the profile wants."""
    tokenizer, model = trainer.processing_class, trainer.model
    asked = data.load(dataclasses.replace(profile, train_rows=1, test_rows=profile.generation_batch), "shipped")
    prompts = [inference.prompt(tokenizer, row) for row in asked["test_seen"]]
    start = time.perf_counter()
    with torch.autocast(model.device.type, dtype=getattr(torch, profile.dtype)):
        answers = inference.generate(model, tokenizer, prompts, profile.max_new_tokens, len(prompts), progress=False)
    assert len(answers) == profile.generation_batch
    return round(len(answers) / (time.perf_counter() - start), 2)


def _random(name: str, shape, device: str) -> torch.Tensor:
    if len(shape) == 1:  # a norm
        return torch.ones(shape, dtype=torch.bfloat16)
    return torch.randn(shape, dtype=torch.bfloat16, device=device).mul_(0.02).cpu()


def _machine() -> dict:
    card = profiles.gpu()
    libraries = ("torch", "transformers", "trl", "peft", "bitsandbytes")
    return {
        "card": card["name"] if card else "none",
        "card_gb": round(card["memory"], 1) if card else None,
        "date": datetime.date.today().isoformat(),
        "versions": {name: metadata.version(name) for name in libraries},
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=list(profiles.PROFILES), help="profiles to check")
    parser.add_argument("--tiny", action="store_true", help="a tiny model: the mechanics alone")
    parser.add_argument("--folder", help="where to put the random model")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the JSON file to append to")
    return parser.parse_args()


if __name__ == "__main__":
    main()
