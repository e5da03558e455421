"""Invariants that hold on every log, whatever the scenario. ``check`` raises AssertionError naming a broken one.

Here: how contacts are born, what becomes of them, who is served before whom. `span_checkers.py` holds the evidence
against that, `hours_checkers.py` what happens while something is closed, `hands.py` what agents have in hand,
`passing_checkers.py` who is passed on, `again_checkers.py` who comes again, `overflow_checkers.py` what overflow rules
do, `announcement_checkers.py` what customers make of an announced wait, `line_checkers.py` who gets a line,
`intervention_checkers.py` when the center is changed during the day, `shift_checkers.py` who works in shifts and is
known one by one, `on_call_checkers.py` who is on call, `help_checkers.py` who calls for help and gets it,
`conversation_checkers.py` what is written in conversations, `laying_down_checkers.py` what becomes of them when agents
leave, `silence_checkers.py` what is done for customers who left without a sign.
"""

from itertools import pairwise

import numpy as np
from again_checkers import again_holds
from announcement_checkers import announcements_hold
from conversation_checkers import conversations_hold
from conversations_read import conversed, waited_s, was_laid_down
from hands import hands_hold
from help_checkers import helps_hold
from hours_changed import hours_of
from hours_checkers import hours_hold
from hours_read import Calendar
from intervention_checkers import interventions_hold, people_are_changed
from laying_down_checkers import laying_down_holds
from line_checkers import lines_hold
from on_call_checkers import on_call_holds
from overflow_checkers import left_when_told, overflow_holds, was_changed, was_told
from passing_checkers import came_by_an_agent, passes_of, passing_holds, was_passed
from shift_checkers import shifts_hold
from shifts_read import is_known
from silence_checkers import silences_hold
from silences_read import left_silently, taken_at
from span_checkers import spans_hold

from simulator.demand.workload import Workload
from simulator.log import NOBODY, Cause, Columns, EndedBy, RunLog, SpanKind, State
from simulator.log.agent_time import agent_time, group_time
from simulator.scenario.nouns import ContactType, Scenario, Segment
from simulator.scenario.rules.covered import is_covered

NEVER_QUEUED = (EndedBy.BLOCKED, EndedBy.REFUSED, EndedBy.MOVED)
"""Who ends so never waited for a human; who leaves a voicemail at a closed door did not either."""


def check(scenario: Scenario, workload: Workload, log: RunLog) -> RunLog:
    """Check every invariant and return ``log``, so that a test can write ``log = check(…, simulate(…))``."""
    calendar = hours_of(scenario, log)
    rows_are_born_in_order(workload, log)
    whoever_is_moved_goes_on(log)
    each_contact_ends_once(log)
    time_never_goes_back(log)
    waits_are_first_waits(log)
    patience_is_kept(log)
    voicemails_are_left_at_the_limit(scenario, log)
    whoever_is_open_has_no_end_to_come(scenario, calendar, log)
    spans_hold(scenario, log)
    hours_hold(scenario, calendar, log)
    passing_holds(scenario, workload, log)
    again_holds(scenario, calendar, workload, log)
    overflow_holds(scenario, log)
    announcements_hold(scenario, workload, log)
    interventions_hold(scenario, calendar, log)
    shifts_hold(scenario, calendar, log)
    on_call_holds(scenario, calendar, log)
    helps_hold(scenario, calendar, workload, log)
    conversations_hold(scenario, workload, log)
    laying_down_holds(scenario, calendar, workload, log)
    silences_hold(scenario, calendar, workload, log)
    hands_hold(scenario, workload, log)
    skill_is_held(scenario, log)
    lines_hold(scenario, calendar, log)
    queue_limits_hold(scenario, log)
    nobody_overtakes(scenario, log)
    agent_time_adds_up(scenario, log)
    group_time_is_agent_time(log)
    return log


