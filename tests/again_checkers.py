"""Invariants of customers who come again: when, why, how often, and whether what they wanted was solved."""

from collections.abc import Iterator

import numpy as np
from abilities_read import Abilities
from help_checkers import helps_of
from hours_read import Calendar
from services_read import Served, groups_of_agents, services

from simulator.demand.draws import Purpose, purpose_of, u
from simulator.demand.inverses import inverse_of
from simulator.demand.later import ordinal_of
from simulator.demand.workload import Workload
from simulator.log import NOBODY, Cause, EndedBy, RunLog
from simulator.scenario.nouns import FollowUp, Scenario, Serves
from simulator.scenario.nouns.people import PersonServes
from simulator.units import GRID_PER_S

_AGAIN = (Cause.REDIAL, Cause.RETURN)
_WORDS = {"agent": "answered", "customer": "left_waiting", "time_out": "timed_out"}
"""How a rule calls an end that the log calls otherwise."""
_GOES_ON = (EndedBy.PASSED_ON, EndedBy.MOVED, EndedBy.STILL_OPEN)


def again_holds(scenario: Scenario, calendar: Calendar, workload: Workload, log: RunLog) -> None:
    """Check all that follows from follow-ups, and who solved what."""
    whoever_comes_again_was_to_come(calendar, log)
    attempts_follow_each_other(log)
    some_follow_up_says_so(scenario, workload, log)
    solved_is_what_chance_and_group_say(scenario, workload, log)


def whoever_comes_again_was_to_come(calendar: Calendar, log: RunLog) -> None:
    contacts = log.contacts
    rows = np.flatnonzero(np.isin(contacts["cause"], _AGAIN))
    if "again_s" not in contacts:
        assert not len(rows), "somebody comes again, but there is no follow-up"
        return
    parents, again_s = contacts["parent"][rows], contacts["again_s"]
    assert len(set(parents.tolist())) == len(parents), "two come again after one"
    assert (contacts["arrived_s"][rows] == again_s[parents]).all(), "comes again at another time"
    planned = np.flatnonzero(~np.isnan(again_s))
    assert not np.isin(contacts["ended_by"][planned], _GOES_ON).any(), "comes again although the contact goes on"
    later = again_s[planned] - contacts["ended_s"][planned] >= 1 / GRID_PER_S
    assert later.all(), "comes again at the instant of the end"
    last = calendar.days[-1]
    until_s = max((last.number + 1) * 86400.0, last.closes_s)
    in_time = again_s[planned] < calendar.stops_s if np.isfinite(calendar.stops_s) else again_s[planned] <= until_s
    assert np.array_equal(np.isin(planned, parents), in_time), "does not come although in time, or comes too late"


def attempts_follow_each_other(log: RunLog) -> None:
    contacts = log.contacts
    rows = np.flatnonzero(np.isin(contacts["cause"], _AGAIN))
    parents = contacts["parent"][rows]
    assert (contacts["attempt"][rows] == contacts["attempt"][parents] + 1).all(), "coming again is one attempt more"
    assert (contacts["hop"][rows] == 0).all(), "an attempt begins without a hop"
    assert (contacts["segment"][rows] == contacts["segment"][parents]).all(), "somebody else came again"
    if len(rows):
        answered = {key for key, row in _attempts(log) if not np.isnan(contacts["answered_s"][row])}
        cases, tries = contacts["case"][parents].tolist(), contacts["attempt"][parents].tolist()
        was_answered = np.array([key in answered for key in zip(cases, tries, strict=True)], dtype=bool)
        assert np.array_equal(contacts["cause"][rows] == Cause.RETURN, was_answered), "who was answered returns"
    begins = np.isin(contacts["cause"], (Cause.FIRST, *_AGAIN))
    case, attempt = (contacts[name][begins].astype(np.int64) for name in ("case", "attempt"))
    assert len(np.unique(case * (attempt.max(initial=0) + 1) + attempt)) == len(case), "an attempt begins twice"


