"""``ccsim run FILE``: one strategy in detail."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table, warn
from simulator.errors import ExitCode, UsageError


@answering
def run(
    file: options.File,
    strategy: options.Strategy = None,
    future: options.Future = None,
    replications: options.Replications = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    jobs: options.Jobs = None,
    strict: options.Strict = False,
    allow_outside: options.AllowOutside = False,
    json: options.Json = False,
) -> ExitCode:
    """Simulate one strategy and show it in detail: totals, by contact type, by agent group, by interval."""
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import chosen_futures, compare
    from simulator.report.breakdown import show_run
    from simulator.report.document import document

    study = open_study(file, settings, allow_outside)
    name = strategy or study.strategies[0]
    futures = chosen_futures(study, [future])
    if len(futures) > 1:
        raise UsageError(f"run shows one future; all of them: ccsim compare {file} -s {name} --future all")
    warn(study, [name], futures, strict=strict)
    with progress_on_stderr() as progress:
        result = compare(study, [name], name, replications, seed, jobs, futures, (), progress)
    if json:
        say(document(result))
    else:
        say_table(lambda console: show_run(result, console))
    return ExitCode.FINE
