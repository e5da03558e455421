"""What never worked is said after a run, with the numbers and once; what works is not."""

import json
from dataclasses import replace

import pytest
from hotline import study

from simulator.comparing import ask, compare
from simulator.metrics.measure import MEASURES
from simulator.report.records.document import document
from simulator.report.tables.unused_blocks import unused_blocks
from simulator.run_folder.identity import hash_of, identity_of
from simulator.scenario.language.warning_kinds import AFTER_A_RUN, KINDS
from simulator.scenario.reader import load_text
from simulator.unused import _ORDER, unknown_yet, unused

QUIET = """\
version: 1
name: Never
horizon: {from: "08:00", to: "20:00"}
channels: {voice: {}, chat: {}}
sources:
  callers: {arrivals: 60/h, campaigns: {leaflet: {at: "12:00", lift: 1/h, for: 30m}}}
  writers: {arrivals: 60/h}
contact_types:
  calls:
    from: callers
    channel: voice
    talk: {exponential: {mean: 3m}}
    patience: 3m
    segments: {vip: {share: 40%, priority: 1}}
  chats:
    from: writers
    channel: chat
    talk: {exponential: {mean: 3m}}
    patience: 3m
    ranks: {digital: 1, front: 2, reserve: 3}
agent_groups:
  front: {agents: 14, serves: {calls: {}, chats: {priority: 2, after: 30s}}}
  digital: {agents: 14, serves: {chats: {}}}
  reserve: {agents: 2, serves: {chats: {}}}
  on_paper: {agents: 0, serves: {calls: {}}}
routing: {contact: due_time}
strategies:
  as_today: {}
  busy:
    agent_groups: {front: {agents: 4}, digital: {agents: 2}}
    sources: {callers: {campaigns: {leaflet: {lift: 99/h}}}}
futures:
  crowded:
    sources:
      callers: {arrivals: 240/h, campaigns: {leaflet: {lift: 99/h}}}
      writers: {arrivals: 500/h}
run: {replications: 4}
"""
NEVER = {
    "agent_groups.reserve",
    "agent_groups.front.serves.chats.after",
    "agent_groups.front.serves",
    "contact_types.calls.segments.vip.priority",
    "routing.contact",
    "sources.callers.campaigns.leaflet",
}

STARVED = """\
version: 1
name: Starved
horizon: {from: "08:00", to: "20:00", at_close: clear}
channels: {voice: {}, mail: {}}
sources: {callers: {arrivals: 66/h}, writers: {arrivals: 30/h}}
contact_types:
  calls: {from: callers, channel: voice, talk: {exponential: {mean: 5m}}, patience: 10m}
  mails: {from: writers, channel: mail, talk: {exponential: {mean: 6m}}, patience: endless, service_level: 80% in 1h}
agent_groups:
  front: {agents: 6, serves: {calls: {priority: 1}, mails: {priority: 2}}}
run: {replications: 4}
"""


def run_of(text, strategies=None, settings=(), **how):
    return compare(load_text(text, settings=settings), strategies, (strategies or [None])[0], jobs=1, **how)


def found(run):
    return {one.where: one for one in unused(run)}


def came(run, name, kind):
    stack = run.first.stacks[name]
    return stack.sums[:, MEASURES.index("arrived"), stack.cells.index((f"type:{kind}", None))].sum()


@pytest.fixture(scope="module")
def quiet():
    return run_of(QUIET)


def test_whatever_touches_fewer_than_one_in_a_thousand_is_said_and_what_works_is_not():
    assert set(found(run_of(QUIET, ["as_today"]))) == NEVER
    assert not NEVER & set(found(run_of(QUIET, ["busy"])))


