"""Lines: of a channel, of a type, or one of each; as a number or by how many agents are there.

A contact holds its lines from arrival to the end of the talk. When there are fewer of them than are in use, because
agents have left, nobody loses one: nobody else gets one until there are enough again.
"""

from simulator.engine.floor import AgentPool
from simulator.engine.limits import is_one_too_many
from simulator.engine.staff_counts import on_duty


class Trunk:
    """Lines, whoever counts them."""

    __slots__ = ()

    def is_busy(self) -> bool:
        """Return whether no line is free."""
        raise NotImplementedError

    def take(self) -> bool:
        """Take a line, if one is free; return whether one was."""
        raise NotImplementedError

    def give_back(self) -> None:
        """Let a line be free again."""
        raise NotImplementedError


class PlainTrunk(Trunk):
    """So many lines."""

    __slots__ = ("in_use", "lines")

    def __init__(self, lines: int) -> None:
        self.lines = lines
        self.in_use = 0

    def is_busy(self) -> bool:
        """Return whether no line is free."""
        return self.in_use >= self.lines

    def take(self) -> bool:
        """Take a line, if one is free; return whether one was."""
        if self.is_busy():
            return False
        self.in_use += 1
        return True

    def give_back(self) -> None:
        """Let a line be free again."""
        self.in_use -= 1


class StaffedTrunk(PlainTrunk):
    """So many lines in ``per`` for each agent on duty in ``pools``."""

    __slots__ = ("_per", "_pools")

    def __init__(self, lines: int, per: int, pools: list[AgentPool]) -> None:
        PlainTrunk.__init__(self, lines)
        self._per, self._pools = per, pools

    def is_busy(self) -> bool:
        """Return whether no line is free, as things stand."""
        return is_one_too_many(self.in_use, self.lines, self._per, on_duty(self._pools))


class TrunkPair(Trunk):
    """The lines of a type and those of its channel, where both are counted: a contact holds one of each."""

    __slots__ = ("_channel", "_type")

    def __init__(self, type: Trunk, channel: Trunk) -> None:
        self._type, self._channel = type, channel

    def is_busy(self) -> bool:
        """Return whether no line is free, of one or the other."""
        return self._type.is_busy() or self._channel.is_busy()

    def take(self) -> bool:
        """Take a line of each, if one of each is free; return whether they were."""
        if self._channel.is_busy() or not self._type.take():
            return False
        return self._channel.take()

    def give_back(self) -> None:
        """Let a line of each be free again."""
        self._type.give_back()
        self._channel.give_back()


def both(type_: Trunk | None, channel: Trunk | None) -> Trunk | None:
    """Return the lines that a contact needs, of its type and of its channel; None where neither are counted."""
    if type_ is None:
        return channel
    return type_ if channel is None else TrunkPair(type_, channel)
