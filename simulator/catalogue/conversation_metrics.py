"""The metrics of conversations: told only where an agent took some."""

from simulator.catalogue.metric import ANYONE, CUSTOMERS, STAFF, Better, Grain, Instant, Metric, Unit

TARGETS = {"first_reply": "first_reply_in_target", "reply": "reply_in_target", "solved": "solved_in_target"}
"""The metric of each target that a type of conversations may have, by the key of the target."""
_TAKEN = ("conversations",)
_REPLIED = ("replies",)


def _conversation(
    name: str,
    title: str,
    unit: Unit,
    better: Better,
    formula: str,
    top: tuple[str, ...],
    bottom: tuple[str, ...] = (),
    of: tuple[str, ...] = ANYONE,
    scale: float = 1.0,
) -> Metric:
    return Metric(
        name,
        title,
        unit,
        better,
        Instant.ARRIVAL,
        formula,
        top,
        bottom,
        of=of,
        scale=scale,
        requests=False,
        where=_TAKEN,
    )


def _count(name: str, title: str, better: Better, formula: str) -> Metric:
    return _conversation(name, title, Unit.CONTACTS, better, formula, (name,))


def _share(name: str, title: str, better: Better, formula: str, top: str) -> Metric:
    return _conversation(name, title, Unit.SHARE, better, f"{formula} / conversations", (top,), _TAKEN)


def _reply(name: str, title: str, better: Better, formula: str, top: str, bottom: str) -> Metric:
    return Metric(
        name,
        title,
        Unit.SHARE,
        better,
        Instant.ARRIVAL,
        formula,
        (top,),
        (bottom,),
        grain=Grain.REPLY,
        of=ANYONE,
        where=_TAKEN,
    )


def _in_target(name: str, title: str, formula: str, top: str, bottom: str, grain: Grain = Grain.CONTACT) -> Metric:
    return Metric(
        name,
        title,
        Unit.SHARE,
        Better.HIGHER,
        Instant.ARRIVAL,
        formula,
        (top,),
        (bottom,),
        grain=grain,
        of=ANYONE,
        requests=grain is Grain.CONTACT,
        where=(bottom,),
    )


def _time_to_reply(name: str, title: str, quantile: float) -> Metric:
    return Metric(
        name,
        title,
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        f"the smallest time from a customer message to its reply that {quantile:.0%} of the replies did not exceed; "
        "over those of all replications together",
        quantile=quantile,
        grain=Grain.REPLY,
        of=CUSTOMERS,
        where=_REPLIED,
    )


def _in_hand(name: str, title: str, formula: str, top: tuple[str, ...]) -> Metric:
    return Metric(
        name,
        title,
        Unit.RATIO,
        Better.NEITHER,
        Instant.CLOCK,
        f"total time of {formula} / time on duty, both while the center is open; conversations of agents on a break "
        "count",
        top,
        ("staffed_s",),
        grain=Grain.SPAN,
        of=STAFF,
        where=_TAKEN,
    )


def _laid_down(
    name: str, title: str, unit: Unit, better: Better, formula: str, top: str, where: str, bottom: tuple[str, ...] = ()
) -> Metric:
    return Metric(
        name,
        title,
        unit,
        better,
        Instant.CLOCK,
        formula,
        (top,),
        bottom,
        scale=1 / 3600.0 if unit is Unit.HOURS else 1.0,
        grain=Grain.HAND_OVER,
        of=ANYONE,
        where=(where,),
    )


