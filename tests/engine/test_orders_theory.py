"""Ages that grow at rates of their own, against theory; and rules that come to the same, to the bit.

One agent, calls of several types, nobody hangs up: the accumulating priority queue. Mean waits, whatever the lengths of
calls: L. Kleinrock, A delay dependent queue discipline, Naval Research Logistics Quarterly 11 (1964), 329-341; D. A.
Stanford, P. Taylor, I. Ziedins, Waiting time distributions in the accumulating priority queue, Queueing Systems 77
(2014), 297-330. With rates b, the highest last, and W the mean wait of all by their work, that of type p is

    W_p = (W - sum over i < p of rho_i W_i (1 - b_i / b_p)) / (1 - sum over i > p of rho_i (1 - b_p / b_i)).
"""

from typing import Any, NamedTuple

import numpy as np
import pytest
from agreement import assert_agrees
from building import center, day
from checkers import check
from in_other_words import plain, same
from plain_centers import plain_center
from swarm import random_center

from simulator.demand.workload import Workload, draw
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.scenario.nouns import Scenario

HOUR_S = 3600.0


class Type(NamedTuple):
    """Calls of one type: how many come an hour, how long they take, exponential or constant, and their rate."""

    come: float
    takes_s: float
    rate: float
    constant: bool = False

    @property
    def busy(self) -> float:
        return self.come / HOUR_S * self.takes_s

    @property
    def square_s2(self) -> float:
        return self.takes_s**2 * (1 if self.constant else 2)


def mean_waits_s(types: list[Type]) -> list[float]:
    """Return the mean waits of types, which stand by their rates, the highest last."""
    busy = sum(one.busy for one in types)
    of_all_s = sum(one.come / HOUR_S * one.square_s2 / 2 for one in types) / (1 - busy)
    found: list[float] = []
    for one in types:
        slower = sum(
            other.busy * wait_s * (1 - other.rate / one.rate) for other, wait_s in zip(types, found, strict=False)
        )
        faster = sum(other.busy * (1 - one.rate / other.rate) for other in types[len(found) + 1 :])
        found.append((of_all_s - slower) / (1 - faster))
    return found


def test_at_one_rate_all_wait_alike_and_at_far_ones_as_by_priority():
    alike = mean_waits_s([Type(40, 30, 1), Type(40, 30, 1)])
    assert alike == pytest.approx([30 * (2 / 3) / (1 / 3)] * 2)
    # Cobham: W0 / (1 - rho_2) for the first, and less than all for the others.
    first_s, all_s = 20 / (1 - 1 / 3), 20 / (1 - 1 / 3) / (1 - 2 / 3)
    assert mean_waits_s([Type(40, 30, 1), Type(40, 30, 1e9)]) == pytest.approx([all_s, first_s])


def by_rates(types: list[Type]) -> Scenario:
    return center(types={f"t{k}": noun(one, age_rate=one.rate) for k, one in enumerate(types)}, to="32:00")


def by_ratios(types: list[Type]) -> Scenario:
    """In proportion to the target times, which ages do by their inverse."""
    nouns = {f"t{k}": noun(one, service_level=f"80% in {120 / one.rate}s") for k, one in enumerate(types)}
    return center(types=nouns, to="32:00", routing={"contact": "ratio_to_target"})


def noun(one: Type, **more: Any) -> dict[str, Any]:
    talk = f"{one.takes_s}s" if one.constant else {"exponential": {"mean": f"{one.takes_s}s"}}
    return {"arrivals": f"{one.come}/h", "talk": talk, **more}


def waits_agree(scenario: Scenario, types: list[Type], days: int, relative: float) -> None:
    samples = np.array([_waits_s(scenario, draw(scenario, seed=5, replication=one), len(types)) for one in range(days)])
    for number, expected_s in enumerate(mean_waits_s(types)):
        assert_agrees(samples[:, number], expected_s, relative=relative, what=f"wait of type {number}")


def _waits_s(scenario: Scenario, workload: Workload, types: int) -> list[float]:
    log = check(scenario, workload, simulate(scenario, workload))
    arrived_s = log.contacts["arrived_s"] - log.contacts["arrived_s"].min()
    steady = (arrived_s > 2 * HOUR_S) & (arrived_s < 23 * HOUR_S)
    return [log.contacts["wait_s"][steady & (log.contacts["type"] == one)].mean() for one in range(types)]


