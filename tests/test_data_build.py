"""The builder: `build.py --check`, particles and numbers, and checks that really catch what they are there to catch."""

import importlib
import random
import sqlite3
import subprocess
import sys
from dataclasses import replace

import huggingface_hub
import pytest

from helpers import artifacts

DATA = artifacts.repository() / "data"
sys.path.insert(0, str(DATA))

from builder import (  # noqa: E402
    card,
    checks,
    conditions,
    create_table,
    dataset,
    filters,
    kinds,
    korean,
    natural,
    phrases,
    pieces,
    scene,
    shapes_group,
    soundness,
    speech,
    split,
    sql,
    wording,
)
from builder import rows as filling  # noqa: E402
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
        ("SELECT AVG(julianday(b) - julianday(a)) FROM t", "medium"),
        ("SELECT a FROM t WHERE b >= date('2026-03-31', '-3 months')", "medium"),
        ("SELECT update_date FROM t WHERE a = 1", "easy"),
    ],
)
def test_difficulty_follows_the_rule(query, level):
    assert sql.difficulty(query) == level


def test_shape_masks_names_and_literals():
    assert sql.shape("SELECT a FROM t WHERE b = 'x'") == sql.shape("SELECT name FROM store WHERE gu = '마포구'")
    assert sql.shape("SELECT a FROM t WHERE b = 'x'") != sql.shape("SELECT a FROM t WHERE b = 3")
    assert sql.shape("SELECT a FROM t WHERE b > 1") != sql.shape("SELECT a FROM t WHERE b < 1")
    assert sql.shape("SELECT t.a FROM t WHERE b1 > 1.5") == sql.shape("SELECT s.b FROM s WHERE c > 20")
    assert (
        sql.shape("SELECT COUNT(*) FROM t WHERE strftime('%Y', d) = '2025'") == "SELECT COUNT(*) FROM x WHERE strftime('', x) = ''"
    )
    assert sql.skeleton("SELECT a2 FROM t WHERE b = 'x' AND c > 3.5") == "SELECT a2 FROM t WHERE b = '' AND c > 0"


def test_ties_at_the_cut_are_seen():
    connection = sqlite3.connect(":memory:")
    connection.executescript("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, 9), (2, 9), (3, 5), (4, 4), (5, 4);")

    def run(query):
        return connection.execute(query).fetchall()

    assert sql.tied("SELECT a FROM t ORDER BY b DESC LIMIT 1", run) and sql.tied("SELECT a FROM t ORDER BY b ASC LIMIT 1", run)
    assert sql.tied("SELECT a FROM t ORDER BY b DESC LIMIT 1 OFFSET 2", run)  # the two at the top tie: which is the third?
    assert not sql.tied("SELECT a FROM t WHERE a IN (1, 3, 4) ORDER BY b DESC LIMIT 2", run)
    assert not sql.tied("SELECT a FROM t ORDER BY b DESC", run)


# ---- planted faults -------------------------------------------------------------------------------------------------

DELIVERY = importlib.import_module("domains.delivery").DOMAIN


@pytest.fixture(scope="module")
def rows():
    """Rows from templates as the builder makes them now, for training and for the tests."""
    dealt = dataset.from_templates(DELIVERY, 0.5, {name: [] for name in split.SPLITS})
    return [row for name in ("train", "validation", "test_seen") for row in dealt[name]]


@pytest.fixture(scope="module")
def scripts():
    return {"delivery": create_table.script(DELIVERY, filling.fill(DELIVERY))}


def find(rows, template):
    return next(row for row in rows if row["template"] == template)


def test_sound_rows_have_no_fault(rows, scripts):
    assert not checks.fields(rows) and not checks.wording(rows, [DELIVERY]) and not checks.answers(rows, scripts)
    assert not kinds.faults(rows, [DELIVERY])


