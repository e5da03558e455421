"""More agents are more agents every day: a change of the usual numbers reaches the days that have their own."""

import pytest
from scenario_texts import SMALL

from simulator.errors import ScenarioError
from simulator.report.words.changed import IN_WORDS, changed_lines
from simulator.scenario.language.shape import fields_of
from simulator.scenario.nouns import AgentGroup, Noun, Source
from simulator.scenario.nouns.day_names import CertainDay
from simulator.scenario.reader import Study, load_text
from simulator.scenario.resolved.origin import origins
from simulator.scenario.text.nodes import Mapping, as_node

WEEK = SMALL.replace('to: "18:00"}', 'to: "18:00", date: "2026-12-21", days: 7}')
BASE = WEEK.replace(
    'agents: {"08:00": 4, "12:00": 8}',
    "agents: 10\n    agents_on: {friday: 5, saturday: {'09:00': 2, '12:00': 1}, sunday: 0}",
)


def agents(change: str, *settings: str, base: str = BASE) -> tuple[object, object]:
    """Return the agents and those of named days, as a strategy and settings leave them."""
    text = f"{base}\nstrategies: {{other: {{agent_groups: {{front: {change}}}}}}}\n"
    group = load_text(text, settings=settings).resolved_tree("other")["agent_groups"]["front"]
    return group["agents"], group.get("agents_on")


def test_twenty_percent_more_agents_are_there_on_named_days_too() -> None:
    assert agents("{agents: {times: 2}}") == (
        20,
        {"friday": 10, "saturday": {"09:00": 4, "12:00": 2}, "sunday": 0},
    )
    assert agents("{agents: {times: 120%, round: up}}") == (
        12,
        {"friday": 6, "saturday": {"09:00": 3, "12:00": 2}, "sunday": 0},
    )


def test_more_agents_do_not_work_on_a_day_off() -> None:
    assert agents("{agents: {add: 1}}") == (11, {"friday": 6, "saturday": {"09:00": 3, "12:00": 2}, "sunday": 0})


@pytest.mark.parametrize(
    ("stated", "friday"), [("3", 3), ("{times: 1}", 5), ("{add: 2}", 7), ("{'08:00': 4}", {"08:00": 4}), ("null", None)]
)
def test_a_day_that_the_change_states_is_as_stated(stated: str, friday: object) -> None:
    _, days = agents(f"{{agents: {{times: 2}}, agents_on: {{friday: {stated}}}}}")
    assert isinstance(days, dict)
    assert days.get("friday") == friday
    assert days["saturday"] == {"09:00": 4, "12:00": 2}


def test_a_change_of_all_named_days_is_not_made_twice() -> None:
    base = BASE.replace(", sunday: 0", "")
    by_three = (20, {"friday": 15, "saturday": {"09:00": 6, "12:00": 3}})
    assert agents("{agents: {times: 2}, agents_on: {times: 3}}", base=base) == by_three
    assert agents("{agents: {times: 2}, agents_on: null}") == (20, None)


def test_settings_reach_named_days_too() -> None:
    assert agents("{}", "agent_groups.front.agents={times: 2}")[1] == agents("{agents: {times: 2}}")[1]
    assert agents("{}", "agent_groups.front.agents.times=2")[1] == agents("{agents: {times: 2}}")[1]


def test_settings_of_both_are_one_change_in_either_order() -> None:
    usual, friday, all_days = (f"agent_groups.front.{one}" for one in ("agents", "agents_on.friday", "agents_on"))
    for one, other in ((f"{usual}={{times: 2}}", f"{friday}={{times: 3}}"), (f"{usual}.times=2", f"{friday}.times=3")):
        for settings in ((one, other), (other, one), (one, "run.seed=3", other)):
            number, days = agents("{}", *settings)
            assert isinstance(days, dict)
            assert (number, days["friday"], days["saturday"]) == (20, 15, {"09:00": 4, "12:00": 2})
    assert agents("{}", f"{usual}={{times: 2}}", f"{all_days}={{times: 2}}") == agents("{agents: {times: 2}}")
    # The same path twice is one change after the other, as it always was.
    assert agents("{}", f"{usual}={{times: 2}}", f"{usual}={{times: 2}}")[0] == 40
    assert agents("{}", f"{usual}=7", f"{friday}=2") == (
        7,
        {"friday": 2, "saturday": {"09:00": 2, "12:00": 1}, "sunday": 0},
    )


