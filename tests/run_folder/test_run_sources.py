"""The scenario's files are copied so that they find each other."""

import pytest
from hotline import TEXT

from simulator.comparing import ask
from simulator.run_folder import copied_files
from simulator.run_folder.copied_files import copy_sources, sources_of
from simulator.scenario.reader import load

RECORDED = "sources: {shoppers: {arrivals: {recorded: {file: data/calls.csv, time: time}}}}\n"


@pytest.fixture
def scenario(tmp_path):
    """A scenario that extends one in the folder above and replays a file in one below."""
    (tmp_path / "own" / "data").mkdir(parents=True)
    (tmp_path / "base.yaml").write_text(TEXT)
    (tmp_path / "own" / "data" / "calls.csv").write_text("time\n09:00\n")
    (tmp_path / "own" / "mine.yaml").write_text(f"version: 1\nextends: ../base.yaml\n{RECORDED}")
    return tmp_path / "own" / "mine.yaml"


def test_files_keep_their_places_to_each_other(scenario, tmp_path):
    asked = ask(load(scenario, allow_outside=True), ["as_today"], replications=1)
    found = sources_of(asked)
    assert (found.main, found.outside) == ("own/mine.yaml", True)
    said = copy_sources(asked, found, tmp_path / "run")
    names = ["scenario/base.yaml", "scenario/own/data/calls.csv", "scenario/own/mine.yaml"]
    assert [one["file"] for one in said] == names
    assert all(one["copied"] for one in said)
    again = load(tmp_path / "run" / "scenario" / "own" / "mine.yaml", allow_outside=True)
    assert again.resolved_tree("three") == load(scenario, allow_outside=True).resolved_tree("three")


def test_a_very_large_file_is_named_and_not_copied(scenario, tmp_path, monkeypatch):
    monkeypatch.setattr(copied_files, "BYTES_MAX", 300)
    asked = ask(load(scenario, allow_outside=True), ["as_today"], replications=1)
    said = copy_sources(asked, sources_of(asked), tmp_path / "run")
    assert {one["file"]: one["copied"] for one in said} == {
        "scenario/base.yaml": False,
        "scenario/own/data/calls.csv": True,
        "scenario/own/mine.yaml": True,
    }
    assert len(said[0]["sha256"]) == 64
    assert not (tmp_path / "run" / "scenario" / "base.yaml").exists()
