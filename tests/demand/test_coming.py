"""Customers are the same exactly where the cases are: for random pairs of strategies, equal when the columns are."""

import random
from dataclasses import fields

import numpy as np
import pytest
from hotline import TEXT

from simulator.comparing import customers_of
from simulator.demand.shared import SharedDraws, comers_of
from simulator.demand.workload import Workload, comers, draw
from simulator.scenario.reader import load_text

REPLICATIONS = 8
COLUMNS = [field.name for field in fields(Workload) if field.name not in ("seed", "replication")]

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
    "by_quarters": "horizon: {interval: 15m}",
    "stopped": "horizon: {run_on: 0s}",
    "closed": 'channels: {voice: {hours: {from: "08:30", to: "09:30"}, when_closed: wait}}',
    "warmed_up": "horizon: {warm_up: 1d}",
    "parts_of_no_busyness": 'busyness: {parts: {early: "08:00", late: "09:00"}, between_parts: 50%}',
    # Who comes.
    "rate": "sources: {shoppers: {arrivals: 41/h}}",
    "later": 'sources: {shoppers: {arrivals: {per_hour: {"08:00": 40, "09:00": 44}}}}',
    "linear": 'sources: {shoppers: {arrivals: {linear: {"08:00": 40, "10:00": 45}}}}',
    "per_day": "sources: {shoppers: {arrivals: {per_day: 90}}}",
    "count": "sources: {shoppers: {arrivals: {count: 80}}}",
    "by_weekday": "sources: {shoppers: {arrivals: {rate: 40/h, weekday: {monday: 120%}}}}, horizon: {weekday: monday}",
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
LEAVES_ALONE = list(CHANGES).index("rate")

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
    """Return (source's name, key, arrival) of all cases that are reported."""
    day = draw(scenario, 3, replication)
    there = day.arrived_s >= 0.0
    return tuple(column[there] for column in (np.array(list(scenario.sources))[day.source], day.key, day.arrived_s))


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
    picked, one, other = _two(dice)
    assert (customers_of(one) == customers_of(other)) is the_same_cases(one, other), picked
    assert (hash(customers_of(one)) == hash(customers_of(other))) is the_same_cases(one, other), picked


@pytest.mark.parametrize("seed", range(60, 140))
def test_two_random_strategies_share_a_draw_exactly_where_all_that_is_drawn_is_the_same(seed):
    picked, one, other = _two(random.Random(seed))
    pairs = [(comers(one, 3, number), comers(other, 3, number)) for number in range(REPLICATIONS)]
    same = all(np.array_equal(mine, theirs) for pair in pairs for mine, theirs in zip(*pair, strict=True))
    assert (comers_of(one) == comers_of(other)) is same, picked
    # Sharing is the stricter use: whoever shares a draw has the same customers in every verdict.
    assert not same or customers_of(one) == customers_of(other), picked
    for place, workload in SharedDraws([one, other]).of(3, 0):
        alone = draw((one, other)[place], 3, 0)
        assert all(np.array_equal(getattr(workload, name), getattr(alone, name), equal_nan=True) for name in COLUMNS)


def _two(dice):
    """Return two random strategies; mostly of those that leave alone who comes."""
    pools = dice.choice([list(CHANGES), list(CHANGES)[:LEAVES_ALONE]])
    while True:
        picked = [dice.sample(pools, dice.randint(1, 3)) for _ in range(2)]
        one, other = (_made(names) for names in picked)
        if one is not None and other is not None:
            return picked, one, other


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


def test_a_truth_that_changes_nothing_in_a_file_is_no_other_customer(tmp_path):
    (tmp_path / "halves.csv").write_text("time,count\n08:00,20\n09:00,30\n")
    counts = "{counts: {file: halves.csv, interval: 30m, drawn: on_average}}"
    base = BASE.replace("shoppers: {arrivals: 40/h}", f"shoppers: {{arrivals: {counts}}}")
    changes = {
        "truly_mixed": CHANGES["truly_mixed"],
        "as_planned": "sources: {shoppers: {truth: {volume: 100%}}}",
        "more": "sources: {shoppers: {truth: {volume: 120%}}}",
        "campaign": CHANGES["campaign"],
    }
    text = base + "strategies:\n" + "".join(f"  {name}: {{{change}}}\n" for name, change in changes.items())
    study = load_text(text, tmp_path)
    nothing = study.resolve("base")
    same = {name: customers_of(study.resolve(name)) == customers_of(nothing) for name in changes}
    assert same == {"truly_mixed": True, "as_planned": True, "more": False, "campaign": False}
    assert all(the_same_cases(nothing, study.resolve(name)) is found for name, found in same.items())


def test_whoever_brings_nobody_changes_no_customer_but_has_a_place_among_the_sources():
    one = resolved()
    more = one.model_copy(update={"sources": {"nobody": resolved("one_source_less").sources["walkers"], **one.sources}})
    assert customers_of(one) == customers_of(more)
    assert hash(customers_of(one)) == hash(customers_of(more))
    assert comers_of(one) != comers_of(more)
