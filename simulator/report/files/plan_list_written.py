"""The plan of a scenario as a list: a row per person, day and activity, as planners keep it, and how it is read again.

What a list cannot hold stays in the scenario: breaks without a fixed time, those that only some people have or only on
some days, and what else is stated of a shift. The strategy that reads the list again takes the rest of a shift from the
list, so it has the same log.
"""

from functools import reduce
from typing import NamedTuple

from simulator.errors import UsageError
from simulator.report.records.tidy import harmless
from simulator.scenario.days.breaks_placed import Begins, TimeOff
from simulator.scenario.days.in_teams import InTeams
from simulator.scenario.days.roster import roster_of
from simulator.scenario.days.worked_shifts import Somebody, WorkedShift
from simulator.scenario.layers.merge import override
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.plan_sheets import PLANS
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Mapping, as_node
from simulator.scenario.text.yaml_write import yaml_lines
from simulator.units import DAY_S, format_time_of_day

COLUMNS = ("person", "date", "from", "to", "activity", "group", "shift", "team")
CONTACTS = "contacts"
"""The activity of work on contacts."""
_MAY_BE_LEFT_OUT = ("date", "team")
_IN_THE_LIST = ("agents", "agents_on", "crew", "learning", "people", "people_on", "team", "from", "to", "split", "on")
"""What of a shift the list says, or cannot stand beside what it says."""
_OF_REPORTS = ("title", "note")


class PlanList(NamedTuple):
    """A plan as rows of texts, and what is to be said of it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    activities: dict[str, dict[str, object]]
    remarks: tuple[str, ...]

    @property
    def table(self) -> list[tuple[str, ...]]:
        """Return the names of the columns and the rows."""
        return [self.columns, *self.rows]


def plan_list(scenario: Scenario) -> PlanList:
    """Return the plan of a scenario's shifts. Raises UsageError where there are none."""
    with_shifts = [name for name, group in scenario.agent_groups.items() if group.shifts is not None]
    others = [name for name in scenario.agent_groups if name not in with_shifts]
    # Trainings stay in the scenario.
    roster = roster_of(scenario.model_copy(update={"trainings": {}}))
    shifts = [one for one in roster.shifts if one.group in with_shifts]
    if not shifts:
        raise UsageError("no agent group has shifts that are worked, so there is no plan to write.")
    activities = _activities(shifts)
    names = _names(scenario)
    members = InTeams(scenario)
    rows = [(*row, members.team_of(one.who) or "") for one in shifts for row in _rows(scenario, one, names, activities)]
    # A day, or a team, that nobody has needs no column.
    places = [
        place for place, name in enumerate(COLUMNS) if name not in _MAY_BE_LEFT_OUT or any(r[place] for r in rows)
    ]
    kept = tuple(dict.fromkeys(tuple(row[place] for place in places) for row in rows))
    columns = tuple(COLUMNS[place] for place in places)
    return PlanList(columns, kept, activities, tuple(_remarks(scenario, shifts, others, activities)))


def read_again(
    study: Study, strategy: str | None, future: str | None, plan: PlanList, file: str, sheet: str | None
) -> list[str]:
    """Return the YAML of a strategy that reads a written plan in the place of the shifts that it was written from."""
    tree: Mapping = reduce(
        lambda base, change: override(base, change, []),
        study.overrides[study.choice(strategy, future)],
        study.tree,
    )
    scenario = study.resolve(strategy, future)
    groups: dict[str, object] = {}
    for name, group in tree.section("agent_groups").items():
        if not isinstance(group, Mapping) or scenario.agent_groups[name].shifts is None:
            continue
        stated = group.section("shifts")
        changes = {shift: _without_what_is_in_the_list(node) for shift, node in stated.items()}
        if any(one is not None for one in changes.values()):
            groups[name] = {"shifts": changes}
        elif stated.entries:
            groups[name] = {"shifts": None}
    reads = {"file": file, **({"sheet": sheet} if sheet else {}), "layout": "list", "activities": plan.activities}
    plans = {**dict.fromkeys(tree.section(PLANS).entries), _free(tree): reads}
    body = {"plans": plans, **({"agent_groups": groups} if groups else {})}
    node = as_node({"strategies": {"from_the_sheet": body}})
    assert isinstance(node, Mapping)
    return list(yaml_lines(node, remarks=False))


