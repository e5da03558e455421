"""Names in shifts: they must be spelt so that paths can name them, and people must be there.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Mark, Node, Scalar, Sequence, dotted, is_nothing, problem
from simulator.scenario.text.suggest import did_you_mean

Path = tuple[str, ...]


def names_in_shifts(tree: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Yield the path of everything in groups that has names an analyst chooses, and what is named."""
    for group, entry in tree.section("agent_groups").entries.items():
        if not isinstance(entry.value, Mapping):
            continue
        at = ("agent_groups", group)
        yield (*at, "breaks"), entry.value.section("breaks")
        shifts = entry.value.section("shifts")
        yield (*at, "shifts"), shifts
        for shift, one in shifts.entries.items():
            if isinstance(one.value, Mapping):
                yield (*at, "shifts", shift, "breaks"), one.value.section("breaks")


def people_problems(tree: Mapping) -> Iterator[Problem]:
    """Find people in shifts who are not there."""
    known = tree.section("people").entries
    for path, named in names_in_shifts(tree):
        if path[-1] != "shifts":
            continue
        for shift, entry in named.entries.items():
            for key, node in _people_in(entry.value):
                for one in node.items if isinstance(node, Sequence) else (node,):
                    if isinstance(one, Scalar) and isinstance(one.value, str) and one.value.strip() not in known:
                        what = f"no person '{one.value.strip()}'."
                        hint = did_you_mean(one.value.strip(), known) if known else "Name them in people: {ana: {}}."
                        yield problem(one.mark, dotted(*path, shift, *key), what, hint)


def _people_in(shift: Node) -> Iterator[tuple[Path, Node]]:
    """Yield the lists of people of a shift, and the keys under which they stand."""
    if isinstance(shift, Mapping):
        if (people := shift.get("people")) is not None:
            yield ("people",), people
        for day, of_day in shift.section("people_on").items():
            yield ("people_on", day), of_day


def own_skills_in(tree: Mapping) -> Iterator[tuple[str, str, Mark]]:
    """Yield the contact types that people serve by skills of their own: who, which type, and where that stands."""
    for person, entry in tree.section("people").entries.items():
        skills = entry.value.get("skills") if isinstance(entry.value, Mapping) else None
        if isinstance(skills, Mapping):
            yield from ((person, name, one.key) for name, one in skills.entries.items() if not is_nothing(one.value))
            continue
        for each in skills.items if isinstance(skills, Sequence) else (skills,):
            if isinstance(each, Scalar) and isinstance(each.value, str):
                yield person, each.value.strip(), each.mark


def served_by_people(tree: Mapping) -> dict[str, set[str]]:
    """Return by group the contact types that people who work in it serve by skills of their own."""
    skills = dict[str, set[str]]()
    for person, name, _ in own_skills_in(tree):
        skills.setdefault(person, set()).add(name)
    found = dict[str, set[str]]()
    for path, named in names_in_shifts(tree) if skills else ():
        for entry in named.entries.values() if path[-1] == "shifts" else ():
            for _, node in _people_in(entry.value):
                for one in node.items if isinstance(node, Sequence) else (node,):
                    name = one.value.strip() if isinstance(one, Scalar) and isinstance(one.value, str) else ""
                    found.setdefault(path[1], set()).update(skills.get(name, ()))
    return found


def skill_problems(tree: Mapping) -> Iterator[Problem]:
    """Find contact types that people serve in their own way, and whom trainings are for, that are not there."""
    types = tree.section("contact_types").entries
    for person, name, mark in own_skills_in(tree):
        if name not in types:
            hint = did_you_mean(name, types)
            yield problem(mark, dotted("people", person, "skills"), f"no contact type '{name}'.", hint)
    for section in ("people", "trainings"):
        for name, entry in tree.section(section).entries.items():
            if isinstance(entry.value, Mapping):
                for served, one in entry.value.section("serves").entries.items():
                    if served not in types:
                        what = f"no contact type '{served}'."
                        yield problem(one.key, dotted(section, name, "serves"), what, did_you_mean(served, types))
    known = {**tree.section("agent_groups").entries, **tree.section("people").entries}
    for name, entry in tree.section("trainings").entries.items():
        node = entry.value.get("of") if isinstance(entry.value, Mapping) else None
        for each in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(each, Scalar) and isinstance(each.value, str) and each.value.strip() not in known:
                what = f"no agent group or person '{each.value.strip()}'."
                yield problem(each.mark, dotted("trainings", name, "of"), what, did_you_mean(each.value, known))
