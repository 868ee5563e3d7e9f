"""helpers.stats against formulas written out here, published examples and simulation."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, ttest_ind

from experiments import seeds
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


# --- Samples -----------------------------------------------------------------------------------------------------------


@given(st.floats(0, 1), st.integers(1, 2000), st.integers(0, 2000))
def test_standard_error_is_the_written_out_formula(share, size, more):
    error = math.sqrt(share * (1 - share) / size)
    assert stats.standard_error(share, size) == pytest.approx(error)
    whole = size + more
    left = math.sqrt(more / (whole - 1)) if more else 0
    assert stats.standard_error(share, size, whole) == pytest.approx(error * left)


def test_standard_error_is_what_samples_scatter_by():
    answers, rng = np.repeat([1, 0], [700, 500]), np.random.default_rng(0)
    for size, population in ((200, None), (200, 1200), (900, 1200)):
        scores = [rng.choice(answers, size, replace=population is None).mean() for _ in range(4000)]
        assert np.std(scores) == pytest.approx(stats.standard_error(700 / 1200, size, population), rel=0.05)


@pytest.mark.parametrize(
    "share, size, population", [(1.1, 10, None), (-0.1, 10, None), (0.5, 0, None), (0.5, 11, 10), (0.5, [5, 20], 10)]
)
def test_standard_error_refuses_what_is_no_sample(share, size, population):
    with pytest.raises(ValueError, match="share from 0 to 1"):
        stats.standard_error(share, size, population)


def test_gap_of_a_part_is_what_random_parts_show():
    urn = np.random.default_rng(0).hypergeometric(7716, 13111 - 7716, 1500, 400_000) / 1500
    found = stats.gap(942, 1500, 7716, 13111, part=True)
    assert found.standard_error == pytest.approx(urn.std(), rel=0.01)
    assert found.difference == pytest.approx(0.6280 - 0.5885, abs=5e-5)
    assert found.standard_errors == pytest.approx(3.30, abs=0.005)
    both_sides = np.mean(np.abs(urn - 7716 / 13111) >= found.difference - 1e-12)
    assert found.p_value == pytest.approx(both_sides, rel=0.15)


@given(st.integers(1, 99), st.integers(1, 199))
def test_gap_of_two_sets_is_the_chi_squared_test(correct, all_correct):
    found = stats.gap(correct, 100, all_correct, 200, part=False)
    expected = chi2_contingency([[correct, 100 - correct], [all_correct, 200 - all_correct]], correction=False)
    assert found.standard_errors**2 == pytest.approx(expected.statistic, abs=1e-9)
    assert found.p_value == pytest.approx(expected.pvalue, abs=1e-9)


@pytest.mark.parametrize(
    "counts, part",
    [((5, 4, 5, 10), False), ((1, 0, 5, 10), False), ((5, 10, 6, 10), True), ((9, 10, 5, 20), True), ((10, 10, 20, 20), False)],
)
def test_gap_refuses_impossible_counts(counts, part):
    with pytest.raises(ValueError):
        stats.gap(*counts, part=part)


# --- Several runs ------------------------------------------------------------------------------------------------------


def test_one_setting_against_a_control_is_the_pooled_t_interval():
    control, other = [0.30, 0.35, 0.28], [0.41, 0.39, 0.47]
    expected = ttest_ind(other, control).confidence_interval()
    found = seeds.against_control(control, {"other": other})["other"]
    assert found.estimate == pytest.approx(np.mean(other) - np.mean(control))
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), abs=2e-3)
    assert found.excludes(0) and not found.excludes(found.estimate)


def test_intervals_against_a_control_hold_together():
    # five settings that differ in nothing, three seeds each: how large does the largest difference get by chance?
    runs = np.random.default_rng(0).normal(size=(200_000, 5, 3))
    spread = np.sqrt(runs.var(axis=2, ddof=1).mean(axis=1))
    largest = np.abs(runs[:, 1:].mean(axis=2) - runs[:, :1].mean(axis=2)).max(axis=1) / spread
    first, spread = runs[0], spread[0]
    for found in seeds.against_control(first[0], dict(enumerate(first[1:]))).values():
        assert (found.high - found.low) / 2 / spread == pytest.approx(np.quantile(largest, 0.95), rel=0.02)


def test_settings_that_do_not_vary_differ_by_a_point():
    assert seeds.against_control([2, 2], {"a": [3, 3], "b": [2]}) == {"a": stats.Interval(1, 1, 1), "b": stats.Interval(0, 0, 0)}


@pytest.mark.filterwarnings("error")
def test_a_setting_whose_runs_are_equal_is_no_complaint():
    found = seeds.against_control([0.2, 0.2, 0.2], {"a": [0.3, 0.3, 0.3], "b": [0.1, 0.2, 0.3]})
    assert found["a"].estimate == pytest.approx(0.1) and found["b"].estimate == pytest.approx(0.0)
    assert found["a"].high - found["a"].low == pytest.approx(found["b"].high - found["b"].low, rel=1e-3)  # one spread for all


@pytest.mark.parametrize("control, others", [([1, 2], {}), ([], {"a": [1, 2]}), ([1, 2], {"a": []}), ([1], {"a": [2], "b": [3]})])
def test_against_control_refuses_too_few_runs(control, others):
    with pytest.raises(ValueError, match="two of one are needed"):
        seeds.against_control(control, others)


def test_roughness_is_the_noise_and_not_the_trend():
    steps = np.arange(5_000)
    noise = np.random.default_rng(0).normal(0, 0.3, len(steps))
    assert seeds.roughness(noise + 2 * np.exp(-steps / 1_000)) == pytest.approx(0.3, rel=0.03)
    assert seeds.roughness([1.0, 3.0]) == pytest.approx(math.sqrt(2))
    with pytest.raises(ValueError, match="two points"):
        seeds.roughness([1.0])


def test_an_interval_of_none_or_all_ends_at_its_share():
    for total in range(1, 200):
        for correct in (0, total):
            found = stats.wilson(correct, total)
            assert found.low <= found.estimate <= found.high, (correct, total)
