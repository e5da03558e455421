"""What becomes of random conversations when agents leave, laid over a random center with shifts: and longer thinking.

Only channels of which everybody has shifts hand over, park, or take nothing new before the end of a shift. Customers
think and wait for as long as a shift sometimes, or over a night, so that others answer, or the same agent a day later.
"""

from dataclasses import replace
from typing import Any

import numpy as np
from hours_read import Calendar
from plain_centers import Cases
from swarm_conversations import Script
from swarm_overflow import one_of

_NO_NEW = ("10s", "30s", "1m", "5m", "20m")
_NO_NEW_OF_HOURS = ("10m", "1h", "2h", "5h")
_THINKING = (
    "5m",
    "20m",
    "1h",
    "23h",
    "23h50m",
    "1d",
    {"exponential": {"mean": "20m"}},
    {"08:00": "3m", "08:30": "23h"},
)
_PATIENCE = ("2m", "10m", "1h", "1d", "endless", {"exponential": {"mean": "10m"}})
_WORK = ("30s", "1m", "2m", "5m", {"exponential": {"mean": "2m"}})
_LONGER_S = (60.0, 60.0, 120.0, 180.0, 300.0, 600.0, 1200.0, 3600.0, 82_800.0, 86_100.0, 86_400.0)


def with_leaving(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let channels say what becomes of what is in hand, and customers think for longer."""
    horizon = tree["horizon"]
    if "days" not in horizon and dice.random() < 0.5:
        horizon |= {"days": int(dice.integers(2, 4)), "interval": "1h"}
    if horizon["to"] == "09:00" and dice.random() < 0.6:
        # Most shifts end before.
        horizon["to"] = "10:00"
    if dice.random() < 0.3:
        horizon["at_close"] = "keep"
    if dice.random() < 0.7:
        _let_most_in(dice, tree)
    for name, noun in tree["channels"].items():
        if not _have_shifts(tree, name) or not (noun["behaviour"] == "conversation" or "slots" in noun):
            continue
        if noun["behaviour"] == "conversation":
            noun |= _at_the_end(dice)
        if dice.random() < 0.35:
            said = one_of(dice, _NO_NEW_OF_HOURS if horizon["to"] == "24:00" else _NO_NEW)
            # Else nobody ever takes one.
            noun |= {"no_new": said} if _length_s(said) < _longest_s(tree, name) else {}
        if noun.get("auto_close") and dice.random() < 0.5:
            noun["auto_close"] = one_of(dice, ("10m", "1h", "1d"))
    for noun in tree["contact_types"].values():
        for one in [noun, *noun["segments"].values()]:
            if "replies" in one and dice.random() < 0.6:
                one["replies"] |= {"thinking": one_of(dice, _THINKING), "patience": one_of(dice, _PATIENCE)}
                one["replies"] |= {"number": one_of(dice, (2, 4, {"mean": 5})), "work": one_of(dice, _WORK)}


def _let_most_in(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Turn nobody away whose agents are busy, and let more people work who are not known by name."""
    for noun in [*tree["channels"].values(), *tree["contact_types"].values(), *tree["agent_groups"].values()]:
        for key in ("lines", "queue_limit", "voicemail_after"):
            noun.pop(key, None)
    for group in tree["agent_groups"].values():
        for shift in group.get("shifts", {}).values():
            if "agents" in shift:
                shift["agents"] += int(dice.integers(0, 4))


def _have_shifts(tree: dict[str, Any], channel: str) -> bool:
    names = {name for name, kind in tree["contact_types"].items() if kind["channel"] == channel}
    return all("shifts" in group for group in tree["agent_groups"].values() if names & set(group["serves"]))


def _longest_s(tree: dict[str, Any], channel: str) -> float:
    """Return for how long somebody who serves a channel is there at most without leaving."""
    names = {name for name, kind in tree["contact_types"].items() if kind["channel"] == channel}
    groups = [group for group in tree["agent_groups"].values() if names & set(group["serves"])]
    found = [0.0]
    for shift in [shift for group in groups for shift in group["shifts"].values()]:
        cut = [shift["split"]["from"], shift["split"]["to"]] if "split" in shift else []
        times_s = [_seconds(str(clock)) for clock in (shift["from"], *cut, shift["to"])]
        found += [to_s - from_s for from_s, to_s in zip(times_s[::2], times_s[1::2], strict=True)]
    return max(found)


def _length_s(text: str) -> float:
    return float(text[:-1]) * {"s": 1, "m": 60, "h": 3600}[text[-1]]


def _at_the_end(dice: np.random.Generator) -> dict[str, Any]:
    which = str(dice.choice(["finish", "hand_over", "hand_over", "handed_over", "park", "park"]))
    found: dict[str, Any] = {} if which == "handed_over" else {"at_shift_end": which}
    if which == "handed_over" or dice.random() < 0.6:
        found["handed_over"] = {"place": str(dice.choice(["front", "kept", "back"]))}
        if dice.random() < 0.6:
            found["handed_over"]["reading"] = str(dice.choice(["10s", "20s", "1m"]))
    return found


def more_patient(dice: np.random.Generator, cases: Cases) -> Cases:
    """Return cases some of whose customers wait for half an hour longer, in most centers."""
    longer = dice.random(len(cases.patience_s)) < (0.4 if dice.random() < 0.7 else 0.0)
    return replace(cases, patience_s=np.where(longer, cases.patience_s + 1800.0, cases.patience_s))


def who_think_longer(dice: np.random.Generator, scripts: tuple[Script | None, ...]) -> tuple[Script | None, ...]:
    """Return scripts in which some customers think, and wait, for much longer."""
    return tuple(None if one is None else tuple(_longer(dice, one)) for one in scripts)


def _longer(dice: np.random.Generator, script: Script) -> Script:
    """Return a script with more messages, of which some take longer; the first one stays."""
    found = list(script) * int(dice.integers(1, 4))
    found[len(script) :] = [(work_s, 20.0, np.inf) for work_s, _, _ in found[len(script) :]]
    for place in range(1, len(found)):
        if dice.random() < 0.5:
            more_s = dice.choice(_LONGER_S, 2).tolist()
            work_s = float(dice.choice([10.0, 60.0, 180.0]))
            found[place] = tuple(one + more for one, more in zip(found[place], (work_s, *more_s), strict=True))
    return tuple(found)


def before_ends(
    dice: np.random.Generator, tree: dict[str, Any], calendar: Calendar, arrived_s: np.ndarray
) -> np.ndarray:
    """Return arrivals of which most come shortly before somebody's shift ends, so that much is in hand then."""
    shifts = [shift for group in tree["agent_groups"].values() for shift in group.get("shifts", {}).values()]
    ends_s = [_seconds(str(shift["to"])) + day.number * 86_400.0 for shift in shifts for day in calendar.days]
    count = len(arrived_s)
    if not ends_s or dice.random() < 0.3:
        return arrived_s
    near_s = np.array(sorted(ends_s))[dice.integers(0, len(ends_s), count)]
    near_s -= np.round(dice.exponential(240, count) / 10) * 10
    inside = np.any([(near_s >= from_s) & (near_s < to_s) for from_s, to_s in calendar.open], axis=0)
    return np.sort(np.where(inside & (dice.random(count) < 0.8), near_s, arrived_s))


def _seconds(clock: str) -> float:
    hours, minutes = clock.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60.0
