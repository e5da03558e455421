"""What is measured in many places, futures or points of a grid, each with its limit: parts of the center and checks.

One number over all channels says little of any of them. So beside what decides which strategy is best there is each
part's service level with its target, and whatever the scenario itself promises under ``checks:``.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from simulator.catalogue import METRICS, Unit
from simulator.checking import judged
from simulator.errors import UsageError
from simulator.given_run import whole_run
from simulator.report.pictures.frame import plain
from simulator.report.pictures.levels import LEVEL, contact_types, percent, row_of, target_share, within_of
from simulator.report.words.parts import parts
from simulator.scenario.judged.checks import Check, parse_check

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun


def run_along(run: "AnyRun", settings: int) -> "Compared":
    """Return the run that ``run`` is or holds, along a grid of so many ``settings``; any other raises `UsageError`."""
    whole = whole_run(run)
    if (found := len(whole.grid.axes)) != settings:
        grid = f"a grid of {settings} setting{'s' if settings > 1 else ''}"
        got = f"one of {found}" if found else "one without a grid"
        raise UsageError(f"run: expected a comparison along {grid}, as compare(…, vary=[…]) returns it, got {got}.")
    return whole


@dataclass(frozen=True)
class ShownMetric:
    """A metric of something, with the promises there are of it."""

    metric: str
    of: str
    head: str
    """What it is called, with its target."""
    interval: str | None = None
    targets: tuple[float, ...] = ()
    """Shares that types are promised at least."""
    checks: tuple[Check, ...] = ()
    short: str = ""
    """A part with the time of its target, where the target's share stands elsewhere."""

    @property
    def unit(self) -> Unit:
        """Return the unit of its values."""
        return self.checks[0].unit if self.checks else METRICS[self.metric].unit

    @property
    def limits(self) -> tuple[float, ...]:
        """Return all limits, in the unit of the values."""
        return (*self.targets, *(check.limit for check in self.checks))

    def at(self, comparison: "Comparison", strategy: str) -> tuple[float, float, float]:
        """Return (value, low, high) of a strategy in one place; NaN where there is none."""
        if self.checks:
            found = judged(self.checks[0], comparison, strategy)
            return found.value, found.low, found.high
        row = row_of(comparison, strategy, self.metric, self.of, self.interval)
        return (row.value, row.low, row.high) if row else (math.nan, math.nan, math.nan)

    def missed(self, value: float) -> bool:
        """Return whether ``value`` is on the wrong side of any limit."""
        if math.isnan(value):
            return False
        return any(value < share for share in self.targets) or not all(check.holds_at(value) for check in self.checks)


def levels_of_parts(comparison: "Comparison") -> list[ShownMetric]:
    """Return the service level of each part of the center, with its types' target; nothing where there is one part."""
    found = parts(comparison)
    if len(found) == 1:
        return []
    kinds = contact_types(comparison)
    levels = []
    for part in found:
        shares = sorted({kinds[name].service_level.share for name in part.types})
        share, within = target_share(comparison, part.of), within_of(comparison, part.of)
        target = " ".join(word for word in (percent(share) if share is not None else "", within) if word)
        head = f"{plain(part.label, 26)}: service level" + (f", {target}" if target else "")
        short = plain(part.label, 24) + (f": {within}" if within else "")
        levels.append(ShownMetric(LEVEL, part.of, head, targets=tuple(shares), short=short))
    return levels


def checks_of(comparison: "Comparison") -> list[Check]:
    """Return the scenario's own checks, as the baseline reads them; what it cannot read is left out."""
    scenario = comparison.scenarios[comparison.baseline]
    read = (parse_check(text, scenario) for text in comparison.checks)
    return [one for one in read if isinstance(one, Check)]


def with_checks(shown: Sequence[ShownMetric], comparison: "Comparison") -> list[ShownMetric]:
    """Return ``shown`` with the scenario's checks: each with what it is about, the others by themselves behind."""
    found = list(shown)
    for check in checks_of(comparison):
        about = (check.metric, check.of, check.interval)
        for place, one in enumerate(found):
            if (one.metric, one.of, one.interval) == about and not any(each.on_days for each in (check, *one.checks)):
                limit = check.text.partition(check.comparison)[2].strip()
                head = f"{one.head} {check.comparison} {limit}"
                found[place] = replace(one, checks=(*one.checks, check), head=head)
                break
        else:
            found.append(ShownMetric(*about[:2], plain(check.text, 60), check.interval, (), (check,)))
    return found
