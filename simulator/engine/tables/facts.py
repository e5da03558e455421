"""What the engine never reads: the facts that metrics need beside a log's rows."""

import numpy as np
from numpy.typing import NDArray

from simulator.engine.tables.hands import load_of
from simulator.engine.tables.pay_by_agent import pay_of
from simulator.engine.tables.planned_parts import on_call_parts, planned_parts
from simulator.engine.tables.planned_seconds import scheduled_s
from simulator.engine.tables.staff import StaffTable
from simulator.engine.tables.teams_by_agent import teams_of
from simulator.log import Facts, LoggedDay
from simulator.log.reply_targets import ConversationTargets, Hours
from simulator.scenario.days.opening import opening_of, openings
from simulator.scenario.days.roster import is_known_one_by_one
from simulator.scenario.nouns import Day, Scenario
from simulator.scenario.nouns.conversation_channel import ConversationChannel, clock_of
from simulator.scenario.nouns.horizon import Interval
from simulator.scenario.nouns.per_agent import PerAgent
from simulator.scenario.nouns.trunk_lines import TrunkLines
from simulator.scenario.rules.chain import chain_of
from simulator.units import HOUR_S

_NOBODY_YET = np.full((1, 1), np.nan)


def facts_of(scenario: Scenario, staff: StaffTable) -> Facts:
    """Return the facts of ``scenario``, whose agents are those of ``staff``.

    Seed, replication and who was expected are the workload's to say.
    """
    types, channels = list(scenario.contact_types.values()), scenario.channels.values()
    groups = list(scenario.agent_groups.values())
    intervals, days = scenario.horizon.intervals, scenario.horizon.open_days
    starts, ends = (np.array(times) for times in zip(*((one.from_s, one.to_s) for one in intervals), strict=True))
    loads = [load_of(group, scenario) for group in groups]
    paid_times = np.array([chain_of(group).paid_times for group in groups])
    more_is_paid, on_plan_s = bool((paid_times != 1.0).any()), scheduled_s(scenario)
    return Facts(
        seed=0,
        replication=0,
        interval_starts_s=starts,
        open_s=ends - starts,
        scheduled_s=on_plan_s,
        expected=_NOBODY_YET,
        forecast=_NOBODY_YET,
        within_s=np.array([kind.service_level.within_s for kind in types]),
        target_share=np.array([kind.service_level.share for kind in types]),
        short_s=np.array([kind.short_s for kind in types]),
        fcr_window_s=np.array([kind.fcr_window_s for kind in types]),
        lines=np.array([_lines(channel.lines) for channel in channels]),
        slots=np.array([whole for whole, _ in loads], dtype=np.int64),
        fills=np.array([parts for _, parts in loads], dtype=np.int64),
        in_slots=np.array([channel.in_hand_max is not None for channel in channels], dtype=np.bool_),
        by_replies=np.array([isinstance(one, ConversationChannel) for one in channels], dtype=np.bool_),
        wage_per_s=np.array([group.cost.hour.per_hour / HOUR_S if group.cost else np.nan for group in groups]),
        currency=scenario.currency or "",
        closes_s=days[-1].closes_s,
        reports_from_s=days[0].opens_s,
        by_person=more_is_paid or any(is_known_one_by_one(group) for group in groups),
        paid_times=paid_times if more_is_paid else np.zeros(0),
        planned=planned_parts(staff.by_person),
        on_call=on_call_parts(staff.by_person),
        pay=pay_of(scenario, staff.roster),
        teams=teams_of(scenario, staff.roster, on_plan_s),
        days=tuple(_logged(day, place, intervals) for place, day in enumerate(days)),
        targets=_targets(scenario),
    )


def _targets(scenario: Scenario) -> ConversationTargets | None:
    """Return the targets of conversations; None where there are none."""
    kinds = {name: kind.targets for name, kind in scenario.contact_types.items()}
    if not any(one.stated for one in kinds.values()):
        return None

    def times_s(key: str) -> NDArray[np.float64]:
        return np.array([one.stated[key].within_s if key in one.stated else np.nan for one in kinds.values()])

    return ConversationTargets(
        first_reply_s=times_s("first_reply"),
        reply_s=times_s("reply"),
        solved_s=times_s("solved"),
        counts_all=np.array([one.counts_all for one in kinds.values()], dtype=np.bool_),
        hours=tuple(_hours(scenario, name) for name in kinds),
    )


def _hours(scenario: Scenario, name: str) -> Hours | None:
    """Return in which time the targets of a type count; None where all of it does."""
    if clock_of(scenario.channels[scenario.contact_types[name].channel]) == "always":
        return None
    stretches = opening_of(scenario, name).stretches
    return np.array(openings(scenario.horizon) if stretches is None else stretches, dtype=np.float64).reshape(-1, 2)


def _lines(lines: TrunkLines | None) -> float:
    if lines is None:
        return np.inf
    return np.nan if isinstance(lines, PerAgent) else lines


def _logged(day: Day, place: int, intervals: tuple[Interval, ...]) -> LoggedDay:
    first = next(number for number, one in enumerate(intervals) if one.day == place)
    return LoggedDay(day.name, day.start_s, first)
