"""What a question is worth that string matching answers: the baseline finds what is said in the schema's words, and no more."""

import sqlite3

import pytest

import sqlscore
from baselines import prompting, string_matching
from helpers import artifacts, data

SCHEMA = """-- 오늘: 2026-03-20
CREATE TABLE shop ( -- 가게
 id INTEGER PRIMARY KEY, -- 번호
 name TEXT NOT NULL UNIQUE, -- 상호
 gu TEXT NOT NULL, -- 자치구: 마포구, 종로구, 강남구
 rating REAL, -- 평점(점)
 opened DATE NOT NULL -- 개점일
);
CREATE TABLE sale ( -- 판매
 id INTEGER PRIMARY KEY, -- 번호
 shop_id INTEGER NOT NULL REFERENCES shop(id), -- 가게 번호
 pay TEXT NOT NULL, -- 결제 수단: 카드, 현금
 amount INTEGER NOT NULL, -- 금액(원)
 sold DATE NOT NULL -- 판매일
);"""


@pytest.mark.parametrize(
    ("question", "gold"),
    [
        ("자치구가 마포구인 가게의 상호를 알려 주세요.", "SELECT name FROM shop WHERE gu = '마포구'"),
        ("평점이 4점 이상인 가게는 몇 곳인가요?", "SELECT COUNT(*) FROM shop WHERE rating >= 4"),
        ("금액이 3만 5,000원을 넘는 판매의 판매일 조회", "SELECT sold FROM sale WHERE amount > 35000"),
        ("자치구별 평점 평균은?", "SELECT gu, AVG(rating) FROM shop GROUP BY gu"),
        ("평점이 가장 높은 가게의 상호", "SELECT name FROM shop ORDER BY rating DESC LIMIT 1"),
        ("개점일이 2025년 3월 1일 이후인 가게 상호", "SELECT name FROM shop WHERE opened >= '2025-03-01'"),
        ("판매일이 지난달인 판매의 금액 합계", "SELECT SUM(amount) FROM sale WHERE strftime('%Y-%m', sold) = '2026-02'"),
        (
            "결제 수단이 카드인 판매의 금액과 가게 상호",
            "SELECT sale.amount, shop.name FROM sale JOIN shop ON sale.shop_id = shop.id WHERE sale.pay = '카드'",
        ),
        ("결제 수단이 현금이 아닌 판매는 몇 건이야?", "SELECT COUNT(*) FROM sale WHERE pay != '현금'"),
        ("평점이 비어 있는 가게의 상호", "SELECT name FROM shop WHERE rating IS NULL"),
        ("평점이 전체 평균보다 높은 가게의 상호", "SELECT name FROM shop WHERE rating > (SELECT AVG(rating) FROM shop)"),
    ],
)
def test_what_is_said_in_the_words_of_the_schema_is_found(question, gold):
    answer = string_matching.answer(question, SCHEMA)
    assert sqlscore.execution_match(SCHEMA, gold, answer), answer


@pytest.mark.parametrize(
    "question", ["", "안녕하세요", "제일 잘나가는 데 어디야", "'; DROP TABLE shop", "(((" * 1000, "카드 " * 500]
)
def test_any_text_gets_a_query_that_runs(question):
    database = sqlite3.connect(":memory:")
    database.executescript(SCHEMA)
    database.execute(string_matching.answer(question, SCHEMA)).fetchall()


def test_a_schema_without_comments_gives_a_query_all_the_same():
    assert string_matching.answer("가게 이름", "CREATE TABLE shop (name TEXT)") == "SELECT 1"


def test_string_matching_answers_few_questions_that_people_ask():
    """The natural test would mean little if looking words up were enough."""
    rows = [data.renamed(row) for row in artifacts.read_jsonl(artifacts.repository() / "data" / "test_natural.jsonl")]
    answered = [row | {"predicted": string_matching.answer(row["question"], row["schema"])} for row in rows]
    exact = sum(sqlscore.exact_match(row["gold"], row["predicted"]) for row in answered)
    assert exact <= 0.1 * len(rows)


def test_examples_stand_before_the_question_and_share_one_schema():
    rows = [{"question": f"질문 {n}", "schema": SCHEMA, "gold": f"SELECT {n}"} for n in range(3)]
    asked = {"question": "몇 곳이야?", "schema": "CREATE TABLE t (a TEXT)", "gold": "SELECT 9"}
    chat = prompting.with_examples(asked, rows)
    assert [turn["role"] for turn in chat] == ["system", *["user", "assistant"] * 3, "user"]
    assert [turn["content"] for turn in chat].count(SCHEMA) == 0 and sum(SCHEMA in turn["content"] for turn in chat) == 1
    assert chat[-1]["content"].startswith("CREATE TABLE t") and "SELECT 9" not in str(chat)
    assert prompting.with_examples(asked, []) == data.messages(asked, answer=False)


def row(number: int, gold: str, schema: str = SCHEMA) -> dict:
    return {"id": f"shop-{number}", "question": f"질문 {number}", "schema": schema, "gold": gold}


def test_the_examples_chosen_are_the_shortest_of_each_form_on_one_schema():
    long, short = SCHEMA + "\nCREATE TABLE other (a TEXT);", SCHEMA
    where, group = "SELECT a FROM t WHERE a > 1", "SELECT a, COUNT(*) FROM t GROUP BY a"
    join = "SELECT t.a FROM t JOIN u ON t.u_id = u.id"
    rows = [row(n, gold, schema) for schema in (long, short) for n, gold in enumerate((join, where + " AND a < 9", group, where))]
    rows.append(row(9, "SELECT b FROM c WHERE b = 1", "CREATE TABLE c (b INTEGER)"))  # shorter, but it shows one form only
    chosen = prompting.choose(reversed(rows))
    assert [each["gold"] for each in chosen] == [where, group, join] and {each["schema"] for each in chosen} == {short}
    assert prompting.choose(rows[-1:]) == rows[-1:]
    assert prompting.choose([row(0, "SELECT 1")]) == []


def test_a_row_that_shows_two_forms_is_no_example_twice():
    both = row(0, "SELECT a, COUNT(*) FROM t WHERE a > 1 GROUP BY a")
    assert prompting.choose([both]) == [both]
