"""In which of the engine's queues a contact waits at an instant: where its wait and the rules that applied have led.

Worked out from the decisions: every time at which a rule widened or raised a contact is one.
"""

from simulator.engine.record import Rule
from simulator.engine.tables.eligibility import QueueTerms
from simulator.tracing.playback import Playback

_CHANGES = (Rule.WIDENED, Rule.RAISED)


def queue_at(play: Playback, row: int, time_s: float, since_s: float) -> int:
    """Return the number of the queue of a contact that waits ``since_s``, whomever it may have been passed to alone.

    What rules changed before this wait stays so, and comes before its steps.
    """
    eligibility = play.tables.eligibility
    queue = eligibility.queue_of(play.number("type", row), play.number("segment", row))
    applied = [play.decisions[place] for place in play.about.get(row, ())]
    changes = [(one.time_s, one.candidates[0]) for one in applied if one.rule in _CHANGES and one.time_s <= time_s]
    while True:
        following = eligibility.next_of(queue)
        next_s = None if following is None else since_s + following[0]
        if changes and (next_s is None or changes[0][0] < next_s):
            _, rule = changes.pop(0)
            into = play.tables.overflow.rules[rule].into[queue]
            queue = into if into >= 0 else queue
        elif following is not None and next_s is not None and next_s <= time_s:
            queue = following[1]
        else:
            return queue


def terms_at(play: Playback, row: int, time_s: float) -> QueueTerms:
    """Return the terms of the queue in which a contact waits, or which it would join."""
    since_s = play.wait_of(row, time_s)
    return play.tables.eligibility.queues[queue_at(play, row, time_s, time_s if since_s is None else since_s)]
