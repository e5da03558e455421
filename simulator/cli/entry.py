"""The command ``ccsim`` as a process: signals are taken before anything else is imported, which takes a while.

Until this file runs, the interpreter itself answers signals; nothing written in Python could.
"""

import os

from simulator.execution.interrupts import take_signals


def main() -> None:
    """Run the command line on this process's arguments and end the process."""
    take_signals()

    import atexit

    from simulator.cli.main import answer

    code = answer()
    # Python would take everything apart first, some hundredths of a second in which a signal has no handler any more.
    atexit._run_exitfuncs()
    os._exit(code)
