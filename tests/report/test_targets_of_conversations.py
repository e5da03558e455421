"""What conversations are promised stands beside what became of it, as a service level does; missed ones are named."""

import json

import pytest
from pages import Page
from printing import in_one_line, printed

from simulator import describe
from simulator.checking import Finding, check, targets
from simulator.comparing import ask, compare, run_asked
from simulator.describing.description import Description
from simulator.metrics.cells import Cell
from simulator.report.description.description_conversations import told_of_conversations
from simulator.report.description.description_document import description_document
from simulator.report.files.conversation_rules import conversation_rules_said
from simulator.report.page.html_page import page
from simulator.report.records.document import document
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.promises import checks_blocks
from simulator.report.words.keys.key_words import path_in_words
from simulator.report.words.parts import is_mixed
from simulator.report.words.sentence import sentence
from simulator.run_folder.page_background import background_of
from simulator.scenario.reader import load_text

TARGETS = "{first_reply: 80% in 15m, reply: 80% in 10m, solved: 90% in 2h}"
MESSAGES = f"""\
version: 1
name: Messages
horizon: {{from: "08:00", to: "12:00"}}
channels:
  messaging: {{behaviour: conversation, slots: 3, clock: hours}}
sources:
  writers: {{arrivals: 30/h}}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: {{exponential: {{mean: 20m}}}}
    service_level: 80% in 5m
    replies: {{number: 2, work: {{exponential: {{mean: 80s}}}}, thinking: 4m, patience: {{exponential: {{mean: 30m}}}}}}
    targets: {TARGETS}
agent_groups:
  front: {{agents: 4, serves: {{messages: {{}}}}}}
"""
STRICT = (
    MESSAGES
    + """\
strategies:
  strict: {contact_types: {messages: {targets: {first_reply: 99% in 10s, reply: null}}}}
"""
)
TWO = MESSAGES.replace("sources:\n", "  voice: {}\nsources:\n  callers: {arrivals: 20/h}\n").replace(
    "agent_groups:\n", "  calls: {from: callers, channel: voice, talk: 4m, patience: 3m}\nagent_groups:\n"
).replace("{messages: {}}}", "{messages: {}, calls: {}}}")  # fmt: skip


def run_of(text, *strategies):
    return compare(load_text(text), list(strategies) or None, replications=6, jobs=1)


@pytest.fixture(scope="module")
def one():
    return run_of(MESSAGES)


@pytest.fixture(scope="module")
def both():
    return run_of(STRICT, "base", "strict")


@pytest.fixture(scope="module")
def two():
    return run_of(TWO)


def test_they_are_targets_beside_the_service_level(one, both):
    assert [each.check.text for each in targets(one.first, "base")] == [
        "service_level(messages) >= 80%",
        "first_reply_in_target(messages) >= 80%",
        "reply_in_target(messages) >= 80%",
        "solved_in_target(messages) >= 90%",
    ]
    assert [each.check.text for each in targets(both.first, "strict")] == [
        "service_level(messages) >= 80%",
        "first_reply_in_target(messages) >= 99%",
        "solved_in_target(messages) >= 90%",
    ]


def test_a_check_that_asks_as_much_is_judged_once():
    stated = f"{MESSAGES}checks: [first_reply_in_target(messages) >= 85%]\n"
    found = [each.check.text for each in targets(run_of(stated).first, "base")]
    assert found[0] == "first_reply_in_target(messages) >= 85%"
    assert len(found) == 4


def test_a_service_level_that_is_the_target_of_the_first_reply_is_judged_as_that_and_once():
    def judged(level):
        text = MESSAGES.replace("    service_level: 80% in 5m\n", level)
        return [each.check.metric for each in targets(run_of(text).first, "base")]

    assert judged("") == judged("    service_level: 80% in 15m\n") == [
        "first_reply_in_target", "reply_in_target", "solved_in_target",
    ]  # fmt: skip
    assert judged("    service_level: 80% in 1m\n")[0] == "service_level"


def test_the_same_words_by_another_clock_are_another_target():
    text = MESSAGES + "strategies: {hours: {}, always: {channels: {messaging: {clock: always}}}}\n"
    run = compare(load_text(text), ["hours", "always"], replications=2, jobs=1)
    assert "replies in target (differing)" in printed(compared_blocks(run), 120)


def test_messages_in_time_by_the_service_level_are_left_out_where_replies_have_a_target(one):
    assert "messages answered in time" not in printed(compared_blocks(one))


def test_the_table_has_the_target_in_the_name_of_the_line(one):
    text = printed(compared_blocks(one))
    for label in (
        "first reply in target (80 % in 15m)",
        "replies in target (80 % in 10m)",
        "solved in target (90 % in 2h)",
    ):
        assert label in text


def test_where_strategies_have_others_the_line_says_that_they_differ(both):
    text = printed(compared_blocks(both), 120)
    assert "first reply in target (differing)" in text
    assert "replies in target (80 % in 10m)" in text
    (line,) = [line for line in text.splitlines() if line.startswith("replies in target")][:1]
    # One strategy has no such target.
    assert line.count("–") == 1