def some_follow_up_says_so(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    """Of each customer who comes again, the first follow-up that says so by its share also says when and as what."""
    contacts, types = log.contacts, list(scenario.contact_types)
    if "again_s" not in contacts:
        return
    came_as = dict(zip(contacts["parent"].tolist(), contacts["type"].tolist(), strict=True))
    answered_last, began_as = _last_groups(scenario, log), {}
    for key, row in _attempts(log):
        began_as.setdefault(key, int(contacts["type"][row]))
    ends = ~np.isin(contacts["ended_by"], _GOES_ON)
    born = set(contacts["parent"][np.isin(contacts["cause"], _AGAIN)].tolist())
    for row in np.flatnonzero(ends).tolist():
        key = int(contacts["case"][row]), int(contacts["attempt"][row])
        groups = [log.names.groups[one] for one in answered_last.get(key, ())] or [None]
        again_s = contacts["again_s"][row]
        # By one of several groups that answered at one instant.
        said = [_says(scenario, workload, log, row, group) for group in groups]
        said = [one for one in said if (one is not None) == (not np.isnan(again_s))]
        assert said, f"contact {row} comes again, or does not, as no rule says"
        if said[0] is None:
            continue
        due = {contacts["ended_s"][row] + after_s for _, after_s in said}
        assert again_s in due, f"contact {row} comes again at another time than {said[0][0]} says"
        kinds = [scenario.follow_ups[name].come.type for name, _ in said]
        known = {began_as[key] if kind is None else types.index(kind) for kind in kinds}
        assert row not in born or came_as[row] in known, f"contact {row} comes again as another type than is said"


def _says(scenario: Scenario, workload: Workload, log: RunLog, row: int, group: str | None) -> tuple[str, float] | None:
    """Return by which follow-up a customer comes again, and how long after the end; None where none says so."""
    case, attempt = int(log.contacts["case"][row]), int(log.contacts["attempt"][row])
    key, ordinal = int(workload.key[case]), ordinal_of(attempt, 0)
    for name, rule in scenario.follow_ups.items():
        share = rule.share[min(attempt, len(rule.share)) - 1]
        if attempt >= (rule.attempts or np.inf) or not _means(scenario, log, rule, row, group):
            continue
        if u(key, purpose_of("follow_ups", name, "share"), ordinal) < share:
            drawn_s = inverse_of(rule.after).at(u(key, purpose_of("follow_ups", name, "after"), ordinal))
            return name, max(drawn_s, 1 / GRID_PER_S)
    return None


def solved_is_what_chance_and_group_say(scenario: Scenario, workload: Workload, log: RunLog) -> None:
    contacts, groups = log.contacts, list(scenario.agent_groups.values())
    by_agent = contacts["ended_by"] == EndedBy.AGENT
    solved = np.where(contacts["ended_by"] == EndedBy.STILL_OPEN, NOBODY, 0)
    solved[contacts["ended_by"] == EndedBy.CONTAINED] = 1
    helped = {
        one.contact: one.rule.help.solved
        for one in helps_of(scenario, log)
        if one.rule.help.solved is not None and one.joined_s <= one.until_s == contacts["ended_s"][one.contact]
    }
    if not helped and all(one.solved in (1.0, None) for one in _solving(scenario)):
        assert np.array_equal(contacts["solved"], np.where(by_agent, 1, solved)), "solved is not what the end says"
        return
    answered_last, abilities = _last_answers(scenario, log), Abilities(scenario, log)
    group_of = groups_of_agents(log).tolist()
    for row in np.flatnonzero(by_agent).tolist():
        case, attempt = int(contacts["case"][row]), int(contacts["attempt"][row])
        name = list(scenario.contact_types)[contacts["type"][row]]
        chance = u(int(workload.key[case]), Purpose.SOLVED, ordinal_of(attempt, 0))
        mine = set()
        for one in answered_last[case, attempt]:
            serves, own = groups[group_of[one.agent]].serves, abilities.solved(one, name)
            if name in serves:
                mine.add(chance < helped.get(row, serves[name].solved if own is None else own))
        # By one of several agents who answered at one instant.
        solved[row] = contacts["solved"][row] if len(mine) > 1 else mine.pop()
    assert np.array_equal(contacts["solved"], solved), "solved is not what the end says"


def _attempts(log: RunLog) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield ((case, attempt), row) in the order of birth."""
    columns = (log.contacts[name].tolist() for name in ("case", "attempt"))
    return ((key, row) for row, key in enumerate(zip(*columns, strict=True)))


def _solving(scenario: Scenario) -> list[Serves | PersonServes]:
    """Return all that is stated of how anybody serves."""
    nouns = [*scenario.agent_groups.values(), *scenario.people.values(), *scenario.trainings.values()]
    return [one for noun in nouns for one in noun.serves.values()]


def _last_groups(scenario: Scenario, log: RunLog) -> dict[tuple[int, int], list[int]]:
    """Return by case and attempt the group that answered last in it; several where they answered at one instant."""
    group_of = groups_of_agents(log).tolist()
    return {key: sorted({group_of[one.agent] for one in some}) for key, some in _last_answers(scenario, log).items()}


def _last_answers(scenario: Scenario, log: RunLog) -> dict[tuple[int, int], list[Served]]:
    """Return by case and attempt what followed the last answer in it; several where they were at one instant."""
    case, attempt = log.contacts["case"].tolist(), log.contacts["attempt"].tolist()
    found: dict[tuple[int, int], list[Served]] = {}
    for one in [*services(scenario, log), *_replies(log)]:
        found.setdefault((case[one.row], attempt[one.row]), []).append(one)
    return {key: [one for one in some if one.from_s == max(two.from_s for two in some)] for key, some in found.items()}


def _replies(log: RunLog) -> list[Served]:
    """Return the answers of conversations, which are their replies."""
    if not log.replies:
        return []
    columns = (log.replies[name].tolist() for name in ("contact", "agent", "sent_s"))
    return [Served(row, agent, *[sent_s] * 5) for row, agent, sent_s in zip(*columns, strict=True) if sent_s == sent_s]


def _means(scenario: Scenario, log: RunLog, rule: FollowUp, row: int, group: str | None) -> bool:
    contacts = log.contacts
    how = EndedBy(contacts["ended_by"][row]).name.lower()
    if rule.when.ended is not None and _WORDS.get(how, how) not in rule.when.ended:
        return False
    if rule.when.solved is not None and (group is None or bool(contacts["solved"][row]) != rule.when.solved):
        return False
    if _is_of(scenario, log, rule, row, group):
        return True
    # Nor does a rule lose its contacts because another one moves them on.
    while contacts["cause"][row] == Cause.OVERFLOW:
        row = contacts["parent"][row]
    return _is_of(scenario, log, rule, row, group)


def _is_of(scenario: Scenario, log: RunLog, rule: FollowUp, row: int, group: str | None) -> bool:
    contacts = log.contacts
    number, segment = contacts["type"][row], contacts["segment"][row]
    mine = {
        "type": log.names.types[number],
        "channel": log.names.channels[contacts["channel"][row]],
        "segment": None if segment < 0 else scenario.segment_names[segment],
        "group": group,
    }
    if not isinstance(rule.of, tuple):
        keys = {kind: getattr(rule.of, kind) for kind in mine}
        return all(names is None or mine[kind] in names for kind, names in keys.items())
    return any(
        (mine.get(text.partition(":")[0]) == text.partition(":")[2]) if ":" in text else text in mine.values()
        for text in rule.of
    )
