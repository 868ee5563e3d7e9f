"""Words of MySQL, PostgreSQL, SQL Server and Oracle in a query: the same verdict as for SQLite's own words."""

import pytest

import sqlscore
from sqlscore.foreign import in_sqlite

SCHEMA = (
    "CREATE TABLE emp (id INTEGER PRIMARY KEY, name TEXT, pay INTEGER, bonus REAL, city TEXT, hired DATE, seen DATETIME, dept_id INTEGER);"
    "CREATE TABLE dept (id INTEGER PRIMARY KEY, title TEXT)"
)
SAME = [
    ("SELECT name FROM emp ORDER BY pay DESC LIMIT 3", "SELECT TOP 3 name FROM emp ORDER BY pay DESC"),
    ("SELECT name FROM emp ORDER BY pay DESC LIMIT 3", "SELECT TOP (3) [name] FROM [emp] ORDER BY [pay] DESC"),
    ("SELECT DISTINCT city FROM emp ORDER BY city LIMIT 3", "SELECT DISTINCT TOP 3 city FROM emp ORDER BY city"),
    ("SELECT name FROM emp ORDER BY pay DESC LIMIT 3", "SELECT name FROM emp ORDER BY pay DESC FETCH FIRST 3 ROWS ONLY"),
    ("SELECT name FROM emp ORDER BY pay LIMIT 1", "SELECT name FROM emp ORDER BY pay FETCH FIRST ROW ONLY"),
    ("SELECT name FROM emp ORDER BY pay LIMIT 5 OFFSET 2", "SELECT name FROM emp ORDER BY pay OFFSET 2 ROWS FETCH NEXT 5 ROWS ONLY"),
    ("SELECT name FROM emp WHERE pay = (SELECT pay FROM emp ORDER BY pay DESC LIMIT 1)", "SELECT name FROM emp WHERE pay = (SELECT TOP 1 pay FROM emp ORDER BY pay DESC)"),
    ("SELECT name FROM emp WHERE strftime('%Y', hired) = '2023'", "SELECT name FROM emp WHERE YEAR(hired) = 2023"),
    ("SELECT name FROM emp WHERE strftime('%Y', hired) = '2023'", "SELECT name FROM emp WHERE EXTRACT(YEAR FROM hired) = 2023"),
    ("SELECT name FROM emp WHERE strftime('%m', hired) = '03'", "SELECT name FROM emp WHERE MONTH(hired) = 3"),
    ("SELECT name FROM emp WHERE strftime('%m', hired) = '03'", "SELECT name FROM emp WHERE DATEPART(month, hired) = 3"),
    ("SELECT name FROM emp WHERE strftime('%d', hired) = '15'", "SELECT name FROM emp WHERE DATE_PART('day', hired) = 15"),
    ("SELECT name FROM emp WHERE strftime('%H', seen) = '10'", "SELECT name FROM emp WHERE HOUR(seen) = 10"),
    ("SELECT strftime('%Y-%m', hired), COUNT(*) FROM emp GROUP BY 1", "SELECT DATE_FORMAT(hired, '%Y-%m'), COUNT(*) FROM emp GROUP BY DATE_FORMAT(hired, '%Y-%m')"),
    ("SELECT strftime('%Y-%m', hired), COUNT(*) FROM emp GROUP BY 1", "SELECT TO_CHAR(hired, 'YYYY-MM'), COUNT(*) FROM emp GROUP BY 1"),
    ("SELECT strftime('%H:%M', seen) FROM emp", "SELECT DATE_FORMAT(seen, '%H:%i') FROM emp"),
    ("SELECT COUNT(*) FROM emp WHERE hired >= '2023-05-01' AND hired < '2023-06-01'", "SELECT COUNT(*) FROM emp WHERE DATE_TRUNC('month', hired) = '2023-05-01'"),
    ("SELECT name FROM emp WHERE name LIKE 'kim%'", "SELECT name FROM emp WHERE name ILIKE 'kim%'"),
    ("SELECT name FROM emp WHERE name NOT LIKE 'kim%'", "SELECT name FROM emp WHERE name NOT ILIKE 'kim%'"),
    ("SELECT CAST(pay AS TEXT) FROM emp", "SELECT pay::text FROM emp"),
    ("SELECT name FROM emp WHERE DATE(seen) = '2023-05-14'", "SELECT name FROM emp WHERE seen::date = '2023-05-14'"),
    ("SELECT SUM(CAST(bonus AS INTEGER)) FROM emp", "SELECT SUM(bonus::int) FROM emp"),
    ("SELECT COALESCE(name, '') || '-' || COALESCE(city, '') FROM emp", "SELECT CONCAT(name, '-', city) FROM emp"),
    ("SELECT COALESCE(bonus, 0) FROM emp", "SELECT NVL(bonus, 0) FROM emp"),
    ("SELECT COALESCE(bonus, 0) FROM emp", "SELECT ISNULL(bonus, 0) FROM emp"),
    ("SELECT CASE WHEN pay > 100 THEN 1 ELSE 0 END FROM emp", "SELECT IF(pay > 100, 1, 0) FROM emp"),
    ("SELECT SUBSTR(name, 1, 2) FROM emp", "SELECT LEFT(name, 2) FROM emp"),
    ("SELECT name FROM emp WHERE LENGTH(name) > 3", "SELECT name FROM emp WHERE CHAR_LENGTH(name) > 3"),
    ("SELECT name FROM emp WHERE LENGTH(name) > 3", "SELECT name FROM emp WHERE LEN(name) > 3"),
    ("SELECT city, GROUP_CONCAT(name, '/') FROM emp GROUP BY city", "SELECT city, GROUP_CONCAT(name SEPARATOR '/') FROM emp GROUP BY city"),
    ("SELECT city, GROUP_CONCAT(name, ',') FROM emp GROUP BY city", "SELECT city, STRING_AGG(name, ',') FROM emp GROUP BY city"),
    ("SELECT name FROM emp WHERE julianday(date(seen)) - julianday(hired) > 7", "SELECT name FROM emp WHERE DATEDIFF(seen, hired) > 7"),
    ("SELECT name FROM emp WHERE hired >= date('now', '-7 days')", "SELECT name FROM emp WHERE hired >= CURRENT_DATE - INTERVAL '7 days'"),
    ("SELECT name FROM emp WHERE hired >= date('now', '-1 month')", "SELECT name FROM emp WHERE hired >= DATE_SUB(CURDATE(), INTERVAL 1 MONTH)"),
    ("SELECT name FROM emp WHERE hired < date('now')", "SELECT name FROM emp WHERE hired < CURDATE()"),
    ("SELECT name FROM emp WHERE seen < datetime('now')", "SELECT name FROM emp WHERE seen < NOW()"),
    ("SELECT `name` FROM `emp` WHERE `pay` > 5", "SELECT [name] FROM [emp] WHERE [pay] > 5"),
]  # fmt: skip
OTHER = [
    ("SELECT name FROM emp ORDER BY pay DESC LIMIT 3", "SELECT TOP 4 name FROM emp ORDER BY pay DESC"),
    ("SELECT name FROM emp ORDER BY pay DESC LIMIT 3", "SELECT name FROM emp ORDER BY pay FETCH FIRST 3 ROWS ONLY"),
    ("SELECT name FROM emp WHERE strftime('%Y', hired) = '2023'", "SELECT name FROM emp WHERE YEAR(hired) >= 2023"),
    ("SELECT name FROM emp WHERE strftime('%Y', hired) = '2023'", "SELECT name FROM emp WHERE YEAR(seen) = 2023"),
    ("SELECT strftime('%Y-%m', hired) FROM emp", "SELECT DATE_FORMAT(hired, '%Y-%d') FROM emp"),
    ("SELECT name FROM emp WHERE name LIKE 'kim%'", "SELECT name FROM emp WHERE name ILIKE '%kim%'"),
    ("SELECT name || '-' || city FROM emp", "SELECT CONCAT(city, '-', name) FROM emp"),
    ("SELECT COALESCE(bonus, 0) FROM emp", "SELECT NVL(bonus, 1) FROM emp"),
    ("SELECT CAST(pay AS TEXT) FROM emp", "SELECT bonus::text FROM emp"),
]  # fmt: skip
REFUSED = [
    ("SELECT TOP 10 PERCENT name FROM emp ORDER BY pay", "PERCENT"),
    ("SELECT TOP 3 WITH TIES name FROM emp ORDER BY pay", "WITH TIES"),
    ("SELECT name FROM emp FETCH FIRST 3 ROWS WITH TIES", "WITH TIES"),
    ("SELECT DATE_FORMAT(hired, '%M') FROM emp", "%M"),
    ("SELECT TO_CHAR(hired, 'Month') FROM emp", "Month"),
    ("SELECT DATE_TRUNC('week', hired) FROM emp", "WEEK"),
    ("SELECT EXTRACT(EPOCH FROM seen) FROM emp", "EPOCH"),
    ("SELECT DATEDIFF(month, hired, seen) FROM emp", "DATEDIFF"),
    ("SELECT hired + INTERVAL '1 month' FROM emp", "INTERVAL"),
    ("SELECT name FROM emp WHERE name REGEXP 'kim'", "REGEXP"),
    ("SELECT GREATEST(pay, bonus) FROM emp", "GREATEST"),
]


