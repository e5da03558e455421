"""Who comes, as a file says it: one form at a time, files beside it, and warnings that know curves and segments."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from scenario_texts import SMALL, changed

from simulator.comparing import customers_of
from simulator.scenario.language.json_schema import scenario_schema
from simulator.scenario.reader import load, load_text
from simulator.scenario.text.nodes import plain
from simulator.scenario.text.yaml_text import read_mapping

VALIDATOR = Draft202012Validator(scenario_schema())
ARRIVALS = '{per_hour: {"08:00": 40, "12:00": 95}}'
BY_DAY = '{per_day: 400, profile: {"08:00": 40%, "12:00": 60%}, curve: smooth, weekday: {monday: 120%}}'
MONDAY = ('to: "18:00"', 'to: "18:00", weekday: monday')


def resolved(text, strategy="other", **more):
    study = load_text(text, **more)
    return study.resolve(strategy)


def with_strategy(change, arrivals=ARRIVALS):
    text = changed(SMALL, (ARRIVALS, arrivals), MONDAY)
    return f"{text}strategies:\n  as_today: {{}}\n  other: {{sources: {{shoppers: {change}}}}}\n"


@pytest.mark.parametrize("form", ["40/h", "{rate: 40/h}", '{linear: {"08:00": 40, "09:00": 40}}', "{per_hour: 40}"])
def test_a_strategy_with_another_form_leaves_nothing_of_the_old_that_cannot_stand_beside_it(form):
    arrivals = resolved(with_strategy(f"{{arrivals: {form}}}", BY_DAY)).sources["shoppers"].arrivals
    assert arrivals.profile is None
    assert arrivals.per_day is None
    assert arrivals.curve == "steps"


def test_a_day_that_becomes_a_fixed_number_keeps_its_profile():
    arrivals = resolved(with_strategy("{arrivals: {count: 500}}", BY_DAY)).sources["shoppers"].arrivals
    assert (arrivals.count, arrivals.per_day, arrivals.curve) == (500, None, "smooth")
    assert list(arrivals.profile) == [28800.0, 43200.0]


@pytest.mark.parametrize(
    "change",
    [
        "{arrivals: {per_day: {times: 1.2}}}",
        '{arrivals: {profile: {"08:00": 30%, "12:00": 70%}}}',
        "{busyness: {gamma: {cv: 15%}}}",
        '{campaigns: {mailing: {at: "10:00", for: 1h, lift: 20/h}}}',
        "{keep: 90%, batch: 2}",
        "{truth: {volume: 120%, later: 1h}}",
    ],
)
def test_whatever_changes_who_comes_is_other_customers(change):
    text = with_strategy(change, BY_DAY)
    study = load_text(text)
    VALIDATOR.validate(plain(read_mapping(text, "text")))
    assert customers_of(study.resolve("as_today")) != customers_of(study.resolve("other"))


def test_a_common_busyness_is_other_customers_and_a_segments_share_and_talk_are_not():
    text = changed(SMALL, ("    wrap_up", "    segments: {vip: {share: 10%}}\n    wrap_up"))
    changes = {
        "a": "busyness: {common: {gamma: {cv: 10%}}}",
        "b": "contact_types: {orders: {segments: {vip: {share: 20%}}}}",
        "c": "contact_types: {orders: {segments: {vip: {talk: 5m}}}}",
    }
    study = load_text(text + "strategies:\n" + "".join(f"  {name}: {{{one}}}\n" for name, one in changes.items()))
    base = customers_of(study.resolve("base"))
    assert [customers_of(study.resolve(name)) == base for name in changes] == [False, True, True]


def test_campaigns_are_overridden_and_removed_by_name():
    mailings = (
        '{arrivals: 40/h, campaigns: {one: {at: "10:00", for: 1h, lift: 20/h}, two: {at: "11:00", for: 1h, lift: 9/h}}}'
    )
    text = changed(SMALL, (f"{{arrivals: {ARRIVALS}}}", mailings))
    change = "{campaigns: {one: null, two: {lift_of_source: 30%}}}"
    campaigns = (
        resolved(f"{text}strategies: {{other: {{sources: {{shoppers: {change}}}}}}}\n").sources["shoppers"].campaigns
    )
    assert list(campaigns) == ["two"]
    assert (campaigns["two"].lift_per_hour, campaigns["two"].lift_of_source) == (None, 0.3)


def test_counts_are_beside_the_file_that_names_them(tmp_path: Path):
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "halves.csv").write_text("time,count\n09:00,12\n")
    counts = "{counts: {file: halves.csv, interval: 30m, drawn: exactly}}"
    (tmp_path / "days" / "below.yaml").write_text(changed(SMALL, (ARRIVALS, counts)))
    (tmp_path / "top.yaml").write_text("extends: days/below.yaml\n")
    source = load(tmp_path / "top.yaml").resolve().sources["shoppers"]
    assert source.arrivals.counts is not None
    assert source.arrivals.counts.file == "days/halves.csv"


# --- what is expected of them ---


def test_a_segment_that_waits_endlessly_needs_somebody_at_closing():
    text = changed(
        SMALL,
        ("    wrap_up", "    segments: {calm: {share: 5%, patience: endless}}\n    wrap_up"),
        ('"12:00": 8}', '"12:00": 8, "17:00": 0}'),
    )
    assert any("customers with endless patience are never answered" in one.what for one in load_text(text).warnings())
