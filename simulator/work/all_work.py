"""The work of a scenario: all contributions in their order, round after round, until nobody comes again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from simulator.errors import Problem, ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.work.features.at_the_door import AtTheDoor
from simulator.work.features.follow_ups import FollowUps
from simulator.work.features.transfers import Transfers
from simulator.work.features.who_comes import WhoComes
from simulator.work.flow import Beginning, Contribution, Notes, Round, Said, Traffic, added
from simulator.work.on_top import on_top
from simulator.work.stage import first_stages
from simulator.work.thinking_held import ThinkingHeld, thinking_held
from simulator.work.timeline import Columns, Timeline, timeline_of

WORK: tuple[Contribution, ...] = (WhoComes(), AtTheDoor(), Transfers(), FollowUps())
"""All features that bring, move or spare work, in the order in which a contact meets them."""

ENOUGH = 1e-9
"""When less than this share of all who come by themselves comes again in a stage, nobody of it does.

Where a last share of q holds on, what is left out of a stage is at most this part / (1 − q) of all."""
ROUNDS_MAX = 10_000
"""A share of 99.7 % that comes again at once takes so many; who comes again for ever never ends."""


@dataclass(frozen=True)
class Work:
    """What is worked on, where and when, and what the contributions noted."""

    timeline: Timeline
    came: Columns
    """Contacts that come by themselves, shape (types, pieces), whatever becomes of them."""
    brought: Columns
    """Contacts that come otherwise: passed on as others, or come again."""
    worked: Traffic
    piled_up: Traffic
    """Part of it: contacts that came earlier and all stand there when their piece begins."""
    notes: Mapping[str, Notes]
    """By contribution."""
    said_by: tuple[Contribution, ...]

    @cached_property
    def held(self) -> ThinkingHeld:
        """Return for how long conversations are in hand while their customers think."""
        return thinking_held(self.timeline, self.worked.contacts)

    @cached_property
    def on_top(self) -> frozenset[str]:
        """Return the types to which more contacts may come than anybody knows before a run."""
        here = [name for name, row in zip(self.timeline.types, self.worked.contacts, strict=True) if row.any()]
        return on_top(self.timeline.scenario, here)

    def said(self, day: int) -> tuple[Said, ...]:
        """Return in words what the contributions did on the day number ``day`` of those on the timeline."""
        return tuple(
            one for each in self.said_by for one in each.say(self.timeline, day, self.notes.get(each.name, {}))
        )


def work_of(scenario: Scenario, truth: bool = True, contributions: Sequence[Contribution] = WORK) -> Work:
    """Return the work of a scenario on all its days, as it comes or, with ``truth`` False, as planning expects it.

    Raises ScenarioError when a file of the past cannot be used, or contacts go on for longer than anybody reckons.
    """
    timeline = timeline_of(scenario, tuple(time_s for each in contributions for time_s in each.cuts_s(scenario)))
    nothing = Traffic.nothing(timeline)
    came, brought, worked, piled_up = nothing.contacts, nothing.contacts, nothing, nothing
    notes: dict[str, Notes] = {}
    coming = dict.fromkeys(first_stages(scenario), Beginning(nothing))
    for number in range(ROUNDS_MAX):
        if not coming:
            return Work(timeline, came, brought, worked, piled_up, notes, tuple(contributions))
        # All stages of an attempt at once, and then all to which they lead; a further attempt when this one is over.
        now = min(stage.attempt for stage in coming)
        there = {stage: some for stage, some in coming.items() if stage.attempt == now}
        coming = {stage: some for stage, some in coming.items() if stage.attempt > now}
        for stage in sorted(there, key=lambda one: one.order):
            one = Round.beginning(timeline, there[stage], stage, is_first=number == 0)
            is_brought = not (stage.waits_again or stage.redirected)
            brought = brought + one.on_its_way.contacts if is_brought else brought
            for each in contributions:
                # What is noted is kept by contribution.
                one = each(timeline, replace(one, notes={}), truth)
                notes[each.name] = added(notes.get(each.name, {}), one.notes)
            came, worked, piled_up = came + one.came, worked + _worked(one), piled_up + one.piled_up
            for to, more in one.again.items():
                coming[to] = coming[to] + more if to in coming else more
        nobody = ENOUGH * came.sum()
        coming = {stage: some for stage, some in coming.items() if some.contacts > nobody}
    what = f"contacts are still passed on or come again after {ROUNDS_MAX:,} times; a run might never end."
    raise ScenarioError((Problem(scenario.name, 0, 0, "transfers, follow_ups", what, "Write smaller last shares."),))


def _worked(one: Round) -> Traffic:
    """Return what is worked on of a round; who waits a second time is no further contact."""
    if not one.stage.waits_again:
        return one.on_its_way
    return replace(one.on_its_way, contacts=np.zeros_like(one.on_its_way.contacts))
