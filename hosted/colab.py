"""Google Colab: the store of secrets, and Google Drive for results."""

import os
from pathlib import Path

NAME = "Colab"
RESTART = "Runtime > Restart session"
RENEW = "Runtime > Disconnect and delete runtime"


def secret(name: str) -> str:
    """A secret of the reader (the key symbol on the left). Raises what Colab raises where there is none."""
    from google.colab import userdata

    return userdata.get(name)


def keep_results() -> str:
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
