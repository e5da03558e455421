"""Interventions in words: when they are carried out, and what is done then."""

from collections.abc import Callable

from simulator.report.words.condition_words import ConditionWords, looked_said
from simulator.report.words.numbers import listed
from simulator.scenario.nouns import Intervention
from simulator.scenario.nouns.intervention_rules import AT_ONCE_S, CalledIn, MovedPeople
from simulator.units import format_duration

Called = Callable[[str], str]
"""From a name, as an intervention has it, to what people know it by."""


def as_written(name: str) -> str:
    """Return a name as it is written."""
    return name


OF_THE_CENTER = ConditionWords("all contact types", "all groups")


def intervention_in_words(one: Intervention) -> str:
    """Return an intervention as sentences."""
    when = f"{OF_THE_CENTER.said(one.when)}{looked_said(one.look)}"
    return f"With {when}: {done_said(one)} ({again_said(one)})."


def done_said(one: Intervention, called: Called = as_written) -> str:
    """Return what an intervention does; types, channels and groups are ``called`` as people know them."""
    if one.move_people is not None:
        people = one.move_people
        stay = f"; at least {people.leave} stay" if people.leave else ""
        way = f"from {called(people.from_)} to {called(people.to)}"
        return f"move {_agents(people.number)} {way}{_for_how_long(people)}{stay}"
    if one.call_in is not None:
        return f"call in {_agents(one.call_in.number)} for {called(one.call_in.to)}{_for_how_long(one.call_in)}"
    if one.extend is not None:
        return f"extend {_named(one.extend.of, called)} by {format_duration(one.extend.by_s)}"
    return f"{one.verb} {_named(one.open or one.close or (), called)}"


def looked_at_said(one: Intervention) -> str:
    """Return when the conditions are checked."""
    return "on change" if one.look == "change" else f"every {format_duration(one.look)}"


def again_said(one: Intervention) -> str:
    """Return how often an intervention may be carried out."""
    if one.again_s is not None:
        return f"again after {format_duration(one.again_s)}"
    return f"again after {format_duration(AT_ONCE_S)}" if one.open or one.close else "once a day"


def _named(names: tuple[str, ...], called: Called) -> str:
    return listed([called(one) for one in names], "and")


def _agents(number: int) -> str:
    return "1 agent" if number == 1 else f"{number} agents"


def _for_how_long(people: MovedPeople | CalledIn) -> str:
    ready = f", ready after {format_duration(people.ready_s)}" if people.ready_s else ""
    return ready if people.for_s is None else f"{ready}, for {format_duration(people.for_s)}"
