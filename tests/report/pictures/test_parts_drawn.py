"""Several channels in one center: nothing is drawn of all of them at once but what adds up, and no miss is hidden."""

import doctest
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from drawn import artists, hotline_run, words

from simulator import compare
from simulator.catalogue import HEADLINE, Unit
from simulator.report.pictures import levels
from simulator.report.pictures.across_futures import futures, futures_of
from simulator.report.pictures.albums import album
from simulator.report.pictures.along_grid import LIMIT, along, along_of
from simulator.report.pictures.day_titles import with_parts
from simulator.report.pictures.grid_map import over_two, over_two_of
from simulator.report.pictures.levels import leader
from simulator.report.pictures.paired_differences import differences, differences_of, pages
from simulator.report.pictures.picture_files import svg_text
from simulator.report.pictures.through_day import closed_of, queue_of, service, service_of
from simulator.report.pictures.waiting import TYPES_MAX, waits, waits_of
from simulator.report.words.goal_words import ALL_SERVED
from simulator.report.words.signs import Sign
from simulator.scenario.reader import load_text

MIXED = """\
version: 1
name: Mixed
horizon: {from: "08:00", to: "10:00", interval: 1h}
channels: {voice: {}, chat: {slots: 2}, email: {}}
sources:
  callers: {arrivals: 40/h}
  writers: {arrivals: 20/h}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 3m}}, patience: {exponential: {mean: 3m}}}
  chats:
    from: writers
    share: 50%
    channel: chat
    talk: {exponential: {mean: 6m}}
    patience: {exponential: {mean: 3m}}
    service_level: 90% in 60s
  mails:
    {from: writers, share: 50%, channel: email, talk: {deterministic: 2m}, patience: endless, service_level: 95% in 1h}
agent_groups:
  front: {agents: 2, serves: {orders: {}}}
  desk: {agents: 2, serves: {chats: {priority: 1}, mails: {priority: 2}}}
strategies:
  as_today: {}
  three: {agent_groups: {front: {agents: 3}}}
  no_mails: {agent_groups: {desk: {agents: 3}}}
futures:
  busy: {sources: {callers: {arrivals: 60/h}}}
checks:
  - served_in_time >= 70%
  - abandonment_rate(chats) <= 5%
run: {replications: 4, seed: 3}
"""
PARTS = ("channel:voice", "channel:chat", "channel:email")


@cache
def mixed_run(*strategies, futures=(None,), vary=(), replications=4):
    study = load_text(MIXED)
    chosen = list(strategies) or None
    return compare(study, chosen, replications=replications, jobs=1, futures=list(futures), vary=list(vary))


@cache
def many_types_run():
    """Return a run of nine types: the rarest two have nobody to serve them in time."""
    shares = [(13, 20)] * 7 + [(5, 10), (4, 10)]
    like = "from: callers, channel: voice, talk: {deterministic: 30s}, patience: {deterministic: 2m}"
    kinds = [
        f"  kind_{number}: {{{like}, share: {share}%, service_level: 90% in {within}s}}"
        for number, (share, within) in enumerate(shares)
    ]
    served = ", ".join(f"kind_{number}: {{}}" for number in range(7))
    text = (
        'version: 1\nname: Many\nhorizon: {from: "08:00", to: "10:00", interval: 1h}\nchannels: {voice: {}}\n'
        "sources: {callers: {arrivals: 120/h}}\ncontact_types:\n" + "\n".join(kinds) + "\nagent_groups:\n"
        f"  front: {{agents: 9, serves: {{{served}}}}}\n  rare: {{agents: 1, serves: "
        "{kind_7: {handle_time: 2000%}, kind_8: {handle_time: 2000%}}}\n"
    )
    return compare(load_text(text), replications=3, jobs=1)


@pytest.mark.parametrize(("make", "metric"), [(service_of, "service_level"), (closed_of, "closed_per_hour")])
def test_each_channel_has_panels_of_its_own_and_none_is_of_all(make, metric):
    run = mixed_run("as_today", "three").first
    labels = ("08:00-09:00", "09:00-10:00")
    picture = make(run)
    assert [block.name for block in picture.blocks] == ["voice", "chat", "email"]
    for block, of in zip(picture.blocks, PARTS, strict=True):
        for row, name in zip(block.rows, run.strategies, strict=True):
            assert list(row.curves[0].values) == [run.row(name, metric, of, label).value for label in labels]
            assert list(row.curves[0].values) != [run.row(name, metric, "all", label).value for label in labels]


