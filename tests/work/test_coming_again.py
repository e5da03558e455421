"""Work of who is passed on and who comes again: traffic equations solved here, and days by hand."""

from typing import Any

import numpy as np
import pytest
from building import center

from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario
from simulator.scenario.text.nodes import Mapping, Mark
from simulator.work.all_work import Work, work_of
from simulator.work.by_piece import works_of
from simulator.work.features.at_the_door import doors_of
from simulator.work.load_against_staff import Load, load_of, loads_of
from simulator.work.refused_again import often_refused

NOWHERE = Mapping({}, Mark("", 0, 0))
HOURLY = {"interval": "1h"}


def ruled(
    types: dict[str, dict[str, Any]],
    groups: dict[str, dict[str, Any]] | None = None,
    *,
    follow_ups: dict[str, Any] | None = None,
    transfers: dict[str, Any] | None = None,
    to: str = "09:00",
    voice: dict[str, Any] | None = None,
    channels: dict[str, Any] | None = None,
    **horizon: Any,
) -> Scenario:
    """Return a center from 08:00 on; a type without arrivals has no source, groups are one that serves all."""
    kinds = {
        name: {"channel": "voice", "talk": "4m", "wrap_up": "30s", "patience": "5m", **one}
        for name, one in types.items()
    }
    sources = {f"s_{name}": {"arrivals": one.pop("arrivals")} for name, one in kinds.items() if "arrivals" in one}
    for name, one in kinds.items():
        one |= {"from": f"s_{name}"} if f"s_{name}" in sources else {}
        if "replies" in one:
            del one["talk"]
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "test",
            "horizon": {"from": "08:00", "to": to, "interval": "1h", **horizon},
            "channels": channels or {"voice": voice or {}},
            "sources": sources,
            "contact_types": kinds,
            "agent_groups": groups or {"front": {"agents": 20, "serves": {name: {} for name in kinds}}},
            "follow_ups": follow_ups or {},
            "transfers": transfers or {},
        }
    )


def by_type(work: Work) -> tuple[dict[str, float], dict[str, float]]:
    """Return contacts and seconds of work by type."""
    contacts, seconds = work.worked.contacts.sum(axis=1), work.worked.handle_s.sum(axis=1)
    return dict(zip(work.timeline.types, contacts, strict=True)), dict(zip(work.timeline.types, seconds, strict=True))


def said(load: Load) -> list[str]:
    return [one.what for one in load.said]


def test_transfers_between_types_solve_the_traffic_equations() -> None:
    # a → b 20 %, a → c 30 % of those who are left, b → a 40 %, c → c 10 % …
    rules = {
        "a_b": {"of": "a", "share": "20%", "pass": {"type": "b"}},
        "a_c": {"of": "a", "share": "30%", "pass": {"type": "c"}},
        "b_a": {"of": "b", "share": "40%", "pass": {"type": "a"}},
        "c_b": {"of": "c", "share": "10%", "pass": {"type": "b"}},
    }
    scenario = ruled({"a": {"arrivals": "60/h"}, "b": {"arrivals": "12/h"}, "c": {"talk": "2m"}}, transfers=rules)
    # … where the second rule has its share of the four in five that the first has left.
    passed = np.array([[0.0, 0.2, 0.3 * 0.8], [0.4, 0.0, 0.0], [0.0, 0.1, 0.0]])
    solution = np.linalg.solve(np.eye(3) - passed.T, [60.0, 12.0, 0.0])
    work = work_of(scenario)
    contacts, seconds = by_type(work)
    assert list(contacts.values()) == pytest.approx(solution)
    # Left out, `at` is the whole talk, so everybody has all of the work.
    assert list(seconds.values()) == pytest.approx(solution * [270.0, 270.0, 150.0])
    assert work.brought.sum(axis=1) == pytest.approx(solution - [60.0, 12.0, 0.0])


def test_a_share_by_hop_is_of_those_who_were_moved_so_often() -> None:
    rules = {"on": {"of": "a", "share": ["50%", "20%", "0%"], "at": "50%", "pass": {}}}
    contacts, seconds = by_type(work_of(ruled({"a": {"arrivals": "100/h"}}, transfers=rules)))
    # One contact each, whatever becomes of it; 50 wait a second time and 10 of them a third time. The talk is cut and
    # not longer: 240 s each; wrap-up is done three times.
    assert contacts == {"a": pytest.approx(100.0)}
    assert seconds == {"a": pytest.approx(100 * 240 + 160 * 30)}


