"""Checks of lesson 08: the best of ten samples, what meaningless groups explain, and how many seeds are needed."""

import numpy as np
import pandas as pd

from exercises.checking import exercise


@exercise
def gain(answer: float) -> str | None:
    """Answer: by how many standard errors the best of ten scores is too high; the mean of the largest of ten normal numbers is 1.54."""
    if not 1.3 < float(answer) < 1.8:
        return f"{float(answer):.3g} standard errors is not what luck gives: take the mean of the best of ten, often, and divide."
    return None


@exercise
def explained(answer: float, answers: pd.DataFrame) -> str | None:
    """Answer: the share of the variance of `right` that shuffled `shape`s explain, from 0 to 1."""
    right, shapes = answers["right"].astype(float), answers["shape"].to_numpy()
    draw = np.random.default_rng(0)
    by_luck = [right.groupby(draw.permutation(shapes)).transform("mean").var() / right.var() for _ in range(200)]
    real = right.groupby(shapes).transform("mean").var() / right.var()
    if abs(float(answer) - real) < 0.02 * real:
        return "That is what the real shapes explain: shuffle them first."
    if not 0.5 * min(by_luck) <= float(answer) <= 1.5 * max(by_luck):
        return f"{float(answer):.3g} is not the share: the variance of the groups' means, one for each answer, over that of the answers."
    return None


@exercise
def seeds(answer: int, between: float, difference: float = 0.05) -> str | None:
    """Answer: seeds of each setting that show a difference four times out of five, at 5%; `between`: standard deviation of seeds."""
    wanted = max(1, int(np.ceil(2 * ((1.96 + 0.84) * between / difference) ** 2)))
    if answer < wanted:
        return f"{answer} are too few: two means of so many seeds differ too much by chance."
    if answer > wanted + 2:  # by Student's t one or two more
        return f"{answer} are more than needed."
    return None