def test_query_that_does_not_run_or_returns_nothing_is_caught(rows, scripts):
    row = find(rows, "where_equal")
    broken = {**row, "response": row["response"].replace("WHERE ", "WHERE nix")}
    assert any("no such column" in fault for fault in checks.answers([broken], scripts))
    nothing = {**row, "response": "SELECT name FROM store WHERE gu = '없음'"}
    assert any("empty or zero" in fault for fault in checks.answers([nothing], scripts))


def test_tie_is_caught(rows, scripts):
    row = {**find(rows, "top_one"), "response": "SELECT id FROM orders ORDER BY status LIMIT 1"}
    assert any("tie" in fault for fault in checks.answers([row], scripts))


def test_input_that_is_not_the_whole_schema_is_caught(rows, scripts):
    row, script = rows[0], scripts["delivery"]
    assert not checks.schema(row, script)
    assert row["input"].startswith("-- 오늘: 20") and row["input"].count("CREATE TABLE") == len(DELIVERY.tables)
    assert checks.schema({**row, "input": row["input"].split("\n", 1)[1]}, script)
    assert checks.schema({**row, "input": row["input"] + "\nCREATE TABLE extra ( -- 덤\n id INTEGER -- 번호\n);"}, script)
    assert any("no comment" in fault for fault in checks.schema({**row, "input": row["input"].replace(" -- 번호", "", 1)}, script))


def test_comments_list_values_and_columns_say_what_they_forbid():
    line = create_table.create(SHOP)
    assert " kind TEXT NOT NULL, -- 업종: 한식, 중식, 일식" in line and " name TEXT NOT NULL UNIQUE, -- 상호" in line
    assert " shop_id INTEGER NOT NULL REFERENCES shop(id), -- 가게 번호" in create_table.create(BILL)
    loose = category("kind", "업종", "kind", ["한식", "중식", "일식"], null=0.1, listed=False)
    assert create_table.kind(loose) == "TEXT" and create_table.comment(loose) == "업종"


def test_question_that_hides_a_value_is_caught(rows):
    query = "SELECT name FROM animal WHERE species = '개'"
    assert not checks.unsaid(query, "개를 보여 줘", {}) and not checks.unsaid(query, "강아지를 보여 줘", {"개": ["강아지"]})
    assert checks.unsaid(query, "강아지를 보여 줘", {}) == ["개"]
    assert checks.unsaid("SELECT name FROM store WHERE min_order > 15000", "최소 주문 금액이 큰 가게", {}) == ["15000"]
    assert not checks.unsaid("SELECT name FROM store WHERE min_order > 15000", "최소 주문 금액이 1만 5,000원보다 큰 가게", {})
    year = "SELECT id FROM orders WHERE strftime('%Y', ordered) = '2025'"
    assert checks.unsaid(year, "주문일이 2024년인 주문", {}) == ["2025"] and not checks.unsaid(year, "작년에 들어온 주문", {})
    lately = "SELECT id FROM orders WHERE ordered >= date('2026-03-31', '-3 months')"
    assert not checks.unsaid(lately, "최근 3개월 주문", {}) and checks.unsaid(lately, "최근 6개월 주문", {}) == ["3개월"]
    weekend = "SELECT id FROM orders WHERE strftime('%w', ordered) IN ('0', '6')"
    assert not checks.unsaid(weekend, "주말 주문", {}) and checks.unsaid(weekend, "평일 주문", {}) == ["주말"]


@pytest.mark.parametrize(
    "question",
    ["지역를 알려 주세요.", "가게이 있는 곳", "주문일는 언제인가요?", "상호을(를) 알려 주세요.", "상호~을 알려 주세요."],
)
def test_misfit_particle_is_caught(question):
    assert checks.misfits(question, ["지역", "가게", "주문일", "상호"])


def test_fitting_particles_pass():
    assert not checks.misfits("지역이 마포구인 가게의 상호와 주문일을 알려 주세요.", ["지역", "가게", "주문일", "상호"])
    assert not checks.misfits("홍나래 의사의 진료과 알려 줘", ["진료", "진료과"])


