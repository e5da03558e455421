"""The closing sentences of one strategy along a grid: from where on it keeps its promises, where it serves most.

A value is enough only where the whole interval says so, and only if all larger values say so too: a promise that holds
at 24 and not at 26 does not hold *from 24 on*.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.catalogue import HEADLINE, Unit
from simulator.checking import Finding, worst
from simulator.report.cost import agent_hours
from simulator.report.numbers import format_value
from simulator.report.places import at, axis_labels, everywhere, places
from simulator.report.sentence import named
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.checking import Checked
    from simulator.comparison import Compared, Comparison

ALIKE = 0.02
"""Agent hours that differ by less than this share differ by overtime, not by what the grid decides."""


def sentence_along(run: "Compared", promises: "Checked | None" = None) -> str:
    """Return what ``run``, one strategy in one future along a grid, says of the promises and of the headline."""
    levels = {one: one.row(run.baseline, HEADLINE).value for one in run}
    known = [one for one, level in levels.items() if level == level]
    if not known:
        return "Nobody came in any replication, so there is nothing to tell."
    best = max(known, key=levels.__getitem__)
    if run.replications == 1:
        return (
            f"One replication cannot tell points apart: most were served in time at {at(best, run)} "
            f"({_level(best)}), which may be chance."
        )
    kept = [_kept(run, promises)] if promises else []
    return " ".join((*kept, _highest(run, known, best)))


def _kept(run: "Compared", promises: "Checked") -> str:
    """Return where all promises are kept."""
    found = {
        one: worst(
            outcome for outcome in promises.outcomes if (outcome.future, outcome.point) == (one.future, one.point)
        )
        for one in run
    }
    holds, unsure = ([one for one in run if found[one] is word] for word in (Finding.HOLDS, Finding.UNDECIDED))
    what = _promises(run, promises)
    if len(holds) == len(run):
        return f"{what} {everywhere(run)}."
    doubt = f"; {places(unsure, run)} that cannot be told yet" if unsure else ""
    if not holds:
        return f"{_none(what)}{doubt}."
    return f"{what} {_on(run, holds)}{_cheapest(run, holds)}{doubt}."


def _cheapest(run: "Compared", holds: "Sequence[Comparison]") -> str:
    """Return which of these points needs the fewest agent hours, where they need not all the same."""
    hours = [agent_hours(one, run.baseline) for one in holds]
    if max(hours) - min(hours) <= ALIKE * max(hours):
        return ""
    cheapest = holds[hours.index(min(hours))]
    where = at(cheapest, run)
    if where in _on(run, holds):
        return f" ({min(hours):,.1f} agent hours {cheapest.period})"
    return f", with the fewest agent hours ({min(hours):,.1f} {cheapest.period}) at {where}"


def _promises(run: "Compared", promises: "Checked") -> str:
    texts = list(dict.fromkeys(outcome.check.text for outcome in promises.outcomes))
    if len(texts) == 1:
        return f"{texts[0]} holds"
    return f"{'Both' if len(texts) == 2 else f'All {len(texts)}'} promises hold"


def _none(what: str) -> str:
    if what.endswith(" promises hold"):
        return "At no point do all promises hold"
    return f"{what} at no point"


def _on(run: "Compared", holds: "Sequence[Comparison]") -> str:
    """Return where, as *from agents = 24 on*, *up to agents = 30*, else where exactly."""
    axis = run.grid.axes[0]
    if len(run.grid.axes) == 1 and axis.rises:
        everything, label = list(run), axis_labels(run.grid)[0]
        if holds == everything[-len(holds) :]:
            return f"from {label} = {holds[0].point[0][1]} on"
        if holds == everything[: len(holds)]:
            return f"up to {label} = {holds[-1].point[0][1]}"
    return places(holds, run)


def _highest(run: "Compared", known: "Sequence[Comparison]", best: "Comparison") -> str:
    """Return where most are served in time, and which points cannot be told from that."""
    verdicts = {
        one: best.delta(run.baseline, HEADLINE, since=one, among=len(known) - 1).verdict
        for one in known
        if one is not best
    }
    equals = [one for one, word in verdicts.items() if word is Verdict.SAME]
    rivals = [one for one, word in verdicts.items() if word is Verdict.CANNOT_TELL]
    if len(equals) == len(known) - 1:
        return (
            f"It makes no difference: {named(run.baseline)} serves {_level(best)} of all who came in time everywhere."
        )
    if len(rivals) + len(equals) == len(known) - 1:
        return f"No point can be told from another yet: {named(run.baseline)} serves about {_level(best)} in time."
    lowest = min(known, key=lambda one: one.row(run.baseline, HEADLINE).value)
    ends = f"; {places(equals, run)} it is exactly as many" if equals else ""
    ends += f"; {_open(run, [one for one in known if one in rivals or one is best])}" if rivals else ""
    return (
        f"Of all who came {named(run.baseline)} serves fewest in time at {at(lowest, run)} ({_level(lowest)}) and most "
        f"at {at(best, run)} ({_level(best)}){ends}."
    )


def _open(run: "Compared", highest: "Sequence[Comparison]") -> str:
    """Return among which points, the highest and those that cannot be told from it, nothing can be told yet."""
    where = _on(run, highest)
    among = "" if where.startswith(("from ", "up to ")) else "among those "
    return f"{among}{where} no difference can be told yet"


def _level(one: "Comparison") -> str:
    return format_value(one.row(one.baseline, HEADLINE).value, Unit.SHARE)
