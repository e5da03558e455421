"""Recorded against simulated: January, which the staffing was made from, and February, which judges it.

    python scenarios/bank_1999/judge.py                the tables (CSV, and in the README) and the picture
    python scenarios/bank_1999/judge.py --recalibrate  how many agents February itself would ask for (some minutes)

February's customers come as often as they did (the scenario's future of that name). All else, talk, patience, shares of
priority customers and agents, is January's. Recorded days differ as simulated ones do: every recorded value has its
standard error over days, and the simulated days are so many that their own hardly counts.
"""

import csv
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np
from calibrate import calibrated
from fit import customers, waits_of
from simulated import LATE_GROUP, by_hour, logs_of, workloads
from tables import ALL_DAY, HERE, HOURS, KINDS, MONTHS, PRIORITY, SCENARIO, Days, ratio, recorded, rows

from simulator.log import EndedBy, RunLog, SpanKind
from simulator.scenario.reader import load

README = HERE / "README.md"
SEED = 2
DAYS = 300
FUTURES = {"january": None, "february": "february"}
MEASURES = ("wait_s", "abandoned", "in_time")
NEAR = 2.0
"""Standard errors: what is no further off can be chance."""


@dataclass(frozen=True)
class Judged:
    """A measure per call of an hour, the day, or a type, recorded and simulated. Seconds and shares."""

    month: str
    of: str
    measure: str
    calls_a_day: float
    recorded: float
    recorded_error: float
    simulated: float
    simulated_error: float
    p5: float
    p95: float
    """Nine in ten of the single simulated days are between these."""

    @property
    def off(self) -> float:
        """How many standard errors, of both together, the simulated value is above the recorded one."""
        return (self.simulated - self.recorded) / float(np.hypot(self.recorded_error, self.simulated_error))


@dataclass(frozen=True)
class Waited:
    """Customers of one kind who waited at all, recorded and simulated. Seconds and shares."""

    month: str
    who: str
    waited: int
    wait_s: float
    abandoned: float
    wait_s_simulated: float
    abandoned_simulated: float


@dataclass(frozen=True)
class Spread:
    """How whole days differ, recorded and simulated: standard deviations, and whether busy days are days of waiting."""

    month: str
    kind: str
    calls: float
    wait_s: float
    correlation: float
    taken_late: float
    """Of those answered after a wait, the share that an agent took who was idle when they came."""


@dataclass(frozen=True)
class Month:
    """All that is compared of a month."""

    judged: list[Judged]
    waited: list[Waited]
    spread: list[Spread]


def month_of(month: str, days: int = DAYS) -> Month:
    """Simulate days of a month and return them beside its records."""
    scenario = load(SCENARIO).resolve("as_today", FUTURES[month])
    assert tuple(scenario.contact_types) == tuple(KINDS.values()), "types stand in one order here and there"
    logs = logs_of(scenario, workloads(scenario, days, SEED))
    seen, found = recorded(month), by_hour(logs)
    hours = {f"{hour:02d}:00": slice(place, place + 1) for place, hour in enumerate(HOURS)}
    judged = [
        _judged(month, of, measure, seen, found, mine)
        for measure in MEASURES
        for of, mine in {"day": ALL_DAY, **hours}.items()
    ]
    for number, (kind, name) in enumerate(KINDS.items()):
        by_type = recorded(month, kind), by_hour(logs, [number])
        judged += [_judged(month, name, measure, *by_type, ALL_DAY) for measure in MEASURES]
    spread = [
        _spread(month, "recorded", seen, _by_idle(month)),
        _spread(month, "simulated", found, _taken_late(logs)),
    ]
    return Month(judged, _waited(month, logs), spread)


def _judged(month: str, of: str, measure: str, seen: Days, found: Days, mine: slice) -> Judged:
    values: list[float] = []
    for days in (seen, found):
        amounts, calls = (getattr(days, name)[:, mine].sum(axis=1, keepdims=True) for name in (measure, "offered"))
        values += [float(each[0]) for each in ratio(amounts, calls)]
    single = np.quantile((amounts / np.maximum(calls, 1)), [0.05, 0.95])
    return Judged(month, of, measure, float(seen.offered[:, mine].sum(axis=1).mean()), *values, *map(float, single))


def _waited(month: str, logs: Sequence[RunLog]) -> list[Waited]:
    kind, segment, wait_s, ended_by = (
        np.concatenate([log.contacts[name] for log in logs]) for name in ("type", "segment", "wait_s", "ended_by")
    )
    gave_up = ended_by == EndedBy.ABANDONED
    found = []
    for who, (recorded_kind, level) in customers().items():
        mine = (kind == list(KINDS).index(recorded_kind)) & (wait_s > 0)
        if level is not None:
            mine &= (segment >= 0) == (level == PRIORITY)
        seen = waits_of(recorded_kind, level, month)
        calls = seen[:, 1:].sum()
        of_records = seen[:, 0] @ seen[:, 1:].sum(axis=1) / calls, seen[:, 1].sum() / calls
        found.append(Waited(month, who, round(calls), *of_records, wait_s[mine].mean(), gave_up[mine].mean()))
    return found


def _spread(month: str, kind: str, days: Days, taken_late: float) -> Spread:
    calls = days.offered.sum(axis=1)
    waits_s = days.wait_s.sum(axis=1) / calls
    together = float(np.corrcoef(calls, waits_s)[0, 1])
    return Spread(month, kind, float(calls.std(ddof=1)), float(waits_s.std(ddof=1)), together, taken_late)


def _by_idle(month: str) -> float:
    (row,) = (row for row in rows("readiness.csv") if row["month"] == month)
    return int(row["by_idle"]) / (int(row["by_idle"]) + int(row["after_a_talk"]))


