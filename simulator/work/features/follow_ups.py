"""Customers who come again: whose wish is not solved, who was refused or left a voicemail at a closed door.

They come a delay after the end of the talk, or of the contact that nobody answered; waits are not known. A conversation
is over when its customer has also thought for as long as they do, of which the clock is a mean. Inside the
opening of the center they are contacts of a later round and meet every door again; at night `when_closed` of their type
says at once what becomes of them, and whoever is turned away then is asked again with those of that round, from that
time of the night on. So all are followed until their attempts are used up, the end has come, or what is left of them is
less than `ENOUGH` of all. Who gives up, is blocked, cleared or sent away is known only after a run: of those nobody is
counted, and a sentence says how many they would be.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulator.scenario.nouns import Scenario
from simulator.scenario.rules.asked import follow_ups_of
from simulator.scenario.rules.whom import touched_by
from simulator.scenario.sound.never_acts import endings_of, unfinished
from simulator.work.features.at_the_door import NEVER, REFUSED, STANDS, VOICEMAIL, WAITS, standing_there
from simulator.work.features.night_doors import at_night
from simulator.work.features.who_comes import handle_means, of_types
from simulator.work.flow import Note, Notes, Round, Said, Traffic
from simulator.work.landing import landed
from simulator.work.nights import whole_time
from simulator.work.numbers_said import about, between, whose
from simulator.work.pauses import pauses_by_piece
from simulator.work.stage import Stage, come_again, redirected
from simulator.work.timeline import Columns, Timeline
from simulator.work.who_answers import of_who_is_there

AGAIN, LEAST, MOST, LATE, UNKNOWN = "come again", "at least", "at most", "after the end", "known after a run"
ENDED_IN_A_RUN = ("abandoned", "blocked", "cleared", "sent_away", "voicemail", "left_waiting", "timed_out")
"""How contacts end of which nobody knows before a run how many do; of voicemails, but for a closed door."""
_APART, _MINUTES_S = 12, 300.0
"""So many lengths of conversations are taken as they are; more of them are rounded to five minutes."""
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
        time = whole_time(timeline)
        for row, name in enumerate(timeline.types):
            one = _of_answered(timeline, one, row)
            for what in _WORDS:
                by_day = one.turned_away[what][row] if what in one.turned_away else 0.0
                gone = time.column(by_day, one.at_night.get((what, name), 0.0))
                if gone.any():
                    one = _of_turned_away(timeline, one, name, what, gone)
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
    time, talk_s = whole_time(timeline), handle_s[row] - wrap_up_s[row]
    busy_s = time.column(np.where(np.isfinite(talk_s), talk_s, 0.0) + _thinking_s(timeline, one.stage, row))
    for rule, column in gone.items():
        note = Note(AGAIN, name, _comes_as(timeline.scenario, rule, one.stage, name), rule)
        least, most = of_who_is_there(closed, shares[rule])
        ends = {note._replace(what=LEAST): total * least, note._replace(what=MOST): total * most}
        stage = _next(timeline.scenario, one.stage, rule, told=True, to_tell_s=0.0)
        one = _coming(timeline, one.noting({note: column, **ends}), note, stage, time.column(column), busy_s)
    return one


def _thinking_s(timeline: Timeline, stage: Stage, row: int) -> Columns:
    """Return for how long customers of a type think in a conversation that arrives in each piece; else nothing."""
    lasts_s, _ = pauses_by_piece(timeline, stage.segment)
    mine: Columns = lasts_s[row]
    # A course of the day has many means; customers who come again are told apart by minutes, not by seconds.
    if len(np.unique(mine)) > _APART:
        mine = np.rint(mine / _MINUTES_S) * _MINUTES_S
    return mine


def _shares(scenario: Scenario, stage: Stage, name: str, group: str) -> dict[str, float]:
    """Return the share of those whom a group closes who come again, by rule."""
    solved, found = scenario.agent_groups[group].serves[name].solved, dict[str, float]()
    for is_solved, part in ((True, solved), (False, 1.0 - solved)):
        for rule, share in _asked(scenario, stage, name, group, "answered", is_solved):
            found[rule] = found.get(rule, 0.0) + part * share
    return {rule: share for rule, share in found.items() if share > 0.0}


def _of_turned_away(timeline: Timeline, one: Round, name: str, what: str, column: Columns) -> Round:
    """Return the round with those coming again who met a closed door; ``column`` is by piece and watch."""
    scenario, time = timeline.scenario, whole_time(timeline)
    for rule, share in _asked(scenario, one.stage, name, None, _WORDS[what], is_solved=False):
        note = Note(AGAIN, name, _comes_as(scenario, rule, one.stage, name), rule)
        gone = column * share
        one = one.noting({note._replace(what=end): time.by_piece(gone) for end in (AGAIN, LEAST, MOST)})
        stage = _next(scenario, one.stage, rule, one.stage.told, one.stage.to_tell_s)
        one = _coming(timeline, one, note, stage, gone, np.zeros(len(time)))
    return one


def _next(scenario: Scenario, stage: Stage, rule: str, told: bool, to_tell_s: float) -> Stage:
    """Return the stage of those who come again by a rule and had yet ``to_tell_s`` when their attempt ended."""
    come = scenario.follow_ups[rule].come
    is_lost = told and come.context == "lost"
    return come_again(stage, scenario, told, max(come.repeat_story_s, to_tell_s) if is_lost else 0.0)


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


def _coming(timeline: Timeline, one: Round, note: Note, stage: Stage, gone: Columns, busy_s: Columns) -> Round:
    """Return the round with contacts that come again, in a stage, some time after they were busy for so long.

    ``gone`` and ``busy_s`` are by piece and watch.
    """
    scenario, time = timeline.scenario, whole_time(timeline)
    found = landed(time, gone, busy_s, scenario.follow_ups[note.rule].after)
    if found.inside.any():
        one = one.coming_again(stage, _traffic(timeline, stage, note.to, found.inside))
    fate = at_night(timeline, note.to, found.at_night)
    # They came again all the same: no door has brought them.
    stage = redirected(stage, scenario, note.to, fate.redirects)._replace(redirected=False) if fate.redirects else stage
    standing = _traffic(timeline, stage, fate.type, fate.waiting)
    if fate.waiting.any():
        one = replace(one, piled_up=one.piled_up + standing).noting({Note(STANDS, fate.type): fate.waiting})
    asked_again = {
        (what, fate.type): column
        for what, column in fate.turned_away.items()
        if any(_asked(scenario, stage, fate.type, None, _WORDS[what], is_solved=False))
    }
    if fate.waiting.any() or asked_again:
        one = one.coming_again(stage, standing, asked_again)
    late = np.zeros(len(timeline))
    late[-1] = found.late
    met = {**fate.met, LATE: late}
    return one.noting(
        {Note(what, note.type, fate.type, note.rule): column for what, column in met.items() if column.any()}
    )


def _traffic(timeline: Timeline, stage: Stage, type_name: str, column: Columns) -> Traffic:
    """Return contacts of a type, with what they have to tell."""
    contacts = timeline.nothing()
    contacts[timeline.types.index(type_name)] = column
    return of_types(timeline, contacts, stage.segment).taking(contacts * stage.to_tell_s)


def _ended_in_a_run(scenario: Scenario, name: str) -> list[str]:
    """Return how contacts of a type may end of which nobody knows before a run how many do."""
    possible = {*endings_of(scenario, name), *unfinished(scenario, name)}
    by_rule = any(rule.message and name in touched_by(rule.of, scenario) for rule in scenario.overflow.values())
    if scenario.contact_types[name].voicemail_after_s is None and not by_rule:
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
    ways = [word.replace("_", " ") for word in ended if word != VOICEMAIL]
    ways[:1] = [f"are {word}" for word in ways[:1]]
    ways += ["leave a voicemail"] if VOICEMAIL in ended else []
    how = " or ".join(filter(None, (", ".join(ways[:-1]), ways[-1])))
    come = f"at {SOME:.0%} about {about(SOME * number)} come again as {note.to} ({note.rule})"
    return f"how many {how} is known only after a run; {come}."


_WORDS = {REFUSED: "refused", VOICEMAIL: "voicemail"}
_BECOMES = {
    REFUSED: "{number} repeat contacts arrive while it is closed and are refused ({rule}).",
    VOICEMAIL: "{number} repeat contacts arrive while it is closed and leave a voicemail ({rule}).",
    WAITS: "{number} repeat contacts arrive while it is closed and wait for the opening ({rule}).",
    NEVER: "{number} repeat contacts arrive after the last closing and wait in vain ({rule}).",
    LATE: "{number} repeat contacts would arrive after the end and are not simulated ({rule}).",
}
