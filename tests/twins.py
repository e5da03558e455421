"""Where the engine and its naive twin differ, in words: contacts, waits in a queue, stays of agents, the stop."""

import numpy as np
from reference import Contact, Reference

from simulator.demand.workload import Workload
from simulator.log import NOBODY, EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

TIMES = ("arrived_s", "queued_s", "answered_s", "ended_s", "closed_s", "patience_s")
PEOPLE = ("parent", "answered_by", "closed_by")


def differences(scenario: Scenario, workload: Workload, log: RunLog, twin: type[Reference] = Reference) -> list[str]:
    """Return in words where the log and the naive engine differ: contacts, waits, agents' stays, the stop."""
    naive = twin(scenario, workload)
    theirs, ours = naive.run(), _contacts(scenario, log)
    found = [
        f"contact {row}: engine { ({name: mine[name] for name in mine if mine[name] != other[name]}) }, "
        f"reference { ({name: other[name] for name in mine if mine[name] != other[name]}) }"
        for row, (mine, other) in enumerate(zip(ours, map(_of_reference, theirs), strict=False))
        if mine != other
    ]
    if len(ours) != len(theirs):
        found.append(f"engine {len(ours)} contacts, reference {len(theirs)}")
    for what, mine, other in (("waits", _waits(log), naive.waits), ("stays", _stays(log), naive.stays)):
        if mine != sorted(other):
            both = zip(mine, sorted(other), strict=False)
            first = next((f"engine {one}, reference {two}" for one, two in both if one != two), "")
            found.append(f"{what}: engine {len(mine)}, reference {len(other)}; {first}")
    if log.facts.stops_s != naive.stopped_s:
        found.append(f"stopped: engine {log.facts.stops_s}, reference {naive.stopped_s}")
    return found


def _contacts(scenario: Scenario, log: RunLog) -> list[dict[str, object]]:
    """Return what the log says of each contact, as the naive engine says it."""
    columns = {name: [_number(one) for one in log.contacts[name]] for name in TIMES}
    columns |= {name: [None if one == NOBODY else one for one in log.contacts[name].tolist()] for name in PEOPLE}
    columns |= {name: log.contacts[name].tolist() for name in ("case", "segment")}
    columns["ended_by"] = [EndedBy(how).name.lower() for how in log.contacts["ended_by"].tolist()]
    columns["type"] = [list(scenario.contact_types)[kind] for kind in log.contacts["type"].tolist()]
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _of_reference(one: Contact) -> dict[str, object]:
    names = (*TIMES, *PEOPLE, "case", "segment", "ended_by", "type")
    return {name: getattr(one, name) for name in names}


def _waits(log: RunLog) -> list[tuple[float, ...]]:
    """Return (contact, from, to) of each time in a queue."""
    waits = log.spans["kind"] == SpanKind.QUEUE
    return sorted(zip(*(log.spans[name][waits].tolist() for name in ("contact", "from_s", "to_s")), strict=True))


def _stays(log: RunLog) -> list[tuple[float, ...]]:
    """Return (agent, from, to, overtime since) of each stay; the end where there is no overtime."""
    spans = log.spans
    late = spans["kind"] == SpanKind.OVERTIME
    since = dict(zip(_pairs(log, late, "to_s"), spans["from_s"][late].tolist(), strict=True))
    duty = spans["kind"] == SpanKind.DUTY
    stays = zip(_pairs(log, duty, "to_s"), spans["from_s"][duty].tolist(), strict=True)
    # Whoever is busy over an opening and sent home at once has a stay of no length after the one with the overtime.
    found = [(one, since.get(one, one[1]) if from_s < one[1] else one[1], from_s) for one, from_s in stays]
    return sorted((agent, from_s, to_s, late_s) for (agent, to_s), late_s, from_s in found)


def _pairs(log: RunLog, which: np.ndarray, name: str) -> list[tuple[int, float]]:
    return list(zip(log.spans["agent"][which].tolist(), log.spans[name][which].tolist(), strict=True))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
