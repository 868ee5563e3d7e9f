"""What a lesson's first cell does on Google Colab and on Kaggle once the course is fetched; nobody calls it anywhere else.

Nothing is installed yet when this runs, so it takes only the standard library and `helpers.artifacts`.
"""

import os
from types import ModuleType

from helpers import artifacts
from hosted import colab, kaggle, packages

# Read from the site's own store, each only where the reader has allowed it.
SECRETS = (
    "HF_TOKEN",
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "COURSE_ADAPTER",
    "COURSE_DATA",
    "COURSE_DTYPE",
    "COURSE_HUB_NAME",
    "COURSE_JUDGE_MODEL",
    "COURSE_LANG",
    "COURSE_MINUTES",
    "COURSE_PROFILE",
    "COURSE_SERVER",
)


def prepare() -> None:
    """Make a fresh machine of Colab or Kaggle ready for any lesson. Running it again changes nothing.

    Raises:
        CourseError: what the course needs cannot be installed there, or the kernel has to be restarted once.
    """
    site = kaggle if kaggle.is_here() else colab
    packages.install(artifacts.repository() / "requirements.txt", site)
    take_secrets(site)
    print(site.keep_results())


def take_secrets(site: ModuleType) -> None:
    """Put the reader's secrets that the course knows into the environment; what is set there already stays.

    Args:
        site: `colab` or `kaggle`.
    """
    for name in SECRETS:
        if os.environ.get(name):
            continue
        try:
            os.environ[name] = site.secret(name).strip()  # pasted with a line break, it would be refused as a header
        except Exception:  # there is none, the reader has said no, or nobody is there to be asked
            continue
