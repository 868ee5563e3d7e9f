"""Publish a model to the Hugging Face Hub in one commit, read it back and check every file.

Nothing here imports `huggingface_hub` before `connect()` has decided which Hub to talk to: the library reads
its address once, when it is imported.
"""

import os
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from helpers import artifacts
from hub import model_files
from helpers.artifacts import CourseError
from hub.errors import TOKENS_PAGE, explained, not_yours

TAG = "korean-text2sql-course"  # in the model card: this repository was made by the course


@dataclass(frozen=True)
class Published:
    """What lies on the Hub after `publish`.

    Attributes:
        repo_id: `user/name`.
        commit: id of the newest commit on `main`, 40 hex digits.
        changed: whether this run made that commit.
        private: whether only its owner can see the repository.
        loopback: whether it is the stand-in of this machine rather than the real Hub.
        files: sha256 of each published file, by name.
    """

    repo_id: str
    commit: str
    changed: bool
    private: bool
    loopback: bool
    files: dict[str, str]


def connect() -> str:
    """Choose the Hub: the real one with `HF_TOKEN`, else a loopback server that speaks its protocol.

    Returns:
        A sentence that says which one it is.

    Raises:
        CourseError: `huggingface_hub` was imported before and talks to another address.
    """
    if os.environ.get("HF_TOKEN") and not loopback():
        return "HF_TOKEN is set: publishing to the real Hugging Face Hub, privately unless you say otherwise."
    from standins import hub_server as standin

    if "huggingface_hub" in sys.modules and not loopback():
        raise CourseError("The Hub was imported before it was chosen: restart the kernel and run from the first cell.")
    standin.start(artifacts.path("hub"))
    return (
        "No HF_TOKEN: publishing to a loopback server inside this kernel, which speaks the Hub's protocol to the "
        "real client. It is not the Hub: nothing leaves this machine."
    )


def loopback() -> bool:
    """Whether the Hub of this process is the stand-in on 127.0.0.1."""
    return os.environ.get("HF_ENDPOINT", "").startswith("http://127.0.0.1:")


def full_name(name: str, api=None) -> str:
    """The repository to publish to: `COURSE_HUB_NAME`, or `name`, under the token's own account.

    Args:
        name: used where `COURSE_HUB_NAME` is not set; either may be `name` or `user/name`.
        api: an `HfApi`; `None` takes the one that `connect()` chose.
    """
    wanted = os.environ.get("COURSE_HUB_NAME") or name
    if "/" in wanted:
        return wanted
    with explained(wanted):
        return f"{_api(api).whoami()['name']}/{wanted}"


def claim(repo_id: str, private: bool | None = None, api=None):
    """Make sure that a repository is there, that the token may write to it and that the course may fill it.

    Args:
        repo_id: `user/name`.
        private: `None` makes a new repository private and leaves an existing one as it is.
        api: an `HfApi`; `None` takes the one that `connect()` chose.

    Returns:
        The repository as it is now, `huggingface_hub.ModelInfo`.

    Raises:
        CourseError: the token, the name or the network does not allow it; the message says what to do.
    """
    api = _api(api)
    with explained(repo_id):
        _check_account(api, repo_id)
        api.create_repo(repo_id, private=private is not False, exist_ok=True)
        info = api.model_info(repo_id)
        _check_ours(api, info)
        if private is not None and info.private != private:
            api.update_repo_settings(repo_id, private=private)
    return info


def publish(folder: Path, card, repo_id: str, private: bool | None = None, api=None) -> Published:
    """Upload a model's files and its card in one commit; where nothing changed, no commit is made.

    Large files that arrived in full in an earlier, interrupted run are not sent again.

    Args:
        folder: adapter or merged model, with its tokenizer; see `hub_files.contents` for what is taken.
        card: `huggingface_hub.ModelCard`; its metadata name the base model.
        repo_id, private, api: see `claim`.

    Raises:
        CourseError: as `claim` does, or the folder holds no model.
    """
    api = _api(api)
    contents = model_files.contents(Path(folder), card)
    before = claim(repo_id, private, api)
    with explained(repo_id):
        # One large file after the other: a cut connection then costs no more than the file in flight.
        message = "Publish the model and its card"
        commit = api.create_commit(repo_id, model_files.operations(contents), commit_message=message, num_threads=1)
        after = api.model_info(repo_id)
    return Published(
        repo_id=repo_id,
        commit=commit.oid,
        changed=commit.oid != before.sha,
        private=after.private,
        loopback=loopback(),
        files={name: model_files.sha256(content) for name, content in contents.items()},
    )


