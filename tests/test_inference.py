"""Answers come in the order of the questions, are kept batch by batch, and are never asked for twice."""

import dataclasses
from functools import partial

import pytest
import torch

from baselines import prompting
from helpers import artifacts, decoding, inference, models, profiles

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
    with decoding._packed_weights(model):
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
    real = decoding.Decoder.answer

    def breaks_at_the_second_batch(decoder, prompts, **options):
        asked.append(len(prompts))
        if len(asked) == 2:
            raise KeyboardInterrupt
        return real(decoder, prompts, **options)

    monkeypatch.setattr(decoding.Decoder, "answer", breaks_at_the_second_batch)
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
    real = decoding.Decoder.answer
    monkeypatch.setattr(decoding.Decoder, "answer", lambda *given, **options: seen.extend(given[1]) or real(*given, **options))
    asked, options = rows(1), {"max_new_tokens": 2, "progress": False}
    inference.predict(model, tokenizer, asked, "test_seen", file, "base", **options)
    shown = [{"question": "예시", "schema": "CREATE TABLE s (b TEXT)", "gold": "SELECT b FROM s"}]
    with_examples = partial(prompting.with_examples, examples=shown)
    (line,) = inference.predict(model, tokenizer, asked, "test_seen", file, "base, examples", with_examples, **options)
    assert ["SELECT b FROM s" in text for text in seen] == [False, True] and all("질문 0" in text for text in seen)
    assert line["model"] == "base, examples" and artifacts.read_jsonl(file) == [line]


def test_the_end_token_is_kept_once_and_nothing_after_it(model, tokenizer):
    end = tokenizer.eos_token_id
    tokens = tokenizer("SELECT name FROM t WHERE a = 'x ,y'")["input_ids"]
    whole = decoding.Decoder(model, tokenizer).decode([*tokens, end, end, end])
    assert whole == "SELECT name FROM t WHERE a = 'x ,y'<end_of_turn>"


@pytest.fixture(scope="module")
def exact():
    """The model in float32, where a batch's sums hardly differ from a single row's."""
    return models.load_base(dataclasses.replace(PROFILE, dtype="float32"))


def on_few_schemas(count: int, tokenizer) -> list[str]:
    """Prompts on two schemas of different lengths, with questions of different lengths."""
    schemas = ["CREATE TABLE shop (id INTEGER, name TEXT);" * repeats for repeats in (3, 40)]
    asked = [row | {"schema": schemas[n % 2], "question": "가게 이름 " * (n + 1)} for n, row in enumerate(rows(count))]
    return [inference.prompt(tokenizer, row) for row in asked]


def test_a_shared_beginning_is_read_once_and_changes_no_answer(exact, tokenizer, monkeypatch):
    prompts, read = on_few_schemas(6, tokenizer), []
    real = decoding.Decoder._states
    monkeypatch.setattr(decoding.Decoder, "_states", lambda decoder, tokens: read.append(len(tokens)) or real(decoder, tokens))
    shared = inference.generate(exact, tokenizer, prompts, 12, batch_size=6, progress=False)
    assert len(read) == 2 and read[0] != read[1]
    alone = [inference.generate(exact, tokenizer, [prompt], 12, progress=False)[0] for prompt in prompts]
    assert len(read) == 2, "a single question has nothing to share"
    assert shared == alone


def test_a_beginning_is_not_read_again_for_the_next_batch(exact, tokenizer, monkeypatch):
    prompts, read = on_few_schemas(8, tokenizer)[::2], []
    real = decoding.Decoder._states
    monkeypatch.setattr(decoding.Decoder, "_states", lambda decoder, tokens: read.append(tokens) or real(decoder, tokens))
    inference.generate(exact, tokenizer, prompts, 2, batch_size=2, progress=False)
    assert len(read) == 1


def test_answers_that_have_ended_are_set_aside_and_the_others_go_on(exact, tokenizer, monkeypatch):
    """The common token that stands at the most different places is called an end mark."""
    prompts, sizes = on_few_schemas(6, tokenizer), []
    free = [tokenizer(text)["input_ids"][:24] for text in inference.generate(exact, tokenizer, prompts, 24, progress=False)]

    def lengths(mark: int) -> list[int]:
        return [tokens.index(mark) + 1 if mark in tokens else 24 for tokens in free]

    mark = max((token for tokens in free for token in tokens), key=lambda token: len(set(lengths(token))))
    monkeypatch.setattr(models, "ends", lambda tokenizer: [mark])
    real = type(exact).generate
    monkeypatch.setattr(type(exact), "generate", lambda model, ids, **rest: sizes.append(len(ids)) or real(model, ids, **rest))
    answers = inference.generate(exact, tokenizer, prompts, 24, progress=False)
    ended = zip(free, lengths(mark))
    assert answers == [tokenizer.decode(tokens[:until], clean_up_tokenization_spaces=False) for tokens, until in ended]
    assert sizes[0] == 6 and len(sizes) > 1 and sizes == sorted(sizes, reverse=True)
