"""What an overflow rule does, in a few words, as a table has it."""

from typing import TYPE_CHECKING

from simulator.report.words.numbers import listed
from simulator.units import format_duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from simulator.scenario.nouns import Overflow


def does_said(rule: "Overflow", called: "Callable[[str], str]") -> str:
    """Return what a rule does to a contact it applies to; types and groups are ``called`` as people know them."""
    if rule.groups_named:
        return f"{rule.verb} {listed([called(f'group:{name}') for name in rule.groups_named])}"
    if rule.leads_to is not None:
        to = called(f"type:{rule.leads_to}")
        return f"{rule.verb} to {to}" if rule.verb == "move" else f"{rule.verb} {to}"
    if rule.raise_ is not None:
        keys = {"priority": rule.raise_.priority, "credit": rule.raise_.age_credit_s}
        said = [
            f"{key} {value if key == 'priority' else format_duration(value)}"
            for key, value in keys.items()
            if value is not None
        ]
        return f"raise: {', '.join(said)}"
    return _ALONE[rule.verb]


_ALONE = {"flatten": "flatten", "message": "voicemail", "end": "send away"}
"""What stands alone."""
