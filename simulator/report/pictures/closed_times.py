"""What pictures of the day shade: when a part of the center takes no contacts, as far as hours can be seen in them."""

from typing import TYPE_CHECKING

from simulator.report.pictures.when import by_day
from simulator.report.words.closed_hours import CLOSED, closed_spans

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.report.words.parts import ResultPart
    from simulator.scenario.nouns.hours import Span

LABEL = CLOSED


def closed_times(comparison: "Comparison", strategy: str, part: "ResultPart") -> "tuple[Span, ...]":
    """Return the reported time in which nothing of a part is taken, in seconds, in order; empty where there is none.

    Of very many days no hours can be seen.
    """
    scenario = comparison.scenarios[strategy]
    return () if by_day(scenario.horizon) else closed_spans(scenario, part)
