"""What a rule sees of an agent or a contact, behind its name: a sentence for each word that decides between two."""

from collections.abc import Callable, Mapping

from simulator.log import NOBODY
from simulator.routing_tests.seen_now import Meeting
from simulator.scenario.nouns.deciding_rules import By
from simulator.scenario.rules.reaching import LAST, reached_by
from simulator.tracing.contact_keys import ComparedContact
from simulator.tracing.instants import compared, reach_of
from simulator.tracing.waiting_state import terms_at
from simulator.units import format_duration


def _after(pair: Meeting) -> str:
    serves = pair.look.play.serves(pair.row, pair.group)
    assert serves is not None, "whose group waits serves it"
    return f"takes {pair.type} after {format_duration(serves.after_s)}"


def _step(pair: Meeting) -> str:
    since_s = pair.look.at_s - pair.waited_s
    _, later = reach_of(pair.look.play, pair.row, pair.look.at_s, since_s)
    if pair.group in later:
        return f"takes {pair.type} from the step after {format_duration(later[pair.group] - since_s)} on"
    return f"takes no {pair.type} after its step"


def _rank(pair: Meeting) -> str:
    play = pair.look.play
    number = play.number("segment", pair.row)
    segment = None if number == NOBODY else play.scenario.segment_names[number]
    reached = [one for one in reached_by(play.scenario, pair.type, segment) if one.after_s <= pair.waited_s][-1]
    rank = reached.ranks[pair.agent.group]
    return "has no rank" if rank == LAST else f"has rank {rank}"


def _compared(pair: Meeting) -> ComparedContact:
    found = compared(pair.look.play, pair.row, pair.group, pair.look.at_s, pair.agent.number)
    assert found is not None, "whom an agent compares waits, and the group serves it"
    return found


def _waited(pair: Meeting) -> str:
    return f"has waited {format_duration(pair.in_line.age_s)}"


def _credited(pair: Meeting) -> str:
    credit_s = terms_at(pair.look.play, pair.row, pair.look.at_s).order.age_credit_s
    return _waited(pair) + (f" and has a credit of {format_duration(credit_s)}" if credit_s else "")


def _aged(pair: Meeting) -> str:
    return f"{_waited(pair)} and counts as {format_duration(pair.in_line.counts_s)}"


def _due(pair: Meeting) -> str:
    one = pair.in_line
    left_s = one.target_s - one.order.age_credit_s - one.age_s
    return f"is due in {format_duration(left_s)}" if left_s >= 0 else f"was due {format_duration(-left_s)} ago"


def _hand(pair: Meeting) -> str:
    listed = ", ".join(f"{number} {name}" for name, number in pair.agent.in_hand.items())
    return f"has {listed} in hand" if listed else "has nothing in hand"


def _free(pair: Meeting) -> str:
    return f"has been free for {format_duration(pair.look.at_s - pair.agent.free_since_s)}"


def _assigned(pair: Meeting) -> str:
    return f"took {pair.agent.took[-1].name} just now" if pair.agent.took else _free(pair)


def _drawn(pair: Meeting) -> str:
    return "was drawn" if pair.met else "was not"


BARRED: dict[By, Callable[[Meeting], str]] = {
    "serves": lambda pair: f"does not serve {pair.type}",
    "room": _hand,
    "step": _step,
    "after": _after,
    "gate": lambda pair: f"takes no {pair.type} as things stand",
    "keep_free": lambda pair: "is kept free",
}
"""Of an agent who may not take a contact; of one that waits, the later ones are told first."""
COMPARED: Mapping[By, Callable[[Meeting], str]] = {
    "rank": _rank,
    "longest_idle": _free,
    "longest_since_contact": _free,
    "fewest_contacts": lambda pair: f"has taken {pair.agent.before + len(pair.agent.took)} today",
    "round_robin": lambda pair: "is next in turn" if pair.met else "comes later in turn",
    "least_loaded": _hand,
    "pack": _hand,
    "last_assigned": _assigned,
    "random": _drawn,
    "random_group": _drawn,
    "agent_number": lambda pair: f"is number {pair.agent.number + 1}",
    "priority": lambda pair: f"has priority {_compared(pair).own} with {pair.agent.group}",
    "segment": lambda pair: f"has the segment's priority {_compared(pair).segment}",
    "longest_wait": _credited,
    "credit": _credited,
    "age_rate": _aged,
    "age_cap": _aged,
    "ratio_to_target": lambda pair: f"has waited {pair.in_line.of_target:.4g} times the target time",
    "due_time": _due,
    "first_come": lambda pair: "came first" if pair.met else "came later",
}
"""Of two that are compared, or were drawn from."""
