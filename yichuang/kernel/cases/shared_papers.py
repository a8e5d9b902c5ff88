"""Papers that the platform fetches itself, so that nobody is asked for them; wired by whoever can fetch."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yichuang.kernel.cases.models import Role

# (subjects of the case's parties, key of the shared paper) -> whether it can be fetched.
Fetcher = Callable[[Sequence[int], str], bool]


def _nobody_fetches(_subjects: Sequence[int], _key: str) -> bool:
    return False


_fetcher: list[Fetcher] = [_nobody_fetches]


def fetch_shared_with(fetcher: Fetcher) -> None:
    """Wire who answers for shared papers."""
    _fetcher[0] = fetcher


def has_shared(roles: Sequence[Role], key: str) -> bool:
    """Whether a shared paper of one of the parties can be fetched."""
    return _fetcher[0]([r.subject for r in roles if r.party], key)
