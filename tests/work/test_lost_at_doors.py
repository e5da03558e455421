"""Warnings about hours say the numbers of work: who is lost at a door, who is there for nothing, by one count."""

from pathlib import Path

import pytest
from scenario_texts import SMALL, changed
from swarm import random_center

from simulator.demand.workload import draw
from simulator.describing.whole_description import describe
from simulator.engine.simulate import simulate
from simulator.log import EndedBy
from simulator.scenario.reader import Study, load_text
from simulator.work.by_piece import works_of
from simulator.work.features.at_the_door import NEVER, REFUSED, VOICEMAIL, doors_of
from simulator.work.lost_at_doors import AtDoors, at_doors
from simulator.work.odd import odd

ARRIVALS = '{arrivals: {per_hour: {"08:00": 40, "12:00": 95}}}'
CHAIN = """\
version: 1
name: Peak
horizon: {from: "00:00", to: "24:00", interval: 1h}
channels: {voice: {hours: {from: "08:00", to: "18:00"}, when_closed: {redirect: evening}}}
sources: {shoppers: {arrivals: 24/h}}
contact_types:
  orders: {from: shoppers, share: 75%, channel: voice, talk: 4m, patience: 3m}
  evening:
    {from: shoppers, share: 25%, channel: voice, talk: 2m, patience: 3m, hours: {from: "12:00", to: "20:00"},
    when_closed: {redirect: night}}
  night: {channel: voice, hours: {from: "20:00", to: "22:00"}, when_closed: refuse, talk: 2m, patience: 3m}
agent_groups: {front: {agents: 9, serves: {orders: {}, evening: {}, night: {}}}}
"""


def met(study: Study) -> dict[str, AtDoors]:
    works = works_of(study.resolve())
    return {one.type: one for one in at_doors(works.coming, doors_of(works.coming.timeline), works.first_piece)}


def warned(study: Study) -> list[str]:
    return [one.what for one in odd(study) if "of its contacts arrive" in one.what]


def test_who_is_refused_after_redirects_counts_where_they_came() -> None:
    study = load_text(CHAIN)
    found = met(study)
    # Orders are taken from 08:00 to 22:00 by one of the three: 10 hours of 18 are left; evening from 12:00: 14 of 6.
    assert found["orders"] == AtDoors("orders", *map(pytest.approx, (432.0, 180.0, 0.0, 0.0)))
    assert found["evening"] == AtDoors("evening", *map(pytest.approx, (144.0, 84.0, 0.0, 0.0)))
    assert warned(study) == [
        "about 42% of its contacts arrive outside its hours and those of evening and those of night and are refused.",
        "about 58% of its contacts arrive outside its hours and those of night and are refused.",
    ]
    # What a description says to be refused, of the type that refuses them, is the same number.
    came, worked = (
        sum(sum(getattr(one, word)) for one in describe(study, days=1).types) for word in ("came", "offered")
    )
    assert came - worked == pytest.approx(180.0 + 84.0)


def test_a_chain_that_ends_with_a_voicemail_refuses_nobody() -> None:
    study = load_text(CHAIN.replace("when_closed: refuse", "when_closed: voicemail"))
    assert met(study)["orders"] == AtDoors("orders", *map(pytest.approx, (432.0, 0.0, 180.0, 0.0)))
    assert warned(study) == []


def test_a_chain_that_ends_at_an_open_door_loses_nobody() -> None:
    study = load_text(CHAIN.replace('hours: {from: "20:00", to: "22:00"}', 'hours: {from: "00:00", to: "24:00"}'))
    assert met(study)["orders"] == AtDoors("orders", *map(pytest.approx, (432.0, 0.0, 0.0, 0.0)))
    assert warned(study) == []


def test_factors_of_weekdays_and_the_warm_up_are_as_in_work() -> None:
    # 24 a day from 00:00 to 24:00 on Monday, twice as many on Tuesday; open all of Monday, from 12:00 on Tuesday.
    text = CHAIN.replace("24/h", "{rate: 1/h, weekday: {tuesday: 200%}}").replace(
        "interval: 1h}", "interval: 1h, days: 2, weekday: monday, warm_up: 1d}"
    )
    text = text.replace(
        '{from: "08:00", to: "18:00"}, when_closed: {redirect: evening}',
        '{monday: {from: "00:00", to: "24:00"}, tuesday: {from: "12:00", to: "24:00"}, sunday: closed}',
    )
    study = load_text(text)
    # Of orders 18 and 36; those before noon on Tuesday are refused. Of Sunday, which is the warm-up, nobody is counted.
    assert met(study)["orders"] == AtDoors("orders", *map(pytest.approx, (54.0, 18.0, 0.0, 0.0)))
    assert warned(study)[0] == "about 33% of its contacts arrive outside its hours and are refused."