def test_missed_ones_are_named_with_their_value_and_target(both):
    found = {each.check.metric: each for each in targets(both.first, "strict")}
    missed = found["first_reply_in_target"]
    assert missed.finding is Finding.BROKEN
    said = f"messages first reply {missed.value * 100:.1f} % (target 99 % in 10s)"
    alone = run_of(STRICT, "strict")
    assert said in sentence(alone.first)


def test_in_a_center_of_several_parts_the_value_has_its_sign_and_target(two):
    text = printed(run_blocks(two, None), 300)
    found = {each.check.metric: each for each in targets(two.first, "base") if each.check.of == "type:messages"}
    mark = {Finding.HOLDS: "✓", Finding.BROKEN: "✗", Finding.UNDECIDED: "?"}
    for metric, target in (
        ("first_reply_in_target", "80 % in 15m"),
        ("solved_in_target", "90 % in 2h"),
    ):
        assert f"{mark[found[metric].finding]} ({target})" in text
    assert "Targets: ✓ met, ✗ missed." in text


def test_where_only_some_types_have_a_target_the_whole_center_has_one_value(two):
    place = Cell("all", None)
    assert not is_mixed(two.first, place, "first_reply_in_target")
    assert is_mixed(two.first, place, "replied_in_time")
    other = TWO.replace("voice: {}", "sms: {behaviour: conversation, slots: 3}").replace(
        "channel: voice, talk: 4m, patience: 3m",
        "channel: sms, replies: {number: 1, work: 1m}, patience: 3m, targets: {first_reply: 80% in 1m}",
    )
    assert is_mixed(run_of(other).first, place, "first_reply_in_target")
    assert not is_mixed(run_of(other).first, place, "solved_in_target")


def test_the_checks_name_types_that_miss_other_targets():
    text = STRICT.replace("agents: 4", "agents: 3") + "checks: [abandonment_rate <= 99%]\n"
    said = in_one_line(printed(checks_blocks(check(load_text(text), ["strict"], replications=6, jobs=1)), 300))
    assert "The check holds; but 1 contact type misses its own targets: messages first reply " in said


def test_the_document_has_them_among_the_targets_and_the_metrics(one):
    made = json.loads("".join(document(one)))
    assert [each["check"] for each in made["targets"]][1:] == [
        "first_reply_in_target(messages) >= 80%",
        "reply_in_target(messages) >= 80%",
        "solved_in_target(messages) >= 90%",
    ]
    assert "solved_in_target" in {each["metric"] for each in made["rows"]}


def test_without_targets_no_list_has_them():
    plain = run_of(MESSAGES.replace(f"    targets: {TARGETS}\n", ""))
    assert "in_target" not in "".join(document(plain)).replace("days_in_target", "")
    assert "in target" not in printed(compared_blocks(plain))


def test_rules_say_them():
    study = load_text(STRICT)
    rules = {name: dict(conversation_rules_said(study.resolve(name))) for name in ("base", "strict")}
    hours = "Only time inside the opening hours counts."
    assert {name: said["targets, messages"] for name, said in rules.items()} == {
        "base": "First reply: 80% in 15m. Each reply: 80% in 10m. Solved: 90% in 2h, the waits for replies added up. "
        f"{hours}",
        "strict": f"First reply: 99% in 10s. Solved: 90% in 2h, the waits for replies added up. {hours}",
    }
    by_clock = MESSAGES.replace(", clock: hours", "")
    open_ = load_text(by_clock.replace("solved: 90% in 2h", "solved: {share: 90%, within: 2h, counts: open}"))
    assert dict(conversation_rules_said(open_.resolve()))["targets, messages"].endswith(
        "Solved: 90% in 2h, from the arrival to the last reply."
    )


def test_a_description_says_them():
    found: Description = describe(load_text(MESSAGES), days=1)
    assert any(line.startswith("messages: First reply: 80% in 15m.") for line in told_of_conversations(found))
    made = json.loads("".join(description_document(found)))
    assert made["targets"] == [
        {
            "type": "messages", "first_reply": "80% in 15m", "reply": "80% in 10m", "solved": "90% in 2h",
            "counts": "owed", "clock": "hours",
        }
    ]  # fmt: skip
    plain = describe(load_text(MESSAGES.replace(f"    targets: {TARGETS}\n", "")), days=1)
    assert "targets" not in json.loads("".join(description_document(plain)))


def test_keys_are_said_in_words():
    assert path_in_words(("contact_types", "messages", "targets", "first_reply", "within")) == (
        "contact type messages › target › first reply › within"
    )


def test_the_page_has_them_among_the_targets_and_the_formulas():
    run = run_asked(asked := ask(load_text(TWO), replications=3), 1)
    found = Page(page(run, background_of(asked, "run"), with_pictures=False))
    for metric in ("first_reply_in_target", "reply_in_target", "solved_in_target"):
        assert f"{metric}(messages) >=" in found.text
    assert "The target is that of the contact's own type" in found.text
