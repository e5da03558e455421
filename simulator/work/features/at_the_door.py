"""What becomes of contacts that come while their type is closed.

Refused or on a voicemail they are no work. Who waits is work at the next opening, all of it at once; who is redirected
is the other type's work at the same time, if that is open, else what that type does with those who come while closed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.scenario.days.opening import TypeHours, opening_of
from simulator.scenario.nouns import Scenario
from simulator.units import HOUR_S
from simulator.units import format_time_of_day as clock
from simulator.work.features.who_comes import of_types
from simulator.work.flow import Note, Notes, Round, Said, Traffic
from simulator.work.stage import redirected
from simulator.work.timeline import Columns, Mask, Timeline, clocks, spans

REFUSED, VOICEMAIL, WAITS, REDIRECTED = "refuse", "voicemail", "wait", "redirect"
NEVER, STANDS = "never opens again", "stands there"


class AtTheDoor:
    """The hours of types: it stands behind whatever brings contacts."""

    name = "hours"

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        """Yield when types open and close."""
        for one in _openings(scenario).values():
            yield from (time_s for stretch in one.stretches or () for time_s in stretch)

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        """Return the round with those who come while their type is closed refused, moved or told to wait."""
        if one.stage.waits_again:
            # They were let in.
            return one
        doors = doors_of(timeline)
        if timeline.scenario.transfers or timeline.scenario.follow_ups:
            one = _as_others(timeline, one, doors)
        return past_the_doors(timeline, one, doors)

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        """Yield for each type what becomes of those who come while it is closed, with how many, and when."""
        closed = doors_of(timeline).closed
        pieces, edges_s = timeline.of_day(day), timeline.edges_s[day]
        for note in sorted(notes, key=lambda one: (timeline.types.index(one.type), list(_BECOMES).index(one.what))):
            mine = notes[note][pieces]
            if not mine.any():
                continue
            if note.what == STANDS:
                at = [from_s for from_s, number in zip(edges_s, mine, strict=False) if number]
                yield Said(note.type, standing_there(at, float(mine.sum())))
                continue
            shut = closed[timeline.types.index(note.type)][pieces]
            hours = float(timeline.length_s[pieces][shut].sum()) / HOUR_S
            when = clocks(spans(edges_s, shut.tolist()))
            yield Said(note.type, _said(note, float(mine.sum()), hours, when))


class DoorsByPiece(NamedTuple):
    """When types are closed, and what their doors do then."""

    openings: Mapping[str, TypeHours]
    closed: Mask
    """Shape (types, pieces)."""


def doors_of(timeline: Timeline) -> DoorsByPiece:
    """Return the doors of all types; pieces end where a type opens or closes."""
    openings = _openings(timeline.scenario)
    return DoorsByPiece(openings, _closed(timeline, openings))


def past_the_doors(timeline: Timeline, one: Round, doors: DoorsByPiece) -> Round:
    """Return a round with those who come while their type is closed refused, moved or told to wait."""
    openings, closed = doors
    if not closed.any():
        return one
    one = _redirected(timeline, one, openings, closed)
    for what in (REFUSED, VOICEMAIL):
        one, gone = _taken(timeline, one, what, _those(openings, closed, what))
        one = one.turning_away(what, gone.contacts)
    return _made_to_wait(timeline, one, closed, _those(openings, closed, WAITS))


def _as_others(timeline: Timeline, one: Round, doors: DoorsByPiece) -> Round:
    """Return a round without those who are redirected, who are of a stage of their own: rules ask what they were."""
    where = _those(doors.openings, doors.closed, REDIRECTED)
    if not one.on_its_way.only(where).contacts.any():
        return one
    to = {name: each.redirect_to or "" for name, each in doors.openings.items()}
    one, gone = _taken(timeline, one, REDIRECTED, where, to)
    for row in np.flatnonzero(gone.contacts.any(axis=1)).tolist():
        name = timeline.types[row]
        stage = redirected(one.stage, timeline.scenario, name)
        one = one.coming_again(stage, _of_other(timeline, gone, [(row, to[name])], stage.segment))
    return one


def _of_other(timeline: Timeline, gone: Traffic, ways: Iterable[tuple[int, str]], segment: str | None) -> Traffic:
    """Return contacts of some rows as those of another type, with what they bring that takes every group alike."""
    contacts, alike_s = timeline.nothing(), timeline.nothing()
    for row, to in ways:
        contacts[timeline.types.index(to)] += gone.contacts[row]
        alike_s[timeline.types.index(to)] += gone.alike_s[row]
    return of_types(timeline, contacts, segment).taking(alike_s)


def _openings(scenario: Scenario) -> Mapping[str, TypeHours]:
    return {name: opening_of(scenario, name) for name in scenario.contact_types}


def _closed(timeline: Timeline, openings: Mapping[str, TypeHours]) -> Mask:
    """Return where each type is closed, shape (types, pieces)."""
    closed = np.zeros((len(timeline.types), len(timeline)), dtype=np.bool_)
    for row, name in enumerate(timeline.types):
        stretches = openings[name].stretches
        if stretches is not None:
            inside = [(timeline.from_s >= from_s) & (timeline.to_s <= to_s) for from_s, to_s in stretches]
            closed[row] = ~np.any(inside, axis=0) if inside else True
    return closed


def _those(openings: Mapping[str, TypeHours], closed: Mask, when_closed: str) -> Mask:
    """Return where types are closed that do so with whom they meet."""
    rows = np.array([one.when_closed == when_closed for one in openings.values()])
    mask: Mask = closed & rows[:, np.newaxis]
    return mask


def _taken(
    timeline: Timeline, one: Round, what: str, where: Mask, to: Mapping[str, str] | None = None
) -> tuple[Round, Traffic]:
    """Return the round without those at ``where``, who are noted, and them."""
    gone = one.on_its_way.only(where)
    notes = {
        Note(what, name, to[name] if to else ""): gone.contacts[row]
        for row, name in enumerate(timeline.types)
        if where[row].any()
    }
    return replace(one, on_its_way=one.on_its_way.only(~where)).noting(notes), gone


def _redirected(timeline: Timeline, one: Round, openings: Mapping[str, TypeHours], closed: Mask) -> Round:
    """Return the round with those who are redirected as the other type's, as often as that one redirects them on."""
    where = _those(openings, closed, REDIRECTED)
    to = {name: each.redirect_to or "" for name, each in openings.items()}
    # A circle is refused when a scenario is read, so nobody is sent on more often than there are types.
    for _ in timeline.types:
        if not one.on_its_way.only(where).contacts.any():
            break
        one, gone = _taken(timeline, one, REDIRECTED, where, to)
        ways = [(row, to[name]) for row, name in enumerate(timeline.types) if where[row].any()]
        one = replace(one, on_its_way=one.on_its_way + _of_other(timeline, gone, ways, one.stage.segment))
    return one


