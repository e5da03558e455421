"""What Erlang's formulas ask for, as a reader of a description sees it: the intervals that matter, or all of them."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from simulator.describing.description import Description, ErlangLoad
from simulator.report.blocks import Blocks, Column, Paragraph, Sheet, TableCell, Tone, column
from simulator.report.description.description_rows import IntervalRow, mean, number, numbers
from simulator.report.description.description_words import few
from simulator.report.words.numbers import NOTHING, shorten
from simulator.units import format_duration
from simulator.units import format_time_of_day as clock
from simulator.work.load_nouns import Column as Numbers
from simulator.work.load_nouns import Pool

DOUBTFUL = "~"
"""Before a number of agents where the load is not steady."""
POOLS_SHOWN = 8
_BELOW = "· "
_NAME_WIDTH = 28
_ROUNDING = 1e-9


class _Line(NamedTuple):
    """One interval of a pool in the short table."""

    label: str
    found: ErlangLoad
    place: int
    too_few: str


def erlang_blocks(one: Description) -> Blocks:
    """Yield the busiest interval of each pool, the one in which most agents are missing, and where nothing applies."""
    lines = [line for found in _with(one)[:POOLS_SHOWN] for line in _lines(found)]
    if lines:
        yield _short_sheet(one, lines)
    said = [f"Erlang's formulas do not apply to {few(each.types)}: {each.reason}." for each in _without(one)]
    left_out = len(_with(one)) - POOLS_SHOWN
    said += [f"Not shown: {left_out} more sets of contact types; --json has them all."] * (left_out > 0)
    if said:
        yield Paragraph("\n".join(said), Tone.QUIET)


def erlang_columns(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Iterator[Column]:
    """Yield the agents asked for beside those of a pool; nothing where they are those of some of its types only."""
    found = _of(one, pool)
    if found.applies and is_whole(found, pool):
        yield from _by_formula(one, found, rows)


def tightest_sheet(one: Description, pool: Pool, rows: Sequence[IntervalRow]) -> Sheet | None:
    """Return what is asked for the tightest set of a pool through the day; None where that is the whole pool."""
    found = _of(one, pool)
    if not found.applies or is_whole(found, pool):
        return None
    worst = [max(row.places, key=lambda at: (_shortage(found, at), -at)) for row in rows]
    columns = [
        column("tightest set", [few(found.sets[at]) if found.sets[at] else NOTHING for at in worst], left=True),
        column("offered\nload", [number(mean(found.erlangs, one.hours, row)) for row in rows]),
        column("agents\non duty", numbers([mean(found.staff, one.hours, row) for row in rows])),
        *_by_formula(one, found, rows),
    ]
    return Sheet((column("", [row.label for row in rows]),), tuple(columns), f"Erlang's formulas for {few(pool.types)}")


def erlang_notes(one: Description) -> Iterator[str]:
    """Yield how the numbers are meant."""
    found, pools = _with(one), {pool.types: pool for pool in one.pools}
    if not found:
        return
    leaves = (
        "; Erlang C assumes that nobody abandons, Erlang A that customers abandon after an exponential patience "
        "with their mean"
    )
    yield (
        "The Erlang columns show the fewest agents that meet the target under constant load, with exponential handle "
        f"times{leaves * any(map(leave, found))}. They ignore variation between days and limits on queues."
    )
    # Those whom overflow rules move are no part of any load.
    if any(any(kind.brought) or (kind.more_may_come and one.follow_ups) for kind in one.types):
        yield (
            "The load includes transfers and repeat contacts as far as they are known before a run; the formulas "
            "treat them as contacts like any other."
        )
    if not all(all(each.steady) for each in found):
        yield f"{DOUBTFUL} The load changes by more than a tenth within a handle time: no steady state is reached."
    if not all(is_whole(each, pools[each.types]) for each in found):
        yield (
            "Where types share agents, the formulas apply to the tightest set, as one queue: the types with the most "
            "work per agent who can serve them."
        )
    if any(len(kinds) > 1 for each in found for kinds in each.sets):
        yield "For types in one queue, the most demanding target is used."


def _with(one: Description) -> list[ErlangLoad]:
    """Return the pools to which the formulas apply and whom somebody comes to."""
    return [each for each in one.erlang if each.applies and any(each.sets)]


def _without(one: Description) -> list[ErlangLoad]:
    return [each for each in one.erlang if not each.applies]


def _of(one: Description, pool: Pool) -> ErlangLoad:
    return one.erlang[one.pools.index(pool)]


def is_whole(found: ErlangLoad, pool: Pool) -> bool:
    """Return whether the tightest set has all agents of the pool all day."""
    return all(math.isclose(*pair, abs_tol=_ROUNDING) for pair in zip(found.staff, pool.staff, strict=True))


def leave(found: ErlangLoad) -> bool:
    """Return whether there is an Erlang A."""
    return any(value == value for value in found.agents_a)


def finite(asked: Numbers) -> list[float]:
    """Return agents asked for that can be drawn: where no number is enough there is none."""
    return [value if math.isfinite(value) else math.nan for value in asked]


def _shortage(found: ErlangLoad, place: int) -> float:
    """Return how many agents are missing; none where nobody comes."""
    missing = found.missing[place]
    return missing if missing > _ROUNDING else 0.0


def _lines(found: ErlangLoad) -> Iterator[_Line]:
    places = range(len(found.erlangs))
    busiest = max(places, key=lambda at: (found.erlangs[at], -at))
    worst = max(places, key=lambda at: (_shortage(found, at), found.erlangs[at], -at))
    there = sum(map(bool, found.sets))
    too_few = sum(_shortage(found, at) > 0 for at in places)
    yield _Line(_short(found.sets[busiest]), found, busiest, f"{too_few} of {there}")
    if _shortage(found, worst) > _shortage(found, busiest):
        same = found.sets[worst] == found.sets[busiest]
        yield _Line(f"{_BELOW}most missing" if same else f"{_BELOW}{_short(found.sets[worst])}", found, worst, "")


def _short(names: Sequence[str]) -> str:
    """Return a set of types in so few letters that numbers fit beside it."""
    first = shorten(names[0], _NAME_WIDTH)
    return first if len(names) == 1 else f"{first} and {len(names) - 1} more"


def _short_sheet(one: Description, lines: Sequence[_Line]) -> Sheet:
    columns = [
        column("target", [_target(line) for line in lines], left=True),
        column("load\nand agents", [_against(one, line) for line in lines]),
        column("Erlang\nC", [_asked_at(line, line.found.agents_c) for line in lines]),
    ]
    if any(leave(line.found) for line in lines):
        columns.append(column("Erlang\nA", [_asked_at(line, line.found.agents_a) for line in lines]))
    columns.append(column("too few\nin", [line.too_few for line in lines]))
    return Sheet((column("required by formula", [line.label for line in lines]),), tuple(columns))


def _against(one: Description, line: _Line) -> str:
    """Return when it is, and the offered load against those on duty."""
    (staff,) = numbers([line.found.staff[line.place]])
    return f"{clock(one.edges_s[line.place])}: {number(line.found.erlangs[line.place])} / {staff}"


def _target(line: _Line) -> str:
    share, within_s = line.found.target_share[line.place], line.found.within_s[line.place]
    return f"{100 * share:.10g} % in {format_duration(within_s)}"


def _asked_at(line: _Line, asked: Numbers) -> TableCell:
    found, place = line.found, line.place
    return _cell(asked[place], found.staff[place], not found.steady[place], _decides(found, asked))


def _by_formula(one: Description, found: ErlangLoad, rows: Sequence[IntervalRow]) -> Iterator[Column]:
    yield column("Erlang\nC", [_asked(one, found, found.agents_c, row) for row in rows])
    if leave(found):
        yield column("Erlang\nA", [_asked(one, found, found.agents_a, row) for row in rows])


def _asked(one: Description, found: ErlangLoad, asked: Numbers, row: IntervalRow) -> TableCell:
    """Return the mean of the agents asked for in a row's intervals; where nobody comes nobody is needed."""
    if all(asked[place] != asked[place] for place in row.places):
        return TableCell(NOTHING)
    needed = mean([value if value == value else 0.0 for value in asked], one.hours, row)
    doubtful = not all(found.steady[place] for place in row.places)
    return _cell(needed, mean(found.staff, one.hours, row), doubtful, _decides(found, asked))


def _decides(found: ErlangLoad, asked: Numbers) -> bool:
    """Return whether it is by these numbers that there are too few: Erlang A's, if there is one."""
    return asked is found.agents_a or not leave(found)


def _cell(asked: float, staff: float, doubtful: bool, decides: bool) -> TableCell:
    """Return a number of agents, marked where it is in doubt; bad where it decides and so many are not on duty."""
    if math.isnan(asked):
        return TableCell(NOTHING)
    text = f"{DOUBTFUL if doubtful else ''}{numbers([asked])[0]}"
    short = decides and asked > staff + _ROUNDING
    return TableCell(f"! {text}" if short else text, Tone.BAD if short else Tone.PLAIN)