def test_a_plain_number_or_one_time_of_day_leaves_named_days() -> None:
    base = BASE.replace("agents: 10", "agents: {'08:00': 10, '12:00': 12}")
    days = {"friday": 5, "saturday": {"09:00": 2, "12:00": 1}, "sunday": 0}
    assert agents("{agents: 20}", base=base) == (20, days)
    assert agents("{agents: {'12:00': {times: 2}}}", base=base) == ({"08:00": 10, "12:00": 24}, days)


def sources(change: str, named: str) -> Study:
    base = WEEK.replace('{per_hour: {"08:00": 40, "12:00": 95}}', f"10/h, arrivals_on: {named}")
    return load_text(f"{base}\nstrategies: {{other: {{sources: {{shoppers: {change}}}}}}}\n")


def test_more_contacts_come_on_named_days_too() -> None:
    named = "{friday: 20/h, sunday: {per_day: 200}, '2026-12-24': {per_hour: {'09:00': 0, '10:00': 3}}}"
    tree = sources("{arrivals: {times: 1.2}}", named).resolved_tree("other")["sources"]["shoppers"]
    assert tree["arrivals"] == "12/h"
    assert tree["arrivals_on"] == {
        "friday": "24/h",
        "sunday": {"per_day": 240},
        "2026-12-24": {"per_hour": {"09:00": 0, "10:00": 3.6}},
    }


def test_the_key_that_has_all_numbers_is_the_whole() -> None:
    named = "{friday: {per_hour: 20}, sunday: {per_day: 200}}"
    base = WEEK.replace(
        '{arrivals: {per_hour: {"08:00": 40, "12:00": 95}}}', f"{{arrivals: {{per_hour: 40}}, arrivals_on: {named}}}"
    )
    there = load_text(base, settings=["sources.shoppers.arrivals.per_hour={times: 1.5}"])
    tree = there.resolved_tree("base")["sources"]["shoppers"]
    assert tree["arrivals"] == {"per_hour": 60}
    assert tree["arrivals_on"] == {"friday": {"per_hour": 30}, "sunday": {"per_day": 300}}


def test_a_day_that_cannot_be_changed_alike_is_an_error_with_a_way_out() -> None:
    with pytest.raises(ScenarioError) as caught:
        sources("{arrivals: {add: 5/h}}", "{friday: 20/h, sunday: {per_day: 200}}")
    [one] = caught.value.problems
    assert one.where == "sources.shoppers.arrivals_on.sunday (from strategy 'other')"
    assert one.hint == "'arrivals' changes 'arrivals_on', too. To leave this day: arrivals_on: {sunday: {times: 1}}."
    there = sources("{arrivals: {add: 5/h}, arrivals_on: {sunday: {times: 1}}}", "{friday: 20/h, sunday: {per_day: 9}}")
    days = there.resolved_tree("other")["sources"]["shoppers"]["arrivals_on"]
    assert days == {"friday": "25/h", "sunday": {"per_day": 9}}


def test_a_change_that_is_wrong_itself_is_reported_once() -> None:
    with pytest.raises(ScenarioError) as caught:
        agents("{agents: {times: -1}}")
    assert len(caught.value.problems) == 1


def test_where_a_named_days_number_came_from_includes_the_change() -> None:
    text = f"{BASE}\nstrategies: {{other: {{agent_groups: {{front: {{agents: {{times: 2}}}}}}}}}}\n"
    [one] = origins(load_text(text), ("agent_groups", "front", "agents_on", "friday"), "other")
    assert [step.said for step in one.steps] == ["5", "times: 2, which makes 10"]


def test_every_noun_with_numbers_for_named_days_says_what_they_stand_for() -> None:
    for noun in (AgentGroup, Source, *Noun.__subclasses__()):
        fields = fields_of(noun)
        by_day = {key for key, one in fields.items() if key.endswith("_on") and str(CertainDay) in str(one.annotation)}
        # Who works a shift on a day are names, which no factor changes.
        assert by_day - {"people_on"} == set(noun.named_days.values())
        assert set(noun.named_days) <= set(fields)


def test_what_a_strategy_changes_on_named_days_is_said_in_words() -> None:
    text = f"{BASE}\nstrategies: {{other: {{agent_groups: {{front: {{agents: {{times: 2}}}}}}}}}}\n"
    there = load_text(text)
    old, new = (as_node(there.resolved_tree(name)) for name in ("base", "other"))
    assert isinstance(old, Mapping)
    assert isinstance(new, Mapping)
    assert list(changed_lines(old, new, 9, IN_WORDS)) == [
        "agent group front › agents: 10 → 20",
        "agent group front › agents on › friday: 5 → 10",
        "agent group front › agents on › saturday: 09:00 2 → 4, 12:00 1 → 2",
    ]
