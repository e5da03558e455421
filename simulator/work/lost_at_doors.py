"""What becomes of those who come while their type is closed, by the type for which they came; and where many are lost.

It is the door of all work (`work/features/at_the_door.py`) that is asked, once for each type with nobody else on the
way. As contributions are linear, the answers add up to what all of them together meet.
"""

from collections.abc import Iterator
from typing import NamedTuple

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.work.all_work import Work
from simulator.work.by_piece import Works
from simulator.work.features.at_the_door import NEVER, REFUSED, VOICEMAIL, DoorsByPiece, past_the_doors
from simulator.work.features.who_comes import of_types
from simulator.work.flow import Beginning, Round

MANY_OUTSIDE = 0.05
"""Of a type's contacts: fewer who come outside its hours are what every center has."""


class AtDoors(NamedTuple):
    """How many come to a type by themselves, and what becomes of those who meet a closed door."""

    type: str
    came: float
    refused: float
    """By this door, or by that of a type to which it redirects."""
    voicemail: float
    in_vain: float
    """They wait after the last opening that there is."""


def at_doors(work: Work, doors: DoorsByPiece, first: int = 0) -> Iterator[AtDoors]:
    """Yield what becomes of those who come, from the piece ``first`` on, to each type that is ever closed."""
    timeline = work.timeline
    for row, name in enumerate(timeline.types):
        came = work.came[row, first:]
        if not (doors.closed[row].any() and came.any()):
            continue
        alone = timeline.nothing()
        alone[row, first:] = came
        one = past_the_doors(timeline, Round.beginning(timeline, Beginning(of_types(timeline, alone))), doors)
        found = dict.fromkeys((REFUSED, VOICEMAIL, NEVER), 0.0)
        for note, column in one.notes.items():
            if note.what in found:
                found[note.what] += float(column.sum())
        yield AtDoors(name, float(came.sum()), found[REFUSED], found[VOICEMAIL], found[NEVER])


def many_lost(works: Works, tree: Mapping, doors: DoorsByPiece) -> Iterator[Problem]:
    """Yield the types of which many are refused or wait for an opening that is not simulated; by places in ``tree``."""
    for one in at_doors(works.coming, doors, works.first_piece):
        what = hint = ""
        if one.refused > MANY_OUTSIDE * one.came:
            about = f"about {one.refused / one.came:.0%} of its contacts come"
            what = f"{about} outside {_whose(doors, one.type)} and are refused."
            hint = "Choose another outcome with when_closed."
        elif one.in_vain > MANY_OUTSIDE * one.came:
            about = f"about {one.in_vain / one.came:.0%} of its contacts come"
            what = f"{about} after its last hours: they wait for an opening that is not simulated and stay open."
            hint = "Simulate more days, or choose another when_closed."
        if what:
            yield problem(key_mark(tree, "contact_types", one.type), dotted("contact_types", one.type), what, hint)


def _whose(doors: DoorsByPiece, name: str) -> str:
    """Name the hours outside which somebody is refused: the type's own, and those of whom its contacts become."""
    found, there = ["its hours"], doors.openings[name]
    while there.stretches is not None and there.redirect_to is not None:
        found.append(f"those of {there.redirect_to}")
        there = doors.openings[there.redirect_to]
    return " and ".join(found)
