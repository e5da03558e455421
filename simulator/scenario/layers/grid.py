"""Grids of settings: ``agent_groups.front.agents=20..30:2`` is the same center six times, with 20, 22, … 30 agents.

A grid is made of settings and nothing else: every point is what ``--set`` would make of it, read by the same reader, so
nothing that can be set cannot be varied. Several grids multiply.

Several paths joined with ``+`` move together, as do their values: ``a.agents+b.agents=8+1,9+2`` has two points. Such an
axis is one text like any other, and only who makes settings of it takes it apart.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product
from math import prod

from simulator.errors import UsageError
from simulator.scenario.layers.settings import SETTING
from simulator.scenario.text.quantities import Quantity, QuantityKind, per_hour, quantity, signed, written
from simulator.scenario.text.spelling import one_spelling
from simulator.units import shown

Point = tuple[tuple[str, str], ...]
"""What is set at one point of a grid, (path, value) for each axis; () where there is no grid."""

POINTS_MAX = 200
"""More would be a night of simulation by a slip of the hand, and a table nobody reads."""

TOGETHER = "+"
"""What joins paths, and values, that move together; in quotation marks and brackets it is a sign like any other."""

HOW_TO_WRITE = "Write it as agent_groups.front.agents=20..30:2 (from, to, step) or agent_groups.front.agents=20,25,30."

_DOTS = re.compile(r"(?<![./])\.{2,3}(?![./])")
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)")
_DURATION = re.compile(r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)\s*([a-z]+)")
_PERCENT = re.compile(r"([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*%")
_ANOTHER_PATH = re.compile(r"""[a-z_]+(\.[\w"':-]+)+\s*=""")
_OPENS, _CLOSES, _QUOTES = "([{", ")]}", "\"'"


@dataclass(frozen=True)
class Axis:
    """A path and the values it takes, in order, as they would stand after ``--set PATH=``."""

    path: str
    values: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths that move together; one, unless several are joined."""
        return paths_in(self.path)

    @property
    def rises(self) -> bool:
        """Return whether the values are numbers of one kind, each more than the one before; of several paths, all."""
        if len(self.paths) == 1:
            return bool(self.amounts) and all(one < other for one, other in pairwise(self.amounts))
        columns = zip(*(_split(value, TOGETHER) for value in self.values), strict=True)
        return all(Axis(path, one).rises for path, one in zip(self.paths, columns, strict=True))

    @property
    def amounts(self) -> tuple[float, ...]:
        """Return the values as numbers, in the unit they are measured in; () where they are not numbers of one kind."""
        if len(self.paths) > 1:
            return ()
        amounts = [_amount(value) for value in self.values]
        known = [one for one in amounts if one is not None]
        kinds = {(one.kind, one.unit) for one in known}
        return tuple(float(one.amount) for one in known) if len(known) == len(amounts) and len(kinds) == 1 else ()


@dataclass(frozen=True)
class Grid:
    """The product of some axes; without any it has one point, the scenario as it is."""

    axes: tuple[Axis, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """Return all points, the last axis moving fastest."""
        return tuple(
            tuple(zip((axis.path for axis in self.axes), values, strict=True))
            for values in product(*(axis.values for axis in self.axes))
        )

    def neighbours(self) -> tuple[tuple[Point, Point], ...]:
        """Return (point, the one before it) for every point and every axis on which there is one before it."""
        found = []
        for point in self.points:
            for place, axis in enumerate(self.axes):
                index = axis.values.index(point[place][1])
                if index:
                    before = (axis.path, axis.values[index - 1])
                    found.append((point, (*point[:place], before, *point[place + 1 :])))
        return tuple(found)


def settings_of(point: Point) -> tuple[str, ...]:
    """Return the settings, each PATH=VALUE, that make ``point``."""
    return tuple(setting for path, value in point for setting in _settings(path, value))


def paths_in(text: str) -> tuple[str, ...]:
    """Return the paths that are joined in ``text``.

    >>> paths_in('agent_groups.a.agents."10:00"+agent_groups.b.agents')
    ('agent_groups.a.agents."10:00"', 'agent_groups.b.agents')
    """
    return tuple(_split(text, TOGETHER))


def _settings(path: str, value: str) -> list[str]:
    paths = paths_in(path)
    values = _split(value, TOGETHER) if len(paths) > 1 else [value]
    return [f"{one}={its}" for one, its in zip(paths, values, strict=True)]


def read_grid(texts: Sequence[str]) -> Grid:
    """Return the grid that ``texts`` mean, each PATH=FROM..TO:STEP or PATH=VALUE,VALUE, or PATH+PATH=VALUE+VALUE,….

    Both ends belong to a range; a step that does not meet its end stops before it. Numbers may carry their units.
    Raises UsageError with all that is wrong in all of them.
    """
    axes: list[Axis] = []
    wrong: list[str] = []
    for text in texts:
        try:
            axes.append(_axis(text, [path for axis in axes for path in axis.paths]))
        except ValueError as error:
            wrong.append(f"--vary {text}: {error}")
    count = prod(len(axis.values) for axis in axes)
    if not wrong and count > POINTS_MAX:
        sizes = " × ".join(str(len(axis.values)) for axis in axes)
        how_many = f"{sizes} = {count:,}" if len(axes) > 1 else f"{count:,}"
        wrong.append(f"the grid has {how_many} points; at most {POINTS_MAX:,} can be run at once. Use larger steps.")
    if wrong:
        raise UsageError("\n".join(wrong))
    return Grid(tuple(axes))


def _axis(text: str, others: Sequence[str]) -> Axis:
    before, equals, after = _at_equals(text)
    paths = [one_spelling(path.strip()) for path in paths_in(before)]
    if not equals or not all(SETTING.fullmatch(f"{path}=") for path in paths):
        raise ValueError(f"expected a path, an equals sign and values. {HOW_TO_WRITE}")
    if any(path.partition(".")[0].strip(_QUOTES) == "run" for path in paths):
        raise ValueError("all points share the same run settings: use -n for the replications and --seed for the seed.")
    if any(path in (*others, *paths[:place]) for place, path in enumerate(paths)):
        raise ValueError("this path is varied twice.")
    values: list[str] = []
    for part in _split(after, ","):
        if not part:
            where = "beside a comma" if after.strip() else "after the equals sign"
            raise ValueError(f"a value is missing {where}. {HOW_TO_WRITE}")
        if _ANOTHER_PATH.match(part):
            both = f"{TOGETHER.join((*paths, part.partition('=')[0].strip()))}=1+2,3+4"
            raise ValueError(f"{shown(part)} starts another path. Repeat --vary for all combinations, or write {both}.")
        values += _together(part, len(paths))
    if len(values) == 1:
        raise ValueError(f"this is a single value, {shown(values[0])}; use --set for that. {HOW_TO_WRITE}")
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise ValueError(f"{shown(twice)} is given twice.")
    return Axis(TOGETHER.join(paths), tuple(values))


def _together(text: str, paths: int) -> list[str]:
    """Return the values that ``text`` means for so many paths: one, those of a range, or those of ranges side by side.

    Raises ValueError unless each path has as many.
    """
    texts = _split(text, TOGETHER) if paths > 1 else [text]
    if len(texts) != paths or not all(texts):
        had = sum(map(bool, texts))
        how = "Join one for each with +, as agent_groups.a.agents+agent_groups.b.agents=8+1,9+2."
        raise ValueError(f"{paths} paths move together, but {shown(text)} has {had} value{'s' * (had != 1)}. {how}")
    columns = [_range(one) if _is_range(one) else [one] for one in texts]
    if len({len(one) for one in columns}) > 1:
        has = ", ".join(f"{one} has {len(its)}" for one, its in zip(texts, columns, strict=True))
        raise ValueError(f"paths that move together need the same number of values: {has}.")
    return [TOGETHER.join(values) for values in zip(*columns, strict=True)]


def _at_equals(text: str) -> tuple[str, str, str]:
    """Return ``text`` before the first equals sign, the sign, and after it; quotation marks may hold others."""
    before = next(iter(_split(text, "=", strip=False)))
    return before, text[len(before) :][:1], text[len(before) + 1 :]


def _split(text: str, at: str, strip: bool = True) -> list[str]:
    """Return what the sign ``at`` separates, except where it is within quotation marks and brackets."""
    parts, depth, quote = [""], 0, ""
    for sign in text:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        depth += (sign in _OPENS) - (sign in _CLOSES) if not quote else 0
        if sign == at and not quote and depth <= 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts] if strip else parts


def _is_range(text: str) -> bool:
    # A path of a file may hold two dots too, beside a slash.
    return _DOTS.search(text) is not None


def _range(text: str) -> list[str]:
    first, rest = (part.strip() for part in _DOTS.split(text, maxsplit=1))
    last, colon, step = (part.strip() for part in rest.rpartition(":"))
    start, whole = _amount(first), _amount(rest)
    if not colon or (start is not None and whole is not None and whole.kind is start.kind):
        raise ValueError(f"a step is missing. {HOW_TO_WRITE}")
    end, by = _amount(last), _amount(step)
    if start is None or end is None or by is None:
        unread = next(text for text, read in ((first, start), (last, end), (step, by)) if read is None)
        what = f"{shown(unread)} is not a number" if unread else "a number is missing"
        raise ValueError(f"{what}. {HOW_TO_WRITE}")
    start, end, by = _alike(start, end, by)
    if by.amount <= 0:
        raise ValueError(f"expected a step of more than 0, got {shown(step)}.")
    if end.amount <= start.amount:
        raise ValueError(f"a range must go up, but {shown(last)} is not more than {shown(first)}.")
    count = int((end.amount - start.amount) / by.amount) + 1
    if count > POINTS_MAX:
        raise ValueError(f"this has {count:,} points; at most {POINTS_MAX:,} can be run at once. Use larger steps.")
    unit = _common_unit(first, last, step)
    return [_text(replace(start, amount=start.amount + number * by.amount), unit) for number in range(count)]


def _common_unit(*texts: str) -> str:
    """Return the unit when all are durations in the same one: ``20s..100s:20s`` does not end at 1m40s."""
    units = {match[1] if (match := _DURATION.fullmatch(text)) else "" for text in texts}
    return units.pop() if len(units) == 1 else ""


def _alike(start: Quantity, end: Quantity, by: Quantity) -> tuple[Quantity, Quantity, Quantity]:
    """Return the three in the unit of the first. Raises ValueError when they do not measure the same."""
    moves = QuantityKind.DURATION if start.kind is QuantityKind.TIME else start.kind
    if end.kind is not start.kind or by.kind is not moves:
        what = f"from is {start.kind}, to is {end.kind}, the step is {by.kind}"
        raise ValueError(f"from, to and step do not fit together: {what}. {HOW_TO_WRITE}")
    if len({start.unit, end.unit, by.unit}) > 1 and start.kind is QuantityKind.RATE:
        return per_hour(start), per_hour(end), per_hour(by)
    if len({start.unit, end.unit} | ({by.unit} if moves is start.kind else set())) > 1:
        raise ValueError(f"from, to and step need the same unit. {HOW_TO_WRITE}")
    return start, end, by


def _amount(text: str) -> Quantity | None:
    """Return what a part of a range measures; None when it is no number."""
    text = text.strip().strip(_QUOTES)
    if _NUMBER.fullmatch(text):
        return Quantity(Decimal(text), QuantityKind.NUMBER)
    # 120% is no share, but 120% of something is a factor.
    if percent := _PERCENT.fullmatch(text):
        return Quantity(Decimal(percent[1]), QuantityKind.SHARE)
    return signed(text)


def _text(one: Quantity, unit: str) -> str:
    if one.amount < 0:
        return f"-{_text(replace(one, amount=-one.amount), unit)}"
    if unit:
        per_unit = quantity(f"1{unit}")
        assert per_unit is not None
        return f"{written(Quantity(one.amount / per_unit.amount, QuantityKind.NUMBER))}{unit}"
    return str(written(one))
