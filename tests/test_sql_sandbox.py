"""Hostile queries get an answer within a second, write nothing and crash nothing."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sqlscore
from sqlscore import sandbox

SCHEMA = "CREATE TABLE t (a INTEGER, b VARCHAR)"
SCRIPT = SCHEMA + "; INSERT INTO t VALUES (1, '서울'), (2, '부산'), (3, NULL)"
MANY = ", ".join(f"t t{i}" for i in range(40))
DOUBLING = "WITH c0 AS (SELECT a FROM t)" + "".join(f", c{i} AS (SELECT x.a FROM c{i - 1} x, c{i - 1} y)" for i in range(1, 30))
COPYING = "WITH c0(x) AS (SELECT 1)" + "".join(
    f", c{i}(x) AS (SELECT (SELECT x FROM c{i - 1}) + (SELECT x FROM c{i - 1}))" for i in range(1, 30)
)
FLATTENED = "SELECT x FROM " + "(SELECT x + x AS x FROM " * 25 + "(SELECT a AS x FROM t)" + ")" * 25
HOSTILE = {
    "copies before it runs": COPYING + " SELECT x FROM c29",
    "copies of expressions": FLATTENED,
    "many concatenations": "SELECT " + " || ".join(["b"] * 2000) + " FROM t",
    "many wildcards": f"SELECT a FROM t WHERE b LIKE '{'%a' * 24}%'",
    "many patterns": "SELECT a FROM t WHERE " + " AND ".join([f"b LIKE '{'%a' * 24}%'"] * 90),
    "endless recursion": "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x FROM r",
    "endless sum": "WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT SUM(x) FROM r",
    "recursion of blobs": "WITH RECURSIVE r(x) AS (SELECT randomblob(9000) UNION SELECT randomblob(9000) FROM r)"
    " SELECT COUNT(*) FROM r",
    "slow functions": "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r)"
    " SELECT SUM(instr(hex(zeroblob(4900)), hex(zeroblob(2400)) || i)) FROM r",
    "cross join": f"SELECT COUNT(*) FROM {MANY}",
    "doubling views": DOUBLING + " SELECT COUNT(*) FROM c29",
    "random blob": "SELECT hex(randomblob(1e9))",
    "zero blob": "SELECT length(hex(zeroblob(1000000000)))",
    "wide number": "SELECT printf('%1000000000d', 1)",
    "wide character": "SELECT printf('%.*c', 2000000000, 'x')",
    "wide character by format": "SELECT format('%.2000000000c', 'x')",
    "growing text": "SELECT " + "replace(" * 20 + "'aaaaaaaa'" + ", 'a', 'aaaaaaaaaa')" * 20,
    "joined text": "SELECT group_concat(hex(zeroblob(9000))) FROM t a, t b, t c",
    "greedy pattern": f"SELECT '{'a' * 9000}' LIKE '{'%a' * 90}%b'",
    "attach": "ATTACH 'leak.db' AS leak",
    "attach memory": "ATTACH ':memory:' AS other",
    "vacuum": "VACUUM INTO 'leak.db'",
    "pragma": "PRAGMA query_only = OFF",
    "pragma as table": "SELECT * FROM pragma_table_info('t')",
    "extension": "SELECT load_extension('leak.so')",
    "file": "SELECT writefile('leak.db', 'x')",
    "tokenizer": "SELECT fts3_tokenizer('simple')",
    "drop": "DROP TABLE t",
    "delete": "DELETE FROM t",
    "insert": "INSERT INTO t VALUES (9, 'x')",
    "insert returning": "INSERT INTO t VALUES (9, 'x') RETURNING a",
    "create": "CREATE TABLE u (a)",
    "temporary": "CREATE TEMP TABLE u AS SELECT * FROM t",
    "transaction": "BEGIN EXCLUSIVE",
    "savepoint": "SAVEPOINT s",
    "explain": "EXPLAIN SELECT a FROM t",
    "stacked": "SELECT a FROM t; DROP TABLE t",
    "stacked selects": "SELECT a FROM t; SELECT b FROM t",
    "parentheses": "SELECT " + "(" * 3000 + "1" + ")" * 3000,
    "nested selects": "SELECT * FROM " + "(SELECT * FROM " * 300 + "t" + ")" * 300,
    "long": "SELECT " + "1 + " * 100_000 + "1",
    "many columns": "SELECT " + ", ".join(["a"] * 5000) + " FROM t",
    "parameters": "SELECT ?1, :name FROM t",
    "null character": "SELECT a\x00 FROM t",
    "lone surrogate": "SELECT '\ud800' FROM t",
    "overflow": "SELECT SUM(9223372036854775807) FROM t",
    "prose": "The answer is 42.",
    "empty": "",
    "comment": "-- nothing",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_hostile_query_is_answered_and_contained(query, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    start = time.thread_time()
    assert sqlscore.execution_match(SCHEMA, "SELECT a FROM t", query, rows=SCRIPT) is False
    assert sqlscore.execution_match(SCHEMA, "SELECT a FROM t", query) is False
    assert time.thread_time() - start < 2  # two answers, a second each; processor time
    assert sqlscore.canonical_match("SELECT a FROM t", query, SCHEMA) is False
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_hostile_gold_is_none_or_scored(query):
    assert sqlscore.execution_match(SCHEMA, query, "SELECT a FROM t") in (None, False)


def test_nothing_is_written():
    connection = sandbox.open_script(SCRIPT)
    for query in HOSTILE.values():
        try:
            sandbox.run(connection, query)
        except sandbox.QueryFailed:
            pass
    assert sandbox.run(connection, "SELECT a, b FROM t").rows == [(1, "서울"), (2, "부산"), (3, None)]
    assert sandbox.run(connection, "SELECT COUNT(*) FROM sqlite_master").rows == [(1,)]


def test_two_copies_of_a_script_are_two_databases():
    first, second = sandbox.open_script(SCRIPT), sandbox.open_unfenced(SCRIPT)
    second.execute("DELETE FROM t")
    assert sandbox.run(first, "SELECT COUNT(*) FROM t").rows == [(3,)]


def test_script_cannot_leave_memory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for script in ("ATTACH 'leak.db' AS leak", "CREATE TABLE x AS SELECT load_extension('a')"):
        with pytest.raises(sandbox.QueryFailed):
            sandbox.open_script(script)
    assert list(tmp_path.iterdir()) == []


COPYING_VIEWS = "CREATE VIEW c0 AS SELECT 1 AS x;" + "".join(
    f"CREATE VIEW c{i} AS SELECT (SELECT x FROM c{i - 1}) + (SELECT x FROM c{i - 1}) AS x;" for i in range(1, 30)
)
ENDLESS = "INSERT INTO t WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r) SELECT x, 'x' FROM r"
SCRIPTS = {
    "copying views": f"{SCHEMA}; {COPYING_VIEWS}",
    "endless rows": f"{SCHEMA}; {ENDLESS}",
    "large blob": f"{SCHEMA}; INSERT INTO t VALUES (1, hex(zeroblob(100000000)))",
    "many rows": SCHEMA + ";" + "INSERT INTO t VALUES (1, 'x');" * 200_000,
    "blanks": SCHEMA + " " * 50_000_000,
    "endless trigger": f"{SCHEMA}; CREATE TRIGGER x AFTER INSERT ON t BEGIN INSERT INTO t VALUES (1, '1'); END",
    "check": "CREATE TABLE t (a INTEGER CHECK (a > length(hex(zeroblob(400000000)))), b VARCHAR)",
    "generated": "CREATE TABLE t (a INTEGER, b VARCHAR, c AS (hex(zeroblob(400000000))))",
    "key to nothing": "CREATE TABLE t (a INTEGER REFERENCES nope (x), b VARCHAR REFERENCES t (nope))",
    "other file": f"{SCHEMA}; ATTACH 'leak.db' AS leak",
    "no text": None,
    "number": 5,
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_hostile_schema_and_rows_are_answered_and_contained(script, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    gold, changed = "SELECT a FROM t WHERE a > 1", "SELECT a FROM t WHERE a >= 1"
    for schema, rows in ((script, None), (SCHEMA, script)):
        start = time.thread_time()
        assert sqlscore.execution_match(schema, gold, changed, rows) in (None, False)
        assert sqlscore.compare(schema, gold, gold, rows).match in (None, True)
        assert time.thread_time() - start < 4  # two answers
    assert list(tmp_path.iterdir()) == []


def test_memory_stays_small():
    if not Path("/proc/self/status").exists():  # `ru_maxrss` would count what the parent held before it started the child
        pytest.skip("needs Linux's /proc to tell a process's own peak of memory")
    probe = (
        "import re, sqlscore, test_sql_sandbox as t\n"
        "for q in (t.HOSTILE['copies before it runs'], t.FLATTENED):\n"
        "    sqlscore.execution_match(t.SCHEMA, 'SELECT a FROM t', q)\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONPATH": str(here.parent)}
    found = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, cwd=here, env=environment)
    assert int(found.stdout) * 1024 < 500e6, found.stderr


def test_row_budget_stops_large_results():
    rows = (
        SCHEMA + "; INSERT INTO t WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM r LIMIT 25000) SELECT x, 'x' FROM r"
    )
    connection = sandbox.open_script(rows)
    query = "SELECT " + ", ".join(["a"] * (sandbox.MAX_CELLS // 25_000)) + "{} FROM t"
    assert len(sandbox.run(connection, query.format("")).rows) == 25_000
    with pytest.raises(sandbox.TooMuch, match="cells"):
        sandbox.run(connection, query.format(", a"))
    assert sqlscore.execution_match(SCHEMA, "SELECT a FROM t", "SELECT t.a FROM t", rows) is True
    assert sqlscore.execution_match(SCHEMA, "SELECT a FROM t", "SELECT a FROM t WHERE a < 25000", rows) is False


def test_printf_works_within_reason():
    connection = sandbox.open_script(SCRIPT)
    assert sandbox.run(connection, "SELECT printf('%.2f|%5d', 2.5, 7)").rows == [("2.50|    7",)]


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    match = sqlscore.execution_match(SCHEMA, "SELECT a FROM t WHERE a > 1", text, rows=SCRIPT)
    assert match in (True, False)


WORDS = st.sampled_from(
    "SELECT FROM WHERE t a b , * ( ) = > AND OR 1 'x' \"y\" ; COUNT(a) MAX(b) GROUP BY ORDER LIMIT "
    "WITH RECURSIVE UNION ALL JOIN t NOT IN LIKE '%' CASE WHEN THEN END DELETE PRAGMA".split()
)


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_any_word_salad_is_answered(salad):
    query = "SELECT " + salad
    connection = sandbox.open_script(SCRIPT)
    try:
        result = sandbox.run(connection, query)
        assert all(len(row) == result.width for row in result.rows)
    except sandbox.QueryFailed as error:
        assert str(error)
    assert connection.execute("SELECT COUNT(*) FROM t").fetchone() == (3,)
    assert sqlscore.execution_match(SCHEMA, query, query) in (True, None)


def test_sqlite_is_new_enough():
    assert sqlite3.sqlite_version_info >= (3, 36)  # serialize and deserialize


def test_what_sqlglot_does_not_know_writes_no_line(caplog):
    for query in ("EXPLAIN QUERY PLAN SELECT a FROM t", "ATTACH 'x.db' AS x", "VACUUM"):
        sqlscore.compare("CREATE TABLE t (a INTEGER)", "SELECT a FROM t", query)
        sqlscore.canonical_match("SELECT a FROM t", query, "CREATE TABLE t (a INTEGER)")
    assert not caplog.records
