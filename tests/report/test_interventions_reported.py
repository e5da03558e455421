"""What interventions did, as tables, documents, warnings and descriptions say it; the center is so simple that it is
known what they do."""

import json

import pytest
from pages import Page
from printing import in_one_line, printed
from test_description import shown

from simulator import describe
from simulator.comparing import ask, compare, run_asked
from simulator.log import State
from simulator.metrics.told import told
from simulator.report.files.routing_rules import routing_blocks
from simulator.report.media.markdown import markdown
from simulator.report.page.html_page import page
from simulator.report.pictures.agents_day import OFF_PHONE, _kinds, agents_of
from simulator.report.pictures.description_picture import load_picture
from simulator.report.records.document import document
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.interventions_done import interventions_done
from simulator.report.tables.overview import compared_blocks
from simulator.report.words.intervention_words import again_said, done_said, intervention_in_words
from simulator.report.words.never import is_never
from simulator.run_folder.page_background import background_of
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.nouns import Intervention
from simulator.scenario.reader import load_text
from simulator.unused import unused

TEXT = """\
version: 1
name: Interventions
horizon: {from: "08:00", to: "12:00", interval: 1h}
channels: {voice: {title: Calls}, chat: {slots: 2, title: Chats}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, share: 80%, channel: voice, talk: {exponential: {mean: 4m}}, patience: 5m}
  chats: {from: callers, share: 20%, channel: chat, talk: 6m, patience: 9m}
agent_groups:
  front: {agents: 6, serves: {orders: {}}, title: Front desk, cost: 20 EUR/h}
  back: {agents: 3, serves: {chats: {}, orders: {priority: 2}}, cost: 20 EUR/h}
interventions:
  help:
    when: {hour: {from: "09:00", to: "10:00"}}
    move_people: {number: 2, from: back, to: front, ready: 15m, for: 1h}
  extra: {when: {hour: {from: "10:00", to: "11:00"}}, call_in: {number: 3, to: front, ready: 30m}}
  no_chat: {when: {logged_in: {of: back, at_most: 1}}, close: chat}
  chat_back: {when: {logged_in: {of: back, at_least: 2}}, open: "channel:chat"}
  never: {when: {waiting: {of: orders, at_least: 900}}, call_in: {number: 1, to: front}}
strategies:
  reacting: {}
  without: {interventions: null}
run: {replications: 20, seed: 5}
"""
TOLD = ("interventions", "off_phone_hours")


@pytest.fixture(scope="module")
def compared():
    return compare(load_text(TEXT), ["without"], jobs=1)


@pytest.fixture(scope="module")
def alone():
    return compare(load_text(TEXT), ["reacting"], jobs=1)


def test_of_each_intervention_there_is_how_often_and_when(alone):
    rows = {row.name: row for row in interventions_done(alone.first, "reacting")}
    found = {name: (row.days, row.times, row.agents) for name, row in rows.items()}
    assert found == {
        "help": (1, 1, 2), "extra": (1, 1, 3), "no_chat": (1, 1, None), "chat_back": (1, 1, None), "never": (0, 0, 0),
    }  # fmt: skip
    assert [rows[name].first_s / 3600 for name in ("help", "extra")] == [9, 10]
    # Whoever goes does so as soon as they have nothing in hand, and comes back after a quarter of an hour and one hour.
    assert rows["chat_back"].first_s > 10.25 * 3600 > 9.25 * 3600 > rows["no_chat"].first_s >= 9 * 3600
    assert rows["never"].first_s != rows["never"].first_s


def test_the_table_of_one_strategy_has_a_row_for_each(alone):
    said = printed(run_blocks(alone))
    assert max(map(len, said.splitlines())) <= 80
    rows = {line.split("  ")[0]: line for line in said.partition("interventions: how often")[2].splitlines()}
    assert "move 2 agents from back to Front" in rows["help"]
    assert "close Chats" in rows["no_chat"]
    assert "open Chats" in rows["chat_back"]
    assert "call in 1 agent for Front desk" in rows["never"]
    assert "hours off the phone a day" in said
    assert "interventions a day" in said