def test_the_words_name_the_key_and_the_numbers(quiet):
    said, used = found(quiet), quiet.first.stacks["as_today"].details.used
    assert str(said["agent_groups.front.serves.chats.after"]) == (
        "agent_groups.front.serves.chats.after (in as_today): front's after: 30s for chats never had an effect: in 4 "
        f"replications front answered none of {came(quiet, 'as_today', 'chats'):,.0f} chats. [serves]"
    )
    vips = used.arrived_in[0, 0]
    assert vips == pytest.approx(0.4 * came(quiet, "as_today", "calls"), rel=0.1)
    assert said["contact_types.calls.segments.vip.priority"].what == (
        f"it never had an effect: in 4 replications none of {vips:,.0f} contacts had to wait."
    )
    assert "it is expected to bring 2 of " in said["sources.callers.campaigns.leaflet"].what


def test_an_entry_is_called_by_the_key_that_says_when():
    changes = ("agent_groups.front.serves.chats.after=0s", "agent_groups.digital.agents=20")
    said = found(run_of(QUIET, ["as_today"], changes))
    assert said["contact_types.chats.ranks.front"].what.startswith("front's rank 2 for chats never had an effect: ")
    # Without ranks the front takes its part of the chats.
    assert not any(
        "chats" in where for where in found(run_of(QUIET, ["as_today"], (*changes, "contact_types.chats.ranks=null")))
    )


def test_of_several_strategies_it_is_said_once_with_their_names(quiet):
    assert {one.strategies for where, one in found(quiet).items() if where in NEVER} == {("as_today",)}
    three = run_of(QUIET.replace("futures:", "  more: {agent_groups: {front: {agents: 15}}}\nfutures:"))
    said = found(three)["agent_groups.front.serves"]
    assert said.strategies == ("as_today", "more")
    assert str(said).startswith("agent_groups.front.serves (in as_today and 1 more): its priorities never")
    along = run_of(QUIET, ["as_today"], vary=["agent_groups.front.agents=13,14"])
    assert set(found(along)) == NEVER
    assert all(one.everywhere for one in unused(along))


def test_what_works_in_one_future_is_not_without_effect():
    assert not set(found(run_of(QUIET, ["as_today"], futures=[None, "crowded"]))) & NEVER


def test_of_too_few_contacts_nothing_is_told():
    assert not unused(run_of(QUIET, ["as_today"], ("horizon.to=12:00",), replications=1))


def test_a_type_that_starves_is_told_with_who_could_have_answered_what_instead():
    run = run_of(STARVED)
    (one,) = unused(run)
    calls, mails = run.first.stacks["base"].answered_by.sum(axis=0)[:, 0]
    offered = came(run, "base", "mails")
    assert str(one) == (
        f"contact_types.mails: the contact type starves: in 4 replications {mails:,.0f} of {offered:,.0f} offered "
        f"contacts were answered ({mails / offered:.0%}); front, which serves it, answered {calls:,.0f} calls instead. "
        "[starving]"
    )
    assert mails / offered < 0.5


def test_a_type_with_too_few_agents_of_its_own_does_not_starve_behind_others():
    apart = STARVED.replace("serves: {calls: {priority: 1}, mails: {priority: 2}}", "serves: {calls: {}}")
    apart = apart.replace("run:", "  desk: {agents: 1, serves: {mails: {}}}\nrun:")
    run = run_of(apart)
    assert run.row("base", "answered", "type:mails").value < 0.5 * run.row("base", "offered", "type:mails").value
    assert not unused(run)


def test_who_is_not_yet_decided_starves_nobody():
    # Mails may take a day: whoever is open at closing is younger than that, and one promise has one number.
    young = ("horizon.at_close=serve_out", "contact_types.mails.service_level=80% in 24h")
    run = run_of(STARVED, settings=(*young, "agent_groups.front.agents={'08:00': 6, '19:59': 0}"))
    assert run.row("base", "not_yet_decided", "type:mails").value > 100
    assert run.row("base", "served_in_time", "type:mails").value == 1
    assert run.row("base", "service_level", "type:mails").value == 1
    assert not [one for one in unused(run) if one.kind == "starving"]


