"""Days in target: what a day is judged by, and that types, channels and days are judged apart."""

import math

import pytest
from hand_log import Contact, log_of

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.metrics.cells import Cell, day_labels
from simulator.metrics.days_kept import days_every_interval, days_in_target
from simulator.metrics.measure import MEASURES, measure

FIRST, SECOND = "00:00-00:30", "00:30-01:00"


def kept(summary, of="all", interval=None):
    """Return (days judged, days in target, days in target in every interval)."""
    place = summary.cells.index(Cell(of, interval))
    return tuple(
        summary.sums[MEASURES.index(name), place] for name in ("days_judged", "days_met", "days_met_throughout")
    )


def test_a_hand_worked_day_meets_its_target_as_a_whole_and_not_in_every_interval():
    # Orders are to be answered within 20 s: 4 of 5 in the first half-hour and 3 of 4 in the second are 7 of 9, 78 %.
    first = [Contact(i, 5 if i < 4 else 30) for i in range(5)]
    second = [Contact(1800 + i, 5 if i < 3 else 30) for i in range(4)]
    summary = measure(log_of(first + second, target_share=[0.77, 0.8]))
    assert kept(summary, "type:orders") == (1, 1, 0)
    assert kept(summary, "type:orders", FIRST)[:2] == (1, 1)
    assert kept(summary, "type:orders", SECOND)[:2] == (1, 0)
    assert kept(measure(log_of(first + second, target_share=[0.78, 0.8])), "type:orders") == (1, 0, 0)
    assert kept(measure(log_of(first + second, target_share=[0.75, 0.8])), "type:orders") == (1, 1, 1)


def test_eighty_percent_of_five_are_four():
    assert kept(measure(log_of([Contact(i, 5 if i < 4 else 30) for i in range(5)])), "type:orders")[1] == 1


def test_several_types_are_in_target_when_each_is():
    orders = [Contact(i, 5) for i in range(98)]
    # Two returns in a hundred, both late: 98 % of all are in time, and still the day kept only one of two promises.
    returns = [Contact(200 + i, 600, type=1) for i in range(2)]
    summary = measure(log_of(orders + returns))
    assert kept(summary, "type:orders")[1] == 1
    assert kept(summary, "type:returns")[1] == 0
    assert kept(summary)[1] == 0
    assert kept(summary, "channel:voice")[1] == 0
    elsewhere = [Contact(200 + i, 600, type=1, channel=1) for i in range(2)]
    assert kept(measure(log_of(orders + elsewhere)), "channel:voice")[1] == 1


def test_who_was_not_judged_makes_no_day():
    blocked = measure(log_of([Contact(0, ended_by=EndedBy.BLOCKED)]))
    assert kept(blocked) == (0, 0, 0)
    only_orders = measure(log_of([Contact(0, 5)]))
    assert kept(only_orders) == (1, 1, 1)
    assert kept(only_orders, "type:returns") == (0, 0, 0)
    assert kept(only_orders, "type:orders", SECOND)[:2] == (0, 0)


def test_a_group_has_no_days_in_target():
    assert all(math.isnan(each) for each in kept(measure(log_of([Contact(0, 5)])), "group:front"))


TABLE = {
    "day": ["mon", "mon", "tue", "tue", "wed"],
    "type": ["orders", "returns", "orders", "returns", "orders"],
    "interval": ["09:00", "09:00", "09:00", "10:00", "09:00"],
    "wait_s": [5.0, 5.0, 5.0, 50.0, 5.0],
    "ended_by": ["agent", "agent", "agent", "agent", "blocked"],
}


def test_an_export_of_several_days_is_judged_day_by_day_and_type_by_type():
    # On Tuesday the returns are late; on Wednesday nobody was answered or abandoned.
    assert days_in_target(TABLE, 20.0, 0.8) == 1 / 2
    assert days_every_interval(TABLE, 20.0, 0.8) == 1 / 2
    assert days_in_target(TABLE, 60.0, 0.8) == 1
    together = {name: column for name, column in TABLE.items() if name not in ("type", "interval")}
    assert days_in_target(together, 20.0, 0.5) == 1
    assert math.isnan(days_in_target({"wait_s": [], "ended_by": []}, 20.0, 0.8))


WEEK = """\
version: 1
name: Days
horizon: {from: "08:00", to: "10:00", interval: 1h, days: 3}
channels: {voice: {}, chat: {slots: 2}}
sources: {shoppers: {arrivals: 60/h}}
contact_types:
  orders:
    {from: shoppers, share: 60%, channel: voice, talk: {exponential: {mean: 3m}}, patience: {exponential: {mean: 3m}}}
  chats:
    {from: shoppers, share: 40%, channel: chat, talk: {exponential: {mean: 3m}}, patience: {exponential: {mean: 3m}}}
agent_groups: {front: {agents: 3, serves: {orders: {}, chats: {}}}}
run: {replications: 3, seed: 3}
"""


@pytest.mark.parametrize("seed", range(4))
def test_every_day_of_a_week_counts_as_a_day_and_agrees_with_the_functions_for_a_table(seed):
    from simulator.metrics.frames import contacts_frame
    from simulator.scenario.reader import load_text

    scenario = load_text(WEEK).resolve()
    log = simulate(scenario, draw(scenario, seed, 0))
    summary, frame = measure(log), contacts_frame(log)
    frame["day"] = (frame["arrived_s"] // 86400).astype(int)
    for of, rows in (("all", frame), ("type:chats", frame[frame["type"] == "chats"])):
        judged, met, throughout = kept(summary, of)
        assert judged == 3
        within_s = log.facts.within_s[rows["type"].cat.codes.to_numpy()]
        assert met / judged == pytest.approx(days_in_target(rows, within_s, 0.8))
        assert throughout / judged == pytest.approx(days_every_interval(rows, within_s, 0.8))
        days = [kept(summary, of, day)[1] for day in day_labels(log.facts)]
        assert len(days) == 3
        assert sum(days) == met