TWO = [Type(40, 30, 1), Type(40, 30, 3)]
THREE = [Type(20, 40, 0.5), Type(30, 20, 1, constant=True), Type(40, 24, 2)]


@pytest.mark.parametrize("made", [by_rates, by_ratios])
def test_mean_waits_are_those_of_the_accumulating_priority_queue(made):
    waits_agree(made(TWO), TWO, days=40, relative=0.18)


@pytest.mark.long
@pytest.mark.parametrize("made", [by_rates, by_ratios])
@pytest.mark.parametrize("types", [TWO, THREE])
def test_mean_waits_are_so_more_sharply(made, types):
    waits_agree(made(types), types, days=400, relative=0.05)


# Two ways to say the same


def by_wait(tree: dict[str, Any]) -> None:
    tree["routing"]["contact"] = "longest_wait"


def test_a_rate_of_1_and_a_cap_that_nobody_reaches_change_nothing():
    def said(tree: dict[str, Any]) -> None:
        by_wait(tree)
        for kind in tree["contact_types"].values():
            kind |= {"age_rate": 1, "age_cap": "100d"}

    for seed in range(0, 60, 2):
        same(plain(seed, by_wait), plain(seed, said), f"plain_center({seed})")


def test_in_proportion_to_one_target_time_is_by_wait():
    def alike(rule: str, tree: dict[str, Any]) -> None:
        tree["routing"]["contact"] = rule
        for kind in tree["contact_types"].values():
            kind["service_level"] = "80% in 30s"

    for seed in range(0, 60, 2):
        logs = [plain(seed, lambda tree, rule=rule: alike(rule, tree)) for rule in ("longest_wait", "ratio_to_target")]
        same(*logs, f"plain_center({seed})")


def test_on_one_day_without_changes_of_headcount_longest_since_contact_is_longest_idle():
    def alike(rule: str, tree: dict[str, Any]) -> None:
        tree["routing"]["agent"] = rule
        for key in ("days", "weekday", "hours"):
            tree["horizon"].pop(key, None)
        for number, group in enumerate(tree["agent_groups"].values()):
            group |= {"agents": 1 + number, "agents_on": {}}

    compared = 0
    for seed in range(0, 80, 2):
        if "days" not in plain_center(seed)[0]["horizon"]:
            rules = ("longest_idle", "longest_since_contact")
            same(*(plain(seed, lambda tree, rule=rule: alike(rule, tree)) for rule in rules), f"plain_center({seed})")
            compared += 1
    assert compared > 15


@pytest.mark.parametrize("rule", ["fewest_contacts", "round_robin"])
def test_where_all_take_turns_counting_and_going_round_are_longest_idle(rule):
    # A contact every ten seconds that takes 25: three of four agents are busy, and whoever is idle has had the fewest.
    def taken(rule: str) -> RunLog:
        scenario = center(4, routing={"agent": rule})
        return simulate(scenario, day(*((10 * k, 25) for k in range(200))))

    same(taken("longest_idle"), taken(rule), rule)


def test_one_number_at_several_times_of_day_is_one_number():
    def kept(steps: Any, tree: dict[str, Any]) -> None:
        for channel in tree["channels"].values():
            if "slots" in channel:
                channel["keep_empty"] = steps
        for group in tree["agent_groups"].values():
            for serves in group["serves"].values():
                serves["keep_free"] = steps

    for seed in range(0, 40, 2):
        for number in (0, 1):
            steps = {"08:10": number, "08:30": number, "08:50": number}
            logs = [plain(seed, lambda tree, said=said: kept(said, tree)) for said in (number, steps)]
            same(*logs, f"plain_center({seed})")


def test_random_centers_have_every_rule():
    found = {"contact": set[str](), "agent": set[str](), "ages": set[bool](), "kept": set[bool]()}
    for seed in range(60):
        scenario, _ = random_center(seed)
        found["contact"].add(scenario.routing.contact)
        found["agent"].add(scenario.routing.agent)
        found["agent"] |= {f"slots: {one.agent}" for one in scenario.channels.values() if one.slots}
        found["ages"] |= {kind.usual.order.by_age_alone for kind in scenario.contact_types.values()}
        found["kept"] |= {
            len(one.keep_free) > 1 for group in scenario.agent_groups.values() for one in group.serves.values()
        }
    assert found["contact"] == {"longest_wait", "due_time", "ratio_to_target"}
    assert found["agent"] >= {"longest_since_contact", "fewest_contacts", "round_robin", "slots: round_robin"}
    assert found["ages"] == found["kept"] == {True, False}
