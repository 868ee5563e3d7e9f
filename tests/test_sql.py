"""normalize, exact, canonical and execution match, compare and evaluate."""

import json
import os
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sqlscore
from sqlscore import canonical
from sqlscore.schema import read_schema
from sqlscore.text import words

PLAYERS = "CREATE TABLE player (name VARCHAR, age INTEGER, team VARCHAR, goals VARCHAR)"
TWO = (
    "CREATE TABLE singer (id INTEGER PRIMARY KEY, name VARCHAR, country VARCHAR); "
    "CREATE TABLE song (title VARCHAR, singer_id INTEGER, sales INTEGER, year INTEGER)"
)

# -- normalize and exact match ---------------------------------------------------------------


GOLD = "SELECT name FROM t WHERE city = '서울 중구'"
MARKS = (
    "<end_of_turn> <|im_end|> <|eot_id|> <|eom_id|> <|end|> <|end_of_text|> <|endoftext|> <|endofturn|> <|return|> <|stop|> [|endofturn|] "
    "</s> <eos> <pad> <turn|> <|END_OF_TURN_TOKEN|> <｜end▁of▁sentence｜>"
).split()


@pytest.mark.parametrize(
    "written, clean",
    [
        ("SELECT 1;<|im_end|>\n<|im_start|>user", "SELECT 1"),
        ("  SELECT  a\n\tFROM t ;; ", "SELECT a FROM t"),
        ("Here it is:\n```\nSELECT a\nFROM t\n```\nDone.", "SELECT a FROM t"),
        ("SELECT a FROM t WHERE b = 'x  y;  '", "SELECT a FROM t WHERE b = 'x  y;  '"),
        ("SELECT a FROM t WHERE b = 'it''s  '  AND c", "SELECT a FROM t WHERE b = 'it''s  ' AND c"),
        ("SELECT a FROM t WHERE b = 'cut off<|im_end|>", "SELECT a FROM t WHERE b = 'cut off"),
        ("SELECT a -- the name\nFROM t /* all */", "SELECT a FROM t"),
        ("SELECT a FROM t; DROP TABLE t", "SELECT a FROM t; DROP TABLE t"),
        ("SELECT a FROM t; -- and\nDELETE FROM t", "SELECT a FROM t; DELETE FROM t"),
        ("<think> SELECT a, no, it's", ""),
        ("", ""),
        ("<|im_end|>", ""),
    ],
)
def test_normalize(written, clean):
    assert sqlscore.normalize(written) == clean


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("written", ["{g}{m}", "{g};\n{m}\n<|im_start|>user\nit's", "```sql\n{g};\n```{m}", "```sql\n{g}{m}\n```"])
def test_the_end_mark_of_any_model_goes(mark, written):
    assert sqlscore.normalize(written.format(g=GOLD, m=mark)) == GOLD


@pytest.mark.parametrize(
    "written",
    [
        "```sql\n{}\n```", "```sql\r\n{}\r\n```", "```sql {}```", "```{}```", "```SQL\n{}", "\ufeff{}", "`{}`",
        "SQL: {}", "**SQL:** {}", "### SQL:\n{}", "답: {}", "정답:\n{}", "쿼리： {}", "SQL 쿼리: ```sql\n{}\n```",
        "{}; 이 쿼리는 이름을 보여 줍니다.", "{};\n\nThis query doesn't sort.", "{}; -- done", "{}\n```\n설명",
        "<think>\nit's\n</think>\n\n{}", "<thinking>a: SELECT 1;</thinking>SQL: {}",
        "<|channel|>analysis<|message|>it's<|end|><|start|>assistant<|channel|>final<|message|>{}<|return|>", "it's thinking</think>\n{}", "<|im_start|>assistant\n{}",
    ],
)  # fmt: skip
def test_what_stands_around_a_query_goes(written):
    assert sqlscore.normalize(written.format(GOLD)) == GOLD
    assert sqlscore.exact_match(GOLD, written.format(GOLD))


@pytest.mark.parametrize(
    "value",
    [
        "<|im_end|>",
        "</s>",
        "[|endofturn|]",
        "a; b",
        "```sql x```",
        "</think>",
        "SQL: x",
        "-- x",
        "/* */",
        "\u00a0 \u3000",
        "it''s; <eos>",
    ],
)
def test_a_value_keeps_what_it_holds(value):
    query = f"SELECT a FROM t WHERE b = '{value}' AND c = 1"
    assert sqlscore.normalize(query) == sqlscore.normalize(query + ";<|im_end|>") == query


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u2028", "\u0085", "\u200b"])
def test_strange_blanks_are_blanks_for_every_measure(blank):
    schema, written = "CREATE TABLE t (name TEXT, city TEXT)", GOLD.replace(" FROM", f"{blank}FROM")
    assert sqlscore.exact_match(GOLD, written)
    assert sqlscore.canonical_match(GOLD, written, schema) and sqlscore.execution_match(schema, GOLD, written)


def test_composed_and_decomposed_letters_are_the_same():
    apart = unicodedata.normalize("NFD", GOLD)
    assert apart != GOLD and sqlscore.exact_match(GOLD, apart) and sqlscore.canonical_match(GOLD, apart)


