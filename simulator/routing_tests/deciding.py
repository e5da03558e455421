"""By which rule one of several was taken: the steps of routing in their order, each a line of a table.

A step gives each candidate a number, and those with the smallest stay. The rule that decided is the last one that left
somebody out. Only who was taken comes from the engine; where the steps end with somebody else, no rule is named.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

from simulator.log import NOBODY
from simulator.routing_tests.seen_now import AgentThere, Choice, SeenNow, Waiting
from simulator.scenario.nouns import Serves
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.rules.reaching import LAST, reached_by
from simulator.units import format_duration


class Meeting(NamedTuple):
    """An agent and a contact, as one of them looks at the other; whether they met, or another agent of the group."""

    agent: AgentThere
    contact: Waiting
    met: bool
    group_met: bool = True


class ChoiceStep(NamedTuple):
    """One step of a choice."""

    by: By
    key: Callable[[SeenNow, Meeting], float]
    """Candidates with the smallest stay."""
    said: Callable[[SeenNow, Meeting], str]
    """What the step sees of a candidate, behind its name."""
    asked: Callable[[SeenNow, Sequence[Meeting]], bool] = lambda look, pairs: True


def _may(look: SeenNow, pair: Meeting) -> Serves:
    serves = look.serves(pair.agent, pair.contact)
    assert serves is not None, "who does not serve it was left out before"
    return serves


def _serves_said(look: SeenNow, pair: Meeting) -> str:
    serves = look.serves(pair.agent, pair.contact) is not None
    return f"{'serves' if serves else 'does not serve'} {pair.contact.type}"


def _kept_said(look: SeenNow, pair: Meeting) -> str:
    return "is kept free" if look.is_kept(pair.agent, pair.contact) else "is not kept"


def _after_said(look: SeenNow, pair: Meeting) -> str:
    return f"takes {pair.contact.type} after {format_duration(_may(look, pair).after_s)}"


def _is_out(look: SeenNow, pair: Meeting) -> bool:
    """Return whether it is a step that keeps a group from a contact, not its own wait."""
    waits = look.at_s - pair.contact.since_s < _may(look, pair).after_s
    return not waits and pair.agent.group not in look.reached(pair.contact).ranks


def _step_said(look: SeenNow, pair: Meeting) -> str:
    joins = [one.after_s for one in reached_by(look.day, pair.contact.type) if pair.agent.group in one.ranks]
    later = [after_s for after_s in joins if look.at_s - pair.contact.since_s < after_s]
    if later:
        return f"takes {pair.contact.type} from the step after {format_duration(later[0])} on"
    return f"takes no {pair.contact.type} after its step"


def _rank(look: SeenNow, pair: Meeting) -> int:
    return look.reached(pair.contact).ranks[pair.agent.group]


def _rank_said(look: SeenNow, pair: Meeting) -> str:
    rank = _rank(look, pair)
    return "has no rank" if rank == LAST else f"has rank {rank}"


def _priority(look: SeenNow, pair: Meeting) -> int:
    return 1 if look.reached(pair.contact).flat else _may(look, pair).priority


def _place(look: SeenNow, pair: Meeting) -> float:
    return pair.contact.place_s - look.credit_s(pair.contact) + look.due_s(pair.contact)


def _credited(look: SeenNow, pair: Meeting) -> str:
    credit = look.credit_s(pair.contact)
    return look.waited(pair.contact) + (f" and has a credit of {format_duration(credit)}" if credit else "")


def _aged_said(look: SeenNow, pair: Meeting) -> str:
    return f"{look.waited(pair.contact)} and counts as {format_duration(look.age_s(pair.contact))}"


def _share_said(look: SeenNow, pair: Meeting) -> str:
    return f"has waited {look.share_of_target(pair.contact):.4g} times the target time"


def _some_age_otherwise(look: SeenNow, pairs: Sequence[Meeting]) -> bool:
    """Return whether others are first only because some age at a rate or up to a cap."""
    oldest = max(look.age_s(pair.contact) for pair in pairs)
    first = min(_place(look, pair) for pair in pairs)
    plain = all(look.order(pair.contact).by_age_alone for pair in pairs)
    return not plain and any((look.age_s(one.contact) == oldest) != (_place(look, one) == first) for one in pairs)


def _all_age_alike(look: SeenNow, pairs: Sequence[Meeting]) -> bool:
    return not _some_age_otherwise(look, pairs) and _by_credit(look, pairs)


def _contacts(look: SeenNow, pair: Meeting) -> int:
    return pair.agent.before + len(pair.agent.took)


def _contacts_said(look: SeenNow, pair: Meeting) -> str:
    return f"has taken {_contacts(look, pair)} today"


def _turn(look: SeenNow, pair: Meeting) -> int:
    """Return how many agents come before, counted round from who took the last contact of the type in these groups."""
    ranks = look.reached(pair.contact).ranks
    alike = [agent for agent in look.agents if ranks.get(agent.group) == ranks[pair.agent.group]]
    took = [(one.place, agent.number) for agent in alike for one in agent.took if one.contact.type == pair.contact.type]
    last = max(took)[1] if took else NOBODY
    return (pair.agent.number - last - 1) % len(look.agents)


def _turn_said(look: SeenNow, pair: Meeting) -> str:
    return "is next in turn" if pair.met else "comes later in turn"


def _due_said(look: SeenNow, pair: Meeting) -> str:
    left_s = _place(look, pair) - look.at_s
    return f"is due in {format_duration(left_s)}" if left_s >= 0 else f"was due {format_duration(-left_s)} ago"


def _by_credit(look: SeenNow, pairs: Sequence[Meeting]) -> bool:
    """Return whether others are first only because of credits."""
    first = min(_place(look, pair) for pair in pairs)
    longest = min(pair.contact.place_s for pair in pairs)
    return any((_place(look, pair) == first) != (pair.contact.place_s == longest) for pair in pairs)


def _priority_said(look: SeenNow, pair: Meeting) -> str:
    return f"has priority {_priority(look, pair)} with {pair.agent.group}"


def _segment_said(look: SeenNow, pair: Meeting) -> str:
    return f"has the segment's priority {look.segment_priority(pair.contact)}"


def _idle_said(look: SeenNow, pair: Meeting) -> str:
    return f"has been free for {format_duration(look.at_s - pair.agent.free_since_s)}"


def _assigned(look: SeenNow, pair: Meeting) -> float:
    # Whoever takes one at the instant was assigned to later than all others, however short they have been free.
    return math.inf if pair.agent.took else pair.agent.free_since_s


def _assigned_said(look: SeenNow, pair: Meeting) -> str:
    return f"took {pair.agent.took[-1].contact.name} just now" if pair.agent.took else _idle_said(look, pair)


def _hand_said(look: SeenNow, pair: Meeting) -> str:
    listed = ", ".join(f"{number} {name}" for name, number in pair.agent.in_hand.items())
    return f"has {listed} in hand" if listed else "has nothing in hand"


def _drawn_said(look: SeenNow, pair: Meeting) -> str:
    return "was drawn" if pair.met else "was not"


MAY: tuple[ChoiceStep, ...] = (
    ChoiceStep("serves", lambda look, one: look.serves(one.agent, one.contact) is None, _serves_said),
    ChoiceStep("room", lambda look, one: not look.has_room(one.agent, one.contact), _hand_said),
    ChoiceStep("after", lambda look, one: look.at_s - one.contact.since_s < _may(look, one).after_s, _after_said),
    ChoiceStep("step", _is_out, _step_said),
    ChoiceStep("keep_free", lambda look, one: look.is_kept(one.agent, one.contact), _kept_said),
)
"""Whether an agent may take a contact at all: 0 stays."""

_ASSIGNED = ChoiceStep("last_assigned", _assigned, _assigned_said)
_FEWEST = ChoiceStep("fewest_contacts", _contacts, _contacts_said)
_TURN = ChoiceStep("round_robin", _turn, _turn_said)
_DRAWN = ChoiceStep("random", lambda look, one: not one.met, _drawn_said)
AMONG_AGENTS: dict[str, tuple[ChoiceStep, ...]] = {
    "longest_idle": (ChoiceStep("longest_idle", lambda look, one: one.agent.free_since_s, _idle_said),),
    "longest_since_contact": (
        ChoiceStep("longest_since_contact", lambda look, one: one.agent.free_since_s, _idle_said),
    ),
    "fewest_contacts": (_FEWEST, ChoiceStep("longest_idle", lambda look, one: one.agent.free_since_s, _idle_said)),
    "round_robin": (_TURN,),
    "random": (_DRAWN,),
    "random_group": (
        ChoiceStep("random_group", lambda look, one: not one.group_met, _drawn_said),
        ChoiceStep("longest_idle", lambda look, one: one.agent.free_since_s, _idle_said),
    ),
}
"""By the rule of agents: how an exclusive contact chooses among those of the best rank."""
AMONG_AGENTS_WITH_ROOM: dict[str, tuple[ChoiceStep, ...]] = {
    "least_loaded": (ChoiceStep("least_loaded", lambda look, one: look.used(one.agent), _hand_said), _ASSIGNED),
    "pack": (ChoiceStep("pack", lambda look, one: -look.used(one.agent), _hand_said), _ASSIGNED),
    "fewest_contacts": (_FEWEST, _ASSIGNED),
    "round_robin": (_TURN,),
    "random": (_DRAWN,),
}
"""The same for a contact of a channel with slots."""

RANK = ChoiceStep("rank", _rank, _rank_said)
NUMBER = ChoiceStep(
    "agent_number", lambda look, one: one.agent.number, lambda look, one: f"is number {one.agent.number + 1}"
)

PRIORITIES: tuple[ChoiceStep, ...] = (
    ChoiceStep("priority", _priority, _priority_said),
    ChoiceStep("segment", lambda look, one: look.segment_priority(one.contact), _segment_said),
)
AMONG_CONTACTS: dict[str, tuple[ChoiceStep, ...]] = {
    "longest_wait": (
        ChoiceStep("age_rate", lambda look, one: -look.age_s(one.contact), _aged_said, _some_age_otherwise),
        ChoiceStep("credit", _place, _credited, _all_age_alike),
        ChoiceStep("longest_wait", lambda look, one: one.contact.place_s, _credited),
    ),
    "due_time": (ChoiceStep("due_time", _place, _due_said),),
    "ratio_to_target": (
        ChoiceStep("ratio_to_target", lambda look, one: -look.share_of_target(one.contact), _share_said),
        ChoiceStep("longest_wait", lambda look, one: one.contact.place_s, _credited),
    ),
}
"""By the rule of contacts: how an agent chooses among those of the best priority."""
ROW = ChoiceStep(
    "first_come", lambda look, one: one.contact.row, lambda look, one: "came first" if one.met else "came later"
)


def agent_taken(look: SeenNow, contact: Waiting, agent: AgentThere) -> Choice:
    """Return by which rule ``contact``, which looked for an agent, was given to ``agent``."""
    pairs = [Meeting(one, contact, one is agent, one.group == agent.group) for one in look.agents]
    rules = AMONG_AGENTS if look.slots(contact) is None else AMONG_AGENTS_WITH_ROOM
    steps = (*MAY, RANK, *rules.get(look.agent_rule(contact), ()), NUMBER)
    return _decided(look, pairs, steps, lambda one: one.agent.called)


def contact_taken(look: SeenNow, agent: AgentThere, contact: Waiting, waiting: Sequence[Waiting]) -> Choice:
    """Return by which rule ``agent``, who looked for a contact, took ``contact`` of all that were ``waiting``."""
    pairs = [Meeting(agent, one, one.row == contact.row) for one in waiting]
    return _decided(look, pairs, (*MAY, *_among_contacts(look)), lambda one: one.contact.name)


def why_instead_of(look: SeenNow, agent: AgentThere, contact: Waiting, waiting: Sequence[Waiting]) -> dict[int, Choice]:
    """Return why ``agent`` takes ``contact`` and none of the others that are ``waiting``, by their rows."""
    taken, steps = Meeting(agent, contact, met=True), (*MAY, *_among_contacts(look))
    return {
        one.row: _decided(look, [taken, Meeting(agent, one, met=False)], steps, lambda pair: pair.contact.name)
        for one in waiting
        if one.row != contact.row
    }


def why_not_yet(look: SeenNow, contact: Waiting) -> Choice:
    """Return why ``contact`` waits when the instant is over: for each agent, the rule that kept them from taking it.

    Those come first by which another contact was taken, then those that hold whoever else is there.
    """
    found: dict[By, str] = {}
    for agent in look.agents:
        choice = _why_not(look, agent, contact)
        if choice is not None:
            found.setdefault(choice.by[0], choice.why)
    if not look.agents:
        return Choice(("room",), "no agent is there")
    last: tuple[By, ...] = ("keep_free", "after", "step", "room", "serves")
    by = (*(one for one in found if one not in last), *(one for one in last if one in found))
    return Choice(by, found[by[0]] if by else "")


def _among_contacts(look: SeenNow) -> tuple[ChoiceStep, ...]:
    return (*PRIORITIES, *AMONG_CONTACTS.get(look.day.routing.contact, ()), ROW)


def _why_not(look: SeenNow, agent: AgentThere, contact: Waiting) -> Choice | None:
    """Return why ``agent`` did not take ``contact``; None where the steps know of no reason."""
    pair = Meeting(agent, contact, met=False)
    barred = [step for step in MAY[:1] if step.key(look, pair)] or [step for step in MAY[1:] if step.key(look, pair)]
    if not barred:
        return None
    # Whoever took another contact has no room because of it: why that one is the question.
    if barred[0].by == "room" and agent.took and not any(step.by in ("after", "step") for step in barred):
        other, instead_of, _ = agent.took[-1]
        if contact.row not in instead_of:
            return Choice(("first_come",), f"{agent.called} had taken {other.name} before {contact.name} came")
        choice = instead_of[contact.row]
        return choice if choice.by else None
    step = next((one for one in barred if one.by in ("after", "step")), barred[0])
    return Choice((step.by,), f"{agent.called} {step.said(look, pair)}")


def _decided(
    look: SeenNow, pairs: Sequence[Meeting], steps: Sequence[ChoiceStep], name: Callable[[Meeting], str]
) -> Choice:
    """Return the last step that left somebody out; no rule where who is left is not who was taken."""
    left, why = list(pairs), ""
    by: By = "only_one"
    for step in steps:
        if len(left) == 1 or not step.asked(look, left):
            continue
        keys = [step.key(look, one) for one in left]
        best = min(keys)
        out = [one for one, key in zip(left, keys, strict=True) if key != best]
        left = [one for one, key in zip(left, keys, strict=True) if key == best]
        if out:
            first = next((one for one in left if one.met), left[0])
            by = step.by
            why = f"{name(first)} {step.said(look, first)}, {name(out[0])} {step.said(look, out[0])}"
            if step in MAY:
                # Who may not is left out by that alone.
                why = f"{out[0].agent.called} {step.said(look, out[0])}"
    return Choice((by,), why) if len(left) == 1 and left[0].met else Choice((), "")
