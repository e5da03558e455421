"""Conversations against what must be so: K of them kept open, one slot without thinking, Little's law, waking at once.

`cases/conversation_concurrency.csv` has exact values for one agent whose K open conversations are always full: replies
and thinking are exponential, a conversation ends after each reply with the same probability (a closed network of two
stations, the agent and the customers who think).
"""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from agreement import assert_agrees
from checkers import check

from simulator.demand.workload import draw
from simulator.engine.simulate import simulate
from simulator.log import EndedBy, RunLog, SpanKind
from simulator.scenario.nouns import Scenario

CASES = Path(__file__).resolve().parents[1] / "cases" / "conversation_concurrency.csv"


def center(agents: int, channel: dict[str, Any], kind: dict[str, Any], rate: str, to: str, **horizon: Any) -> Scenario:
    """Return a center of one group and one type of conversations, open from 00:00."""
    return Scenario.model_validate(
        {
            "version": 1,
            "name": "conversations",
            "horizon": {"from": "00:00", "to": to, **horizon},
            "channels": {"messaging": channel},
            "sources": {"writers": {"arrivals": rate}},
            "contact_types": {
                "wa": {"from": "writers", "channel": "messaging", "patience": "endless", **kind},
            },
            "agent_groups": {"front": {"agents": agents, "serves": {"wa": {}}}},
        }
    )


def exact() -> list[dict[str, float]]:
    with CASES.open(encoding="utf-8") as file:
        return [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]


def overlap_s(from_s: np.ndarray, to_s: np.ndarray, window: tuple[float, float]) -> float:
    """Return how long spans were there within a window, in all."""
    return float(np.clip(np.minimum(to_s, window[1]) - np.maximum(from_s, window[0]), 0, None).sum())


def kept_open(case: dict[str, float], agents: int, seed: int) -> tuple[float, float, float, float]:
    """Return utilisation, closed per hour and agent, the mean number awaiting a reply, and minutes until it is sent."""
    per_hour = 60 * case["reply_rate_per_min"] * case["end_probability"] * agents
    scenario = center(
        agents,
        {"behaviour": "conversation", "slots": int(case["open_slots"])},
        {
            "replies": {
                "number": {"mean": 1 / case["end_probability"]},
                "work": {"exponential": {"mean": f"{60 / case['reply_rate_per_min']:.9f}s"}},
                "thinking": {"exponential": {"mean": f"{60 / case['think_rate_per_min']:.9f}s"}},
            }
        },
        # So many that somebody always waits.
        rate=f"{per_hour * 1.3 + 60 * agents * case['open_slots'] / 15:.6f}/h",
        to="12:00",
        run_on="0s",
    )
    log = simulate(scenario, draw(scenario, seed, 0))
    window = (3 * 3600.0, 12 * 3600.0)
    hours = (window[1] - window[0]) / 3600
    waits = log.spans["kind"] == SpanKind.QUEUE
    waiting = np.bincount(np.searchsorted([*window], log.spans["from_s"][waits]), minlength=3)
    assert waiting[1] > 0, "somebody always waits"
    writing = log.spans["kind"] == SpanKind.REPLY
    used_s = overlap_s(log.spans["from_s"][writing], log.spans["to_s"][writing], window)
    closed_s = log.contacts["closed_s"]
    closed = ((closed_s >= window[0]) & (closed_s < window[1])).sum()
    replies = log.replies
    asked_s = np.maximum(replies["asked_s"], log.contacts["assigned_s"][replies["contact"]])
    sent_s = np.where(np.isnan(replies["sent_s"]), np.inf, replies["sent_s"])
    needy = overlap_s(asked_s, sent_s, window) / (window[1] - window[0]) / agents
    answered = (asked_s >= window[0]) & (asked_s < window[1] - 7200) & np.isfinite(sent_s)
    response_min = float((sent_s - asked_s)[answered].mean()) / 60
    return used_s / (window[1] - window[0]) / agents, closed / hours / agents, needy, response_min


@pytest.mark.long
@pytest.mark.parametrize("case", exact(), ids=lambda case: "-".join(f"{value:g}" for value in list(case.values())[:4]))
def test_an_agent_with_so_many_open_conversations_closes_as_many_as_theory_says(case: dict[str, float]):
    found = np.array([kept_open(case, agents=60, seed=seed) for seed in range(12)])
    expected = (case["utilisation"], case["closed_per_hour"], case["mean_needy"], case["response_min"])
    for column, value, what in zip(
        found.T, expected, ("utilisation", "closed per hour", "awaiting a reply", "minutes to a reply"), strict=True
    ):
        assert_agrees(column, value, relative=0.08, absolute=2e-3, what=what)


@pytest.mark.parametrize("wrap_up", ["0s", "40s"])
def test_one_slot_and_one_reply_are_plain_service(wrap_up: str):
    work = {"lognormal": {"mean": "3m", "cv": 1.2}}
    plain = Scenario.model_validate(
        {
            "version": 1,
            "name": "calls",
            "horizon": {"from": "00:00", "to": "04:00"},
            "channels": {"messaging": {}},
            "sources": {"writers": {"arrivals": "70/h"}},
            "contact_types": {
                "wa": {
                    "from": "writers",
                    "channel": "messaging",
                    "talk": work,
                    "wrap_up": wrap_up,
                    "patience": "endless",
                }
            },
            "agent_groups": {"front": {"agents": 4, "serves": {"wa": {}}}},
        }
    )
    by_replies = center(
        4,
        {"behaviour": "conversation", "slots": 1, "inactive": {"after": "1m"}, "auto_close": "1h"},
        {"replies": {"number": 1, "work": work, "thinking": "5m", "patience": "1m"}, "wrap_up": wrap_up},
        "70/h",
        "04:00",
    )
    for seed in range(5):
        workload = draw(plain, seed, 0)
        calls, written = simulate(plain, workload), simulate(by_replies, draw(by_replies, seed, 0))
        check(by_replies, workload, written)
        for name in ("ended_by", "ended_s", "closed_s", "queued_s"):
            np.testing.assert_array_equal(calls.contacts[name], written.contacts[name], err_msg=name)
        np.testing.assert_array_equal(calls.contacts["answered_s"], written.contacts["assigned_s"])
        np.testing.assert_array_equal(written.contacts["answered_s"], written.contacts["ended_s"])


