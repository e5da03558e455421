"""When contacts of a type are taken, and what becomes of who comes or still waits while the type is closed."""

from bisect import bisect_right
from dataclasses import dataclass

from simulator.scenario.days.opening import opening_of, own_hours
from simulator.scenario.nouns import Scenario


@dataclass(frozen=True)
class AdmissionTerms:
    """Of one type. Times in seconds; a stretch of hours goes from ``from_s[i]`` to ``to_s[i]``, in order."""

    from_s: tuple[float, ...] | None
    """None: whenever the center is open."""
    to_s: tuple[float, ...]
    own: tuple[tuple[float, float], ...] | None
    """The type's own hours, from and to, whether or not the center is open then; None where it has none."""
    when_closed: str
    """Of who comes outside: ``refuse``, ``voicemail``, ``wait`` or ``redirect``."""
    redirect_to: int | None
    """The type they become where ``when_closed`` is ``redirect``."""
    at_close: str
    """Of who waits at the end of hours: ``serve_out``, ``clear`` or ``keep``."""

    def open_by_itself(self, time_s: float) -> bool:
        """Return whether the type's own hours, if it has any, say that it is open."""
        return self.own is None or any(from_s <= time_s < to_s for from_s, to_s in self.own)

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
