"""Running a query that nobody has read: SELECT alone, on an in-memory copy, within a budget.

A prediction is text that a model wrote. It may be wrong, endless or hostile, so SQLite runs
it behind five fences: an authorizer (https://sqlite.org/c3ref/set_authorizer.html), limits on
lengths (https://sqlite.org/c3ref/limit.html), a budget of steps and of processor time
(https://sqlite.org/c3ref/progress_handler.html), a budget of result cells, and a database
that exists in memory only.
"""

import re
import sqlite3
import time
from dataclasses import dataclass
from functools import lru_cache

MAX_QUERY = 10_000  # characters of one query
MAX_CELLS = 20_000  # cells of one result
MAX_STEPS = 2_000_000  # operations of SQLite's virtual machine
MAX_SECONDS = 0.25  # processor time of one query
MAX_SCRIPT_SECONDS = 5.0  # processor time to build a database from its script
STEPS_A_CHECK = 200

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 20_000,  # bytes of a string or a blob: no randomblob(1e9)
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 4 * MAX_QUERY,  # bytes; Hangul takes three a syllable
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 30,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 200,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
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


@dataclass(frozen=True)
class Result:
    """What a query returned: its width, and its rows as tuples in their order."""

    width: int
    rows: list


def run(connection, query):
    """Run one SELECT on `connection` and return its `Result`.

    Whatever the query is, this returns or raises QueryFailed within a second.
    """
    if len(query) > MAX_QUERY:
        raise QueryFailed(f"the query is longer than {MAX_QUERY} characters")
    connection.set_progress_handler(_budget(MAX_STEPS, MAX_SECONDS), STEPS_A_CHECK)
    with _failures():
        cursor = connection.execute(query)
        if cursor.description is None:
            raise QueryFailed("the query returns no table")
        width = len(cursor.description)
        rows = cursor.fetchmany(MAX_CELLS // width + 1)
        if len(rows) * width > MAX_CELLS:
            raise QueryFailed(f"the result has more than {MAX_CELLS} cells")
        return Result(width, rows)


def open_script(script):
    """Return a fenced connection to a fresh in-memory copy of the database `script` makes.

    Raises QueryFailed where the script does not run.
    """
    return fence(open_unfenced(script))


def open_unfenced(script):
    """The same without fences, for code of ours that fills or reads a database."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(_image(script))
    return connection


def fence(connection):
    """Put the fences up around a filled database: from here on it can only be read."""
    if hasattr(connection, "setconfig"):  # Python 3.12: "text" stays text on every platform
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DQS_DML, True)
    connection.text_factory = _decode
    for name in ("printf", "format"):
        connection.create_function(name, -1, _printf, deterministic=True)
    for limit, most in LIMITS.items():
        connection.setlimit(limit, most)
    connection.set_authorizer(_read_only)
    return connection


@lru_cache(maxsize=1024)
def _image(script):
    """The bytes of the database that `script` makes: built once, copied for every query."""
    connection = sqlite3.connect(":memory:")
    connection.set_authorizer(_inside_only)
    connection.set_progress_handler(_budget(10**12, MAX_SCRIPT_SECONDS), 10_000)
    with _failures():
        connection.executescript(script)
        connection.set_authorizer(None)
        return connection.serialize()


class _failures:
    """Turn whatever sqlite3 raises on a bad query into QueryFailed."""

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        expected = (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError)
        if isinstance(error, expected):
            raise QueryFailed(str(error).rstrip(".") or "out of memory") from None


def _budget(steps, seconds):
    """A progress handler that stops a statement after so many steps or seconds of work."""
    left = steps // STEPS_A_CHECK
    stop = time.thread_time() + seconds

    def spent():
        nonlocal left
        left -= 1
        return left < 0 or time.thread_time() > stop

    return spent


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
