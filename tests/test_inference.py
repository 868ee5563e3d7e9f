"""Answers come in the order of the questions, are kept batch by batch, and are never asked for twice."""

from functools import partial

import pytest
import torch

from baselines import prompting
from helpers import artifacts, inference, models, profiles

pytestmark = pytest.mark.slow
PROFILE = profiles.on_this_processor(profiles.PROFILES["cpu"])


@pytest.fixture(scope="module")
def model():
    return models.load_base(PROFILE)


@pytest.fixture(scope="module")
def tokenizer():
    return models.load_tokenizer(PROFILE)


def rows(count: int) -> list[dict]:
    return [
        {
            "id": f"row-{n}",
            "db_id": "shop",
            "difficulty": "easy",
            "template": "count",
            "schema": "CREATE TABLE t (a INTEGER);" * (n + 1),
            "question": f"질문 {n}",
            "gold": "SELECT 1",
        }
        for n in range(count)
    ]


def test_answers_keep_their_places_and_the_longest_prompt_goes_first(model, tokenizer):
    prompts = [inference.prompt(tokenizer, row) for row in rows(3)]
    batches = []
    together = inference.generate(
        model,
        tokenizer,
        prompts,
        4,
        batch_size=2,
        progress=False,
        on_batch=lambda positions, texts: batches.append((positions, texts)),
    )
    assert [positions for positions, _ in batches] == [[2, 1], [0]]
    assert [together[position] for positions, _ in batches for position in positions] == [
        text for _, texts in batches for text in texts
    ]


def test_the_head_gets_a_block_of_its_own(model, tokenizer, monkeypatch):
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)  # else oneDNN takes the place of `forward`
    head, blocks = model.get_output_embeddings(), []
    real = head.forward
    monkeypatch.setattr(head, "forward", lambda hidden: blocks.append(hidden.is_contiguous()) or real(hidden))
    inference.generate(model, tokenizer, [inference.prompt(tokenizer, row) for row in rows(2)], 2, progress=False)
    assert blocks and all(blocks)
    assert not head._forward_pre_hooks, "the hook was left behind"


def test_packed_weights_give_the_same_answers_and_leave_nothing_behind(model, tokenizer, monkeypatch):
    if PROFILE.dtype != "float32":
        pytest.skip("bfloat16 products are oneDNN's anyway")
    prompts = [inference.prompt(tokenizer, row) for row in rows(2)]
    packed = inference.generate(model, tokenizer, prompts, 12, progress=False)
    assert not any("forward" in vars(layer) for layer in model.modules())
    with inference._packed_weights(model):
        assert all("forward" in vars(layer) for layer in model.modules() if isinstance(layer, torch.nn.Linear))
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    assert inference.generate(model, tokenizer, prompts, 12, progress=False) == packed


def test_sampling_repeats_with_its_seed(model, tokenizer):
    prompts = [inference.prompt(tokenizer, row) for row in rows(2)]
    options = {"max_new_tokens": 12, "do_sample": True, "temperature": 1.5, "progress": False}
    first, again, other = (inference.generate(model, tokenizer, prompts, seed=seed, **options) for seed in (1, 1, 2))
    assert first == again != other


def test_an_interrupted_prediction_goes_on_where_it_was(model, tokenizer, monkeypatch):
    file = artifacts.path("predictions", "tuned_test_seen.jsonl")
    asked = []
    real = inference._continue

    def breaks_at_the_second_batch(model, tokenizer, prompts, ends, **options):
        asked.append(len(prompts))
        if len(asked) == 2:
            raise KeyboardInterrupt
        return real(model, tokenizer, prompts, ends, **options)

    monkeypatch.setattr(inference, "_continue", breaks_at_the_second_batch)
    options = {"max_new_tokens": 4, "batch_size": 2, "progress": False}
    with pytest.raises(KeyboardInterrupt):
        inference.predict(model, tokenizer, rows(4), "test_seen", file, "adapter", **options)
    assert len(artifacts.read_jsonl(file)) == 2
    assert not inference.is_answered(rows(4), "test_seen", file, "adapter")
    lines = inference.predict(model, tokenizer, rows(4), "test_seen", file, "adapter", **options)
    assert asked == [2, 2, 2], "the first batch was answered twice"
    assert [line["id"] for line in lines] == [row["id"] for row in rows(4)]
    assert inference.is_answered(rows(4), "test_seen", file, "adapter")
    assert not inference.is_answered(rows(4), "test_seen", file, "another adapter")


def test_the_same_rows_asked_in_another_way_are_answered_anew(model, tokenizer, monkeypatch):
    file, seen = artifacts.path("predictions", "examples_test_seen.jsonl"), []
    real = inference._continue
    monkeypatch.setattr(inference, "_continue", lambda *given, **options: seen.extend(given[2]) or real(*given, **options))
    asked, options = rows(1), {"max_new_tokens": 2, "progress": False}
    inference.predict(model, tokenizer, asked, "test_seen", file, "base", **options)
    shown = [{"question": "예시", "schema": "CREATE TABLE s (b TEXT)", "gold": "SELECT b FROM s"}]
    with_examples = partial(prompting.with_examples, examples=shown)
    (line,) = inference.predict(model, tokenizer, asked, "test_seen", file, "base, examples", with_examples, **options)
    assert ["SELECT b FROM s" in text for text in seen] == [False, True] and all("질문 0" in text for text in seen)
    assert line["model"] == "base, examples" and artifacts.read_jsonl(file) == [line]


def test_the_end_token_is_kept_once_and_nothing_after_it(tokenizer):
    end = tokenizer.eos_token_id
    tokens = tokenizer("SELECT name FROM t WHERE a = 'x ,y'")["input_ids"]
    assert (
        inference._decode(tokenizer, tokens + [end, end, end], models.ends(tokenizer))
        == "SELECT name FROM t WHERE a = 'x ,y'<end_of_turn>"
    )
