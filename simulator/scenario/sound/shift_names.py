"""Names in shifts: they must be spelt so that paths can name them, and people must be there.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Scalar, Sequence, dotted, problem
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
            node = entry.value.get("people") if isinstance(entry.value, Mapping) else None
            for one in node.items if isinstance(node, Sequence) else (node,):
                if isinstance(one, Scalar) and isinstance(one.value, str) and one.value.strip() not in known:
                    what = f"no person '{one.value.strip()}'."
                    hint = did_you_mean(one.value.strip(), known) if known else "Name them in people: {ana: {}}."
                    yield problem(one.mark, dotted(*path, shift, "people"), what, hint)


def skill_problems(tree: Mapping) -> Iterator[Problem]:
    """Find contact types that people are said to serve in their own way, and that are not there."""
    types = tree.section("contact_types").entries
    for person, entry in tree.section("people").entries.items():
        if isinstance(entry.value, Mapping):
            for name, one in entry.value.section("serves").entries.items():
                if name not in types:
                    what = f"no contact type '{name}'."
                    yield problem(one.key, dotted("people", person, "serves"), what, did_you_mean(name, types))
