"""What was worked out, for programs: plain records as JSON, CSV and frames."""
