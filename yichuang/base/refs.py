"""Names for things across rooms: a room keeps `Ref("document", "12")` instead of another room's foreign key."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """Kind and id of a thing that another room owns; written `kind:id`."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> Ref:
        """The Ref written as `kind:id`. Raises ValueError when there is no colon."""
        kind, sep, ident = text.partition(":")
        if not sep or not kind or not ident:
            raise ValueError(f"not a reference: {text!r}")
        return cls(kind, ident)
