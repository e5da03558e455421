"""What a scenario rules out: who is never refused, because nothing refuses, is 0 and not *0, give or take*.

An interval allows for what so many days may just not have shown. Of what closed doors do it is known without any day,
that nobody is passed on without a rule or repeats a story that nothing loses, and that nobody is left over where all
who wait give up or are sent away.
"""

from typing import TYPE_CHECKING

from simulator.scenario.days.opening import opening_of
from simulator.scenario.rules.hours_changed import closed_by_rules, sends_away
from simulator.scenario.rules.whom import touched_by

if TYPE_CHECKING:
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario


def is_never(comparison: "Comparison", strategy: str, metric: str, of: str) -> bool:
    """Return whether none of the contacts that ``of`` means can end so: refused, moved, passed on, still open, …"""
    scenario = comparison.scenarios[strategy]
    if metric in _LEFT_OVER:
        return _nobody_is_left(scenario, metric)
    if metric in _AFTER_AN_ANSWER:
        return not scenario.transfers
    if metric in _RETOLD:
        offers = [rule.offer for rule in scenario.overflow.values() if rule.offer]
        lost = any(offer.context == "lost" for offer in offers)
        return not (lost or scenario.transfers or scenario.follow_ups)
    if metric in _HELPED:
        return not scenario.helps
    if metric in _CHANGED:
        return not scenario.interventions
    if metric == "on_call_hours":
        return not any(one.on_call for group in scenario.agent_groups.values() for one in (group.shifts or {}).values())
    kind, _, name = of.partition(":")
    if metric not in _MAY or kind not in ("all", "type", "channel"):
        return False
    types = scenario.contact_types
    mine = [one for one in types if kind == "all" or name == (one if kind == "type" else types[one].channel)]
    words = {word for one in mine for word in _words(scenario, one)}
    # What became of who was moved is told of where he came; what a rule did, of what the contact was then.
    if metric not in ("moved", *_OF_RULES) and not words.isdisjoint(_MAY["moved"]):
        words |= {word for one in types for word in _words(scenario, one)}
    return words.isdisjoint(_MAY[metric])


def _nobody_is_left(scenario: "Scenario", metric: str) -> bool:
    """Return whether every contact of a center surely ends, and (not yet decided) at its last closing at the latest."""
    if scenario.horizon.run_on_s is not None:
        return False
    for name, one in scenario.contact_types.items():
        hours = opening_of(scenario, name)
        # Who waits for an opening may wait in vain, be it that they come at night, or again.
        if hours.when_closed == "wait" or hours.at_close == "keep":
            return False
        endless = any(how_long is None for each in one.kinds for how_long in each.patience.values())
        if hours.at_close == "serve_out" and (endless or metric == "not_yet_decided"):
            return False
    # Who comes again does so after closing as well.
    return metric == "still_open" or not scenario.follow_ups


_LEFT_OVER = ("still_open", "not_yet_decided")
_AFTER_AN_ANSWER = ("passed_on", "abandoned_later")
_RETOLD = ("stories_repeated", "story_hours")
_HELPED = ("calls_for_help", "helping_hours")
_CHANGED = ("interventions", "off_phone_hours")
_AT_ONCE = ("refuse", "voicemail")
_OF_RULES = ("overflowed", "channel_changes", "offers", "offers_accepted")
_MAY = {
    "refused": ("refuse",),
    "moved": ("redirect", "move", "offer"),
    "voicemail": ("voicemail", "message"),
    "sent_away": ("end",),
    "came_closed": _AT_ONCE,
    "overflowed": ("move", "offer"),
    "channel_changes": ("redirect", "move"),
    "offers": ("offer",),
    "offers_accepted": ("offer",),
}
"""How contacts may end, with what in a scenario makes them end so."""


def _words(scenario: "Scenario", name: str) -> set[str]:
    """Return what may become of who comes for a type while it is closed, and of who waits for long."""
    found = {rule.verb for rule in scenario.overflow.values() if name in touched_by(rule.of, scenario)}
    found |= {"voicemail"} if scenario.contact_types[name].voicemail_after_s is not None else set()
    hours = opening_of(scenario, name)
    found |= {"end"} if sends_away(scenario, name, hours.when_closed, hours.at_close) else set()
    found |= {hours.when_closed} if name in closed_by_rules(scenario) else set()
    # Who comes again may come while the center itself is closed.
    never_closed = hours.stretches is None and not scenario.follow_ups
    return found if never_closed else found | {hours.when_closed}
