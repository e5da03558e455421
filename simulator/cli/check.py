"""``ccsim check FILE``: whether the scenario's promises hold; its exit code is for CI jobs."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table, warn
from simulator.errors import ExitCode


@answering
def check(
    file: options.File,
    strategies: options.CheckedStrategies = None,
    futures: options.Futures = None,
    replications: options.Replications = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    jobs: options.Jobs = None,
    strict: options.Strict = False,
    allow_outside: options.AllowOutside = False,
    json: options.Json = False,
) -> ExitCode:
    """Judge the file's checks: exit code 0 when all hold, 1 when one is broken, 4 when one is undecided.

    With several futures they must hold in each.
    """
    from simulator.checking import check as run_checks
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import chosen_futures
    from simulator.report.document import document
    from simulator.report.promises import show_checks

    study = open_study(file, settings, allow_outside)
    warn(study, strategies or study.strategies[:1], chosen_futures(study, futures), strict=strict)
    with progress_on_stderr() as progress:
        result = run_checks(study, strategies, replications, seed, jobs, futures, progress)
    if json:
        say(document(result.compared, result))
    else:
        say_table(lambda console: show_checks(result, console))
    return result.exit_code