def rows_are_born_in_order(workload: Workload, log: RunLog) -> None:
    contacts, cases = log.contacts, len(workload)
    rows, parent = contacts["contact"], contacts["parent"]
    assert (rows == np.arange(len(rows))).all(), "a contact's number is its row"
    first = contacts["cause"] == Cause.FIRST
    assert (first == (rows < cases)).all(), "first contacts stand first, one for each case"
    assert (first == (parent == NOBODY)).all(), "all but first contacts have a parent"
    assert (parent < rows).all(), "somebody was born before the parent"
    assert (contacts["case"][:cases] == rows[:cases]).all(), "case i does not begin in row i"
    assert (contacts["customer"] == contacts["case"]).all(), "a case is a customer"
    born = ~first
    assert (contacts["case"][born] == contacts["case"][parent[born]]).all(), "a child is not of its parent's case"
    assert (contacts["hop"][first] == 0).all(), "a first contact has moved nowhere"
    for one in (first, born):
        assert (np.diff(contacts["arrived_s"][one]) >= 0).all(), "rows do not stand in the order of birth"
    for name in ("arrived_s", "patience_s", "type", "segment"):
        as_drawn = contacts[name][:cases] == getattr(workload, name)
        if name == "patience_s":
            as_drawn |= was_told(log)[:cases]
        assert as_drawn.all(), f"{name} is not that of the case"


def whoever_is_moved_goes_on(log: RunLog) -> None:
    contacts = log.contacts
    moved = np.flatnonzero(contacts["ended_by"] == EndedBy.MOVED)
    children = np.flatnonzero(np.isin(contacts["cause"], (Cause.REDIRECT, Cause.OVERFLOW)))
    parents = contacts["parent"][children]
    assert sorted(parents.tolist()) == moved.tolist(), "who is moved has exactly one child"
    assert (contacts["arrived_s"][children] == contacts["ended_s"][parents]).all(), "a child arrives when it is moved"
    assert (contacts["type"][children] != contacts["type"][parents]).all(), "moved to the type it came from"
    assert (contacts["attempt"][children] == contacts["attempt"][parents]).all(), "a move is no attempt"
    hops = contacts["hop"][parents] + passes_of(contacts)[parents]
    assert (contacts["hop"][children] == hops + 1).all(), "a move is a hop"
    assert (contacts["segment"][children] == contacts["segment"][parents]).all(), "somebody else was moved"


def each_contact_ends_once(log: RunLog) -> None:
    contacts = log.contacts
    how = contacts["ended_by"]
    assert sum(int((how == ending).sum()) for ending in EndedBy) == len(how)
    ended, open_ = ~np.isnan(contacts["ended_s"]), how == EndedBy.STILL_OPEN
    assert (ended != open_).all(), "a contact has an end exactly when it is not still open"
    answered, by_agent = ~np.isnan(contacts["answered_s"]), how == EndedBy.AGENT
    assert (answered | ~by_agent).all(), "ended by an agent who never answered"
    passed = (how == EndedBy.PASSED_ON) | (passes_of(contacts) > 0)
    assert (by_agent | open_ | ~answered | passed | conversed(log)).all(), "answered, but ended otherwise"
    of_conversations = np.isin(how, (EndedBy.CUSTOMER, EndedBy.TIME_OUT))
    assert (conversed(log) | ~of_conversations).all(), "ended as only a conversation does"
    closed = ~np.isnan(contacts["closed_s"])
    assert (by_agent | ~closed).all(), "closed, but not by an agent"
    cut = by_agent & ~closed
    assert np.isfinite(log.facts.stops_s) or not cut.any(), "only a stop leaves a wrap-up undone"
    for what, done in (("answered", answered), ("closed", closed)):
        for column in (f"{what}_by", f"{what}_group"):
            assert ((contacts[column] != NOBODY) == done).all(), f"{column} is not of who {what}"
    at_the_door = np.isin(how, NEVER_QUEUED) & ~was_changed(log)
    assert (np.isnan(contacts["queued_s"]) | ~at_the_door).all(), "queued, but ended at the door"
    never = np.isnan(contacts["queued_s"])
    assert (~never | ~by_agent).all(), "served without ever having been queued"


def time_never_goes_back(log: RunLog) -> None:
    order = ["arrived_s", "queued_s", "assigned_s", "answered_s", "ended_s", "closed_s"]
    for first, second in pairwise(order):
        gap = log.contacts[second] - log.contacts[first]
        assert (gap[~np.isnan(gap)] >= 0).all(), f"{second} before {first}"


