"""What each agent is planned for, as facts of a log: the parts of shifts of people who are known one by one."""

import numpy as np

from simulator.engine.tables.by_person import PlannedShift
from simulator.log.planned import OnCallParts, PlannedParts


def planned_parts(by_person: tuple[PlannedShift, ...]) -> PlannedParts | None:
    """Return all parts of shifts; None where there are none.

    Where only shrinkage is known, nobody can say when somebody should be on the phone: such people are left out, and
    whoever is on call.
    """
    known = [one for one in by_person if one.shrinkage is None and one.shift.on_call is None]
    rows = [(one.agent, one.group, *part) for one in known for part in one.shift.parts]
    if not rows:
        return None
    agent, group, from_s, to_s = zip(*sorted(rows), strict=True)
    return PlannedParts(np.array(agent), np.array(group), np.array(from_s), np.array(to_s))


def on_call_parts(by_person: tuple[PlannedShift, ...]) -> OnCallParts | None:
    """Return all parts of shifts on call, with what they are paid; None where there are none."""
    known = [(one, one.shift.on_call) for one in by_person if one.shift.on_call is not None]
    rows = [(one.agent, from_s, paid) for one, paid in known for from_s, _ in one.shift.parts]
    if not rows:
        return None
    agent, from_s, paid = zip(*sorted(rows), strict=True)
    return OnCallParts(np.array(agent), np.array(from_s), np.array(paid))
