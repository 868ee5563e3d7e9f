"""The code is formatted and free of what the linter knows: ruff, with the settings of pyproject.toml."""

import subprocess
import sys

import pytest

from helpers import artifacts


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=lambda command: command[0])
def test_ruff_has_nothing_to_say(command):
    ruff = [sys.executable, "-m", "ruff", *command, "--no-cache", "--quiet", "."]
    done = subprocess.run(ruff, cwd=artifacts.repository(), capture_output=True, text=True)
    assert done.returncode == 0, f"run `ruff check --fix . && ruff format .`\n{done.stdout[-3000:]}{done.stderr[-1000:]}"