def test_what_the_first_agent_has_not_had_of_the_talk_is_left_for_the_second() -> None:
    rules = {"expert": {"of": "a", "share": "10%", "at": "25%", "pass": {"type": "b", "warm": "45s"}}}
    scenario = ruled({"a": {"arrivals": "100/h"}, "b": {"talk": "6m"}}, transfers=rules)
    contacts, seconds = by_type(work_of(scenario))
    assert contacts == {"a": pytest.approx(100.0), "b": pytest.approx(10.0)}
    # 90 whole talks, 10 quarters with 45 s of all three; then 10 of 6 min with the same 45 s, which both agents have.
    assert seconds["a"] == pytest.approx(90 * 240 + 10 * (60 + 45) + 100 * 30)
    assert seconds["b"] == pytest.approx(10 * (360 + 45 + 30))
    (told,) = said(load_of(scenario))
    assert told.startswith("10 contacts are passed on to b (expert). The first agent stays until the second answers;")


def test_the_story_told_again_takes_every_group_alike() -> None:
    way = {"group": "slow", "context": "lost", "repeat_story": "60s"}
    rules = {"on": {"of": "group:fast", "share": "20%", "at": "50%", "pass": way}}
    groups = {
        "fast": {"agents": 0, "serves": {"a": {"handle_time": 2.0}}},
        "slow": {"agents": 10, "serves": {"a": {"handle_time": 2.0}}},
    }
    (a,) = load_of(ruled({"a": {"arrivals": "60/h"}}, groups, transfers=rules)).types
    # Nobody of the fast is there, so nobody passes on.
    assert a.erlangs == pytest.approx((60 * 270 * 2 / 3600,))
    groups["fast"]["agents"], groups["slow"]["agents"] = 10, 0
    (a,) = load_of(ruled({"a": {"arrivals": "60/h"}}, groups, transfers=rules)).types
    # 12 in two halves: the talk and two wrap-ups twice as long, and the story once.
    assert a.erlangs == pytest.approx(((60 * 240 * 2 + 72 * 30 * 2 + 12 * 60) / 3600,))
    assert a.offered == (60.0,)


def test_a_talk_that_is_over_is_not_passed_on() -> None:
    rules = {"long": {"of": "a", "share": "50%", "at": "2m", "pass": {"type": "b"}}}
    types = {"a": {"arrivals": "100/h", "talk": {"exponential": {"mean": "4m"}}}, "b": {}}
    contacts, seconds = by_type(work_of(ruled(types, transfers=rules)))
    # exp(−1/2) of the talks are longer, and of those 4 min are left in the mean, as always.
    passed = 50 * np.exp(-0.5)
    assert contacts["b"] == pytest.approx(passed, rel=1e-3)
    assert seconds["a"] == pytest.approx(100 * 270 - passed * 240, rel=1e-4)
    # Of two minutes twice: only of those who talk for longer than four, and then what is left of it.
    again = {"twice": {"of": "a", "share": ["100%", "100%", "0%"], "at": "2m", "pass": {}}}
    contacts, seconds = by_type(work_of(ruled({"a": types["a"]}, transfers=again)))
    waits = 1 + np.exp(-0.5) + np.exp(-1.0)
    assert contacts["a"] == pytest.approx(100.0)
    assert seconds["a"] == pytest.approx(100 * (240 + waits * 30), rel=1e-3)


def test_a_rule_has_no_talks_that_one_before_has_taken() -> None:
    types = {"a": {"arrivals": "100/h", "talk": {"exponential": {"mean": "4m"}}}, "b": {}, "c": {}}

    def of(share: str, at: str, then: str) -> tuple[dict[str, float], dict[str, float]]:
        rules = {
            "one": {"of": "a", "share": share, "at": at, "pass": {"type": "b"}},
            "two": {"of": "a", "share": "100%", "at": then, "pass": {"type": "c"}},
        }
        return by_type(work_of(ruled(types, transfers=rules)))

    # Whoever talks for longer than three minutes talks for longer than two.
    assert of("100%", "2m", "3m")[0]["c"] == pytest.approx(0.0, abs=1e-9)
    two, three = 100 * np.exp(-0.5), 100 * np.exp(-0.75)
    contacts, seconds = of("40%", "2m", "3m")
    assert contacts["c"] == pytest.approx(0.6 * three, rel=1e-3)
    assert seconds["a"] == pytest.approx(100 * 270 - (0.4 * two + 0.6 * three) * 240, rel=1e-3)
    # The other way round it has those between two and three minutes, who talk for two; all others at most for three.
    contacts, seconds = of("100%", "3m", "2m")
    assert contacts["c"] == pytest.approx(two - three, rel=1e-2)
    assert seconds["a"] == pytest.approx(100 * (240 * (1 - np.exp(-0.5)) + 30) + three * 60, rel=1e-3)
    # Half of a talk of whom a rule by the minute has left: short ones.
    contacts, seconds = of("100%", "2m", "50%")
    short_s = 240 * 100 - two * (240 + 120)
    assert contacts["c"] == pytest.approx(100 - two, rel=1e-3)
    assert seconds["a"] == pytest.approx(100 * 30 + two * 120 + short_s / 2, rel=1e-3)


