"""What chance decides of conversations: by case, attempt, hop and number of the reply, whoever asks, in any order."""

import random
from bisect import bisect_right
from itertools import accumulate

import numpy as np
import pytest

from simulator.demand.draws import Purpose, u, u_column
from simulator.demand.inverses import inverse_of
from simulator.demand.later import Later, ordinal_of
from simulator.demand.replies_drawn import RepliesDrawn, number_of_replies
from simulator.demand.workload import NO_SEGMENT, Workload, draw
from simulator.errors import UsageError
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.conversation_replies import ReplyNumber
from simulator.scenario.reader import load_text

TEXT = """\
version: 1
name: Messages
horizon: {from: "08:00", to: "18:00"}
channels: {messaging: {behaviour: conversation, slots: 5}}
sources: {writers: {arrivals: 160/h}}
contact_types:
  messages:
    from: writers
    channel: messaging
    patience: {exponential: {mean: 30m}}
    replies:
      number: {mean: 4}
      work: {"08:00": {exponential: {mean: 1m}}, "13:00": {exponential: {mean: 2m}}}
      thinking: {lognormal: {p50: 3m, p90: 1h}}
      patience: {weibull: {mean: 20m, cv: 1.3}}
    segments: {vip: {share: 20%, replies: {number: 2, work: 45s}}}
agent_groups: {front: {agents: 60, serves: {messages: {}}}}
"""
SCENARIO = load_text(TEXT).resolve("base")
WORKLOAD = draw(SCENARIO, 3, 0)
KEYS = [int(key) for key in WORKLOAD.key]
"""Some 1,600."""
MORNING_S, EVENING_S = 9 * 3600.0, 17 * 3600.0


def drawn(scenario: Scenario = SCENARIO, segment: int = NO_SEGMENT, arrived_s: float = MORNING_S) -> RepliesDrawn:
    return Later(scenario).replies_of(0, segment, arrived_s)


@pytest.mark.parametrize("mean", [1, 1.25, 4, 7, 60])
def test_the_number_is_geometric_from_one_on(mean: float) -> None:
    law = number_of_replies(ReplyNumber.model_validate({"mean": mean}))
    ends = 1 / mean
    for number in (1, 2, 3, 5, 12):
        # At most so many with the probability 1 − (1 − 1/m)ⁿ: just below it, and beyond it there are more.
        at_most = 1 - (1 - ends) ** number
        if 0.0 < at_most < 1.0 - 1e-9:
            assert law.at(at_most - 1e-9) <= number < law.at(at_most + 1e-9)
    keys = np.arange(40_000, dtype=np.uint64)
    numbers = [law.at(uniform) for uniform in u_column(keys, Purpose.REPLIES)]
    assert min(numbers) == 1
    sd = (mean * (mean - 1)) ** 0.5
    assert abs(np.mean(numbers) - mean) <= 4.5 * sd / 200 + 1e-12


def test_a_number_of_any_uniform_is_there() -> None:
    for law in ({"mean": 500}, {"mean": 2}, {"values": {"3": "99.9999999%", "9": "0.0000001%"}}):
        one = number_of_replies(ReplyNumber.model_validate(law))
        numbers = [one.at(uniform) for uniform in (2.0**-54, 1e-9, 0.5, 1 - 1e-9, 1 - 2.0**-53)]
        assert numbers == sorted(numbers)
        assert 1 <= numbers[0] <= numbers[-1] <= 10_000


def test_shares_are_in_the_order_of_size_whatever_the_file_has() -> None:
    one, other = (
        number_of_replies(ReplyNumber.model_validate({"values": values}))
        for values in ({"10": "20%", "2": "50%", "1": "30%"}, {"1": "30%", "2": "50%", "10": "20%"})
    )
    uniforms = [0.001, 0.2999, 0.3001, 0.7999, 0.8001, 0.999]
    assert [one.at(uniform) for uniform in uniforms] == [1, 1, 2, 2, 10, 10]
    assert [other.at(uniform) for uniform in uniforms] == [1, 1, 2, 2, 10, 10]


