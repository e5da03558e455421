"""How wide a line is, for all that is printed: tables and messages alike. It loads nothing: messages may come first."""

import os
from typing import TextIO

OF_A_PIPE = 100
"""How many signs fit into a line of a pipe or a file."""


def width_of(stream: TextIO) -> int:
    """Return how many signs fit into a line of ``stream``; what the variable COLUMNS says comes first."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    try:
        # Asked of the stream itself: a dumb terminal has a width too.
        return os.get_terminal_size(stream.fileno()).columns or OF_A_PIPE
    except (OSError, ValueError):
        return OF_A_PIPE
