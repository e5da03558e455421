"""Rules: of whom each is, and which are asked of a contact, in order."""