_IN_TIME = (
    "customer messages with a reply within the type's target time / (customer messages in agents' hands - not yet "
    "decided); messages whose customer left are not in time"
)
CONVERSATION_METRICS = (
    _count(
        "conversations",
        "conversations taken",
        Better.NEITHER,
        "conversations that an agent took before the customer left, whether or not a reply was sent",
    ),
    _conversation(
        "conversations_per_hour",
        "conversations taken per hour",
        Unit.PER_HOUR,
        Better.HIGHER,
        "conversations that an agent took, however they ended / hours the center was open",
        _TAKEN,
        ("open_s",),
        scale=3600.0,
    ),
    _conversation(
        "conversations_per_agent_hour",
        "conversations taken per agent hour",
        Unit.PER_HOUR,
        Better.HIGHER,
        "conversations that an agent took, however they ended / agent hours",
        _TAKEN,
        ("logged_in_s",),
        of=STAFF,
        scale=3600.0,
    ),
    _conversation(
        "assigned_s_mean",
        "mean wait until assigned",
        Unit.SECONDS,
        Better.LOWER,
        "time from the start of the wait until an agent took the conversation / conversations; the wait for the first "
        "reply goes on then",
        ("assign_s",),
        _TAKEN,
    ),
    _conversation(
        "resolution_s_mean",
        "mean time to resolution",
        Unit.SECONDS,
        Better.LOWER,
        "time from arrival to the last reply, of conversations that an agent ended / their number",
        ("resolve_s",),
        ("resolved",),
    ),
    _count(
        "left_waiting",
        "left waiting for a later reply",
        Better.LOWER,
        "conversations that the customer left while waiting for a reply after the first one",
    ),
    _share(
        "left_waiting_share",
        "share left waiting for a later reply",
        Better.LOWER,
        "left while waiting for a reply after the first one",
        "left_waiting",
    ),
    _count(
        "timed_out",
        "closed without a further message",
        Better.NEITHER,
        "conversations that were closed because the customer wrote no more (`auto_close`)",
    ),
    _share(
        "timed_out_share",
        "share closed without a further message",
        Better.NEITHER,
        "closed because the customer wrote no more (`auto_close`)",
        "timed_out",
    ),
    _count(
        "abandoned_in_hand",
        "abandoned in an agent's hand",
        Better.LOWER,
        "conversations that the customer left after an agent took them and before the first reply; also among the "
        "abandoned",
    ),
    _count(
        "open_conversations",
        "taken and still open",
        Better.NEITHER,
        "conversations that an agent took and that were open when the run ended: in a hand, parked, or handed over",
    ),
    _time_to_reply("reply_s_p50", "median time to a reply", 0.50),
    _time_to_reply("reply_s_p90", "time to a reply, 90th percentile", 0.90),
    _reply(
        "replied_in_time", "messages answered in time", Better.HIGHER, _IN_TIME, "replies_in_time", "messages_decided"
    ),
    _reply(
        "first_reply_after_15min",
        "first replies after more than 15 minutes",
        Better.LOWER,
        "first replies sent more than 15 minutes after the arrival / first replies sent",
        "first_replies_late",
        "first_replies",
    ),
    _in_target(
        "first_reply_in_target",
        "first replies in target",
        "conversations whose first reply came within the time of the target `first_reply` / (conversations with a "
        "first reply + left before it + sent away before it + still open later than that); types without such a target "
        "are left out",
        "first_replies_met",
        "first_replies_judged",
    ),
    _in_target(
        "reply_in_target",
        "replies in target",
        "customer messages with a reply within the time of the target `reply` / (customer messages in agents' hands - "
        "not yet decided); types without such a target are left out",
        "replies_met",
        "replies_judged",
        Grain.REPLY,
    ),
    _in_target(
        "solved_in_target",
        "solved in target",
        "conversations that the agent ended, solved, within the time of the target `solved` / (conversations with a "
        "first reply that are over + left before it + sent away before it + still open later than that); types without "
        "such a target are left out",
        "solved_met",
        "solved_judged",
    ),
    _in_hand("active_mean", "active conversations per agent", "active conversations in agents' hands", ("active_s",)),
    _in_hand(
        "inactive_mean", "inactive conversations per agent", "inactive conversations in agents' hands", ("inactive_s",)
    ),
    _in_hand(
        "open_mean",
        "open conversations per agent",
        "conversations in agents' hands, active or inactive",
        ("active_s", "inactive_s"),
    ),
    _laid_down(
        "handed_over",
        "conversations handed over",
        Unit.CONTACTS,
        Better.NEITHER,
        "how often agents whose shift ended handed a conversation over to others",
        "handed_over",
        "handed_over",
    ),
    _laid_down(
        "handed_over_waiting_share",
        "hand-overs while the customer waited",
        Unit.SHARE,
        Better.LOWER,
        "hand-overs in which the customer was waiting for a reply / hand-overs",
        "handed_over_waiting",
        "handed_over",
        ("handed_over",),
    ),
    _laid_down(
        "parked",
        "conversations parked",
        Unit.CONTACTS,
        Better.NEITHER,
        "how often agents whose shift ended kept a conversation for their next shift",
        "parked",
        "parked",
    ),
    _laid_down(
        "reading_hours",
        "hours reading",
        Unit.HOURS,
        Better.LOWER,
        "hours in which agents read conversations that were handed over, before their first reply; they count in the "
        "occupancy as talk does",
        "reading_s",
        "reading_s",
    ),
)
