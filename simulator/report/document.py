"""The document for machines: everything that was worked out, at full precision, in a stable order.

One JSON document for ``run``, ``compare`` and ``check``. Later versions only add keys; ``schema_version`` would
change if one were taken away. What is missing or infinite is null. Rows stand one to a line, so that two documents
can be compared by the usual tools.
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.checking import Checked, Outcome
    from simulator.comparison import Comparison, Delta, Row

SCHEMA_VERSION = 1

Json = dict[str, Any]


def document(comparison: "Comparison", checked: "Checked | None" = None) -> Iterator[str]:
    """Yield the lines of the document: the whole run, all differences and, when there are any, the checks."""
    head = {
        "schema_version": SCHEMA_VERSION,
        "scenario": comparison.name,
        "seed": comparison.seed,
        "replications": comparison.replications,
        "confidence": comparison.confidence,
    }
    yield "{"
    yield from (f"{_text(key)}: {_text(value)}," for key, value in head.items())
    strategies = comparison.strategies
    yield from _list("rows", (_row(row) for name in strategies for row in comparison.rows(name)), ",")
    deltas = (delta for name in comparison.others for delta in comparison.differences(name))
    differ = frozenset(comparison.customers_differ)
    lines = (_delta(delta, delta.strategy in differ) for delta in deltas)
    yield from _list("differences", lines, "," if checked else "")
    if checked:
        yield from _list("checks", map(_outcome, checked.outcomes), "")
    yield "}"


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
