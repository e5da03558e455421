"""How fast the engine is beside other ways to simulate the same center, and whether they agree."""
