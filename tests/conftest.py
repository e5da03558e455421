"""What holds for all tests: random examples are the same every time, and no run is kept unless a test asks for it."""

import gc
import os

import pytest
from hypothesis import settings
from slow_tests import LIST

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
# Also for the processes that tests start: a run folder in the checkout would be a trace of the tests.
os.environ["CCSIM_RESULTS"] = ""

# Thousands of tests and all that they import are there to the end. A third of the time would go into looking again and
# again whether they are garbage; so nobody looks while they are found, nor at them afterwards.
gc.disable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]):
    slow = frozenset(LIST.read_text(encoding="utf-8").split())
    for item in items:
        if item.nodeid.partition("[")[0] in slow:
            item.add_marker("slow")
    # What takes longest begins first, while other processes have the rest to do.
    items.sort(key=lambda item: item.get_closest_marker("slowest") is None)


def pytest_collection_finish():
    gc.freeze()
    gc.enable()
