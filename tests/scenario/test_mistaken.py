"""What bare numbers of a file are when they are no seconds: refused where nothing else is possible, else probable."""

import math

import numpy as np
import pytest

from simulator.scenario.text.mistaken import (
    Mistaken,
    mistaken_counts,
    mistaken_days,
    mistaken_durations,
    mistaken_times,
)

CLOCKS_S = sorted((9 * 3600 + place * 487 % 32400) for place in range(270))
"""Arrivals between 09:00 and 18:00, 270 of five days."""
DAY_S = 86400


def times(texts: list[str]) -> Mistaken | None:
    return mistaken_times(texts, np.array([float(text) for text in texts]))


def durations(texts: list[str]) -> Mistaken | None:
    return mistaken_durations(texts, np.array([float(text) for text in texts]))


KINDS = {
    "dates and times as spreadsheets keep them": [
        f"{46328 + place % 5 + time_s / DAY_S:.6f}" for place, time_s in enumerate(CLOCKS_S)
    ],
    "dates as spreadsheets keep them": [str(46328 + place % 5) for place in range(100)],
    "times of day as spreadsheets keep them": [f"{time_s / DAY_S:.9f}" for time_s in CLOCKS_S],
    "hours and minutes with a point": [f"{time_s // 3600}.{time_s // 60 % 60:02d}" for time_s in CLOCKS_S],
    "hours and minutes without a colon": [f"{time_s // 3600}{time_s // 60 % 60:02d}" for time_s in CLOCKS_S],
    "minutes since 00:00": [f"{time_s / 60:.2f}" for time_s in CLOCKS_S],
    "hours": [f"{time_s / 3600:.3f}" for time_s in CLOCKS_S],
    "seconds with a point as thousands separator": [f"{time_s // 1000}.{time_s % 1000:03d}" for time_s in CLOCKS_S],
    "seconds or milliseconds since 1970": [f"{1793610000 + time_s}" for time_s in CLOCKS_S],
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_day_in_another_unit_cannot_be_seconds(kind: str) -> None:
    said = times(KINDS[kind])
    assert said is not None
    assert said.what.startswith(f"{kind}: {KINDS[kind][0]} is ")
    assert said.certain


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "1970" not in kind and "of day" not in kind])
def test_a_few_such_numbers_are_only_probably_so(kind: str) -> None:
    said = times(KINDS[kind][:5])
    assert said is not None
    assert not said.certain


@pytest.mark.parametrize("decimals", [0, 1, 3, 9])
@pytest.mark.parametrize("number", [10, 100, 1034])
def test_seconds_of_a_day_are_seconds_with_and_without_decimals(decimals: int, number: int) -> None:
    # 05:33:20 to 22:13:20 is where the dates of half a century are as well.
    spread = np.random.default_rng(1).uniform(20_000, 80_000, number)
    assert times([f"{one:.{decimals}f}" for one in spread.tolist()]) is None


def test_half_hours_in_seconds_are_seconds() -> None:
    assert times([str(28800 + 1800 * place) for place in range(20)] * 14) is None


def test_a_crowd_of_a_quarter_of_an_hour_is_not_refused() -> None:
    # A mailing at 12:52: two a second, each with its own fraction of a second, at any of them.
    crowd = np.sort(np.random.default_rng(2).uniform(46_000, 47_000, 2000))
    said = times([f"{one:.6f}" for one in crowd.tolist()])
    assert said is None or not said.certain


def test_what_one_of_the_numbers_is_stands_beside_it() -> None:
    said = times(["46328.377731", *KINDS["dates and times as spreadsheets keep them"]])
    assert said is not None
    assert said.what.endswith("46328.377731 is 2026-11-02 09:03:56")
    assert times(["903", *KINDS["hours and minutes without a colon"]]).what.endswith("903 is 09:03")
    assert times(["9.05", *KINDS["hours and minutes with a point"]]).what.endswith("9.05 is 09:05")
    assert times(["543.93", *KINDS["minutes since 00:00"]]).what.endswith("543.93 is 09:03:56")


TALKS_S = [20 + place * 37 % 600 for place in range(270)]


@pytest.mark.parametrize(
    ("kind", "texts", "certain"),
    [
        ("durations in days, as spreadsheets keep them", [f"{talk / DAY_S:.9f}" for talk in TALKS_S], True),
        ("durations in hours", [f"{talk / 3600:.6f}" for talk in TALKS_S], True),
        ("durations in minutes", [f"{talk / 60:.2f}" for talk in TALKS_S], False),
        ("seconds with a point as thousands separator", ["236", "1.020", "364", "2.100"], False),
    ],
)
def test_durations_in_another_unit_are_known(kind: str, texts: list[str], certain: bool) -> None:
    said = durations([*texts, "0", "0"])
    assert said is not None
    assert said.what.startswith(kind)
    assert said.certain == certain


def test_of_thousands_one_with_a_point_is_the_example() -> None:
    assert durations(["236", "1.020", "364"]).what == "seconds with a point as thousands separator: 1.020 is 17m"
    assert times(["32.400", "34.200", "36.001"]).what.endswith("32.400 is 09:00")


@pytest.mark.parametrize(
    "texts",
    [
        [str(talk) for talk in TALKS_S],
        [f"{talk * 1.01:.2f}" for talk in TALKS_S],
        [repr(talk * math.pi / 100) for talk in TALKS_S],
        ["0", "0", "0"],
        ["0.1"],
        ["30", "30", "30", "30"],
        [],
    ],
)
def test_seconds_of_talk_or_of_waiting_are_seconds(texts: list[str]) -> None:
    assert durations(texts) is None


@pytest.mark.parametrize(
    ("texts", "thousands"),
    [
        (["950", "1.020", "1.100"], True),
        (["1.333", "2.000", "4.250"], True),
        (["1.020", "1.5", "3"], False),
        (["0.333", "1.667", "2.000"], False),
        (["950", "1020", "1100"], False),
        (["1500", "1.020", "3"], False),
    ],
)
def test_thousands_with_a_point_are_known_by_all_of_a_column(texts: list[str], thousands: bool) -> None:
    said = mistaken_counts(texts, np.array([float(text) for text in texts]))
    assert (said is not None) == thousands
    assert said is None or not said.certain


def test_dates_as_numbers_are_no_numbers_of_days() -> None:
    said = mistaken_days(["46328", "46329"], np.array([46328.0, 46329.0]))
    assert said is not None
    assert said.certain
    assert mistaken_days(["1", "14", "365"], np.array([1.0, 14.0, 365.0])) is None
    # A weekday and a date in words have numbers of their own.
    assert mistaken_days(["monday"], np.array([-1.0])) is None
    assert mistaken_days(["2026-11-02"], np.array([1739922.0])) is None
