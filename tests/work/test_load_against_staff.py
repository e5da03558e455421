"""Work against staff, by hand: volumes, erlangs, agents who may serve, occupancy, gaps."""

from pathlib import Path

import pytest
from building import center
from rich_day import rich_day

from simulator import describe
from simulator.scenario.reader import load, load_text
from simulator.work.load_against_staff import load_of

ROOT = Path(__file__).parents[2]
HALF = 1800.0


def test_work_is_volume_times_handle_time_against_agents_on_duty():
    # 60 an hour of 4 min and 30 s: 4.5 erlangs all day; 6 agents, from 09:00 on 4: 113 % of them.
    load = load_of(center({"08:00": 6, "09:00": 4}, types={"calls": {"wrap_up": "30s"}}))
    (one,), (group,), (pool,) = load.types, load.groups, load.pools
    assert one.offered == one.forecast == (30.0,) * 4
    assert one.erlangs == one.agents == pool.agents == pytest.approx([4.5] * 4)
    assert one.able == group.staff == pool.staff == (6.0, 6.0, 4.0, 4.0)
    assert group.occupancy == pool.occupancy == pytest.approx([0.75, 0.75, 1.125, 1.125])
    (gap,) = load.gaps
    assert (gap.from_s, gap.to_s, gap.types, gap.groups) == (9 * 3600, 10 * 3600, ("calls",), ("front",))
    assert (gap.agents, gap.staff, gap.agent_hours) == pytest.approx((4.5, 4.0, 0.5))


def test_agents_who_come_inside_an_interval_count_for_their_part_of_it():
    load = load_of(center({"08:00": 2, "08:10": 5}))
    assert load.pools[0].staff[0] == pytest.approx(4.0)
    assert load.pools[0].staff_steps == ((8 * 3600.0, 2), (8 * 3600.0 + 600, 5))


def test_an_agent_with_slots_does_the_work_of_several_and_both_numbers_are_told():
    chats = {"channel": "chat", "talk": "7m", "arrivals": "60/h"}
    load = load_of(
        center(4, types={"chats": chats}, channels={"chat": {"slots": 3, "speed": [1, 0.85, 0.7]}}, to="09:00")
    )
    (one,) = load.types
    assert one.at_once == pytest.approx(2.1)
    assert one.erlangs == pytest.approx([7.0, 7.0])
    assert one.agents == pytest.approx([7 / 2.1] * 2)
    assert load.gaps == ()


def test_work_goes_by_the_mean_of_the_time_at_which_contacts_come():
    # 60 an hour: 4 min are 4 erlangs, from 08:45 on 8 min are 8, in the interval half of each; wrap-up 30 s from 09:00.
    kind = {"talk": {"08:00": "4m", "08:45": "8m"}, "wrap_up": {"08:00": "0s", "09:00": "30s"}}
    load = load_of(center(9, types={"calls": kind}))
    (one,) = load.types
    assert one.erlangs == one.erlangs_forecast == pytest.approx((4.0, 6.0, 8.5, 8.5))
    assert one.handle_s_mean == pytest.approx((4 + 6 + 8.5 + 8.5) * 60 / 4)
    assert one.factor == (1.0,) * 4
    # In the pieces the change is where it is.
    day = load.pieces
    assert [day.edges_s[place] / 3600 for place in (0, 1, 2)] == [8.0, 8.5, 8.75]
    assert day.types[0].erlangs[:4] == pytest.approx((4.0, 4.0, 8.0, 8.5))


def test_before_the_first_time_work_is_as_after_the_last():
    (one,) = load_of(center(9, types={"calls": {"talk": {"09:00": "4m", "09:30": "8m"}}})).types
    assert one.erlangs == pytest.approx((8.0, 8.0, 4.0, 8.0))


def test_talk_and_wrap_up_count_with_their_own_factors():
    # 3 min and 1 min; slow in talk, quick in wrap-up: 60 an hour are 3 × 1.5 + 1 × 0.5 erlangs.
    types = {"calls": {"talk": "3m", "wrap_up": {"08:00": "1m", "09:00": "0s"}}}
    serves = {"calls": {"handle_time": {"talk": 1.5, "wrap_up": 0.5}}}
    (one,) = load_of(center(types=types, groups={"front": {"agents": 6, "serves": serves}})).types
    assert one.erlangs == pytest.approx((5.0, 5.0, 4.5, 4.5))
    assert one.factor == pytest.approx((1.25, 1.25, 1.5, 1.5))
    # One of two agents takes as long as planned: the mean of both, for each part.
    groups = {"front": {"agents": 1, "serves": serves}, "back": {"agents": 1, "serves": {"calls": {}}}}
    (one,) = load_of(center(types=types, groups=groups)).types
    assert one.erlangs == pytest.approx((3 * 1.25 + 0.75, 3 * 1.25 + 0.75, 3.75, 3.75))


def test_who_waits_for_the_opening_brings_the_talk_of_the_own_arrival():
    types = {"calls": {
        "talk": {"08:00": "10m", "09:00": "2m"}, "wrap_up": "1m",
        "hours": {"from": "09:00", "to": "10:00"}, "when_closed": "wait",
    }}  # fmt: skip
    serves = {"calls": {"handle_time": {"talk": 1, "wrap_up": 2}}}
    (one,) = load_of(center(types=types, groups={"front": {"agents": 30, "serves": serves}})).types
    # At 09:00 there are 60 from before, of 10 + 2 min; then one a minute of 2 + 2 min.
    assert one.erlangs == pytest.approx((0.0, 0.0, 60 * 12 / 30 + 4.0, 4.0))
    assert one.erlangs_piled_up == pytest.approx((0.0, 0.0, 60 * 12 / 30, 0.0))


