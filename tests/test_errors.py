"""What the system refuses is told in our words."""

import errno

import pytest

from simulator.errors import reason_of


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOSPC, "anything"), "the disk is full"),
        (FileNotFoundError(errno.ENOENT, "nichts da"), "no such file or folder"),
        (OSError(errno.ENOTTY, "anything"), "error ENOTTY"),
        (OSError(987654, "anything"), "error 987654"),
        (OSError("anything"), "unknown reason"),
    ],
)
def test_a_reason_is_judged_by_its_number_and_not_by_its_words(error, reason):
    assert reason_of(error) == reason
