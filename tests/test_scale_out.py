"""Lesson 03's script in several processes, a server under many questions, and data preparation that is measured."""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import bitsandbytes as bnb
import pandas as pd
import psutil
import pytest
import torch
from accelerate.commands.config.config_args import load_config_from_file
from openai import OpenAI
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file
from transformers import AutoModelForCausalLM, AutoTokenizer

import plots
from experiments import scale
from helpers import artifacts, data, inference, models, profiles, serving

ROOT = artifacts.repository()
SCRIPT = ROOT / "notebooks" / "scripts" / "03_sft_with_packing.py"
CONFIGS = ROOT / "notebooks" / "scripts" / "accelerate"
DRIVERS = ROOT / "tests" / "drivers"

# --- Several processes -----------------------------------------------------------------------------------------------


@dataclass
class Launcher:
    """Runs lesson 03's script on a few rows with a model of two layers, as a learner would from the command line."""

    home: Path

    def start(self, name: str, *command) -> subprocess.Popen:
        """The command, its results in the folder `name`; every file that it opens for writing is noted beside it."""
        environment = os.environ | {
            "COURSE_ARTIFACTS": str(self.home / name),
            "COURSE_CACHE": str(self.home / "cache"),
            "COURSE_DATA": str(self.home / "rows.jsonl"),
            "COURSE_PROFILE": "cpu",
            "HF_HUB_OFFLINE": "1",
            "MPLBACKEND": "Agg",
            "OMP_NUM_THREADS": "1",
            "TORCH_COMPILE_DISABLE": "1",  # half a minute that so few steps do not earn back
            "PYTHONPATH": os.pathsep.join([str(DRIVERS / "watch"), str(ROOT)]),
            "NOTED_WRITES": str(self.home / f"{name}-writes"),
        }
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, name: str, *command) -> str:
        """The same to its end; what it printed."""
        process = self.start(name, *command)
        output, _ = process.communicate(timeout=600)
        assert process.returncode == 0, output[-4_000:]
        return output

    def record(self, name: str) -> dict:
        return artifacts.read_json(self.home / name / "adapter" / "training.json")

    def weights(self, name: str) -> dict:
        return load_file(self.home / name / "adapter" / "adapter_model.safetensors")

    def writes(self, name: str, rank: int) -> set[str]:
        """Files below the results that a process opened for writing, or moved into place."""
        noted = (self.home / f"{name}-writes.{rank}").read_text().splitlines()
        return {line for line in noted if line.startswith(str(self.home / name))}


def accelerate(config: str, *script) -> list[str]:
    return [
        sys.executable,
        "-m",
        "accelerate.commands.launch",
        "--config_file",
        str(CONFIGS / f"{config}.yaml"),
        *map(str, script),
    ]


@pytest.fixture(scope="module")
def launcher(tmp_path_factory) -> Launcher:
    home = tmp_path_factory.mktemp("scale")
    tiny_model(home / "cache" / "gemma-3-270m", initializer_range=0.05)  # large enough for lesson 03 to see packed examples leak
    rows = artifacts.read_jsonl(ROOT / "data" / "train.jsonl")[:150]
    artifacts.write_jsonl(home / "rows.jsonl", rows)
    launcher = Launcher(home)
    launcher.run("one", sys.executable, DRIVERS / "accumulate.py", "2", SCRIPT)
    return launcher


def tiny_model(folder: Path, dtype: torch.dtype = torch.float32, **config) -> None:
    """The small model's tokenizer, and a random Llama of two layers under its name."""
    from transformers import LlamaConfig, LlamaForCausalLM

    models.load_tokenizer(profiles.PROFILES["cpu"]).save_pretrained(folder)
    torch.manual_seed(0)
    shape = {
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
    }
    ends = {"bos_token_id": 2, "eos_token_id": 106, "pad_token_id": 0}
    model = LlamaForCausalLM(LlamaConfig(vocab_size=262_144, tie_word_embeddings=True, **shape, **ends, **config))
    model.to(dtype).save_pretrained(folder)


@pytest.mark.slow
def test_two_processes_train_as_one_does_and_go_on_after_a_kill(launcher):
    """The script as `accelerate launch` runs it: half of the rows of each step a process, killed once."""
    command = accelerate("ddp", DRIVERS / "accumulate.py", "1", SCRIPT)
    kill_after_a_checkpoint(launcher, "ddp", command)
    output = launcher.run("ddp", *command)
    assert output.count("Going on from step") == 1  # said by one process
    same_training(launcher, "ddp")


