"""Whether a scenario is sound: what is wrong with it as a whole, and what is probably not meant."""
