"""The agent groups of a tree while plans are laid into them: what a sheet says of shifts and numbers becomes nodes.

Marks are those of the cells, so that whatever is wrong later is told with the cell that says it.
"""

from collections.abc import Iterable

from simulator.errors import Problem
from simulator.scenario.layers.plan_grid import CountFrom, GridColumn
from simulator.scenario.layers.plan_list import SheetShift
from simulator.scenario.layers.plan_matrix import CodedDay
from simulator.scenario.layers.plan_people import PlannedPeople
from simulator.scenario.layers.plan_teams import PlannedTeams
from simulator.scenario.nouns.plan_sheets import Activity, PlanCode
from simulator.scenario.text.nodes import Entry, Mapping, Mark, Node, Scalar, Sequence, dotted, is_nothing, problem
from simulator.scenario.text.sheets import PlanSheet
from simulator.scenario.text.spelling import as_name
from simulator.scenario.text.suggest import did_you_mean
from simulator.units import format_duration, parse_time_of_day
from simulator.units import format_time_of_day as clock

_WHO = ("agents", "people", "people_on")
Crowd = dict[str, tuple[Mark, list[Scalar]]]
"""By day: the place of the day, and who works."""


class PlannedGroups:
    """Groups being filled by plans; ``problems`` are what does not fit."""

    def __init__(self, groups: Mapping, people: PlannedPeople, teams: PlannedTeams) -> None:
        self.problems: list[Problem] = []
        self.people, self.teams = people, teams
        self._groups = {name: dict(one.entries) for name, one in groups.items() if isinstance(one, Mapping)}
        self._marks = {name: one.mark for name, one in groups.items()}
        self._tree = groups
        self._shifts = {name: dict(_section(entries, "shifts")) for name, entries in self._groups.items()}
        self._stated = {name: dict(shifts) for name, shifts in self._shifts.items()}
        self._crowds: dict[tuple[str, str], Crowd] = {}
        self._named: dict[tuple[object, ...], str] = {}
        self._by_list: set[str] = set()
        self._coded: set[tuple[str, str]] = set()
        self._told: set[tuple[str, str]] = set()

    @property
    def names(self) -> list[str]:
        """Return the names of all groups."""
        return list(self._groups)

    def add_shifts(self, plan: str, sheet: PlanSheet, shifts: Iterable[SheetShift], rests: dict[str, Activity]) -> None:
        """Add the shifts of a list."""
        for one in shifts:
            mark = sheet.mark_of(one.group_cell)
            if self._has(one.group, mark) and not self._is_counted(one.group, plan):
                self._by_list.add(one.group)
                name = self._named_shift(plan, one, sheet, rests)
                self._work(one.group, name, one.day, sheet.mark_of(one.cell), one, sheet)

    def add_codes(self, plan: str, codes: dict[str, PlanCode], places: Mapping) -> None:
        """Take what the codes of a matrix mean; ``places`` is where they stand."""
        for text, code in codes.items():
            said = places.section(text)
            group, shift = (node.mark if (node := said.get(key)) else places.mark for key in ("group", "shift"))
            if not self._has(code.group, group) or self._is_counted(code.group, plan):
                continue
            if code.shift not in self._stated[code.group]:
                what = f"the group '{code.group}' has no shift '{code.shift}'."
                hint = did_you_mean(code.shift, self._stated[code.group])
                hint = hint or f'Write its hours: shifts: {{{code.shift}: {{from: "08:00", to: "16:00"}}}}.'
                self.problems.append(problem(shift, dotted("plans", plan, "codes", text), what, hint))
                continue
            self._coded.add((code.group, code.shift))
            self._is_taken(code.group, code.shift, plan)

    def add_coded_days(self, sheet: PlanSheet, days: Iterable[CodedDay]) -> None:
        """Add who works which shift of a matrix; only of codes that were taken."""
        for one in days:
            if (one.code.group, one.code.shift) in self._coded:
                self._work(one.code.group, one.code.shift, one.day, sheet.mark_of(one.day_cell), one, sheet)

    def add_numbers(self, plan: str, sheet: PlanSheet, columns: Iterable[GridColumn]) -> None:
        """Add the numbers of agents of a grid."""
        for one in columns:
            mark = sheet.mark_of(one.heading)
            if not self._has(one.group, mark):
                continue
            entries = self._groups[one.group]
            by_day = {day: _steps(sheet, counts) for day, counts in one.by_day.items()}
            keys = ("shifts", "agents") if "" in by_day else ("shifts", "agents_on")
            if any(self._said_twice(one.group, key, plan) for key in keys):
                continue
            if "" in by_day:
                entries["agents"] = Entry(mark, by_day[""])
                continue
            entries.setdefault("agents", Entry(mark, Scalar(0, mark)))
            entries["agents_on"] = Entry(
                mark, Mapping({day: Entry(node.mark, node) for day, node in by_day.items()}, mark)
            )

    def node(self) -> Mapping:
        """Return the groups with all that plans say of them."""
        found = {}
        for name, entry in self._tree.entries.items():
            found[name] = Entry(entry.key, self._group(name)) if name in self._groups else entry
        return Mapping(found, self._tree.mark)

    def _group(self, name: str) -> Node:
        entries, shifts = self._groups[name], dict(self._shifts[name])
        for (group, shift), crowd in self._crowds.items():
            if group == name:
                shifts[shift] = _with_people(shifts[shift], crowd)
        if name in self._by_list:
            # What is stated of a shift that nobody works this week does not count; the others are in the sheet's order.
            worked = [shift for group, shift in self._crowds if group == name]
            stated = [key for key, one in shifts.items() if key not in worked and (_is_whole(one) or _has_people(one))]
            shifts = {key: shifts[key] for key in (*stated, *worked)}
        for key in shifts:
            if (name, key) in self._coded and not _has_people(shifts[key]):
                shifts[key] = _with(shifts[key], {"agents": Scalar(0, shifts[key].key)})
        if shifts == self._stated[name]:
            given = self._tree.get(name)
            same = isinstance(given, Mapping) and given.entries == entries
            return given if same and given is not None else Mapping(entries, self._marks[name])
        mark = entries["shifts"].key if "shifts" in entries else next(iter(shifts.values())).key
        return Mapping({**entries, "shifts": Entry(mark, Mapping(shifts, mark))}, self._marks[name])

    def _has(self, group: str, mark: Mark) -> bool:
        if group in self._groups:
            return True
        if ("", group) not in self._told:
            self._told.add(("", group))
            hint = did_you_mean(group, self._groups) or "Say which group is meant: groups: {Team A: front}."
            self.problems.append(problem(mark, "", f"no agent group '{group}'.", hint))
        return False

    def _is_counted(self, group: str, plan: str) -> bool:
        """Return whether the scenario has numbers of agents where a plan has shifts."""
        return self._said_twice(group, "agents", plan)

    def _said_twice(self, group: str, key: str, plan: str) -> bool:
        entry = self._groups[group].get(key)
        if entry is None or is_nothing(entry.value):
            return False
        if (group, key) not in self._told:
            self._told.add((group, key))
            what = f"the plan '{plan}' says who is on duty, and so does '{key}'."
            hint = f"Remove one of them; a strategy removes {key} with `{key}: null`."
            self.problems.append(problem(entry.key, dotted("agent_groups", group, key), what, hint))
        return True

    def _is_taken(self, group: str, shift: str, plan: str) -> None:
        """Tell where the scenario says itself who works a shift."""
        node = self._stated[group][shift].value
        given = [key for key in _WHO if isinstance(node, Mapping) and node.get(key) is not None]
        if given and (group, f"{shift}.") not in self._told:
            self._told.add((group, f"{shift}."))
            assert isinstance(node, Mapping)
            what = f"the plan '{plan}' says who works the shift, and so does '{given[0]}'."
            where = dotted("agent_groups", group, "shifts", shift, given[0])
            self.problems.append(problem(node.entries[given[0]].key, where, what, "Remove one of them."))

    def _named_shift(self, plan: str, one: SheetShift, sheet: PlanSheet, rests: dict[str, Activity]) -> str:
        """Return the name of a shift of these times, which is made when it is met first."""
        times = (one.group, one.shift, one.parts, one.breaks)
        if times in self._named:
            return self._named[times]
        begins, ends = (clock(time_s).replace(":", "") for time_s in (one.parts[0][0], one.parts[-1][1]))
        wanted = as_name(one.shift, "s") if one.shift else f"from_{begins}_to_{ends}"
        stated = self._stated[one.group].get(wanted) if one.shift else None
        is_first = stated is not None and (one.group, wanted) not in self._crowds
        name = wanted if is_first else _free(wanted, set(self._shifts[one.group]))
        extra: dict[str, Entry] = {}
        if stated is not None and isinstance(stated.value, Mapping):
            extra = stated.value.entries
            self._is_taken(one.group, wanted, plan)
            self._fits_stated(one, wanted, stated.value, sheet)
        mark = sheet.mark_of(one.cell)
        self._shifts[one.group][name] = Entry(mark, _shift(one, extra, rests, mark))
        self._crowds[one.group, name] = {}
        self._named[times] = name
        return name

    def _fits_stated(self, one: SheetShift, name: str, node: Mapping, sheet: PlanSheet) -> None:
        """Tell where the scenario has other hours, or people of its own, for a shift that the sheet names."""
        for key, time_s in (("from", one.parts[0][0]), ("to", one.parts[-1][1])):
            given = node.get(key)
            if isinstance(given, Scalar) and _time_s(given) not in (None, time_s):
                what = f"the shift '{name}' is stated with '{key}' {given.value}, and here it is {clock(time_s)}."
                hint = "Leave the hours out in the scenario: the sheet says them."
                self.problems.append(sheet.problem(one.cell, "", what, hint))

    def _work(
        self, group: str, shift: str, day: str, day_mark: Mark, one: SheetShift | CodedDay, sheet: PlanSheet
    ) -> None:
        name = self.people.name_of(one.person, sheet, self.problems)
        if isinstance(one, SheetShift) and one.team:
            team = self.teams.name_of(one.team, one.team_cell, sheet, self.problems)
            self.people.join(name, team, one.team_cell, sheet, self.problems)
        mark = sheet.mark_of(one.person if isinstance(one, SheetShift) else one.cell)
        _, crowd = self._crowds.setdefault((group, shift), {}).setdefault(day, (day_mark, []))
        if all(each.value != name for each in crowd):
            crowd.append(Scalar(name, mark))


