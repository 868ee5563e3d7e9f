"""The builder: `build.py --check`, particles and numbers, and checks that really catch what they are there to catch."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest

from helpers import artifacts

DATA = artifacts.repository() / "data"
sys.path.insert(0, str(DATA))

from builder import checks, korean, soundness, sql  # noqa: E402
from builder.definition import Domain, Table, category, date, key, measure, name, ref  # noqa: E402


def test_dataset_is_what_the_builder_makes_and_passes_all_checks():
    done = subprocess.run(
        [sys.executable, DATA / "build.py", "--check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONHASHSEED": "7"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


# ---- Korean ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "object_", "subject", "direction", "and_"),
    [
        ("가게", "를", "가", "로", "와"),
        ("회원", "을", "이", "으로", "과"),
        ("서울", "을", "이", "로", "과"),
        ("VIP", "를", "가", "로", "와"),
        ("PDL", "을", "이", "로", "과"),
        ("SUV", "를", "가", "로", "와"),
        ("QR", "을", "이", "로", "과"),
        ("LTE", "를", "가", "로", "와"),
        ("3", "을", "이", "으로", "과"),
        ("7", "을", "이", "로", "과"),
        ("2", "를", "가", "로", "와"),
        ("0", "을", "이", "으로", "과"),
        ("10", "을", "이", "으로", "과"),
        ("100", "을", "이", "으로", "과"),
        ("30,000", "을", "이", "으로", "과"),
        ("4.5", "를", "가", "로", "와"),
        ("3.2kg", "을", "이", "으로", "과"),
        ("12km", "를", "가", "로", "와"),
        ("50%", "를", "가", "로", "와"),
        ("720kcal", "를", "가", "로", "와"),
        ("'김밥'", "을", "이", "으로", "과"),
        ("'배달 중'", "을", "이", "으로", "과"),
        ("'카페'", "를", "가", "로", "와"),
        ("3만 원", "을", "이", "으로", "과"),
        ("2025년 3월", "을", "이", "로", "과"),
        ("2025-03-05", "를", "가", "로", "와"),
    ],
)
def test_particles_fit(word, object_, subject, direction, and_):
    assert [korean.particle(word, form) for form in ("을", "이", "으로", "과")] == [object_, subject, direction, and_]
    assert (
        korean.fitted(f"{word}~을 {word}~이 {word}~과 {word}~으로 끝")
        == f"{word}{object_} {word}{subject} {word}{and_} {word}{direction} 끝"
    )


@pytest.mark.parametrize(
    ("number", "words", "mixed"),
    [
        (30_000, "삼만", "3만"),
        (35_000, "삼만 오천", "3만 5,000"),
        (10_000, "만", "1만"),
        (1_500, "천오백", "1,500"),
        (110_000, "십일만", "11만"),
        (1_000_000, "백만", "100만"),
        (123_456, "십이만 삼천사백오십육", "12만 3,456"),
        (120_000_000, "일억 이천만", "1억 2,000만"),
    ],
)
def test_numbers_in_words(number, words, mixed):
    assert (korean.hangul(number), korean.in_man(number)) == (words, mixed)


def test_dates_in_words():
    assert [korean.spoken_date(text) for text in ("2025-03-05", "2025-03", "2025")] == [
        "2025년 3월 5일",
        "2025년 3월",
        "2025년",
    ]


# ---- SQL ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "level"),
    [
        ("SELECT a FROM t WHERE b = 1", "easy"),
        ("SELECT a FROM t ORDER BY b DESC LIMIT 1", "easy"),
        ("SELECT a FROM t WHERE b BETWEEN 1 AND 2", "easy"),
        ("SELECT a FROM t WHERE b = 1 ORDER BY c ASC", "medium"),
        ("SELECT a FROM t WHERE b = 1 AND c = 2", "medium"),
        ("SELECT a, COUNT(*) FROM t GROUP BY a", "medium"),
        ("SELECT t.a FROM t JOIN s ON t.x = s.id", "medium"),
        ("SELECT COUNT(*) FROM t WHERE strftime('%Y', d) = '2025'", "medium"),
        ("SELECT a FROM t GROUP BY a HAVING COUNT(*) > 1", "hard"),
        ("SELECT s.a, COUNT(*) FROM t JOIN s ON t.x = s.id GROUP BY s.a", "hard"),
        ("SELECT a FROM t WHERE b > (SELECT AVG(b) FROM t)", "hard"),
        ("SELECT a FROM t UNION SELECT a FROM s", "hard"),
        ("SELECT s.a FROM s LEFT JOIN t ON s.id = t.x", "hard"),
    ],
)
def test_difficulty_follows_the_rule(query, level):
    assert sql.difficulty(query) == level


def test_shape_masks_names_and_literals():
    assert sql.shape("SELECT a FROM t WHERE b = 'x'") == sql.shape("SELECT name FROM store WHERE gu = '마포구'")
    assert sql.shape("SELECT a FROM t WHERE b = 'x'") != sql.shape("SELECT a FROM t WHERE b = 3")
    assert sql.shape("SELECT a FROM t WHERE b > 1") != sql.shape("SELECT a FROM t WHERE b < 1")


def test_ties_at_the_cut_are_seen():
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 9), (2, 9), (3, 5), (4, 4), (5, 4);")

    def run(query):
        return connection.execute(query).fetchall()

    assert sql.tied("SELECT a FROM t ORDER BY b DESC LIMIT 1", run) and sql.tied("SELECT a FROM t ORDER BY b ASC LIMIT 1", run)
    assert sql.tied("SELECT a FROM t ORDER BY b DESC LIMIT 1 OFFSET 2", run)  # the two at the top tie: which is the third?
    assert not sql.tied("SELECT a FROM t WHERE a IN (1, 3, 4) ORDER BY b DESC LIMIT 2", run)
    assert not sql.tied("SELECT a FROM t ORDER BY b DESC", run)


# ---- planted faults -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows():
    lines = (DATA / "train.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["db_id"] == "delivery"]


@pytest.fixture(scope="module")
def scripts():
    return {"delivery": (DATA / "databases" / "delivery.sql").read_text(encoding="utf-8")}


def find(rows, template):
    return next(row for row in rows if row["template"] == template)


def test_sound_rows_have_no_fault(rows, scripts):
    assert not checks.fields(rows) and not checks.wording(rows, scripts) and not checks.answers(rows, scripts)


def test_query_that_does_not_run_or_returns_nothing_is_caught(rows, scripts):
    row = find(rows, "where_equal")
    assert any(
        "no such column" in fault
        for fault in checks.answers([{**row, "response": row["response"].replace("WHERE ", "WHERE nix")}], scripts)
    )
    nothing = [{**row, "response": "SELECT name FROM store WHERE gu = '없음'", "input": find(rows, "where_equal")["input"]}]
    assert any(
        "empty or zero" in fault
        for fault in checks.answers(
            [{**nothing[0], "input": scripts["delivery"].split("\nCREATE TABLE member")[0].split("\n", 2)[2]}], scripts
        )
    )


def test_tie_is_caught(rows, scripts):
    row = {**find(rows, "top_one"), "response": "SELECT id FROM orders ORDER BY status ASC LIMIT 1"}
    assert any("tie" in fault for fault in checks.answers([row], scripts))


def test_ddl_with_a_table_too_many_or_without_a_comment_is_caught(rows):
    row = find(rows, "where_equal")
    assert checks.bare({**row, "input": row["input"] + "\nCREATE TABLE extra ( -- 덤\n id INTEGER -- 번호\n);"})
    assert checks.bare({**row, "input": row["input"].replace(" -- 번호", "", 1)})


def test_question_that_hides_a_value_is_caught(rows):
    row = find(rows, "where_equal")
    value = row["response"].split("'")[1]
    assert not checks.unsaid(row["response"], row["ko_instruction"])
    assert checks.unsaid(row["response"], row["ko_instruction"].replace(value, "그것")) == [value]
    assert checks.unsaid("SELECT name FROM store WHERE min_order > 15000", "최소 주문 금액이 큰 가게") == ["15000"]
    assert not checks.unsaid("SELECT name FROM store WHERE min_order > 15000", "최소 주문 금액이 1만 5,000원보다 큰 가게")
    assert checks.unsaid("SELECT id FROM orders WHERE strftime('%Y', ordered) = '2025'", "주문일이 2024년인 주문") == ["2025"]


@pytest.mark.parametrize(
    "question",
    ["지역를 알려 주세요.", "가게이 있는 곳", "주문일는 언제인가요?", "상호을(를) 알려 주세요.", "상호~을 알려 주세요."],
)
def test_misfit_particle_is_caught(question):
    assert checks.misfits(question, ["지역", "가게", "주문일", "상호"])


def test_fitting_particles_pass():
    assert not checks.misfits("지역이 마포구인 가게의 상호와 주문일을 알려 주세요.", ["지역", "가게", "주문일", "상호"])


def test_wrong_difficulty_repeats_and_leaks_are_caught(rows):
    row = rows[0]
    wrong = "hard" if row["difficulty"] == "easy" else "easy"
    assert any("the rule says" in fault for fault in checks.fields([{**row, "difficulty": wrong}]))
    assert any("an empty column" in fault for fault in checks.fields([{**row, "instruction": " "}]))
    splits = {
        "train": rows,
        "validation": [],
        "test_seen": [row],
        "test_unseen": [{**rows[1], "ko_instruction": "다른 질문"}],
    }
    found = " ".join(checks.leaks(splits))
    assert "asked 2 times" in found and "answers 2 questions" in found and "delivery is in test_unseen" in found


def test_small_one_sided_or_monotonous_data_are_caught(rows):
    splits = {
        "train": [row for row in rows if row["difficulty"] == "easy"],
        "validation": [],
        "test_seen": [],
        "test_unseen": [],
    }
    assert any("wanted 4000" in fault for fault in checks.sizes(splits))
    assert any("0.0% join" in fault for fault in checks.shares(splits)) and any(
        "0.0% hard" in fault for fault in checks.shares(splits)
    )
    assert checks.endings([{"ko_instruction": f"{n} 알려 주세요."} for n in range(5)])


# ---- definitions ----------------------------------------------------------------------------------------------------

SHOP = Table(
    "shop",
    "가게",
    "shop",
    "곳",
    30,
    [
        key(),
        name("name", "상호", "name", [["파란", "하얀", "붉은", "노란", "검은"], ["문", "집", "길", "돌", "숲", "섬"]]),
        category("kind", "업종", "kind", ["한식", "중식", "일식"]),
        measure("price", "가격", "price", "원", 1000, 9000, 500),
    ],
)
BILL = Table(
    "bill",
    "전표",
    "bill",
    "건",
    40,
    [
        key(),
        ref("shop_id", "shop", "가게 번호", "shop number"),
        category("pay", "결제", "payment", ["카드", "현금", "수표"]),
        measure("amount", "금액", "amount", "원", 1000, 9000, 500),
        date("paid", "결제일", "payment date", "2025-01-01", "2025-12-31"),
    ],
)


def with_column(column):
    return Domain("toy", "장난감", "toy", [SHOP, replace(BILL, columns=[*BILL.columns, column])])


def test_sound_definition_has_no_fault():
    assert soundness.faults(Domain("toy", "장난감", "toy", [SHOP, BILL])) == []


@pytest.mark.parametrize(
    ("domain", "fault"),
    [
        (Domain("toy", "장난감", "toy", [SHOP]), "1 tables"),
        (Domain("toy", "장난감", "toy", [BILL, SHOP]), "no earlier table"),
        (Domain("toy", "장난감", "toy", [replace(SHOP, rows=20), BILL]), "20 rows"),
        (Domain("toy", "장난감", "toy", [replace(SHOP, rows=31), BILL]), "fewer than 31 different names"),
        (with_column(category("grant", "구분", "sort", ["가", "나", "다"])), "SQL keyword"),
        (with_column(category("sort", "금액", "sort", ["가", "나", "다"])), "share an identifier or a Korean noun"),
        (with_column(category("sort", "가게", "sort", ["가", "나", "다"])), "called like a table"),
        (with_column(category("sort", "구분", "sort", ["가", "나"])), "3 to 10"),
        (with_column(category("sort", "구분", "sort", ["가", "나", "O'Neill"])), "quote mark"),
        (with_column(measure("size", "크기", "size", "m", 9, 1)), "low must be below high"),
        (with_column(measure("size", "크기", "size", "m", 1, 9, more="예쁜")), "예쁜"),
    ],
)
def test_unsound_definition_is_named(domain, fault):
    assert any(fault in found for found in soundness.faults(domain)), soundness.faults(domain)
