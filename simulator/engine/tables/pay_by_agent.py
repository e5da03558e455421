"""What every agent is paid, by number, where not every hour of a group costs the same."""

import numpy as np
from numpy.typing import NDArray

from simulator.log.pay_rules import Pay, PayRule
from simulator.scenario.days.in_teams import InTeams
from simulator.scenario.days.paying import CostFactors, factors_of, hours_of
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.wages import cost_of_somebody
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.nouns import Cost, Scenario, Supplement
from simulator.units import HOUR_S

_AS_GROUP = _UNKNOWN = -1


def pay_of(scenario: Scenario, roster: tuple[range, ...]) -> Pay | None:
    """Return what agents are paid, whose numbers are by group in ``roster``; None where groups' wages say all."""
    groups, of_teams = scenario.agent_groups, any(one.cost is not None for one in scenario.teams.values())
    own_wages = of_teams or any(one.cost is not None for one in scenario.people.values())
    if not own_wages and all(one.cost is None or one.cost.is_plain for one in groups.values()):
        return None
    rules = _Rules(scenario)
    of_group = [_UNKNOWN if one.cost is None else rules.number_of(one.cost) for one in groups.values()]
    of_agent = np.full(roster[-1].stop, _AS_GROUP)
    seats, members = roster_of(scenario).seats if own_wages else {}, InTeams(scenario)
    for name, numbers in zip(groups, roster, strict=True) if own_wages else ():
        known = seats.get(name, ())
        others = [Somebody(name, number) for number in range(len(known), len(numbers))]
        teams = [members.team_of(who) for who in known] + [groups[name].team] * len(others)
        for who, team, agent in zip((*known, *others), teams, numbers, strict=True):
            own = cost_of_somebody(scenario, name, who, team)
            if own is not None:
                of_agent[agent] = rules.number_of(own)
    is_known = [
        rule != _UNKNOWN or (len(numbers) > 0 and (of_agent[numbers.start : numbers.stop] != _AS_GROUP).all())
        for rule, numbers in zip(of_group, roster, strict=True)
    ]
    return Pay(tuple(rules.found), tuple(rules.hours), np.array(of_group), of_agent, np.array(is_known))


class _Rules:
    """The rules there are, each once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._known: dict[CostFactors, int] = {}
        self._places: dict[Supplement, int] = {}
        self.found: list[PayRule] = []
        self.hours: list[NDArray[np.float64]] = []

    def number_of(self, cost: Cost) -> int:
        """Return the number of the rule that a cost is."""
        factors = factors_of(cost)
        if factors not in self._known:
            self._known[factors] = len(self.found)
            supplements = tuple((self._place_of(one), more) for one, more in factors.supplements)
            self.found.append(PayRule(factors.per_hour / HOUR_S, factors.overtime, supplements))
        return self._known[factors]

    def _place_of(self, one: Supplement) -> int:
        if one not in self._places:
            self._places[one] = len(self.hours)
            self.hours.append(np.array(hours_of(self._scenario, one), dtype=np.float64).reshape(-1, 2))
        return self._places[one]
