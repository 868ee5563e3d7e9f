"""What surrounds the trainer of lesson 03: resume, progress, timing, and an adapter that arrives whole."""

import dataclasses
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig
from safetensors import safe_open
from transformers import PrinterCallback
from transformers.utils.notebook import NotebookProgressCallback
from trl import SFTConfig, SFTTrainer

from helpers import artifacts, language
from helpers.artifacts import CourseError, fingerprint
from helpers.inspection import Clock, FreeCores, LossCheck
from helpers.machine import peak_memory
from helpers.profiles import Profile


def attach_clock(trainer: SFTTrainer) -> Clock:
    """Give a trainer the course's progress bar in place of its own, which counts the seconds, and `LossCheck` and `FreeCores`."""
    trainer.remove_callback(PrinterCallback)
    trainer.remove_callback(NotebookProgressCallback)
    clock = Clock()
    for watch in (clock, LossCheck(), FreeCores()):
        trainer.add_callback(watch)
    return clock


def is_done(folder: Path, settings: dict) -> bool:
    """Whether `folder` holds an adapter that exactly these settings made."""
    record = folder / "training.json"
    whole = record.exists() and (folder / "adapter_model.safetensors").exists()
    return whole and artifacts.read_json(record)["settings"] == json.loads(json.dumps(settings, default=str))


def machine_arguments(profile: Profile) -> dict:
    """Arguments of `SFTConfig` that have no say in the result: precision, logging, saving, reports."""
    on_gpu = torch.cuda.is_available()
    return {
        "use_cpu": not on_gpu,
        "bf16": profile.dtype == "bfloat16",
        "fp16": profile.dtype == "float16",
        "tf32": True if on_gpu and profile.dtype == "bfloat16" else None,
        "logging_steps": 1,
        "logging_nan_inf_filter": False,  # else a loss of NaN is logged as the mean of those before it
        "save_strategy": "steps",
        "save_steps": 0.1,  # a share of the run
        "save_total_limit": 1,
        "report_to": "none",
        "ddp_find_unused_parameters": False,  # on several GPUs: every LoRA weight is used in every step
        "disable_tqdm": True,  # the progress bar is ours, see `Clock`
        "seed": 42,
    }


def sft_config(profile: Profile, folder: str | Path, **changes: Any) -> SFTConfig:
    """Lesson 03's arguments, for what is trained outside of the lesson: by experiments, benchmark, GPU check and tests.

    Args:
        profile: whose numbers to take; lengths are in tokens.
        folder: receives checkpoints, if any are written.
        changes: arguments of `SFTConfig` that take the place of the lesson's, for example `packing=False`.
    """
    arguments = {
        "num_train_epochs": profile.epochs,
        "per_device_train_batch_size": profile.batch_size,
        "gradient_accumulation_steps": profile.gradient_accumulation,
        "activation_checkpointing": profile.gradient_checkpointing,
        "optim": profile.optim,
        "learning_rate": profile.learning_rate,
        "adam_beta2": profile.adam_beta2,
        "lr_scheduler_type": profile.schedule,
        "lr_scheduler_kwargs": profile.schedule_options,
        "warmup_steps": 0.03,
        "max_grad_norm": profile.max_grad_norm,
        "max_length": profile.max_length,
        "packing": True,
        "assistant_only_loss": True,
    }
    return SFTConfig(str(folder), **arguments | machine_arguments(profile) | changes)


def settings(trainer: SFTTrainer, lora: LoraConfig, profile: Profile) -> dict:
    """What decides the result, to be compared and stored: model, arguments other than defaults, LoRA's, the data's mark."""
    defaults = {field.name: field.default for field in dataclasses.fields(SFTConfig)}
    no_say = set(machine_arguments(profile)) - {"seed", "bf16", "fp16"} | {"output_dir", "accelerator_config"}
    kept = {key: value for key, value in trainer.args.to_dict().items() if key not in no_say and value != defaults.get(key)}
    plain = (bool, int, float, str)
    given = {key: value for key, value in kept.items() if isinstance(value, plain) or key == "lr_scheduler_kwargs"}
    adapter = {"r": lora.r, "alpha": lora.lora_alpha, "dropout": lora.lora_dropout, "target_modules": sorted(lora.target_modules)}
    return {
        "model": profile.model_id,
        "dtype": profile.dtype,
        "arguments": given,
        "lora": adapter,
        "data": fingerprint({"input_ids": list(trainer.train_dataset["input_ids"])}),
        **({"processes": trainer.args.world_size} if trainer.args.world_size > 1 else {}),  # each adds its rows to a step
    }


