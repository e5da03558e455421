"""Every form of arrivals is what is written, and what is added to or taken from a source leaves the rest identical."""

import numpy as np
import pytest
from demand_texts import scenario_of
from scipy import stats

from simulator.demand.source_cases import drawn_cases, expected_of_source, source_key
from simulator.demand.workload import draw, expected_contacts, forecast_contacts
from simulator.errors import ScenarioError
from simulator.units import GRID_PER_S

P_MIN = 1e-4
EDGES_S = tuple(np.arange(8 * 3600.0, 18 * 3600.0 + 1, 600.0).tolist())
PROFILE = {"08:00": "20%", "10:00": "50%", "13:00": "30%"}
RATES = {
    "steps": {"per_hour": {"08:00": 400, "10:05": 1500, "13:00": 900, "17:30": 0}},
    "lines": {"linear": {"08:00": 0, "10:10": 1500, "11:00": 1500, "18:00": 100}},
    "a line to nobody and back": {"linear": {"08:00": 1500, "12:07": 0, "18:00": 1500}},
    "a curve": {"smooth": {"08:00": 200, "10:00": 1500, "10:45": 1500, "14:00": 900, "18:00": 100}},
    "a steep curve": {"smooth": {"08:00": 100, "10:00": 100, "10:10": 1500, "18:00": 100}},
    "a day in steps": {"per_day": 9000, "profile": PROFILE},
    "a day in a curve": {"per_day": 9000, "profile": PROFILE, "curve": "smooth"},
    "a day on a monday": {"per_day": 6000, "weekday": {"monday": "150%"}},
}


def by_key(some):
    return dict(zip(some.key.tolist(), some.arrived_s.tolist(), strict=True))


def cases(source, day=0, **more):
    return drawn_cases(scenario_of(source, **more), "shoppers", 1, day)


def counted(source, days=10, **more):
    """Return the numbers per ten minutes of several days together, and what was expected."""
    scenario = scenario_of(source, **more)
    seen = sum(np.histogram(drawn_cases(scenario, "shoppers", 1, day).arrived_s, EDGES_S)[0] for day in range(days))
    return np.asarray(seen), days * expected_of_source(scenario, "shoppers", EDGES_S, truth=True)


def assert_poisson(seen, expected):
    assert seen[expected == 0].sum() == 0
    often = expected > 5
    chi_square = ((seen - expected)[often] ** 2 / expected[often]).sum()
    assert P_MIN < stats.chi2.sf(chi_square, often.sum()) < 1 - P_MIN


# --- the forms ---


@pytest.mark.parametrize("form", RATES)
def test_counts_of_intervals_are_those_of_the_rate(form):
    seen, expected = counted({"arrivals": RATES[form]}, weekday="monday")
    assert expected.sum() > 80_000 * 0.6
    assert_poisson(seen, expected)


@pytest.mark.parametrize("form", ["lines", "a line to nobody and back", "a steep curve", "a day in a curve"])
def test_times_follow_the_curve_to_the_second_and_are_on_the_grid(form):
    scenario = scenario_of({"arrivals": RATES[form]})
    arrived_s = np.sort(np.concatenate([drawn_cases(scenario, "shoppers", 1, day).arrived_s for day in range(4)]))
    assert (arrived_s * GRID_PER_S == np.floor(arrived_s * GRID_PER_S)).all()
    assert ((arrived_s >= EDGES_S[0]) & (arrived_s < EDGES_S[-1])).all()
    fine_s = np.arange(EDGES_S[0], EDGES_S[-1] + 1, 20.0)
    so_far = np.append(0.0, np.cumsum(expected_of_source(scenario, "shoppers", tuple(fine_s.tolist()), truth=True)))
    # A Poisson process on its own clock, the integral of its rate, is uniform.
    share = np.interp(arrived_s, fine_s, so_far / so_far[-1])
    assert P_MIN < stats.kstest(share, "uniform").pvalue < 1 - P_MIN


@pytest.mark.parametrize("form", RATES)
@pytest.mark.parametrize("factor", ["120%", "300%"])
def test_raising_any_form_keeps_every_earlier_case(form, factor):
    weekday = {"weekday": "monday"}
    before = by_key(cases({"arrivals": RATES[form]}, **weekday))
    after = by_key(cases({"arrivals": RATES[form], "truth": {"volume": factor}}, **weekday))
    assert before.items() < after.items()


