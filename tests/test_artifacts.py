"""Results survive crashes, torn lines and full disks."""

import errno
import os

import pytest

from helpers import artifacts


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "results"))
    return tmp_path / "results"


def test_paths_lie_below_the_chosen_root(folder):
    assert artifacts.path("predictions", "x.jsonl") == folder / "predictions" / "x.jsonl"
    assert (folder / "predictions").is_dir()


def test_missing_input_names_the_lesson():
    with pytest.raises(artifacts.MissingInput, match="notebooks/03_sft_with_packing.ipynb first"):
        artifacts.require(artifacts.path("adapter"), "03_sft_with_packing")


def test_json_lines_keep_hangul_and_line_separators():
    file = artifacts.path("rows.jsonl")
    rows = [{"question": "가격이 3만 원인 메뉴\u2028는?"}, {"question": "둘"}]
    artifacts.append_jsonl(file, rows[:1])
    artifacts.append_jsonl(file, rows[1:])
    assert artifacts.read_jsonl(file) == rows
    assert "가격" in file.read_text(encoding="utf-8")


def test_a_torn_last_line_is_left_out_and_then_cut_off():
    file = artifacts.path("rows.jsonl")
    file.write_bytes('{"id": 1}\n{"id": 2, "text": "반'.encode()[:-1])
    assert artifacts.read_jsonl(file) == [{"id": 1}]
    artifacts.append_jsonl(file, [{"id": 3}])
    assert artifacts.read_jsonl(file) == [{"id": 1}, {"id": 3}]


def test_a_failed_write_leaves_the_old_file(monkeypatch):
    file = artifacts.path("report.json")
    artifacts.write_json(file, {"score": 1})

    def fail(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(artifacts.CourseError, match="disk is full"):
        artifacts.write_json(file, {"score": 2})
    assert artifacts.read_json(file) == {"score": 1}
    assert [left.name for left in file.parent.iterdir()] == ["report.json"]


def test_record_merges():
    artifacts.record(profile="cpu", em_base=0.0)
    assert artifacts.record(em_base=0.1) == {"profile": "cpu", "em_base": 0.1}


def test_a_folder_that_cannot_be_made_is_explained(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_ARTIFACTS", str(tmp_path / "file" / "below"))
    with pytest.raises(artifacts.CourseError, match="COURSE_ARTIFACTS"):
        artifacts.path("x")
