"""Random people, laid over the tree of a random center with shifts: how they serve, since when, how fast they learn.

A center about dates has a calendar: it begins on Friday, 27 November 2026, as others do that have one.
"""

from typing import Any

import numpy as np
from swarm_shifts import _DAY

_NEAR = [f"2026-11-{day:02d}" for day in (6, 13, 20, 25, 26, 27, 28, 29)]
"""Days before, during and after those that are simulated."""


class Dice:
    def __init__(self, dice: np.random.Generator, tree: dict[str, Any]) -> None:
        self.dice, self.tree = dice, tree
        self.types = list(tree["contact_types"])

    def chance(self, share: float) -> bool:
        return bool(self.dice.random() < share)

    def one_of(self, what: Any) -> Any:
        return what[self.dice.integers(0, len(what))]


def with_people(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let people differ from their groups; where there is a calendar, let them be new, learn and be trained."""
    drawn = Dice(dice, tree)
    for noun in tree["people"].values():
        if drawn.chance(0.6):
            noun["serves"] = _serves(drawn, {})
    if drawn.chance(0.7):
        _with_dates(drawn)


def _with_dates(drawn: Dice) -> None:
    horizon = drawn.tree["horizon"]
    if "date" not in horizon:
        horizon.pop("weekday", None)
        horizon["date"] = "2026-11-27"
    shifts = [shift for group in drawn.tree["agent_groups"].values() for shift in group.get("shifts", {}).values()]
    for noun in [*drawn.tree["people"].values(), *shifts]:
        if drawn.chance(0.25):
            noun["since"] = _from(drawn)
        if drawn.chance(0.35) and "people" not in noun:
            noun["learning"] = _learning(drawn, has_first="since" in noun)
    able = [name for name, group in drawn.tree["agent_groups"].items() if "shifts" in group]
    able += [name for name, group in drawn.tree["agent_groups"].items() if {"absence", "adherence"} & set(group)]
    able = [*dict.fromkeys(able), *drawn.tree["people"]]
    if able and drawn.chance(0.7):
        number = int(drawn.dice.integers(1, 3))
        drawn.tree["trainings"] = {f"training{place}": _training(drawn, able) for place in range(number)}


def _from(drawn: Dice) -> Any:
    day = str(drawn.one_of(_NEAR))
    if drawn.chance(0.5):
        return day
    return {"decided": day, "lead": str(drawn.one_of(["1d", "36h", "1w"]))}


def _learning(drawn: Dice, has_first: bool) -> dict[str, Any]:
    noun = {"over": str(drawn.one_of(["1w", "2w", "4w"])), "handle_time": float(drawn.one_of([1.5, 2.0, 0.75]))}
    if not has_first or drawn.chance(0.5):
        noun["from"] = _from(drawn)
    return noun


def _training(drawn: Dice, able: list[str]) -> dict[str, Any]:
    of = drawn.dice.permutation(able)[: drawn.dice.integers(1, 4)].tolist()
    noun: dict[str, Any] = {"of": of if len(of) > 1 or drawn.chance(0.5) else of[0], "from": _from(drawn)}
    noun["serves"] = _serves(drawn, {"handle_time": 0.5})
    if drawn.chance(0.8):
        noun["sessions"] = _sessions(drawn)
    return noun


def _sessions(drawn: Dice) -> dict[str, Any]:
    around_the_clock = drawn.tree["horizon"]["to"] == "24:00"
    long = ["30m", "1h", "2h"] if around_the_clock else ["2m", "5m", "10m"]
    at = int(drawn.dice.integers(0, _DAY // 60)) * 60 if around_the_clock else 480 + 5 * int(drawn.dice.integers(0, 11))
    noun: dict[str, Any] = {"for": str(drawn.one_of(long)), "at": f"{at // 60:02d}:{at % 60:02d}"}
    if drawn.chance(0.5):
        noun["number"] = int(drawn.dice.integers(1, 4))
    if drawn.chance(0.5):
        noun["waves"] = int(drawn.dice.integers(1, 4))
    if drawn.chance(0.4):
        days = ["thursday", "friday", "saturday", "sunday", "2026-11-28"]
        noun["on"] = [day for day in days if drawn.chance(0.6)] or "friday"
    return noun


def _serves(drawn: Dice, otherwise: dict[str, Any]) -> dict[str, Any]:
    found = {}
    for name in drawn.types:
        if drawn.chance(0.7):
            found[name] = _one(drawn)
    return found or {drawn.types[0]: otherwise}


def _one(drawn: Dice) -> dict[str, Any]:
    noun: dict[str, Any] = {}
    if drawn.chance(0.7):
        both = {"talk": float(drawn.one_of([0.5, 1.25])), "wrap_up": float(drawn.one_of([0.5, 2.0]))}
        noun["handle_time"] = drawn.one_of([0.5, 1.5, 0.75, both])
    if drawn.chance(0.5):
        noun["solved"] = str(drawn.one_of(["0%", "50%", "100%"]))
    return noun
