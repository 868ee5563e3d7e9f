"""How much a score can be trusted: intervals, paired tests, agreement, sample sizes.

A score on n questions is one draw from what it might have been on others. Everything here takes
plain numbers or numpy arrays and rests on scipy or scikit-learn.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, bootstrap, norm
from sklearn.metrics import cohen_kappa_score


@dataclass(frozen=True)
class Interval:
    """An estimate between two limits, all in the unit of the estimate."""

    estimate: float
    low: float
    high: float

    def __str__(self):
        return f"{self.estimate:.2%} [{self.low:.2%}, {self.high:.2%}]"


@dataclass(frozen=True)
class Paired:
    """Two models on the same questions: who was right where the other was wrong, and the p-value."""

    only_first: int
    only_second: int
    p_value: float


def wilson(correct: int, total: int, confidence: float = 0.95) -> Interval:
    """Interval of a proportion, `correct` of `total`.

    Wilson's score interval (E. B. Wilson, Probable inference, JASA 22, 1927, p. 209-212):
    (p + z^2/2n ± z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). Unlike p ± z sqrt(p(1-p)/n) it stays
    within 0 and 1 and holds its confidence for few questions and extreme scores.

    Raises:
        ValueError: `total` is not positive, or `correct` lies outside 0..total.
    """
    if total < 1 or not 0 <= correct <= total:
        raise ValueError(f"{correct} of {total} is no proportion: 0 <= correct <= total, total >= 1")
    limits = binomtest(int(correct), int(total)).proportion_ci(confidence, method="wilson")
    return Interval(correct / total, float(limits.low), float(limits.high))


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


def sample_size(first: float, second: float, power: float = 0.8, alpha: float = 0.05) -> int:
    """Questions needed in each of two independent samples to tell two scores apart.

    Args:
        first, second: the two true proportions, strictly between 0 and 1.
        power: chance of seeing the difference.
        alpha: chance of seeing one where there is none, two-sided.

    (z_(1-alpha/2) sqrt(2 p(1-p)) + z_power sqrt(p1(1-p1) + p2(1-p2)))^2 / (p1 - p2)^2 with p the mean
    (J. Fleiss, Statistical Methods for Rates and Proportions, 1981, formula 3.14), rounded up.

    Raises:
        ValueError: a proportion lies outside (0, 1), or both are equal.
    """
    if not (0 < first < 1 and 0 < second < 1) or first == second:
        raise ValueError("two different proportions between 0 and 1 are needed")
    mean = (first + second) / 2
    chance = norm.ppf(1 - alpha / 2) * np.sqrt(2 * mean * (1 - mean))
    spread = norm.ppf(power) * np.sqrt(first * (1 - first) + second * (1 - second))
    return int(np.ceil(((chance + spread) / (first - second)) ** 2))


def _paired(first, second):
    first, second = np.asarray(first), np.asarray(second)
    if first.shape != second.shape or first.ndim != 1 or not len(first):
        raise ValueError("both models must have answered the same, non-empty list of questions")
    if not np.isin(np.concatenate([first, second]), (0, 1)).all():
        raise ValueError("answers must be 0 or 1, wrong or right")
    return first.astype(bool), second.astype(bool)
