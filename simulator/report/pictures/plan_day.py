"""One day's plan as bars, with what became of it: shifts and breaks as planned, and over them what people did.

It shows no average, so it proves nothing; it shows what a plan looks like, and what absence, short absences and busy
hours make of it. Only people who are known one by one have a plan of their own; who is absent says chance, because
whoever never comes is in no log of agents.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from simulator.demand.attendance import PersonsDay
from simulator.engine.tables.by_person import PlannedShift
from simulator.engine.tables.staff import StaffTable, staff_table
from simulator.log import Columns, State
from simulator.metrics.agent_spans import AGENTS_MAX
from simulator.metrics.details import DAY_OF_AGENTS
from simulator.report.pictures.agents_day import day_shown, which_day
from simulator.report.pictures.captions import footer, one_line, one_place
from simulator.report.pictures.frame import plain
from simulator.report.pictures.plan_drawn import (
    ABSENT,
    AWAY,
    BREAK,
    BREAK_PLANNED,
    OFF_PHONE,
    OFF_PHONE_PLANNED,
    ON_CALL,
    ON_DUTY,
    OVERTIME,
    SHIFT,
    UNPAID_BREAK,
    WINDOW,
    PersonsRow,
    PlanGroup,
    PlanPicture,
    draw_plan,
)
from simulator.report.words import titled
from simulator.report.words.numbers import listed
from simulator.scenario.days.breaks_placed import Begins
from simulator.scenario.days.in_teams import InTeams, team_rows
from simulator.scenario.days.joined import joined
from simulator.scenario.days.roster import is_known_one_by_one
from simulator.scenario.nouns.teams import NO_TEAM

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun
    from simulator.scenario.nouns.horizon import Day

PEOPLE_MAX = 54
"""More names than these do not fit on a page; every group keeps its share of them."""
Spans = list[tuple[float, float]]
_DONE = {
    State.AVAILABLE: ON_DUTY,
    State.TALK: ON_DUTY,
    State.WRAP_UP: ON_DUTY,
    State.HELPING: ON_DUTY,
    State.OFF_PHONE: OFF_PHONE,
    State.BREAK: BREAK,
    State.AWAY: AWAY,
    State.ABSENT: ABSENT,
}


def plan(run: "AnyRun | Comparison", strategy: str | None = None) -> "Figure":
    """Return the picture of the plan of ``strategy`` (None: the baseline) and what became of it on one day."""
    return draw_plan(plan_of(one_place(run), strategy))


def has_plan(comparison: "Comparison", strategy: str) -> bool:
    """Return whether any agents of a strategy are known one by one."""
    return any(map(is_known_one_by_one, comparison.scenarios[strategy].agent_groups.values()))


def plan_of(comparison: "Comparison", strategy: str | None = None) -> PlanPicture:
    """Return what `plan` shows. There must be details of the strategy, and people in it."""
    name = strategy or comparison.baseline
    scenario = comparison.scenarios[name]
    day, done = day_shown(comparison, name)
    staff = staff_table(scenario, scenario.horizon.simulated_days)
    there = [one for one in staff.by_person if any(_on_day(one.shift.parts, day))]
    absent = {one.person for one in there if one.shift.on_call is None and _is_absent(one, _chance(comparison, one))}
    kept, members = _kept(comparison, name), InTeams(scenario)
    groups, of_all, drawn = [], len({one.agent for one in there}), set[int]()
    for number, team, called in _panels(comparison, name):
        mine = sorted({one.agent for one in there if one.group == number and team in (None, _team_of(members, one))})
        shown = _spread([agent for agent in mine if _is_known(agent, kept.get(number))], len(mine), of_all)
        if shown:
            rows = [_row(comparison, staff, [one for one in there if one.agent == agent], day, done) for agent in shown]
            drawn.update(shown)
            groups.append(PlanGroup(called, rows))
    # Who works in two groups has two rows, and is one person.
    hidden = {one.person for one in there} - {one.person for one in there if one.agent in drawn}
    ends_s = [to_s for group in groups for row in group.rows for spans in row.done.values() for _, to_s in spans]
    return PlanPicture(
        _title(one_line(name), len({one.person for one in there}), len(absent)),
        groups,
        day.opens_s - day.start_s,
        max([day.closes_s - day.start_s, *ends_s]),
        "One example day: wide bars are the plan, thin bars on them what people did",
        footer(comparison, *_about(comparison, name, there, day, len(hidden))),
    )


def _panels(comparison: "Comparison", name: str) -> Iterator[tuple[int, str | None, str]]:
    """Yield the number of each group, each of its teams (None: nobody has one), and what they are called."""
    scenario = comparison.scenarios[name]
    for number, group in enumerate(scenario.agent_groups):
        called = titled.label(comparison, f"group:{group}")
        for team in team_rows(scenario):
            yield number, team, f"{called}, {titled.label(comparison, f'team:{team}')}"
        if not team_rows(scenario):
            yield number, None, called


def _team_of(members: InTeams, one: PlannedShift) -> str:
    return members.team_of(one.shift.who) or NO_TEAM


def _title(name: str, people: int, absent: int) -> str:
    if not people:
        return f"A day of {name}: nobody is on the plan"
    of_all = f"{people:,} {'person' if people == 1 else 'people'} on the plan"
    return f"A day of {name}: {of_all}, {f'{absent:,} of them absent' if absent else 'nobody absent'}"


def _about(comparison: "Comparison", name: str, there: Sequence[PlannedShift], day: "Day", hidden: int) -> list[str]:
    """Return which day it is, and what the picture does not show, in words."""
    again = dict.fromkeys(off.name for one in there for off in one.shift.offs if off.begins is Begins.AGAIN)
    counted = [
        titled.label(comparison, f"group:{group}")
        for group, noun in comparison.scenarios[name].agent_groups.items()
        if not is_known_one_by_one(noun)
    ]
    return [
        f"{which_day(day)}{f'; {hidden:,} more people are not shown' if hidden else ''}",
        f"no planned time, because due after so long on duty: {plain(listed(list(again)), 60)}" if again else "",
        f"not shown, because only their number is planned: {plain(listed(counted), 60)}" if counted else "",
    ]


def _kept(comparison: "Comparison", name: str) -> Mapping[int, Any]:
    """Return by group the agents of whom it is kept what they did."""
    kept = comparison.stacks[name].details
    assert kept is not None, "a comparison that was run has them"
    assert kept.agents is not None, "its first replication is among them"
    group, agent = kept.agents["group"], kept.agents["agent"]
    return {int(one): np.unique(agent[group == one]) for one in np.unique(group)}


def _is_known(agent: int, kept: Any) -> bool:
    """Return whether it is known what an agent did: nothing, where not all are kept and others come first."""
    return kept is None or len(kept) < AGENTS_MAX or agent <= int(kept[-1])


def _spread(agents: Sequence[int], of_group: int, of_all: int) -> list[int]:
    """Return a group's share of what fits on a page, from the first to the last: late shifts stand at the end."""
    number = min(len(agents), of_group if of_all <= PEOPLE_MAX else max(2, of_group * PEOPLE_MAX // of_all))
    return [agents[place * (len(agents) - 1) // max(1, number - 1)] for place in range(number)]


def _chance(comparison: "Comparison", one: PlannedShift) -> PersonsDay:
    who = one.shift.who
    return PersonsDay(comparison.seed, DAY_OF_AGENTS, who.name, who.number, one.shift.day)


def _is_absent(one: PlannedShift, chance: PersonsDay) -> bool:
    return one.absence is not None and chance.is_absent(one.absence)


def _row(
    comparison: "Comparison", staff: StaffTable, shifts: Sequence[PlannedShift], day: "Day", done: Columns
) -> PersonsRow:
    """Return one person's row in a group: ``shifts`` are those of the day."""
    planned: dict[str, Spans] = {}
    happened = _happened(done, shifts[0].agent)
    for one in shifts:
        chance, parts = _chance(comparison, one), list(_on_day(one.shift.parts, day))
        if one.shift.on_call is not None:
            # Of their breaks it is not known whether they come.
            planned.setdefault(ON_CALL.label, []).extend(parts)
            continue
        planned.setdefault(SHIFT.label, []).extend(parts)
        mine = [off for off in one.shift.offs if chance.has(off.name, off.one.share) and off.begins is not Begins.AGAIN]
        for off in mine:
            known = off.begins in (Begins.FIXED, Begins.STAGGERED)
            box = (off.at_s, off.at_s + off.lasts_s) if known else (off.from_s, off.latest_s + off.lasts_s)
            kind = WINDOW if not known else OFF_PHONE_PLANNED if off.one.counts_as == "off_phone" else BREAK_PLANNED
            planned.setdefault(kind.label, []).extend(_in_parts(box, parts, day))
        if _is_absent(one, chance):
            happened[ABSENT.label] = joined(sorted([*happened.get(ABSENT.label, []), *parts]))
        elif any(not off.one.paid and chance.has(off.name, off.one.share) for off in one.shift.offs):
            unpaid = list(_gaps(parts, sorted(span for spans in happened.values() for span in spans)))
            if unpaid:
                happened.setdefault(UNPAID_BREAK.label, []).extend(unpaid)
    return PersonsRow(staff.names[shifts[0].agent], planned, happened)


def _happened(done: Columns, agent: int) -> dict[str, Spans]:
    """Return by kind when an agent did what; what follows on the same is one."""
    mine = np.flatnonzero(done["agent"] == agent)
    found: dict[str, Spans] = {}
    last = ""
    columns = (done[name][mine].tolist() for name in ("state", "overtime", "from_s", "to_s"))
    for state, late, from_s, to_s in zip(*columns, strict=True):
        label = OVERTIME.label if late else _DONE[State(state)].label
        spans = found.setdefault(label, [])
        if label == last and spans[-1][1] == from_s:
            spans[-1] = (spans[-1][0], to_s)
        else:
            spans.append((from_s, to_s))
        last = label
    return found


def _on_day(parts: Iterable[tuple[float, float]], day: "Day") -> Iterable[tuple[float, float]]:
    """Yield what of the parts of a shift is worked on a day, by its clock."""
    for from_s, to_s in parts:
        if from_s < day.closes_s and to_s > day.opens_s:
            yield max(from_s, day.opens_s) - day.start_s, min(to_s, day.closes_s) - day.start_s


def _in_parts(box: tuple[float, float], parts: Spans, day: "Day") -> Spans:
    """Return what of a planned time off lies in parts of a shift, by the clock of the day."""
    begins_s, ends_s = box[0] - day.start_s, box[1] - day.start_s
    cut = [(max(begins_s, from_s), min(ends_s, to_s)) for from_s, to_s in parts]
    return [(from_s, to_s) for from_s, to_s in cut if from_s < to_s]


def _gaps(parts: Spans, done: Spans) -> Iterable[tuple[float, float]]:
    """Yield when somebody who had come was not paid: between what they did, and from the last of it to the end."""
    for from_s, to_s in parts:
        inside = [(max(begins_s, from_s), min(ends_s, to_s)) for begins_s, ends_s in done]
        inside = [one for one in inside if one[0] < one[1]]
        nexts = [*(begins_s for begins_s, _ in inside[1:]), to_s]
        yield from ((back[1], again_s) for back, again_s in zip(inside, nexts, strict=False) if back[1] < again_s)
