"""What must hold of the finished dataset. Every check takes the rows by split and gives one sentence for each fault."""

import re
import sqlite3
from collections import Counter

from builder import kinds, korean, natural, sql
from builder.conditions import WEEKDAYS
from builder.definition import Domain
from builder.shapes import SHAPES
from builder.split import NATURAL, UNSEEN, twin

COLUMNS = ["id", "db_id", "difficulty", "template", "instruction", "ko_instruction", "input", "response", "source"]
LEAST = {"train": 5000, "validation": 300, "test_seen": 500, "test_unseen": 500, "test_natural": 400}
LEAST_NATURAL = {"train": 1000, "validation": 100, "test_natural": 400}  # of these written by hand
SHARES = {"join": 0.20, "group": 0.15, "order": 0.10, "subquery": 0.05, "having": 0.03}
MOST_EMPTY, MOST_ONE_ENDING, LEAST_DIFFICULTY, LEAST_SHAPES = 0.05, 0.12, 0.15, 60
DATE = re.compile(r"\d{4}-\d\d-\d\d")
LEAST_DATABASES = {"train": 24, "test_unseen": 8}


def faults(splits: dict, scripts: dict, domains: list) -> list:
    """All faults of the dataset: `splits` are the rows by split, `scripts` the SQL script of each database by its id."""
    rows = [row for split in splits.values() for row in split]
    written = [row for row in rows if row["template"] != NATURAL]
    return [
        *sizes(splits),
        *absent(written),
        *fields(rows),
        *shares(splits),
        *leaks(splits),
        *shared_twins(splits),
        *endings(rows),
        *wording(written, domains),
        *kinds.faults(written, domains),
        *answers(rows, scripts),
        *blind(splits, scripts),
    ]


def sizes(splits: dict) -> list:
    """Enough rows, databases and shapes."""
    found = [f"{name}: {len(splits[name])} rows, wanted {least}" for name, least in LEAST.items() if len(splits[name]) < least]
    for name, least in LEAST_DATABASES.items():
        count = len({row["db_id"] for row in splits[name]})
        found += [f"{name}: {count} databases, wanted {least}"] * (count < least)
    for name, least in LEAST_NATURAL.items():
        count = sum(row["template"] == NATURAL for row in splits[name])
        found += [f"{name}: {count} rows written by hand, wanted {least}"] * (count < least)
    shapes = len({sql.shape(row["response"]) for split in splits.values() for row in split})
    return found + [f"{shapes} shapes of SQL, wanted {LEAST_SHAPES}"] * (shapes < LEAST_SHAPES)


def absent(rows: list) -> list:
    """Every template makes some rows: one that makes none is of no use, or its drafts are all refused."""
    made = {row["template"] for row in rows}
    return [f"no row is made from {name}" for name in SHAPES if name not in made]


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
        if count > 1 and query != natural.UNANSWERABLE
    ]
    found += [f"id {name} twice" for name, count in Counter(row["id"] for row in rows).items() if count > 1]
    seen = {row["db_id"] for name in ("train", "validation", "test_seen") for row in splits[name]}
    return found + [f"{db_id} is in test_unseen and elsewhere" for db_id in sorted(seen & set(UNSEEN))]


def shared_twins(splits: dict) -> list:
    """No test row has the query of a training or validation row of its database, but for literals."""
    taught = {twin(row): row["id"] for name in ("train", "validation") for row in splits[name]}
    tests = [row for name in ("test_seen", "test_unseen", "test_natural") for row in splits.get(name, [])]
    return [f"{row['id']} is a twin of {taught[twin(row)]}" for row in tests if twin(row) in taught]


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


def wording(rows: list, domains: list) -> list:
    """Every question says what its query needs, by one of its names, and its particles fit."""
    names = {domain.id: value_names(domain) for domain in domains}
    nouns = {domain.id: all_nouns(domain) for domain in domains}
    found = []
    for row in rows:
        question = row["ko_instruction"]
        missing = unsaid(row["response"], question, names[row["db_id"]])
        found += [f"{row['id']}: {word!r} is not in {question}" for word in missing]
        found += [f"{row['id']}: {misfit!r} in {question}" for misfit in misfits(question, nouns[row["db_id"]])]
    return found


