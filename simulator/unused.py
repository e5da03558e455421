"""What never worked: parts of a center that a run shows to be without effect, types that starve, work after closing.

A rule that never comes into play is no error, and nothing in a table of results shows it; an analyst who wrote it
believes that it does something. So a run says what touched fewer than one contact in a thousand, with the numbers, in
words that name the key. It says so only where it is true in every future and at every point that was run, and where
enough came to tell. A type that starves or work after closing is told where it happens.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.errors import Problem
from simulator.metrics.used import LATE_S
from simulator.rarely import Findings, ever, few, rare
from simulator.run_seen import RunSeen
from simulator.scenario.days.steps import most
from simulator.scenario.days.views import views
from simulator.scenario.rules.reaching import groups_at_first
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.text.nodes import dotted
from simulator.units import DAY_S, HOUR_S, format_duration
from simulator.units import format_time_of_day as clock
from simulator.unused_rules import NEVER_BY_RULES

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.metrics.used import Used
    from simulator.metrics.values import Stack
    from simulator.scenario.nouns import AgentGroup, ContactType, Scenario

ENOUGH_TO_STARVE = 100
STARVED, TIMES = 1 / 2, 1.5
"""A type starves of whose contacts fewer than this share are answered, while of others that the same groups serve more
than that are, and so many times as many."""
MINUTE_S = 60.0
OFTEN = 1 / 20
"""Work after closing is told when it happens at least after so many closings."""


@dataclass(frozen=True)
class RunWarning:
    """One thing that never worked, or that went wrong, in some strategies."""

    kind: str
    """``group``, ``serves``, ``priority``, ``segment``, ``rule``, ``overflow``, ``intervention``, ``help``,
    ``campaign``, ``starving`` or ``overtime``."""
    where: str
    """The path in the scenario."""
    what: str
    strategies: tuple[str, ...]
    everywhere: bool
    """Whether all strategies that were run have it."""
    future: str | None = None
    """The future in which it was found, where it is not true of all."""
    acknowledged: bool = False
    """Whether the scenario says that it is known."""

    def __str__(self) -> str:
        first, *others = self.strategies
        names = first if not others else f"{first} and {len(others)} more"
        said = [] if self.everywhere else [f"in {names}"]
        said += [f"in the future {self.future}"] if self.future else []
        where = f"{self.where} ({', '.join(said)})" if said else self.where
        return f"{Problem('', 0, 0, where, self.what)} [{self.kind}]"


def unused(compared: "Compared") -> tuple[RunWarning, ...]:
    """Return what never worked in the strategies of a run, and what went wrong in them; nothing of an older version."""
    places = list(compared)
    if not all(_known(one.stacks[name]) for one in places for name in one.strategies):
        return ()
    found: dict[tuple[str, str], dict[str, tuple[str, str | None]]] = {}
    for name in compared.strategies:
        runs = [RunSeen(one, one.scenarios[name], one.stacks[name], _used(one.stacks[name])) for one in places]
        for find in _NEVER:
            for (kind, where), what in _in_all(find, runs).items():
                found.setdefault((kind, where), {})[name] = (what, None)
        for find in _WRONG:
            for (kind, where), told in _in_any(find, runs, gridded=bool(compared.grid.axes)).items():
                found.setdefault((kind, where), {})[name] = told
    everywhere, known = len(compared.strategies), compared.first.acknowledged
    findings = [
        RunWarning(
            kind, where, *_told(by), len(by) == everywhere, next(iter(by.values()))[1], f"{kind} at {where}" in known
        )
        for (kind, where), by in found.items()
    ]
    return tuple(sorted(findings, key=lambda one: _ORDER.index(one.kind)))


def unknown_yet(compared: "Compared") -> tuple[RunWarning, ...]:
    """Return those of the same that the scenario does not acknowledge."""
    return tuple(one for one in unused(compared) if not one.acknowledged)


def _told(by: Mapping[str, tuple[str, str | None]]) -> tuple[str, tuple[str, ...]]:
    """Return what is said, with the numbers of the first strategy, and of which strategies."""
    (first, (what, _)), *others = by.items()
    alike = all(said == what for _, (said, _) in others)
    return (what if alike or not others else f"{what} The numbers are those of {first}."), tuple(by)


def _known(stack: "Stack") -> bool:
    return stack.answered_by is not None and stack.details is not None and stack.details.used is not None


def _used(stack: "Stack") -> "Used":
    assert stack.details is not None
    assert stack.details.used is not None
    return stack.details.used


def _in_all(find: Callable[[RunSeen], Findings], runs: Sequence[RunSeen]) -> dict[tuple[str, str], str]:
    """Return what is true in all places, with the numbers of the first."""
    first, *others = ({(kind, where): what for kind, where, what in find(run)} for run in runs)
    return {key: what for key, what in first.items() if all(key in other for other in others)}


def _in_any(
    find: Callable[[RunSeen], Findings], runs: Sequence[RunSeen], gridded: bool
) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return what is true in a place, with its future where not in all; of a grid, what is true everywhere."""
    found = [{(kind, where): what for kind, where, what in find(run)} for run in runs]
    told: dict[tuple[str, str], tuple[str, str | None]] = {}
    for run, mine in zip(runs, found, strict=True):
        for key, what in mine.items():
            everywhere = all(key in other for other in found)
            if everywhere or not gridded:
                told.setdefault(key, (what, None if everywhere else run.comparison.future))
    return told


