"""The course's rows, whoever wrote them: the shipped dataset, one on the Hugging Face Hub, or a learner's own JSON lines.

All three come through `load`. A row has a Korean `question`, a `schema` (CREATE TABLE statements) and `gold`, the SQL that
answers it; shipped rows also name their database, to run it on. On the disk rows have the Hub dataset's names: see `NAMES`.
"""

import os
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import datasets
import pandas as pd

from helpers import artifacts, own_rows
from helpers.artifacts import CourseError
from helpers.own_rows import NAMES, REQUIRED

if TYPE_CHECKING:  # both load torch or transformers
    from transformers import PreTrainedTokenizerBase

    from helpers.profiles import Profile

SYSTEM_PROMPT = "Answer with one SQLite query."
UNANSWERABLE = "SELECT '답할 수 없음'"  # the one answer to what a database cannot answer
TESTS = {"test_seen": "seen databases", "test_unseen": "unseen databases", "test_natural": "as people ask"}  # as tables call them
SPLITS = ("train", "validation", *TESTS)
COLUMNS = ("id", "db_id", "difficulty", "template", "instruction", *REQUIRED, "source")
TEST_SHARE = 0.05  # the book's; as much again, up to 1,000 rows, is kept for validation
FEW = 20  # a test of fewer questions says little: as many are taken where that is not more than a fifth of the rows


def load(profile: "Profile", source: str | Path | None = None) -> datasets.DatasetDict:
    """The splits of `SPLITS`, with the columns of `COLUMNS`, as many rows as the profile wants.

    Rows in one piece have one test split, `test_seen`; the others are empty. Rows without a question or whose SQL does not
    parse are dropped. Printed lines say how many and why, and how many tests' answers cannot be executed.

    Args:
        profile: its `dataset`, `train_rows` and `test_rows` (rows of each test split; None for all) are used.
        source: `shipped`, a file (JSON lines, JSON list, CSV) or a Hub dataset. None: `COURSE_DATA`, else `profile.dataset`.

    Raises:
        CourseError: the data cannot be reached or read, a column is missing, or too few rows are left.
    """
    source = str(source or os.environ.get("COURSE_DATA") or profile.dataset)
    splits = {name: complete(split) for name, split in read(source).items()}
    if set(splits) == set(SPLITS):
        splits = {name: own_rows.clean(split, name) for name, split in splits.items()}
    else:
        whole = datasets.concatenate_datasets(list(splits.values()))
        splits = split_up(own_rows.clean(whole, " and ".join(splits)))
    wanted = {"train": profile.train_rows} | dict.fromkeys(TESTS, profile.test_rows)
    splits = {name: sample(split, wanted.get(name)) for name, split in splits.items()}
    for name in TESTS if source != "shipped" else ():
        if said := own_rows.unscorable(splits[name]):
            print(f"{name}: {said}")
    return datasets.DatasetDict(splits)


def read(source: str) -> dict[str, datasets.Dataset]:
    """The raw splits of the shipped data, of a learner's file or of a Hub dataset."""
    path = None if source == "shipped" else own_rows.find(source)
    (datasets.disable_progress_bars if path or source == "shipped" else datasets.enable_progress_bars)()
    if source == "shipped":
        folder = artifacts.repository() / "data"
        return datasets.load_dataset("json", data_files={name: str(folder / f"{name}.jsonl") for name in SPLITS})
    if path:
        rows = own_rows.read(path)
        names = dict.fromkeys(name for row in rows for name in row)
        return {path.name: own_rows.texts({name: [row.get(name) for row in rows] for name in names})}
    try:
        return datasets.load_dataset(source)
    except Exception as error:  # the Hub client raises a dozen kinds: offline, gated, unknown, ...
        reason = str(error).strip().split("\n")[0][:120]
        raise CourseError(
            f"The dataset {source} cannot be loaded ({type(error).__name__}: {reason}): check the network, "
            "or set COURSE_DATA to a JSON lines file of your own."
        ) from error


def renamed(row: dict) -> dict:
    """A row of a file, or its columns, with the names that rows have in memory."""
    return {NAMES.get(name, name): value for name, value in row.items()}


def complete(split: datasets.Dataset) -> datasets.Dataset:
    """The split with exactly the columns of `COLUMNS`, all text; the optional ones are filled with what is known.

    Raises:
        CourseError: one of the three that a row needs is missing.
    """
    missing = [column for column in NAMES if column not in split.column_names]
    if missing:
        raise CourseError(
            f"The data lack {', '.join(missing)} (there is: {', '.join(split.column_names)}): "
            f"a row needs the columns {', '.join(NAMES)}."
        )
    kept = [column for column in split.column_names if NAMES.get(column, column) in COLUMNS and column not in REQUIRED]
    rows = split.select_columns(kept)
    if any(kind != datasets.Value("string") for kind in rows.features.values()):
        rows = own_rows.texts(rows.to_dict())
    rows = rows.rename_columns(NAMES)
    for column in set(COLUMNS) - set(REQUIRED):
        known = rows[column][:] if column in rows.column_names else [None] * len(rows)
        if None in known:
            unknown = "unrated" if column in ("difficulty", "template") else ""
            filled = [unknown if value is None else value for value in known]
            rows = rows.select_columns([name for name in rows.column_names if name != column])
            rows = rows.add_column(column, filled, feature=datasets.Value("string"))
    return rows.select_columns(list(COLUMNS))


