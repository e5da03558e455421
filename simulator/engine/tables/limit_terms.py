"""Queue limits as the engine sees them: of each type, channel and group, as a number or by how many are there."""

from typing import NamedTuple

from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.queue_limits import PerAgent, QueueLimit


class LimitTerms(NamedTuple):
    """At most ``most`` of some types may wait; with ``pools`` so many in ``per`` for each of their agents there."""

    types: frozenset[int]
    most: int
    per: int
    pools: tuple[int, ...]


class LimitTable(NamedTuple):
    """All of them; None where there is no limit."""

    of_type: tuple[LimitTerms | None, ...]
    of_channel: tuple[LimitTerms | None, ...]
    of_group: tuple[LimitTerms | None, ...]


def limit_table(scenario: Scenario) -> LimitTable:
    """Return the table of ``scenario``."""
    names, groups = list(scenario.contact_types), list(scenario.agent_groups.values())

    def terms(limit: QueueLimit | None, types: list[str], pools: list[int]) -> LimitTerms | None:
        if limit is None:
            return None
        counted = frozenset(names.index(name) for name in types)
        if isinstance(limit, PerAgent):
            share = limit.as_fraction
            return LimitTerms(counted, share.numerator, share.denominator, tuple(pools))
        return LimitTerms(counted, limit, 1, ())

    def serving(types: list[str]) -> list[int]:
        return [number for number, group in enumerate(groups) if not group.serves.keys().isdisjoint(types)]

    def on(channel: str) -> list[str]:
        return [name for name, kind in scenario.contact_types.items() if kind.channel == channel]

    return LimitTable(
        of_type=tuple(terms(one.queue_limit, [name], serving([name])) for name, one in scenario.contact_types.items()),
        of_channel=tuple(
            terms(one.queue_limit, on(name), serving(on(name))) for name, one in scenario.channels.items()
        ),
        of_group=tuple(terms(one.queue_limit, list(one.serves), [number]) for number, one in enumerate(groups)),
    )
