"""The metrics of customers who leave silently: told only where there are some."""

from simulator.catalogue.metric import CUSTOMERS, STAFF, Better, Grain, Instant, Metric, Unit

_SILENT = ("silent",)


def _of_customers(
    name: str, title: str, unit: Unit, better: Better, formula: str, top: tuple[str, ...], bottom: tuple[str, ...] = ()
) -> Metric:
    return Metric(name, title, unit, better, Instant.ARRIVAL, formula, top, bottom, of=CUSTOMERS, where=_SILENT)


def _time(
    name: str, title: str, unit: Unit, formula: str, top: tuple[str, ...], bottom: tuple[str, ...] = ()
) -> Metric:
    scale = 1 / 3600.0 if unit is Unit.HOURS else 1.0
    return Metric(
        name,
        title,
        unit,
        Better.LOWER,
        Instant.CLOCK,
        formula,
        top,
        bottom,
        scale=scale,
        grain=Grain.SPAN,
        of=STAFF,
        where=_SILENT,
    )


SILENT_METRICS = (
    _of_customers(
        "silent",
        "left silently",
        Unit.CONTACTS,
        Better.LOWER,
        "customers who left when their patience ended without the center noticing it; also among the abandoned, or "
        "those who left waiting for a later reply",
        ("silent",),
    ),
    _of_customers(
        "silent_share",
        "share left silently",
        Unit.SHARE,
        Better.NEITHER,
        "left silently / (abandoned + left while waiting for a reply after the first one)",
        ("silent",),
        ("abandoned", "left_waiting"),
    ),
    _of_customers(
        "apparent_service_level",
        "apparent service level",
        Unit.SHARE,
        Better.NEITHER,
        "the service level as the center sees it, where customers who have left silently count as answered once an "
        "agent writes to them (or takes the contact, in chats without replies), and those sent away or still open as "
        "if they were there",
        ("apparent_in_time",),
        ("apparent_judged",),
    ),
    _of_customers(
        "apparent_abandonment_rate",
        "apparent abandonment rate",
        Unit.SHARE,
        Better.NEITHER,
        "the abandonment rate as the center sees it: abandoned, without those who left silently / offered",
        ("apparent_abandoned",),
        ("offered",),
    ),
    _of_customers(
        "closed_in_vain",
        "closed in vain",
        Unit.CONTACTS,
        Better.LOWER,
        "conversations that an agent closed with the last reply although the customer had left silently; not among "
        "the closed",
        ("closed_in_vain",),
    ),
    _time(
        "in_vain_hours",
        "hours worked in vain",
        Unit.HOURS,
        "hours in which agents wrote to customers who had left silently, greeted them, read their conversations or "
        "wrapped up; they count in the occupancy as talk does",
        ("in_vain_s",),
    ),
    _time(
        "silent_slot_hours",
        "hours in hand in vain",
        Unit.HOURS,
        "hours in which contacts whose customers had left silently were worked on or waited for an answer in agents' "
        "hands; without those inactive, or paused while the agent is busy otherwise",
        ("silent_hand_s",),
    ),
    _time(
        "silent_slot_share",
        "share of slots filled in vain",
        Unit.SHARE,
        "slots filled by contacts whose customers had left silently / slots filled, both while the center is open",
        ("silent_slot_s",),
        ("slot_s",),
    ),
)
