"""The measures by arrival and by closing once more, contact by contact in plain Python: slow, and easy to believe.

It shares no code with the package. A test holds it against `measure` on logs in which contacts go on in others.
"""

from math import inf, isnan, nan

from simulator.log import NOBODY, Cause, EndedBy, RunLog

MOVES = {Cause.OVERFLOW, Cause.REDIRECT, Cause.CALL_BACK}


class Row:
    """One contact, by name."""

    def __init__(self, log: RunLog, number: int) -> None:
        self.number = number
        for name, column in log.contacts.items():
            setattr(self, name, column[number].item())


def naive_measures(log: RunLog, of: str) -> dict[str, float]:
    """Return the measures by arrival, by case and by closing of ``of`` (all, type:…, channel:…, group:…, segment:…)."""
    rows = [Row(log, number) for number in range(len(log.contacts["type"]))]
    kind, _, name = of.partition(":")
    names = {
        "type": log.names.types, "channel": log.names.channels, "group": log.names.groups, "segment": log.names.segments
    }  # fmt: skip
    wanted = names[kind].index(name) if name else None

    def is_of(row: Row, group: int) -> bool:
        return wanted is None or (group if kind == "group" else getattr(row, kind)) == wanted

    sums = dict.fromkeys(NAMES, 0.0)
    fates = {}
    for row in rows:
        if is_request(row, rows):
            fate, wait_s, last = became(row, rows, log)
            fates[row.number] = fate
            if row.arrived_s >= log.facts.reports_from_s and is_of(row, last.answered_group):
                count_arrival(sums, row, fate, wait_s)
    for row in rows:
        if row.arrived_s >= log.facts.reports_from_s and is_of(row, NOBODY):
            count_services(sums, row)
            count_overflow(sums, row, rows, log)
            asked = request_of(row, rows)
            left = row.ended_by == EndedBy.ABANDONED
            sums["abandoned_later"] += left and fates[asked.number] in ("in time", "late")
        if row.ended_by == EndedBy.AGENT and row.closed_s >= log.facts.reports_from_s and is_of(row, row.closed_group):
            sums["closed"] += 1
            sums["closed_unsolved"] += row.solved == 0
            sums["handle_s"] += handled_s(log, row)
    for wait in further_waits(rows, log):
        row, group, since_s = wait[:3]
        if since_s >= log.facts.reports_from_s and is_of(row, group):
            count_further(sums, row, log, *wait[2:])
    for case in {row.case for row in rows}:
        count_case(sums, [row for row in rows if row.case == case], fates, is_of, log)
    return sums


NAMES = (
    "arrived", "offered", "answered", "answered_in_time", "abandoned", "abandoned_short", "abandoned_late", "blocked",
    "cleared", "voicemail", "refused", "came_closed", "still_open", "open_late", "not_yet_decided", "waited",
    "wait_s_answered", "wait_s", "moved", "passed_on", "abandoned_later", "closed", "handle_s", "cases",
    "cases_decided", "cases_in_time", "cases_decided_while_open", "solved", "services", "stories_repeated",
    "repeated_s", "closed_unsolved", "further_attempts", "cases_repeated", "would_come_again", "further_contacts",
    "cases_unsolved",
    "cases_unfinished", "cases_solved_first", "cases_solved_passed", "cases_failed_first", "cases_back",
    "cases_not_back", "further_waits", "further_answered", "further_in_time", "further_abandoned",
    "further_open_late", "further_ended", "further_wait_s", "sent_away", "further_sent_away", "overflowed",
    "channel_changes", "offers", "offers_accepted", "announced", "announced_answered", "announced_error_s",
    "announced_bias_s",
)  # fmt: skip


