"""What the verdicts add up to."""

from dataclasses import dataclass

import pandas as pd

from helpers import stats


@dataclass(frozen=True)
class Score:
    """A judge's accuracy: `mean` over the `judged` items, its 95% interval, and what was left out.

    `lowest` and `highest` are the means if every item left out were wrong, or right.
    """

    mean: float
    low: float
    high: float
    judged: int
    left_out: int
    lowest: float
    highest: float

    def __str__(self) -> str:
        text = f"{self.mean:.2%} of {self.judged:,} ({self.low:.2%} to {self.high:.2%})"
        if not self.left_out:
            return text
        return f"{text}; {self.left_out:,} without an answer: anywhere from {self.lowest:.2%} to {self.highest:.2%}"


def score(answers: pd.Series) -> Score:
    """Accuracy of a column of verdicts, with Wilson's 95% interval (Wilson 1927).

    Args:
        answers: 1, 0 or NA, one an item; NA is left out of the mean, never counted as 0.

    Returns:
        The `Score`; with nothing judged its mean is NaN and its interval 0 to 1.
    """
    right, judged, total = int(answers.sum()), int(answers.notna().sum()), len(answers)
    left_out = total - judged
    low, high = stats.wilson(right, judged) if judged else (0.0, 1.0)
    mean = right / judged if judged else float("nan")
    lowest, highest = (right / total, (right + left_out) / total) if total else (0.0, 1.0)
    return Score(mean, low, high, judged, left_out, lowest, highest)
