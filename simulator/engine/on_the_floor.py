"""Pools that are watched: they tell of whoever comes, goes, is free or is not, and keep agents from shut gates."""

from collections.abc import Sequence

from simulator.engine.floor import Agent, AgentPool, Lane, Lanes
from simulator.engine.reserving import Reserving
from simulator.engine.tables.hands import HandTerms
from simulator.engine.watched import Watched


class WatchedPool(AgentPool):
    """A pool that tells whoever reads what its agents do."""

    __slots__ = ("gated", "reserved", "reserving", "staff")

    def __init__(
        self,
        number: int,
        roster: Sequence[int],
        terms: HandTerms,
        lanes: Lanes,
        idles_on: bool,
        gated: bool,
        reserved: bool,
    ) -> None:
        self.staff = Watched()
        self.gated, self.reserved = gated, reserved
        """Whether some of its contacts stand behind a gate, or reserve agents."""
        self.reserving: Reserving | None = None
        """Who sees how many agents are reserved whenever that is read; None where it is known whenever it changes."""
        AgentPool.__init__(self, number, roster, terms, lanes, idles_on)

    def see_what_is_kept(self) -> None:
        """Look at the lanes once more, of which one may keep another number from now on."""
        AgentPool.see_what_is_kept(self)
        self.keeps = self.keeps or self.gated or self.reserved

    def lanes_for(self, agent: Agent, now_s: float) -> Lanes:
        """Return the queues ``agent``, who is freed, may take a contact from now."""
        if self.reserving is not None:
            self.reserving.refresh()
        return self._open_of(AgentPool.lanes_for(self, agent, now_s), now_s)

    def lanes_late(self, now_s: float) -> Lanes:
        """Return the queues whose contacts are served on although their hours are over."""
        return self._open_of(AgentPool.lanes_late(self, now_s), now_s)

    def _open_of(self, lanes: Lanes, now_s: float) -> Lanes:
        """Return those of ``lanes`` whose gate is open."""
        if not self.gated or self.closed_s is not None:
            return lanes
        return tuple([tuple([lane for lane in tier if _may_be_taken(lane, now_s)]) for tier in lanes])

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks; or send him home."""
        AgentPool.rest(self, agent)
        self.staff.tell()

    def changed(self) -> None:
        """What an agent whom no contact would find has in hand fills more or less of it than before."""
        self.staff.tell()

    def leave(self, agent: Agent, now_s: float, overtime_since_s: float) -> None:
        """Send ``agent``, who has nothing in hand and is nowhere looked for, off duty."""
        AgentPool.leave(self, agent, now_s, overtime_since_s)
        self.staff.tell()

    def call_in(self, now_s: float) -> Agent:
        """Return the agent with the lowest roster number off duty, logged in now."""
        agent = AgentPool.call_in(self, now_s)
        self.staff.tell()
        return agent

    def tell(self, agent: Agent, since_s: float) -> None:
        """Give ``agent`` the order to take nothing new and to leave with an empty hand, since an instant."""
        AgentPool.tell(self, agent, since_s)
        self.staff.tell()

    def let_stay(self, agent: Agent) -> None:
        """Take the order of ``agent`` back, or note that it was carried out."""
        AgentPool.let_stay(self, agent)
        self.staff.tell()


def _may_be_taken(lane: Lane, now_s: float) -> bool:
    return lane.gate is None or not lane.queue.length or lane.gate.is_open(now_s)