def value_names(domain: Domain) -> dict:
    """{value: its other names} of all categories."""
    names: dict = {}
    for table in domain.tables:
        for column in table.columns:
            for value, others in column.value_names.items():
                names.setdefault(value, []).extend(others)
    return names


def all_nouns(domain: Domain) -> list:
    """What tables and columns may be called."""
    things = [*domain.tables, *(column for table in domain.tables for column in table.columns)]
    return [noun for thing in things for noun in (thing.korean, *thing.also, *thing.tests)]


def unsaid(query: str, question: str, names: dict) -> list:
    """The literals of a query that its question does not say, by any of their names; what no question spells out is not counted."""
    dates = re.findall(r"strftime\('(%[^']+)', [^)]*\) = '([^']*)'", query)
    missing = [period for form, period in dates if not any(word in question for word in period_words(form, period))]
    missing += [f"{number}개월" for number in re.findall(r"'-(\d+) months'", query) if f"최근 {number}개월" not in question]
    missing += ["주말"] * ("IN ('0', '6')" in query and "주말" not in question)
    rest = re.sub(r"(strftime|date)\([^)]*\)( = '[^']*'| IN \('0', '6'\))?", "", query)
    for text in re.findall(r"'([^']*)'", rest):
        said = [text.strip("%"), *names.get(text, []), *([korean.spoken_date(text)] if DATE.fullmatch(text) else [])]
        missing += [text] * (not any(name in question for name in said))
    plain = re.sub(r"'[^']*'|THEN 1 ELSE 0|ELSE 0|LIMIT 1 OFFSET \d|LIMIT 1$|place = 1$|, \d\)|100\.0", "", rest)
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
    for noun in (noun for noun in set(nouns) if noun in question):
        for word, form in re.findall(rf"((?:^|(?<=\s)){re.escape(noun)}'?)(을|를|은|는|이|가|과|와|으로|로)(?=[\s,.?!])", question):
            asked = next(after for after, vowel in korean.WITHOUT_FINAL.items() if form in (after, vowel))
            found += [word + form] * (korean.particle(word, asked) != form and word + form not in nouns)
    return found


def answers(rows: list, scripts: dict) -> list:
    """Every query runs on its database, whose schema is its input, leaves no tie, and hardly any comes back empty."""
    found, empty, databases = [], 0, {}
    for row in rows:
        if row["db_id"] not in databases:
            databases[row["db_id"]] = connection = sqlite3.connect(":memory:")
            connection.executescript(scripts[row["db_id"]])
        database = databases[row["db_id"]]
        try:
            empty += sql.empty(database.execute(row["response"]).fetchall())
            found += [f"{row['id']}: a tie decides what {row['response']} gives"] * natural.tied(row["response"], database)
        except sqlite3.Error as error:
            found.append(f"{row['id']}: {error} in {row['response']}")
        found += schema(row, scripts[row["db_id"]])
    share = empty / (len(rows) or 1)
    return found + [f"{share:.1%} of the answers are empty or zero"] * (share > MOST_EMPTY)


def blind(splits: dict, scripts: dict) -> list:
    """The rows tell every test query from what a slip gives: > for >=, < for <=, JOIN for LEFT JOIN."""
    databases, found = {}, []
    for row in (row for name, rows in splits.items() if name.startswith("test") for row in rows):
        if row["db_id"] not in databases:
            databases[row["db_id"]] = connection = sqlite3.connect(":memory:")
            connection.executescript(scripts[row["db_id"]])
        others = sql.blind(row["response"], lambda query: databases[row["db_id"]].execute(query).fetchall())
        found += [f"{row['id']}: the rows cannot tell {row['response']} from {other}" for other in others]
    return found


def schema(row: dict, script: str) -> list:
    """Whether the input of a row is the whole schema of its database, with a Korean comment on every line."""
    whole = script.split("\n", 1)[1].split("\nINSERT ", 1)[0]
    found = [f"{row['id']}: the input is not its database's schema"] * (row["input"] != whole)
    lines = [line for line in row["input"].splitlines() if line != ");"]
    return found + [f"{row['id']}: no comment in {line!r}" for line in lines if "-- " not in line]
