"""``ccsim compare FILE``: which strategy is better, by how much, how sure."""

from simulator.cli import options
from simulator.cli.answering import answering, open_study, say, say_table, warn
from simulator.errors import ExitCode


@answering
def compare(
    file: options.File,
    strategies: options.Strategies = None,
    baseline: options.Baseline = None,
    future: options.Future = None,
    replications: options.Replications = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    jobs: options.Jobs = None,
    json: options.Json = False,
) -> ExitCode:
    """Run strategies on the same customers and say which is better, by how much, how sure."""
    from simulator.cli.progress import progress_on_stderr
    from simulator.comparison import compare as run_comparison
    from simulator.report.document import document
    from simulator.report.table import show_comparison

    study = open_study(file, settings)
    warn(study, [baseline or study.strategies[0], *(strategies or study.strategies)], future)
    with progress_on_stderr() as progress:
        result = run_comparison(study, strategies, baseline, replications, seed, jobs, future, progress)
    if json:
        say(document(result))
    else:
        say_table(lambda console: show_comparison(result, console))
    return ExitCode.FINE
