"""What is written of somebody who does not come: absent with pay, they are paid what they would be paid if they came.

So their unpaid breaks are not paid: those that the day has for them, where the plan expects them.
"""

from simulator.engine.time_off import PartOfShift
from simulator.log import SpanKind
from simulator.scenario.days.breaks_placed import Begins
from simulator.scenario.days.breaks_planned import breaks_in
from simulator.scenario.nouns.hours import Span

ABSENT = int(SpanKind.ABSENT)
_UNPAID_ABSENCE, _UNPAID_WHILE_ABSENT = int(SpanKind.UNPAID_ABSENCE), int(SpanKind.UNPAID_WHILE_ABSENT)


def absent_spans(part: PartOfShift, now_s: float) -> list[tuple[int, float, float]]:
    """Return (kind, from, to) of what is written of a part from an instant on; what is `ABSENT` is paid."""
    absence, to_s = part.terms.planned.absence, part.terms.to_s
    if absence is None or not absence.paid:
        return [(_UNPAID_ABSENCE, now_s, to_s)]
    found, paid_s = [], now_s
    for from_s, until_s in _unpaid(part):
        if until_s > paid_s:
            found += [(ABSENT, paid_s, from_s)] if from_s > paid_s else []
            found.append((_UNPAID_WHILE_ABSENT, max(from_s, paid_s), until_s))
            paid_s = until_s
    return [*found, (ABSENT, paid_s, to_s)] if paid_s < to_s else found


def _unpaid(part: PartOfShift) -> list[Span]:
    """Return the unpaid breaks of a part, in order, if the person were there and never busy."""
    terms, shift = part.terms, part.terms.planned.shift
    if all(off.one.paid for off in shift.offs):
        return []
    had = [
        shift.offs[due.place]._replace(begins=Begins(due.begins), at_s=due.at_s, lasts_s=due.lasts_s)
        for due in part.dues
        if due.is_break()
    ]
    planned = breaks_in((terms.from_s, terms.to_s), had, shift.at_least_s)
    return [(one.from_s, one.to_s) for one in planned if not one.one.paid]