def test_several_strategies_have_how_often_each_was_carried_out(compared):
    said = printed(compared_blocks(compared))
    assert max(map(len, said.splitlines())) <= 80
    table = said.partition("interventions: how often")[2]
    row = next(line for line in table.splitlines() if line.startswith("no_chat "))
    assert row.split()[-4:] == ["1.0", "(100.0", "%)", "–"]
    # What a strategy without interventions cannot do is a plain 0.
    rows = {line.partition("  ")[0]: line.split() for line in reversed(said.splitlines())}
    assert float(rows["interventions a day"][-1]) == float(rows["hours off the phone a day"][-1]) == 0


def test_metrics_are_what_the_table_says(alone):
    one = alone.first
    rows = interventions_done(one, "reacting")
    assert one.row("reacting", "interventions").value == pytest.approx(sum(row.times for row in rows)) == 4
    # Two for a quarter of an hour; who is called in comes when they are ready.
    assert one.row("reacting", "off_phone_hours").value == pytest.approx(0.5)
    assert one.row("reacting", "off_phone_hours", "group:front").value == pytest.approx(0.5)
    assert one.row("reacting", "off_phone_hours", "group:back").value == 0


def test_documents_have_what_each_did_and_only_where_there_are_any(alone, compared):
    found = {one["intervention"]: one for one in json.loads("\n".join(document(alone)))["interventions"]}
    assert (found["help"]["does"], found["help"]["agents"], found["help"]["first_s"]) == ("move_people", 2, 9 * 3600)
    assert (found["no_chat"]["does"], found["no_chat"]["agents"], found["no_chat"]["times"]) == ("close", None, 1)
    assert (found["never"]["days"], found["never"]["first_s"], found["never"]["n"]) == (0, None, 20)
    assert {one["strategy"] for one in json.loads("\n".join(document(compared)))["interventions"]} == {"reacting"}


def test_other_scenarios_have_nothing_of_it():
    plain = compare(load_text(TEXT), ["without"], baseline="without", replications=2, jobs=1)
    assert "interventions" not in json.loads("\n".join(document(plain)))
    said = printed(run_blocks(plain))
    assert "interventions" not in said
    assert "off the phone" not in said
    assert not set(TOLD) & set(told(list(plain.first.stacks.values())))
    assert interventions_done(plain.first, "without") == ()


def test_what_cannot_happen_is_ruled_out(compared):
    one = compared.first
    assert set(TOLD) <= set(told(list(one.stacks.values())))
    for metric in (*TOLD, "sent_away"):
        assert not is_never(one, "reacting", metric, "all")
        assert is_never(one, "without", metric, "all")
    # Chats are closed by an intervention, orders are not.
    assert is_never(one, "reacting", "sent_away", "type:orders")
    assert not is_never(one, "reacting", "sent_away", "type:chats")
    # Nobody is refused: while hours are on, customers count as sent away by a rule.
    assert one.row("reacting", "refused", "type:chats").value == 0 < one.row("reacting", "sent_away").value


def test_an_intervention_that_is_never_carried_out_is_warned_of_and_no_other(alone):
    (one,) = (one for one in unused(alone) if one.kind == "intervention")
    assert one.where == "interventions.never"
    assert one.what == (
        "the intervention never had an effect: in 20 replications it was carried out on none of 20 days."
    )


def test_of_few_days_nobody_is_warned():
    few = compare(load_text(TEXT), ["reacting"], replications=19, jobs=1)
    assert not [one for one in unused(few) if one.kind == "intervention"]


def test_a_stored_run_says_the_same(alone, tmp_path):
    stack = alone.first.stacks["reacting"]
    write_replications([stack], tmp_path / "numbers.npz")
    (read,) = read_replications(tmp_path / "numbers.npz")
    assert read.details.used.interventions.tolist() == stack.details.used.interventions.tolist()
    assert read.details.plan.names.interventions == ("help", "extra", "no_chat", "chat_back", "never")


