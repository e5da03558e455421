"""Contact types in words, with their segments."""

from simulator.report.words.keys.door_keys import DOOR
from simulator.report.words.keys.duration_keys import through_the_day
from simulator.report.words.keys.overflow_keys import ANNOUNCEMENT
from simulator.report.words.keys.vocabulary import Path, Vocabulary, by_name, key, told, words

_REPLIES: Vocabulary = {
    "number": key("number", {"fixed": key("always"), "mean": key("mean"), "values": key("shares", by_name())}),
    "work": key("work", through_the_day),
    "thinking": key("thinking", through_the_day),
    "awake": key("speed of thinking", by_name()),
    "patience": key("patience", through_the_day),
}
_CUSTOMERS: Vocabulary = {
    "replies": key("replies", _REPLIES),
    "talk": key("talk", through_the_day),
    "wrap_up": key("wrap-up", through_the_day),
    "patience": key("patience", through_the_day),
    "age_credit": key("head start"),
    "age_rate": key("ageing, times"),
    "age_cap": key("age up to"),
}
_SILENT: Vocabulary = {
    "share": key("share"),
    "noticed": key("noticed after"),
    "greeting": key("greeting"),
}
_TARGET: Vocabulary = words("share", "within", "counts")
_TARGETS = {"first_reply": "first reply", "reply": "replies", "solved": "solved"}
_STEP: Vocabulary = {
    "after": key("after"),
    "also": key("also", by_name()),
    "only": key("only", by_name()),
    "flatten": key("equal ranks"),
}
_KEYS: Vocabulary = {
    **_CUSTOMERS,
    "from": key("from"),
    "share": key("share", by_name()),
    "channel": key("channel"),
    "segments": key("segment", by_name({**_CUSTOMERS, "share": key("share"), "priority": key("priority")})),
    "ranks": key("rank of group", by_name()),
    "steps": key("step", by_name(_STEP)),
    "service_level": key("service level"),
    "targets": key("target", {one: key(said, _TARGET) for one, said in _TARGETS.items()}),
    "short_abandon": key("short abandons up to"),
    "fcr_window": key("window of first contact resolution as measured"),
    "lines": key("lines", words("per_agent")),
    "queue_limit": key("queue limit", words("per_agent")),
    "voicemail_after": key("voicemail after"),
    "announcement": key("announcement", ANNOUNCEMENT),
    "silent": key("silent customers", _SILENT),
    **DOOR,
    "title": key("title"),
    "note": key("note"),
}


def type_said(path: Path) -> list[str] | None:
    """Return a contact type's key in words."""
    return told(path, by_name(_KEYS))
