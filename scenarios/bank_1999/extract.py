"""From all the calls to the few small tables that the scenario needs: run once, the tables are committed.

    python scenarios/bank_1999/extract.py CALLS

CALLS is the "Anonymous Bank" data of the Technion (Ilan Guedj and Avi Mandelbaum), January and February 1999, as a CSV
file (perhaps .gz) with a row per call that reached the agents: date, offered_s (second of the day), contact_type,
priority (2, 1, 0 = not looked up), wait_s, outcome (answered, abandoned), talk_s, agent. It is not committed; whoever
has the records can make the tables again, whoever has not can still run everything else in this folder.

Taken are Sundays to Thursdays from 07:00 on. Nothing is estimated here.
"""

import csv
import datetime
import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean, stdev
from typing import NamedTuple

import numpy as np
from tables import HERE, MONTHS, OPENS_H, SHORT_TALK_S, TALK_QUANTILES, in_time, months_of

FRIDAY, SATURDAY = 4, 5
HALF_HOUR_S = 1800
FEW, MANY = 1 / 4, 4
"""An hour with so much less or more than is usual in its month is no busy or quiet hour but a fault."""
QUARTILES = ("q25", "q50", "q75")
EVEN = "PS"
"""The most frequent type and the one that comes most evenly: faults are looked for in its hours."""


class Call(NamedTuple):
    """A row of the records."""

    date: str
    offered_s: int
    kind: str
    priority: int
    wait_s: int
    abandoned: bool
    talk_s: int | None
    agent: str

    @property
    def hour(self) -> int:
        """The hour of the day in which it was offered."""
        return self.offered_s // 3600


