"""Schemas and golds of `bench_changes.py` that the course does not have, and rewritings of known meaning."""

STAFF = """CREATE TABLE dept (id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT, budget REAL);
CREATE TABLE emp (id INTEGER PRIMARY KEY, name TEXT NOT NULL, dept_id INTEGER REFERENCES dept(id), salary INTEGER, bonus REAL, hired DATE, level TEXT);
CREATE TABLE sale (id INTEGER PRIMARY KEY, emp_id INTEGER NOT NULL REFERENCES emp(id), amount REAL, qty INTEGER, sold DATE, city TEXT);"""
FORUM = """CREATE TABLE users (uid INTEGER PRIMARY KEY, email TEXT UNIQUE, country TEXT, joined DATETIME, score INTEGER, active BOOLEAN);
CREATE TABLE posts (pid INTEGER PRIMARY KEY, uid INTEGER REFERENCES users(uid), title TEXT, views INTEGER, posted DATETIME);
CREATE TABLE votes (uid INTEGER, pid INTEGER, val INTEGER, day DATE, PRIMARY KEY (uid, pid));
CREATE TABLE tags (pid INTEGER, tag TEXT);"""
GOLDS = [
    (STAFF, gold)
    for gold in """\
SELECT name FROM emp WHERE salary > 4000
SELECT name, level FROM emp WHERE salary BETWEEN 3000 AND 5000
SELECT name FROM emp WHERE level IN ('A', 'B', 'C')
SELECT name FROM emp WHERE level = 'A' AND salary > 4000
SELECT name FROM emp WHERE level = 'A' OR salary > 4000
SELECT name FROM emp WHERE bonus IS NULL
SELECT COUNT(*) FROM emp
SELECT COUNT(*) FROM emp WHERE level = 'A'
SELECT COUNT(bonus) FROM emp
SELECT AVG(salary) FROM emp WHERE hired >= '2020-01-01'
SELECT SUM(bonus) FROM emp WHERE level = 'B'
SELECT MAX(salary), MIN(salary) FROM emp
SELECT dept_id, COUNT(*) FROM emp GROUP BY dept_id
SELECT level, AVG(salary) FROM emp GROUP BY level HAVING AVG(salary) > 3500
SELECT level, COUNT(*) FROM emp GROUP BY level HAVING COUNT(*) >= 3
SELECT level, SUM(bonus) FROM emp WHERE salary > 2000 GROUP BY level ORDER BY SUM(bonus) DESC
SELECT level FROM emp GROUP BY level ORDER BY COUNT(*) DESC LIMIT 1
SELECT name FROM emp ORDER BY salary DESC LIMIT 1
SELECT name, salary FROM emp ORDER BY salary DESC, name LIMIT 5
SELECT name FROM emp ORDER BY bonus
SELECT DISTINCT level FROM emp
SELECT level, bonus FROM emp
SELECT emp.name, dept.name FROM emp JOIN dept ON emp.dept_id = dept.id
SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.city = 'Seoul'
SELECT dept.name, COUNT(*) FROM emp JOIN dept ON emp.dept_id = dept.id GROUP BY dept.name
SELECT dept.name, COUNT(emp.id) FROM dept LEFT JOIN emp ON emp.dept_id = dept.id GROUP BY dept.name
SELECT dept.name, MAX(emp.salary) FROM emp JOIN dept ON emp.dept_id = dept.id GROUP BY dept.name HAVING MAX(emp.salary) > 5000
SELECT dept.name FROM dept LEFT JOIN emp ON emp.dept_id = dept.id WHERE emp.id IS NULL
SELECT name FROM dept WHERE id IN (SELECT dept_id FROM emp WHERE salary > 4000)
SELECT name FROM emp WHERE salary > (SELECT AVG(salary) FROM emp)
SELECT name FROM emp WHERE salary = (SELECT MAX(salary) FROM emp)
SELECT name FROM emp AS e WHERE salary > (SELECT AVG(salary) FROM emp WHERE dept_id = e.dept_id)
SELECT name FROM dept AS d WHERE EXISTS (SELECT 1 FROM emp WHERE dept_id = d.id AND salary > 4000)
SELECT emp.name, SUM(sale.amount) FROM sale JOIN emp ON sale.emp_id = emp.id GROUP BY emp.name
SELECT dept.city, SUM(sale.amount) FROM sale JOIN emp ON sale.emp_id = emp.id JOIN dept ON emp.dept_id = dept.id GROUP BY dept.city
SELECT city, SUM(qty * amount) FROM sale GROUP BY city
SELECT COUNT(*) FROM sale WHERE strftime('%Y', sold) = '2023'
SELECT COUNT(*) FROM sale WHERE strftime('%m', sold) = '03'
SELECT strftime('%Y-%m', sold), SUM(amount) FROM sale GROUP BY strftime('%Y-%m', sold)
SELECT strftime('%Y', hired), COUNT(*) FROM emp GROUP BY strftime('%Y', hired)
SELECT name FROM emp WHERE hired BETWEEN '2021-01-01' AND '2021-12-31'
SELECT name FROM emp WHERE hired > '2022-03-15' ORDER BY hired
SELECT name FROM emp WHERE name LIKE 'Kim%'
SELECT name FROM emp WHERE name LIKE '%min%' AND level = 'A'
SELECT name FROM emp WHERE name NOT LIKE '%min%'
SELECT level, CASE WHEN salary > 4000 THEN 1 ELSE 0 END FROM emp
SELECT SUM(CASE WHEN salary > 4000 THEN 1 ELSE 0 END) FROM emp
SELECT city FROM dept UNION SELECT city FROM sale
SELECT city FROM dept INTERSECT SELECT city FROM sale
SELECT city FROM dept EXCEPT SELECT city FROM sale
SELECT salary + bonus FROM emp WHERE level = 'A'
SELECT name FROM emp WHERE salary - bonus > 1000
SELECT level, GROUP_CONCAT(name, ', ') FROM emp GROUP BY level
SELECT COUNT(DISTINCT level) FROM emp
SELECT name FROM emp WHERE dept_id <> 3 AND level <> 'A'
SELECT city, AVG(budget) FROM dept WHERE budget >= 100 GROUP BY city""".splitlines()
]
GOLDS += [
    (FORUM, gold)
    for gold in """\
SELECT email FROM users WHERE active = 1
SELECT email FROM users WHERE score >= 10 AND country = 'KR'
SELECT country, COUNT(*) FROM users GROUP BY country ORDER BY COUNT(*) DESC
SELECT title FROM posts ORDER BY views DESC LIMIT 3
SELECT users.country, AVG(posts.views) FROM posts JOIN users ON posts.uid = users.uid GROUP BY users.country
SELECT email FROM users WHERE DATE(joined) = '2023-05-14'
SELECT strftime('%H', posted), COUNT(*) FROM posts GROUP BY strftime('%H', posted)
SELECT title FROM posts WHERE posted >= '2023-05-01' AND posted < '2023-06-01'
SELECT posts.title, SUM(votes.val) FROM posts JOIN votes ON votes.pid = posts.pid GROUP BY posts.title
SELECT posts.title, COUNT(votes.val) FROM posts LEFT JOIN votes ON votes.pid = posts.pid GROUP BY posts.title
SELECT title FROM posts WHERE pid IN (SELECT pid FROM tags WHERE tag = 'sql')
SELECT title FROM posts WHERE NOT pid IN (SELECT pid FROM votes WHERE val < 0)
SELECT tag, COUNT(*) FROM tags GROUP BY tag HAVING COUNT(*) > 2
SELECT DISTINCT users.email FROM users JOIN posts ON posts.uid = users.uid WHERE posts.views > 100
SELECT tag FROM tags JOIN posts ON tags.pid = posts.pid WHERE posts.views > 50 AND posts.title LIKE '%a%'
SELECT email FROM users WHERE country IS NULL OR score < 5
SELECT day, COUNT(*) FROM votes GROUP BY day ORDER BY day
SELECT title FROM posts WHERE views > 10 LIMIT 5""".splitlines()
]

