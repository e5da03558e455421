"""Invariants of overflow rules and announcements: what rules did is what became of contacts, and of nobody else."""

import numpy as np
from services_read import passed_and_not_answered

from simulator.log import NOBODY, Cause, EndedBy, RunLog
from simulator.scenario.nouns import Overflow, Scenario
from simulator.scenario.rules.whom import touched_by

_DONE, _DECLINED, _LEFT_OUT = 1, 0, -1
_ENDS = {
    "message": EndedBy.VOICEMAIL,
    "end": EndedBy.SENT_AWAY,
    "move": EndedBy.MOVED,
    "offer": EndedBy.MOVED,
}
"""How contacts end by what a rule does; by all else they go on."""

Row = tuple[int, Overflow, float, int]
"""Contact, rule, when it was asked, what it did."""


def was_told(log: RunLog) -> np.ndarray:
    """Return whether each contact was told which wait to expect, which may change how patient it is."""
    return ~np.isnan(log.contacts.get("announced_s", np.full(len(log.contacts["contact"]), np.nan)))


def left_when_told(log: RunLog) -> np.ndarray:
    """Return whether each contact may have left when it was told which wait to expect: it does not wait."""
    contacts = log.contacts
    at_once = (contacts["ended_by"] == EndedBy.ABANDONED) & (contacts["wait_s"] == 0)
    at_once &= np.isnan(contacts["assigned_s"])
    return was_told(log) & at_once


def was_changed(log: RunLog) -> np.ndarray:
    """Return whether any overflow rule was carried out for each contact."""
    rows = log.contacts["contact"]
    return np.isin(rows, log.overflow["contact"][log.overflow["did"] == _DONE]) if log.overflow else rows < 0


def overflow_holds(scenario: Scenario, log: RunLog) -> None:
    """Check all that follows from overflow rules and announcements."""
    rules_are_asked_once(scenario, log)
    rules_do_what_they_say(scenario, log)
    ends_by_rules_have_their_rule(scenario, log)
    moved_contacts_bring_what_is_left(scenario, log)
    only_who_comes_is_told(scenario, log)


def rules_are_asked_once(scenario: Scenario, log: RunLog) -> None:
    contacts, names = log.contacts, list(scenario.overflow)
    assert tuple(log.names.overflow) == tuple(names), "other rules than in the scenario"
    seen = set()
    last_s = -np.inf
    for row, rule, at_s, _ in _asked(scenario, log):
        attempt = (id(rule), int(contacts["case"][row]), int(contacts["attempt"][row]))
        assert attempt not in seen, f"contact {row} is asked again in the same attempt"
        seen.add(attempt)
        assert at_s >= last_s, "rules were asked earlier than those before them"
        last_s = at_s
        assert contacts["arrived_s"][row] <= at_s, f"contact {row} is asked before it comes"
        assert not contacts["ended_s"][row] < at_s, f"contact {row} is asked after its end"
        assigned_s = contacts["assigned_s"][row]
        assert "passes" in contacts or not assigned_s < at_s, f"contact {row} is asked after its answer"
        days = log.facts.interval_starts_s, log.facts.open_s
        assert any(from_s <= at_s < from_s + open_s for from_s, open_s in zip(*days, strict=True)) or (
            at_s < log.facts.reports_from_s
        ), f"contact {row} is asked while the center is closed"


