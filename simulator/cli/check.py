"""``ccsim check FILE``: whether the scenario's promises hold; its exit code is for CI jobs."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table, warn
from simulator.errors import ExitCode


@answering
def check(
    file: options.File,
    strategies: options.CheckedStrategies = None,
    future: options.Future = None,
    replications: options.Replications = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    jobs: options.Jobs = None,
    json: options.Json = False,
) -> ExitCode:
    """Judge the file's checks: exit code 0 when all hold, 1 when one is broken, 4 when one is undecided."""
    from simulator.checking import check as run_checks
    from simulator.cli.progress import progress_on_stderr
    from simulator.report.document import document
    from simulator.report.promises import show_checks

    study = open_study(file, settings)
    warn(study, strategies or study.strategies[:1], future)
    with progress_on_stderr() as progress:
        result = run_checks(study, strategies, replications, seed, jobs, future, progress)
    if json:
        say(document(result.comparison, result))
    else:
        say_table(lambda console: show_checks(result, console))
    return result.exit_code
