"""What a scenario says before it is simulated, as blocks: who comes, what work that is, who is there for it."""

from collections.abc import Collection, Iterator, Sequence

from simulator.catalogue import Unit
from simulator.describing.description import Description
from simulator.report.blocks import Blocks, Column, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.description.description_conversations import told_of_conversations
from simulator.report.description.description_erlang import erlang_blocks, erlang_columns, erlang_notes, tightest_sheet
from simulator.report.description.description_found import durations_sheet, sources_sheet, told_of_sources
from simulator.report.description.description_need import chain_sheet, need_notes, need_sheet
from simulator.report.description.description_rows import (
    IntervalRow,
    hours_of,
    mean,
    number,
    numbers,
    occupancy,
    of_a_day,
    rows_of,
    total,
    without_nothing,
)
from simulator.report.description.description_words import (
    few,
    gap_lines,
    idle_lines,
    nobody_lines,
    notes,
    slot_lines,
    told_on_the_way,
    verdict,
)
from simulator.report.words.before_and_after import warm_up_said
from simulator.report.words.condition_words import announcement_said, gate_said, reservation_said, rule_said
from simulator.report.words.help_words import help_in_words
from simulator.report.words.intervention_words import intervention_in_words
from simulator.report.words.load_titled import described_for_people, variant_of
from simulator.report.words.numbers import NOTHING, format_day, format_value
from simulator.report.words.titled import sheet_of
from simulator.units import HOUR_S
from simulator.units import format_time_of_day as clock
from simulator.work.load_nouns import Column as Numbers
from simulator.work.load_nouns import Pool, TypeLoad


def description_blocks(one: Description, by: str | None = None) -> Blocks:
    """Yield all of it; the day ``by`` hour or interval, None: by what stays readable."""
    yield from _heading(one)
    if sheet := sheet_of(one.titles, _there(one)):
        yield sheet
    one = described_for_people(one)
    yield sources_sheet(one)
    yield from _together([(line, Tone.PLAIN) for line in told_of_sources(one)])
    yield types_sheet(one)
    yield from _together([(line, Tone.PLAIN) for line in told_on_the_way(one)])
    if sheet := rules_sheet(one):
        yield sheet
    if sheet := chain_sheet(one):
        yield sheet
    yield from erlang_blocks(one)
    rows = rows_of(one, by)
    for pool in one.pools:
        yield _pool_sheet(one, pool, rows)
        if by and (sheet := tightest_sheet(one, pool, rows)):
            yield sheet
        if sheet := need_sheet(one, pool, rows):
            yield sheet
    yield from _together(
        [(f"! {when} {what}", Tone.BAD) for when, what in (*gap_lines(one), *slot_lines(one), *nobody_lines(one))]
    )
    yield from _together([(line, Tone.PLAIN) for line in idle_lines(one)])
    yield durations_sheet(one)
    yield from _together([(line, Tone.PLAIN) for line in told_of_conversations(one)])
    yield from _together([(f"! {line}", Tone.UNSURE) for line in one.doubts])
    yield from _together([(line, Tone.QUIET) for line in (*notes(one), *erlang_notes(one), *need_notes(one))])
    yield Paragraph(verdict(one), Tone.STRONG)


def _together(lines: Sequence[tuple[str, Tone]]) -> Iterator[Paragraph]:
    """Yield lines with nothing between them, and room after the last."""
    for place, (text, tone) in enumerate(lines, start=1):
        yield Paragraph(text, tone, closed=place == len(lines))


def _heading(one: Description) -> Iterator[Paragraph]:
    day = format_day(one.horizon.date, one.horizon.weekday)
    yield Paragraph(f"{one.name}, {day}" if day else one.name, Tone.TITLE, closed=False)
    if one.question:
        yield Paragraph(one.question, closed=False)
    days = max((each.drawn.days for each in one.sources), default=0)
    drawn = "1 day is drawn" if days == 1 else f"{days:,} days are drawn"
    warm_up = warm_up_said(one.warm_up_s)
    of_days = ", ".join(filter(None, (one.of_days, warm_up and f"after {warm_up}")))
    which = "".join(f"{part}; " for part in (variant_of(one), of_days, one.other_days) if part)
    yield Paragraph(f"{which}nothing is simulated; {drawn}, seed {one.seed}", Tone.QUIET)


def _there(one: Description) -> dict[str, Collection[str | None]]:
    """Return the names that the description speaks of, by section of the file."""
    return {
        "strategies": [one.strategy],
        "futures": [one.future],
        "channels": one.titles.get("channels", {}),
        "contact_types": [kind.name for kind in one.types],
        "agent_groups": [group.name for group in one.groups],
    }


def types_sheet(one: Description) -> Sheet:
    """Return the day of each contact type: contacts, their work, those who may serve them, the busiest interval."""
    kinds = one.types
    columns = [column("a day", [of_a_day(sum(kind.came)) for kind in kinds])]
    if not all(kind.as_it_comes for kind in kinds):
        columns.append(column("worked\non", [of_a_day(sum(kind.offered)) for kind in kinds]))
    if not one.as_forecast:
        columns.append(column("forecast", [of_a_day(sum(kind.forecast)) for kind in kinds]))
    columns += [
        column("handle\ntime", [_handle_time(one, kind) for kind in kinds]),
        column("work,\nhours", [number(hours_of(kind.agents, one.hours)) for kind in kinds]),
        column("agents,\nhours", [number(hours_of(kind.able, one.hours)) for kind in kinds]),
        column("most work\nand agents", [_most(one, kind) for kind in kinds]),
    ]
    return Sheet((column("contact type", [kind.name for kind in kinds]),), tuple(columns))