def _free(tree: Mapping) -> str:
    taken = tree.section(PLANS).entries
    return next(name for name in ("written", *(f"written_{n}" for n in range(2, 1000))) if name not in taken)


def _without_what_is_in_the_list(node: object) -> dict[str, None] | None:
    """Return the change that takes from a shift what the list says; None where nothing else is stated."""
    assert isinstance(node, Mapping), "it is valid"
    if not set(node.entries) - {*_IN_THE_LIST, *_OF_REPORTS}:
        return None
    return dict.fromkeys(key for key in node.entries if key in _IN_THE_LIST)


def _names(scenario: Scenario) -> dict[str, str]:
    """Return what people are called in a sheet: by their titles, where no two have the same."""
    titles = {name: " ".join((one.title or name).split()) for name, one in scenario.people.items()}
    called, others = list(titles.values()), set(scenario.people)
    return {
        # What a spreadsheet would take for a formula is changed when it is written, and nobody would know it again.
        name: title if called.count(title) == 1 and title not in others - {name} and harmless(title) == title else name
        for name, title in titles.items()
    }


def _activities(shifts: list[WorkedShift]) -> dict[str, dict[str, object]]:
    """Return the activities of a list by name, each with what it counts as."""
    found: dict[str, dict[str, object]] = {CONTACTS: {"counts_as": "contacts"}}
    for one in shifts:
        for off in one.offs:
            if _is_alike(off):
                found.setdefault(off.name, _counts_as(off))
    return found


def _counts_as(off: TimeOff) -> dict[str, object]:
    more = {} if off.one.paid else {"paid": False}
    return {"counts_as": off.one.counts_as, **more}


def _is_alike(off: TimeOff) -> bool:
    """Return whether everybody of a shift has time off at the same time, on every day."""
    return off.begins == Begins.FIXED and off.one.share == 1 and off.one.on is None and off.name != CONTACTS


def _listed(one: WorkedShift, activities: dict[str, dict[str, object]]) -> list[TimeOff]:
    """Return the time off of a shift that stands in the list."""
    found: list[TimeOff] = []
    for off in one.offs:
        is_apart = all(off.at_s + off.lasts_s <= each.at_s or each.at_s + each.lasts_s <= off.at_s for each in found)
        if _is_alike(off) and activities[off.name] == _counts_as(off) and is_apart:
            found.append(off)
    return found


def _rows(
    scenario: Scenario, one: WorkedShift, names: dict[str, str], activities: dict[str, dict[str, object]]
) -> list[tuple[str, ...]]:
    who = names[one.who.name] if one.who.number < 0 else called(one.who)
    day = scenario.horizon.day(one.day)
    assert day is not None, "a shift is worked on it"
    date = str(day.date) if day.date is not None else day.weekday or ""
    start_s = one.day * DAY_S
    spans = [(from_s, to_s, CONTACTS) for from_s, to_s in one.planned]
    spans += [(off.at_s, off.at_s + off.lasts_s, off.name) for off in _listed(one, activities)]
    return [
        (who, date, _clock(from_s - start_s), _clock(to_s - start_s), activity, one.group, one.shift)
        for from_s, to_s, activity in spans
    ]


def called(who: Somebody) -> str:
    """Return what somebody without a name is called in a list."""
    return f"{who.name} {who.number + 1}"


def _clock(time_s: float) -> str:
    return format_time_of_day(time_s)


def _remarks(
    scenario: Scenario, shifts: list[WorkedShift], others: list[str], activities: dict[str, dict[str, object]]
) -> list[str]:
    found = []
    if others:
        found.append(f"not in the plan, because they have no shifts: {', '.join(others)}")
    unnamed = {one.who for one in shifts if one.who.number >= 0}
    if unnamed:
        found.append(
            f"{len(unnamed)} agents have no names and get some: read again, they are other people, so what is drawn "
            "for each of them (absence, adherence, breaks of a share) differs"
        )
    if new := [
        name for group in scenario.agent_groups.values() for name, one in (group.shifts or {}).items() if one.learning
    ]:
        found.append(
            f"the learning of agents without names, because only people keep it: {', '.join(dict.fromkeys(new))}"
        )
    left = dict.fromkeys(off.name for one in shifts for off in one.offs if off not in _listed(one, activities))
    if left:
        found.append(f"breaks that stay in the scenario, because they have no one time: {', '.join(left)}")
    return found
