"""The page of `demo` with a model that needs no weights, served for a test, and databases of a reader's own."""

import json
import sqlite3
import threading

import gradio
import pytest
from gradio_client import Client

from demo import page
from helpers import artifacts

ROOT = artifacts.repository()


class Gold:
    """Answers a question on a shipped database with its gold query; any other text it takes for SQL. Counts its batches."""

    def __init__(self):
        rows = [json.loads(line) for line in (ROOT / "data" / "test_natural.jsonl").open(encoding="utf-8")]
        self.known = {(row["input"], row["ko_instruction"]): row["response"] for row in rows}
        self.batches, self.lock = [], threading.Lock()

    def __call__(self, rows):
        with self.lock:
            self.batches.append(len(rows))
        return [self.known.get((row["schema"], row["question"]), row["question"]) for row in rows]


@pytest.fixture(scope="module")
def model():
    return Gold()


@pytest.fixture(scope="module")
def address(model):
    """The address of a page that is up for the tests of one file."""
    built = page.build(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradio.networking, "url_ok", lambda url: True)  # it waits three seconds: too few on a busy machine
        yield page.launch(built, prevent_thread_lock=True)
    built.close()


@pytest.fixture
def client(address):
    return Client(address, verbose=False, download_files=False)


@pytest.fixture
def shop(tmp_path):
    """A SQLite file with a table of 40 rows, in a folder that holds nothing else."""
    file = tmp_path / "files" / "가게.db"
    file.parent.mkdir()
    fill(file, 40)
    return file


def fill(file, rows, width=10, wal=False):
    """A SQLite file with a table `sale` of so many rows, each with a text of so many letters."""
    connection = sqlite3.connect(file)
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE sale (id INTEGER PRIMARY KEY, item TEXT, price INTEGER)")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    connection.execute(f"INSERT INTO sale {numbers} SELECT i, printf('%.*c', ?, 'x'), i * 7 % 1000 FROM n", (rows, width))
    connection.commit()
    connection.close()
