"""The loopback Hub, asked by the real `huggingface_hub` client and, where a client never would, by hand."""

import hashlib
import os
import subprocess
import sys

import pytest
import requests
from hub_fixtures import adapter, api, card, client, hub  # noqa: F401
from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, HfFileSystem, constants
from huggingface_hub.errors import (
    EntryNotFoundError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

from standins.hub_server import Hub

REPO = "learner/model"
MIB = 2**20


def add(name: str, content: bytes) -> CommitOperationAdd:
    return CommitOperationAdd(name, content)


@pytest.fixture
def repo(api):
    """A private repository with a small and two large files."""
    api.create_repo(REPO, private=True)
    files = {
        "README.md": b"---\nlicense: mit\n---\n",
        "one.bin": os.urandom(MIB),
        "sub/two.safetensors": os.urandom(20 * MIB),
    }
    api.create_commit(REPO, [add(*item) for item in files.items()], commit_message="files")
    return files


def test_what_went_in_comes_out(hub, api, repo):
    info = api.model_info(REPO, files_metadata=True)
    found = {sibling.rfilename: sibling for sibling in info.siblings}
    assert info.private and set(found) == {*repo, ".gitattributes"}
    assert found["README.md"].lfs is None
    assert found["one.bin"].lfs.sha256 == hashlib.sha256(repo["one.bin"]).hexdigest()
    for name, content in repo.items():
        with open(api.hf_hub_download(REPO, name), "rb") as file:
            assert file.read() == content
    assert api.verify_repo_checksums(REPO).checked_count == 3


def test_lists_of_files_branches_and_commits(api, repo):
    assert {row.path for row in api.list_repo_tree(REPO)} == {".gitattributes", "README.md", "one.bin", "sub"}
    assert [row.path for row in api.list_repo_tree(REPO, "sub")] == ["sub/two.safetensors"]
    assert "sub/two.safetensors" in api.list_repo_files(REPO)
    api.create_branch(REPO, branch="other")
    api.create_commit(REPO, [add("new.txt", b"new")], commit_message="on a branch", revision="other")
    assert {branch.name for branch in api.list_repo_refs(REPO).branches} == {"main", "other"}
    assert [commit.title for commit in api.list_repo_commits(REPO, revision="other")][0] == "on a branch"
    assert not api.file_exists(REPO, "new.txt") and api.file_exists(REPO, "new.txt", revision="other")
    with pytest.raises(HfHubHTTPError, match="already exists"):
        api.create_branch(REPO, branch="other")


def test_pages_have_the_name_by_which_the_client_calls_the_server(hub, api):
    called = HfApi(endpoint=hub.url.replace("127.0.0.1", "localhost"), token=api.token)
    made = called.create_repo(REPO)  # the client refuses an address on another host
    commit = called.create_commit(REPO, [add("new.txt", b"new")], commit_message="new")
    assert str(made).startswith(called.endpoint) and commit.commit_url.startswith(f"{called.endpoint}/{REPO}/commit/")


def test_the_same_files_make_no_commit_and_cost_no_bytes(hub, api, repo):
    before, received = api.model_info(REPO).sha, hub.large_files.received.copy()
    assert api.create_commit(REPO, [add(*item) for item in repo.items()], commit_message="again").oid == before
    assert hub.large_files.received == received and len(api.list_repo_commits(REPO)) == 2


def test_deleting_and_stale_parents(api, repo):
    old = api.model_info(REPO).sha
    api.create_commit(REPO, [CommitOperationDelete("one.bin")], commit_message="less")
    assert not api.file_exists(REPO, "one.bin") and api.file_exists(REPO, "one.bin", revision=old)
    with pytest.raises(HfHubHTTPError, match="commit has happened since"):
        api.create_commit(REPO, [add("a.txt", b"a")], commit_message="late", parent_commit=old)


@pytest.mark.parametrize(
    "asked, status, wanted",
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=1000000-", 206, slice(1_000_000, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=99999999-", 416, None),
        (None, 200, slice(None)),
    ],
)
def test_ranges(hub, api, repo, asked, status, wanted):
    headers = {"authorization": f"Bearer {api.token}"} | ({"range": asked} if asked else {})
    answer = requests.get(f"{hub.url}/{REPO}/resolve/main/one.bin", headers=headers)
    assert answer.status_code == status
    if wanted:
        assert answer.content == repo["one.bin"][wanted]
        assert answer.headers["etag"].strip('"') == hashlib.sha256(repo["one.bin"]).hexdigest()


