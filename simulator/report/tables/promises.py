"""The checks on the terminal: what was promised, what was found, and what it takes to decide the undecided.

Beside them stands which types miss a target of their own that no check states, so that *all checks hold* cannot
be read as *all is well*.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.checking import LEVEL, Finding, is_own, targets, worst, worst_first
from simulator.report.blocks import Blocks, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.tables.legends import explained
from simulator.report.tables.routing_outcomes import routing_blocks
from simulator.report.tables.table import heading
from simulator.report.words.numbers import format_row, listed
from simulator.report.words.phrases import named, round_up
from simulator.report.words.places import future_label, in_future
from simulator.report.words.targets import beside, own_called, shortened, target_words
from simulator.report.words.titled import checked_for_people
from simulator.stats.paired import replications_needed, replications_of_nothing

if TYPE_CHECKING:
    from simulator.checking import Checked, CheckResult
    from simulator.compared import Compared

_TONE = {Finding.HOLDS: Tone.GOOD, Finding.BROKEN: Tone.BAD, Finding.UNDECIDED: Tone.UNSURE}
_WORDS = {
    Finding.HOLDS: ("holds", "hold"),
    Finding.BROKEN: ("is broken", "are broken"),
    Finding.UNDECIDED: ("is undecided", "are undecided"),
}
_TARGET_WORDS = {
    Finding.HOLDS: ("is met", "are met"),
    Finding.BROKEN: ("is missed", "are missed"),
    Finding.UNDECIDED: ("is undecided", "are undecided"),
}
FAR = 100_000
"""More replications than this are not worth naming."""


@explained
def checks_blocks(checked: "Checked") -> Blocks:
    """Yield the routing tests, then every check with what was found, and a sentence that counts them."""
    checked = checked_for_people(checked) or checked
    if checked.run is None:
        yield Paragraph(checked.routing.name, Tone.TITLE)
        yield from routing_blocks(checked.routing)
        return
    yield from heading(checked.compared)
    yield from routing_blocks(checked.routing)
    yield checks_sheet(checked)
    yield Paragraph(with_own(checked), Tone.STRONG)


def checks_sheet(checked: "Checked") -> Sheet:
    """Return a line for every check of every strategy in every future."""
    found = checked.outcomes
    labels = [column("check", [one.check.text for one in found])]
    if len(checked.compared.strategies) > 1:
        labels.append(column("strategy", [one.strategy for one in found]))
    if len(checked.compared.futures) > 1:
        labels.append(column("future", [future_label(one.future) for one in found]))
    verdicts = [TableCell(one.finding + _remark(one, checked.compared), _TONE[one.finding]) for one in found]
    return Sheet(tuple(labels), (column("value", list(map(_value, found))), column("verdict", verdicts, left=True)))


def _value(outcome: "CheckResult") -> str:
    return format_row(outcome.value, outcome.low, outcome.high, outcome.check.unit, outcome.check.limit, outcome.enough)


def count(checked: "Checked", word: str = "check") -> str:
    """Return in one sentence how many checks hold, are broken, are undecided; future by future where there are some.

    ``word`` says what they are, where they are not checks alone.
    Futures in which the same can be said are named together.
    """
    futures = checked.compared.futures
    if len(futures) == 1:
        return _count(checked.outcomes, word)
    said: dict[str, list[str]] = {}
    for future in futures:
        words = _count([outcome for outcome in checked.outcomes if outcome.future == future], word)
        said.setdefault(words[0].lower() + words[1:-1], []).append(in_future(future))
    if len(said) == 1:
        (words,) = said
        return f"In {'both' if len(futures) == 2 else f'all {len(futures)}'} futures {words}."
    text = "; ".join(f"{listed(places)} {words}" for words, places in said.items())
    return f"{text[0].upper()}{text[1:]}."


def with_own(checked: "Checked") -> str:
    """Return the count of the checks with the types that miss a target of their own which no check states.

    Of one that is missed in several futures or strategies, where it is worst. Exit codes go by the checks alone.
    """
    run = checked.compared
    own = {one: [each for name in run.strategies for each in targets(one, name) if is_own(each, one)] for one in run}
    broken = worst_first(each for outcomes in own.values() for each in outcomes)
    shown = {(each.check.of, each.check.metric): each for each in reversed(broken)}
    told = [_own_words(each, run) for each in worst_first(shown.values())]
    open_ = dict.fromkeys(
        (each.check.of, each.check.metric)
        for outcomes in own.values()
        for each in outcomes
        if each.finding is Finding.UNDECIDED
    )
    said = count(checked).removesuffix(".")
    if told:
        count_of = len({of for of, _ in shown})
        types = "1 contact type misses its" if count_of == 1 else f"{count_of} contact types miss their"
        but = "but" if worst(checked.outcomes) is Finding.HOLDS else "and"
        said += f"; {but} {types} own {_which(shown)}: {shortened(told)}"
    if more := [one for one in open_ if one not in shown]:
        said += f"; undecided: {shortened([own_called(run.first, of, metric) for of, metric in more])}"
    return f"{said}."


def _which(targets: Iterable[tuple[str, str]]) -> str:
    """Return what targets, each of a type by a metric, are called."""
    return "service level" if {metric for _, metric in targets} == {LEVEL} else "targets"


def _own_words(outcome: "CheckResult", run: "Compared") -> str:
    one = run.at(outcome.future)
    who = [named(outcome.strategy)] if len(run.strategies) > 1 else []
    who += [in_future(outcome.future)] if len(run.futures) > 1 else []
    told = target_words(outcome, one)
    return beside(told, ", ".join(who)) if who else told


def _count(outcomes: "Sequence[CheckResult]", word: str) -> str:
    found = Counter(outcome.finding for outcome in outcomes)
    total = len(outcomes)
    words = _WORDS if word == "check" else _TARGET_WORDS
    if len(found) == 1 and Finding.HOLDS in found:
        one, more = words[Finding.HOLDS]
        return {1: f"The {word} {one}.", 2: f"Both {word}s {more}."}.get(total, f"All {total} {word}s {more}.")
    if total == 1:
        return f"The {word} {words[outcomes[0].finding][0]}."
    counted = [(found[finding], words[finding][found[finding] > 1]) for finding in Finding if found[finding]]
    (number, verb), *others = counted
    return f"{listed([f'{number} of {total} {word}s {verb}', *(' '.join(map(str, each)) for each in others)])}."


def _remark(outcome: "CheckResult", run: "Compared") -> str:
    """Return why, or how many replications would probably decide."""
    if outcome.reason:
        return f": {outcome.reason}"
    if outcome.finding is not Finding.UNDECIDED:
        return ""
    limit, n = outcome.check.limit, outcome.n
    share = outcome.check.unit is Unit.SHARE
    if outcome.value == 0 or (share and outcome.value == 1):
        reach = outcome.high - outcome.low
        needed = replications_of_nothing(abs(outcome.value - limit), reach, n, run.first.confidence)
    else:
        needed = replications_needed(outcome.value - limit, outcome.low - limit, outcome.high - limit, n)
    if needed and outcome.check.on_days:
        # Days are counted there, and a replication may be several.
        needed = math.ceil(needed * run.replications / n)
    return f", try {round_up(needed):,} replications" if needed and needed <= FAR else ""
