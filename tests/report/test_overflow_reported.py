"""What overflow rules did, as reports, documents and warnings say it; what they did is made by hand."""

import json

import pytest
from overflow_log import TEXT, overflowing
from pages import Page
from printing import in_one_line, printed

import simulator.execution.tasks as tasks
from simulator.checking import check
from simulator.comparing import ask, compare, run_asked
from simulator.metrics.told import told
from simulator.report.page.html_page import page
from simulator.report.records.document import document
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.rules_applied import rules_applied
from simulator.report.tables.who import answered
from simulator.report.words.never import is_never
from simulator.report.words.overflow_words import does_said
from simulator.run_folder.page_background import background_of
from simulator.run_folder.replications import read_replications, write_replications
from simulator.scenario.nouns import Overflow
from simulator.scenario.reader import load_text
from simulator.unused import unused

PROMISED = ("sent_away", "overflowed", "channel_changes", "offers", "offers_accepted", "announced_error_s")


@pytest.fixture(scope="module")
def compared():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "simulate", overflowing)
        return compare(load_text(TEXT), ["without"], jobs=1)


@pytest.fixture(scope="module")
def alone():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "simulate", overflowing)
        return compare(load_text(TEXT), ["as_today"], jobs=1)


def test_the_table_of_one_strategy_has_a_row_for_each_rule(alone):
    said = printed(run_blocks(alone))
    assert max(map(len, said.splitlines())) <= 80
    rows = {
        line.split("  ")[0]: line.split() for line in said.partition("overflow rules: contacts a day")[2].splitlines()
    }
    assert rows["help"][1:] == ["also", "experts", "0", "0", "0.0", "%", "–"]
    assert rows["long_wait"][1:4] == ["move", "to", "later"]
    for row in ("sent away by a rule", "offers of another channel", "accepted offers", "moved on"):
        assert row in said
    # Later is on the same channel, and chats were accepted.
    assert "forced to another channel" not in said


def test_several_strategies_have_how_often_each_rule_applied(compared):
    said = printed(compared_blocks(compared))
    assert max(map(len, said.splitlines())) <= 80
    table = said.partition("overflow rules: contacts a day to which each applied")[2]
    row = next(line for line in table.splitlines() if line.startswith("to_chat "))
    assert row.endswith("–")
    assert "accepted" in row
    # What a strategy without rules cannot do is a plain 0.
    rows = {line.partition("  ")[0]: line.split() for line in reversed(said.splitlines())}
    for row in ("sent away by a rule a day", "offers of another channel a day", "accepted offers a day"):
        assert rows[row][-1] == "0"
    assert "announced waits off by" in rows


def test_what_rules_did_is_what_the_metrics_say(alone):
    one = alone.first
    rows = {row.name: row for row in rules_applied(one, "as_today")}
    value = {name: one.row("as_today", name).value for name in (*PROMISED, "voicemail", "moved")}
    assert rows["too_many"].done == pytest.approx(value["sent_away"])
    assert rows["beep"].done == pytest.approx(value["voicemail"])
    assert rows["to_chat"].applied == pytest.approx(value["offers"])
    assert rows["to_chat"].accepted == pytest.approx(value["offers_accepted"])
    assert rows["long_wait"].done + rows["to_chat"].done == pytest.approx(value["overflowed"]) == value["moved"]
    assert value["channel_changes"] == 0
    assert rows["to_chat"].asked > rows["to_chat"].applied > rows["to_chat"].done > 0
    assert rows["long_wait"].accepted is None
    assert 0 < rows["long_wait"].share < 1


def test_the_outcomes_of_channels_add_up_to_all_contacts(alone):
    one = alone.first
    ends = ("answered", "abandoned", "sent_away", "voicemail", "cleared", "blocked", "refused", "still_open")
    for of in ("all", "channel:voice", "type:orders"):
        found = [one.row("as_today", name, of).value for name in ends]
        assert sum(found) == pytest.approx(one.row("as_today", "arrived", of).value)
    assert one.row("as_today", "arrived", "channel:chat").value == 0
    # The table of who answered what has everybody, too.
    orders = answered(one, "as_today")[0]
    assert sum(orders.by.values()) + sum(orders.unserved.values()) == pytest.approx(orders.offered)


def test_strategies_whose_overflow_rules_differ_show_who_answered_what(compared):
    assert "who answered what: share of the type's offered contacts" in in_one_line(printed(compared_blocks(compared)))


def test_documents_have_what_each_rule_did_and_only_where_there_are_rules(alone, compared):
    found = json.loads("\n".join(document(alone)))["overflow"]
    assert [one["rule"] for one in found] == ["help", "long_wait", "too_many", "to_chat", "beep"]
    assert [one["does"] for one in found] == ["also", "move", "end", "offer", "message"]
    offer = found[3]
    assert offer["conditions_met"] > offer["applied"] > offer["accepted"] > 0
    assert (found[1]["accepted"], found[1]["n"]) == (None, 6)
    assert {one["strategy"] for one in json.loads("\n".join(document(compared)))["overflow"]} == {"as_today"}


