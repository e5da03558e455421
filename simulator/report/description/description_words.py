"""What a description comes to, in words: where agents are too few, how the numbers are meant, and the last sentence."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf

from simulator.describing.description import Description
from simulator.report.description.description_rows import apart, number
from simulator.report.words.numbers import listed, shorten
from simulator.units import format_time_of_day as clock
from simulator.work.load_nouns import Gap, SlotGap
from simulator.work.timeline import clocks

GAPS_SHOWN = 12
SAID_SHOWN = 12
SPANS_SHOWN = 4
_NAME_WIDTH = 28
_NAMES_SHOWN = 4


def gap_lines(one: Description) -> Iterator[tuple[str, str]]:
    """Yield (when, what) for each gap between work and agents; of very many, those in which most is missing."""
    shown = sorted(sorted(one.gaps, key=lambda gap: -gap.agent_hours)[:GAPS_SHOWN], key=one.gaps.index)
    for gap in shown:
        yield f"{clock(gap.from_s)}-{clock(gap.to_s)}", gap_said(gap, _comes_and_goes(one, gap))
    if len(one.gaps) > len(shown):
        yield "and more", f"{len(one.gaps) - len(shown)} times, with fewer agents missing each time"


def _comes_and_goes(one: Description, gap: Gap) -> bool:
    """Return whether somebody is on duty for a part of a gap in whose worst interval breaks leave nobody."""
    if gap.staff or not any(each.chained for each in one.needs):
        return False
    columns = [each.staff for each in one.groups if each.name in gap.groups]
    inside = [at for at, from_s in enumerate(one.edges_s[:-1]) if gap.from_s <= from_s < gap.to_s]
    return any(column[at] > 0 for column in columns for at in inside)


def gap_said(gap: Gap, comes_and_goes: bool = False) -> str:
    """Return what is missing, in words."""
    missing = f"{number(gap.agent_hours)}" if gap.agent_hours >= 0.05 else "less than 0.1"
    missing += " agent hours are missing"
    if gap.staff == 0:
        at = f"at {clock(gap.worst_s)} " * comes_and_goes
        return f"{few(gap.types)}: {at}no agent on duty can serve them; {missing}"
    when = f"at {clock(gap.worst_s)} " if gap.worst_s != gap.from_s else ""
    work, staff = apart(gap.agents, gap.staff)
    return f"{few(gap.types)}: {when}work for {work} agents, {staff} on duty; {missing}"


def slot_lines(one: Description) -> Iterator[tuple[str, str]]:
    """Yield (when, what) for each time at which conversations fill more slots than there are."""
    for gap in one.slot_gaps[:GAPS_SHOWN]:
        yield f"{clock(gap.from_s)}-{clock(gap.to_s)}", slot_gap_said(gap)
    if len(one.slot_gaps) > GAPS_SHOWN:
        yield "and more", f"{len(one.slot_gaps) - GAPS_SHOWN} times with too few slots"


def slot_gap_said(gap: SlotGap) -> str:
    """Return how many slots are filled and how many there are, in words."""
    when = f"at {clock(gap.worst_s)} " if gap.worst_s != gap.from_s else ""
    return f"{few(gap.types)}: {when}{_filled(gap)}"


def _filled(gap: SlotGap) -> str:
    filled, there = apart(gap.filled, gap.there)
    if gap.in_slots:
        return f"conversations fill at least {filled} slots, agents on duty have {there}"
    return f"contacts fill the hands of at least {filled} agents, {there} are on duty"


def nobody_lines(one: Description) -> Iterator[tuple[str, str]]:
    """Yield (when, what) for types that come while nobody is there for them, as far as no gap tells of it."""
    told = [(gap.from_s, gap.to_s, name) for gap in one.gaps if gap.staff == 0 for name in gap.types]
    for each in one.without_people:
        left = [span for span in each.spans if not any(_is_in(span, each.type, gap) for gap in told)]
        if left:
            when = " and ".join(f"{clock(from_s)}-{clock(to_s)}" for from_s, to_s in left)
            yield when, f"{few([each.type])}: contacts arrive while no agent on duty can serve them"


def _is_in(span: tuple[float, float], name: str, gap: tuple[float, float, str]) -> bool:
    return gap[2] == name and gap[0] <= span[0] and span[1] <= gap[1]


def idle_lines(one: Description) -> Iterator[str]:
    """Yield the groups that are on duty while nobody comes for them, and when."""
    for each in one.without_work:
        hours = f"{number(each.agent_hours)} agent hours"
        left_out = len(each.spans) - SPANS_SHOWN
        when = clocks(each.spans[:SPANS_SHOWN]) + f" and {left_out} more times" * (left_out > 0)
        yield f"{few([each.group])}: on duty while no contacts arrive for it, {when} ({hours})."


def told_on_the_way(one: Description) -> Iterator[str]:
    """Yield what became of contacts before an agent could have them: refused, redirected, made to wait."""
    for each in one.said[:SAID_SHOWN]:
        yield f"{few([each.type])}: {each.what}"
    if len(one.said) > SAID_SHOWN:
        yield f"and {len(one.said) - SAID_SHOWN} more; --json has them all."


def notes(one: Description) -> Iterator[str]:
    """Yield how the numbers are meant."""
    yield (
        "Work is contacts × mean handle time, shown as the number of agents it keeps busy on average. Abandonment "
        "reduces it; waiting begins long before an occupancy of 100 %."
    )
    if any(each.chained for each in one.needs):
        yield (
            "Agents are those expected on duty: the plan without breaks, work off the phone, the absent and those who "
            "are away. Agents who are busy when a break is due go later."
        )
    if one.acknowledged:
        some = "1 warning is" if len(one.acknowledged) == 1 else f"{len(one.acknowledged)} warnings are"
        kinds = ", ".join(dict.fromkeys(each.kind for each in one.acknowledged))
        yield f"{some} acknowledged in the file: {kinds}."
    if one.routing_tests:
        some = "1 routing test is" if one.routing_tests == 1 else f"{one.routing_tests} routing tests are"
        yield f"{some} played by ccsim check."
    slots = {each.channel: each.at_once for each in one.types if each.at_once > 1.0}
    for channel, at_once in slots.items():
        done = f"an agent handles at best {at_once:.3g} contacts at the same time"
        yield f"On {channel}, {done}: its work shown here is the minimum."
    if one.slots:
        yield (
            "Slots needed are those of conversations in work and of active ones whose customers think, on average. "
            "Messages that wait in hand come on top; customers who leave reduce it."
        )
    if one.silent:
        yield "What agents do in vain for customers who have left silently comes on top, in work and in slots."
    if any(factor != 1.0 for each in one.types for factor in each.factor):
        yield ("Where groups differ in handle time, a type's handle time is their mean, weighted by agents on duty.")
    if any(len(pool.groups) > 1 for pool in one.pools):
        yield "The occupancy of a group assumes that work is spread as evenly as skills allow."
    if any(each.drawn.p10 == each.drawn.p10 for each in one.sources):
        yield "One day in ten is as quiet as the quiet day or quieter; one in ten is as busy as the busy day or busier."


def verdict(one: Description) -> str:
    """Return the last words: are there agents and slots, and does what is drawn agree with what is stated?"""
    return " ".join(filter(None, (_staffing(one), _slots(one), _agreement(one))))


def _slots(one: Description) -> str:
    """Return when most slots are missing, if any are."""
    if not one.slot_gaps:
        return ""
    worst = max(one.slot_gaps, key=lambda gap: round(gap.filled / gap.there, 6) if gap.there else inf)
    when = f"{_intervals(one, one.slot_gaps)}; at {clock(worst.worst_s)} "
    return f"There are too few slots in {when}{_filled(worst)} ({few(worst.types)})."


def _intervals(one: Description, gaps: Sequence[Gap] | Sequence[SlotGap]) -> str:
    """Return in how many of the day's intervals there is a gap."""
    spans = list(pairwise(one.edges_s))
    missing = sum(any(gap.from_s < to_s and from_s < gap.to_s for gap in gaps) for from_s, to_s in spans)
    return f"{missing} of {len(spans)} intervals"


