"""A contact type without ``from``: nobody comes to it by themselves, only those who are redirected to it."""

from collections.abc import Iterator

import numpy as np
import pytest
import yaml
from jsonschema import Draft202012Validator

from simulator.demand.workload import draw, expected_contacts
from simulator.describing.whole_description import describe
from simulator.engine.simulate import simulate
from simulator.errors import ScenarioError
from simulator.log import EndedBy
from simulator.report.words.moved import only_moved_to
from simulator.scenario.days.opening import opening_of
from simulator.scenario.language.json_schema import scenario_schema
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import Study, load_text
from simulator.scenario.sound import bringing, nobody_comes
from simulator.scenario.text.nodes import Mapping
from simulator.work.odd import odd

NIGHT_SERVICE = """\
version: 1
name: Night service
horizon: {from: "00:00", to: "24:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 30/h}}
contact_types:
  orders: {from: callers, channel: voice, hours: {from: "08:00", to: "20:00"}, talk: 4m, patience: 3m}
  night: {channel: voice, talk: 2m, patience: endless}
agent_groups:
  front: {agents: {"08:00": 4, "20:00": 0}, serves: {orders: {}}}
  late: {agents: 2, serves: {night: {}}}
strategies:
  refused: {}
  served: {contact_types: {orders: {when_closed: {redirect: night}}}}
"""


def test_one_strategy_that_redirects_is_enough() -> None:
    study = load_text(NIGHT_SERVICE)
    assert study.resolve("refused").contact_types["night"].from_ is None
    assert only_moved_to(study.resolve("refused")) == only_moved_to(study.resolve("served")) == {"night"}
    told = [one.what for one in odd(study, ["refused"])]
    assert "the group has agents but no work: no contacts arrive for night." in told


def test_who_is_redirected_is_served_there_and_nobody_else_comes() -> None:
    scenario = load_text(NIGHT_SERVICE).resolve("served")
    workload = draw(scenario, 1, 0)
    assert set(workload.type.tolist()) == {0}
    assert expected_contacts(scenario)[1].tolist() == [0.0] * 24
    contacts = simulate(scenario, workload).contacts
    outside = (workload.arrived_s < 8 * 3600) | (workload.arrived_s >= 20 * 3600)
    moved = contacts["ended_by"] == EndedBy.MOVED
    assert np.flatnonzero(moved).tolist() == np.flatnonzero(outside).tolist()
    born = contacts["type"] == 1
    assert contacts["parent"][born].tolist() == np.flatnonzero(outside).tolist()


def test_it_is_as_a_type_with_a_share_of_nothing() -> None:
    apart = load_text(NIGHT_SERVICE.replace("  night: {", "  night: {from: callers, share: 0%, "))
    logs = [
        simulate(one, draw(one, 1, 0)) for one in (apart.resolve("served"), load_text(NIGHT_SERVICE).resolve("served"))
    ]
    assert all(
        np.array_equal(logs[0].contacts[name], column, equal_nan=True) for name, column in logs[1].contacts.items()
    )


def test_its_work_is_that_of_those_redirected() -> None:
    one = describe(load_text(NIGHT_SERVICE).resolve("served"), days=2)
    night = next(each for each in one.types if each.name == "night")
    assert night.source is None
    assert (sum(night.came), sum(night.offered)) == (0.0, pytest.approx(360.0))


def test_a_setting_that_redirects_nobody_any_more_is_no_slip() -> None:
    study = load_text(NIGHT_SERVICE, settings=["contact_types.orders.when_closed=refuse"])
    assert study.resolve("served").contact_types["orders"].when_closed == "refuse"


def test_what_show_prints_can_be_read_again() -> None:
    printed = yaml.safe_dump(load_text(NIGHT_SERVICE).resolved_tree("served"))
    assert load_text(printed).resolve().contact_types["night"].from_ is None


def test_a_misspelt_redirect_is_told_once() -> None:
    text = NIGHT_SERVICE.replace("redirect: night", "redirect: nigth")
    with pytest.raises(ScenarioError) as refused:
        load_text(text)
    assert [one.hint for one in refused.value.problems] == ["Did you mean 'night'?"]


def test_a_type_that_is_always_open_redirects_nobody_to_itself() -> None:
    """Its channel says where others go: only who is ever closed could go in a circle."""
    text = """\
version: 1
name: Two lines
horizon: {from: "08:00", to: "20:00"}
channels: {voice: {hours: {from: "08:00", to: "16:00"}, when_closed: {redirect: urgent}}}
sources: {callers: {arrivals: 30/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: 4m, patience: 3m}
  urgent: {channel: voice, hours: {from: "08:00", to: "20:00"}, talk: 2m, patience: 3m}
agent_groups: {front: {agents: 4, serves: {orders: {}, urgent: {}}}}
"""
    assert load_text(text).resolve().contact_types["urgent"].from_ is None
    with pytest.raises(ScenarioError, match="'urgent' would be redirected to itself"):
        load_text(text.replace('"20:00"}, talk', '"19:00"}, talk'))


