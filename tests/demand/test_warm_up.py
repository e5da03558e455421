"""A warm-up has customers of its own, and leaves those of the reported days as they are, to the bit."""

import numpy as np
import pytest

from simulator.demand.coming import Coming
from simulator.demand.workload import draw, expected_contacts, forecast_contacts
from simulator.scenario.days import course
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load_text
from simulator.units import DAY_S, HOUR_S

COLUMNS = ("key", "source", "type", "segment", "arrived_s", "talk_s", "wrap_up_s", "patience_s")

TEXT = """\
version: 1
name: Before
horizon: {from: "08:00", to: "18:00", days: 3, date: "2026-12-21", hours: {sunday: {from: "10:00"}, saturday: closed}}
channels: {voice: {}}
sources:
  rates:
    arrivals: {per_hour: {"08:00": 40, "12:00": 95}, weekday: {sunday: 50%}}
    arrivals_on: {"2026-12-18": {per_day: 100}}
    keep: 90%
    batch: {mean: 1.2}
  exact: {arrivals: {count: 50}}
  counted: {arrivals: {counts: {file: counts.csv, day: day, interval: 1h, drawn: exactly}}}
  kept: {arrivals: {recorded: {file: kept.csv, day: day}}}
  busy:
    arrivals: 30/h
    busyness: {gamma: {cv: 30%}}
    campaigns: {mail: {on: friday, at: "16:00", lift: 60/h, for: 1h}}
busyness: {common: {gamma: {cv: 20%}}, parts: {early: "08:00", late: "13:00"}, between_parts: 50%}
contact_types:
  orders:
    {from: rates, share: {"08:00": 70%, "12:00": 20%}, channel: voice, talk: {exponential: {mean: 4m}}, patience: 3m}
  advice: {from: rates, share: {"08:00": 30%, "12:00": 80%}, channel: voice, talk: 4m, patience: 3m}
  exact: {from: exact, channel: voice, talk: {gamma: {mean: 4m, cv: 1}}, patience: 3m, segments: {vip: {share: 20%}}}
  counted: {from: counted, channel: voice, talk: 4m, patience: {exponential: {mean: 3m}}}
  kept: {from: kept, channel: voice, talk: {exponential: {mean: 4m}}, patience: 3m}
  busy: {from: busy, channel: voice, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 90, serves: {orders: {}, advice: {}, exact: {}, counted: {}, kept: {}, busy: {}}}
"""


@pytest.fixture
def folder(tmp_path):
    days = [f"2026-12-{number}" for number in range(10, 25)]
    (tmp_path / "counts.csv").write_text(
        "time,day,count\n" + "".join(f"09:00,{day},12\n12:00,{day},9\n" for day in days)
    )
    (tmp_path / "kept.csv").write_text("time,day\n" + "".join(f"09:30,{day}\n14:00,{day}\n" for day in days))
    return tmp_path


def resolved(folder, warm_up: str = "0s", text: str = TEXT) -> Scenario:
    return load_text(text, folder, settings=[f"horizon.warm_up={warm_up}"]).resolve("base")


@pytest.mark.parametrize("warm_up", ["24h", "3d", "5d7h", "2w"])
def test_a_warm_up_changes_no_reported_customer(folder, warm_up):
    without, with_ = resolved(folder), resolved(folder, warm_up)
    first_s = without.horizon.open_days[0].opens_s
    for replication in range(3):
        one, other = draw(without, 7, replication), draw(with_, 7, replication)
        reported = other.arrived_s >= first_s
        assert not reported.all()
        assert other.arrived_s[~reported].min() >= with_.horizon.starts_s
        for name in COLUMNS:
            assert np.array_equal(getattr(one, name), getattr(other, name)[reported]), name
    for of in (expected_contacts, forecast_contacts):
        assert np.array_equal(of(without), of(with_), equal_nan=True)


def test_a_longer_warm_up_changes_nobody_of_a_shorter_one(folder):
    short, long = draw(resolved(folder, "4d"), 7, 0), draw(resolved(folder, "11d"), 7, 0)
    there = long.arrived_s >= resolved(folder, "4d").horizon.starts_s
    for name in COLUMNS:
        assert np.array_equal(getattr(short, name), getattr(long, name)[there]), name


def test_days_of_a_warm_up_have_their_own_hours_numbers_and_files(folder):
    scenario = resolved(folder, "3d")
    day = draw(scenario, 7, 0)
    names = [list(scenario.sources)[number] for number in day.source]
    by_day = {
        (name, number): sum(
            one == name and number * DAY_S <= arrived_s < (number + 1) * DAY_S
            for one, arrived_s in zip(names, day.arrived_s.tolist(), strict=True)
        )
        for name in ("exact", "counted", "kept")
        for number in (-3, -2, -1)
    }
    # Friday from 8:00 on, all of it; nobody on Saturday; on Sunday only from 10:00 on.
    assert by_day == {
        ("exact", -3): 50, ("exact", -2): 0, ("exact", -1): 50,
        ("counted", -3): 21, ("counted", -2): 0, ("counted", -1): 9,
        ("kept", -3): 2, ("kept", -2): 0, ("kept", -1): 1,
    }  # fmt: skip
    clock_s = day.arrived_s - np.floor(day.arrived_s / DAY_S) * DAY_S
    assert (clock_s[day.arrived_s < 0] >= 8 * HOUR_S).all()
    assert (clock_s < 18 * HOUR_S).all()