def test_a_cut_download_goes_on_where_it_stopped(hub, api, repo):
    hub.faults.only, hub.faults.queue = "^GET .*resolve", ["cut halfway"]
    hub.faults.seen.clear()
    path = api.hf_hub_download(REPO, "sub/two.safetensors")
    with open(path, "rb") as file:
        assert file.read() == repo["sub/two.safetensors"]
    assert hub.faults.seen == {"cut halfway": 1, "ok": 1}


def test_private_means_private(hub, api, repo):
    for stranger in (client(hub, False), client(hub, hub.token("someone-else"))):
        for ask in (stranger.model_info, stranger.list_repo_files, stranger.list_repo_commits):
            with pytest.raises(RepositoryNotFoundError):
                ask(REPO)
        with pytest.raises(RepositoryNotFoundError):
            stranger.hf_hub_download(REPO, "README.md")
    api.update_repo_settings(REPO, private=False)
    assert client(hub, False).model_info(REPO).private is False
    with pytest.raises(HfHubHTTPError) as refused:
        client(hub, hub.token("someone-else")).create_commit(REPO, [add("a.txt", b"a")], commit_message="mine now")
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("token, status", [("hf_invented", 401), ("expired", 401), ("read", 403)])
def test_bad_tokens(hub, api, repo, token, status):
    token = {
        "expired": hub.token("learner", expired=True),
        "read": hub.token("learner", role="read"),
    }.get(token, token)
    with pytest.raises(HfHubHTTPError) as refused:
        client(hub, token).create_commit(REPO, [add("a.txt", b"a")], commit_message="no")
    assert refused.value.response.status_code == status


def test_what_is_not_there(api, repo):
    with pytest.raises(EntryNotFoundError):
        api.hf_hub_download(REPO, "nothing.txt")
    with pytest.raises(RevisionNotFoundError):
        api.model_info(REPO, revision="nowhere")
    with pytest.raises(RepositoryNotFoundError):
        api.model_info("learner/nothing")


@pytest.mark.parametrize("name", ["..", "a--b", "x.git", "-x", "a..b", "x" * 97])
def test_bad_names_reach_no_file(hub, api, name):
    answer = requests.post(hub.url + "/api/repos/create", json={"name": name}, headers={"authorization": f"Bearer {api.token}"})
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["../evil", "a/../../evil", "/etc/evil", ".git/config", "a//b", ""])
def test_bad_paths_are_refused(hub, api, repo, path):
    lines = b'{"key":"header","value":{"summary":"x"}}\n{"key":"file","value":{"path":"%s","content":""}}' % path.encode()
    headers = {"authorization": f"Bearer {api.token}"}
    answer = requests.post(f"{hub.url}/api/models/{REPO}/commit/main", data=lines, headers=headers)
    assert answer.status_code == 400


def upload_addresses(hub, api, content: bytes, oid: str | None = None) -> dict:
    """What the LFS batch endpoint tells for one file."""
    item = {"oid": oid or hashlib.sha256(content).hexdigest(), "size": len(content)}
    headers = {"authorization": f"Bearer {api.token}"}
    answer = requests.post(f"{hub.url}/{REPO}.git/info/lfs/objects/batch", json={"objects": [item]}, headers=headers)
    return answer.json()["objects"][0]


def test_content_with_another_sha256_is_refused_and_not_kept(hub, api, repo):
    announced = hashlib.sha256(b"right").hexdigest()
    told = upload_addresses(hub, api, b"wrong", announced)
    answer = requests.put(told["actions"]["upload"]["href"], data=b"wrong")
    assert answer.status_code == 400 and "sha256" in answer.json()["error"]
    assert not hub.store.large(announced).exists()
    commit = b'{"key":"header","value":{"summary":"x"}}\n{"key":"lfsFile","value":{"path":"x","oid":"%s"}}'
    headers = {"authorization": f"Bearer {api.token}"}
    url = f"{hub.url}/api/models/{REPO}/commit/main"
    assert requests.post(url, data=commit % announced.encode(), headers=headers).status_code == 400


