"""judge_all: the real openai client against the stand-in, over real sockets."""

import json
import re
import time
import traceback

import pytest
from faults import judge_faults, refusal
from judge_worker import PROMPT
from openai import OpenAI

from helpers import artifacts
from helpers.artifacts import CourseError
from judge import judge_all
from judge.prompt import STRICT
from standins import judge_server as standin
from standins.judge_server import MODEL

KEY = "sk-planted-0123456789abcdef"


def same_number(schema, gold, predicted):
    """A verdict that needs no database: the same number in both queries, whatever the spelling."""
    return re.findall(r"\d+", gold) == re.findall(r"\d+", predicted)


def items(count):
    """Pairs of which the odd ones are right."""
    return [
        {"id": str(n), "question": f"질문 {n}", "schema": "CREATE TABLE t (a INTEGER)",
         "gold": f"SELECT a FROM t WHERE a = {n}", "predicted": f"select a from t where a = {n if n % 2 else n + 1}"}
        for n in range(count)
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def own_artifacts(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path))


@pytest.fixture
def server():
    with standin.serve(same_number, judge_faults()) as running:
        yield running


def client(server, **options):
    options = {"max_retries": 8, "timeout": 20, "api_key": KEY} | options
    return OpenAI(base_url=server.url + "/v1", **options)


def judge(server, rows, **options):
    return judge_all(rows, client(server), PROMPT, MODEL, **options)


def test_verdicts_in_order_with_their_explanations(server):
    frame, bill = judge(server, items(50))
    assert frame["answer"].tolist() == [n % 2 for n in range(50)]
    assert set(frame["source"]) == {"judge"} and frame["explanation"].str.contains("쿼리").all()
    assert (bill.calls, bill.retries, bill.stopped) == (50, 0, "")
    assert bill.input_tokens > 50 * 20 and bill.output_tokens > 50


def test_the_server_is_given_gold_as_gold_and_predicted_as_predicted():
    seen = []
    with standin.serve(lambda *sections: seen.append(sections) or True) as server:
        judge(server, items(4), both_orders=1.0)
    assert len(seen) == 8
    assert all(gold.startswith("SELECT") and predicted.startswith("select") for _, gold, predicted in seen)


def test_nothing_is_paid_twice_and_a_change_is_judged_anew(server):
    rows = items(20)
    judge(server, rows)
    assert judge(server, rows)[1].calls == 0
    changed = [{**rows[0], "predicted": "select 7"}, *rows[1:]]
    assert judge(server, changed)[1].calls == 1
    assert judge_all(rows, client(server), PROMPT + "\nBe strict.", MODEL)[1].calls == 20


def test_identical_strings_and_repeated_pairs_are_not_sent(server):
    rows = items(4)
    same = {**rows[0], "id": "same", "predicted": rows[0]["gold"] + ";<|im_end|>"}
    frame, bill = judge(server, [*rows, same, {**rows[1], "id": "again"}])
    assert bill.calls == 4
    assert frame.set_index("id").loc["same", ["answer", "source"]].tolist() == [1, "identical"]
    assert frame.set_index("id").loc["again", "answer"] == 1


def test_a_judge_that_minds_the_order_is_found_out(server, monkeypatch):
    body = standin.section
    first = lambda message: "gold" if message.index("<gold>") < message.index("<predicted>") else "predicted"
    # It answers 1 whenever the gold query comes first.
    monkeypatch.setattr(standin, "section", lambda name, text: first(text) if name == "schema" else body(name, text))
    server.app.state.decide = lambda schema, gold, predicted: schema == "gold"
    frame, _ = judge(server, items(10), both_orders=1.0)
    assert (frame["answer"] != frame["reversed"]).sum() == 10


def test_both_orders_for_half_and_flips_counted():
    with standin.serve(lambda *_: True, judge_faults()) as server:
        frame, bill = judge(server, items(40), both_orders=0.5)
        assert bill.calls == 60 and frame["reversed"].notna().sum() == 20
        assert (frame["answer"] == frame["reversed"]).sum() == 20  # this judge does not mind the order
        sent = [body.decode() for body in server.faults.passed]
    assert sum(text.index("<predicted>") < text.index("<gold>") for text in sent) == 20


@pytest.mark.parametrize("fault", ["truncated", "prose", "empty"])
def test_an_unreadable_reply_is_asked_again_then_left_out(server, fault):
    server.faults.queue = ["ok", fault]
    frame, bill = judge(server, items(3), n_jobs=1)
    assert frame["answer"].notna().all() and (bill.calls, bill.retries) == (4, 1)
    server.faults.rates = {fault: 1.0}
    frame, bill = judge(server, items(5), n_jobs=1)
    assert frame["answer"].isna().tolist() == [False] * 3 + [True] * 2
    assert frame["source"].tolist()[3:] == ["unreadable"] * 2 and bill.calls == 6
    assert judge(server, items(5))[1].calls == 0  # nor paid again by the next run


