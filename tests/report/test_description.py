"""The description on the terminal and as a document: what a reader finds in it, at any width."""

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from demand_texts import scenario_of
from rich.console import Console
from rich_day import rich_day

from simulator import describe
from simulator.report.description.description_blocks import description_blocks
from simulator.report.description.description_document import description_document
from simulator.report.description.description_rows import rows_of, without_nothing
from simulator.report.description.description_words import gap_lines, verdict
from simulator.report.media.markdown import markdown
from simulator.report.media.terminal import show
from simulator.report.pictures.description_picture import about_work
from simulator.scenario.reader import load_text


@pytest.fixture(scope="module")
def more():
    return describe(rich_day(), future="more", days=20)


def shown(one, width=80, by=None):
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as captured:
        show(console, description_blocks(one, by))
    return "\n".join(line.rstrip() for line in captured.get().splitlines())


def line_of(text, words):
    return next(line for line in text.splitlines() if words in line)


@pytest.mark.parametrize("width", [60, 80, 200])
def test_nothing_is_wider_than_the_terminal_and_nothing_is_cut(more, width):
    lines = shown(more, width).splitlines()
    assert max(map(len, lines)) <= width
    assert not any("…" in line for line in lines)


def test_a_long_day_is_told_by_the_hour_unless_all_intervals_are_wanted(more):
    text = shown(more)
    assert "08:00-09:00" in text
    assert "08:15-08:30" not in text
    assert "08:15-08:30" in shown(more, by="interval")


def test_hours_hold_the_intervals_that_begin_in_them():
    one = describe(scenario_of({"arrivals": "30/h"}, interval="7m", to="10:00"), days=1)
    hours = rows_of(one, "hour")
    assert [row.label for row in hours] == ["08:00-09:03", "09:03-10:00"]
    assert sum(len(row.places) for row in hours) == len(rows_of(one, "interval")) == 18
    assert len(rows_of(one)) == 18


def test_hours_in_which_there_is_nothing_are_one_row(more):
    night = more.types[3]
    labels = [row.label for row in without_nothing(rows_of(more), night.offered, night.able)]
    assert labels == ["08:00-22:00", "22:00-23:00", "23:00-24:00", "24:00-25:00", "25:00-26:00"]


def test_sources_are_told_with_their_campaigns_and_what_they_have_in_common(more):
    text = shown(more, 120)
    assert line_of(text, "shoppers   ").split()[1:4] == ["linear", "2,382", "1,832"]
    assert "gamma 15 %" in line_of(text, "shoppers   ")
    assert line_of(text, "campaign mailing").split()[1:] == ["campaign", "mailing", "10:00-21:13", "172", "132"]
    assert "shoppers: true demand is 130 % of the forecast and the day's profile is 1h later than forecast." in text
    assert "All sources have busyness in common: gamma, cv 10 %." in text
    assert "Between the sources' own busyness the correlation is 40 %." in text
    assert "the correlation of neighbouring parts is 60 %" in " ".join(text.split())


def test_load_is_told_beside_the_forecast_and_what_is_too_much_is_marked(more):
    text = shown(more, 120)
    # 6 of front at 08:00, experts from 09:00 on.
    assert line_of(text, "10:00-11:00").split()[1:7] == ["201.8", "195.0", "15.5", "15.0", "10", "!"]
    last = [line.split()[1:] for line in text.splitlines() if line.startswith("25:00-26:00")][-1]
    assert last == ["6", "0.5", "0", "2", "!", "2", "!", "nobody"]
    told = "! 25:00-26:00 emergencies: no agent on duty can serve them; 0.5 agent hours are missing"
    assert told in text


def test_durations_are_told_by_segment(more):
    text = shown(more)
    assert line_of(text, "orders, ").endswith(" drawn")
    assert line_of(text, "advice: vip, ").endswith(" drawn")
    assert "patience, endless" in text
    talk = line_of(text, "talk, lognormal").split()
    assert talk[3] == "4m00s"
    assert len(talk) == 9
    # Nobody is told of a wrap-up that there is not.
    assert text.count("wrap-up") == 1


def test_the_last_sentence_names_the_worst_gap_or_the_busiest_group(more):
    assert verdict(more).startswith("Too few agents in ")
    assert "most of them for orders and advice, 11:00 to 16:00" in verdict(more)
    easy = describe(scenario_of({"arrivals": "30/h"}), days=25)
    assert verdict(easy) == (
        "Every interval has enough agents for its work; front is busiest, 50 % at 08:00. The draws match the stated "
        "values."
    )
    nobody = describe(scenario_of({"arrivals": "0/h"}), days=25)
    assert verdict(nobody).startswith("No contacts arrive.")


def test_a_gap_that_rounding_would_hide_is_told_with_more_digits(more):
    small = replace(more.gaps[0], agents=6.004, staff=6.0, agent_hours=0.002)
    ((_, what),) = gap_lines(replace(more, gaps=(small,)))
    assert what == "orders and advice: work for 6.004 agents, 6 on duty; less than 0.1 agent hours are missing"


