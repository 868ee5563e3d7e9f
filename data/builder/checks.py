"""What must hold of the finished dataset. Every check takes the rows by split and gives one sentence for each fault."""

import re
import sqlite3
from collections import Counter

from builder import korean, sql
from builder.conditions import WEEKDAYS

COLUMNS = ["id", "db_id", "difficulty", "template", "instruction", "ko_instruction", "input", "response", "source"]
LEAST = {"train": 4000, "validation": 300, "test_seen": 500, "test_unseen": 500}
SHARES = {"join": 0.20, "group": 0.15, "order": 0.10, "subquery": 0.05, "having": 0.03}
MOST_EMPTY, MOST_ONE_ENDING, LEAST_DIFFICULTY, LEAST_SHAPES = 0.05, 0.12, 0.15, 60
DATE = re.compile(r"\d{4}-\d\d-\d\d")
LEAST_DATABASES = {"train": 24, "test_unseen": 8}


def faults(splits: dict, scripts: dict) -> list:
    """All faults of the dataset: `splits` are the rows by split, `scripts` the SQL script of each database by its id."""
    rows = [row for split in splits.values() for row in split]
    return [
        *sizes(splits),
        *fields(rows),
        *shares(splits),
        *leaks(splits),
        *endings(rows),
        *wording(rows, scripts),
        *answers(rows, scripts),
    ]


def sizes(splits: dict) -> list:
    """Enough rows, databases and shapes."""
    found = [f"{name}: {len(splits[name])} rows, wanted {least}" for name, least in LEAST.items() if len(splits[name]) < least]
    for name, least in LEAST_DATABASES.items():
        count = len({row["db_id"] for row in splits[name]})
        found += [f"{name}: {count} databases, wanted {least}"] * (count < least)
    shapes = len({sql.shape(row["response"]) for split in splits.values() for row in split})
    return found + [f"{shapes} shapes of SQL, wanted {LEAST_SHAPES}"] * (shapes < LEAST_SHAPES)


def fields(rows: list) -> list:
    """The columns of the card, none empty, and the difficulty that the rule gives."""
    found = [f"{row.get('id')}: columns {list(row)}" for row in rows if list(row) != COLUMNS]
    found += [
        f"{row['id']}: an empty column"
        for row in rows
        if not all(isinstance(value, str) and value.strip() for value in row.values())
    ]
    return found + [
        f"{row['id']}: {row['difficulty']}, but the rule says {sql.difficulty(row['response'])}"
        for row in rows
        if row["difficulty"] != sql.difficulty(row["response"])
    ]


def shares(splits: dict) -> list:
    """Enough joins, groups, orders, subqueries and HAVING in train, and of each difficulty in every split."""
    count = Counter(feature for row in splits["train"] for feature in sql.features(row["response"]))
    size = len(splits["train"]) or 1
    found = [
        f"train: {count[name] / size:.1%} {name}, wanted {least:.0%}"
        for name, least in SHARES.items()
        if count[name] / size < least
    ]
    for name, split in splits.items():
        levels = Counter(row["difficulty"] for row in split)
        found += [
            f"{name}: {levels[level] / (len(split) or 1):.1%} {level}, wanted {LEAST_DIFFICULTY:.0%}"
            for level in ("easy", "medium", "hard")
            if levels[level] / (len(split) or 1) < LEAST_DIFFICULTY
        ]
    return found


def leaks(splits: dict) -> list:
    """No question twice, no query of a database twice, no unseen database in training."""
    rows = [row for split in splits.values() for row in split]
    found = [f"asked {count} times: {text}" for text, count in Counter(row["ko_instruction"] for row in rows).items() if count > 1]
    found += [
        f"{db_id} answers {count} questions with {query}"
        for (db_id, query), count in Counter((row["db_id"], row["response"]) for row in rows).items()
        if count > 1
    ]
    found += [f"id {name} twice" for name, count in Counter(row["id"] for row in rows).items() if count > 1]
    seen = {row["db_id"] for name in ("train", "validation", "test_seen") for row in splits[name]}
    return found + [
        f"{db_id} is in test_unseen and elsewhere" for db_id in sorted(seen & {row["db_id"] for row in splits["test_unseen"]})
    ]


def ending(question: str, letters: int = 0) -> str:
    """The last word of a question, or its last `letters`, without marks."""
    text = re.sub(r"[\s?.!,)'(]+$", "", question)
    return text[-letters:] if letters else text.split()[-1]


