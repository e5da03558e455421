"""Talk, wrap-up and patience by the time of day: the same uniform, the law of the time at which a contact arrives."""

import numpy as np
from demand_scenarios import ORDERS, a_scenario

from simulator.demand import inverses
from simulator.demand.distributions import durations_s
from simulator.demand.draws import Purpose, u
from simulator.demand.inverses import inverse_of
from simulator.demand.later import Later
from simulator.demand.workload import NO_SEGMENT, draw
from simulator.scenario.nouns import Distribution

H = 3600.0
DAY = {"exponential": {"mean": "4m"}}
NIGHT = {"lognormal": {"mean": "10m", "cv": 0.5}}


def law(tree: object) -> Distribution:
    return Distribution.model_validate(tree)


def orders(**durations: object) -> dict:
    return {"orders": {**ORDERS, **durations}}


def test_a_day_of_two_laws_by_hand():
    scenario = a_scenario(contact_types=orders(talk={"12:00": DAY, "15:00": NIGHT}))
    load = draw(scenario, 3, 0)
    # From 08:00 to 12:00 as after 15:00: the last one goes on until the first.
    day = (load.arrived_s >= 12 * H) & (load.arrived_s < 15 * H)
    assert 0 < day.sum() < len(load)
    assert np.array_equal(load.talk_s[day], durations_s(law(DAY), load.key[day], Purpose.TALK))
    assert np.array_equal(load.talk_s[~day], durations_s(law(NIGHT), load.key[~day], Purpose.TALK))


def test_steps_change_nothing_but_the_durations_of_those_who_come_in_them():
    plain = draw(a_scenario(), 3, 0)
    load = draw(a_scenario(contact_types=orders(talk={"08:00": ORDERS["talk"], "12:00": "9m"})), 3, 0)
    for name in ("key", "arrived_s", "type", "segment", "wrap_up_s", "patience_s"):
        assert np.array_equal(getattr(plain, name), getattr(load, name)), name
    later = load.arrived_s >= 12 * H
    assert np.array_equal(plain.talk_s[~later], load.talk_s[~later])
    assert set(load.talk_s[later]) == {540.0}


def test_the_same_law_at_all_times_is_that_law_to_the_bit():
    plain = draw(a_scenario(), 3, 0)
    steps = {word: {"09:00": ORDERS[word], "13:30": ORDERS[word]} for word in ("talk", "wrap_up", "patience")}
    load = draw(a_scenario(contact_types=orders(**steps)), 3, 0)
    for name in ("talk_s", "wrap_up_s", "patience_s"):
        assert np.array_equal(getattr(plain, name), getattr(load, name)), name


def test_the_same_uniform_is_a_longer_talk_at_another_time():
    twice = draw(a_scenario(contact_types=orders(talk={"08:00": DAY, "12:00": {"exponential": {"mean": "8m"}}})), 3, 0)
    plain = draw(a_scenario(), 3, 0)
    later = plain.arrived_s >= 12 * H
    assert np.allclose(twice.talk_s[later], 2 * plain.talk_s[later], rtol=0, atol=2.0**-19)


def test_patience_is_endless_at_night_only():
    load = draw(a_scenario(contact_types=orders(patience={"08:00": "2m", "16:00": "endless"})), 3, 0)
    assert np.array_equal(np.isinf(load.patience_s), load.arrived_s >= 16 * H)


def test_a_segment_has_steps_of_its_own():
    segments = {"vip": {"share": "50%", "talk": {"08:00": "1m", "10:00": "2m"}}, "new": {"share": "20%"}}
    load = draw(a_scenario(contact_types=orders(talk={"09:00": "3m", "11:00": "4m"}, segments=segments)), 3, 0)
    vip, hour = load.segment == 0, load.arrived_s / H
    assert np.array_equal(load.talk_s[vip], np.where(hour < 10, 60.0, 120.0)[vip])
    assert np.array_equal(load.talk_s[~vip], np.where((hour >= 9) & (hour < 11), 180.0, 240.0)[~vip])


