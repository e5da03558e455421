"""Waits of those who gave up, read as patience: they are too short, and the file shows what patience comes to."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from simulator.demand.file_remarks import FileRemark, MeasuredFile, length, seconds_in
from simulator.demand.gave_up import GaveUp, gave_up
from simulator.scenario.text.whole_table import FEW_VALUES, WholeTable, table_of
from simulator.units import shown

_HOW = "The mean patience is the total of all waits, answered customers included, divided by the number who gave up"
_TOO_SHORT = "they understate patience, because more patient customers were answered before giving up."
_SHOWN = 3
"""So many uncertain values are shown."""


@lru_cache(maxsize=64)
def waits_as_patience(which: MeasuredFile) -> list[FileRemark]:
    """Say that waits of those who gave up are no patience, and what patience they come to with everybody's waits."""
    asked = {one: gave_up(one.column, str(one.value)) for one in which.where}
    leaving = [one for one, meaning in asked.items() if meaning is not GaveUp.NO]
    if doubtful := [str(one) for one in leaving if asked[one] is GaveUp.UNCERTAIN]:
        what = (
            f"it is uncertain whether {' and '.join(doubtful)} means that customers gave up. If it does, {_TOO_SHORT}"
        )
        return [_remark(what, f"{_HOW}.")]
    table = table_of(which.path, tuple(one for one in which.where if one not in leaving))
    waits = [seconds_in(cell) or 0.0 for cell in table.columns[which.column]]
    if not leaving:
        return list(_of_everybody(which, table, waits))
    tests = [(table.columns[one.column], one) for one in leaving]
    mine = [wait for row, wait in enumerate(waits) if all(one.is_in(cells[row]) for cells, one in tests)]
    if not mine:
        return [_remark(f"these are the waits of customers who gave up; {_TOO_SHORT}", f"{_HOW}.")]
    mean, among = length(math.fsum(mine) / len(mine)), table.looked_at
    what = f"these are the waits of {len(mine):,} customers who gave up{among}, {mean} on average; {_TOO_SHORT}"
    return [_remark(what, _patience(which, table, (math.fsum(waits), math.fsum(mine)), len(mine)))]


def _of_everybody(which: MeasuredFile, table: WholeTable, waits: Sequence[float]) -> Iterator[FileRemark]:
    """Yield that all waits are taken where a column says who gave up, or may say it."""
    perhaps = ""
    for name, cells in table.others(which.apart).items():
        values = Counter(cells)
        if len(values) > FEW_VALUES:
            continue
        meaning = {value: gave_up(name, value) for value in values}
        left = sum(often for value, often in values.items() if meaning[value] is GaveUp.YES)
        doubtful = [value for value in values if meaning[value] is GaveUp.UNCERTAIN and seconds_in(value) is None]
        said = f"{name} = {', '.join(map(shown, doubtful[:_SHOWN]))}" if doubtful else ""
        if 0 < left < len(cells):
            besides = f" It is uncertain whether {said} means it, too; these are not counted." if said else ""
            what = (
                f"these are all waits in {which.file}, including customers who did not give up; {_TOO_SHORT}{besides}"
            )
            yield _remark(what, _patience(which, table, (math.fsum(waits), 0.0), left))
            return
        perhaps = perhaps or said
    if perhaps:
        what = f"these are all waits in {which.file}; it is uncertain whether {perhaps} means that customers gave up."
        yield _remark(what, f"{_HOW}.")


def _patience(which: MeasuredFile, table: WholeTable, totals_s: tuple[float, float], number: int) -> str:
    """Return how patience is estimated, with what it comes to where others waited as well."""
    all_s, mine_s = totals_s
    if all_s <= mine_s * 1.001:
        return f"{_HOW} if patience is exponential."
    mean = f"'exponential: {{mean: {length(all_s / number)}}}'"
    among = table.looked_at
    return (
        f"The mean patience is the total of all waits in {which.file}{among} divided by the {number:,} who gave up, "
        f"{mean}, if patience is exponential."
    )


def _remark(what: str, hint: str) -> FileRemark:
    return FileRemark("column", "waits_as_patience", what, hint)
