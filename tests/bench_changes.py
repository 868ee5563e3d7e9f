"""Benchmark of the grader by kinds of change. Run: python tests/bench_changes.py [golds of the course] [changes of a kind]

Changes of `sql_changes.py` over golds of the course and of `sql_golds.py`, each proven real by an oracle: plain random
databases that share no code with sqlscore. A change that no random database shows is left out, as is one that the
oracle shows only where the gold itself depends on chance. Rewritings that mean the same (`sql_golds.py`, `sql_families.py`,
`sql_rewritings.py`) must be kept; one that the oracle tells apart is left out.
"""

import json
import random
import re
import sqlite3
import sys
import time
from collections import Counter, defaultdict

from sql_changes import CHANGES
from sql_families import equal as equal_families
from sql_families import golds as gold_families
from sql_golds import EQUAL, GOLDS
from sql_rewritings import REWRITINGS
from sqlglot import parse_one

import sqlscore
from helpers import artifacts

SEEDS = 60
WORDS = ["a", "B", "b", " a", "", "Kim", "kimmin", "Seoul", "-3", "10", "9"]
DAYS = ["2019-12-31", "2020-02-29", "2021-01-01", "2021-07-15", "2022-03-14", "2023-05-31", "2024-01-01"]


class Oracle:
    """Random rows for one schema, near the constants of two queries."""

    def __init__(self, schema):
        self.schema = schema
        connection = sqlite3.connect(":memory:")
        connection.executescript(schema)
        self.tables, self.keys = {}, {}
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            self.tables[name] = connection.execute(f"PRAGMA table_info({name})").fetchall()
            self.keys[name] = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}

    def kind(self, declared):
        words = declared.upper()
        if "DATE" in words:
            return "stamp" if "TIME" in words else "date"
        if "BOOL" in words:
            return "flag"
        return "number" if re.search("INT|REAL|NUM", words) else "text"

    def columns(self):
        return {row[1].lower(): self.kind(row[2]) for rows in self.tables.values() for row in rows}

    def fill(self, rng, numbers, texts, days, most):
        rows = {}
        counts = {name: rng.randint(0, most) for name in self.tables}
        few = {(n, r[1]): rng.choice((1, 2, 3, 30)) for n, rs in self.tables.items() for r in rs}
        nulls = rng.choice((0, 0.1, 0.3))
        for name, columns in self.tables.items():
            rows[name] = [
                [self.cell(rng, c, k, numbers, texts, days, few[name, c[1]], nulls, self.keys[name], counts) for c in columns]
                for k in range(counts[name])
            ]
        return rows

    def cell(self, rng, column, number, numbers, texts, days, few, nulls, keys, counts):
        _, name, declared, required, _, primary = column
        if primary and "INT" in declared.upper() and not required and name not in keys and primary == 1:
            return number + 1
        if not required and not primary and rng.random() < nulls:
            return None
        if name in keys:
            parents = counts.get(keys[name], 3)
            return rng.randint(1, parents) if parents else None
        kind = self.kind(declared)
        if kind == "flag":
            return rng.randint(0, 1)
        if kind in ("date", "stamp"):
            day = rng.choice(days[:few])
            return day + rng.choice((" 00:00:00", " 10:30:00", " 23:59:59")) if kind == "stamp" else day
        values = numbers if kind == "number" else texts
        if "INT" in declared.upper():
            values = [int(v) for v in values]
        return values[(rng.randrange(few) * 7) % len(values)] if few < 30 else rng.choice(values)

    def store(self, rows, backwards=False):
        connection = sqlite3.connect(":memory:")
        connection.executescript(self.schema)
        for name, some in rows.items():
            holes = ", ".join("?" * len(self.tables[name]))
            connection.executemany(f"INSERT OR IGNORE INTO {name} VALUES ({holes})", some[::-1] if backwards else some)
        return connection

    def differ(self, gold, other):
        """Whether random rows prove that two queries are not the same."""
        both = gold + " " + other
        numbers = [int(n) if "." not in n else float(n) for n in re.findall(r"(?<![\w'.-])\d+(?:\.\d+)?(?![\w'-])", both)]
        numbers = [n + d for n in numbers for d in (0, 1, -1)] + [n // 2 for n in numbers] + [0, 1, 2, 3, 5, -1, -2, 7.5, 40]
        quoted = re.findall(r"'([^']*)'", both)
        texts = (
            [t.replace("%", s) for t in quoted for s in ("", "x")]
            + [t + s for t in quoted for s in (" ", "x")]
            + [t.swapcase() for t in quoted]
            + [t[:-1] for t in quoted]
            + WORDS
        )
        days = [t for t in quoted if re.fullmatch(r"\d{4}-\d\d-\d\d", t)]
        days = days + [d[:8] + f"{int(d[8:]) % 28 + 1:02}" for d in days] + [f"{int(d[:4]) + 1}{d[4:]}" for d in days] + DAYS
        days += [f"{t}-{m}-0{d}" for t in quoted if re.fullmatch(r"\d{4}", t) for m in ("01", "12") for d in (1, 2)]
        ordered, shaken = bool(parse_one(gold, dialect="sqlite").args.get("order")), _shaken(gold)
        for seed in range(SEEDS):
            rng = random.Random(seed)
            for values in (numbers, texts, days):
                rng.shuffle(values)
            rows = self.fill(rng, numbers, texts, days, rng.choice((1, 3, 8, 20, 45)))
            connection = self.store(rows)
            try:
                left, right = _run(connection, gold), _run(connection, other)
            except sqlite3.Error:
                return None
            if left == right if ordered else Counter(left) == Counter(right):
                continue
            back = self.store(rows, backwards=True)
            if Counter(_run(back, gold)) != Counter(left) or Counter(_run(back, other)) != Counter(right):
                continue
            if ordered and (shaken is None or any(_run(connection, shaken) != left for _ in range(20))):
                continue
            return True
        return False


def _shaken(gold):
    """The gold with its ties broken by chance; None where that cannot be written."""
    if "ORDER BY" not in gold or " UNION " in gold:
        return None
    head, tail = gold.rsplit(" LIMIT ", 1) if " LIMIT " in gold else (gold, None)
    return f"{head}, random()" + (f" LIMIT {tail}" if tail else "")


def _run(connection, query):
    return [tuple(round(c, 6) if isinstance(c, float) else c for c in row) for row in connection.execute(query)]


def course_golds(count):
    rows = [json.loads(line) for line in (artifacts.repository() / "data" / "train.jsonl").read_text(encoding="utf-8").splitlines()]
    by_template = defaultdict(list)
    for row in rows:
        by_template[row.get("template", "")].append((row["input"], row["response"]))
    each = max(1, count // len(by_template))
    return [pair for some in by_template.values() for pair in some[:: max(1, len(some) // each)][:each]]


def _kept(schema, left, right):
    """Whether equal queries are called equal; both ways round, where the first one leaves no ties open."""
    both = [(left, right)] if "ORDER BY" in left else [(left, right), (right, left)]
    return all(sqlscore.execution_match(schema, *pair) is True for pair in both)


def changed(golds, most):
    """Yield (kind, schema, gold, change) of real changes, at most so many of each kind."""
    made = Counter()
    for number, (schema, gold) in enumerate(golds):
        oracle = Oracle(schema)
        for kind, change in CHANGES.items():
            if made[kind] >= most:
                continue
            try:
                tree = change(parse_one(gold, dialect="sqlite"), random.Random(number), oracle.columns())
                other = tree.sql("sqlite") if tree is not None else gold
            except Exception:  # a change that does not fit this query
                continue
            if other != gold and oracle.differ(gold, other):
                made[kind] += 1
                yield kind, schema, gold, other


def rewritten(golds):
    """Yield (rule, schema, gold, rewriting) of every rule that fits."""
    for schema, gold in golds:
        plain = parse_one(gold, dialect="sqlite").sql("sqlite")
        for rule in REWRITINGS:
            tree = rule(parse_one(gold, dialect="sqlite"))
            if tree is not None and tree.sql("sqlite") != plain:
                yield rule.__name__, schema, gold, tree.sql("sqlite")


def changes(golds, most):
    """Print how many real changes are caught, and every kind with one that is not."""
    made, caught, spent = Counter(), Counter(), 0
    for kind, schema, gold, other in changed(golds, most):
        start = time.process_time()
        match = sqlscore.execution_match(schema, gold, other)
        spent += time.process_time() - start
        made[kind] += 1
        caught[kind] += match is False
        if match is not False:
            print(f"missed, {kind}\n  {gold}\n  {other}", flush=True)
    for kind in made:
        if caught[kind] < made[kind]:
            print(f"{kind}: {caught[kind]} of {made[kind]}")
    enough = [kind for kind in made if made[kind] >= 20]
    total, worst = made.total(), min(caught[kind] / made[kind] for kind in made)
    print(f"{len(made)} kinds, {len(enough)} of them with 20 examples or more; caught {caught.total()} of {total}")
    print(f"  = {caught.total() / total:.2%}; worst kind {worst:.0%}; {total / spent:.0f} pairs per second of one processor")


def equal(golds):
    """Print how many equal pairs are kept, both ways round; a pair that the oracle tells apart is left out."""
    proven = kept = 0
    pairs = [("by hand", *pair) for pair in EQUAL] + [("family", *pair) for pair in equal_families()] + [*rewritten(golds)]
    for kind, schema, left, right in pairs:
        if Oracle(schema).differ(left, right) is not False:
            print(f"not equal, {kind}\n  {left}\n  {right}")
            continue
        proven += 1
        kept += (fine := _kept(schema, left, right))
        if not fine:
            print(f"called different, {kind}\n  {left}\n  {right}", flush=True)
    print(f"equal pairs kept: {kept} of {proven} = {kept / proven:.2%}")


def main(count=1000, most=40):
    golds = course_golds(count)
    families = gold_families()
    random.Random(0).shuffle(families)
    equal(course_golds(102))
    changes(GOLDS + families + golds, most)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
