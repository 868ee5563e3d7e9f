"""The databases that the page can open: those of the course, and a reader's own SQLite or CSV file. All are only read.

A SQLite file is read where it lies, page by page, however large it is. A CSV becomes a table in memory. Queries run in the
sandbox of lesson 06, each on a connection of its own, and are stopped after SECONDS of work.
"""

import csv
import io
import itertools
import re
import sqlite3
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import artifacts, data, own_rows
from helpers.artifacts import CourseError
from sqlscore import sandbox
from sqlscore.schema import quoted

SECONDS = 1.5  # of processor time, for one query: a busy machine is no fault of the query
PATIENCE = 10  # seconds on the clock: for a slow disk, and for steps of SQLite in which it asks nobody
MOST_ROWS, MOST_CELLS = 200, 10_000  # of a result that are shown
MOST_LETTERS = 300  # of a cell that are shown
MAX_CSV = 20_000_000  # bytes
MAX_COLUMNS = 200  # of a CSV
MAX_SCHEMA = 100_000  # characters
MAGIC = b"SQLite format 3\0"
WAL = 2  # the journal's version in the header of a file whose newest rows are kept in a second file
FEW = 6  # different values of a CSV's column that are named to the model, as the schemas of the training do


class Trouble(Exception):
    """A database that cannot be opened, or a question that cannot be asked: a key of `words.TEXTS` with its values."""

    def __init__(self, key: str, **values: Any):
        super().__init__(key, values)
        self.key, self.values = key, values


@dataclass(frozen=True)
class Table:
    """What a query gave, as the page shows it: texts. `more` says that there are more rows than these."""

    headers: list[str]
    rows: list[list[str]]
    more: bool
    seconds: float


def shipped() -> dict[str, str]:
    """The databases of the course: the title of each by its name."""
    folder = artifacts.repository() / "data" / "databases"
    heads = {file.stem: file.open(encoding="utf-8").readline() for file in sorted(folder.glob("*.sql"))}
    return {name: head.removeprefix("--").strip() for name, head in heads.items()}


def schema(name: str, own_files: bool = True) -> str:
    """What the model is told of a database: today's date and the CREATE TABLE statements, as in the training.

    Args:
        name: of a shipped database, or (with `own_files`) the path of a SQLite or CSV file.

    Raises:
        Trouble: it cannot be opened.
    """
    if script := data.database(name):
        return script.partition("\n")[2].partition("\nINSERT INTO")[0].strip()
    file = _file(name, own_files)
    if _is_csv(file):
        return _csv(file, file.stat().st_mtime_ns)[0]
    with closing(_sqlite(file)) as connection:
        statements = _statements(connection)
    if not statements:
        raise Trouble("no_tables", name=file.name)
    return _today(statements)


def tables(name: str, own_files: bool = True) -> list[str]:
    """The names of a database's tables and views. For arguments and errors see `schema`."""
    with closing(connect(name, own_files)) as connection, _explained(name):
        return [row[0] for row in connection.execute(f"SELECT name FROM sqlite_master {OURS}")]