@pytest.mark.parametrize("gold, predicted", SAME)
def test_other_words_for_the_same_are_equal(gold, predicted):
    assert sqlscore.execution_match(SCHEMA, gold, predicted) is True
    assert sqlscore.execution_match(SCHEMA, predicted, gold) is True


@pytest.mark.parametrize("gold, predicted", OTHER)
def test_other_words_for_something_else_are_different(gold, predicted):
    assert sqlscore.execution_match(SCHEMA, gold, predicted) is False
    assert sqlscore.execution_match(SCHEMA, predicted, gold) is False
    assert sqlscore.compare(SCHEMA, gold, predicted).predicted is not None


@pytest.mark.parametrize("query, word", REFUSED)
def test_what_sqlite_cannot_say_is_refused_by_name(query, word):
    [row] = sqlscore.evaluate([{"schema": SCHEMA, "gold": "SELECT name FROM emp", "predicted": query}]).to_dict("records")
    assert row["execution"] is False and word in row["reason"] and row["reason"].startswith("The prediction does not run: ")
    [row] = sqlscore.evaluate([{"schema": SCHEMA, "gold": query, "predicted": "SELECT name FROM emp"}]).to_dict("records")
    assert row["execution"] is None and word in row["reason"] and row["reason"].startswith("The gold query cannot run: ")
    assert sqlscore.execution_match(SCHEMA, query, query) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT name FROM emp WHERE name = 'NOW() ILIKE ::'",
        'SELECT "left(" FROM emp',
        "SELECT name AS top FROM emp",
        "no query :: at all",
    ],
)
def test_a_query_without_such_words_stays_as_it_is(query):
    assert in_sqlite(query) == query
