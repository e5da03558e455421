"""Trainings of people who do not work at the time of a session: they miss it, and are trained with the others."""

from simulator.errors import Problem
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.trained import session_of, sitting_of
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, dotted, problem

_HINT = "Give it a time at which they work, or make one for each shift."


def trainings_missed(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return the trainings with sessions on simulated days that somebody misses."""
    if not scenario.trainings:
        return []
    roster, found = roster_of(scenario), []
    simulated = {day.number for day in scenario.horizon.simulated_days}
    had = {(off.name, one.who, one.day) for one in roster.shifts for off in one.offs}
    for name, one in scenario.trainings.items():
        if one.sessions is None:
            continue
        sitting = sitting_of(scenario, one, roster.seats)
        missing = sum(
            any(day in simulated and (session_of(name), who, day) not in had for day in days)
            for who, days in sitting.items()
        )
        if missing:
            path = ("trainings", name)
            what = f"{missing:,} of {len(sitting):,} people do not work at a session; they are trained without it."
            found.append(problem(key_mark(tree, *path), dotted(*path), what, _HINT))
    return found