def test_times_are_meant_on_every_day_and_go_on_after_midnight():
    horizon = {"from": "20:00", "to": "26:00", "days": 2}
    steps = {"20:00": "1m", "22:00": "2m", "01:00": "3m"}
    load = draw(a_scenario(contact_types=orders(talk=steps), horizon=horizon), 3, 0)
    hour = load.arrived_s / H % 24
    assert (load.arrived_s >= 44 * H).any()
    expected = np.select([(hour >= 20) & (hour < 22), (hour >= 22) | (hour < 1)], [60.0, 120.0], 180.0)
    assert np.array_equal(load.talk_s, expected)


def test_the_clock_runs_on_in_the_warm_up_and_at_night():
    horizon = {"from": "20:00", "to": "26:00", "days": 2, "warm_up": "1d"}
    load = draw(a_scenario(contact_types=orders(talk={"20:00": "1m", "01:00": "3m"}), horizon=horizon), 3, 0)
    assert load.arrived_s[0] < 0
    assert np.array_equal(
        load.talk_s, np.where(load.arrived_s / H % 24 >= 20, 60.0, np.where(load.arrived_s / H % 24 < 1, 60.0, 180.0))
    )
    later = Later(a_scenario(contact_types=orders(talk={"20:00": "1m", "01:00": "3m"}), horizon=horizon))
    # At no day's hours, and before day 0.
    assert [later.drawn(1, NO_SEGMENT, 0, 2, 0, hour * H)[0] for hour in (-20, -1, 10, 24.9, 25)] == [
        180,
        60,
        180,
        60,
        180,
    ]


def test_who_is_born_inside_goes_by_the_time_of_the_own_arrival():
    segments = {"vip": {"share": "50%", "talk": {"09:00": NIGHT, "10:00": DAY}}}
    types = orders(talk={"12:00": DAY, "15:00": NIGHT}, patience={"08:00": "1m", "14:00": "endless"}, segments=segments)
    later, key = Later(a_scenario(contact_types=types)), 4711
    uniform = u(key, Purpose.TALK, 1)
    by_law = {name: inverse_of(law(one)).at(uniform) for name, one in (("day", DAY), ("night", NIGHT))}
    assert by_law["day"] != by_law["night"]
    for hour, usual, vip, patience_s in ((8, "night", "day", 60), (9, "night", "night", 60), (12, "day", "day", 60),
                                         (14.5, "day", "day", np.inf), (15, "night", "day", np.inf)):  # fmt: skip
        talk_s, _, patient_s = later.drawn(key, NO_SEGMENT, 0, 2, 0, hour * H)
        assert (talk_s, patient_s) == (by_law[usual], patience_s)
        assert later.drawn(key, 0, 0, 2, 0, hour * H)[0] == by_law[vip]


def test_ordinals_may_be_asked_for_in_any_order():
    later = Later(a_scenario(contact_types=orders(talk={"12:00": DAY, "15:00": NIGHT})))
    asked = [(key, attempt, hop, hour * H) for key in (1, 2**64 - 1) for attempt in (1, 2, 7) for hop in (0, 1, 3)
             for hour in (9, 13)]  # fmt: skip
    forwards = {one: later.drawn(one[0], NO_SEGMENT, 0, *one[1:]) for one in asked}
    again = Later(a_scenario(contact_types=orders(talk={"12:00": DAY, "15:00": NIGHT})))
    assert {one: again.drawn(one[0], NO_SEGMENT, 0, *one[1:]) for one in reversed(asked)} == forwards
    assert len({talk_s for talk_s, _, _ in forwards.values()}) == len(asked)


def test_the_first_attempt_is_the_workloads_draw_at_every_time():
    scenario = a_scenario(contact_types=orders(talk={"12:00": DAY, "15:00": NIGHT}))
    load, later = draw(scenario, 3, 0), Later(scenario)
    for row in range(0, len(load), 29):
        found = later.drawn(int(load.key[row]), NO_SEGMENT, 0, 1, 0, float(load.arrived_s[row]))
        assert found == (load.talk_s[row], load.wrap_up_s[row], load.patience_s[row])


def test_no_table_is_made_where_nobody_is_born_inside():
    before = inverses._table.cache_info().misses
    scenario = a_scenario(contact_types=orders(talk={"exponential": {"mean": "4m"}}))
    later = Later(scenario)
    later.drawn(1, NO_SEGMENT, 0, 1, 0, 9 * H)
    assert inverses._table.cache_info().misses == before
