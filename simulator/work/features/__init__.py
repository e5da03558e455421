"""Features as far as work is concerned: a file for each, with what it makes of contacts and how that is told."""
