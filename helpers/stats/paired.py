"""Two models, or two raters, on the same items."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, bootstrap
from sklearn.metrics import cohen_kappa_score

from .interval import Interval


@dataclass(frozen=True)
class Paired:
    """Two models on the same questions: who was right where the other was wrong, and the p-value."""

    only_first: int
    only_second: int
    p_value: float


def mcnemar(first, second) -> Paired:
    """Exact McNemar test of two models on the same questions.

    Args:
        first, second: arrays of 0/1 or booleans, one entry a question, in the same order.

    Only questions on which exactly one model is right carry information; if the models were equally
    good each of these would fall to either side like a coin (Q. McNemar, Psychometrika 12, 1947,
    p. 153-157). Two-sided binomial test on them; 1.0 where there are none.

    Raises:
        ValueError: the arrays differ in length, are empty, or hold more than 0 and 1.
    """
    first, second = _paired(first, second)
    only_first = int(np.sum(first & ~second))
    only_second = int(np.sum(~first & second))
    split = only_first + only_second
    p_value = binomtest(only_first, split).pvalue if split else 1.0
    return Paired(only_first, only_second, float(p_value))


def paired_bootstrap(
    first, second, confidence: float = 0.95, resamples: int = 10_000, seed: int = 0
) -> Interval:
    """Interval of the difference in score, second minus first, on the same questions.

    Questions are drawn again with replacement, both models' answers together (B. Efron and
    R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13: percentile interval).
    Arguments and errors as in `mcnemar`; the same `seed` gives the same interval.
    """
    first, second = _paired(first, second)
    difference = second.astype(float) - first.astype(float)
    if np.all(difference == difference[0]):
        return Interval(*[float(difference[0])] * 3)
    limits = bootstrap(
        (difference,),
        np.mean,
        confidence_level=confidence,
        n_resamples=resamples,
        batch=max(1, 2_000_000 // len(difference)),
        method="percentile",
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return Interval(float(difference.mean()), float(limits.low), float(limits.high))


def cohen_kappa(first, second) -> float:
    """Agreement of two raters beyond chance: 1 is full agreement, 0 what chance would give.

    (p_o - p_e) / (1 - p_e), J. Cohen, Educational and Psychological Measurement 20, 1960, p. 37-46.
    Where both raters give one and the same label throughout there is nothing to correct for
    chance: the value is nan.

    Raises:
        ValueError: the arrays differ in length or are empty.
    """
    first, second = np.asarray(first), np.asarray(second)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise ValueError("both raters must judge the same, non-empty list of items")
    if len(np.unique(np.concatenate([first, second]))) == 1:
        return float("nan")
    return float(cohen_kappa_score(first, second))


def _paired(first, second):
    first, second = np.asarray(first), np.asarray(second)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise ValueError("both models must have answered the same, non-empty list of questions")
    if not np.isin(np.concatenate([first, second]), (0, 1)).all():
        raise ValueError("answers must be 0 or 1, wrong or right")
    return first.astype(bool), second.astype(bool)
