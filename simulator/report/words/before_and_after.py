"""What a run has before the days that are reported and after them, in words: a warm-up, and the instant it stops."""

from typing import TYPE_CHECKING

from simulator.units import DAY_S, format_duration

if TYPE_CHECKING:
    from simulator.scenario.nouns import Horizon


def warm_up_said(warm_up_s: float) -> str:
    """Return how long the warm-up is; empty where there is none.

    >>> warm_up_said(7 * 86400.0), warm_up_said(86400.0), warm_up_said(12 * 3600.0), warm_up_said(0.0)
    ('7 days of warm-up', '1 day of warm-up', '12h of warm-up', '')
    """
    if not warm_up_s:
        return ""
    days, rest = divmod(warm_up_s, DAY_S)
    if rest or not days:
        return f"{format_duration(warm_up_s)} of warm-up"
    return f"{days:.0f} day{'s' * (days > 1)} of warm-up"


def after_warm_up(warm_up_s: float) -> str:
    """Return that a result is what came after the warm-up; empty where there is none.

    >>> after_warm_up(2 * 86400.0), after_warm_up(86400.0)
    ('after 2 days of warm-up, which are not reported', 'after 1 day of warm-up, which is not reported')
    """
    said = warm_up_said(warm_up_s)
    return said and f"after {said}, which {'is' if warm_up_s == DAY_S else 'are'} not reported"


def stop_said(horizon: "Horizon") -> str:
    """Return when a run stops that does not wait for its last contact; empty where it does."""
    if horizon.run_on_s is None:
        return ""
    return f"{format_duration(horizon.run_on_s)} after the last closing" if horizon.run_on_s else "at the last closing"
