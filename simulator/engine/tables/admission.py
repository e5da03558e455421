"""When contacts of a type are taken, and what becomes of who comes or still waits while the type is closed."""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from simulator.scenario.days.opening import opening_of, own_hours
from simulator.scenario.nouns import Scenario


class AdmissionTerms:
    """Of one type. Times in seconds; a stretch of hours goes from ``from_s[i]`` to ``to_s[i]``, in order."""

    __slots__ = ("at_close", "from_s", "own", "redirect_to", "shut_until_s", "to_s", "when_closed")

    def __init__(
        self,
        from_s: tuple[float, ...] | None,
        to_s: tuple[float, ...],
        own: tuple[tuple[float, float], ...] | None,
        when_closed: str,
        redirect_to: int | None,
        at_close: str,
    ) -> None:
        self.from_s, self.to_s = from_s, to_s
        """``from_s`` is None where the type is open whenever the center is."""
        self.own = own
        """The type's own hours, from and to, whether or not the center is open then; None where it has none."""
        self.when_closed = when_closed
        """Of who comes outside: ``refuse``, ``voicemail``, ``wait`` or ``redirect``."""
        self.redirect_to = redirect_to
        """The type they become where ``when_closed`` is ``redirect``."""
        self.at_close = at_close
        """Of who waits at the end of hours: ``serve_out``, ``clear`` or ``keep``."""
        self.shut_until_s = -inf
        """Until when it would be open if nobody had closed it, while somebody has."""

    def is_shut(self, time_s: float) -> bool:
        """Return whether somebody has closed it who might as well have left it open: its hours are on."""
        return time_s < self.shut_until_s

    def open_by_itself(self, time_s: float) -> bool:
        """Return whether the type's own hours, if it has any, say that it is open."""
        if self.own is None:
            return True
        is_open = False
        for from_s, to_s in self.own:
            is_open = is_open or from_s <= time_s < to_s
        return is_open

    def open_at(self, time_s: float) -> bool:
        """Return whether contacts are taken at an instant at which the center is open."""
        if self.from_s is None:
            return True
        place = bisect_right(self.from_s, time_s) - 1
        return place >= 0 and time_s < self.to_s[place]

    def serves_late_at(self, time_s: float) -> bool:
        """Return whether who waits now is served on although hours are over; the center is open."""
        return self.from_s is not None and self.at_close == "serve_out" and not self.open_at(time_s)


def admission_table(scenario: Scenario) -> tuple[AdmissionTerms, ...]:
    """Return the terms of each type."""
    at = {name: position for position, name in enumerate(scenario.contact_types)}
    found = []
    for name in scenario.contact_types:
        hours = opening_of(scenario, name)
        found.append(
            AdmissionTerms(
                None if hours.stretches is None else tuple(from_s for from_s, _ in hours.stretches),
                tuple(to_s for _, to_s in hours.stretches or ()),
                own_hours(scenario, name),
                hours.when_closed,
                None if hours.redirect_to is None else at[hours.redirect_to],
                hours.at_close,
            )
        )
    return tuple(found)


def changing(terms: AdmissionTerms, stretches: Sequence[tuple[float, float]]) -> AdmissionTerms:
    """Return terms for one run in which hours may change: of types without hours of their own, when the center opens.

    Such a type takes what agents pass on to it at any time, as long as nobody closes it.
    """
    from_s, to_s, own = terms.from_s, terms.to_s, terms.own
    if from_s is None:
        from_s, to_s = tuple(first for first, _ in stretches), tuple(last for _, last in stretches)
    own = ((-inf, inf),) if own is None else own
    return AdmissionTerms(from_s, to_s, own, terms.when_closed, terms.redirect_to, terms.at_close)