def read_back(published: Published, api=None) -> Path:
    """Download what was published and return the folder with it.

    Raises:
        CourseError: a file is not what was sent, even after a second download.
    """
    with explained(published.repo_id):
        for again in (False, True):
            folder = _api(api).snapshot_download(
                published.repo_id, revision=published.commit, force_download=again, allow_patterns=list(published.files)
            )
            changed = [row["file"] for row in compare(published, folder) if not row["same"]]
            if not changed:
                return Path(folder)
    raise CourseError(f"{changed[0]} came back from {published.repo_id} altered: publish it again.")


def compare(published: Published, folder: Path) -> list[dict]:
    """One row a file: its size in bytes, the start of both checksums and whether they are the same."""
    rows = []
    for name, sent in published.files.items():
        file = Path(folder) / name
        got = model_files.sha256(file) if file.exists() else "missing"
        size = file.stat().st_size if file.exists() else 0
        rows.append({"file": name, "bytes": size, "sent": sent[:12], "received": got[:12], "same": sent == got})
    return rows


def remember(published: Published) -> None:
    """Write `artifacts/hub.json`, so that later lessons find the repository."""
    artifacts.write_json(artifacts.path("hub.json"), asdict(published))


def adapter(profile, api=None) -> Path:
    """The folder of the trained adapter: lesson 03's or, where there is none, a copy of the one that `COURSE_ADAPTER` names.

    Args:
        profile: the base model that the adapter must belong to.
        api: an `HfApi`; `None` takes the one that `connect()` chose.

    Raises:
        CourseError: neither is there, the Hub does not give it, or it belongs to another base model.
    """
    folder, name = artifacts.path("adapter"), os.environ.get("COURSE_ADAPTER")
    if folder.exists() or not name:
        return artifacts.require(folder, "03_sft_with_packing")
    with explained(name):
        downloaded = Path(_api(api).snapshot_download(name, allow_patterns=[model_files.WEIGHTS, *model_files.TEXTS]))
    config = downloaded / "adapter_config.json"
    base = artifacts.read_json(config)["base_model_name_or_path"] if config.exists() else "no base model: it is no adapter"
    if base != profile.model_id:
        raise CourseError(f"COURSE_ADAPTER={name} belongs to {base}, but this profile uses {profile.model_id}: "
                          "set COURSE_PROFILE to the profile it was trained with, or name another.")
    aside = folder.with_name(".adapter.fetched")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(downloaded, aside)
    os.replace(aside, folder)
    print(f"The adapter comes from {name} on the Hub.")
    return folder


def _api(api=None):
    if api is None:
        from huggingface_hub import HfApi

        api = HfApi()
    return api


def _check_account(api, repo_id: str) -> None:
    """Refuse early what the Hub would refuse after the upload."""
    me = api.whoami()
    if me.get("auth", {}).get("accessToken", {}).get("role") == "read":
        raise CourseError(f"The token can only read: make one with write permission at {TOKENS_PAGE} and set HF_TOKEN.")
    names = {me["name"], *(organisation["name"] for organisation in me.get("orgs", []))}
    if repo_id.split("/")[0] not in names:
        raise CourseError(not_yours(repo_id))


def _check_ours(api, info) -> None:
    """Never overwrite a repository that the course did not make."""
    from huggingface_hub import ModelCard

    files = {sibling.rfilename for sibling in info.siblings} - {".gitattributes"}
    if not files:
        return
    card = "README.md" in files and ModelCard.load(api.hf_hub_download(info.id, "README.md", revision=info.sha))
    if not card or TAG not in (card.data.tags or []):
        raise CourseError(f"{info.id} already holds something else: set COURSE_HUB_NAME to a name that is free.")
