"""Publishing: one commit, nothing on a re-run, every fault one sentence, no secret anywhere."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from hub_fixtures import adapter, api, card, client, hub  # noqa: F401
from huggingface_hub import CommitOperationAdd, HfApi

from helpers import artifacts
from helpers.artifacts import CourseError
from hub import publishing
from standins.hub_server import Account
from standins.hub_store import Refused

REPO = "learner/model"
MIB = 2**20


def test_one_commit_with_all_files_and_no_path_of_this_machine(hub, api, adapter):
    done = publishing.publish(adapter, card(), REPO, api=api)
    assert done.changed and done.private and len(api.list_repo_commits(REPO)) == 2  # the Hub's own and ours
    assert set(done.files) == {
        "adapter_model.safetensors",
        "adapter_config.json",
        "training.json",
        "chat_template.jinja",
        "README.md",
    }
    folder = publishing.read_back(done, api)
    assert artifacts.read_json(folder / "adapter_config.json")["base_model_name_or_path"] == "someone/base"
    assert "/home/kim" not in (folder / "training.json").read_text()
    assert (folder / "adapter_model.safetensors").read_bytes() == (adapter / "adapter_model.safetensors").read_bytes()


def test_the_terms_of_the_base_model_go_along(hub, api, adapter, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path))
    terms = tmp_path / str(card().data.base_model).split("/")[-1] / "GEMMA_TERMS.html"
    terms.parent.mkdir()
    terms.write_text("terms of use", encoding="utf-8")
    done = publishing.publish(adapter, card(), REPO, api=api)
    assert (publishing.read_back(done, api) / "GEMMA_TERMS.html").read_text(encoding="utf-8") == "terms of use"


def test_publishing_again_changes_nothing_and_a_new_card_only_the_card(hub, api, adapter):
    first = publishing.publish(adapter, card(), REPO, api=api)
    received = hub.large_files.received.total()
    again = publishing.publish(adapter, card(), REPO, api=api)
    assert (again.changed, again.commit, again.files) == (False, first.commit, first.files)
    rewritten = publishing.publish(adapter, card("now with scores"), REPO, api=api)
    assert rewritten.changed and hub.large_files.received.total() == received
    entries = [hub.store.load(REPO)["commits"][done.commit]["files"] for done in (first, rewritten)]
    assert {name for name in entries[1] if entries[1][name] != entries[0][name]} == {"README.md"}


def test_public_only_when_told_and_an_existing_repository_stays_as_it_is(hub, api, adapter):
    assert publishing.publish(adapter, card(), REPO, private=False, api=api).private is False
    assert publishing.publish(adapter, card(), REPO, api=api).private is False
    assert publishing.publish(adapter, card(), REPO, private=True, api=api).private is True


def test_a_damaged_copy_in_the_cache_is_fetched_again(hub, api, adapter):
    done = publishing.publish(adapter, card(), REPO, api=api)
    weights = publishing.read_back(done, api) / "adapter_model.safetensors"
    weights.resolve().write_bytes(b"damaged")
    assert (publishing.read_back(done, api) / weights.name).read_bytes() == (adapter / weights.name).read_bytes()


def test_a_file_that_the_hub_altered_is_noticed(hub, api, adapter):
    done = publishing.publish(adapter, card(), REPO, api=api)
    (stored,) = (hub.store.folder / "lfs").iterdir()
    content = bytearray(stored.read_bytes())
    content[-1] ^= 1
    stored.write_bytes(content)
    with pytest.raises(CourseError, match="adapter_model.safetensors came back"):
        publishing.read_back(done, api)


def test_the_name_comes_from_the_learner_or_the_account(hub, api, monkeypatch):
    assert publishing.full_name("sql", api) == "learner/sql"
    monkeypatch.setenv("COURSE_HUB_NAME", "mine")
    assert publishing.full_name("sql", api) == "learner/mine"
    monkeypatch.setenv("COURSE_HUB_NAME", "club/mine")
    assert publishing.full_name("sql", api) == "club/mine"


def sentence(act) -> str:
    """The message of the `CourseError` that `act` raises: one line, no address, no cause shown."""
    with pytest.raises(CourseError) as raised:
        act()
    message = str(raised.value)
    assert "\n" not in message and "127.0.0.1" not in message and "signature" not in message
    assert raised.value.__cause__ is None
    return message


def test_tokens_that_do_not_fit(hub, adapter):
    for token, words in [
        (hub.token("learner", role="read"), "can only read"),
        (hub.token("learner", expired=True), "has expired"),
        ("hf_invented", "is wrong"),
    ]:
        assert words in sentence(lambda: publishing.publish(adapter, card(), REPO, api=client(hub, token)))


@pytest.mark.parametrize("name", ["my model", "내-모델", "https://huggingface.co/kim/sql", "a--b", "kim/sql.git", "-x", "a/b/c"])
def test_names_that_no_repository_can_have(hub, api, monkeypatch, name):
    monkeypatch.setenv("COURSE_HUB_NAME", name)
    assert "set COURSE_HUB_NAME to user/name" in sentence(lambda: publishing.full_name("sql", api))
    monkeypatch.setenv("COURSE_ADAPTER", name)
    assert "set COURSE_ADAPTER to user/name" in sentence(lambda: publishing.adapter(SimpleNamespace(model_id="b"), api))


def test_addresses_and_tokens_that_the_client_cannot_send(hub, adapter, monkeypatch):
    for endpoint in ("huggingface.co", "hf-mirror.com/", "http://[::1"):
        monkeypatch.setenv("HF_ENDPOINT", endpoint)
        bad = HfApi(endpoint=endpoint, token="hf_x")
        assert f"HF_ENDPOINT={endpoint} is no address" in sentence(lambda: publishing.publish(adapter, card(), REPO, api=bad))
    for token in ("hf_토큰", "hf_a\nb"):
        message = sentence(lambda: publishing.publish(adapter, card(), REPO, api=client(hub, token)))
        assert "HF_TOKEN holds characters" in message and token not in message


def test_a_token_with_a_line_break_at_its_end_is_a_token(hub, adapter, tmp_path):
    done = subprocess.run(**run(hub, adapter, tmp_path, hub.token("learner") + "\n"), capture_output=True, text=True, timeout=60)
    assert "Published(repo_id='learner/model'" in done.stdout, done.stderr


FULL = "Private repository storage limit reached, please upgrade your plan to increase your private storage limit."


@pytest.mark.parametrize(
    "reason, words",
    [
        (FULL, ["no room", FULL.rstrip("."), "private=False"]),
        (
            "Your storage patterns tripped our internal systems! See https://x.test/?signature=1",
            ["no room", "tripped our internal"],
        ),
        ("Pass a token of the organisation", ["No right", "Pass a token of the organisation", "COURSE_HUB_NAME"]),
        ("", ["No right", "no reason given"]),
    ],
)
def test_what_the_hub_says_of_a_403_is_passed_on(hub, api, adapter, monkeypatch, reason, words):
    def refuse(*_):
        raise Refused(403, reason)

    monkeypatch.setattr(hub.large_files, "_instruction", refuse)
    message = sentence(lambda: publishing.publish(adapter, card(), REPO, api=api))
    assert all(word in message for word in words), message


def test_names_that_are_taken(hub, api, adapter):
    stranger = client(hub, hub.token("someone-else"))
    stranger.create_repo("someone-else/model", private=False)
    for name in ("someone-else/model", "someone-else/new"):
        assert "COURSE_HUB_NAME" in sentence(lambda: publishing.publish(adapter, card(), name, api=api))
    api.create_repo(REPO)
    api.create_commit(REPO, [CommitOperationAdd("README.md", b"---\nlicense: mit\n---\n")], commit_message="old work")
    assert "already holds something else" in sentence(lambda: publishing.publish(adapter, card(), REPO, api=api))
    assert len(api.list_repo_commits(REPO)) == 2


def test_no_network(hub, api, adapter):
    hub.stop()
    assert "check the network" in sentence(lambda: publishing.publish(adapter, card(), REPO, api=api))


@pytest.fixture
def patient(monkeypatch):
    """The client's pauses between two tries, without the waiting."""
    from huggingface_hub.utils import _http

    monkeypatch.setattr(_http.time, "sleep", lambda _: None)


