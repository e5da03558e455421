"""``ccsim check FILE``: whether the scenario's promises hold; its exit code is for CI jobs."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say_result, say_tests, warn
from simulator.cli.spread import spread
from simulator.errors import ExitCode
from simulator.execution.interrupts import interrupts_remembered


@answering
@spread
def check(
    file: options.File,
    how: options.Running,
    strategies: options.CheckedStrategies = None,
    futures: options.Futures = None,
) -> ExitCode:
    """Evaluate the file's routing tests and checks: exit code 0 if all hold, 1 if one fails, 4 if one is undecided.

    Routing tests run first, for every strategy or those that are named, and take milliseconds.
    With several futures, they must hold in each. A contact type that misses a target of its own, without a check for
    it, is reported and does not change the exit code.
    """
    from simulator.checking import check as run_checks
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import chosen_futures
    from simulator.report.tables.promises import checks_blocks

    wanted = how.wanted
    study = open_study(file, how.settings, how.allow_outside)
    warn(
        study,
        strategies or study.strategies[:1],
        chosen_futures(study, futures),
        strict=how.strict,
        replications=how.replications,
    )
    with interrupts_remembered(), progress_on_stderr(how.quiet) as progress:
        result = run_checks(study, strategies, how.replications, how.seed, how.jobs, futures, progress)
    if result.run is None:
        say_tests(wanted, checks_blocks(result), result.routing)
    else:
        say_result(wanted, checks_blocks(result), result.compared, result)
    return result.exit_code
