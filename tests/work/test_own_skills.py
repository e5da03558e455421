"""Who may do the work of a type where people in a group differ: those who serve it, and no others of the group."""

import pytest
from building import center

from simulator.describing.erlang_asked import why_not
from simulator.work.load_against_staff import load_of

TYPES = {"calls": {"arrivals": "15/h", "talk": "2m"}, "claims": {"arrivals": "36/h", "talk": "4m"}}


def office(**skills):
    shifts = {
        "early": {"people": ["ana", "ben"], "from": "08:00", "to": "10:00"},
        "day": {"agents": 2, "from": "08:00", "to": "12:00"},
        "late": {"people": ["cid", "dan"], "from": "10:00", "to": "12:00"},
    }
    people = {name: {"skills": skills[name]} if name in skills else {} for name in ("ana", "ben", "cid", "dan")}
    groups = {"front": {"shifts": shifts, "absence": "25%", "serves": {"calls": {}}}}
    return center(types=TYPES, groups=groups, people=people, to="12:00", interval="2h")


def test_those_who_serve_a_type_have_their_part_of_the_agents_expected_on_duty():
    # Half of the four of the early hours serve claims, and a quarter of all are absent.
    load = load_of(office(ana=["calls", "claims"], ben="claims", cid="calls"))
    calls, claims = load.types
    assert claims.able == pytest.approx((1.5, 0.0))
    assert calls.able == pytest.approx((2.25, 3.0))
    assert claims.groups == calls.groups == ("front",)
    # Claims are the work of 2.4 agents: too much for the early ones, and of the late ones nobody serves them. Calls are
    # that of half an agent, so whoever serves both has no time for them, and the others have.
    (gap,) = load.gaps
    assert (gap.types, gap.groups, gap.worst_s, gap.staff) == (("claims",), ("front",), 10 * 3600.0, 0.0)
    assert gap.agent_hours == pytest.approx(2 * (2.4 - 1.5) + 2 * 2.4)


def test_erlangs_formulas_do_not_apply_where_people_differ():
    scenario = office(ben="claims")
    (pool,) = load_of(scenario).pools
    assert why_not(scenario, pool) == "people in front differ in what they serve"


def test_skills_as_the_group_change_no_number():
    alike, other = (load_of(office(dan="claims", **skills)) for skills in (dict.fromkeys(("ana", "ben"), "calls"), {}))
    assert alike.types == other.types
    assert alike.groups == other.groups
    assert alike.gaps == other.gaps
