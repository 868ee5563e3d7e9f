"""helpers.stats against formulas written out here, published examples and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import stats


@given(st.integers(1, 3000), st.floats(0, 1))
def test_wilson_is_the_written_out_formula(total, share):
    correct, z = round(share * total), 1.959963984540054
    p = correct / total
    middle = (p + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z * math.sqrt(p * (1 - p) / total + z**2 / (4 * total**2)) / (1 + z**2 / total)
    found = stats.wilson(correct, total)
    assert found.estimate == p
    assert found.low == pytest.approx(max(0, middle - half), abs=1e-9)
    assert found.high == pytest.approx(min(1, middle + half), abs=1e-9)


def test_wilson_as_newcombe_prints_it():
    # R. Newcombe, Statistics in Medicine 17, 1998, p. 857-872, table I: 81/263 and 15/148
    for correct, total, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605)):
        found = stats.wilson(correct, total)
        assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_wilson_covers_the_truth_as_often_as_it_says():
    draws = np.random.default_rng(1).binomial(150, 0.1, size=2000)
    intervals = {k: stats.wilson(k, 150) for k in set(draws.tolist())}
    covered = np.mean([intervals[k].low <= 0.1 <= intervals[k].high for k in draws.tolist()])
    assert 0.93 < covered < 0.97


@pytest.mark.parametrize("correct, total", [(1, 0), (-1, 5), (6, 5)])
def test_wilson_refuses_what_is_no_proportion(correct, total):
    with pytest.raises(ValueError, match="no proportion"):
        stats.wilson(correct, total)


def _models(both, first, second, neither):
    left = np.repeat([1, 1, 0, 0], [both, first, second, neither])
    right = np.repeat([1, 0, 1, 0], [both, first, second, neither])
    return left, right


@given(*[st.integers(0, 60)] * 2, st.integers(1, 60))
def test_mcnemar_is_the_sum_of_binomial_terms(only_first, only_second, both):
    found = stats.mcnemar(*_models(both, only_first, only_second, 3))
    n, k = only_first + only_second, min(only_first, only_second)
    tail = sum(math.comb(n, i) for i in range(k + 1)) / 2**n
    assert found.p_value == pytest.approx(min(1, 2 * tail))
    assert (found.only_first, found.only_second) == (only_first, only_second)


def test_paired_bootstrap_agrees_with_the_normal_approximation():
    first, second = _models(300, 60, 140, 500)
    found = stats.paired_bootstrap(first, second)
    difference = second - first
    error = difference.std() / math.sqrt(len(difference))
    assert found.estimate == pytest.approx(0.08)
    assert found.low == pytest.approx(0.08 - 1.96 * error, abs=0.003)
    assert found.high == pytest.approx(0.08 + 1.96 * error, abs=0.003)
    assert found == stats.paired_bootstrap(first, second)


def test_paired_bootstrap_of_equal_models_is_a_point():
    assert stats.paired_bootstrap([1, 0, 1], [1, 0, 1]) == stats.Interval(0, 0, 0)


@pytest.mark.parametrize("call", [stats.mcnemar, stats.paired_bootstrap])
@pytest.mark.parametrize("first, second", [([1], [1, 0]), ([], []), ([0, 2], [1, 1])])
def test_paired_comparisons_refuse_unpaired_answers(call, first, second):
    with pytest.raises(ValueError):
        call(first, second)


@given(*[st.integers(1, 50)] * 4)
def test_kappa_is_cohens_formula(a, b, c, d):
    first, second = _models(a, b, c, d)
    n = a + b + c + d
    observed = (a + d) / n
    chance = ((a + b) * (a + c) + (c + d) * (b + d)) / n**2
    expected = (observed - chance) / (1 - chance)
    assert stats.cohen_kappa(first, second) == pytest.approx(expected, abs=1e-12)


def test_kappa_of_one_label_is_not_a_number():
    assert math.isnan(stats.cohen_kappa([1, 1], [1, 1]))
    with pytest.raises(ValueError):
        stats.cohen_kappa([1], [1, 0])


def test_sample_size_gives_the_power_it_promises():
    # simulated: two samples of that size, pooled two-proportion z test
    first, second, power = 0.60, 0.70, 0.8
    n = stats.sample_size(first, second, power)
    assert n == 356  # ((1.95996 * 0.67454 + 0.84162 * 0.67082) / 0.1) ** 2 = 355.95
    rng = np.random.default_rng(0)
    left, right = (rng.binomial(n, p, 20_000) / n for p in (first, second))
    mean = (left + right) / 2
    seen = np.abs(left - right) / np.sqrt(2 * mean * (1 - mean) / n) > 1.96
    assert seen.mean() == pytest.approx(power, abs=0.015)


def test_sample_size_grows_as_scores_draw_near():
    assert stats.sample_size(0.5, 0.51) > 90 * stats.sample_size(0.5, 0.6)
    for wrong in ((0.5, 0.5), (0, 0.5), (0.5, 1)):
        with pytest.raises(ValueError):
            stats.sample_size(*wrong)
