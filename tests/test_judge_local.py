"""A real server with a real model: `transformers serve` on loopback with the course's own."""

import pytest
from judge_worker import PROMPT
from openai import OpenAI

from helpers import machine, models, profiles
from helpers.artifacts import CourseError
from helpers.serving import transformers_serve
from judge import judge_all, known_pairs

ROW = {
    "id": "1",
    "question": "서울 지점은 모두 몇 곳인가요?",
    "schema": "CREATE TABLE branch (id INTEGER, city TEXT)",
    "gold": "SELECT COUNT(*) FROM branch WHERE city = '서울' AND id > 3",
}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_judge_all_against_transformers_serve(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-planted")
    model = models.base_folder(profiles.PROFILES["cpu"])
    pairs = known_pairs([ROW], 2)
    with transformers_serve(model, "--dtype", machine.processor().dtype) as url:
        client = OpenAI(base_url=url, api_key="none", timeout=300)
        frame, bill = judge_all(pairs, client, PROMPT, model, n_jobs=2, attempts=1, temperature=0, max_completion_tokens=8)
    assert bill.calls == 2 and bill.input_tokens > 100 and bill.output_tokens == 16
    assert set(frame["source"]) <= {"judge", "unreadable"}  # too few tokens for a verdict: unreadable, not wrong
    assert frame["answer"].isna().all()
    assert len(list(tmp_path.rglob("replies/gemma-3-270m/*.json"))) == 2
    log = (tmp_path / "serving" / "transformers-serve.log").read_text()
    assert log.count('POST /v1/chat/completions HTTP/1.1" 200') == 2 and "sk-planted" not in log


def test_a_server_that_cannot_start_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path))
    with pytest.raises(CourseError, match="was not ready within 0 s"), transformers_serve(str(tmp_path), patience=0):
        pass
