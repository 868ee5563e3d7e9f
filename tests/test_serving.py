"""answer_all: every answer in a file of its own, faults of one question apart from those of the server."""

import threading
import time

import pytest

from helpers import artifacts, serving
from helpers.serving import Failed, Unavailable, answer_all

QUESTIONS = [f"질문 {number}" for number in range(30)]


def test_a_question_that_fails_does_not_stop_the_others_and_is_asked_again(tmp_path):
    def ask(question):
        if question.endswith("7"):
            raise Failed("too long")
        return {"text": question}

    for _ in range(2):
        found = answer_all(QUESTIONS, ask, tmp_path, n_jobs=4)
        assert [str(each) for each in found if isinstance(each, Failed)] == ["too long"] * 3
        assert [each["text"] for each in found if isinstance(each, dict)] == [q for q in QUESTIONS if not q.endswith("7")]
    assert answer_all(QUESTIONS, lambda question: {"text": "late"}, tmp_path, n_jobs=4)[7] == {"text": "late"}


def test_a_server_that_is_silent_for_all_in_flight_ends_the_run(tmp_path):
    asked = []

    def ask(question):
        asked.append(question)
        if len(asked) > 10:
            raise Unavailable("judge.example did not answer")
        return {}

    with pytest.raises(artifacts.CourseError, match="did not answer: check the network.* 10 answers are kept"):
        answer_all(QUESTIONS, ask, tmp_path, n_jobs=3)
    assert len(asked) <= 10 + 5 + 2 * 3  # a late answer begins the count anew, and three are in flight


def test_silences_with_answers_between_them_do_not_end_the_run(tmp_path):
    def ask(question):
        if int(question.split()[1]) % 2:
            raise Unavailable("busy")
        return {}

    found = answer_all(QUESTIONS, ask, tmp_path, n_jobs=2)
    assert sum(isinstance(each, Unavailable) for each in found) == 15


def test_none_ends_the_run_without_an_error(tmp_path):
    left = iter(range(12))
    found = answer_all(QUESTIONS, lambda question: {} if next(left, None) is not None else None, tmp_path, n_jobs=1)
    assert found == [{}] * 12 + [None] * 18


def test_the_first_question_runs_ahead(tmp_path):
    started, lock = [], threading.Lock()

    def ask(question):
        with lock:
            started.append((time.monotonic(), question))
        time.sleep(0.2 if question == QUESTIONS[0] else 0)
        return {}

    answer_all(QUESTIONS, ask, tmp_path, n_jobs=8, head_start=5)
    (first, question), (second, _) = sorted(started)[:2]
    assert question == QUESTIONS[0] and 0.19 <= second - first < 4


def test_a_torn_file_is_asked_again_and_nothing_else(tmp_path):
    answer_all(QUESTIONS, lambda question: {"text": question}, tmp_path, n_jobs=8)
    (tmp_path / f"{serving.key(QUESTIONS[3])}.json").write_text('{"te')
    asked = []
    found = answer_all(QUESTIONS, lambda question: asked.append(question) or {"text": question}, tmp_path, n_jobs=8)
    assert asked == [QUESTIONS[3]] and [each["text"] for each in found] == QUESTIONS


def test_no_questions_are_no_answers(tmp_path):
    assert answer_all([], lambda question: {}, tmp_path, n_jobs=4) == []
