"""States and orders of duty, as numbers.

To a running loop a plain number is several times as fast as a member of an enum. They stand in a file of their own that
is never compiled: whoever compares with them takes them as numbers of C.
"""

OFF, FREE, IN_HAND, AWAY = range(4)
"""What an agent does: not there; with nothing in hand, looked for or about to look; with something in hand; on a break
or otherwise off the phone, in a shift."""
NONE, LEAVE, BREAK, NO_NEW = range(4)
"""What an agent is told to do: nothing; to take nothing new, and with an empty hand to leave, to have a break, or to
stay."""
HELD, NOBODYS, PARKED = range(3)
"""Where a conversation is: in its agent's hand, in nobody's, or with its agent, who is not there."""
