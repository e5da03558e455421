"""A day with all that a description tells of: several sources, busyness, a campaign, chats, segments, a night."""

from functools import lru_cache

from simulator.scenario.reader import load_text
from simulator.scenario.resolved.study import Study

TEXT = """\
version: 1
name: A rich day
question: Is it enough?
horizon: {from: "08:00", to: "26:00", interval: 15m, date: "2026-11-30"}
channels:
  voice: {}
  chat: {slots: 3, speed: [1, 0.85, 0.7]}
sources:
  shoppers:
    arrivals: {linear: {"08:00": 40, "12:00": 160, "20:00": 90, "26:00": 10}}
    busyness: {gamma: {cv: 15%}}
    campaigns: {mailing: {at: "10:00", ramp: 15m, lift: 60/h, for: 1h, half_life: 45m}}
  members:
    arrivals: {per_day: 800, profile: {"08:00": 60%, "16:00": 40%}, weekday: {monday: 120%}}
    busyness: {lognormal: {cv: 20%}}
    batch: {mean: 1.2}
    keep: 90%
  night: {arrivals: {rate: {"22:00": 6/h}}}
busyness:
  common: {gamma: {cv: 10%}}
  between_sources: 40%
  parts: {morning: "08:00", evening: "16:00"}
  between_parts: 60%
contact_types:
  orders:
    {from: shoppers, share: 70%, channel: voice, talk: {lognormal: {mean: 4m, sd: 3m}}, wrap_up: 30s, patience: 3m}
  orders_chat: {from: shoppers, share: 30%, channel: chat, talk: {gamma: {mean: 7m, cv: 60%}}, patience: endless}
  advice:
    from: members
    channel: voice
    talk: {mixture: {quick: {share: 70%, of: 2m}, long: {share: 30%, of: {lognormal: {mean: 9m, sd: 5m}}}}}
    patience: {log_logistic: {p50: 2m, p90: 40m}}
    segments: {vip: {share: 10%, patience: endless}, foreign: {share: 5%, talk: 7m}}
  emergencies: {from: night, channel: voice, talk: 5m, patience: 10m}
agent_groups:
  front:
    agents: {"08:00": 6, "11:00": 9, "18:00": 5}
    serves: {orders: {}, advice: {priority: 2, handle_time: 120%}}
  experts: {agents: {"09:00": 4, "20:00": 2}, serves: {advice: {}}}
  chatters: {agents: {"08:00": 2, "12:00": 3, "24:00": 1}, serves: {orders_chat: {}}}
  guards: {agents: {"22:00": 1, "25:00": 0}, serves: {emergencies: {}}}
strategies:
  as_today: {}
  pooled: {agent_groups: {experts: {serves: {orders: {priority: 2, after: 30s}}}}}
futures:
  more: {sources: {shoppers: {truth: {volume: 130%, later: 1h}}}}
"""


@lru_cache(maxsize=1)
def rich_day() -> Study:
    """Return the study of it."""
    return load_text(TEXT)
