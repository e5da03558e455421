"""A check is read exactly, and everything wrong in it is said before anything runs."""

import pytest
from hotline import study

from simulator.catalogue import METRICS, Unit
from simulator.errors import UsageError
from simulator.scenario.judged.asked_metrics import read_measured
from simulator.scenario.judged.checks import Check, Measured, parse_check, parse_measured

SCENARIO = study().resolve("as_today")


@pytest.mark.parametrize(
    ("text", "metric", "of", "interval", "comparison", "limit"),
    [
        ("service_level(orders) >= 80%", "service_level", "type:orders", None, ">=", 0.8),
        ("service_level(type:orders) >= 80 %", "service_level", "type:orders", None, ">=", 0.8),
        ("asa_s(channel:voice, 09:00-10:00) < 1m5s", "asa_s", "channel:voice", "09:00-10:00", "<", 65.0),
        ("asa_s(9:00-10:00)<20s", "asa_s", "all", "09:00-10:00", "<", 20.0),
        ("occupancy(group:front) <= 85%", "occupancy", "group:front", None, "<=", 0.85),
        ("blocked < 3", "blocked", "all", None, "<", 3.0),
        ("closed_per_hour(all) > 12.5", "closed_per_hour", "all", None, ">", 12.5),
        ("closed_per_agent_hour >= 0.2/min", "closed_per_agent_hour", "all", None, ">=", 12.0),
        ("agent_hours <= 40", "agent_hours", "all", None, "<=", 40.0),
        ("agent_hours <= 40h30m", "agent_hours", "all", None, "<=", 40.5),
    ],
)
def test_a_check_says_metric_of_interval_comparison_and_limit(text, metric, of, interval, comparison, limit):
    assert parse_check(text, SCENARIO) == Check(text, metric, of, interval, comparison, pytest.approx(limit))


def test_a_check_may_be_of_every_interval():
    for text in ("asa_s(orders, every interval) < 20s", "asa_s(orders,every  interval) < 20s"):
        assert parse_check(text, SCENARIO) == Check(text, "asa_s", "type:orders", "every interval", "<", 20.0)
    alone = "asa_s(every interval) < 20s"
    assert parse_check(alone, SCENARIO) == Check(alone, "asa_s", "all", "every interval", "<", 20.0)


@pytest.mark.parametrize(
    "inner", ["service_level(orders) >= 80%", "asa_s(orders, every interval) < 20s", "blocked < 3"]
)
def test_a_check_of_days_says_what_is_asked_of_a_day_and_on_which_share(inner):
    day = parse_check(inner, SCENARIO)
    text = f"days({inner}) >= 90 %"
    assert parse_check(text, SCENARIO) == Check(text, day.metric, day.of, day.interval, ">=", 0.9, day)
    assert parse_check(text, SCENARIO).unit is Unit.SHARE


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("days(service_level(orders) >= 80%)", "days(…): expected a share of days after it.", "Write it as days("),
        ("days(service_level(orders)) >= 80%", "expected a check", "Write it as"),
        ("day(asa_s < 20s) >= 90%", "unknown function 'day' around a check.", "Did you mean 'days'?"),
        ("often(asa_s < 20s) >= 90%", "unknown function 'often' around a check.", "Write it as days("),
        ("days(asa_s < 20s) >= 90", "days(…): a share needs a percent sign, got 90.", ""),
        ("days(asa_s < 20s) == 90%", "unknown comparison '=='.", "Known: >=, <=, >, <."),
        ("days(asa < 20s) >= 90%", "unknown metric 'asa'.", "It is called asa_s here."),
        ("days(days(asa_s < 20s) > 1%) >= 90%", "days(…) cannot contain another days(…).", ""),
        ("asa_s(orders, each interval) < 20s", "expected an interval", "Did you mean 'every interval'?"),
        (
            "wait_s_p90_daily(orders, every interval) < 20s",
            "wait_s_p90_daily is not available for a reporting",
            "whole",
        ),
        ("days_every_interval(08:00-09:00) > 20%", "days_every_interval is not available for a reporting", "whole"),
    ],
)
def test_what_is_wrong_about_days_and_every_interval_is_said(text, what, hint):
    (complaint,) = parse_check(text, SCENARIO)
    assert complaint.what.startswith(what)
    assert hint in complaint.hint


