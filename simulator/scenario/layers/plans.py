"""Plans in sheets, laid into a tree: behind this, nobody knows that a shift came from a sheet.

It is done when strategies are laid over one another, and before anything is checked, so what a sheet says is checked
like what a scenario says, and is the same to the bit. A plan that cannot be used is told with all that is wrong with
it; the groups that it would have filled get somebody, so that nothing more is told of them.
"""

from functools import lru_cache
from typing import NamedTuple

from pydantic import ValidationError

from simulator.errors import Problem
from simulator.scenario.layers.plan_grid import grid_columns
from simulator.scenario.layers.plan_list import planned_shifts
from simulator.scenario.layers.plan_matrix import coded_days
from simulator.scenario.layers.plan_people import PlannedPeople
from simulator.scenario.layers.plan_skills import skilled_people
from simulator.scenario.layers.plan_teams import PlannedTeams, teams_named
from simulator.scenario.layers.planned_groups import PlannedGroups
from simulator.scenario.layers.positions import value_mark
from simulator.scenario.nouns.plan_sheets import PLANS, Plan
from simulator.scenario.nouns.teams import TEAMS
from simulator.scenario.text.csv_lines import FileError, beside, stamp_of
from simulator.scenario.text.files import Folder, wrong_file
from simulator.scenario.text.nodes import Entry, Mapping, Node, Scalar, dotted, plain, problem
from simulator.scenario.text.suggest import did_you_mean


class LaidPlans(NamedTuple):
    """A tree with its plans laid into it, the files they came from, and what is wrong with them."""

    tree: Mapping
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def with_plans(tree: Mapping, folder: Folder) -> LaidPlans:
    """Return ``tree`` with what its plans say in its groups, people and teams, and without the plans."""
    plans, groups = tree.section(PLANS), tree.get("agent_groups")
    if not plans.entries or not isinstance(groups, Mapping):
        return LaidPlans(tree)
    read = {name: _read(node) for name, node in plans.items()}
    if any(plan is None for plan in read.values()):
        # Whoever validates the tree says why.
        return LaidPlans(_with_somebody(tree, plans))
    stamps = tuple(stamp_of(beside(folder.path, plan.file)) for plan in read.values() if plan is not None)
    nodes = (_Itself(one) for one in (plans, groups, tree.get("people"), tree.get(TEAMS)))
    found = _filled(*nodes, tuple(tree.section("contact_types").entries), folder, stamps)
    without = tree.without(PLANS)
    if found.problems:
        return LaidPlans(_with_somebody(without, plans), found.files, found.problems)
    laid = {"agent_groups": Entry(tree.entries["agent_groups"].key, found.groups)}
    if found.people.entries:
        key = tree.entries["people"].key if "people" in tree.entries else tree.entries[PLANS].key
        laid["people"] = Entry(key, found.people)
    if found.teams.entries:
        key = tree.entries[TEAMS].key if TEAMS in tree.entries else tree.entries[PLANS].key
        laid[TEAMS] = Entry(key, found.teams)
    return LaidPlans(Mapping({**without.entries, **laid}, tree.mark), found.files)


class _Itself:
    """A node that is equal to itself alone: to compare what is in it takes as long as to lay plans into it."""

    __slots__ = ("node",)

    def __init__(self, node: Node | None) -> None:
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.node is other.node

    def __hash__(self) -> int:
        return id(self.node)


class _Filled(NamedTuple):
    groups: Mapping
    people: Mapping
    teams: Mapping
    files: tuple[str, ...]
    problems: tuple[Problem, ...]


@lru_cache(maxsize=8)
def _filled(
    plans: _Itself,
    given: _Itself,
    named: _Itself,
    stated: _Itself,
    types: tuple[str, ...],
    folder: Folder,
    _stamps: tuple[tuple[int, int], ...],
) -> _Filled:
    """Return groups, people and teams with plans in them; the same nodes for all who share what is given."""
    assert isinstance(plans.node, Mapping), "there are plans"
    assert isinstance(given.node, Mapping), "there are groups"
    nothing = Mapping({}, plans.node.mark)
    there = named.node if isinstance(named.node, Mapping) else nothing
    people = PlannedPeople(there)
    teams = PlannedTeams(stated.node if isinstance(stated.node, Mapping) else nothing, teams_named(there, given.node))
    groups = PlannedGroups(given.node, people, teams)
    problems: list[Problem] = []
    files = []
    for name, node in plans.node.items():
        plan = _read(node)
        assert plan is not None, "it was read before"
        refused = [
            *_refused(plan, name, node, folder),
            *_unknown_groups(plan, name, node, groups.names),
            *_unknown_types(plan, name, node, types),
        ]
        problems += refused
        if refused:
            continue
        files.append(plan.file)
        try:
            if plan.layout == "skills":
                people.add_skills(name, *skilled_people(plan, folder.path, types))
            else:
                _lay(name, plan, node, folder.path, groups)
        except FileError as error:
            problems += _told(error, name, node)
    problems += [*groups.problems, *people.problems]
    return _Filled(groups.node(), people.node, teams.node, tuple(files), tuple(problems))