@pytest.mark.slow
def test_weights_spread_over_two_processes_train_as_one_does_and_go_on_after_a_kill(launcher):
    """FSDP with NF4 weights, by the settings for GPUs, killed once; the driver makes accelerate shard on CPUs too."""
    command = accelerate("fsdp", DRIVERS / "fsdp_on_cpu.py", SCRIPT)
    kill_after_a_checkpoint(launcher, "fsdp", command)
    output = launcher.run("fsdp", *command)
    assert output.count("Going on from step") == 1
    spread, all_weights, quantized = map(
        int, re.search(r"(\d+) of (\d+) weights are spread, (\d+) of them in NF4", output).groups()
    )
    assert spread == all_weights and quantized == 14  # seven projections in each of two layers
    same_training(launcher, "fsdp")


def kill_after_a_checkpoint(launcher: Launcher, name: str, command: list) -> None:
    """Start the command, and kill it and its processes at once when the first checkpoint is complete."""
    process = launcher.start(name, *command)
    checkpoints = launcher.home / name / "checkpoints"
    while process.poll() is None and not list(checkpoints.glob("*/checkpoint-*/trainer_state.json")):
        time.sleep(0.02)
    assert process.poll() is None, f"it ended before its first checkpoint: {process.communicate()[0][-4_000:]}"
    launched = psutil.Process(process.pid)
    for each in [launched, *launched.children(recursive=True)]:
        each.kill()
    output, _ = process.communicate()
    assert not (launcher.home / name / "adapter").exists(), f"it had ended before it was killed: {output[-4_000:]}"


def same_training(launcher: Launcher, name: str) -> None:
    """One adapter, written by one process, after the losses of one process with the same rows in a step."""
    one, several = launcher.record("one"), launcher.record(name)
    assert several["steps"] == one["steps"] and len(one["steps"]) >= 10
    assert several["loss"] == pytest.approx(one["loss"], abs=0.01)
    assert several["settings"]["processes"] == 2 and several["settings"]["data"] == one["settings"]["data"]
    alone, shared = launcher.weights("one"), launcher.weights(name)
    assert alone.keys() == shared.keys()
    moved = [key for key in alone if "lora_B" in key]  # lora_B starts at zero: all of it is what training did
    apart = torch.cat([(alone[key] - shared[key]).float().flatten() for key in moved]).norm()
    assert apart < 0.1 * torch.cat([alone[key].float().flatten() for key in moved]).norm()
    assert not list((launcher.home / name / "checkpoints").glob("*/*"))
    first, second = launcher.writes(name, 0), launcher.writes(name, 1)
    assert str(launcher.home / name / "report.json") in first and any(".adapter.new" in file for file in first)
    assert not second, "only the first process writes"


def test_the_settings_are_what_accelerate_knows():
    ddp, fsdp = (load_config_from_file(str(CONFIGS / f"{name}.yaml")) for name in ("ddp", "fsdp"))
    assert ddp.distributed_type == "MULTI_GPU" and fsdp.distributed_type == "FSDP"
    assert fsdp.fsdp_config["fsdp_reshard_after_forward"] and ddp.num_processes == fsdp.num_processes == 2


def test_nf4_stored_as_numbers_is_nf4_stored_as_bytes():
    weight = torch.randn(128, 64, dtype=torch.bfloat16)
    layers = []
    for storage in (torch.uint8, torch.bfloat16):
        layer = bnb.nn.Linear4bit(64, 128, bias=False, compute_dtype=torch.bfloat16, quant_type="nf4", quant_storage=storage)
        layer.load_state_dict({"weight": weight})
        layers.append(layer.to("cpu"))
    as_bytes, as_numbers = (layer.weight.data.view(torch.uint8).flatten() for layer in layers)
    assert layers[1].weight.dtype == torch.bfloat16 and torch.equal(as_bytes, as_numbers)
    inputs = torch.randn(3, 64, dtype=torch.bfloat16, requires_grad=True)
    assert torch.equal(layers[0](inputs), layers[1](inputs))


def test_only_the_first_process_writes_the_report(monkeypatch):
    artifacts.record(first=1)
    monkeypatch.setenv("RANK", "1")
    assert artifacts.record(second=2) == {"first": 1, "second": 2}
    assert artifacts.read_json(artifacts.path("report.json")) == {"first": 1}


# --- A server under many questions -----------------------------------------------------------------------------------

