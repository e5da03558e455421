"""Invariants of contacts that agents pass on: where they wait again, who stays with them, what they bring."""

from itertools import pairwise

import numpy as np
from overflow_checkers import was_changed
from services_read import Served, blurred, heirs, passed_and_not_answered, services

from simulator.demand.later import Later
from simulator.demand.workload import Workload
from simulator.log import NOBODY, Cause, Columns, Context, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario, Transfer

_BY_AGENT = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.PASSED_ON)


def passes_of(contacts: Columns) -> np.ndarray:
    """Return how often each contact was passed on within its type."""
    return contacts.get("passes", np.zeros(len(contacts["contact"]), dtype=int))


def has_a_child(contacts: Columns) -> np.ndarray:
    """Return whether each contact was passed on as another one."""
    return np.isin(contacts["contact"], contacts["parent"][contacts["cause"] == Cause.TRANSFER])


def was_passed(contacts: Columns) -> np.ndarray:
    """Return whether an agent had each contact and gave it to somebody else."""
    return (passes_of(contacts) > 0) | has_a_child(contacts)


def came_by_an_agent(contacts: Columns) -> np.ndarray:
    """Return whether each contact was passed on to where it is, or moved on from there by a closed door."""
    by_agent = contacts["cause"] == Cause.TRANSFER
    for row in np.flatnonzero(contacts["cause"] == Cause.REDIRECT).tolist():
        by_agent[row] = by_agent[contacts["parent"][row]]
    return by_agent


