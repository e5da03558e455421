"""The metrics of overflow rules and of announced waits: told only where there are any."""

from simulator.catalogue.metric import Better, Instant, Metric, Unit

ANNOUNCED = ("announced",)
"""Where anybody hears of a wait."""
_WHOSE = "counted as what the contact was then"


def _count(name: str, title: str, better: Better, formula: str, *, where: tuple[str, ...] = ()) -> Metric:
    return Metric(
        name, title, Unit.CONTACTS, better, Instant.ARRIVAL, formula, (name,), requests=False, where=where or (name,)
    )


def _off(name: str, title: str, better: Better, formula: str) -> Metric:
    return Metric(
        name,
        title,
        Unit.SECONDS,
        better,
        Instant.ARRIVAL,
        formula,
        (name,),
        ("announced_answered",),
        requests=False,
        where=ANNOUNCED,
    )


OVERFLOW_METRICS = (
    Metric(
        "sent_away_share",
        "sent away by a rule",
        Unit.SHARE,
        Better.LOWER,
        Instant.ARRIVAL,
        "sent away by an overflow rule, or because an intervention had closed the type / arrived",
        ("sent_away",),
        ("arrived",),
        where=("sent_away",),
    ),
    _count(
        "overflowed",
        "overflowed",
        Better.NEITHER,
        f"became a contact of another type by an overflow rule: moved, or by an accepted offer; {_WHOSE}",
    ),
    _count(
        "channel_changes",
        "forced changes of channel",
        Better.LOWER,
        "moved by an overflow rule, or redirected at a closed door, to a type on another channel; accepted offers do "
        f"not count; {_WHOSE}",
    ),
    _count(
        "offers",
        "offers of another channel",
        Better.NEITHER,
        f"customers whom an overflow rule offered another channel, accepted or not; {_WHOSE}",
    ),
    _count(
        "offers_accepted",
        "accepted offers",
        Better.NEITHER,
        f"customers who accepted another channel that an overflow rule offered; {_WHOSE}",
        where=("offers",),
    ),
    _count(
        "announced",
        "announced waits",
        Better.NEITHER,
        f"contacts whose customer heard an announced wait; {_WHOSE}",
    ),
    _count(
        "announced_answered",
        "announced waits, answered",
        Better.NEITHER,
        f"contacts whose customer heard a finite announced wait, and which were answered; {_WHOSE}",
        where=ANNOUNCED,
    ),
    _off(
        "announced_error_s",
        "mean error of announced waits",
        Better.LOWER,
        "|announced wait - wait| of contacts that heard a finite wait and were answered / their number; "
        f"{_WHOSE}, with the whole wait of contacts that were moved",
    ),
    _off(
        "announced_bias_s",
        "mean bias of announced waits",
        Better.NEITHER,
        "(announced wait - wait) of contacts that heard a finite wait and were answered / their number; positive if "
        f"announcements are too long; {_WHOSE}, with the whole wait of contacts that were moved",
    ),
)
