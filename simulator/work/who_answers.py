"""Who answers, as far as that can be said before a run: the groups by the agents whom they have on duty."""

from collections.abc import Mapping

import numpy as np

from simulator.work.stage import Stage
from simulator.work.timeline import Columns, Timeline


def shares_of_groups(timeline: Timeline, type_name: str, stage: Stage) -> Mapping[str, Columns]:
    """Return the share of a type's contacts that each group answers, by piece.

    Of several groups each has as much as it has of their agents; where nobody is on duty, as it has on the whole day,
    and if nobody is there all day, all alike. Nobody knows better before a run.
    """
    able = [name for name, group in timeline.scenario.agent_groups.items() if type_name in group.serves]
    if stage.group is not None:
        able = [stage.group]
    if len(able) == 1:
        return {able[0]: np.ones(len(timeline))}
    there = np.array([timeline.agents[name] for name in able]).reshape(len(able), len(timeline))
    usual = np.empty_like(there)
    for place in range(len(timeline.days)):
        mine = timeline.of_day(place)
        of_day = (there[:, mine] * timeline.length_s[mine]).sum(axis=1, keepdims=True)
        usual[:, mine] = of_day if of_day.any() else 1.0
    weights = np.where(there.sum(axis=0) > 0.0, there, usual)
    return dict(zip(able, weights / weights.sum(axis=0), strict=True))


def of_who_is_there(groups: Mapping[str, Columns], shares: Mapping[str, Columns | float]) -> tuple[Columns, Columns]:
    """Return the least and the greatest share among the groups that answer anybody, by piece.

    ``groups`` say how many each answers; whoever has no share has 0. Where nobody answers there is nothing: 1 and 0.
    """
    there = np.array(list(groups.values())) > 0.0
    mine = np.array([shares.get(name, 0.0) + np.zeros(there.shape[1]) for name in groups])
    return np.where(there, mine, 1.0).min(axis=0), np.where(there, mine, 0.0).max(axis=0)
