"""The metrics of help: told only where agents call for it."""

from simulator.catalogue.metric import ANYONE, STAFF, Better, Grain, Instant, Metric, Unit

_CALLED = ("calls_for_help",)
_WHOSE = "counted as what the contact was then, and for the group whose agent called"

HELP_METRICS = (
    Metric(
        "calls_for_help",
        "calls for help",
        Unit.CONTACTS,
        Better.NEITHER,
        Instant.CLOCK,
        f"how often agents called for help, by any rule, whether or not somebody came; {_WHOSE}",
        ("calls_for_help",),
        grain=Grain.HELP,
        of=ANYONE,
        where=_CALLED,
    ),
    Metric(
        "helped_share",
        "calls for help answered",
        Unit.SHARE,
        Better.HIGHER,
        Instant.CLOCK,
        f"calls for which a helper came before the talk was over / calls for help; {_WHOSE}",
        ("calls_helped",),
        ("calls_for_help",),
        grain=Grain.HELP,
        of=ANYONE,
        where=_CALLED,
    ),
    Metric(
        "help_wait_s_mean",
        "mean wait for help",
        Unit.SECONDS,
        Better.LOWER,
        Instant.CLOCK,
        f"time from the call until a helper came / calls for which one came; {_WHOSE}",
        ("help_wait_s",),
        ("calls_helped",),
        grain=Grain.HELP,
        of=ANYONE,
        where=_CALLED,
    ),
    Metric(
        "helping_hours",
        "hours helping",
        Unit.HOURS,
        Better.NEITHER,
        Instant.CLOCK,
        "hours in which agents helped others, from when they came until the talk was over; they count in the occupancy "
        "as talk does",
        ("helping_s",),
        scale=1 / 3600.0,
        grain=Grain.SPAN,
        of=STAFF,
        where=("helping_s",),
    ),
)
