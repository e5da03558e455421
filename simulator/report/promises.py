"""The checks on the terminal: what was promised, what was found, and what it takes to decide the undecided."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import METRICS
from simulator.checking import Finding
from simulator.report.blocks import Blocks, Cell, Paragraph, Sheet, Tone, column
from simulator.report.numbers import format_row, listed
from simulator.report.places import future_label, in_future
from simulator.report.sentence import round_up
from simulator.report.table import heading
from simulator.stats.paired import replications_needed

if TYPE_CHECKING:
    from simulator.checking import Checked, Outcome

_TONE = {Finding.HOLDS: Tone.GOOD, Finding.BROKEN: Tone.BAD, Finding.UNDECIDED: Tone.UNSURE}
_WORDS = {
    Finding.HOLDS: ("holds", "hold"),
    Finding.BROKEN: ("is broken", "are broken"),
    Finding.UNDECIDED: ("is undecided", "are undecided"),
}
FAR = 100_000
"""More replications than this are not worth naming."""


def checks_blocks(checked: "Checked") -> Blocks:
    """Yield every check with what was found, and a sentence that counts them."""
    yield from heading(checked.compared)
    yield checks_sheet(checked)
    yield Paragraph(count(checked), Tone.STRONG)


def checks_sheet(checked: "Checked") -> Sheet:
    """Return a line for every check of every strategy in every future."""
    found = checked.outcomes
    labels = [column("check", [one.check.text for one in found])]
    if len(checked.compared.strategies) > 1:
        labels.append(column("strategy", [one.strategy for one in found]))
    if len(checked.compared.futures) > 1:
        labels.append(column("future", [future_label(one.future) for one in found]))
    verdicts = [Cell(one.finding + _remark(one), _TONE[one.finding]) for one in found]
    return Sheet(tuple(labels), (column("value", list(map(_value, found))), column("verdict", verdicts, left=True)))


def _value(outcome: "Outcome") -> str:
    unit, limit = METRICS[outcome.check.metric].unit, outcome.check.limit
    return format_row(outcome.value, outcome.low, outcome.high, unit, limit, outcome.enough)


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