ROWS = [{"id": str(number), "question": f"질문 {number}"} for number in range(20)]


def test_answers_are_kept_and_come_back_in_order(tmp_path):
    asked, lock = [], threading.Lock()

    def ask(row):
        with lock:
            asked.append(row["id"])
        time.sleep(0.001 * (20 - int(row["id"])))  # the last question is answered first
        return {"predicted": f"SELECT {row['id']}"}

    half = serving.answer_all(ROWS[:10], ask, tmp_path, n_jobs=4)
    whole = serving.answer_all(ROWS, ask, tmp_path, n_jobs=4)
    assert whole[:10] == half and [answer["predicted"] for answer in whole] == [f"SELECT {row['id']}" for row in ROWS]
    assert sorted(asked, key=int) == [row["id"] for row in ROWS], "a question was asked twice"
    changed = ROWS[0] | {"question": "다른 질문"}
    assert serving.answer_all([changed], lambda row: {"predicted": "another"}, tmp_path, n_jobs=1) == [{"predicted": "another"}]


def test_a_server_that_is_gone_is_one_sentence_and_loses_nothing(tmp_path):
    client = OpenAI(base_url="http://127.0.0.1:9/v1", api_key="none", max_retries=0)

    def ask(row):
        if int(row["id"]) < 5:
            return {"predicted": "SELECT 1"}
        return client.chat.completions.create(model="m", messages=[{"role": "user", "content": "?"}]).model_dump()

    with pytest.raises(artifacts.CourseError, match="The server does not answer.* 5 answers are kept"):
        serving.answer_all(ROWS, ask, tmp_path, n_jobs=1)
    assert len(list(tmp_path.glob("*.json"))) == 5


def test_another_error_is_not_dressed_up(tmp_path):
    with pytest.raises(ZeroDivisionError):
        serving.answer_all(ROWS, lambda row: {"predicted": 1 / 0}, tmp_path, n_jobs=3)


BATCHING = ("--continuous-batching", "--cb-num-blocks", "64", "--cb-block-size", "32")


def questions() -> list[dict]:
    return [data.renamed(row) for row in artifacts.read_jsonl(ROOT / "data" / "test_seen.jsonl")[:8]]


def alone(model, tokenizer, row: dict) -> dict:
    """The answer of a model that has the question to itself."""
    batch = tokenizer(inference.prompt(tokenizer, row), return_tensors="pt", add_special_tokens=False)
    written = model.generate(**batch, max_new_tokens=12, do_sample=False)[0, batch["input_ids"].shape[1] :]
    return {"predicted": tokenizer.decode(written, skip_special_tokens=True)}


def served(folder: Path, options: tuple, answers: Path, times: int) -> list[list[dict]]:
    """The answers of a server, all questions in flight at once; several times over, so that prefixes are shared."""

    def ask(row: dict) -> dict:
        reply = client.chat.completions.create(
            model=str(folder), messages=data.messages(row, answer=False), temperature=0, max_tokens=12
        )
        return {"predicted": reply.choices[0].message.content}

    with serving.transformers_serve(str(folder), *options) as url:
        client = OpenAI(base_url=url, api_key="none", timeout=300)
        return [serving.answer_all(questions(), ask, answers / str(turn), n_jobs=8) for turn in range(times)]


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), BATCHING], ids=len)
def test_a_server_answers_as_the_model_does_alone(options, tmp_path):
    """In float32, where rounding tips no tie."""
    tiny_model(tmp_path / "model", torch.float32, initializer_range=0.5)  # large enough for the question to matter
    model = AutoModelForCausalLM.from_pretrained(tmp_path / "model")
    expected = [alone(model, AutoTokenizer.from_pretrained(tmp_path / "model"), row) for row in questions()]
    assert served(tmp_path / "model", options, tmp_path, times=2) == [expected, expected]
    assert len({answer["predicted"] for answer in expected}) > 1


