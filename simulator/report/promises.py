"""The checks on the terminal: what was promised, what was found, and what it takes to decide the undecided."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.catalogue import METRICS
from simulator.checking import Finding
from simulator.report.numbers import format_value, half_width, listed
from simulator.report.places import future_label, in_future
from simulator.report.sentence import round_up
from simulator.report.table import FAR, grid, show, show_heading
from simulator.stats.paired import replications_needed

if TYPE_CHECKING:
    from simulator.checking import Checked, Outcome

_STYLE = {Finding.HOLDS: "green", Finding.BROKEN: "red", Finding.UNDECIDED: "yellow"}
_WORDS = {
    Finding.HOLDS: ("holds", "hold"),
    Finding.BROKEN: ("is broken", "are broken"),
    Finding.UNDECIDED: ("is undecided", "are undecided"),
}


TEXT_WIDTH = 36
"""Of a check: longer ones are wrapped."""


def show_checks(checked: "Checked", console: Console) -> None:
    """Print every check with what was found, and a sentence that counts them."""
    show_heading(checked.compared, console)
    show(console, checks_table(checked))
    console.print(Text(count(checked), style="bold"))


def checks_table(checked: "Checked") -> Table:
    """Return a line for every check of every strategy in every future."""
    several, futures = len(checked.compared.strategies) > 1, len(checked.compared.futures) > 1
    table = grid("check", label_width=min(TEXT_WIDTH, max(len(outcome.check.text) for outcome in checked.outcomes)))
    if several:
        table.add_column("strategy")
    if futures:
        table.add_column("future")
    table.add_column("value", justify="right")
    table.add_column("verdict")
    for outcome in checked.outcomes:
        unit = METRICS[outcome.check.metric].unit
        value = format_value(outcome.value, unit, half_width(outcome.low, outcome.high))
        verdict = Text(outcome.finding + _remark(outcome), style=_STYLE[outcome.finding])
        strategy = (outcome.strategy,) if several else ()
        future = (future_label(outcome.future),) if futures else ()
        table.add_row(outcome.check.text, *strategy, *future, value, verdict)
    return table


def count(checked: "Checked") -> str:
    """Return how many checks hold, are broken, are undecided, in one sentence; future by future where there are some.

    Futures in which the same can be said are named together.
    """
    futures = checked.compared.futures
    if len(futures) == 1:
        return _count(checked.outcomes)
    said: dict[str, list[str]] = {}
    for future in futures:
        words = _count([outcome for outcome in checked.outcomes if outcome.future == future])
        said.setdefault(words[0].lower() + words[1:-1], []).append(in_future(future))
    if len(said) == 1:
        (words,) = said
        return f"In {'both' if len(futures) == 2 else f'all {len(futures)}'} futures {words}."
    text = "; ".join(f"{listed(places)} {words}" for words, places in said.items())
    return f"{text[0].upper()}{text[1:]}."


def _count(outcomes: "Sequence[Outcome]") -> str:
    found = Counter(outcome.finding for outcome in outcomes)
    total = len(outcomes)
    if len(found) == 1 and Finding.HOLDS in found:
        return {1: "The check holds.", 2: "Both checks hold."}.get(total, f"All {total} checks hold.")
    parts = [f"{found[finding]} {_WORDS[finding][found[finding] > 1]}" for finding in Finding if found[finding]]
    return f"Of {total} check{'s' if total > 1 else ''} {listed(parts)}."


def _remark(outcome: "Outcome") -> str:
    """Return why, or how many replications would probably decide."""
    if outcome.reason:
        return f": {outcome.reason}"
    if outcome.finding is not Finding.UNDECIDED:
        return ""
    limit = outcome.check.limit
    needed = replications_needed(outcome.value - limit, outcome.low - limit, outcome.high - limit, outcome.n)
    return f", try {round_up(needed):,} replications" if needed and needed <= FAR else ""