def waits_are_first_waits(log: RunLog) -> None:
    contacts = log.contacts
    answered = ~np.isnan(contacts["answered_s"])
    until_s = np.where(answered, contacts["answered_s"], contacts["ended_s"])
    for name, since in (("wait_s", "queued_s"), ("since_arrival_s", "arrived_s")):
        since_s = np.where(np.isnan(contacts["queued_s"]), np.nan, contacts[since])
        assert np.array_equal(contacts[name], until_s - since_s, equal_nan=True), f"{name} is not the first wait"


def patience_is_kept(log: RunLog) -> None:
    how, wait_s, patience_s = log.contacts["ended_by"], log.contacts["wait_s"], log.contacts["patience_s"]
    answered = ~np.isnan(log.contacts["answered_s"])
    left = (how == EndedBy.ABANDONED) & ~answered
    left &= ~left_when_told(log)
    assert (wait_s[left] == patience_s[left]).all(), "an abandoned wait is the patience, to the bit"
    # Who finds a free agent is answered even with no patience at all; and a wait may be cut by the stop.
    open_s = np.where(np.isnan(wait_s), log.facts.stops_s - log.contacts["queued_s"], wait_s)
    known = np.isfinite(open_s)
    assert (open_s[known] <= patience_s[known]).all(), "somebody waited longer than he would"


def voicemails_are_left_at_the_limit(scenario: Scenario, log: RunLog) -> None:
    limits_s = np.array([one.voicemail_after_s for one in scenario.contact_types.values()], dtype=float)
    contacts = log.contacts
    limit_s, wait_s = np.nan_to_num(limits_s, nan=np.inf)[contacts["type"]], waited_s(log)
    left = (contacts["ended_by"] == EndedBy.VOICEMAIL) & ~np.isnan(contacts["queued_s"])
    left &= np.isnan(contacts["answered_s"]) & ~was_changed(log)
    assert (wait_s[left] == limit_s[left]).all(), "a voicemail, but not at the limit"
    # With an agent who stays nobody leaves one.
    held = came_by_an_agent(contacts) & any(one.pass_.warm_s is not None for one in scenario.transfers.values())
    # Of whoever has left nobody hears that there is no message.
    assert not (wait_s > limit_s)[~held & ~left_silently(log)].any(), "somebody waited beyond the limit"


def whoever_is_open_has_no_end_to_come(scenario: Scenario, calendar: Calendar, log: RunLog) -> None:
    contacts, stops_s = log.contacts, log.facts.stops_s
    assert stops_s in (calendar.stops_s, np.inf), "stopped at another time than was said"
    open_ = contacts["ended_by"] == EndedBy.STILL_OPEN
    for column in ("arrived_s", "queued_s", "answered_s", "ended_s", "closed_s"):
        assert not (contacts[column] > stops_s).any(), f"{column} after the run was stopped"
    if np.isfinite(stops_s):
        return
    limited = np.array([one.voicemail_after_s is not None for one in scenario.contact_types.values()])
    # Whoever was passed on waits for another agent, or is held by one who does; as what was laid down, for somebody.
    waits = open_ & ~np.isnan(contacts["queued_s"]) & ~was_passed(contacts) & ~was_laid_down(log)
    assert np.isnan(contacts["answered_s"][waits]).all(), "a talk has no end, but nobody stopped the run"
    assert np.isinf(contacts["patience_s"][waits]).all(), "patience has no end, but nobody stopped the run"
    waits &= ~came_by_an_agent(contacts)
    assert not limited[contacts["type"][waits]].any(), "a wait goes on beyond the limit"


def skill_is_held(scenario: Scenario, log: RunLog) -> None:
    groups, types = list(scenario.agent_groups.values()), list(scenario.contact_types)
    busy = (log.spans["agent"] != NOBODY) & (log.spans["contact"] != NOBODY)
    kind = log.contacts["type"][log.spans["contact"][busy]]
    columns = (log.spans["group"][busy].tolist(), log.spans["agent"][busy].tolist(), kind.tolist())
    for group, agent, kind_ in set(zip(*columns, strict=True)):
        name = log.names.agents[agent]
        person = scenario.people.get(name.removesuffix(f" in {log.names.groups[group]}"))
        own = None if person is None else person.skills
        assert types[kind_] in (groups[group].usual if own is None else own), (
            f"{log.names.groups[group]} served {types[kind_]}: {name}"
        )


