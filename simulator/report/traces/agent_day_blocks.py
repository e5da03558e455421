"""The day of an agent as blocks: stays, and a table of contacts and idle times, each with why it was theirs."""

from simulator.report.blocks import Blocks, Paragraph, Sheet, Tone, column
from simulator.report.traces.happening_words import long
from simulator.report.traces.not_there_words import not_there_in_short, not_there_said
from simulator.report.traces.reason_words import OF_AGENTS, OF_CONTACTS, OF_NOBODY, SaidOfChoice, won_by
from simulator.report.traces.type_words import type_said
from simulator.report.words.numbers import NOTHING, listed
from simulator.scenario.nouns.teams import NO_TEAM
from simulator.tracing.agent_days import AgentEntry, AgentTold
from simulator.tracing.agent_moves import MoveTold
from simulator.tracing.happenings import What
from simulator.tracing.off_duty import Gone
from simulator.tracing.reasons import Reason
from simulator.units import DAY_S, format_time_of_day


def agent_blocks(told: AgentTold) -> Blocks:
    """Yield the day of an agent."""
    yield Paragraph(_stays_said(told), Tone.STRONG)
    if told.moves:
        yield Paragraph("\n".join(map(_move_said, told.moves)))
    if told.entries:
        yield _entries_sheet(told)


def _stays_said(told: AgentTold) -> str:
    day = f" on {told.day}" if told.day else ""
    who = f"{told.agent} ({told.group}{_team_said(told)})"
    if all(one.not_there and one.not_there.why is Gone.ABSENT for one in told.entries) and told.entries:
        return f"{who} is absent{day}."
    if not told.stays:
        on_call = any(one.not_there is not None and one.not_there.why is Gone.ON_CALL for one in told.entries)
        return f"{who} is on call{day}, and nobody calls them in." if on_call else f"{who} is not on duty{day}."
    start_s = told.stays[0].from_s // DAY_S * DAY_S
    stays = [f"from {_clock(one.from_s - start_s)} to {_clock(one.to_s - start_s)}" for one in told.stays]
    late_s = sum(one.overtime_s for one in told.stays)
    overtime = f", {long(late_s)} of it overtime" if late_s else ""
    contacts = len({one.contact for one in told.entries if one.contact is not None and one.helps is None})
    helped_s = sum(one.to_s - one.from_s for one in told.entries if one.helps is not None)
    helping = f", {long(helped_s)} helping" if helped_s else ""
    nothing = [one for one in told.entries if one.contact is None and not one.off_phone and not one.not_there]
    idle_s = sum(one.to_s - one.from_s for one in nothing)
    word = "contact" if contacts == 1 else "contacts"
    return (
        f"{who} is on duty{day} {listed(stays)}{overtime}: "
        f"{contacts} {word}{_passed_said(told)}{helping}, {long(idle_s)} with nothing in hand."
    )


def _passed_said(told: AgentTold) -> str:
    """Return how many conversations came from others, or were parked, and how many were handed over or parked."""
    found = {
        "taken over": sum(one.handed_over_by is not None for one in told.entries),
        "back in hand": sum(one.what is What.BACK for one in told.entries),
        "handed over": sum(one.laid_down is What.HANDED_OVER for one in told.entries),
        "parked": sum(one.laid_down is What.PARKED for one in told.entries),
    }
    said = [f"{count} {what}" for what, count in found.items() if count]
    return f" ({', '.join(said)})" if said else ""


def _team_said(told: AgentTold) -> str:
    if told.team is None:
        return ""
    return f", {NO_TEAM}" if told.team == NO_TEAM else f", team {told.team}"


def _move_said(one: MoveTold) -> str:
    """Return how an agent came or went by an intervention."""
    other = one.other or one.other_group
    where = "home" if other is None else other
    how = f"comes from {where}" if one.comes else f"goes to {where}"
    ready = f", ready at {one.ready}" if one.ready else ""
    return f"{one.clock}: {how} by intervention {one.intervention}{ready}."


def _clock(seconds: float) -> str:
    return format_time_of_day(seconds)


def _entries_sheet(told: AgentTold) -> Sheet:
    found = told.entries
    has_hold, has_several = any(one.hold_s for one in found), any(one.in_hand > 1 for one in found)
    columns = [
        column("contact", list(map(_what, found)), left=True),
        column("type", [type_said(one.type, one.segment) for one in found], left=True),
        column("lasts", [long(one.to_s - one.from_s) for one in found]),
        column("talk", [long(one.talk_s) if one.contact and one.helps is None else NOTHING for one in found]),
    ]
    if has_hold:
        columns.append(column("hold", [long(one.hold_s) if one.hold_s else NOTHING for one in found]))
    if any(one.replies is not None for one in found):
        columns.append(column("replies", [NOTHING if one.replies is None else str(one.replies) for one in found]))
        columns.append(column("inactive", [long(one.inactive_s) if one.inactive_s else NOTHING for one in found]))
    if has_several:
        columns.append(column("in hand", [str(one.in_hand or NOTHING) for one in found]))
    columns.append(column("why", [_why(one) + _then(one) for one in found], fills=True))
    return Sheet((column("from", [one.clock for one in found]),), tuple(columns))


def _what(one: AgentEntry) -> str:
    if one.contact is None and one.not_there is not None:
        return not_there_in_short(one.not_there)
    return one.contact or ("off the phone" if one.off_phone else "idle")


def _then(one: AgentEntry) -> str:
    """Return that the customer had left unnoticed, and what became of a conversation at the end of the shift."""
    gone = "; the customer had left" if one.left_silently else ""
    if one.laid_down is None:
        return gone
    return f"{gone}; then {'parked' if one.laid_down is What.PARKED else 'handed over'}"


def _why(one: AgentEntry) -> str:
    """Return how a contact came, and what decided."""
    if one.off_phone:
        return "not ready for contacts yet"
    if one.not_there is not None:
        return f"{not_there_said(one.not_there)}{'' if one.not_there.paid else ', not paid'}"
    if one.helps is not None:
        return f"helps {one.helps}"
    if one.what is What.BACK:
        return "was parked, and is back in hand"
    if one.why is None:
        return ""
    if one.contact is None:
        return OF_NOBODY.get(one.why, str(one.why))
    looked = one.what in (What.FREE_AGENT, What.WAITED, What.TAKEN_OVER)
    by: dict[Reason, SaidOfChoice] = OF_AGENTS if looked else OF_CONTACTS
    how = "looked for an agent" if looked else "waited"
    against = f", before {one.against}" if one.against else ""
    taken_over = f"handed over by {one.handed_over_by}, " if one.handed_over_by else ""
    return f"{taken_over}{how}: {won_by(one.why, by)}{against}"
