"""When somebody who is absent with pay is not paid, read from their part of a shift: what they would have had unpaid.

The naive engine and the checkers go by this. The part is played through as if they had come and were never busy.
"""

from hours_read import Stretch
from shifts_read import Part, TimeOff, grid


def unpaid_while_absent(part: Part) -> list[Stretch]:
    again = [one for one in part.time_off if one.form == "every"]
    once = [(begin_s, one.is_session, one.place, one) for one in part.time_off for begin_s in _expected(part, one)]
    once.sort(key=lambda each: each[:3])
    found, now_s = [], part.from_s
    while True:
        next_ones = [
            (begin_s, 0, one)
            for one in again
            if (begin_s := now_s + max(one.noun.every_s, part.least_s)) + one.for_s <= part.to_s
        ]
        next_ones += [(max(begin_s, now_s), 1, one) for begin_s, *_, one in once[:1]]
        if not next_ones:
            return found
        begin_s, is_once, one = min(next_ones, key=lambda each: each[:2])
        once = once[is_once:]
        if begin_s + one.for_s <= part.to_s:
            now_s = begin_s + one.for_s
            found += [] if one.noun.paid else [(begin_s, now_s)]


def _expected(part: Part, one: TimeOff) -> list[float]:
    """Return when a break begins that is had once: of a window the middle of what of it lies in the part."""
    if one.form == "every":
        return []
    if one.form != "window":
        return [one.wish_s]
    first_s, last_s = max(one.earliest_s, part.from_s), min(one.latest_s, part.to_s - one.for_s)
    return [grid((first_s + last_s) / 2)] if first_s <= last_s else []
