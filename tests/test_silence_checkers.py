"""Every checker of customers who leave silently can fail, each on a good log in which one thing was spoiled."""

import building
import checkers
import hands
import numpy as np
import pytest
from checkers import check
from conversation_checkers import conversations_hold
from conversation_days import day, says, writers
from laying_down_checkers import laying_down_holds
from naive_log import naive_log
from silence_checkers import silences_hold
from span_checkers import spans_hold
from spoiled_logs import each, is_found
from swarm import random_center
from test_checkers import at, span

from simulator.engine.simulate import simulate
from simulator.log import NOBODY, EndedBy, SilenceEnd, SpanKind

SILENT = {"share": "100%", "noticed": "5m"}
GREETED = SILENT | {"greeting": "15s"}
GONE = says(10, 60, (20, 10), patience=30)


def queued():
    """Gone at 40, contact 1 is taken at 100, greeted until 115, asleep from 145, noticed at 415; then 2 is taken."""
    center = writers(kind={"silent": GREETED, "queue_limit": 2}, slots=1, lines=3, inactive={"after": "30s"})
    return center, day(says(0, 100), GONE, says(20, 5))


def closed():
    """The same without a greeting: the only reply takes until 160, the wrap-up until 180."""
    return writers(kind={"silent": SILENT}, slots=1), day(says(0, 100), says(10, 60, patience=30, wrap=20))


def written():
    """Message 2 of 30 is begun at once; the customer is gone at 45, the reply is sent at 60, noticed at 360."""
    return writers(kind={"silent": GREETED}), day(says(0, 10, (20, 30, 15), (10, 5)))


def cleared():
    """Gone at 7140, sent away at the closing, as 2."""
    center = {"at_close": "clear"}
    cases = (says(7100, 200), says(7110, 60, patience=30), says(7120, 5))
    return writers(kind={"silent": SILENT}, slots=1, center=center), day(*cases)


def handed():
    """Agent 0 leaves at 620: 1 is gone since 560, waits until 660, is read by agent 1, and greeted from 705 to 720.

    2 was greeted at 15 and handed over as quiet; it is noticed at 715.
    """
    hours = {"early": ("08:00", "08:10"), "late": ("08:11", "10:00")}
    shifts = {name: {"agents": 1, "from": from_, "to": to} for name, (from_, to) in hours.items()}
    said = GREETED | {"noticed": "700s"}
    center = writers(kind={"silent": said}, group={"shifts": shifts}, slots=3, handed_over={"reading": "45s"})
    return center, day(says(0, 60, (20, 5), patience=5), says(520, 100), says(530, 60, patience=30))


def chats():
    """One agent: 2 is gone at 30, taken at 400, greeted at half speed until 440, noticed at 740."""
    silent = SILENT | {"greeting": "20s"}
    channels = {"chat": {"slots": 2, "speed": [1, 0.5]}}
    center = building.center(types={"chats": {"channel": "chat", "silent": silent}}, channels=channels)
    return center, building.day((0, 200), (0, 400), (10, 50, 20), (20, 50))


def drawn():
    """Half of those who leave do so silently."""
    silent = {"share": "50%", "noticed": "5m"}
    cases = (says(10 + number, 60, patience=30) for number in range(6))
    return writers(kind={"silent": silent}, slots=1), day(says(0, 100), *cases)


DAYS = {one.__name__: one for one in (queued, closed, written, cleared, handed, chats, drawn)}


def made(name):
    scenario, workload = DAYS[name]()
    return scenario, workload, simulate(scenario, workload)


@pytest.mark.parametrize("name", DAYS)
def test_a_good_log_passes(name):
    _, _, log = made(name)
    check(*made(name))
    assert len(log.silences["contact"]) == (2 if name == "handed" else 1) or name == "drawn"


def test_of_half_of_them_some_leave_silently_and_some_do_not():
    _, _, log = made("drawn")
    assert 0 < len(log.silences["contact"]) < (log.contacts["ended_by"] == EndedBy.ABANDONED).sum()


def left(column, value, place=0):
    """Return what writes ``value`` into a row of silences, seconds counted from the opening."""

    def spoil(log):
        log.silences[column][place] = at(value) if column.endswith("_s") else value

    return spoil


