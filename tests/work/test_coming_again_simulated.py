"""Work that is reckoned before a run is what a run does when there are agents for everybody at once."""

from typing import Any

import numpy as np
import pytest
from building import simulated
from numpy.typing import NDArray

from simulator.demand.workload import draw
from simulator.log import Cause, EndedBy, SpanKind
from simulator.scenario.nouns import Scenario
from simulator.work.by_piece import in_intervals, works_of
from simulator.work.features.at_the_door import REFUSED, VOICEMAIL
from simulator.work.features.follow_ups import AGAIN

REPLICATIONS = 60
_RUNS = 30
"""Of those who are turned away, of whom much is asked."""
DAYS = 3
# Passed on by the segment and after a duration, warm and blind; told again; back by attempt, also at night.
CENTER = Scenario.model_validate(
    {
        "version": 1,
        "name": "agents for everybody",
        "horizon": {"from": "08:00", "to": "18:00", "days": DAYS, "weekday": "monday"},
        "channels": {"voice": {"when_closed": "wait"}},
        "sources": {"s": {"arrivals": "60/h"}},
        "contact_types": {
            "a": {
                "from": "s",
                "channel": "voice",
                "talk": {"exponential": {"mean": "4m"}},
                "wrap_up": "30s",
                "patience": "endless",
                "segments": {"vip": {"share": "20%", "talk": {"exponential": {"mean": "6m"}}}},
            },
            "b": {"channel": "voice", "talk": "5m", "wrap_up": "1m", "patience": "endless"},
        },
        "agent_groups": {
            "front": {
                "agents": 60,
                "serves": {"a": {"solved": "70%", "handle_time": {"talk": 1.2, "wrap_up": 0.8}}, "b": {}},
            }
        },
        "follow_ups": {
            "return": {
                "of": ["a", "b"],
                "when": {"solved": False},
                "share": ["50%", "20%"],
                "after": {"exponential": {"mean": "5h"}},
                "attempts": 3,
                "come": {"repeat_story": "60s"},
            }
        },
        "transfers": {
            "expert": {"of": "vip", "share": ["30%", "0%"], "at": "40%", "pass": {"type": "b", "warm": "45s"}},
            "again": {
                "of": "a",
                "share": ["20%", "10%", "0%"],
                "at": "2m",
                "pass": {"context": "lost", "repeat_story": "40s"},
            },
        },
    }
)


@pytest.mark.long
def test_contacts_and_agent_seconds_of_a_run_are_those_that_were_reckoned() -> None:
    works = works_of(CENTER, forecast=False)
    days = [in_intervals(works, place) for place in range(DAYS)]
    contacts = works.coming.worked.contacts.sum(axis=1)
    seconds = [
        sum(one * length_s for day in days for one, length_s in zip(day.types[row].erlangs, day.lengths_s, strict=True))
        for row in range(2)
    ]
    came = works.coming.came.sum()
    found = np.array([_run(replication) for replication in range(REPLICATIONS)])
    # Per customer who came, so that the number of them is no noise.
    apart = found[:, 1:] - np.array([*contacts, *seconds]) / came * found[:, :1]
    error = apart.std(axis=0, ddof=1) / np.sqrt(REPLICATIONS)
    assert (4 * error <= 0.06 * np.array([*contacts, *seconds])).all(), "too noisy: simulate longer"
    assert (np.abs(apart.mean(axis=0)) <= 4 * error).all(), (apart.mean(axis=0), error)


def _run(replication: int) -> NDArray[np.float64]:
    """Return who came, the answered contacts of each type, and the seconds of agents for each."""
    log = simulated(CENTER, draw(CENTER, seed=1, replication=replication))
    kind, answered = log.contacts["type"], ~np.isnan(log.contacts["answered_s"])
    of = kind[log.spans["contact"]]
    busy = np.isin(log.spans["kind"], [SpanKind.TALK, SpanKind.WRAP_UP])
    seconds = log.spans["to_s"] - log.spans["from_s"]
    first = (log.contacts["cause"] == Cause.FIRST).sum()
    by_type = [(answered & (kind == row)).sum() for row in range(2)]
    return np.array([first, *by_type, *(seconds[busy & (of == row)].sum() for row in range(2))], dtype=np.float64)


def turned_away_center(
    types: dict[str, dict[str, Any]],
    follow_ups: dict[str, Any],
    transfers: dict[str, Any] | None = None,
    **horizon: Any,
) -> Scenario:
    """Return a center with agents for everybody, who settle seven wishes in ten."""
    plain = {"channel": "voice", "talk": "2m", "wrap_up": "30s", "patience": "endless"}
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "turned away",
            "horizon": {"from": "08:00", "to": "18:00", **horizon},
            "channels": {"voice": {}},
            "sources": {"s": {"arrivals": "30/h"}},
            "contact_types": {name: {**plain, **one} for name, one in types.items()},
            "agent_groups": {"front": {"agents": 60, "serves": {name: {"solved": "70%"} for name in types}}},
            "follow_ups": follow_ups,
            "transfers": transfers or {},
        }
    )


def hours(from_: str, to: str) -> dict[str, Any]:
    return {"hours": {"from": from_, "to": to}}


def exponential(mean: str) -> dict[str, Any]:
    return {"exponential": {"mean": mean}}


