"""What the engine decides in a situation: it is simulated, and its decisions at the instant are read one by one.

The engine is the one of every run, and is asked as a trace asks it: for its decisions and for what each was made from.
By which rule one of several was taken is what a trace says of it (`deciding.py`).
"""

from collections import Counter
from dataclasses import dataclass

from simulator.engine.record import Decision, Rule
from simulator.routing_tests.deciding import WORDS, Choice, agent_taken, contact_taken, why_not_yet
from simulator.routing_tests.seen_now import AgentThere, SeenNow, TakenNow
from simulator.routing_tests.stand_ins import Staged
from simulator.routing_tests.when_played import NoSituation, TestedInstant
from simulator.scenario.nouns import Scenario
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.tracing.lines_in_use import NO_LINE
from simulator.tracing.playback import of_workload
from simulator.tracing.without_choice import WITHOUT_CHOICE
from simulator.units import DAY_S, format_duration

_TAKEN_FREED = (Rule.FREED_AGENT, Rule.LATE)
_TAKEN = (*_TAKEN_FREED, Rule.FREE_AGENT, Rule.WAITED)
_WAITS = (Rule.QUEUED, Rule.KEPT_FREE, Rule.OUTSIDE)
_ENDS: dict[Rule, str] = {
    Rule.NO_LINE: "blocked",
    Rule.NO_TYPE_LINE: "blocked",
    Rule.QUEUE_FULL: "blocked",
    Rule.REFUSED: "refused",
    Rule.CLOSED_VOICEMAIL: "voicemail",
    Rule.VOICEMAIL: "voicemail",
    Rule.REDIRECTED: "redirected",
    Rule.PATIENCE: "abandoned",
    Rule.CLEARED: "cleared",
}
"""What becomes of a contact that nobody takes, by the engine's words."""
OUTCOME_WORDS = {
    "waits": "waits",
    "blocked": "is blocked",
    "refused": "is refused",
    "voicemail": "leaves a voicemail",
    "redirected": "is redirected",
    "abandoned": "leaves",
    "cleared": "is sent away",
}


_BY_STAFF = "A limit {per_agent: …} counts the agents under free, those with in_hand too: name as many as are on duty."


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
    """What has become of the contacts while the instant goes on."""

    look: SeenNow
    became: dict[str, Became]
    waiting: set[int]
    """Their rows; those that wait until it opens among them."""
    outside: set[int]
    """The rows of those alone."""


def played(instant: TestedInstant, scene: Staged) -> dict[str, Became]:
    """Return what becomes of each contact of a situation. Raises `NoSituation` where it does not come about."""
    play = of_workload(scene.scenario, scene.workload)
    agents = _agents(scene, play.decisions)
    names = {row: one.contact for row, one in enumerate(scene.rows) if one.contact is not None}
    became = {name: Became(name, types=(play.type_of(row),)) for row, name in names.items()}
    parents = play.log.contacts["parent"].tolist()
    for row in range(len(scene.rows), len(parents)):
        if (contact := names.get(parents[row])) is not None:
            names[row] = contact
    mine = [place for place, one in enumerate(play.decisions) if one.contact in names]
    before = [play.decisions[place] for place in mine if play.decisions[place].time_s < scene.at_s]
    look = SeenNow(play, scene.at_s, agents, names)
    _check_they_wait(instant.day, look, before)
    waits = {one.contact: one.rule for one in before if one.rule in _WAITS}
    one = _Scene(look, became, set(waits), {row for row, rule in waits.items() if rule is Rule.OUTSIDE})
    _instant(one, [place for place in mine if play.decisions[place].time_s == scene.at_s])
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


def _check_they_wait(day: Scenario, look: SeenNow, before: list[Decision]) -> None:
    """Raise `NoSituation` for the first contact that would not have waited until the instant."""
    called = {one.number: one.called for one in look.agents}
    for one in before:
        ago, name = format_duration(look.at_s - one.time_s), look.names[one.contact]
        if one.rule in _TAKEN and one.agent is not None:
            what = f"it does not wait at this instant: {called[one.agent]} could have taken it {ago} before."
            raise NoSituation(("given", name), what, "Give the agents a shorter idle, or the contact a shorter waited.")
        if one.rule in _ENDS:
            by = WITHOUT_CHOICE[one.rule]
            what = f"it does not wait at this instant: {ago} before, it {OUTCOME_WORDS[_ENDS[one.rule]]}, by {by}."
            follows = _follows_the_staff(day, look.play.type_of(one.contact), one.rule)
            hint = _BY_STAFF if follows else "Give it a shorter waited, or another time under at."
            raise NoSituation(("given", name), what, hint)


def _follows_the_staff(day: Scenario, name: str, rule: Rule) -> bool:
    """Return whether a limit by which a contact of a type was blocked depends on how many agents are there."""
    noun = day.contact_types[name]
    channel = day.channels[noun.channel]
    if rule in NO_LINE:
        return isinstance(noun.lines if rule is Rule.NO_TYPE_LINE else channel.lines, PerAgent)
    groups = [one.queue_limit for one in day.agent_groups.values() if name in one.serves]
    limits = (noun.queue_limit, channel.queue_limit, *groups)
    return rule is Rule.QUEUE_FULL and any(isinstance(one, PerAgent) for one in limits)


def _instant(scene: _Scene, places: list[int]) -> None:
    """Note what becomes of each contact by the decisions of the instant, in their order."""
    look = scene.look
    for place in places:
        one = look.play.decisions[place]
        became, type_ = scene.became[look.names[one.contact]], look.play.type_of(one.contact)
        if type_ != became.types[0]:
            became.types = (type_, *became.types)
        if one.rule in _TAKEN:
            _taken(scene, place, became)
        elif one.rule in _ENDS:
            became.outcome, became.by = _ENDS[one.rule], (WORDS[WITHOUT_CHOICE[one.rule]],)
        scene.waiting.discard(one.contact)
        if one.rule in _WAITS:
            became.outcome = "waits"
            scene.waiting.add(one.contact)
            (scene.outside.add if one.rule is Rule.OUTSIDE else scene.outside.discard)(one.contact)
    for row in sorted(scene.waiting):
        choice = Choice(("hours",), "") if row in scene.outside else why_not_yet(look, row)
        became = scene.became[look.names[row]]
        became.by, became.why = choice.by, choice.why
    for became in scene.became.values():
        if became.redirected and "hours" not in became.by:
            became.by = (*became.by, "hours")


def _taken(scene: _Scene, place: int, became: Became) -> None:
    """Note that an agent takes a contact, and by which rule."""
    look, one = scene.look, scene.look.play.decisions[place]
    agent = next(each for each in look.agents if each.number == one.agent)
    others = frozenset(scene.waiting - scene.outside - {one.contact} if one.rule in _TAKEN_FREED else ())
    choice = contact_taken(look, place, sorted(others)) if one.rule in _TAKEN_FREED else agent_taken(look, place)
    became.outcome, became.agent, became.called, became.group = "taken", agent.name, agent.called, agent.group
    became.by, became.why = choice.by, choice.why
    agent.take(look.play.channel_of(one.contact), TakenNow(became.contact, place, others))