def test_wrong_difficulty_repeats_and_leaks_are_caught(rows):
    row = rows[0]
    wrong = "hard" if row["difficulty"] == "easy" else "easy"
    assert any("the rule says" in fault for fault in checks.fields([{**row, "difficulty": wrong}]))
    assert any("an empty column" in fault for fault in checks.fields([{**row, "instruction": " "}]))
    splits = {
        "train": [*rows, {**rows[1], "ko_instruction": "다른 질문", "db_id": "shelter"}],
        "validation": [],
        "test_seen": [row],
        "test_unseen": [],
    }
    found = " ".join(checks.leaks(splits))
    assert "asked 2 times" in found and "answers 2 questions" in found and "shelter is in test_unseen and elsewhere" in found


def test_twins_on_both_sides_are_caught():
    row = {
        "id": "shelter-001",
        "db_id": "shelter",
        "ko_instruction": "몇 마리?",
        "response": "SELECT COUNT(*) FROM animal WHERE age > 3",
    }
    other = {**row, "id": "shelter-002", "response": "SELECT COUNT(*)  FROM animal WHERE age > 10"}
    empty = {name: [] for name in split.SPLITS}
    assert checks.shared_twins({**empty, "train": [row], "test_natural": [other]}) == ["shelter-002 is a twin of shelter-001"]
    apart = {**other, "response": "SELECT COUNT(*) FROM animal WHERE age >= 10"}
    assert not checks.shared_twins({**empty, "train": [row], "test_natural": [apart, {**other, "db_id": "museum"}]})
    unanswerable = [{**row, "ko_instruction": text, "response": natural.UNANSWERABLE} for text in ("혈통은?", "중성화했어?")]
    assert not checks.shared_twins({**empty, "train": unanswerable[:1], "test_natural": unanswerable[1:]})


def test_rows_that_cannot_tell_a_slip_are_caught():
    run = sqlite3.connect(":memory:")
    run.executescript(
        "CREATE TABLE a (n); CREATE TABLE b (n); INSERT INTO a VALUES (1), (2), (4); INSERT INTO b VALUES (1), (2), (4);"
    )

    def blind(query):
        return sql.blind(query, lambda each: run.execute(each).fetchall())

    assert blind("SELECT n FROM a WHERE n > 3") == ["SELECT n FROM a WHERE n >= 3"] and not blind("SELECT n FROM a WHERE n > 2")
    assert not blind("SELECT n FROM a WHERE n <= 2") and blind("SELECT n FROM a WHERE n < 3")
    assert blind("SELECT a.n FROM a LEFT JOIN b ON a.n = b.n") and not blind("SELECT a.n FROM a WHERE a.n > (SELECT AVG(n) FROM a)")
    run.execute("DELETE FROM b WHERE n = 4")
    assert not blind("SELECT a.n FROM a LEFT JOIN b ON a.n = b.n")


def test_an_order_that_hangs_on_ties_is_seen():
    run = sqlite3.connect(":memory:")
    run.executescript("CREATE TABLE a (n, m); INSERT INTO a VALUES (1, 5), (2, 5), (3, 6);")
    assert sql.shuffled("SELECT n FROM a ORDER BY m", lambda each: run.execute(each).fetchall())
    assert not sql.shuffled("SELECT m FROM a ORDER BY n DESC", lambda each: run.execute(each).fetchall())


JOINED = "SELECT orders.id FROM orders JOIN store ON orders.store_id = store.id WHERE store.gu = '마포구'"


