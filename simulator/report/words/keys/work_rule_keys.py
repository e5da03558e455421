"""Work rules in words."""

from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_BREAK: Vocabulary = {
    "longer_than": key("due on days longer than"),
    **words("at_least", "each_hour", "named"),
}
_KEYS: Vocabulary = {
    **words("of", "longest_day", "longest_week", "weekly_rest", "days_in_a_row", "latest_end"),
    **words("shortest_shift", "shortest_part", "longest_split", "source", "as_of", "note"),
    "counts": key("working time is"),
    "rest": key("rest between days"),
    "longest_average_week": key("longest week on average"),
    "breaks": key("break", by_name(_BREAK)),
}


def work_rules_said(path: Path) -> list[str] | None:
    """Return a key of work rules in words."""
    return told(path, by_name(_KEYS))
