"""What a scenario comes to day by day: how many are expected when, how much work that is, who is there."""