def _staffing(one: Description) -> str:
    if one.gaps:
        worst = max(one.gaps, key=lambda gap: gap.agent_hours)
        missing = sum(gap.agent_hours for gap in one.gaps)
        return (
            f"Too few agents in {_intervals(one, one.gaps)}: {number(missing)} agent hours are missing, most of them "
            f"for {few(worst.types)}, {clock(worst.from_s)} to {clock(worst.to_s)}."
        )
    busiest = max(
        ((share, -place, group.name) for group in one.groups for place, share in enumerate(group.occupancy)
         if share == share),
        default=None,
    )  # fmt: skip
    if busiest is None or busiest[0] <= 0:
        nobody_at_all = not any(any(each.came) for each in one.types)
        return "No contacts arrive." if nobody_at_all else "No contacts are due to be served on this day."
    share, place, name = busiest
    shown = f"{100 * share:.0f} % at {clock(one.edges_s[-place])}"
    return f"Every interval has enough agents for its work; {shorten(name, _NAME_WIDTH)} is busiest, {shown}."


def _agreement(one: Description) -> str:
    if one.doubts:
        return f"But the draws do not match the stated values: {one.doubts[0]}"
    return "The draws match the stated values."


def few(names: Sequence[str]) -> str:
    """Return names as a sentence lists them; of very many the first."""
    shown = [shorten(name, _NAME_WIDTH) for name in names]
    return listed(shown if len(shown) <= _NAMES_SHOWN else [*shown[: _NAMES_SHOWN - 1], f"{len(shown) - 3} more"])