def test_a_page_has_interventions_as_they_are_written_and_what_each_did():
    asked = ask(load_text(TEXT), ["reacting"], replications=2)
    found = Page(page(run_asked(asked, 1), background_of(asked, "run"), None, False))
    written = found.table("Interventions, as written").rows[1]
    assert written[:2] == ["help", 'hour: {from: "09:00", to: "10:00"}']
    assert found.table("interventions: how often they were carried out").rows[1][0] == "help"


def test_routing_shows_a_table_of_interventions():
    study = load_text(TEXT)
    said = in_one_line(markdown(routing_blocks(study, "reacting")))
    assert "**Interventions**" in said
    assert "at most 1 on duty of back" in said
    assert "**Interventions**" not in in_one_line(markdown(routing_blocks(study, "without")))


def test_a_description_says_what_interventions_may_do_and_that_the_load_leaves_them_out():
    study = load_text(TEXT)
    said = in_one_line(shown(describe(study, "reacting")))
    assert "Rules by how things stand; the load below leaves them out" in said
    assert (
        "With time of day 09:00 to 10:00: move 2 agents from back to front, ready after 15m, for 1h (once a day)."
        in said
    )
    assert "interventions" in load_picture(describe(study, "reacting")).footer
    assert "interventions" not in load_picture(describe(study, "without")).footer


@pytest.mark.parametrize(
    ("rule", "said", "again"),
    [
        ({"move_people": {"number": 1, "from": "back", "to": "front", "leave": 2}},
         "move 1 agent from back to Front desk; at least 2 stay", "once a day"),
        ({"call_in": {"number": 3, "to": "front", "ready": "30m", "for": "4h"}, "again": "1h"},
         "call in 3 agents for Front desk, ready after 30m, for 4h", "again after 1h"),
        ({"close": ["chat", "type:orders"]}, "close chat and type:orders", "again after 1m"),
        ({"open": "chat", "again": "30m"}, "open chat", "again after 30m"),
        ({"extend": {"of": ["channel:chat", "front"], "by": "90m"}},
         "extend channel:chat and Front desk by 1h30m", "once a day"),
    ],
)  # fmt: skip
def test_what_an_intervention_does_in_a_few_words(rule, said, again):
    one = Intervention.model_validate({"when": {"waiting": 3}, **rule})
    assert done_said(one, lambda name: "Front desk" if name == "front" else name) == said
    assert again_said(one) == again


def test_an_intervention_is_one_sentence():
    one = Intervention.model_validate(
        {"when": {"service_level": {"at_most": "60%"}, "free": 1, "waiting": 3}, "look": "5m", "close": "chat"}
    )
    assert intervention_in_words(one) == (
        "With at least 3 waiting of all contact types and at least 1 free of all groups and service level of all "
        "contact types in the last 15m at most 60%, checked every 5m: close chat (again after 1m)."
    )


def test_a_picture_of_agents_shows_time_off_the_phone_and_does_not_count_it_as_time_there(alone):
    front, back = agents_of(alone.first).groups
    off = front.state == State.OFF_PHONE
    # Two for a quarter of an hour, as two further bars beside the six of the plan; three more are called in.
    assert (front.to_s - front.from_s)[off].tolist() == [900.0, 900.0]
    assert set(front.agent[off].tolist()) == {7, 8}
    assert OFF_PHONE in _kinds([front])
    assert OFF_PHONE not in _kinds([back])
    length_s, talks = front.to_s - front.from_s, front.state == State.TALK
    assert front.busy == pytest.approx(length_s[talks].sum() / (length_s.sum() - 1800.0))


def test_agents_who_come_are_a_cause_that_erlangs_formulas_do_not_know():
    calls = """\
version: 1
name: Calls
horizon: {from: "08:00", to: "12:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 4m}}}
agent_groups: {front: {agents: 4, serves: {orders: {}}}}
interventions:
  more: {when: {hour: {from: "08:30", to: "09:00"}}, call_in: {number: 3, to: front}}
strategies: {reacting: {}, without: {interventions: null}}
run: {replications: 20, seed: 5}
"""
    study, said = load_text(calls), "interventions change how many agents are on duty"
    for strategy in ("reacting", "without"):
        run = compare(study, [strategy], baseline=strategy, jobs=1)
        assert (said in in_one_line(printed(run_blocks(run)))) is (strategy == "reacting")
