"""How fast is this machine, and how fast are the course's settings on it: `python -m tools.bench`, or `make bench`.

Every figure is a ratio within one run on one machine: training against trl's defaults and the book's settings, generation
against the book's pipeline, and both against the rate of a plain matrix product. The result goes to `data/bench.json`.
"""

import dataclasses
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
import torch
from datasets import Dataset
from peft import AutoPeftModelForCausalLM, LoraConfig
from tqdm import tqdm
from transformers import (
    AutoConfig,
    AutoModelForCausalLM,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
    pipeline,
)
from trl import SFTTrainer

from experiments.trial import surroundings
from helpers import artifacts, data, inference, models, profiles, training
from helpers.chats import conversations
from helpers.cpu_trainer import CompletionTrainer, compile_layers
from tools import results

QUESTIONS = 100
PIPELINE_EVERY = 8  # the pipeline answers every eighth of them
BUSY = """
import os, sys
while True:
    os.kill(int(sys.argv[1]), 0)  # fails, and ends it, when nobody is left who could
    sum(range(1_000_000))
"""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Way:
    """One way to train: `steps` of it are timed after `warm_up` steps.

    Attributes:
        name: what the table calls it.
        max_length: of a row, in tokens.
        batch_size: rows in a step.
        packing: several examples in one row.
        checkpointing: whether activations are recomputed.
        rank: of LoRA.
        ours: the course's trainer, chats of several questions and compiled layers; else trl's trainer alone.
        neighbours: other programs that each keep a core busy meanwhile.
    """

    name: str
    max_length: int
    batch_size: int = 4
    packing: bool = True
    checkpointing: bool = True
    rank: int = 32
    ours: bool = False
    warm_up: int = 1
    steps: int = 2
    neighbours: int = 0


def ways(profile: profiles.Profile) -> list[Way]:
    """The course's settings, alone and beside another program, trl's defaults at the same length of a row, and the book's."""
    length = profile.max_length
    course = Way(
        name="the course",
        max_length=length,
        batch_size=profile.batch_size,
        checkpointing=profile.gradient_checkpointing,
        rank=profile.lora_rank,
        ours=True,
        warm_up=4,
        steps=12,
    )
    return [
        course,
        dataclasses.replace(course, name="the course, one core taken by another program", neighbours=1),
        Way(name="trl's defaults, batch 4 packed", max_length=length),
        Way(name="trl's defaults, batch 4 padded", max_length=length, packing=False),
        Way(name="the book's settings", max_length=7_994, batch_size=1, rank=256, warm_up=0, steps=1),
    ]


def logits_memory(way: Way, profile: profiles.Profile) -> float:
    """GB of the logits of a step where none are saved: `way` holds them, their softmax and its gradient in float32."""
    vocabulary = AutoConfig.from_pretrained(models.base_folder(profile)).get_text_config().vocab_size
    return 0.0 if way.ours or torch.cuda.is_available() else 3 * 4 * way.max_length * way.batch_size * vocabulary / 1e9


@contextmanager
def busy(cores: int) -> Iterator[None]:
    """Other programs that keep so many cores busy: no children of this one, whose work would count as its own."""
    orphan = ["sh", "-c", f'"$0" -c "$1" {os.getpid()} > /dev/null 2>&1 & echo $!', sys.executable, BUSY]
    programs = [int(subprocess.run(orphan, stdout=subprocess.PIPE, text=True, check=True).stdout) for _ in range(cores)]
    try:
        yield
    finally:
        for program in programs:
            os.kill(program, signal.SIGKILL)


def matrix_rate(dtype: torch.dtype, device: str, size: int = 2_048, times: int = 30) -> float:
    """Floating point operations a second of a square matrix product: what the machine can give at most."""
    left = torch.randn(size, size, dtype=dtype, device=device)
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        (left @ left)[0, 0].item()  # waits for a GPU, too
        seconds.append(time.perf_counter() - start)
    return 2 * size**3 / statistics.median(seconds)


class Stopwatch(TrainerCallback):
    """Seconds and tokens of the steps after the warm-up."""

    def __init__(self, trainer, warm_up: int):
        self.warm_up, self.tokens, self.seconds = warm_up, [], []
        collate = trainer.data_collator

        def counting(examples: list[dict]) -> dict:
            batch = collate(examples)
            self.tokens.append(int(batch["attention_mask"].sum()) if "attention_mask" in batch else batch["input_ids"].numel())
            return batch

        trainer.data_collator = counting

    def on_step_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object) -> None:
        """Note when a step begins."""
        self.start = time.perf_counter()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object) -> None:
        """Add the seconds of a step."""
        self.seconds.append(time.perf_counter() - self.start)

    def rate(self) -> float:
        """Tokens a second; padding is not counted."""
        steps = slice(self.warm_up, len(self.seconds))
        return sum(self.tokens[steps]) / sum(self.seconds[steps])


