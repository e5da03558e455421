"""Who comes, when, and what they bring: keyed draws, distributions, arrivals, the workload."""
