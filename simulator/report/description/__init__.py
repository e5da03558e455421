"""What is told of a scenario before it is simulated."""
