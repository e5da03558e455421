"""The formulas beside a simulated day: the same values, the right reason, and no claim where nothing can be told."""

import re

import pytest
from printing import in_one_line, printed

from simulator.catalogue import Unit
from simulator.comparing import compare
from simulator.report.tables import erlang_causes
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.erlang_beside import erlang_blocks
from simulator.report.words.numbers import format_value
from simulator.scenario.nouns import ContactType
from simulator.scenario.reader import load_text
from simulator.stats.erlang import erlang_a, erlang_c

TEXT = """\
version: 1
name: One queue
horizon: {from: "08:00", to: "14:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 150/h}}
contact_types:
  calls:
    {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 2m}}}
agent_groups:
  front: {agents: 11, serves: {calls: {}}}
"""
TITLE = "Served in time, all contacts, beside Erlang's formulas"


def run(*settings, text=TEXT, replications=100):
    return compare(load_text(text, settings=settings), replications=replications, jobs=1).first


def said(*settings, width=100, **asked):
    return printed(erlang_blocks(run(*settings, **asked)), width)


@pytest.fixture(scope="module")
def one_queue():
    return run()


def test_the_values_stand_side_by_side(one_queue):
    text = printed(erlang_blocks(one_queue), 80)
    (line,) = [line for line in text.splitlines() if line.startswith("calls ")]
    c, a = erlang_c(11, 150, 240, 20).in_time, erlang_a(11, 150, 240, 120, 20).in_time
    assert line.split()[-4:] == [*format_value(c, Unit.SHARE).split(), *format_value(a, Unit.SHARE).split()]
    simulated = one_queue.row(one_queue.baseline, "served_in_time", "type:calls")
    assert format_value(simulated.value, Unit.SHARE) in line
    assert TITLE in text


def test_a_run_prints_them_before_its_answer_and_a_breakdown_does_not(one_queue):
    compared = compare(load_text(TEXT), replications=4, jobs=1)
    text = printed(run_blocks(compared), 80)
    assert TITLE in text
    assert text.index(TITLE) < text.index("of all contacts in time, with")
    assert TITLE not in printed(run_blocks(compared, By.TYPE), 80)


def test_where_they_agree_it_is_said(one_queue):
    text = in_one_line(printed(erlang_blocks(one_queue), 80))
    assert "For calls the simulation agrees with Erlang A within its ±." in text
    assert re.search(
        r"Erlang C is up to \d+\.\d points lower, because it assumes that nobody abandons; 1\d\.\d % of calls do", text
    )


def test_days_that_differ_explain_what_they_explain():
    text = in_one_line(said("sources.callers.busyness={gamma: {cv: 40%}}", "agent_groups.front.agents=14"))
    assert "less than Erlang A, explained within its ± by variation between days (busyness, cv 40 %)" in text


SHORT = ("horizon.to=08:40", "horizon.interval=20m")


@pytest.mark.long
def test_an_empty_center_explains_a_short_day():
    text = in_one_line(said(*SHORT, "agent_groups.front.agents=12", replications=300))
    moving = "load that changes within the day, starting from an empty center"
    assert f"more than Erlang A, explained within its ± by {moving}: with that, Erlang A is" in text


@pytest.mark.long
def test_what_would_be_more_than_the_difference_is_not_told_as_a_part_of_it():
    text = in_one_line(said(*SHORT, "agent_groups.front.agents=10", replications=300))
    size, effect = re.search(
        r"calls: (\S+) points more than Erlang A; it would be (\S+) points through load", text
    ).groups()
    assert float(effect) > float(size)
    assert " cause of the opposite effect: intervals whose work exceeds the agents" in text


def test_what_cannot_be_computed_is_named_and_not_told_apart():
    text = in_one_line(said("contact_types.calls.patience=20s", "contact_types.calls.talk=4m"))
    assert "calls: " in text
    assert "than Erlang A" in text
    assert "patience is not exponential" in text
    assert "agrees" not in text


@pytest.mark.long
def test_a_spread_is_a_cause_only_of_a_difference_in_its_direction():
    endless = ("contact_types.calls.patience=endless", "horizon.to=20:00")
    regular = in_one_line(said(*endless, "contact_types.calls.talk=4m"))
    assert "more than Erlang C" in regular
    assert "handle times vary less than exponential ones (cv 0)" in regular
    # Whom a limit to the queue turns away is not served in time; regular talk is no reason for that.
    limited = ("contact_types.calls.talk=4m", "contact_types.calls.queue_limit=1", "agent_groups.front.agents=9")
    fewer = in_one_line(said(*limited, "contact_types.calls.patience={exponential: {mean: 1h}}"))
    assert ("more than Erlang A" in fewer) == ("vary less" in fewer)


