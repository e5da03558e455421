"""What the engine decides in a situation: it is simulated, and its decisions at the instant are read one by one.

The engine is the one of every run and is asked as everybody asks it, for its decisions. What it does not tell, by which
rule one of several was taken, is worked out beside it (`deciding.py`) from who was there at each decision.
"""

from collections import Counter
from dataclasses import dataclass

from simulator.engine.record import Decision, Decisions, Rule
from simulator.engine.simulate import simulate
from simulator.log import RunLog
from simulator.routing_tests.deciding import agent_taken, contact_taken, why_instead_of, why_not_yet
from simulator.routing_tests.seen_now import AgentThere, Choice, SeenNow, TakenNow, Waiting
from simulator.routing_tests.stand_ins import Staged
from simulator.routing_tests.when_played import NoSituation, TestedInstant
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.nouns.queue_limits import PerAgent
from simulator.units import DAY_S, format_duration

_TAKEN_FREED = (Rule.FREED_AGENT, Rule.LATE)
_TAKEN = (*_TAKEN_FREED, Rule.FREE_AGENT, Rule.WAITED)
_WAITS = (Rule.QUEUED, Rule.KEPT_FREE, Rule.OUTSIDE)
_ENDS: dict[Rule, tuple[str, By]] = {
    Rule.NO_LINE: ("blocked", "lines"),
    Rule.QUEUE_FULL: ("blocked", "queue_limit"),
    Rule.REFUSED: ("refused", "hours"),
    Rule.CLOSED_VOICEMAIL: ("voicemail", "hours"),
    Rule.VOICEMAIL: ("voicemail", "voicemail_after"),
    Rule.REDIRECTED: ("redirected", "hours"),
    Rule.PATIENCE: ("abandoned", "patience"),
    Rule.CLEARED: ("cleared", "hours"),
}
"""What becomes of a contact that nobody takes, and by which rule: by the engine's words."""
OUTCOME_WORDS = {
    "waits": "waits",
    "blocked": "is blocked",
    "refused": "is refused",
    "voicemail": "leaves a voicemail",
    "redirected": "is redirected",
    "abandoned": "leaves",
    "cleared": "is sent away",
}


_BY_STAFF = (
    "A queue_limit {per_agent: …} counts the agents under free, those with in_hand too: name as many as are on duty."
)


@dataclass
class Became:
    """What becomes of one contact of a test at its instant."""

    contact: str
    outcome: str = "waits"
    """A word of `Outcome`, or ``taken``."""
    by: tuple[By, ...] = ()
    """The rules that decided it, the first of them most; of one that waits there may be several."""
    why: str = ""
    """The same in words; may be empty."""
    agent: str = ""
    """The name under ``free`` of who takes it."""
    called: str = ""
    """The same as in messages."""
    group: str = ""
    types: tuple[str, ...] = ()
    """What it is at last and what it was before, the other way round than it became so."""

    @property
    def redirected(self) -> bool:
        """Return whether it became a contact of another type."""
        return len(self.types) > 1


@dataclass
class _Scene:
    """Who is there while the instant goes on."""

    look: SeenNow
    became: dict[str, Became]
    waiting: list[Waiting]
    outside: set[int]
    """The rows of those that wait until it opens."""


def played(instant: TestedInstant, scene: Staged) -> dict[str, Became]:
    """Return what becomes of each contact of a situation. Raises `NoSituation` where it does not come about."""
    recorded = Decisions()
    log = simulate(scene.scenario, scene.workload, recorded)
    agents = _agents(scene, recorded.rows)
    names = {row: one.contact for row, one in enumerate(scene.rows) if one.contact is not None}
    parents = log.contacts["parent"].tolist()
    for row in range(len(scene.rows), len(parents)):
        if (contact := names.get(parents[row])) is not None:
            names[row] = contact
    mine = [one for one in recorded.rows if one.contact in names]
    before = [one for one in mine if one.time_s < scene.at_s]
    _check_they_wait(instant, log, {one.number: one.called for one in agents}, names, before)
    waits = {one.contact: one for one in before if one.rule in _WAITS}
    waiting = [_waiting(log, names, row, one.time_s) for row, one in waits.items()]
    outside = {row for row, one in waits.items() if one.rule is Rule.OUTSIDE}
    look = SeenNow(instant.day, scene.at_s, agents)
    became = {name: Became(name, types=(_type(log, row),)) for row, name in names.items() if row < len(scene.rows)}
    one = _Scene(look, became, sorted(waiting, key=lambda each: each.row), outside)
    _instant(one, log, names, [each for each in mine if each.time_s == scene.at_s])
    return became


