"""The hand-written questions: every file is sound, and the checks find what they are there to find."""

import json
import sqlite3
import sys

import pytest

from helpers import artifacts, data

DATA = artifacts.repository() / "data"
sys.path.insert(0, str(DATA))

from builder import natural  # noqa: E402

FILES = sorted((DATA / "natural").glob("*.sql"))
SCRIPT = """CREATE TABLE car ( -- 매물
 id INTEGER PRIMARY KEY, -- 번호
 plate TEXT, -- 차량 번호
 price INTEGER -- 판매가(원)
);
INSERT INTO car VALUES (1, '12가3456', 900);
INSERT INTO car VALUES (2, '34나5678', 900);
INSERT INTO car VALUES (3, '56다7890', 500);"""
CHEAPEST = """-- 제일 싼 차 뭐야
-- en: Which car is the cheapest?
SELECT plate FROM car ORDER BY price LIMIT 1;
"""


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_question_has_an_answer_and_only_one(file):
    script = (DATA / "databases" / file.name).read_text(encoding="utf-8")
    assert not natural.faults(natural.read(file.read_text(encoding="utf-8")), script)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_tie_decides_who_is_first_of_each(file):
    database = sqlite3.connect(":memory:")
    database.executescript((DATA / "databases" / file.name).read_text(encoding="utf-8"))
    for each in natural.read(file.read_text(encoding="utf-8")):
        if "ROW_NUMBER()" in each.query:
            shared = database.execute(each.query.replace("ROW_NUMBER()", "RANK()")).fetchall()
            assert shared == database.execute(each.query).fetchall(), each.korean


def test_what_is_said_of_readings_fits_the_files():
    lines = [json.loads(line) for line in (DATA / "natural" / "agreement.jsonl").read_text(encoding="utf-8").splitlines()]
    counts = {file.stem: len(natural.read(file.read_text(encoding="utf-8"))) for file in FILES}
    assert {line["db_id"]: line["questions"] for line in lines} == counts and len(lines) == len(counts)
    for line in lines:
        assert line["same_by_the_measure"] <= line["same_when_read_again"] <= line["read_again"] <= line["questions"], line["db_id"]


def test_no_question_is_asked_of_two_databases():
    asked = [each.korean for file in FILES for each in natural.read(file.read_text(encoding="utf-8"))]
    assert len(set(asked)) == len(asked)


def test_a_file_is_read():
    (only,) = natural.read(CHEAPEST)
    assert only == ("제일 싼 차 뭐야", "Which car is the cheapest?", "SELECT plate FROM car ORDER BY price LIMIT 1")
    assert not natural.faults([only], SCRIPT) and natural.own_words(only, natural.words(SCRIPT))
    with pytest.raises(ValueError, match="no entry"):
        natural.read(CHEAPEST + "-- 질문만\n")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT plate FROM car ORDER BY price DESC LIMIT 1", "a tie decides"),
        ("SELECT plate FROM car LIMIT 1", "a tie decides"),
        ("SELECT plate FROM car WHERE price > 1000", "finds nothing"),
        ("SELECT colour FROM car", "no such column"),
    ],
)
def test_faults_are_found(query, words):
    question = natural.Question("무슨 차가 있어", "Which cars are there?", query)
    assert words in natural.faults([question], SCRIPT)[0]
    assert any("asked 2 times" in fault for fault in natural.faults([question] * 2, SCRIPT))


def test_the_course_and_the_builder_mean_the_same_answer_to_what_cannot_be_answered():
    assert natural.UNANSWERABLE == data.UNANSWERABLE  # the builder imports nothing of the course
