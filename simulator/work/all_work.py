"""The work of a scenario: all contributions in their order, round after round, until nobody comes again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from simulator.scenario.nouns import Scenario
from simulator.work.features.at_the_door import AtTheDoor
from simulator.work.features.who_comes import WhoComes
from simulator.work.flow import Contribution, Notes, Round, Said, Traffic, added
from simulator.work.timeline import Columns, Timeline, timeline_of

WORK: tuple[Contribution, ...] = (WhoComes(), AtTheDoor())
"""All features that bring, move or spare work, in the order in which a contact meets them."""

ENOUGH = 1e-12
"""When less than this share of all contacts comes again, nobody does."""
ROUNDS_MAX = 10_000
"""A share of 99.7 % that comes again at once takes so many; who comes again for ever never ends."""


@dataclass(frozen=True)
class Work:
    """What is worked on, where and when, and what the contributions noted."""

    timeline: Timeline
    came: Columns
    """Contacts that come by themselves, shape (types, pieces), whatever becomes of them."""
    worked: Traffic
    piled_up: Traffic
    """Part of it: contacts that came earlier and all stand there when their piece begins."""
    notes: Mapping[str, Notes]
    """By contribution."""
    said_by: tuple[Contribution, ...]

    def said(self, day: int) -> tuple[Said, ...]:
        """Return in words what the contributions did on the day number ``day`` of those on the timeline."""
        return tuple(
            one for each in self.said_by for one in each.say(self.timeline, day, self.notes.get(each.name, {}))
        )


def work_of(scenario: Scenario, truth: bool = True, contributions: Sequence[Contribution] = WORK) -> Work:
    """Return the work of a scenario on all its days, as it comes or, with ``truth`` False, as planning expects it.

    Raises ScenarioError when a file of the past cannot be used.
    """
    timeline = timeline_of(scenario, tuple(time_s for each in contributions for time_s in each.cuts_s(scenario)))
    nothing = Traffic.nothing(timeline)
    came, worked, piled_up, coming = nothing.contacts, nothing, nothing, nothing
    notes: dict[str, Notes] = {}
    for number in range(ROUNDS_MAX):
        one = Round.beginning(number, timeline, coming)
        for each in contributions:
            # What is noted is kept by contribution.
            one = each(timeline, replace(one, notes={}), truth)
            notes[each.name] = added(notes.get(each.name, {}), one.notes)
        came, worked, piled_up = came + one.came, worked + one.on_its_way, piled_up + one.piled_up
        coming = one.again
        if not coming.contacts.sum() > ENOUGH * worked.contacts.sum():
            return Work(timeline, came, worked, piled_up, notes, tuple(contributions))
    raise AssertionError("a scenario in which everybody comes again for ever is refused when it is read")
