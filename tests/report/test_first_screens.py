"""The first screen of a center with several channels has a row for each, and no number that is a mixture of them."""

import re
from functools import cache
from pathlib import Path

import pytest
from printing import in_one_line, printed

from simulator.catalogue import METRICS
from simulator.comparing import compare
from simulator.report.tables.breakdown import by_blocks, run_blocks
from simulator.report.tables.by import By
from simulator.report.tables.overview import compared_blocks
from simulator.report.tables.summary import summary
from simulator.report.words.numbers import format_value
from simulator.report.words.parts import parts, title
from simulator.scenario.judged.checks import Measured
from simulator.scenario.reader import load
from simulator.stats.paired import Verdict

FOLDER = Path(__file__).parent / "first_screens"
NAMES = ("bot", "email", "starved")
POOLED = ("asa_s", "abandonment_rate", "wait_s_p90", "service_level")
"""What a center of several channels has no value of."""


@cache
def run_of(name, *strategies, replications=12, baseline=None, futures=(None,), vary=()):
    """Return a center's strategies, all unless named, on the same days; run once, for nobody changes it."""
    file, chosen = load(FOLDER / f"{name}.yaml"), list(strategies) or None
    return compare(file, chosen, baseline, replications, jobs=1, futures=list(futures), vary=list(vary))


@pytest.fixture(scope="module", params=NAMES)
def center(request):
    return request.param


@pytest.fixture(scope="module")
def compared(center):
    return run_of(center)


@pytest.fixture(scope="module")
def alone(center):
    return run_of(center, "as_today")


def value_of(run, metric, of="all", strategy="as_today"):
    return format_value(run.row(strategy, metric, of).value, METRICS[metric].unit)


def row_of(text, name):
    """Return the first line that is called ``name``."""
    return next(line for line in text.splitlines() if line.startswith(f"{name} "))


def block_of(text, head):
    """Return the lines of the block below ``head``."""
    return text.split(f"\n{head}\n")[1].split("\n\n")[0].splitlines()


@pytest.mark.parametrize("width", [80, pytest.param(120, marks=pytest.mark.long)])
def test_no_line_of_any_screen_is_wider_than_the_terminal(compared, alone, width):
    for text in (printed(compared_blocks(compared), width), printed(run_blocks(alone), width)):
        assert max(map(len, text.splitlines())) <= width
        assert "…" not in text


@pytest.mark.parametrize("width", [80, pytest.param(120, marks=pytest.mark.long)])
def test_a_comparison_has_a_block_for_each_part_with_its_own_values(compared, width):
    text = printed(compared_blocks(compared), width)
    one = compared.first
    assert len(parts(one)) >= 2
    for part in parts(one):
        lines = block_of(text, title(one, part))
        for metric, label in (
            ("offered", "offered a day"),
            ("served_in_time", "served in time  "),
            ("asa_s", "speed of answer (ASA)"),
        ):
            (line,) = (line for line in lines if line.startswith(label))
            assert value_of(compared, metric, part.of) in line


@pytest.mark.parametrize("width", [120, *(pytest.param(width, marks=pytest.mark.long) for width in (40, 80, 100_000))])
def test_no_pooled_wait_nor_share_stands_on_a_first_screen(compared, alone, width):
    for run, text in (
        (compared, printed(compared_blocks(compared), width)),
        (alone, printed(run_blocks(alone), width)),
        (alone, summary(alone)),
        (compared, summary(compared)),
    ):
        own = {
            format_value(run.row("as_today", metric, part.of).value, METRICS[metric].unit)
            for metric in POOLED
            for part in parts(run.first)
        }
        for metric in POOLED[:3]:
            mixture = value_of(run, metric)
            assert mixture in own or not re.search(rf"(?<![\d.]){re.escape(mixture)}", text), metric


def test_the_whole_center_has_what_adds_up_and_the_goal(compared):
    text = printed(compared_blocks(compared), 120)
    lines = block_of(text, "whole center")
    assert lines[0].startswith("goal: served in time (all)  ")
    assert value_of(compared, "served_in_time") in lines[0]
    labels = [line[:21] for line in lines[1:]]
    assert [label.split("  ")[0] for label in labels[:3]] == ["closed per hour", "closed per agent hour", "occupancy"]
    assert "is not the service level of any" in in_one_line(text)