_UNSOLVED = {"of": "channel:voice", "when": {"solved": False}, "share": "80%", "after": exponential("6h")}
_REFUSED = {"of": "channel:voice", "when": {"ended": "refused"}}
_WEEKEND = turned_away_center(
    {"a": {"from": "s"}},
    {
        "back": {**_UNSOLVED, "attempts": 6},
        "retry": {**_REFUSED, "share": ["90%", "70%"], "after": exponential("5h"), "attempts": 6},
    },
    days=6,
    weekday="thursday",
    hours={"saturday": {"to": "12:00"}, "sunday": "closed"},
)
_LUNCH = turned_away_center(
    {"a": {"from": "s", "hours": [{"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]}},
    {"retry": {**_REFUSED, "share": "85%", "after": {"lognormal": {"mean": "40m", "cv": 1}}}},
    days=3,
    weekday="monday",
)
# By day and at night redirected and on a voicemail, from where some come again as what waits for the opening.
_DATES = turned_away_center(
    {
        "a": {"from": "s", "when_closed": {"redirect": "b"}, **hours("09:00", "16:00")},
        "b": {"when_closed": "voicemail", **hours("08:00", "17:00")},
        "c": {"when_closed": "wait"},
    },
    {
        "back": {**_UNSOLVED, "attempts": 4},
        "retry": {**_REFUSED, "when": {"ended": "voicemail"}, "share": ["50%", "90%"], "after": "3h", "attempts": 4},
        "more": {
            "of": "b",
            "when": {"ended": "voicemail"},
            "share": "40%",
            "after": exponential("9h"),
            "attempts": 5,
            "come": {"type": "c"},
        },
    },
    days=8,
    date="2026-12-21",
    hours={"2026-12-24": {"to": "13:00"}, "2026-12-25": "closed", "2026-12-26": "closed"},
)
# What is to be told is brought through refusals by rules with shorter stories, and through redirects.
_STORIES = turned_away_center(
    {
        "a": {"from": "s", "talk": exponential("2m"), **hours("09:00", "16:00")},
        "b": {"when_closed": {"redirect": "a"}, **hours("10:00", "12:00")},
    },
    {
        "back": {**_UNSOLVED, "attempts": 5, "come": {"repeat_story": "300s"}},
        "retry": {
            **_REFUSED,
            "share": "90%",
            "after": exponential("4h"),
            "attempts": 5,
            "come": {"repeat_story": "30s"},
        },
    },
    # At once: what is passed on later may meet another door than the first contact's time says.
    {
        "on": {
            "of": "a",
            "share": ["30%", "10%"],
            "at": "1%",
            "pass": {"type": "b", "repeat_story": "40s", "context": "lost"},
        }
    },
    days=5,
    weekday="monday",
)


CENTERS = {"weekend": _WEEKEND, "lunch": _LUNCH, "dates": _DATES, "stories": _STORIES}


@pytest.mark.long
@pytest.mark.parametrize("scenario", [pytest.param(one, id=name) for name, one in CENTERS.items()])
def test_who_is_turned_away_comes_again_as_often_as_in_a_run(scenario: Scenario) -> None:
    came, reckoned = _reckoned(scenario)
    found = np.array([_counted(scenario, replication) for replication in range(_RUNS)])
    apart = found[:, 1:] - reckoned / came * found[:, :1]
    error = apart.std(axis=0, ddof=1) / np.sqrt(_RUNS)
    # What is little may be less certain: by so much of all who came.
    assert (4 * error <= 0.12 * reckoned + 0.02 * came).all(), "too noisy: simulate longer"
    assert (np.abs(apart.mean(axis=0)) <= 4 * error).all(), (reckoned, apart.mean(axis=0), error)


def _reckoned(scenario: Scenario) -> tuple[float, NDArray[np.float64]]:
    """Return who comes; of each type who is answered each day, for how long, what is told again, who comes again …"""
    work = works_of(scenario, forecast=False).coming
    ended = {(what, name): 0.0 for what in (AGAIN, REFUSED, VOICEMAIL) for name in work.timeline.types}
    for notes in work.notes.values():
        for note, column in notes.items():
            # Who comes again is of the type that ended; who is sent away at night is of the one that they meet.
            name = note.type if note.what == AGAIN or not note.to else note.to
            if (note.what, name) in ended:
                ended[note.what, name] += float(column.sum())
    days = [work.timeline.of_day(place) for place in range(len(work.timeline.days))]
    return float(work.came.sum()), np.array(
        [
            *(work.worked.contacts[:, mine].sum(axis=1) for mine in days),
            work.worked.handle_s.sum(axis=1),
            work.worked.alike_s.sum(axis=1),
            *([ended[what, name] for name in work.timeline.types] for what in (AGAIN, REFUSED, VOICEMAIL)),
        ]
    ).ravel()


def _counted(scenario: Scenario, replication: int) -> NDArray[np.float64]:
    """Return the same of a run."""
    log = simulated(scenario, draw(scenario, seed=1, replication=replication))
    kind, answered_s, how = log.contacts["type"], log.contacts["answered_s"], log.contacts["ended_by"]
    of = kind[log.spans["contact"]]
    busy = np.isin(log.spans["kind"], [SpanKind.TALK, SpanKind.WRAP_UP])
    seconds = (log.spans["to_s"] - log.spans["from_s"])[busy]
    types = range(len(scenario.contact_types))
    found = [
        *(
            [((kind == row) & (answered_s >= day.opens_s) & (answered_s <= day.closes_s)).sum() for row in types]
            for day in scenario.horizon.simulated_days
        ),
        [seconds[of[busy] == row].sum() for row in types],
        [log.contacts["repeated_s"][kind == row].sum() for row in types],
        [((kind == row) & ~np.isnan(log.contacts["again_s"])).sum() for row in types],
        *([((kind == row) & (how == end)).sum() for row in types] for end in (EndedBy.REFUSED, EndedBy.VOICEMAIL)),
    ]
    return np.array([(log.contacts["cause"] == Cause.FIRST).sum(), *np.ravel(found)], dtype=np.float64)
