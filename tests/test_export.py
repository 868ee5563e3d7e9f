"""The exported model reads what the training saw, token by token, and answers as the folder that it was made of."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM

from export import answering, gguf_file, llama_server, ollama, quantizer
from helpers import artifacts, data, inference, models, profiles
from helpers.artifacts import CourseError

CPU = profiles.PROFILES["cpu"]
NATURAL = artifacts.read_jsonl(artifacts.repository() / "data" / "test_natural.jsonl")
ROWS = [data.renamed(row) for row in NATURAL[::20]]
LLAMA_3 = (
    "{{ bos_token }}{% for message in messages %}{{ '<|start_header_id|>' + message['role'] + '<|end_header_id|>\n\n' "
    "+ message['content'] + '<|eot_id|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)


@pytest.fixture(scope="module")
def tokenizer():
    return models.load_tokenizer(CPU)


@pytest.fixture(scope="module")
def trained(tokenizer) -> list[list[int]]:
    """What the training saw of each question, before its answer: up to the first token that is scored."""
    chats = [data.messages(row) for row in ROWS]
    template = models.training_template(tokenizer)
    options = {"chat_template": template, "return_dict": True, "return_assistant_tokens_mask": True}
    found = [tokenizer.apply_chat_template(chat, **options) for chat in chats]
    return [each["input_ids"][: each["assistant_masks"].index(1)] for each in found]


def ids(tokenizer, text: str) -> list[int]:
    return tokenizer(text, add_special_tokens=False)["input_ids"]


# --- Ollama -----------------------------------------------------------------------------------------------------------


def test_the_modelfile_says_token_by_token_what_training_saw(tokenizer, trained):
    parts = ollama.parse(ollama.modelfile(tokenizer, "tuned.gguf"))
    rendered = [ollama.render(parts["TEMPLATE"], data.messages(row, answer=False)) for row in ROWS]
    assert [ids(tokenizer, text) for text in rendered] == trained
    assert all(data.messages(row)[0]["content"].startswith(parts["SYSTEM"]) for row in ROWS)  # the caller adds the schema


def test_a_chat_of_several_questions_is_rendered_as_trained(tokenizer):
    chat = [*data.messages(ROWS[0]), data.messages(ROWS[1])[1]]
    trained = tokenizer.apply_chat_template(chat, tokenize=False, add_generation_prompt=True)
    assert ollama.render(ollama.template(tokenizer), chat) == trained


def test_the_template_of_llama_3_is_translated_too(tokenizer, monkeypatch):
    monkeypatch.setattr(tokenizer, "chat_template", LLAMA_3)
    made = ollama.template(tokenizer)
    assert "<|start_header_id|>{{ .Role }}<|end_header_id|>\n\n{{ .Content }}<|eot_id|>" in made


@pytest.mark.parametrize("template", ollama.WRONG.values(), ids=ollama.WRONG)
def test_other_templates_give_other_tokens(tokenizer, trained, template):
    for row, right in zip(ROWS, trained):
        text = tokenizer.apply_chat_template(data.messages(row, answer=False), chat_template=template, tokenize=False)
        assert ids(tokenizer, text) != right


def test_a_template_of_another_form_is_refused(tokenizer, monkeypatch):
    monkeypatch.setattr(tokenizer, "chat_template", ollama.GEMMA)
    with pytest.raises(CourseError, match="by hand"):
        ollama.template(tokenizer)


@pytest.mark.parametrize("template", ["{{ .Prompt }}", "{{ range .Messages }}{{ if .Role }}x{{ end }}{{ end }}", "no action"])
def test_what_cannot_be_rendered_is_refused(template):
    with pytest.raises(CourseError, match="only|Only"):
        ollama.render(template, [{"role": "user", "content": "x"}])


def test_braces_in_a_question_stay_as_they_are(tokenizer):
    chat = [{"role": "user", "content": "{{ .Role }} {{ end }} <end_of_turn>"}]
    assert "{{ .Role }} {{ end }}" in ollama.render(ollama.template(tokenizer), chat)


@pytest.mark.skipif(not shutil.which("go"), reason="Go is not installed: its own text/template is not compared")
def test_go_renders_the_same(tokenizer, tmp_path):
    template = ollama.template(tokenizer)
    program = Path(__file__).parent / "drivers" / "template.go"
    for row in ROWS[:3]:
        chat = [*data.messages(row), {"role": "user", "content": "{{ .Role }} & <b> \"'\n"}]
        given = {"Template": template, "Messages": [{"Role": turn["role"], "Content": turn["content"]} for turn in chat]}
        environment = os.environ | {"GOCACHE": str(tmp_path / "go"), "GO111MODULE": "off", "GOTOOLCHAIN": "local"}
        done = subprocess.run(["go", "run", program], input=json.dumps(given).encode(), env=environment, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.decode() == ollama.render(template, chat)


# --- Help at answering time -------------------------------------------------------------------------------------------

SCRIPT = "CREATE TABLE pet (id INTEGER, name TEXT); INSERT INTO pet VALUES (1, '나비'), (2, '초코');"


def test_the_same_rows_in_another_order_are_one_result():
    up, down, other = (
        answering.attempt(SCRIPT, f"SELECT name FROM pet {tail}<end_of_turn>")
        for tail in ("ORDER BY id", "ORDER BY id DESC", "LIMIT 1")
    )
    assert up["result"] == down["result"] != other["result"] and (up["rows"], other["rows"]) == (2, 1)
    assert up["query"] == "SELECT name FROM pet ORDER BY id" and up["error"] is None


def test_results_of_another_width_differ_even_without_rows():
    one, two = (answering.attempt(SCRIPT, f"SELECT {columns} FROM pet WHERE id = 9") for columns in ("id", "id, name"))
    assert one["rows"] == two["rows"] == 0 and one["result"] != two["result"]


@pytest.mark.parametrize(
    "query", ["SELECT age FROM pet", "DELETE FROM pet", "", "SELECT name FROM pet; DROP TABLE pet", "x" * 20_000]
)
def test_what_fails_has_a_message_and_no_result(query):
    found = answering.attempt(SCRIPT, query)
    assert found["error"] and found["rows"] is None and found["result"] is None


def test_the_message_of_the_database_is_given_back():
    failed = answering.attempt(SCRIPT, "SELECT age FROM pet")
    chat = answering.with_error(ROWS[0], failed)
    assert [turn["role"] for turn in chat] == ["system", "user", "assistant", "user"]
    assert "no such column: age" in chat[-1]["content"] and chat[-2]["content"] == "SELECT age FROM pet"


# --- GGUF -------------------------------------------------------------------------------------------------------------


def test_a_folder_without_dense_weights_is_refused(tmp_path):
    with pytest.raises(CourseError, match="merge the adapter"):
        gguf_file.convert(tmp_path, tmp_path / "x.gguf")


def test_an_unknown_kind_is_refused(tmp_path):
    with pytest.raises(CourseError, match="Q4_K_M"):
        quantizer.quantize(tmp_path / "x.gguf", tmp_path / "y.gguf", "Q3_X")


def test_what_is_no_gguf_file_is_refused_and_leaves_nothing(tmp_path):
    (tmp_path / "x.gguf").write_text("no model")
    with pytest.raises(CourseError, match="no whole GGUF file"):
        quantizer.quantize(tmp_path / "x.gguf", tmp_path / "y.gguf", "Q8_0")
    assert not (tmp_path / "y.gguf").exists()


@pytest.fixture(scope="module")
def small(tokenizer, tmp_path_factory) -> dict[str, Path]:
    """A model of the base model's kind with two small layers and random weights, as a folder and as GGUF files."""
    config = AutoConfig.from_pretrained(models.base_folder(CPU))
    config.update({"num_hidden_layers": 2, "hidden_size": 64, "intermediate_size": 128, "head_dim": 32})
    config.layer_types = ["sliding_attention", "full_attention"]
    torch.manual_seed(0)
    model, place = AutoModelForCausalLM.from_config(config, dtype=torch.float32), tmp_path_factory.mktemp("small")
    with torch.no_grad():
        model.get_input_embeddings().weight.mul_(20)  # so that one token is far ahead of the others
    models.save(model.eval(), tokenizer, place / "model")
    whole = gguf_file.convert(place / "model", place / "f16.gguf")
    return {"folder": place / "model", "F16": whole, "Q4_0": quantizer.quantize(whole, place / "q4_0.gguf", "Q4_0")}


