"""A thousand hostile or broken inputs through the page's own addresses: none writes, none hangs, none takes it down."""

import random
import sqlite3
import time

from demo_fixtures import ROOT, address, client, fill, model  # noqa: F401
from test_demo import no_files, state

MOST_SECONDS = 2  # of work, the client's included: the tests may share a busy machine
COUNT = 1_000

QUERIES = [
    "DROP TABLE {t}", "DELETE FROM {t}", "UPDATE {t} SET id = 0", "INSERT INTO {t} DEFAULT VALUES", "CREATE TABLE x (a)",
    "ALTER TABLE {t} RENAME TO x", "VACUUM", "VACUUM INTO '{f}/new.db'", "ATTACH '{f}/new.db' AS n", "DETACH main", "REINDEX",
    "PRAGMA writable_schema = 1", "PRAGMA journal_mode = WAL", "PRAGMA user_version = 7", "BEGIN IMMEDIATE", "COMMIT", "ANALYZE",
    "SELECT 1; DROP TABLE {t}", "SELECT load_extension('{f}/x')", "SELECT writefile('{f}/x', 'y')", "SELECT readfile('/etc/passwd')",
    "SELECT edit('x', 'touch {f}/x')", "CREATE VIRTUAL TABLE x USING fts5(a)", "SELECT fts3_tokenizer('simple', x'00')",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "SELECT count(*) FROM {t} a, {t} b, {t} c, {t} d, {t} e", "SELECT randomblob(1000000000)", "SELECT zeroblob(20000) FROM {t} a, {t} b",
    "SELECT printf('%1000000000d', 1)", "SELECT printf('%.*c', 999999999, 'x')", "SELECT replace(hex(zeroblob(9000)), '0', hex(zeroblob(9000)))",
    "SELECT group_concat(a.id) FROM {t} a, {t} b, {t} c, {t} d", "SELECT '{long}' LIKE '%a%a%a%a%a%a%a%a%a%b'", "SELECT {deep}",
    "SELECT * FROM {t} WHERE {deep}", "SELECT {wide}", "{compound}", "{ctes}", "SELECT 1 --\0 x", "SELECT '\0'", "SELECT '\ud800'",
    "SELECT \u202e'x'", "SELECT 1e999, -1e999, 0x7fffffffffffffff, 9223372036854775807 + 1", "EXPLAIN SELECT * FROM {t}", ";", "--", "/*",
    "SELECT '", "SELECT (", "\ufeffSELECT 1", "", " ", "\0", "SELECT * FROM pragma_table_info('{t}')", "SELECT * FROM sqlite_master",
    "SELECT * FROM dbstat", "SELECT * FROM generate_series(1, 1000000000)", "<script>document.title = 'taken'</script>", "{{7*7}}", "%s%n",
    "SELECT '<img src=x onerror=alert(1)>' AS \"<b>\"", "WITH t AS (DELETE FROM {t} RETURNING *) SELECT * FROM t", "{huge}",
]  # fmt: skip


def pieces(random_state, folder):
    """What the placeholders of a hostile query stand for."""
    some = random_state.randint(2, 400)
    return {
        "t": random_state.choice(["branch", "sale", "drink", "sqlite_master", "nope"]),
        "f": str(folder),
        "long": "a" * 9_000,
        "deep": "(" * some + "1" + ")" * some,
        "wide": ", ".join("1" for _ in range(some * 10)),
        "compound": " UNION ALL ".join("SELECT 1" for _ in range(some)),
        "ctes": "WITH a0 AS (SELECT 1), "
        + ", ".join(f"a{i + 1} AS (SELECT * FROM a{i}, a{i} b)" for i in range(some % 40))
        + f" SELECT * FROM a{some % 40}",
        "huge": "SELECT 1 " * random_state.choice([100, 10_000, 100_000]),
    }


def filled(query, values):
    for name, value in values.items():
        query = query.replace("{" + name + "}", value)
    return query


def garbled(random_state, query):
    """The query with some of its characters cut, doubled or replaced by noise."""
    letters = list(query)
    for _ in range(random_state.randint(1, 6)):
        place = random_state.randrange(len(letters) + 1)
        letters[place : place + random_state.randint(0, 3)] = random_state.choices(
            "';()-*/\"\\\0\ud800가🙂\n%", k=random_state.randint(0, 4)
        )
    return "".join(letters)


def inputs(folder, paths):
    """COUNT calls of the page, the same every time: address and arguments."""
    found = random.Random(20)
    for number in range(COUNT):
        query = filled(QUERIES[number % len(QUERIES)], pieces(found, folder))
        query = garbled(found, query) if number >= 3 * len(QUERIES) else query
        database = found.choice(["cafe"] * 20 + ["nope", "../cafe", "", None, 7, ["cafe"], {"a": 1}])
        own = found.choice(["", "", "", *paths, query])
        language = found.choice(["ko", "en"] * 10 + ["xx", None])
        table = found.choice(["branch", query, None])
        yield found.choice(
            [
                ("/run", database, own, query, language),
                ("/run", "cafe", "", query, language),
                ("/run", "cafe", str(folder / "whole.db"), query, language),
                ("/ask", found.choice(["CREATE TABLE a (b);", query, None]), query, language),
                ("/open", database, own, language),
                ("/look", database, own, table),
            ]
        )


def test_a_thousand_hostile_inputs(client, tmp_path):
    paths = [name for name, _ in no_files(tmp_path)] + [str(tmp_path / "whole.db")]
    before, course, kinds = state(tmp_path), state(ROOT / "data" / "databases"), {"answered": 0, "turned down": 0}
    waited, slow = [], []
    for endpoint, *arguments in inputs(tmp_path, paths):
        start, work = time.perf_counter(), time.process_time()
        try:
            client.predict(*arguments, api_name=endpoint)
            kinds["answered"] += 1
        except Exception as error:  # of the client's: the page said no to a value that its own controls never send
            assert "Connect" not in type(error).__name__, (endpoint, arguments, error)
            kinds["turned down"] += 1
        waited.append(time.perf_counter() - start)
        if (seconds := time.process_time() - work) > MOST_SECONDS:
            slow.append((round(seconds, 2), endpoint, str(arguments)[:100]))
    print(kinds, f"longest wait {max(waited):.1f} s; more than {MOST_SECONDS} s of work:", slow)
    outcome, table = client.predict("cafe", "", "SELECT count(*) FROM branch", "en", api_name="/run")
    assert table["data"] and table["data"][0][0].isdigit() and outcome.startswith("1 row")
    assert state(tmp_path) == before and state(ROOT / "data" / "databases") == course
    assert sum(kinds.values()) == COUNT and kinds["answered"] > COUNT / 2
    assert not slow
    with sqlite3.connect(tmp_path / "whole.db") as connection:
        assert connection.execute("SELECT count(*) FROM sale").fetchone() == (5_000,)
