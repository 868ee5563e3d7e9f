"""What lesson 01 looks at: versions, processor, GPU, tokens and keys; and which names the installed libraries have."""

import importlib
import inspect
import os
import platform
import resource
import sys
import time
from functools import lru_cache
from importlib import metadata
from typing import NamedTuple

import pandas as pd
import psutil
import torch
from packaging.requirements import Requirement
from transformers.utils import is_flash_attn_2_available

from helpers import artifacts
from helpers.artifacts import CourseError

TRAINING = ("torch", "transformers", "trl", "peft", "bitsandbytes", "datasets", "accelerate")
SHOWN = (*TRAINING, "huggingface_hub", "openai", "pqdm", "pandas", "matplotlib", "sqlglot")
SHAPE = (512, 640, 2_048)  # the largest product of a decoder layer of the small model: tokens, width in, width out
TASTE = (64, 640, 640)  # without units for bfloat16 the large one takes seconds, so a small one is tried first
HOPELESS = 0.25  # of float32's rate
SECONDS = 0.25


def versions() -> pd.DataFrame:
    """The main libraries: version tested, version installed (empty if none), and whether they are the same."""
    lines = (artifacts.repository() / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line.strip() and not line.startswith("#")]
    tested = {pin.name.lower().replace("-", "_"): str(pin.specifier).removeprefix("==") for pin in pins}
    rows = {name: (tested.get(name, ""), _installed(name)) for name in SHOWN}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["tested", "installed"])
    # torch 2.13.0+cpu is torch 2.13.0, built without CUDA.
    table["same"] = table["tested"] == table["installed"].str.split("+").str[0]
    return table


