"""Questions about one replication, and what is told in answer: the function behind `ccsim trace`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from simulator.arguments import text_or_none, texts_or_none, whole_number, whole_number_or_none, wrong_kind
from simulator.comparing import a_study, chosen_futures
from simulator.errors import ArgumentsError, UsageError
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.resolved.titles import TITLED, Titles
from simulator.shown import HasTable
from simulator.tracing.agent_days import AgentTold, agent_told
from simulator.tracing.asked_places import agent_asked, contact_asked, day_of_agent, instant_asked
from simulator.tracing.happenings import CaseTold, Happening
from simulator.tracing.playback import Playback, played
from simulator.tracing.state_at import StateTold, state_told
from simulator.tracing.story import case_told, contact_alone
from simulator.tracing.worst_waits import worst_waits


class Question(StrEnum):
    """What a trace answers."""

    CONTACT = "contact"
    AGENT = "agent"
    AT = "at"
    WORST = "worst"


@dataclass(frozen=True)
class FirstDifference:
    """Where the same case goes another way in the second strategy; None on a side where nothing happens any more."""

    first: Happening | None
    second: Happening | None


@dataclass(frozen=True)
class Beside:
    """A case in each strategy, in their order; None where the case does not come."""

    told: tuple[CaseTold | None, ...]
    differs: FirstDifference | None = None
    """Of two strategies: where they differ first; None where they do not."""


@dataclass(frozen=True, repr=False)
class Trace(HasTable):
    """What happened in one replication, and why. What was not asked for is empty or None."""

    name: str
    """The scenario's."""
    path: str
    strategies: tuple[str, ...]
    future: str | None
    seed: int
    replication: int
    question: Question
    cases: tuple[Beside, ...] = ()
    """Of a contact one, of the worst waits as many as there are, the longest first."""
    agent: AgentTold | None = None
    state: StateTold | None = None
    titles: Titles = field(default_factory=dict)
    """What people are told in place of names."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By section of the file: the names of all that it tells of."""


def trace(
    study: Study,
    contact: str | int | None = None,
    agent: str | None = None,
    at: str | None = None,
    worst: int | None = None,
    strategies: str | Sequence[str] | None = None,
    future: str | None = None,
    replication: int = 0,
    seed: int | None = None,
    day: str | None = None,
) -> Trace:
    """Simulate one replication, and return what happened to a contact, on an agent's day or at an instant, and why.

    One of ``contact``, ``agent``, ``at`` and ``worst`` is the question. ``contact`` is a case by its number in the log,
    from 0, or one of its further contacts, as "17.2"; ``agent`` is a name, as "front 2", with its ``day`` where there
    are several (None: the first on duty); ``at`` a time, as "10:32" or "friday 10:32"; ``worst`` how many of the
    longest waits. ``strategies`` (None: the first) are one, or for a case two, in which the same customer is followed.
    ``replication`` counts from 0; ``seed`` is the scenario's unless given. The log is that of any run, to the bit.

    Raises UsageError for names, numbers and times that do not exist, ScenarioError where the scenario does not resolve.
    """
    a_study(study)
    question = _question(contact, agent, at, worst)
    names = texts_or_none("strategies", strategies) or study.strategies[:1]
    replication, seed = whole_number("replication", replication), whole_number_or_none("seed", seed)
    text_or_none("future", future, "the name of a future")
    text_or_none("day", day, "the name of a day, as 'monday'")
    futures = chosen_futures(study, [future])
    if len(futures) > 1:
        raise UsageError("trace shows one future; name one of the file, or as_stated.")
    if replication < 0:
        raise UsageError(f"replications count from 0, got {replication}.")
    names = tuple(study.choice(name, futures[0])[0] for name in names)
    if len(names) > 1 and question in (Question.AGENT, Question.AT):
        said = f"{{{question}}} is shown for one strategy, got {len(names)}"
        raise ArgumentsError(f"{said}; {{contact}} and {{worst}} compare two.")
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError("trace compares two different strategies at most.")
    scenarios = [study.resolve(name, futures[0]) for name in names]
    seed = scenarios[0].run.seed if seed is None else seed
    if not 0 <= seed < 2**63:
        raise UsageError(f"the seed is a whole number, 0 or more and less than 2⁶³, got {seed}.")
    plays = [played(scenario, seed, replication) for scenario in scenarios]
    given = (study.name, str(study.path), names, futures[0], seed, replication, question)
    parts = {"strategies": names, "futures": tuple(one for one in futures if one is not None), **_parts(scenarios)}
    return Trace(*given, **answered(plays, contact, agent, at, worst, day), titles=study.titles, parts=parts)


