"""Which types have the fewest agents for their work, when work is spread as evenly as skills allow.

The work of a set of types can be done if, for it and for every set in it, those who may serve any of them are enough
(Hall's theorem). So the busiest agents are those of the set with the most work per agent who may serve it; they have no
time for others. Without them the next set is found in the same way, and so on: what comes out is how busy each group is
when nobody could be less busy unless somebody busier became busier still.
"""

from collections.abc import Mapping
from typing import NamedTuple

from simulator.work.load_nouns import ratio

Amounts = Mapping[str, float]
_ROUNDING = 1e-9


class Tight(NamedTuple):
    """A set of types, and all groups that may serve any of them and are not needed by a tighter set."""

    types: tuple[str, ...]
    groups: tuple[str, ...]
    work: float
    staff: float

    @property
    def occupancy(self) -> float:
        """Return work per agent; infinite when nobody is there."""
        return ratio(self.work, self.staff)


def tightest_first(work: Amounts, staff: Amounts, able: Mapping[str, tuple[str, ...]]) -> list[Tight]:
    """Return the sets of types in order of their work per agent, the tightest first.

    ``work`` in agents by type, ``staff`` in agents by group, ``able`` the groups that may serve each type. Types
    without work, and groups that serve none of the others, are in no set.
    """
    left = {name: amount for name, amount in work.items() if amount > 0}
    there = dict(staff)
    found = []
    while left:
        types = _tightest(left, there, able)
        groups = tuple(name for name in there if any(name in able[kind] for kind in types))
        # Who can be served by nobody else belongs to them, however little work that is.
        types = tuple(kind for kind in left if kind in types or not set(able[kind]) & there.keys() - set(groups))
        found.append(Tight(types, groups, _sum(left, types), _sum(there, groups)))
        left = {name: amount for name, amount in left.items() if name not in types}
        there = {name: amount for name, amount in there.items() if name not in groups}
    return found


def _tightest(work: Amounts, staff: Amounts, able: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the set of types with the most work per agent who may serve it.

    Beginning with all types: as long as they cannot all be served at that occupancy, those who are left over, and whom
    they share agents with, are a tighter set (Dinkelbach: On nonlinear fractional programming, Management Science 13,
    1967).
    """
    alone = tuple(kind for kind in work if not any(staff.get(name, 0.0) > 0 for name in able[kind]))
    if alone:
        return alone
    types = tuple(work)
    while True:
        groups = [name for name in staff if any(name in able[kind] for kind in types)]
        occupancy = _sum(work, types) / _sum(staff, groups)
        room = {name: staff[name] * occupancy for name in groups}
        tighter = _left_over({kind: work[kind] for kind in types}, room, able)
        if not tighter or len(tighter) == len(types):
            return types
        types = tighter


def _left_over(work: Amounts, room: Amounts, able: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the types of which something is left when as much as possible is served, and all whom they crowd.

    Work flows along augmenting paths (Ford and Fulkerson), the shortest first; types reached from what is left when no
    path ends in room any more are the side of a smallest cut.
    """
    flow = _Flow(
        left=dict(work),
        free=dict(room),
        into={kind: [name for name in able[kind] if name in room] for kind in work},
        served={name: {} for name in room},
        tiny=_ROUNDING * max(work.values()),
    )
    reached: dict[str, None] = {}
    for start in work:
        while flow.left[start] > flow.tiny:
            path, seen = _path_to_room(start, flow)
            if not path:
                reached |= dict.fromkeys(seen)
                break
            _push(path, start, flow)
    return tuple(kind for kind in work if kind in reached)


class _Flow(NamedTuple):
    """Work on its way to groups: what is left of each type, what room each group has, what it has taken of whom."""

    left: dict[str, float]
    free: dict[str, float]
    into: dict[str, list[str]]
    served: dict[str, dict[str, float]]
    tiny: float


Path = list[tuple[str, str]]


def _path_to_room(start: str, flow: _Flow) -> tuple[Path, list[str]]:
    """Return a shortest path of (type, group) to a group with room, its end first, and the types that were reached."""
    came: dict[str, tuple[str, str] | None] = {start: None}
    seen: set[str] = set()
    queue = [start]
    for kind in queue:
        for name in flow.into[kind]:
            if name in seen:
                continue
            seen.add(name)
            if flow.free[name] > flow.tiny:
                return _traced(came, kind, name), queue
            for other, amount in flow.served[name].items():
                if amount > flow.tiny and other not in came:
                    came[other] = (kind, name)
                    queue.append(other)
    return [], queue


def _traced(came: Mapping[str, tuple[str, str] | None], kind: str, name: str) -> Path:
    path = [(kind, name)]
    while (before := came[path[-1][0]]) is not None:
        path.append(before)
    return path


def _push(path: Path, start: str, flow: _Flow) -> None:
    """Let in as much of the first type's work as the path takes: each group on it passes some of another type on."""
    # A type gives up so much in the group through which it was reached, and has it in the next one.
    passed = [(path[place][0], path[place + 1][1]) for place in range(len(path) - 1)]
    amount = min([flow.left[start], flow.free[path[0][1]], *(flow.served[name][kind] for kind, name in passed)])
    flow.left[start] -= amount
    flow.free[path[0][1]] -= amount
    for kind, name in passed:
        flow.served[name][kind] -= amount
    for kind, name in path:
        flow.served[name][kind] = flow.served[name].get(kind, 0.0) + amount


def _sum(amounts: Amounts, names: "tuple[str, ...] | list[str]") -> float:
    return sum(amounts[name] for name in names)
