"""Hours in words, and what becomes of contacts that come outside them; channels and contact types have them alike."""

from simulator.report.words.keys.vocabulary import Vocabulary, by_name, key, words

HOURS: Vocabulary = {
    "every_day": key("every day", words("from", "to")),
    **words("from", "to"),
    **by_name(words("from", "to")),
}
DOOR: Vocabulary = {
    "hours": key("hours", HOURS),
    "when_closed": key("when closed", {"redirect": key("redirect to", words("type"))}),
    "at_close": key("at closing"),
}
