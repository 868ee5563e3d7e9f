"""Rows that others wrote: read from a file of whatever kind, and looked at one by one.

No odd row may spoil its neighbours, and nothing is lost in silence: what cannot be read is one sentence, and every row that
cannot be learned from has a reason that `data.load` counts and prints.
"""

import io
import json
import os
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

import datasets
import numpy as np
import pandas as pd
import sqlglot
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

import sqlscore
from helpers import artifacts, language
from helpers.artifacts import CourseError

NAMES = {"ko_instruction": "question", "input": "schema", "response": "gold"}  # on the disk: in memory
REQUIRED = tuple(NAMES.values())
MANY = 20_000  # rows that are worth several processes
SUFFIXES = (".jsonl", ".json", ".csv", ".tsv", ".txt")
NO_STATEMENT = (type(None), sqlglot.exp.Semicolon)  # what sqlglot makes of `;;` and of a comment behind a `;`
DIALECTS = ("sqlite", "mysql", "postgres", "tsql", "oracle")  # the course's own, and those that people bring


def find(source: str | Path) -> Path | None:
    """The file that `source` names, seen from the working folder or from the course's; None where it names no file.

    Raises:
        CourseError: it looks like a file, but there is none.
    """
    path = Path(source).expanduser()
    for place in (path, artifacts.repository() / path):
        if place.is_file():
            return place.resolve()
    if path.suffix.lower() in SUFFIXES or len(path.parts) > 2 or str(source).startswith((".", "~", "/")):
        raise CourseError(f"{path.name} is no file: give the path of a JSON lines file (COURSE_DATA), or the id of a Hub dataset.")
    return None


def read(path: Path) -> list[dict]:
    """The rows of a file: JSON lines, one JSON list of objects, or CSV with a line of names.

    Raises:
        CourseError: the file is empty, in an unknown encoding, or a line of it is no row; the sentence names the line.
    """
    text, rows = decoded(path), None
    if path.suffix.lower() in (".csv", ".tsv") and text.strip():
        rows = _table(text, path.name)
    elif text.lstrip().startswith("["):
        rows = _parsed(text)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        lines = enumerate(re.split("\r\n|\r|\n", text), 1)  # no splitlines: a text may hold U+2028
        numbered = {number: _parsed(line) for number, line in lines if line.strip()}
        if wrong := next((number for number, row in numbered.items() if not isinstance(row, dict)), None):
            raise CourseError(f"Line {wrong} of {path.name} is no JSON object: there must be one object a line.")
        rows = [*numbered.values()]
    if not any(rows):
        raise CourseError(f"{path.name} is empty: it needs rows with the columns {', '.join(NAMES)}.")
    return rows


def decoded(path: Path) -> str:
    """The text of a file in UTF-8 (with or without a mark at its head), UTF-16, UTF-32 or, and then it says so, CP949."""
    content = path.read_bytes()
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    broken = content.decode("utf-8", errors="replace")
    try:
        if len(re.findall("[가-힣]", broken)) > broken.count("\ufffd"):  # Korean in UTF-8, with a fault in it
            raise ValueError
        text = content.decode("cp949")
    except ValueError:
        raise CourseError(f"Line {line} of {path.name} is neither UTF-8 nor CP949: save the file as UTF-8.") from None
    print(language.translate(f"{path.name} is no UTF-8: it is read as CP949, the encoding of Korean Windows."))
    return text


def cell(value: object) -> str | None:
    """A text that has something to say; None for an empty one, a number, a list, or characters that no file can hold."""
    if not isinstance(value, str) or not value.strip() or re.search("[\0\ud800-\udfff]", value):
        return None
    return value


def same(*texts: str) -> str:
    """One text for all that mean the same: however a keyboard composes Hangul, whatever the blanks, with or without a `;`."""
    return "\n".join(" ".join(unicodedata.normalize("NFC", text).split()).rstrip("; ") for text in texts)


def fault(question: str | None, schema: str | None, gold: str | None) -> str:
    """Why a row cannot be learned from, "" where it can: no question, no schema, no answer, or an answer that is no query."""
    for text, what in ((question, "a question as text"), (schema, "a schema as text"), (gold, "an answer as text")):
        if not text:
            return f"without {what}"
    reason = _query_fault(gold)  # SQLite has the last word: it takes many a keyword as a name that sqlglot refuses
    return "" if "parse" in reason and sqlscore.execution_match(schema, gold, gold) is not None else reason


