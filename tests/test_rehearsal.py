"""What the GPU profiles do where there is no GPU: which card gets which profile, and the lessons, rehearsed on a tiny Llama 3."""

import ast
import io
import os
import subprocess
import sys

import pytest
from IPython.core.interactiveshell import InteractiveShell
from jupytext import read
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from helpers import artifacts, data, inference, models, own_rows, profiles
from tools import kernels, results
from tools.rehearsal import cards, hub_rows, pretence, stage, tiny_llama

# --- Which card gets which profile ----------------------------------------------------------------------------------------

HALF_TAKEN = cards.Card("NVIDIA A100-SXM4-80GB", 81_050, (8, 0), taken=55_000)
FULL = cards.Card("NVIDIA H100 80GB HBM3", 81_090, (9, 0), taken=79_000)


@pytest.fixture
def no_wish(monkeypatch):
    monkeypatch.delenv("COURSE_PROFILE", raising=False)


@pytest.mark.parametrize("seen, profile, dtype, dense", [
    ([cards.T4], "t4", "float16", False),
    ([cards.L4], "gpu24", "bfloat16", True),
    ([cards.RTX_4090], "gpu24", "bfloat16", True),
    ([cards.A100_40], "gpu24", "bfloat16", True),
    ([cards.A100_80], "gpu80", "bfloat16", True),
    ([cards.H100], "gpu80", "bfloat16", True),
    ([cards.RTX_3060], "t4", "float16", False),
    ([HALF_TAKEN], "gpu24", "bfloat16", True),
    ([FULL], "cpu", None, True),
    ([cards.T4, cards.T4], "t4", "float16", False),
    ([cards.RTX_4090, cards.T4], "gpu24", "bfloat16", True),
    ([cards.MIG_3G_20GB], "gpu24", "bfloat16", False),
    ([cards.MIG_2G_10GB], "cpu", None, True),
    ([cards.MIG_1G_5GB], "cpu", None, True),
], ids=lambda value: " + ".join(card.name for card in value) if isinstance(value, list) else None)  # fmt: skip
def test_every_card_gets_what_it_can_do(no_wish, seen, profile, dtype, dense):
    with cards.seen(*seen):
        found, reason = profiles.detect(), profiles.explain()
    assert (found.name, found.dense) == (profile, dense) and found.dtype == (dtype or found.dtype)
    assert reason.startswith(profile) and seen[0].name in reason
    if profile != "cpu":
        assert seen[0].free / 1e9 >= profiles.NEEDED[profile]
        assert not dense or seen[0].free / 1e9 >= profiles.NEEDED_DENSE[profile]


def test_flash_attention_is_taken_where_it_is_and_the_card_can(no_wish, monkeypatch):
    for installed in (True, False):
        monkeypatch.setattr(profiles, "flash_attention", lambda: installed)
        with cards.seen(cards.L4):
            assert profiles.detect().attention == ("flash_attention_2" if installed else "sdpa")
        with cards.seen(cards.T4):
            assert profiles.detect().attention == "sdpa", "a T4 has no units for it"


# --- The tiny Llama has what made trouble ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rows():
    return [data.renamed(row) for row in hub_rows.rows(60)]


@pytest.fixture(scope="module", params=["LATER", "FIRST"])
def tokenizer(request, rows):
    return tiny_llama.make_tokenizer(rows, getattr(tiny_llama, request.param))


def test_its_tokenizer_is_that_of_llama_3(tokenizer, rows):
    assert (tokenizer.eos_token, models.end_of_turn(tokenizer)) == ("<|end_of_text|>", "<|eot_id|>")
    assert len(tokenizer) > 2_000 and tokenizer.pad_token is None and tokenizer.clean_up_tokenization_spaces
    prompt = inference.prompt(tokenizer, rows[0])
    begins = [tokenizer(prompt, add_special_tokens=add)["input_ids"].count(tokenizer.bos_token_id) for add in (True, False)]
    assert begins == [2, 1], "BOS comes from the template and from the post-processor"
    assert tokenizer.decode(tokenizer(text := "두 칸  SELECT 'a' != \n 12345")["input_ids"][1:]) == text