def run(name: str, query: str, own_files: bool = True) -> Table:
    """Run one SELECT on a database, and return the first rows of its result.

    Raises:
        Trouble: the database cannot be opened.
        sqlscore.sandbox.QueryFailed: SQLite or the sandbox turned the query down; `TooMuch` if it took too long.
    """
    start = time.perf_counter()
    with closing(connect(name, own_files)) as connection, _within_time(connection), sandbox.failures():
        cursor = sandbox.begin(connection, query)
        headers = [column[0] for column in cursor.description]
        most = min(MOST_ROWS, MOST_CELLS // len(headers))
        rows = [[_shown(cell) for cell in row] for row in itertools.islice(cursor, most + 1)]
    return Table(headers, rows[:most], len(rows) > most, time.perf_counter() - start)


def connect(name: str, own_files: bool = True) -> sqlite3.Connection:
    """A fenced connection to a database: from it one can only read. For arguments and errors see `schema`."""
    if script := data.database(name):
        return sandbox.open_script(script)
    file = _file(name, own_files)
    if not _is_csv(file):
        return sandbox.fence(_sqlite(file))
    connection = sandbox.connect()
    connection.deserialize(_csv(file, file.stat().st_mtime_ns)[1])
    return sandbox.fence(connection)


# --- A reader's own files -----------------------------------------------------------------------------------------------

OURS = "WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY rowid"


def _file(name: str, own_files: bool) -> Path:
    """The path of an ordinary file that has something in it; no pipe and no device, which may keep a reader waiting."""
    if not own_files:
        raise Trouble("unknown_database", name=name[:80])
    try:
        file = Path(name.strip().strip("\"'")).expanduser()
        found = file.stat()
    except (OSError, ValueError, RuntimeError):  # too long a name, a NUL in it, no such user
        raise Trouble("no_file", name=name[-80:]) from None
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        raise Trouble("no_ordinary_file", name=file.name)
    return file


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() in (".csv", ".tsv")


def _sqlite(file: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even the small files that SQLite likes to put beside a database."""
    with _explained(file.name):
        with file.open("rb") as opened:
            head = opened.read(100)
        if not head.startswith(MAGIC):
            raise Trouble("no_database", name=file.name)
        in_wal = len(head) == 100 and head[19] == WAL
        aside = file.with_name(file.name + "-wal")
        if in_wal and aside.exists() and aside.stat().st_size:
            raise Trouble("in_use", name=file.name)
        mode = "immutable=1" if in_wal else "mode=ro"
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?{mode}", uri=True, timeout=0.5)
        try:
            sandbox.within_heap(connection)
            for setting in ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY", "query_only = ON"):
                connection.execute(f"PRAGMA {setting}")
            with _within_time(connection):
                if connection.execute("SELECT coalesce(sum(length(sql)), 0) FROM sqlite_master").fetchone()[0] > MAX_SCHEMA:
                    raise Trouble("large_schema", name=file.name)
                sandbox.refuse_heavy_views(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _statements(connection: sqlite3.Connection) -> str:
    with _explained("sqlite_master"):
        return "\n".join(f"{sql};" for (sql,) in connection.execute(f"SELECT sql FROM sqlite_master {OURS}") if sql)


@lru_cache(maxsize=4)
def _csv(file: Path, changed: int) -> tuple[str, bytes]:
    """The schema of a CSV file's one table, and the table as the image of a database. `changed`: when the file last was."""
    if file.stat().st_size > MAX_CSV:
        raise Trouble("large_csv", name=file.name, most=MAX_CSV // 1_000_000)
    name = re.sub(r"\W+", "_", file.stem).strip("_") or "data"
    try:
        frame = _read(own_rows.decoded(file)).apply(_typed)
        with closing(sandbox.connect()) as connection, sandbox.failures():
            columns = ", ".join(f"{quoted(column)} {_kind(frame[column])}" for column in frame)
            connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
            holes = ", ".join("?" * len(frame.columns))
            rows = frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
            connection.executemany(f"INSERT INTO {quoted(name)} VALUES ({holes})", rows)
            connection.commit()
            return _today(_create_table(name, frame)), connection.serialize()
    except (CourseError, OSError, ValueError, csv.Error, sandbox.QueryFailed) as error:
        raise Trouble("no_csv", name=file.name, reason=str(error).strip()[:200]) from None


def _read(text: str) -> pd.DataFrame:
    head = text.partition("\n")[0]
    separator = next((mark for mark in "\t;|" if mark in head and "," not in head), ",")
    frame = pd.read_csv(io.StringIO(text), sep=separator, dtype=str, keep_default_na=False, skipinitialspace=True)
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes what is too much for names of the rows
        raise ValueError("a line has more columns than the first line has names")
    if len(frame.columns) > MAX_COLUMNS:
        raise ValueError(f"it has {len(frame.columns):,} columns, and at most {MAX_COLUMNS} are read")
    return frame.rename(columns=str.strip)


def _typed(column: pd.Series) -> pd.Series:
    """Numbers as numbers, if all of a column's cells are; 007 and telephone numbers stay text. Nothing is NULL."""
    filled = column[column != ""]
    plain = filled.str.fullmatch(r"-?(0|[1-9]\d{0,17})(\.\d+)?")
    if not len(filled) or not plain.all():
        return column.where(column != "", None)
    whole = not filled.str.contains(".", regex=False).any()
    return pd.to_numeric(column.where(column != "", None)).astype("Int64" if whole else "Float64")


def _kind(column: pd.Series) -> str:
    return {"Int64": "INTEGER", "Float64": "REAL"}.get(str(column.dtype), "TEXT")


def _create_table(name: str, frame: pd.DataFrame) -> str:
    """The statement in the form that the model was trained on: a column a line, the values of a short list behind it."""
    lines = []
    for place, column in enumerate(frame, 1):
        values = frame[column].dropna().unique()[: FEW + 1]
        listed = _kind(frame[column]) == "TEXT" and len(values) <= FEW and max(map(len, values), default=99) < 20
        note = f" -- {column}: {', '.join(values)}" if listed else ""
        comma = "," if place < len(frame.columns) else ""
        lines.append(f" {_plain(column)} {_kind(frame[column])}{comma}{' '.join(note.split(chr(10)))}")
    return f"CREATE TABLE {_plain(name)} (\n" + "\n".join(lines) + "\n);"


def _plain(name: str) -> str:
    return name if re.fullmatch(r"[^\W\d]\w*", name) else quoted(name)


def _today(statements: str) -> str:
    return f"-- 오늘: {date.today()}\n{statements}"


# --- Time and messages --------------------------------------------------------------------------------------------------


@contextmanager
def _within_time(connection: sqlite3.Connection) -> Iterator[None]:
    """Interrupt whatever SQLite does on the connection once its time is over."""

    def interrupt() -> None:
        with suppress(sqlite3.ProgrammingError):  # it has just been closed
            connection.interrupt()

    connection.set_progress_handler(sandbox.Clock(SECONDS).is_over, sandbox.STEPS_A_CHECK)
    timer = threading.Timer(PATIENCE, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, sandbox.QueryFailed, MemoryError) as error:
        raise Trouble("broken_database", name=Path(name).name[-80:], reason=str(error)[:200]) from None
    except PermissionError:
        raise Trouble("no_permission", name=Path(name).name[-80:]) from None


def _shown(cell: Any) -> str:
    if cell is None:
        return "NULL"
    if isinstance(cell, bytes):
        return f"({len(cell):,} bytes)"
    text = str(cell)
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + " …"
