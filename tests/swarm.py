"""Random scenarios: a seed draws a whole small center and its day, on coarse times so that many things coincide.

`plain_centers.py` draws what every version of the engine knows. Half of the centers get more here: hours of channels
and types, a warm-up, a stop, days around the clock, durations by the time of day, talk and wrap-up with factors of
their own; half, drawn apart, hands of other sizes and agents kept free; half other orders of contacts and agents;
some steps of who may take whom, some further limits of who may wait and how many lines there are; some rules by how
things stand, and a third interventions. All that has dice of its own: what is not drawn leaves a center as it always
was.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from hours_read import Calendar
from plain_centers import Cases, plain_center
from swarm_conversations import Script, first_work_s, with_conversations, with_messages
from swarm_helps import with_helps
from swarm_interventions import with_interventions
from swarm_leaving import before_ends, more_patient, who_think_longer, with_leaving
from swarm_on_call import with_people_on_call
from swarm_orders import with_orders
from swarm_overflow import with_overflow
from swarm_people import with_people
from swarm_reach import with_limits, with_lines, with_wider_reach
from swarm_rules import with_rules
from swarm_shifts import with_shifts
from swarm_silent import in_a_hurry, less_patient, with_silent
from swarm_skills import with_skills

from simulator.demand.workload import Workload
from simulator.scenario.nouns import Scenario

_EDGES = ("08:00", "08:10", "08:20", "08:30", "08:40", "08:50", "09:00")
"""Where hours begin and end; arrivals, changes of headcount and ends of service meet them there."""


def random_center(
    seed: int,
    coming_again: bool = False,
    overflow: bool = True,
    interventions: bool = True,
    shifts: bool = False,
    skills: bool = False,
    helps: bool = False,
    on_call: bool = False,
    conversations: bool = False,
    leaving: bool = False,
    silent: bool = False,
) -> tuple[Scenario, Workload]:
    """Return scenario and workload number ``seed``; with rules of who comes again and is passed on, if asked for.

    Without ``overflow`` nothing depends on how things stand: no overflow rules, gates, reservation, announcements, and
    no interventions, which a third of the centers have. With ``shifts`` there are people with shifts, and none;
    with ``skills`` most of those with a name have skills of their own. With
    ``helps`` agents call for help, with ``on_call`` some people with shifts come only when called in. With
    ``conversations`` there are some; with ``leaving`` most are handed over or parked where those who serve them have
    shifts, which in most centers everybody has. With ``silent`` some customers leave without a sign.
    """
    tree, cases = plain_center(seed)
    hands = np.random.default_rng([seed, 5])
    if hands.random() < 0.5:
        _with_hands(hands, tree)
    steps = np.random.default_rng([seed, 11])
    if steps.random() < 0.4:
        with_wider_reach(steps, tree)
    limits = np.random.default_rng([seed, 10])
    if limits.random() < 0.3:
        with_limits(limits, tree)
    dice = np.random.default_rng([seed, 4])
    timed = dice.random() < 0.5
    if timed:
        _with_time(dice, tree)
    if coming_again:
        with_rules(np.random.default_rng([seed, 6]), tree)
    lines = np.random.default_rng([seed, 14])
    if lines.random() < 0.2:
        with_lines(lines, tree)
    if timed:
        _with_steps(np.random.default_rng([seed, 7]), tree)
    orders = np.random.default_rng([seed, 9])
    if orders.random() < 0.5:
        with_orders(orders, tree)
    things = np.random.default_rng([seed, 12])
    if overflow and things.random() < 0.4:
        with_overflow(things, tree)
    changes = np.random.default_rng([seed, 13])
    if shifts:
        with_shifts(np.random.default_rng([seed, 15]), tree, everybody=leaving and seed % 8 > 1)
        people = np.random.default_rng([seed, 24])
        if people.random() < 0.5:
            with_people(people, tree)
        if skills:
            with_skills(np.random.default_rng([seed, 16]), tree)
        if on_call:
            with_people_on_call(np.random.default_rng([seed, 25]), tree)
    if overflow and interventions and not shifts and changes.random() < 0.35:
        with_interventions(changes, tree)
    if helps:
        with_helps(np.random.default_rng([seed, 16]), tree)
    scripts: tuple[Script | None, ...] = ()
    if conversations:
        dice_of_these = np.random.default_rng([seed, 26])
        with_conversations(dice_of_these, tree)
        scripts = with_messages(dice_of_these, tree, cases)
        cases = replace(cases, talk_s=first_work_s(cases, scripts))
    if leaving:
        dice_of_ends = np.random.default_rng([seed, 27])
        with_leaving(dice_of_ends, tree)
        scripts = who_think_longer(dice_of_ends, scripts)
        cases = more_patient(dice_of_ends, cases)
    if silent:
        dice_of_silence = np.random.default_rng([seed, 28])
        with_silent(dice_of_silence, tree)
        scripts = in_a_hurry(dice_of_silence, scripts)
    arrived_s = cases.arrived_s
    if timed:
        scenario = Scenario.model_validate(tree)
        if dice.random() < 0.5:
            # Queues that last over closings, stops and nights.
            patient = dice.random(len(cases.patience_s)) < 0.8
            cases = replace(cases, patience_s=np.where(patient, np.inf, cases.patience_s))
        arrived_s = _near_edges(dice, Calendar(scenario), cases)
    scenario = Scenario.model_validate(tree)
    if leaving:
        arrived_s = before_ends(dice_of_ends, tree, Calendar(scenario), arrived_s)
    if silent:
        cases = replace(cases, patience_s=less_patient(dice_of_silence, cases.patience_s))
    return scenario, _workload(scenario, cases, arrived_s, scripts)


def _workload(
    scenario: Scenario, cases: Cases, arrived_s: np.ndarray, scripts: tuple[Script | None, ...] = ()
) -> Workload:
    count, types = len(arrived_s), len(scenario.contact_types)
    columns = {name: column[:count] for name, column in vars(cases).items()}
    return Workload(
        key=np.arange(count, dtype=np.uint64),
        source=np.zeros(count, dtype=np.int16),
        expected=np.full((types, 1), np.nan),
        forecast=np.full((types, 1), np.nan),
        seed=0,
        replication=0,
        replies=scripts,
        **columns | {"arrived_s": arrived_s},
    )


def _with_hands(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give groups a capacity, limits per channel and agents kept free; channels get slots more often."""
    for noun in tree["channels"].values():
        if "slots" not in noun and dice.random() < 0.4:
            noun |= {"slots": int(dice.integers(1, 6)), "keep_empty": int(dice.choice([0, 0, 1]))}
            noun.pop("speed", None)
    for group in tree["agent_groups"].values():
        served = {tree["contact_types"][name]["channel"] for name in group["serves"]}
        slots = {name: tree["channels"][name]["slots"] for name in sorted(served) if "slots" in tree["channels"][name]}
        if slots and dice.random() < 0.6:
            # Never less than what one contact fills.
            some = [one for one in (0.5, 0.67, 0.8, 1.2, 1.5, 2.0) if one * min(slots.values()) >= 1]
            group["capacity"] = float(dice.choice(some))
        at_most = {name: int(dice.integers(1, most + 1)) for name, most in slots.items() if dice.random() < 0.4}
        if at_most:
            group["at_most"] = at_most
        for serves in group["serves"].values():
            if dice.random() < 0.3:
                serves["keep_free"] = int(dice.integers(1, 3))


