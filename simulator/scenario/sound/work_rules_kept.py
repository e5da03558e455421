"""Plans that break work rules, each limit told once with its worst case, and limits that cannot be checked."""

from collections.abc import Iterator, Mapping, Sequence

from simulator.errors import Problem
from simulator.scenario.days.calendar_weeks import SimulatedDays
from simulator.scenario.days.worked_shifts import Somebody
from simulator.scenario.days.working_days import WorkingDay, working_days
from simulator.scenario.layers.positions import key_mark
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.work_rules import WorkRules
from simulator.scenario.sound.breach import Breach, person
from simulator.scenario.sound.limits_of_days import OF_A_DAY, OfADay, breaches_on_days, break_due
from simulator.scenario.sound.limits_of_weeks import OF_A_PERSON
from simulator.scenario.text import nodes
from simulator.scenario.text.nodes import dotted, problem

Days = Mapping[Somebody, Sequence[WorkingDay]]
Path = tuple[str, ...]

_SECTION, _UNCHECKED = "work_rules", "work_rule_unchecked"
_BY_WEEK = ("longest_week", "longest_average_week", "weekly_rest")
_BY_WHOLE_WEEK = ("longest_average_week", "weekly_rest")
_OF_SEVERAL_DAYS = (*_BY_WEEK, "days_in_a_row")
_BY_DAYS = ("rest", "longest_week")
_COUNTED = {"longest_average_week": "", "longest_week": "week", "weekly_rest": "week", "days_in_a_row": "row"}
"""What a limit is broken in, where it is not a day."""
_SAME_PEOPLE = "Agents without names are the same people every day: crews and `on` divide the days between them."
_NOBODY = ("nobody they apply to works in shifts", "Agents of a headcount have no working days of their own.")
_NO_WEEKDAY = ("the horizon has no weekday", "Give it a weekday or a date.")
_NO_WHOLE_WEEK = ("no week is simulated from Monday to Sunday", "Simulate whole weeks.")
_FEW_DAYS = ("too few days are simulated", "Simulate more days.")
_LISTED_MAX = 3


def work_rule_warnings(scenario: Scenario, tree: nodes.Mapping) -> list[Problem]:
    """Return the limits that the plans of ``scenario`` break, and those that cannot be checked on what is simulated.

    Places come from its ``tree``; the latter have a kind of their own.
    """
    if not scenario.work_rules:
        return []
    days, known = working_days(scenario), SimulatedDays(scenario.horizon)
    return [*_broken(scenario, days, known, tree), *_not_checked(scenario, days, known, tree)]


def _broken(scenario: Scenario, days: Days, known: SimulatedDays, tree: nodes.Mapping) -> list[Problem]:
    found, hint = list[Problem](), _SAME_PEOPLE
    for name, rules in scenario.work_rules.items():
        mine = _whose(rules, days)
        for path in _limits(rules):
            breaches = [one for each in mine.values() for one in _breaches(path, rules, each, known)]
            if breaches:
                full = (_SECTION, name, *path)
                what, mark = _told(breaches, _COUNTED.get(path[0], "day")), key_mark(tree, *full)
                is_about_days = path[0] in _OF_SEVERAL_DAYS and any(one.who.number >= 0 for one in breaches)
                found.append(problem(mark, dotted(*full), what, hint * is_about_days))
                # Said once, it is known.
                hint *= not is_about_days
    return found


def _not_checked(scenario: Scenario, days: Days, known: SimulatedDays, tree: nodes.Mapping) -> list[Problem]:
    by_reason: dict[tuple[str, str], list[str]] = {}
    for name, rules in scenario.work_rules.items():
        mine = _whose(rules, days)
        for path in _limits(rules):
            reason = _why_unchecked(path[0], rules, mine, known)
            if reason is not None:
                by_reason.setdefault(reason, []).append(dotted(name, *path))
    return [_unchecked(tree, reason, hint, limits) for (reason, hint), limits in by_reason.items()]


def _limits(rules: WorkRules) -> Iterator[Path]:
    for key in rules.given:
        if key == "breaks":
            yield from (("breaks", name) for name in rules.breaks)
        else:
            yield (key,)


def _whose(rules: WorkRules, days: Days) -> Days:
    """Return the days of those whom the rules are for; of who works in a group, those in others as well."""
    if rules.of is None:
        return days
    names = set(rules.of)
    return {who: mine for who, mine in days.items() if _is_named(who, mine, names)}


def _is_named(who: Somebody, days: Sequence[WorkingDay], names: set[str]) -> bool:
    if who.number < 0 and who.name in names:
        return True
    return any(not names.isdisjoint(one.groups) for one in days)


def _breaches(path: Path, rules: WorkRules, days: Sequence[WorkingDay], known: SimulatedDays) -> list[Breach]:
    if path[0] in OF_A_PERSON:
        return list(OF_A_PERSON[path[0]](rules, days, known))
    look: OfADay = break_due(path[1]) if path[0] == "breaks" else OF_A_DAY[path[0]]
    return breaches_on_days(look, rules, days, known)


def _told(breaches: Sequence[Breach], counted: str) -> str:
    """Return the worst breach, the first of equal ones, and how many people there are, on how many days."""
    worst = max(breaches, key=lambda one: (one.by, -one.when))
    said = f"{person(worst.who)} {worst.said}."
    if len(breaches) == 1:
        return said
    people, times = len({one.who for one in breaches}), len({one.when for one in breaches})
    who = "1 person" if people == 1 else f"{people} people"
    if counted == "row":
        return f"{said} In all: {who}, {len(breaches)} times."
    plural = "s" if times > 1 else ""
    when = {"day": f" on {times} day{plural}", "week": f" in {times} week{plural}", "": ""}[counted]
    return f"{said} In all: {who}{when}."


def _why_unchecked(key: str, rules: WorkRules, mine: Days, known: SimulatedDays) -> tuple[str, str] | None:
    if not mine:
        return _NOBODY
    if key in _BY_WEEK and not known.weeks:
        return _NO_WEEKDAY
    if key in _BY_WHOLE_WEEK and not known.whole_weeks:
        return _NO_WHOLE_WEEK
    at_least = rules.days_in_a_row if key == "days_in_a_row" else 1 if key in _BY_DAYS else 0
    has_several = key == "rest" and any(len(days) > 1 for days in mine.values())
    return _FEW_DAYS if known.number <= (at_least or 0) and not has_several else None


def _unchecked(tree: nodes.Mapping, reason: str, hint: str, limits: Sequence[str]) -> Problem:
    listed, more = list(limits[:_LISTED_MAX]), len(limits) - _LISTED_MAX
    if more > 0:
        listed.append(f"{more} more")
    names = " and ".join(filter(None, (", ".join(listed[:-1]), listed[-1])))
    what = f"{names} {'is' if len(limits) == 1 else 'are'} not checked: {reason}."
    return problem(key_mark(tree, _SECTION), _SECTION, what, hint, _UNCHECKED)
