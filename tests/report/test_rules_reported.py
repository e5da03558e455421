"""Who comes again, is passed on, or stays unsolved, in what an analyst reads: rows, sentences, reasons, warnings."""

import pytest
from pages import Page
from printing import in_one_line, printed

from simulator.compared import Compared
from simulator.comparing import ask, compare, run_asked
from simulator.describing.erlang_day import erlang_days
from simulator.describing.whole_description import describe
from simulator.report.description.description_blocks import description_blocks
from simulator.report.page.html_page import page
from simulator.report.tables.breakdown import run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.erlang_beside import erlang_blocks
from simulator.report.tables.table import comparison_blocks
from simulator.run_folder.page_background import background_of
from simulator.scenario.reader import load_text
from simulator.stats.erlang import erlang_a
from simulator.work.odd import odd

TEXT = """\
version: 1
name: Two levels
horizon: {from: "08:00", to: "18:00", days: 2, interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 90/h}}
contact_types:
  help: {from: callers, channel: voice, talk: {exponential: {mean: 5m}}, patience: {exponential: {mean: 4m}}}
  hard: {channel: voice, talk: {exponential: {mean: 8m}}, patience: {exponential: {mean: 6m}}}
agent_groups:
  first: {agents: 9, serves: {help: {solved: 75%}}}
  second: {agents: 3, serves: {hard: {}}}
follow_ups:
  back: {of: [help, hard], when: {solved: false}, share: 60%, after: {exponential: {mean: 3h}}, attempts: 5}
transfers:
  up: {of: help, share: 12%, pass: {type: hard}}
strategies:
  as_today: {}
  alone: {follow_ups: null, transfers: null, agent_groups: {first: {serves: {help: {solved: 100%}}}}}
run: {replications: 8, seed: 5}
"""
REDIAL = """\
version: 1
name: Redial
horizon: {from: "08:00", to: "18:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 90/h}}
contact_types:
  calls: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, patience: {exponential: {mean: 2m}}}
agent_groups: {front: {agents: 5, serves: {calls: {}}}}
follow_ups:
  redial: {of: calls, when: {ended: abandoned}, share: 60%, after: {exponential: {mean: 8m}}, attempts: 4}
run: {replications: 40, seed: 5}
"""
ALONE = TEXT.split("strategies:")[0] + "run: {replications: 8, seed: 5}\n"
SOLVED = ("solved at first contact", "solved in the end", "attempts per case", "contacts per solved case")


@pytest.fixture(scope="module")
def levels() -> Compared:
    return compare(load_text(TEXT), jobs=1)


def row(text: str, label: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(label)]
    return line


def test_what_became_of_wishes_stands_on_the_first_screen_once(levels: Compared) -> None:
    table = printed(comparison_blocks(levels.first), 100).split("against ")[0]
    for label in SOLVED:
        assert row(table, label)
    goal = load_text(TEXT + "goal: {best: contacts_per_solved_case}\n")
    table = printed(comparison_blocks(compare(goal, replications=2, jobs=1).first), 100).split("against ")[0]
    assert row(table, "goal: contacts per solved case")
    assert "\ncontacts per solved case" not in table


def test_where_every_wish_is_one_contact_nothing_is_said_of_wishes() -> None:
    nothing = ["follow_ups=null", "transfers=null", "agent_groups.first.serves.help.solved=100%"]
    hard = ["agent_groups.second=null", "contact_types.hard=null"]
    study = load_text(ALONE, settings=[*nothing, *hard])
    table = printed(comparison_blocks(compare(study, replications=2, jobs=1).first), 100)
    assert not any(label in table for label in SOLVED)


def test_who_comes_again_to_a_closed_door_is_refused_and_leaves_no_share_in_time(levels: Compared) -> None:
    table = printed(comparison_blocks(levels.first), 100).split("against ")[0]
    assert levels.row("as_today", "came_closed").value > 10
    assert "without closed-door contacts" not in table
    # It is chance how many: their number has an interval, and is none where nobody comes again.
    assert "±" in row(table, "refused while closed").split("alone")[0]


def test_without_a_rule_nobody_is_passed_on_and_that_is_certain(levels: Compared) -> None:
    table = printed(comparison_blocks(levels.first), 100).split("against ")[0]
    assert row(table, "passed on").split()[-1] == row(table, "left after an answer").split()[-1] == "0"


