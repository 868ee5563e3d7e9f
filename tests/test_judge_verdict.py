"""Reading what a judge wrote: nothing is guessed, and nothing readable is lost."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from judge import parse_verdict

# Forms that gpt-4o-mini's replies took in JSON mode: a plain one, one with a stray key, one that is cut off.
PLAIN = '{\n    "answer": "1",\n    "explanation": "두 쿼리는 완전히 동일합니다."\n}'
STRAY = (
    '{"answer": "0", "explanation": "첫 번째 쿼리는 \'수술\\\\"  ,  "CORONARY; SDA\'라는 기준입니다.": "0",'
    ' "explanation": "두 쿼리는 동일하지 않습니다."}'
)
CUT = '{\n    "answer": "1",\n    "explanation": "동일한 조건을 사용하여 계산합니다. \'difference = "'


@pytest.mark.parametrize("answer, expected", [
    ('"1"', 1), ("1", 1), ("true", 1), ("1.0", 1), ('" 1 "', 1), ('"True"', 1),
    ('"0"', 0), ("0", 0), ("false", 0), ("0.0", 0),
    ("null", None), ('""', None), ("2", None), ("0.5", None), ('"yes"', None), ("[1]", None), ("{}", None), ("NaN", None),
])  # fmt: skip
def test_answers_of_every_type(answer, expected):
    verdict = parse_verdict('{"explanation": "까닭", "answer": %s}' % answer)
    assert verdict.answer == expected and verdict.answer is not True and verdict.answer is not False
    assert verdict.explanation == "까닭"


@pytest.mark.parametrize("wrap", [
    str,
    json.dumps,
    lambda reply: json.dumps(json.dumps(reply)),
    lambda reply: f"```json\n{reply}\n```",
    lambda reply: f"  ```\n{reply}```  ",
    lambda reply: f"My verdict follows.\n{reply}\nThat is all.",
    lambda reply: f"My verdict:\n```json\n{reply}\n```",
    lambda reply: json.dumps({"response": reply}),
    lambda reply: f'{{"verdict": {reply}}}',
    lambda reply: f"[{reply}]",
    lambda reply: json.dumps({"answer": reply}),
])  # fmt: skip
def test_wrapped_replies_are_read(wrap):
    assert parse_verdict(wrap(PLAIN)) == parse_verdict(PLAIN)
    assert parse_verdict(wrap(PLAIN)).answer == 1
    assert parse_verdict(wrap(STRAY)).answer == 0
    assert parse_verdict(wrap(CUT)).answer is None


def test_raw_line_breaks_inside_the_explanation():
    assert parse_verdict('{"explanation": "한 줄\n두 줄", "answer": 0}').answer == 0


@pytest.mark.parametrize("reply", [
    None, "", " ", "{}", "[]", "null", "아니요", "The queries differ.", '{"explanation": "1"}', '{"explanation": "0"}',
    '{"answer": "0", "answer": "1"}', '{"answer": 1} {"answer": 0}', "[" * 100_000, '{"a":' * 100_000, "9" * 9_999,
])  # fmt: skip
def test_what_answers_neither_is_none(reply):
    assert parse_verdict(reply).answer is None


@pytest.mark.parametrize("reply", [PLAIN, STRAY, json.dumps(PLAIN), json.dumps({"explanation": "a {b} c", "answer": 1})])
def test_every_cut_is_none_although_an_answer_could_be_read(reply):
    answers = {parse_verdict(reply[:length]).answer for length in range(len(reply))}
    assert answers == {None}


@given(st.text())
def test_any_text_gives_a_verdict(text):
    assert parse_verdict(text).answer in (0, 1, None)


@given(st.sampled_from([0, 1]), st.text(), st.dictionaries(st.text().filter(lambda key: "answer" not in key), st.text()))
def test_any_explanation_and_stray_keys(answer, explanation, stray):
    reply = json.dumps({**stray, "explanation": explanation, "answer": answer})
    verdict = parse_verdict(reply)
    assert (verdict.answer, verdict.explanation) == (answer, explanation)


THOUGHT = 'If gold = {a}, then {"answer": "0"}? No.'


@pytest.mark.parametrize("before", [
    f"<think>\n{THOUGHT}\n</think>\n\n", f"{THOUGHT}</think>", f"<THINKING>{THOUGHT}</THINKING> ", f"[THINK]{THOUGHT}[/THINK]",
    f"<reasoning>{THOUGHT}</reasoning>\n```json\n", f"<|channel|>analysis<|message|>{THOUGHT}<|end|><|channel|>final<|message|>",
    "The set {a, b} holds, and {c} does not.\n", "{gold} = {predicted}: ",
])  # fmt: skip
def test_thoughts_and_braces_before_the_reply_are_left_out(before):
    assert parse_verdict(before + PLAIN) == parse_verdict(PLAIN)
    assert parse_verdict(before + PLAIN + "\n```" * before.count("```")).answer == 1
    assert parse_verdict(before + STRAY).answer == 0
    assert parse_verdict(before + CUT).answer is None


@pytest.mark.parametrize("reply", [
    f"<think>{THOUGHT}", '<think>{"answer": "1"}', 'x {"verdict": {"answer": "1"}, "sure": tru', 'x {"verdict": {"answer": "1"}, "s',
    'First {"answer": "0"}, no: {"answer": "1"}', "{" * 100_000, '{"answer": ' * 50_000, "<think>" * 50_000, "</think>" * 50_000,
    "<" * 100_000, "```json" + " " * 50_000, "{a}" * 50_000,
])  # fmt: skip
def test_thoughts_without_an_end_and_two_verdicts_are_none_and_quick(reply):
    start = time.perf_counter()
    assert parse_verdict(reply).answer is None
    assert time.perf_counter() - start < 2


def test_a_mark_of_thoughts_inside_of_an_explanation_is_text():
    reply = '{"explanation": "the query prints </think> and {x}", "answer": "1"}'
    assert parse_verdict(reply) == parse_verdict(f"```json\n{reply}\n```")
    assert parse_verdict(reply).answer == 1 and "</think>" in parse_verdict(reply).explanation
