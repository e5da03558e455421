"""A result as people read it: strategies and futures are called by their titles, as are parts of the center.

Tables for programs keep the names, and so do names of files. What is made here is a view of the same numbers; it is
made once, where blocks, pictures and the page begin, and of a run without titles it is the run itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from simulator.checking import Checked
from simulator.compared import Compared
from simulator.comparison import Comparison
from simulator.report.blocks import Sheet, column
from simulator.scenario.resolved.titles import NOTE, SECTION_OF, TITLE, TITLED, Titles

if TYPE_CHECKING:
    from simulator.checking import CheckResult
    from simulator.routing_tests.asking import RoutingOutcomes

KIND_WORDS = {
    "strategies": "strategy",
    "futures": "future",
    "channels": "channel",
    "contact_types": "contact type",
    "agent_groups": "agent group",
    "teams": "team",
}


def called(titles: Titles, section: str, names: Sequence[str]) -> dict[str, str]:
    """Return for each name what people are told, no two alike.

    >>> called({"strategies": {"a": {"title": "Two more"}, "b": {"title": "Two more"}}}, "strategies", ["a", "b", "c"])
    {'a': 'Two more (a)', 'b': 'Two more (b)', 'c': 'c'}
    """
    said = titles.get(section, {})
    wanted = {name: said.get(name, {}).get(TITLE, name) for name in names}
    taken = list(wanted.values())
    return {
        name: title if title == name or taken.count(title) == 1 else f"{title} ({name})"
        for name, title in wanted.items()
    }


def label(comparison: Comparison, of: str) -> str:
    """Return what people call what a row is of: the title of ``type:orders``, else ``orders``."""
    kind, _, name = of.partition(":")
    section = SECTION_OF.get(kind, "")
    if name not in comparison.titles.get(section, {}):
        return name
    there = dict.fromkeys(name for scenario in comparison.scenarios.values() for name in getattr(scenario, section))
    return called(comparison.titles, section, list(there))[name] if name in there else name


def for_people(run: Compared) -> Compared:
    """Return ``run`` with its strategies and futures called by their titles; where there are none, ``run`` itself."""
    titles = run.first.titles
    if run.first.own_names or not (titles.get("strategies") or titles.get("futures")):
        return run
    strategies = called(titles, "strategies", run.strategies)
    futures = called(titles, "futures", [name for name in run.futures if name is not None])
    if all(one == other for one, other in (*strategies.items(), *futures.items())):
        return run
    return Compared(tuple(_renamed(one, strategies, futures) for one in run), run.grid)


def checked_for_people(checked: Checked | None, view: Compared | None = None) -> Checked | None:
    """Return ``checked`` of the run as people read it; ``view`` is that run, where it has been made."""
    if checked is None or checked.run is None:
        return checked
    old, titles = checked.compared, checked.compared.first.titles
    run = for_people(old) if view is None else view
    if run is old or not titles or old.first.own_names:
        return checked
    strategies = called(titles, "strategies", old.strategies)
    futures = called(titles, "futures", [name for name in old.futures if name is not None])
    return Checked(run, tuple(_outcome(one, strategies, futures) for one in checked.outcomes), checked.routing)


def routing_for_people(routing: "RoutingOutcomes") -> "RoutingOutcomes":
    """Return what routing tests found as people read it."""
    strategies = called(routing.titles, "strategies", list(dict.fromkeys(one.strategy for one in routing.outcomes)))
    named = [one.future for one in routing.outcomes if one.future is not None]
    futures = called(routing.titles, "futures", list(dict.fromkeys(named)))
    outcomes = (
        replace(one, strategy=strategies[one.strategy], future=None if one.future is None else futures[one.future])
        for one in routing.outcomes
    )
    return replace(routing, outcomes=tuple(outcomes))


def own_name(comparison: Comparison, section: str, name: str | None) -> str | None:
    """Return the name of the strategy or future that is called so in a comparison that people read."""
    return None if name is None else comparison.own_names.get(section, {}).get(name, name)


def titles_sheet(run: Compared) -> Sheet | None:
    """Return what the run's titles and notes stand for, a line each; None where there are none."""
    first = run.first
    scenarios = [scenario for one in run for scenario in one.scenarios.values()]
    there: dict[str, set[str | None]] = {
        "strategies": {own_name(first, "strategies", name) for name in run.strategies},
        "futures": {own_name(first, "futures", name) for name in run.futures},
    }
    there |= {section: {name for one in scenarios for name in getattr(one, section)} for section in TITLED}
    return sheet_of(first.titles, there)


def sheet_of(titles: Titles, there: Mapping[str, Collection[str | None]]) -> Sheet | None:
    """Return the titles and notes of what is ``there``, by section of the file, a line each; None where none are."""
    rows = [
        (KIND_WORDS[section], name, said.get(TITLE, ""), said.get(NOTE, ""))
        for section in KIND_WORDS
        for name, said in titles.get(section, {}).items()
        if name in there.get(section, ())
    ]
    if not rows:
        return None
    kinds, names, called_so, notes = zip(*rows, strict=True)
    labels = [f"{kind} {name}" for kind, name in zip(kinds, names, strict=True)]
    columns = [column("title", called_so, left=True)] if any(called_so) else []
    columns += [column("note", notes, left=True)] if any(notes) else []
    return Sheet((column("what names stand for", labels),), tuple(columns))


def _renamed(one: Comparison, strategies: Mapping[str, str], futures: Mapping[str, str]) -> Comparison:
    return replace(
        one,
        baseline=strategies[one.baseline],
        future=None if one.future is None else futures[one.future],
        stacks={strategies[name]: stack for name, stack in one.stacks.items()},
        scenarios={strategies[name]: scenario for name, scenario in one.scenarios.items()},
        customers_differ=tuple(strategies[name] for name in one.customers_differ),
        own_names={
            section: {title: name for name, title in names.items()}
            for section, names in (("strategies", strategies), ("futures", futures))
        },
    )


def _outcome(one: "CheckResult", strategies: Mapping[str, str], futures: Mapping[str, str]) -> "CheckResult":
    future = None if one.future is None else futures.get(one.future, one.future)
    return replace(one, strategy=strategies.get(one.strategy, one.strategy), future=future)