def training_rate(way: Way, profile: profiles.Profile, rows: Dataset) -> float:
    """Tokens a second of a way to train the profile's model with NF4 and LoRA."""
    tokenizer = models.load_tokenizer(profile)
    tokenizer.chat_template = models.training_template(tokenizer)
    fitting = {"tokenizer": tokenizer, "max_length": way.max_length} if way.ours else {}
    chats = conversations(rows, profile.questions_per_chat if way.ours else 1, **fitting)
    with tempfile.TemporaryDirectory() as folder:
        config = training.sft_config(
            profile,
            folder,
            max_steps=way.warm_up + way.steps,
            per_device_train_batch_size=way.batch_size,
            gradient_accumulation_steps=1,
            max_length=way.max_length,
            packing=way.packing,
            activation_checkpointing=way.checkpointing,
            save_strategy="no",
        )
        trainer = (CompletionTrainer if way.ours else SFTTrainer)(
            model=models.load_base(profile, models.nf4(profile)),
            args=config,
            processing_class=tokenizer,
            train_dataset=Dataset.from_list([{"messages": chat} for chat in chats]),
            peft_config=LoraConfig(r=way.rank, lora_alpha=2 * way.rank, target_modules=models.PROJECTIONS, task_type="CAUSAL_LM"),
        )
        if way.ours and profile.compiled:
            compile_layers(trainer.model)
        watch = Stopwatch(trainer, way.warm_up)
        training.attach_clock(trainer)
        trainer.add_callback(watch)
        with busy(way.neighbours):
            trainer.train()
    del trainer
    models.free_memory()
    return watch.rate()


def generation_rates(profile: profiles.Profile, rows: list[dict]) -> dict[str, tuple[float, float]]:
    """The book's pipeline, one at a time with the adapter beside the weights, and the course's batches.

    Returns:
        By name, questions a second and tokens a second, those of the questions and of the answers.
    """
    adapter = artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")
    tokenizer = models.load_tokenizer(profile, adapter)
    prompts = [inference.prompt(tokenizer, row) for row in rows]
    model = AutoPeftModelForCausalLM.from_pretrained(adapter, dtype=getattr(torch, profile.dtype), device_map="auto")
    generator = pipeline("text-generation", model=model, tokenizer=tokenizer)
    options = {"max_new_tokens": profile.max_new_tokens, "do_sample": False}

    def one_at_a_time(prompts: list[str]) -> list[str]:
        return [
            generator(prompt, return_full_text=False, **options)[0]["generated_text"]
            for prompt in tqdm(prompts, desc="pipeline", unit="row")
        ]

    def in_batches(prompts: list[str]) -> list[str]:
        return inference.generate(model, tokenizer, prompts, profile.max_new_tokens, profile.generation_batch)

    def rates(answer: Callable[[list[str]], list[str]], prompts: list[str]) -> tuple[float, float]:
        start = time.perf_counter()
        answers = answer(prompts)
        seconds = time.perf_counter() - start
        return len(prompts) / seconds, sum(map(len, tokenizer(prompts + answers)["input_ids"])) / seconds

    found = {"the book's pipeline": rates(one_at_a_time, prompts[::PIPELINE_EVERY])}
    model.merge_adapter()
    return {"the course": rates(in_batches, prompts), **found}


def main() -> None:
    """Measure everything, print it, and write `data/bench.json`."""
    profile = profiles.detect()
    splits = data.load(dataclasses.replace(profile, test_rows=QUESTIONS))
    limit = matrix_rate(getattr(torch, profile.dtype), "cuda" if torch.cuda.is_available() else "cpu")
    room = psutil.virtual_memory().available / 1e9
    too_large = {way.name: round(needed, 1) for way in ways(profile) if (needed := logits_memory(way, profile)) > room}
    train = {way.name: training_rate(way, profile, splits["train"]) for way in ways(profile) if way.name not in too_large}
    answered = generation_rates(profile, list(splits["test_seen"]))
    weights = parameters(profile)  # each takes part in a product forward and, frozen or not, in one backward: two operations each

    def found(unit: str, rate: float, operations: float) -> dict:
        return {unit: float(f"{rate:.3g}"), "share_of_limit": float(f"{operations / limit:.3g}")}

    result = surroundings(profile) | {
        "matrix_gflops": round(limit / 1e9),
        "dtype": profile.dtype,
        "logits_too_large": too_large,
        "training": {name: found("tokens_per_second", tokens, 4 * weights * tokens) for name, tokens in train.items()},
        "generation": {
            name: found("questions_per_second", questions, 2 * weights * tokens) for name, (questions, tokens) in answered.items()
        },
    }
    artifacts.write_json(artifacts.repository() / "data" / "bench.json", result)
    print(results.bench_table())


def parameters(profile: profiles.Profile) -> int:
    """Parameters of the profile's model."""
    with torch.device("meta"):
        return AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(models.base_folder(profile))).num_parameters()


if __name__ == "__main__":
    main()
