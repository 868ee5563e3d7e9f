"""The course's rows, whoever wrote them: the shipped dataset, one on the Hugging Face Hub, or a learner's own JSON lines.

All three come through `load`. A row has a Korean `question`, a `schema` (CREATE TABLE statements) and `gold`, the SQL that
answers it; the shipped rows also name their database, so that the SQL can be run. On the disk the three have the names that
the Hub dataset gave them: `NAMES` says which. They are renamed here, and nowhere else.
"""

import json
import os
import random
from collections import Counter
from functools import lru_cache
from pathlib import Path

import datasets
import pandas as pd
import sqlglot

from helpers import artifacts
from helpers.artifacts import CourseError

SYSTEM_PROMPT = "Answer with one SQLite query."
SPLITS = ("train", "validation", "test_seen", "test_unseen")
NAMES = {"ko_instruction": "question", "input": "schema", "response": "gold"}  # on the disk: in memory
REQUIRED = tuple(NAMES.values())
COLUMNS = ("id", "db_id", "difficulty", "template", "instruction", *REQUIRED, "source")
TEST_SHARE = 0.05  # the book's; as much again, up to 1,000 rows, is kept for validation
MANY = 20_000  # rows that are worth several processes
BINS = {"10-100": (10, 100), "101-300": (101, 300), "301-1000": (301, 1000)}  # the book's three, in words


def load(profile, source: str | Path | None = None) -> datasets.DatasetDict:
    """The splits train, validation, test_seen and test_unseen, with the columns of `COLUMNS`, as many rows as the profile wants.

    Rows that come in one piece have one test split: `test_seen` holds it, and `test_unseen` is empty. Rows without a question
    or whose SQL does not parse are dropped, and a printed line says how many and why.

    Args:
        profile: its `dataset`, `train_rows` and `test_rows` (rows of each test split; None for all) are used.
        source: `shipped`, the path of a JSON lines file, or the id of a Hub dataset. None takes the environment variable
            `COURSE_DATA`, or else `profile.dataset`.

    Raises:
        CourseError: the data cannot be reached or read, a column is missing, or no row is left.
    """
    source = str(source or os.environ.get("COURSE_DATA") or profile.dataset)
    (datasets.disable_progress_bars if source == "shipped" or own_file(source) else datasets.enable_progress_bars)()
    splits = datasets.DatasetDict({name: clean(complete(split, name), name) for name, split in read(source).items()})
    if set(splits) != set(SPLITS):
        splits = split_up(datasets.concatenate_datasets(list(splits.values())))
    if not len(splits["train"]):
        raise CourseError(f"No row is left to train on: check the columns {', '.join(NAMES)} of your data.")
    wanted = {"train": profile.train_rows, "test_seen": profile.test_rows, "test_unseen": profile.test_rows}
    return datasets.DatasetDict({name: sample(split, wanted.get(name)) for name, split in splits.items()})


def own_file(source: str | Path) -> Path | None:
    """The file that `source` names, seen from the working folder or from the course's; None where it names none."""
    path = Path(source).expanduser()
    return next((each.resolve() for each in (path, artifacts.repository() / path) if each.is_file()), None)


def read(source: str) -> datasets.DatasetDict:
    """The raw splits of the shipped data, of a JSON lines file or of a Hub dataset, through the `datasets` library."""
    if source == "shipped":
        shipped = {name: str(artifacts.repository() / "data" / f"{name}.jsonl") for name in SPLITS}
        return datasets.load_dataset("json", data_files=shipped)
    if path := own_file(source):
        check_json_lines(path)
        return datasets.load_dataset("json", data_files=str(path))
    if Path(source).suffix or source.count("/") > 1:
        raise CourseError(f"{Path(source).name} is no file: give the path of a JSON lines file (COURSE_DATA), or the id of a Hub dataset.")
    try:
        return datasets.load_dataset(source)
    except Exception as error:  # the Hub client raises a dozen kinds: offline, gated, unknown, ...
        reason = str(error).strip().split("\n")[0][:120]
        raise CourseError(f"The dataset {source} cannot be loaded ({type(error).__name__}: {reason}): check the network, "
                          "or set COURSE_DATA to a JSON lines file of your own.") from error


def renamed(row: dict) -> dict:
    """A row of a file, or its columns, with the names that rows have in memory."""
    return {NAMES.get(name, name): value for name, value in row.items()}


def check_json_lines(path: Path) -> None:
    """Raise a CourseError that names the first line of a file which is no JSON object."""
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            try:
                fine = not line.strip() or isinstance(json.loads(line), dict)
            except json.JSONDecodeError:
                fine = False
            if not fine:
                raise CourseError(f"Line {number} of {path.name} is no JSON object: COURSE_DATA wants one object a line.")


def complete(split: datasets.Dataset, name: str) -> datasets.Dataset:
    """The split with exactly the columns of `COLUMNS`, all text; the optional ones are filled with what is known.

    Raises:
        CourseError: one of the three that a row needs is missing.
    """
    missing = [column for column in NAMES if column not in split.column_names]
    if missing:
        raise CourseError(f"The data lack {', '.join(missing)} (there is: {', '.join(split.column_names)}): "
                          f"a row needs the columns {', '.join(NAMES)}.")
    kept = [column for column in split.column_names if NAMES.get(column, column) in COLUMNS and column not in REQUIRED]
    rows = split.select_columns(kept).rename_columns(NAMES)
    if "id" not in rows.column_names:
        rows = rows.add_column("id", [f"{name}-{number:06}" for number in range(len(rows))])
    for column in COLUMNS:
        if column not in rows.column_names:
            rows = rows.add_column(column, ["unrated" if column in ("difficulty", "template") else ""] * len(rows))
    text = datasets.Features({column: datasets.Value("string") for column in COLUMNS})
    return rows.select_columns(list(COLUMNS)).cast(text)


