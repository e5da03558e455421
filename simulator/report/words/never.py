"""What a scenario rules out: who is never refused, because nothing refuses, is 0 and not *0, give or take*.

An interval allows for what so many days may just not have shown. Of what closed doors do it is known without any day.
"""

from typing import TYPE_CHECKING

from simulator.scenario.days.opening import hours_stated
from simulator.scenario.nouns.closed_doors import Redirect

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import ContactType, Scenario


def is_never(comparison: "Comparison", strategy: str, metric: str, of: str) -> bool:
    """Return whether none of the contacts that ``of`` means can be refused, moved, or asked for a voicemail."""
    scenario = comparison.scenarios[strategy]
    may = {"refused": ("refuse",), "moved": ("redirect",), "voicemail": ("voicemail",), "came_closed": _AT_ONCE}
    kind, _, name = of.partition(":")
    if metric not in may or kind not in ("all", "type", "channel"):
        return False
    types = [
        one
        for each, one in scenario.contact_types.items()
        if kind == "all" or (each == name if kind == "type" else one.channel == name)
    ]
    # What became of who was moved is told of where he came, so a type at which many doors end may have all of it.
    words = {word for one in types for word in _words(scenario, one)}
    if metric != "moved" and "redirect" in words:
        words |= {word for one in scenario.contact_types.values() for word in _words(scenario, one)}
    return words.isdisjoint(may[metric])


_AT_ONCE = ("refuse", "voicemail")


def _words(scenario: "Scenario", one: "ContactType") -> set[str]:
    """Return what may become of who comes for a type while it is closed, and of who waits for long."""
    found = {"voicemail"} if one.voicemail_after_s is not None else set()
    channel = scenario.channels[one.channel]
    if hours_stated(one, channel) is None:
        return found
    word = one.when_closed or channel.when_closed or "refuse"
    return found | {"redirect" if isinstance(word, Redirect) else word}
