"""Several days: which they are, what they are called, what one of them looks like alone."""

from typing import Any

import pytest

from simulator.scenario.days.views import on_days, views
from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.nouns import Horizon, Scenario
from simulator.scenario.reader import load_text
from simulator.scenario.text.nodes import problem
from simulator.units import DAY_S

HOUR_S = 3600.0
WEEK = {"days": 7, "weekday": "monday", "hours": {"friday": {"to": "14:00"}, "sunday": "closed"}}


def horizon(**how: Any) -> Horizon:
    return Horizon.model_validate({"from": "08:00", "to": "18:00", **how})


def scenario(agents_on: Any = None, source: Any = None, **how: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "Days",
            "horizon": {"from": "08:00", "to": "18:00", **how},
            "channels": {"voice": {}},
            "sources": {"shoppers": {"arrivals": "40/h", **(source or {})}},
            "contact_types": {"orders": {"from": "shoppers", "channel": "voice", "talk": "4m", "patience": "3m"}},
            "agent_groups": {"front": {"agents": 4, "agents_on": agents_on or {}, "serves": {"orders": {}}}},
        }
    )


def test_days_open_at_their_hours_counted_from_midnight_of_the_first():
    days = horizon(**WEEK).open_days
    assert [day.number for day in days] == [0, 1, 2, 3, 4, 5]
    assert [(day.opens_s - day.start_s, day.closes_s - day.start_s) for day in days] == [
        (8 * HOUR_S, (14 if day.weekday == "friday" else 18) * HOUR_S) for day in days
    ]
    assert days[2].start_s == 2 * DAY_S


def test_days_are_called_by_what_is_known_of_them():
    def names(**how: Any) -> list[str]:
        return [day.name for day in horizon(**how).open_days]

    assert names() == [""]
    assert names(weekday="monday") == [""]
    assert names(days=2) == ["day 1", "day 2"]
    assert names(days=2, weekday="sunday") == ["sunday", "monday"]
    assert names(days=2, date="2026-11-30") == ["monday", "tuesday"]
    assert names(days=9, date="2026-11-30")[7:] == ["2026-12-07", "2026-12-08"]
    assert names(days=9, weekday="friday")[7:] == ["week 2 friday", "week 2 saturday"]


def test_closed_days_count_and_are_not_there():
    assert [day.name for day in horizon(days=3, weekday="saturday", hours={"sunday": "closed"}).open_days] == [
        "saturday",
        "monday",
    ]


def test_one_day_of_a_week_has_its_own_hours():
    (day,) = horizon(weekday="friday", hours={"friday": {"to": "14:00"}}).open_days
    assert day.closes_s == 14 * HOUR_S


def test_intervals_begin_anew_on_every_day():
    intervals = horizon(days=2, interval="4h").intervals
    assert [(one.from_s / HOUR_S, one.to_s / HOUR_S, one.day) for one in intervals] == [
        (8, 12, 0), (12, 16, 0), (16, 18, 0), (32, 36, 1), (36, 40, 1), (40, 42, 1),
    ]  # fmt: skip


def test_one_day_is_seen_as_the_scenario_itself():
    for one in (scenario(), scenario(weekday="monday"), scenario(agents_on={"friday": 2}, weekday="monday")):
        ((_, view),) = views(one)
        assert view is one


def test_a_view_has_the_hours_and_the_agents_of_its_day():
    week = scenario(agents_on={"friday": {"08:00": 2, "10:00": 3}}, **WEEK)
    seen = {day.name: view for day, view in views(week)}
    assert seen["monday"].agent_groups["front"].agents == {0.0: 4}
    assert seen["friday"].agent_groups["front"].agents == {8 * HOUR_S: 2, 10 * HOUR_S: 3}
    assert (seen["friday"].horizon.from_s, seen["friday"].horizon.to_s) == (8 * HOUR_S, 14 * HOUR_S)
    assert (seen["friday"].horizon.number, seen["friday"].horizon.weekday) == (4, "friday")
    # Asked again, the very same: replications do.
    assert views(week)[4].scenario is seen["friday"]
    # A view of a view is the view.
    assert views(seen["friday"])[0].scenario is seen["friday"]


