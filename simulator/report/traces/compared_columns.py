"""What waiting contacts are compared by beside their wait, as columns: only those that say something."""

from collections.abc import Sequence

from simulator.catalogue import Unit
from simulator.report.blocks import Column, column
from simulator.report.traces.happening_words import long
from simulator.report.words.numbers import NOTHING, format_value
from simulator.tracing.happenings import Rival
from simulator.tracing.state_at import Waiter


def compared_columns(found: Sequence[Rival] | Sequence[Waiter]) -> list[Column]:
    """Return the columns of credits, of ages that count as others, of parts of target times."""
    columns = []
    if any(one.credit_s for one in found):
        columns.append(column("age credit", [long(one.credit_s) if one.credit_s else NOTHING for one in found]))
    if any(one.counts_as_s is not None for one in found):
        columns.append(column("counts as", [long(one.counts_as_s) for one in found]))
    if any(one.of_target is not None for one in found):
        columns.append(column("of target", [format_value(one.of_target or 0.0, Unit.SHARE) for one in found]))
    return columns
