"""The language as a whole, worked out of the nouns: what may stand where, the schema, the reference."""
