"""Rows and columns of a sheet that are none of the plan, such as totals."""

from collections.abc import Iterable

from simulator.scenario.nouns.plan_sheets import Plan
from simulator.scenario.text.cell_kinds import SheetCell
from simulator.scenario.text.cell_values import CellError, text_in
from simulator.scenario.text.spelling import as_spoken
from simulator.units import shown

_TOTALS = frozenset(
    ("total", "totals", "grand total", "sum", "sums", "summe", "gesamt", "suma", "totale", "somme", "average", "mean")
)


def is_skipped(plan: Plan, text: str) -> bool:
    """Return whether a ``plan`` says that the row or column called ``text`` does not count."""
    return as_spoken(text) in map(as_spoken, plan.skip or ())


def looks_like_a_total(plan: Plan, text: str) -> bool:
    """Return whether ``text`` is what totals are called, unless the ``plan`` says what does not count."""
    return plan.skip is None and as_spoken(text).rstrip(":") in _TOTALS


def hint_of_totals(plan: Plan, texts: Iterable[str]) -> str:
    """Return how to leave out those of ``texts`` that look like totals; empty where none does."""
    found = [one for one in texts if looks_like_a_total(plan, one)]
    return f"Totals do not count with `skip: {shown(found[0])}`." if found else ""


def name_of_row(cells: tuple[SheetCell, ...], at: int) -> SheetCell:
    """Return the cell that says what a row is: that of the column ``at``, or if it is empty, the first that is not."""
    return cells[at] if _text(cells[at]) else next((cell for cell in cells if _text(cell)), cells[at])


def text_of_row(cells: tuple[SheetCell, ...], at: int) -> str:
    """Return what that cell says; empty where it cannot be read."""
    return _text(name_of_row(cells, at))


def _text(cell: SheetCell) -> str:
    try:
        return text_in(cell.value)
    except CellError:
        return ""
