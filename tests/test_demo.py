"""The page of `demo`: what it opens, what it tells the model, what it refuses, in which words."""

import json
import os
import sqlite3
import string
import time
from concurrent.futures import ThreadPoolExecutor

import matplotlib
import pytest
from demo_fixtures import ROOT, address, client, fill, model, shop  # noqa: F401

from demo import page, sources, words
from demo.sources import Trouble
from helpers import data
from sqlscore.sandbox import QueryFailed, TooMuch

COUNT = "SELECT count(*) FROM sale"


def state(folder):
    """All that lies in a folder: names, contents, times of change."""
    return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.rglob("*") if file.is_file()}


# --- What is opened ---------------------------------------------------------------------------------------------------


def test_the_model_is_told_of_a_shipped_database_what_the_training_told():
    told = {}
    for split in data.SPLITS:
        for line in (ROOT / "data" / f"{split}.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            told.setdefault(row["db_id"], set()).add(row["input"])
    assert {name: {sources.schema(name)} for name in sources.shipped()} == told


def test_there_are_examples_on_every_shipped_database():
    found = page.examples()
    assert set(found) == set(sources.shipped()) and page.FIRST in found
    assert all(1 <= len(asked) <= page.MOST_EXAMPLES for asked in found.values())


@pytest.mark.parametrize("wal", [False, True])
def test_a_file_is_read_and_nothing_beside_it_is_made(tmp_path, wal):
    file = tmp_path / "가게 #1?.db"  # characters that mean something in an address
    fill(file, 40, wal=wal)
    before = state(tmp_path)
    assert sources.tables(str(file)) == ["sale"]
    assert sources.schema(str(file)).endswith("CREATE TABLE sale (id INTEGER PRIMARY KEY, item TEXT, price INTEGER);")
    assert sources.run(str(file), COUNT).rows == [["40"]]
    for query in (
        "DELETE FROM sale",
        "DROP TABLE sale",
        "PRAGMA journal_mode = DELETE",
        "VACUUM",
        f"ATTACH '{tmp_path}/new.db' AS n",
    ):
        with pytest.raises(QueryFailed):
            sources.run(str(file), query)
    assert state(tmp_path) == before


def test_a_file_whose_newest_rows_lie_elsewhere_is_not_read_half(tmp_path):
    file = tmp_path / "busy.db"
    fill(file, 40, wal=True)
    other = sqlite3.connect(file)
    other.execute("INSERT INTO sale VALUES (41, 'new', 1)")
    other.commit()
    with pytest.raises(Trouble) as caught:
        sources.run(str(file), COUNT)
    assert caught.value.key == "in_use"
    other.close()
    assert sources.run(str(file), COUNT).rows == [["41"]]


def test_another_program_may_write_while_a_file_is_read(shop):
    with sqlite3.connect(shop) as other:
        other.execute("DELETE FROM sale WHERE id > 30")
        assert sources.run(str(shop), COUNT).rows == [["40"]]
    assert sources.run(str(shop), COUNT).rows == [["30"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_csv_becomes_a_table(tmp_path, encoding):
    file = tmp_path / "2026 매출.csv"
    file.write_bytes('날짜,지점,금 액,전화\n2026-01-02,강남,1000,010\n2026-01-03,"서초, 2호점",,02\n'.encode(encoding))
    before = state(tmp_path)
    told = sources.schema(str(file)).partition("\n")[2]
    assert told == (
        'CREATE TABLE "2026_매출" (\n 날짜 TEXT, -- 날짜: 2026-01-02, 2026-01-03\n 지점 TEXT, -- 지점: 강남, 서초, 2호점\n'
        ' "금 액" INTEGER,\n 전화 TEXT -- 전화: 010, 02\n);'
    )
    assert sources.run(str(file), 'SELECT * FROM "2026_매출"').rows[1] == ["2026-01-03", "서초, 2호점", "NULL", "02"]
    assert sources.run(str(file), 'SELECT sum("금 액") / 3 FROM "2026_매출"').rows == [["333"]]
    assert state(tmp_path) == before
    file.write_text("a\n1\n")
    assert sources.tables(str(file)) == ["2026_매출"] and "금 액" not in sources.schema(str(file))


# --- What is not ------------------------------------------------------------------------------------------------------


def no_files(tmp_path):
    """Paths that lead to no database, and the key of what is said of them."""
    fill(tmp_path / "whole.db", 5_000)
    whole = (tmp_path / "whole.db").read_bytes()
    os.mkfifo(tmp_path / "pipe.db")
    contents = {
        "letter.db": (b"Dear reader", "no_database"),
        "head.db": (sources.MAGIC, "broken_database"),
        "cut.db": (whole[:50], "broken_database"),
        "half.db": (whole[:1000] + bytes(5000), "broken_database"),
        "noise.db": (whole[:100] + bytes(i * 7 % 256 for i in range(20_000)), "broken_database"),
        "empty.db": (b"", "no_ordinary_file"),
        "empty.csv": (b"\n", "no_csv"),
        "binary.csv": (bytes(range(256)) * 40, "no_csv"),
        "wide.csv": (b"a\n1,2,3\n", "no_csv"),
        "columns.csv": (b",".join(b"c%d" % i for i in range(5_000)) + b"\n1\n", "no_csv"),
        "large.csv": (b"a\n" + b"1\n" * (sources.MAX_CSV // 2), "large_csv"),
    }
    for name, (content, key) in contents.items():
        (tmp_path / name).write_bytes(content)
        yield str(tmp_path / name), key
    yield from [(str(tmp_path / "none.db"), "no_file"), (str(tmp_path), "no_ordinary_file"), ("/dev/zero", "no_ordinary_file")]
    yield from [
        (str(tmp_path / "pipe.db"), "no_ordinary_file"),
        ("a\0b", "no_file"),
        ("x" * 9_000, "no_file"),
        ("~nobody/x", "no_file"),
    ]


def test_what_is_no_database_is_said_to_be_none(tmp_path):
    for name, key in no_files(tmp_path):
        before = time.process_time()
        with pytest.raises(Trouble) as caught:
            sources.schema(name), sources.tables(name)
        assert caught.value.key == key, name
        assert time.process_time() - before < 2, name
        for language in ("ko", "en"):
            assert "{" not in words.trouble(language, caught.value)


def test_a_damaged_page_is_found_when_it_is_read(tmp_path):
    file = tmp_path / "torn.db"
    fill(file, 5_000)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) // 2] + b"\xff" * (len(content) // 2))
    with pytest.raises((QueryFailed, Trouble)):
        sources.run(str(file), "SELECT sum(price) FROM sale")


def test_a_page_that_others_may_visit_opens_no_files(shop):
    assert sources.run("cafe", "SELECT 1", own_files=False).rows == [["1"]]
    for ask in (sources.schema, sources.tables, lambda *given: sources.run(given[0], COUNT, *given[1:])):
        with pytest.raises(Trouble) as caught:
            ask(str(shop), False)
        assert caught.value.key == "unknown_database"


def test_views_that_multiply_are_not_opened(tmp_path):
    file = tmp_path / "views.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE VIEW v0 AS SELECT 1 AS a")
        for i in range(1, 12):
            connection.execute(f"CREATE VIEW v{i} AS SELECT a FROM v{i - 1} UNION ALL SELECT a FROM v{i - 1}")
    connection.close()
    with pytest.raises(Trouble) as caught:
        sources.schema(str(file))
    assert caught.value.key == "broken_database" and "stands for more" in caught.value.values["reason"]


def test_long_results_are_cut(shop):
    found = sources.run("cafe", "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n")
    assert len(found.rows) == sources.MOST_ROWS and found.more
    wide = sources.run("cafe", "SELECT " + ", ".join("1" * 1 for _ in range(500)))
    assert len(wide.headers) == 500 and not wide.more
    fill(shop.with_name("texts.db"), 3, width=5_000)
    cell = sources.run(str(shop.with_name("texts.db")), "SELECT item, NULL, x'00' FROM sale").rows[0]
    assert cell == ["x" * sources.MOST_LETTERS + " …", "NULL", "(1 bytes)"]


@pytest.mark.slow
def test_two_hundred_megabytes(tmp_path):
    file = tmp_path / "large.db"
    fill(file, 200_000, width=1_000)
    assert file.stat().st_size > 200_000_000
    before = file.stat()
    for query in ("SELECT id, price FROM sale LIMIT 3", "SELECT item FROM sale WHERE id = 199999", COUNT):
        assert len(sources.run(str(file), query).rows)
    for query in ("SELECT a.id FROM sale a, sale b WHERE a.price + b.price < 0", "SELECT item FROM sale ORDER BY item || id"):
        with pytest.raises(TooMuch):
            sources.run(str(file), query)
    after = file.stat()
    assert (after.st_mtime_ns, after.st_size) == (before.st_mtime_ns, before.st_size) and len(list(tmp_path.iterdir())) == 1


# --- The words --------------------------------------------------------------------------------------------------------


def test_both_languages_say_the_same_things():
    for key, texts in words.TEXTS.items():
        fields = [{field for _, field, _, _ in string.Formatter().parse(text) if field} for text in texts.values()]
        assert set(texts) == {"ko", "en"} and fields[0] == fields[1], key
        assert any("가" <= letter <= "힣" for letter in texts["ko"]) and not any("가" <= letter <= "힣" for letter in texts["en"])


# --- The page, asked over HTTP ----------------------------------------------------------------------------------------


def ask(client, question, database="cafe", own="", language="en"):
    said, query = client.predict(sources.schema(own or database), question, language, api_name="/ask")
    outcome, table = client.predict(database, own, query, language, api_name="/run")
    return said, query, outcome, table


def test_a_question_is_answered_with_rows(client):
    question = page.examples()["cafe"][0][0]
    said, query, outcome, table = ask(client, question)
    assert said.startswith("Answered in ") and query.startswith("SELECT") and "row" in outcome
    assert table["headers"] and table["data"] == sources.run("cafe", query).rows
    assert "초 만에 답했습니다" in ask(client, question, language="ko")[0]


def test_figures_of_the_notebook_are_still_shown(client, model, monkeypatch):
    answer, backends = type(model).__call__, []
    monkeypatch.setattr(type(model), "__call__", lambda self, rows: backends.append(matplotlib.get_backend()) or answer(self, rows))
    before = matplotlib.get_backend()
    matplotlib.use("svg")
    try:
        ask(client, page.examples()["cafe"][0][0])
    finally:
        matplotlib.use(before)
    assert backends == ["svg"]


def test_a_file_of_ones_own_is_asked(client, shop):
    opened = client.predict("cafe", str(shop), "en", api_name="/open")
    assert "CREATE TABLE sale" in str(opened)
    assert ask(client, COUNT, own=str(shop))[3]["data"] == [["40"]]
    refused = client.predict("cafe", str(shop.parent), "ko", api_name="/open")
    assert "보통 파일이 아니거나" in str(refused)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("DROP TABLE branch", "The sandbox refused it: only reading"),
        ("SELECT 1; SELECT 2", "The sandbox refused it: only reading"),
        ("PRAGMA writable_schema = 1", "The sandbox refused it: only reading"),
        ("SELECT nope FROM branch", "The database says: no such column: nope"),
        ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n", "The sandbox stopped it"),
        ("SELECT zeroblob(100000)", "Values of more than 20,000 bytes"),
    ],
)
def test_what_does_not_run_is_explained(client, query, said):
    outcome, table = client.predict("cafe", "", query, "en", api_name="/run")
    assert said in outcome and not table["data"]


def test_what_cannot_be_answered_is_said(client):
    assert "cannot answer" in ask(client, data.UNANSWERABLE)[0]
    said, query, outcome, table = ask(client, "  ")
    assert (said, query, outcome) == ("Type a question.", "", "")
    assert "too long" in ask(client, "왜" * 5_000)[0]


def test_questions_that_wait_are_answered_together(client, model, monkeypatch):
    asked, before = [name for name in page.examples() if name != "cafe"][:10], len(model.batches)
    answer = type(model).__call__
    monkeypatch.setattr(type(model), "__call__", lambda self, rows: time.sleep(0.5) or answer(self, rows))
    with ThreadPoolExecutor(10) as pool:
        found = list(pool.map(lambda name: ask(client, page.examples()[name][0][0], database=name), asked))
    for name, (_, query, _, table) in zip(asked, found):
        assert table["data"] == sources.run(name, query).rows, name  # no answer went to another question
    batches = model.batches[before:]
    assert sum(batches) == 10 and len(batches) < 10
