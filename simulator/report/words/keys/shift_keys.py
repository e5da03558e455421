"""Shifts, breaks and what takes people off the phone in words; they stand below an agent group."""

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
SHIFTS = by_name(
    {
        **words("agents", "people", "crew", "from", "to", "on", "title", "note"),
        "agents_on": key("agents on", by_name()),
        "people_on": key("people on", by_name()),
        "split": key("off in between", words("from", "to")),
        "breaks": key("break", BREAKS),
        "apart": key("breaks apart", APART),
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


def person_said(path: Path) -> list[str] | None:
    """Return a person's key in words."""
    return told(path, by_name(words("title", "note")))