@pytest.mark.slow
def test_the_file_carries_template_marks_and_every_weight(small, tokenizer):
    assert gguf_file.metadata(small["F16"], "tokenizer.chat_template") == tokenizer.chat_template
    assert gguf_file.metadata(small["F16"], "tokenizer.ggml.eos_token_id") in models.ends(tokenizer)
    assert gguf_file.metadata(small["F16"], "tokenizer.ggml.add_bos_token") is False  # the template writes <bos>
    parameters = AutoModelForCausalLM.from_pretrained(small["folder"]).num_parameters()
    whole, four = (gguf_file.tensors(small[kind]) for kind in ("F16", "Q4_0"))
    assert whole["weights"].sum() == four["weights"].sum() == parameters
    assert 8 * four["bytes"].sum() / parameters < 4.6
    assert set(four["kind"]) == {"F32", "Q4_0"}


@pytest.mark.slow
def test_the_server_reads_what_training_saw_and_answers_as_the_folder(small, tokenizer, trained):
    model = AutoModelForCausalLM.from_pretrained(small["folder"], dtype=torch.float32)
    few = ROWS[:4]
    expected = inference.generate(model, tokenizer, [inference.prompt(tokenizer, row) for row in few], 8, progress=False)
    with llama_server.serve(small["F16"], slots=2) as url:
        assert [llama_server.read(url, data.messages(row, answer=False)) for row in ROWS] == trained
        answers = [answering.ask(url, data.messages(row, answer=False), 8) for row in few]
    with llama_server.serve(small["F16"], slots=2, chat_template=ollama.CHATML) as url:
        assert llama_server.read(url, data.messages(ROWS[0], answer=False)) != trained[0]
    assert [answer["predicted"][:10] for answer in answers] == [text[:10] for text in expected]
    assert all(answer["tokens"] <= 8 for answer in answers)


@pytest.mark.slow
def test_a_server_that_cannot_start_says_so(tmp_path):
    (tmp_path / "broken.gguf").write_text("no model")
    with pytest.raises(CourseError, match="llama-server.log"), llama_server.serve(tmp_path / "broken.gguf"):
        pass