def test_an_upload_needs_an_address_that_was_given(hub, api, repo):
    content, headers = os.urandom(5), {"authorization": f"Bearer {api.token}"}
    address = upload_addresses(hub, api, content)["actions"]["upload"]["href"]
    assert requests.put(address[:-1] + "x", data=content, headers=headers).status_code == 403
    assert requests.put(address, data=content + b"6").status_code == 400  # more than announced
    assert requests.put(address, data=content[:4]).status_code == 400
    assert not list((hub.store.folder / "partial").iterdir())
    assert requests.put(address, data=content).status_code == 200
    assert "error" in upload_addresses(hub, api, content, "../" * 21 + "x")


def test_an_invalid_card_is_refused_before_anything_is_sent(hub, api, repo):
    received = hub.large_files.received.total()
    with pytest.raises(ValueError, match="Invalid metadata"):
        bad = [add("README.md", b"---\n[\n---\n"), add("new.bin", os.urandom(1000) + b"\0")]
        api.create_commit(REPO, bad, commit_message="bad card")
    assert hub.large_files.received.total() == received


def test_the_store_outlives_the_server(hub, api, repo):
    hub.stop()
    with Hub(hub.store.folder) as again:
        fresh = client(again, again.token("learner"))
        assert set(fresh.list_repo_files(REPO)) == {*repo, ".gitattributes"}


def test_a_model_of_the_real_hub_is_found_in_the_cache(hub, api, repo, tmp_path):
    api.update_repo_settings(REPO, private=False)
    folder = api.snapshot_download(REPO)
    with Hub(tmp_path / "other") as other:
        reader = client(other, other.token("reader"))
        assert reader.snapshot_download(REPO) == folder
        assert reader.hf_hub_download(REPO, "README.md").startswith(folder)
        with pytest.raises(EntryNotFoundError):
            reader.hf_hub_download(REPO, "adapter_config.json")
        with pytest.raises(HfHubHTTPError):
            reader.create_commit(REPO, [add("a.txt", b"a")], commit_message="no")
        other.token("learner")  # a name of its own accounts: nothing from the cache
        with pytest.raises(RepositoryNotFoundError):
            reader.model_info(REPO)


def test_what_others_have_published_comes_from_the_real_hub(hub, api, repo, tmp_path, monkeypatch):
    """Without the stand-in's token, and into the cache of the real Hub; what is there already serves while it is out of reach."""
    api.update_repo_settings(REPO, private=False)
    api.create_repo("learner/secret", private=True)
    real_cache, own_cache = tmp_path / "real", tmp_path / "own"
    own_cache.mkdir()
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(own_cache))
    with Hub(tmp_path / "other", upstream=hub.url, cache=real_cache) as other:
        reader = client(other, other.token("reader"))
        assert reader.hf_hub_download(REPO, "README.md")  # from now on a part of it is cached
        assert reader.model_info(REPO).sha == api.model_info(REPO).sha
        assert set(reader.list_repo_files(REPO)) == {*repo, ".gitattributes"}
        assert reader.get_paths_info(REPO, ["one.bin", "none"])[0].size == MIB
        folder = reader.snapshot_download(REPO)
        assert (real_cache / "models--learner--model" / "refs" / "main").exists()
        with open(f"{folder}/sub/two.safetensors", "rb") as file:
            assert file.read() == repo["sub/two.safetensors"]
        with pytest.raises(EntryNotFoundError):
            reader.hf_hub_download(REPO, "none.txt")
        for hidden in ("learner/secret", "learner/none"):
            with pytest.raises(RepositoryNotFoundError):
                reader.hf_hub_download(hidden, "README.md")
        assert not (real_cache / "models--learner--none").exists()
        hub.stop()
        assert reader.hf_hub_download(REPO, "README.md").endswith("README.md")
        assert reader.model_info(REPO).sha


@pytest.mark.parametrize("kind", ["dataset", "space"])
def test_datasets_and_spaces_are_kept_beside_models_of_the_same_name(hub, api, repo, kind):
    options = {"space_sdk": "gradio"} if kind == "space" else {}
    url = api.create_repo(REPO, repo_type=kind, **options)
    assert url == f"{hub.url}/{kind}s/{REPO}" and url.repo_type == kind
    files = {"README.md": b"rows", "data/train.parquet": os.urandom(MIB)}
    api.create_commit(REPO, [add(*item) for item in files.items()], commit_message="files", repo_type=kind)
    for name, content in files.items():
        with open(api.hf_hub_download(REPO, name, repo_type=kind), "rb") as file:
            assert file.read() == content
    assert [info.path for info in api.get_paths_info(REPO, ["data/train.parquet", "none"], repo_type=kind)] == [
        "data/train.parquet"
    ]
    assert api.repo_info(REPO, repo_type=kind).id == REPO and "one.bin" in api.list_repo_files(REPO)
    found = HfFileSystem(endpoint=hub.url, token=api.token).glob(f"{kind}s/{REPO}/**/*.parquet")
    assert [path.split("/")[-1] for path in found] == ["train.parquet"]