@pytest.mark.parametrize(
    ("question", "english", "query", "fault"),
    [
        ("주문 금액", "Show the amount of orders.", "SELECT amount FROM orders", "neither name nor key"),
        ("주문 번호와 금액", "Show the ID and amount of each order.", "SELECT id, amount FROM orders", ""),
        ("주문 번호", "Show the ID of orders.", "SELECT id FROM orders", "English: one name of many rows"),
        ("주문 번호", "Show the ID of the order of the last 1 months.", "SELECT id FROM orders", "English: an amount"),
        ("제일 비싼 주문 금액", "Show it.", "SELECT amount FROM orders ORDER BY ordered LIMIT 1", ""),
        ("회원별 주문 수", "Count.", "SELECT m.name, COUNT(*) FROM member AS m GROUP BY name", "grouped by a name"),
        ("금액 최댓값과 같은 주문", "Show the id.", "SELECT id FROM orders", "nobody says it"),
        ("제일 비싼 것의 번호", "Show the id.", "SELECT id FROM orders", "것의"),
        ("주문 번호", "Show the values.", "SELECT id FROM orders", "English: values"),
        ("주문일은 무엇인가요?", "Show the id.", "SELECT id FROM orders", "asked for with 무엇"),
        ("주문일은 언제인가요?", "Show the id.", "SELECT id FROM orders", ""),
        ("가게 지역이 마포구인 주문 번호", "Show the id.", JOINED, "가게 지역 said of something else"),
        ("지역이 마포구인 가게에 들어온 주문 번호", "Show the id.", JOINED, ""),
        ("가게와 회원 이름", "Show all names.", "SELECT name FROM store UNION SELECT name FROM member", "a set operation"),
        ("마포구에 있는 가게에 있는 주문 번호", "Show the id.", "SELECT id FROM orders", "에 있는 twice"),
        ("취소된 주문 건 수를 알려 주세요.", "Show the id.", "SELECT id FROM orders", "건 수 for 건수"),
        ("취소된 주문 건수를 알려 주세요.", "Show the id.", "SELECT id FROM orders", ""),
        ("한식 가게와 분식 가게 각각 수", "Show the id.", "SELECT id FROM orders", "각각 수"),
        ("매장 크기가 가장 넓은 가게 번호", "Show the id.", "SELECT id FROM orders", "a wide size"),
        ("매장 크기가 가장 큰 가게 번호", "Show the id.", "SELECT id FROM orders", ""),
        ("업종별 제일 높은 평점 높은 순", "Show the id.", "SELECT id FROM orders", "a superlative in order"),
        (
            "주문이 가장 많은 가게는 어디인지 알고자 한다.",
            "Show the id.",
            "SELECT id FROM orders",
            "은 before an indirect question",
        ),
        ("주문이 가장 많은 가게가 어디인지 알고자 한다.", "Show the id.", "SELECT id FROM orders", ""),
        ("한식 가게만 뽑아 번호가 궁금해요.", "Show the id.", "SELECT id FROM orders", "picked and then asked for"),
    ],
)
def test_kinds_of_faults_that_readers_found_are_caught(question, english, query, fault):
    row = {"id": "delivery-001", "db_id": "delivery", "ko_instruction": question, "instruction": english, "response": query}
    found = " ".join(kinds.of_row(row, DELIVERY))
    assert fault in found if fault else not found


def test_units_have_an_english_word():
    assert kinds.untranslated([with_column(measure("size", "크기", "size", "뼘", 1, 9))]) == {"뼘"}


def test_a_template_that_makes_no_row_is_caught(rows):
    found = checks.absent([row for row in rows if row["template"] != "top_one"])
    assert "no row is made from top_one" in found and "no row is made from where_equal" not in found


def test_small_one_sided_or_monotonous_data_are_caught(rows):
    splits = {name: [] for name in split.SPLITS} | {"train": [row for row in rows if row["difficulty"] == "easy"]}
    assert any("wanted 5000" in fault for fault in checks.sizes(splits))
    assert any("written by hand" in fault for fault in checks.sizes(splits))
    found = checks.shares(splits)
    assert any("0.0% join" in fault for fault in found) and any("0.0% hard" in fault for fault in found)
    assert checks.endings([{"ko_instruction": f"{n} 알려 주세요."} for n in range(5)])


# ---- splits ---------------------------------------------------------------------------------------------------------


def by_hand(count, db_id="bank", query="SELECT name FROM t WHERE a{n} = 1"):
    return [
        {"id": f"{db_id}-n{n:02}", "db_id": db_id, "ko_instruction": f"{db_id} {n}?", "response": query.format(n=n)}
        for n in range(count)
    ]