@pytest.mark.slow
def test_a_base_in_four_bits_is_served_with_its_adapter(tmp_path, monkeypatch):
    """What lesson 09 serves on a T4: the base as it was trained, the adapter beside it."""
    tiny_model(tmp_path / "gemma-3-270m", torch.float32, initializer_range=0.5)
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    t4 = replace(profiles.PROFILES["t4"], model_id=profiles.SMALL, dtype="float32")
    base = models.load_base(t4, models.nf4(t4))
    lora = LoraConfig(r=4, target_modules=models.PROJECTIONS, init_lora_weights=False, task_type="CAUSAL_LM")
    get_peft_model(base, lora).save_pretrained(tmp_path / "adapter")
    tokenizer = models.load_tokenizer(t4)
    models.save(models.merge(tmp_path / "adapter", t4), tokenizer, tmp_path / "model")
    tuned = models.merge(tmp_path / "adapter", t4)
    expected = [alone(tuned, tokenizer, row) for row in questions()]
    with tuned.disable_adapter():
        assert alone(tuned, tokenizer, questions()[0]) != expected[0], "the adapter changes nothing"
    assert served(tmp_path / "model", BATCHING, tmp_path, times=1) == [expected]


# --- Data preparation ------------------------------------------------------------------------------------------------


def test_repeated_rows_are_whole_rows_with_ids_of_their_own(tmp_path):
    scale.write_rows(tmp_path / "rows.jsonl", 6_000)
    rows = artifacts.read_jsonl(tmp_path / "rows.jsonl")
    shipped = artifacts.read_jsonl(ROOT / "data" / "train.jsonl")
    assert len({row["id"] for row in rows}) == len(rows) == 6_000 > len(shipped)
    assert rows[len(shipped)] | {"id": ""} == shipped[0] | {"id": ""}


class Letters:
    """A tokenizer for which every letter is a token."""

    def apply_chat_template(self, messages: list[dict], tokenize: bool) -> str:
        return "|".join(message["content"] for message in messages)

    def __call__(self, texts: list[str], add_special_tokens: bool) -> dict[str, list]:
        return {"input_ids": [list(map(ord, text)) for text in texts]}


def test_rows_as_they_lie_on_the_disk_become_whole_chats(tmp_path):
    scale.write_rows(tmp_path / "rows.jsonl", 3)
    rows = artifacts.read_jsonl(tmp_path / "rows.jsonl")
    found = scale.tokenize({column: [row[column] for row in rows] for column in rows[0]}, Letters())
    for row, ids, length in zip(rows, found["input_ids"], found["length"], strict=True):
        text = "".join(map(chr, ids))
        assert length == len(text) and text == f"{data.SYSTEM_PROMPT}\n\n{row['input']}|{row['ko_instruction']}|{row['response']}"


@pytest.mark.slow
def test_every_way_finds_the_same_tokens():
    tokenizer = models.base_folder(profiles.PROFILES["cpu"])
    found = [scale.measure(way, 200, tokenizer, 2 if way == scale.ARROW else 1) for way in scale.WAYS]
    assert len({each["tokens"] for each in found}) == 1 and found[0]["tokens"] > 200 * 50
    assert all(each["seconds"] > 0 and each["peak_mb"] > 50 for each in found)


def test_what_was_recorded_is_a_whole_measurement():
    rows = artifacts.read_jsonl(scale.RECORDED)
    assert {(row["way"], row["rows"]) for row in rows} == {(way, size) for way in scale.WAYS for size in scale.SIZES}
    for size in scale.SIZES:
        assert len({row["tokens"] for row in rows if row["rows"] == size}) == 1
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]) and "cores" in row["machine"] for row in rows)


# --- Figures ---------------------------------------------------------------------------------------------------------


def test_throughput_draws_a_line_a_server():
    (axes,) = plots.throughput({"in turn": {1: 1.0, 8: 1.1}, "batching": {1: 1.0, 4: 2.0, 8: 3.0}}).axes
    assert [line.get_ydata().tolist() for line in axes.lines] == [[1.0, 1.1], [1.0, 2.0, 3.0]]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "4", "8"]
    (axes,) = plots.throughput({"here": {1: 1.0, 8: 2.0}}, {"there": {1: 2.0, 16: 9.0}}).axes
    assert [(line.get_label(), line.get_linestyle()) for line in axes.lines] == [("here", "-"), ("there", "--")]
    assert axes.get_xticklabels()[-1].get_text() == "16"


def test_preparation_draws_seconds_and_memory_of_each_way():
    recorded = pd.DataFrame(artifacts.read_jsonl(scale.RECORDED))
    seconds, memory = plots.preparation(recorded).axes
    assert [line.get_label() for line in seconds.lines] == list(scale.WAYS)
    largest = recorded[recorded["rows"] == max(scale.SIZES)].set_index("way")
    assert [line.get_ydata()[-1] for line in memory.lines] == [largest.loc[way, "peak_mb"] / 1000 for way in scale.WAYS]
