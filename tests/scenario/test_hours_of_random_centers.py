"""When random centers and their types are open: the tables of hours against a calendar that walks through the days."""

import pytest
from hours_read import Calendar
from swarm import random_center

from simulator.scenario.days.opening import opening_of, openings


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_hours_are_those_of_the_calendar(first):
    for seed in range(first, first + 100):
        scenario, _ = random_center(seed)
        calendar = Calendar(scenario)
        assert openings(scenario.horizon) == tuple(calendar.open), f"random_center({seed})"
        for name in scenario.contact_types:
            found = opening_of(scenario, name)
            stretches = openings(scenario.horizon) if found.stretches is None else found.stretches
            assert stretches == tuple(calendar.of_type(name)), f"random_center({seed}), {name}"
            assert (found.when_closed, found.redirect_to or "") == calendar.when_closed(name), f"random_center({seed})"
            assert found.at_close == calendar.at_close(name), f"random_center({seed}), {name}"


@pytest.mark.parametrize("first", range(0, 300, 100))
def test_agents_are_those_of_the_calendar(first):
    for seed in range(first, first + 100):
        scenario, _ = random_center(seed)
        days, calendar = scenario.horizon.simulated_days, Calendar(scenario)
        assert [(day.number, day.opens_s, day.closes_s) for day in days] == [day[:3] for day in calendar.days]
        for name, group in scenario.agent_groups.items():
            for day, read in zip(days, calendar.days, strict=True):
                first_s, people = next(step for step in calendar.agents(name) if step[0] == read.opens_s)
                clock_s = first_s - day.start_s
                steps = [wanted for time_s, wanted in sorted(group.agents_of(day).items()) if time_s <= clock_s]
                assert people == (steps[-1] if steps else 0), f"random_center({seed}), {name}"
