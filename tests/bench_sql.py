"""Benchmark of the SQL scores: how often they are right, and how fast. Run: python tests/bench_sql.py [rows]

Prints the grader's rates over all rows, and speeds as ratios to something that this machine did in the
same minute, so that figures of different machines can be compared.
"""

import contextlib
import sys
import time

from test_sql_grader import REAL, SHIPPED, gold_rows, grade

import sqlscore
from sqlscore.rewrites import pairs
from sqlscore.sandbox import QueryFailed, open_script, run

PREDICTIONS = 13_111  # the size of the book's test set


def seconds(work, *arguments) -> float:
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def rates(rows) -> None:
    counts, wrong = grade(rows)
    for same, name in ((True, "rewrites called equal"), (False, "changes called different")):
        right, total = counts[same, same], sum(counts[same, verdict] for verdict in (True, False, None))
        print(f"{name}: {right} of {total} = {right / total:.3%}")
    print(f"gold cannot run: {counts['gold cannot run']} of {len(rows)}")
    for name, gold, query, _ in wrong[:10]:
        print(f"  {name}\n    {gold}\n    {query}")


def speed(rows) -> None:
    made = []
    for schema, gold in rows:
        try:
            made += [(schema, gold, query) for _, query, _ in pairs(schema, gold)]
        except QueryFailed:
            continue

    def plain():
        for schema, gold, query in made:
            connection = open_script(schema)
            for each in (gold, query):
                with contextlib.suppress(QueryFailed):
                    run(connection, each)

    both_queries_once = seconds(plain)
    for name, score in (
        ("exact", lambda schema, gold, query: sqlscore.exact_match(gold, query)),
        ("canonical", lambda schema, gold, query: sqlscore.canonical_match(gold, query, schema)),
        ("execution", sqlscore.execution_match),
    ):
        took = seconds(lambda score=score: [score(*pair) for pair in made])
        ratio = took / both_queries_once
        print(f"{name}: {len(made) / took:.0f} pairs/s on one core, {ratio:.2f} times both queries on an empty database")


def whole_file(rows) -> None:
    predictions = [
        {"schema": schema, "gold": gold, "predicted": gold.lower() if i % 2 else gold.replace("=", ">", 1)}
        for i, (schema, gold) in enumerate((rows * (PREDICTIONS // len(rows) + 1))[:PREDICTIONS])
    ]
    together = seconds(sqlscore.evaluate, predictions, 2)
    alone = seconds(sqlscore.evaluate, predictions[:2000], 1) / 2000 * len(predictions)
    print(f"{len(predictions):,} predictions in {together:.0f} s with two workers, {alone / together:.2f} times one worker")


if __name__ == "__main__":
    chosen = gold_rows(REAL or SHIPPED, int(sys.argv[1]) if len(sys.argv) > 1 else None)
    whole_file(chosen)
    speed(chosen[:: max(1, len(chosen) // 300)])
    rates(chosen)