def test_each_channel_has_its_own_target_line_scale_and_head():
    figure = service(mixed_run("as_today"))
    found = artists(figure)
    levels = found[::2]
    assert [list(panel["target"].get_ydata()) for panel in levels] == [[0.8, 0.8], [0.9, 0.9], [0.95, 0.95]]
    assert [panel["part"].get_text() for panel in levels] == ["voice: in 20 s", "chat: in 1 min", "email: in 1h"]
    assert not any("target" in panel for panel in found[1::2])
    assert len({axes.get_ylim() for axes in figure.axes[1::2]}) > 1


def test_the_queue_of_a_channel_is_that_of_its_types():
    run = mixed_run("as_today").first
    kept = run.stacks["as_today"].details
    for place, block in enumerate(queue_of(run).blocks):
        curve = block.rows[0].curves[0]
        mean = np.average(np.asarray(curve.values), weights=np.diff(curve.edges_s))
        assert mean == pytest.approx(kept.queue[:, 1 + place].mean(), rel=1e-6)


def test_the_titles_of_the_day_speak_of_each_channel():
    run = mixed_run("as_today").first
    assert service_of(run).title.startswith("Hours below the target with as_today: ")
    for picture in (service_of(run), queue_of(run), closed_of(run)):
        assert all(name in picture.title for name in ("voice", "chat", "email"))


def test_a_title_names_as_many_parts_as_two_lines_hold():
    found = [(-number, f"{'a' * 16} {number} per hour on wednesday at 09:00") for number in (30, 20, 10)]
    title = with_parts("Most contacts are closed with as_today", found)
    assert title.endswith(f"{'a' * 16} 30 per hour on wednesday at 09:00 and 2 more")
    assert with_parts("Short", [(0.0, "one"), (1.0, "two")]) == "Short: one, two"


def test_one_type_can_still_be_asked_for():
    run = mixed_run("as_today").first
    picture = service_of(run, "channel:chat")
    assert len(picture.blocks) == 1
    assert picture.title.startswith("chat: service level below 90 %")
    assert "chat (90 % in 1 min)" in picture.subtitle
    assert "part" not in artists(service(run, "channel:chat"))[0]


@pytest.mark.long
def test_a_strategy_without_a_channel_has_empty_panels_for_it():
    text = MIXED.replace(
        "  no_mails: {agent_groups: {desk: {agents: 3}}}",
        "  no_mails:\n    contact_types: {mails: null, chats: {share: 100%}}\n"
        "    agent_groups: {desk: {serves: {mails: null}}}\n    channels: {email: null}",
    )
    run = compare(load_text(text), ["as_today", "no_mails"], replications=3, jobs=1)
    for picture in album(run):
        if picture.kind not in ("load", "agents"):
            svg_text(picture.draw())
    email = service_of(run.first).blocks[-1]
    assert np.isnan(np.asarray(email.rows[1].curves[0].values)).all()
    told = {panel.label: panel.strokes[0].text for panel in differences_of(run.first).panels}
    assert told["email: in 1h"] == "nothing to compare"


def test_differences_of_waits_and_shares_are_told_by_channel_and_only_sums_of_all():
    run = mixed_run("as_today", "three").first
    picture = differences_of(run)
    labels = [panel.label for panel in picture.panels]
    assert labels == [
        ALL_SERVED,
        "voice: in 20 s", "voice: abandoned", "voice: mean wait (ASA)",
        "chat: in 1 min", "chat: abandoned", "chat: mean wait (ASA)",
        "email: in 1h", "email: abandoned", "email: mean wait (ASA)",
        "closed per hour", "agent hours a day",
    ]  # fmt: skip
    by_label = dict(zip(labels, picture.panels, strict=True))
    for of, label in zip(PARTS, ("voice", "chat", "email"), strict=True):
        wanted = run.delta("three", "asa_s", of).difference
        assert by_label[f"{label}: mean wait (ASA)"].strokes[0].difference == pytest.approx(wanted)
    assert by_label[ALL_SERVED].strokes[0].difference == run.delta("three", HEADLINE).difference
    pooled = {run.delta("three", metric).difference for metric in ("asa_s", "abandonment_rate")}
    assert pooled.isdisjoint(stroke.difference for panel in picture.panels for stroke in panel.strokes)
    assert "is not the service level of any channel" in picture.footer
    assert "of all contacts in time" in picture.title or "No strategy" in picture.title


