"""The hand-written questions of data/natural: how a file is read, and what must hold of its questions.

A file is named after its database. An entry is a comment line with the question, one with its English rendering, and the query:

    -- 제일 비싼 차 뭐야
    -- en: Which car is the most expensive?
    SELECT plate FROM car ORDER BY price DESC LIMIT 1;

`python data/builder/natural.py [DB_ID ...]`, with `data` on PYTHONPATH, prints the faults, and how many words questions share with the schema.
"""

import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import sqlglot
from sqlglot import exp

from builder import sql

DATA = Path(__file__).parent.parent
UNANSWERABLE = "SELECT '답할 수 없음'"  # the one agreed answer to a question that the database cannot answer
ENTRY = re.compile(r"-- (?P<question>[^\n]+)\n-- en: (?P<english>[^\n]+)\n(?P<query>SELECT|WITH)(?P<rest>[^;]+);")


class Question(NamedTuple):
    """One entry: Korean question, English rendering and SQLite query without its semicolon."""

    korean: str
    english: str
    query: str


def read(text: str) -> list[Question]:
    """The entries of a file.

    Raises:
        ValueError: something in it is no entry.
    """
    text = "\n".join(line.rstrip() for line in text.splitlines())
    rest = ENTRY.sub("", text).strip()
    if rest:
        raise ValueError(f"no entry: {rest[:80]!r}")
    return [
        Question(found["question"].strip(), found["english"].strip(), found["query"] + found["rest"])
        for found in ENTRY.finditer(text)
    ]


def faults(questions: list[Question], script: str) -> list[str]:
    """One sentence for each fault: a question or query twice, a query that does not run, finds nothing, or hangs on a tie.

    Args:
        questions: of one database.
        script: SQL that creates and fills it.
    """
    database = sqlite3.connect(":memory:")
    database.executescript(script)
    found = [f"asked {count} times: {text}" for text, count in Counter(each.korean for each in questions).items() if count > 1]
    counted = Counter(each.query for each in questions if each.query != UNANSWERABLE)
    found += [f"answers {count} questions: {query}" for query, count in counted.items() if count > 1]
    for each in questions:
        if not re.search("[가-힣]", each.korean) or not each.english.isascii():
            found.append(f"not Korean and English: {each.korean} | {each.english}")
        if each.query == UNANSWERABLE:
            continue
        try:
            rows = database.execute(each.query).fetchall()
            if all(cell is None for row in rows for cell in row):
                found.append(f"finds nothing: {each.query}")
            elif tied(each.query, database):
                found.append(f"a tie decides: {each.query}")
        except (sqlite3.Error, sqlglot.errors.SqlglotError) as error:
            found.append(f"{error}: {each.query}")
    return found


def tied(query: str, database: sqlite3.Connection) -> bool:
    """Whether the rows around a LIMIT share their sort keys, so that the answer hangs on the order of storage."""
    tree = sql.parsed(query)
    limits = [node for node in tree.find_all(exp.Select) if node.args.get("limit")]
    for node in limits:
        if not node.args.get("order"):
            return True
        if node is tree and sql.tied(query.replace("NULLS LAST", ""), lambda each: database.execute(each).fetchall()):
            return True
    return False


def words(script: str) -> dict[str, set[str]]:
    """The Korean words of each column's comment, by column; a column name that two tables have holds the words of both."""
    found: dict[str, set[str]] = {}
    for name, comment in re.findall(r"^ (\w+) [^\n]*-- ([^\n]+)$", script, re.MULTILINE):
        found.setdefault(name, set()).update(re.findall("[가-힣A-Za-z]+", re.split("[(:]", comment)[0]))
    return found


def own_words(question: Question, comments: dict[str, set[str]]) -> bool:
    """Whether the question names at least one column of its query by no word of that column's comment."""
    used = {column.name for column in sql.parsed(question.query).find_all(exp.Column)}
    used -= {name for name in used if name == "id" or name.endswith("_id")}
    return any(name in comments and not any(word in question.korean for word in comments[name]) for name in used)


def main(names: list[str]) -> int:
    """Check the named databases, or all; the exit status."""
    bad = 0
    for file in sorted((DATA / "natural").glob("*.sql")):
        if names and file.stem not in names:
            continue
        script = (DATA / "databases" / file.name).read_text(encoding="utf-8")
        questions = read(file.read_text(encoding="utf-8"))
        found, comments = faults(questions, script), words(script)
        own = sum(own_words(each, comments) for each in questions)
        unanswerable = sum(each.query == UNANSWERABLE for each in questions)
        print(
            f"{file.stem}: {len(questions)} questions, {own} name a column in words of their own, {unanswerable} cannot be answered",
            *found,
            sep="\n  ",
        )
        bad += len(found)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
