"""One version of the engine, asked from outside: centers come in, and what its log says of them goes out.

Run as a program by `same_as_0_1.py`, once with version 0.1.0 and once with this one; it imports nothing but numpy and
the ``simulator`` of the version it speaks for. Where the two have different words for one thing, this file knows both.
Requests and answers are pickles through the pipes.
"""

import json
import os
import pickle
import sys
import traceback
from hashlib import blake2b
from typing import Any, NamedTuple

import numpy as np

Table = dict[str, np.ndarray]

CONTACTS = (
    "contact", "customer", "case", "parent", "cause", "attempt", "type", "segment", "channel", "arrived_s", "queued_s",
    "assigned_s", "answered_s", "ended_s", "closed_s", "wait_s", "since_arrival_s", "patience_s", "ended_by", "context",
)  # fmt: skip
"""The columns of contacts that both versions have; a message of 0.1.0 and a voicemail have the same number."""
SPANS = ("contact", "kind", "group", "agent", "from_s", "to_s")
STAYS = ("agent", "group", "from_s", "to_s")
AGENT_TIME = ("agent", "group", "interval", "state", "overtime", "seconds", "slot_seconds")


class Center(NamedTuple):
    """A scenario as a tree in JSON, and whom it brings: columns, or None where they are drawn by the version itself."""

    seed: int
    text: str
    cases: Table | None


def shared(center: Center) -> dict[str, Table]:
    """Return what both versions say of a center: contacts, their spans, agents' stays, overtime, time by state.

    Spans of contacts that still wait at the end are left out, see `in_vain`: whether they are right is said elsewhere.
    """
    from simulator.engine.simulate import simulate
    from simulator.scenario.nouns import Scenario

    scenario = Scenario.model_validate(json.loads(center.text))
    log = simulate(scenario, workload_of(scenario, center))
    return {"contacts": {name: log.contacts[name] for name in CONTACTS}, **_of_time(log)}


def digests(center: Center) -> list[str]:
    """Return one short text per table of `shared`, in its order."""
    return [digest(table) for table in shared(center).values()]


def workload_of(scenario: Any, center: Center) -> Any:
    """Return whom a center brings."""
    from simulator.demand.workload import Workload, draw

    if center.cases is None:
        return draw(scenario, center.seed, 0)
    count, types = len(center.cases["type"]), len(scenario.contact_types)
    return Workload(
        key=np.arange(count, dtype=np.uint64),
        source=np.zeros(count, dtype=np.int16),
        expected=np.full((types, 1), np.nan),
        forecast=np.full((types, 1), np.nan),
        seed=center.seed,
        replication=0,
        **center.cases,
    )


def _of_time(log: Any) -> dict[str, Table]:
    if log.version == 1:
        legs, stays, time = log.legs, log.presences, log.agent_time
        late = stays["overtime_from_s"] < stays["to_s"]
        overtime = {name: stays[name][late] for name in STAYS} | {"from_s": stays["overtime_from_s"][late]}
    else:
        from simulator.log import SpanKind
        from simulator.log.agent_time import agent_time

        kind, time = log.spans["kind"], agent_time(log)
        of_contacts = (kind < int(SpanKind.DUTY)) & ~in_vain(log)
        legs = {name: log.spans[name][of_contacts] for name in SPANS}
        stays, overtime = (
            {name: log.spans[name][kind == int(one)] for name in STAYS} for one in (SpanKind.DUTY, SpanKind.OVERTIME)
        )
    return {
        "spans": {name: legs[name] for name in SPANS},
        "stays": {name: stays[name] for name in STAYS},
        "overtime": overtime,
        "agent_time": {name: time[name] for name in AGENT_TIME},
    }


def in_vain(log: Any) -> np.ndarray:
    """Return which spans are waits that nothing ended: of contacts still open. In version 0.1.0 they had no span."""
    from simulator.log import EndedBy, SpanKind

    found = log.spans["kind"] == int(SpanKind.QUEUE)
    # Spans of agents have no contact to look at.
    found[found] = log.contacts["ended_by"][log.spans["contact"][found]] == int(EndedBy.STILL_OPEN)
    return found


def digest(table: Table) -> str:
    """Return a short text that is another one when any number of the table is."""
    made = blake2b(digest_size=6)
    for name, column in table.items():
        made.update(f"{name} {len(column)}\n".encode())
        # Widths of columns are no business of a comparison; -0.0 is 0.0, and a missing number has one pattern of bits.
        numbers = column.astype(np.float64) + 0.0
        made.update(np.where(np.isnan(numbers), np.nan, numbers).tobytes())
    return made.hexdigest()


def _answer(what: str, centers: list[Center]) -> list[Any]:
    ask = digests if what == "digests" else shared
    answers: list[Any] = []
    for center in centers:
        try:
            answers.append(ask(center))
        except Exception:
            answers.append(traceback.format_exc())
    return answers


def _serve() -> None:
    """Answer requests until there is no more: the version's name first."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # Whatever a version prints must not get among the answers.
    os.dup2(2, 1)
    from simulator import __file__ as place
    from simulator import __version__ as version

    pickle.dump((version, place), answers)
    answers.flush()
    while True:
        try:
            what, centers = pickle.load(requests)
        except EOFError:
            return
        pickle.dump(_answer(what, [Center(*one) for one in centers]), answers)
        answers.flush()


if __name__ == "__main__":
    _serve()