def test_the_baseline_stands_beside_each_target():
    run = mixed_run("as_today", "three").first
    level = run.row("as_today", "service_level", "channel:voice").value
    panel = differences_of(run).panels[1]
    assert panel.remark == f"as_today: {100 * level:.1f} % (target 80 %)"
    assert panel.remark in words(differences(run))


def test_what_no_page_holds_has_a_picture_for_each_channel():
    one, several = mixed_run("as_today", "three").first, mixed_run()
    assert pages(one) == ()
    assert [part.of for part in pages(several.first)] == list(PARTS)
    found = {picture.name: picture.part for picture in album(several)}
    for kind in ("differences", "service"):
        assert [found[f"{kind}-{name}"] for name in ("voice", "chat", "email")] == ["voice", "chat", "email"]
    assert "differences" in found
    assert "service" not in found
    picture = differences_of(several.first, "channel:chat")
    assert [panel.label for panel in picture.panels] == ["answered in 1 min", "abandoned", "mean wait (ASA)"]
    assert picture.title.startswith("chat: ")


def test_one_channel_has_the_pictures_it_had():
    run = hotline_run("as_today", "three").first
    assert pages(run) == ()
    assert [panel.label for panel in differences_of(run).panels][:3] == [
        "served in time, all contacts", "abandoned, of the offered", "mean wait of the answered (ASA)",
    ]  # fmt: skip
    assert [block.name for block in service_of(run).blocks] == [""]
    assert not any("part" in found for found in artists(service(run)))
    assert {picture.part for picture in album(hotline_run("as_today", "three"))} == {None}


def test_a_type_that_misses_its_target_is_drawn_however_rare_it_is():
    run = many_types_run().first
    picture = waits_of(run)
    shown = [panel.name for panel in picture.panels]
    assert len(shown) == TYPES_MAX
    assert {"kind_7", "kind_8"} <= set(shown)
    for kind in ("kind_7", "kind_8"):
        assert run.row(run.baseline, "service_level", f"type:{kind}").value < 0.9


def test_what_is_left_out_is_named_with_its_level():
    run = many_types_run().first
    picture = waits_of(run)
    out = [f"kind_{number}" for number in range(9) if f"kind_{number}" not in [one.name for one in picture.panels]]
    assert len(out) == 3
    said = picture.footer[picture.footer.index("Not shown: ") :]
    for kind in out:
        level = run.row(run.baseline, "service_level", f"type:{kind}").value
        assert f"{kind} {100 * level:.1f} % (target 90 %)" in said
    assert "Not shown: kind" in words(waits(run))


def test_waits_say_which_types_miss_their_targets_and_no_level_of_all():
    run = many_types_run().first
    title = waits_of(run).title
    assert "below target: kind_" in title
    assert f"{100 * run.row(run.baseline, 'service_level').value:.1f} %" not in title


def test_a_title_names_no_strategy_that_turned_customers_away_to_look_good():
    run = hotline_run("as_today", "three", "two_lines", replications=12).first
    assert run.row("two_lines", "service_level").value > run.row("three", "service_level").value
    assert leader(run) == "three"
    assert leader(replace(run, customers_differ=("three",))) == "two_lines"


def test_what_too_few_days_show_is_no_verdict(monkeypatch):
    run = hotline_run("as_today", "three", replications=12).first
    asked = type(run).delta
    monkeypatch.setattr(type(run), "delta", lambda *args, **keys: asked(*args, **keys)._replace(enough=False))
    strokes = [panel.strokes[0] for panel in differences_of(run).panels]
    assert {stroke.sign for stroke in strokes} == {Sign.OPEN}
    assert all(stroke.text.endswith(", too few days") for stroke in strokes)


