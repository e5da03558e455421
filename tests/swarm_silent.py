"""Customers who leave without a sign, laid over the tree of a random center: conversations, and chats in slots.

Times are multiples of ten seconds, as everything else of a random center, so that what is noticed, greeted, closed and
falls asleep meets with all else at one instant.
"""

from typing import Any

import numpy as np
from swarm_conversations import Script
from swarm_overflow import one_of

_SHARES = ("0%", "30%", "50%", "50%", "80%", "100%", "100%")
_NOTICED = ("0s", "10s", "20s", "1m", "3m", "10m", "1h", "1d")
_GREETINGS = ("0s", "10s", "10s", "20s", "40s", "2m", "10m")
_HURRIED = ("0s", "10s", "20s", "30s", "1m")


def with_silent(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Let customers of most types leave silently whose agents may have several of them."""
    channels = tree["channels"]
    if not any(_has_slots(noun) for noun in channels.values()):
        channels["second"] |= {"slots": int(dice.integers(1, 5))}
        next(iter(tree["contact_types"].values()))["channel"] = "second"
    for noun in tree["contact_types"].values():
        if _has_slots(channels[noun["channel"]]) and dice.random() < 0.9:
            noun["silent"] = {"share": one_of(dice, _SHARES), "noticed": one_of(dice, _NOTICED)}
            if dice.random() < 0.65:
                noun["silent"]["greeting"] = one_of(dice, _GREETINGS)
            for one in [noun, *noun["segments"].values()]:
                if "replies" in one and dice.random() < 0.5:
                    one["replies"]["patience"] = one_of(dice, _HURRIED)


def _has_slots(noun: dict[str, Any]) -> bool:
    return noun["behaviour"] == "conversation" or "slots" in noun


def less_patient(dice: np.random.Generator, patience_s: np.ndarray) -> np.ndarray:
    """Return how long customers wait of whom some lose patience soon, in most centers."""
    hurried = dice.random(len(patience_s)) < (0.5 if dice.random() < 0.7 else 0.0)
    return np.where(hurried, np.round(dice.exponential(90, len(patience_s)) / 10) * 10, patience_s)


def in_a_hurry(dice: np.random.Generator, scripts: tuple[Script | None, ...]) -> tuple[Script | None, ...]:
    """Return scripts of which some customers wait for a later reply only for a while."""
    return tuple(None if one is None else tuple(_hurried(dice, one)) for one in scripts)


def _hurried(dice: np.random.Generator, script: Script) -> Script:
    return tuple(
        (work_s, thinking_s, float(dice.choice([10.0, 20.0, 60.0])) if number and dice.random() < 0.3 else patience_s)
        for number, (work_s, thinking_s, patience_s) in enumerate(script)
    )
