"""The document for machines: everything that was worked out, at full precision, in a stable order.

One JSON document for ``run``, ``compare`` and ``check``. Later versions only add keys; ``schema_version`` would
change if one were taken away. What is missing or infinite is null. Rows stand one to a line, so that two documents
can be compared by the usual tools.
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from simulator.comparing import customers_of

if TYPE_CHECKING:
    from simulator.checking import Checked, Outcome
    from simulator.comparison import Compared, Delta, Row

SCHEMA_VERSION = 1

Json = dict[str, Any]


def document(run: "Compared", checked: "Checked | None" = None) -> Iterator[str]:
    """Yield the lines of the document: the whole run, all differences and, when there are any, the checks.

    Futures come one after the other and in each the points of the grid; after the differences to the baseline stand
    those of the baseline between neighbours on the grid.
    """
    first = run.first
    head = {
        "schema_version": SCHEMA_VERSION,
        "scenario": first.name,
        "seed": first.seed,
        "replications": first.replications,
        "confidence": first.confidence,
    }
    yield "{"
    yield from (f"{_text(key)}: {_text(value)}," for key, value in head.items())
    gridded = bool(run.grid.axes)
    rows = (row for one in run for name in one.strategies for row in one.rows(name))
    yield from _list("rows", (_row(row) | _at(row, gridded) for row in rows), ",")
    lines = (_delta(delta, differ) | _between(delta, gridded) for delta, differ in _deltas(run))
    yield from _list("differences", lines, "," if checked else "")
    if checked:
        yield from _list("checks", (_outcome(one) | _at(one, gridded) for one in checked.outcomes), "")
    yield "}"


def _deltas(run: "Compared") -> "Iterator[tuple[Delta, bool]]":
    """Yield all differences, and whether the customers differ too."""
    for one in run:
        for name in one.others:
            differ = name in one.customers_differ
            yield from ((delta, differ) for delta in one.differences(name))
    for one, before in run.steps():
        name = run.baseline
        differ = customers_of(one.scenarios[name]) != customers_of(before.scenarios[name])
        yield from ((delta, differ) for delta in one.differences(name, since=before))


def _at(found: "Row | Outcome", gridded: bool) -> Json:
    return {"point": dict(found.point)} if gridded else {}


def _between(delta: "Delta", gridded: bool) -> Json:
    since = None if delta.from_point is None else dict(delta.from_point)
    return {"point": dict(delta.point), "from_point": since} if gridded else {}


def _list(name: str, objects: Iterable[Json], after: str) -> Iterator[str]:
    """Yield a list with one object to a line."""
    yield f"{_text(name)}: ["
    lines = (_text(item) for item in objects)
    last = next(lines, None)
    for line in lines:
        yield f"{last},"
        last = line
    if last is not None:
        yield last
    yield f"]{after}"


def _row(row: "Row") -> Json:
    return {
        "strategy": row.strategy,
        "future": row.future,
        "metric": row.metric,
        "of": row.of,
        "interval": row.interval,
        "value": _number(row.value),
        "low": _number(row.low),
        "high": _number(row.high),
        "n": row.n,
    }


def _delta(delta: "Delta", customers_differ: bool) -> Json:
    return {
        "strategy": delta.strategy,
        "baseline": delta.baseline,
        "future": delta.future,
        "metric": delta.metric,
        "of": delta.of,
        "interval": delta.interval,
        "difference": _number(delta.difference),
        "low": _number(delta.low),
        "high": _number(delta.high),
        "n": delta.n,
        "verdict": str(delta.verdict),
    } | ({"customers_differ": True} if customers_differ else {})


def _outcome(outcome: "Outcome") -> Json:
    return {
        "check": outcome.check.text,
        "strategy": outcome.strategy,
        "future": outcome.future,
        "verdict": str(outcome.finding),
        "value": _number(outcome.value),
        "low": _number(outcome.low),
        "high": _number(outcome.high),
        "n": outcome.n,
    } | ({"reason": outcome.reason} if outcome.reason else {})


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _text(value: object) -> str:
    # Letters beyond ASCII are escaped: the bytes are the same whatever the terminal's encoding is.
    return json.dumps(value, allow_nan=False)
