"""Lines at an instant: how many are held, and of which a contact that came then would find none free."""

from collections.abc import Iterator

import numpy as np

from simulator.engine.limits import is_one_too_many
from simulator.engine.record import Rule
from simulator.engine.tables.limit_terms import LimitTerms
from simulator.log import Cause, SpanKind
from simulator.metrics.outcomes import floats
from simulator.tracing.fullness import planned_at, with_nobody
from simulator.tracing.playback import Playback
from simulator.tracing.silences_seen import is_through_s

NO_LINE = (Rule.NO_LINE, Rule.NO_TYPE_LINE)
"""By which contacts are blocked that find no line."""
_ON_LINE = (
    SpanKind.QUEUE, SpanKind.TALK, SpanKind.HOLD, SpanKind.READING, SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.PAUSED,
    SpanKind.INACTIVE, SpanKind.IN_VAIN,
)  # fmt: skip


def lines_missing(play: Playback, type_: int, time_s: float) -> LimitTerms | None:
    """Return the lines of which a contact of a type would find none free, its own first; None where it finds them."""
    limits, channel = play.tables.limits, play.tables.channels.of_type[type_]
    types = [play.number("type", row) for row in _on_line(play, time_s)]
    for limit in (limits.lines_of_type[type_], limits.lines_of_channel[channel]):
        if limit is not None:
            agents, count = planned_at(play, time_s), sum(kind in limit.types for kind in types)
            there = sum(agents[group] for group in limit.groups) if limit.groups else 1
            if is_one_too_many(count, limit.most, limit.per, there):
                return limit
    return None


def is_without_staff(play: Playback, rule: Rule, type_: int, time_s: float) -> bool:
    """Return whether a contact was blocked by ``rule`` because there are no lines with nobody on duty."""
    limits, channel = play.tables.limits, play.tables.channels.of_type[type_]
    limit = limits.lines_of_type[type_] if rule is Rule.NO_TYPE_LINE else limits.lines_of_channel[channel]
    return with_nobody(play, limit, time_s)


def _on_line(play: Playback, time_s: float) -> Iterator[int]:
    """Yield who holds lines: from the arrival to the end of the talk. Who became another contact holds none."""
    held = {one.contact for one in play.at(time_s) if one.kind in _ON_LINE}
    if play.log.hand_overs:
        # Parked, or nobody's, they keep their lines.
        rows = set(play.log.hand_overs["contact"][floats(play.log.hand_overs["at_s"]) <= time_s].tolist())
        through_s = is_through_s(play.log, np.array(sorted(rows), dtype=np.int64)).tolist()
        held |= {row for row, to_s in zip(sorted(rows), through_s, strict=True) if not to_s <= time_s}
    children = np.flatnonzero(play.log.contacts["cause"] == Cause.TRANSFER).tolist()
    passed = {play.number("parent", row) for row in children if play.time("arrived_s", row) <= time_s}
    yield from held - passed