def test_hand_written_questions_are_dealt_and_twins_stay_together():
    questions = by_hand(400) + [row for db_id in split.UNSEEN for row in by_hand(30, db_id)]
    dealt = split.natural(questions, {"bank-n00", "bank-n01"})
    assert [len(dealt[name]) for name in ("train", "validation", "test_natural")] == [100, 100, 400]
    assert not {"bank-n00", "bank-n01"} & {row["id"] for row in dealt["test_natural"]}
    twins = by_hand(500, query="SELECT name FROM t WHERE a = {n}")  # all of one form: no test may have any of them
    dealt = split.natural(twins + [row for db_id in split.UNSEEN for row in by_hand(25, db_id)], set())
    assert {row["db_id"] for row in dealt["test_natural"]} == set(split.UNSEEN) and len(dealt["train"]) == 500


def test_every_beginning_of_train_is_like_the_whole():
    rows = [{"id": str(n), "template": "natural" if n < 200 else f"t{n % 7}", "difficulty": "easy"} for n in range(1_000)]
    mixed = split.nested(rows)
    assert sorted(row["id"] for row in mixed) == sorted(row["id"] for row in rows)
    for size in (50, 100, 333, 800):
        assert abs(sum(row["template"] == "natural" for row in mixed[:size]) - size / 5) <= 1, size


def test_hand_written_questions_come_first_in_turn_with_the_others():
    rows = [{"id": str(n), "template": "natural" if n < 20 else f"t{n % 7}", "difficulty": "easy"} for n in range(100)]
    train = split.ordered({"train": list(rows), "validation": []})["train"]
    assert [row["template"] == "natural" for row in train] == [n < 40 and n % 2 == 0 for n in range(100)]
    assert sorted(row["id"] for row in train) == sorted(row["id"] for row in rows)


# ---- the card -------------------------------------------------------------------------------------------------------

BRANDS = "야놀자 KB차차차 SPOTV 국민은행 신한은행 우리은행 하나은행 BMW 벤츠 제네시스 쏘카 스타벅스 쿠팡 요기요 배달의민족 이마트 네이버 카카오"


def test_card_has_a_head_that_the_hub_reads():
    head = huggingface_hub.DatasetCard((DATA / "README.md").read_text(encoding="utf-8")).data
    (config,) = head.configs
    assert [file["split"] for file in config["data_files"]] == list(split.SPLITS) and head.license == "cc-by-4.0"
    assert all((DATA / file["path"]).exists() for file in config["data_files"])


def test_figures_of_the_card():
    row = {
        "db_id": "shelter",
        "template": "natural",
        "ko_instruction": "몇 살이야?",
        "response": "SELECT age FROM animal WHERE id = 3",
    }
    other = {**row, "template": "where_equal", "response": "SELECT age FROM animal WHERE id = 4"}
    third = {**row, "response": "SELECT COUNT(*) FROM animal"}
    assert "| test_natural | 1 | 50% |" in card.overlap_table({"train": [row], "test_natural": [other, third]})
    assert card.own_words([row], {"shelter": {"age": {"나이"}}}) == "100%"
    assert card.own_words([row], {"shelter": {"age": {"살"}}}) == "0%" and card.own_words([], {}) == "-"


@pytest.mark.parametrize("folder", ["databases", "natural"])
def test_no_real_brand_occurs(folder):
    texts = {path.name: path.read_text(encoding="utf-8") for path in (DATA / folder).glob("*.sql")}
    assert len(texts) == 34
    assert not [(name, brand) for name, text in texts.items() for brand in BRANDS.split() if brand in text]


# ---- how a question speaks ------------------------------------------------------------------------------------------


def scene_of(domain=DELIVERY, seed=0, tests=False):
    return scene.Scene(scene.Database(domain), random.Random(seed), tests)


