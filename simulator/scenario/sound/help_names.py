"""Names of help: the groups that help must be there, and whoever serves nothing has to help.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Mark, Scalar, Sequence, dotted, problem
from simulator.scenario.text.suggest import did_you_mean


def help_name_problems(tree: Mapping) -> list[Problem]:
    """Return the groups that help in ``tree`` and do not exist."""
    known = tree.section("agent_groups").entries
    return [
        problem(mark, dotted(*path), f"there is no agent group '{name}'.", did_you_mean(name, known))
        for path, name, mark in _helpers(tree)
        if name not in known
    ]


def idle_groups(tree: Mapping) -> list[Problem]:
    """Return the groups of ``tree`` that serve nothing and do not help either."""
    helping = {name for _, name, _ in _helpers(tree)}
    found = []
    for name, entry in tree.section("agent_groups").entries.items():
        serves = entry.value.get("serves") if isinstance(entry.value, Mapping) else None
        if isinstance(serves, Mapping) and not serves.entries and name not in helping:
            where, hint = dotted("agent_groups", name, "serves"), "Only a group that helps may serve nothing."
            found.append(problem(serves.mark, where, "expected at least one, got none.", hint))
    return found


def _helpers(tree: Mapping) -> Iterator[tuple[tuple[str, ...], str, Mark]]:
    """Yield where help names a group, and which."""
    for rule in tree.section("helps").entries:
        by = tree.section("helps").section(rule).section("help").get("by")
        for one in by.items if isinstance(by, Sequence) else (by,):
            if isinstance(one, Scalar) and isinstance(one.value, str):
                yield ("helps", rule, "help", "by"), one.value, one.mark