def rules_do_what_they_say(scenario: Scenario, log: RunLog) -> None:
    contacts, types = log.contacts, list(scenario.contact_types)
    child_of = {int(contacts["parent"][row]): row for row in _children(log)}
    for row, rule, at_s, did in _asked(scenario, log):
        name = types[contacts["type"][row]]
        assert name in touched_by(rule.of, scenario), f"contact {row} is asked by a rule that is not of {name}"
        share = rule.share_at_attempt(int(contacts["attempt"][row]))
        assert did != _LEFT_OUT or share < 1, f"contact {row} is left out by a rule of all"
        assert did == _LEFT_OUT or share > 0, f"contact {row} is changed by a rule of nobody"
        assert did != _DECLINED or (rule.offer and rule.offer.accept < 1), f"contact {row} declines what is no offer"
        assert did != _DONE or not rule.offer or rule.offer.accept > 0, f"contact {row} accepts what nobody does"
        if did != _DONE or rule.verb not in _ENDS:
            continue
        how, ended_s = contacts["ended_by"][row], contacts["ended_s"][row]
        assert (how, ended_s) == (_ENDS[rule.verb], at_s), f"contact {row} does not end as rule {rule.verb} says"
        if rule.leads_to is not None:
            assert types[contacts["type"][child_of.get(row, row)]] == rule.leads_to, f"contact {row} moved elsewhere"


def ends_by_rules_have_their_rule(scenario: Scenario, log: RunLog) -> None:
    """Nobody is sent away or moved on in line without a rule."""
    contacts = log.contacts
    done = {(row, at_s) for row, rule, at_s, did in _asked(scenario, log) if did == _DONE and rule.verb in _ENDS}
    closes = any(rule.close is not None for rule in scenario.interventions.values())
    # Who meets a type that an intervention closed is sent away as well.
    away = [] if closes else np.flatnonzero(contacts["ended_by"] == EndedBy.SENT_AWAY).tolist()
    for row in [*away, *contacts["parent"][_children(log)].tolist()]:
        assert (row, contacts["ended_s"][row]) in done, f"contact {row} ends by a rule, but by none that was asked"


def moved_contacts_bring_what_is_left(scenario: Scenario, log: RunLog) -> None:
    contacts = log.contacts
    passes = contacts.get("passes", np.zeros(len(contacts["contact"]), dtype=int))
    verb_of = {row: rule for row, rule, _, did in _asked(scenario, log) if did == _DONE and rule.leads_to is not None}
    again = set(passed_and_not_answered(log).tolist())
    for child in _children(log).tolist():
        parent = contacts["parent"][child]
        rule = verb_of[parent]
        place_s = (
            contacts["place_s"][parent] if rule.move and rule.move.place == "kept" else contacts["arrived_s"][child]
        )
        # A pass back into the line says where its contact stands there.
        if not passes[child] and not (parent in again and rule.move and rule.move.place == "kept"):
            assert contacts["place_s"][child] == place_s, f"contact {child} stands elsewhere than its rule says"
        if rule.offer is not None or passes[parent] or passes[child]:
            continue
        # Who was moved on entering had not waited.
        waited_s = np.nan_to_num(contacts["ended_s"][parent] - contacts["queued_s"][parent])
        left_s = contacts["patience_s"][parent] - waited_s
        assert contacts["patience_s"][child] == left_s, f"contact {child} is more or less patient than before"


def only_who_comes_is_told(scenario: Scenario, log: RunLog) -> None:
    contacts, told = log.contacts, was_told(log)
    assert not told[_children(log)].any(), "told how long it takes after being moved"
    assert not told[contacts["cause"] == Cause.TRANSFER].any(), "told how long it takes after being passed on"
    said = np.array([kind.announcement is not None for kind in scenario.contact_types.values()])
    assert not (told & ~said[contacts["type"]]).any(), "told how long it takes, where nothing is announced"
    assert not (told & np.isnan(contacts["queued_s"])).any(), "told how long it takes, but never queued"


def _children(log: RunLog) -> np.ndarray:
    return np.flatnonzero(log.contacts["cause"] == Cause.OVERFLOW)


def _asked(scenario: Scenario, log: RunLog) -> list[Row]:
    if not log.overflow:
        return []
    rules = list(scenario.overflow.values())
    columns = (log.overflow[name].tolist() for name in ("contact", "rule", "at_s", "did"))
    return [(row, rules[rule], at_s, did) for row, rule, at_s, did in zip(*columns, strict=True) if row != NOBODY]
