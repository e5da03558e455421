"""One day's agents: a bar for each, states told apart by colour and height, groups named."""

import numpy as np
from drawn import artists, hotline_run, legend, words
from hotline import study

from simulator import compare
from simulator.log import State
from simulator.report.pictures.agents_day import (
    AGENTS_MAX,
    OVERTIME,
    TALK,
    AgentsPicture,
    GroupBars,
    agents,
    agents_of,
    draw_agents,
)
from simulator.report.pictures.picture_files import picture_bytes, svg_text

HOUR = 3600.0


def group(name="front", agents=2, **columns):
    given = {
        "agent": [1, 1, 1, 2],
        "state": [State.AVAILABLE, State.TALK, State.WRAP_UP, State.TALK],
        "in_hand": [0, 1, 1, 3],
        "overtime": [False, False, False, True],
        "from_s": [8 * HOUR, 9 * HOUR, 9.5 * HOUR, 8 * HOUR],
        "to_s": [9 * HOUR, 9.5 * HOUR, 10 * HOUR, 10.5 * HOUR],
    } | columns
    return GroupBars(name, agents, **{key: np.array(values) for key, values in given.items()})


def drawn(*groups):
    return draw_agents(AgentsPicture("A day", groups, 8 * HOUR, 10.5 * HOUR))


def boxes(patch):
    """Return (left, right, top, bottom) of each box of a patch."""
    corners = patch.get_path().vertices.reshape(-1, 5, 2)
    return [(one[0, 0], one[1, 0], one[0, 1], one[2, 1]) for one in corners]


def test_a_span_is_a_box_from_when_to_when_in_its_agents_row():
    (found,) = artists(drawn(group()))
    assert boxes(found["available"]) == [(8 * HOUR, 9 * HOUR, 0.1, 0.9)]
    assert boxes(found["talk"]) == [(9 * HOUR, 9.5 * HOUR, 0.1, 0.9)]
    assert boxes(found["wrap-up"]) == [(9.5 * HOUR, 10 * HOUR, 0.5, 0.9)]
    assert boxes(found[TALK[2].label]) == [(8 * HOUR, 10.5 * HOUR, 1.1, 1.9)]
    ((left, right, top, bottom),) = boxes(found[OVERTIME.label])
    assert (left, right) == (8 * HOUR, 10.5 * HOUR)
    assert 1.8 < top < bottom


def test_only_what_happened_is_in_the_legend():
    assert legend(drawn(group())) == ["available", "talk", "three or more", "wrap-up", "overtime"]
    quiet = group(state=[State.AVAILABLE] * 4, in_hand=[0] * 4, overtime=[False] * 4)
    assert legend(drawn(quiet)) == ["available"]


def test_each_group_has_a_panel_and_says_how_busy_it_was():
    figure = drawn(group(), group("<b>", agents=1))
    assert len(figure.axes) == 2
    text = words(figure)
    assert "front" in text
    assert "78 % of the time with a contact" in text
    assert "<b>" not in svg_text(figure)


def test_the_bars_of_a_run_are_its_first_days_agents():
    run = hotline_run("as_today", "three")
    picture = agents_of(run.first, "three")
    assert [(one.name, one.agents) for one in picture.groups] == [("front", 3)]
    assert "A day of three" in words(agents(run, "three"))
    assert "A day of as_today" in words(agents(run))
    spans = run.first.stacks["three"].details.agents
    assert len(picture.groups[0].agent) == len(spans["agent"])


def test_of_very_many_agents_each_group_shows_its_share():
    one = study(settings=("agent_groups.front.agents=90", "agent_groups.back.agents=30"))
    run = compare(one, ["as_today"], replications=1, jobs=1)
    picture = agents_of(run.first)
    shown = [group.agents for group in picture.groups]
    assert sum(shown) <= AGENTS_MAX
    assert min(shown) >= 2
    assert "more agents are not shown" in picture.footer
    assert agents(run).get_size_inches()[1] < 11


def test_thousands_of_spans_are_few_bytes():
    number = 4_000
    many = group(
        agent=[1] * number,
        state=[State.TALK] * number,
        in_hand=[1] * number,
        overtime=[False] * number,
        from_s=8 * HOUR + np.arange(number) * 2.0,
        to_s=8 * HOUR + np.arange(number) * 2.0 + 1.0,
    )
    assert len(picture_bytes(drawn(many), "svg")) < 60_000


def test_nobody_there_is_still_a_picture():
    svg_text(drawn())
