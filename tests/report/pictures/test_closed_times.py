"""What pictures shade as closed, on which day agents are shown, and how very many days are drawn."""

import numpy as np
import pytest

from simulator.comparing import compare
from simulator.report.pictures.agents_day import agents_of
from simulator.report.pictures.closed_times import closed_times
from simulator.report.pictures.through_day import closed_of, queue, queue_of, service, service_of
from simulator.report.words.parts import parts
from simulator.scenario.reader import load_text
from simulator.units import DAY_S, HOUR_S

TEXT = """\
version: 1
name: Nights
horizon: {from: "00:00", to: "24:00", days: 3, weekday: sunday, interval: 2h, run_on: 0s}
channels:
  voice: {}
  mail: {hours: {every_day: {from: "08:00", to: "20:00"}, sunday: closed}, when_closed: wait}
sources: {callers: {arrivals: 10/h}, writers: {arrivals: 10/h}}
contact_types:
  calls:
    from: callers
    channel: voice
    talk: 5m
    patience: 3m
    hours: {every_day: [{from: "06:00", to: "12:00"}, {from: "13:00", to: "22:00"}]}
    when_closed: refuse
  mails: {from: writers, channel: mail, talk: 5m, patience: endless, service_level: 80% in 1h}
agent_groups:
  phone: {agents: {"06:00": 3, "22:00": 0}, serves: {calls: {}}}
  desk: {agents: {"08:00": 3, "20:00": 0}, agents_on: {sunday: 0}, serves: {mails: {}}}
strategies:
  as_today: {}
  night:
    contact_types:
      calls: {when_closed: {redirect: night_calls}}
      night_calls: {from: callers, share: 0%, channel: voice, talk: 5m, patience: 3m}
    agent_groups: {night: {agents: {"00:00": 1, "06:00": 0, "22:00": 1}, serves: {night_calls: {}}}}
run: {replications: 3, seed: 5}
"""


@pytest.fixture(scope="module")
def run():
    return compare(load_text(TEXT), jobs=1)


def hours(spans):
    return [(from_s / HOUR_S, to_s / HOUR_S) for from_s, to_s in spans]


def test_closed_is_what_is_outside_the_hours_of_all_types_of_a_part_day_by_day(run):
    voice, mail = parts(run.first)
    assert hours(closed_times(run.first, "as_today", mail)) == [(0, 24), (24, 32), (44, 48), (48, 56), (68, 72)]
    of_a_day = [(0, 6), (12, 13), (22, 24)]
    expected = [(24 * day + from_h, 24 * day + to_h) for day in range(3) for from_h, to_h in of_a_day]
    assert hours(closed_times(run.first, "as_today", voice)) == expected


def test_who_is_redirected_is_taken(run):
    voice, mail = parts(run.first)
    assert closed_times(run.first, "night", voice) == ()
    assert closed_times(run.first, "night", mail) == closed_times(run.first, "as_today", mail)


def test_a_part_without_hours_is_never_closed():
    text = TEXT.split("strategies:")[0]
    text = text.replace(
        'mail: {hours: {every_day: {from: "08:00", to: "20:00"}, sunday: closed}, when_closed: wait}', "mail: {}"
    )
    one = compare(load_text(text), replications=1, jobs=1).first
    voice, mail = parts(one)
    assert closed_times(one, "base", mail) == ()
    assert closed_times(one, "base", voice)


@pytest.mark.parametrize("draw", [service, queue])
def test_closed_hours_are_shaded_in_each_panel_and_named_in_the_legend(run, draw):
    figure = draw(run)
    texts = [text.get_text() for legend in figure.legends for text in legend.get_texts()]
    assert "closed" in texts
    shades = [len([one for one in axes.patches if one.get_gid() == "closed"]) for axes in figure.axes]
    wide = 2 if draw is service else 1
    assert sorted(shades) == sorted([9, 0, 5, 5] * wide)


def test_the_queue_of_a_channel_has_those_whom_its_contacts_became(run):
    voice = queue_of(run.first).blocks[0]
    night = voice.rows[1].curves[0].values
    plan = run.first.stacks["night"].details.plan
    place = 1 + plan.names.types.index("night_calls")
    assert run.first.stacks["night"].details.queue[:, place].sum() > 0
    assert np.nansum(night) > np.nansum(voice.rows[0].curves[0].values)
    assert "contacts that wait for the opening join the queue when it opens" in queue_of(run.first).footer


def test_agents_are_shown_on_the_first_day_on_which_all_groups_are_there(run):
    picture = agents_of(run.first, "as_today")
    assert "Monday of the first replication" in picture.footer
    assert [group.name for group in picture.groups] == ["phone", "desk"]
    assert (picture.from_s, picture.groups[1].from_s.min() / HOUR_S) == (0.0, 8.0)
    # The next day opens at this one's midnight: who is there then is shown until then.
    night = agents_of(run.first, "night")
    assert night.to_s == DAY_S
    assert all(group.from_s.min() >= 0.0 and group.to_s.max() <= DAY_S for group in night.groups)


def test_very_many_days_are_a_step_each():
    text = TEXT.split("strategies:")[0].replace("days: 3", "days: 33").replace("weekday: sunday", 'date: "2026-03-01"')
    one = compare(load_text(text), replications=2, jobs=1).first
    picture = service_of(one)
    (row,) = picture.blocks[0].rows
    assert len(row.curves[0].values) == len(picture.days) == 33
    assert row.closed_s == ()
    assert row.curves[0].values[4] == one.row("base", "service_level", "channel:voice", "2026-03-05").value
    assert " of 33" in picture.title
    assert picture.title.startswith("Days below the target")
    assert "of each day by itself" in picture.band
    assert len(queue_of(one).blocks[1].rows[0].curves[0].values) == 33
    assert "2026-" in closed_of(one).title
    names = [tick.get_text() for tick in service(one).axes[-1].get_xticklabels()]
    assert 2 <= len([name for name in names if name]) <= 6
