"""Shifts, breaks and what takes people off the phone in words; they stand below an agent group."""

from simulator.report.words.keys.cost_keys import COST
from simulator.report.words.keys.duration_keys import durations
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_BREAK: Vocabulary = {
    **words("for", "at", "from", "to", "every", "within", "together", "paid", "share", "on"),
    "after": key("after so long"),
    "start": key("begins"),
    "counts_as": key("counts as"),
}
BREAKS = by_name(_BREAK)
APART: Vocabulary = {"at_least": key("at least"), "at_most": key("at most")}
SINCE: Vocabulary = words("date", "decided", "lead")
LEARNING: Vocabulary = {
    "from": key("from", SINCE),
    "over": key("over"),
    "handle_time": key("handle time at first, times"),
}
SHIFTS = by_name(
    {
        **words("agents", "people", "crew", "team", "from", "to", "on", "title", "note"),
        "agents_on": key("agents on", by_name()),
        "people_on": key("people on", by_name()),
        "split": key("off in between", words("from", "to")),
        "breaks": key("break", BREAKS),
        "apart": key("breaks apart", APART),
        "since": key("since", SINCE),
        "learning": key("learning", LEARNING),
        "on_call": key("on call", words("paid")),
        "no_new": key("nothing new before the end for"),
    }
)
ABSENCE: Vocabulary = {"share": key("share"), "common": key("in common"), "paid": key("paid")}
_LATE: Vocabulary = {"share": key("share"), "by": key("by", durations)}
ADHERENCE: Vocabulary = {
    "share": key("share"),
    "each": key("away each time for"),
    "late": key("late", _LATE),
    "long_breaks": key("breaks too long", _LATE),
}
SHRINKAGE: Vocabulary = {"share": key("share"), "each": key("away each time for")}


_TIMES: Vocabulary = words("talk", "wrap_up")
_SERVES = by_name({"handle_time": key("handle time, times", _TIMES), "solved": key("solved")})
_TRAINING: Vocabulary = {
    **words("of", "title", "note"),
    "from": key("from", SINCE),
    "sessions": key("sessions", words("number", "for", "at", "on", "waves")),
    "serves": key("serves afterwards", _SERVES),
}
_PERSON: Vocabulary = {
    **words("team", "title", "note"),
    "since": key("since", SINCE),
    "cost": key("cost", COST),
    "skills": key("skills", by_name()),
    "serves": key("serves", _SERVES),
    "learning": key("learning", LEARNING),
}


def person_said(path: Path) -> list[str] | None:
    """Return a person's key in words."""
    return told(path, by_name(_PERSON))


def team_said(path: Path) -> list[str] | None:
    """Return a team's key in words."""
    return told(path, by_name({"cost": key("cost", COST), **words("title", "note")}))


def training_said(path: Path) -> list[str] | None:
    """Return a training's key in words."""
    return told(path, by_name(_TRAINING))
