"""What docs/coming-again.md shows by examples is what they do: each is laid over the page's center and asked."""

import re
from pathlib import Path

import pytest

from simulator.demand.workload import draw
from simulator.scenario.nouns import Scenario
from simulator.scenario.reader import load_text
from simulator.scenario.rules.asked import follow_ups_of, transfers_of

PAGE = (Path(__file__).parents[2] / "docs/coming-again.md").read_text("utf-8")
CENTER, *CHANGES = re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
SHOWN = re.findall(r"```yaml\n((?:(?!```).)*?)```\n\n```text\n(.*?)```", PAGE, flags=re.DOTALL)


def laid_over(change: str) -> Scenario:
    indented = "".join(f"    {line}\n" for line in change.splitlines())
    return load_text(f"{CENTER}strategies:\n  changed:\n{indented}").resolve("changed")


def asked(scenario: Scenario, who: str) -> str:
    """Return the rules that are asked of contacts as a line of the page names them."""
    name, _, more = who.partition(", ")
    kind, segment = scenario.contact_types[name], None if more.startswith("with") else more or None
    assert segment is None or segment in kind.segments
    if not more.startswith("with"):
        return ", ".join(follow_ups_of(scenario, name, segment)) or "none"
    group = more.removeprefix("with ")
    assert name in scenario.agent_groups[group].serves
    return ", ".join(transfers_of(scenario, name, segment, group)) or "none"


@pytest.mark.parametrize("change", CHANGES)
def test_every_example_is_read_and_drawn(change: str) -> None:
    scenario = laid_over(change)
    assert scenario.follow_ups or scenario.transfers
    assert len(draw(scenario, 1, 0)) > 0


@pytest.mark.parametrize(("change", "lines"), SHOWN)
def test_rules_are_asked_as_the_page_shows(change: str, lines: str) -> None:
    scenario = laid_over(change)
    for line in lines.splitlines():
        who, rules = re.split(r"\s{2,}", line)
        assert asked(scenario, who) == rules, line


def test_the_page_shows_some() -> None:
    assert (len(CHANGES), len(SHOWN)) == (5, 4)


def test_the_center_by_itself_is_sound() -> None:
    assert not load_text(CENTER).warnings()


def test_groups_settle_as_the_page_says() -> None:
    groups = load_text(CENTER).resolve("base").agent_groups
    assert [groups[name].serves["orders"].solved for name in ("front", "experts")] == [0.8, 0.95]
    assert groups["front"].serves["chats"].solved == 1.0


def test_what_is_left_out_is_as_the_page_says() -> None:
    one = laid_over(CHANGES[1]).transfers["expert"]
    assert (one.pass_.warm_s, one.pass_.place, one.pass_.context) == (None, "back", "kept")
    again = laid_over(CHANGES[0]).follow_ups["redial"]
    assert (again.come.type, again.come.context) == (None, "lost")
    assert [again.share_after(attempt) for attempt in (1, 2, 4, 5)] == [0.6, 0.5, 0.5, 0.0]
