"""Random centers: every decision is explained, by keys in which the chosen one is indeed ahead."""

import numpy as np
import pytest
from swarm import random_center

from simulator.engine.record import Rule
from simulator.engine.simulate import simulate
from simulator.engine.tables import tables_of
from simulator.log import Cause, EndedBy
from simulator.tracing.agent_days import agent_told
from simulator.tracing.beside_waiting import room_beside
from simulator.tracing.choice_keys import agent_keys, first_agents
from simulator.tracing.contact_keys import AGED_WAIT, CONTACT_KEYS, contact_rule_of
from simulator.tracing.explained import agents_compared, contact_compared, why_this_agent, why_this_contact
from simulator.tracing.groups_seen import groups_for
from simulator.tracing.instants import on_duty_at, room_for
from simulator.tracing.intervened_hours import hours_at
from simulator.tracing.playback import of_workload
from simulator.tracing.reasons import Reason
from simulator.tracing.state_at import state_told
from simulator.tracing.story import case_told
from simulator.units import GRID_PER_S

LOOKED, TAKEN = (Rule.FREE_AGENT, Rule.WAITED), (Rule.FREED_AGENT, Rule.LATE)


def explain_all(seed: int, coming_again: bool, skills: bool = False) -> set[Reason]:
    """Explain every decision of a random center, and return the reasons that were given."""
    play = of_workload(*random_center(seed, coming_again, overflow=False, shifts=skills, skills=skills))
    reasons: set[Reason] = set()
    for place, one in enumerate(play.decisions):
        seen, heads = play.seen_agents(place), play.seen_contacts(place)
        if one.rule in LOOKED:
            keys = agent_keys(play.tables, play.number("type", one.contact))
            able = agents_compared(play, place, seen)
            first = first_agents(able, keys)
            assert one.agent in {each.seen.agent for each in first}, (seed, one)
            assert len(first) == 1 or any(key.by_chance for key in keys), (seed, one)
            choice = why_this_agent(play, place, seen)
            reasons |= {choice.why} | {each.why for each in choice.candidates if each.why}
        elif one.rule in TAKEN:
            # The engine compares priorities and places as they are in its queues.
            others = [contact_compared(play, each.contact, seen[0].agent, one.time_s, heads) for each in heads]
            best = min((each for each in others if each), key=lambda each: [key.of(each) for key in CONTACT_KEYS])
            assert best.row == one.contact, (seed, one)
            taken = why_this_contact(play, place)
            reasons |= {taken.why} | {each.why for each in taken.rivals if each.why}
        elif one.rule in (Rule.QUEUED, Rule.KEPT_FREE):
            groups = groups_for(play, one.contact, one.time_s, one.time_s, seen)
            assert all(each.why is not Reason.FREE for each in groups), (seed, one, groups)
    return reasons


@pytest.mark.parametrize("coming_again", [False, True])
@pytest.mark.parametrize("first", [0, 40])
def test_every_decision_of_a_random_center_is_explained(first, coming_again):
    reasons = set().union(*(explain_all(seed, coming_again) for seed in range(first, first + 40)))
    assert not reasons & {Reason.AGENT_RULE, Reason.CONTACT_RULE}, reasons
    assert {Reason.RANK, Reason.LONGEST_IDLE, Reason.PRIORITY, Reason.LONGEST_WAIT, Reason.AFTER} <= reasons
    assert {Reason.FEWEST_CONTACTS, Reason.ROUND_ROBIN, Reason.LONGEST_SINCE_CONTACT} <= reasons


def test_every_decision_of_people_with_skills_of_their_own_is_explained():
    reasons = set().union(*(explain_all(seed, coming_again=seed % 2 == 1, skills=True) for seed in range(30)))
    assert not reasons & {Reason.AGENT_RULE, Reason.CONTACT_RULE}, reasons
    assert {Reason.SKILL, Reason.PRIORITY, Reason.KEEP_FREE} <= reasons


