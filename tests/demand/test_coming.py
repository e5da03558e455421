"""Customers are the same exactly where the cases are: for random pairs of strategies, equal when the columns are."""

import random

import numpy as np
import pytest
from hotline import TEXT

from simulator.comparing import customers_of
from simulator.demand.workload import draw
from simulator.scenario.reader import load_text

REPLICATIONS = 8

CHANGES = {
    # What the center decides, and what people want: none of it changes who comes.
    "agents": "agent_groups: {front: {agents: 5}}",
    "lines": "channels: {voice: {lines: 2}}",
    "chat": "channels: {chat: {slots: 3}}, contact_types: {returns: {channel: chat}}",
    "mix": "contact_types: {orders: {share: 50%}, returns: {share: 50%}}",
    "type": "contact_types: {orders: {share: 40%}, gifts: {from: shoppers, share: 20%, channel: voice, talk: 2m, "
    "patience: 2m}}, agent_groups: {front: {serves: {gifts: {}}}}",
    "segment": "contact_types: {orders: {segments: {vip: {share: 20%}}}}",
    "talk": "contact_types: {orders: {talk: 5m, patience: 1m}}",
    "truly_mixed": "sources: {shoppers: {truth: {mix: {orders: 90%, returns: 10%}}}}",
    "no_more_than_before": "sources: {shoppers: {keep: 100%, batch: 1, busyness: {gamma: {cv: 0%}}}}",
    "the_same_rate_otherwise_written": 'sources: {shoppers: {arrivals: {per_hour: {"08:00": 40, "09:00": 40}}}}',
    "parts_of_no_busyness": 'busyness: {parts: {early: "08:00", late: "09:00"}, between_parts: 50%}',
    # Who comes.
    "rate": "sources: {shoppers: {arrivals: 41/h}}",
    "later": 'sources: {shoppers: {arrivals: {per_hour: {"08:00": 40, "09:00": 44}}}}',
    "linear": 'sources: {shoppers: {arrivals: {linear: {"08:00": 40, "10:00": 45}}}}',
    "per_day": "sources: {shoppers: {arrivals: {per_day: 90}}}",
    "count": "sources: {shoppers: {arrivals: {count: 80}}}",
    "keep": "sources: {shoppers: {keep: 97%}}",
    "batch": "sources: {shoppers: {batch: {mean: 1.1}}}",
    "batch_of_two": "sources: {shoppers: {batch: 2}}",
    "campaign": 'sources: {shoppers: {campaigns: {mailing: {at: "08:30", for: 1h, lift: 10/h}}}}',
    "campaign_after_closing": 'sources: {shoppers: {campaigns: {late: {at: "11:00", for: 1h, lift: 10/h}}}}',
    "volume": "sources: {shoppers: {truth: {volume: 110%}}}",
    "shifted": "sources: {walkers: {truth: {later: 30m}}}",
    "busy": "sources: {shoppers: {busyness: {gamma: {cv: 15%}}}}",
    "busy_otherwise": "sources: {shoppers: {busyness: {lognormal: {cv: 15%}}}}",
    "busy_together": "busyness: {common: {gamma: {cv: 10%}}}",
    "longer": 'horizon: {to: "10:30"}',
    "two_days": "horizon: {days: 2}",
    "one_source_less": "sources: {walkers: {arrivals: 0/h}}",
}
"""By name; two or three of them make a strategy."""

BASE = (
    TEXT.partition("strategies:")[0]
    .replace(
        "contact_types:",
        '  walkers: {arrivals: {per_hour: {"08:00": 12, "09:00": 30}}}\ncontact_types:\n'
        "  advice: {from: walkers, channel: voice, talk: 3m, patience: 3m}",
    )
    .replace("serves: {orders: {}, returns: {}}", "serves: {orders: {}, returns: {}, advice: {}}")
)


def resolved(*names: str):
    """Return the center with these changes, one after the other."""
    steps, last = [], "base"
    for number, name in enumerate(names):
        steps.append(f"  s{number}: {{based_on: {last}, {CHANGES[name]}}}\n")
        last = f"s{number}"
    return load_text(BASE + "strategies:\n  nothing: {}\n" + "".join(steps)).resolve(last if names else "nothing")


def columns(scenario, replication):
    """Return (source's name, key, arrival) of all cases."""
    day = draw(scenario, 3, replication)
    return np.array(list(scenario.sources))[day.source], day.key, day.arrived_s


def the_same_cases(one, other) -> bool:
    pairs = (zip(columns(one, n), columns(other, n), strict=True) for n in range(REPLICATIONS))
    return all(np.array_equal(mine, theirs) for pair in pairs for mine, theirs in pair)


@pytest.mark.parametrize("name", CHANGES)
def test_one_change_differs_exactly_where_the_cases_do(name):
    one, other = resolved(), resolved(name)
    assert (customers_of(one) == customers_of(other)) is the_same_cases(one, other)


@pytest.mark.parametrize("seed", range(60))
def test_of_two_random_strategies_customers_differ_exactly_where_the_cases_do(seed):
    dice = random.Random(seed)
    pools = dice.choice([list(CHANGES), list(CHANGES)[:11]])
    picked = [dice.sample(pools, dice.randint(1, 3)) for _ in range(2)]
    one, other = (_made(names) for names in picked)
    if one is None or other is None:
        pytest.skip("these changes do not go together")
    assert (customers_of(one) == customers_of(other)) is the_same_cases(one, other), picked


def _made(names):
    from simulator.errors import ScenarioError

    try:
        return resolved(*names)
    except ScenarioError:
        return None


def test_recorded_people_are_the_same_where_the_file_is_read_in_the_same_way(tmp_path):
    (tmp_path / "calls.csv").write_text("at,queue\n08:05,a\n08:20,b\n09:10,a\n")
    recorded = "{recorded: {file: calls.csv, time: at}}"
    base = BASE.replace("shoppers: {arrivals: 40/h}", f"shoppers: {{arrivals: {recorded}}}")
    changes = {
        "more_agents": "agent_groups: {front: {agents: 9}}",
        "other_mix": "contact_types: {orders: {share: 10%}, returns: {share: 90%}}",
        "by_quarters": "horizon: {interval: 15m}",
        "only_a": "sources: {shoppers: {arrivals: {recorded: {where: {queue: a}}}}}",
    }
    text = base + "strategies:\n" + "".join(f"  {name}: {{{change}}}\n" for name, change in changes.items())
    study = load_text(text, tmp_path)
    nothing = study.resolve("base")
    same = {name: customers_of(study.resolve(name)) == customers_of(nothing) for name in changes}
    assert same == {"more_agents": True, "other_mix": True, "by_quarters": True, "only_a": False}
    assert all(the_same_cases(nothing, study.resolve(name)) is found for name, found in same.items())