def test_other_scenarios_have_nothing_of_it():
    plain = compare(load_text(TEXT), ["without"], baseline="without", replications=2, jobs=1)
    assert "overflow" not in json.loads("\n".join(document(plain)))
    assert "overflow rules" not in printed(run_blocks(plain))
    assert not set(PROMISED) & set(told(list(plain.first.stacks.values())))
    assert rules_applied(plain.first, "without") == ()


def test_what_is_told_where_there_are_rules(compared):
    assert set(PROMISED) - set(told(list(compared.first.stacks.values()))) == {"channel_changes"}


def test_a_rule_that_never_applied_is_warned_of_and_no_other(alone):
    (one,) = (one for one in unused(alone) if one.kind == "overflow")
    assert one.where == "overflow.help"
    came = round(6 * alone.first.row("as_today", "arrived", "type:orders").value)
    assert one.what == (
        f"the rule never applied (also): in 6 replications it applied to none of the {came:,} contacts it covers."
    )


def test_a_target_of_a_type_that_contacts_only_become_has_data_where_some_did(monkeypatch):
    monkeypatch.setattr(tasks, "simulate", overflowing)
    checked = check(load_text(TEXT + "checks:\n  - overflowed(later) <= 1\n  - abandoned(later) <= 1\n"), jobs=1)
    found = {one.check.text: one.reason for one in checked.outcomes if one.strategy == "as_today"}
    # Nobody of them is moved on; they came for something else, so nobody abandoned as one of them.
    assert "no data" not in found["overflowed(later) <= 1"]


def test_of_few_contacts_nobody_is_warned(monkeypatch):
    monkeypatch.setattr(tasks, "simulate", overflowing)
    few = compare(load_text(TEXT), ["as_today"], replications=1, jobs=1)
    assert not [one for one in unused(few) if one.kind == "overflow"]


def test_a_stored_run_says_the_same(alone, tmp_path):
    stack = alone.first.stacks["as_today"]
    write_replications([stack], tmp_path / "numbers.npz")
    (read,) = read_replications(tmp_path / "numbers.npz")
    assert read.details.used.overflow.tolist() == stack.details.used.overflow.tolist()
    assert read.details.plan.names == stack.details.plan.names
    assert read.details.plan.names.verbs == ("also", "move", "end", "offer", "message")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"also": {"a": 1, "b": 2}}, "also a and Experts"),
        ({"only": {"a": 1}}, "only a"),
        ({"flatten": True}, "flatten"),
        ({"move": {"type": "later", "place": "back"}}, "move to later"),
        ({"offer": {"type": "chats", "accept": "40%"}}, "offer Chats from calls"),
        ({"message": True}, "voicemail"),
        ({"raise": {"priority": 1}}, "raise: priority 1"),
        ({"raise": {"priority": 2, "age_credit": "90s"}}, "raise: priority 2, credit 1m30s"),
        ({"end": True}, "send away"),
    ],
)
def test_what_a_rule_does_in_a_few_words(rule, said):
    titles = {"type:chats": "Chats from calls", "group:b": "Experts"}
    found = does_said(
        Overflow.model_validate({"of": "orders", **rule}), lambda of: titles.get(of, of.partition(":")[2])
    )
    assert found == said


def test_a_page_has_the_rules_as_they_are_written_and_what_each_did(monkeypatch):
    monkeypatch.setattr(tasks, "simulate", overflowing)
    asked = ask(load_text(TEXT), ["as_today"], replications=2)
    found = Page(page(run_asked(asked, 1), background_of(asked, "run"), None, False))
    assert found.table("Overflow rules, as written").rows[2][:3] == ["long_wait", "orders", "waited: 1m"]
    assert found.table("overflow rules: contacts a day").rows[1][:2] == ["help", "also experts"]


def test_what_no_rule_does_is_ruled_out(compared):
    one = compared.first
    ruled_out = [metric for metric in (*PROMISED[:5], "voicemail", "moved") if is_never(one, "as_today", metric, "all")]
    assert ruled_out == []
    ruled_out = [metric for metric in (*PROMISED[:5], "voicemail", "moved") if is_never(one, "without", metric, "all")]
    assert ruled_out == [*PROMISED[:5], "voicemail", "moved"]
    # Who is moved to chats is not offered anything there, nor moved on.
    assert is_never(one, "as_today", "offers", "type:chats")
    assert is_never(one, "as_today", "moved", "type:chats")


def test_the_notes_say_how_moved_contacts_count(alone):
    said = in_one_line(printed(run_blocks(alone)))
    assert "contacts of orders that became contacts of another type count once" in said
    assert "Service level and its target leave out voicemails" in said
    assert "leave out contacts sent away" not in said
