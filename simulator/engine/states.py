"""States and orders of duty, as numbers.

To a running loop a plain number is several times as fast as a member of an enum. They stand in a file of their own that
is never compiled: whoever compares with them takes them as numbers of C.
"""

OFF, FREE, IN_HAND = range(3)
"""What an agent does: not there; with nothing in hand, looked for or about to look; with something in hand."""
NONE, LEAVE = range(2)
"""What an agent is told to do: nothing; to take nothing new and to leave with an empty hand."""
