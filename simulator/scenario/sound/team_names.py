"""Names of teams: a team need not be stated under `teams`, but where some are, a typing error makes no new one.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.sound.shift_names import names_in_shifts
from simulator.scenario.text.nodes import Mapping, Scalar, dotted, problem
from simulator.scenario.text.spelling import as_spoken, wrong_name
from simulator.scenario.text.typing_errors import meant_name

Path = tuple[str, ...]


def team_name_problems(tree: Mapping) -> Iterator[Problem]:
    """Find teams that cannot be named so, or are one that is stated, with a typing error."""
    known = tree.section("teams").entries
    first: dict[str, tuple[str, Scalar]] = {}
    for path, node in _stated(tree):
        name = str(node.value).strip()
        if what := wrong_name(name):
            yield problem(node.mark, dotted(*path), what)
        elif name not in known and (meant := meant_name(name, known)):
            hint = f"Did you mean '{meant}'? If it is another team, name it under teams: {{{name}: {{}}}}."
            yield problem(node.mark, dotted(*path), f"no team '{name}'.", hint)
        elif name not in known:
            before, there = first.setdefault(as_spoken(name), (name, node))
            if before != name:
                what = f"'{name}' and '{before}' ({there.mark.with_file}) are two spellings of one team."
                hint = f"Write one of them. If they are two, name both under teams: {{{before}: {{}}, {name}: {{}}}}."
                yield problem(node.mark, dotted(*path), what, hint)


def _stated(tree: Mapping) -> Iterator[tuple[Path, Scalar]]:
    """Yield the path of every team that people, groups and shifts name."""
    around: list[tuple[Path, Mapping]] = [((section,), tree.section(section)) for section in ("people", "agent_groups")]
    around += [one for one in names_in_shifts(tree) if one[0][-1] == "shifts"]
    for path, named in around:
        for name, one in named.items():
            node = one.get("team") if isinstance(one, Mapping) else None
            if isinstance(node, Scalar) and isinstance(node.value, str):
                yield (*path, name, "team"), node