def _taken_late(logs: Sequence[RunLog]) -> float:
    late = answered = 0
    for log in logs:
        talks = np.flatnonzero(log.spans["kind"] == SpanKind.TALK)
        after_a_wait = log.contacts["wait_s"][log.spans["contact"][talks].astype(int)].astype(float) > 0
        answered += int(after_a_wait.sum())
        late += int((after_a_wait & (log.spans["group"][talks] == log.names.groups.index(LATE_GROUP))).sum())
    return late / answered


def by_hour_table(month: str, judged: Sequence[Judged]) -> list[str]:
    """Return recorded against simulated by hour and by type, as Markdown."""
    lines = [
        "| | calls | mean wait, s | simulated | abandoned, % | simulated | in 20 s, % | simulated |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    mine = {(one.of, one.measure): one for one in judged if one.month == month}
    for of in dict.fromkeys(of for of, _ in mine):
        cells = [text for measure in MEASURES for text in _cells(mine[of, measure])]
        lines.append(f"| {of} | {mine[of, 'wait_s'].calls_a_day:.0f} | {' | '.join(cells)} |")
    return lines


def _cells(one: Judged) -> tuple[str, str]:
    """Return recorded ± its standard error, and simulated; bold where the two are too far apart for chance."""
    scale = 1 if one.measure == "wait_s" else 100
    simulated = f"{one.simulated * scale:.0f}"
    recorded_value = f"{one.recorded * scale:.0f} ± {one.recorded_error * scale:.1f}"
    return recorded_value, f"**{simulated}**" if abs(one.off) > NEAR else simulated


def waited_table(waited: Sequence[Waited]) -> list[str]:
    """Return who waited, recorded against simulated, as Markdown."""
    lines = [
        "| month | customers | waited | mean wait, s | simulated | abandoned, % | simulated |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    return lines + [
        f"| {one.month} | {one.who} | {one.waited} | {one.wait_s:.0f} | {one.wait_s_simulated:.0f} "
        f"| {one.abandoned:.0%} | {one.abandoned_simulated:.0%} |".replace("%", "")
        for one in waited
    ]


def spread_table(spread: Sequence[Spread]) -> list[str]:
    """Return how days differ, as Markdown."""
    lines = [
        "| month | | sd of calls a day | sd of its mean wait, s | correlation of the two | taken by an idle one, % |",
        "|---|---|--:|--:|--:|--:|",
    ]
    return lines + [
        f"| {one.month} | {one.kind} | {one.calls:.0f} | {one.wait_s:.0f} | {one.correlation:.2f} "
        f"| {100 * one.taken_late:.0f} |"
        for one in spread
    ]


def in_a_word(month: str, judged: Sequence[Judged]) -> str:
    """Return how many hours are as near as chance allows, by measure, as a sentence."""
    counts = []
    for measure, words in zip(MEASURES, ("mean waits", "abandonment", "answered in 20 s"), strict=True):
        hours = [one for one in judged if (one.month, one.measure) == (month, measure) and one.of.endswith(":00")]
        counts.append(f"{words} {sum(abs(one.off) <= NEAR for one in hours)} of {len(hours)}")
    return f"Hours within two standard errors in {month.capitalize()}: {', '.join(counts)}."


def all_tables(judged: Sequence[Judged], waited: Sequence[Waited], spread: Sequence[Spread]) -> dict[str, list[str]]:
    """Return the parts of the README that this script writes, by the name in their marks."""
    months = {month: [*by_hour_table(month, judged), "", in_a_word(month, judged)] for month in MONTHS}
    return {**months, "waited": waited_table(waited), "days": spread_table(spread)}


def written_into(page: str, parts: dict[str, list[str]]) -> str:
    """Return ``page`` with each part between its marks."""
    for name, lines in parts.items():
        marks = f"<!-- {name}: judge.py -->", f"<!-- end of {name} -->"
        pattern = f"{re.escape(marks[0])}\n.*?{re.escape(marks[1])}"
        text = "\n".join(lines)
        whole = f"{marks[0]}\n\n{text}\n\n{marks[1]}"
        page, times = re.subn(pattern, lambda _, whole=whole: whole, page, flags=re.DOTALL)
        assert times == 1, f"the README has no part {name}"
    return page


def write_csv(name: str, found: Sequence[Judged] | Sequence[Waited] | Sequence[Spread]) -> None:
    """Write rows of one kind beside this file, six digits each."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow([field.name for field in fields(found[0])])
        lines.writerows([_digits(value) for value in astuple(one)] for one in found)


def _digits(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value


def recalibrate() -> Iterable[str]:
    """Yield what January's staffing is against the one that February's own waits would ask for."""
    for month in MONTHS:
        found = calibrated(month, FUTURES[month])
        seen = sum(float(row[month]) for row in rows("agents_seen.csv"))
        yield f"{month}: {found.agent_hours:.1f} effective agent hours, {found.left:.2f} off; agents seen: {seen:.1f}"


def main(options: Sequence[str]) -> None:
    """Write the tables and the picture, or print what a recalibration says."""
    if "--recalibrate" in options:
        for line in recalibrate():
            print(line)
        return
    from picture import draw

    from simulator.report.pictures.picture_files import save

    months = [month_of(month) for month in MONTHS]
    judged, waited, spread = (
        [one for month in months for one in getattr(month, name)] for name in ("judged", "waited", "spread")
    )
    for name, found in (("judged.csv", judged), ("waited.csv", waited), ("days.csv", spread)):
        write_csv(name, found)
    page = README.read_text(encoding="utf-8")
    README.write_text(written_into(page, all_tables(judged, waited, spread)), encoding="utf-8")
    for form in ("svg", "png"):
        save(draw(judged), str(HERE / f"judged.{form}"))


if __name__ == "__main__":
    main(sys.argv[1:])
