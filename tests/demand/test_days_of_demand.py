"""Who comes on several days: each day its own customers, and nobody moves because there are more days."""

from typing import Any

import numpy as np
import pytest
from demand_scenarios import ORDERS, a_scenario

from simulator.demand.coming import Coming
from simulator.demand.look import look
from simulator.demand.workload import draw, expected_contacts
from simulator.errors import ScenarioError
from simulator.scenario.nouns import Scenario, Source
from simulator.scenario.reader import load
from simulator.units import DAY_S
from simulator.work.all_work import work_of

HOUR_S = 3600.0
FIVE = {"from": "08:00", "to": "18:00", "days": 5, "weekday": "monday", "interval": "1h"}
BUSY = {
    "busyness": {"common": {"gamma": {"cv": "20%"}}, "parts": {"am": "08:00", "pm": "13:00"}, "between_parts": "50%"}
}


def by_key(scenario: Any, replication: int = 0) -> dict[int, tuple[float, ...]]:
    drawn = draw(scenario, 1, replication)
    columns = (drawn.key, drawn.arrived_s, drawn.type, drawn.talk_s, drawn.patience_s)
    return {key: tuple(rest) for key, *rest in zip(*(column.tolist() for column in columns), strict=True)}


def per_day(scenario: Any, days: int = 5, replication: int = 0) -> list[int]:
    return np.bincount((draw(scenario, 1, replication).arrived_s // DAY_S).astype(int), minlength=days).tolist()


@pytest.mark.parametrize("arrivals", ["120/h", {"count": 700}, {"smooth": {"08:00": 20, "12:00": 90, "18:00": 10}}])
def test_another_day_moves_nobody(arrivals):
    other = {"firms": {"arrivals": "30/h", "campaigns": {"mailing": {"at": "17:00", "lift": "40/h", "for": "1h"}}}}
    types = {"orders": ORDERS, "bills": {**ORDERS, "from": "firms"}}
    one, two, five = (
        by_key(a_scenario(arrivals, sources=other, contact_types=types, horizon={**FIVE, "days": days}, **BUSY))
        for days in (1, 2, 5)
    )
    assert one.items() < two.items() < five.items()
    assert all(arrived_s >= 2 * DAY_S for key, (arrived_s, *_) in five.items() if key not in two)


def test_every_day_has_customers_of_its_own():
    drawn = draw(a_scenario(horizon=FIVE), 1, 0)
    assert len(set(drawn.key.tolist())) == len(drawn)
    since_midnight = drawn.arrived_s % DAY_S
    assert len(set(since_midnight.tolist())) > 0.99 * len(drawn)


def test_every_day_is_busy_in_its_own_way():
    days = np.array([per_day(a_scenario("600/h", horizon=FIVE, **BUSY), replication=k) for k in range(60)]) / 6000
    assert abs(days.std() - 0.17) < 0.03  # two parts with cv 20 % and correlation 1/2: 20 % times √0.75
    together = np.corrcoef(days.T)[np.triu_indices(5, 1)]
    assert abs(together.mean()) < 0.1


def test_arrivals_follow_the_day_of_the_week():
    scenario = a_scenario({"per_day": 1000, "weekday": {"monday": "200%", "friday": "0%"}}, horizon=FIVE)
    expected = expected_contacts(scenario).reshape(5, 10).sum(axis=1)
    np.testing.assert_allclose(expected, [2000, 1000, 1000, 1000, 0])
    counts = per_day(scenario)
    assert counts[4] == 0
    assert abs(counts[0] - 2000) < 4 * np.sqrt(2000)


@pytest.mark.parametrize("curve", ["steps", "smooth"])
@pytest.mark.parametrize("number", ["per_day", "count"])
def test_on_a_day_with_shorter_hours_the_profile_inside_brings_all(number, curve):
    profile = {"08:00": "20%", "10:00": "50%", "13:00": "30%"}
    horizon = {**FIVE, "hours": {"friday": {"from": "09:00", "to": "14:00"}}}
    scenario = a_scenario({number: 900, "profile": profile, "curve": curve}, horizon=horizon)
    expected = expected_contacts(scenario)[0]
    np.testing.assert_allclose([expected[:10].sum(), expected[40:].sum()], [900, 900], rtol=1e-9)
    if curve == "steps":
        # As on other days, but for a factor: 10, 50 and 6 parts.
        np.testing.assert_allclose(expected[40:] / expected[40], [1, 5 / 3, 5 / 3, 5 / 3, 0.6], rtol=1e-9)
    if number == "count":
        assert per_day(scenario) == [900] * 5


def test_the_mix_by_time_of_day_goes_for_every_day():
    types = {
        "orders": {**ORDERS, "share": {"00:00": "100%", "12:00": "0%"}},
        "advice": {**ORDERS, "share": {"00:00": "0%", "12:00": "100%"}},
    }
    drawn = draw(a_scenario(contact_types=types, horizon=FIVE), 1, 0)
    assert (drawn.type == (drawn.arrived_s % DAY_S >= 12 * HOUR_S)).all()
    assert len(set((drawn.arrived_s // DAY_S).tolist())) == 5


def test_after_midnight_it_is_still_the_day_that_opened():
    types = {
        "orders": {**ORDERS, "share": {"00:00": "100%", "24:00": "0%"}},
        "advice": {**ORDERS, "share": {"00:00": "0%", "24:00": "100%"}},
    }
    scenario = a_scenario(contact_types=types, horizon={"from": "20:00", "to": "26:00", "days": 3})
    drawn = draw(scenario, 1, 0)
    assert (drawn.type == (drawn.arrived_s % DAY_S < 2 * HOUR_S)).all()
    assert drawn.arrived_s.max() > 3 * DAY_S


def test_a_campaign_brings_what_it_says_on_its_day_and_on_those_after_it():
    campaign = {"mailing": {"on": "tuesday", "at": "10:00", "lift": "100/h", "for": "2h", "half_life": "6h"}}
    usual = by_key(a_scenario(horizon=FIVE))
    more = by_key(with_campaign(campaign))
    assert usual.items() < more.items()
    expected = expected_contacts(with_campaign(campaign)).reshape(5, 10).sum(axis=1) - 1200

    def fading(from_h: float, to_h: float) -> float:
        return 100 * 6 / np.log(2) * (2 ** (-from_h / 6) - 2 ** (-to_h / 6))

    # Hours since 12:00 on Tuesday, when it begins to fade; after 80 hours nothing is left.
    days = [0, 200 + fading(0, 6), fading(20, 30), fading(44, 54), fading(68, 78)]
    np.testing.assert_allclose(expected, days, rtol=1e-3, atol=0.05)


def with_campaign(campaign: Any) -> Scenario:
    scenario = a_scenario(horizon=FIVE)
    source = Source.model_validate({"arrivals": "120/h", "campaigns": campaign})
    return scenario.model_copy(update={"sources": {"shoppers": source}})


CALLS = "day,time,n\nmonday,09:00,3\nmonday,10:00,1\nfriday,09:30,5\n2026-12-02,08:00,7\n4,17:00,2\nsunday,09:00,4\n"
DATED = {**FIVE, "date": "2026-11-30"}


def test_recorded_arrivals_come_on_the_day_their_row_names(tmp_path):
    (tmp_path / "calls.csv").write_text(CALLS)
    recorded = {"recorded": {"file": "calls.csv", "day": "day"}}
    drawn = draw(a_scenario(recorded, horizon=DATED, folder=str(tmp_path)), 1, 0)
    assert (drawn.arrived_s / HOUR_S).tolist() == [9, 10, 2 * 24 + 8, 3 * 24 + 17, 4 * 24 + 9.5]


def test_without_a_column_of_days_the_same_arrivals_come_every_day_as_other_people(tmp_path):
    (tmp_path / "calls.csv").write_text("time\n09:00\n10:00\n")
    drawn = draw(a_scenario({"recorded": {"file": "calls.csv"}}, horizon=FIVE, folder=str(tmp_path)), 1, 0)
    assert (drawn.arrived_s / HOUR_S).tolist() == [24 * day + hour for day in range(5) for hour in (9, 10)]
    assert len(set(drawn.talk_s.tolist())) == 10


@pytest.mark.parametrize("drawn", ["exactly", "on_average"])
def test_counts_are_of_the_day_their_row_names(tmp_path, drawn):
    (tmp_path / "calls.csv").write_text(CALLS)
    counts = {"counts": {"file": "calls.csv", "day": "day", "count": "n", "interval": "30m", "drawn": drawn}}
    scenario = a_scenario(counts, horizon=DATED, folder=str(tmp_path))
    assert expected_contacts(scenario).reshape(5, 10).sum(axis=1).tolist() == pytest.approx([4, 0, 7, 2, 5])
    if drawn == "exactly":
        assert per_day(scenario) == [4, 0, 7, 2, 5]


def test_rows_of_days_that_are_not_there_are_told_of(tmp_path):
    (tmp_path / "calls.csv").write_text(CALLS)
    text = """\
version: 1
name: Days
horizon: {from: "08:00", to: "18:00", days: 5, date: "2026-11-30"}
channels: {voice: {}}
sources: {shoppers: {arrivals: ARRIVALS}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}}
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
"""
    forms = {
        "{recorded: {file: calls.csv, day: day}}": "1 of 6 recorded arrivals is not between 08:00 and 18:00 of a day "
        "that is simulated and is left out.",
        "{counts: {file: calls.csv, day: day, count: n, interval: 30m, drawn: exactly}}": "4 of 22 counted arrivals "
        "are in intervals that are not wholly between 08:00 and 18:00 of a day that is simulated; arrivals outside "
        "are left out.",
    }
    for form, said in forms.items():
        (tmp_path / "days.yaml").write_text(text.replace("ARRIVALS", form))
        assert [one.what for one in look(load(tmp_path / "days.yaml")).odd] == [said]


def test_a_cell_that_names_no_day_is_wrong_and_so_is_a_file_of_other_days(tmp_path):
    recorded = {"recorded": {"file": "calls.csv", "day": "day"}}
    (tmp_path / "calls.csv").write_text("day,time\npayday,09:00\n")
    with pytest.raises(ScenarioError, match="expected a day, got 'payday'"):
        draw(a_scenario(recorded, horizon=FIVE, folder=str(tmp_path)), 1, 0)
    (tmp_path / "calls.csv").write_text("day,time\nsunday,09:00\n")
    with pytest.raises(ScenarioError, match="none of the 1 recorded arrivals is between 08:00 and 18:00 of a day"):
        draw(a_scenario(recorded, horizon=FIVE, folder=str(tmp_path)), 1, 0)


# --- factors of dates ---

CHRISTMAS = {"from": "08:00", "to": "18:00", "days": 7, "date": "2026-12-21", "interval": "1h"}


@pytest.mark.parametrize(
    "form", [{"rate": "60/h"}, {"per_day": 600}, {"count": 600}, {"linear": {"08:00": 40, "18:00": 80}}]
)
def test_a_factor_of_a_date_goes_before_that_of_its_weekday_and_moves_no_other_day(form):
    # The 24th is a Thursday.
    by_week = a_scenario({**form, "weekday": {"thursday": "200%", "saturday": "50%"}}, horizon=CHRISTMAS)
    by_date = {"thursday": "200%", "saturday": "50%", "2026-12-24": "30%", "2026-12-25": "150%"}
    dated = a_scenario({**form, "weekday": by_date}, horizon=CHRISTMAS)
    expected = expected_contacts(dated).reshape(7, 10).sum(axis=1)
    assert expected == pytest.approx([600, 600, 600, 180, 900, 300, 600])
    one, other = (draw(scenario, 1, 0) for scenario in (by_week, dated))
    for number in (0, 1, 2, 5, 6):
        mine, theirs = (each.key[each.arrived_s // DAY_S == number].tolist() for each in (one, other))
        assert mine == theirs
    # A weekday with that factor brings the very same people on that day.
    weekly = draw(a_scenario({**form, "weekday": {"thursday": "30%"}}, horizon=CHRISTMAS), 1, 0)
    mine, theirs = (each.arrived_s[each.arrived_s // DAY_S == 3].tolist() for each in (other, weekly))
    assert mine == theirs
    assert len(mine) > 0


def test_a_factor_of_a_date_is_known_to_work_and_to_whoever_compares_customers():
    horizon = {**CHRISTMAS, "days": 14}
    dated, usual = (
        a_scenario({"rate": "60/h", "weekday": factors}, horizon=horizon) for factors in ({"2026-12-24": 0.5}, {})
    )
    came = work_of(dated).came.reshape(14, -1).sum(axis=1)
    # Of the two Thursdays the first.
    assert came == pytest.approx([600, 600, 600, 300, *[600] * 10])
    assert Coming(dated) != Coming(usual)
    elsewhere = a_scenario({"rate": "60/h", "weekday": {"2025-12-24": 0.5}}, horizon=horizon)
    assert Coming(elsewhere) == Coming(usual)


def test_a_factor_of_a_date_counts_on_a_single_day_and_in_a_warm_up():
    factors = {"rate": "60/h", "weekday": {"2026-12-24": "50%", "2026-12-23": "10%"}}
    one = a_scenario(factors, horizon={**CHRISTMAS, "days": 1, "date": "2026-12-24"})
    assert expected_contacts(one).sum() == pytest.approx(300)
    warm = a_scenario(factors, horizon={**CHRISTMAS, "days": 1, "date": "2026-12-24", "warm_up": "1d"})
    assert work_of(warm).came.sum() == pytest.approx(60 + 300)
    drawn = [draw(warm, 1, number).arrived_s for number in range(20)]
    assert abs(np.mean([(each < 0).sum() for each in drawn]) - 60) < 4 * (60 / 20) ** 0.5


def test_where_arrivals_are_others_on_a_day_no_factor_of_the_usual_ones_counts():
    arrivals = {"rate": "60/h", "weekday": {"2026-12-24": "50%"}}
    sources = {"shoppers": {"arrivals": arrivals, "arrivals_on": {"thursday": "10/h"}}}
    expected = expected_contacts(a_scenario(sources=sources, horizon=CHRISTMAS)).reshape(7, 10).sum(axis=1)
    assert expected[3] == pytest.approx(100)
