"""What a lesson's first cell does on Google Colab once the course is fetched; nobody calls it anywhere else.

Nothing is installed yet when this runs, so it takes only the standard library and `artifacts`.
"""

import os
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from helpers import artifacts
from helpers.artifacts import CourseError

# Colab builds these for its driver and for each other, and some are loaded already: they stay as they are.
KEPT = ("torch", "torchvision", "torchaudio", "numpy", "pandas")
JUPYTER = "# Jupyter and tests"  # from this line of requirements.txt on, nothing is needed on Colab
# Read from Colab's own store (the key symbol on the left), each after a click of the reader.
SECRETS = (
    "HF_TOKEN",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "COURSE_ADAPTER",
    "COURSE_DATA",
    "COURSE_DTYPE",
    "COURSE_HUB_NAME",
    "COURSE_JUDGE_MODEL",
    "COURSE_MINUTES",
    "COURSE_PROFILE",
    "COURSE_SERVER",
)


def prepare() -> None:
    """Make a fresh Colab machine ready for any lesson. Running it again changes nothing.

    Raises:
        CourseError: what the course needs cannot be installed beside Colab's torch.
    """
    install(artifacts.repository() / "requirements.txt")
    take_secrets()
    print(keep_on_drive())


def install(requirements: Path) -> None:
    """Install what is missing of the lessons' part of `requirements`; the packages in `KEPT` are not replaced.

    Raises:
        CourseError: pip found no way to do that, or no network.
    """
    lessons, _, _ = requirements.read_text(encoding="utf-8").partition(JUPYTER)
    kept = [f"{name}=={version}" for name in KEPT if (version := _installed(name))]
    with tempfile.TemporaryDirectory() as folder:
        needed, pins = Path(folder, "needed.txt"), Path(folder, "pins.txt")
        needed.write_text(lessons, encoding="utf-8")
        pins.write_text("\n".join(kept), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "-r", str(needed), "-c", str(pins)]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.startswith("ERROR:")), "ERROR: pip failed")
        raise CourseError(
            f"Colab's {', '.join(kept)} and the course do not go together ({reason[7:]}): choose "
            "Runtime > Disconnect and delete runtime, then run this cell again."
        )


def take_secrets() -> None:
    """Put the reader's Colab secrets that the course knows into the environment; what is set there already stays."""
    from google.colab import userdata

    for name in SECRETS:
        if os.environ.get(name):
            continue
        try:
            os.environ[name] = userdata.get(name).strip()  # pasted with a line break, it would be refused as a header
        except Exception:  # there is none, the reader has said no, or nobody is there to be asked
            continue


def keep_on_drive() -> str:
    """Let results live on the reader's Google Drive, if Colab's own question about that is answered with yes.

    Returns:
        A sentence that says where results live.
    """
    if os.environ.get("COURSE_ARTIFACTS"):
        return "Results live where COURSE_ARTIFACTS says."
    from google.colab import drive

    mount = Path.home() / "drive"
    try:
        drive.mount(str(mount))
    except Exception as refusal:  # of several kinds, depending on where the reader said no
        return f"No Google Drive ({type(refusal).__name__}): results live on this machine and are lost when it goes."
    os.environ["COURSE_ARTIFACTS"] = str(mount / "MyDrive" / "korean-text2sql-course")
    return "Results live on your Google Drive, in the folder korean-text2sql-course: the next machine finds them there."


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
