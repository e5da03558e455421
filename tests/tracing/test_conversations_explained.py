"""Random centers with conversations: decisions are explained, and what is read of the log is what the engine saw."""

import numpy as np
from printing import printed
from swarm import random_center

from simulator.engine.record import Rule
from simulator.log import SpanKind
from simulator.metrics.measure import MEASURES, measure
from simulator.report.traces.agent_day_blocks import agent_blocks
from simulator.report.traces.case_blocks import case_blocks
from simulator.report.traces.state_blocks import state_blocks
from simulator.tracing.agent_days import agent_told
from simulator.tracing.choice_keys import agent_keys, first_agents
from simulator.tracing.conversations_seen import in_no_hand
from simulator.tracing.explained import agents_compared, why_this_agent, why_this_contact
from simulator.tracing.happenings import What
from simulator.tracing.instants import on_duty_at, room_for
from simulator.tracing.off_duty import channels_shut
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


def leaving(seed: int) -> Playback:
    return of_workload(*random_center(seed, overflow=False, shifts=True, conversations=True, leaving=True))


def test_what_agents_lay_down_can_be_told_and_shown_at_every_instant():
    laid, happened, shown, shut = 0, set[What](), set[tuple[bool, bool]](), 0
    for seed in range(26):
        play = leaving(seed)
        if not play.log.hand_overs or len(play.workload) > 150:
            continue
        rows, at_s = (play.log.hand_overs[name].tolist() for name in ("contact", "at_s"))
        laid += len(rows)
        for case in {play.number("case", row) for row in rows}:
            told = case_told(play, case)
            assert [one.time_s for one in told.happenings] == sorted(one.time_s for one in told.happenings)
            assert "The center decides" not in printed(case_blocks(told), 100)
            happened |= {one.what for one in told.happenings}
        for agent in set(play.log.hand_overs["agent"].tolist()):
            for day in play.scenario.horizon.simulated_days:
                printed(agent_blocks(agent_told(play, agent, day)), 120)
        reads = play.log.spans["kind"] == int(SpanKind.READING)
        for time_s in [*at_s[:5], *play.log.spans["from_s"][reads].tolist()[:5]]:
            state = state_told(play, time_s)
            printed(state_blocks(state), 120)
            shown |= {(one.is_parked, one.owed_s is not None) for one in state.laid_aside}
            shut += any(one.nothing_new_of for one in state.agents)
    assert laid > 50
    assert {What.HANDED_OVER, What.PARKED, What.BACK, What.READS, What.WAITS_AGAIN, What.TAKEN_OVER} <= happened
    assert shown == {(False, False), (True, False), (True, True)}
    assert shut > 0


def test_a_conversation_is_in_a_hand_or_waits_or_is_laid_aside_until_it_ends():
    asked_so_often = 0
    for seed in range(14):
        play = leaving(seed)
        if not play.log.hand_overs:
            continue
        closes_s, stops_s = play.log.facts.closes_s, play.log.facts.stops_s
        for row, at_s in zip(*(play.log.hand_overs[name].tolist() for name in ("contact", "at_s")), strict=True):
            for time_s in (at_s, at_s + 60, at_s + 3600):
                # After the last closing, what never ends is told no more.
                if time_s >= min(closes_s, stops_s) or play.time("closed_s", row) <= time_s:
                    continue
                if play.time("ended_s", row) <= time_s and np.isnan(play.time("closed_s", row)):
                    continue
                now = [one.kind for one in play.at(time_s) if one.contact == row and one.kind is not SpanKind.PARKED]
                aside = any(one.row == row for one in in_no_hand(play, time_s))
                assert len(now) + aside == 1, (seed, row, time_s, now, aside)
                asked_so_often += aside
    assert asked_so_often > 50


def test_nobody_takes_anything_new_so_near_the_end_that_they_are_said_not_to():
    bound = 0
    for seed in range(24):
        play = leaving(seed)
        for place, one in enumerate(play.decisions):
            shut = channels_shut(play, one.time_s)
            for seen in play.seen_agents(place):
                # At the instant at which it begins, and at which the next part does, both are true.
                is_shut = play.number("channel", one.contact) in shut.get(seen.agent, ())
                is_new = play.number("channel", one.contact) not in channels_shut(play, one.time_s - 1).get(
                    seen.agent, ()
                )
                assert not is_shut or is_new, (seed, one, seen)
            bound += bool(shut)
    assert bound > 20


def _type(play: Playback, place: int) -> int:
    return play.number("type", play.decisions[place].contact)