@pytest.mark.parametrize("fault", ["429", "500", "cut", "broken", "types"])
def test_one_fault_of_the_server_costs_a_retry_and_nothing_else(server, fault):
    server.faults.queue = [fault, "ok", fault]
    frame, bill = judge(server, items(3), n_jobs=1)
    assert frame["answer"].tolist() == [0, 1, 0] and bill.retries == 2
    assert set(server.faults.passed.values()) == {1}


def test_retry_after_is_honoured(server):
    server.faults.retry_after, server.faults.queue = 1.5, ["429"]
    start = time.monotonic()
    judge(server, items(1))
    assert time.monotonic() - start >= 1.5


@pytest.mark.parametrize("fault, said", [("401", "OPENAI_API_KEY"), ("403", "allow"), ("quota", "credit")])
def test_a_refusal_stops_at_once_with_one_sentence(server, fault, said):
    judge(server, items(3))
    server.faults.rates = {fault: 1.0}
    server.faults.seen.clear()
    with pytest.raises(CourseError, match=said) as caught:
        judge_all(items(500), client(server, max_retries=0), PROMPT, MODEL)
    assert server.faults.seen[fault] == 1
    assert "3 answers are kept" in str(caught.value) and KEY not in str(caught.value)


def test_a_key_that_expires_on_the_way_ends_the_run_and_keeps_what_was_judged(server):
    server.faults.delay = 0.02
    server.faults.queue = ["ok"] * 30 + ["401"] * 500
    with pytest.raises(CourseError, match="401"):
        judge(server, items(200), n_jobs=5)
    assert server.faults.seen["401"] <= 5
    server.faults.queue.clear()
    frame, bill = judge(server, items(200))
    assert bill.calls == 170 and frame["answer"].notna().all()


def test_an_unknown_model_and_a_dead_server_stop_at_once(server):
    with pytest.raises(CourseError, match="404"):
        judge_all(items(100), client(server), PROMPT, "gpt-none")
    server.stop()
    with pytest.raises(CourseError, match="did not answer at all.*OPENAI_BASE_URL"):
        judge_all(items(100), client(server, max_retries=0), PROMPT, MODEL)
    with pytest.raises(CourseError, match="did not answer at all"):
        judge_all(items(2), client(server, max_retries=0), PROMPT, MODEL)


def test_a_server_that_falls_silent_on_the_way_ends_the_run(server):
    server.faults.queue = ["ok"] * 20 + ["500"] * 10_000
    with pytest.raises(CourseError, match="answered 500"):
        judge_all(items(300), client(server, max_retries=0), PROMPT, MODEL, n_jobs=4)
    assert server.faults.seen["500"] < 20


def test_a_bad_item_fails_alone(server, monkeypatch):
    rows = items(5)
    rows[2]["schema"] = "x" * 20_000
    original = standin.wrong_form
    limited = lambda form, message, taken: "too long" if len(message) > 9_000 else original(form, message, taken)
    monkeypatch.setattr(standin, "wrong_form", limited)
    frame, _ = judge(server, rows)
    assert frame["source"].tolist() == ["judge", "judge", "failed", "judge", "judge"]
    assert "400: " in frame["explanation"][2] and "too long" in frame["explanation"][2]


@pytest.mark.parametrize("forms, refused", [(("json_schema", "json_object"), 0), (("json_object",), 1), ((), 2)])
def test_the_form_of_the_reply_is_found_out_once(forms, refused):
    with standin.serve(same_number, judge_faults(), forms) as server:
        frame, bill = judge(server, items(60))
        assert frame["answer"].notna().all() and bill.calls == 60
        assert server.faults.seen["ok"] == 60 + refused


def test_a_request_that_is_never_taken_stops_at_once(server):
    with pytest.raises(CourseError, match="refuses the request"):
        judge_all(items(50), client(server), PROMPT.replace("<schema>", "<tables>"), MODEL)


def test_the_strict_schema_explains_before_it_answers():
    properties = STRICT["json_schema"]["schema"]["properties"]
    assert list(properties) == ["explanation", "answer"] and properties["answer"]["enum"] == ["0", "1"]


