"""The day with skills in SimPy as one would write it by hand: a process per contact and a dispatcher of one's own.

A `Resource` knows one queue and one kind of server, so tutorials end here. What somebody writes then: free agents
counted by team, a queue per type in order of arrival, an event for each contact that waits, which the dispatcher
triggers. It is not slowed down: queues are deques, and an agent who is freed looks at the heads of the queues only.
"""

from collections import deque
from collections.abc import Generator
from typing import Any

import numpy as np
import simpy

from benchmarks.days import Day, Outcome, Team


class Dispatcher:
    """Who is free in each team, who waits of each type."""

    def __init__(self, teams: tuple[Team, ...], types: int) -> None:
        self.teams = teams
        self.free = [team.agents for team in teams]
        self.able = [[number for number, team in enumerate(teams) if kind in team.types] for kind in range(types)]
        self.waiting: list[deque[tuple[float, simpy.Event]]] = [deque() for _ in range(types)]

    def take_free(self, kind: int) -> int | None:
        """Return the first team with a free agent for a contact of type ``kind``, who is busy then."""
        for team in self.able[kind]:
            if self.free[team]:
                self.free[team] -= 1
                return team
        return None

    def release(self, team: int) -> None:
        """Let the agent of ``team`` who has finished take who has waited longest, or be free."""
        heads = [self.waiting[kind] for kind in self.teams[team].types if self.waiting[kind]]
        if heads:
            _, answer = min(heads, key=lambda queue: queue[0][0]).popleft()
            answer.succeed(team)
        else:
            self.free[team] += 1


def run(day: Day) -> Outcome:
    """Return the waits and abandonments of ``day``; the queues are served out."""
    env = simpy.Environment()
    center = Dispatcher(day.teams, int(day.type.max(initial=0)) + 1)
    wait_s = [0.0] * len(day.arrived_s)
    abandoned = [False] * len(day.arrived_s)

    def contact(number: int, kind: int, talk_s: float, patience_s: float) -> Generator[simpy.Event, Any, None]:
        team = center.take_free(kind)
        if team is None:
            arrived_s = env.now
            answer = env.event()
            place = (arrived_s, answer)
            center.waiting[kind].append(place)
            result = yield answer | env.timeout(patience_s)
            wait_s[number] = env.now - arrived_s
            if answer not in result:
                abandoned[number] = True
                center.waiting[kind].remove(place)
                return
            team = answer.value
        yield env.timeout(talk_s)
        center.release(team)

    def arrivals() -> Generator[simpy.Event, Any, None]:
        columns = zip(*(column.tolist() for column in (day.type, day.talk_s, day.patience_s)), strict=True)
        for number, (arrived_s, column) in enumerate(zip(day.arrived_s.tolist(), columns, strict=True)):
            yield env.timeout(arrived_s - env.now)
            env.process(contact(number, *column))

    env.process(arrivals())
    env.run()
    return Outcome(np.array(wait_s), np.array(abandoned))
