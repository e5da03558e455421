"""Contacts that somebody had in hand and that wait again as what they are, because nobody goes on with them."""

from simulator.engine.flows import Flow
from simulator.engine.record import Rule
from simulator.engine.while_waiting import StepsOfWaits, Waits


class WaitingAgain(Waits):
    """The center, as far as they are concerned."""

    __slots__ = ("_steps",)

    _steps: StepsOfWaits

    def leave_queue(self, row: int) -> None:
        """Take ``row``, which gives up or is sent away, out of its queue and off its line."""
        raise NotImplementedError

    def may_look(self, flow: Flow) -> bool:
        """Return whether a contact that does not arrive at an open center may look for an agent."""
        raise NotImplementedError

    def find_agent(self, row: int, flow: Flow, rule: Rule) -> bool:
        """Let ``row``, which may wait, look for a free agent, who takes it at once; return whether there was one."""
        raise NotImplementedError

    def wait_again(self, row: int) -> None:
        """Let ``row`` wait again from now on, in the queue to which it belongs."""
        flow = self.flows[self.book.queue[row]]
        flow.queue.put(row, self.agenda.now_s)
        if flow.following is not None:
            self._steps.plan(row, flow)

    def find_again(self, row: int) -> bool:
        """Let ``row`` look for a free agent, who takes it; return whether there is one."""
        flow = self.flows[self.book.queue[row]]
        return self.may_look(flow) and self.find_agent(row, flow, Rule.TAKEN_OVER)

    def end_again(self, row: int, how: int, rule: Rule, skill: int) -> None:
        """Write that ``row``, which nobody has any more and which may wait again, ends now."""
        flow = self.flows[self.book.queue[row]]
        if self.book.waiting[row]:
            self.leave_queue(row)
        elif flow.trunk is not None:
            flow.trunk.give_back()
        self.end_without_agent(row, how, rule, (), skill)