def test_a_run_has_a_row_for_each_part_with_its_target_and_what_became_of_it():
    text = printed(run_blocks(run_of("email", "as_today", replications=30)), 80)
    voice, chat, email = (row_of(text, name) for name in ("voice", "chat", "email"))
    assert "in 20 s ✓" in voice
    assert "80 % in 1m " in chat
    assert "90 % in 4h ✗" in email
    assert "Targets: " in text
    assert "✗ missed" in text


def test_a_starved_type_cannot_hide_behind_another():
    run = run_of("starved", "as_today")
    assert [part.of for part in parts(run.first)] == ["type:calls", "type:callbacks"]
    text = printed(run_blocks(run), 80)
    calls, callbacks = (row_of(text, name) for name in ("calls", "callbacks"))
    assert "90 % in 1h ✗" in callbacks
    assert value_of(run, "asa_s", "type:callbacks") in callbacks
    assert value_of(run, "asa_s", "type:calls") in calls


def test_a_bot_is_not_told_to_make_worse_what_it_makes_better_in_every_channel():
    run = run_of("bot")
    one = run.first
    assert one.delta("bot_40", "asa_s").verdict is Verdict.WORSE
    assert {one.delta("bot_40", "asa_s", f"channel:{name}").verdict for name in ("voice", "chat")} == {Verdict.BETTER}
    differences = printed(compared_blocks(run), 120).split("against as_today")[1]
    waits = [line for line in differences.splitlines() if line.startswith("speed of answer")]
    assert len(waits) == 2
    assert all(line.count("▲") >= 1 and "▼" not in line for line in waits)
    for label in ("goal: served in time", "closed per hour", "closed per agent hour"):
        (line,) = (line for line in differences.splitlines() if line.startswith(label))
        bot = re.split(r"\s{2,}", line)[1]
        assert not set(bot) & set("▲▼≈"), line
    assert "they move with their mix" in in_one_line(printed(compared_blocks(run), 120))


def test_what_is_asked_for_over_several_channels_is_called_mixed_and_has_no_sign():
    asked = [Measured("asa_s", "asa_s", "all", None), Measured("asa_s(chats)", "asa_s", "type:chats", None)]
    text = printed(compared_blocks(run_of("bot"), show=asked), 120)
    differences = text.split("against as_today")[1]
    assert not set(row_of(differences, "asa_s (mixed)")) & set("▲▼?≈")
    assert "▲" in row_of(differences, "asa_s(chats)")
    assert len(re.findall("asa_s .mixed", text)) == 2


def test_a_strategy_without_a_channel_has_dashes_there():
    text = printed(compared_blocks(run_of("email")), 120)
    values, differences = text.split("against as_today")
    for part in (values, differences):
        lines = block_of(part, "chat, target 80 % in 1m")
        assert len(lines) == 5
        assert all(line.rstrip().endswith("–") for line in lines)


def test_a_part_that_only_one_strategy_has_is_shown():
    text = printed(compared_blocks(run_of("email", "as_today", baseline="no_chat")), 120)
    lines = block_of(text, "chat, target 80 % in 1m")
    assert all("–" in line and re.search(r"\d", line) for line in lines)


def test_the_heading_counts_who_came_by_channel():
    run = run_of("bot")
    counts = [value_of(run, "arrived", f"channel:{name}") for name in ("voice", "chat")]
    assert f"voice {counts[0]}, chat {counts[1]} contacts a day" in in_one_line(printed(compared_blocks(run)))


@pytest.mark.parametrize("width", [80, pytest.param(120, marks=pytest.mark.long)])
def test_a_day_is_told_channel_by_channel(alone, width):
    text = printed(run_blocks(alone), width)
    begins = next(iter(alone.first.stacks["as_today"].cells[1:2])).interval
    (row,) = (line for line in text.splitlines() if line.startswith(begins))
    for part in parts(alone.first):
        found = alone.row("as_today", "served_in_time", part.of, begins)
        assert format_value(found.value, METRICS["served_in_time"].unit) in row
    mixture = alone.row("as_today", "served_in_time", "all", begins)
    assert format_value(mixture.value, METRICS["served_in_time"].unit) not in row


