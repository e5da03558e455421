"""Decisions explained: why this agent and not that one, why this contact and not that one."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.engine.record import Decision, Rule, SeenAgent, SeenContact
from simulator.log import SpanKind
from simulator.tracing.barred import AgentAsked, GroupAsked, agents_there, takes_none, why_not, why_not_group
from simulator.tracing.choice_keys import ComparedAgent, agent_keys, agent_rule_of, why_agent
from simulator.tracing.contact_keys import ComparedContact, why_contact
from simulator.tracing.happenings import Candidate, Rival
from simulator.tracing.instants import compared, line_of, reach_of, waiting_at
from simulator.tracing.place_in_line import place_in_line
from simulator.tracing.playback import Playback
from simulator.tracing.reasons import Reason, tightest
from simulator.tracing.taken_before import AsOf, compared_agents
from simulator.tracing.waiting_state import terms_at

RIVALS_MAX = 12
"""So many waiting contacts are told; the others are counted."""


class AgentChoice(NamedTuple):
    """Why a contact went to an agent."""

    why: Reason
    candidates: tuple[Candidate, ...]


class ContactChoice(NamedTuple):
    """Why an agent took a contact."""

    why: Reason
    rivals: tuple[Rival, ...]
    more: int


def agents_compared(play: Playback, place: int, seen: tuple[SeenAgent, ...]) -> list[ComparedAgent]:
    """Return the agents whom the contact compared that looked for one by the decision of a place."""
    one = play.decisions[place]
    tiers, _ = reach_of(play, one.contact, one.time_s, _since(play, place), place)
    return compared_agents(play, play.number("type", one.contact), tiers, seen, AsOf(one.time_s, place))


def _since(play: Playback, place: int) -> float:
    """Return since when a contact waits about which a decision is; whoever does not wait, since then."""
    one = play.decisions[place]
    since_s = play.wait_of(one.contact, one.time_s)
    return one.time_s if since_s is None else since_s


def why_this_agent(play: Playback, place: int, seen: tuple[SeenAgent, ...]) -> AgentChoice:
    """Return why a contact that looked for an agent by the decision of a place went to the one it went to."""
    decision = play.decisions[place]
    keys, able = agent_keys(play.tables, play.number("type", decision.contact)), agents_compared(play, place, seen)
    chosen = next(one for one in able if one.seen.agent == decision.agent)
    found = [
        (one, None if one is chosen else why_agent(chosen, one, keys))
        for one in sorted(able, key=lambda one: (one is not chosen, *[key.of(one) for key in keys]))
    ]
    why = tightest(reason for _, reason in found if reason)
    return AgentChoice(why, tuple(_candidate(play, one, decision, reason) for one, reason in found))


def kept_agents(play: Playback, place: int, seen: tuple[SeenAgent, ...]) -> tuple[Candidate, ...]:
    """Return the agents who had room, where a contact waits all the same: they are kept free."""
    able = agents_compared(play, place, seen)
    return tuple(_candidate(play, one, play.decisions[place], Reason.KEEP_FREE) for one in able)


def _candidate(play: Playback, one: ComparedAgent, decision: Decision, why: Reason | None) -> Candidate:
    rule, seen, time_s = agent_rule_of(play.tables, play.number("type", decision.contact)), one.seen, decision.time_s
    # By `agent` of `routing` the engine counts for all contacts alike, perhaps over breaks.
    idle_since_s = seen.idle_since_s if rule == play.tables.agent_rule else _since_on_duty(play, seen, time_s)
    return Candidate(
        agent=play.agent_name(seen.agent),
        group=play.log.names.groups[one.group],
        rank=seen.rank,
        idle_s=None if idle_since_s is None else time_s - idle_since_s,
        since_contact=rule == "longest_since_contact",
        in_hand=seen.in_hand,
        since_assigned_s=time_s - seen.assigned_s,
        contacts_today=one.contacts if rule == "fewest_contacts" else None,
        why=why,
    )


def _since_on_duty(play: Playback, seen: SeenAgent, time_s: float) -> float | None:
    """Return since when an agent on duty has nothing in hand; None with something in hand."""
    stays = [one.from_s for one in play.spans_of_agent(seen.agent) if one.kind is SpanKind.DUTY]
    return None if seen.idle_since_s is None else max([seen.idle_since_s, *(one for one in stays if one <= time_s)])


def agents_parted(play: Playback, place: int) -> dict[int, Reason]:
    """Return what parted each other agent on duty from the one whom a contact chose by the decision of a place."""
    decision, since_s = play.decisions[place], _since(play, place)
    assert decision.agent is not None, "a contact that looked for an agent went to one"
    able = {one.seen.agent: one for one in agents_compared(play, place, play.seen_agents(place))}
    keys, found = agent_keys(play.tables, play.number("type", decision.contact)), {}
    for agent in agents_there(play, decision.time_s):
        if agent in able:
            found[agent] = why_agent(able[decision.agent], able[agent], keys)
        else:
            asked = GroupAsked(play, decision.contact, play.group_of(agent), decision.time_s, since_s, place)
            # Whose group may take it, and who was not seen, had no room, if they can.
            has_skill = play.has_skill(agent, play.number("type", decision.contact))
            is_shut = takes_none(play, agent, decision.contact, decision.time_s)
            own = Reason.SKILL if not has_skill else Reason.NO_NEW if is_shut else Reason.ROOM
            found[agent] = why_not_group(asked) or own
    return {agent: why for agent, why in found.items() if agent != decision.agent}


def contacts_parted(play: Playback, place: int, rows: Iterable[int]) -> dict[int, Reason]:
    """Return what parted each of some contacts, which waited, from the one that an agent took by a decision."""
    decision, agent, heads = play.decisions[place], play.seen_agents(place)[0], play.seen_contacts(place)
    group, time_s = play.group_of(agent.agent), decision.time_s
    chosen = contact_compared(play, decision.contact, agent.agent, time_s, heads)
    assert chosen is not None, "an agent takes what the group serves"
    might, found = {one.contact for one in heads}, {}
    for row in rows:
        if row in might:
            other = contact_compared(play, row, agent.agent, time_s, heads)
            found[row] = why_contact(chosen, other) if other else Reason.CONTACT_RULE
        else:
            asked = GroupAsked(play, row, group, time_s, play.wait_of(row, time_s) or time_s)
            found[row] = why_not(AgentAsked(asked, agent, decision.rule is Rule.LATE, might))
    return found


def why_this_contact(play: Playback, place: int) -> ContactChoice:
    """Return why an agent took a contact by the decision of a place, and why not each of the others that waited."""
    decision, might = play.decisions[place], {one.contact for one in play.seen_contacts(place)}
    agent, time_s = play.seen_agents(place)[0].agent, decision.time_s
    found = contacts_parted(play, place, _waiting(play, place, might))
    # Those who stand behind somebody of their own line would be many, and say nothing.
    told: list[tuple[int, Reason]] = [one for one in found.items() if one[1] is not Reason.BEHIND]
    why = tightest(reason for row, reason in told if row in might)
    if why is Reason.ONLY_ONE and len(told) < len(found):
        # All others stand behind it in its own line.
        behind = [row for row, reason in found.items() if reason is Reason.BEHIND]
        waits_s = [play.wait_of(row, time_s) or time_s for row in behind]
        # Who was put in front may have waited for less time.
        why = Reason.LONGEST_WAIT if _since(play, place) <= min(waits_s) else Reason.PLACE
    shown: list[tuple[int, Reason | None]] = [(decision.contact, None), *told][:RIVALS_MAX]
    rivals = tuple(_rival(play, row, agent, time_s, reason) for row, reason in shown)
    return ContactChoice(why, rivals, len(found) + 1 - len(rivals))


def why_behind(play: Playback, place: int, row: int) -> Reason:
    """Return what parted a contact that stood behind another one of its line from the one that an agent took."""
    decision, heads = play.decisions[place], play.seen_contacts(place)
    agent, time_s = play.seen_agents(place)[0].agent, decision.time_s
    line = line_of(play, row, time_s)
    tier = next(one.priority for one in heads if line_of(play, one.contact, time_s) == line)
    chosen, other = (contact_compared(play, one, agent, time_s, heads) for one in (decision.contact, row))
    assert chosen is not None, "it was taken"
    assert other is not None, "it may be taken"
    return why_contact(chosen, other._replace(tier=tier))


def _waiting(play: Playback, place: int, might: set[int]) -> list[int]:
    """Return who else waited when the decision of a place was made, first in line first.

    Who was taken earlier in that instant waits no more, who is taken later in it still does; who begins to wait in it
    comes after the decision, but for those that the agent saw.
    """
    decision = play.decisions[place]
    time_s, later = decision.time_s, set()
    for one in play.decisions[place + 1 :]:
        if one.time_s > time_s:
            break
        later.add(one.contact)
    waiting = dict(waiting_at(play, time_s))
    waiting |= {row: since_s for row in later if (since_s := play.wait_of(row, time_s)) is not None}
    rows = might | {row for row, since_s in waiting.items() if since_s < time_s}
    return sorted(rows - {decision.contact}, key=lambda row: (place_in_line(play, row, time_s).behind, row))


def contact_compared(
    play: Playback, row: int, agent: int, time_s: float, heads: tuple[SeenContact, ...]
) -> ComparedContact | None:
    """Return a contact as an agent compared it, with the priority and the place that the engine saw."""
    found, seen = compared(play, row, play.group_of(agent), time_s, agent), {one.contact: one for one in heads}
    if found is None or row not in seen:
        return found
    return found._replace(tier=seen[row].priority, in_line=place_in_line(play, row, time_s, seen[row]))


def _rival(play: Playback, row: int, agent: int, time_s: float, why: Reason | None) -> Rival:
    one, in_line, order = (
        compared(play, row, play.group_of(agent), time_s, agent),
        place_in_line(play, row, time_s),
        terms_at(play, row, time_s).order,
    )
    return Rival(
        contact=play.name_of(row),
        type=play.type_of(row),
        segment=play.segment_of(row),
        waited_s=time_s - (play.wait_of(row, time_s) or time_s),
        priority=None if one is None else one.own,
        segment_priority=order.priority,
        credit_s=order.age_credit_s,
        counts_as_s=in_line.counts_as_s,
        of_target=in_line.part_of_target,
        why=why,
    )
