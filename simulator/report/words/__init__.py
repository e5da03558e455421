"""What a report says in words: numbers, signs, names and sentences."""
