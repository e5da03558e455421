"""Erlang's formulas: how long customers wait for n agents, and how many agents a target needs, in a steady state.

Arrivals are Poisson at one rate, handle times exponential, whoever has waited longest is served next, and it has been
so for a long time. Erlang B: nobody waits. Erlang C: all wait as long as it takes. Erlang A: customers leave after
a patience that is exponential, too. Only the load a = rate × mean handle time, the ratio of handle time to patience and
that of T to handle time matter, so inside everything is counted in handle times.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.arguments import number, whole_number
from simulator.errors import UsageError

_ENDLESS = 1e8
"""More customers than this arrive within the mean patience: it is as good as endless."""
_NOTHING = 45.0
"""Terms smaller than the largest by this factor's power of e add nothing to a double."""
_AGENTS_MAX = 10_000_000


@dataclass(frozen=True)
class Steady:
    """A queue in its steady state. Shares are of all who come, none of whom is turned away."""

    waits: float
    """The share who do not find a free agent."""
    in_time: float
    """The share answered within T: *served in time*, and *service level*, for nobody is blocked."""
    abandoned: float
    abandoned_in_time: float
    """The share who leave within T."""
    wait_s: float
    """Mean wait of all, those who leave included; infinite where the queue grows for ever."""
    asa_s: float
    """Mean wait of the answered; NaN where nobody is."""
    occupancy: float
    """Share of their time that agents work; NaN without agents."""

    @property
    def in_time_of_answered(self) -> float:
        """Return the share of the answered who are answered within T; NaN where nobody is."""
        return self.in_time / (1.0 - self.abandoned) if self.abandoned < 1.0 else math.nan

    @property
    def in_time_without_short(self) -> float:
        """Return the share answered within T of all but those who leave within T; NaN where all do."""
        left = 1.0 - self.abandoned_in_time
        return self.in_time / left if left > 0.0 else math.nan


def erlang_b(agents: int, erlangs: float) -> float:
    """Return the share of contacts that find all agents busy, when nobody can wait.

        B(0) = 1, B(n) = a·B(n−1) / (n + a·B(n−1))

    All terms are positive: no digits are lost, whatever the size. No load: 0, but 1 without agents. Source: Erlang,
    Solution of some problems in the theory of probabilities of significance in automatic telephone exchanges, 1917.

    >>> round(erlang_b(10, 8.0), 6)
    0.121661
    """
    return _blocked(_agents(agents), number("erlangs", erlangs))[-1]


def erlang_c(agents: int, per_hour: float, handle_s: float, within_s: float = 0.0) -> Steady:
    """Return the steady state of M/M/n: ``per_hour`` contacts of ``handle_s`` mean seconds, and endless patience.

        C = n·B / (n − a·(1 − B)); wait > t: C·exp(−(n − a)·t / handle time); mean wait: C · handle time / (n − a)

    ``within_s`` is T. With no more agents than erlangs the queue grows for ever: nobody is answered in time. Source:
    Erlang 1917.

    >>> state = erlang_c(12, 252.0, 120.0, within_s=20.0)
    >>> round(state.in_time, 4), round(state.asa_s, 2)
    (0.8991, 6.13)
    """
    agents = _agents(agents)
    per_hour, handle_s, within_s = _numbers(per_hour=per_hour, handle_s=handle_s, within_s=within_s)
    erlangs = per_hour * handle_s / 3600.0
    return _endless(agents, erlangs, handle_s, within_s, erlang_b(agents, erlangs))


def erlang_a(agents: int, per_hour: float, handle_s: float, patience_s: float, within_s: float = 0.0) -> Steady:
    """Return the steady state of M/M/n+M: as `erlang_c`, but customers leave after ``patience_s`` seconds on average.

    With θ = handle time / patience, in handle times, an arriving customer who stays would wait longer than t > 0 with a
    density in proportion to f(t) = exp(a·(1 − e^(−θt)) / θ − n·t), and of it

        J = ∫ f = ∑ₖ aᵏ / (n·(n + θ)⋯(n + kθ))
        in time = (1 + B(n−1)·(f(T) − 1 + n·∫₀ᵀ f)) / (1 + B(n−1)·a·J)

    An infinite patience is Erlang C, none at all Erlang B. Source: Palm, Research on telephone traffic carried by full
    availability groups, 1957; Garnett, Mandelbaum and Reiman, Designing a call center with impatient customers, 2002;
    Zeltyn and Mandelbaum, Call centers with impatient customers: the M/M/n+G queue, 2005.

    >>> state = erlang_a(12, 252.0, 120.0, patience_s=60.0, within_s=20.0)
    >>> round(state.in_time, 4), round(state.abandoned, 4)
    (0.9453, 0.0297)
    """
    agents, patience_s = _agents(agents), number("patience_s", patience_s)
    per_hour, handle_s, within_s = _numbers(per_hour=per_hour, handle_s=handle_s, within_s=within_s)
    erlangs = per_hour * handle_s / 3600.0
    blocked = _blocked(agents, erlangs)
    return _impatient(agents, erlangs, (handle_s, patience_s, within_s), blocked[-2:])