def test_the_long_form_of_a_redirect_means_what_the_short_one_does() -> None:
    long = NIGHT_SERVICE.replace("{redirect: night}", "{redirect: {type: night}}")
    one, other = load_text(NIGHT_SERVICE), load_text(long)
    assert one.resolve("served") == other.resolve("served")
    assert [str(each) for each in odd(one)] == [str(each) for each in odd(other)]
    validator = Draft202012Validator(scenario_schema())
    assert [*validator.iter_errors(yaml.safe_load(NIGHT_SERVICE)), *validator.iter_errors(yaml.safe_load(long))] == []


@pytest.mark.parametrize("usual", ["night", "{type: night}"])
@pytest.mark.parametrize("change", ["late", "{type: late}"])
def test_either_form_takes_the_place_of_the_other(usual: str, change: str) -> None:
    text = NIGHT_SERVICE.replace("talk: 4m", f"when_closed: {{redirect: {usual}}}, talk: 4m").replace(
        "  night: {", "  late: {channel: voice, talk: 2m, patience: endless}\n  night: {"
    )
    text = text.replace("serves: {night: {}}", "serves: {night: {}, late: {}}").replace(
        "served: {contact_types: {orders: {when_closed: {redirect: night}}}}",
        f"served: {{contact_types: {{orders: {{when_closed: {{redirect: {change}}}}}}}}}",
    )
    study = load_text(text)
    assert [_to(study, name) for name in study.strategies] == ["night", "late"]
    path = "contact_types.orders.when_closed.redirect"
    for setting in (f"{path}={change}", f"{path}.type=late"):
        assert _to(load_text(text, settings=[setting]), "refused") == "late"


def _to(study: Study, strategy: str) -> str | None:
    return opening_of(study.resolve(strategy), "orders").redirect_to


def test_a_type_named_by_either_form_of_any_strategy_is_no_forgotten_one() -> None:
    for redirect in ("{redirect: night}", "{redirect: {type: night}}"):
        load_text(NIGHT_SERVICE.replace("{redirect: night}", redirect))
    with pytest.raises(ScenarioError, match="no contacts of this type: it has no 'from'"):
        load_text(NIGHT_SERVICE.replace("{redirect: night}", "voicemail"))


def test_a_feature_that_brings_contacts_is_a_line_in_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    class FollowsUp:
        nobody = "chain"

        def would_bring(self, name: str) -> str:
            return f"follow something up by {name}"

        def named_in(self, tree: Mapping) -> Iterator[str]:
            yield from ("night",) if tree.get("question") else ()

        def brought_to(self, scenario: Scenario) -> Iterator[str]:
            yield from ("night",) if scenario.question else ()

    monkeypatch.setattr(bringing, "BRINGS", (*bringing.BRINGS, FollowsUp()))
    monkeypatch.setattr(nobody_comes, "BRINGS", bringing.BRINGS)
    nobody_redirects = NIGHT_SERVICE.replace("{redirect: night}", "refuse")
    with pytest.raises(ScenarioError) as refused:
        load_text(nobody_redirects)
    (told,) = refused.value.problems
    assert told.what == (
        "no contacts of this type: it has no 'from', and no redirect, overflow rule, transfer, follow-up or chain "
        "leads to it."
    )
    assert told.hint == (
        "Write from: callers, or let another type have when_closed: {redirect: night}, or let an overflow rule "
        "have move: {type: night, place: back}, or let a transfer have pass: "
        "{type: night}, or let a follow-up have come: {type: night}, or follow something up by night."
    )
    asked = load_text(nobody_redirects.replace("horizon", "question: Why?\nhorizon", 1))
    assert bringing.brought_to(asked.resolve("refused")) == {"night"}
    # Somebody has to be on duty for those who are brought, however they are.
    with pytest.raises(ScenarioError, match="contacts arrive, but no agent who serves them is ever on duty"):
        load_text(nobody_redirects.replace("horizon", "question: Why?\nhorizon", 1).replace("agents: 2", "agents: 0"))


def test_a_redirect_of_who_is_always_open_brings_nobody() -> None:
    """Neither does anybody have to be on duty for it, nor is it a type that contacts become."""
    text = NIGHT_SERVICE.replace('{from: "08:00", to: "20:00"}', '{from: "00:00", to: "24:00"}')
    assert bringing.brought_to(load_text(NIGHT_SERVICE).resolve("served")) == {"night"}
    assert bringing.brought_to(load_text(text).resolve("served")) == frozenset()


def test_a_type_as_which_customers_come_again_is_one_that_they_come_for() -> None:
    text = NIGHT_SERVICE.replace(
        "strategies:",
        "follow_ups: {again: {of: orders, when: {ended: abandoned}, share: 50%, after: 10m, come: {type: night}}}\n"
        "strategies:",
    )
    assert only_moved_to(load_text(text).resolve("served")) == frozenset()
    passed = NIGHT_SERVICE.replace(
        "strategies:", "transfers: {on: {of: orders, share: 50%, pass: {type: night}}}\nstrategies:"
    )
    assert only_moved_to(load_text(passed).resolve("refused")) == {"night"}
