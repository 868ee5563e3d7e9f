"""Families of golds and of equal pairs: one text for every table that has the columns it speaks of.

`{t}` is the table, `{n}` and `{m}` two columns of numbers, `{w}` one of texts, `{d}` one of dates, `{k}` its key;
`{p}`, `{c}`, `{f}` are a table, one that refers to it, and the column that does, `{pw}` and `{cn}` a text and a number of them.
"""

from sql_golds import FORUM, STAFF

TABLES = [
    (STAFF, {"t": "emp", "n": "salary", "m": "bonus", "w": "level", "d": "hired", "k": "id"}),
    (STAFF, {"t": "sale", "n": "qty", "m": "amount", "w": "city", "d": "sold", "k": "id"}),
    (STAFF, {"t": "dept", "n": "budget", "m": "id", "w": "city", "k": "id"}),
    (FORUM, {"t": "users", "n": "score", "m": "uid", "w": "country", "d": "joined", "k": "uid"}),
    (FORUM, {"t": "posts", "n": "views", "m": "uid", "w": "title", "d": "posted", "k": "pid"}),
    (FORUM, {"t": "votes", "n": "val", "m": "uid", "d": "day"}),
    (FORUM, {"t": "tags", "n": "pid", "w": "tag"}),
]
LINKS = [
    (STAFF, {"p": "dept", "c": "emp", "f": "dept_id", "k": "id", "pw": "city", "cn": "salary"}),
    (STAFF, {"p": "emp", "c": "sale", "f": "emp_id", "k": "id", "pw": "level", "cn": "qty"}),
    (FORUM, {"p": "users", "c": "posts", "f": "uid", "k": "uid", "pw": "country", "cn": "views"}),
    (FORUM, {"p": "posts", "c": "votes", "f": "pid", "k": "pid", "pw": "title", "cn": "val"}),
    (FORUM, {"p": "posts", "c": "tags", "f": "pid", "k": "pid", "pw": "title", "cn": "pid"}),
]
GOLDS = """\
SELECT {n} + {m} FROM {t}
SELECT SUM({n} + {m}) FROM {t}
SELECT {m} FROM {t} WHERE {n} + {m} > 10
SELECT {n} FROM {t} WHERE {n} + 5 > {m}
SELECT {n} - {m} FROM {t}
SELECT SUM({n} - {m}) FROM {t}
SELECT {m} FROM {t} WHERE {n} - {m} > 10
SELECT {n} FROM {t} WHERE {n} - 5 > {m}
SELECT {n} * {m} FROM {t}
SELECT SUM({n} * {m}) FROM {t}
SELECT {m} FROM {t} WHERE {n} * {m} > 10
SELECT {n} FROM {t} WHERE {n} * 2 > {m}
SELECT {n} / 2 FROM {t}
SELECT AVG({n} / 2.0) FROM {t}
SELECT {m} FROM {t} WHERE {n} / 4 > 3
SELECT {n} FROM {t} WHERE {n} / 2 < {m}
SELECT COUNT(*) FROM {t} WHERE strftime('%m', {d}) = '03'
SELECT {n} FROM {t} WHERE strftime('%m', {d}) IN ('02', '12')
SELECT strftime('%m', {d}), COUNT(*) FROM {t} GROUP BY 1
SELECT DISTINCT strftime('%m', {d}) FROM {t}
SELECT MAX(strftime('%m', {d})) FROM {t}
SELECT COUNT(*) FROM {t} WHERE strftime('%Y-%m', {d}) = '2023-02'
SELECT {n} FROM {t} WHERE strftime('%Y-%m', {d}) >= '2021-07'
SELECT strftime('%Y-%m', {d}), COUNT(*) FROM {t} GROUP BY 1
SELECT DISTINCT strftime('%Y-%m', {d}) FROM {t}
SELECT COUNT(*) FROM {t} WHERE strftime('%Y', {d}) = '2022'
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) < '2023'
SELECT strftime('%Y', {d}), AVG({n}) FROM {t} GROUP BY 1
SELECT GROUP_CONCAT({w}, ', ') FROM {t}
SELECT {w}, GROUP_CONCAT({n}, ', ') FROM {t} GROUP BY {w}
SELECT GROUP_CONCAT({n}, ', ') FROM {t} WHERE {n} > 5
SELECT {n}, GROUP_CONCAT({w}, ', ') FROM {t} GROUP BY {n}
SELECT COUNT({w}) FROM {t}
SELECT {w}, COUNT({n}) FROM {t} GROUP BY {w}
SELECT COUNT({n}) FROM {t} WHERE {w} = 'a'
SELECT COUNT({m}) FROM {t} WHERE {n} > 2
SELECT SUM({n}) FROM {t} WHERE {m} <= 40
SELECT {w}, SUM({n}) FROM {t} GROUP BY {w}
SELECT {w} FROM {t} GROUP BY {w} HAVING SUM({n}) <= 10
SELECT MIN({n}) FROM {t} WHERE {m} > 3
SELECT {w}, MIN({n}) FROM {t} GROUP BY {w}
SELECT {w} FROM {t} GROUP BY {w} HAVING MIN({n}) < 10
SELECT MIN({n}) FROM {t}
SELECT {m} FROM {t} WHERE {n} = (SELECT MAX({n}) FROM {t})
SELECT {m} FROM {t} WHERE {n} < (SELECT MAX({n}) FROM {t} WHERE {m} > 3)
SELECT COUNT(*) FROM {t} WHERE {n} < (SELECT MAX({n}) FROM {t})
SELECT {w} FROM {t} WHERE {n} > (SELECT MAX({m}) FROM {t})
SELECT {n} FROM {t} WHERE {n} > 3 UNION SELECT {m} FROM {t}
SELECT {w} FROM {t} WHERE {n} > 3 UNION SELECT {w} FROM {t} WHERE {n} < 2
SELECT {n} FROM {t} UNION SELECT {m} FROM {t} WHERE {n} > 3
SELECT {n}, {m} FROM {t} WHERE {n} > 5 UNION SELECT {n}, {m} FROM {t} WHERE {m} > 5
SELECT {n} FROM {t} INTERSECT SELECT {m} FROM {t}
SELECT {w} FROM {t} WHERE {n} > 3 INTERSECT SELECT {w} FROM {t} WHERE {n} < 2
SELECT {n} FROM {t} INTERSECT SELECT {m} FROM {t} WHERE {n} > 3
SELECT {n}, {m} FROM {t} WHERE {n} > 5 INTERSECT SELECT {n}, {m} FROM {t} WHERE {m} > 5
SELECT {n} FROM {t} EXCEPT SELECT {m} FROM {t}
SELECT {w} FROM {t} WHERE {n} > 3 EXCEPT SELECT {w} FROM {t} WHERE {n} < 2
SELECT {n} FROM {t} EXCEPT SELECT {m} FROM {t} WHERE {n} > 3
SELECT {n}, {m} FROM {t} WHERE {n} > 5 EXCEPT SELECT {n}, {m} FROM {t} WHERE {m} > 5
SELECT {m}, CASE WHEN {n} > 7 THEN 1 ELSE 0 END FROM {t}
SELECT SUM(CASE WHEN {n} > 7 THEN {m} ELSE 0 END) FROM {t}
SELECT AVG(CASE WHEN {w} = 'a' THEN 1 ELSE 0 END) FROM {t}
SELECT {w}, SUM(CASE WHEN {n} > 7 THEN 1 ELSE 0 END) FROM {t} GROUP BY {w}
SELECT {n} FROM {t} WHERE {w} LIKE 'Se%'
SELECT COUNT(*) FROM {t} WHERE {w} LIKE 'Kim%'
SELECT {n} FROM {t} WHERE {w} LIKE 'Se%' AND {n} > 3
SELECT {w} FROM {t} WHERE NOT {w} LIKE 'Se%'
SELECT {m} FROM {t} WHERE {n} <> 7
SELECT COUNT(*) FROM {t} WHERE {w} <> 'b'
SELECT {n} FROM {t} WHERE {n} <> {m}
SELECT {w} FROM {t} GROUP BY {w} HAVING COUNT(*) <> 2
SELECT {m} FROM {t} WHERE {n} BETWEEN 3 AND 9
SELECT COUNT(*) FROM {t} WHERE {n} BETWEEN 2 AND 7
SELECT {w} FROM {t} WHERE {n} BETWEEN 1 AND 40 AND {w} = 'a'
SELECT {n} FROM {t} WHERE {m} BETWEEN 2 AND 5
SELECT {n} FROM {t} WHERE {n} > 7 OR {m} < 2
SELECT COUNT(*) FROM {t} WHERE {w} = 'a' OR {n} = 3
SELECT {m} FROM {t} WHERE {n} < 2 OR {n} > 7
SELECT {w} FROM {t} WHERE {m} = 1 OR {n} IS NULL
SELECT {m} FROM {t} WHERE {n} IN (3, 5, 7)
SELECT {n} FROM {t} WHERE {w} IN ('a', 'b')
SELECT COUNT(*) FROM {t} WHERE {m} IN (1, 2)
SELECT {n} FROM {t} WHERE NOT {n} IN (1, 2)
SELECT {n} FROM {t} ORDER BY {n}, {m} LIMIT 4
SELECT {w} FROM {t} ORDER BY {n} DESC LIMIT 3
SELECT {n}, {m} FROM {t} WHERE {n} > 3 ORDER BY {m} DESC LIMIT 2
SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} ORDER BY COUNT(*) DESC LIMIT 2
SELECT {m} FROM {t} WHERE {n} <= 7
SELECT {n} FROM {t} WHERE {n} <= {m}
SELECT {m} FROM {t} WHERE {n} < 7
SELECT {m} FROM {t} WHERE {n} = 7
SELECT {p}.{pw}, {c}.{cn} FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k}
SELECT {p}.{pw}, COUNT({c}.{cn}) FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{pw}
SELECT COUNT(*) FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k}
SELECT {p}.{pw}, SUM({c}.{cn}) FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{pw}
SELECT {pw} FROM {p} WHERE EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k})
SELECT {pw} FROM {p} WHERE EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k} AND {c}.{cn} > 4)
SELECT COUNT(*) FROM {p} WHERE NOT EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k})
SELECT {k} FROM {p} WHERE EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k}) AND {pw} = 'a'"""


