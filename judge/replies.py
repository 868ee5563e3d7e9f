"""Replies on disk: one file each, so that nothing is paid twice."""

import re
from dataclasses import dataclass
from pathlib import Path

from helpers import artifacts
from judge.verdict import Verdict, parse_verdict


@dataclass
class Replies:
    """The replies kept on disk: one JSON file each, all of one model in one folder."""

    folder: Path
    model: str

    def __post_init__(self):
        name = re.sub(r"[^\w.-]+", "-", Path(self.model).name)  # a local model's path stays out of it
        self.folder = Path(self.folder) / name
        self._known = {}
        for file in self.folder.glob("*.json"):
            self._load(file)

    def _load(self, file: Path) -> None:
        try:
            self._known[file.stem] = parse_verdict(artifacts.read_json(file)["reply"])
        except (ValueError, TypeError, KeyError):
            file.unlink()  # not written by this class: judged anew

    def keep(self, key: str, reply: dict) -> None:
        """Write one reply, whole or not at all."""
        artifacts.write_json(self.folder / f"{key}.json", reply)
        self._known[key] = parse_verdict(reply["reply"])

    @property
    def count(self) -> int:
        """How many replies of this model are kept."""
        return len(self._known)

    def verdict(self, key: str | None) -> Verdict | None:
        """The verdict kept under this key, None if there is none."""
        return self._known.get(key)
