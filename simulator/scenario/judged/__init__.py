"""What a result is judged by: checks, the goal, metrics that are asked for beside the usual."""
