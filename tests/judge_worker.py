"""One run of the judge in a process of its own, for tests that kill it: `judge_worker.py ITEMS URL N_JOBS`."""

import sys
from pathlib import Path

from openai import OpenAI

import judge
from helpers import artifacts
from standins.judge_server import MODEL

PROMPT = """Reply in JSON.
<schema>
$schema
</schema>
<gold>
$gold
</gold>
<predicted>
$predicted
</predicted>
$question"""

if __name__ == "__main__":
    items, url, n_jobs = sys.argv[1:]
    client = OpenAI(base_url=url + "/v1", api_key="test", max_retries=8, timeout=30)
    frame, bill = judge.judge_all(artifacts.read_jsonl(Path(items)), client, PROMPT, MODEL, n_jobs=int(n_jobs), attempts=6)
    artifacts.write_jsonl(artifacts.path("frame.jsonl"), frame.astype(object).where(frame.notna(), None).to_dict("records"))
    print(bill)