def clean(split: datasets.Dataset, name: str) -> datasets.Dataset:
    """The rows that can be learned from, each once; what is dropped is counted and printed."""
    if len(split) > MANY:
        faults = split.map(lambda row: {"fault": fault(row)}, num_proc=os.cpu_count(), desc=f"Checking {name}")["fault"]
    else:
        faults = [fault(row) for row in split]
    seen = set()
    for position, key in enumerate(zip(split["question"], split["schema"], split["gold"])):
        if not faults[position] and key in seen:
            faults[position] = "repeated"
        seen.add(key)
    reasons = Counter(filter(None, faults))
    if reasons:
        said = ", ".join(f"{count:,} {reason}" for reason, count in reasons.most_common())
        print(f"{name}: dropped {reasons.total():,} of {len(split):,} rows ({said}).")
    return split.select([position for position, reason in enumerate(faults) if not reason])


def fault(row: dict) -> str:
    """Why a row cannot be used, "" where it can: no question, no schema, no SQL, or SQL that is not one statement."""
    for column, what in zip(REQUIRED, ("without a question", "without a schema", "without an answer")):
        if not (row[column] or "").strip():
            return what
    return query_fault(row["gold"])


@lru_cache(maxsize=MANY)
def query_fault(query: str) -> str:
    """Why a text is not one SQL query, "" where it is."""
    try:
        statements = sqlglot.parse(query, read="sqlite")
    except sqlglot.errors.SqlglotError:
        return "whose SQL does not parse"
    if len(statements) != 1 or not isinstance(statements[0], sqlglot.exp.Query):
        return "whose SQL is not one query"
    return ""


def split_up(rows: datasets.Dataset, seed: int = 42) -> datasets.DatasetDict:
    """Data that come in one piece, as the course's splits: rows with the same query on the same tables stay together."""
    keys = list(zip(rows["schema"], rows["gold"]))
    different = list(dict.fromkeys(keys))
    random.Random(seed).shuffle(different)
    tests = max(1, round(len(different) * TEST_SHARE))
    place = dict.fromkeys(different[:tests], "test_seen") | dict.fromkeys(different[tests : tests + min(tests, 1_000)], "validation")
    chosen = {name: [] for name in SPLITS}
    for position, key in enumerate(keys):
        chosen[place.get(key, "train")].append(position)
    return datasets.DatasetDict({name: rows.select(positions) for name, positions in chosen.items()})


def sample(split: datasets.Dataset, size: int | None, seed: int = 42) -> datasets.Dataset:
    """`size` rows in random order, every difficulty and template in its share; the whole split where `size` is None or more.

    Rows are sorted by difficulty and template (in random order within) and taken at equal steps.
    """
    rng = random.Random(seed)
    order = list(range(len(split)))
    rng.shuffle(order)
    if size is None or size >= len(split):
        return split
    kinds = list(zip(split["difficulty"], split["template"]))
    order.sort(key=lambda index: kinds[index])
    chosen = [order[int((step + 0.5) * len(order) / size)] for step in range(size)]
    rng.shuffle(chosen)
    return split.select(chosen)


def messages(row: dict, answer: bool = True) -> list[dict]:
    """A row as chat messages: the system prompt, schema and question, and (with `answer`) the SQL."""
    asked = [{"role": "system", "content": SYSTEM_PROMPT}, {"role": "user", "content": f"{row['schema']}\n\n{row['question']}"}]
    return asked + [{"role": "assistant", "content": row["gold"]}] * answer


def follow_up(row: dict) -> list[dict]:
    """A further question on the schema that the chat is about, and its answer."""
    return [{"role": "user", "content": row["question"]}, {"role": "assistant", "content": row["gold"]}]


def database(db_id: str) -> str | None:
    """The SQL script that makes and fills a shipped database; None for rows that come without one."""
    known = {path.stem: path for path in (artifacts.repository() / "data" / "databases").glob("*.sql")}
    return known[db_id].read_text(encoding="utf-8") if db_id in known else None


def leaks(splits: datasets.DatasetDict) -> dict:
    """How often a test knows what training knew; all zero where nothing leaks.

    Returns:
        `question`: test questions that are also in train or validation; `query`: test_seen rows whose query on the same
        schema is; `database`: databases of test_unseen that are trained on.
    """
    known = [row for name in ("train", "validation") for row in splits[name]]
    questions, queries = {row["question"] + row["schema"] for row in known}, {(row["schema"], row["gold"]) for row in known}
    tests = [row for name in ("test_seen", "test_unseen") for row in splits[name]]
    trained_on = {row["db_id"] for row in known}
    return {"question": sum(row["question"] + row["schema"] in questions for row in tests),
            "query": sum((row["schema"], row["gold"]) in queries for row in splits["test_seen"]),
            "database": len({row["db_id"] for row in splits["test_unseen"]} & trained_on)}


def lengths(split: datasets.Dataset, tokenizer=None) -> pd.DataFrame:
    """Words (and with a tokenizer tokens of the whole chat) of every row, beside its difficulty and template."""
    whole = [" ".join((row["schema"], row["question"], row["gold"])) for row in split]
    frame = pd.DataFrame({"difficulty": split["difficulty"], "template": split["template"], "words": [len(text.split()) for text in whole]})
    if tokenizer is not None:
        texts = [tokenizer.apply_chat_template(messages(row), tokenize=False) for row in split]
        frame["tokens"] = [len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]]
    return frame


def length_bins(words: pd.Series) -> pd.Series:
    """How many rows fall in each of the book's three bins of words."""
    return pd.Series({name: int(words.between(low, high).sum()) for name, (low, high) in BINS.items()}, name="rows")
