"""Lines and queue limits as the engine sees them: of types, channels, groups; as a number or by how many are there."""

from typing import NamedTuple

from simulator.scenario.days.on_duty import types_on
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.scenario.nouns.queue_limits import QueueLimit
from simulator.scenario.nouns.trunk_lines import TrunkLines


class LimitTerms(NamedTuple):
    """At most ``most`` of some types may wait, or call; with ``groups`` so many in ``per`` for each agent there."""

    types: frozenset[int]
    most: int
    per: int
    groups: tuple[int, ...]


class LimitTable(NamedTuple):
    """All of them; None where there is no limit."""

    of_type: tuple[LimitTerms | None, ...]
    of_channel: tuple[LimitTerms | None, ...]
    of_group: tuple[LimitTerms | None, ...]
    lines_of_type: tuple[LimitTerms | None, ...]
    lines_of_channel: tuple[LimitTerms | None, ...]


def limit_table(scenario: Scenario) -> LimitTable:
    """Return the table of ``scenario``."""
    groups, names = list(scenario.agent_groups.values()), list(scenario.contact_types)
    types, channels = list(scenario.contact_types.items()), list(scenario.channels.items())

    def terms(limit: QueueLimit | TrunkLines | None, of: list[str], counting: list[int]) -> LimitTerms | None:
        if limit is None:
            return None
        counted = frozenset(names.index(name) for name in of)
        if isinstance(limit, PerAgent):
            share = limit.as_fraction
            return LimitTerms(counted, share.numerator, share.denominator, tuple(counting))
        return LimitTerms(counted, limit, 1, ())

    def of_whom(limit: QueueLimit | TrunkLines | None, of: list[str]) -> LimitTerms | None:
        """Return the terms of what counts contacts of some types, and all who serve any of them."""
        serving = [number for number, group in enumerate(groups) if not group.serves.keys().isdisjoint(of)]
        return terms(limit, of, serving)

    return LimitTable(
        of_type=tuple(of_whom(one.queue_limit, [name]) for name, one in types),
        of_channel=tuple(of_whom(one.queue_limit, types_on(scenario, name)) for name, one in channels),
        of_group=tuple(terms(one.queue_limit, list(one.serves), [number]) for number, one in enumerate(groups)),
        lines_of_type=tuple(of_whom(one.lines, [name]) for name, one in types),
        lines_of_channel=tuple(of_whom(one.lines, types_on(scenario, name)) for name, one in channels),
    )
