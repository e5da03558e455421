"""The parts of everybody's shifts, as terms for a running day: made once for all replications."""

from collections.abc import Iterator, Sequence

from simulator.demand.attendance import away_rate, being_long, coming_late
from simulator.engine.tables.by_person import PlannedShift
from simulator.engine.tables.part_terms import (
    AWAY_LAST,
    BREAK_FIRST,
    BY_CLOCK,
    OFF_PHONE_NEXT,
    OffTerms,
    PartTerms,
)
from simulator.log import SpanKind
from simulator.scenario.days.breaks_placed import TimeOff

_AWAY, _BREAK, _OFF_PHONE = int(SpanKind.AWAY), int(SpanKind.BREAK), int(SpanKind.OFF_PHONE)
_UNPAID = int(SpanKind.UNPAID_BREAK)

Counts = dict[tuple[int, str], int]
"""By group and name of a break: the number of the count of those who have it at once."""


def parts_worked(
    by_person: tuple[PlannedShift, ...], closings_s: frozenset[float], nothing_new_s: Sequence[float]
) -> tuple[tuple[tuple[PartTerms, ...], ...], int]:
    """Return the parts of each person in the order of time, and how many counts there are of breaks had at once.

    ``nothing_new_s`` says of each channel how long before the end of a part nothing new of it is taken; 0: until then.
    """
    counts: Counts = {}
    people: list[list[PartTerms]] = []
    for planned in by_person:
        if planned.person == len(people):
            people.append([])
        people[planned.person].extend(_parts_of(planned, closings_s, counts, nothing_new_s))
    return tuple(tuple(sorted(parts, key=lambda part: part.from_s)) for parts in people), len(counts)


def _parts_of(
    planned: PlannedShift, closings_s: frozenset[float], counts: Counts, nothing_new_s: Sequence[float]
) -> Iterator[PartTerms]:
    adherence, rate = planned.adherence, planned.adherence or planned.shrinkage
    offs = tuple(_off(one, planned, counts) for one in planned.shift.offs)
    for number in range(len(planned.shift.parts)):
        part = PartTerms(planned, number, closings_s)
        part.offs = offs
        part.shut_from_s = tuple(
            sorted((part.to_s - length_s, channel) for channel, length_s in enumerate(nothing_new_s) if length_s)
        )
        if adherence is not None and adherence.late is not None and not part.on_call:
            part.late = coming_late(adherence.late)
        if rate is not None:
            kind = _OFF_PHONE if adherence is None else _AWAY
            part.away, part.away_terms = away_rate(rate), OffTerms(BY_CLOCK, AWAY_LAST, kind, kind)
        yield part


def _off(off: TimeOff, planned: PlannedShift, counts: Counts) -> OffTerms:
    is_break = off.one.counts_as == "break"
    kind = _UNPAID if not off.one.paid else _BREAK if is_break else _OFF_PHONE
    terms = OffTerms(
        int(off.begins), BREAK_FIRST if is_break else OFF_PHONE_NEXT, kind, _AWAY if off.one.paid else _UNPAID
    )
    terms.name, terms.share, terms.paid = off.name, off.one.share, off.one.paid
    terms.at_s, terms.from_s, terms.latest_s, terms.lasts_s = off.at_s, off.from_s, off.latest_s, off.lasts_s
    if planned.adherence is not None and planned.adherence.long_breaks is not None:
        terms.long = being_long(planned.adherence.long_breaks, off.name)
    terms.together, terms.at_once = counts.setdefault((planned.group, off.name), len(counts)), off.together
    return terms