def test_both_editions_of_its_template_can_be_marked(tokenizer, rows):
    """The first one opens an answer behind every chat, asked or not."""
    chat = [*data.messages(rows[0]), *data.messages(rows[1])[1:]]
    marked = models.training_template(tokenizer)
    options = {"chat_template": marked, "return_dict": True, "return_assistant_tokens_mask": True}
    found = tokenizer.apply_chat_template(chat, **options)
    assert tokenizer.decode(found["input_ids"]) == tokenizer.apply_chat_template(chat, tokenize=False)
    scored = tokenizer.decode([token for token, mask in zip(found["input_ids"], found["assistant_masks"]) if mask])
    assert scored == "".join(f"{row['gold']}<|eot_id|>" for row in rows[:2])


def test_its_generation_settings_are_those_of_llama_3(tokenizer):
    model = tiny_llama.make_model(tokenizer)
    ends = tokenizer.convert_tokens_to_ids(["<|end_of_text|>", "<|eot_id|>"])
    assert model.generation_config.eos_token_id == ends and model.config.eos_token_id == ends[0]
    assert model.generation_config.do_sample and model.generation_config.max_length


# --- Its rows are those of the Hub ----------------------------------------------------------------------------------------


def test_rows_have_the_columns_of_the_hub_and_nothing_else():
    made = hub_rows.rows(2 * hub_rows.ODD)
    assert all(tuple(row) == ("instruction", "input", "response", "source", "text", "ko_instruction") for row in made)
    known = [{name: own_rows.cell(value) for name, value in data.renamed(row).items()} for row in made]
    faults = [own_rows.fault(row["question"], row["schema"], row["gold"]) for row in known]
    assert [place for place, fault in enumerate(faults) if fault] == [hub_rows.ODD]
    assert len({own_rows.same(row["question"] or "", row["schema"] or "", row["gold"]) for row in known}) == len(known) - 1
    assert hub_rows.COUNT > own_rows.MANY, "several processes check them"


def test_rows_come_from_real_ones_where_there_are_some(tmp_path, monkeypatch):
    real = {"ko_instruction": "몇 명?", "input": "CREATE TABLE head (age INTEGER)", "response": "SELECT COUNT(*) FROM head"}
    artifacts.write_jsonl(tmp_path / "real.jsonl", [real])
    monkeypatch.setenv("REAL_ROWS", str(tmp_path / "real.jsonl"))
    first, second = hub_rows.rows(2)
    assert first["ko_instruction"] == "몇 명?" and first["response"] == "SELECT COUNT(*) FROM head_0"
    assert second["input"] == "CREATE TABLE head_1 (age INTEGER)"


# --- A rehearsal lets nothing pass but what is named ----------------------------------------------------------------------


def test_what_is_let_pass_stands_in_its_lesson():
    for lesson, condition, why in pretence.RELEASED:
        (script,) = stage.scripts([lesson[:2]])
        asked = [ast.unparse(node.test) for cell in read(script).cells if cell.cell_type == "code"
                 for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)]  # fmt: skip
        assert script.stem == lesson and condition in asked and why


def test_only_a_named_check_may_fail(capsys):
    shell = InteractiveShell.instance()
    shell.ast_transformers.append(pretence.Release({"score > 0.5"}))
    try:
        assert shell.run_cell("score = 0.1\nassert score > 0.5, 'too low'\nbehind = True").success
        said = capsys.readouterr().out
        assert said == f"{pretence.SAID}score > 0.5\n" and shell.user_ns["behind"]
        assert stage.not_held(NotebookNode(cells=[{"outputs": [{"text": said}]}])) == ["score > 0.5"]
        assert shell.run_cell("score = 0.9\nassert score > 0.5").success and not capsys.readouterr().out
        assert not shell.run_cell("assert score > 0.95").success
    finally:
        shell.ast_transformers.pop()
        InteractiveShell.clear_instance()


def test_a_cell_that_fails_is_named_and_the_next_one_runs(tmp_path):
    notebook = new_notebook(cells=[new_code_cell("# first\n1 / 0"), new_code_cell("print('second')")])
    sources = [cell.source for cell in notebook.cells]
    kernels.execute(stage.every_cell(notebook), tmp_path, kernels.Screen(io.StringIO()), tmp_path / "log")
    assert stage.errors(notebook) == ["ZeroDivisionError: division by zero (in the cell '# first')"]
    assert notebook.cells[1].outputs[0].text == "second\n" and [cell.source for cell in notebook.cells] == sources


# --- What the README says of the GPU profiles -----------------------------------------------------------------------------