def test_the_examples_of_levels_beside_targets_hold():
    assert doctest.testmod(levels).failed == 0
    assert levels.beside(0.79999, Unit.SHARE, 0.8) == "79.999 %"
    assert levels.beside(0.80004, Unit.SHARE, 0.8) == "80.004 %"
    assert levels.beside(79.5, Unit.SECONDS, 20.0) == "1m20s"


def test_in_futures_a_channel_with_a_type_below_its_target_is_bold_even_if_it_meets_its_own():
    text = MIXED.replace(
        "  front: {agents: 2,", "  rare: {agents: 1, serves: {rare: {handle_time: 2000%}}}\n  front: {agents: 9,"
    )
    rare = "  rare: {from: callers, share: 12%, channel: voice, talk: 3m, patience: 3m}\n  orders: {share: 88%, from"
    text = text.replace("  orders: {from", rare)
    picture = futures_of(compare(load_text(text), ["as_today"], replications=4, jobs=1, futures=[None, "busy"]))
    for _, fields in picture.rows:
        for field in fields[:-1]:
            (voice, voice_missed), (_, chat_missed), _ = field.levels
            assert "≥ 80 %" in voice
            assert voice_missed
            assert not chat_missed
    assert "or one of its types misses" in picture.subtitle


def test_futures_have_each_channels_level_beside_its_target():
    run = mixed_run("as_today", "three", futures=(None, "busy"))
    picture = futures_of(run)
    assert list(picture.parts) == ["voice: in 20 s", "chat: in 1 min", "email: in 1h"]
    for name, (label, fields) in zip(run.strategies, picture.rows, strict=True):
        assert label == name
        for future, field in zip(run.futures, fields[:-1], strict=True):
            for (text, missed), of, share in zip(field.levels, PARTS, (0.8, 0.9, 0.95), strict=True):
                value = run.at(future).row(name, "service_level", of).value
                assert missed == (value < share)
                assert text == f"{100 * value:.1f} % {'<' if missed else '≥'} {100 * share:g} %"
    assert "Served in time, all contacts" in words(futures(run))


def test_a_grid_has_panels_of_channels_and_checks_with_their_limits():
    run = mixed_run("as_today", vary=("agent_groups.front.agents=2,3",))
    found = {panel.head or panel.label: panel for panel in along_of(run).panels}
    assert list(found) == [
        f"{ALL_SERVED} >= 70%",
        "voice: service level, 80 % in 20 s", "chat: service level, 90 % in 1 min", "email: service level, 95 % in 1h",
        "abandonment_rate(chats) <= 5%",
        "agent hours a day",
    ]  # fmt: skip
    assert [list(panel.limits) for panel in found.values()] == [[0.7], [0.8], [0.9], [0.95], [0.05], []]
    values = found["abandonment_rate(chats) <= 5%"].curves[0].values
    assert list(values) == [one.row("as_today", "abandonment_rate", "type:chats").value for one in run]
    figure = along(run)
    assert LIMIT in words(figure)
    assert list(artists(figure)[1]["limit"].get_ydata()) == [0.8, 0.8]


def test_maps_are_of_each_channel_and_mark_what_is_missed():
    run = mixed_run("as_today", vary=("agent_groups.front.agents=1,3", "agent_groups.desk.agents=1,3"))
    picture = over_two_of(run)
    assert [panel.head for panel in picture.panels] == [
        f"{ALL_SERVED} >= 70%", "voice: 80 % in 20 s", "chat: 90 % in 1 min", "email: 95 % in 1h",
        "abandonment_rate(chats) <= 5%",
    ]  # fmt: skip
    voice = picture.panels[1]
    assert [[value < 0.8 for value in row] for row in voice.values] == [list(row) for row in voice.missed]
    marks = {name for name in artists(over_two(run))[1] if name.startswith("missed")}
    assert marks == {f"missed:{y}:{x}" for y, row in enumerate(voice.missed) for x, one in enumerate(row) if one}
    assert [panel.framed for panel in picture.panels] == [True, False, False, False, False]


@pytest.mark.long
def test_pictures_of_several_channels_are_the_same_bytes_every_time():
    run = mixed_run("as_today", "three", replications=10)
    for first, second in zip(album(run), album(run), strict=True):
        assert svg_text(first.draw()) == svg_text(second.draw())
