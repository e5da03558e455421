"""Any agent: the rules that leave the choice among free agents to chance.

Chance is the contact's own: drawn by its case's key for its attempt, its hop, and how often it looked for an agent
there before, so that no choice moves another, and strategies have them in common.
"""

from collections.abc import Sequence

from simulator.demand.draws import Purpose
from simulator.demand.later import ordinal_of
from simulator.engine.book import Book
from simulator.engine.flows import Looking
from simulator.routing.candidates import WithRoom
from simulator.routing.longest_idle import LongestIdle
from simulator.routing.protocol import AgentRule, AgentT, FreeGroup
from simulator.routing.random_agent import random_agent, random_group, random_of

_AGENT = int(Purpose.AGENT)


class Looks(Looking):
    """Who looks for an agent at the moment, and how often each contact has, at its hop."""

    __slots__ = ("_book", "_looks", "_row")

    def __init__(self, book: Book) -> None:
        self._book = book
        self._row = -1
        self._looks = book.looks
        """By row and passes: how often it looked before the last time."""

    def look(self, row: int) -> None:
        """Contact ``row`` looks for an agent once more."""
        self._row = row
        name = (row, self._book.passes.get(row, 0))
        self._looks[name] = self._looks.get(name, -1) + 1

    def uniform(self) -> float:
        """Return the uniform of whoever looks."""
        book, row = self._book, self._row
        looks = self._looks[row, book.passes.get(row, 0)]
        ordinal = ordinal_of(book.attempt_of(row), book.hops_of(row), looks)
        return book.firsts.uniform(book.case_of(row), _AGENT, ordinal)


class AnyAgent(AgentRule):
    """Any idle agent, each as likely as the others; a pool always keeps so many others idle."""

    __slots__ = ("_keeps", "_looks")

    def __init__(self, looks: Looks, keeps: Sequence[int]) -> None:
        self._looks, self._keeps = looks, keeps

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return an agent of ``groups``, or None."""
        able = _not_kept(groups, self._keeps)
        return random_agent(able, self._looks.uniform()) if able else None


class AnyPool(AgentRule):
    """The agent idle longest of any pool that has one to give, each pool as likely as the others."""

    __slots__ = ("_keeps", "_looks")

    def __init__(self, looks: Looks, keeps: Sequence[int]) -> None:
        self._looks, self._keeps = looks, keeps

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return an agent of ``groups``, or None."""
        able = _not_kept(groups, self._keeps)
        return random_group(able, self._looks.uniform()) if able else None


class AnyGroup(AgentRule):
    """The same where groups have several pools: each group as likely as the others."""

    __slots__ = ("_group_of", "_keeps", "_longest", "_looks")

    def __init__(self, looks: Looks, keeps: Sequence[int], group_of: Sequence[int]) -> None:
        self._looks, self._keeps = looks, keeps
        self._group_of = group_of
        """By pool."""
        self._longest = LongestIdle()

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return an agent of ``groups``, or None."""
        able = _not_kept(groups, self._keeps)
        if not able:
            return None
        there = sorted({self._group_of[pool.number] for pool in able})
        group = there[int(self._looks.uniform() * len(there))]
        return self._longest.choose([pool for pool in able if self._group_of[pool.number] == group])


class AnyWithRoom(AgentRule):
    """Any agent in whose hand a contact of a channel fits; with nothing in hand only while a pool has others left."""

    __slots__ = ("_candidates", "_looks")

    def __init__(self, looks: Looks, channel: int, keeps: Sequence[int]) -> None:
        self._looks, self._candidates = looks, WithRoom(channel, keeps)

    def choose(self, groups: Sequence[FreeGroup[AgentT]]) -> AgentT | None:
        """Return an agent of ``groups``, or None."""
        able = self._candidates.of(groups)
        return random_of(able, self._looks.uniform()) if able else None


def _not_kept(groups: Sequence[FreeGroup[AgentT]], keeps: Sequence[int]) -> list[FreeGroup[AgentT]]:
    return [group for group in groups if len(group.idle) > keeps[group.number]]
