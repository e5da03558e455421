"""Need against plan, as a reader of a description sees it: heads needed, planned and missing through the day."""

import math
from collections.abc import Iterator, Sequence

from simulator.describing.chains_found import ChainFound
from simulator.describing.description import Description, Need
from simulator.report.blocks import Sheet, TableCell, Tone, column
from simulator.report.description.description_rows import IntervalRow, mean, number, numbers, total, without_nothing
from simulator.report.description.description_words import few
from simulator.report.words.numbers import NOTHING
from simulator.work.load_nouns import Pool

_ROUNDING = 0.05
"""A gap that is shown as 0.0 is none."""


def chain_sheet(one: Description) -> Sheet | None:
    """Return what each stage leaves of the hours of the groups from which it takes somebody; None: of none."""
    found = one.chains
    if not found:
        return None
    columns = [column("heads,\nhours", [number(each.heads) for each in found])]
    if any(each.present is not None for each in found):
        columns += [
            column("present", [_hours(each.present) for each in found]),
            column("on the\nphone", [_hours(each.on_phone) for each in found]),
        ]
    columns.append(column("on duty", [number(each.on_duty) for each in found]))
    columns.append(column("taken\naway", [_taken(each) for each in found]))
    return Sheet((column("from paid to on duty", [each.group for each in found]),), tuple(columns))


def _hours(value: float | None) -> str:
    return NOTHING if value is None else number(value)


def _taken(one: ChainFound) -> str:
    return f"{100 * (1 - one.on_duty / one.heads):.1f} %" if one.heads else NOTHING


def need_sheet(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Sheet | None:
    """Return need, plan and gap of a pool whose agents have shifts, or rates that take some of them away."""
    need = one.needs[one.pools.index(pool)] if one.needs else None
    if need is None or not need.chained:
        return None
    told = without_nothing(rows, need.contacts, need.planned)
    means = {
        name: [mean(values, one.hours, row) for row in told]
        for name, values in (
            ("work", need.work),
            ("on_phone", need.on_phone),
            ("heads", need.heads),
            ("planned", need.planned),
            ("expected", need.expected),
        )
    }
    gaps = [there - asked for there, asked in zip(means["planned"], means["heads"], strict=True)]
    columns = (
        column("contacts", numbers([total(need.contacts, row) for row in told])),
        column("work", list(map(number, means["work"]))),
        column("needed on\nthe phone", numbers(means["on_phone"])),
        column("expected\non duty", list(map(number, means["expected"]))),
        column("heads\nneeded", list(map(number, means["heads"]))),
        column("heads\nplanned", numbers(means["planned"])),
        column("gap", list(map(_gap, gaps))),
    )
    title = f"Need and plan: {few(pool.types)}, served by {few(pool.groups)}"
    return Sheet((column("", [row.label for row in told]),), columns, title)


def need_notes(one: Description) -> Iterator[str]:
    """Yield how the numbers are meant."""
    found = [each for each in one.needs if each.chained]
    if not found:
        return
    yield (
        "Heads needed are the agents needed on the phone ÷ the part of the planned heads that is expected on duty in "
        "the interval; heads are paid, so those whom a plan has deducted already are counted in. The gap is heads "
        "planned − heads needed."
    )
    if any(_is_partly(each) for each in found):
        yield "Where types share agents, need and plan are those of the tightest set of the interval."


def _is_partly(need: Need) -> bool:
    return any(len(names) < len(need.types) for names in need.sets)


def _gap(value: float) -> str | TableCell:
    if math.isnan(value):
        return NOTHING
    if value <= -_ROUNDING:
        return TableCell(f"! {number(value)}", Tone.BAD)
    return number(abs(value) if value < _ROUNDING else value)
