"""Queue limits: how many may wait, of a type, of a channel or for a group, as a number or by how many are there."""

from simulator.engine.floor import AgentPool
from simulator.engine.queues import Queue
from simulator.engine.staff_counts import on_duty


def is_one_too_many(waiting: int, most: int, per: int, agents: int) -> bool:
    """Return whether one more is too many where ``most`` in ``per`` may wait for each agent; in whole numbers.

    What may wait is rounded down. A limit that is a number is one for 1 agent, with ``per`` 1.
    """
    return (waiting + 1) * per > most * agents


class WaitingLimit:
    """That no more than ``most`` may wait in some queues, or with ``pools`` so many in ``per`` for each agent there."""

    __slots__ = ("most", "per", "pools", "queues")

    def __init__(self, queues: list[Queue], most: int, per: int, pools: list[AgentPool]) -> None:
        self.queues = queues
        self.most, self.per = most, per
        self.pools = pools
        """Whose agents count; empty where the limit is a number."""

    def is_reached(self) -> bool:
        """Return whether one more would be too many."""
        waiting = 0
        for queue in self.queues:
            waiting += queue.length
        if not self.pools:
            return is_one_too_many(waiting, self.most, self.per, 1)
        return is_one_too_many(waiting, self.most, self.per, on_duty(self.pools))


class GroupsLimit(WaitingLimit):
    """The limits of all groups that may take a contact on arrival: one is too many when each has reached its own."""

    __slots__ = ("groups",)

    def __init__(self, groups: list[WaitingLimit]) -> None:
        WaitingLimit.__init__(self, [], 0, 1, [])
        self.groups = groups

    def is_reached(self) -> bool:
        """Return whether one more would be too many for all of them."""
        full = True
        for limit in self.groups:
            full = full and limit.is_reached()
        return full
