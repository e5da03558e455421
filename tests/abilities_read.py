"""What agents could do when, for checkers: as people by name, as who is new, as who was trained; and who sits where."""

from hours_changed import hours_of
from hours_read import Calendar
from people_read import Times
from services_read import Served
from shifts_read import Part, Plan

from simulator.log import RunLog
from simulator.scenario.nouns import Scenario


class Abilities:
    """How agents differ from their groups; where nobody does it knows of no parts."""

    def __init__(self, scenario: Scenario, log: RunLog) -> None:
        self._parts: dict[int, list[Part]] = {}
        if anybody_differs(scenario):
            plan = planned(scenario, hours_of(scenario, log), log)
            self._known = plan.known
            for agent, parts in parts_by_seat(scenario, plan, log).items():
                self._parts[agent] = sorted((one for one in parts if not one.is_absent), key=lambda one: one.from_s)

    @property
    def are_alike(self) -> bool:
        """Whether everybody is as their group is."""
        return not self._parts

    def times(self, agent: int, name: str, at_s: float) -> Times:
        """Return how many times as long as others of the group an agent takes who answers at an instant."""
        part = next((one for one in reversed(self._parts.get(agent, [])) if one.from_s <= at_s), None)
        return (1.0, 1.0) if part is None else self._known.times(part.who, part.shift, name, part.day)

    def solved(self, served: Served, name: str) -> float | None:
        """Return the share that an agent solves of contacts that end with this service; None where the group says."""
        at_once = served.from_s == served.talk_to_s
        begun = [
            one
            for one in self._parts.get(served.agent, [])
            if one.from_s < served.talk_to_s or (at_once and one.from_s == served.talk_to_s)
        ]
        return self._known.solved(begun[-1].who, name, begun[-1].day) if begun else None


def anybody_differs(scenario: Scenario) -> bool:
    shifts = [shift for noun in scenario.agent_groups.values() for shift in (noun.shifts or {}).values()]
    people = scenario.people.values()
    return bool(scenario.trainings) or any(one.learning for one in [*people, *shifts]) or any(p.serves for p in people)


def planned(scenario: Scenario, calendar: Calendar, log: RunLog) -> Plan:
    return Plan(scenario, calendar, log.facts.seed, log.facts.replication)


def parts_by_seat(scenario: Scenario, plan: Plan, log: RunLog) -> dict[int, list[Part]]:
    """Return the parts of each agent; agents are numbered by group, of a headcount as many as have names."""
    found: dict[int, list[Part]] = {}
    number = 0
    for name in scenario.agent_groups:
        if name not in plan.groups:
            number += sum(agent.rpartition(" ")[0] == name for agent in log.names.agents)
            continue
        for part in plan.parts[name]:
            found.setdefault(number + plan.seats[name].index(part.who), []).append(part)
        number += len(plan.seats[name])
    assert number == len(log.names.agents), "other agents than the plan has"
    return found