def test_a_campaign_is_on_its_day_and_what_is_left_of_it_on_the_next():
    def seen(**campaign: Any) -> list[dict[str, float]]:
        week = scenario(source={"campaigns": {"mailing": {"at": "17:00", "lift": "30/h", **campaign}}}, **WEEK)
        return [
            {name: one.at_s / HOUR_S for name, one in view.sources["shoppers"].campaigns.items()}
            for _, view in views(week)
        ]

    assert seen(**{"on": "tuesday", "for": "1h"}) == [{}, {"mailing": 17}, {}, {}, {}, {}]
    assert seen(**{"on": 2, "for": "1h"}) == seen(**{"on": "tuesday", "for": "1h"})
    # It fades for 13.3 half-lives: until a little after 7 on Wednesday, or after 9.
    assert seen(on="tuesday", half_life="1h") == [{}, {"mailing": 17}, {}, {}, {}, {}]
    assert seen(on="tuesday", half_life="70m") == [{}, {"mailing": 17}, {"mailing, begun a day before": -7}, {}, {}, {}]
    assert seen(**{"for": "1h"}) == [{"mailing": 17}] * 6


def test_a_campaign_of_a_closed_day_goes_on_when_the_center_opens():
    week = scenario(
        source={"campaigns": {"mailing": {"on": "sunday", "at": "12:00", "lift": "30/h", "for": "24h"}}},
        days=2,
        weekday="sunday",
        hours={"sunday": "closed"},
    )
    ((_, monday),) = views(week)
    assert [*monday.sources["shoppers"].campaigns] == ["mailing, begun a day before"]


def test_what_is_wrong_on_some_days_only_says_on_which():
    tree = load_text(SMALL).tree
    week = scenario(**WEEK)

    def short(one: Scenario):
        if one.horizon.to_s < 18 * HOUR_S:
            yield problem(tree.mark, "somewhere", "it is short.")
        yield problem(tree.mark, "everywhere", "it is a day.")

    assert {one.where for one in on_days(week, short)} == {"somewhere (on friday)", "everywhere"}
    assert {one.where for one in on_days(week, short, on_all=True)} == {"everywhere"}


SMALL = """\
version: 1
name: Week
horizon: {from: "08:00", to: "18:00", days: 5, weekday: monday}
channels: {voice: {}}
sources: {shoppers: {arrivals: 40/h}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}}
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
strategies:
  as_today: {}
  friday: {agent_groups: {front: {agents_on: {friday: 6}}}}
  less_on_friday: {based_on: friday, agent_groups: {front: {agents_on: {friday: {add: -1}}}}}
  early: {horizon: {hours: {friday: {to: "14:00"}}}}
  from_tuesday: {horizon: {weekday: tuesday}}
"""


def test_strategies_change_a_single_day():
    study = load_text(SMALL)

    def on_duty(strategy: str, day: int) -> dict[float, int]:
        one = study.resolve(strategy)
        return one.agent_groups["front"].agents_of(one.horizon.open_days[day])

    assert on_duty("friday", 4) == {0.0: 6}
    assert on_duty("less_on_friday", 4) == {0.0: 5}
    assert on_duty("friday", 0) == {0.0: 4}
    assert study.resolve("early").horizon.open_days[-1].closes_s == 4 * DAY_S + 14 * HOUR_S


def test_the_day_of_the_week_changes_something_where_something_depends_on_it():
    said = {one.where: one.what for one in load_text(SMALL).warnings()}
    assert said == {"strategies.from_tuesday": "this strategy changes nothing: it is the scenario as it stands."}
    depends = SMALL.replace("agents: 4", "agents: 4, agents_on: {monday: 5}")
    assert not load_text(depends).warnings()


def test_checks_are_of_a_day_or_an_interval_of_a_day():
    week = scenario(**WEEK)

    def checked(text: str) -> tuple[str, str | None]:
        check = parse_check(text, week)
        assert isinstance(check, Check), check
        return check.of, check.interval

    assert checked("service_level(orders, friday) >= 80%") == ("type:orders", "friday")
    assert checked("service_level(friday) >= 80%") == ("all", "friday")
    assert checked("asa_s(friday 9:00-09:30) < 20s") == ("all", "friday 09:00-09:30")
    assert checked("asa_s(orders, friday  09:00-09:30) < 20s") == ("type:orders", "friday 09:00-09:30")
    for text in ("asa_s(sunday) < 20s", "asa_s(orders, 09:00-09:30) < 20s", "asa_s(friday 14:00-14:30) < 20s"):
        assert not isinstance(parse_check(text, week), Check), text


@pytest.mark.parametrize(("days", "said"), [(1, "a day"), (7, "a week"), (5, "in 5 days")])
def test_a_replication_is_said_to_be_as_long_as_it_is(days, said):
    assert horizon(days=days).period == said