def of_contact(row, column, value):
    def spoil(log):
        log.contacts[column][row] = at(value) if column.endswith("_s") else value

    return spoil


def both(*spoils):
    def spoil(log):
        for one in spoils:
            one(log)

    return spoil


def nobody(log):
    log.silences.clear()


def openly_as_well(log):
    """Let whoever left openly first have left silently."""
    gone = log.contacts["ended_by"] == EndedBy.ABANDONED
    gone[log.silences["contact"]] = False
    log.silences["contact"][0] = np.flatnonzero(gone)[0]


def twice(log):
    for name, column in log.silences.items():
        log.silences[name] = np.append(column, column[:1])


def backwards(log):
    for name, column in log.silences.items():
        log.silences[name] = column[::-1].copy()


def empty(log):
    for name, column in log.silences.items():
        log.silences[name] = column[:0]


def one_fewer(log):
    for name, column in log.silences.items():
        log.silences[name] = column[1:]


def message(column, value):
    def spoil(log):
        log.replies[column][-1] = at(value)

    return spoil


def unnoticed(column, value, **which):
    return span(SpanKind.UNNOTICED, column, value, **which)


def in_vain(column, value, **which):
    return span(SpanKind.IN_VAIN, column, value, **which)


def awake_for_longer(log):
    asleep = log.spans["kind"] == SpanKind.INACTIVE
    log.spans["to_s"][asleep], log.spans["kind"][asleep] = at(425), SpanKind.IN_HAND


NAN = float("nan")


