"""Time that would be taken away twice: what a plan has deducted already, stated as something that takes people away."""

from collections.abc import Iterator

from simulator.errors import Problem
from simulator.scenario.layers.positions import key_mark, value_mark
from simulator.scenario.nouns import AgentGroup, Scenario
from simulator.scenario.rules.chain import is_deducted
from simulator.scenario.text.nodes import Mapping, Mark, dotted, problem

Path = tuple[str, ...]
_WHAT = {
    "present": "who come",
    "on_phone": "who are to be on the phone",
    "on_duty": "who are there for contacts",
}


def chain_problems(scenario: Scenario, tree: Mapping) -> list[Problem]:
    """Return what of the chain of groups does not fit their plan; places come from the scenario's ``tree``."""
    return [one for name, group in scenario.agent_groups.items() for one in _of_group(name, group, tree)]


def _of_group(name: str, group: AgentGroup, tree: Mapping) -> Iterator[Problem]:
    here: Path = ("agent_groups", name)
    rung = group.agents_are
    line = _line(value_mark(tree, *here, "agents_are"))
    said = f"'agents_are: {rung}'{line} counts only those {_WHAT.get(rung, '')}"
    if is_deducted(group, "off_phone"):
        hint = "Leave the breaks out and state their share as off_phone, or count those who are `present`."
        for path in _breaks(here, group):
            # Both lines are named: what is to go is the user's to say.
            what = f"these breaks are deducted twice: {said}."
            yield problem(key_mark(tree, *path), dotted(*path), what, hint)
    elif group.off_phone:
        what = "the plan has not deducted it, and a share does not say when people are off the phone."
        hint = "State it as breaks (counts_as: off_phone), or write agents_are: on_phone."
        yield problem(key_mark(tree, *here, "off_phone"), dotted(*here, "off_phone"), what, hint)
    if group.shrinkage is not None and rung in ("present", "on_phone"):
        what = f"shrinkage is a share of all paid time, part of which is deducted already: {said}."
        hint = "Write agents_are: paid or on_duty, or state absence and adherence in place of shrinkage."
        yield problem(key_mark(tree, *here, "shrinkage"), dotted(*here, "shrinkage"), what, hint)
    if group.shrinkage is not None and (others := _stages(here, group)):
        named = [f"'{path[-1]}'{_line(key_mark(tree, *path))}" for path in others]
        verb = "is" if len(others) == 1 else "are"
        what = f"{' and '.join(named)} {verb} part of shrinkage: the time would be deducted twice."
        yield problem(
            key_mark(tree, *here, "shrinkage"), dotted(*here, "shrinkage"), what, "Leave shrinkage out, or the others."
        )
    yield from _late(here, group, tree, said)


def _late(here: Path, group: AgentGroup, tree: Mapping, said: str) -> Iterator[Problem]:
    """Find minutes late or too long that have nothing to act on."""
    if group.adherence is None:
        return
    path = (*here, "adherence")
    if group.adherence.long_breaks is not None and is_deducted(group, "off_phone"):
        what = f"breaks cannot be too long where they are deducted: {said}."
        yield problem(key_mark(tree, *path, "long_breaks"), dotted(*path, "long_breaks"), what, "Leave it out.")
    if group.adherence.late is not None and is_deducted(group, "adherence"):
        what = f"nobody comes late where that is deducted: {said}."
        hint = "Leave it out, and let the share of adherence include it."
        yield problem(key_mark(tree, *path, "late"), dotted(*path, "late"), what, hint)


def _stages(here: Path, group: AgentGroup) -> list[Path]:
    """Return where stages are stated that are part of shrinkage."""
    rates = [key for key in ("absence", "off_phone", "adherence") if group.value_of(key)]
    return [*((*here, key) for key in rates), *_breaks(here, group)]


def _breaks(here: Path, group: AgentGroup) -> list[Path]:
    """Return where breaks are stated: of the group, and of each shift."""
    own = [(*here, "shifts", name, "breaks") for name, shift in (group.shifts or {}).items() if shift.breaks]
    return [(*here, "breaks"), *own] if group.breaks else own


def _line(mark: Mark) -> str:
    return f" (line {mark.line})" if mark.line else ""
