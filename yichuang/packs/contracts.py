"""What a check of packs gives: faults, warnings, how long it took, and the packs as values where nothing is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yichuang.kernel.catalogue.contracts import Dictionary, PackContent
from yichuang.packs.faults import PackFault

__all__ = ["PackFault", "Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """The answer of `check_packs`. `seconds` is CPU time; `proven` counts expectations of examples that came out."""

    faults: tuple[PackFault, ...]
    warnings: tuple[PackFault, ...]
    seconds: float
    dictionary: Dictionary
    packs: Mapping[str, PackContent]

    @property
    def ok(self) -> bool:
        """Whether there is no fault."""
        return not self.faults

    def of(self, pack: str) -> tuple[PackFault, ...]:
        """The faults of one pack."""
        return tuple(f for f in self.faults if f"/{pack}/" in f.file)