def test_names_kept_for_the_tests_are_in_tests_only():
    column = category(
        "gu",
        "지역",
        "district",
        ["서울", "부산", "대전"],
        also=("동네",),
        tests=("고장",),
        value_names={"서울": ("서울시", "한양")},
    )
    domain = with_column(column)

    def said(tests):
        spoken = [speech.spoken(domain, random.Random(seed), tests).table("bill").column("gu") for seed in range(300)]
        return [each.korean for each in spoken], {each.value_names.get("서울", "서울") for each in spoken}

    nouns, values = said(False)
    assert set(nouns) == {"지역", "동네"} and values == {"서울", "서울시"} and 60 < nouns.count("동네") < 160
    nouns, values = said(True)
    assert set(nouns) == {"지역", "동네", "고장"} and values == {"서울", "서울시", "한양"} and 35 < nouns.count("고장") < 100


@pytest.mark.parametrize(
    ("column", "wh"),
    [
        (date("paid", "결제일", "payment date", "2025-01-01", "2025-12-31"), "언제"),
        (measure("amount", "금액", "amount", "원", 1000, 9000, 500), "얼마"),
        (measure("age", "나이", "age", "살", 1, 15), "몇 살"),
        (measure("heat", "기온", "temperature", "℃", 1, 15), "몇 도"),
        (category("pay", "결제", "payment", ["카드", "현금", "수표"]), "무엇"),
        (category("gu", "지역", "district", ["서울", "부산", "대전"], wh="어디"), "어디"),
    ],
)
def test_each_column_is_asked_for_with_its_word(column, wh):
    assert speech.wh(column, SHOP) == wh and speech.row_wh(SHOP) == "어디"


def conditions_of(**spoken):
    """A condition on a category, as often as it takes to see all its forms."""
    column = category("grade", "등급", "grade", ["VIP", "일반", "신규"], **spoken)
    term = conditions.Term("grade", "등급", "grade", column)
    return {conditions.equal(term, "VIP", wording.Style(random.Random(n), False, "digits", True)).before for n in range(40)}


def test_values_stand_before_the_noun_as_people_put_them():
    assert conditions_of() == {"등급~이 VIP인"}
    assert conditions_of(bare=True) == {"등급~이 VIP인", "VIP"}
    assert conditions_of(said="{} 등급에 드는") == {"등급~이 VIP인", "VIP 등급에 드는"}


AMOUNT = conditions.is_("a > 3", "금액", "3원 초과", "whose amount is more than 3")
VIP = conditions.Condition(
    "g = 'VIP'", "VIP", "등급~이 VIP이고", "등급~이 VIP이거나", "whose grade is VIP", plain="등급~이 VIP인", near=True
)
SEOUL = conditions.Condition(
    "c = '서울'", "서울에 사는", "도시~이 서울이고", "도시~이 서울이거나", "in 서울", plain="도시~이 서울인", stacked=True
)


@pytest.mark.parametrize(
    ("first", "second", "phrase"),
    [
        (AMOUNT, VIP, "금액~이 3원 초과인 VIP"),
        (VIP, AMOUNT, "금액~이 3원 초과인 VIP"),
        (SEOUL, VIP, "서울에 사는 VIP"),
        (VIP, SEOUL, "서울에 사는 VIP"),
        (SEOUL, AMOUNT, "도시~이 서울이고 금액~이 3원 초과인"),  # not 서울에 사는 금액
        (AMOUNT, SEOUL, "금액~이 3원 초과이고 서울에 사는"),
        (SEOUL, replace(VIP, before="혼자 사는", near=False), "도시~이 서울이고 혼자 사는"),  # not 서울에 사는 혼자 사는
        (SEOUL, replace(VIP, before="VIP로 모시는", near=False), "서울에 사는, VIP로 모시는"),
    ],
)
def test_two_conditions_make_one_phrase(first, second, phrase):
    both = conditions.both(first, second)
    assert both.before == phrase and both.near == (VIP in (first, second))
    said = {"금액": "a > 3", "VIP": "g = 'VIP'", "혼자": "g = 'VIP'", "서울": "c = '서울'"}
    assert both.sql == " AND ".join(said[word] for word in sorted(said, key=phrase.find) if word in phrase), (
        "in the question's order"
    )


def test_alternatives_name_their_columns():
    assert conditions.either(AMOUNT, VIP).before == "금액~이 3원 초과이거나 등급~이 VIP인"


