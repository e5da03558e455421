"""Customers who left without a sign, as a log has them: when, and what was done for them from then on."""

from typing import NamedTuple

import numpy as np

from simulator.log import NOBODY, RunLog, SilenceEnd, SpanKind


class Left(NamedTuple):
    """A contact whose customer left silently; what was never, and who nobody is, is as in the log."""

    row: int
    left_s: float
    agent: int
    taken_s: float
    told_s: float
    over_s: float
    how: SilenceEnd


_NAMES = ("contact", "left_s", "agent", "taken_s", "told_s", "over_s", "how")


def all_left(log: RunLog) -> list[Left]:
    """Return all who left silently, in the order of the log."""
    if not log.silences:
        return []
    columns = (log.silences[name].tolist() for name in _NAMES)
    return [Left(*rest, SilenceEnd(how)) for *rest, how in zip(*columns, strict=True)]


def left_silently(log: RunLog) -> np.ndarray:
    """Return whether each contact is one of those."""
    found = np.zeros(len(log.contacts["contact"]), dtype=bool)
    if log.silences:
        found[log.silences["contact"]] = True
    return found


def of_each(log: RunLog, name: str, else_: np.ndarray) -> np.ndarray:
    """Return a time of each contact: that of its silence, or what ``else_`` says where it is none."""
    found = else_.astype(float)
    if log.silences:
        found[log.silences["contact"]] = log.silences[name]
    return found


def taken_at(log: RunLog) -> np.ndarray:
    """Return when an agent first had each contact, be it after the customer left; NaN: never."""
    return of_each(log, "taken_s", log.contacts["assigned_s"])


def first_had_by(log: RunLog) -> dict[int, int]:
    """Return who first had each of those that an agent took, of which a span or a hand-over tells."""
    mine = np.append(left_silently(log), False)[log.spans["contact"]] & (log.spans["agent"] != NOBODY)
    found: dict[int, int] = {}
    for row, agent in zip(log.spans["contact"][mine].tolist(), log.spans["agent"][mine].tolist(), strict=True):
        found.setdefault(row, agent)
    return {one.row: found.get(one.row, one.agent) for one in all_left(log) if not np.isnan(one.taken_s)}


def holds_its_line_until(log: RunLog) -> np.ndarray:
    """Return until when each contact has its line: as long as it is there, be it unnoticed, but for wrap-ups."""
    found = of_each(log, "over_s", log.contacts["ended_s"])
    wraps = log.spans["kind"] == SpanKind.WRAP_UP
    wrapped = left_silently(log) & np.isin(log.contacts["contact"], log.spans["contact"][wraps])
    if log.silences:
        closed = np.zeros_like(wrapped)
        closed[log.silences["contact"]] = log.silences["how"] == SilenceEnd.CLOSED_IN_VAIN
        # Whatever was the last reply has been written by then.
        found = np.where(wrapped | closed, of_each(log, "told_s", log.contacts["ended_s"]), found)
    return np.where(np.isnan(found), np.inf, found)


def begun_in_vain(log: RunLog, row: int) -> tuple[int, float] | None:
    """Return (agent, when) of the first writing after the customer left; None where nothing was written."""
    mine = (log.spans["contact"] == row) & (log.spans["kind"] == SpanKind.IN_VAIN)
    if mine.any():
        first = np.flatnonzero(mine)[0]
        return int(log.spans["agent"][first]), float(log.spans["from_s"][first])
    told = next((one for one in all_left(log) if one.row == row and not np.isnan(one.told_s)), None)
    # It took no time.
    return None if told is None else (told.agent, told.told_s)