def test_broken_down_by_interval_every_part_has_tables_and_a_sentence(compared):
    text = printed(by_blocks(compared, By.INTERVAL), 120)
    one = compared.first
    for part in parts(one):
        assert f"{title(one, part)}: served in time, all contacts" in text
        assert f"fewest of {part.label} are served in time in" in in_one_line(text)
    assert "Not shown for lack of room: abandoned and speed of answer (ASA)" in in_one_line(text)


def test_a_channel_with_several_targets_is_told_by_its_types():
    run = run_of("starved", "as_today")
    text = printed(run_blocks(run, By.CHANNEL), 100)
    assert "voice: calls " in text
    assert "voice: callbacks " in text
    assert not any(line.startswith("voice ") for line in text.splitlines())


def test_a_segment_of_several_channels_has_dashes_and_a_reason():
    segments = tuple(f"contact_types.{name}.segments={{vip: {{share: 20%}}}}" for name in ("calls", "chats"))
    run = compare(load(FOLDER / "bot.yaml", segments), ["as_today"], replications=3, jobs=1)
    text = printed(run_blocks(run, By.SEGMENT), 100)
    row = row_of(text, "vip")
    assert row.split()[-4:] == ["–"] * 4
    assert format_value(run.row("as_today", "offered", "segment:vip").value, METRICS["offered"].unit) in row
    assert "vip has contacts of several channels or targets" in in_one_line(text)


@pytest.mark.parametrize("width", [80, pytest.param(120, marks=pytest.mark.long)])
def test_in_several_futures_every_part_says_where_it_misses_its_target(width):
    run = run_of("email", "fifth_writer", futures=("all",), replications=20)
    text = printed(compared_blocks(run), width)
    assert "goal: served in " in text
    assert "\ntime (all) " in text
    table = text.split("email, target 90 % in 4h: service level\n")[1].split("\n\n")[0]
    busy = next(line for line in table.splitlines() if line.startswith("busy"))
    for name in run.strategies:
        found = run.at("busy").row(name, "service_level", "channel:email")
        shown = format_value(found.value, METRICS["service_level"].unit)
        assert shown in busy
    assert busy.count("✗") == 2
    assert max(map(len, text.splitlines())) <= width
    alone = printed(compared_blocks(run_of("email", "as_today", futures=("all",))), width)
    assert "✗" in alone
    assert value_of(run, "asa_s") not in alone


def test_several_strategies_along_a_grid_have_a_table_for_each_check():
    run = run_of("email", "as_today", "fifth_writer", vary=("agent_groups.phones.agents=7,8",), replications=5)
    text = printed(compared_blocks(run), 80)
    for check in ("service_level(orders) >= 80%", "service_level(mails) >= 90%", "asa_s(channel:chat) <= 30s"):
        table = text.split(f"\n{check}\n")[1].split("\n\n")[0]
        assert len([line for line in table.splitlines() if line.startswith(("7 ", "8 "))]) == 2
    assert "✗ is broken" in text


def test_markdown_has_a_row_for_the_name_of_each_part(compared):
    text = summary(compared)
    for part in parts(compared.first):
        assert f"| **{title(compared.first, part)}** |" in text
    assert "| **whole center** |" in text


def test_an_old_screen_reads_the_signs_as_words():
    text = printed(run_blocks(run_of("email", "as_today")), 80, "ascii")
    assert text.isascii()
    assert "90 % in 4h no" in text


def test_who_was_not_served_stands_where_it_happens_and_beside_it_the_service_level():
    file = load(FOLDER / "email.yaml", ("channels.voice.lines=9",))
    run = compare(file, ["as_today", "fifth_writer"], replications=6, jobs=1)
    text = printed(compared_blocks(run), 120)
    voice, chat = (block_of(text, title(run.first, part)) for part in parts(run.first)[:2])
    assert any(line.startswith("blocked a day") for line in voice)
    assert any(line.startswith("service level") for line in voice)
    assert not any(line.startswith(("blocked", "service level")) for line in chat)
    alone = printed(run_blocks(compare(file, ["as_today"], replications=6, jobs=1)), 120)
    assert "blocked" in alone.split("─")[0]
