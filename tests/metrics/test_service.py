"""The service functions on tables as an analyst has them: the reference numbers, thresholds, words, nothing at all."""

import math

import numpy as np
import pandas as pd
import pytest

from simulator.errors import UsageError
from simulator.log import EndedBy
from simulator.metrics import service

SHARES = (
    service.served_in_time,
    service.service_level,
    service.service_level_of_answered,
    service.service_level_without_short,
    service.service_level_short_met,
)


def reference() -> pd.DataFrame:
    """Answered 1000, of them 860 within 20 s; abandoned 60, of them 20 within 20 s."""
    wait_s = [20.0] * 860 + [20.5] * 140 + [20.0] * 20 + [21.0] * 40
    return pd.DataFrame({"wait_s": wait_s, "ended_by": ["agent"] * 1000 + ["abandoned"] * 60})


def test_the_variants_of_the_service_level_agree_with_the_reference():
    contacts = reference()
    assert round(100 * service.service_level(contacts, 20), 1) == 81.1
    assert round(100 * service.service_level_of_answered(contacts, 20), 1) == 86.0
    assert round(100 * service.service_level_without_short(contacts, 20), 1) == 82.7
    assert round(100 * service.service_level_short_met(contacts, 20), 1) == 83.0
    assert service.abandonment_rate(contacts) == 60 / 1060


def test_a_wait_of_exactly_the_target_is_in_time():
    contacts = {"wait_s": [20.0, 20.0 + 2**-20], "ended_by": ["agent", "agent"]}
    assert service.count(contacts, "answered_in_time", 20) == 1


def test_a_wait_of_exactly_the_threshold_is_a_short_abandon():
    contacts = {"wait_s": [5.0, 5.0 + 2**-20, 1.0], "ended_by": ["abandoned", "abandoned", "agent"]}
    assert service.count(contacts, "abandoned_short", 20, short_s=5) == 1
    assert service.service_level_without_short(contacts, 20, short_s=5) == 1 / 2
    assert service.service_level_short_met(contacts, 20, short_s=5) == 2 / 3


def test_blocking_and_clearing_hide_from_the_service_level_but_not_from_served_in_time():
    contacts = {"wait_s": [1.0, math.nan, 600.0], "ended_by": ["agent", "blocked", "cleared"]}
    assert service.service_level(contacts, 20) == 1
    assert service.served_in_time(contacts, 20) == 1 / 3
    assert service.blocked_share(contacts) == 1 / 3


@pytest.mark.parametrize("share", SHARES)
def test_no_contacts_have_no_service_level(share):
    assert math.isnan(share({"wait_s": [], "ended_by": []}, 20))


@pytest.mark.parametrize("share", [service.abandonment_rate, service.blocked_share])
def test_no_contacts_have_no_share(share):
    assert math.isnan(share(pd.DataFrame({"wait_s": [], "ended_by": []})))


def test_only_blocked_contacts_have_no_service_level_but_were_not_served_in_time():
    contacts = {"wait_s": [math.nan], "ended_by": ["blocked"]}
    assert math.isnan(service.service_level(contacts, 20))
    assert math.isnan(service.abandonment_rate(contacts))
    assert service.served_in_time(contacts, 20) == 0


def test_each_contact_may_have_its_own_target():
    contacts = {"wait_s": [30.0, 30.0], "ended_by": ["agent", "agent"]}
    assert service.service_level(contacts, np.array([20.0, 60.0])) == 1 / 2


def test_words_numbers_and_categories_count_the_same():
    words = [ending.name.lower() for ending in EndedBy] * 2
    wait_s = [float(place) for place in range(len(words))]
    tables = [
        {"wait_s": wait_s, "ended_by": words},
        {"wait_s": np.array(wait_s), "ended_by": np.array([int(ending) for ending in EndedBy] * 2, dtype=np.int8)},
        pd.DataFrame({"wait_s": wait_s, "ended_by": words}),
        pd.DataFrame({"wait_s": wait_s, "ended_by": pd.Categorical(words)}, index=range(100, 100 + len(words))),
    ]
    for share in SHARES:
        values = [share(table, 12) for table in tables]
        assert values[0] > 0
        assert len(set(values)) == 1


def test_who_was_contained_was_not_offered():
    contacts = {"wait_s": [1.0, math.nan], "ended_by": ["abandoned", "contained"]}
    assert service.count(contacts, "offered") == 1
    assert service.abandonment_rate(contacts) == 1


def test_an_answer_makes_a_contact_answered_however_it_ended():
    contacts = {"wait_s": [1.0, 1.0], "answered_s": [9.0, math.nan], "ended_by": ["abandoned", "abandoned"]}
    assert service.count(contacts, "answered") == 1
    assert service.count(contacts, "abandoned") == 1
    assert service.service_level_short_met(contacts, 20) == 1


def test_without_answer_times_the_ending_says_who_was_answered():
    words = [ending.name.lower() for ending in EndedBy]
    answered = [word for word in words if service.count({"wait_s": [1.0], "ended_by": [word]}, "answered")]
    assert answered == ["agent", "customer", "time_out", "passed_on"]


def test_an_unknown_wait_is_neither_in_time_nor_short():
    contacts = {"wait_s": [math.nan, math.nan], "ended_by": ["agent", "abandoned"]}
    assert service.service_level(contacts, 20) == 0
    assert service.count(contacts, "abandoned_short", 20) == 0


def test_an_unknown_ending_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match=r"ended_by: unknown 'hung up'\. Known: still_open, agent, "):
        service.service_level({"wait_s": [1.0], "ended_by": ["hung up"]}, 20)


def test_a_missing_column_is_named():
    with pytest.raises(UsageError, match="no column 'wait_s'"):
        service.service_level({"ended_by": ["agent"]}, 20)


def test_an_unknown_count_is_refused_with_the_known_ones():
    with pytest.raises(UsageError, match=r"nothing is counted as 'lost'\. Known: arrived"):
        service.count({"wait_s": [1.0], "ended_by": ["agent"]}, "lost")


def test_who_is_open_counts_by_its_age_when_it_is_known_when_the_records_end():
    contacts = {"wait_s": [1.0, math.nan, math.nan], "ended_by": ["agent", "still_open", "still_open"]}
    contacts["arrived_s"] = [0.0, 80.0, 81.0]
    assert service.service_level(contacts, 20) == 1
    assert service.served_in_time(contacts, 20) == 1 / 3
    assert service.count(contacts, "not_yet_decided", 20) == 0
    for share in SHARES:
        expected = 1 if share is service.service_level_of_answered else 1 / 2
        assert share(contacts, 20, ends_s=100.0) == expected
    assert service.count(contacts, "not_yet_decided", 20, ends_s=100.0) == 1
    assert service.count(contacts, "still_open", 20, ends_s=100.0) == 2


def test_who_was_answered_or_left_is_decided_however_young():
    contacts = {"wait_s": [5.0, 5.0], "ended_by": ["agent", "abandoned"], "arrived_s": [90.0, 90.0]}
    assert service.served_in_time(contacts, 3600, ends_s=100.0) == 1 / 2
