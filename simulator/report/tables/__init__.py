"""What a report shows of a result in tables, as blocks."""
