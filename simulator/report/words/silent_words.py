"""Silent customers in words: who they are, and how agents notice."""

from simulator.scenario.nouns.silent_customers import SilentCustomers
from simulator.units import format_duration, format_share


def silent_said(silent: SilentCustomers, by_replies: bool) -> str:
    """Return what a contact type says of customers who leave silently; ``by_replies``: in conversations."""
    leave = "of the customers who lose patience leave without the center noticing it, and the contact stays."
    after, greeting_s = format_duration(silent.noticed_s), silent.greeting_s
    said = [f"{format_share(silent.share)} {leave}"]
    if not by_replies:
        greets = "" if greeting_s is None else f" greets for {format_duration(greeting_s)},"
        said.append(f"An agent who takes it{greets} waits {after} for an answer and closes the contact.")
        return " ".join(said)
    if greeting_s is not None:
        greets = f"The first reply begins with a greeting of {format_duration(greeting_s)}"
        said.append(f"{greets}; to somebody who is gone, agents write no more than that.")
    said.append(f"An agent who has written in vain waits {after} for an answer and closes the conversation.")
    return " ".join(said)
