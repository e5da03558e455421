"""Invariants of interventions: rules act when they may, do no more than they say, and nobody is gained by them.

`hours_checkers.py` knows what they open and close (`hours_changed.py`); here is who is there, and when rules act.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from hours_changed import ChangedHours, change_hours, groups_meant, meant
from shifts_read import is_known

from simulator.log import NOBODY, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Intervention, Scenario
from simulator.units import on_grid


class Act(NamedTuple):
    """A time at which a rule was carried out."""

    rule: Intervention
    number: int
    at_s: float
    did: int


Change = tuple[float, int]
"""When so many more are there, or fewer."""


def interventions_hold(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Check all that follows from interventions."""
    rules_act_while_it_is_open(scenario, calendar, log)
    rules_act_as_often_as_they_may(scenario, calendar, log)
    rules_act_when_they_look(scenario, calendar, log)
    rules_do_no_more_than_they_say(scenario, log)
    who_is_on_the_way_is_ready_in_time(scenario, calendar, log)
    nobody_is_gained(scenario, calendar, log)
    no_group_is_larger_than_it_may_be(scenario, calendar, log)
    who_is_sent_away_met_a_closed_type(scenario, calendar, log)


def acts_of(scenario: Scenario, log: RunLog) -> list[Act]:
    if not log.interventions:
        return []
    rules = list(scenario.interventions.values())
    columns = (log.interventions[name].tolist() for name in ("rule", "at_s", "did"))
    return [Act(rules[rule], rule, at_s, did) for rule, at_s, did in zip(*columns, strict=True)]


def people_are_changed(scenario: Scenario, log: RunLog) -> bool:
    """Return whether others are there than the plan says."""
    return any(act.rule.verb in ("move_people", "call_in", "extend") for act in acts_of(scenario, log))


