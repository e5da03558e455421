"""Invariants that hold on every log, whatever the scenario. ``check`` raises AssertionError naming a broken one."""

from itertools import pairwise

import numpy as np
from hands import hands_hold

from simulator.demand.workload import Workload
from simulator.log import Columns, EndedBy, LegKind, RunLog, State
from simulator.scenario.nouns import Scenario

WAITING_ENDS = (EndedBy.ABANDONED, EndedBy.CLEARED, EndedBy.MESSAGE)


def check(scenario: Scenario, workload: Workload, log: RunLog) -> RunLog:
    """Check every invariant and return ``log``, so that a test can write ``log = check(…, simulate(…))``."""
    each_contact_ends_once(log)
    time_never_goes_back(log)
    patience_is_kept(workload, log)
    messages_are_left_at_the_limit(scenario, log)
    legs_tell_the_same_story(log)
    hands_hold(scenario, workload, log)
    skill_is_held(scenario, log)
    lines_and_limits_hold(scenario, log)
    nobody_overtakes(scenario, log)
    agent_time_adds_up(scenario, log)
    return log


def each_contact_ends_once(log: RunLog) -> None:
    contacts = log.contacts
    how = contacts["ended_by"]
    assert sum(int((how == ending).sum()) for ending in EndedBy) == len(how)
    ended, open_ = ~np.isnan(contacts["ended_s"]), how == EndedBy.STILL_OPEN
    assert (ended != open_).all(), "a contact has an end exactly when it is not still open"
    answered = ~np.isnan(contacts["answered_s"])
    assert (answered == (how == EndedBy.AGENT)).all(), "answered and ended by an agent differ"
    assert (np.isnan(contacts["queued_s"]) == (how == EndedBy.BLOCKED)).all(), "only the blocked never queued"
    assert (contacts["contact"] == np.arange(len(how))).all()


def time_never_goes_back(log: RunLog) -> None:
    order = ["arrived_s", "queued_s", "assigned_s", "answered_s", "ended_s", "closed_s"]
    for first, second in pairwise(order):
        gap = log.contacts[second] - log.contacts[first]
        assert (gap[~np.isnan(gap)] >= 0).all(), f"{second} before {first}"
    assert (np.diff(log.contacts["arrived_s"]) >= 0).all()


def patience_is_kept(workload: Workload, log: RunLog) -> None:
    how, wait_s, patience_s = log.contacts["ended_by"], log.contacts["wait_s"], log.contacts["patience_s"]
    assert (patience_s == workload.patience_s).all()
    left = how == EndedBy.ABANDONED
    assert (wait_s[left] == patience_s[left]).all(), "an abandoned wait is the patience, to the bit"
    # Who finds a free agent is answered even with no patience at all.
    other = np.isin(how, (EndedBy.AGENT, EndedBy.CLEARED, EndedBy.MESSAGE))
    assert (wait_s[other] <= patience_s[other]).all(), "somebody waited longer than he would"
    cleared = how == EndedBy.CLEARED
    closings_s = np.array([*closed_from(log), (np.inf, np.inf)])[:, 0]
    next_s = closings_s[np.searchsorted(closings_s, log.contacts["arrived_s"], side="right")]
    assert (log.contacts["ended_s"][cleared] == next_s[cleared]).all(), "cleared, but not at closing"


def closed_from(log: RunLog) -> list[tuple[float, float]]:
    """Return (closing, next opening) of each time in which the center is closed, the last one without end.

    Days that touch do not close.
    """
    starts_s = log.facts.interval_starts_s
    ends_s = starts_s + log.facts.open_s
    later_s = np.append(starts_s[1:], np.inf)
    return [(end, later) for end, later in zip(ends_s.tolist(), later_s.tolist(), strict=True) if end != later]


def messages_are_left_at_the_limit(scenario: Scenario, log: RunLog) -> None:
    limits_s = np.array([one.voicemail_after_s for one in scenario.contact_types.values()], dtype=float)
    limit_s, wait_s = np.nan_to_num(limits_s, nan=np.inf)[log.contacts["type"]], log.contacts["wait_s"]
    left = log.contacts["ended_by"] == EndedBy.MESSAGE
    assert (wait_s[left] == limit_s[left]).all(), "a message, but not at the limit"
    assert not (wait_s > limit_s).any(), "somebody waited beyond the limit"


def legs_tell_the_same_story(log: RunLog) -> None:
    legs, contacts = log.legs, log.contacts
    assert (legs["to_s"] >= legs["from_s"]).all()
    talks = legs["kind"] == LegKind.TALK
    rows = legs["contact"][talks]
    assert len(set(rows.tolist())) == len(rows) == int((contacts["ended_by"] == EndedBy.AGENT).sum())
    assert (legs["from_s"][talks] == contacts["answered_s"][rows]).all()
    assert (legs["to_s"][talks] == contacts["ended_s"][rows]).all()
    queued = legs["kind"] == LegKind.QUEUE
    rows = legs["contact"][queued]
    assert (legs["to_s"][queued] - legs["from_s"][queued] == contacts["wait_s"][rows]).all()
    waited = (contacts["wait_s"] > 0) | np.isin(contacts["ended_by"], WAITING_ENDS)
    assert set(np.flatnonzero(waited).tolist()) <= set(rows.tolist()), "somebody waited without a leg in a queue"
    assert ((legs["agent"] < 0) == queued).all()
    assert ((legs["group"] < 0) == queued).all()


