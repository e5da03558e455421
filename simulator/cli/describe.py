"""``ccsim describe FILE``: what a scenario says about demand and staff before anything is simulated."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.cli import options
from simulator.cli.answering import answering, complain, open_study, say, say_table, warn
from simulator.errors import ExitCode, UsageError, reason_of
from simulator.execution.interrupts import interrupts_remembered

if TYPE_CHECKING:
    from simulator.describing.description import Description

_BY = ("hour", "interval")


@answering
def describe(
    file: options.File,
    strategy: options.Strategy = None,
    future: options.Future = None,
    by: options.Fineness = None,
    plot: options.Plot = None,
    csv: options.NeedTable = None,
    day: options.Day = None,
    days: options.Days = None,
    seed: options.Seed = None,
    settings: options.Settings = None,
    strict: options.Strict = False,
    allow_outside: options.AllowOutside = False,
    json: options.JsonDocument = False,
) -> ExitCode:
    """Describe a scenario without simulating it: demand, workload against staff, draws against stated values."""
    from simulator.comparing import chosen_futures
    from simulator.describing.whole_description import describe as described
    from simulator.report.description.description_blocks import description_blocks
    from simulator.report.description.description_document import description_document

    if by is not None and by not in _BY:
        raise UsageError(f"--by is hour or interval, got {by}.")
    if plot is not None:
        from simulator.report.files.written_files import try_file
        from simulator.report.pictures.picture_files import check_format

        check_format(plot)
        try_file(plot)
    if csv is not None:
        from simulator.report.files.written_files import try_file

        try_file(csv)
    study = open_study(file, settings, allow_outside)
    futures = chosen_futures(study, [future])
    if len(futures) > 1:
        raise UsageError("describe shows one future; name one of the file, or as_stated.")
    warn(study, [strategy or study.strategies[0]], futures, strict=strict)
    one = described(study, strategy, futures[0], seed, days, day)
    if plot is not None:
        _draw(one, plot)
    if csv is not None:
        from simulator.describing.heads_needed import needs_by_day
        from simulator.report.records.need_table import need_csv

        scenario = study.resolve(strategy or study.strategies[0], futures[0])
        _write(need_csv(needs_by_day(scenario, day), one.strategy, one.future), csv)
    if json:
        say(description_document(one))
    else:
        from simulator.report.media.terminal import show

        say_table(lambda console: show(console, description_blocks(one, by)))
    return ExitCode.FINE


def _write(text: str, path: str) -> None:
    from simulator.report.files.written_files import write_whole

    try:
        with interrupts_remembered():
            write_whole(text.encode(), Path(path))
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {reason_of(error)}.") from None
    complain(f"wrote {path}")


def _draw(one: "Description", path: str) -> None:
    from simulator.report.pictures.description_picture import load_figure
    from simulator.report.pictures.picture_files import save

    with interrupts_remembered():
        save(load_figure(one), path)
    complain(f"wrote {path}")
