"""Pages of a list by cursor: the same cost on the first page and on the ten-thousandth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
MOST = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows and where to go on. `after` is opaque, None on the last page."""

    rows: tuple[T, ...]
    after: str | None = None
    total: int | None = None
