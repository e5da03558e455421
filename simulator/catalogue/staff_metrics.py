"""The metrics of what people cost and how their time is used: each definition that is accepted under its own name."""

from simulator.catalogue.metric import STAFF, Better, Grain, Instant, Metric, Unit

_WHERE_PEOPLE = ("scheduled_s",)
"""Told in lists where agents are known one by one; asked for by name, those of costs are there in every center."""


def _cost_per(name: str, title: str, formula: str, measure: str) -> Metric:
    return Metric(
        name,
        title,
        Unit.MONEY,
        Better.LOWER,
        Instant.CLOCK,
        f"staff cost / {formula}",
        ("cost",),
        (measure,),
        grain=Grain.SPAN,
        of=STAFF if measure == "answered" else ("all",),
        where=_WHERE_PEOPLE,
    )


def _use(name: str, title: str, better: Better, formula: str, top: str, bottom: str) -> Metric:
    unit = Unit.RATIO if name.startswith("conformance") else Unit.SHARE
    return Metric(
        name,
        title,
        unit,
        better,
        Instant.CLOCK,
        formula,
        (top,),
        (bottom,),
        grain=Grain.SPAN,
        of=STAFF,
        where=_WHERE_PEOPLE,
    )


_IN_STATE = (
    "time in which agents did what was planned: on the phone (available, talk, wrap-up, helping), on a break, or at "
    "work off the phone"
)
_DUE = (
    "a break is planned for when it was due: at its time, or, of one with some choice, when it began, and at the "
    "latest at the end of that choice"
)
STAFF_METRICS = (
    _cost_per("cost_per_contact", "staff cost per contact", "arrived", "arrived"),
    _cost_per("cost_per_answered", "staff cost per answered contact", "answered", "answered"),
    _cost_per("cost_per_served_in_time", "staff cost per case served in time", "cases served in time", "cases_in_time"),
    _cost_per("cost_per_solved_case", "staff cost per solved case", "solved cases", "solved"),
    _use(
        "utilisation_of_paid_time",
        "utilisation of paid time",
        Better.NEITHER,
        "talk, wrap-up and helping / hours paid, overtime, breaks, time away and paid absence included",
        "handled_s",
        "paid_s",
    ),
    _use(
        "utilisation_of_logged_in_time",
        "utilisation of logged-in time",
        Better.NEITHER,
        "talk, wrap-up and helping / hours agents were logged in: hours paid without absence",
        "handled_s",
        "logged_in_s",
    ),
    _use(
        "adherence",
        "adherence",
        Better.HIGHER,
        f"{_IN_STATE} / scheduled time of those who came, breaks included; {_DUE}",
        "as_planned_s",
        "planned_came_s",
    ),
    _use(
        "adherence_with_absence",
        "adherence, absence included",
        Better.HIGHER,
        f"{_IN_STATE} / scheduled time, that of the absent included; breaks as in adherence",
        "as_planned_s",
        "planned_s",
    ),
    _use(
        "conformance",
        "conformance on the phone",
        Better.NEITHER,
        "time on the phone, whenever it was / time scheduled on the phone of those who came; more than 1 where people "
        "stay longer or miss breaks",
        "on_phone_s",
        "planned_on_phone_s",
    ),
    _use(
        "conformance_of_shifts",
        "conformance of shifts",
        Better.NEITHER,
        "time on shift, breaks and overtime included, time away not / scheduled time of those who came",
        "on_shift_s",
        "planned_came_s",
    ),
)