@pytest.mark.parametrize("drawn", ["exactly", "on_average"])
def test_counted_arrivals_are_warned_of_with_the_number_that_a_run_has(tmp_path: Path, drawn: str) -> None:
    (tmp_path / "halves.csv").write_text("time,count\n09:00,30\n12:30,10\n16:00,20\n")
    counts = f"{{arrivals: {{counts: {{file: halves.csv, interval: 30m, drawn: {drawn}}}}}}}"
    hours = ("voice: {lines: 60}", 'voice: {hours: {from: "12:00", to: "16:00"}}')
    study = load_text(changed(SMALL, (ARRIVALS, counts), hours), tmp_path)
    assert met(study)["orders"] == AtDoors("orders", *map(pytest.approx, (60.0, 50.0, 0.0, 0.0)))
    assert warned(study) == ["about 83% of its contacts arrive outside its hours and are refused."]
    if drawn == "exactly":
        scenario = study.resolve()
        assert (simulate(scenario, draw(scenario, 1, 0)).contacts["ended_by"] == EndedBy.REFUSED).sum() == 50


def test_recorded_arrivals_are_warned_of_and_a_file_that_cannot_be_used_is_not(tmp_path: Path) -> None:
    hours = ("voice: {lines: 60}", 'voice: {hours: {from: "12:00", to: "16:00"}}')
    text = changed(SMALL, (ARRIVALS, "{arrivals: {recorded: {file: day.csv}}}"), hours)
    (tmp_path / "day.csv").write_text("time\n09:00\n13:00\n14:00\n17:00\n")
    assert warned(load_text(text, tmp_path)) == ["about 50% of its contacts arrive outside its hours and are refused."]
    (tmp_path / "day.csv").write_text("hour\n10\n")
    assert warned(load_text(text, tmp_path)) == []


def test_of_random_centers_what_types_meet_adds_up_to_what_all_meet_together() -> None:
    seen = dict.fromkeys((REFUSED, VOICEMAIL, NEVER), 0)
    for seed in range(150):
        scenario, _ = random_center(seed)
        work = works_of(scenario, forecast=False).coming
        found = list(at_doors(work, doors_of(work.timeline)))
        notes = [(note.what, float(column.sum())) for note, column in work.notes["hours"].items()]
        for what, word in ((REFUSED, "refused"), (VOICEMAIL, "voicemail"), (NEVER, "in_vain")):
            together = sum(number for kind, number in notes if kind == what)
            assert sum(getattr(one, word) for one in found) == pytest.approx(together), (seed, what)
            seen[what] += together > 0.0
    assert min(seen.values()) >= 10, f"too few of a kind: {seen}"


NIGHT = """\
version: 1
name: Peak
horizon: {from: "00:00", to: "24:00"}
channels: {voice: {hours: {from: "08:00", to: "22:00"}}}
sources: {shoppers: {arrivals: {per_hour: {"00:00": 40, "08:00": 0}}}}
contact_types: {orders: {from: shoppers, channel: voice, talk: 4m, patience: 3m}}
agent_groups:
  late: {agents: {"22:00": 3}, serves: {orders: {}}}
"""


def test_of_a_group_that_is_there_only_while_all_is_closed_one_reason_is_told() -> None:
    # Nobody comes for them either: they come before the opening, and are refused.
    told = [one.what for one in odd(load_text(NIGHT)) if one.where.startswith("agent_groups")]
    assert told == ["its agents are on duty only while everything they serve is closed."]
    told = [one.what for one in odd(load_text(NIGHT.replace('"22:00": 3', '"21:00": 3'))) if "late" in one.where]
    assert told == ["the group has agents but no work: no contacts arrive for orders."]


def test_a_group_that_is_there_when_its_types_open_on_some_day_is_no_surprise() -> None:
    week = NIGHT.replace('to: "24:00"}', 'to: "24:00", days: 7, weekday: monday}', 1).replace(
        '"08:00": 0', '"08:00": 4'
    )
    assert any("only while everything" in one.what for one in odd(load_text(week)))
    friday = week.replace('to: "22:00"}', 'to: "22:00", friday: {to: "24:00"}}')
    assert not any("only while everything" in one.what for one in odd(load_text(friday)))