def test_no_rule_takes_more_of_a_talk_than_is_there() -> None:
    types = {"a": {"arrivals": "100/h", "talk": {"exponential": {"mean": "4m"}}}, "b": {}}
    rules = {
        "one": {"of": "a", "share": "100%", "at": "3m", "pass": {"type": "b"}},
        "two": {"of": "a", "share": ["100%", "0%"], "at": "2m", "pass": {}},
    }
    worked = work_of(ruled(types, transfers=rules)).worked
    # Of those who go back into the line all have less than a minute left, which the law of their talk does not tell.
    assert (worked.handle_s >= worked.wrap_up_s).all()
    two, three = 100 * np.exp(-0.5), 100 * np.exp(-0.75)
    first_s = 240 * (100 - two) + 60 * three
    assert first_s <= worked.handle_s[0, 0] - worked.wrap_up_s[0, 0] <= first_s + 60 * (two - three)


def test_returns_of_the_unsolved_solve_the_traffic_equations_by_hour() -> None:
    # 20 % unsolved, half of them an hour after the end of the talk, which began when they came.
    rules = {"return": {"of": "a", "when": {"solved": False}, "share": "50%", "after": "56m"}}
    groups = {"front": {"agents": 20, "serves": {"a": {"solved": "80%"}}}}
    scenario = ruled({"a": {"arrivals": "60/h", "wrap_up": "1m"}}, groups, follow_ups=rules, to="12:00")
    shift = 0.1 * np.eye(4, k=-1)
    solution = np.linalg.solve(np.eye(4) - shift, np.full(4, 60.0))
    assert work_of(scenario).worked.contacts[0] == pytest.approx(solution)
    load = load_of(scenario)
    assert load.types[0].came == (60.0,) * 4
    assert load.types[0].in_all == pytest.approx(load.types[0].offered)
    # All who came and returned, a tenth; those of the last hour after closing, where nobody takes them.
    assert said(load) == [
        f"{solution.sum() / 10:.0f} contacts come again as a (return).",
        f"{solution[-1] / 10:.1f} repeat contacts arrive while it is closed and are refused (return).",
    ]


CONVERSED = {
    "channel": "written",
    "talk": None,
    "wrap_up": "0s",
    "replies": {"number": 3, "work": "1m", "thinking": "57m"},
    "arrivals": {"per_hour": {"08:00": 60, "09:00": 0}},
}
AFTER_3M = {"again": {"of": "a", "when": {"solved": False}, "share": "100%", "after": "3m", "attempts": 2}}
UNSOLVED = {"front": {"agents": 20, "serves": {"a": {"solved": "0%"}}}}


def conversed(written: dict[str, Any], **changes: Any) -> Work:
    channels = {"written": {"behaviour": "conversation", "slots": 20, **written}}
    types = {"a": {**CONVERSED, **changes}}
    return work_of(ruled(types, UNSOLVED, follow_ups=AFTER_3M, to="16:00", channels=channels))


def test_a_conversation_is_over_when_its_customer_has_thought() -> None:
    # Three minutes of work and twice 57 minutes of thinking; three minutes later who came from 08:00 on comes again.
    (hours,) = conversed({}).worked.contacts
    assert hours.tolist() == pytest.approx([60, 0, 60, 0, 0, 0, 0, 0])
    # At half the speed 57 minutes take 114: 3 + 228 + 3 minutes.
    (hours,) = conversed({}, replies={**CONVERSED["replies"], "awake": {"00:00": "50%"}}).worked.contacts
    assert hours.tolist() == pytest.approx([60, 0, 0, 6, 54, 0, 0, 0])
    # Who does not write within 27 minutes writes no more: 3 minutes of work, once 27 of thinking, and 3.
    (hours,) = conversed({"auto_close": "27m"}).worked.contacts
    assert hours.tolist() == pytest.approx([60 + 27, 33, 0, 0, 0, 0, 0, 0])


