"""Centers that race against other versions and the other engine, by name: each with how many days are one round.

Those of `days.py` are what every version can simulate; *redials*, *passing* and *week* use what came later, so they
compare the compiled engine with the interpreted one. Nothing here is imported when it is not asked for: an older
version has not all of it.
"""

from typing import Any

DAYS = {"single": 3, "small": 150, "skills": 3, "cyber_monday": 12, "redials": 3, "passing": 3, "week": 1}
"""How many replications of a center are one round."""
LATER = ("redials", "passing", "week")
"""Those that version 0.1.0 does not know."""


def strategies_of(name: str) -> list[Any]:
    """Return the scenarios of a center; several are strategies that have the same customers."""
    if name == "cyber_monday":
        from simulator.scenario.reader import load

        study = load("scenarios/cyber_monday.yaml")
        return [study.resolve(strategy) for strategy in study.strategies]
    if name == "redials":
        return [_redials()]
    if name == "passing":
        return [_passing()]
    if name == "week":
        from benchmarks.week import week

        study = week()
        return [study.resolve(strategy) for strategy in study.strategies[:2]]
    from benchmarks import days

    return [days.scenario_of(getattr(days, name.upper()))]


def _redials() -> Any:
    from benchmarks.redials import AGAIN, center

    return center(AGAIN)


def _passing() -> Any:
    """Return a center with calls, chats, a second line that helps after a while, transfers and redials."""
    from simulator.scenario.nouns import Scenario

    def kind(channel: str, minutes: int) -> dict[str, Any]:
        return {
            "from": f"{channel}_users",
            "channel": channel,
            "talk": {"exponential": {"mean": f"{minutes}m"}},
            "wrap_up": "30s",
            "patience": {"exponential": {"mean": "3m"}},
        }

    return Scenario.model_validate(
        {
            "version": 1,
            "name": "Passing",
            "horizon": {"from": "08:00", "to": "18:00"},
            "channels": {"voice": {}, "chat": {"slots": 3}},
            "sources": {
                "voice_users": {"arrivals": "900/h"},
                "chat_users": {"arrivals": "450/h"},
            },
            "contact_types": {"calls": kind("voice", 4), "chats": kind("chat", 6)},
            "agent_groups": {
                "front": {"agents": 62, "serves": {"calls": {}}},
                "second_line": {
                    "agents": 34,
                    "serves": {"calls": {"priority": 2, "after": "20s"}, "chats": {"priority": 1}},
                },
            },
            "follow_ups": {
                "redial": {
                    "of": "calls",
                    "when": {"ended": "abandoned"},
                    "share": "50%",
                    "after": {"lognormal": {"mean": "8m", "cv": 1}},
                    "attempts": 5,
                }
            },
            "transfers": {
                "on": {"of": "group:front", "share": ["15%", "0%"], "at": "40%", "pass": {"group": "second_line"}}
            },
        }
    )
