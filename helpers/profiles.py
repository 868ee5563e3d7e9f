"""What this machine can do, as the numbers that every lesson takes from one place."""

import os
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from helpers import language, machine
from helpers.artifacts import CourseError
from helpers.machine import flash_attention, gpu

SMALL = "google/gemma-3-270m"
LARGE = "allganize/Llama-3-Alpha-Ko-8B-Instruct"


@dataclass(frozen=True)
class Profile:
    """One machine's settings. Lengths are in tokens; rows `None` means all.

    Attributes:
        name: `cpu`, `t4`, `gpu24` or `gpu80`.
        model_id: base model on the Hugging Face Hub.
        dtype: compute type, `bfloat16`, `float16` or, without a GPU, the one that `helpers.machine` finds faster.
        attention: attention kernel, `sdpa` or `flash_attention_2`.
        dataset: `shipped`, or a dataset on the Hub.
        train_rows: training rows, a stratified sample of the split.
        minutes: how long training may take; lesson 03 takes as many of the rows as fit (None: all).
        test_rows: rows of each test split, likewise.
        base_rows: how many of the test rows the untrained model answers.
        questions_per_chat: training questions that share one reading of their schema.
        max_length: length of one packed row.
        max_new_tokens: limit of an answer.
        batch_size, gradient_accumulation: packed rows in one forward pass, and passes before one step of the optimizer.
        gradient_checkpointing: recompute activations to save memory.
        learning_rate: of the LoRA weights.
        epochs: passes over the training rows.
        lora_rank, lora_alpha, lora_dropout: the adapter.
        optim: optimizer, by its name in `transformers`.
        adam_beta2: how long AdamW remembers the size of gradients.
        schedule, schedule_options: what becomes of the learning rate, by its name in `transformers`, and that one's arguments.
        max_grad_norm: longer gradients are cut to this length.
        generation_batch: questions answered at once.
        compiled: training compiles the layers, see `helpers.cpu_trainer`.
        trial_rows: rows of the small runs of lesson 08.
        served_rows: questions to a server at each number in flight, in lesson 09; its evaluation takes eight times as many.
        kind: of processor, where there is no GPU: `bf16`, `avx512` or `avx2`.
        dense: the base answers with dense weights; else, where the card has no room for them, in NF4 as it was trained.
    """

    name: str
    model_id: str = LARGE
    dtype: str = "bfloat16"
    attention: str = "sdpa"
    dataset: str = "daje/kotext-to-sql-v1"
    train_rows: int | None = None
    minutes: float | None = None
    test_rows: int | None = 1_500
    base_rows: int | None = 200
    questions_per_chat: int = 1
    max_length: int = 2_048
    max_new_tokens: int = 256
    batch_size: int = 1
    gradient_accumulation: int = 2
    gradient_checkpointing: bool = True
    learning_rate: float = 2e-4
    epochs: int = 1
    lora_rank: int = 64
    lora_alpha: int = 128
    lora_dropout: float = 0.05
    optim: str = "adamw_torch_fused"
    adam_beta2: float = 0.999
    schedule: str = "constant"
    schedule_options: dict = field(default_factory=dict)
    max_grad_norm: float = 0.3
    generation_batch: int = 16
    compiled: bool = False
    trial_rows: int = 12
    served_rows: int = 200
    kind: str = ""
    dense: bool = True


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("cpu", model_id=SMALL, dtype="float32", dataset="shipped", minutes=10, test_rows=150, base_rows=10,
                questions_per_chat=12, max_length=1_024, max_new_tokens=96, gradient_accumulation=1, gradient_checkpointing=False,
                learning_rate=1e-3, lora_rank=32, lora_alpha=64, lora_dropout=0.0, adam_beta2=0.99, max_grad_norm=1.0,
                schedule="polynomial", schedule_options={"power": 0.5, "lr_end": 0.0}, generation_batch=50, compiled=True,
                trial_rows=6, served_rows=8),
        Profile("t4", dtype="float16", train_rows=4_000, max_length=1_024, lora_rank=16, lora_alpha=32,
                test_rows=200, generation_batch=8, dense=False),
        Profile("gpu24", train_rows=20_000),
        Profile("gpu80", max_length=7_994, lora_rank=256, lora_alpha=128, generation_batch=64),
    )
}  # fmt: skip

# What differs between processors in the `cpu` profile: slower ones answer fewer questions, and the slowest train for longer.
# Compiling makes training a tenth faster on avx2 (measured) and costs a minute there: too little to earn it back.
KINDS = {
    "bf16": {},
    "avx512": {"test_rows": 100},
    "avx2": {"test_rows": 60, "served_rows": 4, "compiled": False, "minutes": 20},
}

