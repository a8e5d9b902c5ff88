"""Wiring: where a room asks for something through a protocol, here it gets the one who fulfils it.

The only file that may know two rooms that do not know each other.
"""


def wire() -> None:
    """Hand every protocol its fulfiller; called once, when all rooms stand."""
