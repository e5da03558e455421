"""A comparison as pandas tables, for whoever goes on with the numbers in a notebook."""

from typing import TYPE_CHECKING

from simulator.given_run import whole_run
from simulator.metrics.frames import records_frame
from simulator.report.records.records import difference_records, routing_records, row_records

if TYPE_CHECKING:
    from simulator.given_run import AnyRun
    from simulator.metrics.frames import DataFrame
    from simulator.routing_tests.asking import RoutingOutcomes


def rows_frame(run: "AnyRun") -> "DataFrame":
    """Return a row per strategy, future, metric, of and interval: value, low, high (NaN: no value) and n replications.

    ``interval`` is missing for the whole horizon and ``future`` for the scenario as stated; ``too_few`` says that the
    replications do not carry the value. Shares are 0 to 1, times in seconds. Along a grid each setting has a column
    ``point PATH``.
    """
    return records_frame(record | {"too_few": "too_few" in record} for record in row_records(whole_run(run)))


def routing_frame(routing: "RoutingOutcomes") -> "DataFrame":
    """Return a row per routing test, strategy and future: the verdict, the rules that decided, and what happened."""
    return records_frame(
        {key: record[key] for key in ("test", "strategy", "future", "verdict")}
        | {
            "by": ", ".join(dict.fromkeys(filter(None, record["by"]))),
            "found": record["found"],
            "message": " ".join(one["message"] for one in record["problems"]),
            "line": next((one["line"] for one in record["problems"]), None),
        }
        for record in routing_records(routing)
    )


def differences_frame(run: "AnyRun") -> "DataFrame":
    """Return a row per difference to the baseline: the columns of `rows_frame` with difference in place of value,
    ``baseline``, ``verdict`` (better, worse, higher, lower, same, cannot tell) and ``customers_differ``."""
    return records_frame(
        {"customers_differ": False} | record | {"too_few": "too_few" in record}
        for record in difference_records(whole_run(run))
    )