def _read(node: object) -> Plan | None:
    if not isinstance(node, Mapping):
        return None
    try:
        return Plan.model_validate(plain(node))
    except ValidationError:
        return None


def _refused(plan: Plan, name: str, node: object, folder: Folder) -> list[Problem]:
    assert isinstance(node, Mapping), "it was read"
    what, hint = wrong_file(plan.file, folder)
    file = node.get("file")
    assert file is not None, "it was read"
    return [problem(file.mark, dotted(PLANS, name, "file"), what, hint)] if what else []


def _unknown_groups(plan: Plan, name: str, node: object, known: list[str]) -> list[Problem]:
    assert isinstance(node, Mapping), "it was read"
    said: dict[tuple[str, ...], str | None] = {("group",): plan.group}
    said |= {("groups", text): group for text, group in plan.groups.items()}
    found = []
    for path, group in said.items():
        if group is not None and group not in known:
            mark = value_mark(node, *path)
            what, hint = f"no agent group '{group}'.", did_you_mean(group, known)
            found.append(problem(mark, dotted(PLANS, name, *path), what, hint))
    return found


def _unknown_types(plan: Plan, name: str, node: object, known: tuple[str, ...]) -> list[Problem]:
    assert isinstance(node, Mapping), "it was read"
    found = []
    for text, type_ in plan.types.items():
        if type_ not in known:
            mark = value_mark(node, "types", text)
            what, hint = f"no contact type '{type_}'.", did_you_mean(type_, known)
            found.append(problem(mark, dotted(PLANS, name, "types", text), what, hint))
    return found


def _told(error: FileError, name: str, node: object) -> list[Problem]:
    """Return the problems of a file; what is asked of it and is not there stands at the key that asks."""
    assert isinstance(node, Mapping), "it was read"
    asked = {one.problem: one.column for one in error.asked}
    found = []
    for one in error.problems:
        if one in asked and not one.line:
            key = asked[one] if node.get(asked[one]) is not None else "file"
            found.append(problem(value_mark(node, key), dotted(PLANS, name, key), one.what, one.hint))
        else:
            found.append(one)
    return found


def _lay(name: str, plan: Plan, node: object, folder: str, groups: PlannedGroups) -> None:
    """Lay one plan into the groups. Raises FileError."""
    assert isinstance(node, Mapping), "it was read"
    if plan.layout == "list":
        sheet, shifts = planned_shifts(plan, folder, tuple(groups.names))
        rests = {" ".join(activity.split()): one for activity, one in plan.activities.items()}
        groups.add_shifts(name, sheet, shifts, rests)
    elif plan.layout == "matrix":
        groups.add_codes(name, plan.codes, node.section("codes"))
        groups.add_coded_days(*coded_days(plan, folder))
    else:
        groups.add_numbers(name, *grid_columns(plan, folder, groups.names))


def _with_somebody(tree: Mapping, plans: Mapping) -> Mapping:
    """Return ``tree`` where each group and shift has somebody: no more is to be said of what a plan would have said.

    Where one would have said what people serve, groups serve everything.
    """
    skilled = any(isinstance(node, Mapping) and _word(node.get("layout")) == "skills" for _, node in plans.items())
    types = tree.section("contact_types").entries if skilled else {}
    found = {}
    for name, entry in tree.section("agent_groups").entries.items():
        node = entry.value
        if isinstance(node, Mapping):
            shifts = {key: one for key, one in node.section("shifts").entries.items() if _is_complete(one)}
            if not shifts or shifts != node.section("shifts").entries:
                kept = {"shifts": Entry(entry.key, Mapping(shifts, node.mark))} if shifts else {}
                node = Mapping({**node.without("shifts").entries, **kept}, node.mark)
            if node.get("agents") is None and node.get("shifts") is None:
                node = Mapping({**node.without("breaks", "apart").entries, "agents": _one(entry)}, node.mark)
            serves = node.section("serves")
            if types and serves.entries:
                every = {type_: Entry(one.key, Mapping({}, one.key)) for type_, one in types.items()}
                more = {"serves": Entry(node.entries["serves"].key, Mapping({**every, **serves.entries}, serves.mark))}
                node = Mapping({**node.entries, **more}, node.mark)
        found[name] = Entry(entry.key, node)
    groups = Entry(tree.entries["agent_groups"].key, Mapping(found, tree.section("agent_groups").mark))
    return Mapping({**tree.entries, "agent_groups": groups}, tree.mark)


def _word(node: Node | None) -> object:
    return node.value if isinstance(node, Scalar) else None


def _one(entry: Entry) -> Entry:
    return Entry(entry.key, Scalar(1, entry.key))


def _is_complete(entry: Entry) -> bool:
    node = entry.value
    who = ("agents", "people", "people_on")
    return not isinstance(node, Mapping) or any(node.get(key) is not None for key in who)
