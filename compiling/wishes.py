"""Whether the engine is to be compiled: only where ``CCSIM_COMPILED`` is 1, and then it must be.

That is for those who build it: until follow-ups, transfers and hours run compiled as well, nobody is given it unasked.
"""

import os

CYTHON = "cython>=3.1"
"""What makes C of Python."""
WISH = "CCSIM_COMPILED"


def compiled_is_a_must() -> bool:
    """Return whether building fails where the engine cannot be compiled."""
    return os.environ.get(WISH, "") == "1"


def compiling_is_wanted() -> bool:
    """Return whether the engine is compiled where it can be."""
    return compiled_is_a_must()
