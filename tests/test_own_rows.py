"""A learner's own file: every odd input is read rightly or named in one sentence, and nothing is lost in silence."""

import json
from dataclasses import replace
from pathlib import Path

import datasets
import pytest

from helpers import artifacts, data, own_rows, profiles

ALL = replace(profiles.PROFILES["cpu"], train_rows=None, test_rows=None)
SCHEMA = "CREATE TABLE staff (name TEXT, age INTEGER, city TEXT);"
ROWS = [{"ko_instruction": f"나이가 {n}세 이상인 직원의 이름은?", "input": SCHEMA, "response": f"SELECT name FROM staff WHERE age >= {n}"}
        for n in range(40)]  # fmt: skip
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)


def load(path: Path, content: str | bytes) -> list[dict]:
    """All rows that come out of a file with this content, in the order of their numbers."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    splits = data.load(ALL, path)
    return [row for split in splits.values() for row in split]


def same_rows(found: list[dict], expected: list[dict]) -> bool:
    wanted = sorted(tuple(data.renamed(row)[name] for name in data.REQUIRED) for row in expected)
    return sorted(tuple(row[name] for name in data.REQUIRED) for row in found) == wanted


@pytest.mark.parametrize("odd", [
    {"ko_instruction": float("nan")}, {"ko_instruction": 7}, {"ko_instruction": ["이름은?"]}, {"ko_instruction": None},
    {"input": {"table": "staff"}}, {"response": True}, {"response": "SELECT '\0'"}, {"ko_instruction": "\ud800?"},
])  # fmt: skip
def test_one_odd_cell_spoils_no_other_row(tmp_path, capsys, odd):
    rows = load(tmp_path / "mine.jsonl", LINES + json.dumps(ROWS[0] | odd) + "\n")
    assert same_rows(rows, ROWS)
    assert "mine.jsonl: dropped 1 of 41 rows (1 without a" in capsys.readouterr().out


def test_odd_cells_beside_the_three_are_kept_as_text(tmp_path):
    odd = [row | {"id": n, "difficulty": 3 if n % 2 else None, "tags": ["x", n]} for n, row in enumerate(ROWS)]
    rows = load(tmp_path / "mine.jsonl", json.dumps(odd))
    assert same_rows(rows, ROWS) and sorted(int(row["id"]) for row in rows) == list(range(40))
    assert {row["difficulty"] for row in rows} == {"3", "unrated"} and {row["template"] for row in rows} == {"unrated"}
    assert {row["db_id"] for row in rows} == {""}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_are_read(tmp_path, capsys, encoding):
    assert same_rows(load(tmp_path / "mine.jsonl", LINES.encode(encoding)), ROWS)
    assert ("read as CP949" in capsys.readouterr().out) is (encoding == "cp949")


@pytest.mark.parametrize("content", [LINES.encode().replace("나".encode(), "나".encode()[:2], 1), b"PAR1\x80\xff\xff\x00"])
def test_broken_text_is_named_with_its_line(tmp_path, content):
    with pytest.raises(artifacts.CourseError, match="Line 1 of mine.jsonl is neither UTF-8 nor CP949"):
        load(tmp_path / "mine.jsonl", content)


@pytest.mark.parametrize("name", ["mine.jsonl", "mine.csv"])
@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff", "[]", "{}", "ko_instruction,input,response\n"])
def test_an_empty_file_is_named(tmp_path, name, content):
    table = name.endswith("csv")
    if table == ("," in content) or not content.strip("\ufeff\n "):
        with pytest.raises(artifacts.CourseError, match=f"{name} is empty: it needs rows with the columns ko_instruction, input"):
            load(tmp_path / name, content)


@pytest.mark.parametrize("line", ["{not json", "[1, 2]", "7", '{"ko_instruction": "이름'])
def test_a_broken_line_is_named(tmp_path, line):
    with pytest.raises(artifacts.CourseError, match="Line 41 of mine.jsonl is no JSON object"):
        load(tmp_path / "mine.jsonl", LINES + line)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\u00a0", "\u3000", "\x1c"])
def test_marks_inside_of_a_text_end_no_line(tmp_path, mark):
    first = ROWS[0] | {"ko_instruction": f"이름은?{mark}전체"}
    line = json.dumps(first, ensure_ascii=False) if mark != "\x1c" else json.dumps(first)
    assert same_rows(load(tmp_path / "mine.jsonl", LINES + line), [*ROWS, first])


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path, end):
    assert same_rows(load(tmp_path / "mine.jsonl", LINES.replace("\n", end)), ROWS)


def test_lists_and_tables_are_read_as_well(tmp_path):
    assert same_rows(load(tmp_path / "mine.json", json.dumps(ROWS, ensure_ascii=False, indent=1)), ROWS)
    table = datasets.Dataset.from_list(ROWS).to_pandas()
    assert same_rows(load(tmp_path / "mine.csv", table.to_csv(index=False).encode("cp949")), ROWS)
    assert same_rows(load(tmp_path / "mine.tsv", table.to_csv(index=False, sep="\t")), ROWS)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|", ", "])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_tables_of_every_spreadsheet(tmp_path, mark, encoding):
    rows = [row | {"ko_instruction": f"이름, 나이; {n}?", "response": row["response"] + ";"} for n, row in enumerate(ROWS)]
    lines = [mark.join(rows[0]), *(mark.join(f'"{value}"' for value in row.values()) for row in rows)]
    assert same_rows(load(tmp_path / "mine.csv", "\r\n".join(lines).encode(encoding)), rows)


@pytest.mark.parametrize("rows, said", [
    ("1,2,3\n1,2,3,4\n", "cannot be read as a table: .*Expected 3 fields in line 3, saw 4"), ('1,"2,3\n', "cannot be read as a table: .*EOF"),
    ("몇 명?,CREATE TABLE t (a),SELECT a, b FROM t\n", "has more columns than names in its first line: put a text that holds commas into"),
])  # fmt: skip
def test_a_broken_table_is_named(tmp_path, rows, said):
    with pytest.raises(artifacts.CourseError, match=f"mine.csv {said}"):
        load(tmp_path / "mine.csv", "ko_instruction,input,response\n" + rows)


@pytest.mark.parametrize("names, there", [
    ({"ko_instruction": "question"}, "question, input, response"), ({"input": "Input", "response": "sql"}, "ko_instruction, Input, sql"),
])  # fmt: skip
def test_wrong_names_of_columns_are_named(tmp_path, names, there):
    rows = [{names.get(name, name): value for name, value in row.items()} for row in ROWS]
    with pytest.raises(artifacts.CourseError, match=f"The data lack {', '.join(names)} .there is: {there}.: a row needs"):
        load(tmp_path / "mine.jsonl", json.dumps(rows))
    with pytest.raises(artifacts.CourseError, match="The data lack ko_instruction, input, response .there is: a, b."):
        load(tmp_path / "mine.csv", "a,b\n1,2\n")


@pytest.mark.parametrize("ids", [[137, 137, *range(38)], ["a"] * 40, [None, *"x" * 39], [1, "1", *range(2, 40)]])
def test_every_row_has_an_id_of_its_own(tmp_path, capsys, ids):
    rows = load(tmp_path / "mine.jsonl", json.dumps([row | {"id": name} for row, name in zip(ROWS, ids)]))
    assert len({row["id"] for row in rows}) == len(rows) == 40
    assert "rows lack an id or share one" in capsys.readouterr().out


def test_good_ids_and_none_are_nothing_to_speak_of(tmp_path, capsys):
    rows = load(tmp_path / "mine.jsonl", json.dumps([row | {"id": f"m-{n}"} for n, row in enumerate(ROWS)]))
    assert {row["id"] for row in rows} == {f"m-{n}" for n in range(40)}
    assert len({row["id"] for row in load(tmp_path / "mine.jsonl", LINES)}) == 40
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("query", [
    "SELECT name FROM staff; -- 이름", "SELECT name FROM staff;;", "-- 이름\nSELECT name FROM staff", "VALUES (1)",
    "SELECT glob FROM words", "SELECT a AS x FROM words AS inner", "SELECT COUNT(window) FROM words GROUP BY window",
    "SELECT TOP 10 name FROM staff", "SELECT GROUP_CONCAT(name SEPARATOR ', ') FROM staff", "SELECT name FROM staff WHERE name ~ '^김'",
    "SELECT name FROM staff MINUS SELECT city FROM staff", "SELECT name FROM staff WHERE city IS DISTINCT FROM '서울'",
])  # fmt: skip
def test_valid_queries_are_kept(query):
    assert own_rows.fault("?", SCHEMA + ' CREATE TABLE words (a TEXT, "glob" TEXT, "window" TEXT);', query) == ""


@pytest.mark.parametrize("query, reason", [
    ("SELECT FROM WHERE", "does not parse"), ("SELECT 'a", "does not parse"), ("이름을 모두 보여 줍니다.", "does not parse"),
    ("SELECT glob FROM staff", "does not parse"), ("(" * 3_000 + "1", "does not parse"),
    ("DROP TABLE staff", "not one query"), ("SELECT 1; SELECT 2", "not one query"), ("-- nothing", "not one query"),
])  # fmt: skip
def test_what_is_no_query_is_dropped(query, reason):
    assert own_rows.fault("?", SCHEMA, query).endswith(reason)


def test_a_path_is_seen_from_the_lessons_and_from_the_course(tmp_path, monkeypatch):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "mine.jsonl").write_text(LINES, encoding="utf-8")
    (tmp_path / "notebooks" / "other.jsonl").write_text(LINES, encoding="utf-8")
    monkeypatch.setattr(artifacts, "repository", lambda: tmp_path)
    monkeypatch.chdir(tmp_path / "notebooks")
    monkeypatch.setenv("COURSE_DATA", "mine.jsonl")
    assert sum(map(len, data.load(ALL).values())) == 40
    assert own_rows.find("other.jsonl") == (tmp_path / "notebooks" / "other.jsonl").resolve()
    assert own_rows.find("someone/rows-v1.5") is None


@pytest.mark.parametrize("source", ["none.jsonl", "./none", "~/none", "a/b/c", "rows/none.csv"])
def test_a_missing_file_is_named(source):
    with pytest.raises(artifacts.CourseError, match=f"{Path(source).name} is no file"):
        data.load(ALL, source)


def test_the_source_goes_before_the_environment(tmp_path, monkeypatch):
    (tmp_path / "mine.jsonl").write_text(LINES, encoding="utf-8")
    monkeypatch.setenv("COURSE_DATA", "none.jsonl")
    assert sum(map(len, data.load(ALL, tmp_path / "mine.jsonl").values())) == 40
    assert len(data.load(ALL, "shipped")["test_unseen"]) > 100


MYSQL = ("CREATE TABLE emp (id INT NOT NULL AUTO_INCREMENT COMMENT '사번', name VARCHAR(50) COMMENT '이름', dept ENUM('영업','개발'), "
         "pay INT, PRIMARY KEY (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;")  # fmt: skip


@pytest.mark.parametrize("schema, said", [("staff(name, age)", True), (SCHEMA.replace("age", "years"), True), (SCHEMA, False)])
def test_what_cannot_be_executed_is_said_at_loading(tmp_path, capsys, schema, said):
    load(tmp_path / "mine.jsonl", json.dumps([row | {"input": schema} for row in ROWS]))
    found = capsys.readouterr().out
    assert (
        "test_seen: 8 of 8 answers cannot be executed, so lesson 06 scores them as text only. The first: The gold" in found
    ) is said
    assert bool(found) is said


def test_tables_of_mysql_can_be_scored(tmp_path, capsys):
    rows = [
        {"ko_instruction": f"연봉이 {n} 넘는 직원은?", "input": MYSQL, "response": f"SELECT name FROM emp WHERE pay > {n}"}
        for n in range(40)
    ]
    assert len(load(tmp_path / "mine.jsonl", json.dumps(rows))) == 40
    assert "cannot be executed" not in capsys.readouterr().out
