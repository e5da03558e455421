"""What the picture of differences says of the goal in its title: who is better than the baseline, and by how much."""

from typing import TYPE_CHECKING

from simulator.catalogue import Unit
from simulator.report.pictures.captions import one_line
from simulator.report.words.goal_words import goal_label, goal_level, goal_size, more_or_less, serves
from simulator.report.words.numbers import format_difference, format_value
from simulator.report.words.parts import parts
from simulator.report.words.signs import Sign, sign
from simulator.standing import standing

if TYPE_CHECKING:
    from simulator.comparison import Comparison


def headline(comparison: "Comparison") -> str:
    """Return in one line what the picture says of the headline metric."""
    if comparison.replications == 1:
        return "Only one replication: differences may be chance"
    there = standing(comparison)
    if there is None or not there.contested:
        return "No strategy can be called best: the customers differ" if there else "No contacts arrived"
    if there.leader is None:
        return "No strategy can be best: each breaks a condition of the goal"
    compared = [name for name in there.among if name not in (comparison.baseline, *there.barred)]
    found = {name: comparison.goal_delta(name) for name in compared}
    level = comparison.goal_row(comparison.baseline).value
    signs = {name: sign(delta, level) for name, delta in found.items()}
    better = [name for name, one in signs.items() if one is Sign.BETTER]
    if better:
        ahead = [name for name in better if name in there.ahead] or better
        return _better(comparison, max(ahead, key=lambda name: comparison.goal.sense * found[name].difference))
    return (_no_better if comparison.goal.is_usual else _none_by_goal)(comparison, set(signs.values()))


def _better(comparison: "Comparison", best: str) -> str:
    """Return by how much the best is better than the baseline."""
    delta, baseline = comparison.goal_delta(best), one_line(comparison.baseline)
    if comparison.goal.is_usual:
        level = format_value(comparison.goal_row(best).value, Unit.SHARE)
        size = format_difference(delta.difference, Unit.SHARE).removeprefix("+")
        whom = " of all contacts" if len(parts(comparison)) > 1 else ""
        return f"{one_line(best)} serves {level}{whom} in time, {size} more than {baseline}"
    if comparison.goal.alone is None:
        size = goal_size(comparison, delta.difference)
        more = more_or_less(comparison, delta.difference)
        return f"{one_line(best)} reaches {goal_level(comparison, best)} by the goal, {size} {more} than {baseline}"
    size = f"{goal_size(comparison, delta.difference)} {more_or_less(comparison, delta.difference)}"
    return f"{serves(comparison, best, subject=one_line(best))}, {size} than {baseline}"


def _no_better(comparison: "Comparison", signs: set[Sign]) -> str:
    baseline = one_line(comparison.baseline)
    if Sign.OPEN in signs:
        return f"No strategy is shown to serve more in time than {baseline} yet"
    if Sign.CLOSE in signs:
        return f"No strategy serves noticeably more in time than {baseline}"
    if Sign.SAME in signs:
        return f"No strategy serves more in time than {baseline}"
    return f"{baseline} serves most in time"


def _none_by_goal(comparison: "Comparison", signs: set[Sign]) -> str:
    """Return that nobody is better by a goal that the scenario states."""
    baseline = one_line(comparison.baseline)
    label = "the goal" if comparison.goal.alone is None else goal_label(comparison)
    if Sign.OPEN in signs:
        return f"No strategy is shown to be better than {baseline} by {label} yet"
    if Sign.CLOSE in signs:
        return f"No strategy is noticeably better than {baseline} by {label}"
    if Sign.SAME in signs:
        return f"No strategy is better than {baseline} by {label}"
    return f"{baseline} is best by {label}"
