"""Where a folder may be written, and that it appears there whole or not at all."""

import json
import zipfile

import pytest
from hotline import study
from kept_folders import put, whole_manifest

from simulator.comparing import ask
from simulator.errors import UsageError
from simulator.metrics.measure import MEASURES
from simulator.metrics.wait_bins import STEPS
from simulator.run_folder.identity import identity_of
from simulator.run_folder.manifest import VERSION
from simulator.run_folder.place import Found, NotWritten, look_at, publish
from simulator.run_folder.replications import FORM
from simulator.run_folder.staging import staging_for

IDENTITY = identity_of(ask(study(), ["three"], replications=2))
OTHER = identity_of(ask(study(), ["three"], replications=3))


def about(numbers):
    """Return what says that nothing is in the file of numbers, and something that tells it from another."""
    head = {"form": FORM, "wait_steps": STEPS, "measures": list(MEASURES), "cells": [], "runs": []}
    return json.dumps({**head, "numbers": numbers})


def a_run(folder, identity=IDENTITY, status="complete", numbers="1"):
    folder.mkdir(exist_ok=True)
    put(folder, whole_manifest(identity, status=status))
    with zipfile.ZipFile(folder / "replications.npz", "w") as archive:
        archive.writestr("about.json", about(numbers))
    return folder


def listing(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_what_is_in_a_place_is_recognised(tmp_path):
    (tmp_path / "empty").mkdir()
    assert look_at(tmp_path / "nothing", IDENTITY) is Found.NOTHING
    assert look_at(tmp_path / "empty", IDENTITY) is Found.NOTHING
    assert look_at(a_run(tmp_path / "same"), IDENTITY) is Found.SAME
    assert look_at(a_run(tmp_path / "unfinished", OTHER, "incomplete"), IDENTITY) is Found.INCOMPLETE


def test_another_run_says_what_differs(tmp_path):
    with pytest.raises(UsageError, match=r"holds another run:\n  replications: 3 there, 2 here\nName another folder"):
        look_at(a_run(tmp_path / "other", OTHER), IDENTITY)


@pytest.mark.parametrize("content", ["", "{}", "[1]", "no json", '{"manifest_version": 1}'])
def test_a_folder_with_anything_else_is_foreign(tmp_path, content):
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(UsageError, match="holds files that are not a run of ccsim"):
        look_at(tmp_path, IDENTITY)


def test_a_file_and_a_dead_link_are_in_the_way(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    for name in ("file", "link"):
        with pytest.raises(UsageError, match="is a file; the results of a run are a folder"):
            look_at(tmp_path / name, IDENTITY)


def test_a_newer_layout_is_left_alone(tmp_path):
    folder = a_run(tmp_path / "newer")
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "manifest_version": VERSION - 1}))
    with pytest.raises(UsageError, match="written by another version of ccsim"):
        look_at(folder, IDENTITY)


@pytest.mark.parametrize("there", ["nothing", "empty", "incomplete"])
def test_a_folder_appears_whole(tmp_path, there):
    folder = tmp_path / "deep" / "run"
    if there != "nothing":
        folder.mkdir(parents=True)
    if there == "incomplete":
        a_run(folder, OTHER, "incomplete")
        (folder / "rest").write_text("")
    staging = staging_for(folder)
    assert staging.parent == folder.parent
    assert staging.name.startswith(".")
    publish(a_run(staging), folder, IDENTITY)
    notes = ["deep/run/rest"] if there == "incomplete" else []
    assert listing(tmp_path) == ["deep", "deep/run", "deep/run/manifest.json", "deep/run/replications.npz", *notes]


def test_the_same_run_is_written_again_and_what_else_is_there_stays(tmp_path):
    folder = a_run(tmp_path / "run")
    (folder / "log").mkdir()
    (folder / "log" / "contacts.parquet").write_text("log")
    (folder / "summary.md").write_text("old")
    staging = a_run(staging_for(folder))
    (staging / "summary.md").write_text("new")
    publish(staging, folder, IDENTITY)
    assert (folder / "summary.md").read_text() == "new"
    assert (folder / "log" / "contacts.parquet").read_text() == "log"
    assert listing(tmp_path) == sorted(["run", *(f"run/{name}" for name in listing(folder))])


def test_the_same_run_with_other_numbers_is_left_as_it_is(tmp_path):
    folder = a_run(tmp_path / "run", numbers="1.0")
    with pytest.raises(NotWritten, match="the same run with other numbers"):
        publish(a_run(staging_for(folder), numbers="1.1"), folder, IDENTITY)
    with zipfile.ZipFile(folder / "replications.npz") as archive:
        assert archive.read("about.json").decode() == about("1.0")


def test_permissions_of_a_run_folder_are_the_usual_ones(tmp_path):
    (tmp_path / "usual").mkdir()
    assert staging_for(tmp_path / "run").stat().st_mode == (tmp_path / "usual").stat().st_mode
