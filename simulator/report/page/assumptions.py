"""What a run rests on, in tables: who comes, what they want, who is there; as written, and what that comes to.

What it comes to is worked out again from the scenario of the baseline (`describing/`), so that a reader sees beside
what was stated what the draws really give.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from simulator.comparing import Place
from simulator.describing.whole_description import describe
from simulator.errors import CcsimError
from simulator.report.blocks import Block, Column, Paragraph, Sheet, Tone, column
from simulator.report.description.description_blocks import types_sheet
from simulator.report.description.description_found import durations_sheet, sources_sheet, told_of_sources
from simulator.report.description.description_words import idle_lines, notes, told_on_the_way
from simulator.report.page.background import Background, Tree
from simulator.report.tables.table import marks
from simulator.report.words.load_titled import described_for_people
from simulator.report.words.numbers import NOTHING
from simulator.report.words.titled import label
from simulator.scenario.days.on_duty import fullest_day
from simulator.scenario.days.steps import at, changes
from simulator.scenario.days.views import views
from simulator.scenario.language.written import as_yaml
from simulator.units import format_time_of_day as clock

if TYPE_CHECKING:
    from simulator.compared import Compared
    from simulator.comparison import Comparison
    from simulator.scenario.nouns import Scenario

TYPE_KEYS = {
    "from": "from",
    "share": "share",
    "channel": "channel",
    "talk": "talk",
    "wrap_up": "wrap-up",
    "patience": "patience",
    "service_level": "service level",
    "targets": "targets",
}
"""What of a contact type has a column; the rest stands in the last."""
RULES = {
    "overflow": "Overflow rules",
    "interventions": "Interventions",
    "helps": "Help",
    "follow_ups": "Follow-ups",
    "transfers": "Transfers",
}
RULE_KEYS = {
    "of": "of",
    "when": "when",
    "look": "checked",
    "share": "share",
    "again": "again after",
    "after": "after",
    "at": "at",
    "pass": "pass on",
    "help": "help",
}
"""What of a rule has a column."""
_SHOWN_MAX = 300
"""Letters of a value; the whole of it stands in the scenario below."""


def assumptions(run: "Compared", background: Background) -> Iterator[Block]:
    """Yield the assumptions of the baseline in the first place, and the agents of all strategies."""
    first = run.first
    tree = background.tree(Place(first.future, first.point), run.baseline)
    yield _by_name("Demand, as written", tree["sources"], {"arrivals": "arrivals", "busyness": "busyness"})
    yield _by_name("Contact types, as written", tree["contact_types"], TYPE_KEYS)
    yield from _worked_out(first)
    yield from _agents(first)
    yield _by_name("Agent groups, as written", tree["agent_groups"], {"serves": "serves", "cost": "cost"}, ("agents",))
    yield _by_name("Channels, as written", tree["channels"], {})
    for key, title in RULES.items():
        if tree.get(key):
            yield _by_name(f"{title}, as written", tree[key], RULE_KEYS)
    rest = {key: tree[key] for key in ("horizon", "routing", "busyness") if tree.get(key)}
    values = column("", list(map(_said, rest.values())), left=True)
    yield Sheet((column("", list(rest)),), (values,), "The day and its rules, as written")


def _by_name(title: str, section: Any, keys: dict[str, str], elsewhere: tuple[str, ...] = ()) -> Sheet:
    """Return a table of a section of the scenario: a row for each name, a column for each key that somebody gives."""
    found = {name: value if isinstance(value, dict) else {} for name, value in section.items()}
    used = {key: head for key, head in keys.items() if any(key in value for value in found.values())}
    columns = [
        column(head, [_said(value.get(key)) for value in found.values()], left=True) for key, head in used.items()
    ]
    rest = [
        _said({key: one for key, one in value.items() if key not in (*used, *elsewhere)} or None)
        for value in found.values()
    ]
    if any(one != NOTHING for one in rest) or not columns:
        columns.append(column("also" if used else "", rest, left=True))
    return Sheet((column("", list(found)),), tuple(columns), title)


def _said(value: Any) -> str:
    """Return a value as it is written, without the brackets around it; a dash where nothing is."""
    if value is None:
        return NOTHING
    words = as_yaml(value)
    if isinstance(value, dict) and value:
        words = words[1:-1]
    return words if len(words) <= _SHOWN_MAX else f"{words[:_SHOWN_MAX]} …"


def _worked_out(comparison: "Comparison") -> Iterator[Block]:
    """Yield what the baseline's scenario comes to; a file that is gone is no reason to have no page."""
    scenario = comparison.scenarios[comparison.baseline]
    try:
        one = describe(scenario, seed=comparison.seed, day=fullest_day(scenario) if scenario.horizon.days > 1 else None)
    except CcsimError as error:
        yield Paragraph(f"The resulting demand and work cannot be computed here: {error}", Tone.QUIET)
        return
    one = described_for_people(replace(one, titles=comparison.titles))
    day = f" on {one.of_days}" if one.of_days else " a day"
    yield replace(sources_sheet(one), title=f"Demand{day}, expected and drawn")
    if said := "\n".join(told_of_sources(one)):
        yield Paragraph(said)
    yield replace(types_sheet(one), title=f"Work{day if one.of_days else ''} against the agents who can do it")
    if said := "\n".join((*told_on_the_way(one), *idle_lines(one))):
        yield Paragraph(said)
    yield replace(durations_sheet(one), title="Durations, as stated and as drawn")
    yield Paragraph("\n".join(notes(one)), Tone.QUIET)


def _plan_of(scenario: "Scenario", group: str) -> dict[float, int]:
    """Return the headcount of a group by time of day; of shifts, on the day that stands for all."""
    if scenario.agent_groups[group].shifts is None:
        return scenario.agent_groups[group].headcount
    days = {day.name: view for day, view in views(scenario)}
    return days[fullest_day(scenario)].agent_groups[group].headcount


def _agents(comparison: "Comparison") -> Iterator[Sheet]:
    """Yield a table for each group: its agents from when on, in every strategy."""
    scenarios = comparison.scenarios
    for group in dict.fromkeys(group for one in scenarios.values() for group in one.agent_groups):
        having = {name: one for name, one in scenarios.items() if group in one.agent_groups}
        plans = {name: _plan_of(one, group) for name, one in having.items()}
        other_days = any(one.agent_groups[group].agents_on for one in having.values())
        usual = ", on days that are not named in agents_on" if other_days else ""
        times = changes(scenarios[comparison.baseline].horizon, *plans.values())
        columns = [
            Column(
                name,
                column("", [f"{at(plans[name], time_s):g}" if name in plans else NOTHING for time_s in times]).cells,
                marks(comparison, name, leads=False),
            )
            for name in comparison.strategies
        ]
        title = label(comparison, f"group:{group}")
        yield Sheet((column("from", list(map(clock, times))),), tuple(columns), f"Agents of {title} on duty{usual}")


def scenario_text(tree: Tree) -> str:
    """Return a scenario as the text of a file, without comments."""
    from simulator.scenario.text.nodes import Mapping, as_node
    from simulator.scenario.text.yaml_write import yaml_lines

    node = as_node(tree)
    assert isinstance(node, Mapping)
    return "\n".join(yaml_lines(node, remarks=False)) + "\n"
