"""Random rules of who comes again, who is passed on, and who takes them, laid over the tree of a random center.

Everything is drawn so that many things coincide: delays are multiples of ten seconds as arrivals and talks are, shares
are none, half or all. What the language calls an error is not drawn, but for customers whom only those can serve who
hold for them.
"""

from typing import Any

import numpy as np

_DELAYS = ("0s", "10s", "1m", "2m", "10m", "1h", "8h", "1d", {"exponential": {"mean": "3m"}})
_ENDS = ("abandoned", "blocked", "cleared", "refused", "voicemail", "answered")
_SHARES: tuple[Any, ...] = ("100%", "60%", "50%", ["80%", "30%"], ["0%", "100%"], ["100%", "0%", "50%"], "0%")
_LESS: tuple[Any, ...] = ("60%", "30%", ["100%", "50%"], ["0%", "100%", "30%"], ["100%", "100%", "0%"])
"""Of what would go on for ever if all did."""


def with_rules(dice: np.random.Generator, tree: dict[str, Any]) -> None:
    """Give a center follow-ups, transfers, and groups that do not solve everything; at least one of them."""
    for noun in tree["contact_types"].values():
        # What whoever is born inside brings; the cases have columns.
        noun["talk"] = str(dice.choice(["0s", "10s", "1m", "2m"])) if dice.random() < 0.8 else _law("1m")
        noun["wrap_up"] = str(dice.choice(["0s", "0s", "10s", "1m"]))
        noun["patience"] = (
            str(dice.choice(["endless", "0s", "10s", "30s", "2m"])) if dice.random() < 0.8 else _law("1m")
        )
    for noun in tree["channels"].values():
        if dice.random() < 0.3:
            # A line that is given up for an instant is taken by somebody else.
            noun["lines"] = int(dice.integers(1, 5))
    if dice.random() < 0.2:
        tree["routing"]["agent"] = str(dice.choice(["random", "random_group"]))
    for noun in tree["channels"].values():
        if "slots" in noun and dice.random() < 0.2:
            noun["agent"] = "random"
    what = dice.integers(1, 8)
    if what & 1:
        tree["follow_ups"] = {f"again{k}": _follow_up(dice, tree) for k in range(dice.integers(1, 4))}
    if what & 2:
        all_warm = dice.random() < 0.4
        if all_warm and dice.random() < 0.5:
            # Whoever stays with a customer may do so until closing, and not longer.
            for noun in tree["channels"].values():
                noun["at_close"] = "keep"
        drawn = {f"pass{k}": _transfer(dice, tree, all_warm) for k in range(dice.integers(1, 4))}
        tree["transfers"] = {name: rule for name, rule in drawn.items() if rule is not None}
    if what & 4:
        for group in tree["agent_groups"].values():
            for serves in group["serves"].values():
                serves["solved"] = str(dice.choice(["0%", "50%", "100%"]))


def _law(mean: str) -> dict[str, Any]:
    return {"exponential": {"mean": mean}}


def one_of(dice: np.random.Generator, things: Any) -> Any:
    return list(things)[dice.integers(0, len(things))]


def _follow_up(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    when: dict[str, Any] = {}
    if dice.random() < 0.6:
        ends = [end for end in _ENDS if dice.random() < 0.4] or ["abandoned"]
        when["ended"] = ends if len(ends) > 1 or dice.random() < 0.5 else ends[0]
    if not when or dice.random() < 0.3:
        when["solved"] = bool(dice.random() < 0.3)
    limited = dice.random() < 0.6
    rule = {"of": whose(dice, tree), "when": when, "share": one_of(dice, _SHARES if limited else _LESS)}
    rule["after"] = one_of(dice, _DELAYS)
    if limited:
        rule["attempts"] = int(dice.integers(2, 6))
    come: dict[str, Any] = _told(dice)
    if dice.random() < 0.4:
        come["type"] = one_of(dice, tree["contact_types"])
    return rule | ({"come": come} if come else {})


def _transfer(dice: np.random.Generator, tree: dict[str, Any], is_warm: bool) -> dict[str, Any] | None:
    types, groups = tree["contact_types"], tree["agent_groups"]
    to: dict[str, Any] = _told(dice)
    if is_warm or dice.random() < 0.5:
        to["warm"] = str(dice.choice(["0s", "10s", "30s", "1m"]))
    if dice.random() < 0.7:
        to["place"] = str(dice.choice(["back", "kept", "front"]))
    of = whose(dice, tree)
    form = dice.random()
    if form < 0.4:
        others = list(types)[1:]
        if not others:
            return None
        to["type"] = one_of(dice, others)
        of = [name for name in types if name != to["type"]]
        away = [name for name, group in groups.items() if to["type"] not in group["serves"]]
        if away and dice.random() < 0.3:
            of = f"group:{one_of(dice, away)}"
        elif dice.random() < 0.3:
            of = {"type": of, **_further(dice, tree)}
    elif form < 0.7:
        to["group"] = one_of(dice, groups)
        of = one_of(dice, groups[to["group"]]["serves"])
        others = [name for name in groups if name != to["group"]]
        if others and dice.random() < 0.3:
            of = {"type": of, "group": _some(dice, others)}
    rule = {"of": of, "share": one_of(dice, _LESS), "pass": to}
    if "type" not in to or dice.random() < 0.6:
        rule["at"] = str(dice.choice(["0%", "30%", "50%", "20s", "1m"]))
    return rule


def whose(dice: np.random.Generator, tree: dict[str, Any]) -> Any:
    """Return a type, or in half of the cases others, one or a list of which any, or a mapping of which all is meant."""
    form = dice.random()
    if form < 0.5:
        return one_of(dice, tree["contact_types"])
    if form < 0.7:
        at_once = _further(dice, tree)
        if not at_once or dice.random() < 0.6:
            at_once["type"] = _some(dice, tree["contact_types"])
        return at_once
    segments = {name for noun in tree["contact_types"].values() for name in noun["segments"]}
    known = [f"type:{name}" for name in tree["contact_types"]] + [f"group:{name}" for name in tree["agent_groups"]]
    known += ["voice", "channel:second", *(f"segment:{name}" for name in sorted(segments))]
    some = [name for name in known if dice.random() < 0.3] or [known[0]]
    return some if dice.random() < 0.5 else some[0]


def _further(dice: np.random.Generator, tree: dict[str, Any]) -> dict[str, Any]:
    """Return some of the keys beside `type` that have to be true."""
    segments = sorted({name for noun in tree["contact_types"].values() for name in noun["segments"]})
    known = {"channel": tree["channels"], "group": tree["agent_groups"], "segment": segments}
    return {kind: _some(dice, names) for kind, names in known.items() if names and dice.random() < 0.4}


def _some(dice: np.random.Generator, names: Any) -> Any:
    """Return one of some names, or a list of several."""
    some = [name for name in names if dice.random() < 0.5] or [one_of(dice, names)]
    return some if len(some) > 1 or dice.random() < 0.5 else some[0]


def _told(dice: np.random.Generator) -> dict[str, Any]:
    said = dice.random()
    if said < 0.4:
        return {}
    if said < 0.6:
        return {"context": "kept"}
    return {"context": "lost"} | ({"repeat_story": str(dice.choice(["10s", "30s"]))} if said < 0.85 else {})
