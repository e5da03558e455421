"""What holds for all tests: random examples are the same every time, and no run is kept unless a test asks for it."""

import os

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
# Also for the processes that tests start: a run folder in the checkout would be a trace of the tests.
os.environ["CCSIM_RESULTS"] = ""