def count_overflow(sums, row, rows, log) -> None:
    did = dict.fromkeys((-1, 0, 1), 0)
    columns = (log.overflow[name].tolist() for name in ("contact", "rule", "did")) if log.overflow else ()
    for contact, rule, what in zip(*columns, strict=True):
        if contact == row.number and log.names.verbs[rule] == "offer":
            did[what] += 1
    children = [one for one in rows if one.parent == row.number]
    overflowed = [one for one in children if one.cause == Cause.OVERFLOW]
    changed = [one for one in children if one.cause in (Cause.OVERFLOW, Cause.REDIRECT) and one.channel != row.channel]
    sums["overflowed"] += len(overflowed)
    sums["channel_changes"] += 0 if did[1] else len(changed)
    sums["offers"] += did[0] + did[1]
    sums["offers_accepted"] += did[1]
    said_s = optional(row, "announced_s", nan)
    sums["announced"] += not isnan(said_s)
    last = followed(row, rows)
    if said_s < inf and not isnan(last.answered_s):
        wait_s = row.wait_s if last is row else until(row, last, row.queued_s)
        if not isnan(wait_s):
            sums["announced_answered"] += 1
            sums["announced_error_s"] += abs(said_s - wait_s)
            sums["announced_bias_s"] += said_s - wait_s


def further_waits(rows: list[Row], log: RunLog) -> list[tuple]:
    """Return (contact, group, sent on at, queued at, how long, how it ended) of each further wait.

    Who is moved in a further wait goes on with it in the next contact, which has none of its own then.
    """
    found, gone_on = [], set()
    columns = (
        (log.passed[name].tolist() for name in ("contact", "group", "passed_s", "answered_s")) if log.passed else ()
    )
    for number, group, passed_s, answered_s in zip(*columns, strict=True):
        row = rows[number]
        if not isnan(answered_s):
            found.append((row, group, passed_s, passed_s, answered_s - passed_s, "answered"))
            continue
        last = row
        if row.ended_by in MOVED_ON and (child := child_of(row, rows)):
            gone_on.add(child.number)
            last = followed(child, rows)
        if last is not row and not isnan(last.answered_s):
            found.append((row, group, passed_s, passed_s, last.answered_s - passed_s, "answered"))
        else:
            found.append((row, group, passed_s, passed_s, last.ended_s - passed_s, last.ended_by))
    for row in rows:
        child = child_of(row, rows) if row.ended_by in MOVED_ON and isnan(row.answered_s) else None
        if is_request(row, rows):
            continue
        if child and (row.number in gone_on or not isnan(row.queued_s)):
            gone_on.add(child.number)
        if row.number in gone_on or (child and isnan(row.queued_s)):
            continue
        last = followed(row, rows)
        if isnan(last.answered_s) and last.ended_by in MOVED_ON:
            continue
        wait_s = row.wait_s if last is row else until(row, last, row.queued_s)
        how = last.ended_by if isnan(last.answered_s) else "answered"
        found.append((row, NOBODY, row.arrived_s, row.queued_s, wait_s, how))
    return found


MOVED_ON = (EndedBy.MOVED, EndedBy.CALL_BACK)


def child_of(row: Row, rows: list[Row]) -> Row | None:
    return next((one for one in reversed(rows) if one.parent == row.number and one.cause in MOVES), None)


def followed(row: Row, rows: list[Row]) -> Row:
    """Return the contact in which it was decided: where it was moved to before anybody answered."""
    while row.ended_by in MOVED_ON and isnan(row.answered_s) and (child := child_of(row, rows)):
        row = child
    return row


def until(row: Row, last: Row, queued_s: float) -> float:
    if isnan(last.answered_s):
        return last.ended_s - queued_s
    return last.answered_s - (row.arrived_s if isnan(queued_s) else queued_s)


def count_further(sums, row, log, since_s, queued_s, wait_s, how) -> None:
    if how in (EndedBy.BLOCKED, EndedBy.REFUSED, EndedBy.CONTAINED, EndedBy.PASSED_ON):
        return
    if how == EndedBy.VOICEMAIL and isnan(wait_s):
        return
    within_s = log.facts.within_s[row.type]
    ends_s = log.facts.closes_s if log.facts.stops_s == inf else log.facts.stops_s
    is_open = how == EndedBy.STILL_OPEN
    sums["further_waits"] += 1
    sums["further_answered"] += how == "answered"
    sums["further_in_time"] += how == "answered" and wait_s <= within_s
    sums["further_abandoned"] += how == EndedBy.ABANDONED
    sums["further_sent_away"] += how == EndedBy.SENT_AWAY
    sums["further_open_late"] += is_open and ends_s - queued_s >= within_s
    if not is_open and not isnan(wait_s):
        sums["further_ended"] += 1
        sums["further_wait_s"] += wait_s


