"""Kaggle: the store of secrets, the folder that is kept with a notebook, and one card of two."""

import os
import shutil
from pathlib import Path

NAME = "Kaggle"
RESTART = "Run > Restart & clear cell outputs"
RENEW = "Run > Stop session (the switch at the top right)"
FOLDER = "korean-text2sql-course"


def is_here() -> bool:
    """Whether this is a notebook on Kaggle."""
    return "KAGGLE_KERNEL_RUN_TYPE" in os.environ


def secret(name: str) -> str:
    """A secret of the reader (Add-ons > Secrets). Raises what Kaggle raises where there is none."""
    from kaggle_secrets import UserSecretsClient

    return UserSecretsClient().get_secret(name)


def keep_results(root: Path = Path("/kaggle")) -> str:
    """Let results live in the folder that Kaggle keeps with a saved version; begin with what an input brings.

    Lessons take one card: of two, `transformers` would give each a half of the model and let them work in turn. Has to run
    before anything asks for the cards.

    Returns:
        Sentences that say where results live.
    """
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "0")
    if os.environ.get("COURSE_ARTIFACTS"):
        return "Results live where COURSE_ARTIFACTS says."
    results = root / "working" / FOLDER
    os.environ["COURSE_ARTIFACTS"] = str(results)
    kept = f"Results live in {results}: save a version (Save Version > Save & Run All) and Kaggle keeps them with it."
    if results.exists():
        return kept
    # Depending on its kind, an input lies one to three folders deep.
    inputs = root / "input"
    found = sorted({old for depth in ("*", "*/*", "*/*/*") for old in inputs.glob(f"{depth}/{FOLDER}")})
    for old in found:
        shutil.copytree(old, results, dirs_exist_ok=True)  # a copy: inputs cannot be written to
    if found:
        return f"{kept} They begin with those of the input {found[-1].relative_to(inputs).parent}."
    return f"{kept} For those of an earlier lesson: Add Input > Notebook Output, then run this cell in a new session."