def test_blocked_callers_are_a_cause():
    text = in_one_line(said("contact_types.calls.queue_limit=1", "agent_groups.front.agents=10"))
    assert "some are blocked" in text


def test_one_replication_tells_nothing():
    text = in_one_line(said(replications=1))
    assert "There are too few replications to compare the simulation with the formulas." in text
    assert "points" not in text.split("formulas.")[0]


def test_where_the_formulas_do_not_apply_there_is_a_reason_and_no_table():
    text = said("channels.voice.slots=2", replications=2)
    assert TITLE not in text
    assert "Erlang's formulas do not apply to calls: on voice agents have several contacts in hand" in in_one_line(text)


def test_skills_that_are_shared_are_named():
    text = TEXT.replace("callers: {arrivals: 150/h}}", "callers: {arrivals: 150/h}, askers: {arrivals: 30/h}}")
    kind = "channel: voice, talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 2m}}"
    text = text.replace(
        "agent_groups:",
        f"  advice: {{from: askers, {kind}}}\n"
        "agent_groups:\n  experts: {agents: 4, serves: {advice: {priority: 1}, calls: {priority: 2}}}",
    )
    found = in_one_line(said("agent_groups.front.agents=10", text=text))
    assert "not every agent serves all of calls and advice and some contacts have priority over others" in found
    assert "equally patient" not in found


@pytest.mark.parametrize(("rule", "target", "is_one"), [
    ("longest_wait", "80% in 60s", False), ("ratio_to_target", "80% in 60s", True), ("due_time", "80% in 20s", False),
])  # fmt: skip
def test_target_times_are_a_reason_where_they_decide_who_is_next(rule, target, is_one):
    text = TEXT.replace("callers: {arrivals: 150/h}}", "callers: {arrivals: 150/h}, askers: {arrivals: 30/h}}")
    kind = "channel: voice, talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 2m}}"
    text = text.replace(
        "agent_groups:",
        f"  advice: {{from: askers, {kind}, service_level: {target}}}\n"
        f"routing: {{contact: {rule}}}\n"
        "agent_groups:\n  experts: {agents: 4, serves: {advice: {}, calls: {}}}",
    )
    found = in_one_line(said("agent_groups.front.agents=10", text=text))
    assert "not every agent serves all of calls and advice" in found
    assert ("some contacts have priority over others" in found) == is_one


@pytest.mark.long
@pytest.mark.parametrize("patience", ["{exponential: {mean: 2m}}", "endless"])
def test_a_steady_queue_agrees_with_the_nearer_formula(patience):
    # Four days and nights that touch, so that the empty beginning hardly counts.
    settings = (f"contact_types.calls.patience={patience}", "horizon.from=00:00", "horizon.to=24:00", "horizon.days=4")
    comparison = run(*settings, "agent_groups.front.agents=12", replications=60)
    row = comparison.row(comparison.baseline, "served_in_time", "type:calls")
    per = (12, 150, 240)
    exact = erlang_c(*per, 20).in_time if patience == "endless" else erlang_a(*per, 120, 20).in_time
    assert row.low <= exact <= row.high
    assert row.high - row.low < 0.02
    name = "C" if patience == "endless" else "A"
    assert f"agrees with Erlang {name}" in in_one_line(printed(erlang_blocks(comparison), 100))


def test_causes_are_looked_for_among_those_who_come_at_one_time():
    patience = 'patience: {"08:00": {exponential: {mean: 2m}}, "12:00": endless}'
    talk = 'talk: {"08:00": {lognormal: {mean: 4m, cv: 0.5}}, "12:00": {exponential: {mean: 6m}}}'
    usual = "talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 2m}}"

    def kind(segments: str = "segments: {}") -> ContactType:
        text = TEXT.replace(usual, f"{talk}, {patience}, {segments}")
        return load_text(text).resolve("base").contact_types["calls"]

    # Another patience at noon is in the formula of the interval; two at one time are not.
    assert not erlang_causes._patience_differs([kind()])
    assert erlang_causes._patience_differs([kind("segments: {vip: {share: 10%, patience: 5m}}")])
    # Talk is less spread than exponential in the morning only: no cause for the whole day.
    assert [erlang_causes._cv(kind(), time_s) for time_s in (9 * 3600.0, 13 * 3600.0)] == [
        pytest.approx(0.5), pytest.approx(1.0),
    ]  # fmt: skip
    assert not list(erlang_causes._of_spread(kind(), more=True))
