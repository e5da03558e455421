"""What agents cost in words; it stands below an agent group, a person, a team."""

from simulator.report.words.keys.vocabulary import Vocabulary, by_name, key, words

COST: Vocabulary = {
    "hour": key("an hour"),
    "overtime": key("overtime, times"),
    "supplements": key("supplement", by_name({**words("from", "to", "on", "note"), "pays": key("pays, times")})),
}
