"""Who may take what, as a table: contact types and agent groups, with ranks, priorities and whatever else is said.

Where both are few it is one table of types and groups; else a block of rows for each type, which stays readable with
twenty of both. A key of `serves` that is new is a line in `DETAILS`.
"""

from collections.abc import Callable, Mapping
from math import inf
from typing import NamedTuple

from simulator.report.blocks import Blocks, Section, Sheet, column
from simulator.report.words.numbers import NOTHING
from simulator.scenario.nouns import AgentGroup, ContactType, Numbers, Overflow, Scenario, Serves
from simulator.scenario.rules.changing import widening_rules
from simulator.scenario.rules.pools import SkillPool, has_anybody, pools_of
from simulator.scenario.rules.reaching import LAST, Reached, changed_by, first_of
from simulator.units import format_duration, format_time_of_day

FEW, WIDEST, _NAMES = 5, 80, 4
"""So many columns stand side by side, and so many letters; so many people are named."""


class Serving(NamedTuple):
    """That a group, or some people in it, serves a contact type."""

    type_name: str
    kind: ContactType
    group_name: str
    group: AgentGroup
    who: str
    """The group, or people in it who have skills of their own."""
    serves: Serves
    overflow: Mapping[str, Overflow]
    """The rules that may change who takes contacts of the type."""
    later: tuple[str | None, ...]
    """The segments, None for who is in none, whose contacts the group does not take from the beginning."""


class ServingDetail(NamedTuple):
    """A detail: its head in a table, and its words; nothing where it is as usual."""

    head: str
    said: Callable[[Serving], str]
    always: bool = False
    """Whether it has a column though nobody says anything."""


def _rank(one: Serving) -> str:
    if not one.kind.ranks or one.group_name not in _at_first(one).ranks:
        return ""
    last = max(one.kind.ranks.values()) + 1
    return str(one.kind.ranks.get(one.group_name, last))


def _at_first(one: Serving) -> Reached:
    takes_some = len(one.later) < len(one.kind.kinds)
    return Reached(0.0, {one.group_name: one.kind.ranks.get(one.group_name, LAST)} if takes_some else {})


def _from_when_and_rank(one: Serving) -> tuple[float, int]:
    """Return what groups stand in order by: the step from which on they may take a contact, then their rank in it."""
    now, name = _at_first(one), one.group_name
    for step in one.kind.steps_in_time.values():
        if name in now.ranks:
            break
        now = changed_by(step, now)
    return (now.after_s, now.ranks[name]) if name in now.ranks else (inf, 0)


def _steps(one: Serving) -> str:
    """Say what steps change for a group: when it joins, is ranked anew, is alike with all others, and may no more."""
    said, now, name = list[str](), _at_first(one), one.group_name
    for step in one.kind.steps_in_time.values():
        before, now = now, changed_by(step, now)
        after, rank = format_duration(step.after_s), now.ranks.get(name)
        if rank is None:
            said += [f"until {after}"] if name in before.ranks else []
        elif now.flat and (name not in before.ranks or not before.flat):
            said.append(f"from {after} like all")
        elif rank != before.ranks.get(name) or before.flat != now.flat:
            said.append(f"from {after} rank {rank}")
    return "; ".join(said)


def _rules(one: Serving) -> str:
    """Say which overflow rules make the group take a type that it takes by them alone, and of whom if not of all."""
    rules = ", ".join(name for name, rule in one.overflow.items() if one.group_name in rule.groups_named)
    if not rules or len(one.later) in (0, len(one.kind.kinds)):
        return rules
    return f"{rules} ({', '.join('others' if segment is None else segment for segment in one.later)})"


def _handle_time(one: Serving) -> str:
    talk, wrap_up = one.serves.talk_times, one.serves.wrap_up_times
    if talk == wrap_up:
        return "" if talk == 1.0 else f"× {talk:g}"
    return f"talk × {talk:g}, wrap-up × {wrap_up:g}"


def through_the_day_said(numbers: Numbers) -> str:
    """Say how many are kept, by time of day where that changes; nothing where it is nobody all day.

    >>> [through_the_day_said(one) for one in ({0.0: 0}, {0.0: 2}, {28800.0: 2, 43200.0: 0})]
    ['', '2', '2 from 08:00, 0 from 12:00']
    """
    if len(set(numbers.values())) == 1:
        number = next(iter(numbers.values()))
        return str(number) if number else ""
    return ", ".join(f"{number} from {format_time_of_day(time_s)}" for time_s, number in numbers.items())


