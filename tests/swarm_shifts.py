"""Random shifts, laid over the tree of a random center: people who come and go by plans of their own, and their breaks.

Times are those at which everything else happens as well, mostly whole minutes; who works in several shifts never works
in two at once. A center that never closes has shifts of hours, some over midnight, any other one shifts of minutes.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

_DAY = 24 * 60


@dataclass
class Scale:
    """How long things are on a day: in minutes, or in hours."""

    starts: list[int]
    lengths: list[int]
    breaks: list[str]
    among: list[int]
    """How far the ends of a window are apart, in minutes."""
    every: list[str]
    each: list[str]


_SHORT = Scale(
    [*range(470, 535, 5), 480, 480, 480],
    [*(15, 20, 25, 30, 40, 60, 60), 65],
    ["20s", "1m", "2m", "3m", "5m", "10m", "90s"],
    [3, 5, 10, 15, 20, 30],
    ["2m", "3m", "5m", "10m"],
    ["20s", "1m", "3m"],
)
_LONG = Scale(
    [*range(0, _DAY, 120), 0, 480, 1320, 1200],
    [*(240, 360, 480, 480, 480, 600), 1440],
    ["10m", "15m", "30m", "1h"],
    [60, 90, 120, 240, 300],
    ["1h", "90m", "2h", "3h"],
    ["2m", "10m", "30m"],
)


@dataclass
class Drawn:
    """What is being drawn, and who already works when, by the clock of every day."""

    dice: np.random.Generator
    tree: dict[str, Any]
    scale: Scale
    taken: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def chance(self, share: float) -> bool:
        return bool(self.dice.random() < share)

    def one_of(self, what: Any) -> Any:
        return what[self.dice.integers(0, len(what))]

    def is_free(self, name: str, from_: int, to: int) -> bool:
        """Return whether somebody works at no time of a shift, on whatever days it is."""
        return all(
            to + more <= other_from or other_to <= from_ + more
            for other_from, other_to in self.taken.get(name, [])
            for more in (-2 * _DAY, -_DAY, 0, _DAY, 2 * _DAY)
        )


def with_shifts(dice: np.random.Generator, tree: dict[str, Any], everybody: bool = False) -> None:
    """Give some groups shifts, or all, and others what takes agents of their headcount away."""
    drawn = Drawn(dice, tree, _LONG if tree["horizon"]["to"] == "24:00" else _SHORT)
    tree["people"] = {f"person{number}": {} for number in range(5)}
    which = [drawn.one_of(["shifts", "shifts", "shifts", "rates", "neither"]) for _ in tree["agent_groups"]]
    if set(which) == {"neither"}:
        which[0] = "shifts"
    which = ["shifts"] * len(which) if everybody else which
    for kind, (name, group) in zip(which, tree["agent_groups"].items(), strict=True):
        if kind == "shifts":
            _shifts_of(drawn, name, group)
        elif kind == "rates":
            _away(drawn, group, must=True)
    people = [
        one
        for group in tree["agent_groups"].values()
        for shift in group.get("shifts", {}).values()
        for one in shift.get("people", [])
    ]
    tree["people"] = {name: noun for name, noun in tree["people"].items() if name in people}


def _shifts_of(drawn: Drawn, name: str, group: dict[str, Any]) -> None:
    for key in ("agents", "agents_on"):
        group.pop(key, None)
    number = int(drawn.dice.integers(1, 4))
    group["shifts"] = {f"shift{place}": _shift(drawn) for place in range(number)}
    if drawn.chance(0.75):
        group["breaks"] = _breaks(drawn, "break", int(drawn.dice.integers(1, 4)))
    for shift in group["shifts"].values():
        if drawn.chance(0.2):
            # One with the name of a break of the group takes its place.
            shift["breaks"] = _breaks(drawn, str(drawn.one_of(["break", "own"])), 1)
        if drawn.chance(0.15):
            shift["apart"] = _apart(drawn)
    if drawn.chance(0.4):
        group["apart"] = _apart(drawn)
    has_breaks = "breaks" in group or any("breaks" in shift for shift in group["shifts"].values())
    _away(drawn, group, must=False, has_breaks=has_breaks)


def _shift(drawn: Drawn) -> dict[str, Any]:
    from_ = int(drawn.one_of(drawn.scale.starts))
    to = from_ + int(drawn.one_of(drawn.scale.lengths))
    shift: dict[str, Any] = {"from": _clock(from_), "to": _clock(to)}
    people = [name for name in drawn.tree["people"] if drawn.is_free(name, from_, to)]
    if people and drawn.chance(0.35):
        chosen = drawn.dice.permutation(people)[: drawn.dice.integers(1, 4)].tolist()
        shift["people"] = chosen
        for name in chosen:
            drawn.taken.setdefault(name, []).append((from_, to))
    else:
        shift["agents"] = int(drawn.dice.integers(1, 4))
        crews = [crew for crew in ("crew_a", "crew_b") if drawn.is_free(crew, from_, to)]
        if crews and drawn.chance(0.4):
            shift["crew"] = crews[0]
            drawn.taken.setdefault(crews[0], []).append((from_, to))
        if drawn.chance(0.2) and (days := _days(drawn)):
            shift["agents_on"] = {day: int(drawn.dice.integers(0, 4)) for day in days}
    if drawn.chance(0.3):
        step = (to - from_) // 5
        first, last = sorted(drawn.dice.choice([1, 2, 3, 4], 2, replace=False).tolist())
        shift["split"] = {"from": _clock(from_ + first * step), "to": _clock(from_ + last * step)}
    if drawn.chance(0.15) and (days := _days(drawn)):
        shift["on"] = days
    if drawn.chance(0.25):
        shift["no_new"] = str(drawn.one_of(["30s", "1m", "5m", *drawn.scale.every[:2]]))
    return shift


def _breaks(drawn: Drawn, called: str, number: int) -> dict[str, Any]:
    return {f"{called}{place}": _break(drawn) for place in range(number)}


def _break(drawn: Drawn) -> dict[str, Any]:
    scale = drawn.scale
    noun: dict[str, Any] = {"for": str(drawn.one_of(scale.breaks))}
    form = drawn.one_of(["at", "after", "window", "window", "every"])
    start = int(drawn.one_of(scale.starts)) + 5 * int(drawn.dice.integers(0, 6))
    if form == "at":
        noun["at"] = _clock(start)
    elif form == "after":
        noun["after"] = f"{int(drawn.one_of(scale.among))}m"
    elif form == "window":
        long = [minutes for minutes in scale.among if minutes * 60 >= _seconds(noun["for"])] or [60]
        noun |= {"from": _clock(start), "to": _clock(start + int(drawn.one_of(long)))}
        if drawn.chance(0.5):
            noun["start"] = str(drawn.one_of(["staggered", "own_choice"]))
    else:
        noun["every"] = str(drawn.one_of(scale.every))
        if drawn.chance(0.7):
            noun["within"] = str(drawn.one_of(scale.every))
    if form in ("window", "every") and drawn.chance(0.4):
        noun["together"] = int(drawn.dice.integers(1, 3))
    if drawn.chance(0.25):
        noun["counts_as"] = "off_phone"
    if drawn.chance(0.3):
        noun["paid"] = False
    if drawn.chance(0.2):
        noun["share"] = "60%"
    if drawn.chance(0.1) and (days := _days(drawn)):
        noun["on"] = days
    return noun


def _apart(drawn: Drawn) -> dict[str, Any]:
    least, most = (str(drawn.one_of(drawn.scale.every)) for _ in range(2))
    return drawn.one_of([{"at_least": least}, {"at_most": most}, {"at_least": least, "at_most": most}])


def _away(drawn: Drawn, group: dict[str, Any], must: bool, has_breaks: bool = False) -> None:
    """Let agents be absent, late, or away for a moment; ``must``: one of it at least."""
    each = str(drawn.one_of(drawn.scale.each))
    if not has_breaks and drawn.chance(0.35):
        group["shrinkage"] = {"share": drawn.one_of(["10%", "30%", "60%"]), "each": each}
        return
    if must or drawn.chance(0.4):
        group["absence"] = {"share": drawn.one_of(["10%", "30%"])}
        if drawn.chance(0.4):
            group["absence"]["common"] = "40%"
        if drawn.chance(0.4):
            group["absence"]["paid"] = False
    if drawn.chance(0.5):
        noun: dict[str, Any] = {"share": drawn.one_of(["70%", "90%", "100%"]), "each": each}
        for key in ("late", "long_breaks"):
            if drawn.chance(0.5):
                by: Any = drawn.one_of([each, {"exponential": {"mean": each}}])
                noun[key] = {"share": "50%", "by": by}
        group["adherence"] = noun


def _days(drawn: Drawn) -> list[str]:
    horizon = drawn.tree["horizon"]
    if not {"weekday", "date"} & set(horizon):
        return []
    names = ["friday", "saturday", "sunday", *(["2026-11-28"] if "date" in horizon else [])]
    return [name for name in names if drawn.chance(0.5)]


def _seconds(text: str) -> int:
    return int(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1]]


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