def test_of_very_many_gaps_those_with_most_missing_are_told(more):
    gaps = tuple(replace(more.gaps[0], from_s=900.0 * k, to_s=900.0 * k + 900, agent_hours=float(k)) for k in range(20))
    lines = list(gap_lines(replace(more, gaps=gaps)))
    assert len(lines) == 13
    assert lines[-1] == ("and more", "8 times, with fewer agents missing each time")


def test_a_doubt_is_told_in_the_end(more):
    doubted = replace(more, durations=(replace(more.durations[0], doubt="the mean is off."), *more.durations[1:]))
    assert "! contact_types.orders.talk: the mean is off." in shown(doubted, 200)
    assert verdict(doubted).endswith(
        "the draws do not match the stated values: contact_types.orders.talk: the mean is off."
    )


def test_the_document_has_everything_and_no_number_that_json_lacks(more):
    text = "\n".join(description_document(more))
    assert "NaN" not in text
    assert "Infinity" not in text
    found = json.loads(text)
    assert found["schema_version"] == 1
    assert found["intervals"][0] == "08:00-08:15"
    assert len(found["intervals"]) == 72
    for key in ("offered", "forecast", "erlangs", "agents", "able", "factor"):
        assert len(found["types"][0][key]) == 72
    assert found["types"][1]["at_once"] == pytest.approx(2.1)
    assert [each["name"] for each in found["groups"]] == ["front", "experts", "chatters", "guards"]
    assert found["pools"][0]["types"] == ["orders", "advice"]
    assert found["gaps"][-1]["staff"] == 0.0
    endless = next(each for each in found["durations"] if each["form"] == "endless")
    assert endless["stated"]["mean_s"] is None
    assert found["sources"][0]["drawn"]["days"] == 20
    assert any("no agent who serves them" in each["message"] for each in found["warnings"])


def test_a_description_is_also_a_page_of_markdown(more):
    text = markdown(description_blocks(more))
    assert text.startswith("# A rich day, Monday, 30 November 2026\n")
    assert "| orders_chat | 715 | 550 | 7m00s |" in text
    assert "**Too few agents in " in text


def test_the_same_description_is_the_same_text(more):
    again = describe(rich_day(), future="more", days=20)
    assert list(description_document(again)) == list(description_document(more))
    assert shown(again) == shown(more)


def test_the_page_names_every_key_of_the_document(more):
    page = (Path(__file__).parents[2] / "docs" / "describe.md").read_text("utf-8")
    found = json.loads("\n".join(description_document(more)))
    lists = ("sources", "types", "groups", "pools", "erlang", "gaps", "durations")
    keys = {*found, *found["together"], *(key for name in lists for key in found[name][0])}
    assert [key for key in sorted(keys - {"schema_version"}) if f"`{key}`" not in page] == []
    assert "`schema_version` 1" in page


def test_the_python_examples_of_the_page_run_and_print_what_it_shows(capsys, monkeypatch):
    root = Path(__file__).parents[2]
    monkeypatch.chdir(root)
    page = (root / "docs" / "describe.md").read_text("utf-8")
    first, formulas = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    exec(first, {})
    assert capsys.readouterr().out.startswith("()")
    exec(formulas, {})
    assert capsys.readouterr().out in re.findall(r"```text\n(.*?)```", page, flags=re.DOTALL)


# --- around the clock ---

NIGHT = """\
version: 1
name: Round the clock
horizon: {from: "00:00", to: "24:00", days: 7, weekday: monday, interval: 1h, warm_up: 1w, run_on: 0s}
channels:
  voice: {}
  chat: {slots: 3, hours: {from: "08:00", to: "22:00"}, when_closed: voicemail}
sources: {callers: {arrivals: 10/h}, chatters: {arrivals: 3.1/h}}
contact_types:
  calls: {from: callers, channel: voice, talk: 4m, patience: 3m, hours: {sunday: closed}, when_closed: wait}
  chats: {from: chatters, channel: chat, talk: 6m, patience: 3m}
agent_groups:
  front: {agents: {"06:00": 3, "23:00": 0}, serves: {calls: {}, chats: {}}}
  night: {agents: {"00:00": 1, "06:00": 0, "23:00": 1}, serves: {chats: {}}}
"""


@pytest.fixture(scope="module")
def night():
    return load_text(NIGHT)


