"""Durations in words: distributions and what they are made of; they stand below talk, wrap-up and patience."""

from simulator.report.words.keys.vocabulary import Vocabulary, by_name, key, words

_PERCENTILES = {f"p{share}": key(f"{share}th percentile") for share in (25, 50, 75, 90, 95)}
_STATED = {"mean": key("mean"), "sd": key("standard deviation"), "cv": key("coefficient of variation"), **_PERCENTILES}
_FILE = {"file": key("file"), "column": key("column"), "where": key("rows where", by_name()), "factor": key("factor")}


def durations() -> Vocabulary:
    """Return the vocabulary below a duration."""
    return {
        "deterministic": key("fixed"),
        **{one: key(one, _STATED) for one in ("exponential", "lognormal", "gamma", "weibull", "normal")},
        "log_logistic": key("log-logistic", _STATED),
        "erlang": key("Erlang", {**_STATED, **words("phases")}),
        "uniform": key("uniform", words("from", "to")),
        "triangular": key("triangular", words("from", "mode", "to")),
        "empirical": key("measured", _FILE),
        "mixture": key("mixture", by_name({"share": key("share"), "of": key("of", durations)})),
        "shifted": key("shifted", {"by": key("by"), "of": key("of", durations)}),
        "zero": key("some take no time", {"share": key("share"), "of": key("the others", durations)}),
    }


def through_the_day() -> Vocabulary:
    """Return the vocabulary below a duration that may differ by time of day."""
    return {**durations(), **by_name(durations)}
