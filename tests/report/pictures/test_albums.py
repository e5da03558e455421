"""All pictures of a run: which there are, what they are called, that they are written whole."""

import doctest
import re

import pytest
from chats_as_conversations import conversation_run
from drawn import HOSTILE, hotline_run
from places import DAYS, in_futures
from small_floor import floor_run

from simulator import pictures
from simulator.errors import UsageError
from simulator.report.pictures import albums
from simulator.report.pictures.albums import KINDS, album, safe_names, write_album
from simulator.report.pictures.frame import framed


def names(run, *only):
    return [picture.name for picture in album(run, only)]


def test_several_strategies_in_one_future_have_these_pictures():
    assert names(hotline_run("as_today", "three")) == [
        "differences", "service", "waits", "queue", "closed", "load-as-today", "load-three", "agents-as-today",
        "agents-three",
    ]  # fmt: skip


def test_one_strategy_alone_has_no_differences_and_plain_names():
    assert names(hotline_run("as_today")) == ["service", "waits", "queue", "closed", "load", "agents"]


def test_where_agents_have_shifts_there_are_their_hours_and_plans():
    found = names(floor_run("as_planned", "by_number"))
    assert {"hours", "plan-as-planned"} <= set(found)
    # Nobody has a plan where only a number is stated.
    assert "plan-by-number" not in found
    with pytest.raises(UsageError, match=r"no picture of hours or plan: .*no agents have shifts or rates"):
        write_album(hotline_run("as_today"), "anywhere", ["hours", "plan"])


def test_several_futures_have_pictures_of_each_and_one_of_all():
    found = names(hotline_run("as_today", "three", futures=(None, "busy")))
    assert {"futures", "service-as-stated", "service-busy", "differences-busy", "waits-busy"} <= set(found)
    assert "service" not in found


def test_a_grid_has_its_own_pictures_only():
    one, two = "agent_groups.front.agents=1,2", "channels.voice.lines=4,6"
    assert names(hotline_run("as_today", vary=(one,), replications=2)) == ["grid"]
    assert names(hotline_run("as_today", "three", vary=(one, two), replications=2)) == ["grid-as-today", "grid-three"]


def test_every_kind_is_explained_and_drawn_somewhere():
    gridded = hotline_run("as_today", vary=("agent_groups.front.agents=1,2",), replications=2)
    runs = [
        hotline_run("as_today", "three", futures=(None, "busy"), replications=10),
        gridded,
        floor_run(),
        conversation_run(),
    ]
    assert {picture.kind for run in runs for picture in album(run)} == set(KINDS)


def test_no_two_pictures_have_one_name_whatever_strategies_are_called():
    served = dict.fromkeys([*HOSTILE, "a b", "a-b", "A_b", "as stated"], DAYS)
    found = names(in_futures({None: served, "as_stated": served, "a b": served}))
    assert len(set(found)) == len(found)
    # Letters of any script, so that a name in another one is not lost; nothing a file system could stumble over.
    assert all(re.fullmatch(r"(?:[^\W_]|-)+", name) and len(name) < 100 for name in found)


def test_the_examples_of_safe_names_hold():
    assert doctest.testmod(albums).failed == 0
    assert safe_names(["as stated"]) == {"as stated": "as-stated-2"}


def test_files_are_written_and_the_same_again(tmp_path, monkeypatch):
    monkeypatch.setattr(albums, "partial", lambda *_: lambda: framed("A title")[0])
    run, folder = hotline_run("as_today", "three"), tmp_path / "new" / "folder"
    files = write_album(run, folder, ["load"])
    names = ["load-as-today.svg", "load-as-today.png", "load-three.svg", "load-three.png"]
    assert [path.name for path in files] == names
    before = {path: path.read_bytes() for path in files if path.suffix == ".svg"}
    assert write_album(run, folder, ["load"], ["svg"]) == list(before)
    assert {path: path.read_bytes() for path in before} == before
    assert not list(tmp_path.rglob("*.part"))


def test_what_cannot_be_is_said(tmp_path):
    run = hotline_run("as_today")
    with pytest.raises(UsageError, match=r"no picture 'wait'\. Did you mean 'waits'"):
        album(run, ["wait"])
    with pytest.raises(UsageError, match="of futures or differences: there is no grid and it has one future"):
        write_album(run, tmp_path, ["futures", "differences"])
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="file is a file; pictures are written into a folder"):
        write_album(run, tmp_path / "file")
    with pytest.raises(UsageError, match=r"below cannot be written: .*file is no folder"):
        write_album(run, tmp_path / "file" / "below", ["waits"])
    assert (tmp_path / "file").read_text() == "mine"


def test_a_grid_of_three_settings_says_why_there_is_no_picture(tmp_path):
    three = ("agent_groups.front.agents=1,2", "channels.voice.lines=4,6", "sources.shoppers.arrivals=10/h,20/h")
    with pytest.raises(UsageError, match="a grid has pictures of one or two settings"):
        write_album(hotline_run("as_today", vary=three, replications=1), tmp_path)


def test_the_package_offers_every_picture_by_name():
    for name in pictures.__all__:
        assert callable(getattr(pictures, name)), name
    with pytest.raises(AttributeError, match="nothing"):
        pictures.nothing  # noqa: B018