EQUAL = [
    (STAFF, *pair.split(" == "))
    for pair in """\
SELECT name FROM emp WHERE salary > 4000 == SELECT name FROM emp WHERE NOT salary <= 4000
SELECT name FROM emp WHERE salary > 4000 == SELECT e.name FROM emp AS e WHERE 4000 < e.salary
SELECT name FROM emp WHERE salary > 4000 == SELECT name FROM emp WHERE salary >= 4001
SELECT name FROM emp WHERE salary BETWEEN 3000 AND 5000 == SELECT name FROM emp WHERE salary >= 3000 AND salary <= 5000
SELECT name FROM emp WHERE level IN ('A', 'B') == SELECT name FROM emp WHERE level = 'A' OR level = 'B'
SELECT name FROM emp WHERE level NOT IN ('A', 'B') == SELECT name FROM emp WHERE level <> 'A' AND level <> 'B'
SELECT COUNT(*) FROM emp == SELECT COUNT(id) FROM emp
SELECT COUNT(*) FROM emp == SELECT COUNT(name) FROM emp
SELECT COUNT(*) FROM emp WHERE level = 'A' == SELECT COUNT(CASE WHEN level = 'A' THEN 1 END) FROM emp
SELECT AVG(salary) FROM emp == SELECT SUM(salary) * 1.0 / COUNT(salary) FROM emp
SELECT DISTINCT level FROM emp == SELECT level FROM emp GROUP BY level
SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id == SELECT emp.name FROM emp, dept WHERE emp.dept_id = dept.id
SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id == SELECT name FROM emp WHERE dept_id IN (SELECT id FROM dept)
SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id == SELECT name FROM emp WHERE dept_id IS NOT NULL
SELECT emp.name FROM emp JOIN dept ON emp.dept_id = dept.id WHERE dept.city = 'Seoul' == SELECT name FROM emp WHERE dept_id IN (SELECT id FROM dept WHERE city = 'Seoul')
SELECT name FROM dept WHERE id IN (SELECT dept_id FROM emp) == SELECT name FROM dept AS d WHERE EXISTS (SELECT 1 FROM emp WHERE dept_id = d.id)
SELECT dept.name FROM dept LEFT JOIN emp ON emp.dept_id = dept.id WHERE emp.id IS NULL == SELECT name FROM dept AS d WHERE NOT EXISTS (SELECT 1 FROM emp WHERE dept_id = d.id)
SELECT sale.qty FROM sale JOIN emp ON sale.emp_id = emp.id == SELECT sale.qty FROM sale LEFT JOIN emp ON sale.emp_id = emp.id
SELECT name FROM emp WHERE salary = (SELECT MAX(salary) FROM emp) == SELECT name FROM emp WHERE salary >= (SELECT MAX(salary) FROM emp)
SELECT name FROM emp WHERE salary = (SELECT MAX(salary) FROM emp) == SELECT name FROM emp AS a WHERE NOT EXISTS (SELECT 1 FROM emp AS b WHERE b.salary > a.salary) AND salary IS NOT NULL
SELECT name FROM emp ORDER BY salary DESC LIMIT 1 == SELECT name FROM emp ORDER BY salary DESC, id LIMIT 1
SELECT name, salary FROM emp ORDER BY salary == SELECT name, salary FROM emp ORDER BY 2, name
SELECT level FROM emp GROUP BY level ORDER BY COUNT(*) DESC LIMIT 1 == SELECT level FROM (SELECT level, COUNT(*) AS n FROM emp GROUP BY level) AS x ORDER BY n DESC LIMIT 1
SELECT level FROM emp GROUP BY level HAVING COUNT(*) > 100 == SELECT level FROM emp GROUP BY level HAVING COUNT(id) >= 101
SELECT level, COUNT(*) FROM emp GROUP BY level HAVING COUNT(*) >= 3 == SELECT * FROM (SELECT level, COUNT(*) AS n FROM emp GROUP BY level) AS x WHERE n > 2
SELECT name FROM emp WHERE strftime('%Y', hired) = '2023' == SELECT name FROM emp WHERE hired LIKE '2023-%'
SELECT name FROM emp WHERE strftime('%Y', hired) = '2023' == SELECT name FROM emp WHERE hired BETWEEN '2023-01-01' AND '2023-12-31'
SELECT name FROM emp WHERE strftime('%Y', hired) = '2023' == SELECT name FROM emp WHERE SUBSTR(hired, 1, 4) = '2023'
SELECT name FROM emp WHERE strftime('%Y', hired) = '2023' == SELECT name FROM emp WHERE hired >= '2023-01-01' AND hired < '2024-01-01'
SELECT name FROM emp WHERE strftime('%Y', hired) = '2023' == SELECT name FROM emp WHERE CAST(strftime('%Y', hired) AS INTEGER) = 2023
SELECT name FROM emp WHERE strftime('%Y-%m', hired) = '2023-02' == SELECT name FROM emp WHERE hired >= '2023-02-01' AND hired <= '2023-02-28'
SELECT name FROM emp WHERE strftime('%m', hired) IN ('01', '02', '03') == SELECT name FROM emp WHERE CAST(SUBSTR(hired, 6, 2) AS INTEGER) <= 3
SELECT name FROM emp WHERE hired > '2022-03-15' == SELECT name FROM emp WHERE DATE(hired) > DATE('2022-03-15')
SELECT name FROM emp WHERE hired > '2022-03-15' == SELECT name FROM emp WHERE hired >= '2022-03-16'
SELECT name FROM emp WHERE hired > '2022-03-15' == SELECT name FROM emp WHERE julianday(hired) - julianday('2022-03-15') > 0
SELECT name FROM emp WHERE name LIKE 'Kim%' == SELECT name FROM emp WHERE LOWER(SUBSTR(name, 1, 3)) = 'kim'
SELECT name FROM emp WHERE name LIKE '%min%' == SELECT name FROM emp WHERE INSTR(LOWER(name), 'min') > 0
SELECT SUM(CASE WHEN salary > 4000 THEN 1 ELSE 0 END) FROM emp == SELECT SUM(IIF(salary > 4000, 1, 0)) FROM emp
SELECT COALESCE(bonus, 0) FROM emp == SELECT CASE WHEN bonus IS NULL THEN 0 ELSE bonus END FROM emp
SELECT city FROM dept UNION SELECT city FROM sale == SELECT city FROM sale UNION SELECT city FROM dept
SELECT city FROM dept INTERSECT SELECT city FROM sale == SELECT DISTINCT city FROM sale WHERE city IN (SELECT city FROM dept) UNION SELECT NULL WHERE EXISTS (SELECT 1 FROM dept WHERE city IS NULL) AND EXISTS (SELECT 1 FROM sale WHERE city IS NULL)
SELECT name FROM emp WHERE ABS(salary - 4000) < 500 == SELECT name FROM emp WHERE salary > 3500 AND salary < 4500
SELECT name FROM emp WHERE salary * 12 > 48000 == SELECT name FROM emp WHERE salary > 4000
SELECT emp.name, SUM(sale.amount) FROM sale JOIN emp ON sale.emp_id = emp.id GROUP BY emp.id == SELECT e.name, (SELECT SUM(amount) FROM sale WHERE emp_id = e.id) FROM emp AS e WHERE e.id IN (SELECT emp_id FROM sale)
SELECT dept.name, COUNT(emp.id) FROM dept LEFT JOIN emp ON emp.dept_id = dept.id GROUP BY dept.id == SELECT d.name, (SELECT COUNT(*) FROM emp WHERE dept_id = d.id) FROM dept AS d
WITH rich AS (SELECT * FROM emp WHERE salary > 4000) SELECT name FROM rich WHERE level = 'A' == SELECT name FROM emp WHERE salary > 4000 AND level = 'A'""".splitlines()
]