def run(trainer: SFTTrainer, folder: Path, settings: dict, budget: dict | None = None) -> dict:
    """Train, or go on from the last whole checkpoint, and save the adapter.

    Of several processes (`accelerate launch`) all train, the first one writes, and all return when it has written.

    Args:
        trainer: ready to train; checkpoints go to a folder of these settings in its `output_dir`, removed at the end.
        folder: receives adapter, tokenizer and `training.json` in one move.
        settings, budget: all that decided the result, and how the number of chats was chosen (`chats.choose`); kept as well.

    Raises:
        CourseError: no token is scored, or the loss is NaN or zero.

    Returns:
        The content of `training.json`: settings, loss by step, tokens, seconds, tokens_per_second.
    """
    _refuse_unscored(trainer)
    checkpoints = Path(trainer.args.output_dir) / fingerprint(settings)
    trainer.args.output_dir = str(checkpoints)
    clock = attach_clock(trainer)
    with trainer.accelerator.main_process_first():  # it removes what a crash cut short
        last = last_checkpoint(checkpoints)
    if last:
        trainer.accelerator.print(language.translate(f"Going on from step {last.name.split('-')[-1]}."))
        clock.seconds = _seconds(last)
    trainer.train(resume_from_checkpoint=str(last) if last else None)
    record = _summary(trainer, clock.seconds, settings) | {"budget": budget}
    weights = trainer.accelerator.get_state_dict(trainer.model)  # FSDP spreads them: every process hands in its part
    if trainer.accelerator.is_main_process:
        _save(trainer, weights, folder, record)
        shutil.rmtree(checkpoints, ignore_errors=True)
    trainer.accelerator.wait_for_everyone()
    return record


def _refuse_unscored(trainer: SFTTrainer) -> None:
    """Nothing is learned where all labels are -100: the answers stand behind the cut, or are not marked."""
    if all(label == -100 for row in trainer.train_dataset["labels"] for label in row):
        raise CourseError(
            f"No token of the {len(trainer.train_dataset):,} rows is scored: the answers stand behind max_length = "
            f"{trainer.args.max_length}, or the chat template does not mark them; see `models.training_template`."
        )


def last_checkpoint(folder: Path) -> Path | None:
    """The newest checkpoint that was written to its end; one that a crash cut short is removed.

    `trainer_state.json` is the last file that the trainer writes, so it tells the whole ones.
    """
    steps = {path: int(path.name.removeprefix("checkpoint-")) for path in folder.glob("checkpoint-*") if path.name[11:].isdecimal()}
    for checkpoint in sorted(steps, key=steps.get, reverse=True):  # "checkpoint-200 (1)" is somebody's copy: it is left alone
        try:
            artifacts.read_json(checkpoint / "trainer_state.json")
            return checkpoint
        except (OSError, ValueError):
            shutil.rmtree(checkpoint)
    return None


def adapter_id(folder: Path) -> str:
    """A short fingerprint of an adapter's weights: predictions are kept with it."""
    weights = artifacts.require(folder / "adapter_model.safetensors", "03_sft_with_packing")
    with safe_open(weights, "np") as file:
        assert file.keys(), "an adapter without weights"
    return hashlib.sha256(weights.read_bytes()).hexdigest()[:12]


def _seconds(checkpoint: Path) -> float:
    return artifacts.read_json(checkpoint / "trainer_state.json")["stateful_callbacks"]["Clock"]["args"]["seconds"]


def _summary(trainer, seconds: float, settings: dict) -> dict:
    history = [entry for entry in trainer.state.log_history if "loss" in entry]
    tokens = int(sum(len(row) for row in trainer.train_dataset["input_ids"]) * trainer.args.num_train_epochs)
    return {
        "settings": json.loads(json.dumps(settings, default=str)),
        "tokens": tokens,
        "seconds": round(seconds, 1),
        "tokens_per_second": round(tokens / seconds, 1),
        "peak_memory_gb": round(peak_memory(), 2),
        "steps": [entry["step"] for entry in history],
        "loss": [round(entry["loss"], 4) for entry in history],
    }


def _save(trainer, weights: dict, folder: Path, record: dict) -> None:
    """Adapter, tokenizer and record arrive together: written aside, then renamed."""
    aside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(aside, ignore_errors=True)
    trainer.accelerator.unwrap_model(trainer.model).save_pretrained(aside, state_dict=weights)
    trainer.processing_class.save_pretrained(aside)
    artifacts.write_json(aside / "training.json", record)
    shutil.rmtree(folder, ignore_errors=True)
    os.replace(aside, folder)
