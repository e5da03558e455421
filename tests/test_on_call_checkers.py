"""Every checker of people on call can fail, each on a good log in which one thing was spoiled."""

import pytest
from building import center, day
from checkers import check
from on_call_checkers import on_call_holds
from spoiled_logs import asked, each, is_found
from test_checkers import at, span

from simulator.engine.simulate import simulate
from simulator.log import SpanKind


def called():
    """Agents 1 and 2 are on call until 10800; at 200 somebody waits, and agent 1 comes at 800."""
    shifts = {
        "day": {"agents": 1, "from": "08:00", "to": "12:00"},
        "standby": {"agents": 2, "from": "08:00", "to": "11:00", "on_call": {"paid": "20%"}},
    }
    rule = {"when": {"waiting": 1}, "call_in": {"number": 1, "to": "front", "ready": "10m"}}
    team = {"shifts": shifts, "serves": {"calls": {}}}
    scenario = center(types={"calls": {}}, groups={"front": team}, interventions={"more": rule}, to="12:00")
    workload = day((100, 4000), (200, 60))
    return scenario, workload, simulate(scenario, workload)


def test_a_good_log_passes():
    check(*called())


def all_were_called(log):
    log.interventions["did"][0] = 2


@each(
    [
        (on_call_holds, "", span(SpanKind.ON_CALL, "to_s", at(10801), agent=2), "stands by when not on call"),
        (on_call_holds, "", span(SpanKind.ON_CALL, "from_s", at(1), agent=2), "from 28801.0 on, for no reason"),
        (on_call_holds, "", span(SpanKind.ON_CALL, "to_s", at(10799), agent=2), "until 39599.0, for no reason"),
        (on_call_holds, "", span(SpanKind.ON_CALL, "agent", 0, agent=2), "who is never on call"),
        (on_call_holds, "", span(SpanKind.DUTY, "from_s", at(801), agent=1), "for no reason|0 come"),
        (on_call_holds, "", all_were_called, "2 are called to front for 29600.0"),
    ]
)
def test_a_spoiled_log_is_found(checker, name, spoil, message):
    is_found(called(), checker, spoil, message)


def test_whoever_stands_by_and_is_not_called_is_found():
    scenario, workload, log = called()
    # As if the rule called two, and only one of them came.
    rule = scenario.interventions["more"]
    two = rule.model_copy(update={"call_in": rule.call_in.model_copy(update={"number": 2})})
    other = scenario.model_copy(update={"interventions": {"more": two}})
    with pytest.raises(AssertionError, match="agent 2 stands by and is not called"):
        asked(on_call_holds, other, workload, log)