def parent(row: Row, rows: list[Row]) -> Row | None:
    return None if row.parent == NOBODY else rows[row.parent]


def is_request(row: Row, rows: list[Row]) -> bool:
    before = parent(row, rows)
    if before is None:
        return True
    if row.cause == Cause.TRANSFER:
        return isnan(before.answered_s)
    return row.cause not in MOVES


def request_of(row: Row, rows: list[Row]) -> Row:
    while not is_request(row, rows):
        row = rows[row.parent]
    return row


def became(row: Row, rows: list[Row], log: RunLog) -> tuple[str, float, Row]:
    """Return what a request counts as, its wait, and the contact in which it was decided."""
    chain = [row]
    while chain[-1] is not followed(row, rows):
        chain.append(child_of(chain[-1], rows))
    last = chain[-1]
    queued_s = next((one.queued_s for one in chain if not isnan(one.queued_s)), nan)
    answered = not isnan(last.answered_s)
    wait_s = row.wait_s if len(chain) == 1 else until(row, last, queued_s)
    within_s, short_s = log.facts.within_s[row.type], log.facts.short_s[row.type]
    if answered:
        return "in time" if wait_s <= within_s else "late", wait_s, last
    if last.ended_by == EndedBy.ABANDONED:
        return "short" if wait_s <= short_s else "left", wait_s, last
    if last.ended_by == EndedBy.STILL_OPEN:
        ends_s = log.facts.closes_s if log.facts.stops_s == inf else log.facts.stops_s
        return "open late" if ends_s - queued_s >= within_s else "undecided", wait_s, last
    if last.ended_by == EndedBy.VOICEMAIL and isnan(wait_s) and not has_left_a_message(last, log):
        return "voicemail at a closed door", wait_s, last
    words = {EndedBy.MOVED: "elsewhere", EndedBy.CALL_BACK: "elsewhere", EndedBy.PASSED_ON: "handed over"}
    return words.get(last.ended_by, EndedBy(last.ended_by).name.lower()), wait_s, last


def has_left_a_message(row: Row, log: RunLog) -> bool:
    """Return whether an overflow rule made it leave a voicemail."""
    columns = (log.overflow[name].tolist() for name in ("contact", "rule", "did")) if log.overflow else ()
    return any(
        contact == row.number and log.names.verbs[rule] == "message" and did == 1
        for contact, rule, did in zip(*columns, strict=True)
    )


def count_arrival(sums: dict[str, float], row: Row, fate: str, wait_s: float) -> None:
    answered = fate in ("in time", "late")
    closed_door = fate in ("refused", "voicemail at a closed door")
    offered = not closed_door and fate not in ("blocked", "contained", "handed over")
    is_open = fate in ("open late", "undecided")
    waited = offered and not is_open and not isnan(wait_s)
    sums["arrived"] += 1
    sums["offered"] += offered
    sums["answered"] += answered
    sums["answered_in_time"] += fate == "in time"
    sums["abandoned"] += fate in ("short", "left")
    sums["abandoned_short"] += fate == "short"
    sums["abandoned_late"] += fate == "left"
    sums["blocked"] += fate == "blocked"
    sums["cleared"] += fate == "cleared"
    sums["voicemail"] += fate.startswith("voicemail")
    sums["refused"] += fate == "refused"
    sums["sent_away"] += fate == "sent_away"
    sums["came_closed"] += closed_door
    sums["still_open"] += is_open
    sums["open_late"] += fate == "open late"
    sums["not_yet_decided"] += fate == "undecided"
    sums["waited"] += waited
    sums["wait_s_answered"] += wait_s if answered else 0
    sums["wait_s"] += wait_s if waited else 0
    sums["moved"] += row.ended_by == EndedBy.MOVED and isnan(row.answered_s)


