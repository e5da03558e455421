"""Random centers as every version of the engine knows them: a scenario's tree and the columns of its day, no more.

A seed draws a small center and its day, on coarse times, so that many things coincide. Nothing of the simulator is
imported here: `swarm.py` adds what came later and makes nouns of it, `same_as_0_1.py` gives it to an old version.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

OPENS_S = 8 * 3600.0
DAY_S = 86400.0
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class OpenDay(NamedTuple):
    """When a center opens and closes on a day, in seconds since 00:00 of day 0."""

    number: int
    opens_s: float
    closes_s: float


@dataclass(frozen=True)
class Cases:
    """Whom a day brings, sorted by arrival; every column has shape (cases,)."""

    type: np.ndarray
    segment: np.ndarray
    """Position among `segment_names`; -1 for those in none."""
    arrived_s: np.ndarray
    talk_s: np.ndarray
    wrap_up_s: np.ndarray
    patience_s: np.ndarray


def plain_center(seed: int) -> tuple[dict[str, Any], Cases]:
    """Return the tree of scenario number ``seed`` and who comes to it."""
    # Segments and days have dice of their own, so that everything else of a center is as it would be without them.
    dice, more, calendar = (np.random.default_rng(seeds) for seeds in (seed, [seed, 1], [seed, 2]))
    types = [f"type{k}" for k in range(dice.integers(1, 4))]
    groups = [f"group{k}" for k in range(dice.integers(1, 4))]
    serves = {group: _some(dice, types, lambda: _serves(dice)) for group in groups}
    for name in types:
        if not any(name in served for served in serves.values()):
            serves[groups[0]][name] = {}
    channels = {"voice": _channel(dice), "second": _channel(dice)}
    tree = {
        "version": 1,
        "name": f"swarm {seed}",
        "horizon": {
            "from": "08:00",
            "to": "09:00",
            "interval": str(dice.choice(["7m", "15m", "30m", "2h"])),
            "at_close": str(dice.choice(["serve_out", "clear"])),
            **_days(calendar),
        },
        "channels": channels,
        "sources": {name: {"arrivals": "60/h"} for name in types},
        "contact_types": {name: _type(dice, name, groups, serves) | {"segments": _segments(more)} for name in types},
        "routing": {"contact": str(dice.choice(["longest_wait", "due_time"]))},
        "agent_groups": {
            group: {"agents": _agents(dice), "agents_on": _agents_on(calendar), "serves": serves[group]}
            for group in groups
        },
    }
    cases = _over_days(calendar, tree["horizon"], _day(dice, len(types)))
    return tree, replace(cases, segment=_segment_column(more, tree, cases))


def drawn_center(seed: int) -> dict[str, Any]:
    """Return the tree of scenario number ``seed`` with a demand from which a version draws the cases itself."""
    tree, _ = plain_center(seed)
    dice = np.random.default_rng([seed, 3])
    busy = int(dice.choice([1, 4]) if "days" in tree["horizon"] else dice.choice([10, 40, 120]))
    for name in tree["sources"]:
        steps = {"00:00": f"{busy}/h", "08:20": f"{busy * int(dice.integers(0, 3))}/h", "08:45": f"{busy}/h"}
        tree["sources"][name] = {"arrivals": {"rate": steps if dice.random() < 0.5 else f"{busy}/h"}}
    for kind in tree["contact_types"].values():
        mean = f"{int(dice.integers(30, 300))}s"
        laws = ({"exponential": {"mean": mean}}, {"lognormal": {"mean": mean, "cv": 0.7}}, mean)
        kind["talk"] = laws[dice.integers(0, 3)]
        kind["patience"] = str(dice.choice(["endless", "40s"])) if dice.random() < 0.3 else laws[0]
        if dice.random() < 0.5:
            kind["wrap_up"] = laws[dice.integers(0, 3)]
    return tree


def open_days(horizon: dict[str, Any]) -> list[OpenDay]:
    """Return the days on which the center of this horizon opens, in order."""
    found = []
    for number in range(horizon.get("days", 1)):
        weekday = WEEK[(WEEK.index(horizon["weekday"]) + number) % 7] if "weekday" in horizon else ""
        hours = horizon.get("hours", {}).get(weekday, {})
        if hours != "closed":
            opens_s, closes_s = (_seconds(hours.get(end, horizon[end])) + number * DAY_S for end in ("from", "to"))
            found.append(OpenDay(number, opens_s, closes_s))
    return found


def segment_names(tree: dict[str, Any]) -> list[str]:
    """Return the names of all segments, each once, in the order of the contact types."""
    return list(dict.fromkeys(name for one in tree["contact_types"].values() for name in one["segments"]))


def _seconds(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0


def _days(dice: np.random.Generator) -> dict[str, Any]:
    """Return several days, sometimes; between some is a short night, in which contacts go on, or none at all."""
    if dice.random() < 0.7:
        return {}
    hours: dict[str, Any] = {"friday": {"to": str(dice.choice(["09:00", "31:58", "31:59", "32:00"]))}}
    if dice.random() < 0.5:
        hours["saturday"] = {"from": "08:10", "to": "08:50"}
    if dice.random() < 0.3:
        hours["sunday"] = "closed"
    return {"days": int(dice.integers(2, 5)), "weekday": "friday", "hours": hours, "interval": "1h"}


def _agents_on(dice: np.random.Generator) -> dict[str, Any]:
    """Return other agents on some days; on Friday they may be fewer just before a late closing."""
    found: dict[str, Any] = {}
    if dice.random() < 0.3:
        found["saturday"] = _agents(dice)
    if dice.random() < 0.6:
        found["friday"] = {"08:00": int(dice.integers(1, 5)), "31:55": int(dice.integers(0, 3))}
    return found


def _over_days(dice: np.random.Generator, horizon: dict[str, Any], day: Cases) -> Cases:
    """Return the contacts of a day scattered over all days, near openings and closings."""
    if "days" not in horizon:
        return day
    days = open_days(horizon)
    late, which = dice.random(len(day.type)) < 0.5, dice.integers(0, len(days), len(day.type))
    opens_s, closes_s = (np.array([one[end] for one in days])[which] for end in (1, 2))
    since_s = (day.arrived_s - OPENS_S) % np.minimum(closes_s - opens_s, 3600.0)
    arrived_s = np.where(late, closes_s - 600.0 + since_s % 600.0, opens_s + since_s)
    return replace(day, arrived_s=np.sort(arrived_s))


def _some(dice: np.random.Generator, names: list[str], make: Any) -> dict[str, Any]:
    chosen = [name for name in names if dice.random() < 0.6] or [names[0]]
    return {name: make() for name in chosen}


def _serves(dice: np.random.Generator) -> dict[str, Any]:
    noun: dict[str, Any] = {"priority": int(dice.integers(1, 4))}
    if dice.random() < 0.3:
        noun["after"] = str(dice.choice(["10s", "20s", "1m", "2m"]))
    if dice.random() < 0.3:
        noun["handle_time"] = float(dice.choice([0.5, 1.1, 1.5]))
    return noun


def _channel(dice: np.random.Generator) -> dict[str, Any]:
    noun: dict[str, Any] = {"behaviour": "live"}
    if dice.random() < 0.4:
        noun["lines"] = int(dice.integers(1, 9))
    if dice.random() < 0.4:
        noun["slots"] = int(dice.integers(1, 5))
        if dice.random() < 0.8:
            noun["speed"] = dice.choice([1.0, 0.9, 0.85, 0.7, 0.5], noun["slots"]).tolist()
        if dice.random() < 0.5:
            noun["agent"] = str(dice.choice(["least_loaded", "pack"]))
        noun["keep_empty"] = int(dice.choice([0, 0, 1, 2]))
    return noun


def _type(dice: np.random.Generator, name: str, groups: list[str], serves: dict[str, Any]) -> dict[str, Any]:
    able = [group for group in groups if name in serves[group]]
    noun: dict[str, Any] = {
        "from": name,
        "channel": str(dice.choice(["voice", "second"])),
        "talk": "1m",
        "patience": "endless",
    }
    if dice.random() < 0.3:
        noun["age_credit"] = str(dice.choice(["10s", "90s"]))
    noun["service_level"] = f"80% in {dice.choice([10, 20, 60])}s"
    if dice.random() < 0.3:
        noun["queue_limit"] = int(dice.integers(0, 5))
    if dice.random() < 0.3:
        noun["voicemail_after"] = str(dice.choice(["0s", "20s", "1m", "2m"]))
    if dice.random() < 0.6:
        noun["ranks"] = {group: int(dice.integers(1, 4)) for group in able if dice.random() < 0.7}
    return noun


def _segments(dice: np.random.Generator) -> dict[str, Any]:
    """Return what makes segments stand elsewhere in the queue; their shares are not used."""
    segments: dict[str, Any] = {}
    for name in ("vip", "new", "late") if dice.random() < 0.5 else ():
        if dice.random() < 0.7:
            segments[name] = {"share": "10%"}
            if dice.random() < 0.7:
                segments[name]["priority"] = int(dice.integers(1, 4))
            if dice.random() < 0.4:
                segments[name]["age_credit"] = str(dice.choice(["0s", "10s", "90s"]))
    return segments


def _segment_column(dice: np.random.Generator, tree: dict[str, Any], cases: Cases) -> np.ndarray:
    """Return a segment of its type, or none, for each contact."""
    numbers = {name: number for number, name in enumerate(segment_names(tree))}
    choices = [[-1, *(numbers[name] for name in kind["segments"])] for kind in tree["contact_types"].values()]
    return np.array([dice.choice(choices[kind]) for kind in cases.type], dtype=np.int16)


def _agents(dice: np.random.Generator) -> Any:
    if dice.random() < 0.4:
        return int(dice.integers(0, 5))
    # Open from 480 to 540: some steps come before opening, some at closing or later, and some days begin with nobody.
    minutes = {*dice.integers(460, 550, size=dice.integers(1, 6)).tolist()}
    if dice.random() < 0.8:
        minutes.add(480)
    if dice.random() < 0.2:
        minutes.add(540)
    return {f"{minute // 60:02d}:{minute % 60:02d}": int(dice.integers(0, 5)) for minute in sorted(minutes)}


def _day(dice: np.random.Generator, types: int) -> Cases:
    """Return a day on a coarse grid (whole ten seconds, or minutes), so that ends, arrivals and patience coincide."""
    count, step = int(dice.integers(0, 150)), float(dice.choice([1 / 64, 10, 60]))

    def column(mean_s: float) -> np.ndarray:
        return np.round(dice.exponential(mean_s, count) / step) * step

    arrived = np.sort(np.floor(dice.random(count) * 3600 / step) * step) + OPENS_S
    patience = np.where(dice.random(count) < 0.2, np.inf, column(120))
    return Cases(
        type=dice.integers(0, types, count).astype(np.int16),
        segment=np.full(count, -1, dtype=np.int16),
        arrived_s=arrived,
        talk_s=column(150),
        wrap_up_s=np.where(dice.random(count) < 0.5, 0.0, column(40)),
        patience_s=patience,
    )