def read_calls(path: Path) -> Iterator[Call]:
    """Yield the calls of weekdays from opening on."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            call = Call(
                row["date"],
                int(row["offered_s"]),
                row["contact_type"],
                int(row["priority"]),
                int(row["wait_s"]),
                row["outcome"] == "abandoned",
                int(row["talk_s"]) if row["talk_s"] else None,
                row["agent"],
            )
            weekday = datetime.date.fromisoformat(call.date).weekday()
            if weekday not in (FRIDAY, SATURDAY) and call.hour >= OPENS_H:
                yield call


def faulty_days(calls: Sequence[Call]) -> dict[str, list[int]]:
    """Return the days, with the hours, that have less than a quarter or more than four times the usual regular calls.

    Usual is the month's median for that hour.
    """
    counts = Counter((call.date, call.hour) for call in calls if call.kind == EVEN)
    dates = sorted({call.date for call in calls})
    found: dict[str, list[int]] = defaultdict(list)
    for mine in months_of(dates).values():
        for hour in range(OPENS_H, 24):
            usual = float(np.median([counts[date, hour] for date in mine]))
            for date in mine:
                if not FEW * usual <= counts[date, hour] <= MANY * usual:
                    found[date].append(hour)
    return dict(sorted(found.items()))


def by_hour(calls: Sequence[Call]) -> Iterator[Sequence[object]]:
    """Yield what came and what became of it, by day, hour and type."""
    cells: dict[tuple[str, int, str], list[Call]] = defaultdict(list)
    for call in calls:
        cells[call.date, call.hour, call.kind].append(call)
    yield "date", "hour", "contact_type", "offered", "abandoned", "in_time", "wait_s"
    for (date, hour, kind), mine in sorted(cells.items()):
        gave_up = sum(call.abandoned for call in mine)
        soon = sum(in_time(call.wait_s, call.abandoned) for call in mine)
        yield date, hour, kind, len(mine), gave_up, soon, sum(call.wait_s for call in mine)


def arrivals(calls: Sequence[Call], faulty: Iterable[str]) -> Iterator[Sequence[object]]:
    """Yield the mean number of calls of a day by half hour and type, of each month, faulty days left out."""
    left_out = set(faulty)
    dates = months_of(sorted({call.date for call in calls} - left_out))
    counts = Counter(
        (call.offered_s // HALF_HOUR_S, call.kind, month)
        for month, mine in dates.items()
        for call in calls
        if call.date in mine
    )
    yield "from", "contact_type", *MONTHS
    for half_hour in range(OPENS_H * 2, 48):
        for kind in sorted({call.kind for call in calls}):
            means = [f"{counts[half_hour, kind, month] / len(dates[month]):.4f}" for month in MONTHS]
            yield f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}", kind, *means


def waits(calls: Sequence[Call]) -> Iterator[Sequence[object]]:
    """Yield how many abandoned and how many were answered after each wait, of those who waited at all."""
    counts = Counter(
        (months_of([call.date]).popitem()[0], call.kind, call.priority, call.wait_s, call.abandoned)
        for call in calls
        if call.wait_s
    )
    yield "month", "contact_type", "priority", "wait_s", "abandoned", "answered"
    for cell in sorted({key[:4] for key in counts}, key=lambda key: (MONTHS.index(key[0]), *key[1:])):
        yield *cell, counts[*cell, True], counts[*cell, False]


def talks(calls: Sequence[Call]) -> Iterator[Sequence[object]]:
    """Yield what is needed of the talk times by month and type: short ones apart, logarithms, quantiles."""
    yield "month", "contact_type", "calls", "short", "short_mean_s", "long_mean_s", "log_sd", *TALK_QUANTILES
    for month in MONTHS:
        for kind in sorted({call.kind for call in calls}):
            mine = [call for call in calls if call.kind == kind and months_of([call.date]).popitem()[0] == month]
            talk_s = [call.talk_s for call in mine if not call.abandoned and call.talk_s is not None]
            short, long = ([each for each in talk_s if (each < SHORT_TALK_S) == wanted] for wanted in (True, False))
            quantiles = np.quantile(long, [int(name[1:]) / 100 for name in TALK_QUANTILES], method="inverted_cdf")
            spread = stdev(np.log(long).tolist())
            numbers = f"{fmean(short):.3f}", f"{fmean(long):.3f}", f"{spread:.4f}"
            yield month, kind, len(talk_s), len(short), *numbers, *(f"{each:.0f}" for each in quantiles)


def seen(calls: Sequence[Call]) -> Iterator[Sequence[object]]:
    """Yield the mean number of different agents who answered in an hour, by month."""
    agents: dict[tuple[str, int], set[str]] = defaultdict(set)
    for call in calls:
        if call.agent:
            agents[call.date, call.hour].add(call.agent)
    dates = months_of(sorted({call.date for call in calls}))
    yield "hour", *MONTHS
    for hour in range(OPENS_H, 24):
        yield hour, *(f"{fmean(len(agents[date, hour]) for date in dates[month]):.2f}" for month in MONTHS)


def readiness(calls: Sequence[Call]) -> Iterator[Sequence[object]]:
    """Yield, by month, what agents had been doing when they took a caller who had waited.

    Either the agent was still talking when that caller came: then the pause is the time from the end of that talk to
    the answer. Or the agent was idle already and yet the caller waited: so long until somebody idle answered.
    """
    yield "month", "after_a_talk", "by_idle", *(f"{what}_s_{part}" for what in ("pause", "wait") for part in QUARTILES)
    pauses_s: dict[str, list[int]] = defaultdict(list)
    waits_s: dict[str, list[int]] = defaultdict(list)
    free_s: dict[tuple[str, str], int] = {}
    answered = (call for call in calls if call.agent and call.talk_s is not None)
    for call in sorted(answered, key=lambda call: (call.date, call.offered_s + call.wait_s)):
        (month,) = months_of([call.date])
        ended_s = free_s.get((call.date, call.agent))
        if call.wait_s and ended_s is not None:
            if ended_s > call.offered_s:
                pauses_s[month].append(call.offered_s + call.wait_s - ended_s)
            else:
                waits_s[month].append(call.wait_s)
        free_s[call.date, call.agent] = call.offered_s + call.wait_s + (call.talk_s or 0)
    for month in MONTHS:
        pauses, waits = ([f"{q:.0f}" for q in np.quantile(s[month], (0.25, 0.5, 0.75))] for s in (pauses_s, waits_s))
        yield month, len(pauses_s[month]), len(waits_s[month]), *pauses, *waits


def write(name: str, rows: Iterable[Sequence[object]]) -> None:
    """Write one of the tables beside this file."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def main(options: Sequence[str]) -> None:
    """Write the tables."""
    calls = list(read_calls(Path(options[0])))
    faulty = faulty_days(calls)
    write("faulty_days.csv", [("date", "hours"), *((date, " ".join(map(str, at))) for date, at in faulty.items())])
    write("by_hour.csv", by_hour(calls))
    write("arrivals.csv", arrivals(calls, faulty))
    write("waits.csv", waits(calls))
    write("talk.csv", talks(calls))
    write("agents_seen.csv", seen(calls))
    write("readiness.csv", readiness(calls))


if __name__ == "__main__":
    main(sys.argv[1:])
