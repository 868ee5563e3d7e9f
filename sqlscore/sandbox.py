"""Running a query that nobody has read: SELECT alone, on an in-memory copy, within a budget.

A prediction is text that a model wrote. It may be wrong, endless or hostile, and so may a schema or
a script of rows be. SQLite runs them behind fences: an authorizer
(https://sqlite.org/c3ref/set_authorizer.html), limits on lengths (https://sqlite.org/c3ref/limit.html),
a budget of steps (https://sqlite.org/c3ref/progress_handler.html), a budget of result cells and bytes,
a limit on SQLite's memory (https://sqlite.org/pragma.html#pragma_hard_heap_limit), and a database that
exists in memory only. SQLite calls no progress handler while it prepares a query, so a query whose
common table expressions multiply is refused before that (`expansion.py`).

Steps are counted, not seconds, so that a verdict is the same on a slow machine. Processor time is a
last fence, for the few functions that stay in one step for long.
"""

import re
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from .expansion import MOST_COPIES, copies

MAX_QUERY = 10_000  # characters of one query
MAX_CELLS = 250_000  # cells of one result
MAX_BYTES = 20_000_000  # bytes of text and blobs in one result
MAX_STEPS = 4_000_000  # operations of SQLite's virtual machine in one query
MAX_SECONDS = 0.5  # processor time of one query: only what stays long in single steps reaches it
MAX_WORK = 16_000_000  # steps of all queries of one comparison
MAX_WORK_SECONDS = 1.2  # their processor time
MAX_SCRIPT = 20_000_000  # characters of a schema with its rows
MAX_SCRIPT_STEPS = 60_000_000
MAX_SCRIPT_SECONDS = 1.0  # processor time to build a database from its script
MAX_HEAP = 128 * 1024 * 1024  # bytes that SQLite may hold in this process, all databases together
STEPS_A_CHECK = 1000
FEW_BYTES = 300_000  # databases up to this size are kept once they are built
MOST_VIEW_COPIES = 30  # SELECTs that one view may stand for
MAX_CELL = 1_000_000  # bytes of one value in a script
PORTION = 500  # rows fetched at a time

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20_000,  # bytes of a string or a blob: no randomblob(1e9)
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * MAX_QUERY,  # bytes; Hangul takes three a syllable
    sqlite3.SQLITE_LIMIT_COLUMN: 2000,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 30,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
}
READING = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
}
FORBIDDEN_FUNCTIONS = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}
OUTSIDE = {
    sqlite3.SQLITE_ATTACH,
    sqlite3.SQLITE_DETACH,
    sqlite3.SQLITE_CREATE_VTABLE,
    sqlite3.SQLITE_DROP_VTABLE,
}


class QueryFailed(Exception):
    """A query (or the script of a database) that SQLite or a fence turned down, and why."""


class TooMuch(QueryFailed):
    """A query (or a script) that took more steps, time, memory or cells than it may."""


@dataclass(frozen=True)
class Result:
    """What a query returned: its width, and its rows as tuples in their order."""

    width: int
    rows: list


class Clock:
    """Whether so many seconds of processor time are over.

    To ask for processor time costs more than a small query. It is never more than the time on the wall, so a quarter of
    the seconds must have gone by there before anybody asks; that quarter counts as spent.
    """

    def __init__(self, seconds: float):
        self.seconds, self.start, self.stop = seconds, time.perf_counter(), None

    def is_over(self) -> bool:
        """Whether the time is over."""
        if self.stop is None:
            if time.perf_counter() - self.start < self.seconds / 4:
                return False
            self.stop = time.thread_time() + self.seconds * 3 / 4
        return time.thread_time() > self.stop


class Budget:
    """What is left to the queries of one comparison: steps, which count, and processor time, the last fence."""

    def __init__(self, steps=MAX_WORK, seconds=MAX_WORK_SECONDS):
        self.steps = steps
        self.clock = Clock(seconds)

    def handler(self, steps: int = MAX_STEPS, seconds: float = MAX_SECONDS) -> Callable[[], bool]:
        """A progress handler that stops a statement after so many steps, or seconds, of work."""
        left = steps
        clock = Clock(seconds)

        def spent() -> bool:
            nonlocal left
            left -= STEPS_A_CHECK
            self.steps -= STEPS_A_CHECK
            return left < 0 or clock.is_over() or self.clock.is_over()

        return spent

    def used_up(self) -> bool:
        """Whether no steps or no processor time is left."""
        return self.steps < 0 or self.clock.is_over()


def run(connection: sqlite3.Connection, query: str, budget: Budget | None = None) -> Result:
    """Run one SELECT on `connection` and return its `Result`.

    Whatever the query is, this returns or raises QueryFailed within a second. `budget` is what several queries share.
    """
    connection.set_progress_handler((budget or Budget()).handler(), STEPS_A_CHECK)
    with failures():
        cursor = begin(connection, query)
        return Result(len(cursor.description), _fetch(cursor, len(cursor.description)))


def begin(connection: sqlite3.Connection, query: str) -> sqlite3.Cursor:
    """Begin one SELECT on a fenced connection, for whoever sets the time and fetches the rows within `failures`.

    Raises QueryFailed where the query is too long, stands for too many SELECTs, or returns no table.
    """
    if len(query) > MAX_QUERY:
        raise QueryFailed(f"the query is longer than {MAX_QUERY} characters")
    if copies(query) > MOST_COPIES:
        raise QueryFailed(f"the query stands for more than {MOST_COPIES} SELECTs")
    cursor = connection.execute(query)
    if cursor.description is None:
        raise QueryFailed("the query returns no table")
    return cursor