def rules_sheet(one: Description) -> Sheet | None:
    """Return what happens by how things stand: the load below is as if none of it did; None where there is nothing."""
    said = [(f"overflow {name}", rule_said(rule)) for name, rule in one.overflow.items()]
    said += [
        (f"{group}, {name}", f"Taken only with {gate_said(gate, name, group)}.") for group, name, gate in one.gates
    ]
    said += [(f"{each.group}, {each.type}", reservation_said(each.kept_from)) for each in one.reservations]
    said += [(f"announcement, {name}", announcement_said(each)) for name, each in one.announcements.items()]
    said += [(f"intervention {name}", intervention_in_words(rule)) for name, rule in one.interventions.items()]
    said += [(f"help {name}", help_in_words(rule)) for name, rule in one.helps.items()]
    if not said:
        return None
    names, words = zip(*said, strict=True)
    columns = (column("rule", names),), (column("what it says", words, fills=True),)
    return Sheet(*columns, "Rules by how things stand; the load below leaves them out")


def _handle_time(one: Description, kind: TypeLoad) -> str:
    """Return the mean handle time, with what the groups make of it through the day."""
    contacts = sum(kind.offered)
    mean_s = hours_of(kind.erlangs, one.hours) * HOUR_S / contacts if contacts else kind.handle_s_mean
    return format_value(mean_s, Unit.SECONDS)


def _most(one: Description, kind: TypeLoad) -> str:
    """Return when its work is most, and how many agents may do it then."""
    if not sum(kind.agents):
        return NOTHING
    place = max(range(len(kind.agents)), key=lambda at: (kind.agents[at], -at))
    (able,) = numbers([kind.able[place]])
    return f"{clock(one.edges_s[place])}: {number(kind.agents[place])} / {able}"


def _pool_sheet(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Sheet:
    """Return one set of types that share agents through the day."""
    offered = [each for kind in one.types if kind.name in pool.types for each in (kind.offered, kind.forecast)]
    told = without_nothing(rows, pool.staff, *offered)
    labels = column("", [row.label for row in told])
    title = f"{few(pool.types)}, served by {few(pool.groups)}"
    return Sheet((labels,), tuple(_columns(one, pool, told)), title)


def _columns(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Iterator[Column]:
    """Yield all work against all agents, then groups, then each type."""
    kinds = [kind for kind in one.types if kind.name in pool.types]
    several, as_forecast = len(kinds) > 1, all(kind.as_forecast for kind in kinds)
    all_of = "all" if several else ""
    yield _contacts(all_of, [kind.offered for kind in kinds], rows)
    if not as_forecast:
        yield _contacts("forecast", [kind.forecast for kind in kinds], rows)
    work, planned, staff = (
        [mean(each, one.hours, row) for row in rows] for each in (pool.agents, pool.agents_forecast, pool.staff)
    )
    yield _column(all_of, "work", list(map(number, work)))
    if not as_forecast:
        yield _column("forecast", "work", list(map(number, planned)))
    yield _column("", "agents", numbers(staff))
    yield from erlang_columns(one, pool, rows)
    yield _column(all_of, "occupancy", list(map(_occupancy, work, staff)))
    yield from _slots(one, pool, rows)
    if len(pool.groups) > 1:
        yield from _of_groups(one, pool, rows)
    if several:
        for kind in kinds:
            yield _contacts(kind.name, [kind.offered], rows)
        for kind in kinds:
            yield _column(kind.name, "work", [number(mean(kind.agents, one.hours, row)) for row in rows])


def _contacts(name: str, columns: Sequence[Numbers], rows: Sequence[IntervalRow]) -> Column:
    """Return the contacts of one or more types together."""
    return _column(name, "contacts", numbers([sum(total(each, row) for each in columns) for row in rows]))


def _slots(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Iterator[Column]:
    """Yield the slots that conversations of each channel fill, and those that there are."""
    loads = [each for each in one.slots if set(each.types) & set(pool.types)]
    for load in loads:
        name = f"slots, {load.channel}" if len(loads) > 1 else "slots"
        filled, there = ([mean(each, one.hours, row) for row in rows] for each in (load.filled, load.there))
        yield _column(name, "needed", list(map(_slots_needed, filled, there)))
        yield _column(name, "there", numbers(there))


def _slots_needed(filled: float, there: float) -> TableCell:
    # More than there are is marked, as an occupancy is.
    return TableCell(f"! {number(filled)}", Tone.BAD) if filled > there * (1 + 1e-9) else TableCell(number(filled))


def _of_groups(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Iterator[Column]:
    """Yield how busy each group is when work is spread as evenly as skills allow."""
    for group in one.groups:
        if group.name in pool.groups:
            # Of an interval in which nobody is there for work, the occupancy is no number: the gaps tell of it.
            busy = [
                staff * share if staff > 0 else 0.0 for staff, share in zip(group.staff, group.occupancy, strict=True)
            ]
            pairs = ((mean(busy, one.hours, row), mean(group.staff, one.hours, row)) for row in rows)
            yield _column(group.name, "occupancy", [_occupancy(*pair) for pair in pairs])


def _occupancy(work: float, staff: float) -> TableCell:
    text = occupancy(work, staff)
    return TableCell(text, Tone.BAD if text.startswith("!") else Tone.PLAIN)


def _column(name: str, what: str, texts: Sequence[str | TableCell]) -> Column:
    """Return a column headed by whose it is and, in a line of its own, what."""
    return column(name, texts, marks=(what,))
