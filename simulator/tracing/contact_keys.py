"""How the choice of a contact is explained: what waiting contacts are compared by, and which setting put one ahead.

A rule that is new is a line in a table: what it compares, the smaller one first, and what it is called.
"""

from collections.abc import Callable
from math import inf
from typing import NamedTuple

from simulator.engine.tables import Tables
from simulator.scenario.nouns.customer_kinds import Order
from simulator.time_grid import on_grid
from simulator.tracing.reasons import Reason

AGED_WAIT = "aged_wait"
"""The longest wait where some age faster than others, or only up to a cap."""
RATIO = "ratio_to_target"


class PlaceInLine(NamedTuple):
    """Where a contact that waits stands at an instant."""

    rule: str
    order: Order
    target_s: float
    """The target time of its type."""
    place_s: float
    """Its place in line, without credit and target time: mostly when it came."""
    now_s: float

    @property
    def age_s(self) -> float:
        """Return how long ago its place begins."""
        return self.now_s - self.place_s

    @property
    def counts_s(self) -> float:
        """Return the age that it counts as: credit, rate and cap included."""
        order = self.order
        return min(order.age_cap_s, order.age_credit_s + on_grid(order.age_rate * self.age_s))

    @property
    def of_target(self) -> float:
        """Return which part of its target time is used up, credit included."""
        return (self.age_s + self.order.age_credit_s) / self.target_s

    @property
    def counts_as_s(self) -> float | None:
        """Return the age that it counts as, None where ages count as they are."""
        return self.counts_s if self.rule == AGED_WAIT else None

    @property
    def part_of_target(self) -> float | None:
        """Return which part of its target time is used up, None where that does not count."""
        return self.of_target if self.rule == RATIO else None

    @property
    def behind(self) -> tuple[float, float]:
        """Return what it is compared by, and then in a tie: the smaller one comes first."""
        rule = CONTACT_RULES.get(self.rule, _OTHER)
        return rule.of(self), self.place_s if rule.ties_by_place else 0.0


class ComparedContact(NamedTuple):
    """A contact that might have been chosen, as rules see it."""

    row: int
    tier: int
    """The place of its priorities among those that are compared: 1 is the best."""
    own: int
    """The group's priority of its type."""
    segment: int
    """The priority of its segment."""
    in_line: PlaceInLine
    since_s: float
    """Since when it waits."""


class ContactKey(NamedTuple):
    """What waiting contacts are compared by: the smaller one comes first."""

    reason: Reason
    of: Callable[[ComparedContact], float | tuple[float, float]]


class ContactComparison(NamedTuple):
    """What a rule compares among contacts of equal priority."""

    of: Callable[[PlaceInLine], float]
    """The smaller number comes first."""
    why: Callable[[ComparedContact, ComparedContact], Reason]
    """What put the first contact ahead of the second, where those numbers differ."""
    ties_by_place: bool = False
    """Whether the earlier place is first in a tie, and only then the number."""


def _by_wait(chosen: ComparedContact, other: ComparedContact) -> Reason:
    """Return without which setting one would not be ahead: rate and cap, which are one, then credit; else the wait."""
    mine, theirs = chosen.in_line, other.in_line
    if mine.place_s - mine.order.age_credit_s >= theirs.place_s - theirs.order.age_credit_s:
        return Reason.AGE_RATE if _uncapped(mine).counts_s > _uncapped(theirs).counts_s else Reason.AGE_CAP
    return Reason.CREDIT if mine.place_s >= theirs.place_s else _of_place(chosen, other)


def _uncapped(one: PlaceInLine) -> PlaceInLine:
    return one._replace(order=one.order._replace(age_cap_s=inf))


def _of_place(chosen: ComparedContact, other: ComparedContact) -> Reason:
    """Return why one place is before another: by the wait, or because it is from before."""
    return Reason.LONGEST_WAIT if chosen.since_s <= other.since_s else Reason.PLACE


CONTACT_RULES: dict[str, ContactComparison] = {
    "longest_wait": ContactComparison(lambda one: one.place_s - one.order.age_credit_s, _by_wait),
    AGED_WAIT: ContactComparison(lambda one: -one.counts_s, _by_wait, ties_by_place=True),
    "due_time": ContactComparison(
        lambda one: one.place_s - (one.order.age_credit_s - one.target_s), lambda mine, theirs: Reason.DUE_TIME
    ),
    RATIO: ContactComparison(
        lambda one: -one.of_target, lambda mine, theirs: Reason.RATIO_TO_TARGET, ties_by_place=True
    ),
}
"""By `contact` of `routing`."""
_OTHER = ContactComparison(lambda one: one.place_s, lambda mine, theirs: Reason.CONTACT_RULE)

CONTACT_KEYS = (
    ContactKey(Reason.PRIORITY, lambda one: one.tier),
    ContactKey(Reason.LONGEST_WAIT, lambda one: one.in_line.behind),
    ContactKey(Reason.FIRST_COME, lambda one: one.row),
)


def contact_rule_of(tables: Tables) -> str:
    """Return by which rule contacts are compared."""
    by_age_alone = all(one.order.by_age_alone for one in tables.eligibility.queues)
    return tables.contact_rule if by_age_alone or tables.contact_rule != "longest_wait" else AGED_WAIT


def why_contact(chosen: ComparedContact, other: ComparedContact) -> Reason:
    """Return what made the difference between a contact that was chosen and another one."""
    if chosen.tier != other.tier:
        by_segment = chosen.own == other.own
        is_ahead = chosen.tier < other.tier
        return (Reason.SEGMENT if by_segment else Reason.PRIORITY) if is_ahead else Reason.CONTACT_RULE
    mine, theirs = chosen.in_line.behind, other.in_line.behind
    if mine > theirs:
        return Reason.CONTACT_RULE
    if mine == theirs:
        return Reason.FIRST_COME if chosen.row < other.row else Reason.CONTACT_RULE
    if mine[0] == theirs[0]:
        return _of_place(chosen, other)
    return CONTACT_RULES.get(chosen.in_line.rule, _OTHER).why(chosen, other)
