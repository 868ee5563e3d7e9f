"""Laws of the verdicts, and the kinds of query pairs that generated databases must tell apart or keep together."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sql_families import equal
from sql_golds import EQUAL, FORUM, GOLDS, STAFF
from test_sql import DIFFERENT, SAME_STRUCTURE
from test_sql import EQUAL as SAME

import sqlscore

DATES = "CREATE TABLE visit (id INTEGER, day DATE, stamp DATETIME, fee INTEGER)"
ACCOUNT = "CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT, amount INTEGER, rate REAL, phone TEXT, speed TEXT)"
MEMBER = "CREATE TABLE member (id INTEGER, name TEXT COLLATE NOCASE, vip BOOLEAN, grade TEXT CHECK (grade IN ('A','B','C')), qty INTEGER CHECK (qty > 0))"
TREE = "CREATE TABLE node (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES node(id), v INTEGER)"

KEPT = [
    (DATES, "SELECT id FROM visit WHERE strftime('%Y', stamp) = '2023'", "SELECT id FROM visit WHERE stamp >= '2023-01-01' AND stamp < '2024-01-01'"),
    (DATES, "SELECT id FROM visit WHERE strftime('%m', day) = '05'", "SELECT id FROM visit WHERE SUBSTR(day, 6, 2) = '05'"),
    (DATES, "SELECT id FROM visit WHERE DATE(stamp) = '2018-06-04'", "SELECT id FROM visit WHERE stamp LIKE '2018-06-04%'"),
    (DATES, "SELECT id FROM visit WHERE day > '2023-05-14'", "SELECT id FROM visit WHERE day >= '2023-05-15'"),
    (MEMBER, "SELECT id FROM member WHERE vip = 1", "SELECT id FROM member WHERE vip"),
    (MEMBER, "SELECT id FROM member WHERE grade = 'C'", "SELECT id FROM member WHERE grade NOT IN ('A', 'B')"),
    (MEMBER, "SELECT id FROM member WHERE qty > 0 OR qty IS NULL", "SELECT id FROM member"),
    (MEMBER, "SELECT id FROM member WHERE name = 'kim'", "SELECT id FROM member WHERE name = 'KIM'"),
    (TREE, "SELECT c.v FROM node AS c JOIN node AS p ON c.parent = p.id", "SELECT v FROM node WHERE parent IS NOT NULL"),
    (ACCOUNT, "SELECT name FROM account WHERE ABS(amount - 100) < 20", "SELECT name FROM account WHERE ABS(100 - amount) < 20"),
    (ACCOUNT, "SELECT name FROM account GROUP BY name HAVING COUNT(*) >= 200", "SELECT name FROM account GROUP BY name HAVING COUNT(*) > 199"),
    (ACCOUNT, "SELECT name FROM account GROUP BY name ORDER BY COUNT(*) DESC LIMIT 1", "SELECT name FROM account GROUP BY name ORDER BY COUNT(*) DESC, name DESC LIMIT 1"),
    (ACCOUNT, "SELECT name FROM account WHERE phone LIKE '%!_%' ESCAPE '!'", "SELECT name FROM account WHERE INSTR(phone, '_') > 0"),
]  # fmt: skip
TOLD_APART = [
    (DATES, "SELECT id FROM visit WHERE strftime('%Y', day) = '2023'", "SELECT id FROM visit WHERE strftime('%Y', day) >= '2023'"),
    (DATES, "SELECT id FROM visit WHERE day >= '2023-05-01' AND day < '2023-06-01'", "SELECT id FROM visit WHERE day >= '2023-05-01' AND day <= '2023-06-01'"),
    (DATES, "SELECT id FROM visit WHERE DATE(stamp) <= '2018-06-04'", "SELECT id FROM visit WHERE stamp <= '2018-06-04'"),
    (DATES, "SELECT id FROM visit WHERE date(day, '+3 months') < '2021-06-01'", "SELECT id FROM visit WHERE date(day, '+2 months') < '2021-06-01'"),
    (DATES, "SELECT strftime('%H', stamp) FROM visit", "SELECT strftime('%S', stamp) FROM visit"),
    (MEMBER, "SELECT id FROM member WHERE vip = 1", "SELECT id FROM member WHERE vip IS NOT NULL"),
    (MEMBER, "SELECT id FROM member WHERE qty > 1", "SELECT id FROM member WHERE qty > 2"),
    (ACCOUNT, "SELECT SUM(ABS(amount)) FROM account", "SELECT SUM(amount) FROM account"),
    (ACCOUNT, "SELECT ROUND(AVG(rate), 1) FROM account", "SELECT AVG(rate) FROM account"),
    (ACCOUNT, "SELECT TRIM(name) FROM account", "SELECT name FROM account"),
    (ACCOUNT, "SELECT REPLACE(phone, '-', '') FROM account", "SELECT phone FROM account"),
    (ACCOUNT, "SELECT name FROM account WHERE CAST(speed AS REAL) < 30", "SELECT name FROM account WHERE speed < '30'"),
    (ACCOUNT, "SELECT name FROM account LIMIT 4", "SELECT name FROM account WHERE amount > 20 LIMIT 4"),
    (ACCOUNT, "SELECT name FROM account ORDER BY rate LIMIT 150", "SELECT name FROM account ORDER BY rate LIMIT 151"),
    (ACCOUNT, "SELECT phone, GROUP_CONCAT(name, '/') FROM account GROUP BY phone", "SELECT phone, GROUP_CONCAT(name, '+') FROM account GROUP BY phone"),
    (ACCOUNT, "SELECT name FROM account WHERE name LIKE '%x%' AND name LIKE '%y%'", "SELECT name FROM account WHERE name LIKE '%x%y%'"),
    (ACCOUNT, "SELECT name FROM account GROUP BY name HAVING AVG(amount) > 50", "SELECT name FROM account GROUP BY name HAVING SUM(amount) > 50"),
    (ACCOUNT, "SELECT name FROM account ORDER BY amount DESC", "SELECT name FROM account ORDER BY amount DESC NULLS FIRST"),
    (STAFF, "SELECT level, CASE WHEN salary > 10 THEN 1 ELSE 0 END FROM emp", "SELECT level, CASE WHEN salary > 10 THEN 1 END FROM emp"),
    (STAFF, "SELECT emp.name, dept.city FROM emp JOIN dept ON dept.id = emp.dept_id", "SELECT emp.name, dept.city FROM emp LEFT JOIN dept ON dept.id = emp.dept_id"),
    (STAFF, "SELECT MAX(COALESCE(bonus, 0)) FROM emp", "SELECT MAX(bonus) FROM emp"),
    (FORUM, "SELECT country FROM users WHERE uid IN (SELECT uid FROM posts)", "SELECT country FROM users JOIN posts USING (uid)"),
    (ACCOUNT, "SELECT name FROM account WHERE rate > (SELECT AVG(rate) FROM account)", "SELECT name FROM account WHERE rate > (SELECT ROUND(AVG(rate)) FROM account)"),
    (ACCOUNT, "SELECT name FROM account WHERE amount > (SELECT AVG(amount) FROM account)", "SELECT name FROM account WHERE amount > (SELECT AVG(DISTINCT amount) FROM account)"),
    (ACCOUNT, "SELECT name FROM account WHERE amount > (SELECT AVG(amount) FROM account)", "SELECT name FROM account WHERE amount > (SELECT AVG(COALESCE(amount, 0)) FROM account)"),
    (ACCOUNT, "SELECT name FROM account WHERE amount < (SELECT AVG(amount) FROM account)", "SELECT name FROM account WHERE amount < (SELECT AVG(NULLIF(amount, 0)) FROM account)"),
    (ACCOUNT, "SELECT name FROM account WHERE amount = (SELECT MAX(amount) FROM account)", "SELECT name FROM account WHERE amount = (SELECT MAX(COALESCE(amount, 0)) FROM account)"),
    (ACCOUNT, "SELECT name FROM account WHERE amount > (SELECT AVG(amount) FROM account)", "SELECT name FROM account WHERE amount > (SELECT AVG(amount) FROM account) AND amount <> 0"),
    (ACCOUNT, "SELECT phone FROM account GROUP BY phone HAVING AVG(amount) > 50", "SELECT phone FROM account GROUP BY phone HAVING ROUND(AVG(amount)) > 50"),
    (ACCOUNT, "SELECT name FROM account ORDER BY amount DESC LIMIT 1", "SELECT name FROM account ORDER BY NULLIF(amount, 0) DESC LIMIT 1"),
    (ACCOUNT, "SELECT name FROM account ORDER BY amount DESC LIMIT 1", "SELECT name FROM account ORDER BY COALESCE(amount, 0) DESC LIMIT 1"),
    (ACCOUNT, "SELECT name FROM account ORDER BY amount DESC LIMIT 1 OFFSET 2", "SELECT name FROM account ORDER BY NULLIF(amount, 0) DESC LIMIT 1 OFFSET 2"),
    (ACCOUNT, "SELECT name FROM account ORDER BY amount DESC LIMIT 1", "SELECT name FROM account ORDER BY CAST(amount AS TEXT) DESC LIMIT 1"),
    (ACCOUNT, "SELECT name FROM account WHERE name LIKE 'Kim%'", "SELECT TRIM(name) FROM account WHERE name LIKE 'Kim%'"),
    (ACCOUNT, "SELECT phone FROM account WHERE amount IS NULL", "SELECT TRIM(phone) FROM account WHERE amount IS NULL"),
    (ACCOUNT, "SELECT COUNT(DISTINCT phone) FROM account", "SELECT COUNT(DISTINCT TRIM(phone)) FROM account"),
    (ACCOUNT, "SELECT name FROM account WHERE amount >= 100 OR phone < '5'", "SELECT name FROM account WHERE amount >= 100 OR COALESCE(phone, '') < '5'"),
    (ACCOUNT, "SELECT name, AVG(amount) OVER (PARTITION BY phone) FROM account", "SELECT name, AVG(amount) OVER (PARTITION BY LOWER(phone)) FROM account"),
    (STAFF, "SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.city = 'Seoul'", "SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.city WHERE dept.city = 'Seoul'"),
    (STAFF, "SELECT dept.name, COUNT(emp.id) FROM dept LEFT JOIN emp ON emp.dept_id = dept.id GROUP BY dept.name", "SELECT dept.name, COUNT(emp.id) FROM dept LEFT JOIN emp ON emp.dept_id = dept.name GROUP BY dept.name"),
    (STAFF, "SELECT MAX(emp.salary) FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.city = 'Seoul'", "SELECT MAX(emp.salary) FROM emp JOIN dept ON emp.dept_id <= dept.id WHERE dept.city = 'Seoul'"),
    (STAFF, "SELECT COUNT(*) FROM sale WHERE strftime('%Y', sold) = '2023'", "SELECT COUNT(*) FROM sale WHERE strftime('%Y', id) = '2023'"),
    (STAFF, "SELECT level FROM emp WHERE bonus <= 3.6", "SELECT level FROM emp WHERE id <= 3.6"),
    (STAFF, "SELECT level FROM emp GROUP BY level HAVING COUNT(*) >= 6", "SELECT level FROM emp GROUP BY level HAVING COUNT(level) >= 6"),
    (STAFF, "SELECT level FROM emp WHERE name = 'a' GROUP BY level HAVING COUNT(*) >= 13", "SELECT level FROM emp WHERE name > 'a' GROUP BY level HAVING COUNT(*) >= 13"),
    (STAFF, "SELECT dept.city FROM emp JOIN dept ON emp.dept_id = dept.id GROUP BY dept.city HAVING COUNT(*) >= 13", "SELECT dept.city FROM emp LEFT JOIN dept ON emp.dept_id = dept.id GROUP BY dept.city HAVING COUNT(*) >= 13"),
    (STAFF, "SELECT dept.city FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.name = 'a' ORDER BY emp.salary DESC LIMIT 1", "SELECT DISTINCT dept.city FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.name = 'a' ORDER BY emp.salary DESC LIMIT 1"),
]  # fmt: skip


@pytest.mark.parametrize("schema, gold, predicted", KEPT + EQUAL + equal()[::9])
def test_equal_kinds_are_kept(schema, gold, predicted):
    assert sqlscore.execution_match(schema, gold, predicted) is True


@pytest.mark.parametrize("schema, gold, predicted", TOLD_APART)
def test_different_kinds_are_told_apart(schema, gold, predicted):
    assert sqlscore.execution_match(schema, gold, predicted) is False
    assert sqlscore.execution_match(schema, predicted, gold) is False


def test_a_rounded_order_leaves_ties_open():
    gold, rounded = (
        f"SELECT phone FROM account GROUP BY phone ORDER BY {key} LIMIT 1" for key in ("AVG(amount)", "ROUND(AVG(amount))")
    )
    assert sqlscore.execution_match(ACCOUNT, gold, rounded) is False
    assert sqlscore.execution_match(ACCOUNT, rounded, gold) is True


@pytest.mark.parametrize("schema, gold", GOLDS)
def test_reflexive(schema, gold):
    assert sqlscore.execution_match(schema, gold, f"{gold} -- the same") is True


@pytest.mark.parametrize("schema, gold, predicted", [p for p in EQUAL + SAME + DIFFERENT if "ORDER BY" not in p[1] + p[2]])
def test_symmetric_where_nothing_orders(schema, gold, predicted):
    there, back = sqlscore.execution_match(schema, gold, predicted), sqlscore.execution_match(schema, predicted, gold)
    assert there is back


@pytest.mark.parametrize("schema, gold, predicted", [p for p in EQUAL + SAME if "ORDER BY" not in p[1] + p[2]])
def test_equal_queries_have_equal_counts(schema, gold, predicted):
    left, right = (f"SELECT COUNT(*) FROM ({query})" for query in (gold, predicted))
    assert sqlscore.execution_match(schema, left, right) is True


def test_same_structure_is_same_result():
    for gold, predicted in SAME_STRUCTURE:
        schema = "CREATE TABLE player (name VARCHAR, age INTEGER, team VARCHAR, goals VARCHAR)"
        assert not sqlscore.canonical_match(gold, predicted, schema) or sqlscore.execution_match(schema, gold, predicted)


def test_same_verdict_in_every_process():
    probe = (
        "import hashlib\n"
        "from test_sql_laws import *\n"
        "from sqlscore.databases import generate\n"
        "from sqlscore.parsing import parse\n"
        "from sqlscore.reader import find_clues\n"
        "from sqlscore.schema import read_schema\n"
        "made = []\n"
        "for schema, gold, other in (TOLD_APART + EQUAL)[::4]:\n"
        "    layout = read_schema(schema)\n"
        "    made += [(d.name, d.ddl, d.rows) for d in generate(layout, find_clues(layout, [parse(gold), parse(other)]))]\n"
        "print(hashlib.sha256(repr(made).encode()).hexdigest())"
    )
    found = set()
    for seed in "123":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[1])}
        done = subprocess.run(
            [sys.executable, "-c", probe], capture_output=True, text=True, cwd=Path(__file__).parent, env=environment
        )
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
