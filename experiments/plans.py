"""Which runs answer which question. Within an experiment runs differ in what it is about, and in the seed."""

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.profiles import Profile

SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Run:
    """One training run and the scoring of its model.

    Attributes:
        experiment: `batch_size`, `over_fitting`, `packing` or `repeat`.
        name: what is special about this run, in words.
        seed: of the LoRA weights and of the order of the rows.
        batch_size: rows (packed or not) in one forward pass and one step.
        learning_rate: of the LoRA weights; it falls along a cosine.
        rate: `same` in all runs of the experiment, or `scaled` with the batch size.
        packing: several examples in one row, or one example a row, padded to the longest of its batch.
        rank, dropout: of LoRA; alpha is twice the rank, as in the `cpu` profile.
        epochs: passes over the training rows.
        rows: training questions, a stratified sample of the training split.
        questions_per_chat: questions that share one reading of their schema.
        max_length: of a row, in tokens: the longest schema, and some questions on it.
        test_rows: questions of each test split.
        checkpoints: how often the model is scored, at equal steps; the last time is the end. 0: never.
    """

    experiment: str
    name: str
    seed: int = 1
    batch_size: int = 1
    learning_rate: float = 1e-3
    rate: str = "same"
    packing: bool = True
    rank: int = 32
    dropout: float = 0.0
    epochs: int = 1
    rows: int = 600
    questions_per_chat: int = 5
    max_length: int = 768
    test_rows: int = 60
    checkpoints: int = 1


def plan(profile: "Profile") -> list[Run]:
    """Every run of `make experiments`, the cheap and telling ones first.

    A GPU gets ten times the training rows, ten times the test rows and rows twice as long, at the profile's own rate.
    """
    runs = [*batch_size(), *over_fitting(), *repeat(), *packing()]
    if profile.name == "cpu":
        return runs
    return [
        replace(
            run,
            rows=run.rows * 10,
            test_rows=600,
            max_length=1_536,
            rank=run.rank * profile.lora_rank // 32,
            learning_rate=run.learning_rate / 1e-3 * profile.learning_rate,
        )
        for run in runs
    ]


def batch_size() -> list[Run]:
    """Batches of 1, 3 and 8 rows over the same tokens, at one rate and at rates scaled with the batch size.

    The rate grows with the square root of the batch size, as noise in Adam's steps asks for
    (S. Malladi et al., On the SDEs and scaling rules for adaptive gradient algorithms, NeurIPS 2022).
    """
    runs = []
    for seed in SEEDS:
        for size in (1, 3, 8):
            run = Run("batch_size", f"batch {size}", seed=seed, batch_size=size)
            runs.append(run)
            if size > 1:
                rate = round(run.learning_rate * math.sqrt(size), 6)
                runs.append(replace(run, name=f"batch {size}, scaled rate", learning_rate=rate, rate="scaled"))
    return runs


def packing() -> list[Run]:
    """The same examples, one question a chat: packed into rows, or padded two at a time."""
    packed = Run("packing", "packed", rows=60, questions_per_chat=1, test_rows=20)
    padded = replace(packed, name="padded", packing=False, batch_size=2)
    return [replace(run, seed=seed) for seed in SEEDS for run in (packed, padded)]


def over_fitting() -> list[Run]:
    """Few rows, many times over, scored along the way; then other ranks and some dropout."""
    long = Run("over_fitting", "rank 32", rows=100, epochs=8, test_rows=40, checkpoints=4)
    return [
        long,
        replace(long, name="rank 32, dropout 0.1", dropout=0.1),
        replace(long, name="rank 8", rank=8),
    ]


def repeat() -> list[Run]:
    """A short run, twice with the same seed: is the result the same? And with other seeds, to see how far those lead."""
    first = Run("repeat", "first", rows=100, test_rows=20)
    return [first, replace(first, name="once more"), *(replace(first, name="another seed", seed=seed) for seed in SEEDS[1:])]
