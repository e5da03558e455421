"""The metrics that count: contacts by what became of them, cases, replies."""

from simulator.catalogue.metric import ANYONE, CUSTOMERS, IN_T, Better, Grain, Instant, Metric, Unit


def _count(
    name: str,
    title: str,
    better: Better,
    formula: str,
    of: tuple[str, ...] = CUSTOMERS,
    grain: Grain = Grain.CONTACT,
    *,
    rare: bool = False,
) -> Metric:
    """Return a count; a ``rare`` one is told only where it happens."""
    where = (name,) if rare else ()
    return Metric(
        name, title, Unit.CONTACTS, better, Instant.ARRIVAL, formula, (name,), grain=grain, of=of, where=where
    )


COUNT_METRICS = (
    _count(
        "arrived",
        "arrived",
        Better.NEITHER,
        "all contacts; a contact that is moved or passed on counts once",
    ),
    _count(
        "offered",
        "offered",
        Better.NEITHER,
        "arrived, and neither blocked, refused nor sent to voicemail on arrival: answered, abandoned, cleared, sent "
        "away, voicemail after a wait, still open",
    ),
    _count("answered", "answered", Better.NEITHER, "contacts an agent answered", ANYONE),
    _count("answered_in_time", "answered in time", Better.HIGHER, IN_T, ANYONE),
    _count("abandoned", "abandoned", Better.LOWER, "left while waiting"),
    _count("abandoned_short", "short abandons", Better.NEITHER, "left while waiting, within the short-abandon time"),
    _count("blocked", "blocked", Better.LOWER, "turned away on arrival: no line free, or the queue at its limit"),
    _count("cleared", "cleared", Better.LOWER, "still waiting when the center closed and sent away"),
    _count(
        "voicemail",
        "voicemail",
        Better.LOWER,
        "left a voicemail: after waiting until the type's limit, or on arrival outside the hours",
    ),
    _count(
        "refused",
        "refused",
        Better.LOWER,
        "arrived outside the hours of their channel or type and were turned away",
        rare=True,
    ),
    _count(
        "sent_away",
        "sent away",
        Better.LOWER,
        "sent away by an overflow rule before an answer, on arrival or while waiting; not at closing",
        rare=True,
    ),
    _count(
        "came_closed",
        "met a closed door",
        Better.NEITHER,
        "arrived outside the hours of their channel or type, and were refused or left a voicemail at once",
        rare=True,
    ),
    _count(
        "moved",
        "moved",
        Better.NEITHER,
        "sent on to another type before an answer; their outcome there is counted where they arrived",
        rare=True,
    ),
    _count(
        "passed_on",
        "passed on",
        Better.NEITHER,
        "answered, and passed on by the agent: to another type, to a group, or to the next agent; how often that "
        "happened, by the type that passed them on",
        rare=True,
    ),
    _count(
        "abandoned_later",
        "abandoned after an answer",
        Better.LOWER,
        "answered, passed on, and left while waiting again; counted where they left, and also among the answered",
        rare=True,
    ),
    _count(
        "still_open",
        "still open",
        Better.LOWER,
        "neither answered nor gone when the run ended, however long they had waited",
    ),
    _count(
        "not_yet_decided",
        "not yet decided",
        Better.NEITHER,
        "still open at the last closing, or when the run was stopped, having arrived less than the type's target "
        "time before",
    ),
    _count(
        "stories_repeated",
        "stories repeated",
        Better.LOWER,
        "answers at which the agent did not know the customer's story",
        rare=True,
    ),
    Metric(
        "closed",
        "closed",
        Unit.CONTACTS,
        Better.HIGHER,
        Instant.CLOSING,
        "ended by an agent, wrap-up done",
        ("closed",),
        of=ANYONE,
    ),
    Metric(
        "closed_unsolved",
        "closed and not solved",
        Unit.CONTACTS,
        Better.LOWER,
        Instant.CLOSING,
        "ended by an agent, wrap-up done, without solving the case",
        ("closed_unsolved",),
        of=ANYONE,
        where=("closed_unsolved",),
    ),
    _count("cases", "cases", Better.NEITHER, "needs of customers, each counted once", grain=Grain.CASE),
    _count(
        "solved",
        "solved cases",
        Better.HIGHER,
        "cases whose last contact ended solved: closed by an agent, or by a machine that could help; cases that "
        "would come again after the end are left out",
        grain=Grain.CASE,
    ),
    _count(
        "replies",
        "replies",
        Better.NEITHER,
        "customer messages that an agent answered, in channels that work by replies",
        ANYONE,
        Grain.REPLY,
        rare=True,
    ),
    Metric(
        "reply_s_mean",
        "mean time to a reply",
        Unit.SECONDS,
        Better.LOWER,
        Instant.ARRIVAL,
        "total time from each customer message to the sending of its reply / replies",
        ("reply_s",),
        ("replies",),
        grain=Grain.REPLY,
        of=ANYONE,
        where=("replies",),
    ),
)
