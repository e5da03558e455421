"""A small floor: a group with shifts, breaks and people who may be away, run; its plans can be followed by a pencil."""

from functools import cache

from simulator import compare
from simulator.scenario.reader import Study, load_text

TEXT = """\
version: 1
name: A small floor
horizon: {from: "08:00", to: "16:00", interval: 1h}
channels: {voice: {}}
sources: {callers: {arrivals: 12/h}}
contact_types:
  orders: {from: callers, channel: voice, talk: 1m, wrap_up: 20s, patience: {exponential: {mean: 30m}}}
people: {ana: {}}
agent_groups:
  front:
    shifts:
      early: {agents: 2, from: "08:00", to: "13:00"}
      late:  {agents: 1, from: "11:00", to: "16:00", crew: evening}
      own:   {people: [ana], from: "09:00", to: "15:00"}
    breaks:
      lunch:    {for: 30m, at: "12:00", paid: false}
      coffee:   {for: 15m, from: "13:00", to: "15:00", start: own_choice}
      meeting:  {for: 30m, at: "14:00", counts_as: off_phone}
      screen:   {for: 5m, every: 90m}
    serves: {orders: {}}
  back: {agents: 1, serves: {orders: {}}}
strategies:
  as_planned: {}
  absent: {agent_groups: {front: {absence: 50%}}}
  absent_unpaid: {agent_groups: {front: {absence: {share: 50%, paid: false}}}}
  away: {agent_groups: {front: {adherence: 80%}}}
  few_have_lunch: {agent_groups: {front: {shifts: {early: {agents: 12}}, breaks: {lunch: {share: 50%, paid: true}}}}}
  many: {agent_groups: {front: {shifts: {early: {agents: 90}}}}}
  two_groups: {agent_groups: {back: {agents: null, shifts: {end: {people: [ana], from: "15:00", to: "16:00"}}}}}
  by_number: {agent_groups: {front: {shifts: null, breaks: null, agents: 3}}}
  deducted: {based_on: by_number, agent_groups: {front: {agents_are: on_duty, adherence: 80%}}}
run: {replications: 2, seed: 5}
"""


@cache
def floor() -> Study:
    """Return the study; read once, for nobody changes it."""
    return load_text(TEXT)


@cache
def floor_run(*strategies, replications=2):
    """Return strategies of the floor, the baseline unless named, run with their details; nobody changes it."""
    return compare(floor(), list(strategies) or ["as_planned"], replications=replications, jobs=1)
