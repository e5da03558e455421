"""Conversations as they are stated and as they are drawn: how many replies they take, how much work and thinking.

Of each kind of customers who write; the times of single replies are told with the other durations.
"""

import math
from collections.abc import Iterator

import numpy as np

from simulator.describing.description import ConversationFound
from simulator.describing.drawn import NUMBER, Drawn
from simulator.describing.stated_durations import mean_is_doubted
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_replies import ReplyNumber


def conversations_found(scenario: Scenario, drawn: Drawn) -> tuple[ConversationFound, ...]:
    """Return how conversations go, of each kind of customers who write."""
    return tuple(_all(scenario, drawn))


def _all(scenario: Scenario, drawn: Drawn) -> Iterator[ConversationFound]:
    for name, one in scenario.contact_types.items():
        for kind in one.kinds:
            if (replies := kind.replies) is None:
                continue
            numbers = drawn.durations[name, kind.segment][NUMBER]
            stated = replies.number
            yield ConversationFound(
                name,
                kind.segment,
                len(stated.shares()) == 1,
                stated.mean_number,
                float(np.mean(numbers)) if len(numbers) else math.nan,
                tuple(replies.work_s_mean(time_s) for time_s in replies.work),
                tuple(replies.thinking_s_mean(time_s) for time_s in replies.thinking),
                any(speed < 1.0 for speed in replies.awake.values()),
                _doubt(stated, numbers),
            )


def _doubt(stated: ReplyNumber, numbers: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> str:
    mean = stated.mean_number
    sd = math.sqrt(math.fsum(share * (number - mean) ** 2 for number, share in stated.shares().items()))
    if len(numbers) < 2 or not mean_is_doubted(numbers, mean, sd):
        return ""
    return f"the mean of {len(numbers):,} draws is {np.mean(numbers):,.4g} replies, the stated mean is {mean:,.4g}."
