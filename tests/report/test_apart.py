"""Who has other customers is told apart, with how many fewer there are and of what."""

import pytest
from printing import printed

from simulator.comparing import compare
from simulator.report.pictures.paired_differences import differences_of
from simulator.report.tables.by import By
from simulator.report.tables.by_extremes import extremes
from simulator.report.tables.by_several import several_sheets
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.table import differences_sheet, marks
from simulator.report.words.answer import answer
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.sentence import sentence
from simulator.report.words.signs import Sign
from simulator.scenario.reader import load_text
from simulator.standing import standing

TWO_CHANNELS = """\
version: 1
name: Two channels
horizon: {from: "08:00", to: "12:00", interval: 1h}
channels: {voice: {}, chat: {slots: 3}}
sources:
  callers: {arrivals: 60/h}
  chatters: {arrivals: 90/h}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 3m}}, patience: 3m}
  questions: {from: chatters, channel: chat, talk: {exponential: {mean: 3m}}, patience: 5m, service_level: 80% in 60s}
agent_groups:
  front: {agents: 9, serves: {orders: {}, questions: {}}}
strategies:
  as_today: {}
  one_more: {agent_groups: {front: {agents: {add: 1}}}}
  one_less: {agent_groups: {front: {agents: {add: -1}}}}
  bot_40: {sources: {chatters: {keep: 60%}}}
  in_two_kinds:
    contact_types:
      questions: {share: 70%}
      complaints: {from: chatters, share: 30%, channel: chat, talk: {exponential: {mean: 3m}}, patience: 5m}
    agent_groups: {front: {serves: {complaints: {}}}}
futures:
  busy: {sources: {callers: {arrivals: {times: 1.3}}}}
"""


@pytest.fixture(scope="module")
def run():
    return compare(load_text(TWO_CHANNELS), replications=12, jobs=1)


def test_a_bot_is_told_apart_by_its_channel_and_is_not_best(run):
    one = run.first
    here, there = (one.row(name, "arrived", "channel:chat").value for name in ("bot_40", "as_today"))
    share = 100 * (1 - here / there)
    voice, chat = (100 * one.row("bot_40", "served_in_time", f"channel:{each}").value for each in ("voice", "chat"))
    said = sentence(one)
    assert (
        f"bot_40 has {share:.0f} % fewer contacts on chat ({here:.0f} instead of {there:.0f} a day), so it is not "
        f"ranked with the rest; it serves {voice:.1f} % of voice and {chat:.1f} % of questions in time."
    ) in said
    assert not said.startswith("bot_40")
    assert "bot_40" not in (*standing(one).best, *standing(one).may_be_best)
    assert marks(one, "bot_40") == ("(customers differ)",)


def test_what_moves_with_who_comes_has_no_sign_in_tables_breakdowns_and_pictures(run):
    one, name = run.first, "bot_40"
    place = one.strategies.index(name)
    table = differences_sheet(one).columns[place - 1]
    of_center = [cell for cell in table.cells[-6:] if cell.text.strip()]
    pictured = {panel.label: panel.strokes[place - 1].sign for panel in differences_of(one).panels}
    assert {pictured[ALL_SERVED], pictured["closed per hour"]} == {Sign.FACT}
    assert not any(sign in cell.text for cell in of_center[:2] for sign in (Sign.BETTER, Sign.WORSE))
    by_group = next(sheet for sheet, _ in several_sheets(one, By.GROUP) if sheet.title == "closed per agent hour")
    assert by_group.columns[place].cells[0].text.endswith(f" {Sign.FACT}")
    assert by_group.columns[one.strategies.index("one_less")].cells[0].text.endswith(f" {Sign.BETTER}")


def test_who_has_other_customers_is_not_said_to_gain_most_in_an_interval(run):
    assert all("bot_40" not in said for by in (By.INTERVAL, By.TYPE, By.CHANNEL) for said in extremes(run.first, by))


def test_another_type_of_the_same_cases_takes_part(run):
    assert run.first.customers_differ == ("bot_40",)
    assert "in_two_kinds" in standing(run.first).among


def test_over_futures_it_is_told_once_and_where():
    both = compare(load_text(TWO_CHANNELS), ["one_more", "bot_40"], replications=6, jobs=1, futures=["all"])
    said = answer(both)
    assert said.count("so it is not ranked with the rest") == 1
    assert "a day) as stated, so it is not ranked" in said
    assert "".join(said.split()) in "".join(printed(compared_blocks(both)).split())


def test_everything_less_is_told_of_everything():
    less = "  fewer: {sources: {callers: {keep: 50%}, chatters: {keep: 50%}}}\nfutures:"
    both = compare(load_text(TWO_CHANNELS.replace("futures:", less)), ["fewer", "one_more"], replications=6, jobs=1)
    assert " % fewer contacts (" in answer(both)
    assert "on chat" not in answer(both)
