"""The rules that decide who gets whom, by the words in which routing tests name them: a rule more is a line here."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

By = Literal[
    "only_one", "serves", "room", "after", "step", "gate", "keep_free",
    "rank", "longest_idle", "longest_since_contact", "fewest_contacts", "round_robin", "least_loaded", "pack",
    "last_assigned", "random", "random_group", "agent_number",
    "priority", "segment", "longest_wait", "credit", "age_rate", "age_cap", "ratio_to_target",
    "due_time", "first_come",
    "lines", "queue_limit", "hours", "voicemail_after", "patience",
]  # fmt: skip


class DecidingRule(NamedTuple):
    """What a rule means, and which keys of a scenario set it."""

    meaning: str
    keys: str


DECIDING_RULES: Mapping[By, DecidingRule] = {
    "only_one": DecidingRule("there was nothing to choose", "Only one agent, or one contact, was there."),
    "serves": DecidingRule(
        "the group does not serve the type, or not the person", "`serves` of the group, `skills` of people."
    ),
    "room": DecidingRule(
        "the agent has no room in hand", "`slots` of the channel, `capacity` and `at_most` of the group."
    ),
    "after": DecidingRule(
        "the contact has not waited long enough for the group", "`after` under the group's `serves`."
    ),
    "step": DecidingRule(
        "by its steps the group may not take the contact yet, or no more", "`steps` of the contact type."
    ),
    "gate": DecidingRule(
        "the group takes contacts of the type only while something holds, which does not",
        "`while` under the group's `serves`.",
    ),
    "keep_free": DecidingRule(
        "agents are kept free, or reserved, for other contacts",
        "`keep_free` and `reserves` under the group's `serves`, `keep_empty` of the channel.",
    ),
    "rank": DecidingRule("the best rank of the type", "`ranks` of the contact type."),
    "longest_idle": DecidingRule("the agent idle longest", "`agent` of `routing`."),
    "longest_since_contact": DecidingRule(
        "the longest time since the end of the last contact", "`agent` of `routing`."
    ),
    "fewest_contacts": DecidingRule(
        "the agent who has taken the fewest contacts today; in a test, those in hand and those taken at this instant",
        "`agent` of `routing`, or of the channel.",
    ),
    "round_robin": DecidingRule(
        "the agent who is next in turn; before the test nobody has had a turn, so the lowest agent number is first",
        "`agent` of `routing`, or of the channel.",
    ),
    "least_loaded": DecidingRule("the agent with the least in hand", "`agent` of the channel."),
    "pack": DecidingRule("the agent with the most in hand", "`agent` of the channel."),
    "last_assigned": DecidingRule(
        "a tie in a channel with slots: the longest time since the last contact was assigned", "`agent` of the channel."
    ),
    "random": DecidingRule("chance, among the agents", "`agent` of `routing`, or of the channel."),
    "random_group": DecidingRule("chance, among the groups", "`agent` of `routing`."),
    "agent_number": DecidingRule(
        "a tie: the lower agent number, so the group that is listed first", "The order of the groups."
    ),
    "priority": DecidingRule(
        "the best priority, of the group for the type or of the segment",
        "`priority` under the group's `serves`, then `priority` of segments.",
    ),
    "segment": DecidingRule("the best priority of a segment, where the group's are equal", "`priority` of segments."),
    "longest_wait": DecidingRule("the longest wait", "`contact` of `routing`."),
    "credit": DecidingRule("the longest wait, because of a credit", "`age_credit` of the type or the segment."),
    "age_rate": DecidingRule(
        "the longest wait, because some age faster or up to a cap",
        "`age_rate` and `age_cap` of the type or the segment.",
    ),
    "age_cap": DecidingRule(
        "the longest wait, because another contact counts no further than its cap",
        "`age_cap` of the type or the segment.",
    ),
    "ratio_to_target": DecidingRule(
        "the longest wait in proportion to the target time",
        "`contact` of `routing`, and the `service_level` of the types.",
    ),
    "due_time": DecidingRule(
        "the target time that ends first", "`contact` of `routing`, and the `service_level` of the types."
    ),
    "first_come": DecidingRule("a tie: the contact that came first", "Of one instant, the order in the file."),
    "lines": DecidingRule("all lines are in use", "`lines` of the contact type or the channel."),
    "queue_limit": DecidingRule("the queue is full", "`queue_limit` of the contact type, the channel or the groups."),
    "hours": DecidingRule("it is closed", "`hours`, `when_closed` and `at_close` of the type or the channel."),
    "voicemail_after": DecidingRule(
        "the wait after which a voicemail is left", "`voicemail_after` of the contact type."
    ),
    "patience": DecidingRule("the customer's patience ended", "`patience` of the given contact."),
}
"""In the order in which they are asked, as far as there is one."""

COVERS: Mapping[By, tuple[By, ...]] = {"priority": ("segment",), "age_rate": ("age_cap",)}
"""Words that mean others as well: both are priorities, and a cap is part of how contacts age."""
