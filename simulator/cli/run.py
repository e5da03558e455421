"""``ccsim run FILE``: one strategy in detail."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say_result, warn
from simulator.cli.spread import spread
from simulator.errors import ExitCode, UsageError


@answering
@spread
def run(
    file: options.File,
    how: options.Running,
    strategy: options.Strategy = None,
    future: options.Future = None,
    by: options.Breakdown = None,
) -> ExitCode:
    """Simulate one strategy and show it in detail: totals, by contact type, by agent group, by interval."""
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparing import chosen_futures, compare
    from simulator.report.breakdown import run_blocks

    wanted = how.wanted
    study = open_study(file, how.settings, how.allow_outside)
    name = strategy or study.strategies[0]
    futures = chosen_futures(study, [future])
    if len(futures) > 1:
        raise UsageError(f"run shows one future; all of them: ccsim compare {file} -s {name} --future all")
    warn(study, [name], futures, strict=how.strict)
    with progress_on_stderr(how.quiet) as progress:
        result = compare(study, [name], name, how.replications, how.seed, how.jobs, futures, (), progress)
    say_result(wanted, run_blocks(result, by), result)
    return ExitCode.FINE
