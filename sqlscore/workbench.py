"""One connection for each DDL, filled again and again: opening a database for every trial takes most of the time."""

import contextlib
import secrets
import sqlite3
from typing import TYPE_CHECKING

from .sandbox import STEPS_A_CHECK, Budget, Gate, failures, fence, open_unfenced
from .schema import quoted

if TYPE_CHECKING:
    from .databases import Database

# A mark that no query can know: sqlite3 keeps prepared statements by their text, ours too
_OURS = f" /* {secrets.token_hex(8)} */"


class Workbench:
    """Databases side by side, for the queries of one comparison. Close it when it is over."""

    def __init__(self):
        self._connections = {}  # DDL -> (connection, its gate)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for connection, _ in self._connections.values():
            connection.close()

    def open(self, database: "Database") -> sqlite3.Connection:
        """A fenced connection to `database`, good until the next one with the same DDL is opened.

        Rows that break a constraint of the DDL are left out. Raises QueryFailed where the DDL does not run.
        """
        if database.ddl not in self._connections:
            connection, gate = open_unfenced(database.ddl), Gate()
            connection.isolation_level = None
            self._connections[database.ddl] = fence(connection, gate), gate
        connection, gate = self._connections[database.ddl]
        if not database.rows:
            return connection
        connection.set_progress_handler(Budget().handler(), STEPS_A_CHECK)
        gate.open = True
        try:
            with failures():
                _fill(connection, database.rows)
        finally:
            gate.open = False
        return connection


def _fill(connection, rows):
    """Put `rows`, {(table, columns): list of tuples}, in the place of whatever those tables held."""
    connection.execute("BEGIN" + _OURS)
    for (table, columns), some in rows.items():
        name = quoted(table)
        connection.execute(f"DELETE FROM {name}{_OURS}")
        places = [i for i in range(len(columns)) if any(row[i] is not None for row in some)] or [0]
        names = ", ".join(quoted(columns[i]) for i in places)
        holes = ", ".join("?" * len(places))
        statement = f"INSERT OR IGNORE INTO {name} ({names}) VALUES ({holes}){_OURS}"
        some = some if len(places) == len(columns) else [[row[i] for i in places] for row in some]
        try:
            connection.executemany(statement, some)
        except sqlite3.IntegrityError:  # a text in an INTEGER PRIMARY KEY, which OR IGNORE does not forgive
            connection.execute(f"DELETE FROM {name}{_OURS}")
            _fill_singly(connection, statement, some)
    connection.execute("COMMIT" + _OURS)


def _fill_singly(connection, statement, rows):
    for row in rows:
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(statement, row)
