"""`make minutes`: the course's own row comes from its results, and a stop loses nothing that was measured."""

import pytest

from helpers import artifacts
from helpers.artifacts import CourseError
from tools import minutes


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """The file of measurements, empty and of this test only."""
    monkeypatch.setattr(minutes, "FILE", tmp_path / "minutes.jsonl")
    return minutes.FILE


def test_the_first_row_is_the_course_s_own_run():
    first, *others = artifacts.read_jsonl(minutes.FILE)
    assert first == minutes.of_the_course()
    assert [row["minutes"] for row in others] == list(minutes.MINUTES)


def test_it_goes_on_where_it_stopped(elsewhere, monkeypatch, capsys):
    asked = []

    def measure(wanted):
        asked.append(wanted)
        if asked == [20, 40]:  # the second one fails, once
            raise CourseError("Lesson 03 failed with 40 minutes.")
        return {"minutes": wanted}

    monkeypatch.setattr(minutes, "measure", measure)
    assert minutes.main() == 1 and "Lesson 03 failed" in capsys.readouterr().err
    assert minutes.main() == 0 and asked == [20, 40, 40]
    assert [row["minutes"] for row in artifacts.read_jsonl(elsewhere)] == [minutes.of_the_course()["minutes"], 20, 40]
