"""Types to which contacts come of which nobody knows before a run how many: after contacts that nobody answered.

They come on top of all that work says, so who is there for them is not there for nobody.
"""

from collections.abc import Iterable, Iterator

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import follow_ups_of, transfers_of
from simulator.work.features.follow_ups import ENDED_IN_A_RUN


def on_top(scenario: Scenario, worked_on: Iterable[str]) -> frozenset[str]:
    """Return the types to which more contacts may come, beside those of types that are known to be ``worked_on``."""
    found: dict[str, None] = {}
    waiting = [to for name in worked_on for to in _after_a_run(scenario, name)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _whatever_they_become(scenario, name)
    return frozenset(found)


def _after_a_run(scenario: Scenario, name: str) -> Iterator[str]:
    """Yield the types as which those come again whom nobody answered."""
    for segment in _segments(scenario):
        for rule in follow_ups_of(scenario, name, segment, None).values():
            if any(rule.share) and any(rule.when.fits(ended, False, False) for ended in ENDED_IN_A_RUN):
                yield rule.come.type or name


def _whatever_they_become(scenario: Scenario, name: str) -> Iterator[str]:
    """Yield all types that contacts of a type may become, or come again as."""
    if (to := opening_of(scenario, name).redirect_to) is not None:
        yield to
    able = [group for group, one in scenario.agent_groups.items() if name in one.serves]
    for segment in _segments(scenario):
        for group in (None, *able):
            for rule in follow_ups_of(scenario, name, segment, group).values():
                yield from [rule.come.type or name] if any(rule.share) else []
        for group in able:
            for one in transfers_of(scenario, name, segment, group).values():
                yield from [one.pass_.type] if one.pass_.type is not None and any(one.share) else []


def _segments(scenario: Scenario) -> tuple[str | None, ...]:
    return (*scenario.segment_names, None)