def test_customers_think_by_the_clock_for_as_long_as_they_are_awake() -> None:
    some = {"number": 2, "work": "1m", "thinking": "3h", "awake": {"00:00": "100%", "11:00": "10%"}}
    work = conversed({}, replies=some, arrivals={"per_hour": {"08:00": 60, "08:15": 0}})
    # From 08:08:30 on the mean customer thinks until 11:00 for 2 h 51 m 30 s, and for 8 m 30 s more in 85 minutes; so
    # with two minutes of work and three until they come again all are there from 12:21:30 on until 12:36:30.
    contacts, hours = work.worked.contacts[0], (work.timeline.from_s // 3600.0).tolist()
    by_hour = [sum(some for some, at in zip(contacts, hours, strict=True) if at == hour) for hour in range(8, 16)]
    assert by_hour == pytest.approx([15, 0, 0, 0, 15, 0, 0, 0])


def test_segments_think_for_as_long_as_theirs_do() -> None:
    quick = {"vip": {"share": "50%", "replies": {"number": 1, "work": "1m"}}}
    (hours,) = conversed({}, segments=quick).worked.contacts
    # One minute of work and three until they come again: two of the thirty are later than nine o'clock.
    assert hours.tolist() == pytest.approx([60 + 28, 2, 30, 0, 0, 0, 0, 0])


def test_shares_and_limits_go_by_the_attempt() -> None:
    when = {"ended": "answered"}
    rules = {
        "few": {"of": "a", "when": when, "share": ["50%", "20%"], "after": "0s", "attempts": 3},
        "rest": {"of": "a", "when": when, "share": "10%", "after": "0s", "attempts": 4, "come": {"type": "b"}},
    }
    scenario = ruled({"a": {"arrivals": "100/h", "talk": "0s"}, "b": {"talk": "1m"}}, follow_ups=rules)
    contacts, _ = by_type(work_of(scenario))
    # First 100: 50 again, 5 as b. Second 50: 10 again, 4 as b. Third 10, whose first rule is used up: 1 as b.
    assert contacts == {"a": pytest.approx(160.0), "b": pytest.approx(10.0)}


def test_who_comes_again_tells_it_again_only_if_somebody_was_told() -> None:
    come = {"context": "lost", "repeat_story": "90s"}
    rules = {
        "return": {
            "of": "a",
            "when": {"ended": ["answered", "refused"]},
            "share": "50%",
            "after": "2h",
            "attempts": 2,
            "come": come,
        }
    }
    hours = {"from": "09:00", "to": "12:00"}
    scenario = ruled({"a": {"arrivals": "60/h", "hours": hours, "talk": "0s"}}, follow_ups=rules, to="12:00")
    work = work_of(scenario)
    # Refused 08:00–09:00 and there at 10:00; answered 09:00–10:00 and there at 11:00.
    assert work.worked.contacts.tolist() == [pytest.approx([0.0, 60.0, 90.0, 90.0])]
    assert work.worked.handle_s.tolist() == [pytest.approx([0.0, 1800.0, 2700.0, 2700.0 + 30 * 90])]


def test_segments_have_their_own_rules_and_talks() -> None:
    types = {
        "a": {"arrivals": "100/h", "segments": {"vip": {"share": "10%", "talk": "8m"}}},
        "b": {"segments": {"vip": {"share": "50%", "talk": "2m"}}},
    }
    rules = {"on": {"of": "vip", "share": ["50%", "0%"], "pass": {"type": "b"}}}
    contacts, seconds = by_type(work_of(ruled(types, transfers=rules)))
    # Five of the ten, each of them a vip there as well.
    assert contacts["a"] == pytest.approx(100.0)
    assert contacts["b"] == pytest.approx(5.0)
    assert seconds["b"] == pytest.approx(5 * (120 + 30))
    assert seconds["a"] == pytest.approx(90 * 270 + 10 * 510)


def test_a_rule_of_a_type_in_a_group_takes_that_part_of_the_work() -> None:
    # Of a, half are the front's by agents on duty; 20 % of those, and nobody of b, are passed on to c.
    groups = {
        "front": {"agents": 10, "serves": {"a": {}, "b": {}}},
        "back": {"agents": 10, "serves": {"a": {}, "b": {}, "c": {}}},
    }
    rules = {"on": {"of": {"type": "a", "group": "front"}, "share": "20%", "pass": {"type": "c"}}}
    types: dict[str, Any] = {"a": {"arrivals": "100/h"}, "b": {"arrivals": "50/h"}, "c": {}}
    work = work_of(ruled(types, groups, transfers=rules))
    assert by_type(work)[0] == {"a": pytest.approx(100.0), "b": pytest.approx(50.0), "c": pytest.approx(10.0)}
    either = {"on": rules["on"] | {"of": ["a", "group:front"]}}
    types = {"a": {"arrivals": "100/h"}, "b": {"arrivals": "50/h"}, "c": {}}
    assert by_type(work_of(ruled(types, groups, transfers=either)))[0]["c"] == pytest.approx(25.0)


def test_where_groups_differ_the_bounds_are_told() -> None:
    groups = {
        "front": {"agents": 3, "serves": {"a": {"solved": "50%"}}},
        "experts": {"agents": 1, "serves": {"a": {}}},
    }
    rules = {"return": {"of": "a", "when": {"solved": False}, "share": "40%", "after": "0s", "attempts": 2}}
    transfers = {"on": {"of": "group:front", "share": "20%", "pass": {"type": "b"}}}
    groups["experts"]["serves"]["b"] = {}
    scenario = ruled({"a": {"arrivals": "100/h", "talk": "0s"}, "b": {}}, groups, follow_ups=rules, transfers=transfers)
    passed, again = said(load_of(scenario))[:2]
    # Three in four are answered by the front: 15 of the first 100 are passed on, 60 closed, 30 of them
    # unsolved, of whom 12 come again: 15 % of 112.
    assert passed == "about 17 contacts are passed on to b (on), between 0 and 22, depending on who answers."
    assert again == "about 12 contacts come again as a (return), between 0 and 17, depending on who answers."


def test_groups_that_relieve_one_another_leave_no_doubt_who_answers() -> None:
    groups: dict[str, dict[str, Any]] = {
        "early": {"agents": {"08:00": 6, "09:00": 0}, "serves": {"a": {"solved": "50%"}}},
        "late": {"agents": {"08:00": 0, "09:00": 6}, "serves": {"a": {}}},
        "experts": {"agents": 3, "serves": {"b": {}}},
    }
    rules = {"return": {"of": "a", "when": {"solved": False}, "share": "40%", "after": "0s", "attempts": 2}}
    transfers = {"on": {"of": "a", "share": "10%", "pass": {"type": "b"}}}
    types = {"a": {"arrivals": "100/h", "talk": "0s"}, "b": {}}
    both = {"follow_ups": rules, "transfers": transfers, "to": "10:00"}
    # 18 of the first 90 come again within the hour, and a tenth of 218 is passed on whoever answers.
    certain = said(load_of(ruled(types, groups, **both)))
    assert certain[0] == "22 contacts are passed on to b (on)."
    assert certain[1] == "18 contacts come again as a (return)."
    # Of one group alone it is as certain: nobody of the other is there.
    transfers["on"]["of"] = "group:early"
    assert said(load_of(ruled(types, groups, **both)))[0] == "12 contacts are passed on to b (on)."
    # In the second hour either may answer.
    groups["early"]["agents"] = {"08:00": 6, "09:00": 2}
    passed, again = said(load_of(ruled(types, groups, **both)))[:2]
    assert passed == "about 14 contacts are passed on to b (on), between 12 and 22, depending on who answers."
    # A fifth of 90 for certain, and of the 97.5 whom nobody passes on in the second hour at most.
    assert again == "about 22 contacts come again as a (return), between 18 and 38, depending on who answers."


NIGHTS = {"days": 2, "weekday": "monday", "to": "10:00"}
EARLY = {"hours": {"from": "08:00", "to": "09:00"}}


def retry(**changed: Any) -> dict[str, dict[str, Any]]:
    """Return a rule by which those refused between nine and ten are there twice at night, and then next morning."""
    return {"retry": {"of": "a", "when": {"ended": "refused"}, "share": ["50%", "40%"], "after": "11h30m", **changed}}


def test_who_is_turned_away_at_night_comes_again_from_that_time_of_the_night() -> None:
    scenario = ruled({"a": {"arrivals": "60/h", **EARLY}}, follow_ups=retry(), **NIGHTS)
    first, second = loads_of(scenario)
    # Of 60 at nine 30 are there at half past eight in the evening, and 12 of them at eight the next morning.
    assert [load.types[0].offered for load in (first, second)] == [(60.0, 0.0), (pytest.approx(72.0), 0.0)]
    assert said(first)[1:] == [
        "42 contacts come again as a (retry).",
        "30 repeat contacts arrive while it is closed and are refused (retry).",
    ]
    # The day ends before they would be there once more.
    assert said(second)[1:] == [
        "42 contacts come again as a (retry).",
        "30 repeat contacts arrive while it is closed and are refused (retry).",
        "12 repeat contacts would arrive after the end and are not simulated (retry).",
    ]
    assert not first.types[0].more_may_come
    # Behind the last attempt nobody comes.
    load = loads_of(ruled({"a": {"arrivals": "60/h", **EARLY}}, follow_ups=retry(attempts=2), **NIGHTS))[1]
    assert load.types[0].offered == (60.0, 0.0)


def test_who_is_turned_away_at_night_may_wait_or_be_redirected_the_next_time() -> None:
    # At night a voicemail by the door of b, which is no reason to come again; by day the door of b is open.
    rules = retry(come={"type": "b"}, share="50%")
    types: dict[str, dict[str, Any]] = {"a": {"arrivals": "60/h", **EARLY}, "b": {"when_closed": "voicemail"}}
    first, second = loads_of(ruled(types, follow_ups=rules, **NIGHTS))
    assert "30 repeat contacts arrive while it is closed and leave a voicemail (retry)." in said(first)
    assert [one.offered for one in second.types] == [(60.0, 0.0), (0.0, 0.0)]
    # Where it is one, they come as b again, and then wait.
    rules["again"] = {"of": "b", "when": {"ended": "voicemail"}, "share": "10%", "after": "1h", "come": {"type": "c"}}
    types["c"] = {"when_closed": "wait"}
    first, second = loads_of(ruled(types, follow_ups=rules, **NIGHTS))
    assert "3.0 contacts come again as c (again)." in said(first)
    assert [one.offered[0] for one in second.types] == pytest.approx([60.0, 0.0, 3.0])
    assert second.types[2].erlangs_piled_up[0] == pytest.approx(3 * 270 / 3600)


@pytest.mark.parametrize("when", ["at night", "by day"])
def test_whoever_is_redirected_comes_again_as_what_they_were_first(when: str) -> None:
    rules = retry(of="b", when={"ended": "voicemail"}, share="50%", after="1h" if when == "by day" else "11h30m")
    types: dict[str, dict[str, Any]] = {
        "a": {"arrivals": "60/h", "when_closed": {"redirect": "b"}, "hours": {"from": "09:00", "to": "10:00"}},
        "b": {"when_closed": "voicemail", "hours": {"from": "09:00", "to": "10:00"}},
    }
    if when == "by day":
        # From eight to nine all are redirected, and half of them are there an hour later, as a.
        work = work_of(ruled(types, follow_ups=rules, to="10:00"))
        assert work.worked.contacts.tolist() == [[0.0, 90.0], [0.0, 0.0]]
        assert work.brought.tolist() == [[0.0, 30.0], [0.0, 0.0]]
    else:
        # At half past seven in the evening, redirected then as well; 15 of them at seven in the morning, 7.5 …
        rules["retry"]["after"] = "12h30m"
        work = work_of(ruled(types, follow_ups=rules, **NIGHTS))
        assert work.worked.contacts.tolist() == [[0.0, 60.0, 0.0, 60.0 + 15.0], [0.0, 0.0, 0.0, 0.0]]


def test_who_is_redirected_is_asked_as_the_type_they_were_after_a_talk_as_well() -> None:
    types: dict[str, dict[str, Any]] = {
        "a": {"arrivals": "60/h", "when_closed": {"redirect": "b"}, "hours": {"from": "09:00", "to": "11:00"}},
        "b": {"talk": "0s"},
    }
    when = {"ended": "answered"}
    rules = {"return": {"of": "b", "when": when, "share": "50%", "after": "1h", "attempts": 2}}
    work = work_of(ruled(types, follow_ups=rules, to="11:00"))
    assert work.worked.contacts.tolist() == [pytest.approx([0.0, 90.0, 60.0]), pytest.approx([60.0, 0.0, 0.0])]


def test_however_often_somebody_comes_again_in_a_night_all_of_them_are_counted() -> None:
    # Whoever never gives up is there at the opening, except for the hundredth part each time.
    rules = retry(share="99%", after="10m")
    scenario = ruled({"a": {"arrivals": "60/h", **EARLY}}, follow_ups=rules, **NIGHTS)
    offered = loads_of(scenario)[1].types[0].offered[0]
    # From 133 times ten minutes, who came shortly before ten, to 138; but in each watch they are spread evenly.
    assert offered - 60 == pytest.approx(np.mean([60 * 0.99**n for n in range(133, 139)]), rel=0.02)


def test_the_longest_story_that_nobody_has_heard_is_told() -> None:
    def told_s(retry_: dict[str, Any]) -> float:
        when = {"ended": "answered"}
        rules = {
            # Answered from eight to nine, there in the evening, refused, and there again in the morning.
            "return": {
                "of": "a",
                "when": when,
                "share": "50%",
                "after": "12h",
                "attempts": 2,
                "come": {"repeat_story": "60s"},
            },
            **retry(attempts=3, share="50%", after="12h", come=retry_),
        }
        types = {"a": {"arrivals": {"rate": {"08:00": "60/h", "09:00": "0/h"}}, "talk": "0s", "wrap_up": "0s"}}
        types["b"] = {"talk": "0s", "wrap_up": "0s"}
        work = work_of(ruled(types, follow_ups=rules, **NIGHTS))
        # 15 of them are there on the second morning.
        assert work.brought.sum() == pytest.approx(15.0)
        return float(work.worked.handle_s.sum()) / 15.0

    assert told_s({}) == pytest.approx(60.0)
    assert told_s({"repeat_story": "90s"}) == pytest.approx(90.0)
    assert told_s({"repeat_story": "40s"}) == pytest.approx(60.0)
    assert told_s({"context": "kept"}) == 0.0
    # It is told to whoever answers, as a b as well.
    assert told_s({"type": "b"}) == pytest.approx(60.0)


def test_what_is_to_be_told_is_told_behind_a_redirect() -> None:
    way = {"type": "b", "context": "lost", "repeat_story": "60s"}
    types = {
        "a": {"arrivals": "60/h", "talk": "0s", "wrap_up": "0s"},
        "b": {
            "hours": {"from": "08:00", "to": "08:30"},
            "when_closed": {"redirect": "c"},
            "talk": "0s",
            "wrap_up": "0s",
        },
        "c": {"talk": "0s", "wrap_up": "0s"},
    }
    work = work_of(ruled(types, transfers={"on": {"of": "a", "share": "50%", "pass": way}}))
    assert by_type(work)[1] == pytest.approx({"a": 0.0, "b": 15 * 60.0, "c": 15 * 60.0})


def test_who_comes_again_at_night_meets_when_closed() -> None:
    rules = {"return": {"of": "a", "when": {"ended": "answered"}, "share": "50%", "after": "2h", "attempts": 2}}
    types = {"a": {"arrivals": "60/h", "talk": "0s"}}
    days = {"days": 2, "weekday": "monday", "to": "10:00"}
    refused = loads_of(ruled(types, follow_ups=rules, **days))
    assert [load.types[0].offered for load in refused] == [(60.0, 60.0)] * 2
    assert said(refused[0])[1:] == ["60 repeat contacts arrive while it is closed and are refused (return)."]
    waits = loads_of(ruled(types, follow_ups=rules, voice={"when_closed": "wait"}, **days))
    assert [load.types[0].offered for load in waits] == [(60.0, 60.0), (120.0, 60.0)]
    assert waits[1].types[0].erlangs_piled_up == pytest.approx((60 * 30 / 3600, 0.0))
    assert "60 repeat contacts arrive while it is closed and wait for the opening (return)." in said(waits[0])
    assert "at 08:00 60 contacts that waited for the opening enter at once." in said(waits[1])
    assert "60 repeat contacts arrive after the last closing and wait in vain (return)." in said(waits[1])
    # After a day the first are there when the second day begins, those of the second after the end.
    rules["return"]["after"] = "24h"
    later = loads_of(ruled(types, follow_ups=rules, **days))
    assert [load.types[0].offered for load in later] == [(60.0, 60.0), (90.0, 90.0)]
    assert "60 repeat contacts would arrive after the end and are not simulated (return)." in said(later[1])


def test_who_gives_up_is_not_counted_and_said_to_be_unknown() -> None:
    when = {"ended": ["abandoned", "blocked"]}
    rules = {"redial": {"of": "a", "when": when, "share": "60%", "after": "8m", "attempts": 3}}
    load = load_of(ruled({"a": {"arrivals": "100/h"}}, follow_ups=rules))
    assert load.types[0].offered == (100.0,)
    assert load.types[0].more_may_come
    assert said(load) == [
        # Without lines or a queue limit nobody is blocked.
        "how many are abandoned is known only after a run; at 5% about 3.0 come again as a (redial)."
    ]


def test_who_is_there_only_for_the_unknown_is_not_there_for_nobody() -> None:
    rules = {
        "win_back": {"of": "a", "when": {"ended": "abandoned"}, "share": "60%", "after": "8m", "come": {"type": "b"}},
    }
    groups = {
        "front": {"agents": 9, "serves": {"a": {}}},
        "hunters": {"agents": 2, "serves": {"b": {}}},
        "last": {"agents": 1, "serves": {"c": {}}},
    }
    transfers = {"on": {"of": "b", "share": "10%", "pass": {"type": "c"}}}
    types = {"a": {"arrivals": "100/h"}, "b": {}, "c": {}}
    scenario = ruled(types, groups, follow_ups=rules, transfers=transfers)
    assert works_of(scenario).coming.on_top == {"b", "c"}
    assert [one.is_unknown for one in load_of(scenario).types] == [False, True, True]


def often(scenario: Scenario) -> list[str]:
    """Return what is warned of rules that do not fit the hours."""
    works = works_of(scenario)
    return [one.what for one in often_refused(works, NOWHERE, doors_of(works.coming.timeline))]


def test_a_delay_that_does_not_fit_the_hours_is_warned_of() -> None:
    rules = {"return": {"of": "a", "when": {"solved": False}, "share": "50%", "after": "36m"}}
    groups = {"front": {"agents": 9, "serves": {"a": {"solved": "80%"}}}}
    types = {"a": {"arrivals": "60/h"}}
    # Those who come in the last 40 minutes of 4 h are refused, of 2 h it is a third, and as much of who came again.
    assert often(ruled(types, groups, follow_ups=rules, to="12:00")) == []
    (warning,) = often(ruled(types, groups, follow_ups=rules, to="10:00"))
    assert warning == "about 34% of repeat contacts arrive while a is closed and are refused."
    assert often(ruled(types, groups, follow_ups=rules, to="10:00", voice={"when_closed": "wait"})) == []
    # Of whom nobody knows how many they are, it is known all the same when they come.
    rules["return"]["when"] = {"ended": "abandoned"}
    assert often(ruled(types, groups, follow_ups=rules, to="10:00")) == [warning.replace("34%", "33%")]
    # Who was refused comes again at other times.
    rules["return"]["when"] = {"ended": "refused"}
    assert often(ruled(types, groups, follow_ups=rules, to="10:00")) == []


def test_hours_of_the_type_they_come_again_as_count_and_where_it_redirects_to() -> None:
    rules = {"return": {"of": "a", "when": {"ended": "answered"}, "share": "50%", "after": "1h", "come": {"type": "b"}}}
    early = {"hours": {"from": "08:00", "to": "09:00"}}
    types = {"a": {"arrivals": "60/h", "talk": "0s", **early}, "b": dict(early), "c": {}}
    scenario = ruled(types, follow_ups=rules, to="12:00")
    assert often(scenario) == ["about 100% of repeat contacts arrive while b is closed and are refused."]
    types["b"]["when_closed"] = {"redirect": "c"}
    assert often(ruled(types, follow_ups=rules, to="12:00")) == []


def test_a_second_law_of_talk_is_cut_as_the_first_is() -> None:
    # By the time of day: 4 min and then 2 min, of which a fifth of the contacts has a quarter less.
    types = {"a": {"arrivals": "100/h", "talk": {"08:00": "4m", "09:00": "2m"}}, "b": {}}
    rules = {"on": {"of": "a", "share": "20%", "at": "75%", "pass": {"type": "b"}}}
    work = work_of(ruled(types, transfers=rules, to="10:00"))
    expected = [100 * 270 - 20 * 60, 100 * 150 - 20 * 30]
    assert work.worked.handle_s[0].tolist() == [pytest.approx(one) for one in expected]


def test_without_rules_nothing_is_another() -> None:
    scenario = center(9, to="11:00", **HOURLY)
    work = work_of(scenario)
    assert not work.brought.any()
    assert not work.on_top
    assert work.worked.contacts.tolist() == [[60.0] * 3]


def test_of_a_segment_whoever_is_passed_on_stays_one_and_is_passed_on_once():
    types = {"a": {"arrivals": "60/h", "segments": {"vip": {"share": "50%"}}}, "b": {}}
    to_b = {"of": "vip", "share": "100%", "pass": {"type": "b"}}
    contacts, _ = by_type(work_of(ruled(types, transfers={"to_b": to_b})))
    assert contacts == pytest.approx({"a": 60.0, "b": 30.0})


def test_what_goes_on_for_longer_than_anybody_reckons_is_told(monkeypatch):
    monkeypatch.setattr("simulator.work.all_work.ROUNDS_MAX", 50)
    rules = {
        "there": {"of": "a", "share": "99%", "pass": {"type": "b"}},
        "back": {"of": "b", "share": "99%", "pass": {"type": "a"}},
    }
    with pytest.raises(ScenarioError, match="still passed on or come again after 50 times"):
        work_of(ruled({"a": {"arrivals": "60/h"}, "b": {}}, transfers=rules))
