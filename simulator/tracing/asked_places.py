"""What people call a contact, an agent, an instant: read, or refused with what there is."""

from simulator.errors import ArgumentsError, UsageError
from simulator.log import SpanKind
from simulator.scenario.nouns import Day
from simulator.scenario.text.suggest import did_you_mean, nearest
from simulator.tracing.playback import Playback
from simulator.units import format_time_of_day, parse_time_of_day, shown


def contact_asked(play: Playback, text: str) -> tuple[int, int | None]:
    """Return (case, row) of a contact such as 17, where the row is None and all its contacts are meant, or 17.2.

    Raises UsageError where there is none.
    """
    case_text, dot, place_text = text.strip().partition(".")
    if not _is_number(case_text) or (dot and not _is_number(place_text)):
        raise UsageError(f"expected a contact, such as 17 or 17.2, got {shown(text)}.")
    if not len(play.workload):
        raise UsageError("there is no contact: nobody comes in this replication.")
    case = int(case_text)
    rows = play.of_case.get(case)
    if rows is None:
        last = len(play.workload) - 1
        there = f"The cases of this replication are 0 to {last}" if last else "There is one case, 0"
        raise ArgumentsError(f"there is no contact {text}. {there}; {{worst}} lists the longest waits.")
    if not dot:
        return case, None
    place = int(place_text)
    if not 1 <= place <= len(rows):
        named = ", ".join(play.name_of(row) for row in rows)
        have = "one contact" if len(rows) == 1 else f"{len(rows)} contacts"
        raise UsageError(f"there is no contact {text}. Case {case} has {have}: {named}.")
    return case, rows[place - 1]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def agent_asked(play: Playback, text: str) -> int:
    """Return the number of an agent by name. Raises UsageError where there is none."""
    names, asked = play.log.names.agents, " ".join(text.split())
    if asked in names:
        return names.index(asked)
    near = nearest(asked, names)
    if near is not None and near.rpartition(" ")[0] != asked.rpartition(" ")[0]:
        raise UsageError(f"there is no agent {shown(asked)}. {did_you_mean(asked, names)}")
    groups = [
        f"{group} 1" + (f" to {len(roster)}" if len(roster) > 1 else "")
        for group, roster in zip(play.log.names.groups, play.tables.staff.roster, strict=True)
        if roster
    ]
    raise UsageError(f"there is no agent {shown(asked)}. Known: {', '.join(groups)}.")


def day_of_agent(play: Playback, agent: int, name: str | None) -> Day:
    """Return a day by its name; None: the first reported one on which an agent is on duty, or the first of all."""
    if name is not None:
        return _day(play, name)
    days = play.scenario.horizon.open_days
    stays = {play.day_at(one.from_s)[1] for one in play.spans_of_agent(agent) if one.kind is SpanKind.DUTY}
    return next((day for day in days if day.start_s in stays), days[0])


def _day(play: Playback, name: str) -> Day:
    days = play.scenario.horizon.simulated_days
    found = next((day for day in days if day.name == name.strip().lower() and day.name), None)
    if found is None:
        names = [day.name for day in days if day.name]
        hint = did_you_mean(name.strip().lower(), names) if names else "There is only one day."
        raise UsageError(f"there is no day {shown(name)}. {hint}".strip())
    return found


def instant_asked(play: Playback, text: str, day_name: str | None) -> float:
    """Return the instant of a text such as 10:32, 10:32:05 or friday 10:32. Raises UsageError where there is none."""
    *words, clock = text.split() or [""]
    if words and day_name is not None and " ".join(words) != day_name:
        raise UsageError(f"the day is given twice: {' '.join(words)} and {day_name}.")
    try:
        time_s = parse_time_of_day(clock)
    except ValueError as error:
        raise UsageError(str(error)) from None
    name = " ".join(words) or day_name
    reported = play.scenario.horizon.open_days
    if name is None and len(reported) > 1:
        raise UsageError(f'{clock} of which day? Write "{reported[0].name} {clock}".')
    day = reported[0] if name is None else _day(play, name)
    found_s = day.start_s + time_s
    until_s = _over_s(play, day)
    if not day.opens_s <= found_s <= until_s:
        from_text, to_text = (format_time_of_day(one - day.start_s) for one in (day.opens_s, until_s))
        of_day = f" on {day.name}" if day.name else ""
        raise UsageError(
            f"nothing is simulated at {text.strip()}: there is something from {from_text} to {to_text}{of_day}."
        )
    return found_s


def _over_s(play: Playback, day: Day) -> float:
    """Return until when anything goes on that a day began: the next opening, or the end of the last span."""
    later = [one.opens_s for one in play.scenario.horizon.simulated_days if one.opens_s > day.opens_s]
    spans_s = play.log.spans["to_s"]
    last_s = max(float(spans_s.max()) if len(spans_s) else day.closes_s, day.closes_s)
    return min([last_s, *later])
