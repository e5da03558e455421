"""Pools of a group whose people have different skills: what is kept free of the group is kept by all of them together.

Whoever is kept from a contact may take it when somebody else of the group has nothing in hand, be it in another pool,
who cannot take it themselves: then all look again.
"""

from collections.abc import Sequence
from math import inf

from simulator.engine.floor import Agent, AgentPool, Lanes
from simulator.engine.shift_pool import ShiftPool
from simulator.engine.states import AWAY, OFF
from simulator.engine.tables.hands import HandTerms
from simulator.engine.waking import Sleeper, Waking
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup


class MixedPool(ShiftPool):
    """One of several pools of a group."""

    __slots__ = ("together",)

    together: "Together"

    def __init__(
        self,
        number: int,
        roster: Sequence[int],
        terms: HandTerms,
        lanes: Lanes,
        idles_on: bool,
        gated: bool,
        reserved: bool,
        group: int,
    ) -> None:
        ShiftPool.__init__(self, number, roster, terms, lanes, idles_on, gated, reserved)
        self.group = group
        for agent in self.members:
            agent.skill = group

    def with_nothing_in_hand(self) -> int:
        """Return how many of the group have nothing in hand; asked where that may keep somebody from a contact."""
        number = self.together.with_nothing_in_hand()
        self.together.keeps_with(number)
        return number

    def idle_in_group(self) -> int:
        """Return how many of the group have nothing in hand and found nothing."""
        return self.together.idle()

    def rest(self, agent: Agent) -> None:
        """Put ``agent``, who found nothing (more) to take, where the next contact looks; or send them home."""
        ShiftPool.rest(self, agent)
        if OFF < agent.duty < AWAY and not agent.used:
            self.together.has_rested()


class Together:
    """All pools of a group."""

    __slots__ = ("_kept_with", "_sleepers", "_waking", "pools")

    def __init__(self, pools: list[AgentPool], waking: Waking) -> None:
        self.pools, self._waking = pools, waking
        self._kept_with = inf
        """The fewest with nothing in hand with whom somebody may have been kept from a contact since all looked."""
        self._sleepers = [_MixedSleeper() for _ in pools]
        for pool in pools:
            assert isinstance(pool, MixedPool), "the group has several"
            pool.together = self

    def with_nothing_in_hand(self) -> int:
        """Return how many there are; those who were freed and not dispatched yet, too."""
        number = 0
        for pool in self.pools:
            number += AgentPool.with_nothing_in_hand(pool)
        return number

    def idle(self) -> int:
        """Return how many of them have found nothing."""
        number = 0
        for pool in self.pools:
            number += len(pool.idle)
        return number

    def keeps_with(self, number: int) -> None:
        """Somebody may be kept from a contact, as so many have nothing in hand."""
        self._kept_with = min(self._kept_with, number)

    def has_rested(self) -> None:
        """Somebody found nothing: let all look again if more have nothing in hand than when one of them was kept."""
        if self._kept_with < inf and self.with_nothing_in_hand() > self._kept_with:
            self._kept_with = inf
            for pool, sleeper in zip(self.pools, self._sleepers, strict=True):
                self._waking.ask(pool, sleeper)


class _MixedSleeper(Sleeper):
    """That too few of the group have nothing in hand, as what keeps agents from contacts."""

    __slots__ = ()

    def wake(self, now_s: float) -> bool:
        """Return whether agents may have to look again: they have been counted."""
        return True


class KeptTogether(AgentRule):
    """Another rule, before which it is seen how many each pool has to keep of what its group keeps."""

    __slots__ = ("_apart", "_kept", "_rule", "_together")

    def __init__(self, rule: AgentRule, kept: list[int], apart: list[int], together: list[Together]) -> None:
        self._rule, self._together = rule, together
        self._kept = kept
        """By pool: how many its group keeps, as things stand."""
        self._apart = apart
        """The same that the rule goes by: less those who are idle in other pools of the group."""

    def choose(self, groups: "tuple[FreeGroup[AgentT], ...]") -> AgentT | None:  # type: ignore[override]
        """Return an agent of ``groups``, or None."""
        kept, apart = self._kept, self._apart
        apart[:] = kept
        for together in self._together:
            idle = together.idle()
            for pool in together.pools:
                keep = kept[pool.number]
                if keep:
                    apart[pool.number] = max(0, keep - idle + len(pool.idle))
                    if idle <= keep:
                        together.keeps_with(idle)
        return self._rule.choose(groups)
