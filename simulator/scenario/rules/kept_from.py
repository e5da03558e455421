"""How many agents of a group are kept from a contact type, by the clock: for its channel or for itself, the larger."""

from typing import NamedTuple

from simulator.scenario.nouns import Numbers, Scenario, in_force


class KeptFrom(NamedTuple):
    """The two numbers by time of day of which the larger counts."""

    channel: Numbers
    own: Numbers

    def at(self, time_s: float) -> int:
        """Return how many are kept at a time, in s since 00:00 of any day."""
        return max(in_force(self.channel, time_s), in_force(self.own, time_s))

    @property
    def times_s(self) -> set[float]:
        """Return the times of day at which another number may begin."""
        return {time_s for steps in (self.channel, self.own) if len(steps) > 1 for time_s in steps}


def kept_from(scenario: Scenario, group: str, name: str) -> KeptFrom:
    """Return how many agents of a ``group`` are kept from the type ``name``, which it serves."""
    channel = scenario.channels[scenario.contact_types[name].channel]
    return KeptFrom(channel.agents_kept_empty, scenario.agent_groups[group].serves[name].keep_free)
