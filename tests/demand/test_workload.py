"""The same customers for every strategy: what is not changed is identical to the bit, the rest is what was written."""

import os
import pickle
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest
from demand_scenarios import ORDERS, a_scenario
from scipy import stats

from simulator.demand.workload import Workload, draw, expected_contacts
from simulator.errors import ScenarioError, UsageError
from simulator.units import GRID_PER_S

COLUMNS = ("key", "source", "type", "arrived_s", "talk_s", "wrap_up_s", "patience_s")
RETURNS = {**ORDERS, "from": "senders", "talk": {"exponential": {"mean": "2m"}}, "patience": "endless"}
TWO_TYPES = {"orders": {**ORDERS, "share": "70%"}, "advice": {**ORDERS, "share": "30%"}}


def same(one: Workload, other: Workload, *columns: str) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in columns or COLUMNS)


def of_source(some: Workload, number: int) -> dict[str, np.ndarray]:
    mine = some.source == number
    return {name: getattr(some, name)[mine] for name in COLUMNS}


def rows(some: Workload) -> dict[int, tuple[float, ...]]:
    columns = (some.arrived_s, some.talk_s, some.wrap_up_s, some.patience_s)
    return dict(zip(some.key.tolist(), zip(*(column.tolist() for column in columns), strict=True), strict=True))


# --- what a workload is ---


def test_cases_are_sorted_by_arrival_and_all_columns_have_their_shape():
    some = draw(
        a_scenario(sources={"senders": {"arrivals": "60/h"}}, contact_types={"orders": ORDERS, "r": RETURNS}), 1, 0
    )
    assert (np.diff(some.arrived_s) >= 0).all()
    assert len(some) == len(some.key) == len(set(some.key.tolist()))
    for name, dtype in zip(COLUMNS, ("u8", "i2", "i2", "f8", "f8", "f8", "f8"), strict=True):
        column = getattr(some, name)
        assert column.shape == (len(some),), name
        assert column.dtype == np.dtype(dtype), name
    for column in (some.arrived_s, some.talk_s, some.wrap_up_s):
        assert (column * GRID_PER_S == np.floor(column * GRID_PER_S)).all()
    assert (some.seed, some.replication) == (1, 0)
    assert some.expected.shape == (2, 20)


def test_cases_of_one_instant_are_sorted_by_key(tmp_path):
    (tmp_path / "calls.csv").write_text("time\n" + "10:00\n" * 50 + "09:00\n" * 50 + "09:30\n")
    some = draw(a_scenario({"recorded": {"file": "calls.csv"}}, folder=str(tmp_path)), 1, 0)
    assert some.arrived_s.tolist() == [32400.0] * 50 + [34200.0] + [36000.0] * 50
    assert (np.diff(some.key[:50].astype(object)) > 0).all()
    assert (np.diff(some.key[51:].astype(object)) > 0).all()


def test_the_day_is_drawn_the_same_again_and_another_one_is_another():
    scenario = a_scenario()
    assert same(draw(scenario, 1, 0), draw(scenario, 1, 0))
    seen: set[int] = set()
    for seed, replication in ((1, 0), (1, 1), (0, 1), (2, 0), (10**30, 5)):
        keys = set(draw(scenario, seed, replication).key.tolist())
        assert not seen & keys
        seen |= keys


@pytest.mark.long
def test_nothing_depends_on_the_hash_seed_of_the_process():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import hashlib; from test_workload import *\n"
        "some = draw(a_scenario(contact_types=TWO_TYPES), 3, 4)\n"
        "print(hashlib.sha256(b''.join(getattr(some, name).tobytes() for name in COLUMNS)).hexdigest(), len(some))"
    )
    command = [sys.executable, "-c", code, os.path.dirname(__file__)]
    said = {
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("0", "12345")
    }
    assert len(said) == 1
    assert said.pop().split()[1] == str(len(draw(a_scenario(), 3, 4))).encode()


