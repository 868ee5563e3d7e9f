"""The page of `demo` as a Space: a repository on the Hub whose files the Hub runs."""

from importlib.metadata import version
from pathlib import Path

import yaml
from huggingface_hub import HfApi
from jinja2 import Template

from helpers import artifacts
from helpers.profiles import Profile
from hub import model_files, publishing
from hub.publishing import TAG, Published

ROOMS = ("demo", "helpers", "hub", "sqlscore", "standins")  # the code that the page needs
DATA = ("data/databases/*.sql", "data/test_natural.jsonl", "helpers/messages.ko.json")
PAGES = "https://huggingface.co/spaces"
APP = '''"""Start the page. The model is private? Then the Space needs a secret HF_TOKEN that may read it."""

import os

os.environ.setdefault("COURSE_ADAPTER", "{model}")
os.environ.setdefault("COURSE_PROFILE", "{profile}")

from demo import asking, page

# Visitors may not name files: here they would be the server's.
page.launch(page.build(asking.load(), own_files=False), quiet=False)
'''


def contents(model: str, profile: Profile, notice: str = "") -> dict[str, Path | bytes]:
    """The files of the Space by name: its card, the program that is started, what it needs, and the databases.

    Args:
        model: repository of the adapter, `user/name`.
        profile: that the adapter was trained with.
        notice: what the base model's licence wants said.
    """
    root = artifacts.repository()
    found = {file.relative_to(root).as_posix(): file for room in ROOMS for file in sorted((root / room).rglob("*.py"))}
    found |= {file.relative_to(root).as_posix(): file for pattern in DATA for file in sorted(root.glob(pattern))}
    head = {
        "title": "Korean text-to-SQL",
        "sdk": "gradio",
        "sdk_version": version("gradio"),
        "python_version": "3.12",
        "app_file": "app.py",
        "license": "mit",
        "models": [model],
        "tags": [TAG],
    }
    card = Template((root / "hub" / "space.md").read_text(encoding="utf-8"))
    written = yaml.safe_dump(head, sort_keys=False).strip()
    texts = {
        "README.md": card.render(head=written, title=head["title"], model=model, notice=notice),
        "app.py": APP.format(model=model, profile=profile.name),
        "requirements.txt": requirements(),
    }
    found |= {name: text.encode() for name, text in texts.items()}
    model_files.refuse_secrets(found)
    return found


def requirements() -> str:
    """The packages of the lessons (not those of Jupyter and the tests), with the versions that the course pins."""
    root = artifacts.repository()
    pins = dict(line.split("==") for line in (root / "constraints.txt").read_text().splitlines() if "==" in line)
    names = {name.lower().replace("_", "-"): f"{name}=={pin}" for name, pin in pins.items()}
    needed, _, _ = (root / "requirements.txt").read_text().partition(artifacts.JUPYTER)
    return "".join(f"{names[line.split('>')[0].lower().replace('_', '-')]}\n" for line in needed.splitlines())


def publish(model: str, profile: Profile, notice: str = "", private: bool | None = None, api: HfApi | None = None) -> Published:
    """Put the page into a Space with the model's name, and note it, so that the model card links to it.

    Raises:
        CourseError: the token, the name or the network does not allow it; the message says what to do.
    """
    message = "Publish the page"
    published = publishing.send(contents(model, profile, notice), message, model, private, api, kind="space")
    artifacts.write_json(artifacts.path("space.json"), {"model": model})
    return published


def address(model: str) -> str:
    """Where the model's page is on the Hub; "" if none was published."""
    note = artifacts.path("space.json")
    return f"{PAGES}/{model}" if note.exists() and artifacts.read_json(note)["model"] == model else ""