@pytest.mark.parametrize(
    "where, faults, words",
    [
        ("^PUT ", ["cut halfway"] * 99, "check the network"),
        ("/commit/", ["cut"], "check the network"),
        ("^PUT ", ["500"] * 99, "HTTP 500"),
        ("/preupload/", ["429"] * 99, "HTTP 429"),
    ],
)
def test_a_fault_on_the_way_is_one_sentence_and_the_next_run_goes_on(hub, api, adapter, patient, where, faults, words):
    hub.faults.only, hub.faults.queue = where, faults
    assert words in sentence(lambda: publishing.publish(adapter, card(), REPO, api=api))
    hub.faults.queue = []
    done = publishing.publish(adapter, card(), REPO, api=api)
    assert publishing.read_back(done, api).is_dir()
    assert len(api.list_repo_commits(REPO)) == 2


def test_one_cut_is_mended_by_the_client_within_the_run(hub, api, adapter, patient):
    hub.faults.only, hub.faults.queue = "^PUT ", ["ok", "cut halfway"]
    assert publishing.publish(adapter, card(), REPO, api=api).changed


def test_a_commit_whose_answer_got_lost_is_not_made_twice(hub, api, adapter):
    class LostAnswer(type(api)):
        def create_commit(self, *args, **kwargs):
            super().create_commit(*args, **kwargs)
            raise ConnectionResetError("the answer got lost")

    careless = LostAnswer(endpoint=hub.url, token=api.token)
    assert "check the network" in sentence(lambda: publishing.publish(adapter, card(), REPO, api=careless))
    assert publishing.publish(adapter, card(), REPO, api=api).changed is False


