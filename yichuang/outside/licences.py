"""The library of electronic licences: what it told us of a holder is kept; pages read it, never wait for it."""

from __future__ import annotations

from collections.abc import Sequence

from yichuang.base import clock
from yichuang.base.refs import Ref
from yichuang.outside.models import LicenceEntry


def keep_licence(holder: Ref, paper: str, *, simulated: bool = False) -> None:
    """The library has this paper of the holder; told again it changes nothing. `paper` is a key of shared papers."""
    LicenceEntry.objects.get_or_create(
        holder=str(holder), paper=paper, defaults={"told_at": clock.now(), "simulated": simulated}
    )


def has_licence(holders: Sequence[Ref], paper: str) -> bool:
    """Whether the library has told of such a paper of one of these holders."""
    names = [str(holder) for holder in holders]
    return LicenceEntry.objects.filter(holder__in=names, paper=paper).exists()
