"""What Erlang's formulas ask for, against the same formulas called by hand, and where they do not apply."""

from math import inf, isnan

import pytest
from building import center

from simulator import describe
from simulator.describing.erlang_asked import erlang_of
from simulator.stats.erlang import agents_needed, erlang_a, erlang_c
from simulator.work.load_against_staff import load_of

CALLS = {
    "arrivals": "200/h",
    "talk": {"exponential": {"mean": "210s"}},
    "wrap_up": "30s",
    "patience": {"exponential": {"mean": "2m"}},
    "service_level": "90% in 30s",
}


def asked(scenario):
    return erlang_of(scenario, load_of(scenario))


def test_one_queue_is_the_formula_called_by_hand():
    scenario = center({"08:00": 15, "09:00": 20}, types={"calls": CALLS}, interval="1h")
    (one,) = asked(scenario)
    assert (one.types, one.groups, one.reason, one.sets) == (("calls",), ("front",), "", (("calls",),) * 2)
    assert one.erlangs == pytest.approx([200 * 240 / 3600] * 2)
    assert one.handle_s == pytest.approx([240.0] * 2)
    assert one.patience_s == pytest.approx([120.0] * 2)
    assert one.staff == (15.0, 20.0)
    assert (one.target_share, one.within_s, one.target_of) == ((0.9,) * 2, (30.0,) * 2, ("calls",) * 2)
    assert one.agents_c == (agents_needed(200, 240, 0.9, 30),) * 2 == (18.0,) * 2
    assert one.agents_a == (agents_needed(200, 240, 0.9, 30, 120),) * 2 == (17.0,) * 2
    for place, agents in enumerate((15, 20)):
        assert one.in_time_c[place] == pytest.approx(erlang_c(agents, 200, 240, 30).in_time)
        assert one.in_time_a[place] == pytest.approx(erlang_a(agents, 200, 240, 120, 30).in_time)
    assert one.needed == one.agents_a
    assert one.missing == (2.0, -3.0)
    assert one.steady == (True, True)


def test_a_description_has_them_for_each_of_its_pools():
    one = describe(center(15, types={"calls": CALLS}), days=1)
    assert one.erlang == asked(center(15, types={"calls": CALLS}))
    assert [each.types for each in one.erlang] == [pool.types for pool in one.pools]


def test_patience_without_end_has_erlang_c_only():
    (one,) = asked(center(15, types={"calls": {**CALLS, "patience": "endless"}}))
    assert all(map(isnan, one.agents_a + one.in_time_a))
    assert one.patience_s == (inf,) * 4
    assert one.needed == one.agents_c


def test_one_endless_segment_is_patience_without_end_and_means_are_weighted():
    vip = {"share": "25%", "patience": {"exponential": {"mean": "6m"}}}
    (one,) = asked(center(15, types={"calls": {**CALLS, "segments": {"vip": vip}}}))
    assert one.patience_s == pytest.approx([0.75 * 120 + 0.25 * 360] * 4)
    (one,) = asked(center(15, types={"calls": {**CALLS, "segments": {"vip": {**vip, "patience": "endless"}}}}))
    assert one.patience_s == (inf,) * 4


def test_agents_who_come_within_an_interval_count_for_their_part_of_it():
    (one,) = asked(center({"08:00": 14, "08:15": 18}, types={"calls": CALLS}, interval="1h", to="09:00"))
    assert one.staff == (17.0,)
    by_hand = 0.25 * erlang_a(14, 200, 240, 120, 30).in_time + 0.75 * erlang_a(18, 200, 240, 120, 30).in_time
    assert one.in_time_a == pytest.approx((by_hand,))


def test_handle_time_and_patience_are_those_of_the_interval():
    steps = {"talk": {"08:00": "4m", "08:45": "8m"}, "patience": {"08:00": "2m", "09:15": "6m"}, "wrap_up": "0s"}
    (one,) = asked(center(40, types={"calls": {**CALLS, **steps}}))
    assert one.handle_s == pytest.approx((240.0, 360.0, 480.0, 480.0))
    assert one.patience_s == pytest.approx((120.0, 120.0, 240.0, 360.0))
    (one,) = asked(center(40, types={"calls": {**CALLS, "patience": {"08:00": "2m", "09:15": "endless"}}}))
    assert one.patience_s == pytest.approx((120.0, 120.0, inf, inf))


def test_an_interval_without_contacts_asks_for_nothing():
    (one,) = asked(center(15, types={"calls": {**CALLS, "arrivals": {"rate": {"09:00": "200/h"}}}}, interval="1h"))
    assert (one.sets[0], one.erlangs[0], one.staff[0]) == ((), 0.0, 15.0)
    assert isnan(one.agents_c[0])
    assert isnan(one.missing[0])
    assert one.agents_c[1] == 18.0


