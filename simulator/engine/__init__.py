"""What happens in the center, moment by moment."""
