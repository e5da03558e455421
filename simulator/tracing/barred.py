"""Why somebody may not take a contact: the questions that come before any comparison, in one list.

A rule that is new, and keeps a group or an agent from a contact, is a line in it. Traces ask them of groups and of
contacts that wait, routing tests of agents.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from functools import cached_property

from simulator.engine.record import SeenAgent
from simulator.log import SpanKind
from simulator.tracing.beside_waiting import room_beside
from simulator.tracing.instants import line_of, off_phone, on_duty_at, passed_to, reach_of, reached
from simulator.tracing.off_duty import channels_shut
from simulator.tracing.playback import Playback
from simulator.tracing.reasons import Reason


@dataclass(frozen=True)
class GroupAsked:
    """A contact that waits since ``since_s``, and a group that might take it."""

    play: Playback
    row: int
    group: int
    time_s: float
    since_s: float
    place: int | None = None
    """Of the decision; None: when the instant is over."""

    @cached_property
    def to(self) -> int | None:
        """Return the one group to which the contact was passed; None where others may take it as well."""
        return passed_to(self.play, self.row, self.time_s, self.place)

    @property
    def serves(self) -> bool:
        """Return whether the group serves the type."""
        return self.play.serves(self.row, self.group) is not None

    @cached_property
    def may(self) -> bool:
        """Return whether the group is among those that the contact has reached."""
        if self.to is not None:
            return self.to == self.group
        tiers = reached(self.play, self.row, self.time_s, self.since_s).tiers
        return any(self.group in tier for tier in tiers)

    @property
    def waits_for_group(self) -> bool:
        """Return whether the contact has not waited as long as the group is to wait."""
        serves = self.play.serves(self.row, self.group)
        return serves is not None and self.time_s - self.since_s < serves.after_s


@dataclass(frozen=True)
class AgentAsked:
    """A contact that waited when an agent of a group that may take it took another one."""

    asked: GroupAsked
    agent: SeenAgent
    is_late: bool
    """Whether the agent's duty has ended."""
    might: Set[int]
    """The contacts that stood first in the lines that the agent might take from."""

    @property
    def lacks_skill(self) -> bool:
        """Return whether the agent does not serve the type, though others of the group do."""
        return not self.asked.play.has_skill(self.agent.agent, self.asked.play.number("type", self.asked.row))

    @property
    def is_shut(self) -> bool:
        """Return whether the agent takes nothing new of the channel, because their shift ends soon."""
        return takes_none(self.asked.play, self.agent.agent, self.asked.row, self.asked.time_s)

    @property
    def is_behind(self) -> bool:
        """Return whether it stands in one of those lines."""
        play, time_s = self.asked.play, self.asked.time_s
        line = line_of(play, self.asked.row, time_s)
        return any(line_of(play, other, time_s) == line for other in self.might)

    @property
    def is_kept(self) -> bool:
        """Return whether the group keeps agents free from the type, or others may reserve them."""
        play, group = self.asked.play, self.asked.group
        type_, read = play.number("type", self.asked.row), play.tables.read
        if play.keeps_at(self.asked.time_s)[type_][group] > 0:
            return True
        is_open = play.is_open_at(self.asked.time_s)
        return (
            read is not None and is_open and any(one < read.priorities[group][type_] for _, one in read.reserves[group])
        )

    @property
    def has_gate(self) -> bool:
        """Return whether the group takes contacts of the type only while something holds."""
        play, read = self.asked.play, self.asked.play.tables.read
        if read is None or not play.is_open_at(self.asked.time_s):
            return False
        return read.gates[self.asked.group][play.number("type", self.asked.row)] is not None


OF_GROUPS: tuple[tuple[Reason, Callable[[GroupAsked], bool]], ...] = (
    (Reason.PASSED_TO, lambda one: one.to not in (None, one.group)),
    (Reason.SERVES, lambda one: not one.may and not one.serves),
    (Reason.AFTER, lambda one: not one.may and one.waits_for_group),
    (Reason.STEP, lambda one: not one.may),
)
"""What keeps a whole group from a contact; the first that holds is told."""
OF_AGENTS: tuple[tuple[Reason, Callable[[AgentAsked], bool]], ...] = (
    (Reason.SKILL, lambda one: one.lacks_skill),
    (Reason.BEHIND, lambda one: one.is_behind),
    (Reason.LEAVING, lambda one: one.is_late),
    (Reason.NO_NEW, lambda one: one.is_shut),
    (Reason.ROOM, lambda one: one.agent.idle_since_s is None),
    (Reason.GATE, lambda one: one.has_gate),
    (Reason.KEEP_FREE, lambda one: one.is_kept),
    (Reason.KEEPS_PLACE, lambda one: True),
)
"""What keeps an agent from a contact that the group may take, and that the engine did not show them."""


def why_not_group(asked: GroupAsked) -> Reason | None:
    """Return what keeps a group from a contact; None: it may take it now."""
    return next((reason for reason, holds in OF_GROUPS if holds(asked)), None)


def why_not(asked: AgentAsked) -> Reason:
    """Return why a contact that waits was none that an agent might take."""
    barred = why_not_group(asked.asked)
    return barred or next(reason for reason, holds in OF_AGENTS if holds(asked))


def takes_none(play: Playback, agent: int, row: int, time_s: float) -> bool:
    """Return whether an agent takes nothing new of a contact's channel at an instant, because their shift ends soon."""
    return play.number("channel", row) in channels_shut(play, time_s).get(agent, ())


def agents_there(play: Playback, time_s: float) -> list[int]:
    """Return who is on duty at an instant and not off the phone, by number."""
    now = play.at(time_s)
    return sorted({one.agent for one in now if one.kind is SpanKind.DUTY} - off_phone(now).keys())


def agents_barred(play: Playback, row: int, time_s: float, since_s: float) -> dict[int, Reason | None]:
    """Return what keeps each agent on duty from a contact that waits on when an instant is over; None: nothing."""
    there, (tiers, _) = on_duty_at(play, time_s), reach_of(play, row, time_s, since_s)
    rank_of = {group: rank for rank, tier in enumerate(tiers, 1) for group in tier}
    room = {one.agent: one for one in room_beside(play, play.number("type", row), there, rank_of, time_s)}
    barred = {one.agent: why_not_group(GroupAsked(play, row, one.group, time_s, since_s)) for one in there}
    type_ = play.number("type", row)
    skill = {agent: None if play.has_skill(agent, type_) else Reason.SKILL for agent in barred}
    shut = {agent: Reason.NO_NEW if takes_none(play, agent, row, time_s) else None for agent in barred}
    return {
        agent: why or skill[agent] or shut[agent] or _why_not_agent(room.get(agent)) for agent, why in barred.items()
    }


def _why_not_agent(seen: SeenAgent | None) -> Reason | None:
    if seen is None:
        return Reason.ROOM
    if not seen.is_kept:
        return None
    return Reason.GATE if seen.is_shut_out else Reason.KEEP_FREE
