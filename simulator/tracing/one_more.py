"""One more contact: what it would find that arrived right after an instant, by playing the replication with it again.

Whether a gate is open then, and how many agents are reserved, no log says.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from simulator.demand.workload import NO_SEGMENT, Workload
from simulator.engine.record import SeenAgent, Witness
from simulator.engine.simulate import simulate
from simulator.tracing.playback import Playback
from simulator.units import GRID_PER_S


def agents_found(play: Playback, type_: int, time_s: float) -> list[SeenAgent] | None:
    """Return who has room for a contact of a type, in no segment, that arrives right after an instant.

    None where it would not look for an agent, or an overflow rule does something else with it.
    """
    at_s = time_s + 1 / GRID_PER_S
    if not play.is_open_at(at_s):
        return None
    place = int(np.searchsorted(play.workload.arrived_s, at_s))
    witness = Witness()
    simulate(play.scenario, _with(play.workload, place, type_, at_s), witness)
    mine = (number for number, one in enumerate(witness.rows) if one.contact == place and one.time_s == at_s)
    return next((list(witness.agents[number]) for number in mine if number in witness.agents), None)


def _with(workload: Workload, place: int, type_: int, at_s: float) -> Workload:
    """Return the workload with a contact that does nothing but arrive."""
    case = {
        "key": 2**64 - 1, "source": 0, "type": type_, "segment": NO_SEGMENT, "arrived_s": at_s,
        "talk_s": 0.0, "wrap_up_s": 0.0, "patience_s": 0.0,
    }  # fmt: skip
    columns: dict[str, Any] = {}
    for name, value in case.items():
        column = getattr(workload, name)
        columns[name] = np.insert(column, place, np.asarray(value, column.dtype))
    return replace(workload, **columns)
