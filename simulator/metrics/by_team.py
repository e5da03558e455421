"""The rows of teams: what each team worked, cost, answered and closed, whatever group it was in.

The agents of one group who are in one team are a part. The log is looked at once more as if parts were its groups, so
every measure is counted as it is of groups, and what parts come to is added up by team.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.log import NOBODY, Columns, Facts, RunLog
from simulator.log.pay_rules import Pay
from simulator.log.teams_of_agents import TeamsOfAgents
from simulator.metrics.came import came_anew
from simulator.metrics.grains import (
    as_planned,
    contacts,
    conversations,
    floor_time,
    hand_overs,
    help_counts,
    replies,
    silences_counted,
    spans,
    target_counts,
)
from simulator.metrics.sum_sheet import SumSheet

MEASURES = (
    *contacts.MEASURES,
    *conversations.MEASURES,
    *replies.MEASURES,
    *target_counts.MEASURES,
    *spans.BY_CLOCK,
    *floor_time.MEASURES,
    *as_planned.MEASURES,
    *help_counts.MEASURES,
    *help_counts.TIME,
    *hand_overs.MEASURES,
    *silences_counted.TIME,
)
"""What is counted of teams, where it is of groups. How long the center was open is the same for everybody."""
Floats = NDArray[np.float64]
_BY_AGENT = {"answered_group": "answered_by", "closed_group": "closed_by"}


def fill(sheet: SumSheet, log: RunLog) -> None:
    """Fill the rows of teams; mostly there are none."""
    teams = log.facts.teams
    if teams is None:
        return
    by_part = _log_of_parts(log, teams)
    mine = SumSheet(by_part, (*MEASURES, "open_s"))
    came = came_anew(by_part)
    contacts.fill(mine, by_part, came)
    conversations.fill(mine, by_part)
    replies.fill(mine, by_part)
    target_counts.fill(mine, by_part, came)
    spans.fill(mine, by_part)
    floor_time.fill(mine, by_part)
    as_planned.fill(mine, by_part)
    help_counts.fill(mine, by_part)
    hand_overs.fill(mine, by_part)
    silences_counted.fill_time(mine, by_part)
    belongs = (teams.team_of_part == np.arange(sheet.teams)[:, np.newaxis]).astype(np.float64)
    found = _added(belongs, mine.of(MEASURES, mine.row_of_groups))
    for name, amounts in zip(MEASURES, found, strict=True):
        undefined = np.isnan(sheet.of((name,), sheet.row_of_groups)[0]).all(axis=0)
        amounts[~belongs.any(axis=1)] = np.where(undefined, np.nan, 0.0)
        sheet.of((name,), sheet.row_of_teams)[0] = amounts


def _added(belongs: Floats, amounts: Floats) -> Floats:
    """Return ``amounts``, shape (measures, parts, times), by team; what is not known of a part is unknown of its team.

    A team without members has 0, also of what nobody can have.
    """
    unknown = np.isnan(amounts)
    found: Floats = belongs @ np.where(unknown, 0.0, amounts)
    found[belongs @ unknown > 0] = np.nan
    return found


def _log_of_parts(log: RunLog, teams: TeamsOfAgents) -> RunLog:
    """Return the same log with parts in the place of groups; what was passed to a group is in none of them."""
    contacts_of = {group: _parts_in(log.contacts, group, agent, teams) for group, agent in _BY_AGENT.items()}
    parts = tuple(f"{group} {team}" for group, team in zip(teams.group_of_part, teams.team_of_part, strict=True))
    return replace(
        log,
        contacts=log.contacts | contacts_of,
        spans=_by_agent(log.spans, teams),
        replies=_by_agent(log.replies, teams),
        hand_overs=_by_agent(log.hand_overs, teams),
        agent_sums=None if log.agent_sums is None else _by_agent(log.agent_sums, teams),
        facts=_facts_of_parts(log.facts, teams),
        names=replace(log.names, groups=parts, teams=()),
        passed={},
    )


def _by_agent(table: Columns, teams: TeamsOfAgents) -> Columns:
    return table | {"group": _parts_in(table, "group", "agent", teams)} if table else {}


def _parts_in(table: Columns, group: str, agent: str, teams: TeamsOfAgents) -> NDArray[np.generic]:
    return teams.parts_of(table[agent], NOBODY, table[group])


def _facts_of_parts(facts: Facts, teams: TeamsOfAgents) -> Facts:
    group, plan = teams.group_of_part, facts.planned
    parts = replace(
        facts,
        scheduled_s=teams.scheduled_s,
        slots=facts.slots[group],
        wage_per_s=facts.wage_per_s[group],
        fills=facts.fills[group] if facts.fills.size else facts.fills,
        paid_times=facts.paid_times[group] if len(facts.paid_times) else facts.paid_times,
        planned=None if plan is None else replace(plan, group=teams.parts_of(plan.agent, NOBODY, plan.group)),
        pay=None if facts.pay is None else _pay_of_parts(facts.pay, teams),
        teams=None,
    )
    # The horizon is the same, and what follows from it is known.
    vars(parts).update(partition=facts.partition)
    return parts


def _pay_of_parts(pay: Pay, teams: TeamsOfAgents) -> Pay:
    """Return the same for parts: of some it may be known what they cost, and not of all of their group."""
    of_part = pay.of_group[teams.group_of_part]
    unknown = teams.part_of_agent[(pay.of_agent < 0) & (of_part[teams.part_of_agent] < 0)]
    is_known = np.ones(len(of_part), dtype=np.bool_)
    is_known[unknown] = False
    return replace(pay, of_group=of_part, is_known=is_known)
