"""Checks of lesson 03: what a list of names trains, how much LoRA adds, and how much of a row is learned."""

from collections.abc import Callable, Iterable

import pandas as pd

from exercises.checking import apart, close, exercise


@exercise
def trained(answer: Iterable[str], hit: pd.DataFrame, names: list[str]) -> str | None:
    """Answer: the layers, by the names in the index of `hit`, that the list `names` puts LoRA on."""
    found = set(answer)
    if strange := apart(found, hit.index)[0]:
        return f"{strange} is no name of a layer here."
    more, less = apart(found, hit.index.intersection(names))
    if more:
        return f"{more} is not trained: Python joins two texts that stand side by side without a comma."
    if less:
        return f"{less} is trained as well."
    return None


@exercise
def added(answer: Callable[[int, int, int], int]) -> str | None:
    """Answer: a function of a rank, of a layer's inputs and of its outputs that returns how many numbers LoRA adds."""
    for rank, inputs, outputs in ((8, 640, 640), (32, 640, 2048), (16, 2048, 640)):
        found, wanted = answer(rank, inputs, outputs), rank * (inputs + outputs)
        if found == inputs * outputs != wanted:
            return "That is W, which is frozen: count A and B."
        if found == rank * inputs * outputs != wanted:
            return "A and B stand beside each other: add their sizes, do not multiply them."
        if found != wanted:
            return f"For rank {rank}, {inputs} inputs and {outputs} outputs {found} is wrong: A is r x n and B is m x r."
    return None


@exercise
def share(answer: float, packed: dict) -> str | None:
    """Answer: the learned tokens divided by all tokens, from 0 to 1; `packed` has the columns `input_ids` and `labels`."""
    learned = sum(label != -100 for labels in packed["labels"] for label in labels)
    wanted = learned / sum(map(len, packed["input_ids"]))
    if close(answer, 1 - wanted):
        return "That is the share of the tokens that are only read."
    if close(answer, 100 * wanted, least=0.5):
        return "That is in percent: give a share from 0 to 1."
    if not close(answer, wanted):
        return f"{answer:.4g} is not the share: a token is learned where its label is not -100."
    return None
