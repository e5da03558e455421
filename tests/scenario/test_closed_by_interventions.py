"""A type that an intervention closes counts as closed at times, wherever a scenario is looked at as a whole."""

import pytest

from simulator.errors import ScenarioError
from simulator.scenario.days.on_duty import most_ever
from simulator.scenario.reader import load_text
from simulator.scenario.rules.hours_changed import closed_by_rules, opened_by_rules, reopened_by_rules
from simulator.scenario.sound.bringing import only_become

TEXT = """\
version: 1
name: Closed by rules
horizon: {{from: "08:00", to: "18:00"}}
channels: {{voice: {{}}, chat: {{slots: 2{chat}}}}}
sources: {{callers: {{arrivals: 40/h}}}}
contact_types:
  orders: {{from: callers, share: 80%, channel: voice, talk: 4m, patience: 3m}}
  chats: {{from: callers, share: 20%, channel: chat, talk: 6m, patience: 9m}}
  later: {{channel: voice, talk: 4m, patience: 3m}}
agent_groups:
  front: {{agents: 6, serves: {{orders: {{}}, chats: {{}}, later: {{}}}}}}
  bank: {{agents: 0, serves: {{orders: {{}}}}}}
{rules}"""
CLOSE = "interventions:\n  full: {when: {waiting: 9}, close: chat}\n"
REDIAL = "follow_ups:\n  redial: {of: chats, when: {ended: sent_away}, share: 50%, after: 8m}\n"
TO_LATER = "overflow:\n  on: {of: orders, when: {waited: 1m}, move: {type: later, place: back}}\n"


def study(chat: str = "", rules: str = ""):
    return load_text(TEXT.format(chat=chat, rules=rules))


def test_what_becomes_of_contacts_of_a_closed_type_needs_hours_or_an_intervention():
    with pytest.raises(ScenarioError, match="this needs hours, but neither this channel nor any of its types has any"):
        study(", when_closed: voicemail", TO_LATER)
    study(", when_closed: voicemail", TO_LATER + CLOSE)


def test_a_redirect_of_a_type_that_an_intervention_closes_brings_contacts():
    with pytest.raises(ScenarioError, match="later"):
        study("", CLOSE)
    scenario = study(", when_closed: {redirect: later}", CLOSE).resolve()
    assert only_become(scenario) == {"later"}


def test_customers_of_a_type_that_an_intervention_closes_may_be_sent_away():
    with pytest.raises(ScenarioError, match="no contact of 'chats' can end as sent_away"):
        study("", TO_LATER + REDIAL)
    study("", TO_LATER + REDIAL + CLOSE)
    # Nobody is where they leave a voicemail.
    with pytest.raises(ScenarioError, match="no contact of 'chats' can end as sent_away"):
        study(", when_closed: voicemail", TO_LATER + REDIAL + CLOSE)


def test_types_are_known_by_their_names_and_by_their_channels():
    rules = "interventions:\n" + "".join(
        f"  {name}: {{when: {{waiting: 9}}, {what}}}\n"
        for name, what in {
            "a": "close: [channel:voice]",
            "b": "open: type:later",
            "c": "extend: {of: [chats, front], by: 1h}",
        }.items()
    )
    scenario = study("", TO_LATER + rules).resolve()
    assert closed_by_rules(scenario) == {"orders", "later"}
    assert opened_by_rules(scenario) == {"later"}
    # Of a group agents stay longer, not the types that it serves.
    assert reopened_by_rules(scenario) == {"later", "chats"}


def test_people_who_are_called_in_count_among_those_who_may_be_there():
    rules = "interventions:\n  more: {when: {waiting: 9}, again: 5h, call_in: {number: 4, to: bank}}\n"
    scenario = study("", TO_LATER + rules).resolve()
    # At 08:00, 13:00 and, as late as it may be, 18:00.
    assert most_ever(scenario, ["bank"]) == 12
    assert most_ever(scenario, ["front"]) == 6
    study("", TO_LATER + rules + "  less: {when: {logged_in: {of: bank, at_least: 12}}, close: chat}\n")
    with pytest.raises(ScenarioError, match="bank has 12 agents at most"):
        study("", TO_LATER + rules + "  less: {when: {logged_in: {of: bank, at_least: 13}}, close: chat}\n")