def test_a_handle_time_factor_counts_in_full_where_one_group_serves_and_by_agents_where_several_do():
    types = {"a": {"talk": "4m", "arrivals": "30/h"}, "b": {"talk": "4m", "arrivals": "30/h"}}
    groups = {
        "slow": {"agents": 3, "serves": {"a": {"handle_time": 1.5}, "b": {"handle_time": 1.5}}},
        "quick": {"agents": {"08:00": 1, "08:30": 0}, "serves": {"b": {}}},
    }
    load = load_of(center(types=types, groups=groups, to="09:00"))
    a, b = load.types
    assert a.factor == (1.5, 1.5)
    # Three slow and one quick; then only slow ones.
    assert b.factor == pytest.approx((1.375, 1.5))
    assert a.erlangs == pytest.approx([3.0, 3.0])
    assert b.able == (4.0, 3.0)


def test_types_that_share_agents_through_others_are_one_pool():
    types = {name: {} for name in "abcd"}
    groups = {
        "one": {"agents": 1, "serves": {"a": {}, "c": {}}},
        "two": {"agents": 1, "serves": {"c": {}, "d": {}}},
        "three": {"agents": 1, "serves": {"b": {}}},
    }
    load = load_of(center(types=types, groups=groups))
    assert [(pool.types, pool.groups) for pool in load.pools] == [
        (("a", "c", "d"), ("one", "two")),
        (("b",), ("three",)),
    ]


def test_a_gap_of_some_types_is_found_though_all_together_have_agents_enough():
    # 2 erlangs of a for 4 agents who do nothing else, 2 of b for one: together 4 for 5.
    types = {"a": {"arrivals": "30/h"}, "b": {"arrivals": "30/h"}}
    groups = {
        "only_a": {"agents": 4, "serves": {"a": {}}},
        "both": {"agents": 1, "serves": {"a": {}, "b": {}}},
    }
    load = load_of(center(types=types, groups=groups, to="09:00"))
    (pool,) = load.pools
    assert pool.occupancy == pytest.approx([0.8, 0.8])
    (gap,) = load.gaps
    assert (gap.types, gap.groups, gap.staff) == (("b",), ("both",), 1.0)
    assert [group.occupancy[0] for group in load.groups] == pytest.approx([0.5, 2.0])


def test_demand_without_anybody_on_duty_is_a_gap_without_agents():
    load = load_of(center({"08:30": 9}))
    (gap,) = load.gaps
    assert (gap.from_s, gap.to_s, gap.staff) == (8 * 3600, 8 * 3600 + HALF, 0.0)


def test_recorded_arrivals_are_counted():
    bank = load_of(load(ROOT / "scenarios" / "bank_day.yaml").resolve())
    assert [sum(one.offered) for one in bank.types] == [895, 348, 118, 72]
    assert bank.types[0].as_forecast


def test_the_forecast_stands_beside_the_truth_where_a_future_differs():
    study = rich_day()
    stated, more = describe(study, days=1), describe(study, future="more", days=1)
    assert stated.as_forecast
    assert not more.as_forecast
    orders, _, advice, _ = more.types
    assert orders.forecast == pytest.approx(stated.types[0].offered)
    assert sum(orders.offered) == pytest.approx(1.3 * sum(orders.forecast))
    assert advice.as_forecast
    assert not orders.as_forecast


def test_a_day_may_end_after_midnight():
    one = describe(rich_day(), days=1)
    assert (one.edges_s[0], one.edges_s[-1], len(one.edges_s)) == (8 * 3600, 26 * 3600, 73)
    night = one.types[3]
    assert sum(night.offered) == pytest.approx(24.0)
    assert one.gaps[-1].types == ("emergencies",)
    assert (one.gaps[-1].from_s, one.gaps[-1].to_s) == (25 * 3600, 26 * 3600)


def test_a_strategy_changes_who_may_serve():
    study = rich_day()
    today, pooled = (describe(study, name, days=1) for name in ("as_today", "pooled"))
    assert today.types[0].groups == ("front",)
    assert pooled.types[0].groups == ("front", "experts")
    assert sum(gap.agent_hours for gap in pooled.gaps) <= sum(gap.agent_hours for gap in today.gaps)


def test_a_mix_that_changes_inside_an_interval_is_taken_in_parts():
    text = """\
version: 1
name: Mix
horizon: {from: "08:00", to: "09:00", interval: 1h}
channels: {voice: {}}
sources: {shoppers: {arrivals: 60/h}}
contact_types:
  a: {from: shoppers, share: {"08:00": 100%, "08:45": 0%}, channel: voice, talk: 4m, patience: 3m}
  b: {from: shoppers, share: {"08:00": 0%, "08:45": 100%}, channel: voice, talk: 4m, patience: 3m}
agent_groups: {front: {agents: 5, serves: {a: {}, b: {}}}}
"""
    one = describe(load_text(text), days=1)
    assert [sum(kind.offered) for kind in one.types] == pytest.approx([45.0, 15.0])


def test_many_types_and_groups_are_told_in_a_moment():
    # Every type with its own three groups of thirty: a chain in which all share agents with all.
    names = [f"t{number:02}" for number in range(30)]
    groups = {
        f"g{number:02}": {"agents": 2, "serves": {names[(number + k) % 30]: {} for k in range(3)}}
        for number in range(30)
    }
    load = load_of(center(types={name: {"arrivals": "25/h"} for name in names}, groups=groups))
    assert len(load.pools) == 1
    assert load.groups[0].occupancy == pytest.approx([25 * 4 / 60 / 2] * 4)
