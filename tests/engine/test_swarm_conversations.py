"""Random centers with conversations: engine, naive twin, every invariant."""

from collections import Counter

import pytest
from naive_log import naive_log
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SpanKind


def what_of(seed: int) -> dict[str, bool]:
    """Return what a center may have beside conversations."""
    return {"coming_again": seed % 3 == 1, "shifts": seed % 4 == 2, "skills": seed % 8 == 2}


@pytest.mark.parametrize("first", [0, 15])
def test_random_centers_with_conversations_agree(first):
    for seed in range(first, first + 15):
        agrees_with_reference(seed, **what_of(seed), conversations=True)


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (22, "back from an unpaid break that the end of a shift cuts, for what is in hand"),
        (84, "whose conversation wakes is not kept empty any more"),
        (103, "who was answered and left waiting is not solved"),
        (140, "a message is answered at once although another conversation falls asleep by it"),
        (243, "the same where types are kept from by groups"),
        (250, "whoever comes late has not been on a break"),
        (361, "an agent whose last conversation fell asleep had it until then"),
        (477, "whoever stays after closing for what is asleep takes who waits"),
        (2438, "told to leave at the end of a break, as whoever is busy"),
    ],
)
def test_a_random_center_with_conversations_that_once_differed_agrees(seed, what):
    agrees_with_reference(seed, **what_of(seed), conversations=True)


@pytest.mark.long
@pytest.mark.parametrize("first", range(3000, 8000, 700))
def test_many_random_centers_with_conversations_agree(first):
    for seed in range(first, first + 50):
        agrees_with_reference(seed, **what_of(seed), conversations=True)


def test_the_naive_log_is_that_of_the_engine():
    for seed in range(10):
        scenario, workload = random_center(seed, **what_of(seed), conversations=True)
        log, naive = simulate(scenario, workload), naive_log(scenario, workload)
        for name in ("contact", "number", "agent", "group", "asked_s", "begun_s", "sent_s"):
            if log.replies:
                assert str(log.replies[name].tolist()) == str(
                    naive.replies[name].astype(log.replies[name].dtype).tolist()
                )


def test_the_swarm_with_conversations_meets_everything():
    met: Counter[object] = Counter()
    for seed in range(60):
        scenario, workload = random_center(seed, **what_of(seed), conversations=True)
        log = simulate(scenario, workload)
        met.update(map(SpanKind, log.spans["kind"].tolist()))
        if log.replies:
            met.update(map(EndedBy, log.contacts["ended_by"][log.replies["contact"]].tolist()))
        met["drawn"] += not workload.replies
        for noun in scenario.channels.values():
            if noun.behaviour != "conversation":
                continue
            said = noun.inactive
            met.update([noun.order, noun.agent])
            met["auto_close"] += noun.auto_close_s is not None
            met["keep_empty"] += any(noun.keep_empty.values())
            if said is not None:
                met.update(
                    [said.on_waking, "slots" if said.slots else "no slots", "at_most" if said.at_most else "any"]
                )
        kinds = [one.replies for one in scenario.contact_types.values() if one.replies is not None]
        met["segments"] += sum(
            one.replies is not None for kind in scenario.contact_types.values() for one in kind.segments.values()
        )
        met["awake"] += sum(any(share < 1 for share in one.awake.values()) for one in kinds)
        met["patience"] += sum(one is not None for kind in kinds for one in kind.patience.values())
        for form in ("fixed", "mean", "values"):
            met[form] += sum(getattr(kind.number, form) is not None for kind in kinds)
        met["headcounts that fall"] += any(len(group.agents or {}) > 1 for group in scenario.agent_groups.values())
    kinds = (SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.INACTIVE, SpanKind.PAUSED, SpanKind.WRAP_UP, SpanKind.TALK)
    ends = (EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.ABANDONED, EndedBy.STILL_OPEN)
    words = ("oldest_message", "first_replies", "shortest", "over", "wait", "slots", "no slots", "at_most", "any")
    wanted = [
        *kinds,
        *ends,
        *words,
        "auto_close",
        "keep_empty",
        "awake",
        "patience",
        "fixed",
        "mean",
        "values",
        "drawn",
    ]
    assert not [one for one in [*wanted, "segments", "headcounts that fall"] if met[one] < 5], met
