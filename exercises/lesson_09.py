"""Checks of lesson 09: steps on several GPUs, a server that goes away, and the memory of one of eight GPUs."""

from typing import Any

import pandas as pd

from exercises.checking import close, exercise
from helpers.profiles import Profile


@exercise
def accumulation(answer: dict[int, int | None], book: Profile) -> str | None:
    """Answer: `gradient_accumulation` by number of GPUs that keeps the book's rows a step; None where none does."""
    for count, found in answer.items():
        wanted = book.batch_size * book.gradient_accumulation / (count * book.batch_size)
        if wanted >= 1 and found != wanted:
            return f"On {count} GPUs {found} is wrong: GPUs x rows of each x accumulation is the step."
        if wanted < 1 and found not in (None, wanted):
            return f"On {count} GPUs no whole number keeps the step: write None."
    if not {2, 4} <= set(answer):
        return "Answer for 2 and for 4 GPUs."
    return None


@exercise
def message(answer: Any, kept: int) -> str | None:
    """Answer: what `serving.answer_all` says when the server is gone, as a text or as the error; `kept`: the answers in the folder."""
    if str(kept) not in str(answer):
        return f"The message should say that {kept} answers are kept: keep the text of the CourseError."
    return None


@exercise
def sums(answer: tuple[float, float], parts: pd.Series) -> str | None:
    """Answer: GB on one of eight GPUs under DDP and under FSDP; `parts`: GB on one alone, by name."""
    spread = parts.where(parts.index.isin(["activations", "logits"]), parts / 8)
    for found, wanted, way in zip(answer, (parts.sum(), spread.sum()), ("DDP", "FSDP"), strict=True):
        if close(found, parts.sum() / 8, least=0.05):
            return f"{way}: not everything is divided by eight. Which parts does each GPU have for itself?"
        if not close(found, wanted, least=0.06):
            return f"{way}: {float(found):.1f} GB is wrong. DDP keeps everything on each GPU; FSDP divides all but activations and logits."
    return None
