"""Random centers with conversations: decisions are explained, and what is read of the log is what the engine saw."""

import numpy as np
from swarm import random_center

from simulator.engine.record import Rule
from simulator.metrics.measure import MEASURES, measure
from simulator.tracing.agent_days import agent_told
from simulator.tracing.choice_keys import agent_keys, first_agents
from simulator.tracing.explained import agents_compared, why_this_agent, why_this_contact
from simulator.tracing.instants import on_duty_at, room_for
from simulator.tracing.playback import Playback, of_workload
from simulator.tracing.reasons import Reason
from simulator.tracing.state_at import state_told
from simulator.tracing.story import case_told

UNKNOWN = {Reason.AGENT_RULE, Reason.CONTACT_RULE}


def play_of(seed: int) -> Playback:
    return of_workload(*random_center(seed, seed % 2 == 1, overflow=False, shifts=seed % 3 == 0, conversations=True))


def test_every_decision_is_explained():
    for seed in range(40):
        play = play_of(seed)
        for place, one in enumerate(play.decisions):
            seen = play.seen_agents(place)
            if one.rule in (Rule.FREE_AGENT, Rule.WAITED):
                first = first_agents(agents_compared(play, place, seen), agent_keys(play.tables, _type(play, place)))
                assert one.agent in {each.seen.agent for each in first}, (seed, one)
                assert why_this_agent(play, place, seen).why not in UNKNOWN
            elif one.rule in (Rule.FREED_AGENT, Rule.LATE):
                assert why_this_contact(play, place).why not in UNKNOWN


def test_every_case_every_instant_and_every_agent_can_be_told():
    for seed in range(20):
        play = play_of(seed)
        for case in play.of_case:
            times = [one.time_s for one in case_told(play, case).happenings]
            assert times == sorted(times), (seed, case)
        for day in play.scenario.horizon.simulated_days:
            for agent in range(len(play.log.names.agents)):
                agent_told(play, agent, day)
        for stretch in play.tables.staff.stretches:
            for time_s in np.linspace(stretch.from_s, stretch.to_s + 600, 5).tolist():
                state_told(play, time_s)


def test_what_is_read_from_the_log_is_what_the_engine_saw():
    compared_so_often = asleep_so_often = 0
    for seed in range(80):
        play = play_of(seed)
        # Who is told to leave and stays after all is in no span.
        if any(more < 0 for stretch in play.tables.staff.stretches for steps in stretch.changes for _, more in steps):
            continue
        read = play.tables.read
        if read is not None and (any(map(any, read.gates)) or any(read.reserves)):
            continue
        times = np.concatenate(
            [[one.time_s for one in play.decisions], play.log.spans["from_s"], play.log.spans["to_s"]]
        )
        for place, one in enumerate(play.decisions):
            # Where several things happen at one instant, the log does not say who was free in between.
            if one.rule not in (Rule.QUEUED, Rule.KEPT_FREE) or (times == one.time_s).sum() > 2:
                continue
            tiers = play.tables.eligibility.reaches[_type(play, place)][0].tiers
            rank_of = {group: rank for rank, tier in enumerate(tiers, 1) for group in tier}
            there = on_duty_at(play, one.time_s)
            room, saw = (
                {(each.agent, each.rank, each.idle_since_s, each.used, each.is_kept) for each in seen}
                for seen in (
                    room_for(play, _type(play, place), there, rank_of, one.time_s),
                    play.seen_agents(place),
                )
            )
            assert room == saw, (seed, one)
            compared_so_often += 1
            asleep_so_often += any(each.asleep for each in there)
    assert compared_so_often > 50
    assert asleep_so_often > 10


def test_what_became_of_conversations_adds_up_and_nobody_is_in_focus_who_is_not_engaged():
    parts = ("resolved", "left_waiting", "timed_out", "abandoned_in_hand", "open_conversations")
    for seed in range(40):
        sums = measure(play_of(seed).log).sums
        found = {name: sums[MEASURES.index(name)] for name in (*parts, "conversations", "focus_s", "busy_s")}
        np.testing.assert_array_equal(sum(found[name] for name in parts), found["conversations"])
        assert (np.nan_to_num(found["focus_s"]) <= np.nan_to_num(found["busy_s"])).all()


def _type(play: Playback, place: int) -> int:
    return play.number("type", play.decisions[place].contact)
