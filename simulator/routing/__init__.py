"""Which agent, which contact: one file per rule."""
