"""Happenings in their order: by time, and within an instant by the decisions of the engine."""

from dataclasses import dataclass, field

from simulator.tracing.happenings import Happening, What
from simulator.tracing.playback import Playback


@dataclass(order=True)
class InOrder:
    """A happening and where it stands: by time, by the order of decisions."""

    time_s: float
    place: float
    happening: Happening = field(compare=False)


def happening(play: Playback, row: int, time_s: float, what: What, **more: object) -> Happening:
    """Return that something happened to a contact."""
    return Happening(time_s, play.clock(time_s), play.name_of(row), what, **more)  # type: ignore[arg-type]
