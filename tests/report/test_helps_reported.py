"""What came of calls for help, as tables, documents, warnings and descriptions say it."""

import json

import pytest
from pages import Page
from printing import in_one_line, printed
from test_description import shown

from simulator import describe
from simulator.comparing import ask, compare, run_asked
from simulator.report.files.routing_rules import routing_blocks
from simulator.report.media.markdown import markdown
from simulator.report.page.html_page import page
from simulator.report.pictures.agents_day import HELPING, _kinds, agents_of
from simulator.report.pictures.paid_hours import hours_of
from simulator.report.records.document import document
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.helps_given import helps_given
from simulator.report.tables.overview import compared_blocks
from simulator.report.words.help_words import help_in_words
from simulator.report.words.keys.key_words import path_in_words
from simulator.report.words.never import is_never
from simulator.run_folder.page_background import background_of
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.nouns import HelpRule
from simulator.scenario.reader import load_text
from simulator.unused import unused

TEXT = """\
version: 1
name: Leaders
horizon: {from: "08:00", to: "12:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 5m}}, patience: 5m}
agent_groups:
  front: {agents: 6, serves: {orders: {}}}
  leaders: {shifts: {all: {agents: 2, from: "08:00", to: "12:00"}}, serves: {}, title: Team leaders}
helps:
  stuck: {of: orders, after: 8m, share: 60%, help: {by: leaders, talk: 50%, ready: 30s}}
  never: {of: orders, after: 3h, help: {by: [leaders, front], talk: 50%, wrap_up: 80%, solved: 90%}}
strategies:
  helped: {}
  alone: {helps: null, agent_groups: {leaders: null}}
run: {replications: 20, seed: 5}
"""


@pytest.fixture(scope="module")
def compared():
    return compare(load_text(TEXT), ["helped", "alone"], jobs=1)


@pytest.fixture(scope="module")
def alone():
    return compare(load_text(TEXT), ["helped"], jobs=1)


def test_the_table_of_one_strategy_has_a_row_for_each_rule(alone):
    said = printed(run_blocks(alone))
    assert max(map(len, said.splitlines())) <= 80
    assert "Team leaders help, ready after" in said.partition("help: calls of agents")[2]
    assert "hours helping a day" in said


def test_several_strategies_have_calls_and_the_share_helped(compared):
    said = printed(compared_blocks(compared))
    table = said.partition("help: calls of agents")[2]
    row = next(line for line in table.splitlines() if line.startswith("stuck "))
    assert row.split()[-1] == "–"
    assert "%)" in row
    rows = {line.partition("  ")[0]: line.split() for line in reversed(said.splitlines())}
    assert float(rows["hours helping a day"][-1]) == 0


def test_metrics_are_what_the_table_says(alone):
    one = alone.first
    stuck, never = helps_given(one, "helped")
    assert (never.calls, never.hours) == (0, 0)
    assert never.helped != never.helped
    assert one.row("helped", "calls_for_help").value == pytest.approx(stuck.calls)
    assert one.row("helped", "calls_for_help", "group:front").value == pytest.approx(stuck.calls)
    assert one.row("helped", "helped_share").value == pytest.approx(stuck.helped)
    assert one.row("helped", "help_wait_s_mean").value == pytest.approx(stuck.wait_s)
    assert one.row("helped", "helping_hours").value == pytest.approx(stuck.hours)
    assert one.row("helped", "helping_hours", "group:leaders").value == pytest.approx(stuck.hours)
    assert is_never(one, "helped", "calls_for_help", "all") is False


def test_where_nobody_helps_that_is_known(compared):
    assert is_never(compared.first, "alone", "helping_hours", "all")
    assert compared.first.row("alone", "calls_for_help").value == 0


def test_the_document_has_a_record_for_each(alone, compared):
    found = {one["help"]: one for one in json.loads("\n".join(document(alone)))["helps"]}
    assert found["stuck"]["calls"] > 5
    assert found["never"] | {"n": 20} == found["never"]
    assert found["never"]["helped"] is None
    assert {one["strategy"] for one in json.loads("\n".join(document(compared)))["helps"]} == {"helped"}
    text = TEXT.partition("helps:")[0].replace("serves: {}", "serves: {orders: {}}") + "run: {replications: 2}\n"
    plain = compare(load_text(text), ["base"], jobs=1)
    assert "helps" not in json.loads("\n".join(document(plain)))