def _fetch(cursor, width):
    """All rows of a result, in portions, so that a large one is stopped before it fills the memory."""
    rows, size = [], 0
    while True:
        portion = cursor.fetchmany(PORTION)
        rows += portion
        if len(rows) * width > MAX_CELLS:
            raise TooMuch(f"the result has more than {MAX_CELLS} cells")
        size += sum(len(cell) for row in portion for cell in row if isinstance(cell, (str, bytes)))
        if size > MAX_BYTES:
            raise TooMuch(f"the result has more than {MAX_BYTES} characters")
        if len(portion) < PORTION:
            return rows


def open_script(script: str) -> sqlite3.Connection:
    """Return a fenced connection to a fresh in-memory copy of the database `script` makes.

    Raises QueryFailed where the script does not run.
    """
    return fence(open_unfenced(script))


def open_unfenced(script: str) -> sqlite3.Connection:
    """The same without fences, for code of ours that fills or reads a database."""
    connection = connect()
    connection.deserialize(image(script))
    return connection


def connect() -> sqlite3.Connection:
    """An empty database in memory, in a process whose SQLite cannot take all memory.

    The limit holds for every database of the process and stays: SQLite lets nobody raise it again.
    """
    return within_heap(sqlite3.connect(":memory:"))


def within_heap(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The same connection, once SQLite holds no more than MAX_HEAP in this process."""
    connection.execute(f"PRAGMA hard_heap_limit = {MAX_HEAP}")
    return connection


class Gate:
    """An authorizer that lets queries read, and while it is open lets our own statements fill tables too."""

    def __init__(self):
        self.open = False

    def __call__(self, *action):
        return _inside_only(*action) if self.open else _read_only(*action)


def fence(connection: sqlite3.Connection, authorizer: Callable[..., int] | None = None) -> sqlite3.Connection:
    """Put the fences up around a filled database: from here on it can only be read."""
    if hasattr(connection, "setconfig"):  # Python 3.12: "text" stays text on every platform
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DML, True)
    connection.text_factory = _decode
    for name in ("printf", "format"):
        connection.create_function(name, -1, _printf, deterministic=True)
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
    connection.set_authorizer(authorizer or _read_only)
    return connection


def image(script: str) -> bytes:
    """The bytes of the database that `script` makes. Raises QueryFailed where it does not run."""
    if not isinstance(script, str):
        raise QueryFailed("a schema and its rows are one text")
    if len(script) > MAX_SCRIPT:
        raise TooMuch(f"the script is longer than {MAX_SCRIPT} characters")
    made = (_small_image if len(script) < FEW_BYTES else _large_image)(script)
    if isinstance(made, QueryFailed):
        raise made
    return made


def _built(script):
    """The image of a script or the QueryFailed it ends in: kept, so that none is tried twice."""
    connection = connect()
    connection.set_authorizer(_inside_only)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL)
    connection.set_progress_handler(Budget().handler(MAX_SCRIPT_STEPS, MAX_SCRIPT_SECONDS), STEPS_A_CHECK)
    try:
        with failures():
            connection.executescript(script)
            connection.set_authorizer(None)
            refuse_heavy_views(connection)
            return connection.serialize()
    except QueryFailed as error:
        return error
    finally:
        connection.close()


_small_image = lru_cache(maxsize=1024)(_built)
_large_image = lru_cache(maxsize=4)(_built)


def refuse_heavy_views(connection: sqlite3.Connection) -> None:
    """Views are copied into every query that reads them, so they may not stand for many SELECTs."""
    views = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY rowid").fetchall()
    sizes = {}
    for name, sql in views:
        sizes[name.lower()] = copies(sql, tuple(sizes.items()))
        if sizes[name.lower()] > MOST_VIEW_COPIES:
            raise QueryFailed(f"the view {name} stands for more than {MOST_VIEW_COPIES} SELECTs")


class failures:
    """Turn whatever sqlite3 raises on a bad query into QueryFailed, and what took too much into TooMuch."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, MemoryError):
            raise TooMuch("it takes too much memory") from None
        if isinstance(error, sqlite3.OperationalError) and str(error) == "interrupted":
            raise TooMuch("it takes too many steps") from None
        if isinstance(error, (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError)):
            raise QueryFailed(str(error).rstrip(".")) from None


def _read_only(action, first, second, database, trigger):
    if action == sqlite3.SQLITE_FUNCTION and second.lower() in FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in READING else sqlite3.SQLITE_DENY


def _inside_only(action, first, second, database, trigger):
    """For scripts: tables and rows of their own are fine, other files and settings are not."""
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_IGNORE
    forbidden = action == sqlite3.SQLITE_FUNCTION and second.lower() in FORBIDDEN_FUNCTIONS
    return sqlite3.SQLITE_DENY if forbidden or action in OUTSIDE else sqlite3.SQLITE_OK


def _decode(raw):
    return raw.decode("utf-8", "replace")


_WIDE = re.compile(r"%[^a-zA-Z%]*(\d{4}|\*)")
_printer = sqlite3.connect(":memory:", check_same_thread=False)


def _printf(*arguments):
    """SQLite's own printf, but not for widths that would keep it busy for seconds."""
    if len(arguments) > 100 or _WIDE.search(str(arguments[0] if arguments else "")):
        raise ValueError("width")
    holes = ", ".join("?" * len(arguments))
    return _printer.execute(f"SELECT printf({holes})", arguments).fetchone()[0]