def test_the_first_day_with_the_most_groups_is_told_and_the_head_says_why():
    off = ("front: {agents:", "front: {agents_on: {sunday: 0}, agents:")
    closed = load_text(NIGHT.replace("weekday: monday", "weekday: sunday").replace(*off))
    text = " ".join(shown(describe(closed, days=3), 200).split())
    assert text.startswith("Round the clock, Monday ")
    assert "monday, the first day with the most groups on duty, after 7 days of warm-up; --day" in text
    assert "; --day NAME shows another of 7; nothing is simulated" in text
    assert "sunday, one of 7 days, after" in shown(describe(closed, days=3, day="sunday"), 200)
    monday = shown(describe(closed, days=3, day="monday"), 200)
    assert "monday, one of 7 days, after" in monday
    assert "--day" not in monday


def test_a_day_of_several_says_which_and_mentions_the_warm_up(night):
    text = shown(describe(night, days=3, day="tuesday"), 120)
    assert text.splitlines()[0] == "Round the clock, Tuesday"
    assert "tuesday, one of 7 days, after 7 days of warm-up; nothing is simulated" in text
    assert text.count("warm-up") == 1
    assert shown(describe(night, days=3), 120).splitlines()[0] == "Round the clock, Monday"


def test_what_becomes_of_contacts_outside_the_hours_is_told(night):
    text = shown(describe(night, days=3, day="tuesday"), 120)
    said = "chats: 3.1 contacts an hour arrive while it is closed, 00:00 to 08:00 and 22:00 to 24:00, and leave a"
    assert f"{said} voicemail." in " ".join(text.split())
    # 24 hours of 3.1 come, 14 of them while it is open.
    assert line_of(text, "chats       ").split()[1:3] == ["74", "43"]
    sunday, monday = (shown(describe(night, days=3, day=day), 120) for day in ("sunday", "monday"))
    assert "calls: 10.0 contacts an hour arrive while it is closed, 00:00 to 24:00, and wait in vain" in sunday
    # Of the warm-up's Sunday: its 240 stand there on the first reported day.
    assert "calls: at 00:00 240 contacts that waited for the opening enter at once." in monday


def test_people_without_work_and_work_without_people_are_told_once_with_their_hours(night):
    text = " ".join(shown(describe(night, days=3, day="tuesday"), 120).split())
    assert text.count("no agent on duty can serve them") == 2
    assert "! 00:00-06:00 calls: no agent on duty can serve them" in text
    assert "! 23:00-24:00 calls: no agent on duty can serve them" in text
    idle = "night: on duty while no contacts arrive for it, 00:00 to 06:00 and 23:00 to 24:00 (7.0 agent hours)."
    assert text.count("on duty while no contacts arrive") == text.count(idle) == 1


def test_the_document_and_the_picture_know_of_the_hours(night):
    one = describe(night, days=3, day="tuesday")
    found = json.loads("\n".join(description_document(one)))
    assert found["warm_up_s"] == 7 * 86400
    assert [each["type"] for each in found["said"]] == ["chats"]
    assert found["without_work"] == [{"group": "night", "spans": [[0, 21600], [82800, 86400]], "agent_hours": 7.0}]
    assert [each["type"] for each in found["without_people"]] == ["calls"]
    calls, chats = found["types"]
    assert (sum(calls["came"]), sum(chats["came"])) == pytest.approx((240, 24 * 3.1))
    assert (sum(calls["offered"]), sum(chats["offered"])) == pytest.approx((240, 14 * 3.1))
    assert "Contacts that arrive while closed are work only at the opening" in about_work(one)


def test_nobody_inside_an_interval_is_told_once(night):
    agents = ('{"06:00": 3, "23:00": 0}', '{"06:00": 3, "12:10": 0, "12:40": 3, "23:00": 0}')
    one = describe(load_text(NIGHT.replace(*agents)), days=1)
    text = " ".join(shown(one).split())
    assert text.count("! 12:10-12:40 calls: contacts arrive while no agent on duty can serve them") == 1
    assert text.count("! 12:10-12:40 chats: contacts arrive while no agent on duty can serve them") == 1
    # Whose patience has no end piles up: that is a gap with its hours, and told as one.
    endless = describe(load_text(NIGHT.replace(*agents).replace("patience: 3m", "patience: endless")), days=1)
    text = " ".join(shown(endless).split())
    assert "! 12:10-12:40 calls and chats: no agent on duty can serve them" in text
    assert "contacts come while nobody" not in text
    assert "Too few agents in 8 of 24 intervals" in text


def test_a_day_on_which_nobody_who_comes_is_served_is_no_day_without_customers():
    text = """\
version: 1
name: Week
horizon: {from: "08:00", to: "18:00", days: 7, weekday: monday}
channels: {voice: {hours: {every_day: {from: "08:00", to: "17:00"}, sunday: closed}, when_closed: voicemail}}
sources: {callers: {arrivals: 40/h}}
contact_types: {calls: {from: callers, channel: voice, talk: 4m, patience: {exponential: {mean: 2m}}}}
agent_groups: {front: {agents: 4, serves: {calls: {}}}}
"""
    sunday = describe(load_text(text).resolve(), days=2, day="sunday")
    assert verdict(sunday).startswith("No contacts are due to be served on this day.")