def _at_most(one: Serving) -> str:
    most = one.group.at_most.get(one.kind.channel)
    return "" if most is None else str(most)


DETAILS = (
    ServingDetail("rank", _rank, always=True),
    ServingDetail("priority", lambda one: str(one.serves.priority), always=True),
    ServingDetail("after", lambda one: format_duration(one.serves.after_s) if one.serves.after_s else ""),
    ServingDetail("steps", _steps),
    ServingDetail("rules", _rules),
    ServingDetail("while", lambda one: "see below" if one.serves.while_ is not None else ""),
    ServingDetail("reserves", lambda one: "yes" if one.serves.reserves else ""),
    ServingDetail("keep free", lambda one: through_the_day_said(one.serves.keep_free)),
    ServingDetail("handle time", _handle_time),
    ServingDetail("at most in hand", _at_most),
)
"""Of a group's `serves` of a type, in the order in which they are told."""


def routing_sheets(scenario: Scenario) -> Blocks:
    """Yield who may take what."""
    together = _side_by_side(scenario)
    widths = [max(len(cell.text) for cell in one.cells) for one in (*together.labels, *together.columns)]
    yield together if len(widths) <= FEW and sum(widths) <= WIDEST else _by_type(scenario)


def _pools(scenario: Scenario) -> list[SkillPool]:
    """Return who can do the same: each group, and behind it its people with skills of their own."""
    pools = [pool for pool in pools_of(scenario) if has_anybody(scenario, pool)]
    groups = list(scenario.agent_groups)
    return sorted(pools, key=lambda pool: groups.index(pool.group))


def _called(pool: SkillPool) -> str:
    """Return a group's name, and those of the people who are meant.

    >>> people = ("ana", "ben", "cid", "dan", "eva")
    >>> [_called(SkillPool("front", {}, some)) for some in ((), people[:1], people[:4], people)]
    ['front', 'front: ana', 'front: ana, ben, cid, dan', 'front: ana, ben, cid and 2 more']
    """
    if not pool.people:
        return pool.group
    few = pool.people if len(pool.people) <= _NAMES else pool.people[: _NAMES - 1]
    more = f" and {len(pool.people) - len(few)} more" if few != pool.people else ""
    return f"{pool.group}: {', '.join(few)}{more}"


def _serving(scenario: Scenario, type_name: str, pool: SkillPool) -> Serving | None:
    group_name, serves = pool.group, pool.serves.get(type_name)
    group = scenario.agent_groups[group_name]
    if serves is None:
        return None
    kind, rules = scenario.contact_types[type_name], widening_rules(scenario, type_name)
    segments = [one.segment for one in kind.kinds]
    later = tuple(one for one in segments if group_name not in first_of(scenario, type_name, one).ranks)
    return Serving(type_name, kind, group_name, group, _called(pool), serves, rules, later)


def _side_by_side(scenario: Scenario) -> Sheet:
    """Return a row for each type and a column for each group, or some of its people."""
    types = list(scenario.contact_types)
    columns = [
        column(_called(pool), [_cell(_serving(scenario, name, pool)) for name in types], left=True)
        for pool in _pools(scenario)
    ]
    return Sheet((column("contact type", types),), tuple(columns), "Who may take what")


def _cell(one: Serving | None) -> str:
    if one is None:
        return NOTHING
    return ", ".join(f"{each.head} {said}" for each in DETAILS if (said := each.said(one)))


def _by_type(scenario: Scenario) -> Sheet:
    """Return a block of rows for each type: the groups that serve it, best rank first."""
    found: list[Serving] = []
    sections = []
    for name in scenario.contact_types:
        mine = [one for pool in _pools(scenario) if (one := _serving(scenario, name, pool))]
        if mine:
            sections.append(Section(len(found), name))
        found += sorted(mine, key=_from_when_and_rank)
    columns = [
        column(each.head, [each.said(one) or NOTHING for one in found], left=not each.always)
        for each in DETAILS
        if each.always or any(each.said(one) for one in found)
    ]
    names = column("group", [one.who for one in found])
    return Sheet((names,), tuple(columns), "Who may take what, by contact type", sections=tuple(sections))
