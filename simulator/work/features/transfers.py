"""Contacts that agents pass on: what the first agent has of them, and what is left for the next.

Who is passed on to another type is a contact of that type in the same piece of time, and meets its door; who is passed
on to a group or back into the line waits a second time and brings what is left of the talk. With a warm transfer both
agents have the time that all three talk; how long the first stays before is known only after a run. Rules are asked in
their order, each of those whom the ones before have left: one that takes the long talks leaves short ones. Which group
answers is taken by the agents on duty (`who_answers.py`), so where a rule is of a group, what it brings lies between
what it would with each of those on duty alone. Work that is for one group only counts as that of its type.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from simulator.scenario.nouns import Scenario, Transfer
from simulator.scenario.rules.asked import transfers_of
from simulator.work.features.who_comes import handle_means, of_types
from simulator.work.flow import Note, Notes, Round, Said, Traffic
from simulator.work.numbers_said import between, whose
from simulator.work.rests import Untaken
from simulator.work.stage import Rest, Stage, moved
from simulator.work.timeline import Columns, Timeline
from simulator.work.who_answers import of_who_is_there, shares_of_groups

PASSED, LEAST, MOST = "passed on", "at least", "at most"


class _Pass(NamedTuple):
    """What a rule does with the contacts of a type that are at a stage, by piece."""

    name: str
    rule: Transfer
    share: Columns
    """Of all whom the group answers."""
    left_s: Columns
    """The mean of what is left of the talk when it is passed on."""


class Transfers:
    """The transfers: it stands behind the door, for who is not let in has no agent."""

    name = "transfers"

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        """Yield nothing: agents pass on at any time."""
        yield from ()

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        """Return the round with the talk that is passed on taken from it, and who is passed on coming again."""
        if not (timeline.scenario.transfers or timeline.scenario.follow_ups):
            return one
        closed_by: dict[str, Columns] = {}
        here = one.on_its_way
        for row, name in enumerate(timeline.types):
            if not here.contacts[row].any():
                continue
            gone: dict[str, tuple[_Pass, Columns]] = {}
            shares: dict[str, dict[str, Columns]] = {}
            groups = shares_of_groups(timeline, name, one.stage)
            for group, share in groups.items():
                left = answered = here.contacts[row] * share
                for each in _passes(timeline, one.stage, name, group):
                    passed = answered * each.share
                    shares.setdefault(each.name, {})[group] = each.share
                    left = left - passed
                    gone[each.name] = (each, passed + (gone[each.name][1] if each.name in gone else 0.0))
                # Of those of whom all are passed on by several rules, rounding may leave less than nobody.
                closed_by.setdefault(group, timeline.nothing())[row] += np.maximum(left, 0.0)
            for each, passed in gone.values():
                one = _passed_on(timeline, one, row, each, passed)
                ends = of_who_is_there(groups, shares[each.name])
                one = one.noting(_notes(name, each, passed, here.contacts[row], ends))
        return replace(one, closed_by=closed_by)

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        """Yield for each rule how many it passes on, and where to."""
        pieces = timeline.of_day(day)
        for note, column in notes.items():
            number = float(column[pieces].sum())
            if note.what != PASSED or number <= 0.0:
                continue
            least, most = (float(notes[note._replace(what=what)][pieces].sum()) for what in (LEAST, MOST))
            yield Said(note.type, _said(timeline.scenario.transfers[note.rule], note.rule, number, least, most))


def _passes(timeline: Timeline, stage: Stage, type_name: str, group: str) -> Iterator[_Pass]:
    """Yield the rules that are asked when a group answers, with what they would do."""
    scenario = timeline.scenario
    segment = stage.segment or None
    untaken = Untaken(timeline, type_name, segment, stage.rest)
    for name, rule in transfers_of(scenario, type_name, segment, group).items():
        share, at = rule.share_at_hop(stage.hop), rule.passes_at
        if share > 0.0:
            longer_than_s = at.duration_s if at.share is None else 0.0
            talks, talk_s = untaken.longer_than(longer_than_s)
            if at.share is None:
                left_s = np.maximum(talk_s - at.duration_s, 0.0)
            else:
                # Of a talk without a mean nothing is left at its end, either.
                left_s = (1.0 - at.share) * talk_s if at.share < 1.0 else np.zeros(len(timeline))
            yield _Pass(name, rule, share * talks, left_s)
            untaken = untaken.taking(longer_than_s, share)


def _behind(stage: Stage, rule: Transfer) -> Rest:
    return stage.rest.behind(rule.passes_at.share, rule.passes_at.duration_s)


def _passed_on(timeline: Timeline, one: Round, row: int, each: _Pass, passed: Columns) -> Round:
    """Return the round with contacts passed on by a rule: their talk is shorter by what is left of it."""
    here, way, name = one.on_its_way, each.rule.pass_, timeline.types[row]
    # What rules before have taken is no part of the law of what is left later, so it may have more than is there.
    rest_s = np.minimum(passed * each.left_s, np.maximum(here.handle_s[row] - here.wrap_up_s[row], 0.0))
    both_s = passed * (way.warm_s or 0.0)
    handle_s = here.handle_s.copy()
    # A talk without a mean stays one.
    handle_s[row] -= np.where(np.isfinite(handle_s[row]), rest_s, 0.0)
    more_s = timeline.nothing()
    more_s[row] = both_s
    one = replace(one, on_its_way=replace(here, handle_s=handle_s).taking(more_s))
    stage = moved(one.stage, timeline.scenario, name, way.repeat_story_s)
    to = row if way.type is None else timeline.types.index(way.type)
    contacts, alike_s = timeline.nothing(), timeline.nothing()
    contacts[to] = passed
    alike_s[to] = both_s + passed * way.repeat_story_s
    if way.type is not None:
        return one.coming_again(stage, of_types(timeline, contacts, stage.segment).taking(alike_s))
    # They were let in, so they surely tell it.
    stage = stage._replace(to_tell_s=0.0, group=way.group, waits_again=True, rest=_behind(one.stage, each.rule))
    wrap_up_s = timeline.nothing()
    wrap_up_s[row] = passed * handle_means(timeline, stage.segment)[1][row]
    talk_s = timeline.nothing()
    talk_s[row] = rest_s
    return one.coming_again(stage, Traffic(contacts, talk_s + wrap_up_s, wrap_up_s, timeline.nothing()).taking(alike_s))


def _notes(name: str, each: _Pass, passed: Columns, contacts: Columns, ends: tuple[Columns, Columns]) -> Notes:
    way = each.rule.pass_
    note = Note(PASSED, name, way.type or way.group or "", each.name)
    least, most = ends
    return {note: passed, note._replace(what=LEAST): contacts * least, note._replace(what=MOST): contacts * most}


def _said(rule: Transfer, name: str, number: float, least: float, most: float) -> str:
    way = rule.pass_
    if way.type is not None:
        where = f"passed on to {way.type}"
    else:
        where = f"passed on to {way.group}" if way.group else "passed back into the line"
    stays = ""
    if way.warm_s is not None:
        stays = (
            " The first agent stays until the second answers; how long is known only after a run, and is additional."
        )
    return f"{between(number, least, most)} contacts are {where} ({name}){whose(number, least, most)}.{stays}"