CONNECT = """
import os, sys
import huggingface_hub
from huggingface_hub import HfApi, ModelCard, constants, create_repo, hf_hub_download, snapshot_download, whoami
from transformers import AutoTokenizer, PreTrainedTokenizerFast
from peft import LoraConfig
from tokenizers import Tokenizer, models
assert constants.HF_HUB_OFFLINE and constants.ENDPOINT == "https://huggingface.co"

import hub
first = hub.connect()
assert hub.connect() == first and hub.loopback() and "nothing leaves" in first
assert constants.ENDPOINT == os.environ["HF_ENDPOINT"]
assert constants.HF_HUB_DISABLE_XET and not huggingface_hub.is_offline_mode()
assert constants.HF_HUB_CACHE.startswith(os.environ["COURSE_CACHE"]), "a Google Drive has no links"
assert os.listdir(os.path.join(constants.HF_HUB_CACHE, "models--someone--base")) == ["refs"]
name = whoami()["name"] + "/late"
create_repo(name)
PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.WordLevel({"a": 0}, "a"))).push_to_hub(name)
LoraConfig(r=3).push_to_hub(name)
assert AutoTokenizer.from_pretrained(name).get_vocab() == {"a": 0} and LoraConfig.from_pretrained(name).r == 3
assert "tokenizer.json" in os.listdir(snapshot_download(name)) and hf_hub_download(name, "tokenizer.json")
assert HfApi().model_info(name).private is not None
ModelCard("---\\nlicense: mit\\n---\\n").push_to_hub(name)
"""


def test_connecting_needs_no_order_of_imports(tmp_path):
    """All libraries are there before the Hub is chosen, and have read other settings; all of them follow."""
    (tmp_path / "hub" / "models--someone--base" / "refs").mkdir(parents=True)  # in the real Hub's cache
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    environment = kept | {
        "HF_HUB_OFFLINE": "1",
        "http_proxy": "http://127.0.0.1:9",
        "HF_HOME": str(tmp_path),
        "COURSE_ARTIFACTS": str(tmp_path / "artifacts"),
        "COURSE_CACHE": str(tmp_path / "cache"),
    }
    done = subprocess.run([sys.executable, "-c", CONNECT], env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


BIG = """
import hashlib, os, resource, sys
from pathlib import Path
os.environ["HF_HUB_DISABLE_XET"], os.environ["HF_HOME"] = "1", sys.argv[1] + "/home"
sys.path.insert(0, sys.argv[2])
from huggingface_hub import CommitOperationAdd, HfApi
from faults import Faults
from hub_fixtures import hub_that_cuts

memory = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
big = Path(sys.argv[1], "big.safetensors")
with big.open("wb") as file:
    for _ in range(200):
        file.write(os.urandom(2**20))
faults = Faults(only="^PUT ", queue=["cut halfway"])
with hub_that_cuts(Path(sys.argv[1], "store"), faults) as hub:
    api = HfApi(endpoint=hub.url, token=hub.token("learner"))
    api.create_repo("learner/big")
    before = memory()
    api.create_commit("learner/big", [CommitOperationAdd(big.name, str(big))], commit_message="big")
    back = Path(api.hf_hub_download("learner/big", big.name))
    one, other = (hashlib.file_digest(file.open("rb"), "sha256").digest() for file in (big, back))
    same = one == other
    print(same, hub.large_files.received.total() - 200 * 2**20, memory() - before)
"""


@pytest.mark.slow
def test_200_mb_cut_in_the_middle_arrive_in_the_end_and_stream(tmp_path):
    command = [sys.executable, "-c", BIG, tmp_path, os.path.dirname(__file__)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    same, again, memory = done.stdout.split()
    assert same == "True"
    assert 90 * MIB <= int(again) <= 100 * MIB  # the half that was lost
    assert float(memory) < 60  # MiB: client and server together never held the file