def _groups(run: RunSeen) -> Findings:
    """Yield groups with agents on duty who answer hardly any of the contacts they serve."""
    for name in _idle(run):
        kinds = run.scenario.agent_groups[name].serves
        answered, came = run.answered(name), sum(run.came(kind) for kind in kinds)
        what = f"in {run.days} it answered {few(answered)} of the {came:,.0f} contacts it can answer."
        yield "group", dotted("agent_groups", name), f"the group is hardly ever needed: {what}"


def _idle(run: RunSeen) -> Iterator[str]:
    helping = run.scenario.helping_groups
    for name, group in run.scenario.agent_groups.items():
        came = sum(run.came(kind) for kind in group.serves)
        if name not in helping and _has_agents(run.scenario, name) and rare(run.answered(name), came):
            yield name


def _entries(run: RunSeen) -> Findings:
    """Yield what a group serves and hardly ever answers, by the key that says when it should."""
    idle = set(_idle(run))
    for name, group in run.scenario.agent_groups.items():
        for kind in group.usual:
            answered, came = run.served(kind, name), run.came(kind)
            if name not in idle and _has_agents(run.scenario, name) and rare(answered, came):
                where, key = _added_by(run.scenario, name, kind) or _entry(
                    name, group, kind, run.scenario.contact_types[kind]
                )
                what = f"in {run.days} {name} answered {few(answered)} of {came:,.0f} {kind}."
                yield "serves", where, f"{key} {ever(answered)} had an effect: {what}"


def _added_by(scenario: "Scenario", name: str, kind: str) -> tuple[str, str] | None:
    """Return the same for a group that takes contacts of a type by an overflow rule alone."""
    type_ = scenario.contact_types[kind]
    if name in groups_at_first(scenario, kind) or any(name in step.groups_named for step in type_.steps.values()):
        return None
    for rule, one in scenario.overflow.items():
        if name in one.groups_named and kind in touched_by(one.of, scenario):
            return dotted("overflow", rule, one.verb, name), f"{name} in the overflow rule {rule} for {kind}"
    return None