def test_types_of_one_queue_are_pooled_and_the_target_that_asks_for_most_decides():
    types = {
        "calls": CALLS,
        "advice": {**CALLS, "arrivals": "40/h", "talk": {"exponential": {"mean": "8m"}}, "service_level": "95% in 1m"},
    }
    (one,) = asked(center(30, types=types, interval="1h", to="09:00"))
    handle_s = (200 * 240 + 40 * 510) / 240
    assert one.sets == (("calls", "advice"),)
    assert one.handle_s == pytest.approx((handle_s,))
    both = [agents_needed(240, handle_s, share, within_s, 120) for share, within_s in ((0.9, 30), (0.95, 60))]
    assert one.agents_a == (max(both),)
    assert one.target_of == (("calls", "advice")[both.index(max(both))],)


def test_where_skills_are_shared_it_is_the_tightest_set():
    # At first the calls have agents of their own, 95 % busy; then three who do both let the calls' work spread.
    types = {"calls": CALLS, "advice": {**CALLS, "arrivals": "15/h"}}
    groups = {
        "front": {"agents": 14, "serves": {"calls": {}}},
        "experts": {"agents": {"08:00": 6, "09:00": 0}, "serves": {"advice": {}}},
        "both": {"agents": {"08:00": 0, "09:00": 3}, "serves": {"advice": {}, "calls": {"priority": 2}}},
    }
    (one,) = asked(center(types=types, groups=groups, interval="1h"))
    assert one.types == ("calls", "advice")
    assert one.sets == (("calls",), ("calls", "advice"))
    assert one.staff == (14.0, 17.0)
    assert one.contacts == pytest.approx((200.0, 215.0))


@pytest.mark.parametrize(
    ("change", "channels", "reason"),
    [
        ({"channel": "chat"}, {"chat": {"slots": 3}}, "on chat agents have several contacts in hand at once, up to 3"),
        ({"queue_limit": 0}, {}, "contacts of calls that find no free agent are blocked and cannot wait"),
        ({"talk": {"log_logistic": {"p50": "2m", "p90": "2h"}}}, {}, "the handle time of calls has no mean"),
    ],
)
def test_where_they_do_not_apply_it_says_why(change, channels, reason):
    (one,) = asked(center(15, types={"calls": {**CALLS, **change}}, channels=channels))
    assert one.reason == reason
    assert not one.applies
    assert one.agents_c == one.sets == ()


def test_to_conversations_they_do_not_apply():
    (one,) = asked(
        center(
            15,
            types={"calls": {"channel": "chat", "replies": {"number": 3, "work": "1m"}}},
            channels={"chat": {"behaviour": "conversation", "slots": 1}},
        )
    )
    assert one.reason == "on chat agents answer the messages of several customers, one at a time"
    assert not one.applies


def test_no_more_lines_than_agents_leave_nobody_to_wait():
    assert asked(center(15, types={"calls": CALLS}, lines=15))[0].reason
    assert not asked(center(15, types={"calls": CALLS}, lines=16))[0].reason
    assert asked(center(15, types={"calls": {**CALLS, "lines": 15}}, lines=16))[0].reason
    assert not asked(center(15, types={"calls": {**CALLS, "lines": 16}}))[0].reason


def test_lines_by_agents_leave_room_to_wait_if_they_are_more_than_one_each():
    for one, reason in (({"per_agent": 1}, True), ({"per_agent": 1.06}, True), ({"per_agent": 1.07}, False)):
        assert bool(asked(center(15, types={"calls": CALLS}, lines=one))[0].reason) is reason
        assert bool(asked(center(15, types={"calls": {**CALLS, "lines": one}}))[0].reason) is reason


def test_batches_and_recorded_arrivals_have_no_poisson_rate(tmp_path):
    scenario = center(15, types={"calls": CALLS})
    source = scenario.sources["s_calls"]
    batched = source.model_validate({"arrivals": "200/h", "batch": {"mean": 1.5}})
    (one,) = asked(scenario.model_copy(update={"sources": {"s_calls": batched}}))
    assert one.reason == "the contacts of s_calls arrive in batches"


def test_a_recorded_day_says_that_it_has_no_rate():
    from pathlib import Path

    from simulator.scenario.reader import load

    bank = load(Path(__file__).parents[2] / "scenarios" / "bank_day.yaml").resolve()
    (one,) = asked(bank)
    assert one.reason == "the arrivals of regular_callers are recorded, so there is no rate"


def test_a_load_that_moves_within_a_handle_time_is_told():
    steep = {**CALLS, "arrivals": {"linear": {"08:00": 20, "09:00": 200, "10:00": 200}}}
    (one,) = asked(center(15, types={"calls": steep}, interval="15m"))
    assert one.steady[0] is False
    assert one.steady[-1] is True
    (one,) = asked(center(15, types={"calls": CALLS}, interval="15m"))
    assert all(one.steady)
