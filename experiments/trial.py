"""One run of an experiment: train as in lesson 03, score as in lesson 06, and note what it took."""

import dataclasses
import datetime
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path

import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments, set_seed

from experiments.examiner import Examiner
from experiments.plans import Run
from helpers import data, models, training
from helpers.chats import conversations
from helpers.cpu_trainer import CompletionTrainer, compile_layers
from helpers.profiles import Profile

LIBRARIES = ("torch", "transformers", "trl", "peft", "bitsandbytes")
WORTH_COMPILING = 30_000  # tokens: shorter runs do not earn the compilation back
WORTH_ITS_NOISE = 100  # questions: of fewer the noise says little, and it costs as much as a dozen steps


def measured(run: Run, profile: Profile) -> dict:
    """Train and score one run.

    Returns:
        A row of `data/experiments.jsonl` without its key: `experiment`, `name`, `settings` and `seed` of the run; `profile`,
        `model`, `versions`, `machine`, `date`; `seconds` of training alone, `tokens`, `places` (tokens and padding),
        `tokens_per_second`, `peak_memory_gb`; `steps`, `loss` (nats a token) and `gradient_norm`, one number a step;
        `gradient_noise` in rows, or None where it was not measured; `checkpoints`, the last at the end, each with `step`,
        `epoch`, `train_loss` (mean of ten steps) and what `Examiner.examine` returns; none in a run that is not scored;
        `weights`, a fingerprint of the adapter.
    """
    set_seed(run.seed)
    splits = data.load(dataclasses.replace(profile, train_rows=run.rows, test_rows=run.test_rows), "shipped")
    with tempfile.TemporaryDirectory() as folder:
        trainer = make_trainer(run, profile, splits["train"], folder)
        tokens = sum(len(row) for row in trainer.train_dataset["input_ids"]) * run.epochs
        if profile.compiled and tokens > WORTH_COMPILING:
            compile_layers(trainer.model)
        clock = training.attach_clock(trainer)
        examiner = Examiner(profile, splits, Path(folder) / "examined")
        watch = Watch(trainer, examiner, run.checkpoints, clock)
        trainer.add_callback(watch)
        trainer.train()
        peak = round(training.peak_memory(), 2)
        places = watch.places  # measuring the noise draws rows too
        noisy = run.experiment == "batch_size" and run.batch_size == 1 and run.rows >= WORTH_ITS_NOISE
        noise = gradient_noise(trainer) if noisy else None
        trainer.model.save_pretrained(folder)
        weights = training.adapter_id(Path(folder))
    history = [entry for entry in trainer.state.log_history if "loss" in entry]
    settings = {name: value for name, value in dataclasses.asdict(run).items() if name not in ("experiment", "name", "seed")}
    return {
        "experiment": run.experiment,
        "name": run.name,
        "settings": settings,
        "seed": run.seed,
        **surroundings(profile),
        "seconds": round(clock.seconds, 1),
        "tokens": tokens,
        "places": places,
        "tokens_per_second": round(tokens / clock.seconds, 1),
        "peak_memory_gb": watch.peak_memory_gb or peak,
        "steps": [entry["step"] for entry in history],
        "loss": [round(entry["loss"], 4) for entry in history],
        "gradient_norm": [round(float(entry["grad_norm"]), 4) for entry in history],
        "gradient_noise": noise,
        "checkpoints": watch.checkpoints,
        "weights": weights,
    }