def _section(entries: dict[str, Entry], key: str) -> dict[str, Entry]:
    entry = entries.get(key)
    return entry.value.entries if entry is not None and isinstance(entry.value, Mapping) else {}


def _free(wanted: str, taken: set[str]) -> str:
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted}_{number}"
    return name


def _time_s(node: Scalar) -> float | None:
    try:
        return parse_time_of_day(node.value)
    except ValueError:
        return None


def _shift(one: SheetShift, extra: dict[str, Entry], rests: dict[str, Activity], mark: Mark) -> Mapping:
    """Return the node of a shift without its people."""

    def entry(value: str | bool) -> Entry:
        return Entry(mark, Scalar(value, mark))

    said = {"from": entry(clock(one.parts[0][0])), "to": entry(clock(one.parts[-1][1]))}
    if len(one.parts) > 1:
        gap = {"from": entry(clock(one.parts[0][1])), "to": entry(clock(one.parts[1][0]))}
        said["split"] = Entry(mark, Mapping(gap, mark))
    breaks: dict[str, Entry] = {}
    for rest in one.breaks:
        activity = rests[rest.activity]
        times = {"for": entry(format_duration(rest.to_s - rest.from_s)), "at": entry(clock(rest.from_s))}
        more = {} if activity.paid else {"paid": entry(False)}
        if activity.counts_as != "break":
            more["counts_as"] = entry(activity.counts_as)
        breaks[_free(as_name(rest.activity, "b"), set(breaks))] = Entry(mark, Mapping({**times, **more}, mark))
    stated = _section(extra, "breaks")
    if breaks or stated:
        said["breaks"] = Entry(mark, Mapping({**stated, **breaks}, mark))
    return Mapping({**extra, **said}, mark)