@pytest.mark.long
def test_the_mix_of_a_warm_up_goes_by_its_own_clock(folder):
    scenario = resolved(folder, "2w")
    kinds = list(scenario.contact_types)
    share = {True: [0, 0], False: [0, 0]}
    for replication in range(30):
        day = draw(scenario, 7, replication)
        before = day.arrived_s < 0
        late = day.arrived_s - np.floor(day.arrived_s / DAY_S) * DAY_S >= 12 * HOUR_S
        for morning in (True, False):
            rows = before & (late != morning) & (day.source == 0)
            share[morning][0] += int((day.type[rows] == kinds.index("orders")).sum())
            share[morning][1] += int(rows.sum())
    for morning, wanted in ((True, 0.7), (False, 0.2)):
        orders, all_ = share[morning]
        assert abs(orders / all_ - wanted) < 4 * (wanted * (1 - wanted) / all_) ** 0.5


def test_a_campaign_of_the_warm_up_is_felt_later_and_moves_nobody(folder):
    fading = TEXT.replace("for: 1h}", "half_life: 12h}")
    one, other = (draw(resolved(folder, warm_up, fading), 7, 0) for warm_up in ("0s", "4d"))
    there = set(other.key[other.arrived_s >= 8 * HOUR_S].tolist())
    assert set(one.key.tolist()) < there


def test_customers_differ_only_where_reported_ones_do(folder):
    without = resolved(folder)
    fading = TEXT.replace("for: 1h}", "half_life: 12h}")
    assert Coming(without) == Coming(resolved(folder, "4d"))
    assert Coming(resolved(folder, text=fading)) != Coming(resolved(folder, "4d", text=fading))
    # Whoever draws once for both must know that more is drawn for one of them.
    assert Coming(without, warm_up=True) != Coming(resolved(folder, "4d"), warm_up=True)
    assert Coming(resolved(folder, "4d"), warm_up=True) == Coming(resolved(folder, "4d"), warm_up=True)


def test_hours_and_redirects_make_no_customers_differ(folder):
    study = load_text(
        TEXT + "strategies:\n"
        "  as_today: {}\n"
        '  closed: {channels: {voice: {hours: {from: "10:00", to: "14:00"}}}}\n'
        '  sent_on: {contact_types: {orders: {hours: {from: "10:00", to: "14:00"}, when_closed: {redirect: advice}}}}\n'
        "  stopped: {horizon: {run_on: 0s}}\n",
        folder,
    )
    today = study.resolve("as_today")
    for name in ("closed", "sent_on", "stopped"):
        other = study.resolve(name)
        assert Coming(other) == Coming(today)
        assert Coming(other, warm_up=True) == Coming(today, warm_up=True)
        assert np.array_equal(draw(other, 7, 0).key, draw(today, 7, 0).key)


def test_arrivals_of_a_date_are_another_course_and_leave_the_other_days(folder):
    usual, other = (resolved(folder, text=text) for text in (TEXT, TEXT.replace("2026-12-18", "2026-12-22")))
    one, two = draw(usual, 7, 0), draw(other, 7, 0)
    for number in (0, 2):
        there = [(each.arrived_s >= number * DAY_S) & (each.arrived_s < (number + 1) * DAY_S) for each in (one, two)]
        assert np.array_equal(one.key[there[0]], two.key[there[1]])
    assert expected_contacts(other)[:2, 20:40].sum() == pytest.approx(100 * 0.9 * 1.2)
    assert Coming(usual) != Coming(other)


def test_a_year_works_out_each_kind_of_day_once(monkeypatch):
    made = []
    make = course._demand
    monkeypatch.setattr(course, "_demand", lambda *given: made.append(given) or make(*given))
    year = YEAR.replace("days: 3", "days: 365")
    scenario = load_text(year).resolve("base")
    day = draw(scenario, 1, 0)
    # Six weekdays with numbers of their own, Sunday, Christmas Eve; then all is known.
    assert len(made) <= 8
    draw(scenario, 1, 1)
    expected_contacts(scenario)
    assert len(made) <= 8
    assert len(day) == pytest.approx(expected_contacts(scenario).sum(), abs=5 * len(day) ** 0.5)


def test_days_drawn_at_once_are_the_days_drawn_alone():
    alone = [draw(load_text(YEAR.replace("days: 3", f"days: {number}")).resolve("base"), 1, 0) for number in (3, 30)]
    there = alone[1].arrived_s < 3 * DAY_S
    for name in COLUMNS:
        assert np.array_equal(getattr(alone[0], name), getattr(alone[1], name)[there]), name


YEAR = """\
version: 1
name: Year
horizon: {from: "08:00", to: "18:00", days: 3, date: "2026-12-21", interval: 30m}
channels: {voice: {}}
sources:
  shoppers:
    arrivals:
      per_day: 30
      profile: {"08:00": 40%, "12:00": 60%}
      curve: smooth
      weekday: {monday: 120%, tuesday: 110%, wednesday: 105%, thursday: 95%, friday: 90%, saturday: 50%}
    arrivals_on: {sunday: 1/h, "2026-12-24": 2/h}
contact_types: {orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}}
agent_groups: {front: {agents: 4, agents_on: {"2026-12-31": 2}, serves: {orders: {}}}}
"""
