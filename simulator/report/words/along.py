"""The closing sentences of one strategy along a grid: from where on it meets its targets, where it is best by the goal.

A value is enough only where the whole interval says so, and only if all larger values say so too: a target that is met
at 24 and not at 26 is not met *from 24 on*.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.checking import LEVEL, Finding, targets, worst, worst_first
from simulator.report.words.cost import agent_hours
from simulator.report.words.goal_words import goal_label, goal_level, is_level, serves
from simulator.report.words.numbers import listed
from simulator.report.words.phrases import named
from simulator.report.words.places import at, axis_labels, everywhere, places
from simulator.report.words.sentence import nothing_to_tell
from simulator.stats.paired import Verdict

if TYPE_CHECKING:
    from simulator.checking import Checked, CheckResult
    from simulator.compared import Compared
    from simulator.comparison import Comparison

ALIKE = 0.02
"""Agent hours that differ by less than this share differ by overtime, not by what the grid decides."""


def sentence_along(run: "Compared", promises: "Checked | None" = None) -> str:
    """Return what ``run``, one strategy in one future along a grid, says of its targets and of the goal."""
    levels = {one: one.goal.sense * one.goal_row(run.baseline).value for one in run}
    known = [one for one, level in levels.items() if level == level]
    if not known:
        return nothing_to_tell(run.first)
    best = max(known, key=levels.__getitem__)
    if run.replications == 1:
        usual = run.first.goal.is_usual
        most = "most contacts were served in time" if usual else f"{goal_label(run.first)} was best"
        where = f"{at(best, run)} ({_level(best)})"
        return f"One replication cannot separate the points: {most} at {where}, which may be chance."
    kept = [_kept(run, promises), _own(run, promises)] if promises else []
    return " ".join(part for part in (*kept, _highest(run, known, best)) if part)


def _kept(run: "Compared", promises: "Checked") -> str:
    """Return where all targets are met."""
    found = {one: worst(_at(promises, one)) for one in run}
    holds, unsure = ([one for one in run if found[one] is word] for word in (Finding.HOLDS, Finding.UNDECIDED))
    what = _promises(run, promises)
    if len(holds) == len(run):
        return f"{what} {everywhere(run)}."
    doubt = f"; {places(unsure, run)} this is undecided" if unsure else ""
    if not holds:
        return f"{_none(what, shown=bool(unsure))}{doubt}."
    return f"{what} {_on(run, holds)}{_cheapest(run, holds)}{doubt}."


def _own(run: "Compared", promises: "Checked") -> str:
    """Return where, of the points at which the checks hold, types are not sure to meet their own targets."""
    stated = {outcome.check.text for outcome in promises.outcomes}
    holds = [one for one in run if worst(_at(promises, one)) is Finding.HOLDS]
    own = {one: [each for each in targets(one, run.baseline) if each.check.text not in stated] for one in holds}
    short = [one for one, outcomes in own.items() if worst(outcomes) is not Finding.HOLDS]
    if not short:
        return ""
    found = [each for one in short for each in own[one]]
    broken = worst_first(found) or [each for each in found if each.finding is Finding.UNDECIDED]
    types = dict.fromkeys(each.check.of.partition(":")[2] for each in broken)
    which = "service level" if {each.check.metric for each in broken} == {LEVEL} else "targets"
    meets = f"{listed(list(types))} {'meets its' if len(types) == 1 else 'meet their'} own {which}"
    if len(short) == len(holds):
        return f"At none of these points is it certain that {meets}."
    return f"{places(short, run).capitalize()} it is not certain that {meets}."


def _at(promises: "Checked", one: "Comparison") -> "list[CheckResult]":
    return [each for each in promises.outcomes if (each.future, each.point) == (one.future, one.point)]


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
    return f"{'Both' if len(texts) == 2 else f'All {len(texts)}'} targets are met"


def _none(what: str, shown: bool) -> str:
    """Return that it is so at no point, or, where some cannot be told yet, that it is ``shown`` at none."""
    if what.endswith(" targets are met"):
        return f"At no point are all targets {'shown to be ' * shown}met"
    return f"{what.removesuffix(' holds')} is shown to hold at no point" if shown else f"{what} at no point"


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
        one: best.goal_delta(run.baseline, since=one, among=len(known) - 1).verdict for one in known if one is not best
    }
    equals = [one for one, word in verdicts.items() if word is Verdict.SAME]
    rivals = [one for one, word in verdicts.items() if word is Verdict.CANNOT_TELL]
    if len(equals) == len(known) - 1:
        return f"It makes no difference: {serves(best, run.baseline, subject=named(run.baseline))} everywhere."
    if len(rivals) + len(equals) == len(known) - 1:
        about = serves(best, run.baseline, f"about {_level(best)}", named(run.baseline))
        return f"The differences between the points are undecided: {about}."
    sense = best.goal.sense
    lowest = min(known, key=lambda one: sense * one.goal_row(run.baseline).value)
    ends = f"; {places(equals, run)} it is exactly as {'many' if best.goal.is_usual else 'good'}" if equals else ""
    ends += f"; {_open(run, [one for one in known if one in rivals or one is best])}" if rivals else ""
    little = ", by too little to matter" if is_level(best, best.goal_delta(run.baseline, since=lowest)) else ""
    if best.goal.is_usual:
        return (
            f"{named(run.baseline)} serves the fewest contacts in time at {at(lowest, run)} ({_level(lowest)}) "
            f"and the most at {at(best, run)} ({_level(best)}){little}{ends}."
        )
    return (
        f"By {goal_label(best)} {named(run.baseline)} is worst at {at(lowest, run)} ({_level(lowest)}) and best "
        f"at {at(best, run)} ({_level(best)}){little}{ends}."
    )


def _open(run: "Compared", highest: "Sequence[Comparison]") -> str:
    """Return among which points, the highest and those that cannot be told from it, nothing can be told yet."""
    where = _on(run, highest)
    among = "" if where.startswith(("from ", "up to ")) else "among those "
    return f"{among}{where} no difference is certain yet"


def _level(one: "Comparison") -> str:
    return goal_level(one, one.baseline)