def test_ages_and_parts_of_targets_decide_in_random_centers():
    reasons = set()
    for seed in range(100, 270):
        scenario, _ = random_center(seed, overflow=False)
        if contact_rule_of(tables_of(scenario)) in (AGED_WAIT, "ratio_to_target"):
            reasons |= explain_all(seed, coming_again=False)
    assert {Reason.AGE_RATE, Reason.AGE_CAP, Reason.RATIO_TO_TARGET, Reason.CREDIT} <= reasons
    assert Reason.CONTACT_RULE not in reasons


@pytest.mark.parametrize("coming_again", [False, True])
def test_every_case_and_every_instant_of_a_random_center_can_be_told(coming_again):
    for seed in range(12):
        play = of_workload(*random_center(seed, coming_again, overflow=False))
        for case in play.of_case:
            told = case_told(play, case)
            times = [one.time_s for one in told.happenings]
            assert times == sorted(times)
        for stretch in play.tables.staff.stretches:
            for time_s in np.linspace(stretch.from_s, stretch.to_s + 600, 5).tolist():
                state_told(play, time_s)


def test_what_is_read_from_the_log_is_what_the_engine_saw():
    compared_so_often = kept_so_often = 0
    for seed in range(100):
        play = of_workload(*random_center(seed, overflow=False))
        # Who is told to leave and stays after all is in no span.
        if any(more < 0 for stretch in play.tables.staff.stretches for steps in stretch.changes for _, more in steps):
            continue
        # Nor is whether a gate was shut, or how many were reserved.
        read = play.tables.read
        if read is not None and (any(map(any, read.gates)) or any(read.reserves)):
            continue
        times = {one.time_s for one in play.decisions}
        alone = {time_s for time_s in times if sum(one.time_s == time_s for one in play.decisions) == 1}
        for place, one in enumerate(play.decisions):
            # Where several things happen at one instant, the log does not say who was free in between.
            if one.rule not in (Rule.QUEUED, Rule.KEPT_FREE) or one.time_s not in alone:
                continue
            type_ = play.number("type", one.contact)
            tiers = play.tables.eligibility.reaches[type_][0].tiers
            rank_of = {group: rank for rank, tier in enumerate(tiers, 1) for group in tier}
            room = room_for(play, type_, on_duty_at(play, one.time_s), rank_of, one.time_s)
            read, saw = (
                {(each.agent, each.rank, each.idle_since_s, each.is_kept) for each in seen}
                for seen in (room, play.seen_agents(place))
            )
            assert read == saw, (seed, one)
            kept_so_often += len(saw)
            compared_so_often += 1
    assert compared_so_often > 100
    assert kept_so_often > 20


def test_who_is_free_beside_a_contact_that_waits_is_kept_by_what_the_engine_kept_them_by():
    gates = reservations = 0
    for seed in range(300):
        play = of_workload(*random_center(seed))
        read = play.tables.read
        if read is None or not (any(map(any, read.gates)) or any(read.reserves)):
            continue
        # Who is told to leave and stays after all is in no span.
        if any(more < 0 for stretch in play.tables.staff.stretches for steps in stretch.changes for _, more in steps):
            continue
        times = [one.time_s for one in play.decisions]
        for place, one in enumerate(play.decisions):
            if one.rule not in (Rule.QUEUED, Rule.KEPT_FREE) or times.count(one.time_s) > 1:
                continue
            type_, saw = play.number("type", one.contact), play.seen_agents(place)
            tiers = play.tables.eligibility.reaches[type_][0].tiers
            rank_of = {group: rank for rank, tier in enumerate(tiers, 1) for group in tier}
            found = {
                each.agent: each for each in room_beside(play, type_, on_duty_at(play, one.time_s), rank_of, one.time_s)
            }
            assert found.keys() == {each.agent for each in saw}, (seed, one)
            for each in saw:
                mine = found[each.agent]
                assert mine.is_kept, (seed, one, each)
                assert each.is_kept, (seed, one, each)
                assert each.is_shut_out or not mine.is_shut_out, (seed, one, each)
                gates, reservations = gates + mine.is_shut_out, reservations + (not mine.is_shut_out)
    assert gates > 20
    assert reservations > 10