def test_a_folder_without_weights(tmp_path, api):
    assert "03_sft_with_packing" in sentence(lambda: publishing.publish(tmp_path, card(), REPO, api=api))


def test_a_secret_in_a_file_is_not_published(hub, api, adapter, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_planted_in_a_file")
    artifacts.write_json(adapter / "training.json", {"settings": {"hub_token": "hf_planted_in_a_file"}})
    message = sentence(lambda: publishing.publish(adapter, card(), REPO, api=api))
    assert "training.json holds your token" in message and "hf_planted" not in message


RUN = """
import sys
from pathlib import Path
from types import SimpleNamespace
import hub
from helpers import artifacts
from huggingface_hub import ModelCard, ModelCardData, whoami

card = ModelCard("---\\n" + ModelCardData(base_model="a/b", tags=[hub.TAG]).to_yaml() + "\\n---\\nhello\\n")
name = hub.full_name("model")
done = hub.publish(Path(sys.argv[1]), card, name)
hub.read_back(done)
hub.remember(done)
print(done)
"""


def run(hub, folder, tmp_path, token, **more) -> dict:
    """Environment and command of a process of its own that publishes `folder`."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HF_")} | {
        "HF_ENDPOINT": hub.url,
        "HF_TOKEN": token,
        "HF_HUB_DISABLE_XET": "1",
        "HF_HOME": str(tmp_path / "home"),
        "HF_DEBUG": "1",
        "COURSE_ARTIFACTS": str(tmp_path / "artifacts"),
        **more,
    }
    return {"args": [sys.executable, "-c", RUN, str(folder)], "env": environment}


def test_no_token_in_any_output_file_or_exception(hub, adapter, tmp_path):
    planted = {
        "hf_plantedgood": Account("learner"),
        "hf_plantedexpired": Account("learner", expired=True),
        "hf_plantedread": Account("learner", role="read"),
    }
    hub.accounts |= planted
    said = ""
    for token in (*planted, "hf_plantedunknown"):
        done = subprocess.run(**run(hub, adapter, tmp_path, token), capture_output=True, text=True, timeout=60)
        said += done.stdout + done.stderr
    assert "Published(" in said and "CourseError" in said
    assert "planted" not in said
    left = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(left) > 20
    assert not [file for file in left if b"planted" in file.read_bytes()]


def test_killed_in_the_middle_of_200_mb_and_started_again(hub, tmp_path):
    folder = tmp_path / "merged"
    folder.mkdir()
    for number in range(8):  # as `save_pretrained(max_shard_size=...)` cuts a large model
        (folder / f"model-{number}.safetensors").write_bytes(os.urandom(25 * MIB))
    command = run(hub, folder, tmp_path, hub.token("learner"))
    hub.faults.only, hub.faults.delay = "^PUT ", 0.05
    first = subprocess.Popen(**command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while hub.large_files.received.total() < 110 * MIB:
        assert first.poll() is None
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.wait()
    complete = {path.name for path in Path(hub.store.folder, "lfs").iterdir()}
    assert 0 < len(complete) < 8 and len(hub.store.load(REPO)["commits"]) == 1
    subprocess.run(**command, check=True, capture_output=True, timeout=60)
    received = hub.large_files.received
    assert all(received[oid] == 25 * MIB for oid in complete)  # what had arrived in full was not sent again
    assert 0 < received.total() - 200 * MIB <= 25 * MIB  # only the file that was in flight


def test_a_later_lesson_starts_from_the_published_adapter(hub, api, adapter, monkeypatch, capsys):
    """`COURSE_ADAPTER` on a machine that has trained nothing: the same files, under `artifacts/adapter`."""
    publishing.publish(adapter, card(), REPO, api=api)
    profile = SimpleNamespace(model_id="someone/base")
    with pytest.raises(artifacts.MissingInput, match="03_sft_with_packing"):
        publishing.adapter(profile, api)
    monkeypatch.setenv("COURSE_ADAPTER", REPO)
    with pytest.raises(CourseError, match="belongs to someone/base, but this profile uses another/base"):
        publishing.adapter(SimpleNamespace(model_id="another/base"), api)
    folder = publishing.adapter(profile, api)
    assert folder == artifacts.path("adapter") and REPO in capsys.readouterr().out
    assert (folder / "adapter_model.safetensors").read_bytes() == (adapter / "adapter_model.safetensors").read_bytes()
    assert not (folder / "adapter_model.safetensors").is_symlink()
    hub.stop()
    assert publishing.adapter(profile, api) == folder, "what is there already needs no Hub"
    assert capsys.readouterr().out == ""


def test_an_adapter_that_the_hub_does_not_show_is_one_sentence(hub, api, monkeypatch):
    monkeypatch.setenv("COURSE_ADAPTER", "learner/nothing")
    message = sentence(lambda: publishing.adapter(SimpleNamespace(model_id="b"), api))
    assert "learner/nothing does not exist" in message and "check the name in COURSE_ADAPTER" in message
    assert not artifacts.path("adapter").exists()
