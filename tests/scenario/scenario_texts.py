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
"""


def changed(text: str, *pairs: tuple[str, str]) -> str:
    """Return ``text`` with each (old, new) of ``pairs`` replaced; old must be there."""
    for old, new in pairs:
        assert old in text, f"{old!r} is not in the text"
        text = text.replace(old, new)
    return text