def test_a_rule_by_which_nobody_calls_and_one_for_which_nobody_comes_are_warned_of(alone):
    assert [(one.kind, one.where) for one in unused(alone) if one.kind == "help"] == [("help", "helps.never")]
    busy = TEXT.replace("leaders: {shifts:", "idle: {agents: 0, serves: {}}\n  leaders: {shifts:")
    busy = busy.replace("{leaders: null}", "{leaders: null, idle: null}")
    busy = busy.replace("after: 8m, share: 60%, help: {by: leaders", "after: 1m, help: {by: idle")
    nobody = compare(load_text(busy), ["helped"], jobs=1)
    (said,) = [one for one in unused(nobody) if one.where == "helps.stuck"]
    assert "nobody helps, or hardly anybody" in str(said)


def test_leaders_who_serve_nothing_are_no_group_without_work(alone):
    assert not [one for one in unused(alone) if "leaders" in one.where]
    study = load_text(TEXT)
    assert not [one for one in study.warnings() if "leaders" in str(one)]
    assert "leaders" in study.resolve("helped").agent_groups
    assert not [one for one in describe(study, "helped").without_work if one.group == "leaders"]


def test_a_kept_run_has_the_same_table(alone, tmp_path):
    stack = alone.first.stacks["helped"]
    assert stack.details.used.helps.shape == (2, 4)
    write_replications([stack], tmp_path / "numbers.npz")
    (read,) = read_replications(tmp_path / "numbers.npz")
    assert read.details.used.helps.tolist() == stack.details.used.helps.tolist()
    assert read.details.plan.names.helps == ("stuck", "never")


def test_a_page_has_the_rules_as_they_are_written_and_what_came_of_the_calls():
    asked = ask(load_text(TEXT), ["helped"], replications=2)
    found = Page(page(run_asked(asked, 1), background_of(asked, "run"), None, False))
    assert found.table("Help, as written").rows[1][:2] == ["stuck", "orders"]
    assert found.table("help: calls of agents").rows[1][0] == "stuck"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            {"of": "orders", "after": "8m", "share": "60%", "help": {"by": "leaders", "talk": "50%", "ready": "30s"}},
            "After 8m of talk (orders, in 60 % of them): leaders help, ready after 30s, the rest of the talk × 0.5.",
        ),
        (
            {
                "of": {"type": ["orders", "advice"], "group": "front"},
                "after": "90s",
                "help": {"by": ["a", "b"], "wrap_up": 0.8, "solved": "95%"},
            },
            "After 1m30s of talk (type orders or advice, group front): a then b help, wrap-up × 0.8, 95 % solved.",
        ),
    ],
)
def test_a_rule_is_a_sentence(rule, words):
    assert help_in_words(HelpRule.model_validate(rule)) == words


def test_descriptions_and_routing_say_it():
    study = load_text(TEXT)
    assert "After 8m of talk (orders, in 60 % of them): leaders help" in in_one_line(shown(describe(study)))
    said = in_one_line(printed(routing_blocks(study)))
    assert "help stuck" in said
    assert "After 3h of talk (orders): leaders then front help" in said


def test_changes_of_it_have_words():
    assert path_in_words(("helps", "stuck", "help", "talk")) == "help stuck › help › talk factor"
    assert path_in_words(("helps", "stuck", "of", "group")) == "help stuck › of › agent group"


def test_pictures_show_it(alone):
    picture = agents_of(alone.first, "helped")
    assert any(HELPING in _kinds([group]) for group in picture.groups)
    (row,) = hours_of(alone.first).rows
    given = sum(one.hours for one in helps_given(alone.first, "helped"))
    assert row.paid["helping"] == pytest.approx(given)
    assert row.paid_in_all == pytest.approx(alone.first.row("helped", "paid_hours").value)


def test_it_can_be_written_as_markdown(alone):
    assert "| stuck |" in markdown(run_blocks(alone)).replace("  ", " ")