def _agents(scene: Staged, rows: list[Decision]) -> list[AgentThere]:
    """Return the agents of the test, each as the one who took what was meant for the seat."""
    numbers: dict[int, int] = {}
    for one in rows:
        seat = scene.rows[one.contact].seat if one.contact < len(scene.rows) else None
        if seat is None:
            continue
        if one.rule is Rule.NO_LINE:
            where = ("free", scene.seats[seat].name, "in_hand")
            raise NoSituation(where, "a channel has fewer lines than contacts in hand.")
        if one.agent is not None:
            met = numbers.setdefault(seat, one.agent)
            assert met == one.agent, "what is meant for an agent goes to that agent"
    before = _contacts_today(scene)
    return [
        AgentThere(
            number=numbers[seat.place],
            name=seat.name,
            called=seat.called,
            group=seat.group,
            free_since_s=scene.at_s - seat.idle_s,
            in_hand=dict(seat.in_hand),
            before=before[seat.place],
        )
        for seat in scene.seats
    ]


def _contacts_today(scene: Staged) -> list[int]:
    """Return how many contacts each agent of the test has had since midnight, less what all of them had alike."""
    midnight_s = scene.at_s // DAY_S * DAY_S
    today = [row for row in scene.rows if row.seat is not None and row.arrived_s >= midnight_s]
    all_of, over = Counter(row.seat for row in today), Counter(row.seat for row in today if row.ends_s <= scene.at_s)
    alike = min((over[seat.place] for seat in scene.seats), default=0)
    return [all_of[seat.place] - alike for seat in scene.seats]


def _check_they_wait(
    instant: TestedInstant, log: RunLog, agents: dict[int, str], names: dict[int, str], before: list[Decision]
) -> None:
    """Raise `NoSituation` for the first contact that would not have waited until the instant."""
    for one in before:
        ago, name = format_duration(instant.at_s - one.time_s), names[one.contact]
        if one.rule in _TAKEN and one.agent is not None:
            what = f"it does not wait at this instant: {agents[one.agent]} could have taken it {ago} before."
            raise NoSituation(("given", name), what, "Give the agents a shorter idle, or the contact a shorter waited.")
        if one.rule in _ENDS:
            word, by = _ENDS[one.rule]
            what = f"it does not wait at this instant: {ago} before, it {OUTCOME_WORDS[word]}, by {by}."
            follows = one.rule is Rule.QUEUE_FULL and _follows_the_staff(instant.day, _type(log, one.contact))
            hint = _BY_STAFF if follows else "Give it a shorter waited, or another time under at."
            raise NoSituation(("given", name), what, hint)


def _follows_the_staff(day: Scenario, name: str) -> bool:
    """Return whether a queue limit of a contact type depends on how many agents are there."""
    noun = day.contact_types[name]
    groups = [one.queue_limit for one in day.agent_groups.values() if name in one.serves]
    limits = (noun.queue_limit, day.channels[noun.channel].queue_limit, *groups)
    return any(isinstance(one, PerAgent) for one in limits)


def _type(log: RunLog, row: int) -> str:
    return log.names.types[int(log.contacts["type"][row])]


def _waiting(log: RunLog, names: dict[int, str], row: int, since_s: float) -> Waiting:
    segment = int(log.contacts["segment"][row])
    return Waiting(
        row,
        names[row],
        _type(log, row),
        log.names.segments[segment] if segment >= 0 else None,
        since_s,
        float(log.contacts["place_s"][row]),
    )


def _instant(scene: _Scene, log: RunLog, names: dict[int, str], decisions: list[Decision]) -> None:
    """Note what becomes of each contact by the decisions of the instant, in their order."""
    look = scene.look
    for one in decisions:
        contact = _waiting(log, names, one.contact, _since(scene, one))
        became = scene.became[contact.name]
        if contact.type != became.types[0]:
            became.types = (contact.type, *became.types)
        if one.rule in _TAKEN:
            agent = next(each for each in look.agents if each.number == one.agent)
            freed = one.rule in _TAKEN_FREED
            inside = [each for each in scene.waiting if each.row not in scene.outside]
            choice = contact_taken(look, agent, contact, inside) if freed else agent_taken(look, contact, agent)
            became.outcome, became.agent, became.called, became.group = "taken", agent.name, agent.called, agent.group
            became.by, became.why = choice.by, choice.why
            instead_of = why_instead_of(look, agent, contact, inside) if freed else {}
            taken = sum(len(each.took) for each in look.agents)
            agent.take(look.channel(contact), TakenNow(contact, instead_of, taken))
        elif one.rule in _ENDS:
            became.outcome, by = _ENDS[one.rule]
            became.by = (by,)
        elif one.rule in _WAITS:
            became.outcome = "waits"
            (scene.outside.add if one.rule is Rule.OUTSIDE else scene.outside.discard)(one.contact)
        _move(scene, contact, one.rule)
    for contact in scene.waiting:
        became = scene.became[contact.name]
        choice = Choice(("hours",), "") if contact.row in scene.outside else why_not_yet(look, contact)
        became.by, became.why = choice.by, choice.why
    for became in scene.became.values():
        if became.redirected and "hours" not in became.by:
            became.by = (*became.by, "hours")


def _since(scene: _Scene, one: Decision) -> float:
    return next((each.since_s for each in scene.waiting if each.row == one.contact), one.time_s)


def _move(scene: _Scene, contact: Waiting, rule: Rule) -> None:
    scene.waiting = [each for each in scene.waiting if each.row != contact.row]
    if rule in _WAITS:
        scene.waiting.append(contact)
