"""Hours of channels and types: how they may be written, what a strategy changes of them, and when a type is open."""

from typing import Any

import pytest
from scenario_texts import changed

from simulator.errors import ScenarioError
from simulator.scenario.days.opening import opening_of
from simulator.scenario.days.views import kinds_of_days, simulated_views, views
from simulator.scenario.nouns import Horizon, Scenario
from simulator.scenario.reader import load_text
from simulator.units import DAY_S, HOUR_S

WEEK = """\
version: 1
name: Week
horizon: {from: "06:00", to: "22:00", days: 7, date: "2026-12-21"}
channels:
  voice: {hours: {from: "08:00", to: "20:00"}, when_closed: voicemail}
  chat: {slots: 3}
sources:
  shoppers: {arrivals: 40/h}
contact_types:
  orders: {from: shoppers, share: 60%, channel: voice, talk: 4m, patience: 3m}
  chats: {from: shoppers, share: 40%, channel: chat, talk: 4m, patience: 3m}
agent_groups:
  front: {agents: 14, serves: {orders: {}, chats: {}}}
"""


def resolved(change: str = "", *settings: str, text: str = WEEK) -> Scenario:
    strategies = f"strategies:\n  one: {{{change}}}\n"
    return load_text(text + strategies, settings=settings).resolve("one")


def spans(scenario: Scenario, name: str = "orders") -> list[tuple[str, ...]]:
    """Return the opening hours of each reported day, as clocks of the day."""
    stretches = opening_of(scenario, name).stretches
    assert stretches is not None
    return [
        tuple(
            "-".join(
                f"{(time_s - day.start_s) / HOUR_S:g}" for time_s in (max(from_s, day.opens_s), min(to_s, day.closes_s))
            )
            for from_s, to_s in stretches
            if from_s < day.closes_s and to_s > day.opens_s
        )
        for day in scenario.horizon.open_days
    ]


USUAL = ("8-20",)


def test_from_and_to_alone_are_for_every_day():
    assert spans(resolved()) == [USUAL] * 7
    written_out = changed(WEEK, ('{from: "08:00", to: "20:00"}', '{every_day: {from: "08:00", to: "20:00"}}'))
    listed = changed(WEEK, ('{from: "08:00", to: "20:00"}', '[{from: "08:00", to: "20:00"}]'))
    assert spans(resolved(text=written_out)) == spans(resolved(text=listed)) == [USUAL] * 7


@pytest.mark.parametrize(
    ("hours", "friday", "sunday"),
    [
        ("{sunday: closed}", USUAL, ()),
        ("{friday: {to: '14:00'}, '2026-12-25': {from: '10:00'}}", ("10-14",), USUAL),
        ("{'2026-12-25': closed, friday: {to: '14:00'}}", (), USUAL),
        ("{friday: closed, '2026-12-25': {from: '10:00'}}", ("10-20",), USUAL),
        ("{sunday: [{from: '09:00', to: '12:00'}, {from: '11:00', to: '13:00'}]}", USUAL, ("9-13",)),
        ("{saturday: {to: '31:00'}}", USUAL, ("6-7", "8-20")),
        ("{to: null, from: null, sunday: closed}", ("6-22",), ()),
        ("{to: null}", ("8-22",), ("8-22",)),
    ],
)
def test_a_strategy_changes_one_day_and_a_date_goes_before_its_weekday(hours, friday, sunday):
    found = spans(resolved(f"channels: {{voice: {{hours: {hours}}}}}"))
    assert (found[4], found[6]) == (friday, sunday)


def test_settings_reach_hours_and_what_a_day_says():
    assert spans(resolved("", "channels.voice.hours.to=18:00"))[0] == ("8-18",)
    assert spans(resolved("", "channels.voice.hours.sunday=closed"))[6] == ()
    assert spans(resolved("", 'channels.voice.hours."2026-12-24"={to: "14:00"}'))[3] == ("8-14",)
    assert resolved("", "horizon.warm_up=2d", "horizon.run_on=8h").horizon.warm_up_s == 2 * DAY_S
    with pytest.raises(ScenarioError, match="there is no 'sunday' here"):
        resolved("", "channels.voice.hours.sunday=shut")


def test_times_and_add_change_how_long_a_warm_up_is():
    text = changed(WEEK, ('date: "2026-12-21"', 'date: "2026-12-21", warm_up: 1w, run_on: 4h'))
    horizon = resolved("horizon: {warm_up: {times: 2}, run_on: {add: 30m}}", text=text).horizon
    assert (horizon.warm_up_s, horizon.run_on_s) == (14 * DAY_S, 4.5 * HOUR_S)