def passing_holds(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Check all that follows from transfers."""
    whoever_is_passed_on_goes_on(scenario, log)
    waits_for_the_next_agent_are_told(scenario, log)
    places_are_as_said(scenario, log)
    whoever_passes_on_may_stay(scenario, log)
    a_customer_is_in_one_place(scenario, log)
    later_waits_keep_patience(scenario, workload, log)
    passed_contacts_end_with_their_last_agent(scenario, log)
    stories_are_told_by_whom_they_were_lost(scenario, log)


def whoever_is_passed_on_goes_on(scenario: Scenario, log: RunLog) -> None:
    contacts, passes = log.contacts, passes_of(log.contacts)
    children = np.flatnonzero(contacts["cause"] == Cause.TRANSFER)
    parents = contacts["parent"][children]
    assert len(set(parents.tolist())) == len(parents), "passed on twice as another contact"
    passed_on = contacts["ended_by"] == EndedBy.PASSED_ON
    # Whoever still stays with the customer when the run ends has not passed on.
    stays = has_a_child(contacts) & (contacts["ended_by"] == EndedBy.STILL_OPEN)
    assert (passed_on | stays == has_a_child(contacts)).all(), "passed on without a child, or the other way round"
    assert ~np.isnan(contacts["answered_s"][parents]).any(), "passed on by nobody"
    assert np.isnan(contacts["closed_s"][passed_on]).all(), "passed on and closed"
    assert (contacts["solved"][passed_on] == 0).all(), "passed on and solved"
    assert (contacts["attempt"][children] == contacts["attempt"][parents]).all(), "a transfer is no attempt"
    assert (contacts["hop"][children] == contacts["hop"][parents] + passes[parents] + 1).all(), "a transfer is a hop"
    assert (contacts["segment"][children] == contacts["segment"][parents]).all(), "somebody else was passed on"
    types = list(scenario.contact_types)
    known = {rule.pass_.type for rule in scenario.transfers.values()}
    assert {types[one] for one in contacts["type"][children].tolist()} <= known, "passed on as what no transfer says"
    inside = any(rule.pass_.is_the_same_contact for rule in scenario.transfers.values())
    assert inside or not passes.any(), "passed on within the type, but no transfer does so"
    assert not passes[np.isnan(contacts["answered_s"])].any(), "passed on by nobody"
    came_s, ended_s = contacts["arrived_s"][children], contacts["ended_s"][parents]
    assert not (ended_s < came_s).any(), "passed on after the first agent's part"
    if not _warm(scenario):
        assert (ended_s == came_s).all(), "a child comes when it is passed on"


def waits_for_the_next_agent_are_told(scenario: Scenario, log: RunLog) -> None:
    """The table `passed` has a row for each time a contact was passed on within its type, with the answer to it."""
    contacts, passed, passes = log.contacts, log.passed, passes_of(log.contacts)
    assert bool(passed) == bool(passes.any()), "a table of who was passed on where nobody was, or none where some were"
    if not passed:
        return
    rows = list(zip(*(passed[name].tolist() for name in ("contact", "group", "passed_s", "answered_s")), strict=True))
    assert rows == sorted(rows, key=lambda one: one[0]), "who was passed on does not stand in the order of contacts"
    counts = np.bincount(passed["contact"], minlength=len(passes))
    assert np.array_equal(counts, passes), "passed on more or less often than its contact says"
    groups = list(scenario.agent_groups)
    known = {rule.pass_.group for rule in scenario.transfers.values() if rule.pass_.is_the_same_contact}
    talks = log.spans["kind"] == SpanKind.TALK
    columns = (log.spans[name][talks].tolist() for name in ("contact", "group", "from_s", "to_s"))
    begun, done = set[tuple[int, int, float]](), set[tuple[int, float]]()
    for row, group, from_s, to_s in zip(*columns, strict=True):
        begun |= {(row, group, from_s), (row, NOBODY, from_s)}
        done.add((row, to_s))
    for (row, group, passed_s, answered_s), then in pairwise([*rows, (NOBODY, NOBODY, np.nan, np.nan)]):
        assert (None if group == NOBODY else groups[group]) in known, f"contact {row} is passed where no transfer says"
        assert (row, passed_s) in done, f"contact {row} is passed on, but no talk with it ends then"
        if not np.isnan(answered_s):
            assert answered_s >= passed_s, f"contact {row} is answered before it is passed on"
            assert (row, group, answered_s) in begun, f"contact {row} is answered, but no such talk begins then"
            assert then[0] != row or answered_s <= then[2], f"contact {row} is answered after it is passed on again"
            continue
        assert then[0] != row, f"contact {row} is passed on again, but nobody answered"
        later = [from_s for one, _, from_s in begun if one == row and from_s > passed_s]
        assert not later, f"contact {row} talks, but nobody answered"
        assert contacts["ended_by"][row] not in _BY_AGENT, f"contact {row} ends with an agent, but nobody answered"
        assert not contacts["ended_s"][row] < passed_s, f"contact {row} is passed on after its end"


def places_are_as_said(scenario: Scenario, log: RunLog) -> None:
    """Only who is passed on stands elsewhere than where the arrival says."""
    contacts = log.contacts
    elsewhere = contacts["place_s"] != contacts["arrived_s"]
    moved = elsewhere & (contacts["cause"] == Cause.OVERFLOW)
    parents = contacts["parent"][moved]
    # Who was passed back into the line, and moved out of it, stood there where that pass says.
    again = np.isin(parents, passed_and_not_answered(log))
    assert (again | (contacts["place_s"][moved] == contacts["place_s"][parents])).all(), "not its parent's place"
    assert (contacts["place_s"][moved] >= contacts["place_s"][parents]).all(), "in front of its parent's place"
    elsewhere = elsewhere & ~moved
    assert (contacts["cause"][elsewhere] == Cause.TRANSFER).all(), "a place in line is that of the arrival"
    # In front of nobody is where somebody stands who enters then.
    worst_s = np.fmax(contacts["arrived_s"], contacts["queued_s"])
    assert not (contacts["place_s"] > worst_s).any(), "a place in line is that of the arrival, or better"
    places = {rule.pass_.place for rule in scenario.transfers.values() if rule.pass_.type is not None}
    assert not elsewhere.any() or places - {"back"}, "everybody goes to the back, but one does not"
    if "front" not in places:
        rows = np.flatnonzero(elsewhere)
        parents = contacts["parent"][rows]
        once = passes_of(contacts)[parents] == 0
        kept_s = contacts["place_s"][parents]
        assert (contacts["place_s"][rows] == kept_s)[once].all(), "the place that was kept is another one"


def whoever_passes_on_may_stay(scenario: Scenario, log: RunLog) -> None:
    """A hold stands beside the wait of who was passed on, and ends with it."""
    spans, warm_s = log.spans, _warm(scenario)
    holding = np.flatnonzero(spans["kind"] == SpanKind.HOLD)
    assert warm_s or not len(holding), "a hold, but every transfer is blind"
    if not len(holding):
        return
    queued = np.flatnonzero(spans["kind"] == SpanKind.QUEUE)
    columns = (spans[name][queued].tolist() for name in ("contact", "from_s", "to_s"))
    waits = {(row, from_s): to_s for row, from_s, to_s in zip(*columns, strict=True)}
    born = heirs(log)
    for row, from_s, to_s in zip(
        *(spans[name][holding].tolist() for name in ("contact", "from_s", "to_s")), strict=True
    ):
        until = [waits[one, from_s] for one in (row, *born.get(row, ())) if (one, from_s) in waits]
        nobody_comes = np.isinf(log.facts.stops_s) and any(_is_open(log, one) for one in (row, *born.get(row, ())))
        assert until or nobody_comes, f"contact {row} is held, but its customer does not wait"
        assert nobody_comes or to_s <= max(until), f"contact {row} is held on when its customer waits no more"


def a_customer_is_in_one_place(scenario: Scenario, log: RunLog) -> None:
    """Who was passed on within a type waits or talks, without a gap, and talks to two only while one is briefed."""
    contacts, passes = log.contacts, passes_of(log.contacts)
    for row, parts in _parts(scenario, log).items():
        assert parts[0][0] == contacts["queued_s"][row], f"contact {row} does not begin when it was queued"
        assert all(first[1] == then[0] for first, then in pairwise(parts)), f"contact {row} is nowhere, or twice"
        talks = sum(talk for *_, talk in parts)
        # Of so many passes each but the last was answered, and so may that be.
        assert talks in (passes[row], passes[row] + 1), f"contact {row}: {talks} talks and {passes[row]} passes"
        assert len(parts) - talks <= passes[row] + 1, f"contact {row} waits too often"


def later_waits_keep_patience(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Whoever waits again has another patience, by the hop; a message is left when this wait has lasted so long."""
    contacts, later = log.contacts, Later(scenario)
    for row, parts in _parts(scenario, log).items():
        case, segment, kind, attempt, hop = (
            int(contacts[name][row]) for name in ("case", "segment", "type", "attempt", "hop")
        )
        passed = 0
        for place, (from_s, to_s, talks) in enumerate(parts):
            passed += talks
            if talks or not passed:
                continue
            key, came_s = int(workload.key[case]), float(contacts["arrived_s"][row])
            patience_s = later.drawn(key, segment, kind, attempt, hop + passed, came_s)[2]
            assert to_s - from_s <= patience_s, f"contact {row} waits again longer than it would"
            ends = place == len(parts) - 1 and contacts["ended_s"][row] == to_s
            if ends and contacts["ended_by"][row] == EndedBy.ABANDONED:
                assert to_s - from_s == patience_s, f"contact {row} gives up again, but not when patience is over"
            if ends and contacts["ended_by"][row] == EndedBy.VOICEMAIL and not was_changed(log)[row]:
                limit_s = list(scenario.contact_types.values())[kind].voicemail_after_s
                assert to_s - from_s == limit_s, f"contact {row} leaves a voicemail, but not at the limit"


def _parts(scenario: Scenario, log: RunLog) -> dict[int, list[tuple[float, float, bool]]]:
    """Return (from, to, whether it talks) of the customers who were passed on, in order."""
    if not was_passed(log.contacts).any():
        return {}
    passed = set(np.flatnonzero(was_passed(log.contacts)).tolist()) - blurred(scenario, log)
    mine: dict[int, list[tuple[float, float, bool]]] = {row: [] for row in sorted(passed)}
    for row, from_s, to_s in _rows(log.spans, log.spans["kind"] == SpanKind.QUEUE):
        if row in mine:
            mine[row].append((from_s, to_s, False))
    for one in services(scenario, log):
        if one.row in mine:
            mine[one.row].append((one.from_s, one.talk_to_s, True))
    return {row: sorted(parts) for row, parts in mine.items()}


def passed_contacts_end_with_their_last_agent(scenario: Scenario, log: RunLog) -> None:
    contacts = log.contacts
    if not was_passed(contacts).any():
        return
    last: dict[int, list[Served]] = {}
    every: dict[int, list[Served]] = {}
    for one in sorted(services(scenario, log), key=lambda one: (one.from_s, one.talk_to_s)):
        # Of several talks of no length at one instant any may be the last.
        alike = [
            other for other in last.get(one.row, ()) if (other.from_s, other.talk_to_s) == (one.from_s, one.talk_to_s)
        ]
        last[one.row] = [*alike, one]
        every.setdefault(one.row, []).append(one)
    for row in sorted(set(np.flatnonzero(was_passed(contacts)).tolist()) - blurred(scenario, log)):
        how, ended_s, some = contacts["ended_by"][row], contacts["ended_s"][row], last[row]
        if how == EndedBy.PASSED_ON:
            assert ended_s in [one.part_to_s for one in some], f"contact {row} is passed on, but its agent goes on"
        elif how == EndedBy.AGENT:
            assert some[0].talk_to_s == ended_s, f"contact {row} ends, but its talk does not"
        if contacts["closed_by"][row] != NOBODY:
            closed = contacts["closed_by"][row], contacts["closed_s"][row]
            # Of several wrap-ups of one agent that begin then, any may be the last.
            known = [(one.agent, one.to_s) for one in every[row] if one.part_to_s == some[0].part_to_s]
            assert closed in known, f"contact {row} is closed by somebody else, or at another time"


def stories_are_told_by_whom_they_were_lost(scenario: Scenario, log: RunLog) -> None:
    contacts = log.contacts
    context, answered = contacts["context"], ~np.isnan(contacts["answered_s"])
    first = contacts["cause"] == Cause.FIRST
    assert (context[first] == Context.NONE).all(), "somebody who comes for the first time brings something"
    assert (context[contacts["cause"] == Cause.TRANSFER] != Context.NONE).all(), "passed on, but nothing was told"
    if "stories" not in contacts:
        assert not (context == Context.LOST).any(), "lost, but no rule loses anything"
        return
    stories, repeated_s, passes = contacts["stories"], contacts["repeated_s"], passes_of(contacts)
    at_first = answered & (context == Context.LOST)
    assert (stories >= at_first).all(), "told again, but not counted"
    # Who is moved before anybody answered a pass tells it to whoever answers then.
    waited = np.isin(contacts["parent"], passed_and_not_answered(log))
    still_due = answered & (contacts["cause"] == Cause.OVERFLOW) & waited
    assert (stories <= (at_first | still_due) + passes).all(), "told again too often"
    assert (stories[~answered] == 0).all(), "told again to nobody"
    longest_s = max((one.repeat_story_s for one in _ways(scenario)), default=0.0)
    assert ((repeated_s >= 0) & (repeated_s <= stories * longest_s)).all(), "telling again takes too long"


def _ways(scenario: Scenario) -> list:
    return [
        *(one.pass_ for one in scenario.transfers.values()),
        *(one.come for one in scenario.follow_ups.values()),
        *(one.offer for one in scenario.overflow.values() if one.offer is not None),
    ]


def _warm(scenario: Scenario) -> set[float]:
    rules: list[Transfer] = list(scenario.transfers.values())
    return {rule.pass_.warm_s for rule in rules if rule.pass_.warm_s is not None}


def _is_open(log: RunLog, row: int) -> bool:
    return bool(log.contacts["ended_by"][row] == EndedBy.STILL_OPEN)


def _rows(spans: Columns, which: np.ndarray) -> list[tuple[int, float, float]]:
    return list(zip(*(spans[name][which].tolist() for name in ("contact", "from_s", "to_s")), strict=True))