def _with(entry: Entry, more: dict[str, Node]) -> Entry:
    assert isinstance(entry.value, Mapping)
    entries = {**entry.value.entries, **{key: Entry(node.mark, node) for key, node in more.items()}}
    return Entry(entry.key, Mapping(entries, entry.value.mark))


def _with_people(entry: Entry, crowd: Crowd) -> Entry:
    if not isinstance(entry.value, Mapping):
        return entry
    by_day = {day: Entry(mark, Sequence(tuple(people), mark)) for day, (mark, people) in crowd.items()}
    if "" in by_day:
        return _with(entry, {"people": by_day[""].value})
    return _with(entry, {"people_on": Mapping(by_day, entry.key)}) if by_day else entry


def _has_people(entry: Entry) -> bool:
    return isinstance(entry.value, Mapping) and any(entry.value.get(key) is not None for key in _WHO)


def _is_whole(entry: Entry) -> bool:
    return not isinstance(entry.value, Mapping) or {"from", "to"} <= set(entry.value.entries)


def _steps(sheet: PlanSheet, counts: Iterable[CountFrom]) -> Mapping:
    marks = [(one, sheet.mark_of(one.cell)) for one in counts]
    entries = {clock(one.time_s): Entry(mark, Scalar(one.agents, mark)) for one, mark in marks}
    return Mapping(entries, marks[0][1])