def skill_is_held(scenario: Scenario, log: RunLog) -> None:
    groups, types = list(scenario.agent_groups.values()), list(scenario.contact_types)
    busy = log.legs["kind"] != LegKind.QUEUE
    kind = log.contacts["type"][log.legs["contact"][busy]]
    for group, kind_ in set(zip(log.legs["group"][busy].tolist(), kind.tolist(), strict=True)):
        assert types[kind_] in groups[group].serves, f"{log.names.groups[group]} served {types[kind_]}"


def lines_and_limits_hold(scenario: Scenario, log: RunLog) -> None:
    contacts = log.contacts
    held = contacts["ended_by"] != EndedBy.BLOCKED
    for number, channel in enumerate(scenario.channels.values()):
        if channel.lines is not None:
            mine = held & (contacts["channel"] == number)
            assert _most_at_once(contacts["arrived_s"][mine], contacts["ended_s"][mine]) <= channel.lines
    queued = log.legs["kind"] == LegKind.QUEUE
    kind = contacts["type"][log.legs["contact"]]
    for number, noun in enumerate(scenario.contact_types.values()):
        if noun.queue_limit is not None:
            mine = queued & (kind == number)
            assert _most_at_once(log.legs["from_s"][mine], log.legs["to_s"][mine]) <= noun.queue_limit


def nobody_overtakes(scenario: Scenario, log: RunLog) -> None:
    """Within a type, of those whose segments have the same priority and credit, who came later is not answered earlier.

    Nor is anybody taken from the queue while somebody of the type with a better priority waits, if every group that
    serves the type may take both at any time (none has an `after`).
    """
    contacts = log.contacts
    answered = contacts["ended_by"] == EndedBy.AGENT
    for number, (name, kind) in enumerate(scenario.contact_types.items()):
        # The last one stands for those in no segment.
        segments = [kind.segments.get(segment) for segment in (*scenario.segment_names, None)]
        priority = np.array([2 if one is None else one.priority for one in segments])[contacts["segment"]]
        own_s = [None if one is None else one.age_credit_s for one in segments]
        credit_s = np.array([kind.age_credit_s if own is None else own for own in own_s])[contacts["segment"]]
        mine = contacts["type"] == number
        for one in set(zip(priority[mine].tolist(), credit_s[mine].tolist(), strict=True)):
            alike = (priority == one[0]) & (credit_s == one[1])
            assert (np.diff(contacts["answered_s"][mine & answered & alike]) >= 0).all(), f"one of {name} was overtaken"
        serves = [group.serves[name] for group in scenario.agent_groups.values() if name in group.serves]
        if not any(one.after_s for one in serves):
            _better_ones_first(contacts, mine, priority)


def _better_ones_first(contacts: Columns, mine: np.ndarray, priority: np.ndarray) -> None:
    waited = mine & (contacts["wait_s"] > 0)
    left_s = contacts["queued_s"] + contacts["wait_s"]
    for level in np.unique(priority[mine])[1:]:
        better = waited & (priority < level)
        queued_s, gone_s = np.sort(contacts["queued_s"][better]), np.sort(left_s[better])
        taken = waited & (priority == level) & (contacts["ended_by"] == EndedBy.AGENT)
        now_s = contacts["answered_s"][taken]
        # Who queued before and has not left by then waits at that instant.
        ahead = np.searchsorted(queued_s, now_s, side="left") - np.searchsorted(gone_s, now_s, side="right")
        assert (ahead <= 0).all(), f"taken before somebody with priority: {np.flatnonzero(taken)[ahead > 0]}"


def agent_time_adds_up(scenario: Scenario, log: RunLog) -> None:
    time, intervals = log.agent_time, len(log.facts.interval_starts_s)
    assert (time["seconds"] > 0).all(), "a state of an agent lasted less than nothing"
    nights_s = [day.first_interval for day in log.facts.days[1:]]
    starts_s, ends_s = log.facts.interval_starts_s, log.facts.interval_starts_s + log.facts.open_s
    nights_s = [starts_s[first] - ends_s[first - 1] for first in nights_s]
    length_s = np.array([*log.facts.open_s, *nights_s, np.inf])
    per_cell = np.bincount(time["agent"].astype(int) * len(length_s) + time["interval"], time["seconds"])
    assert (per_cell <= length_s[np.arange(len(per_cell)) % len(length_s)]).all(), "more seconds than the interval has"
    assert time["overtime"][time["interval"] >= intervals].all(), "work after closing is overtime"
    assert (time["state"][time["interval"] >= intervals] != State.AVAILABLE).all(), "idle after closing"
    planned = np.zeros_like(log.facts.scheduled_s)
    regular = ~time["overtime"]
    np.add.at(planned, (time["group"][regular], time["interval"][regular]), time["seconds"][regular])
    assert (planned >= log.facts.scheduled_s).all(), "somebody on the plan was not there"
    for number, group in enumerate(scenario.agent_groups.values()):
        people = list(group.agents.values())
        if scenario.horizon.days == 1 and people in (sorted(people), sorted(people, reverse=True)):
            assert (planned[number] == log.facts.scheduled_s[number]).all(), "somebody was there beyond the plan"


def _most_at_once(from_s: np.ndarray, to_s: np.ndarray) -> int:
    """Return the most spans [from, to) that overlap; at one instant ends come before starts."""
    times = np.concatenate([from_s, to_s])
    steps = np.concatenate([np.ones(len(from_s), int), -np.ones(len(to_s), int)])
    order = np.lexsort((steps, times))
    return int(np.cumsum(steps[order]).max(initial=0))
