"""A resolved scenario as YAML: what the files say once a strategy, a future and settings are applied.

It reads back to the same scenario, from the same folder, with nothing left to override.
"""

from simulator.scenario.judged.checks import Check, parse_check
from simulator.scenario.language.defaults import with_defaults
from simulator.scenario.nouns import Scenario
from simulator.scenario.resolved.study import Study
from simulator.scenario.text.nodes import Entry, Mapping, Scalar, Sequence
from simulator.scenario.text.yaml_write import yaml_lines


def resolved_text(study: Study, strategy: str | None = None, future: str | None = None, defaults: bool = False) -> str:
    """Return the scenario of a strategy (None: the first) in a future (None: as stated) as the text of a file.

    Keys are in the order of the file; with ``defaults``, what it leaves out is written too. Raises UsageError for
    names that do not exist, ScenarioError when strategy and future do not fit together.
    """
    scenario = study.resolve(strategy, future)
    tree = _with_its_routing_tests(study.variant(strategy, future).tree, scenario, study.choice(strategy, future)[0])
    if defaults:
        tree = with_defaults(tree)
    # A check of something that only another strategy has would be refused here.
    checks = [Scalar(text, mark) for text, mark in study.checks if isinstance(parse_check(text, scenario), Check)]
    if checks:
        mark = checks[0].mark
        tree = Mapping({**tree.entries, "checks": Entry(mark, Sequence(tuple(checks), mark))}, tree.mark)
    if study.goal is not None:
        tree = Mapping({**tree.entries, "goal": Entry(study.goal.mark, study.goal)}, tree.mark)
    return "\n".join([heading(study, strategy, future), *yaml_lines(tree, remarks=defaults)]) + "\n"


def _with_its_routing_tests(tree: Mapping, scenario: Scenario, strategy: str) -> Mapping:
    """Return the tree with the routing tests of a strategy; they name no strategies, for it has none any more."""
    given = tree.entries.get("routing_tests")
    if given is None:
        return tree
    section = tree.section("routing_tests")
    tests = {
        name: Entry(key, test.without("strategies") if isinstance(test, Mapping) else test)
        for name, (key, test) in section.entries.items()
        if scenario.routing_tests[name].is_of(strategy)
    }
    if not tests:
        return tree.without("routing_tests")
    return Mapping({**tree.entries, "routing_tests": Entry(given.key, Mapping(tests, section.mark))}, tree.mark)


def heading(study: Study, strategy: str | None, future: str | None) -> str:
    """Return the comment that says what a resolved scenario is of."""
    name, in_future = study.choice(strategy, future)
    settings = [change.mark.via for change in study.overrides[name, in_future] if change.mark.via.startswith("--set")]
    parts = [study.path, f"strategy '{name}'", *([f"future '{in_future}'"] if in_future else []), *settings]
    return f"# {', '.join(''.join(one if one.isprintable() else '?' for one in part) for part in parts)}"
