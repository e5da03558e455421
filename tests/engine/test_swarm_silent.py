"""Random centers whose customers leave without a sign: engine, naive twin, every invariant."""

from collections import Counter

import numpy as np
import pytest
from naive_log import naive_log
from silences_read import all_left
from swarm import random_center
from twins import agrees_with_reference

from simulator.engine.simulate import simulate
from simulator.log import EndedBy, SilenceEnd, SpanKind


def what_of(seed: int, rules: bool = False) -> dict[str, bool]:
    """Return what a center may have beside those customers: a fourth has chats in slots, the others conversations."""
    form = seed % 4
    shifts = form in (1, 2)
    found = {"coming_again": seed % 3 == 1, "conversations": form != 3, "overflow": rules, "silent": True}
    return found | {"shifts": shifts, "leaving": shifts, "skills": seed % 8 == 2}


@pytest.mark.parametrize("first", [0, 4, 8])
def test_random_centers_with_silent_customers_agree(first):
    for seed in range(first, first + 4):
        agrees_with_reference(seed, **what_of(seed))


@pytest.mark.parametrize(
    ("seed", "what"),
    [
        (2, "a limit of waits sends nobody away who has left"),
        (13, "whoever was handed over waits until they leave, be it after the last closing"),
        (18, "the same of what is parked"),
        (78, "the same of whom nobody ever took"),
        (307, "an agent who stays with a customer until the next one answers sees them leave"),
        (611, "when a chat with nobody is noticed, what else is in the hand is worked out anew"),
    ],
)
def test_a_random_center_with_silent_customers_that_once_differed_agrees(seed, what):
    agrees_with_reference(seed, **what_of(seed))


@pytest.mark.parametrize("seed", [144, 237])
def test_overflow_rules_are_not_asked_of_who_has_left(seed):
    agrees_with_reference(seed, **what_of(seed, rules=True))


@pytest.mark.long
@pytest.mark.parametrize("first", [3000, 5000, 7000])
def test_many_random_centers_with_silent_customers_agree(first):
    for seed in range(first, first + 25):
        agrees_with_reference(seed, **what_of(seed))


@pytest.mark.long
@pytest.mark.parametrize("first", [9000, 11000])
def test_many_random_centers_with_silent_customers_and_rules_agree(first):
    for seed in range(first, first + 25):
        agrees_with_reference(seed, **what_of(seed, rules=True))


def test_the_naive_log_says_who_left_silently_as_the_engine():
    for seed in range(5):
        scenario, workload = random_center(seed, **what_of(seed))
        assert str(all_left(simulate(scenario, workload))) == str(all_left(naive_log(scenario, workload)))


def test_the_swarm_with_silent_customers_meets_everything():
    met: Counter[object] = Counter()
    for seed in range(60):
        scenario, workload = random_center(seed, **what_of(seed))
        log = simulate(scenario, workload)
        channels, left = list(scenario.channels.values()), {one.row: one for one in all_left(log)}
        for one in left.values():
            behaviour = channels[log.contacts["channel"][one.row]].behaviour
            met.update([(behaviour, one.how), EndedBy(log.contacts["ended_by"][one.row])])
            met["before" if one.taken_s <= one.left_s else "never" if np.isnan(one.taken_s) else "after"] += 1
        names = ("contact", "kind", "from_s")
        for row, kind, from_s in zip(*(log.spans[name].tolist() for name in names), strict=True):
            if row in left and from_s >= left[row].left_s:
                met[channels[log.contacts["channel"][row]].behaviour, SpanKind(kind)] += 1
        for noun in scenario.contact_types.values():
            if noun.silent is not None:
                met["none" if not noun.silent.share else "all" if noun.silent.share == 1 else "some"] += 1
                greeting_s = noun.silent.greeting_s
                met["no greeting" if greeting_s is None else "at once" if not greeting_s else "greeting"] += 1
                met["noticed at once"] += not noun.silent.noticed_s
        laid = (
            zip(*(log.hand_overs[name].tolist() for name in ("contact", "at_s")), strict=True) if log.hand_overs else ()
        )
        met["laid down"] += sum(row in left and at_s > left[row].left_s for row, at_s in laid)
        met["with scripts" if workload.replies else "drawn"] += 1
    kinds = (SpanKind.UNNOTICED, SpanKind.IN_VAIN, SpanKind.IN_HAND)
    wanted = [(behaviour, kind) for behaviour in ("live", "conversation") for kind in kinds]
    wanted += [("conversation", kind) for kind in (SpanKind.PAUSED, SpanKind.INACTIVE, SpanKind.PARKED)]
    wanted += [("conversation", kind) for kind in (SpanKind.READING, SpanKind.WRAP_UP)]
    wanted += [("conversation", how) for how in SilenceEnd]
    wanted += [("live", how) for how in (SilenceEnd.NOT_YET, SilenceEnd.NOTICED, SilenceEnd.SENT_AWAY)]
    wanted += [EndedBy.ABANDONED, EndedBy.CUSTOMER, "before", "after", "never", "laid down", "with scripts", "drawn"]
    wanted += ["none", "some", "all", "no greeting", "at once", "greeting", "noticed at once"]
    assert not [one for one in wanted if met[one] < 3], met
