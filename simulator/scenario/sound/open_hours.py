"""Checks of the hours of channels and types: they must be hours, be open at some time, and lead somewhere outside."""

from collections.abc import Iterable, Iterator, Set

from simulator.errors import Problem
from simulator.scenario.days.opening import hours_on, hours_stated, opening_of, stretches_of
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import Hours, Scenario
from simulator.scenario.nouns.closed_doors import Redirect
from simulator.scenario.nouns.day_names import name_on
from simulator.scenario.nouns.hours import EVERY_DAY, DayHours, HoursOfDays, Span, backwards
from simulator.scenario.rules.hours_changed import closed_by_rules
from simulator.scenario.text.nodes import Mapping, dotted, problem
from simulator.units import format_time_of_day

Path = tuple[str, ...]


def hours_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what is wrong with hours in a valid ``scenario``; places come from its ``tree``."""
    wrong = [one for path, hours in stated_hours(scenario) for one in _hours(scenario, tree, path, hours)]
    return [*wrong, *_circles(scenario, tree)]


def when_closed_for_nobody(variants: Iterable[tuple[Scenario, Mapping]]) -> list[Problem]:
    """Return what is said of those who come outside hours, where there are none in any of the valid ``variants``.

    Who comes again may come while the center itself is closed, so with follow-ups it always means somebody; and the
    strategy that has none need not unsay it.
    """
    there = list(variants)
    if any(scenario.follow_ups for scenario, _ in there):
        return []
    closed = frozenset[str]().union(*(closed_by_rules(scenario) for scenario, _ in there))
    return list(dict.fromkeys(one for scenario, tree in there for one in _without_hours(scenario, tree, closed)))


def stated_hours(scenario: Scenario) -> Iterator[tuple[Path, HoursOfDays]]:
    """Yield the path and the hours of all who state any."""
    for section, nouns in (("channels", scenario.channels), ("contact_types", scenario.contact_types)):
        for name, one in nouns.items():
            if one.hours is not None:
                yield (section, name, "hours"), one.hours


def entries_by_day(scenario: Scenario, hours: HoursOfDays) -> dict[int, str]:
    """Return for each simulated day, by its number, which entry of ``hours`` counts; empty where none does."""
    horizon, days = scenario.horizon, scenario.horizon.simulated_days
    usual = EVERY_DAY if EVERY_DAY in hours else ""
    return {
        number: name_on(hours, horizon.weekday_of(number), horizon.date_of(number)) or usual
        for number in range(days[0].number, days[-1].number + 1)
    }


def entry_path(tree: Mapping, path: Path, entry: str) -> Path:
    """Return the path of an entry; what is for every day may stand there by itself."""
    node = tree
    for part in path:
        node = node.section(part)
    return (*path, entry) if entry in node.entries else path


def _hours(scenario: Scenario, tree: Mapping, path: Path, hours: HoursOfDays) -> Iterator[Problem]:
    told: set[str] = set()
    by_day = entries_by_day(scenario, hours)
    for number, entry in by_day.items():
        for span in hours_on(hours, scenario.horizon, number):
            if (clocks := backwards(span)) and entry not in told:
                told.add(entry)
                yield _backwards(tree, entry_path(tree, path, entry), clocks)
    # What is for a day that is not simulated can only be judged where both are given.
    for entry, one in hours.items():
        clocks = _backwards_itself(one)
        if clocks and entry not in told:
            yield _backwards(tree, entry_path(tree, path, entry), clocks)
    if not any(hours_on(hours, scenario.horizon, number) for number in by_day):
        what = "it is never open: its hours are closed on every simulated day."
        hint = "Open it on one of them, or simulate a day on which it is open."
        yield problem(key_mark(tree, *path), dotted(*path), what, hint)
    elif not told and not stretches_of(hours, scenario.horizon):
        yield _outside(scenario, tree, path, hours)


def _outside(scenario: Scenario, tree: Mapping, path: Path, hours: HoursOfDays) -> Problem:
    """Tell of hours of which none is inside the center's."""
    horizon = scenario.horizon
    numbers = entries_by_day(scenario, hours)
    mine = _clocks({hours_on(hours, horizon, number) for number in numbers})
    center = _clocks({((day.opens_s - day.start_s, day.closes_s - day.start_s),) for day in horizon.simulated_days})
    what = f"it is never open: its hours{mine} lie outside the center's{center}{_refused(scenario, path)}"
    hint = "Change these hours or horizon.from and horizon.to."
    return problem(key_mark(tree, *path), dotted(*path), f"{what.rstrip(',')}.", hint)


