"""`python -m tools.images`: renew the lists of what the machines of Colab have installed, `data/images/`.

Colab publishes them (github.com/googlecolab/backend-info, Apache 2.0). Kept here are the packages that the course meets
there: what it needs, directly or not, and what its needs look at where it is installed. `tests/test_images.py` builds an
environment of them and runs lessons in it. Kaggle publishes no such list; its machines begin as Colab's.
"""

import argparse
import datetime
import re
import urllib.request
from pathlib import Path

from helpers import artifacts

FOLDER = artifacts.repository() / "data" / "images"
SOURCE = "https://raw.githubusercontent.com/googlecolab/backend-info/main"
PUBLISHED = {  # our name -> packages, system
    "colab_gpu": ("pip-freeze.gpu.txt", "os-info-gpu.txt"),
    "colab_cpu": ("pip-freeze.txt", "os-info.txt"),
}
# Looked at by transformers, peft, trl, accelerate or datasets where they are installed; and what needs a package that the
# course replaces, with the needs of its own that `import` takes.
NEIGHBOURS = [
    "torchao", "torchvision", "torchaudio", "torchcodec", "torchdata", "torchtune", "triton",
    "sentence-transformers", "diffusers", "timm", "wandb", "tensorboard", "polars", "polars-runtime-32",
    "sentencepiece", "gcsfs", "omegaconf", "antlr4-python3-runtime", "blobfile", "lxml", "pycryptodomex", "tiktoken",
    "kagglehub", "kagglesdk", "importlib-metadata", "zipp", "aiohttp", "aiosignal", "aiohappyeyeballs", "frozenlist",
    "multidict", "propcache", "yarl", "protobuf", "gitpython", "sentry-sdk", "tensorboard-data-server", "absl-py",
    "grpcio", "markdown", "werkzeug", "google-auth", "google-auth-oauthlib", "google-cloud-storage",
    "google-cloud-storage-control", "google-api-core", "backcall", "pickleshare", "ipython-genutils", "decorator",
    "nest-asyncio", "entrypoints", "setuptools", "pytz",
]  # fmt: skip


def main() -> None:
    """Read the lists from Colab's repository, or from a folder that holds the files, and write what the course meets."""
    parser = argparse.ArgumentParser(prog="python -m tools.images", description=main.__doc__)
    parser.add_argument("source", nargs="?", default=SOURCE, help="a folder with the files instead of Colab's repository")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="of the files (default: today)")
    options = parser.parse_args()
    for image, (packages, system) in PUBLISHED.items():
        found = met(_fetch(options.source, packages))
        about = ", ".join(_fetch(options.source, system).splitlines()[:2])
        head = f"# {image}: packages that the course meets there, as of {options.date}. {about}. See tools/images.py.\n"
        artifacts.write_text(FOLDER / f"{image}.txt", head + "".join(f"{line}\n" for line in found))
        print(f"{image}: {len(found)} packages, {about}")


def met(freeze: str) -> list[str]:
    """The lines of a `pip freeze`, as `name==version`, of packages that the course meets.

    A package that was installed from an address has its version in the name of the wheel; where the list does not give the
    address, the name stands alone.
    """
    constraints = (artifacts.repository() / "constraints.txt").read_text(encoding="utf-8")
    names = {_key(line.split("==")[0]) for line in constraints.splitlines() if "==" in line} | {_key(name) for name in NEIGHBOURS}
    lines = [_pin(line.strip()) for line in freeze.splitlines() if line.strip() and not line.startswith(("#", "-"))]
    return [line for line in lines if _key(line.split("==")[0]) in names]


def read(image: str) -> dict[str, str]:
    """The packages of an image, such as `colab_gpu`: name -> version, without the mark of a local build (`+cu128`)."""
    lines = (FOLDER / f"{image}.txt").read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if "==" in line and not line.startswith("#"))
    return {name: version.split("+")[0] for name, version in pins}


def python(image: str) -> str:
    """The Python of an image, such as `3.13`."""
    head = (FOLDER / f"{image}.txt").read_text(encoding="utf-8").splitlines()[0]
    return re.search(r"Python (\d+\.\d+)", head)[1]


def _fetch(source: str, name: str) -> str:
    if "://" not in source:
        return Path(source, name).read_text(encoding="utf-8")
    with urllib.request.urlopen(f"{source}/{name}", timeout=60) as answer:
        return answer.read().decode()


def _pin(line: str) -> str:
    name, _, address = line.partition(" @ ")
    wheel = re.search(r"/[^/]+?-(\d[^-/]*)-[^/]*\.whl", address.replace("%2B", "+"))
    return f"{name}=={wheel[1]}" if wheel else name


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    main()