def test_a_workload_goes_to_another_process_and_back():
    some = draw(a_scenario(), 1, 0)
    assert same(pickle.loads(pickle.dumps(some)), some)


def test_a_day_on_which_nobody_comes_is_an_empty_workload():
    some = draw(a_scenario("0/h"), 1, 0)
    assert len(some) == 0
    assert some.expected.tolist() == [[0.0] * 20]
    assert [getattr(some, name).dtype.str[1:] for name in COLUMNS] == ["u8", "i2", "i2", "f8", "f8", "f8", "f8"]


# --- what it is drawn from ---


def test_each_columns_distribution_is_the_contact_types():
    some = draw(a_scenario("8000/h", contact_types=TWO_TYPES), 1, 0)
    sigma = np.sqrt(np.log(1 + 0.75**2))
    for column, theory in (
        (some.talk_s, stats.expon(scale=240.0)),
        (some.wrap_up_s, stats.lognorm(s=sigma, scale=40 * np.exp(-sigma * sigma / 2))),
        (some.patience_s, stats.expon(scale=180.0)),
    ):
        assert stats.kstest(column, theory.cdf).pvalue > 1e-4
    # What one case brings tells nothing about the rest of it, nor about its neighbours.
    ranks = np.array([stats.rankdata(column) for column in (some.talk_s, some.wrap_up_s, some.patience_s, some.type)])
    apart = np.corrcoef(ranks)[np.triu_indices(4, 1)]
    neighbours = [np.corrcoef(each[1:], each[:-1])[0, 1] for each in ranks]
    assert np.abs([*apart, *neighbours]).max() < 4.5 / np.sqrt(len(some))


def test_types_come_in_their_shares_in_every_interval():
    types = {
        name: {**ORDERS, "share": share} for name, share in (("a", "20%"), ("b", "0%"), ("c", "50%"), ("d", "30%"))
    }
    scenario = a_scenario("3000/h", contact_types=types)
    some = draw(scenario, 1, 0)
    shares = np.array([0.2, 0.0, 0.5, 0.3])
    assert (np.bincount(some.type, minlength=4)[1]) == 0
    expected = expected_contacts(scenario)
    assert expected[:, 0] == pytest.approx(1500 * shares)
    seen = np.array([np.histogram(some.arrived_s[some.type == number], 20, (28800, 64800))[0] for number in (0, 2, 3)])
    chi_square = ((seen - expected[[0, 2, 3]]) ** 2 / expected[[0, 2, 3]]).sum()
    assert 1e-4 < stats.chi2.sf(chi_square, seen.size) < 1 - 1e-4


def test_counts_of_two_sources_together_are_poisson_of_the_sum():
    scenario = a_scenario("20/h", sources={"senders": {"arrivals": "12/h"}}, contact_types={"o": ORDERS, "r": RETURNS})
    counts = np.array([len(draw(scenario, 7, replication)) for replication in range(500)])
    assert abs(counts.mean() - 320) < 4 * np.sqrt(320 / 500)
    # The variance of Poisson counts over their mean is 1, with standard error √(2 / 499).
    assert abs(counts.var(ddof=1) / counts.mean() - 1) < 4 * np.sqrt(2 / 499)


def test_endless_patience_and_no_wrap_up_cost_no_draw():
    some = draw(a_scenario(contact_types={"o": {**ORDERS, "patience": "endless", "wrap_up": "0s", "talk": "3m"}}), 1, 0)
    assert set(some.patience_s) == {np.inf}
    assert set(some.wrap_up_s) == {0.0}
    assert set(some.talk_s) == {180.0}


def test_the_last_interval_may_be_shorter():
    scenario = a_scenario("60/h", horizon={"from": "08:00", "to": "09:10", "interval": "20m"})
    assert expected_contacts(scenario).tolist() == [pytest.approx([20.0, 20.0, 20.0, 10.0])]


# --- what a change leaves alone ---


