"""``ccsim show FILE``: the scenario as it is once everything is applied, and where its values came from."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say
from simulator.errors import ExitCode


@answering
def show(
    file: options.File,
    strategy: options.Strategy = None,
    future: options.Future = None,
    settings: options.Settings = None,
    defaults: options.Defaults = False,
    why: options.Why = None,
    allow_outside: options.AllowOutside = False,
) -> ExitCode:
    """Print a scenario with everything applied.

    The output is the scenario of one strategy in one future, as a file that reads back to the same. With --why, it
    shows where the values under a path came from instead.
    """
    from simulator.report.files.origins import origin_lines
    from simulator.scenario.layers.settings import read_path
    from simulator.scenario.resolved.as_yaml import resolved_text
    from simulator.scenario.resolved.origin import origins

    study = open_study(file, settings, allow_outside)
    if why is None:
        say(resolved_text(study, strategy, future, defaults).splitlines())
    else:
        for number, path in enumerate(why):
            say([""] * (number > 0))
            say(origin_lines(origins(study, read_path(path), strategy, future)))
    return ExitCode.FINE
