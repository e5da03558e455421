"""``ccsim plan FILE``: who works when, as a list for a spreadsheet that a scenario reads again."""

import os
from pathlib import Path

from simulator.cli import options
from simulator.cli.answering import answering, complain, open_study, say
from simulator.errors import ExitCode, UsageError, reason_of

_SHEET = "Plan"


@answering
def plan(
    file: options.File,
    strategy: options.Strategy = None,
    future: options.Future = None,
    csv: options.PlanCsv = None,
    xlsx: options.PlanXlsx = None,
    settings: options.Settings = None,
    allow_outside: options.AllowOutside = False,
) -> ExitCode:
    """Write the plan of one strategy as a list: a row per person, day and activity.

    Without --csv and --xlsx the list is printed as CSV. With one of them, the strategy is printed that reads the file
    again in the place of the shifts it was written from.
    """
    from simulator.report.files.plan_list_written import plan_list, read_again
    from simulator.report.files.written_files import try_file
    from simulator.report.records.tidy import csv_text

    if csv is not None and xlsx is not None:
        raise UsageError("--csv and --xlsx write the same plan; choose one of them.")
    target = csv or xlsx
    if target is not None:
        ending = ".csv" if csv is not None else ".xlsx"
        if Path(target).suffix.lower() != ending:
            raise UsageError(f"expected a file that ends in {ending}, got {target}.")
        try_file(target)
    study = open_study(file, settings, allow_outside)
    found = plan_list(study.resolve(strategy, future))
    records = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    text = csv_text(found.columns, records)
    if target is None:
        say(text.splitlines())
    else:
        _write(target, text.encode() if xlsx is None else _workbook(found.table))
        complain(f"wrote {target}")
        seen = os.path.relpath(target, study.folder.path).replace(os.sep, "/")
        say(read_again(study, strategy, future, found, seen, None if xlsx is None else _SHEET))
    for remark in found.remarks:
        complain(remark)
    return ExitCode.FINE


def _workbook(table: list[tuple[str, ...]]) -> bytes:
    from simulator.scenario.text.workbooks import workbook_of

    return workbook_of(_SHEET, table)


def _write(target: str, data: bytes) -> None:
    from simulator.report.files.written_files import write_whole

    try:
        write_whole(data, Path(target))
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {reason_of(error)}.") from None