def test_the_same_law_has_one_table() -> None:
    one, other = (number_of_replies(ReplyNumber.model_validate({"mean": 6})) for _ in range(2))
    assert one is other


def test_a_larger_mean_takes_no_reply_from_anybody() -> None:
    few, many = (number_of_replies(ReplyNumber.model_validate({"mean": mean})) for mean in (3, 3.5))
    assert all(few.drawn(key, 0) <= many.drawn(key, 0) for key in range(2000))


def test_each_draw_has_its_name() -> None:
    found, kind = drawn(), SCENARIO.contact_types["messages"].usual
    upper = list(accumulate(kind.replies.number.shares().values()))
    work, thinking, patience = (
        inverse_of(next(iter(steps.values())))
        for steps in (kind.replies.work, kind.replies.thinking, kind.replies.patience)
    )
    for key in KEYS[:50]:
        for attempt, hop in ((1, 0), (2, 0), (3, 2)):
            ordinal = ordinal_of(attempt, hop)
            assert found.replies(key, ordinal) == 1 + bisect_right(upper, u(key, Purpose.REPLIES, ordinal))
            for number in (2, 3, 9):
                mine = ordinal_of(attempt, hop, number - 1)
                assert found.work_s(key, ordinal, number) == work.at(u(key, Purpose.TALK, mine))
                assert found.thinking_s(key, ordinal, number) == thinking.at(u(key, Purpose.THINKING, mine))
                assert found.patience_s(key, ordinal, number) == patience.at(u(key, Purpose.PATIENCE, mine))


def test_who_asks_when_and_in_which_order_changes_nothing() -> None:
    asked = [(key, number) for key in KEYS[:40] for number in range(2, 8)]
    first = drawn()
    there = {one: (first.work_s(one[0], 0, one[1]), first.thinking_s(one[0], 0, one[1])) for one in asked}
    random.Random(4).shuffle(asked)
    again = drawn()
    for key, number in asked:
        assert again.patience_s(key, 0, number) > 0.0
        assert (again.work_s(key, 0, number), again.thinking_s(key, 0, number)) == there[key, number]


def test_replies_of_a_case_follow_their_laws_and_are_independent() -> None:
    found = drawn()
    columns = [
        np.array([draws(key, 0, number) for key in KEYS])
        for number in (2, 3, 4)
        for draws in (found.work_s, found.thinking_s, found.patience_s)
    ]
    first_work = np.array(
        [
            inverse_of(SCENARIO.contact_types["messages"].usual.talk[8 * 3600.0]).drawn(key, Purpose.TALK, 0)
            for key in KEYS
        ]
    )
    numbers = np.array([found.replies(key, 0) for key in KEYS])
    ranks = [
        np.argsort(np.argsort(column)) for column in (*columns, first_work, numbers + np.linspace(0, 0.5, len(KEYS)))
    ]
    correlations = np.corrcoef(ranks)[np.triu_indices(len(ranks), k=1)]
    assert np.abs(correlations).max() < 4.5 / len(KEYS) ** 0.5
    for work in columns[::3]:
        assert np.mean(work) == pytest.approx(60.0, abs=4.5 * 60 / len(KEYS) ** 0.5)
    for thinking in columns[1::3]:
        assert np.mean(thinking < 180.0) == pytest.approx(0.5, abs=4.5 * 0.5 / len(KEYS) ** 0.5)


