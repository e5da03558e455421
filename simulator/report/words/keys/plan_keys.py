"""Plans in sheets in words."""

from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_COLUMNS = words("person", "date", "from", "to", "time", "activity", "group", "shift", "team")
_PLAN: Vocabulary = {
    **words("file", "sheet", "layout", "group", "title", "note"),
    "columns": key("column of", _COLUMNS),
    "groups": key("group", by_name()),
    "types": key("contact type", by_name()),
    "activities": key("activity", by_name({"counts_as": key("counts as"), "paid": key("paid")})),
    "codes": key("code", by_name(words("group", "shift"))),
    "off": key("codes of days off"),
    "first": key("what numbers are served first"),
    "skip": key("rows and columns that do not count"),
    "where": key("rows where", by_name()),
}


def plan_said(path: Path) -> list[str] | None:
    """Return a plan's key in words."""
    return told(path, by_name(_PLAN))
