"""The metrics of interventions: told only where there are any."""

from simulator.catalogue.metric import STAFF, Better, Grain, Instant, Metric, Unit

INTERVENTION_METRICS = (
    Metric(
        "interventions",
        "interventions",
        Unit.CONTACTS,
        Better.NEITHER,
        Instant.CLOCK,
        "how often interventions were carried out, whichever they are",
        ("interventions",),
        grain=Grain.INTERVENTION,
        of=("all",),
        where=("interventions",),
    ),
    Metric(
        "off_phone_hours",
        "hours off the phone",
        Unit.HOURS,
        Better.NEITHER,
        Instant.CLOCK,
        "hours in which agents were paid and not available for contacts: work off the phone in their shifts, "
        "shrinkage, and the way to another group, in whose row it counts, if an intervention moves them or calls "
        "them in",
        ("off_phone_s",),
        scale=1 / 3600.0,
        grain=Grain.SPAN,
        of=STAFF,
        where=("off_phone_s",),
    ),
)