def test_a_point_moved_at_noon_moves_nobody_at_nine():
    points = {"08:00": 100, "09:30": 400, "12:00": 300, "13:00": 200, "18:00": 100}
    before = by_key(cases({"arrivals": {"linear": points}}))
    after = by_key(cases({"arrivals": {"linear": {**points, "12:00": 600}}}))
    changed = before.items() ^ after.items()
    assert changed
    assert all(9.5 * 3600 <= arrived_s < 13 * 3600 for _, arrived_s in changed)


# --- exactly so many ---


@pytest.mark.parametrize("arrivals", [{"count": 1000}, {"count": 1000, "profile": PROFILE, "curve": "smooth"}])
def test_a_count_is_exact_every_day(arrivals):
    days = [cases({"arrivals": arrivals}, day) for day in range(5)]
    assert {len(day.key) for day in days} == {1000}
    assert len({tuple(np.sort(day.arrived_s)[:5].tolist()) for day in days}) == 5


def test_a_count_follows_its_profile():
    seen, expected = counted({"arrivals": {"count": 20_000, "profile": PROFILE, "curve": "smooth"}}, days=3)
    assert seen.sum() == 60_000 == round(expected.sum())
    chi_square = ((seen - expected) ** 2 / expected).sum()
    assert P_MIN < stats.chi2.sf(chi_square, len(seen) - 1) < 1 - P_MIN


def test_times_of_a_count_are_order_statistics_of_uniforms():
    arrived_s = np.array([np.sort(cases({"arrivals": {"count": 20}}, day).arrived_s) for day in range(1500)])
    share = (arrived_s - EDGES_S[0]) / (EDGES_S[-1] - EDGES_S[0])
    for place in (0, 9, 19):
        # The k-th of n uniforms is Beta(k, n + 1 − k).
        assert stats.kstest(share[:, place], stats.beta(place + 1, 20 - place).cdf).pvalue > P_MIN, place


def test_one_more_of_a_count_moves_none_of_the_others():
    before, after = by_key(cases({"arrivals": {"count": 500}})), by_key(cases({"arrivals": {"count": 501}}))
    assert before.items() < after.items()
    assert len(after) == 501


# --- counts by interval from a file ---

HALF_HOURS = "from,kind,offered\n08:00,a,12\n08:30,a,0\n09:00,a,40\n09:00,b,2\n12:30,a,25\n"


def counts(tmp_path, drawn, text=HALF_HOURS, **more):
    (tmp_path / "half_hours.csv").write_text(text)
    file = {"file": "half_hours.csv", "time": "from", "count": "offered", "interval": "30m", "drawn": drawn}
    return scenario_of({"arrivals": {"counts": file | more}}, folder=str(tmp_path))


def test_counts_are_exact_in_each_interval_and_rows_of_one_time_are_added(tmp_path):
    scenario = counts(tmp_path, "exactly")
    for day in range(3):
        arrived_s = drawn_cases(scenario, "shoppers", 1, day).arrived_s
        seen = np.histogram(arrived_s, np.arange(8 * 3600, 18 * 3600 + 1, 1800))[0]
        assert seen[[0, 1, 2, 9]].tolist() == [12, 0, 42, 25]
        assert seen.sum() == 79
    expected = expected_contacts(scenario)[0]
    assert expected[[0, 1, 2, 9]].tolist() == [12, 0, 42, 25]


def test_places_inside_a_counted_interval_are_uniform(tmp_path):
    scenario = counts(tmp_path, "exactly", "from,offered\n09:00,20000\n")
    arrived_s = drawn_cases(scenario, "shoppers", 1, 0).arrived_s
    assert P_MIN < stats.kstest((arrived_s - 9 * 3600) / 1800, "uniform").pvalue < 1 - P_MIN


def test_another_number_in_one_interval_moves_nobody_in_the_others(tmp_path):
    before = by_key(drawn_cases(counts(tmp_path, "exactly"), "shoppers", 1, 0))
    after = by_key(drawn_cases(counts(tmp_path, "exactly", HALF_HOURS.replace("a,40", "a,41")), "shoppers", 1, 0))
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_counts_on_average_are_the_rates_of_their_intervals(tmp_path):
    text = "from,offered\n" + "".join(f"{hour:02d}:{half},{n}\n" for hour, half, n in _busy_day())
    scenario = counts(tmp_path, "on_average", text)
    plain = {f"{hour:02d}:{half}": 2 * n for hour, half, n in _busy_day()}
    written = scenario_of({"arrivals": {"per_hour": plain}})
    assert by_key(drawn_cases(scenario, "shoppers", 1, 0)) == by_key(drawn_cases(written, "shoppers", 1, 0))
    assert expected_contacts(scenario) == pytest.approx(expected_contacts(written))


