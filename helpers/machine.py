"""What lesson 01 looks at: versions, the machine, and which tokens and keys are there."""

import os
import platform
from importlib import metadata

import pandas as pd
import psutil
from packaging.requirements import Requirement

from helpers import artifacts, profiles

SHOWN = ("torch", "transformers", "trl", "peft", "bitsandbytes", "datasets", "accelerate", "huggingface_hub",
         "openai", "pqdm", "pandas", "matplotlib", "sqlglot")


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
    card = profiles.gpu()
    if card is None:
        lines.append("no CUDA GPU: everything runs on the processor")
    else:
        attention = "flash-attention 2" if profiles.flash_attention() else "sdpa"
        bf16 = "bfloat16" if card["bf16"] else "no bfloat16"
        lines.append(f"GPU {card['name']}, {card['memory']:.0f} GB, {bf16}, attention by {attention}")
    return "\n".join(lines)


def credentials() -> pd.DataFrame:
    """Which tokens and keys are set, and what follows; their values are not shown."""
    key, url = os.environ.get("OPENAI_API_KEY"), os.environ.get("OPENAI_BASE_URL")
    rows = {
        "HF_TOKEN": (bool(os.environ.get("HF_TOKEN")), "lesson 04 publishes on the Hugging Face Hub, private",
                     "lesson 04 publishes on a loopback Hub"),
        "OPENAI_API_KEY": (bool(key or url), "lesson 07 asks the model of your choice",
                           "lesson 07 asks a loopback judge that runs both queries; it is not an LLM"),
    }
    return pd.DataFrame.from_dict(
        {name: ("found" if there else "not found", with_it if there else without)
         for name, (there, with_it, without) in rows.items()},
        orient="index", columns=["", "what follows"],
    )


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
