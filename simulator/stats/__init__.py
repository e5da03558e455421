"""From replications to intervals and verdicts."""
