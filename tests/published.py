"""Does a value agree with a published one? The rule of tests/cases/README.md, for tests of published cases."""

from collections.abc import Mapping

import numpy as np

Z_OF = {"95": 1.96, "90": 1.645}
"""Half-width / standard error of an interval by its confidence in percent."""


def ratio_of_means(numerator: np.ndarray, denominator: np.ndarray) -> tuple[float, float]:
    """Return the ratio of the means of two columns and its standard error (delta method); 1s below for a mean."""
    ratio = numerator.sum() / denominator.sum()
    error = np.std(numerator - ratio * denominator, ddof=1) / denominator.mean() / np.sqrt(len(numerator))
    return float(ratio), float(error)


def assert_close_to_published(ours: float, our_error: float, row: Mapping[str, str], what: str) -> None:
    """Fail unless |ours − theirs| ≤ 4 √(SE² + SE²) + half of their last printed digit.

    ``row`` has mean, half_width, confidence (in percent) and digit as text.
    """
    theirs, their_error = float(row["mean"]), float(row["half_width"]) / Z_OF[row["confidence"]]
    allowed = 4 * np.hypot(our_error, their_error) + float(row["digit"]) / 2
    assert abs(ours - theirs) <= allowed, f"{what}: {ours:.4f}, published {theirs} ± {allowed:.4f}"
