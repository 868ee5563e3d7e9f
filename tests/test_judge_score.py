"""Scores leave out what was not answered; calibration pairs are what they claim to be."""

import pandas as pd
import pytest

import sqlscore
from helpers import artifacts, data
from judge import known_pairs, score

ROWS = [data.renamed(row) for row in artifacts.read_jsonl(artifacts.repository() / "data" / "test_seen.jsonl")]


def test_unanswered_items_are_left_out_and_spanned():
    found = score(pd.Series([1, 1, 1, 0, None, None], dtype="Int64"))
    assert found.interval.estimate == 0.75 and found.interval.low < 0.75 < found.interval.high
    assert (found.answered, found.left_out) == (4, 2)
    assert found.span == pytest.approx((3 / 6, 5 / 6))
    assert "2 left out" in str(found) and "left out" not in str(score(pd.Series([1, 0])))


def test_nothing_answered_is_no_score():
    found = score(pd.Series([None, None], dtype="Int64"))
    assert found.interval is None and found.span == (0.0, 1.0) and "no answer" in str(found)


def test_pairs_are_half_and_half_reproducible_and_varied():
    pairs = known_pairs(ROWS, 100)
    assert pairs == known_pairs(ROWS, 100) != known_pairs(ROWS, 100, seed=1)
    assert [pair["truth"] for pair in pairs].count(1) == 50 == [pair["truth"] for pair in pairs].count(0)
    rules = [pair["rule"] for pair in pairs]
    assert len(set(rules)) >= 11 and max(map(rules.count, rules)) <= 20
    assert not [pair for pair in pairs if pair["gold"] == pair["predicted"]]


def test_the_truth_of_the_pairs_holds_when_both_queries_run():
    pairs = known_pairs(ROWS, 200)
    wrong = [
        (pair["rule"], pair["gold"], pair["predicted"])
        for pair in pairs
        if sqlscore.execution_match(pair["schema"], pair["gold"], pair["predicted"]) is not bool(pair["truth"])
    ]
    assert len(wrong) <= 2, wrong  # a generated database can miss a difference; the pairs themselves are right
