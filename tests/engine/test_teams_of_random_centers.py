"""Teams laid over random centers with shifts: they change nothing, add up, and are those of who did the work."""

from dataclasses import replace

import numpy as np
import pytest
from digest_of_engines import digest
from swarm import random_center

from simulator.engine.simulate import simulate
from simulator.log import NOBODY, RunLog
from simulator.log.agent_time import agent_time
from simulator.metrics import by_team
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.nouns import Scenario

TEAMS = ("north", "south", "west", None)


def with_teams(scenario: Scenario, seed: int) -> tuple[Scenario, dict[str, str | None]]:
    """Return the center with teams, and the team of each person, of each crew and of all others of a group.

    People who have none of their own get it from all their shifts alike, so nothing contradicts itself.
    """
    dice = np.random.default_rng([seed, 99])
    team_of: dict[str, str | None] = {}

    def team(of: str) -> str | None:
        return team_of.setdefault(of, TEAMS[dice.integers(0, len(TEAMS))])

    people = {name: one.model_copy(update={"team": team(name)}) for name, one in scenario.people.items()}
    groups = {}
    for name, group in scenario.agent_groups.items():
        # Where the group says it, the shift need not; people are known already.
        in_group = None if group.shifts is not None else team(f"{name} ")
        shifts = {
            called: shift.model_copy(update={"team": team(f"{shift.crew or f'{name} {called}'} ")})
            if shift.agents is not None
            else shift
            for called, shift in (group.shifts or {}).items()
        }
        groups[name] = group.model_copy(update={"team": in_group, "shifts": shifts if group.shifts else group.shifts})
    return scenario.model_copy(update={"people": people, "agent_groups": groups}), team_of


def teams_by_name(log: RunLog, team_of: dict[str, str | None]) -> list[str]:
    """Return the team of each agent, found by what they are called."""
    found = []
    for name in log.names.agents:
        called = name.partition(" in ")[0]
        # The longest: a crew may be called like a group.
        mine = max((of for of in team_of if called == of or (called.startswith(of) and of.endswith(" "))), key=len)
        found.append(team_of[mine] or "no team")
    return found


def agrees(seed: int) -> int:
    """Check one center; return how many teams it has."""
    plain, workload = random_center(seed, coming_again=seed % 2 == 1, shifts=True)
    scenario, team_of = with_teams(plain, seed)
    log, before = simulate(scenario, workload), simulate(plain, workload)
    if log.facts.teams is None:
        return 0
    bare = replace(log, names=replace(log.names, teams=()), facts=replace(log.facts, teams=None))
    assert digest(bare) == digest(before), f"seed {seed}: teams change what happens"
    team = np.array(teams_by_name(log, team_of))
    assert [log.names.teams[one] for one in log.facts.teams.team_of_agent] == team.tolist(), f"seed {seed}"
    found = measure(log)
    place = {cell.of: at for at, cell in enumerate(found.cells) if cell.interval is None}
    _adds_up(found.sums, place, seed)
    time, late = agent_time(log), agent_time(log)["overtime"].astype(bool)
    closed_by = log.contacts["closed_by"][(log.contacts["closed_by"] != NOBODY) & (log.contacts["closed_s"] >= -np.inf)]
    for name in log.names.teams:
        mine = team[time["agent"]] == name
        of = {measure: found.sums[MEASURES.index(measure), place[f"team:{name}"]] for measure in MEASURES}
        if not len(log.facts.paid_times):
            assert of["paid_s"] == time["seconds"][mine].sum(), f"seed {seed}, {name}"
        if log.facts.by_person:
            assert of["overtime_s"] == time["seconds"][mine & late].sum(), f"seed {seed}, {name}"
        if log.facts.reports_from_s <= log.contacts["arrived_s"].min(initial=np.inf):
            assert of["closed"] == (team[closed_by] == name).sum(), f"seed {seed}, {name}"
    return len(log.names.teams)


def _adds_up(sums, place, seed):
    rows = {kind: [at for of, at in place.items() if of.startswith(f"{kind}:")] for kind in ("group", "team")}
    for name in by_team.MEASURES:
        row = sums[MEASURES.index(name)]
        groups, teams = row[rows["group"]], row[rows["team"]]
        assert np.isnan(groups).all() == np.isnan(teams).all(), f"seed {seed}: {name}"
        if not np.isnan(groups).any():
            np.testing.assert_allclose(teams.sum(), groups.sum(), rtol=1e-9, atol=1e-6, err_msg=f"seed {seed}: {name}")


def test_teams_of_random_centers_agree():
    assert sum(agrees(seed) > 1 for seed in range(16)) > 8


@pytest.mark.long
def test_teams_of_many_random_centers_agree():
    for seed in range(100, 500):
        agrees(seed)