def test_the_first_reply_is_the_talk_of_the_workload() -> None:
    later = Later(SCENARIO)
    kinds = {NO_SEGMENT: SCENARIO.contact_types["messages"].usual, 0: SCENARIO.contact_types["messages"].kinds[0]}
    for row in range(0, len(KEYS), 29):
        arrived_s, segment = float(WORKLOAD.arrived_s[row]), int(WORKLOAD.segment[row])
        talk_s, _, patience_s = later.drawn(KEYS[row], segment, 0, 1, 0, arrived_s)
        assert (talk_s, patience_s) == (WORKLOAD.talk_s[row], WORKLOAD.patience_s[row])
        assert kinds[segment].talk is kinds[segment].replies.work
    assert set(WORKLOAD.talk_s[WORKLOAD.segment == 0]) == {45.0}


def test_segments_and_times_of_arrival_have_laws_of_their_own_from_the_same_uniforms() -> None:
    morning, evening, vip = drawn(), drawn(arrived_s=EVENING_S), drawn(segment=0)
    for key in KEYS[:30]:
        assert evening.work_s(key, 0, 2) == pytest.approx(2 * morning.work_s(key, 0, 2), abs=2e-6)
        assert evening.thinking_s(key, 0, 2) == morning.thinking_s(key, 0, 2)
        assert (vip.replies(key, 0), vip.work_s(key, 0, 2), vip.thinking_s(key, 0, 2)) == (2, 45.0, 0.0)
        assert vip.patience_s(key, 0, 2) == float("inf")
    later = Later(SCENARIO)
    assert later.replies_of(0, NO_SEGMENT, MORNING_S) is later.replies_of(0, NO_SEGMENT, 12.99 * 3600.0)
    assert later.replies_of(0, NO_SEGMENT, 7 * 3600.0) is later.replies_of(0, NO_SEGMENT, 13 * 3600.0)


def test_other_numbers_and_thinking_move_no_arrival_and_no_other_draw() -> None:
    other = load_text(TEXT.replace("mean: 4}", "mean: 9}").replace("p50: 3m", "p50: 5m")).resolve("base")
    workload = draw(other, 3, 0)
    for column in ("key", "arrived_s", "talk_s", "wrap_up_s", "patience_s", "segment"):
        assert np.array_equal(getattr(workload, column), getattr(WORKLOAD, column))
    for key in KEYS[:30]:
        assert drawn(other).work_s(key, 0, 3) == drawn().work_s(key, 0, 3)
        assert drawn(other).patience_s(key, 0, 3) == drawn().patience_s(key, 0, 3)


def test_a_conversation_by_hand_brings_its_first_reply_as_talk_and_goes_with_its_case() -> None:
    script = [(60.0, 0.0, 600.0), (30.0, 120.0, 300.0)]
    day = Workload.of(
        types=[0, 0, 0], arrived_s=[30.0, 10.0, 20.0], talk_s=[1.0, 5.0, 7.0], replies=[script, None, None]
    )
    assert day.talk_s.tolist() == [5.0, 7.0, 60.0]
    assert day.patience_s.tolist() == [np.inf, np.inf, 600.0]
    assert day.replies == (None, None, ((60.0, 0.0, 600.0), (30.0, 120.0, 300.0)))
    assert Workload.of(types=[0], arrived_s=[0.0], talk_s=[1.0]).replies == ()


@pytest.mark.parametrize(
    ("replies", "words"),
    [
        ([[]], "has no reply"),
        ([[(60.0, 0.0)]], "three times each"),
        ([[(60.0, -1.0, 5.0)]], "three times each"),
        ([[(60.0, float("nan"), 5.0)]], "three times each"),
        ([None, None], "replies has 2 entries, types has 1"),
    ],
)
def test_what_is_no_conversation_by_hand_is_refused(replies: list, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Workload.of(types=[0], arrived_s=[0.0], replies=replies)


def test_too_few_talks_beside_a_conversation_are_told() -> None:
    with pytest.raises(UsageError, match="talk_s has 1 numbers, types has 2"):
        Workload.of(types=[0, 0], arrived_s=[0.0, 1.0], talk_s=[1.0], replies=[None, [(60.0, 0.0, 5.0)]])
