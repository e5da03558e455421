"""The parts of a result that may be told in one number: a channel, or a type where one channel has several targets.

Contacts of several channels in one number are a mixture that no channel has: an e-mail's hours beside a call's seconds.
So whatever is said of waits, of service or of who left is said part by part; the whole center has what adds up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario


@dataclass(frozen=True)
class Part:
    """Contacts that share a channel and the time of their target."""

    of: str
    """What its rows are of: ``channel:voice``, ``type:orders``; ``all`` where the center is one part."""
    label: str
    """Its name as a reader knows it; empty where the center is one part."""
    types: tuple[str, ...]


def parts(comparison: "Comparison") -> tuple[Part, ...]:
    """Return the parts of all strategies, those of the baseline first; one of ``all`` where nothing has to be split."""
    found = dict.fromkeys(part for name in comparison.strategies for part in _parts(comparison.scenarios[name]))
    if len({part.of for part in found}) == 1:
        return (Part("all", "", next(iter(found)).types),)
    by_of: dict[str, Part] = {}
    for part in found:
        by_of.setdefault(part.of, part)
    return tuple(by_of.values())


def _parts(scenario: "Scenario") -> Iterator[Part]:
    for channel in scenario.channels:
        kinds = {name: kind for name, kind in scenario.contact_types.items() if kind.channel == channel}
        if len({kind.service_level.within_s for kind in kinds.values()}) == 1:
            yield Part(f"channel:{channel}", channel, tuple(kinds))
        else:
            yield from (Part(f"type:{name}", name, (name,)) for name in kinds)
