"""How targets of conversations are written: a text or its parts, merged by strategies like everything else."""

import pytest

from simulator.report.words.changed import IN_WORDS, changed_lines
from simulator.scenario.nouns.conversation_targets import ReplyTarget, SolvedTarget, Targets
from simulator.scenario.reader import load, load_text

TEXT = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00"}
channels: {messaging: {behaviour: conversation, slots: 4, clock: hours}}
sources: {writers: {arrivals: 20/h}}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: 30m
    replies: {number: 3, work: 1m}
    targets: {first_reply: 80% in 15m, reply: {share: 80%, within: 10m}, solved: 90% in 8h}
agent_groups:
  front: {agents: 9, serves: {messages: {}}}
strategies:
  same: {contact_types: {messages: {targets: {reply: 80% in 10m, solved: {counts: owed}}}}}
  open: {contact_types: {messages: {targets: {solved: {counts: open}}}}}
  faster: {contact_types: {messages: {targets: {first_reply: {within: 5m}, reply: {within: {times: 0.5}}}}}}
  other: {based_on: open, contact_types: {messages: {targets: {solved: 95% in 1d}}}}
  fewer: {contact_types: {messages: {targets: {first_reply: null}}}}
  none: {contact_types: {messages: {targets: null}}}
  by_clock: {channels: {messaging: {clock: null}}}
"""
STUDY = load_text(TEXT)


def targets(strategy="base", study=STUDY):
    return study.resolve(strategy).contact_types["messages"].targets


def said(strategy, study=STUDY):
    return {key: str(one) for key, one in targets(strategy, study).stated.items()}


def test_a_text_means_its_parts():
    found = targets()
    assert found == Targets(
        first_reply={"share": "80%", "within": "15m"}, reply="80% in 10m", solved={"share": "90%", "within": "8h"}
    )
    assert isinstance(found.first_reply, ReplyTarget)
    assert isinstance(found.solved, SolvedTarget)
    assert (found.first_reply.share, found.first_reply.within_s) == (0.8, 900.0)
    assert (found.solved.share, found.solved.within_s, found.solved.counts) == (0.9, 28_800.0, "owed")
    assert targets("same") == found
    assert STUDY.resolve("base").channels["messaging"].clock == "hours"


@pytest.mark.parametrize(
    ("strategy", "found"),
    [
        ("base", {"first_reply": "80% in 15m", "reply": "80% in 10m", "solved": "90% in 8h"}),
        ("open", {"first_reply": "80% in 15m", "reply": "80% in 10m", "solved": "90% in 8h"}),
        ("faster", {"first_reply": "80% in 5m", "reply": "80% in 5m", "solved": "90% in 8h"}),
        ("other", {"first_reply": "80% in 15m", "reply": "80% in 10m", "solved": "95% in 24h"}),
        ("fewer", {"reply": "80% in 10m", "solved": "90% in 8h"}),
        ("none", {}),
    ],
)
def test_strategies_change_a_part_or_the_whole(strategy, found):
    assert said(strategy) == found
    # Whoever writes a target anew writes all of it.
    assert targets(strategy).counts_all is (strategy == "open")


def test_by_the_clock_is_usual():
    assert STUDY.resolve("by_clock").channels["messaging"].clock == "always"


@pytest.mark.parametrize(
    ("setting", "key", "found"),
    [
        ("solved.within=4h", "solved", "90% in 4h"),
        ("solved.share=75%", "solved", "75% in 8h"),
        ("first_reply.within={add: 1m}", "first_reply", "80% in 16m"),
        ("reply=70% in 3m", "reply", "70% in 3m"),
    ],
)
def test_a_setting_changes_a_part_of_a_text(setting, key, found):
    # Of a strategy without the target a part of one would be left.
    study = load_text(TEXT.partition("strategies:")[0], settings=[f"contact_types.messages.targets.{setting}"])
    assert said("base", study)[key] == found


def test_a_file_that_extends_another_changes_a_part(tmp_path):
    (tmp_path / "base.yaml").write_text(TEXT.partition("strategies:")[0], "utf-8")
    more = "contact_types: {messages: {targets: {solved: {counts: open}}}}\n"
    (tmp_path / "more.yaml").write_text(f"extends: base.yaml\n{more}", "utf-8")
    found = load(str(tmp_path / "more.yaml")).resolve().contact_types["messages"].targets
    assert (str(found.solved), found.counts_all) == ("90% in 8h", True)


def test_what_a_strategy_changes_is_told():
    lines = {
        name: list(changed_lines(STUDY.variant("base").tree, STUDY.variant(name).tree, 9, IN_WORDS))
        for name in ("open", "fewer", "by_clock")
    }
    assert lines == {
        "open": ["contact type messages › target › solved: 90% in 8h → {share: 90%, within: 8h, counts: open}"],
        "fewer": ["contact type messages › target › first reply: 80% in 15m removed"],
        "by_clock": ["channel messaging › time that targets count: hours removed"],
    }


def level(strategy, study=STUDY):
    return str(study.resolve(strategy).contact_types["messages"].service_level)


def test_the_service_level_is_the_target_of_the_first_reply_where_that_alone_is_stated():
    assert [level(name) for name in ("base", "faster", "fewer", "none")] == [
        "80% in 15m", "80% in 5m", "80% in 20s", "80% in 20s",
    ]  # fmt: skip
    stated = load_text(TEXT.replace("patience: 30m\n", "patience: 30m\n    service_level: 90% in 1m\n"))
    assert level("base", stated) == level("faster", stated) == "90% in 1m"
