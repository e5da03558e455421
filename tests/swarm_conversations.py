"""Random conversations, laid over the tree of a random center when all else of it is drawn, and what is written then.

Times are multiples of ten seconds, as everything else of a random center, so that messages, replies and what falls
asleep meet at one instant. What conversations cannot be together with is taken away: slots of calls, transfers.
"""

from typing import Any

import numpy as np
from plain_centers import Cases
from swarm_overflow import one_of

Script = tuple[tuple[float, float, float], ...]
"""Of each reply: its work, the thinking before its message, and the patience with it."""

_AFTER = ("10s", "20s", "30s", "1m", "2m")
_WORK = ("10s", "20s", "30s", "1m", {"exponential": {"mean": "30s"}}, {"08:00": "10s", "08:30": "40s"})
_THINKING = ("0s", "10s", "30s", "1m", "2m", "5m", {"exponential": {"mean": "1m"}}, {"08:00": "20s", "08:20": "3m"})
_PATIENCE = ("10s", "30s", "1m", "2m", "5m", "endless", {"exponential": {"mean": "2m"}})
_AWAKE = (
    {"08:00": "100%", "08:20": "50%"},
    {"07:00": "10%", "08:10": "100%", "08:40": "30%"},
    {"00:00": "70%"},
    {"08:00": "100%", "08:30": "1%", "08:50": "100%"},
)
_NUMBERS = (1, 2, 3, 5, {"mean": 2}, {"mean": 3.5}, {"values": {"1": "40%", "3": "60%"}})


def with_conversations(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Make conversations of what one channel has, or two; calls are exclusive."""
    types, channels = tree["contact_types"], tree["channels"]
    names = ["second"]
    if dice.random() < 0.3:
        names.append("third")
        channels["third"] = {}
    for noun in types.values():
        if dice.random() < 0.6 or noun["channel"] not in channels:
            noun["channel"] = one_of(dice, names)
    if not any(noun["channel"] in names for noun in types.values()):
        next(iter(types.values()))["channel"] = "second"
    order = str(dice.choice(["oldest_message", "oldest_message", "first_replies", "shortest"]))
    for name in names:
        channels[name] = _channel(dice, channels[name], order)
    for key in ("slots", "speed", "agent", "keep_empty"):
        channels["voice"].pop(key, None)
    for noun in types.values():
        if noun["channel"] in names:
            _becomes_a_conversation(dice, noun)
    for group in tree["agent_groups"].values():
        _with_hands(dice, tree, group, names)
    tree.pop("transfers", None)
    for rule in [*tree.get("follow_ups", {}).values(), *tree.get("overflow", {}).values()]:
        # A story is told again only by who talks.
        for key in ("come", "offer"):
            if key in rule or (key == "come" and rule in tree.get("follow_ups", {}).values()):
                told = rule.setdefault(key, {})
                told.pop("repeat_story", None)
                told["context"] = "kept"


def _channel(dice: np.random.Generator, noun: dict[str, Any], order: str) -> dict[str, Any]:
    kept = {key: one for key, one in noun.items() if key not in ("slots", "speed", "agent", "exclusive")}
    slots = int(dice.choice([1, 2, 2, 3, 4]))
    found: dict[str, Any] = kept | {"behaviour": "conversation", "slots": slots, "order": order}
    if dice.random() < 0.75:
        found["inactive"] = {"after": str(dice.choice(_AFTER))}
        if dice.random() < 0.35:
            found["inactive"]["slots"] = slots * int(dice.choice([1, 2, 3, 5]))
        if dice.random() < 0.45:
            found["inactive"]["at_most"] = int(dice.integers(1, 4))
        if dice.random() < 0.5:
            found["inactive"]["on_waking"] = "wait"
    if dice.random() < 0.4:
        found["auto_close"] = str(dice.choice(["20s", "30s", "1m", "3m", "10m"]))
    if dice.random() < 0.4:
        found["agent"] = str(dice.choice(["least_loaded", "pack", "fewest_contacts", "round_robin", "random"]))
    if dice.random() < 0.3:
        found["keep_empty"] = int(dice.integers(1, 3))
    return found


def _becomes_a_conversation(dice: np.random.Generator, noun: dict[str, Any]) -> None:
    del noun["talk"]
    noun["replies"] = _replies(dice)
    for segment in noun["segments"].values():
        if dice.random() < 0.3:
            segment["replies"] = _replies(dice)


def _replies(dice: np.random.Generator) -> dict[str, Any]:
    said: dict[str, Any] = {"number": one_of(dice, _NUMBERS), "work": one_of(dice, _WORK)}
    if dice.random() < 0.9:
        said["thinking"] = one_of(dice, _THINKING)
    if dice.random() < 0.3:
        said["awake"] = one_of(dice, _AWAKE)
    if dice.random() < 0.5:
        said["patience"] = one_of(dice, _PATIENCE)
    return said


def _with_hands(dice: np.random.Generator, tree: dict[str, Any], group: dict[str, Any], names: list[str]) -> None:
    group.pop("capacity", None)
    group.pop("at_most", None)
    served = {tree["contact_types"][name]["channel"] for name in group["serves"]}
    slots = {name: tree["channels"][name]["slots"] for name in sorted(served & set(names))}
    if slots and dice.random() < 0.4:
        some = [one for one in (0.5, 0.67, 0.8, 1.5, 2.0) if one * min(slots.values()) >= 1]
        group["capacity"] = float(dice.choice(some))
    at_most = {name: int(dice.integers(1, most + 1)) for name, most in slots.items() if dice.random() < 0.3}
    if at_most:
        group["at_most"] = at_most


def with_messages(
    dice: np.random.Generator, tree: dict[str, Any], cases: Cases, step_s: float = 10.0
) -> tuple[Script | None, ...]:
    """Return the messages of each case that is a conversation; in some centers none, so that all of them are drawn."""
    if dice.random() < 0.4:
        return ()
    kinds = [tree["channels"][kind["channel"]]["behaviour"] for kind in tree["contact_types"].values()]
    thinking_s, work_s = float(dice.choice([10, 40, 120])), float(dice.choice([10, 30, 60]))
    impatient, mean = dice.random() < 0.5, float(dice.choice([1.5, 3.0]))
    found: list[Script | None] = []
    for kind, patience_s in zip(cases.type.tolist(), cases.patience_s.tolist(), strict=True):
        if kinds[kind] != "conversation":
            found.append(None)
            continue
        number = int(min(dice.geometric(1 / mean), 12))
        work = np.round(dice.exponential(work_s, number) / step_s) * step_s
        thinking = np.round(dice.exponential(thinking_s, number) / step_s) * step_s
        patience = np.round(dice.exponential(150, number) / step_s) * step_s
        patience = np.where(dice.random(number) < 0.4 if impatient else False, patience, np.inf)
        thinking[0], patience[0] = 0.0, patience_s
        found.append(tuple(zip(work.tolist(), thinking.tolist(), patience.tolist(), strict=True)))
    return tuple(found)


def first_work_s(cases: Cases, scripts: tuple[Script | None, ...]) -> np.ndarray:
    """Return the talk of each case, which is the work of the first reply of a conversation."""
    talks = zip(cases.talk_s.tolist(), scripts or [None] * len(cases.talk_s), strict=True)
    return np.array([talk_s if script is None else script[0][0] for talk_s, script in talks])
