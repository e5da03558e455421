"""Agent groups in words."""

from simulator.report.words.keys.condition_keys import gate
from simulator.report.words.keys.cost_keys import COST
from simulator.report.words.keys.shift_keys import ABSENCE, ADHERENCE, APART, BREAKS, SHIFTS, SHRINKAGE
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_SERVES: Vocabulary = {
    "priority": key("priority"),
    "after": key("only after a wait of"),
    "handle_time": key("handle time, times", {"talk": key("talk"), "wrap_up": key("wrap-up")}),
    "keep_free": key("agents kept free", by_name()),
    "solved": key("solved"),
    "while": key("while", gate),
    "reserves": key("reserves agents"),
}
_KEYS: Vocabulary = {
    "agents": key("agents", by_name()),
    "agents_on": key("agents on", by_name(by_name())),
    "shifts": key("shift", SHIFTS),
    "breaks": key("break", BREAKS),
    "apart": key("breaks apart", APART),
    "absence": key("absence", ABSENCE),
    "adherence": key("adherence", ADHERENCE),
    "shrinkage": key("shrinkage", SHRINKAGE),
    "off_phone": key("off the phone, deducted"),
    "agents_are": key("agents are"),
    "serves": key("serves", by_name(_SERVES)),
    "queue_limit": key("queue limit", words("per_agent")),
    "capacity": key("capacity of a hand"),
    "at_most": key("at most in hand, of channel", by_name()),
    "team": key("team"),
    "cost": key("cost", COST),
    "title": key("title"),
    "note": key("note"),
}


def group_said(path: Path) -> list[str] | None:
    """Return an agent group's key in words."""
    return told(path, by_name(_KEYS))