def _parts(scenarios: Sequence[Scenario]) -> dict[str, tuple[str, ...]]:
    """Return the names in the sections of the center that may have titles."""
    return {
        section: tuple(dict.fromkeys(name for one in scenarios for name in getattr(one, section))) for section in TITLED
    }


def _question(contact: object, agent: object, at: object, worst: object) -> Question:
    """Return what is asked. Raises UsageError for none or several, or for another kind of value."""
    if contact is not None and (isinstance(contact, bool) or not isinstance(contact, str | int)):
        raise wrong_kind("contact", "the number of a case, as 17 or '17.2'", contact)
    text_or_none("agent", agent, "the name of an agent, as 'front 2'")
    text_or_none("at", at, "a time, as '10:32' or 'friday 10:32'")
    if worst is not None and whole_number("worst", worst) < 1:
        raise UsageError(f"the number of worst waits is at least 1, got {worst}.")
    given = dict(zip(Question, (contact, agent, at, worst), strict=True))
    asked = [question for question, value in given.items() if value is not None]
    if len(asked) != 1:
        got = " and ".join(f"{{{question}}}" for question in asked) or "none"
        one_of = "{contact}, {agent}, {at} and {worst}"
        raise ArgumentsError(f"trace answers one question: give one of {one_of}, got {got}.")
    return asked[0]


def answered(
    plays: Sequence[Playback],
    contact: str | int | None = None,
    agent: str | None = None,
    at: str | None = None,
    worst: int | None = None,
    day: str | None = None,
) -> dict[str, Any]:
    """Return the fields of a `Trace` that answer a question about replications that were played."""
    play = plays[0]
    if agent is not None:
        number = agent_asked(play, agent)
        return {"agent": agent_told(play, number, day_of_agent(play, number, day))}
    if at is not None:
        return {"state": state_told(play, instant_asked(play, at, day))}
    if day is not None:
        raise UsageError("a day is chosen for an agent or a time; a contact needs none.")
    if worst is not None:
        rows = worst_waits(play, worst)
        if len(plays) > 1:
            return {"cases": tuple(_beside(plays, play.number("case", row)) for row in rows)}
        return {"cases": tuple(Beside((contact_alone(play, row),)) for row in rows)}
    case, one = contact_asked(play, str(contact))
    if len(plays) == 1 and one is not None:
        return {"cases": (Beside((contact_alone(play, one),)),)}
    return {"cases": (_beside(plays, case),)}


def _beside(plays: Sequence[Playback], case: int) -> Beside:
    """Return a case of the first replication in all of them: the same customer has the same key."""
    told: list[CaseTold | None] = [case_told(plays[0], case)]
    for other in plays[1:]:
        same = (other.workload.key == plays[0].workload.key[case]).nonzero()[0].tolist()
        told.append(case_told(other, same[0]) if same else None)
    one, *others = told
    if len(plays) == 1 or one is None or others[0] is None:
        return Beside(tuple(told))
    return Beside(tuple(told), _first_difference(one, others[0]))


def _first_difference(one: CaseTold, other: CaseTold) -> FirstDifference | None:
    mine, theirs = one.happenings, other.happenings
    for place in range(max(len(mine), len(theirs))):
        left = mine[place] if place < len(mine) else None
        right = theirs[place] if place < len(theirs) else None
        if left is None or right is None or _of(left) != _of(right):
            return FirstDifference(left, right)
    return None


def _of(one: Happening) -> tuple[object, ...]:
    """Return what is compared between strategies: what happens when, to which contact, by whom."""
    return one.time_s, one.what, one.contact.partition(".")[2], one.agent
