"""One score: how far it can be trusted, and how many questions it takes."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, norm

from .interval import Interval


@dataclass(frozen=True)
class Gap:
    """Two scores apart: their difference, its standard error, how many of these it is, and the two-sided p-value."""

    difference: float
    standard_error: float
    p_value: float

    @property
    def standard_errors(self) -> float:
        """The difference in units of its standard error."""
        return self.difference / self.standard_error


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


def standard_error(share, size, population: int | None = None):
    """How far the score of a random sample strays from the true share, as a standard deviation.

    Args:
        share: the true proportion, 0 to 1.
        size: questions in the sample; a number or an array.
        population: questions that the sample is drawn from without repetition; None if there is no end to them.

    sqrt(p(1-p)/n), times the finite population correction sqrt((N-n)/(N-1))
    (W. Cochran, Sampling Techniques, 1977, theorem 3.2).

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
    Of two separate sets the errors add up; under equal scores both have the pooled share p, and the error of the difference
    is sqrt(p(1-p)(1/n + 1/m)) (J. Fleiss, Statistical Methods for Rates and Proportions, 1981, section 2.3).
    The p-value is that of the normal distribution.

    Raises:
        ValueError: the counts are no proportions, a part is not smaller than the whole, or nothing varies.
    """
    rest, rest_correct = all_total - total, all_correct - correct
    if not (0 <= correct <= total and total >= 1 and 0 <= all_correct <= all_total and all_total >= 1):
        raise ValueError("counts must be 0 <= correct <= total with total >= 1")
    if part and not (rest >= 1 and 0 <= rest_correct <= rest):
        raise ValueError("a part must be smaller than the whole, in right answers and in wrong ones too")
    pooled = all_correct / all_total if part else (correct + all_correct) / (total + all_total)
    error = standard_error(pooled, total, all_total) if part else np.sqrt(pooled * (1 - pooled) * (1 / total + 1 / all_total))
    if error == 0:
        raise ValueError("where all answers are right, or all wrong, no sample can surprise")
    difference = correct / total - all_correct / all_total
    return Gap(difference, float(error), float(2 * norm.sf(abs(difference) / error)))