def test_rehearsed_simulated_and_measured_cannot_be_mistaken(tmp_path, monkeypatch):
    run = {"profile": "gpu24", "date": "2026-01-02", "versions": {"torch": "2.13.0", "datasets": "5"}}
    monkeypatch.setattr(artifacts, "repository", lambda: tmp_path)
    artifacts.write_json(tmp_path / "data" / "gpu_results.json", [run | {"card": "NVIDIA L4", "peak_gb": 9.0}])
    artifacts.write_json(tmp_path / "data" / "rehearsals.json", {"t4": run | {"lessons": {"01": 1.0}, "as": "Tesla T4"}})
    artifacts.write_json(tmp_path / "data" / "simulated_memory.json", [run | {"simulated_gb": 8.0}])
    t4, gpu24, gpu80 = [[cell.strip() for cell in line.split("|")[2:5]] for line in results.standing_table().splitlines()[2:]]
    assert t4 == ["1 lessons, as on Tesla T4; 2026-01-02; torch 2.13.0", "not simulated", "not measured"]
    assert gpu24 == ["not rehearsed", "peak 8.0 GB; 2026-01-02; torch 2.13.0", "peak 9.0 GB on NVIDIA L4; 2026-01-02; torch 2.13.0"]
    assert gpu80 == ["not rehearsed", "not simulated", "not measured"]


# --- Slow: real libraries, real kernels -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_answers_that_stop_at_eos_alone_would_run_to_their_limit(rows, monkeypatch):
    """What happened to the base model of the GPU profiles, and what `models.ends` is for."""
    tokenizer = tiny_llama.make_tokenizer(rows)
    model = tiny_llama.learn(tiny_llama.make_model(tokenizer), tokenizer, rows)
    tokenizer.pad_token = tokenizer.eos_token
    prompts = [inference.prompt(tokenizer, row) for row in rows[:8]]
    answers = inference.generate(model, tokenizer, prompts, 64, progress=False)
    assert all(answer.count("<|eot_id|>") == 1 and answer.endswith("<|eot_id|>") for answer in answers)
    monkeypatch.setattr(models, "ends", lambda tokenizer: [tokenizer.eos_token_id])
    answers = inference.generate(model, tokenizer, prompts, 64, progress=False)
    assert not any(answer.partition("<|eot_id|>")[2] == "" for answer in answers)


DETECT = """
import sys
sys.path.insert(0, sys.argv[1])
from tools.rehearsal import cards
from helpers import machine, profiles
for card in (cards.L4, cards.T4):
    with cards.seen(card):
        print(machine.flash_attention(), profiles.detect().attention)
"""


@pytest.mark.slow
@pytest.mark.parametrize("installed", [True, False])
def test_flash_attention_is_found_by_its_import(tmp_path, installed):
    if installed:
        artifacts.write_text(tmp_path / "flash_attn" / "__init__.py", "__version__ = '2.8.3'\n")
        about = tmp_path / "flash_attn-2.8.3.dist-info"
        artifacts.write_text(about / "METADATA", "Metadata-Version: 2.1\nName: flash-attn\nVersion: 2.8.3\n")
        artifacts.write_text(about / "top_level.txt", "flash_attn\n")
    environment = {name: value for name, value in os.environ.items() if name != "COURSE_PROFILE"}
    done = subprocess.run([sys.executable, "-c", DETECT, tmp_path], env=environment, capture_output=True, text=True)
    attention = "flash_attention_2" if installed else "sdpa"
    assert done.stdout.splitlines() == [f"{installed} {attention}", f"{installed} sdpa"], done.stderr


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_lessons_that_meet_the_hubs_data_and_model_run_to_their_end(tmp_path):
    """A part of `make rehearsal`, which executes all lessons with all profiles."""
    row = stage.rehearse("t4", tmp_path / "rehearsals" / "t4", kernels.Screen(), ["02", "03", "05"], count=3_000)
    assert not row["failed"], "\n".join(row["failed"])
    assert list(row["lessons"]) == ["02_dataset", "03_sft_with_packing", "05_inference"] and not row["released"]


@pytest.mark.parametrize("name", pretence.CAST)
def test_the_last_rehearsal_ran_to_its_end(name):
    row = artifacts.read_json(stage.RESULTS)[name]
    assert not row["failed"] and list(row["lessons"]) == [script.stem for script in stage.scripts(stage.LESSONS)]
    assert set(row["released"]) <= {f"{lesson}: {condition}" for lesson, condition, _ in pretence.RELEASED}