def agents_needed(
    per_hour: float, handle_s: float, share: float, within_s: float, patience_s: float = math.inf
) -> int | None:
    """Return the fewest agents with whom a ``share`` of all who come is answered within ``within_s`` seconds.

    By Erlang A, or Erlang C when ``patience_s`` is infinite. None for a share of 1: no number of agents gives it.

    >>> agents_needed(200.0, 240.0, share=0.8, within_s=20.0), agents_needed(200.0, 240.0, 0.8, 20.0, patience_s=120.0)
    (17, 16)
    """
    share, patience_s = _numbers(share=share, patience_s=patience_s)
    per_hour, handle_s, within_s = _numbers(per_hour=per_hour, handle_s=handle_s, within_s=within_s)
    erlangs = per_hour * handle_s / 3600.0
    if erlangs <= 0.0 or share <= 0.0:
        return 0
    if share >= 1.0:
        return None
    most = math.ceil(erlangs + 6.0 * math.sqrt(erlangs)) + 10
    while most <= _AGENTS_MAX:
        blocked = _blocked(most, erlangs)

        def in_time(agents: int, blocked: list[float] = blocked) -> float:
            times = (handle_s, patience_s, within_s)
            return _impatient(agents, erlangs, times, blocked[max(agents - 1, 0) : agents + 1]).in_time

        if in_time(most) >= share:
            return bisect_left(range(most), True, key=lambda agents: in_time(agents) >= share)
        most *= 2
    return None


def _agents(given: object) -> int:
    agents = whole_number("agents", given)
    if agents < 0:
        raise UsageError(f"agents: expected a whole number, 0 or more, got {agents}.")
    return agents


def _numbers(**given: object) -> list[float]:
    return [number(argument, one) for argument, one in given.items()]


def _blocked(agents: int, erlangs: float) -> list[float]:
    """Return Erlang B of 0, 1, … ``agents``."""
    share, found = 1.0, [1.0]
    for count in range(1, agents + 1):
        share = erlangs * share / (count + erlangs * share)
        found.append(share)
    return found


def _endless(agents: int, erlangs: float, handle_s: float, within_s: float, blocked: float) -> Steady:
    room = agents - erlangs
    if room <= 0.0:
        return Steady(1.0, 0.0, 0.0, 0.0, math.inf, math.inf, 1.0 if agents else math.nan)
    waits = agents * blocked / (agents - erlangs * (1.0 - blocked))
    wait_s = waits * handle_s / room
    in_time = 1.0 - waits * math.exp(-room * within_s / handle_s)
    return Steady(waits, in_time, 0.0, 0.0, wait_s, wait_s, erlangs / agents)


def _impatient(agents: int, erlangs: float, times: tuple[float, float, float], blocked: list[float]) -> Steady:
    """Return the steady state; ``times`` are handle time, patience and T in s, ``blocked`` B(n−1) and B(n)."""
    handle_s, patience_s, within_s = times
    if math.isinf(patience_s) or erlangs * patience_s / handle_s > _ENDLESS:
        return _endless(agents, erlangs, handle_s, within_s, blocked[-1])
    if agents == 0:
        left = -math.expm1(-within_s / patience_s) if patience_s else 1.0
        return Steady(1.0, 0.0, 1.0, left, patience_s, math.nan, math.nan)
    if patience_s == 0.0:
        answered = 1.0 - blocked[-1]
        return Steady(blocked[-1], answered, blocked[-1], blocked[-1], 0.0, 0.0, erlangs * answered / agents)
    return _queue(agents, erlangs, handle_s, handle_s / patience_s, within_s / handle_s, blocked[0])


def _queue(agents: int, load: float, handle_s: float, theta: float, within: float, blocked: float) -> Steady:
    """Return the steady state of Erlang A with times in handle times; ``blocked`` is B(n−1)."""
    logs = _ladder(agents, load, theta)
    top = max(float(logs.max()), 0.0)
    terms = np.exp(logs - top)
    # All in proportion to e^top, so that neither the longest queues nor the shortest overflow.
    one, whole = math.exp(-top), float(terms.sum())
    log_end = load * -math.expm1(-theta * within) / theta - agents * within
    beyond_logs = _ladder(agents, load * math.exp(-theta * within), theta)
    beyond = float(np.exp(beyond_logs + (log_end - top)).sum())
    total = one + blocked * load * whole
    in_time = (one + blocked * (math.exp(log_end - top) - one + agents * (whole - beyond))) / total
    still = math.exp(-theta * within) * blocked * load * beyond / total
    places = np.arange(len(terms))
    served = agents / (agents + (places + 1) * theta)
    weights = blocked * load * terms / total
    abandoned = float((weights * (1.0 - served)).sum())
    stages = np.cumsum(1.0 / (agents + (places + 1) * theta))
    return Steady(
        waits=blocked * load * whole / total,
        in_time=min(max(in_time, 0.0), 1.0),
        abandoned=abandoned,
        abandoned_in_time=max(1.0 - in_time - still, 0.0),
        wait_s=abandoned / theta * handle_s,
        asa_s=float((weights * served * stages).sum()) / (1.0 - abandoned) * handle_s,
        occupancy=load * (1.0 - abandoned) / agents,
    )


def _ladder(agents: int, load: float, theta: float) -> NDArray[np.float64]:
    """Return the logarithms of aᵏ / (n·(n + θ)⋯(n + kθ)) for k = 0, 1, … as far as they count."""
    if load <= 0.0:
        return np.array([-math.log(agents)])
    count = 64 + int(max(load - agents, 0.0) / theta)
    while True:
        steps = math.log(load) - np.log(agents + np.arange(1, count) * theta)
        logs = np.concatenate([[0.0], np.cumsum(steps)]) - math.log(agents)
        if logs[-1] < logs.max() - _NOTHING:
            return logs
        count *= 2
