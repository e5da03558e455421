"""The catalogue is sound: every metric can be made of what is measured, and nothing is measured for nobody."""

import math
import re

from each import for_each

from simulator.catalogue import HEADLINE, METRICS, Better, Grain, Instant, Unit
from simulator.metrics.measure import BY_GRAIN, MEASURES
from simulator.metrics.outcomes import COUNTS, WAITS, Outcome
from simulator.metrics.pooled import SHARES

KINDS = ("all", "type", "channel", "group", "segment", "team")
# What machines read (`--json`, checks) may only grow.
PROMISED = [
    "service_level",
    "served_in_time",
    "abandonment_rate",
    "blocked_share",
    "asa_s",
    "wait_s_mean",
    "wait_s_p50",
    "wait_s_p90",
    "wait_s_p95",
    "aht_s",
    "closed_per_hour",
    "closed_per_agent_hour",
    "closed_per_paid_hour",
    "occupancy",
    "offered",
    "answered",
    "abandoned",
    "blocked",
    "cleared",
    "answered_in_time",
]

every_metric = for_each(METRICS.values())


def test_the_promised_metrics_exist():
    assert set(PROMISED) <= set(METRICS)
    assert HEADLINE in METRICS


@every_metric
def test_a_metric_is_a_count_a_ratio_or_a_quantile_of_known_measures(metric):
    assert METRICS[metric.name] is metric
    assert set(metric.numerator + metric.denominator) <= set(MEASURES)
    if metric.quantile is None:
        assert metric.numerator
    else:
        assert metric.quantile in SHARES
        assert not metric.numerator + metric.denominator
        assert 0 < metric.quantile < 1


def test_nothing_is_measured_for_nobody():
    used = {name for metric in METRICS.values() for name in metric.numerator + metric.denominator}
    assert set(MEASURES) == used


def test_no_measure_has_two_names_or_two_places():
    assert len(set(MEASURES)) == len(MEASURES)
    assert not set(COUNTS) & set(WAITS)


def test_every_measure_is_counted_at_one_grain():
    assert set(BY_GRAIN) == set(Grain)
    assert sorted(name for names in BY_GRAIN.values() for name in names) == sorted(set(MEASURES))


@every_metric
def test_a_metric_is_of_the_grain_of_what_it_counts(metric):
    grains = {grain for name in metric.numerator for grain, names in BY_GRAIN.items() if name in names}
    # A quantile is made of the waits of contacts, of their further waits, or of times to a reply.
    assert grains == ({metric.grain} if metric.quantile is None else set())
    if metric.quantile is not None:
        assert metric.grain in (Grain.CONTACT, Grain.WAIT, Grain.REPLY)


@every_metric
def test_a_metric_is_divided_by_what_is_of_its_own_grain_or_by_hours(metric):
    # Money, which is made of hours, by contacts, too.
    below = {grain for name in metric.denominator for grain, names in BY_GRAIN.items() if name in names}
    assert below <= {metric.grain, Grain.SPAN} or below in ({Grain.CONTACT}, {Grain.CASE})
    assert below <= {metric.grain, Grain.SPAN} or metric.grain is Grain.SPAN


@every_metric
def test_a_metric_is_always_defined_for_everything(metric):
    assert metric.of[0] == "all"
    assert [kind for kind in KINDS if kind in metric.of] == list(metric.of)


@every_metric
def test_a_unit_fits_how_a_metric_is_made(metric):
    if metric.unit is Unit.SHARE:
        assert metric.denominator
        assert metric.scale == 1
    if metric.unit is Unit.CONTACTS:
        assert not metric.denominator
    if metric.unit is Unit.PER_HOUR:
        assert metric.scale == 3600
    # Units in names: what is in seconds says so.
    assert (metric.unit is Unit.SECONDS) == bool(re.search("_s(_|$)", metric.name))


@every_metric
def test_what_is_counted_by_closing_or_clock_says_so(metric):
    measures = set(metric.numerator)
    if measures & {"closed", "closed_unsolved", "handle_s"}:
        assert metric.instant is Instant.CLOSING
    elif measures & {*BY_GRAIN[Grain.SPAN], *BY_GRAIN[Grain.HELP], *BY_GRAIN[Grain.HAND_OVER], "interventions"}:
        assert metric.instant is Instant.CLOCK
    else:
        assert metric.instant is Instant.ARRIVAL


def test_a_share_can_be_neither_negative_nor_above_one():
    parts = {name: set(outcomes) for name, outcomes in COUNTS.items()}
    for metric in METRICS.values():
        if metric.unit is Unit.SHARE and set(metric.numerator) <= set(parts):
            top = [outcome for name in metric.numerator for outcome in parts[name]]
            bottom = [outcome for name in metric.denominator for outcome in parts[name]]
            assert len(set(top)) == len(top), metric.name
            assert len(set(bottom)) == len(bottom), metric.name
            assert set(top) <= set(bottom), metric.name


def test_every_outcome_is_named_by_a_count_or_is_elsewhere():
    counts = ("answered", "abandoned", "blocked", "refused", "cleared", "voicemail", "sent_away", "still_open")
    named = [outcome for name in counts for outcome in COUNTS[name]]
    assert len(named) == len(set(named))
    assert set(Outcome) - set(named) == {Outcome.ELSEWHERE, Outcome.CONTAINED, Outcome.HANDED_OVER}


def test_better_service_is_a_better_metric():
    assert METRICS["service_level"].better is Better.HIGHER
    assert METRICS["abandonment_rate"].better is Better.LOWER
    assert METRICS["occupancy"].better is Better.NEITHER
    assert math.isclose(METRICS["agent_hours"].scale * 3600, 1)


@every_metric
def test_a_metric_that_is_left_out_somewhere_is_so_where_something_measured_does_not_happen(metric):
    assert set(metric.where) <= set(MEASURES)
    # What a promise of today may be about is never left out.
    assert not (metric.where and metric.name in PROMISED)


def test_passing_on_is_neither_good_nor_bad_by_itself():
    assert [METRICS[name].better for name in ("passed_on", "passed_on_share")] == [Better.NEITHER] * 2


def test_what_is_said_of_requests_is_told_from_what_happens_later():
    requests = ("served_in_time", "wait_s_p90", "abandoned", "blocked_share", "days_in_target", "solved_share", "moved")
    assert all(METRICS[name].of_requests for name in requests)
    later = ("abandoned_later", "passed_on", "passed_on_share", "story_hours", "aht_s", "closed", "occupancy")
    assert not any(METRICS[name].of_requests for name in later)
    # To be about somebody, whoever came must be there, or whoever was served or left as what they became.
    assert METRICS["abandoned"].somebody == ("arrived",)
    assert {"arrived", "services", "abandoned_later"} <= set(METRICS["abandoned_later"].somebody) <= set(MEASURES)