def test_work_long_after_closing_is_told_with_how_often_and_until_when():
    run = run_of(STARVED, settings=("horizon.at_close=serve_out",))
    (one,) = (one for one in unused(run) if one.kind == "overtime")
    assert one.where == "agent_groups.front"
    assert one.what.startswith("6.0 agents on average work for more than 1 hour after closing, after 4 of 4 closings;")
    used = run.first.stacks["base"].details.used
    assert used.latest_at_s[0] == pytest.approx(20 * 3600 + used.latest_s[0])
    assert not [one for one in unused(run_of(STARVED)) if one.kind == "overtime"]


def test_a_hotline_where_all_works_has_nothing_to_say():
    run = compare(study(), ["three"], jobs=1)
    assert unused(run) == ()
    assert not list(unused_blocks(run))
    assert json.loads("\n".join(document(run)))["warnings"] == []


def test_the_document_and_the_page_say_the_same(quiet):
    records = json.loads("\n".join(document(quiet)))["warnings"]
    assert [one["where"] for one in records] == [one.where for one in unused(quiet)]
    assert list(records[0]) == ["kind", "where", "strategies", "future", "what"]
    assert [block.text for block in unused_blocks(quiet)][1:] == [str(one) for one in unused(quiet)]


def test_what_the_scenario_acknowledges_is_not_shown_and_marked_in_the_document():
    known = "group at agent_groups.reserve"
    text = f"acknowledged: [{known}, group at agent_groups.front]\n{QUIET}"
    run = run_of(text)
    assert [f"{one.kind} at {one.where}" for one in unused(run) if one.acknowledged] == [known]
    shown = [f"{one.kind} at {one.where}" for one in unknown_yet(run)]
    assert shown
    assert known not in shown
    words = "\n".join(block.text for block in unused_blocks(run))
    assert "agent_groups.reserve" not in words
    assert "[rule]" in words
    marked = [one for one in json.loads("".join(document(run)))["warnings"] if "acknowledged" in one]
    assert [(one["kind"], one["where"], one["acknowledged"]) for one in marked] == [
        ("group", "agent_groups.reserve", True)
    ]
    # It decides nothing.
    one, other = (hash_of(identity_of(ask(load_text(given), ["as_today"]))) for given in (text, QUIET))
    assert one == other


def test_every_kind_of_finding_can_be_acknowledged():
    assert set(_ORDER) == set(AFTER_A_RUN)
    assert not set(AFTER_A_RUN) & set(KINDS)


def test_a_run_of_an_older_version_has_nothing_to_say():
    run = run_of(QUIET, ["as_today"])
    stack = run.first.stacks["as_today"]
    run.first.stacks["as_today"] = replace(stack, answered_by=None)
    assert unused(run) == ()


DOORS = """\
version: 1
name: Doors
horizon: {from: "00:00", to: "24:00", interval: 1h, run_on: 0s}
channels: {voice: {}}
sources: {callers: {arrivals: 60/h}}
contact_types:
  calls:
    from: callers
    share: 100%
    channel: voice
    hours: {from: "08:00", to: "20:00"}
    when_closed: {redirect: late}
    talk: {exponential: {mean: 3m}}
    patience: 3m
  late: {from: callers, share: 0%, channel: voice, talk: {exponential: {mean: 3m}}, patience: 3m}
agent_groups:
  day: {agents: {"08:00": 5, "20:00": 0}, serves: {calls: {}}}
  night: {agents: {"00:00": 5, "08:00": 0, "20:00": 5}, serves: {late: {priority: 2}}}
run: {replications: 4}
"""


def test_a_group_that_answers_only_those_who_were_moved_to_it_is_needed():
    # By day some come for the late type themselves, and the day team answers them.
    some = DOORS.replace("share: 100%", 'share: {"00:00": 100%, "08:00": 60%, "20:00": 100%}')
    some = some.replace("share: 0%", 'share: {"00:00": 0%, "08:00": 40%, "20:00": 0%}')
    run = run_of(some.replace("serves: {calls: {}}", "serves: {calls: {}, late: {}}"))
    late, night = run.first.stacks["base"].answered_by.sum(axis=0)[1]
    assert came(run, "base", "late") >= late > 1000
    assert night == 0
    assert run.row("base", "answered", "group:night").value > 500
    assert unused(run) == ()


