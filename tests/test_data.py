"""Loading rows: three sources through one path, what is dropped, what is refused, how rows are sampled."""

import os
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from pathlib import Path

import datasets
import pytest

from helpers import artifacts, data, profiles

CPU = profiles.PROFILES["cpu"]
REAL = os.environ.get("REAL_ROWS")  # a maintainer's file of rows that the course did not write
ROW = {"ko_instruction": "이름은?", "input": "CREATE TABLE a (name TEXT);", "response": "SELECT name FROM a"}


@pytest.fixture(scope="module")
def shipped():
    return data.load(replace(CPU, train_rows=None, test_rows=None))


def load_file(path: Path, rows: list, monkeypatch, profile=CPU) -> datasets.DatasetDict:
    monkeypatch.setenv("COURSE_DATA", str(write(path, rows)))
    return data.load(profile)


def write(path: Path, rows: list) -> Path:
    artifacts.write_jsonl(path, rows)
    return path


def numbered(count: int) -> list:
    return [
        {"ko_instruction": f"{n}번의 이름은?", "input": ROW["input"], "response": f"SELECT name FROM a WHERE id = {n}"}
        for n in range(count)
    ]


def test_shipped_splits_are_whole_and_leak_nothing(shipped):
    assert list(shipped) == list(data.SPLITS)
    assert all(split.column_names == list(data.COLUMNS) for split in shipped.values())
    assert [len(shipped[name]) for name in data.SPLITS] == [
        len((artifacts.repository() / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()) for name in data.SPLITS
    ]
    assert data.leaks(shipped) == {"question": 0, "query": 0, "database": 0}


def test_profile_decides_how_many_rows(shipped):
    splits = data.load(replace(CPU, train_rows=300, test_rows=40))
    assert [len(splits[name]) for name in ("train", *data.TESTS)] == [300, 40, 40, 40]
    assert len(splits["validation"]) == len(shipped["validation"])


def test_sample_keeps_shares_and_is_repeatable(shipped):
    part, again = data.sample(shipped["train"], 1_000), data.sample(shipped["train"], 1_000)
    assert part["id"] == again["id"] and len(set(part["id"])) == 1_000
    assert part["id"] != sorted(part["id"])
    for column in ("difficulty", "template"):
        whole, sampled = Counter(shipped["train"][column]), Counter(part[column])
        for kind, count in whole.items():
            assert abs(sampled[kind] - 1_000 * count / len(shipped["train"])) < 2, kind
    assert data.sample(shipped["train"], 1_000, seed=1)["id"] != part["id"]


def test_every_shipped_row_has_its_database(shipped):
    for db_id in set(shipped["test_unseen"]["db_id"]) | set(shipped["train"]["db_id"]):
        assert data.database(db_id).startswith("-- ")
    assert data.database("") is None and data.database("../build") is None


def test_messages_end_with_the_answer_only_if_asked():
    row = data.renamed(ROW)
    assert [message["role"] for message in data.messages(row)] == ["system", "user", "assistant"]
    *_, last = data.messages(row, answer=False)
    assert last["role"] == "user" and last["content"].endswith(row["question"]) and row["gold"] not in last["content"]
    assert data.messages(row)[-1]["content"] == row["gold"]


def test_own_rows_get_splits_without_leaks(tmp_path, monkeypatch):
    splits = load_file(tmp_path / "own.jsonl", numbered(200), monkeypatch, replace(CPU, train_rows=None))
    assert {name: len(split) for name, split in splits.items()} == {
        "train": 160,
        "validation": 20,
        "test_seen": 20,
        "test_unseen": 0,
        "test_natural": 0,
    }
    assert splits["test_unseen"].column_names == list(data.COLUMNS)
    assert data.leaks(splits) == {"question": 0, "query": 0, "database": 0}


def test_same_query_asked_twice_does_not_straddle_the_split(tmp_path, monkeypatch):
    twins = [row for n, row in enumerate(numbered(100)) for row in (row, {**row, "ko_instruction": f"{n}번은 누구?"})]
    splits = load_file(tmp_path / "own.jsonl", twins, monkeypatch, replace(CPU, train_rows=None))
    assert data.leaks(splits)["query"] == 0
    assert {name: len(split) for name, split in splits.items()} == {
        "train": 160,
        "validation": 20,
        "test_seen": 20,
        "test_unseen": 0,
        "test_natural": 0,
    }


@pytest.mark.parametrize("count, parts", [(3, (1, 1, 1)), (10, (6, 2, 2)), (60, (36, 12, 12)), (1_000, (900, 50, 50))])
def test_a_test_is_a_twentieth_but_not_a_handful(tmp_path, count, parts):
    splits = data.load(replace(CPU, train_rows=None), write(tmp_path / "own.jsonl", numbered(count)))
    assert tuple(len(splits[name]) for name in ("train", "validation", "test_seen")) == parts


def test_many_rows_of_one_query_do_not_fill_the_test(tmp_path):
    same = [{**ROW, "ko_instruction": f"이름을 {n}번 알려 주세요."} for n in range(50)]
    splits = data.load(CPU, write(tmp_path / "own.jsonl", same + numbered(10)))
    assert len(splits["train"]) == 50 and set(splits["train"]["gold"]) == {ROW["response"]}
    with pytest.raises(artifacts.CourseError, match="Only 1 different question.* at least 3"):
        data.load(CPU, write(tmp_path / "own.jsonl", same))


def respelled(row: dict, kind: str) -> dict:
    """The same row as another editor, keyboard or author would write it."""
    change = {
        "CRLF": {"input": row["input"].replace("\n", "\r\n")},
        "NFD": {"ko_instruction": unicodedata.normalize("NFD", row["ko_instruction"])},
        "trailing blank": {"ko_instruction": row["ko_instruction"] + " \u3000"},
        "last semicolon": {"response": row["response"] + " ;"},
        "second gold": {"response": row["response"].replace("SELECT name", "SELECT DISTINCT name")},
    }[kind]
    assert change.items() - row.items(), "nothing is respelled"
    return row | change


KINDS = ("CRLF", "NFD", "trailing blank", "last semicolon", "second gold")


@pytest.mark.parametrize("kind", KINDS)
def test_twins_never_stand_on_both_sides(tmp_path, kind):
    rows = [row | {"input": "CREATE TABLE a (\n name TEXT\n);"} for row in numbered(100)]
    twins = [
        {**respelled(row, kind), "ko_instruction": respelled(row, kind)["ko_instruction"] + "?" * (kind == "last semicolon")}
        for row in rows
    ]
    splits = data.load(replace(CPU, train_rows=None), write(tmp_path / "own.jsonl", rows + twins))
    numbers = {name: {re.search(r"\d+", gold)[0] for gold in split["gold"]} for name, split in splits.items()}
    assert not numbers["test_seen"] & (numbers["train"] | numbers["validation"]) and len(numbers["test_seen"]) >= 10
    assert sum(map(len, splits.values())) == (200 if kind in ("second gold", "last semicolon") else 100)


@pytest.mark.parametrize("kind", KINDS)
def test_leaks_counts_twins(shipped, kind):
    first = shipped["test_seen"][0]
    names = {new: old for old, new in data.NAMES.items()}
    row = {names.get(name, name): value for name, value in first.items()} | {"response": "SELECT name FROM a"}
    told = {name: [data.renamed(row)] for name in data.SPLITS} | {"train": [data.renamed(respelled(row, kind))]}
    splits = {name: datasets.Dataset.from_list(rows, features=shipped["train"].features) for name, rows in told.items()}
    splits |= {name: splits[name].select([]) for name in ("validation", "test_unseen", "test_natural")}
    assert data.leaks(datasets.DatasetDict(splits)) == {"question": 1, "query": int(kind != "second gold"), "database": 0}


def test_hub_rows_take_the_same_path(tmp_path, monkeypatch):
    hub = datasets.DatasetDict(
        train=datasets.Dataset.from_list([{**row, "instruction": "?", "source": "hub", "text": "..."} for row in numbered(60)])
    )
    monkeypatch.setattr(datasets, "load_dataset", lambda name, **_: hub if name == "someone/rows" else None)
    splits = data.load(replace(CPU, dataset="someone/rows", train_rows=20))
    assert len(splits["train"]) == 20 and splits["train"].column_names == list(data.COLUMNS)
    assert set(splits["train"]["source"]) == {"hub"}


def test_unreachable_hub_says_what_to_do(monkeypatch):
    def offline(name, **_):
        raise ConnectionError("no route to host\nand a long trace")

    monkeypatch.setattr(datasets, "load_dataset", offline)
    with pytest.raises(artifacts.CourseError, match="someone/rows cannot be loaded .*COURSE_DATA"):
        data.load(replace(CPU, dataset="someone/rows"))


def test_useless_rows_are_dropped_counted_and_explained(tmp_path, monkeypatch, capsys):
    bad = [
        {**ROW, "response": "SELECT FROM WHERE"},
        {**ROW, "response": "SELECT 'a"},
        {**ROW, "ko_instruction": "  "},
        {**ROW, "response": None},
        {**ROW, "response": "DROP TABLE a"},
        {**ROW, "response": "SELECT 1; SELECT 2"},
        {**ROW, "input": ""},
        numbered(1)[0],
    ]
    splits = load_file(tmp_path / "own.jsonl", numbered(40) + bad, monkeypatch, replace(CPU, train_rows=None))
    assert sum(len(split) for split in splits.values()) == 40
    said = capsys.readouterr().out
    assert "dropped 8 of 48 rows" in said and "2 whose SQL does not parse" in said and "2 whose SQL is not one query" in said
    for reason in ("1 without a question", "1 without an answer", "1 without a schema", "1 repeated"):
        assert reason in said


def test_missing_columns_are_named(tmp_path, monkeypatch):
    with pytest.raises(artifacts.CourseError, match="lack ko_instruction, response .there is: question, input"):
        load_file(tmp_path / "own.jsonl", [{"question": "?", "input": "x"}], monkeypatch)


def test_file_without_a_good_row_says_so(tmp_path, monkeypatch):
    with pytest.raises(artifacts.CourseError, match="No row is left"):
        load_file(tmp_path / "own.jsonl", [{**ROW, "response": "nonsense("}], monkeypatch)


def test_leaks_are_found(shipped):
    seen, unseen, train = shipped["test_seen"], shipped["test_unseen"], shipped["train"]
    planted = datasets.DatasetDict(shipped)
    planted["train"] = datasets.concatenate_datasets([train, seen.select([0]), unseen.select([0, 1])])
    found = data.leaks(planted)
    assert found["question"] == 3 and found["query"] == 3 and found["database"] >= 1


def test_what_cannot_be_answered_leaks_no_query(shipped):
    row = shipped["test_natural"][0] | {"gold": data.UNANSWERABLE}
    assert data.UNANSWERABLE in shipped["train"]["gold"] and data.UNANSWERABLE in shipped["test_natural"]["gold"]
    splits = {
        name: datasets.Dataset.from_list([row | {"question": name}], features=shipped["train"].features) for name in data.SPLITS
    }
    assert data.leaks(datasets.DatasetDict(splits))["query"] == 0


def test_lengths_count_the_words_of_all_three(shipped):
    few = shipped["train"].select(range(5))
    frame = data.lengths(few)
    row = few[0]
    assert frame["words"][0] == len(f"{row['schema']} {row['question']} {row['gold']}".split())


@pytest.mark.skipif(not REAL, reason="REAL_ROWS names no file of rows that the course did not write")
def test_real_rows_load_through_the_same_path(capsys):
    splits = data.load(replace(CPU, train_rows=None, test_rows=None), REAL)
    total = len(Path(REAL).read_text(encoding="utf-8").splitlines())
    assert 0.98 * total < sum(len(split) for split in splits.values()) < total
    assert "whose SQL does not parse" in capsys.readouterr().out
    assert data.leaks(splits) == {"question": 0, "query": 0, "database": 0}


def test_a_question_without_an_answer_can_be_asked():
    """As the page of `demo` does: nobody knows its gold query."""
    row = {"schema": "CREATE TABLE t (a INTEGER);", "question": "몇 개?"}
    assert [turn["role"] for turn in data.messages(row, answer=False)] == ["system", "user"]
