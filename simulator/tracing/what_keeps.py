"""What keeps agents with room in hand from a contact that they may take by its steps: a gate, or a reservation."""

from simulator.tracing.playback import Playback
from simulator.tracing.reasons import Reason


def what_keeps(play: Playback, row: int, group: int, time_s: float) -> Reason:
    """Return what keeps the agents of a group from a contact that waits, though they have room for it.

    It is known that something does. While the center is open it is a gate where there is one, or else others for whom
    agents are kept free; after closing the contact keeps its place.
    """
    type_, read = play.number("type", row), play.tables.read
    if read is not None and play.is_open_at(time_s):
        if read.gates[group][type_] is not None:
            return Reason.GATE
        if any(priority < read.priorities[group][type_] for _, priority in read.reserves[group]):
            return Reason.KEEP_FREE
    return Reason.KEEP_FREE if play.keeps_at(time_s)[type_][group] > 0 else Reason.KEEPS_PLACE