def split_up(rows: datasets.Dataset, seed: int = 42) -> dict[str, datasets.Dataset]:
    """Data that come in one piece, as the course's splits.

    Rows that share a question or a query on the same tables stay together, however they are spelled (`own_rows.same`).

    Raises:
        CourseError: the rows make fewer than three such groups.
    """
    groups = own_rows.groups(rows)
    sizes = Counter(groups)
    if len(sizes) < len(REQUIRED):
        left = f"Only {len(sizes)} different question(s) are left" if sizes else "No row is left"
        raise CourseError(f"{left}, and three parts need at least 3: check the columns {', '.join(NAMES)} of your data.")
    *order, _ = sorted(sizes, key=sizes.get)  # the largest group is learned from
    random.Random(seed).shuffle(order)
    tests = max(1, round(len(rows) * TEST_SHARE), min(FEW, len(rows) // 5))
    place = {}
    for name, room, left in (("test_seen", tests, 1), ("validation", min(tests, 1_000), 0)):
        free = [group for group in order if group not in place]
        free = free[: len(free) - left]
        taken = 0
        for group in free:
            if taken + sizes[group] <= room:
                place[group], taken = name, taken + sizes[group]
        if not taken:  # no group is small enough
            place[min(free, key=sizes.get)] = name
    return {name: rows.select([n for n, group in enumerate(groups) if place.get(group, "train") == name]) for name in SPLITS}


def sample(split: datasets.Dataset, size: int | None, seed: int = 42) -> datasets.Dataset:
    """`size` rows in random order, every difficulty and template in its share; the whole split where `size` is None or more."""
    rng = random.Random(seed)
    order = list(range(len(split)))
    rng.shuffle(order)
    if size is None or size >= len(split):
        return split
    kinds = list(zip(split["difficulty"], split["template"]))
    order.sort(key=lambda index: kinds[index])  # in random order within a kind
    chosen = [order[int((step + 0.5) * len(order) / size)] for step in range(size)]
    rng.shuffle(chosen)
    return split.select(chosen)


def messages(row: dict, answer: bool = True) -> list[dict]:
    """A row as chat messages: the system prompt with the schema, the question, and (with `answer`) the SQL."""
    asked = [{"role": "system", "content": f"{SYSTEM_PROMPT}\n\n{row['schema']}"}, {"role": "user", "content": row["question"]}]
    return [*asked, {"role": "assistant", "content": row["gold"]}] if answer else asked


def database(db_id: str) -> str | None:
    """The SQL script that makes and fills a shipped database; None for rows that come without one."""
    known = {path.stem: path for path in (artifacts.repository() / "data" / "databases").glob("*.sql")}
    return known[db_id].read_text(encoding="utf-8") if db_id in known else None


def leaks(splits: datasets.DatasetDict) -> dict:
    """How often a test knows what training knew; all zero where nothing leaks.

    Returns:
        `question`: test questions that are also in train or validation, on the same tables; `query`: the same of their queries;
        `database`: databases of test_unseen that are trained on. Twins in the sense of `own_rows.same` count.
    """
    known = [row for name in ("train", "validation") for row in own_rows.columns(splits[name])]
    asked = [row for name in TESTS for row in own_rows.columns(splits[name])]
    questions = {own_rows.same(schema, question) for question, schema, _ in known}
    queries = {own_rows.same(schema, gold) for _, schema, gold in known if gold != UNANSWERABLE}
    return {
        "question": sum(own_rows.same(schema, question) in questions for question, schema, _ in asked),
        "query": sum(own_rows.same(schema, gold) in queries for _, schema, gold in asked),
        "database": len(set(splits["test_unseen"]["db_id"]) & {*splits["train"]["db_id"], *splits["validation"]["db_id"]}),
    }


def lengths(split: datasets.Dataset, tokenizer: "PreTrainedTokenizerBase | None" = None) -> pd.DataFrame:
    """Words (and with a tokenizer tokens of the whole chat) of every row, beside its difficulty."""
    whole = [" ".join((row["schema"], row["question"], row["gold"])) for row in split]
    frame = pd.DataFrame({"difficulty": split["difficulty"], "words": [len(text.split()) for text in whole]})
    if tokenizer is not None:
        texts = [tokenizer.apply_chat_template(messages(row), tokenize=False) for row in split]
        frame["tokens"] = [len(ids) for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]]
    return frame
