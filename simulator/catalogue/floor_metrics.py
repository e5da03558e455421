"""The metrics of what becomes of the hours that people are paid for: told only where there are such hours."""

from simulator.catalogue.metric import STAFF, Better, Grain, Instant, Metric, Unit

_OF_EVERY_CENTER = ("paid_s", "on_duty_s", "available_s")
"""Known of headcounts, too; lists have them where people are known one by one."""


def _hours(name: str, title: str, measure: str, formula: str, better: Better = Better.NEITHER) -> Metric:
    return Metric(
        name,
        title,
        Unit.HOURS,
        better,
        Instant.CLOCK,
        formula,
        (measure,),
        scale=1 / 3600.0,
        grain=Grain.SPAN,
        of=STAFF,
        where=(measure,) if measure not in _OF_EVERY_CENTER else ("scheduled_s",),
    )


FLOOR_METRICS = (
    _hours("scheduled_hours", "hours scheduled", "scheduled_s", "planned hours of all agents, breaks included"),
    _hours(
        "paid_hours",
        "hours paid",
        "paid_s",
        "hours of all states together: available, talk, wrap-up, helping, break, off the phone, away and absent, "
        "overtime included; unpaid breaks and unpaid absence are none of them; ÷ what is left by stages that the plan "
        "has deducted already (`agents_are`)",
        Better.LOWER,
    ),
    _hours(
        "on_duty_hours",
        "hours on duty",
        "on_duty_s",
        "hours in which agents were there for contacts, busy or not: hours logged in without breaks, time off the "
        "phone and time away",
    ),
    _hours("available_hours", "hours available", "available_s", "hours on duty in which agents had nothing in hand"),
    _hours("talk_hours", "hours in talk", "talk_s", "hours in which agents talked with at least one customer"),
    _hours("wrap_up_hours", "hours in wrap-up", "wrap_up_s", "hours in which agents wrapped up and talked with nobody"),
    _hours("break_hours", "hours of paid breaks", "break_s", "hours agents were on paid breaks, as long as planned"),
    _hours(
        "away_hours",
        "hours away",
        "away_s",
        "paid hours in which agents were not there although their shift says so: short absences, late log-ins, and "
        "what breaks were longer than planned",
    ),
    _hours(
        "absent_hours",
        "hours absent",
        "absent_s",
        "paid hours of shifts that were not worked, so without their unpaid breaks",
    ),
    _hours(
        "unpaid_absent_hours",
        "hours of unpaid absence",
        "unpaid_absent_s",
        "hours of shifts that were not worked and are not paid; they are none of the hours paid",
    ),
    _hours(
        "overtime_hours",
        "overtime",
        "overtime_s",
        "hours after the end of a shift, or after closing, until agents had finished",
    ),
    _hours(
        "on_call_hours",
        "hours on call",
        "on_call_s",
        "hours in which people stood by for being called in, until they came or their shift ended; they are neither "
        "scheduled nor paid hours, and cost a share of an hour (`on_call`)",
    ),
)
