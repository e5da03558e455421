"""Which agent is in which team, as facts of a log: a group is who can do the same, a team who is reported together."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class TeamsOfAgents:
    """The agents of each group by team.

    A *part* is the agents of one group who are in one team: groups and teams are both made of parts, so whatever is
    counted of parts adds up to both.
    """

    part_of_agent: NDArray[np.int64]
    """Shape (agents,)."""
    group_of_part: NDArray[np.int64]
    """Shape (parts,)."""
    team_of_part: NDArray[np.int64]
    """Shape (parts,): the place in `Names.teams`."""
    scheduled_s: NDArray[np.float64]
    """Shape (parts, intervals): agent seconds on the plan."""

    @property
    def team_of_agent(self) -> NDArray[np.int64]:
        """Return the team of each agent, shape (agents,)."""
        return self.team_of_part[self.part_of_agent]

    def parts_of(self, agent: NDArray[Any], nobody: int, like: NDArray[Any]) -> NDArray[Any]:
        """Return the part of each agent, ``nobody`` of nobody, in numbers of the kind that a column has."""
        parts: NDArray[Any] = np.append(self.part_of_agent, nobody)[agent].astype(like.dtype)
        return parts
