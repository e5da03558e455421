"""Whether the engine is to be compiled: ``CCSIM_COMPILED`` is 1 (else fail), 0 (not at all), or nobody's concern."""

import os

CYTHON = "cython>=3.1,<4"
"""What makes C of Python."""
WISH = "CCSIM_COMPILED"


def compiled_is_a_must() -> bool:
    """Return whether building fails where the engine cannot be compiled."""
    return os.environ.get(WISH, "") == "1"


def compiling_is_wanted() -> bool:
    """Return whether the engine is compiled where it can be."""
    return os.environ.get(WISH, "") != "0"
