"""The seam of work by hand: contributions in rounds, traffic equations, and what hours make of who comes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from building import center

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.work.all_work import WORK, work_of
from simulator.work.flow import Note, Notes, Round, Said, Traffic
from simulator.work.load_against_staff import load_of, loads_of
from simulator.work.timeline import Timeline

MINUTE_S = 60.0
HOURLY = {"interval": "1h"}
TWO = {"a": {"arrivals": "60/h"}, "b": {"arrivals": "0/h"}}


@dataclass(frozen=True)
class ComesAgain:
    """A share of what is worked on of one type comes again as another, so many pieces later: a feature of tomorrow."""

    of: str
    share: float
    to: str
    later: int
    name: str = "comes again"

    def cuts_s(self, scenario: Scenario) -> Iterator[float]:
        yield from ()

    def __call__(self, timeline: Timeline, one: Round, truth: bool) -> Round:
        of, to = timeline.types.index(self.of), timeline.types.index(self.to)
        handle_s = timeline.scenario.contact_types[self.to].work_s_mean(0.0)
        until = len(timeline) - self.later
        contacts = timeline.nothing()
        contacts[to, self.later :] = self.share * one.on_its_way.contacts[of, :until]
        again = Traffic(contacts, contacts * handle_s, contacts * 0.0, contacts * 0.0)
        return one.coming_again(one.stage, again).noting({Note("again", self.of, self.to): contacts[to]})

    def say(self, timeline: Timeline, day: int, notes: Notes) -> Iterator[Said]:
        for note, column in notes.items():
            yield Said(note.type, f"{column[timeline.of_day(day)].sum():.0f} come again as {note.to}.")


def worked(scenario: Scenario, *more: ComesAgain) -> list[list[float]]:
    return work_of(scenario, contributions=(*WORK, *more)).worked.contacts.round(6).tolist()


def test_who_comes_again_after_a_delay_is_work_then() -> None:
    # Half of each hour's contacts an hour later: 60, 60 + 30, 60 + 45.
    scenario = center(9, to="11:00", **HOURLY)
    work = work_of(scenario, contributions=(*WORK, ComesAgain("calls", 0.5, "calls", 1)))
    assert work.worked.contacts.tolist() == [[60.0, 90.0, 105.0]]
    assert work.worked.handle_s.tolist() == [[60 * 240.0, 90 * 240.0, 105 * 240.0]]
    assert work.came.tolist() == [[60.0, 60.0, 60.0]]
    # 30 + 45; those of the last hour come after closing.
    assert [one.what for one in work.said(0)] == ["75 come again as calls."]


def test_who_comes_again_at_once_solves_the_traffic_equations() -> None:
    # x = 60 + x / 2.
    assert worked(center(9, to="09:00", **HOURLY), ComesAgain("calls", 0.5, "calls", 0)) == [[120.0]]
    # a = 60 + b / 2 and b = 0.4 a: a = 60 / 0.8.
    both = (ComesAgain("a", 0.4, "b", 0), ComesAgain("b", 0.5, "a", 0))
    assert worked(center(9, types=TWO, to="09:00", **HOURLY), *both) == [[75.0], [30.0]]


def test_rounds_are_the_solution_of_the_linear_system_of_all_types_and_pieces() -> None:
    scenario = center(9, types={**TWO, "c": {"arrivals": "12/h"}}, to="13:00", **HOURLY)
    returns = (ComesAgain("a", 0.3, "b", 1), ComesAgain("b", 0.6, "a", 0), ComesAgain("c", 0.9, "c", 2))
    arrivals = np.repeat([60.0, 0.0, 12.0], 5)
    again = np.zeros((15, 15))
    for one in returns:
        of, to = "abc".index(one.of) * 5, "abc".index(one.to) * 5
        for piece in range(5 - one.later):
            again[to + piece + one.later, of + piece] += one.share
    solution = np.linalg.solve(np.eye(15) - again, arrivals)
    assert np.ravel(worked(scenario, *returns)) == pytest.approx(solution)


def test_everybody_who_comes_again_for_ever_is_refused_and_not_waited_for() -> None:
    with pytest.raises(ScenarioError, match="still passed on or come again after 10,000 times"):
        worked(center(9, to="09:00", **HOURLY), ComesAgain("calls", 1.0, "calls", 0))


def test_who_comes_again_meets_the_door_again() -> None:
    # Open from 09:00 to 10:00 only: 60 get in, half of them come again at 10:00 and are refused, and so never again.
    types = {"calls": {"hours": {"from": "09:00", "to": "10:00"}}}
    scenario = center(9, types=types, to="11:00", **HOURLY)
    work = work_of(scenario, contributions=(*WORK, ComesAgain("calls", 0.5, "calls", 1)))
    assert work.worked.contacts.tolist() == [[0.0, 60.0, 0.0]]
    refused, again = work.said(0)
    when = "08:00 to 09:00 and 10:00 to 11:00"
    assert refused.what.startswith(f"75.0 contacts an hour arrive while it is closed, {when},")
    assert again.what == "30 come again as calls."


def test_refused_and_voicemail_are_no_work() -> None:
    for when_closed, becomes in (("refuse", "are refused"), ("voicemail", "leave a voicemail")):
        types = {"calls": {"hours": {"from": "08:30", "to": "11:00"}, "when_closed": when_closed}}
        load = load_of(center(5, types=types, to="11:00", **HOURLY))
        (calls,) = load.types
        assert calls.came == (60.0, 60.0, 60.0)
        assert calls.offered == (30.0, 60.0, 60.0)
        # Half an hour of 60 an hour, in an hour.
        assert calls.erlangs == pytest.approx((2.0, 4.0, 4.0))
        (said,) = load.said
        assert said == Said("calls", f"60.0 contacts an hour arrive while it is closed, 08:00 to 08:30, and {becomes}.")


def test_who_waits_for_the_opening_is_work_then_though_it_is_the_next_day() -> None:
    types = {"calls": {"hours": {"from": "08:00", "to": "09:00"}, "when_closed": "wait"}}
    scenario = center(5, types=types, to="10:00", days=3, weekday="monday", **HOURLY)
    first, second, last = loads_of(scenario)
    assert [load.types[0].offered for load in (first, second, last)] == [(60.0, 0.0), (120.0, 0.0), (120.0, 0.0)]
    # 60 of 4 minutes each stand there at 08:00.
    assert second.types[0].erlangs_piled_up == pytest.approx((4.0, 0.0))
    closed = "60.0 contacts an hour arrive while it is closed, 09:00 to 10:00, and"
    there = "at 08:00 60 contacts that waited for the opening enter at once."
    assert [one.what for one in first.said] == [f"{closed} wait for the opening."]
    assert [one.what for one in second.said] == [f"{closed} wait for the opening.", there]
    assert [one.what for one in last.said] == [f"{closed} wait in vain: it does not open again.", there]


def test_redirected_contacts_are_the_other_types_work_and_meet_its_door() -> None:
    types = {
        "a": {"arrivals": "60/h", "hours": {"from": "08:00", "to": "09:00"}, "when_closed": {"redirect": "b"}},
        "b": {"arrivals": "0/h", "talk": "1m", "hours": {"from": "08:00", "to": "10:00"}, "when_closed": "voicemail"},
    }
    load = load_of(center(5, types=types, to="11:00", **HOURLY))
    a, b = load.types
    assert (a.offered, b.offered) == ((60.0, 0.0, 0.0), (0.0, 60.0, 0.0))
    assert (a.came, b.came) == ((60.0, 60.0, 60.0), (0.0, 0.0, 0.0))
    # A minute each, whatever they would have taken before.
    assert b.erlangs == pytest.approx((0.0, 1.0, 0.0))
    assert [(one.type, one.what) for one in load.said] == [
        ("a", "60.0 contacts an hour arrive while it is closed, 09:00 to 11:00, and become b."),
        ("b", "60.0 contacts an hour arrive while it is closed, 10:00 to 11:00, and leave a voicemail."),
    ]


def test_the_warm_up_brings_work_into_the_first_reported_day_and_is_not_one_of_them() -> None:
    types = {"calls": {"hours": {"from": "08:00", "to": "09:00"}, "when_closed": "wait"}}
    scenario = center(5, types=types, to="10:00", warm_up="24h", days=2, weekday="monday", **HOURLY)
    loads = loads_of(scenario)
    assert [load.day.name for load in loads] == ["monday", "tuesday"]
    assert [load.types[0].offered for load in loads] == [(120.0, 0.0), (120.0, 0.0)]