def rules_act_while_it_is_open(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    assert tuple(log.names.interventions) == tuple(scenario.interventions), "other interventions than in the scenario"
    assert bool(log.interventions) == bool(scenario.interventions), "a table of interventions, or none, without reason"
    times_s = [act.at_s for act in acts_of(scenario, log)]
    assert times_s == sorted(times_s), "interventions are not in the order of time"
    for time_s in times_s:
        assert any(from_s <= time_s < to_s for from_s, to_s in calendar.open), "an intervention while it is closed"


def rules_act_as_often_as_they_may(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    last_s: dict[int, float] = {}
    for act in acts_of(scenario, log):
        before_s, again_s = last_s.get(act.number, -np.inf), act.rule.again_s
        last_s[act.number] = act.at_s
        begins_s = max(day.opens_s for day in calendar.days if day.opens_s <= act.at_s)
        if before_s < begins_s:
            continue
        if again_s is None:
            assert act.rule.verb in ("open", "close"), f"{act.rule.verb} twice on a day"
            again_s = 60.0
        assert act.at_s >= before_s + on_grid(again_s), f"{act.rule.verb} again before it may"


def rules_act_when_they_look(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    for act in acts_of(scenario, log):
        if act.rule.look != "change":
            since_s = max(day.opens_s for day in calendar.days if day.opens_s <= act.at_s)
            assert (act.at_s - since_s) % on_grid(act.rule.look) == 0, f"{act.rule.verb} when nobody looks"


def rules_do_no_more_than_they_say(scenario: Scenario, log: RunLog) -> None:
    calendar = ChangedHours(scenario)
    for act in acts_of(scenario, log):
        assert act.did > 0, f"{act.rule.verb} changed nothing"
        if act.rule.move_people is not None:
            assert act.did <= act.rule.move_people.number, "more people are moved than the rule says"
        elif act.rule.call_in is not None:
            # Of those on call there may be fewer.
            by_plan = is_known(scenario.agent_groups[act.rule.leads_to])
            assert by_plan or act.did == act.rule.call_in.number, "not as many are called in as the rule says"
        else:
            changed = len(change_hours(calendar, act.rule, act.at_s))
            groups = len(groups_meant(act.rule.extend.of, scenario)) if act.rule.extend else 0
            assert changed <= act.did <= changed + groups, f"{act.rule.verb} does not change as many as it says"


# Who is there


def who_is_on_the_way_is_ready_in_time(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Whoever is moved is on the way for as long as a rule says, or goes home before."""
    spans, groups = log.spans, list(scenario.agent_groups)
    # Others are off the phone by a plan of their own.
    known = [number for number, name in enumerate(groups) if is_known(scenario.agent_groups[name])]
    duty = spans["kind"] == SpanKind.DUTY
    away = (spans["kind"] == SpanKind.OFF_PHONE) & ~np.isin(spans["group"], known)
    stays = list(zip(*(spans[name][duty].tolist() for name in ("agent", "from_s", "to_s")), strict=True))
    for agent, group, from_s, to_s in zip(
        *(spans[name][away].tolist() for name in ("agent", "group", "from_s", "to_s")), strict=True
    ):
        acts = [act for act in acts_of(scenario, log) if act.rule.move_people and act.at_s <= from_s]
        ready_s = {on_grid(act.rule.move_people.ready_s) for act in acts if act.rule.move_people.to == groups[group]}
        assert ready_s, f"agent {agent} is on the way to a group to which nobody was moved"
        assert from_s < to_s, f"agent {agent} is on the way for no time"
        mine = [stay for stay in stays if stay[0] == agent and stay[1] == from_s and stay[2] >= to_s]
        assert mine, f"agent {agent} is not paid on the way from the beginning"
        is_gone = any(stay[2] == to_s for stay in mine)
        assert to_s - from_s in ready_s or is_gone, f"agent {agent} is ready at another time than a rule says"
        assert to_s - from_s <= max(ready_s), f"agent {agent} is longer on the way than any rule says"
        assert any(opens_s <= from_s and to_s <= closes_s for opens_s, closes_s in calendar.open), (
            f"agent {agent} is on the way while it is closed"
        )


def nobody_is_gained(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """All who are there as planned are those of the plan, who were called in, and who stay longer.

    Whoever works beyond an order to leave works overtime and is not counted, but for orders that are taken back later;
    where nobody was moved none is missing.
    """
    acts, groups = acts_of(scenario, log), scenario.agent_groups
    # Who is known one by one comes and goes otherwise, and nobody is moved there.
    every = np.array([not is_known(noun) for noun in groups.values()])
    counted = [group for group, is_counted in zip(groups, every, strict=True) if is_counted]
    changes = [change for group in counted for change in plan_of(scenario, calendar, acts, group)]
    changes += [change for act in acts if act.rule.leads_to in counted for change in called_by(calendar, act)]
    times_s, there, may = _counted(log, calendar, every, changes, with_the_way=True)
    _no_more_than(log, calendar, every, (times_s, there, may, changes), "the center")
    if not any(act.rule.move_people or act.rule.call_in for act in acts):
        fewer = there < may
        assert not fewer.any(), f"fewer people than on the plan at {times_s[fewer][:1]}"


def no_group_is_larger_than_it_may_be(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    acts = acts_of(scenario, log)
    for number, (group, noun) in enumerate(scenario.agent_groups.items()):
        if is_known(noun):
            continue
        changes = plan_of(scenario, calendar, acts, group)
        changes += [change for act in acts if act.rule.leads_to == group for change in called_by(calendar, act)]
        for act in acts:
            if act.rule.move_people is not None and act.rule.leads_to == group:
                # From when they are ready, until the center closes at the latest.
                changes += [(act.at_s + on_grid(act.rule.move_people.ready_s), act.did)]
                changes += [(calendar.closing_after(act.at_s), -act.did)]
        only = np.arange(len(log.names.groups)) == number
        counted = _counted(log, calendar, only, changes, with_the_way=False)
        _no_more_than(log, calendar, only, (*counted, changes), group)


def _no_more_than(
    log: RunLog,
    calendar: ChangedHours,
    which: np.ndarray,
    counted: tuple[np.ndarray, np.ndarray, np.ndarray, list[Change]],
    where: str,
) -> None:
    """Check that as many as are there beyond what may be are busy, with an order to leave that is taken back later."""
    spans, (times_s, there, may, changes) = log.spans, counted
    mine = which[spans["group"]] & (spans["group"] != NOBODY)
    for place in np.flatnonzero(there > may).tolist():
        time_s, people = float(times_s[place]), int(there[place] - may[place])
        at = mine & (spans["from_s"] <= time_s) & (time_s < spans["to_s"])
        late = spans["agent"][at & (spans["kind"] == SpanKind.OVERTIME)]
        works = (spans["contact"] != NOBODY) | (spans["kind"] == SpanKind.HELPING)
        busy = np.setdiff1d(spans["agent"][at & works], late)
        opens_s = max(opens_s for opens_s, _ in calendar.open if opens_s <= time_s)
        # Of those who are busy over an opening some may be too many.
        orders = int((mine & (spans["kind"] == SpanKind.DUTY) & (spans["to_s"] == opens_s)).sum())
        orders -= sum(by for at_s, by in changes if by < 0 and opens_s < at_s <= time_s)
        assert people <= min(len(busy), orders), f"{people} people more in {where} than there may be at {time_s}"


def plan_of(scenario: Scenario, calendar: ChangedHours, acts: list[Act], group: str) -> list[Change]:
    """Return (when, by how much) the headcount of a group changes, falls that were put off where they are now."""
    steps, found = calendar.agents(group), []
    for opens_s, closes_s in calendar.open:
        here = [step for step in steps if opens_s <= step[0] < closes_s]
        changes = [here[0], *((two[0], two[1] - one[1]) for one, two in pairwise(here))]
        for act in acts:
            if act.rule.extend is None or group not in groups_meant(act.rule.extend.of, scenario):
                continue
            falls = [time_s for time_s, change in changes[1:] if change < 0 and act.at_s < time_s]
            # Today's: where days touch, the next fall may be tomorrow's.
            day_ends_s = min([closes_s, *(day.opens_s for day in calendar.days if day.opens_s > act.at_s)])
            if opens_s <= act.at_s < closes_s and falls and min(falls) < day_ends_s:
                changes[1:] = [
                    (time_s + on_grid(act.rule.extend.by_s) if change < 0 and time_s == min(falls) else time_s, change)
                    for time_s, change in changes[1:]
                ]
        # At the closing all are gone, whoever is on the plan.
        changes = [change for change in changes if change[0] < closes_s]
        found += [*changes, (closes_s, -sum(change for _, change in changes))]
    return found


def called_by(calendar: ChangedHours, act: Act) -> list[Change]:
    """Return when those come and go who were called in."""
    said = act.rule.call_in
    if said is None:
        return []
    from_s, closes_s = act.at_s + on_grid(said.ready_s), calendar.closing_after(act.at_s)
    ends_s = [day.opens_s for day in calendar.days if day.opens_s > from_s] if said.for_s is None else []
    to_s = min([closes_s, *ends_s] if said.for_s is None else [closes_s, from_s + on_grid(said.for_s)])
    return [(from_s, act.did), (to_s, -act.did)] if from_s < closes_s else []


def _counted(
    log: RunLog, calendar: ChangedHours, which: np.ndarray, may: list[Change], with_the_way: bool
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return all instants while it is open, how many of some groups are there then as planned, and how many may be.

    Who is there in overtime is not counted; at an instant it is who is there from then on.
    """
    signs = {SpanKind.DUTY: 1, SpanKind.OVERTIME: -1} | ({} if with_the_way else {SpanKind.OFF_PHONE: -1})
    mine = which[log.spans["group"]] & (log.spans["group"] != NOBODY)
    changes: list[Change] = []
    for kind, sign in signs.items():
        of_kind = mine & (log.spans["kind"] == kind)
        changes += [(time_s, sign) for time_s in log.spans["from_s"][of_kind].tolist()]
        changes += [(time_s, -sign) for time_s in log.spans["to_s"][of_kind].tolist()]
    times_s = np.unique(np.concatenate([log.spans["from_s"], log.spans["to_s"], [at_s for at_s, _ in may]]))
    inside = np.zeros(len(times_s), dtype=bool)
    for opens_s, closes_s in calendar.open:
        inside |= (opens_s <= times_s) & (times_s < closes_s)
    return times_s[inside], _at(times_s[inside], changes), _at(times_s[inside], may)


def _at(times_s: np.ndarray, changes: list[Change]) -> np.ndarray:
    """Return the sum of all changes up to each of some instants."""
    if not changes:
        return np.zeros(len(times_s), dtype=int)
    at_s, by = (np.array(column) for column in zip(*sorted(changes), strict=True))
    return np.append(0, np.cumsum(by))[np.searchsorted(at_s, times_s, side="right")]


# Who meets a closed type


def who_is_sent_away_met_a_closed_type(scenario: Scenario, calendar: ChangedHours, log: RunLog) -> None:
    """Whoever is sent away, and not by an overflow rule, came or waited where an intervention had closed."""
    contacts, types = log.contacts, list(scenario.contact_types)
    away = set(np.flatnonzero(contacts["ended_by"] == EndedBy.SENT_AWAY).tolist())
    closing = {name for rule in scenario.interventions.values() for name in meant(rule.close or (), scenario)}
    for row in away - set(sent_away_by_rules(log)):
        name, at_s = types[contacts["type"][row]], float(contacts["ended_s"][row])
        assert name in closing, f"contact {row} is sent away, but no rule closes {name}"
        is_closed = calendar.is_closed_by_word(name, at_s) or calendar.is_closed_by_word_by_itself(name, at_s)
        assert is_closed or at_s in calendar.said_at(name), f"contact {row} is sent away, but {name} is not closed"


def sent_away_by_rules(log: RunLog) -> list[int]:
    """Return the contacts that an overflow rule sent away."""
    if not log.overflow:
        return []
    done = log.overflow["did"] == 1
    pairs = zip(log.overflow["contact"][done].tolist(), log.overflow["at_s"][done].tolist(), strict=True)
    return [row for row, at_s in pairs if log.contacts["ended_s"][row] == at_s]