def test_a_title_of_several_words_stands_in_quote_marks():
    each = scene_of()
    shop, book = each.domain.table("store"), replace(each.domain.table("store"), counter="권")
    assert each.called(shop, "작은 도시") == "작은 도시" and each.called(book, "작은 도시") == "'작은 도시'"
    assert each.called(book, "도시") == "도시"


def test_nouns_of_a_parent_are_not_said_twice():
    each = scene_of()
    charger = replace(each.domain.table("store"), korean="충전 기기")
    column = charger.column("name")
    assert each.term(charger, replace(column, korean="코드"), True).korean == "충전 기기 코드"
    charger = replace(charger, korean="기기")
    original = each.database.domain.table("store").column("name").korean
    assert each.term(charger, replace(column, korean="사는 곳"), True).korean == f"기기 {original}"
    assert each.term(charger, replace(column, korean="기기명"), True).korean == "기기명"


def test_questions_are_typed_as_people_type():
    def typed(question, voice):
        return {phrases.as_typed(question, voice, random.Random(seed)) for seed in range(400)}

    plain = typed("이름을 조회하시오.", "plain")
    assert plain == {"이름을 조회하시오."}
    polite = typed("회원은 몇 명인지 알려 주세요.", "polite")
    assert {"회원은 몇 명인지 알려 주세요.", "회원은 몇 명인지 알려주세요."} < polite
    assert any(text.startswith("회원은 몇 명인지 알려") and text.endswith("세요. 확인할 게 있어서요.") for text in polite)
    spoken = typed("회원 몇 명이야?", "spoken")
    assert {"회원 몇 명이야?", "회원 몇명이야?", "혹시 회원 몇 명이야?", "회원 몇 명이야? 회의 때 쓰게"} < spoken
    assert any(text.endswith(", 지금 급해서") for text in typed("회원 목록 보여 줘", "spoken"))


@pytest.mark.parametrize(("noun", "clause"), [("사는 곳", True), ("태운 열량", True), ("승하차 인원", False), ("가격", False)])
def test_nouns_that_begin_with_a_verb_are_known(noun, clause):
    assert korean.clausal(noun) == clause
    assert scene_of().named(SHOP, noun) == (noun if clause else f"가게 {noun}")


def test_a_parents_attribute_is_said_of_the_parent():
    found = set()
    for seed in range(60):
        each = scene_of(seed=seed)
        child, ref, parent = each.link()
        condition = each.of_parent(ref, parent, "equal")
        found.add(condition.before.split()[-1])
        assert parent.korean in condition.before and f"{parent.korean} {parent.of('category')[0].korean}" not in condition.before
    assert found == {"넣은", "들어온"}, "with the words of the reference, not 회원의 주문"


@pytest.mark.parametrize(("number", "round_"), [(1_250_000, True), (1_250_500, False), (300, True), (17.5, False), (999, True)])
def test_round_figures(number, round_):
    assert shapes_group.is_round(number) == round_


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
        (with_column(measure("size", "크기", "size", "m", 1, 9, also=("금액",))), "금액 means two columns"),
        (with_column(measure("size", "크기", "size", "m", 1, 9, tests=("가게",))), "called like a table"),
        (with_column(measure("size", "크기", "size", "m", 1, 9, big="크게")), "'크게' cannot stand before a noun"),
        (with_column(category("sort", "구분", "sort", ["가", "나", "다"], said="나누는")), "no place for its value"),
        (
            with_column(category("sort", "구분", "sort", ["가", "나", "다"], value_names={"가": ("갑",), "나": ("갑",)})),
            "two values",
        ),
        (with_column(category("sort", "구분", "sort", ["가", "나", "다"], value_names={"라": ("정",)})), "no value is called 라"),
        (Domain("toy", "장난감", "toy", [replace(SHOP, also=("전표",)), BILL]), "전표 means two tables"),
    ],
)
def test_unsound_definition_is_named(domain, fault):
    assert any(fault in found for found in soundness.faults(domain)), soundness.faults(domain)


