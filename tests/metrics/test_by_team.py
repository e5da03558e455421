"""Teams in a result: they add up to the center, and who states them changes no other number."""

from dataclasses import replace

import numpy as np
import pytest
from digest_of_engines import digest

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log.agent_time import agent_time
from simulator.metrics import by_team
from simulator.metrics.agent_spans import agent_spans
from simulator.metrics.frames import agent_time_frame, contacts_frame
from simulator.metrics.measure import MEASURES, measure
from simulator.scenario.reader import load_text

RICH = """\
version: 1
name: Teams
horizon: {from: "08:00", to: "16:00", days: 2, date: "2026-11-30", warm_up: 1d}
channels:
  voice: {}
  chat: {slots: 3}
sources: {callers: {arrivals: 30/h}, chatters: {arrivals: 12/h}, writers: {arrivals: 4/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: {exponential: {mean: 4m}}, wrap_up: 30s, patience: 5m}
  chats: {from: chatters, channel: chat, talk: {exponential: {mean: 7m}}, patience: 5m}
  notes: {from: writers, channel: voice, talk: {exponential: {mean: 5m}}, patience: 20m}
people: {ana: {TEAM1}, ben: {cost: 20 EUR/h}}
agent_groups:
  front:
    cost: {hour: 14 EUR/h, overtime: 150%, supplements: {noon: {from: "11:45", to: "13:10", pays: 125%}}}
    absence: {share: 10%, common: 30%}
    adherence: {share: 92%, late: {share: 20%, by: 4m}}
    breaks:
      lunch: {for: 30m, from: "10:00", to: "13:30", paid: false}
      briefing: {for: 15m, at: "11:00", counts_as: off_phone}
    shifts:
      early: {agents: 4, TEAM2, from: "08:00", to: "14:00"}
      late: {agents: 3, from: "10:00", to: "16:00"}
      own: {people: [ana, ben], from: "08:00", to: "12:00"}
    serves: {orders: {solved: 80%}, chats: {}}
  back:
    TEAM3
    agents_are: on_duty
    off_phone: 10%
    cost: 18 EUR/h
    shifts:
      own: {people: ana, from: "12:30", to: "16:00"}
      mine: {agents: 2, from: "08:00", to: "16:00"}
    serves: {chats: {}, orders: {priority: 2}, notes: {}}
  crowd: {agents: {"08:00": 1, "12:00": 2}, cost: 10 EUR/h, serves: {notes: {}, orders: {priority: 2}}}
helps:
  stuck: {of: [orders, notes], after: 5m, help: {by: [back, front], talk: 60%}}
"""


def text_of(one="", two="", three=""):
    plain = RICH.replace("TEAM1", one).replace("TEAM2, ", f"{two}, " if two else "")
    return plain.replace("    TEAM3\n", f"    {three}\n" if three else "")


PLAIN = text_of()
WITH_TEAMS = text_of("team: north", "team: south", "team: south")
EVERYBODY = (
    WITH_TEAMS.replace("crowd: {", "crowd: {team: west, ")
    .replace("late: {agents", "late: {team: east, agents")
    .replace("ben: {", "ben: {team: north, ")
)


def log_of(text, seed=3):
    scenario = load_text(text).resolve()
    return simulate(scenario, draw(scenario, seed, 0))


def rows_of(log, kind):
    """Return the measures of all rows of a kind, shape (measures, rows, times), and of everything."""
    found = measure(log)
    of = [cell.of for cell in found.cells]
    mine = [place for place, name in enumerate(of) if name.partition(":")[0] == kind]
    everything = [place for place, name in enumerate(of) if name == "all"]
    sums = found.sums
    return sums[:, mine].reshape(len(MEASURES), -1, len(everything)), sums[:, everything]


@pytest.mark.parametrize("text", [WITH_TEAMS, EVERYBODY])
def test_teams_add_up_to_the_center_in_every_measure_that_groups_have(text):
    log = log_of(text)
    teams, _ = rows_of(log, "team")
    groups, everything = rows_of(log, "group")
    compared = 0
    for name, mine, theirs, center in zip(MEASURES, teams, groups, everything, strict=True):
        if name == "open_s" or name.startswith("further"):
            continue
        assert np.isnan(mine).all() == np.isnan(theirs).all(), name
        if not np.isnan(theirs).any():
            tolerance = {"rtol": 1e-12, "atol": 1e-9}
            np.testing.assert_allclose(mine.sum(axis=0), theirs.sum(axis=0), err_msg=name, **tolerance)
            if name in by_team.MEASURES:
                np.testing.assert_allclose(mine.sum(axis=0), center, err_msg=name, **tolerance)
                compared += center[0] > 0
    assert compared > 29, "there was something of nearly everything"
    assert ("no team" in log.names.teams) == (text is WITH_TEAMS)


def test_teams_are_what_a_table_of_agents_adds_up_to():
    log = log_of(WITH_TEAMS)
    time, found = agent_time_frame(log), measure(log)
    place = {cell.of: at for at, cell in enumerate(found.cells) if cell.interval is None}
    contacts = contacts_frame(log)
    team_of = dict(zip(time["agent"], time["team"], strict=True))
    closed = contacts[contacts["closed_s"] >= log.facts.reports_from_s]["closed_by"].map(team_of)
    worked = time[time["group"] != "back"].groupby("team", observed=True)["seconds"].sum()
    assert set(team_of.values()) == {"north", "south", "no team"}
    for team in log.names.teams:
        of = place[f"team:{team}"]
        mine = time[time["team"] == team]
        assert found.sums[MEASURES.index("talk_s"), of] == mine[mine["state"] == "talk"]["seconds"].sum()
        assert found.sums[MEASURES.index("slot_s"), of] <= mine["slot_seconds"].sum()
        assert found.sums[MEASURES.index("closed"), of] == (closed == team).sum() > 0
        # What the plan of one group has deducted is paid in that group alone.
        in_back = mine[mine["group"] == "back"]["seconds"].sum()
        paid_s = worked[team] + in_back / 0.9
        assert found.sums[MEASURES.index("paid_s"), of] == pytest.approx(paid_s, rel=1e-12)


def test_who_states_teams_changes_nothing_else():
    plain, log = log_of(PLAIN), log_of(WITH_TEAMS)
    assert plain.names.teams == ()
    assert plain.facts.teams is None
    bare = replace(log, names=replace(log.names, teams=()), facts=replace(log.facts, teams=None))
    assert digest(bare) == digest(plain)
    before, after = measure(plain), measure(log)
    kept = [place for place, cell in enumerate(after.cells) if cell.kind != "team"]
    assert before.cells == tuple(after.cells[place] for place in kept)
    np.testing.assert_array_equal(before.sums, after.sums[:, kept])


def test_where_nobody_has_a_team_no_table_has_a_column_for_it():
    plain, log = log_of(PLAIN), log_of(WITH_TEAMS)
    for table in (agent_time, agent_spans):
        assert list(table(log)) == [*table(plain), "team"]
