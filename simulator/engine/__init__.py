"""What happens in the center, moment by moment."""

from simulator.which_engine import engine_kind

# An engine that was asked for and is not there is told before anything is simulated by another.
engine_kind()
