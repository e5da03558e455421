"""``ccsim show FILE``: the scenario as it is once everything is applied, and where its values came from."""

from typing import TYPE_CHECKING

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table
from simulator.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from simulator.scenario.reader import Study


@answering
def show(
    file: options.File,
    strategy: options.Strategy = None,
    future: options.Future = None,
    settings: options.Settings = None,
    defaults: options.Defaults = False,
    why: options.Why = None,
    routing: options.ShowRouting = False,
    allow_outside: options.AllowOutside = False,
) -> ExitCode:
    """Print a scenario with everything applied.

    The output is the scenario of one strategy in one future, as a file that reads back to the same. With --why, it
    shows where the values under a path came from instead; with --routing, which group takes which contacts, and by
    which rules.
    """
    from simulator.report.files.origins import origin_lines
    from simulator.scenario.layers.settings import read_path
    from simulator.scenario.resolved.as_yaml import resolved_text
    from simulator.scenario.resolved.origin import origins

    if routing and (why is not None or defaults):
        raise UsageError("--routing shows who takes which contacts; leave out --why and --defaults.")
    study = open_study(file, settings, allow_outside)
    if routing:
        _show_routing(study, strategy, future)
    elif why is None:
        say(resolved_text(study, strategy, future, defaults).splitlines())
    else:
        for number, path in enumerate(why):
            say([""] * (number > 0))
            say(origin_lines(origins(study, read_path(path), strategy, future)))
    return ExitCode.FINE


def _show_routing(study: "Study", strategy: str | None, future: str | None) -> None:
    from simulator.report.files.routing_rules import routing_blocks
    from simulator.report.media.terminal import show as show_blocks

    say_table(lambda console: show_blocks(console, routing_blocks(study, strategy, future)))
