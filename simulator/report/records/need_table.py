"""Need against plan as CSV, a line for each interval and set of types that share agents: planners begin so."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

from simulator.describing.heads_needed import DaysNeed
from simulator.report.records.tidy import csv_text
from simulator.units import format_time_of_day

COLUMNS = (
    "strategy", "future", "day", "from", "to", "types", "groups", "contacts", "work", "needed_on_phone",
    "expected_on_duty", "heads_needed", "heads_planned", "gap",
)  # fmt: skip


def need_csv(days: Sequence[DaysNeed], strategy: str, future: str | None) -> str:
    """Return the needs of days as CSV; what is unknown or without bound is empty."""
    whose = {"strategy": strategy, "future": future}
    return csv_text(COLUMNS, [whose | line for one in days for line in _lines(one)])


def _lines(one: DaysNeed) -> Iterator[dict[str, Any]]:
    for need in one.needs:
        for at, names in enumerate(need.sets):
            yield {
                "day": one.day.name,
                "from": format_time_of_day(one.edges_s[at]),
                "to": format_time_of_day(one.edges_s[at + 1]),
                "types": "; ".join(names),
                "groups": "; ".join(need.groups),
                "contacts": _known(need.contacts[at]),
                "work": _known(need.work[at]),
                "needed_on_phone": _known(need.on_phone[at]),
                "expected_on_duty": _known(need.expected[at]),
                "heads_needed": _known(need.heads[at]),
                "heads_planned": _known(need.planned[at]),
                "gap": _known(need.gap[at]),
            }


def _known(value: float) -> float | None:
    """Return a number without the digits that only stem from dividing; None where there is none."""
    return round(value, 6) + 0.0 if math.isfinite(value) else None
