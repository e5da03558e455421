"""Follow-ups by which many come again while nobody takes them and are told so: a delay that does not fit the hours.

How many do is reckoned from all contacts of the types that the rule is of, as they are worked on, whatever their end:
what matters is the time of the day at which they come again.
"""

from collections.abc import Iterator

import numpy as np

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import FollowUp
from simulator.scenario.rules.whom import listed_by
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.work.by_piece import Works
from simulator.work.features.at_the_door import REFUSED, DoorsByPiece
from simulator.work.features.night_doors import at_night
from simulator.work.features.who_comes import handle_means
from simulator.work.landing import landed
from simulator.work.nights import whole_time
from simulator.work.stage import EVERYBODY
from simulator.work.timeline import Mask

MANY_REFUSED = 0.2
"""Of those who come again: fewer who do so after closing are what every center has."""
_AT_DOORS = {"refused", "voicemail"}


def often_refused(works: Works, tree: Mapping, doors: DoorsByPiece) -> Iterator[Problem]:
    """Yield the follow-ups by which many come again only to be refused; by places in ``tree``."""
    for name, rule in works.coming.timeline.scenario.follow_ups.items():
        come, refused, types = 0.0, 0.0, dict[str, None]()
        for of, to in _ways(works, rule):
            here = _refused(works, doors, rule, of, to)
            come, refused = come + here[0], refused + here[1]
            # Where nothing else is said they come again as what they were first, which a type without a source is not.
            is_first = rule.come.type or works.coming.timeline.scenario.contact_types[to].from_
            types |= dict.fromkeys([to] if here[1] and is_first else [])
        if refused > MANY_REFUSED * come:
            closed = f"{' and '.join(types)} {'are' if len(types) > 1 else 'is'} closed" if types else "it is closed"
            what = f"about {refused / come:.0%} of repeat contacts arrive while {closed} and are refused."
            hint = "Choose another outcome with when_closed, such as wait, or another 'after'."
            yield problem(key_mark(tree, "follow_ups", name), dotted("follow_ups", name), what, hint)


def _ways(works: Works, rule: FollowUp) -> Iterator[tuple[str, str]]:
    """Yield of which type contacts end, and as which type they come again."""
    # Who was turned away at a closed door ends at other times than all the others.
    if any(rule.share) and (rule.when.ended is None or not _AT_DOORS.issuperset(rule.when.ended)):
        for of in listed_by(rule.of, works.coming.timeline.scenario):
            yield of, rule.come.type or of


def _refused(works: Works, doors: DoorsByPiece, rule: FollowUp, of: str, to: str) -> tuple[float, float]:
    """Return how many would come again before the end, if all contacts did, and how many of them are refused."""
    timeline = works.coming.timeline
    row = timeline.types.index(of)
    starts = works.coming.worked.contacts[row].copy()
    starts[: works.first_piece] = 0.0
    handle_s, wrap_up_s = handle_means(timeline, EVERYBODY)
    busy_s = handle_s[row] - wrap_up_s[row]
    time = whole_time(timeline)
    found = landed(time, time.column(starts), time.column(np.where(np.isfinite(busy_s), busy_s, 0.0)), rule.after)
    inside = float(found.inside[_closed(timeline.types, doors, to)].sum())
    outside = at_night(timeline, to, found.at_night).turned_away.get(REFUSED, np.zeros(1))
    return float(starts.sum()) - found.late, inside + float(outside.sum())


def _closed(types: tuple[str, ...], doors: DoorsByPiece, name: str) -> Mask:
    """Return where a type, and all that its contacts become then, are closed and refuse."""
    door, closed = doors.openings[name], doors.closed[types.index(name)]
    if door.redirect_to is not None:
        here: Mask = closed & _closed(types, doors, door.redirect_to)
        return here
    return closed if door.when_closed == REFUSED else np.zeros_like(closed)
