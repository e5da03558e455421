"""The behaviours a channel can have: each is a file of its own, and one of the nouns in ``Behaving``.

One more is imported and joins there, as in ``LiveChannel | OtherChannel``; nothing else has to know it. The first is
meant where a channel does not say what it is.
"""

from typing import TYPE_CHECKING, TypeAlias, get_args

from simulator.scenario.nouns import channel
from simulator.scenario.nouns.conversation_channel import ConversationChannel
from simulator.scenario.nouns.live_channel import LiveChannel

Behaving: TypeAlias = LiveChannel | ConversationChannel

for _one in get_args(Behaving) or (Behaving,):
    channel.Channel.join(_one)

if TYPE_CHECKING:
    # Whoever has a channel has one of these, so type checkers point to what a new behaviour does not answer.
    Channel: TypeAlias = Behaving
else:
    Channel = channel.Channel
