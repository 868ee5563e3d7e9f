"""One profile a machine, chosen by what the card can do and has free, and a clear sentence about it."""

from types import SimpleNamespace

import pytest
import torch

from helpers import profiles
from helpers.artifacts import CourseError


@pytest.fixture(autouse=True)
def no_wish(monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)


@pytest.fixture
def card(monkeypatch):
    """Make torch see a card: memory in GB, all of it free unless told otherwise."""

    def install(memory: float, bf16: bool, free: float | None = None, held: float = 0.0):
        properties = SimpleNamespace(name="Card X", total_memory=int(memory * 1e9))
        monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
        monkeypatch.setattr(torch.cuda, "get_device_properties", lambda device: properties)
        monkeypatch.setattr(
            torch.cuda, "mem_get_info", lambda device: (int((memory if free is None else free) * 1e9), properties.total_memory)
        )
        monkeypatch.setattr(torch.cuda, "memory_reserved", lambda device: int(held * 1e9))
        # An old card can do bf16 slowly: torch says so unless it is asked to leave emulation out.
        monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: bf16 or including_emulation)
        monkeypatch.setattr(profiles, "flash_attention", lambda: False)

    return install


@pytest.fixture
def no_card(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


@pytest.mark.parametrize(
    "memory, bf16, expected",
    [
        (15.8, False, "t4"),
        (32.0, False, "t4"),
        (15.9, True, "t4"),
        (24.0, True, "gpu24"),
        (47.0, True, "gpu24"),
        (80.0, True, "gpu80"),
        (8.0, True, "cpu"),
    ],
)
def test_profile_follows_the_card(card, memory, bf16, expected):
    card(memory, bf16)
    assert profiles.detect().name == expected
    assert profiles.explain().startswith(expected) and "Card X" in profiles.explain()
    assert ("no bfloat16" in profiles.explain()) is not bf16


@pytest.mark.parametrize(
    "total, free, expected",
    [(80, 79, "gpu80"), (80, 25, "gpu24"), (80, 15, "gpu24"), (80, 10, "t4"), (24, 10, "t4"), (24, 3, "cpu")],
)
def test_a_taken_card_means_a_smaller_profile_and_says_so(card, capsys, total, free, expected):
    card(total, True, free=free)
    assert profiles.detect().name == expected
    said = capsys.readouterr().out
    if free < total - 1:
        assert said.startswith(f"{expected} instead of ") and f"only {free}.0 GB are free" in said and "shut down" in said
        assert said.count("\n") == 1 + ("answer in NF4" in said)
    else:
        assert said == ""


def test_the_choice_does_not_depend_on_the_order_of_the_table(card, monkeypatch, capsys):
    monkeypatch.setattr(profiles, "NEEDED", dict(sorted(profiles.NEEDED.items(), key=lambda item: -item[1])))
    card(80, True, free=15)
    assert profiles.detect().name == "gpu24", capsys.readouterr().out


@pytest.mark.parametrize(
    "total, free, dense", [(24, 23.5, True), (24, 15, False), (80, 79, True), (80, 30, False), (15.8, 15, False)]
)
def test_the_base_answers_in_nf4_where_dense_weights_have_no_room(card, capsys, total, free, dense):
    card(total, total > 20, free=free)
    assert profiles.detect().dense is dense
    assert ("answer in NF4" in capsys.readouterr().out) is (not dense and total > 20)


def test_what_this_process_holds_counts_as_free(card, capsys):
    """A cell that is run again while the model is loaded gets the same profile."""
    card(24, True, free=6, held=17)
    assert profiles.detect().name == "gpu24" and capsys.readouterr().out == ""


def test_no_card_means_cpu(no_card):
    assert profiles.detect().name == "cpu" and "no CUDA GPU" in profiles.explain()


def test_the_environment_overrides(card, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROFILE", "gpu24")
    card(80, True)
    assert profiles.detect().name == "gpu24" and "COURSE_PROFILE" in profiles.explain() and capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "wish, given, doubt", [("gpu24", (15.8, False), "no bfloat16"), ("gpu80", (24, True, 12), "run out of memory")]
)
def test_a_doubtful_wish_is_granted_with_a_warning(card, monkeypatch, capsys, wish, given, doubt):
    monkeypatch.setenv("COURSE_PROFILE", wish)
    card(*given)
    assert profiles.detect().name == wish and doubt in capsys.readouterr().out


@pytest.mark.parametrize("act", [profiles.detect, profiles.explain])
def test_a_gpu_profile_without_a_gpu_is_refused(no_card, monkeypatch, act):
    monkeypatch.setenv("COURSE_PROFILE", "gpu80")
    with pytest.raises(CourseError, match="no CUDA GPU"):
        act()


def test_an_unknown_name_lists_the_known_ones(monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "tpu")
    with pytest.raises(CourseError, match="cpu, t4, gpu24, gpu80"):
        profiles.detect()


@pytest.mark.parametrize("memory, bf16, attention", [(15.8, False, "sdpa"), (24, True, "flash_attention_2")])
def test_flash_attention_is_used_where_it_is_installed_and_the_card_can(card, monkeypatch, memory, bf16, attention):
    card(memory, bf16)
    monkeypatch.setattr(profiles, "flash_attention", lambda: True)
    profile = profiles.detect()
    assert profile.attention == attention and profile.dtype == ("bfloat16" if bf16 else "float16")


def test_flash_attention_is_not_required():
    assert all(profile.attention == "sdpa" for profile in profiles.PROFILES.values())
