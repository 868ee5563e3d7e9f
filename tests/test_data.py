"""Loading rows: three sources through one path, what is dropped, what is refused, how rows are sampled."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import datasets
import pytest

from helpers import artifacts, data, profiles

CPU = profiles.PROFILES["cpu"]
REAL = artifacts.repository().parent / "shared" / "data" / "real_ko_text2sql.jsonl"
ROW = {"ko_instruction": "이름은?", "input": "CREATE TABLE a (name TEXT);", "response": "SELECT name FROM a"}


@pytest.fixture(scope="module")
def shipped():
    return data.load(replace(CPU, train_rows=None, test_rows=None))


def load_file(path: Path, rows: list, monkeypatch, profile=CPU) -> datasets.DatasetDict:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    monkeypatch.setenv("COURSE_DATA", str(path))
    return data.load(profile)


def numbered(count: int) -> list:
    return [
        {"ko_instruction": f"{n}번의 이름은?", "input": ROW["input"], "response": f"SELECT name FROM a WHERE id = {n}"}
        for n in range(count)
    ]


def test_shipped_splits_are_whole_and_leak_nothing(shipped):
    assert list(shipped) == list(data.SPLITS)
    assert all(split.column_names == list(data.COLUMNS) for split in shipped.values())
    assert [len(shipped[name]) for name in data.SPLITS] == [
        len((artifacts.repository() / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        for name in data.SPLITS
    ]
    assert data.leaks(shipped) == {"question": 0, "query": 0, "database": 0}


def test_profile_decides_how_many_rows(shipped):
    splits = data.load(replace(CPU, train_rows=300, test_rows=40))
    assert [len(splits[name]) for name in ("train", "test_seen", "test_unseen")] == [300, 40, 40]
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
        "train": 180,
        "validation": 10,
        "test_seen": 10,
        "test_unseen": 0,
    }
    assert splits["test_unseen"].column_names == list(data.COLUMNS)
    assert data.leaks(splits) == {"question": 0, "query": 0, "database": 0}


def test_same_query_asked_twice_does_not_straddle_the_split(tmp_path, monkeypatch):
    twins = [row for n, row in enumerate(numbered(100)) for row in (row, {**row, "ko_instruction": f"{n}번은 누구?"})]
    splits = load_file(tmp_path / "own.jsonl", twins, monkeypatch, replace(CPU, train_rows=None))
    assert data.leaks(splits)["query"] == 0
    assert {name: len(split) for name, split in splits.items()} == {
        "train": 180,
        "validation": 10,
        "test_seen": 10,
        "test_unseen": 0,
    }


def test_hub_rows_take_the_same_path(tmp_path, monkeypatch):
    hub = datasets.DatasetDict(
        train=datasets.Dataset.from_list(
            [{**row, "instruction": "?", "source": "hub", "text": "..."} for row in numbered(60)]
        )
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


@pytest.mark.parametrize("line", ["{not json", "[1, 2]"])
def test_broken_file_names_its_line(tmp_path, monkeypatch, line):
    path = tmp_path / "own.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + line + "\n", encoding="utf-8")
    monkeypatch.setenv("COURSE_DATA", str(path))
    with pytest.raises(artifacts.CourseError, match="Line 2 of own.jsonl"):
        data.load(CPU)


def test_missing_file_and_file_without_a_good_row_say_so(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "none.jsonl"))
    with pytest.raises(artifacts.CourseError, match="none.jsonl is no file"):
        data.load(CPU)
    with pytest.raises(artifacts.CourseError, match="No row is left"):
        load_file(tmp_path / "own.jsonl", [{**ROW, "response": "nonsense("}], monkeypatch)


def test_leaks_are_found(shipped):
    seen, unseen, train = shipped["test_seen"], shipped["test_unseen"], shipped["train"]
    planted = datasets.DatasetDict(shipped)
    planted["train"] = datasets.concatenate_datasets([train, seen.select([0]), unseen.select([0, 1])])
    found = data.leaks(planted)
    assert found["question"] == 3 and found["query"] == 1 and found["database"] >= 1


def test_lengths_and_bins(shipped):
    few = shipped["train"].select(range(5))
    frame = data.lengths(few)
    row = few[0]
    assert frame["words"][0] == len(f"{row['schema']} {row['question']} {row['gold']}".split())
    assert data.length_bins(frame["words"].map(lambda _: 100)).tolist() == [5, 0, 0]
    assert data.length_bins(frame["words"].map(lambda _: 101)).tolist() == [0, 5, 0]


@pytest.mark.skipif(not REAL.exists(), reason="the real rows are not at hand")
def test_real_rows_load_through_the_same_path(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", str(REAL))
    splits = data.load(replace(CPU, train_rows=None, test_rows=None))
    total = len(REAL.read_text(encoding="utf-8").splitlines())
    assert 0.98 * total < sum(len(split) for split in splits.values()) < total
    assert "whose SQL does not parse" in capsys.readouterr().out
    assert data.leaks(splits) == {"question": 0, "query": 0, "database": 0}
