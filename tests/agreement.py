"""Does a sample agree with an expected value? Fails also when it is too noisy to tell."""

import numpy as np


def assert_agrees(samples, expected, *, z=4.0, relative=0.03, absolute=0.0, what=""):
    """Fail unless the mean of independent ``samples`` is ``expected`` within ``z`` standard errors.

    The standard errors must be small enough to tell: at most ``relative`` of the expected value or ``absolute``.
    """
    samples = np.asarray(samples, dtype=float)
    error = np.std(samples, ddof=1) / np.sqrt(len(samples))
    allowed = max(relative * abs(expected), absolute)
    assert z * error <= allowed, f"{what}: too noisy: ±{z * error:.4g} of {expected:.4g}, run longer"
    # The floor keeps a measure that hardly varies (an occupancy near 1) from failing on its fifth digit.
    assert abs(np.mean(samples) - expected) <= max(z * error, 1e-3 * abs(expected), 1e-6), (
        f"{what}: {np.mean(samples):.5g} is not {expected:.5g} (±{z * error:.2g})"
    )
