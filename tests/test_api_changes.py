"""Each row of lesson 03's table "the book's name, today's name" holds for the installed libraries."""

import pytest

from helpers import artifacts, machine

CHANGES = artifacts.read_json(artifacts.repository() / "data" / "api_changes.json")


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["book"])
def test_only_todays_name_exists(change):
    assert not machine.exists(change["book"])
    assert machine.exists(change["today"])


def test_a_missing_name_is_seen():
    assert not machine.exists("trl.SFTConfig(no_such_argument=)")
    assert not machine.exists("trl.no_such_name")
