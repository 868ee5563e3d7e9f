"""Publish a model or a Space to the Hugging Face Hub in one commit, read it back and check every file."""

import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from huggingface_hub import HfApi, ModelCard, ModelInfo, RepoCard, SpaceInfo
from huggingface_hub.utils import validate_repo_id

from helpers import artifacts
from helpers.artifacts import CourseError
from helpers.language import translate
from hub import model_files
from hub.errors import TOKENS_PAGE, explained, not_yours
from standins import hub_server

if TYPE_CHECKING:  # it loads torch
    from helpers.profiles import Profile

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
        files: names of the published files.
        kind: `model` or `space`.
    """

    repo_id: str
    commit: str
    changed: bool
    private: bool
    loopback: bool
    files: list[str]
    kind: str = "model"


def connect() -> str:
    """Choose the Hub: the real one with `HF_TOKEN`, else a loopback server that speaks its protocol.

    It may be called at any time and more than once; from then on `huggingface_hub`, `transformers` and `peft` talk to
    that Hub.

    Returns:
        A sentence that says which one it is.
    """
    if os.environ.get("HF_TOKEN", "").strip() and not loopback():
        return "HF_TOKEN is set: publishing to the real Hugging Face Hub, privately unless you say otherwise."
    hub_server.start(artifacts.path("hub"))
    return (
        "No HF_TOKEN: publishing to a loopback server inside this kernel, which speaks the Hub's protocol to the "
        "real client. It is not the Hub: nothing leaves this machine."
    )


def loopback() -> bool:
    """Whether the Hub of this process is the stand-in on 127.0.0.1."""
    return os.environ.get("HF_ENDPOINT", "").startswith("http://127.0.0.1:")


def full_name(name: str, api: HfApi | None = None) -> str:
    """The repository to publish to: `COURSE_HUB_NAME`, or `name`, under the token's own account.

    Args:
        name: used where `COURSE_HUB_NAME` is not set; either may be `name` or `user/name`.
        api: an `HfApi`; `None` takes the one that `connect()` chose.

    Raises:
        CourseError: the Hub can have no repository of that name, or it does not take the token.
    """
    wanted = os.environ.get("COURSE_HUB_NAME", "").strip() or name
    with explained(wanted):
        validate_repo_id(wanted)
        return wanted if "/" in wanted else f"{(api or HfApi()).whoami()['name']}/{wanted}"


def claim(repo_id: str, private: bool | None = None, api: HfApi | None = None, kind: str = "model") -> ModelInfo | SpaceInfo:
    """Make sure that a repository is there, that the token may write to it and that the course may fill it.

    Args:
        repo_id: `user/name`.
        private: `None` makes a new repository private and leaves an existing one as it is.
        api: an `HfApi`; `None` takes the one that `connect()` chose.
        kind: `model` or `space`.

    Returns:
        The repository as it is now.

    Raises:
        CourseError: the token, the name or the network does not allow it; the message says what to do.
    """
    api = api or HfApi()
    with explained(repo_id):
        _check_account(api, repo_id)
        sdk = "gradio" if kind == "space" else None
        api.create_repo(repo_id, private=private is not False, exist_ok=True, repo_type=kind, space_sdk=sdk)
        info = api.repo_info(repo_id, repo_type=kind)
        _check_ours(api, info, kind)
        if private is not None and info.private != private:
            api.update_repo_settings(repo_id, private=private, repo_type=kind)
    return info


def publish(folder: Path, card: ModelCard, repo_id: str, private: bool | None = None, api: HfApi | None = None) -> Published:
    """Upload a model's files and its card in one commit; where nothing changed, no commit is made.

    Large files that arrived in full in an earlier, interrupted run are not sent again.

    Args:
        folder: adapter or merged model, with its tokenizer; see `model_files.contents` for what is taken.
        card: its metadata name the base model.
        repo_id, private, api: see `claim`.

    Raises:
        CourseError: as `claim` does, or the folder holds no model.
    """
    return send(model_files.contents(Path(folder), card), "Publish the model and its card", repo_id, private, api)


def send(
    contents: dict[str, Path | bytes],
    message: str,
    repo_id: str,
    private: bool | None = None,
    api: HfApi | None = None,
    kind: str = "model",
) -> Published:
    """Upload files in one commit; where nothing changed, no commit is made.

    Args:
        contents: the files by name, one of them a README.md with the tag of the course.
        message: of the commit.
        repo_id, private, api, kind: see `claim`.

    Raises:
        CourseError: as `claim` does.
    """
    api = api or HfApi()
    before = claim(repo_id, private, api, kind)
    with explained(repo_id):
        # One large file after the other: a cut connection then costs no more than the file in flight.
        operations = model_files.operations(contents)
        commit = api.create_commit(repo_id, operations, commit_message=message, num_threads=1, repo_type=kind)
        after = api.repo_info(repo_id, repo_type=kind)
    return Published(
        repo_id=repo_id,
        commit=commit.oid,
        changed=commit.oid != before.sha,
        private=after.private,
        loopback=loopback(),
        files=sorted(contents),
        kind=kind,
    )


def read_back(published: Published, api: HfApi | None = None) -> Path:
    """Download what was published; return the folder once every file has the checksum that the Hub keeps for it.

    Raises:
        CourseError: a file is damaged or missing, even after a second download.
    """
    api, repo_id, commit = api or HfApi(), published.repo_id, published.commit
    with explained(repo_id):
        for again in (False, True):
            place = {"repo_type": published.kind, "revision": commit}
            folder = api.snapshot_download(repo_id, **place, force_download=again)
            found = api.verify_repo_checksums(repo_id, **place, local_dir=folder)
            wrong = [*(mismatch["path"] for mismatch in found.mismatches), *found.missing_paths]
            if not wrong:
                return Path(folder)
    raise CourseError(f"{wrong[0]} came back from {repo_id} altered: publish it again.")


def remember(published: Published) -> None:
    """Write `artifacts/hub.json`, so that later lessons find the repository."""
    artifacts.write_json(artifacts.path("hub.json"), asdict(published))


def adapter(profile: "Profile", api: HfApi | None = None) -> Path:
    """The folder of the trained adapter: lesson 03's, or else a copy of the one that `COURSE_ADAPTER` names.

    Args:
        profile: whose base model the adapter must belong to.
        api: an `HfApi`; `None` takes the one that `connect()` chose.

    Raises:
        CourseError: neither is there, the Hub does not give it, or it belongs to another base model.
    """
    folder, name = artifacts.path("adapter"), os.environ.get("COURSE_ADAPTER", "").strip()
    if folder.exists() or not name:
        return artifacts.require(folder, "03_sft_with_packing")
    with explained(name, "COURSE_ADAPTER"):
        validate_repo_id(name)
        wanted = [model_files.WEIGHTS, *model_files.TEXTS]
        downloaded = Path((api or HfApi()).snapshot_download(name, allow_patterns=wanted))
    config = downloaded / "adapter_config.json"
    base = artifacts.read_json(config)["base_model_name_or_path"] if config.exists() else "no base model: it is no adapter"
    if base != profile.model_id:
        raise CourseError(
            f"COURSE_ADAPTER={name} belongs to {base}, but this profile uses {profile.model_id}: "
            "set COURSE_PROFILE to the profile it was trained with, or name another."
        )
    aside = folder.with_name(".adapter.fetched")
    shutil.rmtree(aside, ignore_errors=True)
    shutil.copytree(downloaded, aside)
    os.replace(aside, folder)
    print(translate(f"The adapter comes from {name} on the Hub."))
    return folder


def _check_account(api: HfApi, repo_id: str) -> None:
    """Refuse early what the Hub would refuse after the upload."""
    me = api.whoami()
    if me.get("auth", {}).get("accessToken", {}).get("role") == "read":
        raise CourseError(f"The token can only read: make one with write permission at {TOKENS_PAGE} and set HF_TOKEN.")
    names = {me["name"], *(organisation["name"] for organisation in me.get("orgs", []))}
    if repo_id.split("/")[0] not in names:
        raise CourseError(not_yours(repo_id))


def _check_ours(api: HfApi, info: ModelInfo | SpaceInfo, kind: str) -> None:
    """Never overwrite a repository that the course did not make."""
    files = {sibling.rfilename for sibling in info.siblings} - {".gitattributes"}
    if not files:
        return
    card = "README.md" in files and RepoCard.load(api.hf_hub_download(info.id, "README.md", revision=info.sha, repo_type=kind))
    if not card or TAG not in (card.data.get("tags") or []):
        raise CourseError(f"{info.id} already holds something else: set COURSE_HUB_NAME to a name that is free.")
