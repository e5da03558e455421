"""Names in work rules: paths must be able to spell them, and whom rules are for must be there.

Checked on the tree, so that a misspelt name is found together with everything else that is wrong.
"""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.text.nodes import Mapping, Scalar, Sequence, dotted, problem
from simulator.scenario.text.suggest import did_you_mean

Path = tuple[str, ...]


def names_in_work_rules(tree: Mapping) -> Iterator[tuple[Path, Mapping]]:
    """Yield the path of everything in work rules that has names an analyst chooses, and what is named."""
    rules = tree.section("work_rules")
    yield ("work_rules",), rules
    for name in rules.entries:
        yield ("work_rules", name, "breaks"), rules.section(name).section("breaks")


def whom_problems(tree: Mapping) -> Iterator[Problem]:
    """Find groups and people that rules are for, and that are not there."""
    known = [*tree.section("agent_groups").entries, *tree.section("people").entries]
    for name in tree.section("work_rules").entries:
        node = tree.section("work_rules").section(name).get("of")
        for one in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(one, Scalar) and isinstance(one.value, str) and one.value.strip() not in known:
                what = f"there is no agent group and no person '{one.value.strip()}'."
                hint = did_you_mean(one.value.strip(), known)
                yield problem(one.mark, dotted("work_rules", name, "of"), what, hint)
