"""Rows in the shape of the GPU profiles' dataset on the Hub: its columns and nothing else, some of them as odd as real ones.

With `REAL_ROWS` (a JSON lines file of real rows, as for the tests of the scorer) they are made from those; else composed.
"""

import os
import random
from collections.abc import Iterator

from helpers import artifacts

COLUMNS = ("instruction", "input", "response", "source", "text", "ko_instruction")
COUNT = 24_000  # more than `own_rows.MANY`: several processes check them, as they do with all of the Hub's
ODD = 400  # of so many rows one cannot be learned from
NOUNS = {"name": "이름", "team": "팀", "city": "도시", "score": "점수", "year": "연도", "rank": "순위", "coach": "감독",
         "venue": "경기장", "result": "결과", "points": "승점", "country": "나라", "date": "날짜"}  # fmt: skip
NUMBERS = ("score", "year", "rank", "points")
VALUES = ("Seoul", "busan", "Men's final", "2-1", "Kim, Lee", "daegu")
FAULTS = (  # what real rows look like where something went wrong
    {"ko_instruction": None},
    {"ko_instruction": " "},
    {"response": "SELECT FROM WHERE"},
    {"response": "두 개입니다."},
    {"input": None},
)


def rows(count: int = COUNT, seed: int = 0) -> list[dict]:
    """`count` rows with the columns of `COLUMNS`; every `ODD`th has a fault, and a few stand there twice."""
    rng = random.Random(seed)
    made = [_whole(*parts, number) for number, parts in zip(range(count), _known(rng))]
    for place in range(ODD, count, ODD):
        made[place] |= FAULTS[place // ODD % len(FAULTS)]
        made[place - 1] = made[place - 2]
    return made


def _whole(question: str, schema: str, gold: str, number: int) -> dict:
    """A row with all columns. The table's number makes it one of its own."""
    table = schema.split("(")[0].removeprefix("CREATE TABLE").strip()
    schema, gold = (text.replace(table, f"{table}_{number}") for text in (schema, gold))
    text = f"### Question: {question}\n### Tables: {schema}\n### SQL: {gold}"
    return dict(zip(COLUMNS, (question, schema, gold, "sql_create_context", text, question)))


def _known(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Question, schema and answer, without end."""
    file = os.environ.get("REAL_ROWS")
    real = artifacts.read_jsonl(file) if file else []
    while True:
        for row in rng.sample(real, len(real)):
            yield row["ko_instruction"], row["input"], row["response"]
        if not real:
            yield _composed(rng)


def _composed(rng: random.Random) -> tuple[str, str, str]:
    wanted, given, third = rng.sample(list(NOUNS), 3)
    kinds = ", ".join(f"{name} {'INTEGER' if name in NUMBERS else 'VARCHAR'}" for name in (wanted, given, third))
    condition, asked = f"{given} > {rng.randrange(2, 99)}", "보다 큰"
    if given not in NUMBERS:
        condition, asked = f'{given} = "{rng.choice(VALUES)}"', "인"
    value = condition.split(" ", 2)[2]
    what = rng.choice((wanted, f"COUNT({wanted})", f"MAX({wanted})"))
    question = f"{NOUNS[given]} {value} {asked} {NOUNS[wanted]}{'의 수' * what.startswith('COUNT')}?"
    return question, f"CREATE TABLE game ({kinds})", f"SELECT {what} FROM game WHERE {condition}"
