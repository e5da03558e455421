"""One draw for many scenarios: strategies mostly meet the same customers, and then these are drawn once.

Customers are drawn in two steps: who comes and when, then what each of them wants. Scenarios to which the same come, by
the rule that verdicts go by (`demand/coming.py`) but on all days that are simulated and with sources in one order,
share the first; those that differ in nothing that a draw could depend on share both, and get the very same `Workload`.
What the second step does not depend on is listed, not what it does: a noun that is new to the scenario keeps scenarios
apart until somebody says otherwise.
"""

from collections.abc import Hashable, Iterator, Sequence

from simulator.demand.coming import Coming
from simulator.demand.workload import Workload, comers, wishes
from simulator.scenario.nouns import Scenario

NOT_DRAWN = ("version", "name", "question", "agent_groups", "routing", "transfers", "helps", "follow_ups", "run")
"""The nouns of a scenario that no draw depends on: who serves, by which rules, who comes again, how it is called."""


class SharedDraws:
    """Scenarios in the order in which their customers are drawn."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        """Take the scenarios; they are known by their places."""
        self.scenarios = scenarios
        self._groups: dict[Hashable, dict[str, list[int]]] = {}
        for place, scenario in enumerate(scenarios):
            alike = self._groups.setdefault(comers_of(scenario), {})
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


def comers_of(scenario: Scenario) -> Hashable:
    """Return what is equal where `comers` gives the same columns, which know sources by their places."""
    return tuple(scenario.sources), Coming(scenario, warm_up=True)


def _drawn(scenario: Scenario) -> str:
    return repr([getattr(scenario, name) for name in type(scenario).model_fields if name not in NOT_DRAWN])
