"""A trace for machines: one JSON document, at full precision, in a stable order.

Later versions only add keys; ``schema_version`` would change if one were taken away. What is missing or infinite is
null. Times are in seconds since 00:00 of day 0, those of names ``clock`` as people say them.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from simulator.tracing.traces import Trace

SCHEMA_VERSION = 1
_WHERE_IT_SAYS_SOMETHING = ("not_there", "team")
"""What is left out where it says nothing: where there are no shifts, and no teams."""
_FOR_PEOPLE = ("titles", "parts")
"""What people are told in place of names."""


def trace_document(trace: Trace) -> Iterator[str]:
    """Yield the lines of the document."""
    found = {name: one for name, one in asdict(trace).items() if name not in _FOR_PEOPLE}
    yield from json.dumps(_finite({"schema_version": SCHEMA_VERSION, **found}), indent=1).split("\n")


def _finite(value: Any) -> Any:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items() if one or key not in _WHERE_IT_SAYS_SOMETHING}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return value
