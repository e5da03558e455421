"""Arithmetic on what an analyst writes: 1.2 times ``240/h``, 30s more than ``4m``, exactly and in the same unit.

A strategy says ``{times: 1.2}`` without repeating the base. Decimal numbers make 3 × 1.1 a 3.3, not 3.3000000000000003.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from simulator.scenario.text.nodes import Value
from simulator.units import (
    MONEY_PER_HOUR,
    SHARE,
    format_duration,
    format_time_of_day,
    parse_duration,
    parse_rate_per_hour,
    parse_time_of_day,
    shown,
)


class QuantityKind(StrEnum):
    """What a number counts."""

    NUMBER = "a number"
    DURATION = "a duration"
    SHARE = "a share"
    RATE = "a rate"
    TIME = "a time of day"
    MONEY = "money per hour"


EXAMPLE = {
    QuantityKind.NUMBER: "2",
    QuantityKind.DURATION: "30s",
    QuantityKind.SHARE: "5%",
    QuantityKind.RATE: "20/h",
    QuantityKind.TIME: "30m",
    QuantityKind.MONEY: "1 EUR/h",
}
"""What can be added to each kind; a time of day moves by a duration."""

_SECONDS = (("ms", "0.001"), ("s", "1"), ("m", "60"), ("min", "60"), ("h", "3600"), ("d", "86400"), ("w", "604800"))
_UNIT_S = {unit: Decimal(seconds) for unit, seconds in _SECONDS}
_PART = re.compile(r"([\d.]+)\s*([a-z]+)")


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts; ``unit`` is what stands after the slash of a rate, the currency of money."""

    amount: Decimal
    kind: QuantityKind
    unit: str = ""


def quantity(value: Value) -> Quantity | None:
    """Return what a scenario's ``value`` measures, None when it is not a number of any kind."""
    if isinstance(value, bool) or value is None:
        return None
    if not isinstance(value, str):
        return Quantity(Decimal(repr(value)), QuantityKind.NUMBER)
    text = value.strip()
    if _reads(parse_duration, text):
        return Quantity(_seconds(text), QuantityKind.DURATION)
    if _reads(parse_rate_per_hour, text):
        number, unit = text.split("/")
        return Quantity(Decimal(number.strip()), QuantityKind.RATE, unit.strip())
    if match := MONEY_PER_HOUR.fullmatch(text):
        return Quantity(Decimal(match[1]), QuantityKind.MONEY, match[2])
    if match := SHARE.fullmatch(text):
        # More than 100% is no share and may be a ratio; where it stands decides, and the validator says so.
        return Quantity(Decimal(match[1]), QuantityKind.SHARE)
    if _reads(parse_time_of_day, text):
        return Quantity(Decimal(parse_time_of_day(text)), QuantityKind.TIME)
    return None


def factor(value: Value) -> Decimal:
    """Return what ``times`` multiplies by: a number or a percentage. Raises ValueError in the analyst's words."""
    if isinstance(value, str) and (match := SHARE.fullmatch(value.strip())):
        return Decimal(match[1]) / 100
    if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
        return Decimal(repr(value))
    raise ValueError(
        "expected a number or a percentage for 'times', 0 or more, as {times: 1.2} or {times: 120%}, got "
        f"{shown(value)}."
    )


def multiplied(value: Value, by: Decimal) -> Value:
    """Return ``value`` times ``by``, written as ``value`` was. Raises ValueError in the analyst's words."""
    old = quantity(value)
    if old is None:
        raise ValueError(f"'times' changes numbers, and {shown(value)} is not a number.")
    if old.kind is QuantityKind.TIME:
        raise ValueError(f"a time of day cannot be multiplied, got {shown(value)}. Move it with {{add: 30m}}.")
    return _written(old, old.amount * by, value)


def increased(value: Value, by: Value) -> Value:
    """Return ``value`` plus ``by``, written as ``value`` was. Raises ValueError in the analyst's words."""
    old = quantity(value)
    if old is None:
        raise ValueError(f"'add' changes numbers, and {shown(value)} is not a number.")
    more = signed(by)
    wanted = QuantityKind.DURATION if old.kind is QuantityKind.TIME else old.kind
    if more is None or more.kind is not wanted:
        example = EXAMPLE[old.kind]
        raise ValueError(f"{shown(by)} cannot be added to {shown(value)}, {old.kind}. Write it as {{add: {example}}}.")
    if old.unit != more.unit:
        if old.kind is QuantityKind.MONEY:
            raise ValueError(f"{shown(by)} cannot be added to {shown(value)}: the currencies differ.")
        old, more = per_hour(old), per_hour(more)
    return _written(old, old.amount + more.amount, value)


def signed(value: Value) -> Quantity | None:
    """Return what ``value`` measures, which may have a sign; None when it is not a number of any kind."""
    if isinstance(value, str) and value.strip()[:1] in ("-", "+"):
        text = value.strip()
        found = quantity(text[1:].strip())
        return Quantity(-found.amount, found.kind, found.unit) if found and text[0] == "-" else found
    return quantity(value)


def per_hour(rate: Quantity) -> Quantity:
    """Return a rate per whatever as a rate per hour."""
    return Quantity(rate.amount * Decimal(repr(parse_rate_per_hour(f"1/{rate.unit}"))), QuantityKind.RATE, "h")


def written(one: Quantity) -> Value:
    """Return a quantity, 0 or more, as an analyst writes it. Raises ValueError for a time with a part of a second."""
    whole = one.amount == one.amount.to_integral_value()
    if one.kind is QuantityKind.NUMBER:
        return int(one.amount) if whole else float(one.amount)
    if one.kind is QuantityKind.DURATION:
        return format_duration(float(one.amount)) if whole else f"{_digits(one.amount)}s"
    if one.kind is QuantityKind.SHARE:
        return f"{_digits(one.amount)}%"
    if one.kind is QuantityKind.RATE:
        return f"{_digits(one.amount)}/{one.unit}"
    if one.kind is QuantityKind.MONEY:
        return f"{_digits(one.amount)} {one.unit}/h"
    if not whole:
        raise ValueError("a time of day needs whole seconds.")
    return format_time_of_day(float(one.amount))


def _written(old: Quantity, amount: Decimal, before: Value) -> Value:
    if amount < 0:
        raise ValueError(f"{shown(before)} would become negative.")
    if not math.isfinite(float(amount)):
        raise ValueError(f"{shown(before)} would become too large a number.")
    if old.kind is QuantityKind.TIME and amount != amount.to_integral_value():
        raise ValueError(f"a time of day needs whole seconds, and {shown(before)} would no longer have them.")
    return written(replace(old, amount=amount))


def _seconds(text: str) -> Decimal:
    return sum((Decimal(number) * _UNIT_S[unit] for number, unit in _PART.findall(text)), Decimal(0))


def _digits(amount: Decimal) -> str:
    """Return plain digits: no exponent and no zeros at the end, so that the text reads back."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _reads(parse: Callable[[object], float], text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True
