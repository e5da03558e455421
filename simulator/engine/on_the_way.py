"""What is known of contacts that agents pass on, from the answer until the next agent has them."""

from simulator.engine.floor import Agent
from simulator.engine.tables.rule_terms import TransferTerms


class Planned:
    """That what an agent has in hand will be passed on."""

    __slots__ = ("rest_s", "rule")

    def __init__(self, rule: TransferTerms, rest_s: float) -> None:
        self.rule = rule
        self.rest_s = rest_s
        """How much of the talk, as drawn, is left for the next agent."""


class Onward:
    """How a contact that was passed on will stand in line."""

    __slots__ = ("kept_s", "place")

    def __init__(self, place: str, kept_s: float) -> None:
        self.place, self.kept_s = place, kept_s


class Hold:
    """That an agent stays with a customer who waits."""

    __slots__ = ("agent", "row", "rule")

    def __init__(self, row: int, agent: Agent, rule: TransferTerms) -> None:
        self.row = row
        """The contact in that agent's hand, by which the agent passed it on."""
        self.agent, self.rule = agent, rule
