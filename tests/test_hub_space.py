"""The page as a Space: all that it needs goes out, one commit, read back, linked with the model both ways."""

import ast
from dataclasses import replace

import pytest
from hub_fixtures import adapter, api, card, client, hub  # noqa: F401
from huggingface_hub import CommitOperationAdd, RepoCard

from helpers import artifacts, profiles
from helpers.artifacts import CourseError
from hub import model_card, publishing, space

CPU = profiles.PROFILES["cpu"]
MODEL = "learner/model"


def test_all_that_the_page_needs_goes_out():
    contents = space.contents(MODEL, CPU)
    code = {
        name: ast.parse(file.read_text(encoding="utf-8"))
        for name, file in contents.items()
        if name.endswith(".py") and name != "app.py"
    }
    code["app.py"] = ast.parse(contents["app.py"])
    imported = set()
    for tree in code.values():
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            imported |= {name.split(".")[0] for name in names}
            if isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.split(".")[0])
    assert imported & set(artifacts.ROOMS) == set(space.ROOMS)
    assert {name.split("/")[0] for name in contents} == {*space.ROOMS, "data", "README.md", "app.py", "requirements.txt"}
    assert sum(name.startswith("data/databases/") for name in contents) == 34
    lines = contents["requirements.txt"].decode().splitlines()
    assert all("==" in line for line in lines) and any(line.startswith("gradio==") for line in lines)
    assert not any(line.startswith(("pytest", "jupyterlab", "playwright")) for line in lines)


def test_the_program_loads_the_published_model_and_opens_no_files():
    program = space.contents(MODEL, CPU)["app.py"].decode()
    assert f'"COURSE_ADAPTER", "{MODEL}"' in program and '"COURSE_PROFILE", "cpu"' in program
    calls = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Call)]
    build = next(call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == "build")
    assert {word.arg: word.value.value for word in build.keywords} == {"own_files": False}


def test_a_space_comes_back_as_it_was_sent_and_a_second_time_changes_nothing(hub, api):
    sent = space.publish(MODEL, CPU, "the terms", api=api)
    assert sent.changed and sent.private and sent.kind == "space"
    assert not space.publish(MODEL, CPU, "the terms", api=api).changed
    info = api.space_info(MODEL)
    assert info.sha == sent.commit and {sibling.rfilename for sibling in info.siblings} == {*sent.files, ".gitattributes"}
    folder = publishing.read_back(sent, api)
    for name, content in space.contents(MODEL, CPU, "the terms").items():
        assert (folder / name).read_bytes() == (content if isinstance(content, bytes) else content.read_bytes()), name
    head = RepoCard.load(folder / "README.md").data
    assert (head["sdk"], head["app_file"], head["models"]) == ("gradio", "app.py", [MODEL])


def test_space_and_model_of_one_name_are_two_repositories(hub, api, adapter):
    sent = space.publish(MODEL, CPU, api=api)
    model = publishing.publish(adapter, card(), MODEL, api=api)
    assert api.model_info(MODEL).sha == model.commit and api.space_info(MODEL).sha == sent.commit
    assert "app.py" not in api.list_repo_files(MODEL) and "app.py" in api.list_repo_files(MODEL, repo_type="space")
    assert hub.store.load(MODEL)["kind"] == "models"
    other = client(hub, hub.token("stranger"))
    with pytest.raises(CourseError, match="belongs to someone else"):
        space.publish(MODEL, CPU, api=other)


def test_a_space_of_somebodys_own_work_is_left_alone(hub, api):
    api.create_repo(MODEL, repo_type="space", space_sdk="gradio")
    api.create_commit(MODEL, [CommitOperationAdd("app.py", b"print(1)")], commit_message="mine", repo_type="space")
    with pytest.raises(CourseError, match="already holds something else"):
        space.publish(MODEL, CPU, api=api)


def test_no_token_goes_out(monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_" + "x" * 30)
    with pytest.raises(CourseError, match="holds your token"):
        space.contents("learner/" + "hf_" + "x" * 30, replace(CPU))


def test_the_model_card_links_to_the_page_once_there_is_one(hub, api):
    def text(name=MODEL):
        return model_card.write(name, CPU, {}, {}, "a wheel").text

    assert "/spaces/" not in text()
    space.publish(MODEL, CPU, api=api)
    assert f"[{space.PAGES}/{MODEL}]({space.PAGES}/{MODEL})" in text() and "/spaces/" not in text("learner/another")
