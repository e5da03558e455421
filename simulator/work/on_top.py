"""Types to which contacts come of which nobody knows before a run how many: after some that waited, or gave up.

They come on top of all that work says, so who is there for them is not there for nobody.
"""

from collections.abc import Iterable, Iterator

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import follow_ups_of, transfers_of
from simulator.scenario.rules.covered import MovesOf, asking_moves
from simulator.scenario.sound.who_is_there import Met, all_met
from simulator.work.features.follow_ups import ENDED_IN_A_RUN


def on_top(scenario: Scenario, worked_on: Iterable[str]) -> frozenset[str]:
    """Return the types to which more contacts may come, beside those of types that are known to be ``worked_on``."""
    found: dict[str, None] = {}
    moves_of = asking_moves(scenario)
    met: dict[str, list[Met]] = {}
    for one in all_met(scenario):
        met.setdefault(one.type, []).append(one)
    waiting = [to for name in worked_on for to in _after_a_run(scenario, met.get(name, []), moves_of)]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += _whatever_they_become(scenario, name, met.get(name, []), moves_of)
    return frozenset(found)


def _after_a_run(scenario: Scenario, met: Iterable[Met], moves_of: MovesOf) -> Iterator[str]:
    """Yield the types as which those come again who waited in vain, and those that waiting contacts are moved to."""
    for one in met:
        yield from _moved(one, moves_of)
        is_answered = one.group is not None
        for rule in follow_ups_of(scenario, one.type, one.segment, one.group).values() if not one.in_hand else ():
            if any(rule.share) and any(rule.when.fits(ended, is_answered, False) for ended in ENDED_IN_A_RUN):
                yield rule.come.type or one.type


def _moved(one: Met, moves_of: MovesOf) -> Iterator[str]:
    """Yield the types that overflow rules make of some contacts while they wait."""
    for rule in [] if one.in_hand else moves_of(one.type, one.segment):
        if rule.leads_to is not None and any(rule.share) and (rule.offer is None or rule.offer.accept > 0.0):
            yield rule.leads_to


def _whatever_they_become(scenario: Scenario, name: str, met: Iterable[Met], moves_of: MovesOf) -> Iterator[str]:
    """Yield all types that contacts of a type may become, or come again as."""
    if (to := opening_of(scenario, name).redirect_to) is not None:
        yield to
    for one in met:
        yield from _moved(one, moves_of)
        for rule in follow_ups_of(scenario, name, one.segment, one.group).values():
            yield from [rule.come.type or name] if any(rule.share) else []
        if one.in_hand and one.group is not None:
            for passes in transfers_of(scenario, name, one.segment, one.group).values():
                to = passes.pass_.type
                yield from [to] if to is not None and any(passes.share) else []
