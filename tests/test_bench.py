"""The benchmark's surroundings: a neighbour that really works and goes away, and what memory has no room for."""

import dataclasses
import os
import time

import psutil
import pytest

from helpers import profiles
from tools import bench, results

CPU = profiles.PROFILES["cpu"]


def neighbours() -> list[psutil.Process]:
    """The programs of `bench.busy` that run for this process."""
    wanted = [bench.BUSY, str(os.getpid())]
    running = (program for program in psutil.process_iter(["cmdline", "status"]) if program.info["status"] != psutil.STATUS_ZOMBIE)
    return [program for program in running if (program.info["cmdline"] or [])[2:] == wanted]


def test_a_neighbour_keeps_a_core_busy_and_goes_away():
    with bench.busy(1):
        (neighbour,) = neighbours()
        neighbour.cpu_percent()
        time.sleep(1)
        assert neighbour.cpu_percent() > 25
        assert neighbour not in psutil.Process().children()
    time.sleep(0.5)
    assert not neighbours()
    with pytest.raises(KeyError), bench.busy(2):
        raise KeyError
    time.sleep(0.5)
    assert not neighbours(), "left behind by an error"


def test_a_neighbour_is_all_that_differs_between_the_courses_two_ways():
    alone, beside, *_ = bench.ways(CPU)
    assert dataclasses.replace(beside, name=alone.name, neighbours=0) == alone and beside.neighbours == 1


@pytest.mark.slow
def test_logits_that_are_saved_need_no_room():
    needed = {way.name: bench.logits_memory(way, CPU) for way in bench.ways(CPU)}
    assert needed["the course"] == 0
    assert needed["the book's settings"] == pytest.approx(3 * 4 * 7_994 * 262_144 / 1e9)


def test_what_had_no_room_is_said_in_the_table(monkeypatch):
    measured = results.artifacts.read_json(results.artifacts.repository() / "data" / "bench.json")
    monkeypatch.setattr(results.artifacts, "read_json", lambda file: measured | {"logits_too_large": {"the large way": 25.1}})
    (line,) = [line for line in results.bench_table().splitlines() if "the large way" in line]
    assert "no room" in line and "25.1 GB of logits" in line
