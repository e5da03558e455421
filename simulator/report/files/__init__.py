"""What is told of scenario files: what they hold, what is wrong with them, where a value came from."""
