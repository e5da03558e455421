"""What a scenario says before it is simulated, on the terminal: who comes, what work that is, who is there for it."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from simulator.catalogue import Unit
from simulator.describing.description import Column, Description, Pool, TypeLoad
from simulator.report.description_blocks import blocks, show
from simulator.report.description_found import durations_tables, folded, sources_tables, told_of_sources
from simulator.report.description_rows import (
    Row,
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
from simulator.report.description_words import few, gap_lines, notes, verdict
from simulator.report.numbers import NOTHING, format_day, format_value, shorten
from simulator.report.wrapping import fold
from simulator.units import format_time_of_day as clock

_NAME_WIDTH, _COLUMN_WIDTH = 20, 12


def show_description(one: Description, console: Console, by: str | None = None) -> None:
    """Print all of it; the day ``by`` hour or interval, None: by what stays readable."""
    _heading(one, console)
    for table in sources_tables(one, console.width):
        show(console, table)
    for line in told_of_sources(one):
        console.print(Text(line))
    for table in _types_tables(one, console.width):
        show(console, table)
    rows = rows_of(one, by)
    for pool in one.pools:
        _say_pool(one, pool, rows, console)
    if one.gaps:
        show(console, _gaps_table(one))
    for table in durations_tables(one, console.width):
        show(console, table)
    for line in one.doubts:
        console.print(Text(f"! {line}", style="yellow"))
    for line in notes(one):
        console.print(Text(line, style="dim"))
    console.print()
    console.print(Text(verdict(one), style="bold"))


def _heading(one: Description, console: Console) -> None:
    day = format_day(one.horizon.date, one.horizon.weekday)
    console.print(Text(f"{one.name}, {day}" if day else one.name, style="bold"))
    if one.question:
        console.print(Text(one.question))
    days = max((each.drawn.days for each in one.sources), default=0)
    whose = f"{one.strategy}{f' in the future {one.future}' if one.future else ''}; " if one.strategy else ""
    console.print(Text(f"{whose}nothing is simulated; {days} days are drawn, seed {one.seed}", style="dim"))
    console.print()


def _types_tables(one: Description, width: int) -> Iterator[Table]:
    """Yield the day of each contact type: contacts, their work, those who may serve them, the busiest interval."""
    kinds = one.types
    columns = [["a day", *(of_a_day(sum(kind.offered)) for kind in kinds)]]
    if not one.as_forecast:
        columns.append(["forecast", *(of_a_day(sum(kind.forecast)) for kind in kinds)])
    columns += [
        ["handle\ntime", *map(_handle_time, kinds)],
        ["work,\nhours", *(number(hours_of(kind.agents, one.hours)) for kind in kinds)],
        ["agents,\nhours", *(number(hours_of(kind.able, one.hours)) for kind in kinds)],
        ["most work\nand agents", *(_most(one, kind) for kind in kinds)],
    ]
    yield from blocks("what they want", [folded(kind.name) for kind in kinds], columns, width)


def _handle_time(kind: TypeLoad) -> str:
    """Return the mean handle time, with what the groups make of it through the day."""
    work = [offered * factor for offered, factor in zip(kind.offered, kind.factor, strict=True)]
    factor = sum(work) / sum(kind.offered) if sum(kind.offered) else 1.0
    return format_value(kind.handle_s_mean * factor, Unit.SECONDS)


def _most(one: Description, kind: TypeLoad) -> str:
    """Return when its work is most, and how many agents may do it then."""
    if not sum(kind.agents):
        return NOTHING
    place = max(range(len(kind.agents)), key=lambda at: (kind.agents[at], -at))
    (able,) = numbers([kind.able[place]])
    return f"{clock(one.edges_s[place])}: {number(kind.agents[place])} / {able}"


def _say_pool(one: Description, pool: Pool, rows: Sequence[Row], console: Console) -> None:
    """Print one set of types that share agents through the day, in as many tables as its columns need."""
    console.print(Text(_title(pool), style="bold"))
    offered = [column for kind in one.types if kind.name in pool.types for column in (kind.offered, kind.forecast)]
    told = without_nothing(rows, pool.staff, *offered)
    for table in blocks("", [row.label for row in told], list(_columns(one, pool, told)), console.width):
        show(console, table)


def _gaps_table(one: Description) -> Table:
    """Return where there is more work than agents: when, and how much."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0), style="red")
    table.add_column(no_wrap=True)
    table.add_column()
    for when, what in gap_lines(one):
        table.add_row(f"! {when}", Text(what))
    return table


def _title(pool: Pool) -> str:
    """Return what is served by whom."""
    return f"{few(pool.types)}, served by {few(pool.groups)}"


def _columns(one: Description, pool: Pool, rows: Sequence[Row]) -> Iterator[list[str]]:
    """Yield the columns, each a header and a cell per row: all work against all agents, groups, then each type."""
    kinds = [kind for kind in one.types if kind.name in pool.types]
    several, as_forecast = len(kinds) > 1, all(kind.as_forecast for kind in kinds)
    yield from _contacts("all" if several else "", [kind.offered for kind in kinds], rows)
    if not as_forecast:
        yield from _contacts("forecast", [kind.forecast for kind in kinds], rows)
    work, planned, staff = (
        [mean(column, one.hours, row) for row in rows] for column in (pool.agents, pool.agents_forecast, pool.staff)
    )
    yield [_header("all" if several else "", "work"), *map(number, work)]
    if not as_forecast:
        yield [_header("forecast", "work"), *map(number, planned)]
    yield [_header("", "agents"), *numbers(staff)]
    yield [_header("all" if several else "", "occupancy"), *map(occupancy, work, staff)]
    if len(pool.groups) > 1:
        yield from _of_groups(one, pool, rows)
    if several:
        for kind in kinds:
            yield from _contacts(kind.name, [kind.offered], rows)
        for kind in kinds:
            yield [_header(kind.name, "work"), *(number(mean(kind.agents, one.hours, row)) for row in rows)]


def _contacts(name: str, columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[list[str]]:
    """Yield the contacts of one or more types together."""
    yield [_header(name, "contacts"), *numbers([sum(total(column, row) for column in columns) for row in rows])]


def _of_groups(one: Description, pool: Pool, rows: Sequence[Row]) -> Iterator[list[str]]:
    """Yield how busy each group is when work is spread as evenly as skills allow."""
    for group in one.groups:
        if group.name in pool.groups:
            # Of an interval in which nobody is there for work, the occupancy is no number: the gaps tell of it.
            busy = [
                staff * share if staff > 0 else 0.0 for staff, share in zip(group.staff, group.occupancy, strict=True)
            ]
            pairs = ((mean(busy, one.hours, row), mean(group.staff, one.hours, row)) for row in rows)
            yield [_header(group.name, "occupancy"), *(occupancy(*pair) for pair in pairs)]


def _header(name: str, what: str) -> str:
    return "\n".join((*fold(shorten(name, 2 * _COLUMN_WIDTH), _COLUMN_WIDTH), what)) if name else what