def test_a_second_line_has_answered_nobody_first_and_closes_all_the_same(levels: Compared) -> None:
    table = printed(run_blocks(levels, By.GROUP), 100)
    assert "answered" in table
    assert row(table, "second").split()[1] == "0.0"
    closed = levels.row("as_today", "closed", "group:second").value
    assert closed > 50
    assert f"{closed:.0f}" in row(table, "second")


def test_formulas_beside_a_result_are_of_first_requests_in_a_queue_with_all() -> None:
    scenario = load_text(TEXT).resolve()
    (one,) = erlang_days(scenario)
    # Nobody comes for hard by themselves: nothing is served in time there.
    assert one.type == "help"
    assert one.contacts == pytest.approx(2 * 900)
    alone = load_text(ALONE, settings=["follow_ups=null"]).resolve()
    (less,) = erlang_days(alone)
    assert less.in_time_a == pytest.approx(erlang_a(9, 90, 300, 240, 20).in_time)
    assert one.in_time_a < less.in_time_a - 0.02


def test_what_came_is_compared_with_all_that_was_expected_to() -> None:
    scenario = load_text(TEXT).resolve()
    (more,) = erlang_days(scenario, {"help": 2 * 900 * 1.2, "hard": 0.0})
    back = 2 * 900 * (1.2 / (1.0 + more.more_drawn) - 1.0)
    # 88 % of helped contacts are closed by the first level, a quarter of these unsolved, of whom 60 % come again.
    assert 100 < back < 1800 * 0.88 * 0.25 * 0.6 * 1.2


def test_redials_are_told_as_the_reason_and_not_as_chance() -> None:
    run = compare(load_text(REDIAL), jobs=1).first
    text = in_one_line(printed(erlang_blocks(run), 100))
    assert "repeat contacts and the days drawn:" in text
    assert "more contacts arrived than expected before a run" in text
    alone = compare(load_text(REDIAL, settings=["follow_ups=null", "sources.callers.arrivals=96/h"]), jobs=1).first
    assert "came again" not in in_one_line(printed(erlang_blocks(alone), 100))


def test_a_description_says_only_what_can_happen_and_of_whom() -> None:
    text = in_one_line(printed(description_blocks(describe(load_text(TEXT), days=1)), 100))
    assert "repeat contacts arrive while it is closed and are refused (back)." in text
    # Somebody was answered before they were passed on; nothing blocks or clears them.
    assert "hard: how many are abandoned is known only after a run" in text
    more = load_text(ALONE, settings=["channels.voice.lines=20", "contact_types.hard.voicemail_after=2m"])
    text = in_one_line(printed(description_blocks(describe(more, days=1)), 100))
    assert "hard: how many are abandoned, blocked or leave a voicemail is known only after a run" in text


def test_a_page_has_the_rules_as_they_are_written() -> None:
    asked = ask(load_text(TEXT), replications=2)
    found = Page(page(run_asked(asked, 1), background_of(asked, "compare"), None, False))
    assert found.table("Follow-ups, as written").rows[1][:2] == ["back", "[help, hard]"]
    assert found.table("Transfers, as written").rows[1][:3] == ["up", "help", "12%"]


def test_who_comes_again_at_night_and_waits_is_said_to_have_waited_outside() -> None:
    waits = ["channels.voice.when_closed=wait", "follow_ups.back.after=8h", "horizon.run_on=0s"]
    text = in_one_line(printed(comparison_blocks(compare(load_text(ALONE, settings=waits), jobs=1).first), 100))
    assert "waited outside or had waited for less than their target" in text


def test_of_next_to_nobody_nothing_is_said(levels: Compared) -> None:
    said = "Would come again: the customers of"
    assert said in in_one_line(printed(comparison_blocks(levels.first), 100))
    one = compare(load_text(ALONE, settings=["follow_ups.back.after=1m"]), replications=40, jobs=1).first
    assert 0 <= one.row(one.baseline, "would_come_again").value < 0.05
    assert said not in in_one_line(printed(comparison_blocks(one), 100))


def test_many_who_come_again_at_night_are_a_warning_unless_they_wait() -> None:
    def warned(*settings: str) -> list[str]:
        return [one.what for one in odd(load_text(ALONE, settings=settings)) if "repeat contacts" in one.what]

    (what,) = warned()
    assert what.endswith("of repeat contacts arrive while help is closed and are refused.")
    assert warned("follow_ups.back.after=10m") == []
    assert warned("channels.voice.when_closed=wait") == []