def describe_machine() -> str:
    """Processor cores, memory and GPU, in two lines of plain words."""
    memory = psutil.virtual_memory().total / 1e9
    lines = [f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores, {memory:.0f} GB of memory"]
    card = gpu()
    if card is None:
        lines.append("no CUDA GPU: everything runs on the processor")
    else:
        attention = "flash-attention 2" if flash_attention() else "sdpa"
        bf16 = "bfloat16" if card["bf16"] else "no bfloat16"
        lines.append(f"GPU {card['name']}, {card['memory']:.0f} GB, {bf16}, attention by {attention}")
    return "\n".join(lines)


def credentials() -> pd.DataFrame:
    """Which tokens and keys are set, and what follows; their values are not shown."""
    key, url = os.environ.get("OPENAI_API_KEY"), os.environ.get("OPENAI_BASE_URL")
    hub, loopback_hub = "lesson 04 publishes on the Hugging Face Hub, private", "lesson 04 publishes on a loopback Hub"
    llm = "lesson 07 asks the model of your choice"
    loopback_judge = "lesson 07 asks a loopback judge that runs both queries; it is not an LLM"
    rows = {
        "HF_TOKEN": ("found", hub) if os.environ.get("HF_TOKEN") else ("not found", loopback_hub),
        "OPENAI_API_KEY": ("found", llm) if key or url else ("not found", loopback_judge),
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["", "what follows"])


def peak_memory() -> float:
    """The most memory this process has held, in GB: on the GPU if there is one, else in RAM."""
    if torch.cuda.is_available():
        return torch.cuda.max_memory_allocated() / 1e9
    # Linux counts in kilobytes, macOS in bytes.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9


def exists(name: str) -> bool:
    """Whether a library offers `name`.

    Args:
        name: `module.attribute`, or `module.Class(argument=)` for a named argument.

    Returns:
        False when the attribute is missing, or when the signature does not list the argument.
    """
    path, _, argument = name.partition("(")
    module, attribute = path.rsplit(".", 1)
    owner = getattr(importlib.import_module(module), attribute, None)
    if owner is None or not argument:
        return owner is not None
    return argument.removesuffix("=)") in inspect.signature(owner).parameters


def flash_attention() -> bool:
    """Whether flash-attention 2 is installed and usable here."""
    return is_flash_attn_2_available()


def overlook_old_torchao() -> None:
    """Let peft take a torchao that it finds too old for absent; nothing of the course uses torchao.

    Without this peft puts LoRA on no dense layer. Colab has 0.10, for its torchtune; peft asks for 0.16, in which parts are gone
    that torchtune imports. So the old one stays as it is, and peft, which is the course's own, is told.
    """
    import_utils = importlib.import_module("peft.import_utils")  # takes seconds: only where a model is loaded
    try:
        import_utils.is_torchao_available()
    except ImportError:
        for name, module in list(sys.modules.items()):
            if name.startswith("peft.") and hasattr(module, "is_torchao_available"):
                module.is_torchao_available = lambda: False


def gpu() -> dict | None:
    """Name, `memory` and `free` memory in GB and bf16 support of the first CUDA device, or `None`."""
    if not torch.cuda.is_available():
        return None
    properties = torch.cuda.get_device_properties(0)
    # What this process holds itself it can use again: a cell that is run twice gets the same profile.
    free = torch.cuda.mem_get_info(0)[0] + torch.cuda.memory_reserved(0)
    return {
        "name": properties.name,
        "memory": properties.total_memory / 1e9,
        "free": free / 1e9,
        # Emulated bf16 on older cards is slower than fp16: count only the real thing.
        "bf16": torch.cuda.is_bf16_supported(including_emulation=False),
    }


class Processor(NamedTuple):
    """Rates of a matrix product at the model's shapes, in GFLOP/s, and the vector instructions that torch uses here."""

    float32: float
    bfloat16: float
    capability: str

    @property
    def dtype(self) -> str:
        """The faster type, or the one that `COURSE_DTYPE` names."""
        wanted = os.environ.get("COURSE_DTYPE")
        if wanted and wanted not in ("float32", "bfloat16"):
            raise CourseError(f"COURSE_DTYPE={wanted!r} is unknown: choose float32 or bfloat16, or unset it.")
        return wanted or ("bfloat16" if self.bfloat16 > self.float32 else "float32")

    @property
    def kind(self) -> str:
        """`bf16` where bfloat16 is the faster type, else `avx512` or, for all that is slower or unknown, `avx2`."""
        if self.bfloat16 > self.float32:
            return "bf16"
        return "avx512" if self.capability.startswith("AVX512") else "avx2"

    def __str__(self) -> str:
        wish = ", because COURSE_DTYPE says so" if os.environ.get("COURSE_DTYPE") else ""
        return (
            f"This processor multiplies {self.float32:,.0f} GFLOP/s in float32 and {self.bfloat16:,.1f} in bfloat16 "
            f"(kind {self.kind}): the course computes in {self.dtype}{wish}."
        )


@lru_cache
def processor() -> Processor:
    """This processor's rates, measured in half a second, once in a process: the `cpu` profile computes in the faster type."""
    float32 = _rate(torch.float32, SHAPE)
    taste = _rate(torch.bfloat16, TASTE)
    bfloat16 = _rate(torch.bfloat16, SHAPE) if taste > HOPELESS * float32 else taste
    return Processor(float32, bfloat16, torch.backends.cpu.get_cpu_capability())


def _rate(dtype: torch.dtype, shape: tuple[int, int, int]) -> float:
    """GFLOP/s of the fastest of the products that fit into `SECONDS`, at least two: other programs only ever slow one down."""
    rows, inner, columns = shape
    left, right = torch.ones(rows, inner, dtype=dtype), torch.ones(inner, columns, dtype=dtype)
    begin, fastest, times = time.perf_counter(), float("inf"), 0
    while times < 2 or time.perf_counter() - begin < SECONDS:
        start = time.perf_counter()
        left @ right
        fastest, times = min(fastest, time.perf_counter() - start), times + 1
    return 2 * rows * inner * columns / fastest / 1e9


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
