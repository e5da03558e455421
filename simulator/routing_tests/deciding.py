"""By which rule one of several was taken: the reasons of a trace, as a routing test names them and says them.

What parted the one that was taken from each of the others comes from `tracing/`. The rule that decided is the one that
is asked last; where the keys end with somebody else than the engine took, no rule is named.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, get_args

from simulator.routing_tests.rule_sentences import BARRED, COMPARED
from simulator.routing_tests.seen_now import Meeting, SeenNow
from simulator.scenario.nouns.deciding_rules import By
from simulator.tracing.barred import agents_barred
from simulator.tracing.explained import agents_parted, contacts_parted, why_behind
from simulator.tracing.reasons import Reason, tightest

WORDS: Mapping[str, By] = {word: word for word in get_args(By)} | {
    str(Reason.PLACE): "longest_wait",
    str(Reason.SKILL): "serves",
}
"""By the reasons of a trace: they are the same words. In a test nobody has a place from before; what an agent
can do is what they serve."""
_UNKNOWN = {Reason.AGENT_RULE, Reason.CONTACT_RULE}
"""What a trace says where none of the keys that it knows decides."""


class Choice(NamedTuple):
    """The rules that decided, the first of them most; and in words."""

    by: tuple[By, ...]
    why: str


_NO_RULE = Choice((), "")


def agent_taken(look: SeenNow, place: int) -> Choice:
    """Return by which rule the contact of a decision, which looked for an agent, was given to the one it was given."""
    decision, parted = look.play.decisions[place], agents_parted(look.play, place)
    met = next(one for one in look.agents if one.number == decision.agent)
    taken, parted_now = Meeting(look, met, decision.contact, met=True), list[tuple[Meeting, Reason]]()
    for other in (one for one in look.agents if one is not met):
        why = parted[other.number]
        # Who is free for equally long was given a stand-in one after the other, by number.
        alike = why is Reason.LAST_ASSIGNED and met.last_s == other.last_s
        pair = Meeting(look, other, decision.contact, met=False)
        parted_now.append((pair, Reason.AGENT_NUMBER if alike else why))
    return _decided(taken, parted_now, lambda one: one.agent.called)


def contact_taken(look: SeenNow, place: int, waiting: Iterable[int]) -> Choice:
    """Return by which rule the agent of a decision, who looked for a contact, took it and none of the ``waiting``."""
    decision = look.play.decisions[place]
    agent = next(one for one in look.agents if one.number == decision.agent)
    parted = contacts_parted(look.play, place, [row for row in waiting if row != decision.contact])
    reasons = {row: why_behind(look.play, place, row) if why is Reason.BEHIND else why for row, why in parted.items()}
    taken = Meeting(look, agent, decision.contact, met=True)
    others = [(Meeting(look, agent, row, met=False), why) for row, why in reasons.items()]
    return _decided(taken, others, lambda one: one.contact)


def why_not_yet(look: SeenNow, row: int) -> Choice:
    """Return why a contact waits when the instant is over: for each agent, the rule that kept them from taking it.

    Those come first by which another contact was taken, then those that hold whoever else is there.
    """
    if not look.agents:
        return Choice(("room",), "no agent is there")
    since_s = look.at_s if (found_s := look.play.wait_of(row, look.at_s)) is None else found_s
    barred, found = agents_barred(look.play, row, look.at_s, since_s), dict[By, str]()
    for agent in look.agents:
        choice = _why_not(Meeting(look, agent, row, met=False), barred.get(agent.number))
        if choice.by:
            found.setdefault(choice.by[0], choice.why)
    by = (*(one for one in found if one not in BARRED), *(one for one in reversed(BARRED) if one in found))
    return Choice(by, found[by[0]] if by else "")


def _why_not(pair: Meeting, barred: Reason | None) -> Choice:
    """Return why an agent did not take a contact; no rule where none is known."""
    if barred is Reason.ROOM and pair.agent.took:
        # Whoever took another contact has no room because of it: why that one is the question.
        other = pair.agent.took[-1]
        if pair.row in other.instead_of:
            return contact_taken(pair.look, other.place, [pair.row])
        return Choice(("first_come",), f"{pair.agent.called} had taken {other.name} before {pair.contact} came")
    by = None if barred is None else WORDS.get(barred)
    return _NO_RULE if by is None else Choice((by,), f"{pair.agent.called} {BARRED[by](pair)}")


def _decided(taken: Meeting, parted: Iterable[tuple[Meeting, Reason]], name: Callable[[Meeting], str]) -> Choice:
    """Return the rule that is asked last of those that ``parted`` others from the one that was ``taken``."""
    reasons = list(parted)
    why = tightest(reason for _, reason in reasons)
    by = WORDS.get(why)
    if by is None or not _UNKNOWN.isdisjoint(reason for _, reason in reasons):
        return _NO_RULE
    other = next((one for one, reason in reasons if reason is why), None)
    if other is None:
        return Choice((by,), "")
    if by in BARRED:
        return Choice((by,), f"{other.agent.called} {BARRED[by](other)}")
    said = COMPARED[by]
    return Choice((by,), f"{name(taken)} {said(taken)}, {name(other)} {said(other)}")
