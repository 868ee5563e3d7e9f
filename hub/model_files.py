"""Which files of a model go to the Hub, and how they look there."""

import os
from pathlib import Path

from huggingface_hub import CommitOperationAdd, ModelCard

from helpers import artifacts
from helpers.artifacts import CourseError

WEIGHTS = "*.safetensors"
TEXTS = ("*.json", "*.jinja", "*.txt", "*.model")
TERMS = "*TERMS*.html"  # beside the small base model; they are to go along with whatever is derived from it


def contents(folder: Path, card: ModelCard) -> dict[str, Path | bytes]:
    """What to publish, by name: weights as paths, so that they stream, and texts as bytes.

    Only safetensors and text files at the top of `folder` are taken, never a pickle, and the base model's terms of use
    if they lie in the course's cache. A path of this machine in the adapter's configuration becomes the base model's
    name.

    Args:
        folder: adapter or merged model, with its tokenizer.
        card: its metadata name the base model.

    Raises:
        CourseError: there are no weights, or a text holds a token or key of this session.
    """
    weights = sorted(folder.glob(WEIGHTS))
    if not weights:
        raise CourseError(f"{folder.name} holds no safetensors: run notebooks/03_sft_with_packing.ipynb first.")
    local, public = _base_path(folder), str(card.data.base_model)
    texts = [file for pattern in TEXTS for file in sorted(folder.glob(pattern))]
    texts += (artifacts.cache() / public.split("/")[-1]).glob(TERMS)
    found: dict[str, Path | bytes] = {file.name: file for file in weights}
    for file in texts:
        text = file.read_text(encoding="utf-8")
        found[file.name] = (text.replace(local, public) if local else text).encode()
    found["README.md"] = str(card).encode()
    refuse_secrets(found)
    return found


def operations(found: dict[str, Path | bytes]) -> list[CommitOperationAdd]:
    """The same files as the Hub client's additions."""
    return [CommitOperationAdd(name, content) for name, content in found.items()]


def refuse_secrets(found: dict[str, Path | bytes]) -> None:
    """Stop before a token or key of this session goes out in a text file."""
    secrets = [os.environ.get(name, "").strip().encode() for name in ("HF_TOKEN", "OPENAI_API_KEY")]
    for name, content in found.items():
        if isinstance(content, bytes) and any(secret and secret in content for secret in secrets):
            raise CourseError(f"{name} holds your token or key: take it out, then run the cell again.")


def _base_path(folder: Path) -> str:
    """The base model's folder, if the adapter names one of this machine; else nothing."""
    config = folder / "adapter_config.json"
    base = artifacts.read_json(config).get("base_model_name_or_path", "") if config.exists() else ""
    return base if Path(base).is_absolute() else ""
