"""One profile a machine, and a clear sentence for a name that is none."""

import pytest

from helpers import profiles
from helpers.artifacts import CourseError


def card(memory, bf16):
    return lambda: {"name": "card", "memory": memory, "bf16": bf16}


@pytest.mark.parametrize(
    "memory, bf16, expected",
    [(15.8, False, "t4"), (32.0, False, "t4"), (15.9, True, "t4"), (24.0, True, "gpu24"), (47.0, True, "gpu24"),
     (80.0, True, "gpu80")],
)
def test_profile_follows_the_card(monkeypatch, memory, bf16, expected):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    monkeypatch.setattr(profiles, "gpu", card(memory, bf16))
    assert profiles.detect().name == expected


def test_no_card_means_cpu(monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    monkeypatch.setattr(profiles, "gpu", lambda: None)
    assert profiles.detect().name == "cpu"


def test_the_environment_overrides(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "gpu24")
    monkeypatch.setattr(profiles, "gpu", card(80.0, True))
    assert profiles.detect().name == "gpu24"


def test_a_gpu_profile_without_a_gpu_is_refused(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "gpu80")
    monkeypatch.setattr(profiles, "gpu", lambda: None)
    with pytest.raises(CourseError, match="no CUDA GPU"):
        profiles.detect()


def test_an_unknown_name_lists_the_known_ones(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "tpu")
    with pytest.raises(CourseError, match="cpu, t4, gpu24, gpu80"):
        profiles.detect()


def test_t4_never_computes_in_bfloat16(monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)
    monkeypatch.setattr(profiles, "gpu", card(15.8, False))
    profile = profiles.detect()
    assert profile.dtype == "float16" and profile.attention == "sdpa"
