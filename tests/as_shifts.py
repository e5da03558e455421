"""A center whose headcount is written as shifts: of people without names, who together are as many at every time."""

from collections import Counter
from itertools import pairwise

from hours_read import Stretch, joined

from simulator.scenario.nouns import AgentGroup, Scenario


def as_shifts(scenario: Scenario) -> Scenario:
    """Return ``scenario`` with a shift for each stretch in which one more agent is there, on every day alike."""
    groups = {}
    for name, group in scenario.agent_groups.items():
        assert not group.agents_on, "the same on every day"
        steps = sorted((max(from_s, scenario.horizon.from_s), people) for from_s, people in group.agents.items())
        plan = _shifts([*steps, (scenario.horizon.to_s, 0)])
        usual = AgentGroup.model_validate({"shifts": plan, "serves": {one: {} for one in group.serves}})
        groups[name] = group.model_copy(update={"agents": usual.agents, "shifts": usual.shifts})
    return scenario.model_copy(update={"agent_groups": groups})


def _shifts(steps: list[tuple[float, int]]) -> dict[str, object]:
    found: Counter[Stretch] = Counter()
    for k in range(max(people for _, people in steps)):
        found.update(joined([(from_s, to_s) for (from_s, people), (to_s, _) in pairwise(steps) if people > k]))
    return {
        f"shift{place}": {"agents": number, "from": _clock(from_s), "to": _clock(to_s)}
        for place, ((from_s, to_s), number) in enumerate(sorted(found.items()))
    }


def _clock(time_s: float) -> str:
    return f"{int(time_s // 3600):02d}:{int(time_s % 3600 // 60):02d}"