EQUAL = """\
SELECT {n} FROM {t} WHERE {n} > 3 AND {m} < 40 == SELECT {n} FROM {t} WHERE {m} < 40 AND {n} > 3
SELECT {m} FROM {t} WHERE {n} BETWEEN 3 AND 9 == SELECT {m} FROM {t} WHERE {n} >= 3 AND {n} <= 9
SELECT {m} FROM {t} WHERE NOT {n} BETWEEN 3 AND 9 == SELECT {m} FROM {t} WHERE {n} < 3 OR {n} > 9
SELECT {m} FROM {t} WHERE NOT ({n} > 3 AND {m} > 5) == SELECT {m} FROM {t} WHERE {n} <= 3 OR {m} <= 5
SELECT {m} FROM {t} WHERE NOT ({n} > 3 OR {m} > 5) == SELECT {m} FROM {t} WHERE {n} <= 3 AND {m} <= 5
SELECT {n} FROM {t} WHERE {w} IN ('a', 'b') == SELECT {n} FROM {t} WHERE {w} = 'a' OR {w} = 'b'
SELECT {n} FROM {t} WHERE NOT {w} IN ('a', 'b') == SELECT {n} FROM {t} WHERE {w} <> 'a' AND {w} <> 'b'
SELECT COUNT(*) FROM {t} WHERE {n} > 3 == SELECT COUNT(1) FROM {t} WHERE {n} > 3
SELECT COUNT(*) FROM {t} WHERE {n} > 3 == SELECT COUNT(*) FILTER (WHERE {n} > 3) FROM {t}
SELECT COUNT(*) FROM {t} WHERE {n} > 3 == SELECT COALESCE(SUM({n} > 3), 0) FROM {t}
SELECT {n} AS x, {m} FROM {t} ORDER BY x, {m} == SELECT {n}, {m} FROM {t} ORDER BY 1, 2
SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} == SELECT {w}, COUNT(*) FROM {t} GROUP BY 1
SELECT {m} FROM {t} WHERE {n} > 3 == WITH x AS (SELECT * FROM {t} WHERE {n} > 3) SELECT {m} FROM x
SELECT {m} FROM {t} WHERE {n} > 3 == SELECT x.{m} FROM (SELECT {m}, {n} FROM {t}) AS x WHERE x.{n} > 3
SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} HAVING COUNT(*) > 2 == SELECT w, c FROM (SELECT {w} AS w, COUNT(*) AS c FROM {t} GROUP BY {w}) AS x WHERE c > 2
SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} HAVING COUNT(*) > 2 == SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} HAVING COUNT(*) >= 3
SELECT {w}, SUM({n}) FROM {t} GROUP BY {w} HAVING {w} = 'a' == SELECT {w}, SUM({n}) FROM {t} WHERE {w} = 'a' GROUP BY {w}
SELECT {m}, CASE WHEN {n} > 7 THEN 1 ELSE 0 END FROM {t} == SELECT {m}, IIF({n} > 7, 1, 0) FROM {t}
SELECT COALESCE({n}, 0) FROM {t} == SELECT IFNULL({n}, 0) FROM {t}
SELECT COALESCE({n}, 0) FROM {t} == SELECT CASE WHEN {n} IS NULL THEN 0 ELSE {n} END FROM {t}
SELECT DISTINCT {n}, {m} FROM {t} == SELECT {n}, {m} FROM {t} GROUP BY {n}, {m}
SELECT COUNT(DISTINCT {w}) FROM {t} == SELECT COUNT(*) FROM (SELECT DISTINCT {w} FROM {t} WHERE {w} IS NOT NULL) AS x
SELECT MAX({n}) FROM {t} == SELECT (SELECT {n} FROM {t} ORDER BY {n} DESC LIMIT 1)
SELECT MIN({n}) FROM {t} == SELECT (SELECT {n} FROM {t} WHERE {n} IS NOT NULL ORDER BY {n} LIMIT 1)
SELECT AVG({n}) FROM {t} == SELECT SUM({n}) * 1.0 / COUNT({n}) FROM {t}
SELECT SUM({n}) FROM {t} WHERE {w} = 'a' == SELECT SUM(CASE WHEN {w} = 'a' THEN {n} END) FROM {t}
SELECT {m} FROM {t} WHERE {n} + {m} > 10 == SELECT {m} FROM {t} WHERE {m} + {n} > 10
SELECT {m} FROM {t} WHERE {n} > {m} == SELECT {m} FROM {t} WHERE {n} - {m} > 0
SELECT {n} * 2 FROM {t} == SELECT {n} + {n} FROM {t}
SELECT {m} FROM {t} WHERE {n} - 5 > 3 == SELECT {m} FROM {t} WHERE {n} > 8
SELECT {m} FROM {t} WHERE {n} IS NOT NULL == SELECT {m} FROM {t} WHERE {n} = {n}
SELECT COUNT({n}) FROM {t} == SELECT COUNT(*) FROM {t} WHERE {n} IS NOT NULL
SELECT COUNT({n}) FROM {t} == SELECT SUM(CASE WHEN {n} IS NULL THEN 0 ELSE 1 END) FROM (SELECT {n} FROM {t} UNION ALL SELECT NULL) AS x
SELECT {n} FROM {t} UNION SELECT {m} FROM {t} == SELECT {m} FROM {t} UNION SELECT {n} FROM {t}
SELECT {n} FROM {t} UNION SELECT {m} FROM {t} == SELECT DISTINCT x FROM (SELECT {n} AS x FROM {t} UNION ALL SELECT {m} FROM {t}) AS q
SELECT {w} FROM {t} WHERE {n} > 7 UNION SELECT {w} FROM {t} WHERE {m} < 2 == SELECT DISTINCT {w} FROM {t} WHERE {n} > 7 OR {m} < 2
SELECT {n} FROM {t} ORDER BY {n} DESC LIMIT 3 == SELECT {n} FROM {t} ORDER BY {n} DESC LIMIT 3 OFFSET 0
SELECT {n}, {k} FROM {t} ORDER BY {n} DESC LIMIT 3 == SELECT {n}, {k} FROM {t} ORDER BY {n} DESC, {k} LIMIT 3
SELECT {k} FROM {t} WHERE {n} = (SELECT MAX({n}) FROM {t}) == SELECT {k} FROM {t} WHERE {n} IN (SELECT MAX({n}) FROM {t})
SELECT {k} FROM {t} WHERE {n} = (SELECT MAX({n}) FROM {t}) == SELECT {k} FROM {t} AS a WHERE {n} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {t} AS b WHERE b.{n} > a.{n})
SELECT {k} FROM {t} WHERE {n} = (SELECT MAX({n}) FROM {t}) == SELECT {k} FROM (SELECT {k}, RANK() OVER (ORDER BY {n} DESC) AS r FROM {t} WHERE {n} IS NOT NULL) AS x WHERE r = 1
SELECT {k} FROM {t} WHERE {n} > (SELECT AVG({n}) FROM {t}) == WITH a AS (SELECT AVG({n}) AS v FROM {t}) SELECT {k} FROM {t}, a WHERE {n} > a.v
SELECT {k} FROM {t} WHERE {n} > (SELECT AVG({n}) FROM {t}) == SELECT {k} FROM (SELECT {k}, {n}, AVG({n}) OVER () AS v FROM {t}) AS x WHERE {n} > v
SELECT {n} FROM {t} WHERE {w} LIKE '%a%' == SELECT {n} FROM {t} WHERE INSTR(LOWER({w}), 'a') > 0
SELECT {n} FROM {t} WHERE {w} LIKE 'Se%' == SELECT {n} FROM {t} WHERE LOWER(SUBSTR({w}, 1, 2)) = 'se'
SELECT {n} FROM {t} WHERE {w} = 'a' == SELECT {n} FROM {t} WHERE 'a' IN ({w})
SELECT {m} FROM {t} WHERE ABS({n}) > 5 == SELECT {m} FROM {t} WHERE {n} > 5 OR {n} < -5
SELECT {m} FROM {t} WHERE {n} > 5 == SELECT {m} FROM {t} WHERE COALESCE({n}, 0) > 5
SELECT {m} FROM {t} WHERE {n} > 5 OR {n} IS NULL == SELECT {m} FROM {t} WHERE IFNULL({n}, 9) > 5
SELECT {m} FROM {t} WHERE {n} = 3 == SELECT {m} FROM {t} WHERE {n} IS 3
SELECT {n} FROM {t} WHERE LENGTH({w}) > 0 == SELECT {n} FROM {t} WHERE {w} <> ''
SELECT {n} FROM {t} WHERE {m} > 3 == SELECT x."{n}" FROM "{t}" AS x WHERE 1 = 1 AND x.[{m}] > 3
SELECT {k} FROM {t} WHERE {n} <= 3 OR {n} IS NULL == SELECT {k} FROM {t} EXCEPT SELECT {k} FROM {t} WHERE {n} > 3
SELECT {w}, COUNT(*) FROM {t} GROUP BY {w} ORDER BY COUNT(*) DESC == SELECT {w}, COUNT(*) AS c FROM {t} GROUP BY {w} ORDER BY c DESC, {w}
SELECT DISTINCT {w} FROM {t} WHERE {n} > 7 == SELECT {w} FROM {t} GROUP BY {w} HAVING MAX({n}) > 7
SELECT {w}, MAX({n}) - MIN({n}) FROM {t} GROUP BY {w} == SELECT {w}, -(MIN({n}) - MAX({n})) FROM {t} GROUP BY {w}
SELECT {w}, AVG({n}) FROM {t} GROUP BY {w} HAVING AVG({n}) > 5 == WITH g AS (SELECT {w} AS w, AVG({n}) AS a FROM {t} GROUP BY {w}) SELECT w, a FROM g WHERE a > 5
SELECT COUNT(*) FROM {t} WHERE {n} > 3 == SELECT (SELECT COUNT(*) FROM {t}) - (SELECT COUNT(*) FROM {t} WHERE NOT COALESCE({n} > 3, 0))
SELECT {w} FROM {t} GROUP BY {w} ORDER BY SUM({n}) DESC LIMIT 1 == SELECT w FROM (SELECT {w} AS w, SUM({n}) AS s FROM {t} GROUP BY {w}) AS x ORDER BY s DESC LIMIT 1
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) = '2023' == SELECT {n} FROM {t} WHERE {d} >= '2023-01-01' AND {d} < '2024-01-01'
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) = '2023' == SELECT {n} FROM {t} WHERE SUBSTR({d}, 1, 4) = '2023'
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) = '2023' == SELECT {n} FROM {t} WHERE {d} LIKE '2023-%'
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) = '2023' == SELECT {n} FROM {t} WHERE DATE({d}) BETWEEN '2023-01-01' AND '2023-12-31'
SELECT {n} FROM {t} WHERE strftime('%m', {d}) = '03' == SELECT {n} FROM {t} WHERE CAST(strftime('%m', {d}) AS INTEGER) = 3
SELECT {n} FROM {t} WHERE strftime('%Y-%m', {d}) = '2023-02' == SELECT {n} FROM {t} WHERE {d} LIKE '2023-02%'
SELECT {n} FROM {t} WHERE strftime('%Y-%m', {d}) = '2023-02' == SELECT {n} FROM {t} WHERE {d} >= '2023-02-01' AND {d} < '2023-03-01'
SELECT {n} FROM {t} WHERE DATE({d}) = '2022-03-14' == SELECT {n} FROM {t} WHERE {d} >= '2022-03-14' AND {d} < '2022-03-15'
SELECT {n} FROM {t} WHERE strftime('%Y-%m-%d', {d}) > '2022-03-14' == SELECT {n} FROM {t} WHERE DATE({d}) > '2022-03-14'
SELECT {n} FROM {t} WHERE strftime('%Y', {d}) IN ('2022', '2023') == SELECT {n} FROM {t} WHERE strftime('%Y', {d}) BETWEEN '2022' AND '2023'
SELECT {n} FROM {t} WHERE CAST(strftime('%Y', {d}) AS INTEGER) > 2021 == SELECT {n} FROM {t} WHERE {d} >= '2022-01-01'
SELECT strftime('%Y', {d}), COUNT(*) FROM {t} GROUP BY strftime('%Y', {d}) == SELECT SUBSTR({d}, 1, 4), COUNT(*) FROM {t} GROUP BY 1
SELECT {n} FROM {t} ORDER BY {d} DESC LIMIT 1 == SELECT {n} FROM {t} ORDER BY julianday({d}) DESC LIMIT 1
SELECT {p}.{pw}, {c}.{cn} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} == SELECT {p}.{pw}, {c}.{cn} FROM {c} JOIN {p} ON {p}.{k} = {c}.{f}
SELECT {p}.{pw}, {c}.{cn} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} == SELECT a.{pw}, b.{cn} FROM {p} AS a, {c} AS b WHERE a.{k} = b.{f}
SELECT {p}.{pw}, {c}.{cn} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} == SELECT {p}.{pw}, {c}.{cn} FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} WHERE NOT {c}.{f} IS NULL
SELECT {p}.{pw} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} WHERE {c}.{cn} > 4 == SELECT {p}.{pw} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} AND {c}.{cn} > 4
SELECT {pw} FROM {p} WHERE {k} IN (SELECT {f} FROM {c} WHERE {cn} > 4) == SELECT {pw} FROM {p} WHERE EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k} AND {c}.{cn} > 4)
SELECT {pw} FROM {p} WHERE {k} IN (SELECT {f} FROM {c} WHERE {cn} > 4) == SELECT {p}.{pw} FROM {p} JOIN (SELECT DISTINCT {f} FROM {c} WHERE {cn} > 4) AS x ON x.{f} = {p}.{k}
SELECT {cn} FROM {c} WHERE {f} IN (SELECT {k} FROM {p} WHERE {pw} = 'a') == SELECT {c}.{cn} FROM {c} JOIN {p} ON {c}.{f} = {p}.{k} WHERE {p}.{pw} = 'a'
SELECT {pw} FROM {p} WHERE NOT {k} IN (SELECT {f} FROM {c} WHERE NOT {f} IS NULL) == SELECT {pw} FROM {p} WHERE NOT EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k})
SELECT {pw} FROM {p} WHERE NOT EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k}) == SELECT {p}.{pw} FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} WHERE {c}.{f} IS NULL
SELECT {k} FROM {p} WHERE NOT EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k}) == SELECT {k} FROM {p} EXCEPT SELECT {f} FROM {c}
SELECT {p}.{pw}, {c}.{cn} FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} == SELECT {p}.{pw}, {c}.{cn} FROM {c} RIGHT JOIN {p} ON {c}.{f} = {p}.{k}
SELECT {p}.{k}, COUNT({c}.{f}) FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{k} == SELECT {k}, (SELECT COUNT(*) FROM {c} WHERE {c}.{f} = {p}.{k}) FROM {p}
SELECT {p}.{k}, COUNT({c}.{f}) FROM {p} LEFT JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{k} == SELECT {p}.{k}, COALESCE(x.n, 0) FROM {p} LEFT JOIN (SELECT {f}, COUNT(*) AS n FROM {c} GROUP BY {f}) AS x ON x.{f} = {p}.{k}
SELECT DISTINCT {p}.{pw} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} == SELECT DISTINCT {pw} FROM {p} WHERE {k} IN (SELECT {f} FROM {c})
SELECT {p}.{k}, SUM({c}.{cn}) FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{k} == SELECT {f}, SUM({cn}) FROM {c} WHERE {f} IN (SELECT {k} FROM {p}) GROUP BY {f}
SELECT {p}.{pw}, COUNT(*) FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{k} == WITH x AS (SELECT {f}, COUNT(*) AS n FROM {c} GROUP BY {f}) SELECT {p}.{pw}, x.n FROM {p} JOIN x ON x.{f} = {p}.{k}
SELECT {pw} FROM {p} WHERE {k} IN (SELECT {f} FROM {c} GROUP BY {f} HAVING COUNT(*) >= 2) == SELECT {pw} FROM {p} WHERE (SELECT COUNT(*) FROM {c} WHERE {c}.{f} = {p}.{k}) > 1
SELECT {p}.{pw} FROM {p} JOIN {c} ON {c}.{f} = {p}.{k} GROUP BY {p}.{k} ORDER BY COUNT(*) DESC LIMIT 1 == SELECT {pw} FROM {p} JOIN (SELECT {f} AS f, COUNT(*) AS n FROM {c} GROUP BY {f}) AS x ON x.f = {p}.{k} ORDER BY n DESC LIMIT 1
SELECT {pw} FROM {p} WHERE EXISTS (SELECT 1 FROM {c} WHERE {c}.{f} = {p}.{k} AND {c}.{cn} > 4) == SELECT {pw} FROM {p} WHERE (SELECT MAX({cn}) FROM {c} WHERE {c}.{f} = {p}.{k}) > 4"""


def filled(text: str) -> list[tuple]:
    """(schema, text...) of one line for every table that fits; a line ` == ` is cut into its queries."""
    made = []
    for schema, names in TABLES + LINKS:
        try:
            made.append((schema, *text.format(**names).split(" == ")))
        except KeyError:  # a table without such a column
            continue
    return made


def golds() -> list[tuple]:
    return [pair for line in GOLDS.splitlines() for pair in filled(line)]


def equal() -> list[tuple]:
    return [pair for line in EQUAL.splitlines() for pair in filled(line)]