def make_trainer(run: Run, profile: Profile, rows: Dataset, folder: str) -> CompletionTrainer:
    """The trainer of lesson 03 on the settings of a run."""
    tokenizer = models.load_tokenizer(profile)
    tokenizer.chat_template = models.training_template(tokenizer)
    chats = conversations(rows, run.questions_per_chat, tokenizer=tokenizer, max_length=run.max_length)
    config = training.sft_config(
        profile, folder,
        num_train_epochs=run.epochs, per_device_train_batch_size=run.batch_size, gradient_accumulation_steps=1,
        learning_rate=run.learning_rate, lr_scheduler_type="cosine", lr_scheduler_kwargs={},
        max_length=run.max_length, packing=run.packing, save_strategy="no", seed=run.seed,
    )  # fmt: skip
    lora = LoraConfig(
        r=run.rank, lora_alpha=2 * run.rank, lora_dropout=run.dropout, target_modules=models.PROJECTIONS, task_type="CAUSAL_LM"
    )
    return CompletionTrainer(
        model=models.load_base(profile, models.nf4(profile)),
        args=config,
        train_dataset=Dataset.from_list([{"messages": chat} for chat in chats]),
        processing_class=tokenizer,
        peft_config=lora,
    )


class Watch(TrainerCallback):
    """Has the model scored along the way, and keeps the scoring out of the time and the memory of the training."""

    def __init__(self, trainer, examiner: Examiner, checkpoints: int, clock: training.Clock):
        self.trainer, self.examiner, self.wanted, self.clock = trainer, examiner, checkpoints, clock
        self.checkpoints, self.places, self.peak_memory_gb = [], 0, 0.0
        collate = trainer.data_collator

        def counting(examples: list[dict]) -> dict:
            batch = collate(examples)
            self.places += batch["input_ids"].numel()
            return batch

        trainer.data_collator = counting

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **kwargs: object) -> None:
        """Score the model if this step is one of the `checkpoints` that are due."""
        due = [round(state.max_steps * (number + 1) / self.wanted) for number in range(self.wanted)]
        if state.global_step not in due:
            return
        if not self.checkpoints:  # before the first scoring: that takes memory too
            self.peak_memory_gb = round(training.peak_memory(), 2)
        losses = [entry["loss"] for entry in state.log_history[-10:] if "loss" in entry]
        self.checkpoints.append(
            {
                "step": state.global_step,
                "epoch": round(state.epoch, 2),
                "train_loss": round(sum(losses) / len(losses), 4) if losses else None,
                **self.examiner.examine(self.trainer.model),
            }
        )
        self.trainer.model.train()
        self.clock.skip()


def gradient_noise(trainer: CompletionTrainer, rows: int = 12) -> float | None:
    """The noise scale of the gradient, in rows: at a batch of this size noise is as large as signal.

    tr(S) / |G|^2 with unbiased estimates from gradients of single rows and of their mean
    (S. McCandlish et al., An empirical model of large-batch training, 2018, appendix A.1).
    """
    rows = min(rows, len(trainer.train_dataset))
    if rows < 2:
        return None  # of one row nobody can tell signal from noise
    parameters = [parameter for parameter in trainer.model.parameters() if parameter.requires_grad]
    single, mean = [], 0.0
    for number in range(rows):
        batch = trainer._prepare_inputs(trainer.data_collator([trainer.train_dataset[number]]))
        gradient = torch.autograd.grad(trainer.compute_loss(trainer.model, batch), parameters)
        flat = torch.cat([part.flatten().float() for part in gradient])
        single.append(flat.square().sum().item())
        mean = mean + flat / rows
    small, big = sum(single) / rows, mean.square().sum().item()
    signal = (rows * big - small) / (rows - 1)
    noise = (small - big) / (1 - 1 / rows)
    return round(noise / signal, 2) if signal > 0 else None


def surroundings(profile: Profile) -> dict:
    """Where and with what a row was measured."""
    gpu = torch.cuda.get_device_name() if torch.cuda.is_available() else None
    return {
        "profile": profile.name,
        "model": profile.model_id,
        "versions": {name: version(name) for name in LIBRARIES},
        "machine": {
            "processor": f"{platform.machine()} {torch.backends.cpu.get_cpu_capability()}",
            "cores": os.cpu_count(),
            "threads": torch.get_num_threads(),
            "gpu": gpu,
        },
        "date": datetime.date.today().isoformat(),
    }
