"""A description for machines: one JSON document, at full precision, in a stable order.

Later versions only add keys; ``schema_version`` would change if one were taken away. What is missing or infinite is
null. Columns have a number for each of ``intervals``; each object of a list stands on a line of its own.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from simulator.describing.description import Description
from simulator.errors import Problem
from simulator.report.description.description_rows import BY_INTERVAL, rows_of
from simulator.work.load_nouns import Pool, TypeLoad

SCHEMA_VERSION = 1


def description_document(one: Description) -> Iterator[str]:
    """Yield the lines of the document."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "scenario": one.name,
        "strategy": one.strategy,
        "future": one.future,
        "seed": one.seed,
        "days_drawn": max((each.drawn.days for each in one.sources), default=0),
        "days_of_durations": one.days_of_durations,
        "warm_up_s": one.warm_up_s,
        "intervals": [row.label for row in rows_of(one, BY_INTERVAL)],
        "together": asdict(one.together),
        "doubts": one.doubts,
    } | ({"titles": one.titles} if one.titles else {})
    if one.routing_tests:
        head["routing_tests"] = one.routing_tests
    if one.acknowledged:
        head["acknowledged"] = [_warning(each) for each in one.acknowledged]
    if one.conversations:
        head["conversations"] = [asdict(each) for each in one.conversations]
    if one.silent:
        head["silent"] = {name: stated.silent.model_dump() for name, stated in one.silent.items()}
    if one.targets:
        head["targets"] = [
            {"type": each.type, **{key: str(target) for key, target in each.targets.stated.items()}}
            | ({"counts": "open" if each.targets.counts_all else "owed"} if each.targets.solved else {})
            | {"clock": each.clock}
            for each in one.targets
        ]
    if one.slots:
        head["slots"] = [asdict(each) for each in one.slots]
        head["slot_gaps"] = [asdict(each) for each in one.slot_gaps]
    if any(each.chained for each in one.needs):
        head["needs"] = [asdict(each) | {"gap": each.gap} for each in one.needs]
    if one.chains:
        head["chains"] = [each._asdict() for each in one.chains]
    lists: dict[str, Sequence[Any]] = {
        "sources": [asdict(each) for each in one.sources],
        "types": [_type(each) for each in one.types],
        "groups": [asdict(each) for each in one.groups],
        "pools": [_pool(each) for each in one.pools],
        "erlang": [asdict(each) for each in one.erlang],
        "gaps": [asdict(each) for each in one.gaps],
        "said": [each._asdict() for each in one.said],
        "without_people": [each._asdict() for each in one.without_people],
        "without_work": [each._asdict() for each in one.without_work],
        "durations": [asdict(each) for each in one.durations],
        "warnings": [_warning(each) for each in one.warnings],
    }
    yield "{"
    yield from (f"{_text(key)}: {_text(value)}," for key, value in head.items())
    for key, objects in lists.items():
        yield f"{_text(key)}: ["
        yield from (f"{_text(each)}{',' if each is not objects[-1] else ''}" for each in objects)
        yield "]," if key != "warnings" else "]"
    yield "}"


def _type(one: TypeLoad) -> dict[str, Any]:
    """Return a type; slots only where its contacts are conversations."""
    found = asdict(one) | {"agents": one.agents, "agents_forecast": one.agents_forecast}
    if not one.slots:
        del found["slots"], found["filled"]
    return found


def _pool(pool: Pool) -> dict[str, Any]:
    """Return types that share agents; the plan only where not all who are on it are expected on duty."""
    found = asdict(pool) | {"occupancy": pool.occupancy}
    if not pool.planned_steps:
        del found["planned_steps"]
    return found


def _warning(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.file,
        "line": problem.line or None,
        "column": problem.column or None,
        "where": problem.where,
        "message": problem.what,
        "hint": problem.hint,
        "kind": problem.kind or "other",
    }


def _text(value: object) -> str:
    # Letters beyond ASCII are escaped: the bytes are the same whatever the terminal's encoding is.
    return json.dumps(_plain(value), allow_nan=False)


def _plain(value: Any) -> Any:
    """Return ``value`` with null for what is no finite number."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
