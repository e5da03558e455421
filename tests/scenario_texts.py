"""Good scenarios to start from, small enough to read in a failing test."""

SMALL = """\
version: 1
name: Peak
horizon: {from: "08:00", to: "18:00"}
channels:
  voice: {lines: 60}
sources:
  shoppers: {arrivals: {per_hour: {"08:00": 40, "12:00": 95}}}
contact_types:
  orders:
    from: shoppers
    channel: voice
    talk: {lognormal: {mean: 4m, sd: 3m}}
    wrap_up: 30s
    patience: {exponential: {mean: 3m}}
agent_groups:
  front:
    agents: {"08:00": 4, "12:00": 8}
    serves: {orders: {}}
"""

RICH = """\
version: 1
name: Two teams
question: Is one more worth it?
horizon: {from: "08:00", to: "26:00", interval: 1h, at_close: clear}
channels:
  voice: {behaviour: live, exclusive: true, lines: 60}
  hotline: {}
sources:
  shoppers: {arrivals: {per_hour: {"08:00": 40, "12:00": 95.5}}}
  firms: {arrivals: 4/min}
contact_types:
  orders: &orders
    from: shoppers
    share: 60%
    channel: voice
    talk: {lognormal: {mean: 4m, cv: 0.9}}
    wrap_up: {exponential: {mean: 30s}}
    patience: {exponential: {mean: 3m}}
    service_level: 80% in 20s
    ranks: {front: 1, back: 2}
  advice:
    from: shoppers
    share: 40%
    channel: voice
    talk: 5m
    patience: 2m
    short_abandon: 5s
    queue_limit: 20
  accounts:
    from: firms
    channel: hotline
    talk: {deterministic: 1m30s}
    patience: endless
agent_groups:
  front:
    agents: {"08:00": 14, "12:00": 20}
    serves:
      orders: {priority: 1}
      advice: {priority: 2}
  back:
    agents: 12
    serves: {accounts: {}, orders: {priority: 2}}
routing: {agent: longest_idle, contact: longest_wait}
run: {replications: 20, seed: 7, confidence: 95%}
strategies:
  as_today: {}
  two_more:
    agent_groups: {front: {agents: {add: 2}}}
  two_more_and_faster:
    based_on: two_more
    contact_types:
      orders: {wrap_up: {exponential: {mean: {times: 0.8}}}}
      advice: {queue_limit: null}
futures:
  busy: {sources: {shoppers: {arrivals: {times: 1.2}}}}
  later:
    horizon: {to: {add: 30m}}
checks:
  - service_level(orders) >= 80%
routing_tests:
  own_work_first:
    given: {a: {type: orders, waited: 30s, patience: 1m}, b: {type: accounts, waited: 10s}}
    free: {back: {agents: 1, idle: 0s}, ana: {group: front, in_hand: {voice: 1}}}
    expect: {takes: {back: b}, a: {to: waits, by: priority}, b: [back, ana], by: priority}
    at: "10:00"
"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """Return ``text`` with each (old, new) of ``pairs`` replaced; old must be there."""
    for old, new in pairs:
        assert old in text, f"{old!r} is not in the text"
        text = text.replace(old, new)
    return text


DEMAND = """\
version: 1
name: Demand of every form
horizon: {from: "08:00", to: "20:00", interval: 30m, weekday: friday}
channels:
  voice: {}
  chat: {slots: 3, speed: [1, 85%, 0.7], agent: pack, keep_empty: 1}
sources:
  steps: {arrivals: {per_hour: {"08:00": 40, "12:00": 95}}, keep: 90%, batch: {mean: 1.2}}
  lines: {arrivals: {linear: {"08:00": 40, "12:00": 95, "20:00": 10}}, busyness: {gamma: {cv: 15%}}}
  curve: {arrivals: {smooth: {"08:00": 40, "12:00": 95, "20:00": 10}}, batch: 2}
  daily:
    arrivals: {per_day: 900, profile: {"08:00": 40%, "12:00": 60%}, curve: smooth, weekday: {friday: 120%, monday: 90%}}
    busyness: {lognormal: {cv: 20%}}
    truth: {volume: 110%, later: 30m, mix: {asks: {"08:00": 40%, "12:00": 50%}, buys: {"08:00": 60%, "12:00": 50%}}}
    campaigns:
      mailing: {at: "10:00", ramp: 15m, lift: 30/h, for: 1h, half_life: 45m}
      repeat: {at: "15:00", lift_of_source: 50%, for: 30m}
  exact: {arrivals: {count: 120, profile: {"08:00": 40%, "12:00": 60%}}}
busyness:
  common: {gamma: {cv: 12%}}
  between_sources: 40%
  parts: {morning: "08:00", afternoon: "12:00"}
  between_parts: 60%
contact_types:
  asks:
    from: daily
    share: {"08:00": 60%, "12:00": 40%}
    channel: voice
    talk:
      mixture:
        short: {share: 30%, of: {exponential: {mean: 20s}}}
        long: {share: 70%, of: {gamma: {mean: 5m, cv: 80%}}}
    wrap_up: {triangular: {from: 10s, mode: 30s, to: 2m}}
    patience: {zero: {share: 10%, of: {exponential: {mean: 3m}}}}
    segments: {vip: {share: 10%, patience: endless, talk: 6m}, rare: {share: 5%, wrap_up: 1m}}
  buys:
    {from: daily, share: {"08:00": 40%, "12:00": 60%}, channel: chat, talk: {normal: {mean: 6m, sd: 2m}}, patience: 4m}
  calls: {from: steps, channel: voice, talk: {erlang: {mean: 4m, phases: 3}}, patience: {weibull: {mean: 3m, cv: 1.2}}}
  more:
    {from: lines, channel: voice, talk: {lognormal: {p50: 3m, p90: 8m}}, patience: {log_logistic: {p50: 2m, p90: 9m}}}
  notes:
    from: curve
    channel: chat
    talk: {uniform: {from: 2m, to: 9m}}
    patience: {shifted: {by: 10s, of: {exponential: {mean: 2m}}}}
  orders: {from: exact, channel: voice, talk: {deterministic: 4m}, patience: endless}
agent_groups:
  phone: {agents: 60, serves: {asks: {}, calls: {}, more: {}, orders: {}}}
  chat: {agents: 40, serves: {buys: {}, notes: {}, asks: {priority: 2, after: 30s, handle_time: 1.2}}}
futures:
  more: {sources: {daily: {truth: {volume: 120%}}, steps: {truth: {earlier: 1h}}}}
"""
