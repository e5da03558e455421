"""Random orders of contacts and agents, laid over the tree of a random center: who ages how, is chosen, is kept.

Times of day are the edges at which everything else changes as well; caps are just above the credits.
"""

from typing import Any

import numpy as np

_TIMES = ("00:00", "08:00", "08:10", "08:20", "08:30", "08:40", "08:50", "09:00", "23:50")


def with_orders(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center other rules than the usual ones; each of them perhaps."""
    routing = tree["routing"]
    form = dice.random()
    if form < 0.25:
        routing["contact"] = "ratio_to_target"
    elif form < 0.85:
        routing["contact"] = "longest_wait"
        _with_ages(dice, tree)
    if dice.random() < 0.7:
        rules = ("longest_since_contact", "fewest_contacts", "round_robin")
        routing["agent"] = str(dice.choice(rules))
    for channel in tree["channels"].values():
        if "slots" in channel:
            if dice.random() < 0.6:
                channel["agent"] = str(dice.choice(["fewest_contacts", "round_robin"]))
            if dice.random() < 0.3:
                channel["keep_empty"] = _by_time(dice)
    for group in tree["agent_groups"].values():
        for serves in group["serves"].values():
            if dice.random() < 0.3:
                serves["keep_free"] = _by_time(dice)


def _with_ages(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    for kind in tree["contact_types"].values():
        nouns = (kind, *kind["segments"].values())
        for noun in nouns:
            if dice.random() < 0.4:
                noun["age_credit"] = str(dice.choice(["10s", "30s", "90s"]))
        credits_s = [int(noun.get("age_credit", "0s").removesuffix("s")) for noun in nouns]
        for noun in nouns:
            if dice.random() < 0.6:
                noun["age_rate"] = float(dice.choice([0.1, 0.5, 1.0, 1.5, 2.0, 7.0]))
            if dice.random() < 0.4:
                # Caps bind: most waits are of a minute or two.
                noun["age_cap"] = f"{max(credits_s) + int(dice.choice([5, 20, 60]))}s"


def _by_time(dice: np.random.Generator) -> Any:
    """Return how many are kept, by a few times of day."""
    times = sorted(dice.choice(len(_TIMES), int(dice.integers(1, 5)), replace=False).tolist())
    return {_TIMES[time]: int(dice.choice([0, 0, 1, 2])) for time in times}
