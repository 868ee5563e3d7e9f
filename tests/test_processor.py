"""The number type follows from what the processor does, and from what the learner wishes."""

import ctypes
import os
import subprocess
import sys

import pytest

from helpers import machine, profiles
from helpers.artifacts import CourseError
from helpers.machine import Processor

KINDS = [(Processor(105, 742, "AVX512"), "bf16", "bfloat16"), (Processor(172, 47, "AVX512"), "avx512", "float32"),
         (Processor(63, 0.2, "AVX2"), "avx2", "float32"), (Processor(90, 12, "DEFAULT"), "avx2", "float32"),
         (Processor(90, 300, "DEFAULT"), "bf16", "bfloat16")]  # fmt: skip


@pytest.fixture(autouse=True)
def no_wish(monkeypatch):
    monkeypatch.delenv("COURSE_DTYPE", raising=False)
    monkeypatch.delenv("COURSE_MINUTES", raising=False)


@pytest.mark.parametrize("found, kind, dtype", KINDS)
def test_the_faster_type_is_taken(monkeypatch, found, kind, dtype):
    monkeypatch.setattr(machine, "processor", lambda: found)
    profile = profiles.on_this_processor(profiles.PROFILES["cpu"])
    assert (profile.kind, profile.dtype) == (kind, dtype)
    assert kind in str(found) and dtype in str(found) and f"{found.float32:.0f}" in str(found)


@pytest.mark.parametrize("wish", ["float32", "bfloat16"])
def test_a_wish_overrides_the_type_and_not_the_kind(monkeypatch, wish):
    monkeypatch.setenv("COURSE_DTYPE", wish)
    for found, kind, _ in KINDS:
        assert (found.dtype, found.kind) == (wish, kind) and "COURSE_DTYPE says so" in str(found)


@pytest.mark.parametrize(
    "name, value", [("COURSE_DTYPE", "float16"), ("COURSE_MINUTES", "ten"), ("COURSE_MINUTES", "0"), ("COURSE_MINUTES", "inf")]
)
def test_a_wish_that_is_none_is_one_sentence(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(CourseError, match=f"{name}='{value}'.*unset it"):
        profiles.on_this_processor(profiles.PROFILES["cpu"])


def test_more_minutes_on_demand(monkeypatch):
    monkeypatch.setenv("COURSE_MINUTES", "22.5")
    assert profiles.on_this_processor(profiles.PROFILES["cpu"]).minutes == 22.5


def test_this_processor_is_measured_once():
    found = machine.processor()
    assert found.float32 > 1 and found.bfloat16 > 0 and machine.processor() is found


def test_slower_kinds_do_less_and_never_other_things():
    less = [profiles.PROFILES["cpu"].test_rows, *(profiles.KINDS[kind]["test_rows"] for kind in ("avx512", "avx2"))]
    assert less == sorted(less, reverse=True)
    allowed = {"test_rows", "base_rows", "trial_rows", "served_rows", "compiled", "minutes"}
    assert all(set(changes) <= allowed for changes in profiles.KINDS.values())


def of_a_new_process(code: str, **variables) -> str:
    """What a new Python prints, in this environment and `variables`."""
    environment = {name: value for name, value in os.environ.items() if name != "OMP_WAIT_POLICY"} | variables
    return subprocess.run([sys.executable, "-c", code], env=environment, text=True, capture_output=True, check=True).stdout.strip()


def test_waiting_threads_sleep_unless_the_reader_says_otherwise():
    code = "import helpers, os; print(os.environ['OMP_WAIT_POLICY'])"
    assert of_a_new_process(code) == "PASSIVE"
    assert of_a_new_process(code, OMP_WAIT_POLICY="ACTIVE") == "ACTIVE"


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallopt"), reason="the C library is not glibc")
def test_memory_that_was_freed_is_used_again_and_given_back_when_asked():
    faults, kept, given_back = map(
        int,
        of_a_new_process("""
import helpers, psutil, resource, torch
from helpers import models
size = 50_000_000
torch.zeros(size)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
torch.zeros(size - 1_000)  # a little less: small things may have come to lie at the edge
after = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
held = psutil.Process().memory_info().rss
models.free_memory()
print(after - before, held, psutil.Process().memory_info().rss)
""").split(),
    )
    assert faults < 5_000, "the pages of 200 MB were asked for anew"
    assert kept - given_back > 150e6