def endings(rows: list) -> list:
    """No last word and no last two letters in more than their share of the questions."""
    found = []
    for letters in (0, 2):
        text, count = Counter(ending(row["ko_instruction"], letters) for row in rows).most_common(1)[0]
        found += [f"{count / len(rows):.1%} of the questions end in {text!r}"] * (count / len(rows) > MOST_ONE_ENDING)
    return found


def wording(rows: list, scripts: dict) -> list:
    """Every question says what its query needs, and its particles fit."""
    nouns = {db_id: re.findall(r"-- ([^(\n]+)", script.split("INSERT INTO")[0])[1:] for db_id, script in scripts.items()}
    found = []
    for row in rows:
        question = row["ko_instruction"]
        found += [f"{row['id']}: {word!r} is not in {question}" for word in unsaid(row["response"], question)]
        found += [f"{row['id']}: {misfit!r} in {question}" for misfit in misfits(question, nouns.get(row["db_id"], []))]
    return found


def unsaid(query: str, question: str) -> list:
    """The literals of a query that its question does not name; LIMIT 1 and what no question spells out are not counted."""
    dates = re.findall(r"strftime\('(%[^']+)', [^)]*\) = '([^']*)'", query)
    missing = [period for form, period in dates if not any(word in question for word in period_words(form, period))]
    texts = re.findall(r"'([^']*)'", re.sub(r"strftime\([^)]*\)( = '[^']*')?", "", query))
    missing += [
        text
        for text in texts
        if text.strip("%") not in question and not (DATE.fullmatch(text) and korean.spoken_date(text) in question)
    ]
    plain = re.sub(r"'[^']*'|SELECT 1|THEN 1 ELSE 0|LIMIT 1 OFFSET \d|LIMIT 1$|ROUND\(.*?, \d\)", "", query)
    numbers = re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])", plain)
    return missing + [number for number in numbers if not any(form in question for form in forms(number))]


def period_words(form: str, period: str) -> list:
    """The ways in which a question may name a year, a month or a day of the week."""
    if form == "%w":
        return [f"{WEEKDAYS[int(period)]}요일"]
    return [korean.spoken_date(period), *(["올해", "작년"] if form == "%Y" else ["이번 달", "지난달"])]


def forms(number: str) -> list:
    """The ways in which a question may write a number."""
    value = float(number)
    if not value.is_integer() or value < 0:
        return [number]
    whole = int(value)
    native = [korean.native(whole)] if 1 <= whole <= 10 else []
    return [number, f"{whole:,}", korean.in_man(whole), korean.hangul(whole), *native]


def misfits(question: str, nouns: list) -> list:
    """The particles in a question that do not fit the word before them, and marks that were never filled in."""
    found = re.findall(r"~\w+|[을은이과]\([를는가와]\)", question)
    for noun in nouns:
        for word, form in re.findall(rf"((?:^|(?<=\s)){re.escape(noun)}'?)(을|를|은|는|이|가|과|와|으로|로)(?=[\s,.?!])", question):
            asked = next(after for after, vowel in korean.WITHOUT_FINAL.items() if form in (after, vowel))
            found += [word + form] * (korean.particle(word, asked) != form)
    return found


def answers(rows: list, scripts: dict) -> list:
    """Every query runs on its database and on the bare DDL it comes with, leaves no tie, and hardly any comes back empty."""
    found, empty, databases = [], 0, {}
    for row in rows:
        if row["db_id"] not in databases:
            databases[row["db_id"]] = connection = sqlite3.connect(":memory:")
            connection.executescript(scripts[row["db_id"]])
        run = databases[row["db_id"]].execute
        try:
            empty += sql.empty(run(row["response"]).fetchall())
            found += [f"{row['id']}: a tie decides what {row['response']} gives"] * sql.tied(
                row["response"], lambda query: run(query).fetchall()
            )
            found += bare(row)
        except sqlite3.Error as error:
            found.append(f"{row['id']}: {error} in {row['response']}")
    share = empty / (len(rows) or 1)
    return found + [f"{share:.1%} of the answers are empty or zero"] * (share > MOST_EMPTY)


def bare(row: dict) -> list:
    """Whether the DDL of a row holds what its query reads, nothing else, and a Korean comment on every line."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(row["input"])
    connection.execute(row["response"])
    made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    found = [f"{row['id']}: the DDL has {sorted(made)}"] * (made != sql.tables(row["response"]))
    lines = [line for line in row["input"].splitlines() if line != ");"]
    return found + [f"{row['id']}: no comment in {line!r}" for line in lines if "-- " not in line]
