"""Install what the course needs beside what Colab or Kaggle has installed and, in part, loaded already."""

import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

from helpers.artifacts import JUPYTER, CourseError

# Built for the machine's driver and for each other, and some are loaded already: they stay as they are.
KEPT = ("torch", "torchvision", "torchaudio", "numpy", "pandas")

_stale: set[str] = set()  # replaced under this kernel while it had them loaded


def install(requirements: Path, site: ModuleType) -> None:
    """Install what is missing of the lessons' part of `requirements`; the packages in `KEPT` are not replaced.

    Args:
        requirements: the course's requirements.txt.
        site: `colab` or `kaggle`, for what is said.

    Raises:
        CourseError: pip found no way to do that, or no network; or it replaced a package that this kernel has loaded, so
            that the kernel has to be restarted, once.
    """
    before, modules = _versions(), metadata.packages_distributions()
    lessons, _, _ = requirements.read_text(encoding="utf-8").partition(JUPYTER)
    _pip(lessons, [f"{name}=={before[name]}" for name in KEPT if name in before], site)
    after = _versions()
    loaded = {owner.lower() for module in set(modules) & set(sys.modules) for owner in modules[module]}
    _stale.update(name for name in loaded & set(before) if after.get(name) != before[name])
    if _stale:
        raise CourseError(
            f"The course is installed, but this kernel had older versions of {', '.join(sorted(_stale))} loaded before: "
            f"choose {site.RESTART}, then run from the top. That is needed once on this machine."
        )


def _pip(needed: str, kept: list[str], site: ModuleType) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wanted, pins = Path(folder, "needed.txt"), Path(folder, "pins.txt")
        wanted.write_text(needed, encoding="utf-8")
        pins.write_text("\n".join(kept), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "-r", str(wanted), "-c", str(pins)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR:")), "ERROR: pip failed")
        raise CourseError(
            f"{site.NAME}'s {', '.join(kept)} and the course do not go together ({reason[7:]}): choose "
            f"{site.RENEW}, then run this cell again."
        )


def _versions() -> dict[str, str]:
    """What is installed: package in lower case -> version."""
    return {found.name.lower(): found.version for found in metadata.distributions() if found.name}