def _with_time(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center hours, a warm-up, a stop, or days around the clock; everything may be drawn together."""
    horizon, types = tree["horizon"], list(tree["contact_types"])
    if "days" not in horizon and dice.random() < 0.4:
        _around_the_clock(dice, tree)
    if "weekday" in horizon and dice.random() < 0.3:
        _with_dates(dice, tree)
    if dice.random() < 0.3:
        horizon["at_close"] = "keep"
    if dice.random() < 0.4:
        # Before a day of an hour there is a night, which is no warm-up.
        horizon["warm_up"] = str(dice.choice(["10m", "1h", "25h"] if horizon["to"] == "24:00" else ["1d", "25h", "3d"]))
    if dice.random() < 0.4:
        horizon["run_on"] = str(dice.choice(["0s", "0s", "1m", "2m", "10m"]))
    for noun in tree["channels"].values():
        if dice.random() < 0.3:
            noun |= _closing(dice, horizon, [])
    for place, name in enumerate(types):
        noun = tree["contact_types"][name]
        # What a child of a redirect brings; the cases have columns.
        noun["talk"], noun["wrap_up"] = (str(dice.choice(["10s", "1m", "2m"])) for _ in range(2))
        noun["patience"] = str(dice.choice(["endless", "30s", "2m"]))
        if dice.random() < 0.7:
            noun |= _closing(dice, horizon, types[place + 1 :])
    for group in tree["agent_groups"].values():
        if dice.random() < 0.5:
            group["agents"] = _falling_at_edges(dice)
    if dice.random() < 0.4:
        _with_orders_to_leave(dice, tree)


def _with_steps(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let those who are born inside talk and wait by the time at which they arrive; let groups be slow in one thing."""
    for noun in tree["contact_types"].values():
        for word in ("talk", "wrap_up", "patience"):
            if dice.random() < 0.4:
                times = dice.choice(_EDGES, int(dice.integers(1, 4)), replace=False)
                noun[word] = {str(time): str(dice.choice(["10s", "30s", "90s"])) for time in times}
    for group in tree["agent_groups"].values():
        for serves in group["serves"].values():
            if dice.random() < 0.3:
                serves["handle_time"] = {
                    "talk": float(dice.choice([0.5, 1.2])),
                    "wrap_up": float(dice.choice([0.5, 2])),
                }


def _with_orders_to_leave(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let fewer and fewer be there just when hours end and who waits is still to be served."""
    edges = [int(edge) for edge in np.sort(dice.choice(np.arange(1, 6), 2, replace=False))]
    for noun in tree["contact_types"].values():
        noun |= {"hours": {"from": "08:00", "to": _EDGES[[*edges, 6][dice.integers(0, 3)]]}, "at_close": "serve_out"}
        noun.pop("voicemail_after", None)
        noun.pop("queue_limit", None)
    for group in tree["agent_groups"].values():
        people = int(dice.integers(2, 6))
        group["agents_on"], group["agents"] = {}, {"00:00": people}
        for edge in edges:
            # Some go as hours end; then others go or come while the first are still busy.
            people = max(0, people - int(dice.integers(0, 4)))
            group["agents"][_EDGES[edge]] = people
            for minute in range(1, 5):
                if dice.random() < 0.4:
                    people = int(dice.integers(0, 4))
                    group["agents"][f"08:{edge * 10 + minute}"] = people


def _around_the_clock(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    tree["horizon"] |= {"from": "00:00", "to": "24:00", "days": int(dice.integers(1, 4)), "interval": "1h"}
    if dice.random() < 0.7:
        tree["horizon"] |= {"weekday": "friday"}
    if dice.random() < 0.3 and "weekday" in tree["horizon"]:
        tree["horizon"]["hours"] = {"saturday": "closed"}


def _with_dates(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let the calendar be known, and some date be no ordinary Saturday."""
    horizon = tree["horizon"]
    del horizon["weekday"]
    horizon["date"] = "2026-11-27"
    if dice.random() < 0.5:
        day = {"from": "08:10", "to": "08:40"} if horizon["to"] == "09:00" else {"from": "10:00"}
        horizon["hours"] = horizon.get("hours", {}) | {"2026-11-28": day}
    for group in tree["agent_groups"].values():
        if dice.random() < 0.3:
            group["agents_on"] = group["agents_on"] | {"2026-11-28": _falling_at_edges(dice)}


def _closing(dice: np.random.Generator, horizon: dict[str, Any], others: list[str]) -> dict[str, Any]:
    """Return hours and what follows from them; who comes outside them may be led to one of ``others``."""
    said: list[Any] = ["refuse", "voicemail", "wait", "wait", *({"redirect": other} for other in others)]
    noun: dict[str, Any] = {
        "hours": _hours(dice, horizon),
        "when_closed": said[dice.integers(0, len(said))],
    }
    if others and dice.random() < 0.3:
        noun["when_closed"] = {"redirect": others[0]}
    if dice.random() < 0.5:
        noun["at_close"] = str(dice.choice(["serve_out", "clear", "keep"]))
    return noun


def _hours(dice: np.random.Generator, horizon: dict[str, Any]) -> Any:
    usual = _span(dice)
    days = ["friday", "saturday", "sunday"] if {"weekday", "date"} & set(horizon) else []
    if not days or dice.random() < 0.3:
        return usual
    hours: dict[str, Any] = {"every_day": usual} if dice.random() < 0.7 else {}
    for day in [*days, "2026-11-28"] if "date" in horizon else days:
        if dice.random() < 0.4:
            hours[day] = "closed" if dice.random() < 0.3 else _span(dice)
    return hours or usual


def _span(dice: np.random.Generator) -> Any:
    first, last = sorted(dice.choice(len(_EDGES), 2, replace=False).tolist())
    form = dice.random()
    if form < 0.15:
        return {"from": _EDGES[first], "to": str(dice.choice(["24:00", "26:00", "32:10", "33:00"]))}
    if form < 0.3 and last - first > 2:
        return [
            {"from": _EDGES[first], "to": _EDGES[first + 1]},
            {"from": _EDGES[first + int(dice.integers(1, 3))], "to": _EDGES[last]},
        ]
    # An end that is left out is that of the day without it.
    return (
        {"to": _EDGES[last]}
        if last == len(_EDGES) - 1 and dice.random() < 0.3
        else {"from": _EDGES[first], "to": _EDGES[last]}
    )


def _falling_at_edges(dice: np.random.Generator) -> dict[str, int]:
    times = sorted(dice.choice(len(_EDGES), 3, replace=False).tolist())
    return {"00:00": int(dice.integers(0, 3))} | {_EDGES[time]: int(dice.integers(0, 4)) for time in times}


def _near_edges(dice: np.random.Generator, calendar: Calendar, cases: Cases) -> np.ndarray:
    """Return arrivals on a grid of ten seconds while the center is open, most of them near where something changes."""
    count, open_ = len(cases.arrived_s), calendar.open
    edges = [time_s for name in calendar.scenario.contact_types for one in calendar.of_type(name) for time_s in one]
    edges += [time_s for one in open_ for time_s in one]
    near_s = np.array(sorted(set(edges)))[dice.integers(0, len(set(edges)), count)]
    # Most come just before: what waits when hours end is what the rules are about.
    apart_s = np.where(dice.random(count) < 0.3, 1.0, -1.0) * np.abs(dice.normal(0, 150, count))
    near_s += np.round(apart_s / 10) * 10
    inside = np.any([(near_s >= from_s) & (near_s < to_s) for from_s, to_s in open_], axis=0)
    # Who would come while everything is closed comes at an opening.
    return np.sort(np.where(inside, near_s, np.array([one[0] for one in open_])[dice.integers(0, len(open_), count)]))
