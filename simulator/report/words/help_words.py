"""Rules of help in words: when agents call, who comes, and what that changes."""

from collections.abc import Callable

from simulator.report.words.numbers import listed
from simulator.scenario.nouns import HelpRule
from simulator.scenario.nouns.rule_parts import AllOfThese
from simulator.units import format_duration

Called = Callable[[str], str]
"""From the name of a group to what people know it by."""


def as_written(name: str) -> str:
    """Return a name as it is written."""
    return name


def help_in_words(one: HelpRule, called: Called = as_written) -> str:
    """Return a rule of help as a sentence."""
    share = "" if one.share == 1.0 else f", in {_percent(one.share)} of them"
    return f"After {format_duration(one.after_s)} of talk ({_covered(one)}{share}): {given_said(one, called)}."


def given_said(one: HelpRule, called: Called = as_written) -> str:
    """Return who helps by a rule, and what that changes; groups are ``called`` as people know them."""
    given = one.help
    said = [f"{listed([called(name) for name in given.by], 'then')} help"]
    if given.ready_s:
        said.append(f"ready after {format_duration(given.ready_s)}")
    if given.talk != 1.0:
        said.append(f"the rest of the talk × {given.talk:g}")
    if given.wrap_up != 1.0:
        said.append(f"wrap-up × {given.wrap_up:g}")
    if given.solved is not None:
        said.append(f"{_percent(given.solved)} solved")
    return ", ".join(said)


def _covered(one: HelpRule) -> str:
    if not isinstance(one.of, AllOfThese):
        return listed(list(one.of), "or")
    return ", ".join(f"{kind} {listed(list(names), 'or')}" for kind, names in one.of.given.items())


def _percent(share: float) -> str:
    return f"{share * 100:.10g} %"
