"""What the recorded calls say of demand, talk and patience: the numbers of ``bank_1999.yaml``.

    python scenarios/bank_1999/fit.py     the estimates, as they stand in the scenario

Made from the tables beside this file. Talk, patience and the shares of priority customers are estimated from January
alone, so that February can judge them. Busyness is estimated from the counts of both months: counts are given to the
February that is judged, waits are not.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from scipy.optimize import minimize
from tables import (
    HOURS,
    KINDS,
    MONTHS,
    PRIORITY,
    REGULAR,
    SHORT_TALK_S,
    TALK_QUANTILES,
    Floats,
    rows,
    sound_days,
    waited,
)

FITTED_ON = "january"
PARTS = {"morning": 7, "afternoon": 12, "rush": 16, "evening": 19}
"""Parts of a day and the hour they begin; within one of them, hours are busy together."""
LARGE = ("PS", "NW", "NE")
"""Types with enough calls in a part of a day to tell a busy one from chance."""
WITH_PRIORITY = ("PS", "NE", "TT", "PE")
"""Types that have priority customers: prospective ones have none, and for the web site none was looked up."""
TOLD_APART = ("PS", "NE")
"""Of these, the ones with enough calls to estimate the patience of priority customers apart."""
LOOK_AFTER_S = (10, 30, 60, 120, 180, 300)


@dataclass(frozen=True)
class Talk:
    """Talk of one type: a share of very short calls, the rest lognormal. Seconds and shares."""

    calls: int
    short_share: float
    short_mean_s: float
    long_mean_s: float
    long_cv: float
    apart: float
    """The largest difference of the two distribution functions, over the tabled quantiles of the long ones."""

    @property
    def short_ends_s(self) -> tuple[float, float]:
        """The widest even spread within 0 and 10 s that has the mean of the short calls."""
        return max(0.0, 2 * self.short_mean_s - SHORT_TALK_S), min(SHORT_TALK_S, 2 * self.short_mean_s)


@dataclass(frozen=True)
class Patience:
    """Patience of some customers: exponential, or of two sorts of them, each exponential. Seconds and shares."""

    waited: int
    abandoned: float
    hasty_share: float
    """0 when one exponential says as much."""
    hasty_mean_s: float
    mean_s: float
    """Of those who are not hasty."""

    def longer_than(self, after_s: Floats) -> Floats:
        """Return the share whose patience is longer."""
        rest = (1 - self.hasty_share) * np.exp(-after_s / self.mean_s)
        return rest + (self.hasty_share * np.exp(-after_s / self.hasty_mean_s) if self.hasty_share else 0.0)


@dataclass(frozen=True)
class Busyness:
    """Coefficients of variation of the factors on the rates, and how alike neighbouring parts of the day are."""

    common: float
    own: dict[str, float]
    between_parts: float


def talk_of(kind: str, month: str = FITTED_ON) -> Talk:
    """Return the talk of a type.

    The cv of the lognormal part is that of the logarithms of the talks from 10 s up; its mean is their plain mean, so
    that the work of a day is what it was.
    """
    (row,) = (row for row in rows("talk.csv") if row["contact_type"] == kind and row["month"] == month)
    spread, mean_s, calls = float(row["log_sd"]), float(row["long_mean_s"]), int(row["calls"])
    normal = NormalDist(math.log(mean_s) - spread**2 / 2, spread)
    below = [normal.cdf(math.log(float(row[name]) + 0.5)) - int(name[1:]) / 100 for name in TALK_QUANTILES]
    return Talk(
        calls=calls,
        short_share=int(row["short"]) / calls,
        short_mean_s=float(row["short_mean_s"]),
        long_mean_s=mean_s,
        long_cv=math.sqrt(math.expm1(spread**2)),
        apart=max(map(abs, below)),
    )


def priority_share(kind: str, month: str = FITTED_ON) -> float:
    """Return the share of priority customers among those who waited and whose priority was looked up.

    Only who waited was looked up, so 0 says nothing about the customer; the share is taken for all.
    """
    numbers = {level: waited(month)[kind, level][:, 1:].sum() for level in (REGULAR, PRIORITY)}
    return float(numbers[PRIORITY] / sum(numbers.values()))


def waits_of(kind: str, level: int | None = None, month: str = FITTED_ON) -> Floats:
    """Return rows of (wait in s, abandoned, answered); ``level`` takes the customers of one priority.

    Some left before their priority was looked up: they are counted in both levels, by the share of each.
    """
    tables = waited(month)
    if level is None:
        return np.concatenate([table for (one, _), table in tables.items() if one == kind])
    share = priority_share(kind, month)
    unknown = tables.get((kind, 0), np.empty((0, 3))) * [1, *[share if level == PRIORITY else 1 - share] * 2]
    return np.concatenate([tables[kind, level], unknown])


def patience_of(waits: Floats) -> Patience:
    """Return the patience that makes the waits most likely.

    An abandoned wait is a patience, known to the second it ended in; an answered one only says that the patience was
    longer. Two sorts of customers are taken where they are so much more likely than one as the two further numbers ask
    (the criterion of Schwarz, 1978).
    """
    until_s, gave_up, answered = waits.T
    one = Patience(round(waits[:, 1:].sum()), gave_up.sum(), 0.0, 0.0, until_s @ (gave_up + answered) / gave_up.sum())

    def sorts(numbers: Sequence[float]) -> Patience:
        share, *means_s = 1 / (1 + math.exp(-numbers[0])), math.exp(numbers[1]), math.exp(numbers[2])
        return Patience(one.waited, one.abandoned, share, *means_s)

    def unlikely(patience: Patience) -> float:
        left = patience.longer_than(until_s)
        leaves = np.maximum(patience.longer_than(until_s - 1) - left, 1e-300)
        return -float(gave_up @ np.log(leaves) + answered @ np.log(np.maximum(left, 1e-300)))

    start = [-1.0, math.log(one.mean_s / 5), math.log(one.mean_s * 2)]
    found = minimize(
        lambda numbers: unlikely(sorts(numbers)), start, method="Nelder-Mead", options={"maxfev": 3000, "fatol": 1e-6}
    )
    two = sorts(found.x)
    sure = two.hasty_mean_s < two.mean_s and unlikely(one) - unlikely(two) > math.log(one.waited)
    return two if sure else one


@lru_cache
def patience_of_customers(name: str) -> Patience:
    """Return the patience of some of the `customers`."""
    return patience_of(waits_of(*customers()[name]))


def still_waiting(waits: Floats, after_s: Sequence[float]) -> Floats:
    """Return the shares whose patience is longer than each of ``after_s``, of any shape (Kaplan and Meier, 1958)."""
    times_s, place = np.unique(waits[:, 0], return_inverse=True)
    left = np.bincount(place, waits[:, 1])
    gone = left + np.bincount(place, waits[:, 2])
    waiting = gone.sum() - np.append(0, np.cumsum(gone)[:-1])
    shares = np.append(1.0, np.cumprod(1 - left / waiting))
    return np.asarray(shares[np.searchsorted(times_s, after_s, side="right")])


def counts_of(month: str, kind: str) -> Floats:
    """Return the calls of a type by day and part of the day; shape (days, parts)."""
    dates = sound_days()[month]
    part_of = {hour: sum(hour >= begins for begins in PARTS.values()) - 1 for hour in HOURS}
    counts = np.zeros((len(dates), len(PARTS)))
    for row in rows("by_hour.csv"):
        if row["contact_type"] == kind and row["date"] in dates:
            counts[dates.index(row["date"]), part_of[int(row["hour"])]] += int(row["offered"])
    return counts


def busyness() -> Busyness:
    """Return how much busier than expected days and their parts are, chance (Poisson) taken off.

    Expected is what a straight line through a month's logarithms says: January began with nearly twice the calls it
    ended with, and the center had more agents then. What remains is what nobody planned for. Covariances of the
    relative deviations, shape (types and parts, types and parts), are averaged over the months; what types share is
    common, what a type varies beyond it is its own.
    """
    size, parts = len(LARGE), len(PARTS)
    shared = np.zeros((size * parts, size * parts))
    for month in MONTHS:
        deviations, chance = zip(*(_deviations(counts_of(month, kind)) for kind in LARGE), strict=True)
        table = np.hstack(deviations)
        # A mean and a slope are taken from the days, hence two less.
        shared += (table.T @ table / (len(table) - 2) - np.diag(np.concatenate(chance))) / len(MONTHS)
    blocks = shared.reshape(size, parts, size, parts)
    of_types = np.array([[np.trace(blocks[one, :, two, :]) / parts for two in range(size)] for one in range(size)])
    common = float(of_types[np.triu_indices(size, 1)].mean())
    neighbours = sum(np.trace(blocks[one, :, one, :], 1) / (parts - 1) for one in range(size))
    own = {kind: math.sqrt((1 + of_types[one, one]) / (1 + common) - 1) for one, kind in enumerate(LARGE)}
    return Busyness(math.sqrt(max(common, 0.0)), own, float(neighbours / np.trace(of_types)))


def _deviations(counts: Floats) -> tuple[Floats, Floats]:
    """Return the relative deviations from what is expected, shape (days, parts), and their variance by chance alone."""
    day = np.arange(len(counts))
    trend = np.exp(np.polynomial.Polynomial.fit(day, np.log(counts.sum(axis=1)), 1)(day))
    expected = np.outer(trend / trend.mean(), counts.mean(axis=0))
    return counts / expected - 1, (1 / expected).mean(axis=0)


def customers() -> dict[str, tuple[str, int | None]]:
    """Return the customers whose patience is estimated: the recorded type, and the priority where that matters."""
    found: dict[str, tuple[str, int | None]] = {}
    for kind, name in KINDS.items():
        if kind in TOLD_APART:
            found |= {f"{name}, priority": (kind, PRIORITY), f"{name}, others": (kind, REGULAR)}
        else:
            found[name] = kind, None
    return found


def report() -> list[str]:
    """Return the estimates as lines to read, with how well they fit."""
    lines = [
        f"talk {name:<12}{one.calls:>6} calls, {one.short_share:4.0%} under 10 s, {one.short_ends_s[0]:.0f} to "
        f"{one.short_ends_s[1]:.0f} s; others lognormal, mean {one.long_mean_s:.0f}s, cv {one.long_cv:.2f}, "
        f"distribution {one.apart:.1%} off at most"
        for name, one in ((name, talk_of(kind)) for kind, name in KINDS.items())
    ]
    shares = (f"{KINDS[kind]} {priority_share(kind):.0%}" for kind in WITH_PRIORITY)
    lines.append(f"priority customers: {', '.join(shares)}")
    for name, group in customers().items():
        one = patience_of_customers(name)
        hasty = f"{one.hasty_share:.0%} mean {one.hasty_mean_s:.0f}s, others " if one.hasty_share else ""
        lines.append(
            f"patience {name:<17}{one.waited:>6} waited, {one.abandoned:>5.0f} abandoned; {hasty}mean {one.mean_s:.0f}s"
        )
        lines += [f"    longer than, {month}/fit: {_longer(one, waits_of(*group, month=month))}" for month in MONTHS]
    busy = busyness()
    own = ", ".join(f"{KINDS[kind]} {cv:.0%}" for kind, cv in busy.own.items())
    return [*lines, f"busyness: common {busy.common:.0%}; own {own}; between parts {busy.between_parts:.0%}"]


def _longer(patience: Patience, waits: Floats) -> str:
    both = zip(LOOK_AFTER_S, still_waiting(waits, LOOK_AFTER_S), strict=True)
    return ", ".join(f"{s}s {seen:.0%}/{patience.longer_than(np.array(float(s))):.0%}" for s, seen in both)


if __name__ == "__main__":
    print("\n".join(report()))