def test_raising_the_rate_keeps_every_earlier_case_with_all_it_brings():
    before, after = rows(draw(a_scenario("40/h"), 1, 0)), rows(draw(a_scenario("48/h"), 1, 0))
    assert before.items() < after.items()


def test_a_rate_changed_at_noon_leaves_all_others_identical():
    before = draw(a_scenario({"per_hour": {"08:00": 100}}), 1, 0)
    after = draw(a_scenario({"per_hour": {"08:00": 100, "12:00": 150, "13:00": 100}}), 1, 0)
    for inside in (lambda some: some.arrived_s < 43200, lambda some: some.arrived_s >= 46800):
        for name in COLUMNS:
            assert (getattr(before, name)[inside(before)] == getattr(after, name)[inside(after)]).all()
    assert len(after) > len(before)


def test_a_source_more_moves_nobody_wherever_it_stands_in_the_file():
    alone = draw(a_scenario(), 1, 0)
    with_more = draw(
        a_scenario(sources={"senders": {"arrivals": "60/h"}}, contact_types={"orders": ORDERS, "returns": RETURNS}),
        1,
        0,
    )
    mine = of_source(with_more, 0)
    assert all((mine[name] == getattr(alone, name)).all() for name in COLUMNS)
    assert len(with_more) > len(alone)

    tree = a_scenario().model_dump(mode="python")
    assert list(tree["sources"]) == ["shoppers"]
    in_front = a_scenario(
        contact_types={"returns": RETURNS, "orders": ORDERS}, sources={"senders": {"arrivals": "60/h"}}
    )
    turned = in_front.model_copy(update={"sources": dict(reversed(in_front.sources.items()))})
    again = of_source(draw(turned, 1, 0), 1)
    assert set(again["type"]) == {1}
    assert all((again[name] == mine[name]).all() for name in COLUMNS if name not in ("source", "type"))


def test_splitting_off_a_type_changes_nobodys_patience():
    one, two = draw(a_scenario(), 1, 0), draw(a_scenario(contact_types=TWO_TYPES), 1, 0)
    assert same(one, two, "key", "source", "arrived_s", "talk_s", "wrap_up_s", "patience_s")
    assert set(two.type) == {0, 1}


def test_renaming_a_type_a_channel_or_a_group_changes_nothing():
    renamed = a_scenario(
        contact_types={"purchases": {**ORDERS, "channel": "phone"}},
        channels={"phone": {"lines": 3}, "other": {}},
        agent_groups={
            "one": {"agents": 1, "serves": {"purchases": {}}},
            "two": {"agents": 9, "serves": {"purchases": {}}},
        },
    )
    assert same(draw(a_scenario(), 1, 0), draw(renamed, 1, 0))


def test_renaming_a_source_is_other_people():
    tree = {"contact_types": {"o": {**ORDERS, "from": "others"}}, "sources": {"others": {"arrivals": "120/h"}}}
    other = a_scenario(**tree)
    alone = other.model_copy(update={"sources": {"others": other.sources["others"]}})
    assert not set(draw(alone, 1, 0).key.tolist()) & set(draw(a_scenario(), 1, 0).key.tolist())


def test_longer_talk_leaves_arrivals_and_patience_alone_and_is_longer_for_each():
    before = draw(a_scenario(), 1, 0)
    after = draw(a_scenario(contact_types={"orders": {**ORDERS, "talk": {"exponential": {"mean": "5m"}}}}), 1, 0)
    assert same(before, after, "key", "source", "type", "arrived_s", "wrap_up_s", "patience_s")
    np.testing.assert_allclose(after.talk_s, before.talk_s * 1.25, atol=2 / GRID_PER_S)


def test_a_fixed_wrap_up_leaves_the_draws_of_the_others_alone():
    before = draw(a_scenario(), 1, 0)
    after = draw(a_scenario(contact_types={"orders": {**ORDERS, "wrap_up": "30s"}}), 1, 0)
    assert same(before, after, "key", "type", "arrived_s", "talk_s", "patience_s")