def test_a_budget_in_calls_stops_cleanly_and_the_next_run_goes_on(server):
    frame, bill = judge(server, items(100), budget={"calls": 30})
    assert bill.calls == 30 and "30 calls" in bill.stopped
    assert frame["answer"].notna().sum() == 30 and (frame["source"] == "not sent").sum() == 70
    frame, bill = judge(server, items(100))
    assert bill.calls == 70 and frame["answer"].notna().all()


def test_a_budget_in_dollars_is_not_overrun(server):
    server.faults.delay = 0.05
    frame, bill = judge(server, items(100), price=(1000.0, 1000.0), budget={"dollars": 2.0})
    assert 0 < bill.calls < 100 and 1.5 < bill.dollars <= 2.0 and "$2" in bill.stopped


@pytest.mark.parametrize("options", [{"budget": {"won": 3}}, {"budget": {"dollars": 1}}, {"budget": {"calls": 1, "dollars": 1}}])
def test_a_budget_that_means_nothing_is_refused(server, options):
    with pytest.raises(CourseError, match="budget"):
        judge(server, items(2), **options)


def test_an_item_without_text_is_named(server):
    with pytest.raises(CourseError, match="Item 1 .*predicted"):
        judge(server, [items(1)[0], {**items(2)[1], "predicted": None}])


def test_a_torn_file_is_judged_anew(server):
    judge(server, items(3))
    file = next(artifacts.root().glob("judge/replies/*/*.json"))
    file.write_text(file.read_text()[:20])
    assert judge(server, items(3))[1].calls == 1


