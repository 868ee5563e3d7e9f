"""How much a score can be trusted: intervals, paired tests, agreement and sample sizes.

A score on n questions is one draw of many. All here take plain numbers or arrays; statsmodels, scipy and scikit-learn compute.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import bootstrap, norm
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats import contingency_tables, proportion


@dataclass(frozen=True)
class Interval:
    """An estimate between two limits, all in the unit of the estimate."""

    estimate: float
    low: float
    high: float

    def __str__(self):
        return f"{self.estimate:.2%} [{self.low:.2%}, {self.high:.2%}]"

    def excludes(self, value: float = 0.0) -> bool:
        """Whether `value` lies outside the limits; for a difference and 0: whether the two can be told apart."""
        return not self.low <= value <= self.high


@dataclass(frozen=True)
class Paired:
    """Two models on the same questions: how often only one was right, and the p-value."""

    only_first: int
    only_second: int
    p_value: float


@dataclass(frozen=True)
class Gap:
    """Two scores apart: their difference, its standard error, and the two-sided p-value."""

    difference: float
    standard_error: float
    p_value: float

    @property
    def standard_errors(self) -> float:
        """The difference in units of its standard error."""
        return self.difference / self.standard_error


def wilson(correct: int, total: int, confidence: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion, `correct` of `total` (E. B. Wilson, JASA 22, 1927, p. 209-212).

    Unlike p ± z sqrt(p(1-p)/n) it stays within 0 and 1 and holds its confidence for few questions and extreme scores.

    Raises:
        ValueError: `total` is not positive, or `correct` lies outside 0..total.
    """
    if total < 1 or not 0 <= correct <= total:
        raise ValueError(f"{correct} of {total} is no proportion: 0 <= correct <= total, total >= 1")
    low, high = proportion.proportion_confint(correct, total, alpha=1 - confidence, method="wilson")
    return Interval(correct / total, min(float(low), correct / total), max(float(high), correct / total))  # rounding, at 0 and at 1


def sample_size(first: float, second: float, power: float = 0.8, alpha: float = 0.05) -> int:
    """Questions needed in each of two independent samples to tell two scores apart.

    Args:
        first, second: the two true proportions, strictly between 0 and 1.
        power: chance of seeing the difference.
        alpha: chance of seeing one where there is none, two-sided.

    Fleiss's formula (Statistical Methods for Rates and Proportions, 1981, formula 3.14), rounded up.

    Raises:
        ValueError: a proportion lies outside (0, 1), or both are equal.
    """
    if not (0 < first < 1 and 0 < second < 1) or first == second:
        raise ValueError("two different proportions between 0 and 1 are needed")
    low, high = sorted((first, second))  # the formula is the same for both; the library's takes a positive difference
    return math.ceil(proportion.samplesize_proportions_2indep_onetail(high - low, low, power, alpha=alpha))


def standard_error(share: float, size: ArrayLike, population: int | None = None) -> float | np.ndarray:
    """How far the score of a random sample strays from the true share, as a standard deviation.

    Args:
        share: the true proportion, 0 to 1.
        size: questions in the sample; a number or an array.
        population: questions that the sample is drawn from without repetition; None if there is no end to them.

    sqrt(p(1-p)/n), times the finite population correction sqrt((N-n)/(N-1)) (W. Cochran, Sampling Techniques, 1977, theorem 3.2).

    Raises:
        ValueError: the share lies outside 0..1, or a size outside 1..population.
    """
    sizes = np.asarray(size)
    if not 0 <= share <= 1 or (sizes < 1).any() or (population is not None and (sizes > population).any()):
        raise ValueError("a share from 0 to 1 and samples of 1 question up to the whole population are needed")
    error = np.sqrt(share * (1 - share) / sizes)
    return error if population is None else error * np.sqrt((population - sizes) / max(population - 1, 1))


def gap(correct: int, total: int, all_correct: int, all_total: int, part: bool) -> Gap:
    """How surprising the score of a sample is beside the score of a larger set.

    Args:
        correct, total: right answers and questions of the sample.
        all_correct, all_total: the same of the larger set.
        part: whether the sample was drawn from the larger set; else the two share no question.

    A part is compared with what random parts of its size score: `standard_error` with the finite population correction.
    Of two separate sets the errors add up: the pooled two-proportion z test (J. Fleiss, Statistical Methods for Rates and
    Proportions, 1981, section 2.3). The p-value is that of the normal distribution.

    Raises:
        ValueError: the counts are no proportions, a part is not smaller than the whole, or nothing varies.
    """
    rest, rest_correct = all_total - total, all_correct - correct
    if not (0 <= correct <= total and total >= 1 and 0 <= all_correct <= all_total and all_total >= 1):
        raise ValueError("counts must be 0 <= correct <= total with total >= 1")
    if part and not (rest >= 1 and 0 <= rest_correct <= rest):
        raise ValueError("a part must be smaller than the whole, in right answers and in wrong ones too")
    if part:
        error = standard_error(all_correct / all_total, total, all_total)
    else:
        pooled = (correct + all_correct) / (total + all_total)
        error = np.sqrt(pooled * (1 - pooled) * (1 / total + 1 / all_total))
    if error == 0:
        raise ValueError("where all answers are right, or all wrong, no sample can surprise")
    difference = correct / total - all_correct / all_total
    return Gap(difference, float(error), float(2 * norm.sf(abs(difference) / error)))


def mcnemar(first: ArrayLike, second: ArrayLike) -> Paired:
    """Exact McNemar test of two models on the same questions.

    Args:
        first, second: arrays of 0/1 or booleans, one entry a question, in the same order.

    Only questions on which exactly one model is right carry information; if the models were equally good each of these would
    fall to either side like a coin (Q. McNemar, Psychometrika 12, 1947, p. 153-157). The p-value is 1.0 where there are none.

    Raises:
        ValueError: the arrays differ in length, are empty, or hold more than 0 and 1.
    """
    first, second = _paired(first, second)
    table = [[np.sum(one & other) for other in (second, ~second)] for one in (first, ~first)]
    only_first, only_second = int(table[0][1]), int(table[1][0])
    p_value = contingency_tables.mcnemar(table, exact=True).pvalue if only_first + only_second else 1.0
    return Paired(only_first, only_second, float(p_value))


def paired_bootstrap(
    first: ArrayLike, second: ArrayLike, confidence: float = 0.95, resamples: int = 10_000, seed: int = 0
) -> Interval:
    """Interval of the difference in score, second minus first, on the same questions.

    Questions are drawn again with replacement, both models' answers together (B. Efron and R. Tibshirani, An Introduction to
    the Bootstrap, 1993, chapter 13: percentile interval). Arguments and errors as in `mcnemar`; one `seed`, one interval.
    """
    first, second = _paired(first, second)
    difference = second.astype(float) - first.astype(float)
    if np.all(difference == difference[0]):
        return Interval(*[float(difference[0])] * 3)
    settings = {"confidence_level": confidence, "n_resamples": resamples, "batch": max(1, 2_000_000 // len(difference))}
    found = bootstrap((difference,), np.mean, method="percentile", rng=np.random.default_rng(seed), **settings)
    limits = found.confidence_interval
    return Interval(float(difference.mean()), float(limits.low), float(limits.high))


def cohen_kappa(first: ArrayLike, second: ArrayLike) -> float:
    """Agreement of two raters beyond chance: 1 is full agreement, 0 what chance would give.

    (p_o - p_e) / (1 - p_e), J. Cohen, Educational and Psychological Measurement 20, 1960, p. 37-46. Where both raters give one
    and the same label throughout there is nothing to correct for chance: the value is nan.

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