# --- recorded ---


def test_recorded_arrivals_are_the_same_in_every_replication_and_what_they_bring_is_not(tmp_path):
    times_s = 28800 + np.arange(300) * 119.993
    (tmp_path / "calls.csv").write_text("kind,time\n" + "".join(f"PS,{time_s!r}\n" for time_s in times_s.tolist()))
    scenario = a_scenario({"recorded": {"file": "calls.csv", "where": {"kind": "PS"}}}, folder=str(tmp_path))
    days = [draw(scenario, 1, replication) for replication in range(3)]
    for day in days:
        assert (day.arrived_s == np.floor(times_s * GRID_PER_S) / GRID_PER_S).all()
        assert np.isnan(day.expected).all()
        assert day.expected.shape == (1, 20)
    assert not (days[0].talk_s == days[1].talk_s).any()
    assert same(days[1], draw(scenario, 1, 1))


def test_a_recorded_source_and_a_rate_go_together(tmp_path):
    (tmp_path / "calls.csv").write_text("time\n09:00\n10:00\n")
    scenario = a_scenario(
        sources={"senders": {"arrivals": {"recorded": {"file": "calls.csv"}}}},
        contact_types={"orders": ORDERS, "returns": RETURNS},
        folder=str(tmp_path),
    )
    both = draw(scenario, 1, 0)
    assert of_source(both, 1)["arrived_s"].tolist() == [32400.0, 36000.0]
    assert (of_source(both, 0)["talk_s"] == draw(a_scenario(), 1, 0).talk_s).all()
    assert np.isnan(both.expected).tolist() == [[False] * 20, [True] * 20]


def test_a_recorded_file_that_is_not_there_is_a_scenario_error(tmp_path):
    with pytest.raises(ScenarioError):
        draw(a_scenario({"recorded": {"file": "calls.csv"}}, folder=str(tmp_path)), 1, 0)


# --- days worked out by hand ---


def test_a_day_worked_out_by_hand_is_sorted_and_filled_in():
    day = Workload.of(types=[0, 1, 1, 0], arrived_s=[20, 10, 10, 0.1], talk_s=[1, 2, 3, 4])
    assert day.arrived_s.tolist() == [round(0.1 * GRID_PER_S) / GRID_PER_S, 10, 10, 20]
    assert day.talk_s.tolist() == [4, 2, 3, 1]
    assert day.type.tolist() == [0, 1, 1, 0]
    assert day.key.tolist() == [3, 1, 2, 0]
    assert day.wrap_up_s.tolist() == [0] * 4
    assert day.patience_s.tolist() == [np.inf] * 4
    drawn = draw(a_scenario(), 1, 0)
    for field in fields(Workload):
        assert getattr(getattr(day, field.name), "dtype", None) == getattr(getattr(drawn, field.name), "dtype", None)


def test_a_day_worked_out_by_hand_takes_all_columns():
    day = Workload.of(types=[0], arrived_s=[5], talk_s=[1], wrap_up_s=[2], patience_s=[3])
    assert (day.wrap_up_s.tolist(), day.patience_s.tolist(), len(day)) == ([2.0], [3.0], 1)
    assert len(Workload.of(types=[], arrived_s=[], talk_s=[])) == 0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"talk_s": [1]}, "talk_s has 1 numbers, types has 2"),
        ({"types": [0]}, "arrived_s has 2 numbers, types has 1"),
        ({"patience_s": [1, -2]}, "patience_s has a negative or missing value"),
        ({"wrap_up_s": [1, np.nan]}, "wrap_up_s has a negative or missing value"),
    ],
)
def test_a_day_that_does_not_fit_together_is_refused(change, message):
    with pytest.raises(UsageError, match=message):
        Workload.of(**{"types": [0, 0], "arrived_s": [1, 2], "talk_s": [1, 1], **change})
