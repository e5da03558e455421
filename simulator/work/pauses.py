"""Pauses in conversations: for how long customers think by the clock, and for how much of it they fill a slot.

All in the mean, and without waits, which nobody knows before a run. A pause begins when a reply is sent and passes as
fast as the customer is awake; it ends with a message, or with `auto_close`, after which there is no other one. A
conversation is active in it until `inactive.after`.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from simulator.demand.awake import Awake
from simulator.demand.distributions import quantile
from simulator.scenario.nouns import Distribution, Scenario, in_force
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.conversation_replies import Replies
from simulator.units import DAY_S
from simulator.work.features.who_comes import kind_of
from simulator.work.stage import EVERYBODY
from simulator.work.timeline import Columns, Timeline

_POINTS = 256
"""So many equally likely pauses stand for all."""
_QUARTER_S = 900.0
_QUARTERS = DAY_S / _QUARTER_S
"""How finely it is looked at when in the day a pause begins."""
_ENOUGH = 1e-6
"""A smaller share of conversations has no further pause."""


class Pause(NamedTuple):
    """One pause or, added up, all pauses of a conversation, in the mean."""

    lasts_s: float
    active_s: float
    """For how long of it the conversation is active."""
    goes_on: float = 1.0
    """With which probability a message ends it."""


NO_PAUSE = Pause(0.0, 0.0)


@lru_cache(maxsize=32)
def pauses_by_piece(timeline: Timeline, segment: str | None = EVERYBODY) -> tuple[Columns, Columns]:
    """Return how long customers think in a conversation in all, and how much of it is active, by type and piece.

    The piece is the one in which it arrives. Types that are no conversations have zeros. Raises ScenarioError when a
    file of the past cannot be used.
    """
    lasts_s, active_s = timeline.nothing(), timeline.nothing()
    middle_s = (timeline.from_s + timeline.to_s) / 2
    for row, (name, one) in enumerate(timeline.scenario.contact_types.items()):
        kinds = [kind_of(one, segment)._replace(share=1.0)] if segment != EVERYBODY else one.kinds
        for kind in kinds:
            if kind.replies is not None and kind.share:
                mean = pauses_in(timeline.scenario, name, kind.replies)
                found = [mean(time_s) for time_s in middle_s.tolist()]
                lasts_s[row] += kind.share * np.array([each.lasts_s for each in found])
                active_s[row] += kind.share * np.array([each.active_s for each in found])
    return lasts_s, active_s


def pauses_in(scenario: Scenario, type_name: str, replies: Replies) -> Callable[[float], Pause]:
    """Return a function from the time at which a conversation of a type arrives to all its pauses, added up.

    Times are seconds since 00:00 of any day. Raises ScenarioError when a file of the past cannot be used.
    """
    channel = scenario.channels[scenario.contact_types[type_name].channel]
    assert isinstance(channel, ConversationChannel), "only there are pauses"
    further, slower = _further(replies), _is_slower(replies)
    each = {step_s: _of_one(channel, replies, law) for step_s, law in replies.thinking.items()}
    known: dict[tuple[float, float, float], Pause] = {}

    def mean(arrives_s: float) -> Pause:
        quarter = arrives_s // _QUARTER_S % _QUARTERS if slower else 0.0
        thinks, works = (in_force({at: at for at in steps}, arrives_s) for steps in (replies.thinking, replies.work))
        if (thinks, works, quarter) not in known:
            begins_s, work_s = (quarter + 0.5) * _QUARTER_S, replies.work[works].mean_s
            known[thinks, works, quarter] = _added(further, each[thinks], begins_s, work_s)
        return known[thinks, works, quarter]

    return mean


def _is_slower(replies: Replies) -> bool:
    """Return whether it matters when in the day a pause begins."""
    return any(share != 1.0 for share in replies.awake.values())


def _further(replies: Replies) -> list[float]:
    """Return the probability of a second reply, a third one …, as far as that is worth counting."""
    found, left = [], 1.0
    shares = replies.number.shares()
    for number in range(1, max(shares)):
        left -= shares.get(number, 0.0)
        if left < _ENOUGH:
            break
        found.append(left)
    return found


def _added(further: list[float], one: Callable[[float], Pause], begins_s: float, work_s: float) -> Pause:
    """Return all pauses, each of which begins when the reply behind the one before it has been worked on."""
    now_s, goes_on, lasts_s, active_s = begins_s + work_s, 1.0, 0.0, 0.0
    for share in further:
        pause = one(now_s)
        lasts_s += share * goes_on * pause.lasts_s
        active_s += share * goes_on * pause.active_s
        goes_on *= pause.goes_on
        now_s += pause.lasts_s + work_s
    return Pause(lasts_s, active_s, goes_on)


def _of_one(channel: ConversationChannel, replies: Replies, thinking: Distribution) -> Callable[[float], Pause]:
    """Return a function from when a pause begins to the pause."""
    points_s = quantile(thinking, (np.arange(_POINTS) + 0.5) / _POINTS)
    if points_s[0] == points_s[-1]:
        points_s = points_s[:1]
    closes_s = math.inf if channel.auto_close_s is None else channel.auto_close_s
    after_s = math.inf if channel.inactive is None else channel.inactive.after_s
    awake, fastest = Awake(replies.awake), max(replies.awake.values())
    # What equally likely points leave out of a long tail.
    tail_s = max(thinking.mean_s - float(points_s.mean()), 0.0) / fastest if len(points_s) > 1 else 0.0
    tails = [tail_s if math.isinf(end_s) else 0.0 for end_s in (closes_s, min(closes_s, after_s))]
    known, slower = dict[float, Pause](), _is_slower(replies)

    def pause(begins_s: float) -> Pause:
        quarter = begins_s // _QUARTER_S % _QUARTERS if slower else 0.0
        if quarter not in known:
            from_s = (quarter + 0.5) * _QUARTER_S
            passed_s = np.array([awake.until(from_s, point_s) - from_s for point_s in points_s.tolist()])
            lasts_s = np.minimum(passed_s, closes_s)
            known[quarter] = Pause(
                float(lasts_s.mean()) + tails[0],
                float(np.minimum(lasts_s, after_s).mean()) + tails[1],
                float((passed_s < closes_s).mean()),
            )
        return known[quarter]

    return pause
