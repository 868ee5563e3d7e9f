"""How close the judge comes to the ideal time: `python tests/bench_judge.py [ITEMS] [N_JOBS] [SECONDS_A_REPLY]`.

The ideal is items / n_jobs x seconds; the server answers after a fixed delay, in a process of its own.
"""

import sys
import tempfile
import time
from multiprocessing import Pipe, get_context
from pathlib import Path

from faults import Faults
from judge_worker import PROMPT
from openai import OpenAI

from judge import judge_all
from standins import judge_server as standin


def answer(seconds: float, pipe) -> None:
    """Serve until the other end of the pipe says something."""
    with standin.serve(lambda *_: True, Faults(delay=seconds)) as server:
        pipe.send(server.url)
        pipe.recv()


def main(count: int = 1_500, n_jobs: int = 40, seconds: float = 1.0) -> float:
    """Seconds taken over seconds needed."""
    items = [
        {"id": n, "question": f"{n}", "schema": "s" * 500, "gold": f"SELECT {n}", "predicted": f"select {n}"} for n in range(count)
    ]
    ours, theirs = Pipe()
    process = get_context("spawn").Process(target=answer, args=(seconds, theirs), daemon=True)
    process.start()
    if not ours.poll(60):
        raise SystemExit("The stand-in judge did not start.")
    client = OpenAI(base_url=ours.recv() + "/v1", api_key="none", max_retries=8, timeout=60)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        frame, bill = judge_all(items, client, PROMPT, standin.MODEL, n_jobs=n_jobs, folder=Path(folder))
        taken = time.perf_counter() - start
    ours.send("stop")
    process.join()
    assert bill.calls == count and frame["answer"].notna().all()
    ideal = count / n_jobs * seconds
    print(
        f"{count:,} items, {n_jobs} at a time, {seconds:g} s a reply: {taken:.1f} s, {taken / ideal:.3f} x the ideal {ideal:.1f} s"
    )
    return taken / ideal


if __name__ == "__main__":
    main(*[kind(text) for kind, text in zip((int, int, float), sys.argv[1:])])