HOSTILE = [
    "[",
    "'",
    "`",
    "```",
    "<|",
    "[|",
    "/*",
    "--",
    ";",
    "; ",
    ";--\n",
    "<think>",
    "<think></think>",
    "SQL:",
    ": ",
    "<s>",
    "(select ",
    "\u0301\u0316",
    " -",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_any_text_takes_linear_time(piece):
    start = time.process_time()
    sqlscore.normalize(piece * (128_000 // len(piece)) + "select")
    assert time.process_time() - start < 2


SQLISH = st.text(alphabet="SELECT ab'\";`\n\t<|im_end>[]=*한글 ", max_size=60)


@given(SQLISH | st.text(max_size=60))
def test_normalize_twice_is_normalize_once(text):
    once = sqlscore.normalize(text)
    assert sqlscore.normalize(once) == once
    assert sqlscore.exact_match(text, once)


@given(st.text(alphabet="ab  '한", max_size=20))
def test_normalize_keeps_what_stands_in_quotes(value):
    literal = "'" + value.replace("'", "''") + "'"
    assert literal in sqlscore.normalize(f"SELECT  a  FROM t WHERE b =  {literal} ;")


@pytest.mark.parametrize(
    "left, right, same",
    [
        ("SELECT a FROM t WHERE b>=3", "select A\nfrom T -- all\nwhere b >= 3", True),
        ("SELECT COUNT(*) FROM t", "select count ( * ) from t", True),
        ("SELECT a FROM t WHERE b = 'x'", "SELECT a FROM t WHERE b = 'X'", False),
        ("SELECT a FROM t WHERE b = 'x  y'", "SELECT a FROM t WHERE b = 'x y'", False),
        ("SELECT a b FROM t", "SELECT ab FROM t", False),
        ("SELECT x'61' FROM t", "SELECT x '61' FROM t", False),
        ("SELECT É FROM t", "SELECT é FROM t", False),
    ],
)
def test_words_are_those_of_the_query(left, right, same):
    assert (words(left) == words(right)) is same


def test_exact_match_is_strict():
    assert sqlscore.exact_match("SELECT a FROM t", "SELECT a  FROM t;<|im_end|>")
    assert not sqlscore.exact_match("SELECT a FROM t", "select a from t")


# -- canonical match -------------------------------------------------------------------------

SAME_STRUCTURE = [
    ("SELECT name FROM player WHERE age > 3 AND team = 'A'", "select P.NAME from player p where 'A' = p.team and 3 < p.age"),
    ("SELECT name FROM player WHERE age <> 3", "SELECT name AS n FROM player WHERE (NOT age = 3)"),
    ("SELECT name FROM player WHERE age != 3", "SELECT name FROM player WHERE age <> 3"),
    ('SELECT name FROM player WHERE team = "A"', "SELECT name FROM player WHERE team IN ('A')"),
    ("SELECT name FROM player WHERE age BETWEEN 3 AND 5", "SELECT name FROM player WHERE age <= 5 AND age >= 3"),
    ("SELECT team, COUNT(*) FROM player GROUP BY team ORDER BY COUNT(*) DESC", "SELECT team, COUNT(*) AS c FROM player GROUP BY team ORDER BY c DESC"),
]  # fmt: skip
OTHER_STRUCTURE = [
    ("SELECT name FROM player WHERE age > 3", "SELECT name FROM player WHERE age >= 3"),
    ("SELECT name FROM player WHERE team = 'A'", "SELECT name FROM player WHERE team = 'a'"),
    ('SELECT name FROM player WHERE team = "name"', "SELECT name FROM player WHERE team = 'name'"),
    ("SELECT name FROM player WHERE (age = 1 OR age = 2) AND team = 'A'", "SELECT name FROM player WHERE age = 1 OR (age = 2 AND team = 'A')"),
    ("SELECT name FROM player", "SELECT DISTINCT name FROM player"),
    ("SELECT name FROM player", "not a query"),
    ("SELECT (age + 1) * 2 FROM player", "SELECT age + 1 * 2 FROM player"),
]  # fmt: skip


@pytest.mark.parametrize("gold, predicted", SAME_STRUCTURE)
def test_canonical_match_levels_out(gold, predicted):
    assert sqlscore.canonical_match(gold, predicted, PLAYERS)
    assert sqlscore.execution_match(PLAYERS, gold, predicted)


@pytest.mark.parametrize("gold, predicted", OTHER_STRUCTURE)
def test_canonical_match_keeps_apart(gold, predicted):
    assert not sqlscore.canonical_match(gold, predicted, PLAYERS)


def test_canonical_match_without_a_schema():
    assert sqlscore.canonical_match("SELECT a FROM t WHERE b = 1", "select T.a from t where t.b = 1;")
    assert not sqlscore.canonical_match("SELECT a FROM t", "SELECT b FROM t")


def test_unreadable_queries_match_only_themselves():
    assert sqlscore.canonical_match("SELEC a", "SELEC  a;")
    assert not sqlscore.canonical_match("SELEC a", "SELEC b")


STAFF = (
    "CREATE TABLE emp (id INTEGER, name TEXT, dept_id INTEGER, salary INTEGER, x INTEGER, y INTEGER, z INTEGER, boss INTEGER, "
    "is_vip BOOLEAN, city TEXT, d DATE); CREATE TABLE dept (id INTEGER, title TEXT, city TEXT)"
)
SAME_IN_OTHER_WORDS = [
    ("SELECT city FROM emp ORDER BY x", "SELECT city FROM emp ORDER BY x ASC"),
    ("SELECT e.city FROM emp e JOIN dept d ON e.dept_id=d.id", "SELECT emp.city FROM emp INNER JOIN dept ON dept.id=emp.dept_id"),
    ("SELECT e.city FROM emp e LEFT JOIN dept d ON e.dept_id=d.id", "SELECT emp.city FROM emp LEFT OUTER JOIN dept ON dept.id=emp.dept_id"),
    ("SELECT e.city FROM emp e, dept d WHERE e.dept_id=d.id AND d.city='서울'", "SELECT emp.city FROM emp INNER JOIN dept ON dept.id=emp.dept_id WHERE dept.city='서울'"),
    ("SELECT city FROM emp LIMIT 5", "SELECT city FROM emp LIMIT 5 OFFSET 0"),
    ("SELECT city FROM emp LIMIT 5 OFFSET 2", "SELECT city FROM emp LIMIT 2, 5"),
    ("SELECT city FROM emp LIMIT 5", "SELECT city FROM emp LIMIT 0, 5"),
    ("SELECT city FROM emp WHERE name NOT LIKE '김%'", "SELECT city FROM emp WHERE NOT name LIKE '김%'"),
    ("SELECT city FROM emp WHERE name NOT LIKE '김%'", "SELECT city FROM emp WHERE NOT (name LIKE '김%')"),
    ("SELECT city FROM emp WHERE name NOT IN ('a','b')", "SELECT city FROM emp WHERE NOT (name IN ('b','a'))"),
    ("SELECT city FROM emp WHERE name IS NOT NULL", "SELECT city FROM emp WHERE NOT name IS NULL"),
    ("SELECT city FROM emp WHERE x NOT BETWEEN 1 AND 3", "SELECT city FROM emp WHERE x < 1 OR 3 < x"),
    ("SELECT city FROM emp WHERE NOT (x > 3 OR y = 2)", "SELECT city FROM emp WHERE y <> 2 AND x <= 3"),
    ("SELECT city FROM emp WHERE x == 3", "SELECT city FROM emp WHERE x = 3"),
    ("SELECT COUNT(1) FROM emp", "SELECT COUNT(*) FROM emp"),
    ("SELECT city, COUNT(*) AS n FROM emp GROUP BY city HAVING n > 3 ORDER BY n DESC", "SELECT city, COUNT(*) FROM emp GROUP BY 1 HAVING COUNT(*) > 3 ORDER BY 2 DESC"),
    ("SELECT a.name FROM emp a JOIN emp b ON a.boss = b.id", "SELECT e.name FROM emp e JOIN emp m ON m.id = e.boss"),
    ("SELECT name FROM emp e WHERE salary > (SELECT AVG(salary) FROM emp x WHERE x.dept_id = e.dept_id)", "SELECT name FROM emp a WHERE (SELECT AVG(b.salary) FROM emp AS b WHERE a.dept_id = b.dept_id) < a.salary"),
    ("WITH c AS (SELECT dept_id, COUNT(*) AS n FROM emp GROUP BY dept_id) SELECT dept_id FROM c WHERE n > 3", "WITH c AS (SELECT dept_id, COUNT(*) AS n FROM emp GROUP BY dept_id) SELECT c.dept_id FROM c WHERE 3 < c.n"),
    ("SELECT q.n FROM (SELECT COUNT(*) AS n FROM emp) AS q", "SELECT n FROM (SELECT COUNT(*) AS n FROM emp) z"),
    ("SELECT name FROM emp WHERE EXISTS (SELECT 1 FROM dept WHERE id = dept_id)", "SELECT name FROM emp WHERE EXISTS (SELECT * FROM dept WHERE dept_id = dept.id)"),
    ("SELECT IFNULL(x, 0) FROM emp", "SELECT COALESCE(x,0) FROM emp"),
    ("SELECT ALL name FROM emp", "SELECT name FROM emp"),
    ("SELECT (x + y) + z FROM emp", "SELECT x + y + z FROM emp"),
    ("SELECT (x - y) - z FROM emp", "SELECT x - y - z FROM emp"),
    ("SELECT (x * y) / z FROM emp", "SELECT x * y / z FROM emp"),
    ("SELECT x + (y * z) FROM emp", "SELECT x + y * z FROM emp"),
    ("SELECT name FROM emp WHERE is_vip = TRUE", "SELECT name FROM emp WHERE is_vip = 1"),
    ("SELECT name FROM emp UNION SELECT title FROM dept ORDER BY name", "SELECT name AS n FROM emp UNION SELECT title FROM dept ORDER BY n"),
    ("SELECT * FROM dept", "SELECT id, title, city FROM dept"),
    ("SELECT substr(name,1,2) FROM emp", "SELECT SUBSTRING(name,1,2) FROM emp"),
]  # fmt: skip
NEARLY_THE_SAME = [
    ("SELECT x - (y - z) FROM emp", "SELECT x - y - z FROM emp"),
    ("SELECT x / (y / z) FROM emp", "SELECT x / y / z FROM emp"),
    ("SELECT x / (y * z) FROM emp", "SELECT x / y * z FROM emp"),
    ("SELECT x % (y % z) FROM emp", "SELECT x % y % z FROM emp"),
    ("SELECT x - (y + z) FROM emp", "SELECT x - y + z FROM emp"),
    ("SELECT x * (y + z) FROM emp", "SELECT x * y + z FROM emp"),
    ("SELECT -(x + y) FROM emp", "SELECT -x + y FROM emp"),
    ("SELECT x * (y / z) FROM emp", "SELECT x * y / z FROM emp"),
    ("SELECT name FROM emp e WHERE salary > (SELECT AVG(salary) FROM emp x WHERE x.dept_id = e.dept_id)", "SELECT name FROM emp e WHERE salary > (SELECT AVG(salary) FROM emp x WHERE x.dept_id = x.dept_id)"),
    ("SELECT a.name FROM emp a JOIN emp b ON a.boss = b.id", "SELECT b.name FROM emp a JOIN emp b ON a.boss = b.id"),
    ("SELECT name FROM emp WHERE x = 1 = 1", "SELECT name FROM emp WHERE x = 1 = 2"),
    ("SELECT name FROM emp WHERE (x = y) = z", "SELECT name FROM emp WHERE x = (y = z)"),
    ("SELECT name FROM emp WHERE x > '9' AND x > '10'", "SELECT name FROM emp WHERE x > '9'"),
    ("SELECT name FROM emp WHERE x = 72 - 71 = 143", "SELECT name FROM emp WHERE x = 72 - 71 = 144"),
    ("SELECT name AS a, city AS b FROM emp UNION SELECT title, city FROM dept ORDER BY a", "SELECT name AS b, city AS a FROM emp UNION SELECT title, city FROM dept ORDER BY a"),
    ("SELECT city FROM emp ORDER BY x", "SELECT city FROM emp ORDER BY x DESC"),
    ("SELECT city FROM emp ORDER BY x", "SELECT city FROM emp ORDER BY x NULLS LAST"),
    ("SELECT city FROM emp LIMIT 5", "SELECT city FROM emp LIMIT 5 OFFSET 1"),
    ("SELECT e.city FROM emp e LEFT JOIN dept d ON e.dept_id=d.id", "SELECT emp.city FROM emp JOIN dept ON dept.id=emp.dept_id"),
    ("SELECT e.city FROM emp e LEFT JOIN dept d ON e.dept_id=d.id AND d.city='a'", "SELECT e.city FROM emp e LEFT JOIN dept d ON e.dept_id=d.id WHERE d.city='a'"),
    ("SELECT name FROM emp WHERE x NOT LIKE 'a'", "SELECT name FROM emp WHERE x LIKE 'a'"),
    ("SELECT name FROM emp WHERE name LIKE 'a!%' ESCAPE '!'", "SELECT name FROM emp WHERE name LIKE 'a!%'"),
    ("SELECT name FROM emp WHERE (x AND y) OR (x AND NOT y)", "SELECT name FROM emp WHERE x"),
    ("SELECT name FROM emp WHERE NOT (x AND y)", "SELECT name FROM emp WHERE NOT x AND y"),
    ("SELECT name FROM emp WHERE x IS NOT y", "SELECT name FROM emp WHERE x IS y"),
    ("SELECT NOT NOT x FROM emp", "SELECT x FROM emp"),
    ("SELECT COUNT(x) FROM emp", "SELECT COUNT(*) FROM emp"),
    ("SELECT COUNT(DISTINCT x) FROM emp", "SELECT COUNT(x) FROM emp"),
    ("SELECT name FROM emp WHERE x = 3 AND x = 4", "SELECT name FROM emp WHERE x = 3"),
    ("SELECT name FROM emp WHERE EXISTS (SELECT COUNT(*) FROM dept)", "SELECT name FROM emp WHERE EXISTS (SELECT 1 FROM dept)"),
    ("SELECT a.name FROM emp a JOIN dept b ON b.id=a.dept_id WHERE EXISTS (SELECT 1 FROM emp c WHERE c.boss = a.id)", "SELECT a.name FROM emp a JOIN dept b ON b.id=a.dept_id WHERE EXISTS (SELECT 1 FROM emp c WHERE c.boss = c.id)"),
]  # fmt: skip


@pytest.mark.parametrize("gold, predicted", SAME_IN_OTHER_WORDS)
def test_words_names_and_order_say_nothing(gold, predicted):
    assert sqlscore.canonical_match(gold, predicted, STAFF) and sqlscore.canonical_match(predicted, gold, STAFF)
    assert sqlscore.execution_match(STAFF, gold, predicted) is not False


@pytest.mark.parametrize("gold, predicted", NEARLY_THE_SAME)
def test_what_says_something_stays(gold, predicted):
    assert not sqlscore.canonical_match(gold, predicted, STAFF) and not sqlscore.canonical_match(predicted, gold, STAFF)


def test_a_canonical_text_is_its_own_canonical_text():
    for gold, _ in SAME_IN_OTHER_WORDS + NEARLY_THE_SAME:
        found = canonical(gold, STAFF)
        assert found is not None and canonical(found, STAFF) == found and sqlscore.canonical_match(gold, gold, STAFF)


def test_the_same_structure_gives_the_same_result():
    queries = [query for pair in SAME_IN_OTHER_WORDS[:12] + NEARLY_THE_SAME[-6:] for query in pair]
    canonicals = [canonical(query, STAFF) for query in queries]
    for i, one in enumerate(queries):
        for j in range(i):
            if canonicals[i] == canonicals[j]:
                assert sqlscore.execution_match(STAFF, one, queries[j]) is not False, (one, queries[j])


def test_canonical_texts_are_the_same_in_every_process():
    code = (
        "import test_sql, sqlscore; "
        "print([sqlscore.canonical(q, test_sql.STAFF) for p in test_sql.SAME_IN_OTHER_WORDS + test_sql.NEARLY_THE_SAME for q in p])"
    )
    said = {subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
                           capture_output=True, text=True, check=True).stdout for seed in ("1", "2", "3")}  # fmt: skip
    assert len(said) == 1 and len(said.pop()) > 1000


@pytest.mark.parametrize(
    "query",
    [
        "SELECT a FROM t WHERE " + " AND ".join(f"a={i}" for i in range(1200)), "SELECT " + "+".join(["a"] * 4000) + " FROM t",
        "SELECT a FROM t WHERE a IN (" + ",".join("1" * 4000) + ")", "SELECT a FROM t WHERE " + "NOT (b=1 OR " * 90 + "a=1" + ")" * 90,
        "SELECT " + "(" * 900 + "1" + ")" * 900, "SELECT a FROM t WHERE " + "||".join(["a"] * 2000) + "='x'", "SELECT " + "NOT " * 2000 + "a",
        "SELECT a FROM t " + "UNION SELECT a FROM t " * 300, "SELECT a FROM t WHERE a" + "=1" * 3000, "SELECT " + "- " * 4000 + "a FROM t",
    ],
)  # fmt: skip
def test_any_query_gets_its_canonical_form_soon(query):
    start = time.process_time()
    assert sqlscore.canonical_match(query, query, STAFF)
    canonical(query, STAFF)
    assert time.process_time() - start < 2


# -- execution match -------------------------------------------------------------------------

EQUAL = [
    (PLAYERS, "SELECT name FROM player WHERE age > 20", "SELECT name FROM player WHERE NOT age <= 20"),
    (PLAYERS, 'SELECT name FROM player WHERE team = "A b"', "SELECT name FROM player WHERE 'A b' = team"),
    (PLAYERS, "SELECT name FROM player WHERE goals = 12", "SELECT name FROM player WHERE goals = '12'"),
    (PLAYERS, "SELECT COUNT(*) FROM player", "SELECT SUM(1) FROM player HAVING COUNT(*) > 0 UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM player)"),
    (TWO, "SELECT name FROM singer WHERE id IN (SELECT singer_id FROM song WHERE year > 2000)", "SELECT name FROM singer AS s WHERE EXISTS (SELECT 1 FROM song WHERE singer_id = s.id AND year > 2000)"),
    (TWO, "SELECT T1.name FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id", "SELECT b.name FROM song AS a JOIN singer AS b ON b.id = a.singer_id"),
    (TWO, "SELECT country, COUNT(*) FROM singer GROUP BY country ORDER BY COUNT(*) DESC LIMIT 1", "SELECT country, COUNT(id) AS n FROM singer GROUP BY country ORDER BY n DESC LIMIT 1"),
]  # fmt: skip
DIFFERENT = [
    (PLAYERS, "SELECT name FROM player WHERE age > 20", "SELECT name FROM player WHERE age >= 20"),
    (PLAYERS, "SELECT name FROM player WHERE goals > 9 AND goals < 12", "SELECT name FROM player WHERE goals > 9 AND goals < 11"),
    (PLAYERS, "SELECT AVG(goals) FROM player WHERE team = 'A'", "SELECT SUM(goals) FROM player WHERE team = 'A'"),
    (PLAYERS, "SELECT MAX(age) FROM player WHERE team = 'A'", "SELECT MAX(age) FROM player"),
    (PLAYERS, "SELECT MAX(age) FROM player WHERE age > 20", "SELECT MAX(age) FROM player WHERE age >= 20"),
    (PLAYERS, "SELECT MAX(age) FROM player WHERE goals > 2", "SELECT MAX(age) FROM player WHERE age > 2"),
    (PLAYERS, "SELECT COUNT(name) FROM player", "SELECT COUNT(team) FROM player"),
    (PLAYERS, "SELECT COUNT(name) FROM player", "SELECT COUNT(*) FROM player"),
    (PLAYERS, "SELECT team FROM player", "SELECT DISTINCT team FROM player"),
    (PLAYERS, "SELECT name FROM player ORDER BY age", "SELECT name FROM player"),
    (PLAYERS, "SELECT name FROM player ORDER BY age", "SELECT name FROM player ORDER BY age DESC"),
    (PLAYERS, "SELECT name FROM player ORDER BY age LIMIT 3", "SELECT name FROM player ORDER BY age LIMIT 4"),
    (PLAYERS, "SELECT name, age FROM player", "SELECT age, name FROM player"),
    (PLAYERS, "SELECT name FROM player WHERE name LIKE '%김%'", "SELECT name FROM player WHERE name LIKE '김%'"),
    (PLAYERS, "SELECT name FROM player WHERE team IS NULL", "SELECT name FROM player WHERE team = ''"),
    (PLAYERS, "SELECT name FROM player WHERE age = (SELECT MAX(age) FROM player)", "SELECT name FROM player ORDER BY age DESC LIMIT 1"),
    (TWO, "SELECT country FROM singer GROUP BY country HAVING COUNT(*) > 3", "SELECT country FROM singer GROUP BY country HAVING COUNT(*) >= 3"),
    (TWO, "SELECT name FROM singer WHERE country = '한국' INTERSECT SELECT name FROM singer WHERE country = '미국'", "SELECT name FROM singer WHERE country = '한국' UNION SELECT name FROM singer WHERE country = '미국'"),
    (TWO, "SELECT name FROM singer WHERE NOT id IN (SELECT singer_id FROM song WHERE singer_id > 0)", "SELECT name FROM singer"),
    (TWO, "SELECT T1.name FROM singer AS T1 JOIN song AS T2 ON T1.id = T2.singer_id", "SELECT T1.name FROM singer AS T1 LEFT JOIN song AS T2 ON T1.id = T2.singer_id"),
    (TWO, "SELECT SUM(sales) FROM song WHERE year = 2020", "SELECT SUM(sales) FROM song WHERE year = 2020 AND sales > 0"),
    (TWO, "SELECT name FROM singer WHERE length(name) > 5", "SELECT name FROM singer WHERE length(name) > 6"),
]  # fmt: skip


@pytest.mark.parametrize("schema, gold, predicted", EQUAL)
def test_equal_queries(schema, gold, predicted):
    assert sqlscore.execution_match(schema, gold, predicted) is True
    assert sqlscore.execution_match(schema, predicted, gold) is True


@pytest.mark.parametrize("schema, gold, predicted", DIFFERENT)
def test_different_queries(schema, gold, predicted):
    assert sqlscore.execution_match(schema, gold, predicted) is False
    assert sqlscore.compare(schema, gold, predicted).match is False


def test_gold_that_cannot_run_is_none():
    for schema, gold in [
        (PLAYERS, "SELECT nothing FROM player"),
        (PLAYERS, "SELECT MIN(4 AS _car_sets) FROM player"),
        ("CREATE TABLE a (x VARCHAR); CREATE TABLE a (y VARCHAR)", "SELECT x FROM a"),
        ("", "SELECT x FROM a"),
    ]:
        assert sqlscore.execution_match(schema, gold, gold) is None
        assert sqlscore.compare(schema, gold, "SELECT 1").match is None


@pytest.mark.parametrize("number", ["1e400", "9" * 25, "-1e-400", "0x1F", "1e5", "9223372036854775807"])
def test_numbers_of_any_size_are_scored(number):
    gold = f"SELECT team FROM player WHERE age > {number} GROUP BY team HAVING COUNT(*) > {number}"
    assert sqlscore.execution_match(PLAYERS, gold, gold + " -- the same") is True
    assert sqlscore.execution_match(PLAYERS, gold, "SELECT team FROM player") is False


def test_queries_that_never_answer_are_equal():
    gold = "SELECT name FROM player WHERE age > 5 AND age < 4"
    for other in ("age > 3 AND age < 2", "age = NULL", "1 = 0", "age IS NULL AND age > 5"):
        assert sqlscore.execution_match(PLAYERS, gold, f"SELECT name FROM player WHERE {other}") is True
    assert sqlscore.execution_match(PLAYERS, gold, "SELECT name FROM player WHERE goals = 1") is False


@pytest.mark.parametrize("wrong", ["goals = 72 - 71 = 143", "2005 = 'a'"])
def test_gold_with_a_comparison_gone_wrong_is_scored_by_structure(wrong):
    gold = f"SELECT name FROM player WHERE {wrong}"
    assert sqlscore.execution_match(PLAYERS, gold, gold.lower()) is True
    assert sqlscore.execution_match(PLAYERS, gold, gold.replace("name", "team")) is False


@pytest.mark.parametrize(
    "order, right",
    [("age, name", True), ("age, name DESC", True), ("age, team", True), ("age DESC", False), ("name", False)],
)  # fmt: skip
def test_ties_may_come_in_any_order(order, right):
    rows = PLAYERS + "; INSERT INTO player VALUES ('나', 20, 'A', '1'), ('가', 20, 'B', '2'), ('다', 10, 'C', '3')"
    gold, predicted = "SELECT name FROM player ORDER BY age", f"SELECT name FROM player ORDER BY {order}"
    assert sqlscore.execution_match(PLAYERS, gold, predicted, rows) is right
    assert sqlscore.execution_match(PLAYERS, gold, predicted) is right


def test_a_tied_winner_may_be_any_of_them():
    rows = PLAYERS + "; INSERT INTO player VALUES ('가', 30, 'A', '1'), ('나', 30, 'B', '2'), ('다', 10, 'C', '3')"
    gold = "SELECT name FROM player ORDER BY age DESC LIMIT 1"
    assert sqlscore.execution_match(PLAYERS, gold, "SELECT name FROM player ORDER BY age DESC, name DESC LIMIT 1", rows)
    assert sqlscore.execution_match(PLAYERS, gold, "SELECT name FROM player ORDER BY age DESC LIMIT 2", rows) is False


def test_shipped_rows_come_first_and_may_carry_their_own_tables():
    inserts = "INSERT INTO player VALUES ('가', 20, 'A', '1'), ('나', 21, 'A', '2')"
    gold, predicted = "SELECT name FROM player WHERE team = 'A'", "SELECT name FROM player WHERE age = 20"
    for rows in (inserts, f"{PLAYERS}; {inserts}", [PLAYERS, inserts]):
        shown = sqlscore.compare(PLAYERS, gold, predicted, rows)
        assert shown.match is False
        assert shown.database["player"].to_dict("records") == [{"name": "나", "age": 21, "team": "A", "goals": "2"}]
        assert shown.gold.shape == (1, 1) and shown.predicted.empty


def test_floats_compare_with_tolerance():
    rows = "CREATE TABLE f (x REAL); INSERT INTO f VALUES (0.1), (0.2), (0.3)"
    assert sqlscore.execution_match("CREATE TABLE f (x REAL)", "SELECT SUM(x) FROM f", "SELECT SUM(x * 3) / 3 FROM f", rows)


def test_constraints_of_the_ddl_hold_in_generated_databases():
    schema = (
        "CREATE TABLE a (id INTEGER PRIMARY KEY, kind TEXT NOT NULL); "
        "CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a(id), n INTEGER)"
    )
    # equal only where every row of b has its a
    gold = "SELECT b.n FROM b JOIN a ON a.id = b.a_id WHERE b.n > 3"
    assert sqlscore.execution_match(schema, gold, "SELECT n FROM b WHERE n > 3 AND a_id IN (SELECT id FROM a)")
    assert sqlscore.execution_match(schema, "SELECT COUNT(kind) FROM a", "SELECT COUNT(*) FROM a")


def test_schema_is_read_as_sqlite_reads_it():
    layout = read_schema(TWO)
    assert list(layout.tables) == ["singer", "song"]
    assert layout.tables["singer"].unique == ((0,),)
    assert [c.kind for c in layout.tables["song"].columns] == ["text", "number", "number", "number"]


MYSQL = """CREATE TABLE `emp` (id INT NOT NULL AUTO_INCREMENT COMMENT '사번', name VARCHAR(50) COMMENT '이름', dept ENUM('영업','개발'),
  pay INT UNSIGNED DEFAULT 0, born DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, dept_id INT, PRIMARY KEY (id),
  KEY k (name), UNIQUE KEY u (name), CONSTRAINT f FOREIGN KEY (dept_id) REFERENCES dept (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='직원'; CREATE TABLE dept (id INT PRIMARY KEY) ENGINE=InnoDB;"""
SERVER = """CREATE TABLE [dbo].[emp] ([id] INT IDENTITY(1,1) PRIMARY KEY, [name] NVARCHAR(MAX) NOT NULL, pay MONEY, born DATETIME2, dept_id INT,
  CONSTRAINT u UNIQUE NONCLUSTERED ([name] ASC));
GO
CREATE TABLE dbo.dept (id INT)
GO"""
POSTGRES = """CREATE TABLE public.emp (id SERIAL PRIMARY KEY, name character varying(50) NOT NULL, tags TEXT[], pay numeric(10,2) DEFAULT 0::numeric,
  born TIMESTAMP WITH TIME ZONE DEFAULT now(), kind mood, dept_id integer); COMMENT ON COLUMN public.emp.name IS '이름';
CREATE TABLE dept (id bigint NOT NULL); ALTER TABLE ONLY dept ADD CONSTRAINT p PRIMARY KEY (id);"""
ORACLE = """CREATE TABLE hr.emp (id NUMBER(10) GENERATED ALWAYS AS IDENTITY, name VARCHAR2(50 CHAR) NOT NULL, pay NUMBER(8,2), born DATE DEFAULT SYSDATE,
  dept_id NUMBER(10), CONSTRAINT p PRIMARY KEY (id)) TABLESPACE users; CREATE TABLE hr.dept (id NUMBER(10));"""


@pytest.mark.parametrize(
    "schema, prefix", [(MYSQL, ""), (SERVER, "dbo."), (SERVER, "[dbo]."), (POSTGRES, "public."), (ORACLE, "hr.")]
)
def test_ddl_of_other_systems_is_translated(schema, prefix):
    gold = f"SELECT name FROM {prefix}emp WHERE pay > 100"
    assert sqlscore.execution_match(schema, gold, gold.replace("> 100", ">= 100")) is False
    assert sqlscore.execution_match(schema, gold, "select e.name from emp e where not e.pay <= 100") is True
    assert sqlscore.canonical_match(gold, "select e.name from emp e where not e.pay <= 100", schema)
    layout = read_schema(schema)
    kinds = {c.name: c.kind for c in layout.tables["emp"].columns}
    assert (kinds["id"], kinds["pay"], kinds["name"]) == ("number", "number", "text") and kinds["born"].startswith("date")
    assert layout.tables["emp"].unique and set(layout.tables) == {"emp", "dept"}


def test_keys_and_values_of_another_system_hold():
    assert (
        sqlscore.execution_match(MYSQL, "SELECT id FROM emp WHERE dept = '영업'", "SELECT id FROM emp WHERE dept NOT IN ('개발')")
        is True
    )
    assert sqlscore.execution_match(MYSQL, "SELECT name FROM emp", "SELECT DISTINCT name FROM emp WHERE name IS NOT NULL") is False
    assert read_schema(MYSQL).tables["emp"].references == ((5, "dept", "id"),)
    assert read_schema(POSTGRES).tables["dept"].unique == ((0,),)


def test_what_nobody_can_read_is_not_scored():
    for schema in ("CREATE TABLE emp (id INT", "no table at all", "CREATE TABEL emp (id INT)", ""):
        table = sqlscore.evaluate([{"schema": schema, "gold": "SELECT id FROM emp", "predicted": "SELECT id FROM  emp"}])
        assert table["execution"].tolist() == [None] and table["exact"].tolist() == [True]
        assert table["reason"][0].startswith("The gold query cannot run: ")


# -- compare and evaluate --------------------------------------------------------------------


def test_compare_shows_the_smallest_database():
    shown = sqlscore.compare(PLAYERS, "SELECT name FROM player WHERE age > 20", "SELECT name FROM player WHERE age >= 20")
    assert len(shown.database["player"]) == 1 and shown.database["player"]["age"][0] == 20
    assert shown.gold.empty and len(shown.predicted) == 1
    assert "table player" in str(shown) and "<table" in shown._repr_html_()


def test_compare_says_why_a_prediction_failed():
    shown = sqlscore.compare(PLAYERS, "SELECT name FROM player", "SELECT nmae FROM player")
    assert "no such column: nmae" in shown.reason and shown.predicted is None


ROWS = [
    {"schema": PLAYERS, "gold": "SELECT name FROM player", "predicted": "SELECT name FROM player<|im_end|>"},
    {"schema": PLAYERS, "gold": "SELECT name FROM player", "predicted": "select name from PLAYER"},
    {"schema": PLAYERS, "gold": "SELECT name FROM player", "predicted": "SELECT team FROM player"},
    {"schema": PLAYERS, "gold": "SELECT nope FROM player", "predicted": "SELECT nope FROM player"},
]  # fmt: skip


def test_evaluate_scores_in_order(tmp_path: Path):
    table = sqlscore.evaluate(ROWS)
    assert table["exact"].tolist() == [True, False, False, True]
    assert table["canonical"].tolist() == [True, True, False, True]
    assert table["execution"].tolist() == [True, True, False, None]
    path = tmp_path / "predictions.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS))
    pd.testing.assert_frame_equal(sqlscore.evaluate(path), table)


def test_evaluate_in_parallel_is_evaluate():
    rows = ROWS * 60
    alone, together = sqlscore.evaluate(rows, workers=1), sqlscore.evaluate(rows, workers=2)
    pd.testing.assert_frame_equal(alone, together)


def test_evaluate_takes_databases():
    row = {"schema": PLAYERS, "gold": "SELECT name FROM player WHERE team = 'A'", "db_id": "p", "predicted": "SELECT name FROM player WHERE age = 20"}  # fmt: skip
    table = sqlscore.evaluate([row], databases={"p": "INSERT INTO player VALUES ('가', 21, 'A', '1')"})
    assert table["execution"].tolist() == [False]
    assert sqlscore.evaluate([]).empty


def test_evaluate_names_what_it_cannot_read(tmp_path: Path):
    with pytest.raises(ValueError, match="row 0 .* lacks schema"):
        sqlscore.evaluate([{"gold": "SELECT 1"}])
    path = tmp_path / "torn.jsonl"
    path.write_text(json.dumps(ROWS[0]) + '\n{"schema": "CR')
    with pytest.raises(ValueError, match="line 2 is no JSON"):
        sqlscore.evaluate(path)


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\u0085", "\x0b", "\x1e"])
def test_evaluate_reads_lines_that_hold_other_separators(separator, tmp_path: Path):
    path = tmp_path / "predictions.jsonl"
    rows = [row | {"question": f"이름은?{separator}전체", "id": 7} for row in ROWS[:2]]
    text = "\r\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text(text, encoding="utf-8-sig", newline="")
    table = sqlscore.evaluate(path)
    assert table["question"].tolist() == [rows[0]["question"]] * 2 and table["execution"].tolist() == [True, True]


@pytest.mark.parametrize("odd", [None, float("nan"), 3, ["SELECT name FROM player"], {"a": 1}, "", "\x00", "\ud800"])
def test_no_row_makes_evaluate_raise(odd):
    rows = [
        ROWS[0],
        *(ROWS[0] | {field: odd} for field in ("schema", "gold", "predicted", "db_id") if field != "db_id" or odd.__hash__),
    ]
    table = sqlscore.evaluate(rows)
    assert table["execution"].iloc[0] is True and table["execution"].iloc[3] is False
    assert table["execution"].iloc[1] is None and table["execution"].iloc[2] is None


def test_what_cannot_be_scored_is_counted_by_reason():
    table = sqlscore.evaluate(ROWS + ROWS[3:])
    assert sqlscore.unscored(table).to_dict() == {"The gold query cannot run: no such column: nope.": 2}
    assert sqlscore.unscored(sqlscore.evaluate(ROWS[:3])).empty


def test_the_readmes_example_says_what_it_says():
    block = (Path(sqlscore.__file__).parent / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("\n```\n")[0]
    names, checked = {}, 0
    for line in block.splitlines():
        code, _, said = (part.strip() for part in line.partition("  # "))
        if said in ("True", "False"):
            assert eval(code, names) is (said == "True"), line
            checked += 1
        elif not line.startswith(("table", "sqlscore.unscored", "print")):
            exec(code, names)
    assert checked == 3


def test_a_model_that_repeats_its_prompt_is_wrong_without_a_word(caplog):
    prompt = "CREATE TABLE t (a TEXT)\n\n이름은 무엇입니까?"
    scored = sqlscore.evaluate([{"schema": "CREATE TABLE t (a TEXT)", "gold": "SELECT a FROM t", "predicted": prompt}])
    assert not scored[["exact", "canonical", "execution"]].any(axis=None)
    assert not [record for record in caplog.records if record.name == "sqlglot"]
