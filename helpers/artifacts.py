"""Where every result of the course lives, and how it gets there without being torn by a crash.

Results go to `artifacts/` in the repository, or wherever `COURSE_ARTIFACTS` points. Downloads that
outlive a run (the base model) go to `cache()`. Only JSON, JSON lines and safetensors are written.
"""

import errno
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from helpers.language import translate


class CourseError(Exception):
    """Something the learner can mend; the message is one sentence that says how, in the language of `helpers.language`."""

    def __init__(self, message: object):
        super().__init__(translate(str(message)))

    def _render_traceback_(self) -> list[str]:
        """What Jupyter shows under the cell: the sentence, and no traceback around it."""
        return [str(self)]


class MissingInput(CourseError):
    """A lesson needs a file that an earlier lesson makes."""


ROOMS = (  # folders of code
    "helpers", "hosted", "baselines", "sqlscore", "judge", "hub", "plots", "standins", "exercises", "experiments", "export",
    "demo", "tools",
)  # fmt: skip
JUPYTER = "# Jupyter and tests"  # from this line of requirements.txt on, nothing is needed on Colab, Kaggle or a Space


def repository() -> Path:
    """The folder that holds `notebooks/`, `helpers/` and `data/`."""
    return Path(__file__).resolve().parent.parent


def root() -> Path:
    """The folder of this run's results: `COURSE_ARTIFACTS`, or `artifacts/` in the repository."""
    return Path(os.environ.get("COURSE_ARTIFACTS") or repository() / "artifacts").expanduser()


def cache() -> Path:
    """The folder of downloads shared by all runs: `COURSE_CACHE`, or one in the user's cache."""
    default = Path("~/.cache/korean-text2sql-course")
    folder = Path(os.environ.get("COURSE_CACHE") or default).expanduser()
    _make(folder)
    return folder


def path(*parts: str) -> Path:
    """A path below `root()`; the folders above it are made.

    Raises:
        CourseError: the folder cannot be made, for instance because the disk is full.
    """
    target = root().joinpath(*parts)
    _make(target.parent)
    return target


def require(needed: Path, lesson: str) -> Path:
    """`needed` itself if it exists.

    Args:
        needed: file or folder that a lesson reads.
        lesson: name of the notebook that makes it, such as `03_sft_with_packing`.

    Raises:
        MissingInput: it does not exist; the message names the notebook to run first.
    """
    if not needed.exists():
        shown = needed.relative_to(root()) if needed.is_relative_to(root()) else needed.name
        raise MissingInput(f"{shown} is missing: run notebooks/{lesson}.ipynb first, it makes it.")
    return needed


def write_text(target: Path, text: str) -> None:
    """Write a whole file or nothing: into a temporary neighbour first, then `os.replace`."""
    target = Path(target)
    _make(target.parent)
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)
            os.replace(temporary, target)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise _explain(error, target) from error


def write_json(target: Path, value: Any) -> None:
    """Write `value` as indented UTF-8 JSON, atomically."""
    write_text(target, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def read_json(source: Path) -> Any:
    """Read one JSON document."""
    return json.loads(Path(source).read_text(encoding="utf-8"))


def write_jsonl(target: Path, rows: Iterable[dict]) -> None:
    """Write an iterable of dicts as JSON lines, atomically."""
    write_text(target, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def append_jsonl(target: Path, rows: list[dict]) -> None:
    """Add rows to the end of a JSON lines file and make sure that they are on the disk.

    A line that a crash tore in two is cut off first, so the file stays readable.
    """
    target = Path(target)
    _make(target.parent)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        _drop_torn_line(target)
        with target.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _explain(error, target) from error


def read_jsonl(source: Path) -> list[dict]:
    """All rows of a JSON lines file, `[]` if there is none; a torn last line is left out."""
    source = Path(source)
    if not source.exists():
        return []
    whole, _, _torn = source.read_text(encoding="utf-8", errors="replace").rpartition("\n")
    return [json.loads(line) for line in whole.split("\n") if line.strip()]


def fingerprint(settings: dict) -> str:
    """A short name for `settings`: equal settings, equal name."""
    return hashlib.sha256(json.dumps(settings, sort_keys=True, default=str).encode()).hexdigest()[:12]


def record(**facts: Any) -> dict:
    """Merge `facts` into `report.json`, the scores and times that end a run of the course.

    Of several processes that run a lesson's script at once (`accelerate launch`), only the first writes.
    """
    target = path("report.json")
    report = {**(read_json(target) if target.exists() else {}), **facts}
    if os.environ.get("RANK", "0") == "0":
        write_json(target, report)
    return report


def _drop_torn_line(target: Path) -> None:
    if not target.exists():
        return
    content = target.read_bytes()
    if content and not content.endswith(b"\n"):
        with target.open("r+b") as file:
            file.truncate(content.rfind(b"\n") + 1)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain(error, folder) from error


def _explain(error: OSError, target: Path) -> CourseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        hint = "the disk is full: free about 3 GB, or point COURSE_ARTIFACTS to another disk."
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        hint = "no right to write there: point COURSE_ARTIFACTS to a folder of yours."
    else:
        hint = f"{error.strerror}: check the folder, or point COURSE_ARTIFACTS elsewhere."
    return CourseError(f"Cannot write {target.name}: {hint}")
