"""Checks of lesson 04: a token that does not work, what differs on the Hub, and a merged model."""

from collections.abc import Iterable
from typing import Any

from huggingface_hub import HfApi

from exercises.checking import apart, exercise


@exercise
def refused(answer: Any, token: str) -> str | None:
    """Answer: what `hub.publish` says with a made-up token, as a text or as the error itself."""
    said = str(answer)
    if token in said:
        return "The token is in it: a message must never show one."
    if "HF_TOKEN" not in said:
        return "This is not what `hub.publish` says of a wrong token: keep the text of the CourseError that it raises."
    return None


@exercise
def differing(answer: Iterable[str], api: HfApi, name: str) -> str | None:
    """Answer: the files of `main` that the branch `push-to-hub` lacks, or has with another content."""
    ours, pushed = (_contents(api, name, revision) for revision in ("main", "push-to-hub"))
    more, less = apart(answer, (file for file, content in ours.items() if pushed.get(file) != content))
    if more:
        return f"{more} is the same in both, or not in `main`."
    if less:
        return f"{less} is missing in the branch, or differs."
    return None


@exercise
def merged(answer: Any, api: HfApi) -> str | None:
    """Answer: the name of the repository with the merged model, or what `hub.publish` returned for it."""
    name = getattr(answer, "repo_id", answer)
    files = api.list_repo_files(name)
    if "adapter_config.json" in files:
        return f"{name} holds an adapter: merge it, and save the whole model."
    for needed in ("config.json", "README.md"):
        if needed not in files:
            return f"{name} has no {needed}: `models.save` writes the model, `hub.publish` the card."
    if not any(file.endswith(".safetensors") for file in files):
        return f"{name} holds no weights: save the model into the folder that you publish."
    return None


def _contents(api: HfApi, name: str, revision: str) -> dict[str, str]:
    return {entry.path: entry.blob_id for entry in api.list_repo_tree(name, revision=revision) if hasattr(entry, "blob_id")}