def queue_limits_hold(scenario: Scenario, log: RunLog) -> None:
    contacts = log.contacts
    queued = np.flatnonzero(np.isin(log.spans["kind"], (SpanKind.QUEUE, SpanKind.UNNOTICED)))
    kind = contacts["type"][log.spans["contact"][queued]]
    for number, noun in enumerate(scenario.contact_types.values()):
        if isinstance(noun.queue_limit, int):
            mine = queued[kind == number]
            inside = (
                passes_of(contacts)[log.spans["contact"][mine]] + came_by_an_agent(contacts)[log.spans["contact"][mine]]
            )
            moved_in = contacts["cause"][log.spans["contact"][mine]] == Cause.OVERFLOW
            laid = was_laid_down(log)[log.spans["contact"][mine]]
            if inside.any() or moved_in.any() or laid.any():
                # Whoever is passed on, or handed over, is inside and is not turned away; who is moved asks when it
                # leaves its queue.
                continue
            most = most_at_once(log.spans["from_s"][mine], log.spans["to_s"][mine])
            assert most <= noun.queue_limit, f"{most} in a queue of {noun.queue_limit}"


def nobody_overtakes(scenario: Scenario, log: RunLog) -> None:
    """Within a type, of those who are compared alike, who came later is not answered earlier.

    Nor is anybody taken from the queue while somebody of the type with a better priority waits, if every group that
    serves the type may take both at any time (none has an `after`, and the type no steps).
    """
    contacts, taken_s = log.contacts, taken_at(log)
    # Whoever is passed on may stand elsewhere, and does not come again where it stood.
    taken = ~np.isnan(taken_s) & (contacts["place_s"] == contacts["arrived_s"])
    # An overflow rule may prefer one, or let others take it.
    taken &= ~was_changed(log)
    queue_s = waited_s(log)
    in_line = np.lexsort((contacts["contact"], contacts["place_s"]))
    by_things = _taken_by_how_things_stand(scenario)
    for number, (name, kind) in enumerate(scenario.contact_types.items()):
        if name in by_things:
            continue
        # The last one stands for those in no segment.
        names = (*scenario.segment_names, None)
        segments = [kind.segments.get(segment) for segment in names]
        priority = np.array([2 if one is None else one.priority for one in segments])[contacts["segment"]]
        keys = ("age_credit_s", "age_rate", "age_cap_s")
        kept = [_kept_by(scenario, name, one) for one in names]
        ways = [
            (2 if one is None else one.priority, *(_own(one, kind, key) for key in keys), kept_by)
            for one, kept_by in zip(segments, kept, strict=True)
        ]
        way = np.array([ways.index(one) for one in ways])[contacts["segment"]]
        mine = contacts["type"] == number
        first_only_s = min((step.after_s for step in kind.steps.values() if step.only), default=np.inf)
        for one in np.unique(way[mine]):
            alike = in_line[(mine & taken & (way == one))[in_line]]
            # A step with `only` takes an older contact away from a group, or makes it another one of its contacts.
            alike = alike[queue_s[alike] < first_only_s]
            assert (np.diff(taken_s[alike]) >= 0).all(), f"one of {name} was overtaken"
        serves = [group.serves[name] for group in scenario.agent_groups.values() if name in group.serves]
        if not kind.steps and not any(one.after_s for one in serves) and len(set(kept)) == 1:
            as_taken = contacts | {"assigned_s": taken_s}
            _better_ones_first(as_taken, mine & ~was_changed(log), priority, queue_s)


def _own(segment: Segment | None, kind: ContactType, key: str) -> float | None:
    """Return what is said of a segment, or else of its type."""
    own = None if segment is None else getattr(segment, key)
    return getattr(kind, key) if own is None else own


def _kept_by(scenario: Scenario, name: str, segment: str | None) -> tuple[str, ...]:
    """Return the overflow rules that keep groups from contacts of a type and segment until they apply."""
    rules = scenario.overflow.items()
    return tuple(key for key, rule in rules if rule.groups_named and is_covered(scenario, rule, name, segment))


def _taken_by_how_things_stand(scenario: Scenario) -> set[str]:
    """Return the types that a group takes while something holds, or leaves alone for others: an arriving contact may
    find it otherwise than one that waits.
    """
    found = set()
    for group in scenario.agent_groups.values():
        if any(one.while_ is not None or one.reserves for one in group.serves.values()):
            found |= set(group.serves)
    return found