@each(
    [
        # Who leaves, and what is written of it.
        (silences_hold, "drawn", one_fewer, "leaves openly"),
        (silences_hold, "queued", nobody, "leaves openly"),
        (silences_hold, "queued", left("contact", 2), "whose patience did not end"),
        (silences_hold, "drawn", openly_as_well, "leaves silently"),
        (silences_hold, "queued", empty, "leaves openly"),
        (silences_hold, "queued", twice, "left silently twice"),
        (silences_hold, "handed", backwards, "silences are not in order"),
        (silences_hold, "queued", left("told_s", 416), "is over before its customer has left"),
        (silences_hold, "queued", left("taken_s", 120), "is taken when it is over"),
        (silences_hold, "queued", left("agent", NOBODY), "is taken by nobody"),
        (silences_hold, "cleared", both(left("told_s", 7150)), "nobody had contact 1, but told its customer"),
        (silences_hold, "queued", left("how", SilenceEnd.NOT_YET), "is over, but still there"),
        (silences_hold, "queued", of_contact(1, "ended_s", 41), "ends when its customer has left"),
        (silences_hold, "queued", of_contact(1, "closed_s", 415), "is closed, but its customer has left"),
        (silences_hold, "queued", of_contact(1, "assigned_s", 100), "assigned_s when its customer has left"),
        (silences_hold, "queued", of_contact(1, "answered_s", 115), "answered_s when its customer has left"),
        (silences_hold, "queued", span(SpanKind.QUEUE, "to_s", at(50), contact=1), "goes on without its customer"),
        (silences_hold, "written", in_vain("kind", SpanKind.REPLY), "goes on without its customer"),
        (silences_hold, "written", message("sent_s", 60), "sent_s of a message when its customer has left"),
        (silences_hold, "written", message("begun_s", 50), "begun_s of a message when its customer has left"),
        (silences_hold, "written", message("sent_s", 45), "had its reply"),
        # Where it is.
        (silences_hold, "queued", unnoticed("to_s", at(99)), "nowhere for a while"),
        (silences_hold, "queued", unnoticed("agent", 0), "waits with an agent"),
        (silences_hold, "queued", unnoticed("from_s", at(39)), "UNNOTICED while its customer is there"),
        (silences_hold, "queued", unnoticed("from_s", at(41)), "is nowhere when its customer leaves"),
        (silences_hold, "queued", span(SpanKind.INACTIVE, "to_s", at(400)), "there until .*, and not until it is over"),
        (silences_hold, "queued", unnoticed("kind", SpanKind.DUTY), "is DUTY when its customer has left"),
        (silences_hold, "queued", left("taken_s", 99), "in a hand before it is taken"),
        (silences_hold, "written", left("taken_s", 1), "at another time than it was assigned"),
        (silences_hold, "handed", left("agent", 0, 1), "was last in the hand of somebody else"),
        # What is done in vain.
        (silences_hold, "queued", left("told_s", 116), "told at another time than when it is written"),
        (silences_hold, "queued", left("told_s", NAN), "is written to, but never told"),
        (silences_hold, "queued", both(in_vain("to_s", at(116)), left("told_s", 116), span(
            SpanKind.IN_HAND, "from_s", at(116), contact=1)), "the reply in vain to contact 1 takes another time"),
        (silences_hold, "queued", both(in_vain("kind", SpanKind.IN_HAND), left("told_s", NAN)), "nobody told"),
        (silences_hold, "queued", span(SpanKind.IN_HAND, "kind", SpanKind.IN_VAIN, contact=1), "told at another time"),
        (silences_hold, "chats", left("taken_s", 401), "in a hand before it is taken"),
        # When it is over.
        (silences_hold, "queued", both(left("over_s", 405), span(
            SpanKind.INACTIVE, "to_s", at(405))), "over at another time"),
        (silences_hold, "queued", left("how", SilenceEnd.CLOSED_IN_VAIN), "over at another time, or otherwise"),
        (silences_hold, "closed", left("how", SilenceEnd.NOTICED), "over at another time, or otherwise"),
        (silences_hold, "closed", span(SpanKind.WRAP_UP, "kind", SpanKind.IN_HAND), "not wrapped up as drawn"),
        (silences_hold, "queued", span(SpanKind.INACTIVE, "kind", SpanKind.WRAP_UP), "was to be noticed"),
        (silences_hold, "queued", both(left("how", SilenceEnd.NOT_YET), left("over_s", NAN)), "was to be over"),
        (silences_hold, "chats", both(left("over_s", 739), span(
            SpanKind.IN_HAND, "to_s", at(739))), "over at another time"),
        (silences_hold, "cleared", both(left("over_s", 7190), unnoticed("to_s", at(7190))), "nobody else would be"),
        (silences_hold, "cleared", unnoticed("kind", SpanKind.IN_HAND), "waits with an agent|out of a hand"),
        (silences_hold, "queued", span(SpanKind.INACTIVE, "kind", SpanKind.IN_HAND), "contact 1 is not asleep"),
        (silences_hold, "queued", both(span(SpanKind.INACTIVE, "from_s", at(140)), span(
            SpanKind.IN_HAND, "to_s", at(140), contact=1)), "falls asleep too early"),
        # What else there is counts it.
        (spans_hold, "queued", unnoticed("to_s", at(90)), "nowhere for a while"),
        (spans_hold, "queued", left("over_s", 416), "does not end with the contact"),
        (checkers.nobody_overtakes, "queued", left("taken_s", 500), "was overtaken"),
        (conversations_hold, "queued", in_vain("from_s", at(90)), "works on two things"),
        (conversations_hold, "queued", span(SpanKind.IN_HAND, "kind", SpanKind.PAUSED, contact=1), "1 is PAUSED while"),
        (conversations_hold, "queued", awake_for_longer, "too much in hand"),
        (laying_down_holds, "handed", both(span(SpanKind.READING, "to_s", at(700)), in_vain("from_s", at(
            700), contact=2)), "replies to contact 2 unread"),
        (laying_down_holds, "handed", unnoticed("from_s", at(630), contact=2), "waits at other times"),
        (hands.hands_hold, "chats", in_vain("to_s", at(430)), "slot seconds"),
        (hands.hands_hold, "chats", left("told_s", 430), "greeted for as long|work on contact"),
        (hands.hands_hold, "chats", left("told_s", 450), "greeted for longer|work on contact"),
        (hands.hands_hold, "chats", left("taken_s", 300), "found no room"),
    ]
)  # fmt: skip
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(made(name), checker, spoil, message)


def test_what_the_naive_engine_says_passes_too():
    for seed in range(3):
        scenario, workload = random_center(seed, overflow=False, conversations=seed != 2, silent=True)
        check(scenario, workload, naive_log(scenario, workload))
