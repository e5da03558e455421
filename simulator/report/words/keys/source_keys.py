"""Sources in words: how many come, when, on which days, in campaigns, and what really comes of what is planned."""

from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

BUSYNESS: Vocabulary = {one: key(one, {"cv": key("coefficient of variation")}) for one in ("gamma", "lognormal")}
_FILE: Vocabulary = {
    **words("file", "time", "day", "count", "interval", "drawn", "factor"),
    "where": key("rows where", by_name()),
}
_ARRIVALS: Vocabulary = {
    "rate": key("rate", by_name()),
    "per_hour": key("per hour", by_name()),
    "per_day": key("per day"),
    "count": key("exactly"),
    "linear": key("straight lines through", by_name()),
    "smooth": key("smooth curve through", by_name()),
    "profile": key("profile of the day", by_name()),
    "curve": key("curve"),
    "weekday": key("factor on", by_name()),
    "recorded": key("recorded", _FILE),
    "counts": key("counted", _FILE),
}
_CAMPAIGN: Vocabulary = {
    "on": key("on"),
    "at": key("at"),
    "ramp": key("ramp"),
    "for": key("for"),
    "half_life": key("half-life"),
    "lift": key("lift"),
    "lift_of_source": key("lift, as a share of the source"),
}
_TRUTH: Vocabulary = {
    "volume": key("volume"),
    "later": key("later by"),
    "earlier": key("earlier by"),
    "mix": key("mix", by_name(by_name())),
}
_KEYS: Vocabulary = {
    "arrivals": key("arrivals", _ARRIVALS),
    "arrivals_on": key("arrivals on", by_name(_ARRIVALS)),
    "batch": key("batch", {"size": key("size"), "mean": key("mean size")}),
    "busyness": key("busyness", BUSYNESS),
    "campaigns": key("campaign", by_name(_CAMPAIGN)),
    "keep": key("share that arrives"),
    "truth": key("truth", _TRUTH),
}


def source_said(path: Path) -> list[str] | None:
    """Return a source's key in words."""
    return told(path, by_name(_KEYS))