def _made_to_wait(timeline: Timeline, one: Round, closed: Mask, where: Mask) -> Round:
    """Return the round with those who wait at the piece with which their type opens; who waits in vain is noted."""
    if not where.any():
        return one
    waiting = one.on_its_way.only(where)
    piled = Traffic.nothing(timeline)
    notes: dict[Note, Columns] = {}
    for row, name in enumerate(timeline.types):
        opens, here = next_open(closed[row]), np.flatnonzero(waiting.contacts[row])
        there, in_vain = here[opens[here] < len(timeline)], here[opens[here] == len(timeline)]
        # They bring what they have brought when they came.
        for at_once, before in zip(piled.columns, waiting.columns, strict=True):
            np.add.at(at_once[row], opens[there], before[row, there])
        for what, places in ((WAITS, there), (NEVER, in_vain)):
            notes |= {Note(what, name): _only_at(waiting.contacts[row], places)} if len(places) else {}
        notes |= {Note(STANDS, name): piled.contacts[row].copy()} if len(there) else {}
    on_its_way = one.on_its_way.only(~where) + piled
    return replace(one, on_its_way=on_its_way, piled_up=one.piled_up + piled).noting(notes)


def _only_at(column: Columns, places: NDArray[np.intp]) -> Columns:
    found = np.zeros(len(column))
    found[places] = column[places]
    return found


def next_open(closed: Mask) -> NDArray[np.intp]:
    """Return for each piece the next one in which the type is open; the number of pieces where there is none."""
    places = np.where(closed, len(closed), np.arange(len(closed)))
    return np.minimum.accumulate(places[::-1])[::-1]


_BECOMES = {
    REFUSED: "are refused",
    VOICEMAIL: "leave a voicemail",
    WAITS: "wait for the opening",
    NEVER: "wait in vain: it does not open again",
    REDIRECTED: "become {to}",
    STANDS: "",
}
"""What is said of them, in the order in which it is."""


def _said(note: Note, number: float, hours: float, when: str) -> str:
    becomes = _BECOMES[note.what].format(to=note.to)
    return f"{number / hours:,.1f} contacts an hour come while it is closed, {when}, and {becomes}."


def standing_there(at_s: list[float], number: float) -> str:
    """Return in words how many waited for openings."""
    when = " and ".join(map(clock, at_s))
    return f"at {when} {number:,.0f} contacts that waited for the opening are there at once."
