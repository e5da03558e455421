"""From a log to measures and metrics."""
