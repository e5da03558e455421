"""Overflow rules as the engine sees them: by number, in the order of the file, and of which contacts each is.

Whom a rule means stands in a table by type and segment; where it leads those who wait on, in one by queue.
"""

from math import inf
from typing import NamedTuple

from simulator.demand.draws import purpose_of
from simulator.engine.tables.eligibility import Eligibility, QueueTerms, raised
from simulator.engine.tables.overflow_terms import OverflowTerms
from simulator.log import NOBODY, Context
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.overflow_rules import Overflow
from simulator.scenario.nouns.when_looked import AtWaits
from simulator.scenario.rules.covered import is_covered
from simulator.time_grid import on_grid

_CONTEXTS = {"kept": int(Context.KEPT), "lost": int(Context.LOST)}


class OverflowTable(NamedTuple):
    """All rules, and whom they are of."""

    rules: tuple[OverflowTerms, ...]
    asked: tuple[tuple[tuple[int, ...], ...], ...]
    """By type and segment, those in none last: the numbers of the rules that are asked, in their order."""

    def means(self, number: int, type_: int) -> bool:
        """Return whether a rule is of some contacts of a type."""
        return any(number in mine for mine in self.asked[type_])

    def asks(self, type_: int) -> bool:
        """Return whether there is a rule for some contacts of a type."""
        return any(self.asked[type_])


def overflow_table(scenario: Scenario, eligibility: Eligibility) -> OverflowTable:
    """Return the table of ``scenario``."""
    rules = tuple(
        _terms(number, name, rule, scenario, eligibility)
        for number, (name, rule) in enumerate(scenario.overflow.items())
    )
    segments = (*scenario.segment_names, None)
    return OverflowTable(
        rules=rules,
        asked=tuple(
            tuple(
                tuple(
                    number
                    for number, rule in enumerate(scenario.overflow.values())
                    if is_covered(scenario, rule, name, segment)
                )
                for segment in segments
            )
            for name in scenario.contact_types
        ),
    )


def _terms(number: int, name: str, rule: Overflow, scenario: Scenario, eligibility: Eligibility) -> OverflowTerms:
    look = rule.look
    return OverflowTerms(
        number=number,
        name=name,
        verb=rule.verb,
        share_purpose=purpose_of("overflow", name, "share"),
        accept_purpose=purpose_of("overflow", name, "accept"),
        share=rule.share,
        into=tuple(_into(queue, name, rule, eligibility) for queue in eligibility.queues),
        on_entering=look == "entering",
        waits_s=tuple(on_grid(wait_s) for wait_s in look.waited_s) if isinstance(look, AtWaits) else (),
        every_s=on_grid(look) if isinstance(look, float) else inf,
        to=NOBODY if rule.leads_to is None else list(scenario.contact_types).index(rule.leads_to),
        keeps_place=rule.move is not None and rule.move.place == "kept",
        accept=1.0 if rule.offer is None else rule.offer.accept,
        context=NOBODY if rule.offer is None else _CONTEXTS[rule.offer.context],
        story_s=0.0 if rule.offer is None else on_grid(rule.offer.repeat_story_s),
    )


def _into(queue: QueueTerms, name: str, rule: Overflow, eligibility: Eligibility) -> int:
    """Return the queue in which contacts of ``queue`` go on waiting by a rule; NOBODY: it is no other one."""
    if queue.to is not None:
        return NOBODY
    after = queue._replace(step=eligibility.states[queue.type][queue.step].changed.get(name, queue.step))
    if rule.raise_ is not None:
        after = after._replace(order=raised(rule.raise_, queue.order))
    # Of a type that no rule is of, there is no queue that it would lead to.
    return eligibility.queues.index(after) if after != queue and after in eligibility.queues else NOBODY
