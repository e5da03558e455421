"""Customers who come again: whose wish is not solved, who was refused or left a voicemail at a closed door.

They come a delay after the end of the talk, or of the contact that nobody answered; waits are not known. Inside the
opening of the center they are contacts of a later round and meet every door again; between the days `when_closed` of
their type says at once what becomes of them. Who is refused then, or leaves a voicemail, is not followed any further,
for the hour of the night is not known; a sentence says how many would come once more. Who gives up, is blocked or
cleared is known only after a run: of those nobody is counted, and a sentence says how many they would be.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from simulator.scenario.days.opening import opening_of
from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import follow_ups_of
from simulator.scenario.sound.never_acts import endings_of
from simulator.work.features.at_the_door import (
    NEVER,
    REFUSED,
    STANDS,
    VOICEMAIL,
    WAITS,
    doors_of,
    next_open,
    standing_there,
)
from simulator.work.features.who_comes import handle_means, of_types
from simulator.work.flow import Note, Notes, Round, Said, Traffic
from simulator.work.landing import Landed, landed
from simulator.work.numbers_said import about, between, whose
from simulator.work.stage import Stage, come_again
from simulator.work.timeline import Columns, Timeline
from simulator.work.who_answers import of_who_is_there

AGAIN, LEAST, MOST, LATE, UNKNOWN = "come again", "at least", "at most", "after the end", "known after a run"
FURTHER = "would come again from the night"
ENDED_IN_A_RUN = ("abandoned", "blocked", "cleared", "voicemail")
"""How contacts end of which nobody knows before a run how many do; of voicemails, but for a closed door."""
SOME = 0.05
"""A share of contacts that is easy to reckon with: of so many it is said how many would come again."""


class FollowUps:
    """The follow-ups: the last of all, for who comes again has ended."""

    name = "follow_ups"

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        """Yield nothing: customers come again at any time."""
        yield from ()

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        """Return the round with those who come again."""
        if not timeline.scenario.follow_ups:
            return one
        for row, name in enumerate(timeline.types):
            one = _of_answered(timeline, one, row)
            for what, columns in one.turned_away.items():
                if columns[row].any():
                    one = _of_turned_away(timeline, one, row, what, columns[row])
            if one.on_its_way.contacts[row].any() and not one.stage.waits_again:
                one = one.noting(_unknown(timeline.scenario, one.stage, name, one.on_its_way.contacts[row]))
        return one

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        """Yield for each rule how many come again, what becomes of them at night, and of whom nobody knows yet."""
        pieces = timeline.of_day(day)
        for note, column in notes.items():
            number = float(column[pieces].sum())
            if number <= 0.0 or note.what in (LEAST, MOST):
                continue
            if note.what == AGAIN:
                least, most = (float(notes[note._replace(what=what)][pieces].sum()) for what in (LEAST, MOST))
                said = f"{between(number, least, most)} contacts come again as {note.to} ({note.rule})"
                yield Said(note.type, f"{said}{whose(number, least, most)}.")
            elif note.what == STANDS:
                at = [from_s for from_s, there in zip(timeline.edges_s[day], column[pieces], strict=False) if there]
                yield Said(note.type, standing_there(at, number))
            elif note.what == UNKNOWN:
                yield Said(note.type, _of_some(timeline.scenario, note, number))
            elif note.what == FURTHER:
                yield Said(note.type, _FURTHER.format(number=about(number), to=note.to, rule=note.rule))
            else:
                yield Said(note.type, _BECOMES[note.what].format(number=about(number), rule=note.rule))


def _of_answered(timeline: Timeline, one: Round, row: int) -> Round:
    """Return the round with those coming again whom an agent has answered."""
    name = timeline.types[row]
    gone, shares = dict[str, Columns](), dict[str, dict[str, float]]()
    closed = {group: columns[row] for group, columns in one.closed_by.items() if columns[row].any()}
    for group, column in closed.items():
        of_group = _shares(timeline.scenario, one.stage, name, group)
        for rule, share in of_group.items():
            gone[rule] = gone.get(rule, timeline.nothing()[row]) + column * share
            shares.setdefault(rule, {})[group] = share
    total = sum(closed.values(), start=timeline.nothing()[row])
    if not gone:
        return one
    handle_s, wrap_up_s = handle_means(timeline, one.stage.segment)
    talk_s = handle_s[row] - wrap_up_s[row]
    for rule, column in gone.items():
        note = Note(AGAIN, name, _comes_as(timeline.scenario, rule, one.stage, name), rule)
        least, most = of_who_is_there(closed, shares[rule])
        ends = {note._replace(what=LEAST): total * least, note._replace(what=MOST): total * most}
        one = _coming(timeline, one.noting({note: column, **ends}), note, column, talk_s, told=True)
    return one


def _shares(scenario: Scenario, stage: Stage, name: str, group: str) -> dict[str, float]:
    """Return the share of those whom a group closes who come again, by rule."""
    solved, found = scenario.agent_groups[group].serves[name].solved, dict[str, float]()
    for is_solved, part in ((True, solved), (False, 1.0 - solved)):
        for rule, share in _asked(scenario, stage, name, group, "answered", is_solved):
            found[rule] = found.get(rule, 0.0) + part * share
    return {rule: share for rule, share in found.items() if share > 0.0}


def _of_turned_away(timeline: Timeline, one: Round, row: int, what: str, column: Columns) -> Round:
    """Return the round with those coming again who met a closed door."""
    scenario, name = timeline.scenario, timeline.types[row]
    for rule, share in _asked(scenario, one.stage, name, None, _WORDS[what], is_solved=False):
        note = Note(AGAIN, name, _comes_as(scenario, rule, one.stage, name), rule)
        gone = column * share
        one = one.noting({note: gone, **{note._replace(what=end): gone for end in (LEAST, MOST)}})
        one = _coming(timeline, one, note, gone, np.zeros(len(timeline)), told=one.stage.told)
    return one


def _asked(
    scenario: Scenario, stage: Stage, name: str, group: str | None, ended: str, is_solved: bool
) -> Iterator[tuple[str, float]]:
    """Yield the rules that bring back somebody of whom it is asked, each with its share of all."""
    left = 1.0
    for rule, follow_up in follow_ups_of(scenario, name, stage.segment or None, group).items():
        share = follow_up.share_after(stage.attempt)
        if share > 0.0 and follow_up.when.fits(ended, group is not None or stage.answered, is_solved):
            yield rule, left * share
            left *= 1.0 - share


def _unknown(scenario: Scenario, stage: Stage, name: str, contacts: Columns) -> Notes:
    """Return how many would come again by each rule if all contacts ended in a way that only a run can tell."""
    found: dict[str, float] = {}
    for ended in _ended_in_a_run(scenario, name):
        for rule, share in _asked(scenario, stage, name, None, ended, is_solved=False):
            found[rule] = max(found.get(rule, 0.0), share)
    return {
        Note(UNKNOWN, name, _comes_as(scenario, rule, stage, name), rule): contacts * share
        for rule, share in found.items()
    }


def _comes_as(scenario: Scenario, rule: str, stage: Stage, name: str) -> str:
    """Return the type they come again as: where nothing is said, the one with which the attempt began."""
    return scenario.follow_ups[rule].come.type or stage.began_as or name


def _coming(timeline: Timeline, one: Round, note: Note, gone: Columns, busy_s: Columns, told: bool) -> Round:
    """Return the round with contacts that come again some time after they were busy for so long."""
    rule, to = timeline.scenario.follow_ups[note.rule], timeline.types.index(note.to)
    found = landed(timeline, gone, np.where(np.isfinite(busy_s), busy_s, 0.0), rule.after)
    contacts = timeline.nothing()
    contacts[to] = found.inside
    stage = come_again(one.stage, timeline.scenario, told)
    repeat_s = rule.come.repeat_story_s if told else 0.0

    def coming(contacts: Columns) -> Traffic:
        return of_types(timeline, contacts, stage.segment).taking(contacts * repeat_s)

    one = one.coming_again(stage, coming(contacts)) if contacts.any() else one
    fate = while_closed(timeline, note.to, found)
    at_opening = timeline.nothing()
    at_opening[timeline.types.index(fate.type)] = fate.waiting
    if at_opening.any():
        standing = coming(at_opening)
        one = replace(one.coming_again(stage, standing), piled_up=one.piled_up + standing)
        one = one.noting({Note(STANDS, fate.type): fate.waiting})
    met = {Note(what, note.type, fate.type, note.rule): column for what, column in fate.met.items() if column.any()}
    return _noting_further(timeline, one.noting(met), note, stage, fate)


def _noting_further(timeline: Timeline, one: Round, note: Note, stage: Stage, fate: "AtNight") -> Round:
    """Return the round with how many would come once more of those who come at night and are sent away."""
    scenario, last = timeline.scenario, timeline.of_day(len(timeline.days) - 1)
    for what, ended in _WORDS.items():
        # After the last day nobody opens to them any more.
        sent_away = np.concatenate([fate.met[what][: last.start], np.zeros(last.stop - last.start)])
        if sent_away.any():
            for rule, share in _asked(scenario, stage, fate.type, None, ended, is_solved=False):
                to = _comes_as(scenario, rule, stage, fate.type)
                one = one.noting({Note(FURTHER, note.type, to, rule): sent_away * share})
    return one


class AtNight(NamedTuple):
    """What becomes of contacts that come while the center is closed."""

    type: str
    """The one whose door they meet."""
    waiting: Columns
    """By the piece with which it opens."""
    met: Mapping[str, Columns]
    """How many met what, in the last piece before."""


def while_closed(timeline: Timeline, type_name: str, found: Landed) -> AtNight:
    """Return what becomes of those of a type who come between two days, or after the last one."""
    scenario, pieces = timeline.scenario, len(timeline)
    while (door := opening_of(scenario, type_name)).redirect_to is not None:
        type_name = door.redirect_to
    waiting = np.zeros(pieces)
    met = {what: np.zeros(pieces) for what in (REFUSED, VOICEMAIL, WAITS, NEVER, LATE)}
    opens = next_open(doors_of(timeline).closed[timeline.types.index(type_name)])
    for place, number in enumerate(found.closed.tolist()):
        behind = timeline.of_day(place).stop
        what = door.when_closed
        if what == WAITS:
            at = opens[behind] if behind < pieces else pieces
            what = WAITS if at < pieces else NEVER
            if what == WAITS:
                waiting[at] += number
        met[what][behind - 1] += number
    met[LATE][-1] = found.late
    return AtNight(type_name, waiting, met)


def _ended_in_a_run(scenario: Scenario, name: str) -> list[str]:
    """Return how contacts of a type may end of which nobody knows before a run how many do."""
    possible = set(endings_of(scenario, name))
    if scenario.contact_types[name].voicemail_after_s is None:
        # At a closed door it is known.
        possible.discard(VOICEMAIL)
    return [word for word in ENDED_IN_A_RUN if word in possible]


def _of_some(scenario: Scenario, note: Note, number: float) -> str:
    when = scenario.follow_ups[note.rule].when
    ended = [
        word
        for word in _ended_in_a_run(scenario, note.type)
        if when.fits(word, False, False) or when.fits(word, True, False)
    ]
    # Who left a voicemail is no participle.
    ways = [f"are {word}" if word == ended[0] else word for word in ended if word != VOICEMAIL]
    ways += ["leave a voicemail"] if VOICEMAIL in ended else []
    how = " or ".join(filter(None, (", ".join(ways[:-1]), ways[-1])))
    come = f"at {SOME:.0%} about {about(SOME * number)} come again as {note.to} ({note.rule})"
    return f"how many {how} is known only after a run; {come}."


_WORDS = {REFUSED: "refused", VOICEMAIL: "voicemail"}
_BECOMES = {
    REFUSED: "{number} of those who come again come while it is closed and are refused ({rule}).",
    VOICEMAIL: "{number} of those who come again come while it is closed and leave a voicemail ({rule}).",
    WAITS: "{number} of those who come again come while it is closed and wait for the opening ({rule}).",
    NEVER: "{number} of those who come again come while it is closed for good and wait in vain ({rule}).",
    LATE: "{number} of those who come again would come after the end and are not simulated ({rule}).",
}
_FURTHER = (
    "{number} who come between two days and are turned away would come once more as {to} ({rule}); "
    "a run has them, they are not counted here."
)