def _busy_day():
    return [(hour, half, 10 * hour + int(half)) for hour in range(8, 18) for half in ("00", "30")]


def test_only_the_rows_that_are_wanted_are_counted(tmp_path):
    scenario = counts(tmp_path, "exactly", where={"kind": "b"})
    assert len(drawn_cases(scenario, "shoppers", 1, 0).key) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("from,offered\n08:00,12\n08:20,3\n", "the intervals of 08:00 and 08:20 overlap: an interval is 30m long"),
        ("from,offered\n08:00,1.5\n", "offered: expected a whole number, 0 or more, got '1.5'"),
        ("from,offered\n08:00,-1\n", "expected a whole number, 0 or more"),
        ("from,offered\n08:00,0\n", "no contacts were counted: offered is 0 in every row"),
        ("from,offered\n08:00,20000000\n", "20,000,000 cases a day are too many: at most 10,000,000 can be simulated"),
        ("from,number\n08:00,2\n", "no column 'offered'"),
    ],
)
def test_a_file_that_cannot_be_counted_from_is_told(tmp_path, text, message):
    with pytest.raises(ScenarioError, match=message):
        draw(counts(tmp_path, "exactly", text), 1, 0)


def test_a_number_on_average_may_be_broken_and_not_negative(tmp_path):
    assert expected_contacts(counts(tmp_path, "on_average", "from,offered\n08:00,1.5\n"))[0, 0] == 1.5
    with pytest.raises(ScenarioError, match="expected a number, 0 or more, got 'x'"):
        draw(counts(tmp_path, "on_average", "from,offered\n08:00,x\n"), 1, 0)


# --- campaigns ---

MAILING = {"mailing": {"at": "10:00", "ramp": "20m", "lift": "900/h", "for": "1h", "half_life": "30m"}}


def test_a_campaign_brings_what_it_says():
    with_it, expected = counted({"arrivals": "600/h", "campaigns": MAILING}, days=20)
    assert_poisson(with_it, expected)
    assert expected.sum() / 20 == pytest.approx(6000 + 150 + 900 + 900 * 0.5 / np.log(2), rel=1e-3)


def test_a_campaign_moves_nobody_who_comes_anyway():
    source = {"arrivals": "60/h", "busyness": {"gamma": {"cv": "20%"}}}
    for day in range(5):
        before, after = by_key(cases(source, day)), by_key(cases({**source, "campaigns": MAILING}, day))
        assert before.items() < after.items()
        assert all(arrived_s >= 10 * 3600 for _, arrived_s in after.items() - before.items())


def test_another_campaign_moves_nobody_of_the_first():
    second = {"second": {"at": "10:00", "for": "1h", "lift_of_source": "30%"}}
    one = by_key(cases({"arrivals": "60/h", "campaigns": MAILING}))
    both = by_key(cases({"arrivals": "60/h", "campaigns": {**second, **MAILING}}))
    assert one.items() < both.items()


# --- less demand, batches ---


def test_who_stays_comes_as_without_the_others_and_who_goes_is_chance():
    before = by_key(cases({"arrivals": "2000/h", "campaigns": MAILING}))
    kept = {
        share: by_key(cases({"arrivals": "2000/h", "campaigns": MAILING, "keep": f"{share}%"})) for share in (80, 40)
    }
    assert kept[40].items() < kept[80].items() < before.items()
    for share, some in kept.items():
        error = np.sqrt(share / 100 * (1 - share / 100) / len(before))
        assert len(some) / len(before) == pytest.approx(share / 100, abs=4 * error)


def test_a_recorded_day_can_be_thinned(tmp_path):
    (tmp_path / "calls.csv").write_text("time\n" + "".join(f"{30000 + 10 * k}\n" for k in range(3000)))
    recorded = {"recorded": {"file": "calls.csv"}}
    before = by_key(cases({"arrivals": recorded}, folder=str(tmp_path)))
    after = by_key(cases({"arrivals": recorded, "keep": "70%"}, folder=str(tmp_path)))
    assert after.items() < before.items()
    assert len(after) == pytest.approx(2100, abs=4 * np.sqrt(630))


