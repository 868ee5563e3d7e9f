"""1,500 items at 40 at a time from a server that misbehaves, killed twice on the way: nothing lost, nothing paid twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults import judge_faults

from helpers import artifacts
from standins import judge_server as standin

WORKER = Path(__file__).with_name("judge_worker.py")
COUNT, JOBS = 1_500, 40
FAULTS = {"429": 0.10, "500": 0.05, "cut": 0.02, "broken": 0.01, "truncated": 0.01}


def right(schema, gold, predicted):
    return int(gold.split()[-1]) % 3 == 0


def start(items, server):
    return subprocess.Popen([sys.executable, WORKER, items, server.url, str(JOBS)], stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_killed_twice_and_resumed_under_faults(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path))
    items = tmp_path / "items.jsonl"
    row = lambda n: {"id": n, "question": f"{n}", "schema": "s", "gold": f"SELECT {n}", "predicted": f"select  {n}"}
    artifacts.write_jsonl(items, map(row, range(COUNT)))
    with standin.serve(right, judge_faults(rates=FAULTS, delay=0.02)) as server:
        answered = server.faults.passed
        for share in (1 / 3, 2 / 3):
            process = start(items, server)
            while len(answered) < share * COUNT and process.poll() is None:
                time.sleep(0.01)
            assert process.poll() is None
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        assert start(items, server).wait() == 0
    frame = artifacts.read_jsonl(tmp_path / "frame.jsonl")
    assert [(item["id"], item["answer"]) for item in frame] == [(n, int(n % 3 == 0)) for n in range(COUNT)]
    assert len(answered) == COUNT
    assert sum(answered.values()) - COUNT <= 2 * JOBS  # what the two kills caught in flight
    assert max(answered.values()) <= 3
    assert all(server.faults.seen[fault] > 10 for fault in FAULTS)
    print("answered twice:", sum(answered.values()) - COUNT)
