"""A scenario that is given as a Python mapping: the same study, and the same messages, as from a file."""

import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pytest
from hotline import TEXT

import ccsim as cc
from simulator.scenario.reader import load_text
from simulator.scenario.text.nodes import plain
from simulator.scenario.text.yaml_text import read_nodes

ROOT = Path(__file__).parent.parent.parent


def given(text=TEXT):
    return plain(read_nodes(text, "hotline.yaml"))


def problems(mapping, **how):
    with pytest.raises(cc.ScenarioError) as raised:
        cc.load(mapping, **how)
    return raised.value.problems


def test_letters_have_one_spelling_as_in_a_file():
    two = {part: unicodedata.normalize(part, "atención") for part in ("NFC", "NFD")}
    (wrong, *_) = problems(given() | {"contact_types": {two["NFD"]: {}, two["NFC"]: {}}})
    assert "'atención' is given twice" in wrong.what


def test_a_mapping_gives_the_study_that_its_file_gives():
    mine, file = cc.load(given()), load_text(TEXT)
    assert mine.path == "<mapping>"
    assert (mine.name, mine.strategies, mine.futures) == (file.name, file.strategies, file.futures)
    for name in file.strategies:
        assert mine.resolve(name, "busy").model_copy(update={"folder": file.resolve().folder}) == file.resolve(
            name, "busy"
        )
    one, other = (cc.compare(each, replications=3, jobs=1) for each in (mine, file))
    assert cc.rows_frame(one).equals(cc.rows_frame(other))
    assert [str(found).replace("hotline.yaml", "") for found in mine.warnings()] != []