def _clocks(days: set[tuple[Span, ...]]) -> str:
    """Return the times that are those of all ``days`` on which it is open, as a phrase; empty where they differ."""
    open_ = [spans for spans in days if spans]
    if len(open_) != 1 or len(open_[0]) != 1:
        return ""
    from_s, to_s = open_[0][0]
    return f", {format_time_of_day(from_s)} to {format_time_of_day(to_s)},"


def _refused(scenario: Scenario, path: Path) -> str:
    """Say what would become of all contacts, where that is one thing: they are refused."""
    section, name = path[0], path[1]
    of_channel = [key for key, one in scenario.contact_types.items() if one.channel == name and one.hours is None]
    types = [name] if section == "contact_types" else of_channel
    refused = bool(types) and all(opening_of(scenario, one).when_closed == "refuse" for one in types)
    return " and all its contacts would be refused" if refused else ""


def _backwards_itself(one: DayHours) -> str:
    if not isinstance(one, Hours) or one.from_s is None or one.to_s is None:
        return ""
    return backwards((one.from_s, one.to_s))


def _backwards(tree: Mapping, path: Path, clocks: str) -> Problem:
    return problem(value_mark(tree, *path), dotted(*path), f"expected hours that end after they begin, {clocks}")


def _without_hours(scenario: Scenario, tree: Mapping, closed: Set[str]) -> Iterator[Problem]:
    """Find what is said of those who come outside hours, where there are none and nobody has ``closed`` the type."""
    hint = 'Write hours: {from: "08:00", to: "22:00"} as well.'
    for name, one in scenario.contact_types.items():
        has_hours = hours_stated(one, scenario.channels[one.channel]) is not None or name in closed
        if one.when_closed is not None and not has_hours:
            path = ("contact_types", name, "when_closed")
            what = "this needs hours, but neither this type nor its channel has any."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)
    for name, channel in scenario.channels.items():
        types = {key: one for key, one in scenario.contact_types.items() if one.channel == name}
        has_hours = channel.hours is not None or any(
            one.hours is not None or key in closed for key, one in types.items()
        )
        if channel.when_closed is not None and not has_hours:
            path = ("channels", name, "when_closed")
            what = "this needs hours, but neither this channel nor any of its types has any."
            yield problem(value_mark(tree, *path), dotted(*path), what, hint)


def _circles(scenario: Scenario, tree: Mapping) -> Iterator[Problem]:
    """Find redirects that lead back to where they began, each circle once."""
    # Who is open whenever the center is redirects nobody but those who come again while it is closed.
    doors = {name: opening_of(scenario, name) for name in scenario.contact_types}
    closed = closed_by_rules(scenario)
    is_closed = {name: one.stretches is not None or name in closed for name, one in doors.items()}
    leads = {name: one.redirect_to for name, one in doors.items() if is_closed[name] or scenario.follow_ups}
    told: set[str] = set()
    for name in leads:
        way = [name]
        while (following := leads.get(way[-1])) is not None and following not in way:
            way.append(following)
        if following != name or name in told:
            continue
        told.update(way)
        path = redirect_path(scenario, name)
        if len(way) == 1:
            what, hint = f"'{name}' would be redirected to itself.", f"Give '{name}' a when_closed of its own."
        else:
            what = f"the redirects go in a circle: {' to '.join((*way, name))}."
            hint = "Give one of them another when_closed."
        # In the short form the way ends at the name itself.
        yield problem(value_mark(tree, *path, "type"), dotted(*path), what, hint)


def redirect_path(scenario: Scenario, type_name: str) -> Path:
    """Return where it stands to which type those of ``type_name`` are redirected: at the type or at its channel."""
    one = scenario.contact_types[type_name]
    holder = ("contact_types", type_name) if isinstance(one.when_closed, Redirect) else ("channels", one.channel)
    return (*holder, "when_closed", "redirect")
