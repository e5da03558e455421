"""Hand-worked situations whose whole story is in a text file each: ``stories/NAME.txt``."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from building import OPENS_S, center, day
from printing import in_one_line, printed
from situations import SITUATIONS, Situation, traced

from simulator.errors import UsageError
from simulator.report.traces.happening_words import _SAID
from simulator.report.traces.reason_words import OF_AGENTS, OF_CONTACTS, OF_NOBODY
from simulator.report.traces.trace_blocks import trace_blocks
from simulator.report.traces.trace_document import trace_document
from simulator.tracing.happenings import What
from simulator.tracing.playback import Playback, of_workload
from simulator.tracing.reasons import Reason
from simulator.tracing.story import case_told

STORIES = Path(__file__).parent / "stories"
RULES_TO_COME = {Reason.AGENT_RULE, Reason.CONTACT_RULE}
"""What is said of rules that have no line yet."""


def story_of(situation: Situation, width: int = 100) -> str:
    """Return the story without the lines that all have, as the command prints it."""
    lines = printed(trace_blocks(traced(situation)), width).split("\n")
    return "\n".join(lines[3:]).rstrip() + "\n"


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_story_of_a_situation_is_told(name):
    assert story_of(SITUATIONS[name]()) == (STORIES / f"{name}.txt").read_text("utf-8")


def test_every_story_has_its_situation():
    assert {path.stem for path in STORIES.glob("*.txt")} >= set(SITUATIONS)


@pytest.fixture(scope="module")
def told() -> tuple[set[Reason], set[What]]:
    """Return every reason and everything that happens in any of the stories."""
    reasons, happened = set(), set()
    for make in SITUATIONS.values():
        trace = traced(make())
        for one in (one for beside in trace.cases for case in beside.told for one in case.happenings):
            happened.add(one.what)
            reasons |= {one.why, *(each.why for each in (*one.candidates, *one.rivals, *one.groups))}
        if trace.state:
            reasons |= {each.why for each in (*trace.state.next_for, *trace.state.next_of)}
        if trace.agent:
            reasons |= {each.why for each in trace.agent.entries}
    return reasons, happened


def test_every_reason_is_given_in_some_story(told):
    assert set(Reason) - told[0] <= RULES_TO_COME | {Reason.BEHIND}


def test_everything_that_may_happen_happens_in_some_story(told):
    assert set(What) - told[1] == {What.OTHER}


def test_every_reason_and_everything_that_happens_has_its_words():
    without = {Reason.FREE, Reason.PATIENCE, Reason.VOICEMAIL_AFTER}
    assert set(Reason) - without == set(OF_AGENTS) | set(OF_CONTACTS) | set(OF_NOBODY)
    assert set(What) - {What.CAME} == set(_SAID)


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        ({"types": {"queue_limit": 1}}, "the queue of orders is at its limit."),
        ({"types": {"queue_limit": 1}, "phone": {"queue_limit": 5}}, "the queue of orders or the queue of phone is at"),
        ({"front": {"queue_limit": 1}}, "the queue of front is at its limit."),
        ({"front": {"queue_limit": 1}, "back": {"queue_limit": 1}}, "the queue of each group is at its limit."),
    ],
)
def test_who_is_blocked_is_told_which_queue_may_be_full(limits, said):
    types = {"orders": {"channel": "phone", **limits.get("types", {})}}
    groups = {"front": {"agents": 1, "serves": {"orders": {}}, **limits.get("front", {})}}
    if "back" in limits:
        groups["back"] = {"agents": 1, "serves": {"orders": {}}, **limits["back"]}
    channels = {"phone": limits.get("phone", {})}
    contacts = day((0, 100), (1, 100), (10, 60), (20, 60), (30, 60))
    situation = Situation(center(types=types, groups=groups, channels=channels), contacts, {"contact": 4})
    assert f"Blocked: no agent has room, and {said}" in in_one_line(printed(trace_blocks(traced(situation))))


def two_strategies() -> tuple[Situation, Situation]:
    """Return A, B and C with one agent, and with two: B is answered at 10 and not at 100."""
    contacts = day((0, 100), (10, 60), (20, 60))
    return tuple(Situation(center(agents), contacts, {"contact": 1}) for agents in (1, 2))


@pytest.mark.parametrize("width", [80, 120])
def test_two_strategies_are_told_beside_or_below_each_other(width):
    shown = printed(trace_blocks(traced(*two_strategies())), width)
    assert shown.rstrip() + "\n" == (STORIES / f"two_strategies_{width}.txt").read_text("utf-8")
    assert max(map(len, shown.split("\n"))) <= width


def test_a_case_that_goes_the_same_way_is_told_so():
    one = two_strategies()[0]
    assert "Case 1 goes the same way in one and other." in printed(trace_blocks(traced(one, one)))


def test_a_strategy_in_which_nothing_more_happens_is_told_so():
    # With 10 s of patience B leaves at 20 s; with a follow-up the customer comes again.
    rule = {"redial": {"of": "calls", "when": {"ended": "abandoned"}, "share": "100%", "after": "1m"}}
    contacts, types = day((0, 100), (10, 60, 10)), {"calls": {"talk": "1m"}}
    pair = [Situation(center(types=types, follow_ups=each), contacts, {"contact": 1}) for each in ({}, rule)]
    shown = printed(trace_blocks(traced(*pair)))
    assert "For case 1, one and other differ first at 08:00:20.\none: nothing more happens.\n" in shown
    assert "\nother: 1: The customer will contact the center again at 08:01:20.\n" in shown


def test_a_case_that_does_not_come_in_the_other_strategy_is_told_so():
    one = two_strategies()[0]
    fewer = one._replace(workload=day((0, 100)))
    shown = printed(trace_blocks(traced(one, fewer)))
    assert "Case 1 of one does not come in other." in shown
    assert "front 1 becomes free and answers" in shown


def test_the_same_customer_has_another_number_in_a_strategy_with_more_customers():
    one = two_strategies()[0]
    more = day((0, 100), (5, 10), (10, 60), (20, 60))
    more.key[:] = [0, 7, 1, 2]
    (beside,) = traced(one, one._replace(workload=more)).cases
    assert [told.case for told in beside.told] == [1, 2]
    assert {told.contacts[0].arrived_s for told in beside.told} == {OPENS_S + 10}


def test_the_worst_waits_are_followed_in_the_other_strategy():
    one, other = (each._replace(asked={"worst": 1}) for each in two_strategies())
    (beside,) = traced(one, other).cases
    assert [told.contacts[0].answered_by for told in beside.told] == ["front 1", "front 2"]
    assert (beside.differs.first.waited_s, beside.differs.second.waited_s) == (140, 50)


def test_waits_of_the_warm_up_are_not_among_the_worst_and_are_told_as_such():
    scenario = center(1, days=2, weekday="tuesday", warm_up="1d")
    contacts = day((-86400, 100), (-86390, 10), (0, 50), (10, 10))
    situation = Situation(scenario, contacts, {"worst": 5})
    assert [told.case for beside in traced(situation).cases for told in beside.told] == [3]
    shown = printed(trace_blocks(traced(situation._replace(asked={"contact": 1}))))
    assert "1 arrives: calls on voice (in the warm-up, not reported)." in in_one_line(shown)
    assert "warm-up day -1 08:00:10" in shown


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"contact": "x"}, "expected a contact, such as 17 or 17.2, got 'x'."),
        ({"contact": "1."}, "expected a contact, such as 17 or 17.2, got '1.'."),
        ({"contact": "-1"}, "expected a contact, such as 17 or 17.2, got '-1'."),
        ({"contact": 9}, "there is no contact 9. The cases of this replication are 0 to 1; worst lists the longest "
                         "waits."),
        ({"contact": "1.3"}, "there is no contact 1.3. Case 1 has 2 contacts: 1, 1.2."),
        ({"contact": "0.2"}, "there is no contact 0.2. Case 0 has one contact: 0."),
        ({"contact": 0, "day": "monday"}, "a day is chosen for an agent or a time; a contact needs none."),
        ({"agent": "front"}, "there is no agent 'front'. Did you mean 'front 1'?"),
        ({"agent": "front 2"}, "there is no agent 'front 2'. Known: front 1."),
        ({"agent": "fron 1"}, "there is no agent 'fron 1'. Did you mean 'front 1'?"),
        ({"agent": "front 1", "day": "monday"}, "there is no day 'monday'. There is only one day."),
        ({"at": "7"}, "expected a time of day, got '7'. Write it as \"09:30\"."),
        ({"at": ""}, "expected a time of day, got ''. Write it as \"09:30\"."),
        ({"at": "07:00"}, "nothing is simulated at 07:00: there is something from 08:00 to 10:00."),
        ({"at": "friday 09:00"}, "there is no day 'friday'. There is only one day."),
    ],
)  # fmt: skip
def test_what_there_is_not_is_refused_with_what_there_is(asked, said):
    with pytest.raises(UsageError) as raised:
        traced(SITUATIONS["comes_again"]()._replace(asked=asked))
    assert str(raised.value) == said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"at": "09:00"}, '09:00 of which day? Write "monday 09:00".'),
        ({"at": "monday 09:00", "day": "tuesday"}, "the day is given twice: monday and tuesday."),
        ({"at": "tusday 09:00"}, "there is no day 'tusday'. Did you mean 'tuesday'?"),
        ({"at": "tuesday 11:00"}, "nothing is simulated at tuesday 11:00: there is something from 08:00 to 10:00 on "
                                  "tuesday."),
    ],
)  # fmt: skip
def test_a_time_of_several_days_needs_its_day_once(asked, said):
    with pytest.raises(UsageError) as raised:
        traced(SITUATIONS["of_two_days"]()._replace(asked=asked))
    assert str(raised.value) == said


def test_a_day_may_stand_beside_its_time_and_a_night_is_quiet():
    situation = SITUATIONS["of_two_days"]()
    assert traced(situation._replace(asked={"at": "08:00:30", "day": "tuesday"})).state.clock == "tuesday 08:00:30"
    # Between two days nobody is there.
    assert traced(situation._replace(asked={"at": "monday 11:00"})).state.agents == ()


def test_nobody_who_comes_can_be_asked_for_where_nobody_comes():
    with pytest.raises(UsageError, match="there is no contact: nobody comes in this replication"):
        traced(Situation(center(1), day(), {"contact": 0}))


def test_an_agent_who_is_not_on_duty_on_a_day_is_told_so():
    groups = {"front": {"agents": 1, "agents_on": {"tuesday": 0}, "serves": {"calls": {}}}}
    scenario = center(groups=groups, days=2, weekday="monday")
    situation = Situation(scenario, day((0, 10)), {"agent": "front 1", "day": "tuesday"})
    assert "front 1 (front) is not on duty on tuesday." in printed(trace_blocks(traced(situation)))


def played_of(name: str) -> Playback:
    """Return the replication of a situation."""
    return of_workload(*SITUATIONS[name]()[:2])


@pytest.mark.parametrize(
    ("name", "are_counted"),
    [("idle_longest", False), ("least_in_hand", False), ("fewest_today", True), ("next_in_turn", True)],
)
def test_what_agents_had_taken_is_counted_only_where_a_rule_compares_it(name, are_counted):
    play = played_of(name)
    case_told(play, 0)
    assert ("taken" in vars(play)) == are_counted


def test_what_is_read_of_chats_counts_no_break_and_of_calls_it_does():
    chats, calls = (
        case_told(played_of(name), case).happenings[1].candidates
        for name, case in (("chats_after_a_break", 1), ("since_last_contact", 2))
    )
    assert {(one.since_contact, one.idle_s) for one in chats} == {(False, 10.0)}
    assert {one.since_contact for one in calls} == {True}


@pytest.mark.parametrize(("name", "why"), [("nobody_on_duty", Reason.OFF_DUTY), ("patience_ends", Reason.ROOM)])
def test_who_waits_with_nobody_on_duty_waits_for_no_busy_agent(name, why):
    assert {one.why for one in traced(SITUATIONS[name]()).cases[0].told[0].happenings if one.what is What.QUEUED} == {
        why
    }


def test_a_credit_is_told_where_another_contact_would_be_first_without_it():
    # At 100 B has waited for 80 s and has a credit of 60 s, C has waited for 90 s, D for 70 s.
    types = {"urgent": {"age_credit": "60s"}, "calls": {}, "others": {}}
    contacts = day((0, 100), (10, 5), (20, 5), (30, 5), types=[1, 1, 0, 2])
    (beside,) = traced(Situation(center(1, types=types), contacts, {"contact": 2})).cases
    (taken,) = (one for one in beside.told[0].happenings if one.what is What.FREED_AGENT)
    assert {one.contact: one.why for one in taken.rivals} == {"2": None, "1": Reason.CREDIT, "3": Reason.LONGEST_WAIT}
    assert taken.why is Reason.CREDIT


def test_a_group_that_joins_by_a_step_is_told_so_and_one_that_waits_otherwise():
    def why(types: dict, serves: dict) -> tuple[set[Reason], set[Reason]]:
        groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 1, "serves": {"calls": serves}}}
        # The back has nobody free either: both agents have contacts until 100.
        contacts = day((0, 100), (0, 100), (10, 5), types=[0, 1, 0])
        groups["back"]["serves"]["others"] = {}
        scenario = center(types={"calls": types, "others": {}}, groups=groups)
        told = traced(Situation(scenario, contacts, {"contact": 2})).cases[0].told[0].happenings
        queued, wider = (next(one for one in told if one.what is what) for what in (What.QUEUED, What.WIDER))
        return {one.why for one in queued.groups if not one.rank}, {wider.why}

    assert why({}, {"after": "30s"}) == ({Reason.AFTER}, {Reason.AFTER})
    steps = {"steps": {"wider": {"after": "30s", "also": {"back": 1}}}}
    assert why(steps, {}) == ({Reason.STEP}, {Reason.STEP})


def test_nobody_waits_and_not_served_are_two_words_of_the_document():
    state = traced(SITUATIONS["an_instant_of_a_break"]()).state
    assert {one.group: str(one.why) for one in state.next_for} == {"front": "off_duty", "office": "none_waits"}
    assert [one.unstaffed for one in state.next_of] == [False, True, False]


def test_the_document_has_everything_and_no_number_that_is_none():
    for make in SITUATIONS.values():
        trace = traced(make())
        document = json.loads("\n".join(trace_document(trace)), parse_constant=pytest.fail)
        assert document["schema_version"] == 1
        assert {"name", "strategies", "seed", "replication", "question", "cases", "agent", "state"} <= document.keys()
        assert document["question"] == str(trace.question)
        cases = [case for beside in document["cases"] for case in beside["told"]]
        assert all({"case", "contacts", "happenings"} == case.keys() for case in cases)
        for one in (one for case in cases for one in case["happenings"]):
            assert {
                "time_s",
                "clock",
                "contact",
                "what",
                "agent",
                "why",
                "groups",
                "candidates",
                "rivals",
            } <= one.keys()
            assert one["what"] in set(What)


def test_a_trace_shows_itself():
    trace = traced(SITUATIONS["best_rank"]())
    assert repr(trace) == "<Trace of By hand: contact, one, replication 0>"
    assert "front 1 answers at once: best rank, of 2 free." in trace.summary()
    assert "<table" in trace._repr_html_()
    frame = trace.to_frame()
    assert list(frame["what"]) == ["came", "free_agent", "talked"]
    assert list(traced(SITUATIONS["a_day_with_calls"]()).to_frame()["contact"].dropna()) == ["0", "1", "2", "3"]
    assert list(traced(SITUATIONS["an_instant"]()).to_frame()["contact"]) == ["3", "2"]


def test_what_several_agents_do_at_one_instant_is_told_by_the_group():
    # Two go at once, so nobody knows which of them is front 2.
    when = {"hour": {"from": "08:01", "to": "08:10"}}
    help_ = {"when": when, "move_people": {"number": 2, "from": "back", "to": "front"}}
    groups = {"front": {"agents": 1, "serves": {"calls": {}}}, "back": {"agents": 2, "serves": {"calls": {}}}}
    scenario = center(groups=groups, interventions={"help": help_})
    shown = printed(trace_blocks(traced(Situation(scenario, day((0, 100)), {"agent": "front 2"}))))
    assert "08:01:00: comes from back by intervention help." in shown


def moves_told(agent: str, **changes: Any) -> str:
    """Return the day of an agent where one helps from 08:30, and the plan takes one from front to back at 10:00."""
    when = {"hour": {"from": "08:30", "to": "08:40"}}
    help_ = {"when": when, "move_people": {"number": 1, "from": "back", "to": "front", "for": "30m"} | changes}
    groups = {
        "front": {"agents": {"08:00": 2, "09:30": 1}, "serves": {"calls": {}}},
        "back": {"agents": {"08:00": 3, "09:30": 4}, "serves": {"calls": {}}},
    }
    scenario = center(groups=groups, interventions={"help": help_})
    return printed(trace_blocks(traced(Situation(scenario, day((0, 100)), {"agent": agent}))))


def test_a_change_of_the_plan_is_no_move_although_one_was_moved_before():
    assert "08:30:00: comes from back 3 by intervention help." in moves_told("front 3")
    assert "09:00:00: goes to back 3 by intervention help." in moves_told("front 3")
    for agent in ("front 1", "front 2", "back 4"):
        assert "is on duty" in moves_told(agent)
        assert "intervention" not in moves_told(agent)


def test_nobody_is_said_to_be_moved_where_some_may_have_gone_home_by_the_plan():
    # At 09:30 one of front goes home by the plan, and one who was lent goes back; another comes to back by the plan.
    told = "".join(moves_told(agent, **{"for": "1h"}) for agent in ("front 2", "front 3", "back 3", "back 4"))
    assert "08:30:00: comes from back 3 by intervention help." in told
    assert "09:30:00: " not in told


def test_titles_stand_for_the_names_of_interventions_groups():
    scenario = story_of(SITUATIONS["a_moved_agent"]())
    assert "comes from back 1" in scenario
    trace = traced(SITUATIONS["a_moved_agent"]())
    titles = {"agent_groups": {"back": {"title": "The office"}}}
    parts = {
        "strategies": (),
        "futures": (),
        "channels": (),
        "contact_types": (),
        "agent_groups": ("front", "back"),
        "teams": (),
    }
    shown = printed(trace_blocks(replace(trace, titles=titles, parts=parts | {"strategies": trace.strategies})))
    assert "comes from The office 1 by intervention help" in shown
    # Programs get the names.
    document = json.loads("\n".join(trace_document(trace)))
    assert document["agent"]["moves"][0]["other"] == "back 1"
    assert document["agent"]["entries"][0]["off_phone"] is True