@pytest.mark.parametrize("path", sorted((ROOT / "scenarios").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_scenario_can_be_given_as_a_mapping(path):
    file = cc.load(path)
    mine = cc.load(plain(read_nodes(path.read_text(), path.name)), folder=path.parent)
    assert mine.resolve() == file.resolve()
    assert mine.strategies == file.strategies


def test_problems_are_those_of_a_file_with_the_path_for_a_place():
    spoiled = given(TEXT.replace("lines: 6", "linse: 6").replace("agents: 2", "agents: -2"))
    found = problems(spoiled)
    file = problems_of_text(TEXT.replace("lines: 6", "linse: 6").replace("agents: 2", "agents: -2"))
    assert sorted((one.where, one.what, one.hint) for one in found) == sorted(
        (one.where, one.what, one.hint) for one in file
    )
    assert {(one.file, one.line) for one in found} == {("<mapping>", 0)}
    with pytest.raises(cc.ScenarioError, match=r"^<mapping>: 2 problems\n  agent_groups.front.agents: .*\n  channels"):
        cc.load(spoiled)


def problems_of_text(text):
    with pytest.raises(cc.ScenarioError) as raised:
        load_text(text)
    return raised.value.problems


def changed(**what):
    """Return the hotline with other values at dotted paths, as ``run__seed=3``."""
    mapping = given()
    for path, value in what.items():
        *way, last = path.split("__")
        at = mapping
        for part in way:
            at = at[part]
        at[last] = value
    return mapping


@pytest.mark.parametrize(
    ("what", "meant"),
    [
        ({"run__replications": np.int64(5)}, "run: {replications: 5}"),
        ({"agent_groups__front__serves__orders__handle_time": np.float32(1.5)}, "serves: {orders: {handle_time: 1.5}}"),
        ({"agent_groups__front__serves__orders__handle_time": Decimal("1.1")}, "serves: {orders: {handle_time: 1.1}}"),
        (
            {"agent_groups__front__serves__orders__handle_time": Fraction(11, 10)},
            "serves: {orders: {handle_time: 1.1}}",
        ),
        ({"run__replications": Decimal(7)}, "run: {replications: 7}"),
        ({"run__replications": Fraction(7)}, "run: {replications: 7}"),
        ({"horizon__from": time(7)}, 'horizon: {from: "07:00"}'),
        ({"horizon__interval": timedelta(minutes=30)}, "horizon: {interval: 30m}"),
        ({"horizon__date": date(2026, 12, 24)}, 'horizon: {date: "2026-12-24"}'),
        ({"horizon__date": datetime(2026, 12, 24)}, 'horizon: {date: "2026-12-24"}'),
        ({"channels": MappingProxyType({"voice": {"lines": np.uint8(9)}})}, "channels: {voice: {lines: 9}}"),
        ({"agent_groups__front__agents": {time(8): 2, time(9, 30): 3}}, 'agents: {"08:00": 2, "09:30": 3}'),
    ],
    ids=str,
)
def test_values_of_python_are_what_a_file_would_say(what, meant):
    scenario = cc.load(changed(**what)).resolve()
    section, _, value = next(iter(what)).partition("__")
    said = plain(read_nodes(meant, ""))
    target = {"agent_groups": {"front": said}} if section == "agent_groups" else said
    ours = cc.load(merged(given(), target)).resolve()
    assert scenario == ours, value


def merged(below, above):
    return {
        **below,
        **{
            key: merged(below[key], one)
            if isinstance(one, dict) and isinstance(below.get(key), dict) and key != "agents"
            else one
            for key, one in above.items()
        },
    }


def test_tuples_and_arrays_are_lists():
    checks = ("abandonment_rate <= 99%",)
    assert [text for text, _ in cc.load({**given(), "checks": checks}).checks] == list(checks)
    assert [text for text, _ in cc.load({**given(), "checks": np.array(checks)}).checks] == list(checks)


class Odd:
    pass


@pytest.mark.parametrize(
    ("mapping", "where", "what"),
    [
        (changed(channels__voice__lines={6}), "channels.voice.lines", "a scenario cannot hold a set."),
        (changed(channels__voice__lines=Odd()), "channels.voice.lines", "a scenario cannot hold an Odd."),
        (
            changed(channels__voice__lines=float("nan")),
            "channels.voice.lines",
            "expected a number of ordinary size, got nan.",
        ),
        (
            changed(channels__voice__lines=np.float64("inf")),
            "channels.voice.lines",
            "expected a number of ordinary size, got inf.",
        ),
        (
            changed(channels__voice__lines=Decimal("NaN")),
            "channels.voice.lines",
            "expected a number of ordinary size, got nan.",
        ),
        (
            changed(channels__voice__lines=np.datetime64("2026-01-01")),
            "channels.voice.lines",
            "a scenario cannot hold a datetime64.",
        ),
        (changed(horizon__date=datetime(2026, 1, 1, 9)), "horizon.date", "a scenario cannot hold a datetime."),
        (
            changed(agent_groups__front__agents={8: 2}),
            "agent_groups.front.agents",
            "expected a text as key, got the number 8.",
        ),
        (
            changed(agent_groups__front__agents={"08:00": 2, time(8): 3}),
            'agent_groups.front.agents."08:00"',
            "the key '08:00' is given twice.",
        ),
        ({}, "", "the mapping is empty."),
    ],
    ids=lambda one: str(one)[-30:],
)
def test_what_no_file_could_say_is_refused_with_its_path(mapping, where, what):
    (found,) = problems(mapping)
    assert (found.file, found.where, found.what) == ("<mapping>", where, what)


def test_all_that_is_wrong_is_told_together():
    assert len(problems(changed(channels__voice__lines={6}, horizon__date={7}))) == 2


def test_a_mapping_that_holds_itself_is_nested_too_deeply():
    mapping = given()
    mapping["channels"]["voice"]["lines"] = mapping
    assert any("nested too deeply" in one.what for one in problems(mapping))


def test_files_that_a_mapping_names_are_in_the_folder(tmp_path, monkeypatch):
    (tmp_path / "base.yaml").write_text(TEXT)
    mine = {"extends": "base.yaml", "run": {"replications": 2}}
    assert cc.load(mine, folder=tmp_path).resolve().run.replications == 2
    assert "there is no such file" in problems(mine, folder=tmp_path / "else")[0].what
    monkeypatch.chdir(tmp_path)
    assert cc.load(mine).resolve().run.replications == 2
    (tmp_path / "in").mkdir()
    outside = {"extends": "../base.yaml"}
    assert "not in the scenario's folder" in problems(outside, folder=tmp_path / "in")[0].what
    assert cc.load(outside, folder=tmp_path / "in", allow_outside=True).name == "Hotline"


def test_settings_are_applied_and_the_mapping_is_not_changed():
    mapping = given()
    assert cc.load(mapping, "run.replications=3").resolve().run.replications == 3
    assert mapping == given()


def test_a_path_may_be_a_text_or_a_path(tmp_path):
    path = tmp_path / "hotline.yaml"
    path.write_text(TEXT)
    assert cc.load(str(path)) == cc.load(path)
