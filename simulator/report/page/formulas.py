"""The formulas of the metrics that a page shows: from the catalogue, with what each leaves out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.catalogue import METRICS, Better, Instant
from simulator.report.table import LABELS

_BETTER = {
    Better.HIGHER: "Higher is better",
    Better.LOWER: "Lower is better",
    Better.NEITHER: "Neither direction is better",
}
_INSTANTS = {
    Instant.ARRIVAL: "counted in the interval of arrival",
    Instant.CLOSING: "counted in the interval of closing",
    Instant.CLOCK: "counted where the clock was",
}
ALWAYS = ("arrived", "offered", "answered")
"""What the other formulas are made of."""


@dataclass(frozen=True)
class Formula:
    """A metric as a page explains it."""

    name: str
    title: str
    formula: str
    notes: tuple[str, ...]


def formulas(shown: Iterable[str]) -> list[Formula]:
    """Return the formulas of the metrics ``shown``, and of what they are made of, in the catalogue's order."""
    wanted = {*shown, *ALWAYS}
    return [_formula(name) for name in METRICS if name in wanted]


def _formula(name: str) -> Formula:
    from simulator.metrics.reference import FUNCTIONS, notes_of

    metric = METRICS[name]
    label = LABELS.get(name, metric.title)
    title = metric.title if label == metric.title else f"{metric.title} (in tables: {label})"
    notes = [_plain(note) for note in notes_of(FUNCTIONS[name]) if not _for_programs(note)]
    return Formula(name, title, metric.formula, (f"{_BETTER[metric.better]}; {_INSTANTS[metric.instant]}.", *notes))


def _plain(note: str) -> str:
    return note.replace("`", "").replace("Empty: NaN.", "With nothing to divide by there is no value.")


def _for_programs(note: str) -> bool:
    """Return whether a note is for who calls the function and not for who reads a report."""
    return "Raises" in note or "shape" in note.lower() or "UsageError" in note


def shown_metrics(names: Sequence[str], checks: Sequence[str]) -> list[str]:
    """Return the metrics that stand in tables, pictures and checks, each once."""
    promised = [name for name in METRICS if any(check.lstrip().startswith(name) for check in checks)]
    return list(dict.fromkeys((*names, *promised)))