def _entry(name: str, group: "AgentGroup", kind: str, type_: "ContactType") -> tuple[str, str]:
    """Return the path of the key that decides when a group serves a type, and what it is called."""
    serves = group.serves[kind]
    path = ("agent_groups", name, "serves", kind)
    if serves.after_s:
        return dotted(*path, "after"), f"{name}'s after: {format_duration(serves.after_s)} for {kind}"
    for step, one in type_.steps.items():
        if name in one.groups_named and name not in type_.ranks:
            word = "also" if one.also else "only"
            where = dotted("contact_types", kind, "steps", step, word, name)
            return where, f"{name} in the step {step} of {kind}"
    if name in type_.ranks:
        return dotted("contact_types", kind, "ranks", name), f"{name}'s rank {type_.ranks[name]} for {kind}"
    if serves.priority > 1:
        return dotted(*path, "priority"), f"{name}'s priority {serves.priority} for {kind}"
    return dotted(*path), f"serving {kind} with {name}"


def _priorities(run: RunSeen) -> Findings:
    """Yield groups with priorities who take hardly anybody from a queue: only there do priorities decide."""
    for name, group in run.scenario.agent_groups.items():
        answered, taken = run.answered(name), sum(run.taken(kind, name) for kind in group.serves)
        if len({group.serves[kind].priority for kind in group.usual}) > 1 and rare(taken, answered):
            what = f"in {run.days} {few(taken)} of the {answered:,.0f} contacts that it answered had waited."
            where = dotted("agent_groups", name, "serves")
            yield "priority", where, f"its priorities {ever(taken)} had an effect: {what}"


def _segments(run: RunSeen) -> Findings:
    """Yield segments with another place in the queue who hardly ever have to wait."""
    names = list(run.scenario.segment_names)
    for number, (kind, one) in enumerate(run.scenario.contact_types.items()):
        usual = one.order
        for each in one.kinds:
            if each.segment is None or each.order == usual:
                continue
            place = names.index(each.segment)
            came, waited = run.used.arrived_in[number, place], run.used.queued_in[number, place]
            if rare(waited, came):
                key = next(
                    key for key, mine, other in zip(_ORDER_KEYS, each.order, usual, strict=True) if mine != other
                )
                what = f"in {run.days} {few(waited)} of {came:,.0f} contacts had to wait."
                where = dotted("contact_types", kind, "segments", each.segment, key)
                yield "segment", where, f"it {ever(waited)} had an effect: {what}"


def _rules(run: RunSeen) -> Findings:
    """Yield a rule for who waits where hardly anybody does."""
    came, waited = run.total("arrived"), float(run.used.queued_in.sum())
    if run.scenario.routing.contact != "longest_wait" and rare(waited, came):
        what = f"in {run.days} {few(waited)} of {came:,.0f} contacts had to wait."
        yield "rule", dotted("routing", "contact"), f"it {ever(waited)} had an effect: {what}"


def _agent_rules(run: RunSeen) -> Findings:
    """Yield rules for who takes an arriving contact where hardly any contact finds a free agent."""
    if not _looks_once(run.scenario):
        return
    rules: dict[tuple[str, ...], list[str]] = {}
    for kind, one in run.scenario.contact_types.items():
        channel = run.scenario.channels[one.channel]
        if channel.in_hand_max is None:
            if run.scenario.routing.agent != "longest_idle":
                rules.setdefault(("routing", "agent"), []).append(kind)
        elif getattr(channel, "agent", None) is not None:
            rules.setdefault(("channels", one.channel, "agent"), []).append(kind)
    for path, kinds in rules.items():
        numbers = [run.types.index(kind) for kind in kinds]
        came = float(run.used.arrived_in[numbers].sum())
        at_once = came - float(run.used.queued_in[numbers].sum())
        if rare(at_once, came):
            what = f"in {run.days} {few(at_once)} of {came:,.0f} contacts did not have to wait."
            yield "rule", dotted(*path), f"it {ever(at_once)} had an effect: {what}"


def _looks_once(scenario: "Scenario") -> bool:
    """Return whether contacts look for an agent when they arrive, and never again."""
    waits = [serves.after_s for group in scenario.agent_groups.values() for serves in group.serves.values()]
    steps = any(one.steps for one in scenario.contact_types.values())
    return not any(waits) and not steps and not scenario.transfers and not scenario.overflow


