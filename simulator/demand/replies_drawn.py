"""What chance decides of conversations: how many replies there are, what each takes, what customers do between them.

All of it is drawn when it is needed, one at a time, from tables as everything that is born inside a run. The first
reply's work and the patience with it are those of the contact, which the workload has; those of later replies have the
same names and say which reply they belong to.
"""

from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

from simulator.demand.awake import Awake
from simulator.demand.draws import Purpose
from simulator.demand.hash_one import u
from simulator.demand.inverses import inverse_of
from simulator.scenario.nouns import CustomerKind, in_force
from simulator.scenario.nouns.conversation_replies import ReplyNumber

_LOOK = 40
"""As a look of `ordinal_of`: bits for attempts and hops."""

# To a running loop a plain number is several times as fast as a member of an enum.
_REPLIES, _TALK = int(Purpose.REPLIES), int(Purpose.TALK)
_THINKING, _PATIENCE = int(Purpose.THINKING), int(Purpose.PATIENCE)


def _of_reply(ordinal: int, number: int) -> int:
    """Return which of a case's draws belong to a reply: the first has those of its contact."""
    return ordinal + ((number - 1) << _LOOK)


class NumberOfReplies:
    """How many replies the agent gives in a conversation."""

    __slots__ = ("_numbers", "_upper")

    def __init__(self, numbers: tuple[int, ...], upper: tuple[float, ...]) -> None:
        self._numbers = numbers
        self._upper = upper
        """The probability of at most each of them but the last."""

    def at(self, uniform: float) -> int:
        """Return the number at a uniform."""
        return self._numbers[bisect_right(self._upper, uniform)]

    def drawn(self, key: int, ordinal: int) -> int:
        """Return the number that ``key`` draws; what is the same for everybody is not drawn."""
        return self._numbers[0] if len(self._numbers) == 1 else self.at(u(key, _REPLIES, ordinal))


def number_of_replies(number: ReplyNumber) -> NumberOfReplies:
    """Return how it is drawn."""
    return _of_shares(tuple(number.shares().items()))


@lru_cache(maxsize=256)
def _of_shares(shares: tuple[tuple[int, float], ...]) -> NumberOfReplies:
    numbers, probabilities = zip(*shares, strict=True)
    return NumberOfReplies(numbers, tuple(accumulate(probabilities))[:-1])


class RepliesDrawn:
    """What is drawn of the replies of customers who are alike and arrive at the same step of the day.

    ``ordinal`` is that of the contact among its case's draws (`ordinal_of`), ``number`` that of the reply: 2 and on.
    """

    __slots__ = ("_number", "_patience", "_thinking", "_work", "awake")

    def __init__(self, kind: CustomerKind, arrived_s: float) -> None:
        assert kind.replies is not None, "these customers converse"
        self._number = number_of_replies(kind.replies.number)
        self._work = inverse_of(in_force(kind.replies.work, arrived_s))
        self._thinking = inverse_of(in_force(kind.replies.thinking, arrived_s))
        self._patience = inverse_of(in_force(kind.replies.patience, arrived_s))
        self.awake = Awake(kind.replies.awake)
        """When customers write."""

    def replies(self, key: int, ordinal: int) -> int:
        """Return how many replies the agent gives in the conversation of a case."""
        return self._number.drawn(key, ordinal)

    def work_s(self, key: int, ordinal: int, number: int) -> float:
        """Return how long an agent works on a later reply."""
        return self._work.drawn(key, _TALK, _of_reply(ordinal, number))

    def thinking_s(self, key: int, ordinal: int, number: int) -> float:
        """Return how long the customer takes, when awake, to ask for a later reply."""
        return self._thinking.drawn(key, _THINKING, _of_reply(ordinal, number))

    def patience_s(self, key: int, ordinal: int, number: int) -> float:
        """Return how long the customer waits for a later reply; infinite when endless."""
        return self._patience.drawn(key, _PATIENCE, _of_reply(ordinal, number))
