"""The words around the pictures of a comparison: what it is of, how sure it is, where it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.report.pictures.frame import plain
from simulator.report.words.before_and_after import warm_up_said
from simulator.report.words.numbers import MINUTE_S, format_days
from simulator.scenario.layers.grid import settings_of
from simulator.units import format_duration

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.given_run import AnyRun


def one_place(run: "AnyRun | Comparison") -> "Comparison":
    """Return what a picture of one place is of: the comparison itself, or the first of several."""
    from simulator.given_run import first_place

    return first_place(run)


def footer(comparison: "Comparison", *said: str, place: bool = True) -> str:
    """Return what stands below a picture: what it is of, replications and seed, and then what else is said.

    ``place`` is False where the picture is of all places.
    """
    what = where(comparison) if place else scenario(comparison)
    warm_up = warm_up_said(comparison.scenarios[comparison.baseline].horizon.warm_up_s)
    after = f" after {warm_up}" if warm_up else ""
    about = f"{what} · {days(comparison)}{after} · seed {comparison.seed}."
    return "\n".join((about, *(f"{one[0].upper()}{one[1:]}." for one in (*said, _caveat(comparison)) if one)))


def _caveat(comparison: "Comparison") -> str:
    """Return which strategies are not only the center's work, where there are any."""
    names = more(comparison.customers_differ)
    return f"customers differ: {names} changed demand" if names else ""


def where(comparison: "Comparison") -> str:
    """Return the scenario, with the future and the point of a grid where there are any."""
    future = [f"future {plain(comparison.future)}"] if comparison.future else []
    return " · ".join([scenario(comparison), *future, *(plain(text, 80) for text in settings_of(comparison.point))])


def scenario(comparison: "Comparison") -> str:
    """Return the scenario's name with its day or days, where they are particular ones."""
    horizon = comparison.scenarios[comparison.baseline].horizon
    day = format_days(horizon.date, horizon.weekday, horizon.days)
    return ", ".join(part for part in (plain(comparison.name, 80), day) if part)


def days(comparison: "Comparison") -> str:
    """Return how many days were simulated."""
    return "1 replication" if comparison.replications == 1 else f"{comparison.replications:,} replications"


def sure(comparison: "Comparison") -> str:
    """Return how sure intervals are, as *95 % confidence*."""
    return f"{comparison.confidence * 100:g} % confidence"


def one_line(name: str, mark: str = "", width: int = 40) -> str:
    """Return a strategy's name as a label, with what must be known of it."""
    return f"{plain(name, width)}{f' ({mark})' if mark else ''}"


def customers(comparison: "Comparison", name: str) -> str:
    """Return what must be known of a strategy: that its customers are not the baseline's."""
    return "customers differ" if name in comparison.customers_differ else ""


def more(names: Sequence[str], limit: int = 2) -> str:
    """Return names for a title, the first few of many.

    >>> more(["early", "late", "both"])
    'early, late and 1 more'
    """
    shown = [plain(name, 40) for name in names[:limit]]
    if len(names) > limit:
        return f"{', '.join(shown)} and {len(names) - limit} more"
    return " and ".join(shown)


def seconds(time_s: float) -> str:
    """Return a stated time as it is said.

    >>> seconds(20.0), seconds(90.0), seconds(120.0)
    ('20 s', '1m30s', '2 min')
    """
    if time_s < MINUTE_S:
        return f"{time_s:g} s"
    minutes = time_s / MINUTE_S
    return f"{minutes:g} min" if minutes == int(minutes) and minutes < MINUTE_S else format_duration(time_s)