def test_several_replies_without_thinking_in_one_slot_are_one_talk_of_their_sum():
    """The agent goes on at once with the next message of the only conversation in hand: nobody else comes between."""
    by_replies = center(
        3,
        {"behaviour": "conversation", "slots": 1},
        {"replies": {"number": {"mean": 4}, "work": {"exponential": {"mean": "1m"}}}},
        "40/h",
        "04:00",
    )
    workload = draw(by_replies, 7, 0)
    log = simulate(by_replies, workload)
    asked, sent = log.replies["asked_s"], log.replies["sent_s"]
    goes_on = log.replies["number"] > 1
    np.testing.assert_array_equal(asked[goes_on], sent[np.flatnonzero(goes_on) - 1])
    np.testing.assert_array_equal(log.replies["begun_s"][goes_on], asked[goes_on])
    talks_s = log.contacts["ended_s"] - log.contacts["assigned_s"]
    worked_s = np.bincount(log.replies["contact"], sent - log.replies["begun_s"], minlength=len(talks_s))
    np.testing.assert_array_equal(talks_s, worked_s)


def levels(log: RunLog, window: tuple[float, float], agents: int) -> tuple[float, float]:
    """Return how many conversations an agent had active and inactive, in the mean."""
    kinds = log.spans["kind"]
    seconds = []
    for wanted in ((SpanKind.REPLY, SpanKind.IN_HAND, SpanKind.WRAP_UP), (SpanKind.INACTIVE,)):
        mine = np.isin(kinds, wanted)
        seconds.append(overlap_s(log.spans["from_s"][mine], log.spans["to_s"][mine], window))
    return seconds[0] / (window[1] - window[0]) / agents, seconds[1] / (window[1] - window[0]) / agents


def test_active_and_inactive_are_what_little_says():
    """With room for all, inactive ÷ active is the ratio of the times that a conversation spends in each."""
    after_s, thinking_s, replies = 240.0, 1200.0, 5
    scenario = center(
        40,
        {"behaviour": "conversation", "slots": 50, "inactive": {"after": "4m"}},
        {
            "replies": {
                "number": replies,
                "work": {"exponential": {"mean": "20s"}},
                "thinking": {"exponential": {"mean": "20m"}},
            }
        },
        "300/h",
        "14:00",
        run_on="0s",
    )
    window = (4 * 3600.0, 14 * 3600.0)
    found = np.array([levels(simulate(scenario, draw(scenario, seed, 0)), window, 40) for seed in range(6)])
    # Of each thinking so much passes before it is inactive, and so much after: the exponential forgets.
    asleep_s = (replies - 1) * thinking_s * np.exp(-after_s / thinking_s)
    assert_agrees(found[:, 1], 300 / 3600 * asleep_s / 40, relative=0.05, what="inactive")
    quiet_s = (replies - 1) * thinking_s * (1 - np.exp(-after_s / thinking_s))
    active = found[:, 0] * 40 / (300 / 3600)
    assert quiet_s + replies * 20 < active.mean() < 1.25 * (quiet_s + replies * 20), "messages wait for other replies"


def test_in_the_morning_those_wake_at_once_that_weigh_nothing():
    """Customers who think through the night write in the morning: what weighed nothing is more than the slots then."""
    scenario = center(
        4,
        {"behaviour": "conversation", "slots": 5, "inactive": {"after": "4m"}},
        {
            "replies": {
                "number": 2,
                "work": "1m",
                "thinking": {"exponential": {"mean": "15m"}},
                "awake": {"06:00": "100%", "00:00": "0.1%"},
            }
        },
        "60/h",
        "09:00",
    )
    log = simulate(scenario, draw(scenario, 3, 0))
    assert (log.contacts["ended_by"] == EndedBy.AGENT).all()
    asked_h = log.replies["asked_s"][log.replies["number"] == 2] / 3600
    by_hour = np.bincount(asked_h.astype(int), minlength=9)
    assert by_hour[:6].sum() < 15
    assert by_hour[6] > 40
    active = np.isin(log.spans["kind"], (SpanKind.REPLY, SpanKind.IN_HAND))
    most = 0
    for agent in range(4):
        mine = active & (log.spans["agent"] == agent)
        edges = [(s, 1) for s in log.spans["from_s"][mine]] + [(s, -1) for s in log.spans["to_s"][mine]]
        most = max(most, int(np.cumsum([step for _, step in sorted(edges)]).max()))
    assert most > 5, "waking over the slots"
    before = log.replies["number"] == 2
    waits_s = (log.replies["begun_s"] - log.replies["asked_s"])[before]
    assert waits_s.mean() > 60, "the morning's overload"
    assert EndedBy.ABANDONED not in log.contacts["ended_by"]
