"""What the loopback Hub keeps, in one folder: repositories as JSON, small files as blobs, large ones by sha256.

A repository is a plain dict: `id`, `kind`, `private`, `created`, `branches` (name -> id of a commit) and `commits` (id ->
commit). A commit is one, too: `parent`, `title`, `message`, `date` and `files` (path -> entry). An entry has git's
`oid` and the `size` in bytes; of a large file also its `sha256` and the size of git's `pointer` to it.

    <kind>/<user>/<name>.json   visibility, branches, commits and each commit's list of files
    blobs/<git sha1>            small files
    lfs/<sha256>                large files, checked before they get this name
    partial/                    uploads that are not complete
"""

import fnmatch
import hashlib
import json
import secrets
from datetime import UTC, datetime
from pathlib import Path

from huggingface_hub import constants
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import validate_repo_id
from huggingface_hub.utils.sha import git_hash

from helpers import artifacts

MODELS = "models"
KINDS = (MODELS, "datasets", "spaces")
LARGE = 10 * 2**20  # bytes; the Hub takes nothing larger as a plain git file
GITATTRIBUTES = "".join(
    f"{pattern} filter=lfs diff=lfs merge=lfs -text\n"
    for pattern in ("*.safetensors", "*.bin", "*.gguf", "*.onnx", "*.pt", "*.parquet", "*.zip")
)


class Refused(Exception):
    """A request that the Hub turns down.

    Args:
        status: HTTP status.
        message: told to the client in the body and in `X-Error-Message`.
        code: the Hub's `X-Error-Code`, such as `RepoNotFound`.
        commit: the commit in question, for `X-Repo-Commit`.
        url: the repository in question, for the body.
    """

    def __init__(self, status: int, message: str, code: str = "", commit: str = "", url: str = ""):
        super().__init__(message)
        self.status, self.code = status, code
        headers = {"x-error-message": message, "x-error-code": code, "x-repo-commit": commit}
        self.headers = {name: value for name, value in headers.items() if value}
        self.body = {"error": message} | ({"url": url} if url else {})


class Store:
    """Repositories below `folder`."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        for room in (*KINDS, "blobs", "lfs", "partial"):
            (self.folder / room).mkdir(parents=True, exist_ok=True)

    def create(self, repo_id: str, private: bool, kind: str = MODELS) -> dict:
        """Make a repository with one commit that holds `.gitattributes`; 409 if there is one already."""
        if not is_name(repo_id) or kind not in KINDS:
            raise Refused(400, f"Invalid repository name: {repo_id!a}")
        if self.load(repo_id, kind):
            raise Refused(409, f"You already created this {kind[:-1]} repo", url=repo_id)
        repo = {"id": repo_id, "kind": kind, "private": private, "created": now(), "branches": {}, "commits": {}}
        self.commit(repo, "main", "initial commit", {".gitattributes": self.add_blob(GITATTRIBUTES.encode())})
        return repo

    def load(self, repo_id: str, kind: str = MODELS) -> dict | None:
        """The repository of that name, or `None`."""
        file = self._file(repo_id, kind)
        known = kind in KINDS and is_name(repo_id) and file.exists()
        return {"kind": kind} | artifacts.read_json(file) if known else None  # those of an earlier edition do not say their kind

    def save(self, repo: dict) -> None:
        """Write a repository's JSON file, whole or not at all."""
        artifacts.write_json(self._file(repo["id"], repo["kind"]), repo)

    def commit(self, repo: dict, branch: str, title: str, files: dict, message: str = "") -> str:
        """Put `files` (path -> entry) on top of `branch` and return the commit's id, 40 hex digits."""
        parent = repo["branches"].get(branch)
        commit = {"parent": parent, "title": title, "message": message, "date": now(), "files": files}
        sha = hashlib.sha1(json.dumps(commit, sort_keys=True).encode()).hexdigest()
        repo["commits"][sha] = commit
        repo["branches"][branch] = sha
        self.save(repo)
        return sha

    def add_blob(self, content: bytes) -> dict:
        """Keep a small file under its git id and return its entry."""
        oid = git_hash(content)
        target = self.folder / "blobs" / oid
        if not target.exists():
            target.write_bytes(content)
        return {"oid": oid, "size": len(content)}

    def large(self, sha256: str) -> Path:
        """Where the large file with this checksum is, or will be once it is complete."""
        return self.folder / "lfs" / sha256

    def partial(self, sha256: str) -> Path:
        """A file of its own for one upload that is not complete."""
        return self.folder / "partial" / f"{sha256}.{secrets.token_hex(4)}"

    def path(self, entry: dict) -> Path:
        """The file on disk behind an entry of a commit."""
        if "path" in entry:
            return Path(entry["path"])
        return self.large(entry["sha256"]) if "sha256" in entry else self.folder / "blobs" / entry["oid"]

    def is_large(self, files: dict, path: str, size: int, sample: bytes) -> bool:
        """Whether the Hub takes this file as a large one: by `.gitattributes`, by size, or because it is binary."""
        attributes = files.get(".gitattributes")
        lines = self.path(attributes).read_text().splitlines() if attributes else []
        patterns = [line.split()[0] for line in lines if "filter=lfs" in line]
        named = any(fnmatch.fnmatch(path.rsplit("/")[-1], pattern) for pattern in patterns)
        return named or size > LARGE or b"\0" in sample

    def _file(self, repo_id: str, kind: str) -> Path:
        return self.folder / kind / f"{repo_id}.json"


def is_name(repo_id: str) -> bool:
    """Whether a repository may be called so, by the client's own rules; such a name leads into no other folder."""
    try:
        validate_repo_id(repo_id)
    except HFValidationError:
        return False
    return repo_id.count("/") == 1


def large_entry(sha256: str, size: int) -> dict:
    """The entry of a large file: git itself keeps only a pointer to it."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{sha256}\nsize {size}\n".encode()
    return {"oid": git_hash(pointer), "size": size, "sha256": sha256, "pointer": len(pointer)}


def revision(repo: dict, name: str) -> tuple[str, dict]:
    """The commit that a branch name or a commit id means, as (id, commit)."""
    sha = repo["branches"].get(name.removeprefix("refs/heads/"), name)
    if sha not in repo["commits"]:
        raise Refused(404, f"Invalid rev id: {name!a}", "RevisionNotFound")
    return sha, repo["commits"][sha]


def cached_repository(repo_id: str, kind: str = MODELS) -> dict | None:
    """A repository of the real Hub as far as this machine's Hub cache holds it, read-only.

    The client keeps the base model there. Under the same commit id and checksums it finds its own copy again
    and downloads nothing.
    """
    if kind not in KINDS:
        return None
    folder = Path(constants.HF_HUB_CACHE) / cache_folder(repo_id, kind)
    ref = folder / "refs" / "main"
    if not ref.exists():
        return None
    sha = ref.read_text().strip()
    files = {}
    for file in sorted((folder / "snapshots" / sha).rglob("*")):
        if file.is_file():
            name = file.relative_to(folder / "snapshots" / sha).as_posix()
            files[name] = {"oid": file.resolve().name, "size": file.stat().st_size, "path": str(file)}
    commit = {"parent": None, "title": "from the cache", "message": "", "date": now(), "files": files}
    return {
        "id": repo_id,
        "kind": kind,
        "private": False,
        "created": now(),
        "branches": {"main": sha},
        "commits": {sha: commit},
        "read_only": True,
    }


def cache_folder(repo_id: str, kind: str) -> str:
    """The name of a repository's folder in the client's cache."""
    return f"{kind}--{repo_id.replace('/', '--')}"


def now() -> str:
    """This moment in the Hub's notation."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