def _ageing(run: RunSeen) -> Findings:
    """Yield types that age in a way of their own and hardly ever have to wait."""
    for number, (kind, one) in enumerate(run.scenario.contact_types.items()):
        if one.order.by_age_alone:
            continue
        came, waited = run.used.arrived_in[number].sum(), run.used.queued_in[number].sum()
        if rare(waited, came):
            key = "age_rate" if one.order.age_rate != 1.0 else "age_cap"
            what = f"in {run.days} {few(waited)} of {came:,.0f} contacts had to wait."
            yield "rule", dotted("contact_types", kind, key), f"it {ever(waited)} had an effect: {what}"


def _starving(run: RunSeen) -> Findings:
    """Yield types of which few are answered while the groups that serve them answer others."""
    scenario = run.scenario
    share = {kind: _answered_share(run, kind) for kind in scenario.contact_types}
    for kind, mine in share.items():
        if not mine < STARVED:
            continue
        able = [name for name in scenario.agent_groups if kind in scenario.agent_groups[name].serves]
        instead = {
            other: sum(run.by(other, name) for name in able)
            for other in scenario.contact_types
            if other != kind and share[other] > max(STARVED, TIMES * mine)
        }
        instead = {other: count for other, count in instead.items() if count}
        if instead:
            others = " and ".join(f"{count:,.0f} {other}" for other, count in instead.items())
            answered, offered = run.total("answered", f"type:{kind}"), run.total("offered", f"type:{kind}")
            what = (
                f"the contact type starves: in {run.days} {answered:,.0f} of {offered:,.0f} offered contacts were "
                f"answered ({mine:.0%}); {' and '.join(able)}, which serve{'s' * (len(able) == 1)} it, "
                f"answered {others} instead."
            )
            yield "starving", dotted("contact_types", kind), what


def _answered_share(run: RunSeen, kind: str) -> float:
    """Return the share of the offered that was answered, without who is not yet decided; NaN where few came."""
    offered = run.total("offered", f"type:{kind}") - run.total("not_yet_decided", f"type:{kind}")
    return run.total("answered", f"type:{kind}") / offered if offered >= ENOUGH_TO_STARVE else float("nan")


def _overtime(run: RunSeen) -> Findings:
    """Yield groups of which somebody often works for long after closing."""
    for number, name in enumerate(run.groups):
        closings, late = run.used.closings[0], run.used.late[number]
        if late >= OFTEN * closings:
            agents, at_s = run.used.late_agents[number] / late, run.used.latest_at_s[number]
            next_day = " of the next day" if at_s >= DAY_S else ""
            who = "one agent works" if round(agents, 1) == 1 else f"{agents:.1f} agents on average work"
            what = (
                f"{who} for more than {LATE_S / HOUR_S:.0f} hour after {run.closing}, after {late:,.0f} of "
                f"{closings:,.0f} closings; the latest until {clock(round(at_s % DAY_S / MINUTE_S) * MINUTE_S)}"
                f"{next_day}."
            )
            yield "overtime", dotted("agent_groups", name), what


_ORDER_KEYS = ("priority", "age_credit", "age_rate", "age_cap")
"""The keys of an order, as its fields stand."""
_NEVER = (_groups, _entries, _priorities, _segments, _ageing, _rules, _agent_rules, *NEVER_BY_RULES)
_WRONG = (_starving, _overtime)
_ORDER = (
    "starving", "overtime", "group", "serves", "priority", "segment", "rule", "overflow", "intervention", "help",
    "campaign",
)  # fmt: skip


def _has_agents(scenario: "Scenario", name: str) -> bool:
    """Return whether anybody of a group is ever on duty; one without agents is left out on purpose."""
    return any(most(view.agent_groups[name].headcount, view.horizon) > 0 for _, view in views(scenario))