def test_a_group_to_which_nobody_is_moved_is_told_with_how_many_could_have_been():
    idle = DOORS.replace(
        "serves: {late: {priority: 2}}}", "serves: {late: {}}}\n  spare: {agents: 1, serves: {late: {}}}"
    )
    idle = idle.replace("share: 0%, channel", "share: 0%, ranks: {night: 1, spare: 2}, channel")
    idle = idle.replace('{"00:00": 5, "08:00": 0, "20:00": 5}', '{"00:00": 40, "08:00": 0, "20:00": 40}')
    run = run_of(idle)
    (one,) = unused(run)
    moved = 4 * run.row("base", "moved").value
    assert one.where == "agent_groups.spare"
    assert f"it answered none of the {moved:,.0f} contacts it can answer" in one.what


def test_doors_that_nobody_ever_finds_closed_are_no_mistake():
    by_day = DOORS.replace(
        'horizon: {from: "00:00", to: "24:00", interval: 1h, run_on: 0s}', 'horizon: {from: "09:00", to: "19:00"}'
    )
    by_day = by_day.replace("when_closed: {redirect: late}", "when_closed: refuse")
    by_day = (
        by_day.split("  late:")[0] + "agent_groups: {day: {agents: 5, serves: {calls: {}}}}\nrun: {replications: 4}\n"
    )
    warm = by_day.replace('to: "19:00"}', 'to: "19:00", warm_up: 1d}')
    for text in (by_day, warm):
        assert unused(run_of(text)) == ()


def test_work_after_closing_says_whose_closing_it_is_where_types_have_hours():
    text = STARVED.replace("mail: {}", "mail: {hours: {from: '08:00', to: '16:00'}, when_closed: voicemail}")
    run = run_of(
        text, settings=("horizon.at_close=serve_out", "agent_groups.front.agents=2", "contact_types.calls.patience=2h")
    )
    (one,) = (one for one in unused(run) if one.kind == "overtime")
    assert "for more than 1 hour after the center's closing, after 4 of 4 closings;" in one.what


def test_ages_and_rules_for_agents_are_without_effect_where_nobody_waits_and_nobody_is_found_free():
    ageing = (
        "routing.contact=longest_wait",
        "contact_types.calls.age_rate=2",
        "contact_types.chats.age_cap=5m",
        "contact_types.calls.segments.vip.priority=2",
        "contact_types.calls.segments.vip.age_rate=3",
    )
    said = found(run_of(QUIET, ["as_today"], ageing))
    waits = {"contact_types.calls.age_rate", "contact_types.calls.segments.vip.age_rate"}
    assert waits <= set(said)
    assert said["contact_types.calls.age_rate"].what.startswith("it never had an effect: in 4 replications none of ")
    # Of agents who always have something to do nobody can choose.
    rule = (
        "routing.agent=fewest_contacts",
        *(f"agent_groups.{name}.agents=1" for name in ("front", "digital", "reserve")),
        *(f"contact_types.{name}.patience=20h" for name in ("calls", "chats")),
        *(f"sources.{name}.arrivals=250/h" for name in ("callers", "writers")),
        "agent_groups.front.serves.chats.after=0s",
    )
    busy = found(run_of(QUIET, ["as_today"], rule))
    assert busy["routing.agent"].what.endswith("contacts did not have to wait.")
    assert "routing.agent" not in found(run_of(QUIET, ["as_today"], ("routing.agent=fewest_contacts",)))
    # Whoever waits for `after` looks for an agent once more.
    again = (*rule, "agent_groups.reserve.serves.chats.after=10s")
    assert "routing.agent" not in found(run_of(QUIET, ["as_today"], again))
