"""The power company's receiver, from the room that tests deliveries."""

from yichuang.reactions.testing import Receiver, receiving

__all__ = ["Receiver", "receiving"]
