"""One draw for many scenarios: strategies mostly meet the same customers, and then these are drawn once.

Customers are drawn in two steps: who comes and when, then what each of them wants. Scenarios whose sources, busyness
and hours are written alike share the first; those that differ in nothing that a draw could depend on share both, and
get the very same `Workload`. What a draw does not depend on is listed, not what it does: a noun that is new to the
scenario keeps scenarios apart until somebody says otherwise.
"""

from collections.abc import Iterator, Sequence

from simulator.demand.workload import Workload, comers, wishes
from simulator.scenario.nouns import Scenario

NOT_DRAWN = ("version", "name", "question", "agent_groups", "routing", "transfers", "follow_ups", "run")
"""The nouns of a scenario that no draw depends on: who serves, by which rules, who comes again, how it is called."""
COMING = ("sources", "busyness", "horizon", "folder")
"""The nouns that decide who comes and when."""


class SharedDraws:
    """Scenarios in the order in which their customers are drawn."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        """Take the scenarios; they are known by their places."""
        self.scenarios = scenarios
        self._groups: dict[str, dict[str, list[int]]] = {}
        for place, scenario in enumerate(scenarios):
            alike = self._groups.setdefault(coming_of(scenario), {})
            alike.setdefault(_drawn(scenario), []).append(place)

    def of(self, seed: int, replication: int) -> Iterator[tuple[int, Workload]]:
        """Yield (place of a scenario, what `draw` gives of it) for all of them, those that share a draw in a row.

        A workload that several have is one object; nobody changes it. Raises as `draw` does.
        """
        for alike in self._groups.values():
            who = comers(self.scenarios[next(iter(alike.values()))[0]], seed, replication)
            for places in alike.values():
                workload = wishes(self.scenarios[places[0]], who, seed, replication)
                for place in places:
                    yield place, workload


def coming_of(scenario: Scenario) -> str:
    """Return what decides who comes and when, as a text: where it is the same, the same come."""
    return repr([getattr(scenario, name) for name in COMING])


def _drawn(scenario: Scenario) -> str:
    return repr([getattr(scenario, name) for name in type(scenario).model_fields if name not in NOT_DRAWN])
