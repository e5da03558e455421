"""A trace as plain records: what happened, what an agent did, or who waits, one each."""

from collections.abc import Iterator
from typing import Any

from simulator.tracing.traces import Trace


def trace_records(given: Trace) -> Iterator[dict[str, Any]]:
    """Yield a trace as records: what happened, what an agent did, or who waits, one each."""
    for beside in given.cases:
        for strategy, told in zip(given.strategies, beside.told, strict=True):
            for one in told.happenings if told else ():
                yield {
                    "strategy": strategy,
                    "contact": one.contact,
                    "time_s": one.time_s,
                    "what": str(one.what),
                    "agent": one.agent,
                    "why": None if one.why is None else str(one.why),
                    "waited_s": one.waited_s,
                }
    for entry in given.agent.entries if given.agent else ():
        yield {
            "from_s": entry.from_s,
            "to_s": entry.to_s,
            "contact": entry.contact,
            "type": entry.type or None,
            "what": None if entry.what is None else str(entry.what),
            "why": None if entry.why is None else str(entry.why),
        }
    for place, waiter in enumerate(given.state.waiting if given.state else (), 1):
        yield {
            "place": place,
            "contact": waiter.contact,
            "type": waiter.type,
            "segment": waiter.segment,
            "since_s": waiter.since_s,
            "waited_s": waiter.waited_s,
        }
