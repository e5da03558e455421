"""Where a contact stands that waits: its place, and the order in which its type and segment put it."""

from simulator.engine.record import SeenContact
from simulator.tracing.contact_keys import PlaceInLine, contact_rule_of
from simulator.tracing.playback import Playback
from simulator.tracing.waiting_state import terms_at


def place_in_line(play: Playback, row: int, time_s: float, seen: SeenContact | None = None) -> PlaceInLine:
    """Return where a contact stands at an instant; ``seen`` is what the engine saw of it then, if it did."""
    order, target_s = terms_at(play, row, time_s).order, play.tables.targets_s[play.number("type", row)]
    head_start_s = order.age_credit_s - (target_s if play.tables.contact_rule == "due_time" else 0.0)
    compared_s = play.place_at(row, time_s) if seen is None else seen.place_s
    place_s = play.time("place_s", row) if compared_s is None else compared_s + head_start_s
    return PlaceInLine(contact_rule_of(play.tables), order, target_s, place_s, time_s)
