"""Wiring: where a room asks for something through a protocol, here it gets the one who fulfils it.

The only file that may know two rooms that do not know each other.
"""

from collections.abc import Sequence

from yichuang.base.refs import Ref
from yichuang.blocks.notices import api as notices
from yichuang.kernel.cases import api as cases
from yichuang.kernel.people import api as people
from yichuang.kernel.trail import api as trail
from yichuang.outside import api as outside
from yichuang.reactions.announcing import announce
from yichuang.reactions.table import TABLE


def wire() -> None:
    """Hand every protocol its fulfiller; called once, when all rooms stand."""
    trail.listen(TABLE.interests)
    notices.compose_with(announce)
    cases.fetch_shared_with(_library_has)
    people.ask_for_held_work(cases.held_by)


def _library_has(subjects: Sequence[int], paper: str) -> bool:
    """Whether the library of licences has a shared paper of one of these subjects."""
    return outside.has_licence([Ref("subject", str(subject)) for subject in subjects], paper)