def test_every_case_and_every_instant_of_a_center_with_overflow_can_be_told():
    told = 0
    for seed in range(40):
        scenario, workload = random_center(seed)
        if len(workload) < 100 and tables_of(scenario).read is not None:
            play = of_workload(scenario, workload)
            for case in play.of_case:
                case_told(play, case)
            for stretch in play.tables.staff.stretches:
                for time_s in np.linspace(stretch.from_s, stretch.to_s + 600, 4).tolist():
                    told += bool(state_told(play, time_s).next_of)
    assert told > 20


def test_what_a_freed_agent_takes_after_closing_is_what_the_moment_before_said():
    asked_so_often = 0
    for seed in range(150):
        play = of_workload(*random_center(seed, overflow=False))
        times = [one.time_s for one in play.decisions]
        for place, one in enumerate(play.decisions):
            before_s = one.time_s - 1 / GRID_PER_S
            if one.rule is not Rule.FREED_AGENT or play.is_open_at(before_s) or play.is_open_at(one.time_s):
                continue
            (agent,) = play.seen_agents(place)
            # What else happens at the instant may change what waits; who has others in hand has less room.
            if agent.in_hand or times.count(one.time_s) > 1:
                continue
            said = state_told(play, before_s).next_for[play.group_of(agent.agent)]
            assert said.contact == play.name_of(one.contact), (seed, one, said)
            asked_so_often += 1
    assert asked_so_often > 5


@pytest.mark.parametrize("coming_again", [False, True])
def test_the_log_that_is_traced_is_that_of_any_run(coming_again):
    for seed in range(40):
        scenario, workload = random_center(seed, coming_again, overflow=False)
        silent, traced = simulate(scenario, workload), of_workload(scenario, workload).log
        for table in ("contacts", "spans", "passed"):
            assert getattr(silent, table).keys() == getattr(traced, table).keys()
            for name, column in getattr(silent, table).items():
                np.testing.assert_array_equal(column, getattr(traced, table)[name])


def test_random_centers_with_interventions_can_be_told_and_their_hours_are_those_of_the_engine():
    closed = let_in = moved = changed = 0
    for seed in range(60):
        play = of_workload(*random_center(seed, True))
        if not play.scenario.interventions:
            continue
        acts_s = set(play.log.interventions["at_s"].tolist())
        # A day begins as the hours say, before anybody comes.
        for one in play.decisions:
            first = play.number("cause", one.contact) == Cause.FIRST and one.time_s == play.time(
                "arrived_s", one.contact
            )
            if not first or one.time_s in acts_s or not play.is_open_at(one.time_s):
                continue
            terms, closed_by, _ = hours_at(play, play.number("type", one.contact), one.time_s)
            if one.rule is Rule.REFUSED:
                assert not terms.open_at(one.time_s), (seed, one)
                was_shut = play.number("ended_by", one.contact) == EndedBy.SENT_AWAY
                assert was_shut is (closed_by is not None), (seed, one)
                closed += was_shut
            elif one.rule in (Rule.FREE_AGENT, Rule.QUEUED, Rule.NO_LINE):
                assert terms.open_at(one.time_s), (seed, one)
                let_in += 1
        for case in list(play.of_case)[:40]:
            case_told(play, case)
        for stretch in play.tables.staff.stretches:
            for time_s in np.linspace(stretch.from_s, stretch.to_s + 600, 4).tolist():
                changed += len(state_told(play, time_s).changed)
        for agent in range(len(play.log.names.agents)):
            for day in play.scenario.horizon.simulated_days[:2]:
                moved += len(agent_told(play, agent, day).moves)
    assert min(closed, let_in, moved, changed) > 5, (closed, let_in, moved, changed)