def test_degrees_stand_before_what_they_are_of():
    assert [pieces.graded(each, "가장") for each in ("비싼", "주차장 넓은", "열량을 많이 태운", "낮은 곳에 있는", "오래 걸린")] == [
        "가장 비싼",
        "주차장 가장 넓은",
        "열량을 가장 많이 태운",
        "가장 낮은 곳에 있는",
        "가장 오래 걸린",
    ]


def test_a_particle_fits_the_word_before_a_bracket():
    assert korean.fitted("차이(첫 달은 비움)~을 늘어난 양(첫 달은 빈칸)~을") == "차이(첫 달은 비움)를 늘어난 양(첫 달은 빈칸)을"


@pytest.mark.parametrize(
    ("owner", "thing", "left"),
    [
        ("대리점", "대리점명~과 지역", "이름~과 지역"),
        ("영화", "영화 제목", "제목"),
        ("경기", "경기 시간", "경기 시간"),
        ("가게", "이름", "이름"),
    ],
)
def test_a_name_is_asked_for_without_its_rows_noun(owner, thing, left):
    assert scene.unnamed(owner, thing) == left


@pytest.mark.parametrize(
    ("said", "more"), [("넓이", "넓은"), ("매장 크기", "큰"), ("세로 길이", "긴"), ("짐 무게", "무거운"), ("면적", "넓은")]
)
def test_the_adjective_fits_what_the_measure_is_called(said, more):
    assert speech.adjective(said, measure("area", "면적", "area", "㎡", 1, 9, more="넓은")) == more


def test_other_names_speak_of_the_row_by_the_noun_it_has():
    column = name("name", "지점명", "name", ["가", "나"], also=("매장명", "이름"))
    table = Table("branch", "지점", "branch", "곳", 9, [column], also=("매장",))
    assert speech.fitting(column, table, "매장").korean == "매장명" and speech.fitting(column, table, "지점").also == ("이름",)


@pytest.mark.parametrize(
    ("counter", "unit", "more", "own"),
    [("명", "세", "많은", True), ("건", "세", "많은", False), ("건", "kg", "무거운", True), ("건", "kg", "많은", False)],
)
def test_a_bare_figure_is_the_rows_own(counter, unit, more, own):
    column = measure("size", "크기", "size", unit, 1, 9, more=more)
    assert filters.own_unit(Table("thing", "것", "thing", counter, 9, [column]), column) == own


def test_a_value_that_would_be_read_as_another_word_stands_in_quote_marks():
    column = category("kind", "구분", "kind", ["일반", "특별", "단체"])
    style = wording.Style(random.Random(1), False, "digits", True)
    said = {value: conditions.equal(conditions.Term("kind", "구분", "kind", column), value, style).plain for value in column.values}
    assert said["일반"] == "구분~이 '일반'인" and said["특별"] == "구분~이 특별인"


def test_a_date_comes_before_what_else_is_said():
    dated = conditions.Condition("d", "지난달에 나간", "나간 날~이 지난달이고", "", "", plain="나간 날~이 지난달인", stacked=True)
    purpose = conditions.Condition("p", "촬영을 위한", "목적~이 촬영이고", "", "", plain="목적~이 촬영인", stacked=True)
    assert conditions.both(purpose, dated).before == conditions.both(dated, purpose).before == "지난달에 나간, 촬영을 위한"


def test_the_number_of_a_call_is_no_telephone_number():
    each = scene_of()
    calls = replace(each.domain.table("store"), korean="전화")
    assert (
        each.of("200초 이하인 전화", "번호~과 유형") == "200초 이하인 전화의 번호~과 유형"
        and each.named(calls, "번호") == "전화의 번호"
    )
    assert each.named(calls, "유형") == "전화 유형"


def test_what_stands_near_the_noun_may_be_two_conditions():
    assert conditions.both(SEOUL, replace(VIP, before="돈을 많이 쓴 VIP")).before == "서울에 사는, 돈을 많이 쓴 VIP"
    assert conditions.both(SEOUL, VIP).before == "서울에 사는 VIP"
