"""What interventions have made of hours by an instant: those of the log are carried out once more, on hours alone."""

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from simulator.engine.hours_now import HoursNow
from simulator.engine.tables.admission import AdmissionTerms
from simulator.tracing.playback import Playback


class HoursChanged(NamedTuple):
    """The hours of one type at an instant, and which interventions changed them last."""

    terms: AdmissionTerms
    closed_by: str | None = None
    """The intervention by which it is closed although its hours say open; None: none."""
    opened_by: str | None = None
    """The intervention that opened it, or let it close later, last; None: none."""


def hours_at(play: Playback, type_: int, time_s: float) -> HoursChanged:
    """Return the hours of a type when everything of an instant has happened."""
    if type_ not in play.tables.types_that_change:
        return HoursChanged(play.tables.admission[type_])
    terms = play.tables.of_one_run().admission[type_]
    hours, closed, opened = HoursNow(terms, play.tables.staff.days_s), None, None
    for name, verb, at_s, by_s in _acts(play, type_, time_s):
        closes_s = next(one.to_s for one in play.tables.staff.stretches if one.from_s <= at_s < one.to_s)
        if verb == "close" and hours.close(at_s):
            closed = name
        elif (verb == "open" and hours.open(at_s, closes_s)) or (
            verb == "extend" and hours.extend(at_s, by_s, closes_s) < inf
        ):
            opened = name
    is_shut = not terms.open_at(time_s) and terms.is_shut(time_s)
    return HoursChanged(terms, closed if is_shut else None, opened)


def opened_at(play: Playback, type_: int, time_s: float) -> str | None:
    """Return the intervention that opened a type at an instant; None: none did."""
    acts = [name for name, verb, at_s, _ in _acts(play, type_, time_s) if (verb, at_s) == ("open", time_s)]
    return acts[0] if acts else None


def _acts(play: Playback, type_: int, until_s: float) -> Iterator[tuple[str, str, float, float]]:
    """Yield (intervention, verb, when, how much longer) of what was done to a type, up to an instant."""
    for number, at_s, _ in acts_of(play):
        terms = play.tables.interventions[number]
        if at_s <= until_s and type_ in terms.types:
            yield play.log.names.interventions[number], terms.verb, at_s, terms.by_s


def acts_of(play: Playback) -> list[tuple[int, float, int]]:
    """Return (intervention, when, how many it changed) of all that were carried out, in order of time."""
    columns = play.log.interventions
    if not columns:
        return []
    return list(zip(*(columns[name].tolist() for name in ("rule", "at_s", "did")), strict=True))
