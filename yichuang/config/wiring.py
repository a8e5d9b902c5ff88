"""Wiring: where a room asks for something through a protocol, here it gets the one who fulfils it.

The only file that may know two rooms that do not know each other.
"""

from yichuang.blocks.notices import api as notices
from yichuang.kernel.trail import api as trail
from yichuang.reactions.announcing import announce
from yichuang.reactions.table import TABLE


def wire() -> None:
    """Hand every protocol its fulfiller; called once, when all rooms stand."""
    trail.listen(TABLE.interests)
    notices.compose_with(announce)