def test_no_secret_in_anything_that_is_left_behind(server, capfd, caplog, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level("DEBUG")
    server.faults.rates = {"429": 0.1, "500": 0.1, "cut": 0.05, "broken": 0.05}
    said = [str(judge(server, items(60))[1])]
    server.faults.rates = {}
    for fault in ("401", "403", "quota"):
        server.faults.queue = [fault] * 20
        with pytest.raises(CourseError) as caught:
            judge_all(items(90), client(server, max_retries=0), PROMPT, MODEL)
        said.append("".join(traceback.format_exception(caught.value)))
    written = [path.read_text() + str(path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) == 60
    out, err = capfd.readouterr()
    assert not [text for text in [*said, *written, out, err, caplog.text] if KEY in text]


def test_a_file_keeps_the_reply_as_it_came_and_no_path(server, tmp_path, monkeypatch):
    monkeypatch.setattr(standin, "MODEL", "/home/somebody/models/judge")
    judge_all(items(1), client(server), PROMPT, standin.MODEL)
    (file,) = tmp_path.rglob("*.json")
    assert file.parent.name == "judge" and "somebody" not in file.read_text()
    assert set(json.loads(file.read_text())) == {"reply", "finish_reason", "input_tokens", "output_tokens"}


# --- What judges in the wild do ---------------------------------------------------------------------------------------


def refusing(name, words, code="unsupported_parameter", param=None, unless=()):
    """A server that answers 400 to every request with this option, unless its value is among these."""

    def script(body):
        return refusal(400, code, words, param) if name in body and body[name] not in unless else None

    return script


@pytest.mark.parametrize("script, left_out", [
    (refusing("temperature", "Unsupported value: 'temperature' does not support 0 with this model.", unless=(1,)), ["temperature"]),
    (refusing("temperature", "not this one", param="temperature"), ["temperature"]),
    (refusing("max_completion_tokens", "max_completion_tokens: Extra inputs are not permitted"), []),
    (lambda body: refusing("max_completion_tokens", "unknown max_completion_tokens")(body)
     or refusing("max_tokens", "unknown max_tokens")(body), ["max_completion_tokens"]),
    (lambda body: refusing("temperature", "temperature?")(body) or refusing("max_completion_tokens", "max_completion_tokens?")(body)
     or refusing("response_format", "response_format?")(body), ["temperature"]),
])  # fmt: skip
def test_an_option_that_the_model_refuses_is_left_out_once_and_remembered(server, script, left_out):
    asked = []
    server.faults.script = lambda body: asked.append(body) or script(body)
    frame, bill = judge(server, items(60), temperature=0, max_completion_tokens=400)
    assert frame["answer"].tolist() == [n % 2 for n in range(60)]
    assert bill.left_out == left_out and bill.calls == 60
    assert sum(script(body) is not None for body in asked) <= 4
    assert all(name in str(bill) for name in left_out)
    assert all(body.get("max_tokens", 400) == 400 for body in asked)


def test_the_form_is_kept_where_only_an_option_is_refused(server):
    server.faults.script = refusing("temperature", "'temperature' is not supported", param="temperature")
    judge(server, items(5), temperature=0)
    forms = {json.loads(body).get("response_format", {}).get("type") for body in server.faults.passed}
    assert forms == {"json_schema"}


@pytest.mark.parametrize("fault", ["filter", "wrong inside"])
def test_a_filtered_first_pair_fails_alone_and_says_why(server, fault):
    server.faults.queue = [fault]
    frame, bill = judge(server, items(5), n_jobs=1)
    assert frame["source"].value_counts().to_dict() == {"judge": 4, "failed": 1}
    said = frame.loc[frame["source"] == "failed", "explanation"].item()
    assert ("content filter" if fault == "filter" else "too long") in said and KEY not in said
    assert bill.calls == 5
    bodies = [json.loads(body) for body in server.faults.passed]
    assert {body["response_format"]["type"] for body in bodies} == {"json_schema"}


def test_a_filter_that_always_catches_one_pair_costs_one_call_each_run(server):
    rows = [*items(8), {**items(1)[0], "id": "short", "question": "", "gold": "SELECT 8", "predicted": "select 8"}]
    caught = lambda body: "SELECT 8" in body["messages"][0]["content"]
    server.faults.script = lambda body: refusal(400, "content_filter", "filtered") if caught(body) else None
    for calls in (9, 1):
        frame, bill = judge(server, rows)
        assert frame["source"].tolist() == ["judge"] * 8 + ["failed"] and bill.calls == calls


def test_a_moderated_pair_is_no_wrong_key(server):
    server.faults.script = lambda body: refusal(403, "403", "Your input was flagged by moderation")
    frame, _ = judge(server, items(4))
    assert set(frame["source"]) == {"failed"}


@pytest.mark.parametrize("fault", ["busy inside", "failed choice"])
def test_an_error_inside_of_a_200_is_tried_again(server, fault):
    server.faults.queue = ["ok", fault]
    frame, bill = judge(server, items(3), n_jobs=1)
    assert frame["answer"].tolist() == [0, 1, 0] and (bill.calls, bill.retries) == (4, 1)
    server.faults.rates = {fault: 1.0}
    with pytest.raises(CourseError, match="answered (429|502)"):
        judge(server, items(5), n_jobs=1, attempts=1)


def test_an_account_without_credit_inside_of_a_200_stops_at_once(server):
    server.faults.rates = {"unpaid inside": 1.0}
    with pytest.raises(CourseError, match="paid"):
        judge(server, items(50))
    assert server.faults.seen["unpaid inside"] == 1


@pytest.mark.parametrize("fault", ["parts", "thoughts"])
def test_replies_in_parts_and_with_thoughts_are_read(server, fault):
    server.faults.rates = {fault: 1.0}
    frame, bill = judge(server, items(6))
    assert frame["answer"].tolist() == [0, 1] * 3 and bill.retries == 0
    assert frame["explanation"].str.contains("쿼리").all()


@pytest.mark.parametrize("fault, said", [
    ("truncated", "cut off"), ("spent on thoughts", "cut off"), ("refused", "I cannot judge this"), ("filtered", "content filter"),
])  # fmt: skip
def test_what_comes_again_at_temperature_0_is_asked_once_and_explained(server, fault, said):
    server.faults.rates = {fault: 1.0}
    frame, bill = judge(server, items(6), temperature=0)
    assert set(frame["source"]) == {"unreadable"} and frame["explanation"].str.contains(said).all()
    assert (bill.calls, bill.retries) == (6, 0)
    assert judge(server, items(6), temperature=0.7, attempts=2)[1].calls == 0  # kept
    changed = [{**row, "question": "다른 질문 " + row["id"]} for row in items(6)]
    assert judge(server, changed, temperature=0.7, attempts=2)[1].calls == 12


@pytest.mark.parametrize("key", [KEY + "\n", f" {KEY}\r\n"])
def test_a_key_with_a_line_end_is_sent_without_it(server, key):
    frame, bill = judge_all(items(3), client(server, api_key=key), PROMPT, MODEL)
    assert frame["answer"].notna().all() and bill.retries == 0


@pytest.mark.parametrize("key", ["sk-열쇠", "“sk-x”", "sk-x\nsk-y"])
def test_a_key_that_cannot_be_sent_is_one_sentence_that_does_not_show_it(server, key):
    with pytest.raises(CourseError, match="OPENAI_API_KEY holds") as caught:
        judge_all(items(3), client(server, api_key=key), PROMPT, MODEL)
    assert key not in str(caught.value)


def test_a_refusal_inside_of_every_200_stops_the_run(server):
    server.faults.rates = {"wrong inside": 1.0}
    with pytest.raises(CourseError, match="refuses the request.*too long"):
        judge(server, items(50), n_jobs=2)
    assert server.faults.seen["wrong inside"] <= 5
