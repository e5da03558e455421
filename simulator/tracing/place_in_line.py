"""Where a contact stands that waits: its place, and the order in which its type and segment put it."""

from simulator.engine.record import SeenContact
from simulator.tracing.contact_keys import PlaceInLine, contact_rule_of
from simulator.tracing.conversations_seen import handed_over_by
from simulator.tracing.playback import Playback
from simulator.tracing.waiting_state import terms_at
from simulator.units import GRID_PER_S


def place_in_line(play: Playback, row: int, time_s: float, seen: SeenContact | None = None) -> PlaceInLine:
    """Return where a contact stands at an instant; ``seen`` is what the engine saw of it then, if it did."""
    order, target_s = terms_at(play, row, time_s).order, play.tables.targets_s[play.number("type", row)]
    head_start_s = order.age_credit_s - (target_s if play.tables.contact_rule == "due_time" else 0.0)
    compared_s = play.place_at(row, time_s) if seen is None else seen.place_s
    place_s = play.time("place_s", row) if compared_s is None else compared_s + head_start_s
    if seen is None and (again_s := _again_s(play, row, time_s)) is not None:
        place_s = _place_again_s(play, row, again_s)
    return PlaceInLine(contact_rule_of(play.tables), order, target_s, place_s, time_s)


def _again_s(play: Playback, row: int, time_s: float) -> float | None:
    """Return since when a conversation that was handed over waits again at an instant; None where it does not."""
    if not play.log.hand_overs:
        return None
    since_s = play.wait_of(row, time_s)
    return None if since_s is None or handed_over_by(play, row, since_s) is None else since_s


def _place_again_s(play: Playback, row: int, since_s: float) -> float:
    """Return the place at which a conversation stands that waits again since an instant, as its channel says."""
    place = _place_of(play, row)
    if place != "front":
        return play.time("place_s", row) if place == "kept" else since_s
    type_, others = play.number("type", row), []
    for one in play.waits_between(since_s, since_s + 1 / GRID_PER_S):
        in_front = _again_s(play, one.contact, since_s) is not None and _place_of(play, one.contact) == "front"
        if one.contact != row and play.number("type", one.contact) == type_ and not in_front:
            others.append(place_in_line(play, one.contact, since_s).place_s)
    return min(others) - 1 / GRID_PER_S if others else since_s


def _place_of(play: Playback, row: int) -> str:
    slots = play.tables.channels.slots[play.number("channel", row)]
    return "" if slots is None or slots.by_replies is None else slots.by_replies.at_end.place
