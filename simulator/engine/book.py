"""The book: what the engine writes down while it runs, column by column.

Contacts are rows. First contacts have their rows from the beginning; contacts born inside are appended. Legs are
written when an interval ends. Typed arrays keep a million contacts small; nothing here decides anything.
"""

from array import array
from math import nan

from simulator.demand.workload import Workload
from simulator.log import EndedBy


class Book:
    """The columns of one day. Times are seconds; a leg with an agent is talk and the wrap-up behind it."""

    __slots__ = (
        "agent_leg_agent",
        "agent_leg_from_s",
        "agent_leg_row",
        "agent_leg_talk_to_s",
        "agent_leg_to_s",
        "answered_s",
        "arrived_s",
        "closed_s",
        "ended_by",
        "ended_s",
        "patience_s",
        "queue_leg_from_s",
        "queue_leg_row",
        "queue_leg_to_s",
        "queued_s",
        "talk_s",
        "type",
        "wrap_up_s",
    )

    def __init__(self, workload: Workload) -> None:
        cases = len(workload)
        self.arrived_s: list[float] = workload.arrived_s.tolist()
        self.type: list[int] = workload.type.tolist()
        self.talk_s: list[float] = workload.talk_s.tolist()
        self.wrap_up_s: list[float] = workload.wrap_up_s.tolist()
        self.patience_s: list[float] = workload.patience_s.tolist()
        self.queued_s: list[float] = self.arrived_s.copy()
        """A contact enters the queue, if only for an instant, when it arrives; NaN for the blocked."""
        self.answered_s: list[float] = [nan] * cases
        self.ended_s: list[float] = [nan] * cases
        self.closed_s: list[float] = [nan] * cases
        self.ended_by = bytearray(cases)
        self.queue_leg_row = array("q")
        self.queue_leg_from_s = array("d")
        self.queue_leg_to_s = array("d")
        self.agent_leg_row = array("q")
        self.agent_leg_agent = array("i")
        self.agent_leg_from_s = array("d")
        self.agent_leg_talk_to_s = array("d")
        self.agent_leg_to_s = array("d")

    def block(self, row: int, now_s: float) -> None:
        """Note that ``row`` was turned away; it never queued."""
        self.queued_s[row] = nan
        self.ended_s[row] = now_s
        self.ended_by[row] = EndedBy.BLOCKED

    def leave_queue(self, row: int, now_s: float) -> None:
        """Note the end of ``row``'s interval in the queue."""
        self.queue_leg_row.append(row)
        self.queue_leg_from_s.append(self.queued_s[row])
        self.queue_leg_to_s.append(now_s)

    def end_waiting(self, row: int, now_s: float, ended_by: EndedBy) -> None:
        """Note that ``row`` ended while it waited."""
        self.leave_queue(row, now_s)
        self.ended_s[row] = now_s
        self.ended_by[row] = ended_by

    def close(self, row: int, agent: int, now_s: float) -> None:
        """Note that ``agent`` has done everything for ``row``, wrap-up included."""
        answered_s = self.answered_s[row]
        talk_to_s = answered_s + self.talk_s[row]
        self.ended_s[row] = talk_to_s
        self.closed_s[row] = now_s
        self.ended_by[row] = EndedBy.AGENT
        self.agent_leg_row.append(row)
        self.agent_leg_agent.append(agent)
        self.agent_leg_from_s.append(answered_s)
        self.agent_leg_talk_to_s.append(talk_to_s)
        self.agent_leg_to_s.append(now_s)