def count_case(sums, rows, fates, is_of, log) -> None:
    first = min(rows, key=lambda row: row.number)
    if first.arrived_s < log.facts.reports_from_s or not is_of(first, NOBODY):
        return
    last = max(rows, key=lambda row: row.number)
    asked = [fates[row.number] for row in rows if row.number in fates]
    human = [fate for fate in asked if fate not in ("contained", "handed over")]
    fate = human[0] if human else "a machine alone"
    most = max(attempt_of(row) for row in rows)
    pending = any(not isnan(optional(row, "again_s", nan)) for row in rows if attempt_of(row) == most)
    solved = last.solved == 1 and not pending
    decided, closed_door = fate != "undecided", fate in ("refused", "voicemail at a closed door")
    sums["cases"] += 1
    sums["solved"] += solved
    sums["cases_decided"] += decided
    sums["cases_decided_while_open"] += decided and not closed_door
    sums["cases_in_time"] += fate == "in time" or (not human and solved)
    sums["further_attempts"] += most - 1
    sums["cases_repeated"] += most > 1
    sums["would_come_again"] += pending
    if not pending:
        known = last.ended_by != EndedBy.STILL_OPEN and last.solved != NOBODY
        sums["cases_unsolved"] += known and not solved
        sums["cases_unfinished"] += not known
        sums["further_contacts"] += sum(row.cause not in MOVES for row in rows) - 1
    count_first_attempt(sums, [row for row in rows if attempt_of(row) == 1])
    count_watched(sums, rows, log)


def count_first_attempt(sums, rows) -> None:
    last = max(rows, key=lambda row: row.number)
    if all(isnan(row.answered_s) for row in rows) or last.ended_by == EndedBy.STILL_OPEN or last.solved == NOBODY:
        return
    passed = any(
        optional(row, "passes", 0) or (row.ended_by == EndedBy.PASSED_ON and not isnan(row.answered_s)) for row in rows
    )
    solved = "cases_solved_passed" if passed else "cases_solved_first"
    sums[solved if last.solved == 1 else "cases_failed_first"] += 1


def count_watched(sums, rows, log) -> None:
    answered = [row for row in rows if not isnan(row.answered_s)]
    ends_s = log.facts.closes_s if log.facts.stops_s == inf else log.facts.stops_s
    watched_s = log.facts.fcr_window_s[min(rows, key=lambda row: row.number).type]
    if answered and answered[0].answered_s < ends_s - watched_s:
        after = [row for row in rows if attempt_of(row) > attempt_of(answered[0])]
        back = after and after[0].arrived_s <= answered[0].answered_s + watched_s
        sums["cases_back" if back else "cases_not_back"] += 1


def count_services(sums, row) -> None:
    passes = optional(row, "passes", 0)
    waits_again = passes and row.ended_by not in (
        EndedBy.AGENT, EndedBy.CUSTOMER, EndedBy.TIME_OUT, EndedBy.PASSED_ON
    )  # fmt: skip
    sums["passed_on"] += (row.ended_by == EndedBy.PASSED_ON) + passes
    sums["services"] += (not isnan(row.answered_s) or row.ended_by == EndedBy.PASSED_ON) + passes - bool(waits_again)
    sums["stories_repeated"] += optional(row, "stories", 0)
    sums["repeated_s"] += optional(row, "repeated_s", 0)


def optional(row, name, otherwise):
    return getattr(row, name, otherwise)


def attempt_of(row) -> int:
    return optional(row, "attempt", 1)


def handled_s(log: RunLog, row: Row) -> float:
    spans = log.spans
    mine = [i for i in range(len(spans["kind"])) if spans["contact"][i] == row.number and spans["agent"][i] != NOBODY]
    return sum(float(spans["to_s"][i] - spans["from_s"][i]) for i in mine)