# GB that must be free to train with a profile and to answer in NF4, and to answer with dense weights: `helpers.memory`'s
# estimates and a reserve, rounded up (a test compares).
NEEDED = {"t4": 10.0, "gpu24": 13.0, "gpu80": 28.0}
NEEDED_DENSE = {"gpu24": 23.0, "gpu80": 38.0}


def detect() -> Profile:
    """The profile for this machine, or the one that `COURSE_PROFILE` names; lines are printed if memory or bfloat16 is short.

    Raises:
        CourseError: `COURSE_PROFILE` names none, or one of a GPU where there is none; `COURSE_DTYPE` or `COURSE_MINUTES` is none.
    """
    choice = _choose()
    if choice.doubtful:
        print(language.translate(choice.reason))
    profile = PROFILES[choice.name]
    if profile.name == "cpu":
        return on_this_processor(profile)
    if profile.dtype == "bfloat16" and flash_attention():
        profile = replace(profile, attention="flash_attention_2")
    if profile.name in NEEDED_DENSE and (free := gpu()["free"]) < NEEDED_DENSE[profile.name]:
        needed = f"dense weights need {NEEDED_DENSE[profile.name]:.0f} GB"
        print(language.translate(f"The base will answer in NF4: {needed}, and {free:.1f} GB are free."))
        profile = replace(profile, dense=False)
    return profile


def on_this_processor(profile: Profile) -> Profile:
    """The `cpu` profile in the type and at the size that suit this processor; `COURSE_DTYPE` and `COURSE_MINUTES` override."""
    found = machine.processor()
    sized = replace(profile, dtype=found.dtype, kind=found.kind, **KINDS[found.kind])
    return replace(sized, minutes=_minutes(sized.minutes))


def _minutes(default: float) -> float:
    wanted = os.environ.get("COURSE_MINUTES")
    try:
        minutes = float(wanted or default)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes < float("inf"):
        raise CourseError(f"COURSE_MINUTES={wanted!r} is no number of minutes: give one such as 20, or unset it.")
    return minutes


def explain() -> str:
    """One sentence: which profile this machine gets, and why."""
    return language.translate(_choose().reason)


class _Choice(NamedTuple):
    name: str
    reason: str  # one sentence
    doubtful: bool = False


def _choose() -> _Choice:
    wanted, card = os.environ.get("COURSE_PROFILE"), gpu()
    if wanted and wanted not in PROFILES:
        raise CourseError(f"COURSE_PROFILE={wanted!r} is unknown: choose one of {', '.join(PROFILES)}, or unset it.")
    if wanted and wanted != "cpu" and card is None:
        raise CourseError(f"COURSE_PROFILE={wanted} needs a GPU and there is no CUDA GPU here: unset it or choose cpu.")
    if wanted:
        doubts = _doubts(wanted, card)
        return _Choice(wanted, f"{wanted}, because COURSE_PROFILE says so{doubts}.", bool(doubts))
    if card is None:
        return _Choice("cpu", "cpu, because there is no CUDA GPU here.")
    return _fitting(card)


def _fitting(card: dict) -> _Choice:
    """The largest profile of the card's class that its free memory has room for."""
    kind = f"{card['name']} has {card['memory']:.0f} GB and {'bfloat16' if card['bf16'] else 'no bfloat16'}"
    if not card["bf16"] or card["memory"] < 20:
        best = "t4"
    else:
        best = "gpu80" if card["memory"] > 70 else "gpu24"
    smaller = sorted((name for name in NEEDED if NEEDED[name] <= NEEDED[best]), key=NEEDED.get, reverse=True)
    name = next((name for name in smaller if NEEDED[name] <= card["free"]), "cpu")
    if name == best:
        return _Choice(name, f"{name}, because {kind}.")
    taken = f"but only {card['free']:.1f} GB are free and {best} needs {NEEDED[best]:.0f}"
    advice = "; shut down other notebooks and programs that use the GPU, then restart this one"
    others = card["memory"] - card["free"] > 1
    return _Choice(name, f"{name} instead of {best}: {kind}, {taken}{advice if others else ''}.", doubtful=True)


def _doubts(name: str, card: dict | None) -> str:
    if name == "cpu":
        return ""
    doubts = []
    if PROFILES[name].dtype == "bfloat16" and not card["bf16"]:
        doubts.append(f"{card['name']} has no bfloat16, so expect it to be slow or to fail")
    if card["free"] < NEEDED[name]:
        doubts.append(f"it needs {NEEDED[name]:.0f} GB and {card['free']:.1f} GB are free, so expect it to run out of memory")
    return "".join(f"; but {doubt}" for doubt in doubts)
