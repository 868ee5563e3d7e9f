"""What the page says, in Korean and in English."""

from typing import Any

from demo.sources import Trouble

LANGUAGES = {"한국어": "ko", "English": "en"}

TEXTS = {
    "title": {"ko": "# 데이터베이스에 한국어로 묻기", "en": "# Ask a database in Korean"},
    "hint": {
        "ko": "모델이 질문을 SQL로 바꾸고, 샌드박스가 읽기 전용으로 실행합니다. 답은 틀릴 수 있습니다.",
        "en": "The model turns the question into SQL, and a sandbox runs it, only to read. Answers can be wrong.",
    },
    "language": {"ko": "언어", "en": "Language"},
    "database": {"ko": "데이터베이스", "en": "Database"},
    "own": {"ko": "또는 내 파일의 경로 (SQLite, CSV)", "en": "Or the path of a file of yours (SQLite, CSV)"},
    "own_hint": {"ko": "파일은 복사되지 않고 읽기만 합니다.", "en": "The file is not copied, only read."},
    "schema": {"ko": "모델에게 보여 주는 테이블 (고칠 수 있음)", "en": "The tables as the model is told of them (may be edited)"},
    "table": {"ko": "테이블 미리 보기", "en": "Look into a table"},
    "preview": {"ko": "처음 몇 행", "en": "Its first rows"},
    "question": {"ko": "질문 (한국어)", "en": "Question (in Korean)"},
    "examples": {"ko": "예시 질문 (누르세요)", "en": "Examples (click one)"},
    "ask": {"ko": "질문하기", "en": "Ask"},
    "sql": {"ko": "SQL (고칠 수 있음)", "en": "SQL (may be edited)"},
    "run": {"ko": "SQL 실행", "en": "Run the SQL"},
    "said": {"ko": "모델", "en": "Model"},
    "outcome": {"ko": "실행", "en": "Execution"},
    "result": {"ko": "결과", "en": "Result"},
    # what happened
    "answered": {"ko": "{seconds:.1f}초 만에 답했습니다.", "en": "Answered in {seconds:.1f} s."},
    "unanswerable": {
        "ko": "{seconds:.1f}초 만에 답했습니다: 이 데이터베이스로는 답할 수 없는 질문이라고 합니다.",
        "en": "Answered in {seconds:.1f} s: the model says that this database cannot answer the question.",
    },
    "rows": {"ko": "{count:,}행, {seconds:.3f}초", "en": "{count:,} rows in {seconds:.3f} s"},
    "more": {"ko": "처음 {count:,}행만 표시, {seconds:.3f}초", "en": "only the first {count:,} rows are shown, {seconds:.3f} s"},
    "refused": {
        "ko": "샌드박스가 거부했습니다: SELECT로 읽는 것만 할 수 있습니다 ({reason}).",
        "en": "The sandbox refused it: only reading, with SELECT, is allowed ({reason}).",
    },
    "stopped": {
        "ko": "샌드박스가 멈췄습니다: {limit:g}초 또는 메모리 한도를 넘었습니다 ({reason}).",
        "en": "The sandbox stopped it: it took more than {limit:g} s, or more memory than it may ({reason}).",
    },
    "long_value": {
        "ko": "20,000바이트가 넘는 값은 읽지 않습니다: 그 열을 빼고 다시 실행하세요 ({reason}).",
        "en": "Values of more than 20,000 bytes are not read: leave that column out and run it again ({reason}).",
    },
    "failed": {"ko": "실행되지 않습니다. 데이터베이스의 말: {reason}", "en": "It does not run. The database says: {reason}"},
    # what is in the way
    "no_question": {"ko": "질문을 입력하세요.", "en": "Type a question."},
    "long_question": {
        "ko": "질문과 테이블이 너무 깁니다 ({length:,}, 최대 {most:,}토큰): 필요 없는 테이블을 위에서 지우세요.",
        "en": "Question and tables are too long ({length:,} of at most {most:,} tokens): take out tables that are not needed.",
    },
    "no_file": {"ko": "{name}: 그런 파일이 없습니다. 경로를 확인하세요.", "en": "{name}: there is no such file. Check the path."},
    "no_ordinary_file": {
        "ko": "{name}: 보통 파일이 아니거나 비어 있습니다. SQLite 파일이나 CSV 파일을 고르세요.",
        "en": "{name} is empty or no ordinary file: choose a SQLite file or a CSV.",
    },
    "no_permission": {"ko": "{name}: 읽을 권한이 없습니다.", "en": "{name}: you have no permission to read it."},
    "no_database": {
        "ko": "{name}: SQLite 파일이 아닙니다. SQLite 파일이나 .csv 파일을 고르세요.",
        "en": "{name} is no SQLite file: choose a SQLite file, or one whose name ends with .csv.",
    },
    "broken_database": {
        "ko": "{name}: 데이터베이스를 읽을 수 없습니다 ({reason}). 다른 사본을 고르세요.",
        "en": "{name} cannot be read as a database ({reason}): choose another copy of it.",
    },
    "in_use": {
        "ko": "{name}: 다른 프로그램이 쓰고 있어 새 행이 아직 파일에 없습니다. 그 프로그램을 닫고 다시 여세요.",
        "en": "{name}: another program uses it, and its newest rows are not in the file yet. Close that program, then try again.",
    },
    "no_tables": {"ko": "{name}: 테이블이 없습니다.", "en": "{name} holds no table."},
    "large_schema": {"ko": "{name}: 테이블이 너무 많습니다.", "en": "{name} has too many tables for this page."},
    "large_csv": {
        "ko": "{name}: CSV는 {most} MB까지 열 수 있습니다. 더 큰 것은 SQLite로 바꾸세요: "
        "sqlite3 data.db '.mode csv' '.import 파일.csv data'",
        "en": "{name}: a CSV may have up to {most} MB. Make a SQLite file of a larger one: "
        "sqlite3 data.db '.mode csv' '.import FILE.csv data'",
    },
    "no_csv": {"ko": "{name}: CSV로 읽을 수 없습니다 ({reason}).", "en": "{name} cannot be read as a CSV ({reason})."},
    "unknown_database": {
        "ko": "{name}: 이 페이지에서는 목록의 데이터베이스만 열 수 있습니다.",
        "en": "{name}: this page opens only the databases of its list.",
    },
}


def say(language: str, key: str, **values: Any) -> str:
    """One of the TEXTS in a language (`ko`; anything else is English), with its values filled in."""
    return TEXTS[key]["ko" if language == "ko" else "en"].format(**values)


def trouble(language: str, error: Trouble) -> str:
    """What a Trouble means."""
    return say(language, error.key, **error.values)
