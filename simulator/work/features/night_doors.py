"""What becomes of contacts that come at night, while the whole center is closed: `when_closed` of their type says it.

Only who comes again comes then. Whoever is redirected meets the door of the other type at once; whoever waits stands
there when it opens; whoever is refused or leaves a voicemail is turned away at that time of the night, and is asked by
the follow-ups again.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from simulator.scenario.days.opening import opening_of
from simulator.work.features.at_the_door import NEVER, WAITS, doors_of, next_open
from simulator.work.nights import whole_time
from simulator.work.timeline import Columns, Timeline


class AtNight(NamedTuple):
    """What becomes of contacts that come while the center is closed."""

    type: str
    """The one whose door they meet."""
    redirects: int
    """How often they were redirected until then."""
    waiting: Columns
    """By the piece with which it opens."""
    turned_away: Mapping[str, Columns]
    """By the word for it, by watch; where nobody is there is nothing."""
    met: Mapping[str, Columns]
    """How many met what, in the last piece before."""


def at_night(timeline: Timeline, type_name: str, come: Columns) -> AtNight:
    """Return what becomes of those of a type who come at night; ``come`` is by watch."""
    scenario, time, redirects = timeline.scenario, whole_time(timeline), 0
    while (door := opening_of(scenario, type_name)).redirect_to is not None:
        type_name, redirects = door.redirect_to, redirects + 1
    nobody = np.zeros(len(timeline))
    if door.when_closed != WAITS:
        gone = {door.when_closed: come} if come.any() else {}
        met = {what: time.at_closing(column) for what, column in gone.items()}
        return AtNight(type_name, redirects, nobody, gone, met)
    opens = np.append(next_open(doors_of(timeline).closed[timeline.types.index(type_name)]), len(timeline))
    at = opens[time.before + 1]
    some = at < len(timeline)
    waiting = np.bincount(at[some], come[some], minlength=len(timeline)) + nobody
    met = {WAITS: time.at_closing(np.where(some, come, 0.0)), NEVER: time.at_closing(np.where(some, 0.0, come))}
    return AtNight(type_name, redirects, waiting, {}, met)
