"""The document for machines: everything that was worked out, at full precision, in a stable order.

One JSON document for ``run``, ``compare`` and ``check``. Later versions only add keys; ``schema_version`` would
change if one were taken away. What is missing or infinite is null. Rows stand one to a line, so that two documents
can be compared by the usual tools.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from simulator.report.records.records import (
    Record,
    answered_by_records,
    check_records,
    difference_records,
    erlang_records,
    help_records,
    intervention_records,
    overflow_records,
    routing_records,
    row_records,
    standing_records,
    target_records,
    warning_records,
)

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.compared import Compared
    from simulator.routing_tests.asking import RoutingOutcomes

SCHEMA_VERSION = 1


def document(
    run: "Compared",
    checked: "Checked | None" = None,
    rows: Iterable[Record] | None = None,
    differences: Iterable[Record] | None = None,
) -> Iterator[str]:
    """Yield the lines of the document: who is best, the whole run, all differences, targets and, if any, the checks.

    ``rows`` and ``differences`` are the run's records, where they are there already.
    """
    first = run.first
    head = {
        "schema_version": SCHEMA_VERSION,
        "scenario": first.name,
        "seed": first.seed,
        "replications": first.replications,
        **({} if first.planned is None else {"stopped_before": first.planned}),
        "confidence": first.confidence,
        "goal": first.goal.as_stated(),
    } | ({"titles": first.titles} if first.titles else {})
    yield "{"
    yield from (f"{_text(key)}: {_text(value)}," for key, value in head.items())
    yield from _list("standings", standing_records(run), ",")
    yield from _list("rows", row_records(run) if rows is None else rows, ",")
    found = difference_records(run) if differences is None else differences
    yield from _list("differences", found, ",")
    yield from _list("answered_by", answered_by_records(run), ",")
    if any(scenario.overflow for one in run for scenario in one.scenarios.values()):
        yield from _list("overflow", overflow_records(run), ",")
    if any(scenario.interventions for one in run for scenario in one.scenarios.values()):
        yield from _list("interventions", intervention_records(run), ",")
    if any(scenario.helps for one in run for scenario in one.scenarios.values()):
        yield from _list("helps", help_records(run), ",")
    yield from _list("targets", target_records(run), ",")
    if not run.others and len(run) == 1:
        yield from _list("erlang", erlang_records(run), ",")
    yield from _list("warnings", warning_records(run), "," if checked else "")
    if checked:
        tested = checked.routing.outcomes
        yield from _list("checks", check_records(checked), "," if tested else "")
        if tested:
            yield from _list("routing_tests", routing_records(checked.routing), "")
    yield "}"


def routing_document(routing: "RoutingOutcomes") -> Iterator[str]:
    """Yield the lines of the document of a scenario that has routing tests and no checks: nothing was run."""
    yield "{"
    head = {"schema_version": SCHEMA_VERSION, "scenario": routing.name}
    yield from (f"{_text(key)}: {_text(value)}," for key, value in head.items())
    yield from _list("routing_tests", routing_records(routing), "")
    yield "}"


def _list(name: str, records: Iterable[Record], after: str) -> Iterator[str]:
    """Yield a list with one record to a line."""
    yield f"{_text(name)}: ["
    lines = (_text(record) for record in records)
    last = next(lines, None)
    for line in lines:
        yield f"{last},"
        last = line
    if last is not None:
        yield last
    yield f"]{after}"


# Made once, for making it costs half of writing a record. Letters beyond ASCII are escaped: the bytes are the same
# whatever the encoding of the terminal is.
_text = json.JSONEncoder(allow_nan=False).encode
