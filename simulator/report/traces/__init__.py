"""What is told of one contact, one agent, one instant."""