def test_nobody_and_everybody_may_stay_away():
    assert len(cases({"arrivals": "60/h", "keep": "0%"}).key) == 0
    assert by_key(cases({"arrivals": "60/h", "keep": "100%"})) == by_key(cases({"arrivals": "60/h"}))


def test_a_batch_brings_several_at_one_instant_and_the_first_is_who_came_alone():
    alone, three = cases({"arrivals": "60/h"}), cases({"arrivals": "60/h", "batch": 3})
    assert by_key(alone).items() < by_key(three).items()
    assert len(set(three.key.tolist())) == 3 * len(alone.key)
    times_s, numbers = np.unique(three.arrived_s, return_counts=True)
    assert (times_s == np.sort(alone.arrived_s)).all()
    assert set(numbers) == {3}


def test_sizes_of_batches_are_geometric():
    scenario = scenario_of({"arrivals": "2000/h", "batch": {"mean": 2.5}})
    some = drawn_cases(scenario, "shoppers", 1, 0)
    sizes = np.unique(some.arrived_s, return_counts=True)[1]
    seen = np.bincount(np.minimum(sizes, 12), minlength=13)[1:]
    theory = stats.geom(1 / 2.5)
    shares = np.append(theory.pmf(np.arange(1, 12)), theory.sf(11))
    assert P_MIN < stats.chisquare(seen, shares * seen.sum()).pvalue < 1 - P_MIN
    assert expected_of_source(scenario, "shoppers", (EDGES_S[0], EDGES_S[-1]), truth=True)[0] == 50_000
    assert by_key(cases({"arrivals": "60/h", "batch": {"mean": 1}})) == by_key(cases({"arrivals": "60/h"}))


def test_a_larger_batch_keeps_the_members_of_the_smaller():
    two, four = (by_key(cases({"arrivals": "60/h", "batch": size})) for size in (2, 4))
    assert two.items() < four.items()


# --- all together ---

EVERYTHING = {
    "arrivals": {"per_day": 400, "profile": PROFILE, "curve": "smooth"},
    "busyness": {"gamma": {"cv": "20%"}},
    "campaigns": MAILING,
    "keep": "90%",
    "batch": {"mean": 1.3},
    "truth": {"volume": "120%", "later": "1h"},
}


def test_whatever_one_source_does_leaves_the_others_identical():
    others = {"others": {"arrivals": "30/h"}}
    plain, rich = scenario_of({"arrivals": "40/h"}, sources=others), scenario_of(EVERYTHING, sources=others)
    busier = scenario_of(EVERYTHING, sources=others, busyness={"between_sources": "50%"})
    wanted = by_key(drawn_cases(plain, "others", 1, 0))
    assert by_key(drawn_cases(rich, "others", 1, 0)) == wanted
    assert by_key(drawn_cases(busier, "others", 1, 0)) == wanted


def test_a_day_of_everything_is_drawn_the_same_again_and_expected_on_average():
    scenario = scenario_of(EVERYTHING)
    assert by_key(drawn_cases(scenario, "shoppers", 1, 3)) == by_key(drawn_cases(scenario, "shoppers", 1, 3))
    numbers = np.array([len(drawn_cases(scenario, "shoppers", 2, day).key) for day in range(400)])
    expected = expected_of_source(scenario, "shoppers", (EDGES_S[0], EDGES_S[-1]), truth=True)[0]
    error = numbers.std(ddof=1) / np.sqrt(len(numbers))
    assert 4 * error < 0.05 * expected
    assert abs(numbers.mean() - expected) < 4 * error


def test_the_log_knows_the_truth_and_the_forecast():
    scenario = scenario_of({"arrivals": "40/h", "truth": {"volume": "120%"}})
    day = draw(scenario, 1, 0)
    assert day.expected == pytest.approx(forecast_contacts(scenario) * 1.2)
    assert (day.forecast == 20.0).all()


def test_keys_of_a_source_belong_to_its_name_and_day():
    assert len({source_key(1, 0, "a"), source_key(1, 1, "a"), source_key(2, 0, "a"), source_key(1, 0, "b")}) == 4
