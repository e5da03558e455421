"""The story of a case as blocks: what happened, then a table for each choice; two strategies beside each other."""

from simulator.printable import printable
from simulator.report.blocks import Blocks, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.traces.compared_columns import compared_columns
from simulator.report.traces.happening_words import long, outcome_said, said_of
from simulator.report.traces.reason_words import OF_AGENTS, OF_CONTACTS, lost_by
from simulator.report.traces.type_words import type_said
from simulator.report.words.numbers import NOTHING
from simulator.report.words.phrases import named
from simulator.tracing.happenings import CaseTold, Happening
from simulator.tracing.traces import Beside, FirstDifference

CANDIDATES_MAX = 12
"""So many agents are told of whom a contact might have had; the others are counted."""


def case_blocks(told: CaseTold, is_short: bool = False) -> Blocks:
    """Yield the story of a case; in short without the tables of its choices."""
    yield Paragraph("\n".join(map(outcome_said, told.contacts)), Tone.STRONG)
    yield _story([told], ("what happened",))
    if is_short:
        return
    for one in told.happenings:
        if len(one.candidates) > 1:
            yield _candidates_sheet(one)
        if len(one.rivals) > 1:
            yield _rivals_sheet(one)


def beside_blocks(beside: Beside, strategies: tuple[str, ...]) -> Blocks:
    """Yield the same case in two strategies, with what differs first."""
    there = [one for one in beside.told if one is not None]
    case = there[0].case
    missing = [name for name, one in zip(strategies, beside.told, strict=True) if one is None]
    if missing:
        yield Paragraph(f"Case {case} of {named(strategies[0])} does not come in {named(missing[0])}.", Tone.STRONG)
        yield from case_blocks(there[0], is_short=True)
        return
    yield Paragraph(_differs_said(case, beside.differs, there, strategies), Tone.STRONG)
    yield _story(there, strategies)


def _differs_said(case: int, differs: FirstDifference | None, told: list[CaseTold], strategies: tuple[str, ...]) -> str:
    """Return where a case goes another way first, and which way in each strategy."""
    one, other = map(named, strategies)
    if differs is None:
        return f"Case {case} goes the same way in {one} and {other}."
    first = min((each for each in (differs.first, differs.second) if each), key=lambda each: each.time_s)
    lines = [f"For case {case}, {one} and {other} differ first at {first.clock}."]
    for name, happening, mine in zip((one, other), (differs.first, differs.second), told, strict=True):
        if happening is None:
            lines.append(f"{name}: nothing more happens.")
            continue
        when = "" if happening.time_s == first.time_s else f", at {happening.clock}"
        lines.append(f"{name}{when}: {_sentence(happening, mine)}")
    return "\n".join(lines)


def _sentence(one: Happening, told: CaseTold) -> str:
    contact = next(each for each in told.contacts if each.contact == one.contact)
    text = said_of(one, contact)
    several = len(told.contacts) > 1 and not text.startswith(f"{one.contact} ")
    return f"{one.contact}: {text}" if several else text


def _story(told: list[CaseTold], heads: tuple[str, ...]) -> Sheet:
    """Return what happened as a table: the instants, and a column for each telling."""
    rows: list[tuple[float, str, list[str]]] = []
    for place, one in enumerate(told):
        at = 0
        for happening in one.happenings:
            text = _sentence(happening, one)
            # What happens at one instant in both stands in one row, in the order in which it happens.
            free = (
                number
                for number in range(at, len(rows))
                if rows[number][0] == happening.time_s and not rows[number][2][place]
            )
            number = next(free, None)
            if number is None:
                number = next((n for n in range(at, len(rows)) if rows[n][0] > happening.time_s), len(rows))
                rows.insert(number, (happening.time_s, happening.clock, [""] * len(told)))
            rows[number][2][place] = text
            at = number + 1
    times = [clock for _, clock, _ in rows]
    shown = [clock if not number or clock != times[number - 1] else "" for number, clock in enumerate(times)]
    columns = [
        column(printable(head), [texts[place] for _, _, texts in rows], fills=True) for place, head in enumerate(heads)
    ]
    return Sheet((column("time", shown if len(told) == 1 else times),), tuple(columns))


def _candidates_sheet(one: Happening) -> Sheet:
    """Return whom a contact might have had, and why it went to the one it went to."""
    found = one.candidates[:CANDIDATES_MAX]
    more = len(one.candidates) - len(found)
    title = f"{one.clock}  Free agents" + (f": why {one.agent}" if one.agent else ", kept for other contacts")
    title += f" ({more} more)" if more else ""
    waits = "since last contact" if any(each.since_contact for each in found) else "idle for"
    columns = [
        column("group", [each.group for each in found], left=True),
        column("rank", [str(each.rank) for each in found]),
        column(waits, [NOTHING if each.idle_s is None else long(each.idle_s) for each in found]),
    ]
    if any(each.contacts_today is not None for each in found):
        columns.append(column("contacts today", [str(each.contacts_today) for each in found]))
    if any(each.in_hand for each in found):
        columns.append(column("in hand", [str(each.in_hand) for each in found]))
        columns.append(column("last assigned", [f"{long(each.since_assigned_s)} ago" for each in found]))
    columns.append(column("", [TableCell(lost_by(each.why, OF_AGENTS)) for each in found], left=True))
    strong = tuple(row for row, each in enumerate(found) if each.why is None)
    return Sheet((column("agent", [each.agent for each in found]),), tuple(columns), title, strong)


def _rivals_sheet(one: Happening) -> Sheet:
    """Return which contacts waited when an agent took one, and why it was this one."""
    found = one.rivals
    columns = [
        column("type", [type_said(each.type, each.segment) for each in found], left=True),
        column("waited", [long(each.waited_s) for each in found]),
        column("priority", [NOTHING if each.priority is None else str(each.priority) for each in found]),
    ]
    if any(each.segment for each in found):
        columns.append(column("segment priority", [str(each.segment_priority) for each in found]))
    columns += compared_columns(found)
    columns.append(column("", [TableCell(lost_by(each.why, OF_CONTACTS)) for each in found], left=True))
    names = [each.contact for each in found]
    title = f"{one.clock}  Waiting contacts: why {names[0]}" + (f" ({one.more} more behind them)" if one.more else "")
    return Sheet((column("contact", names),), tuple(columns), title, strong=(0,))