def test_a_type_goes_before_its_channel_in_each_key_and_in_hours_as_a_whole():
    hours = "hours: {sunday: closed}"
    one = opening_of(resolved(f"contact_types: {{orders: {{{hours}, at_close: clear}}}}"), "orders")
    assert (one.when_closed, one.at_close) == ("voicemail", "clear")
    assert spans(resolved(f"contact_types: {{orders: {{{hours}}}}}")) == [("6-22",)] * 6 + [()]
    wait = opening_of(resolved("contact_types: {orders: {when_closed: wait}}"), "orders")
    assert (wait.when_closed, wait.at_close, wait.stretches) == (
        "wait",
        "keep",
        opening_of(resolved(), "orders").stretches,
    )
    other = "channels: {voice: {at_close: clear}}, contact_types: {orders: {when_closed: wait}}"
    assert opening_of(resolved(other), "orders").at_close == "clear"


def test_what_has_no_hours_or_is_never_closed_is_open_with_the_center():
    assert opening_of(resolved(), "chats").stretches is None
    always = resolved('channels: {voice: {hours: {from: "00:00", to: "24:00"}}}')
    assert opening_of(always, "orders").stretches is None


def test_at_close_of_the_horizon_is_that_of_all_who_say_nothing():
    assert opening_of(resolved("horizon: {at_close: keep}"), "chats").at_close == "keep"


def test_hours_reach_into_the_warm_up():
    stretches = opening_of(resolved("horizon: {warm_up: 2d}"), "orders").stretches
    assert stretches is not None
    # The warm-up begins at 6:00 of Saturday, two days before the first opening.
    assert stretches[:3] == tuple((n * DAY_S + 8 * HOUR_S, n * DAY_S + 20 * HOUR_S) for n in (-2, -1, 0))


def test_a_warm_up_changes_no_reported_opening():
    def reported(scenario: Scenario) -> list[Any]:
        stretches = opening_of(scenario, "orders").stretches
        assert stretches is not None
        return [span for span in stretches if span[1] > scenario.horizon.open_days[0].opens_s]

    night = changed(WEEK, ('from: "06:00", to: "22:00"', 'from: "00:00", to: "24:00"'), ('to: "20:00"', 'to: "26:00"'))
    for text in (WEEK, night):
        one, other = resolved(text=text), resolved("horizon: {warm_up: 30h}", text=text)
        assert reported(other)[-6:] == reported(one)[-6:]
        # What began before midnight is open after it, whether or not the day before is simulated.
        assert [opening_of(one, "orders").open_at(time) for time in (HOUR_S, 7 * HOUR_S, 9 * HOUR_S)] == [
            opening_of(other, "orders").open_at(time) for time in (HOUR_S, 7 * HOUR_S, 9 * HOUR_S)
        ]


def test_a_view_of_a_warm_up_day_is_that_day_and_no_ordinary_one():
    one = resolved("horizon: {warm_up: 1w}, agent_groups: {front: {agents_on: {'2026-12-18': 3, friday: 9}}}")
    seen = {day.number: view for day, view in simulated_views(one)}
    assert seen[-3].agent_groups["front"].agents == {0.0: 3}
    assert seen[4].agent_groups["front"].agents == {0.0: 9}
    assert [(seen[n].horizon.number, str(seen[n].horizon.date)) for n in (-7, 0)] == [
        (-7, "2026-12-14"),
        (0, "2026-12-21"),
    ]
    assert all(view.horizon.warm_up_s == 0.0 for view in seen.values())


def test_one_day_with_a_warm_up_is_not_its_own_view():
    day = changed(WEEK, ("days: 7", "days: 1, warm_up: 1d"))
    one = resolved(text=day)
    before, today = simulated_views(one)
    assert views(one) == (today,)
    assert today.scenario is not one
    assert (before.day.name, today.day.name) == ("warm-up day -1", "")


def test_days_before_the_first_have_no_number_that_could_be_a_weekday():
    horizon = resolved("horizon: {warm_up: 2w}").horizon
    for day in horizon.simulated_days:
        numbers = {code for code in horizon.codes_of(day.number) if -8 < code < 1000}
        assert len([code for code in numbers if code < 0]) == 1
        assert [code for code in numbers if code >= 0] == ([day.number + 1] if day.number >= 0 else [])


def test_days_of_one_kind_are_alike_and_a_date_is_another():
    year = changed(WEEK, ("days: 7", "days: 365"))
    change = "agent_groups: {front: {agents_on: {'2026-12-24': 3}}}, channels: {voice: {hours: {'2026-12-25': closed}}}"
    kinds = kinds_of_days(resolved(change, text=year))
    assert (len(kinds), len(set(kinds))) == (365, 9)
    assert kinds[3] != kinds[10] == kinds[17]
    assert kinds[4] != kinds[11]


def test_a_warm_up_with_days_is_at_most_so_long():
    with pytest.raises(ValueError, match="at most 800 days"):
        Horizon.model_validate({"from": "08:00", "to": "18:00", "days": 799, "warm_up": "2d"})
    assert (
        len(Horizon.model_validate({"from": "08:00", "to": "18:00", "days": 730, "warm_up": "10w"}).simulated_days)
        == 800
    )