def _better_ones_first(contacts: Columns, mine: np.ndarray, priority: np.ndarray, queue_s: np.ndarray) -> None:
    waited = mine & (queue_s > 0)
    left_s = contacts["queued_s"] + queue_s
    for level in np.unique(priority[mine])[1:]:
        better = waited & (priority < level)
        queued_s, gone_s = np.sort(contacts["queued_s"][better]), np.sort(left_s[better])
        taken = waited & (priority == level) & ~np.isnan(contacts["assigned_s"])
        now_s = contacts["assigned_s"][taken]
        # Who queued before and has not left by then waits at that instant.
        ahead = np.searchsorted(queued_s, now_s, side="left") - np.searchsorted(gone_s, now_s, side="right")
        assert (ahead <= 0).all(), f"taken before somebody with priority: {np.flatnonzero(taken)[ahead > 0]}"


def agent_time_adds_up(scenario: Scenario, log: RunLog) -> None:
    time, intervals = agent_time(log), len(log.facts.interval_starts_s)
    assert (time["seconds"] > 0).all(), "a state of an agent lasted less than nothing"
    assert (time["interval"] >= 0).all(), "agent time in no interval"
    nights_s = [day.first_interval for day in log.facts.days[1:]]
    starts_s, ends_s = log.facts.interval_starts_s, log.facts.interval_starts_s + log.facts.open_s
    nights_s = [starts_s[first] - ends_s[first - 1] for first in nights_s]
    length_s = np.array([*log.facts.open_s, *nights_s, np.inf])
    per_cell = np.bincount(time["agent"].astype(int) * len(length_s) + time["interval"], time["seconds"])
    assert (per_cell <= length_s[np.arange(len(per_cell)) % len(length_s)]).all(), "more seconds than the interval has"
    assert time["overtime"][time["interval"] >= intervals].all(), "work after closing is overtime"
    # Whoever stays for what is asleep has nothing to do.
    stays = np.isin(time["agent"], log.spans["agent"][log.spans["kind"] == SpanKind.INACTIVE])
    idle = (time["state"] == State.AVAILABLE) & (time["interval"] >= intervals) & ~stays
    assert not idle.any(), "idle after closing"
    if people_are_changed(scenario, log):
        return
    planned = np.zeros_like(log.facts.scheduled_s)
    regular = ~time["overtime"]
    np.add.at(planned, (time["group"][regular], time["interval"][regular]), time["seconds"][regular])
    # Who is known one by one may be absent; what they are paid for is in `shift_checkers.py`.
    known = np.array([is_known(group) for group in scenario.agent_groups.values()])
    assert (planned >= log.facts.scheduled_s)[~known].all(), "somebody on the plan was not there"
    horizon = scenario.horizon
    for number, group in enumerate(scenario.agent_groups.values()):
        if known[number]:
            continue
        people = list(group.agents.values())
        one_day = horizon.days == 1 and not horizon.warm_up_s
        if one_day and people in (sorted(people), sorted(people, reverse=True)):
            assert (planned[number] == log.facts.scheduled_s[number]).all(), "somebody was there beyond the plan"


def group_time_is_agent_time(log: RunLog) -> None:
    """What is summed without looking at agents is what their time adds up to, to the bit."""
    time, found = agent_time(log), group_time(log)
    seconds, slot_s = np.zeros_like(found.seconds), np.zeros_like(found.slot_s)
    np.add.at(seconds, (time["interval"], time["group"], time["state"]), time["seconds"])
    np.add.at(slot_s, (time["interval"], time["group"]), time["slot_seconds"])
    assert (seconds == found.seconds).all(), "groups' seconds are not those of their agents"
    assert (slot_s == found.slot_s).all(), "groups' slot seconds are not those of their agents"


def most_at_once(from_s: np.ndarray, to_s: np.ndarray) -> int:
    """Return the most spans [from, to) that overlap; at one instant ends come before starts."""
    times = np.concatenate([from_s, to_s])
    steps = np.concatenate([np.ones(len(from_s), int), -np.ones(len(to_s), int)])
    order = np.lexsort((steps, times))
    return int(np.cumsum(steps[order]).max(initial=0))