def texts(columns: dict[str, list]) -> datasets.Dataset:
    """Columns as text. What is no text stays None in the three that a row needs; elsewhere it is written out (an id of 7)."""
    written = {
        name: [cell(value if name in NAMES or value is None else str(value)) for value in values]
        for name, values in columns.items()
    }
    return datasets.Dataset.from_dict(written, features=datasets.Features(dict.fromkeys(written, datasets.Value("string"))))


def clean(split: datasets.Dataset, name: str) -> datasets.Dataset:
    """The rows that can be learned from, each once and with an id of its own; what is dropped is counted and printed."""
    if len(split) > MANY:
        options = {"input_columns": list(REQUIRED), "remove_columns": split.column_names, "num_proc": os.cpu_count()}
        faults = split.map(lambda *row: {"fault": fault(*row)}, desc=f"Checking {name}", **options)["fault"][:]
    else:
        faults = [fault(*row) for row in columns(split)]
    keys = [position if reason else same(*row) for position, (reason, row) in enumerate(zip(faults, columns(split)))]
    faults = [reason or ("repeated" if twin else "") for reason, twin in zip(faults, pd.Series(keys, dtype=object).duplicated())]
    if reasons := Counter(filter(None, faults)):
        said = ", ".join(language.translate(f"{count:,} {reason}") for reason, count in reasons.most_common())
        print(language.translate(f"{name}: dropped {reasons.total():,} of {len(split):,} rows ({said})."))
    return with_ids(split.select([position for position, reason in enumerate(faults) if not reason]), name)


def columns(split: datasets.Dataset) -> list[tuple]:
    """Question, schema and gold of every row."""
    return list(zip(*(split[column][:] for column in REQUIRED)))


def with_ids(split: datasets.Dataset, name: str) -> datasets.Dataset:
    """The split with an id of its own for every row: answers are kept by it, so two rows may not share one."""
    ids = split["id"][:]
    if all(ids) and len(set(ids)) == len(ids):
        return split
    if any(ids):
        twice = len(ids) - len(set(ids))
        print(language.translate(f"{name}: {twice:,} rows lack an id or share one, so all rows are numbered anew."))
    numbered = split.remove_columns("id").add_column("id", [f"{name}-{n:06}" for n in range(len(ids))])
    return numbered.select_columns(split.column_names)


def groups(split: datasets.Dataset) -> list[int]:
    """A number for every row, shared by rows with the same question or the same query on the same tables."""
    if not len(split):
        return []
    asked, answered = zip(*((same(schema, question), same(schema, gold)) for question, schema, gold in columns(split)))
    ends = [pd.factorize(np.array(each, dtype=object))[0] for each in (asked, answered)]
    size = len(split)  # questions are nodes and queries are: a row is the edge between its two
    graph = coo_array((np.ones(size), (ends[0], ends[1] + size)), shape=(2 * size, 2 * size))
    return connected_components(graph, directed=False)[1][ends[0]].tolist()


def unscorable(split: datasets.Dataset) -> str:
    """One sentence on the rows whose answer cannot be run on their own tables; "" where all can."""
    rows = [(schema, gold) for _, schema, gold in columns(split) if sqlscore.execution_match(schema, gold, gold) is None]
    if not rows:
        return ""
    reason = sqlscore.compare(*rows[0], rows[0][1]).reason
    return f"{len(rows):,} of {len(split):,} answers cannot be executed, so lesson 06 scores them as text only. The first: {reason}"


@lru_cache(maxsize=20_000)
def _query_fault(query: str) -> str:
    for dialect in DIALECTS:
        try:
            statements = [each for each in sqlglot.parse(query, read=dialect) if not isinstance(each, NO_STATEMENT)]
        except (sqlglot.errors.SqlglotError, RecursionError):
            continue
        queries = [each for each in statements if isinstance(each, (sqlglot.exp.Query, sqlglot.exp.Values))]
        return "" if len(queries) == len(statements) == 1 else "whose SQL is not one query"
    return "whose SQL does not parse"


def _table(text: str, name: str) -> list[dict]:
    head = text.partition("\n")[0]  # spreadsheets write other marks than commas, too
    separator = next((mark for mark in "\t;|" if mark in head and "," not in head), ",")
    try:
        table = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skipinitialspace=True)
    except pd.errors.ParserError as error:
        raise CourseError(f"{name} cannot be read as a table: {str(error).strip()}.") from None
    if not isinstance(table.index, pd.RangeIndex):  # pandas takes what is too much for names of the rows
        raise CourseError(f"{name} has more columns than names in its first line: put a text that holds commas into quotes.")
    return table.to_dict("records")


def _parsed(text: str):
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
