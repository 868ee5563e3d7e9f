"""What the verdicts add up to."""

from dataclasses import dataclass

import pandas as pd

from helpers import stats


@dataclass(frozen=True)
class Score:
    """A judge's accuracy over the items that it answered, and what the others could change.

    Attributes:
        interval: the mean and its 95% interval (`stats.wilson`); None with nothing answered.
        answered, left_out: how many items were answered, and how many were not.
        span: the mean over all items if those left out were all wrong, and if they were all right.
    """

    interval: stats.Interval | None
    answered: int
    left_out: int
    span: tuple[float, float]

    def __str__(self) -> str:
        text = f"{self.interval or 'no answer'} on {self.answered:,}"
        if not self.left_out:
            return text
        low, high = self.span
        return f"{text}; {self.left_out:,} left out, which could make it anything from {low:.2%} to {high:.2%}"


def score(answers: pd.Series) -> Score:
    """Accuracy of a column of answers: 1, 0, or NA, which is left out and never counted as 0."""
    right, answered, total = int(answers.sum()), int(answers.notna().sum()), len(answers)
    left_out = total - answered
    interval = stats.wilson(right, answered) if answered else None
    span = (right / total, (right + left_out) / total) if total else (0.0, 1.0)
    return Score(interval, answered, left_out, span)
