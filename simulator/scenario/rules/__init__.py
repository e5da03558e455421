"""Rules: of whom each is, which are asked of a contact, in order, and how hands are divided among contacts."""