def test_everything_wrong_about_days_is_said_at_once():
    complaints = parse_check("days(asa_s(order) < 20) => 90", SCENARIO)
    assert [complaint.what.split(" ")[0] for complaint in complaints] == ["unknown", "asa_s:", "unknown", "days(…):"]


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("service_level(orders)", "expected a check, got 'service_level(orders)'.", "Write it as"),
        ("80% <= service_level", "expected a check", "Write it as"),
        ("", "expected a check, got ''.", "Write it as"),
        ("service_level(orders) == 80%", "unknown comparison '=='.", "Known: >=, <=, >, <."),
        ("service_level(orders) => 80%", "unknown comparison '=>'.", "Known: >=, <=, >, <."),
        ("servicelevel(orders) >= 80%", "unknown metric 'servicelevel'.", "Did you mean 'service_level'?"),
        ("messages <= 5", "unknown metric 'messages'.", "It is called 'voicemail' now."),
        ("days(messages <= 5) >= 90%", "unknown metric 'messages'.", "It is called 'voicemail' now."),
        ("happiness >= 80%", "unknown metric 'happiness'.", f"Known: {', '.join(METRICS)}."),
        ("service_level(order) >= 80%", "unknown contact type 'order'.", "Did you mean 'orders'?"),
        ("service_level(x) >= 80%", "unknown contact type 'x'.", "Known: orders, returns."),
        ("service_level(voice) >= 80%", "no contact type 'voice'.", "Write channel:voice for the channel."),
        ("asa_s(front) < 20s", "no contact type 'front'.", "Write group:front for the agent group."),
        ("asa_s(site:front) < 20s", "unknown kind of row 'site'.", "Known: type, channel, group, segment, team, all."),
        ("asa_s(team:front) < 20s", "unknown team 'front'.", "The scenario has no team."),
        ("asa_s(segment:vip) < 20s", "unknown segment 'vip'.", "The scenario has no segment."),
        ("asa_s(group:frnt) < 20s", "unknown agent group 'frnt'.", "Did you mean 'front'?"),
        (
            "occupancy(orders) < 80%",
            "occupancy is not available for a contact type.",
            "It is available for everything (all)",
        ),
        (
            "service_level(all, 09:00-09:30) > 80%",
            "'09:00-09:30' is not a reporting interval.",
            "08:00-09:00, …, 09:00",
        ),
        ("service_level(all, noon) > 80%", "expected an interval, got 'noon'.", "Intervals here: 08:00-09:00"),
        ("service_level(all, 09:00-10:00, x) > 80%", "expected at most a name and an interval", ""),
        ("service_level > 80", "service_level: a share needs a percent sign, got 80. Write 80%", ""),
        ("service_level > 120%", "service_level: a share is at most 100%", ""),
        ("service_level > 20s", "service_level: expected a share, got '20s'.", ""),
        ("asa_s < 20", "asa_s: a duration needs a unit, got 20. Write 20s", ""),
        ("blocked < 3%", "blocked: expected a number of contacts, got '3%'.", ""),
        ("blocked < nan", "blocked: expected a number of contacts", ""),
        ("closed_per_hour > 5%", "closed_per_hour: expected a number per hour, as 12 or 12/h", ""),
        ("closed_per_hour > 5/fortnight", "closed_per_hour: a rate is per s, min, h or day", ""),
        ("agent_hours < many", "agent_hours: expected a duration", ""),
        ("agent_hours < -3", "agent_hours: expected a number of hours, as 40 or 40h", ""),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(text, what, hint):
    (complaint,) = parse_check(text, SCENARIO)
    assert complaint.what.startswith(what)
    assert hint in complaint.hint


SEGMENTED = study(settings=("contact_types.orders.segments={vip: {share: 10%}}",)).resolve("as_today")


def test_a_check_may_be_of_a_segment():
    text = "service_level(segment:vip, 08:00-09:00) >= 90%"
    assert parse_check(text, SEGMENTED) == Check(text, "service_level", "segment:vip", "08:00-09:00", ">=", 0.9)


@pytest.mark.parametrize(
    ("text", "what", "hint"),
    [
        ("asa_s(vip) < 20s", "no contact type 'vip'.", "Write segment:vip for the segment."),
        ("asa_s(segment:vp) < 20s", "unknown segment 'vp'.", "Did you mean 'vip'?"),
        ("asa_s(segment:orders) < 20s", "unknown segment 'orders'.", "Known: vip."),
        (
            "occupancy(segment:vip) < 80%",
            "occupancy is not available for a segment.",
            "It is available for everything (all)",
        ),
    ],
)
def test_what_is_wrong_about_a_segment_is_said(text, what, hint):
    (complaint,) = parse_check(text, SEGMENTED)
    assert complaint.what == what
    assert hint in complaint.hint


def test_everything_wrong_is_said_at_once():
    complaints = parse_check("asa_s(order, 09:00-09:30) == 20", SCENARIO)
    assert [complaint.what.split(" ")[0] for complaint in complaints] == [
        "unknown",
        "'09:00-09:30'",
        "unknown",
        "asa_s:",
    ]


@pytest.mark.parametrize(
    ("comparison", "kept"), [(">=", [20.0, 21.0]), (">", [21.0]), ("<=", [19.0, 20.0]), ("<", [19.0])]
)
def test_a_limit_itself_is_kept_only_where_the_comparison_includes_it(comparison, kept):
    check = Check("", "asa_s", "all", None, comparison, 20.0)
    assert [value for value in (19.0, 20.0, 21.0) if check.holds_at(value)] == kept


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asa_s", ("asa_s", "all", None)),
        (" service_level( orders ) ", ("service_level", "type:orders", None)),
        ("occupancy(group:front, 08:00-09:00)", ("occupancy", "group:front", "08:00-09:00")),
    ],
)
def test_what_is_measured_is_a_check_without_its_limit(text, found):
    measured = parse_measured(text, study().resolve("as_today"))
    assert isinstance(measured, Measured)
    assert (measured.metric, measured.of, measured.interval) == found
    assert measured.text == text.strip()


def test_what_one_strategy_has_can_be_asked_for_and_what_none_has_is_refused():
    file = study()
    with_back = [file.resolve("as_today"), file.resolve("three")]
    assert [one.of for one in read_measured(["closed(group:back)", "closed(group:back)"], with_back)] == ["group:back"]
    with pytest.raises(
        UsageError, match=r"--show closed\(group:bakc\): unknown agent group 'bakc'. Did you mean 'back'"
    ):
        read_measured(["closed(group:bakc)"], with_back)
    assert read_measured([], with_back) == ()
