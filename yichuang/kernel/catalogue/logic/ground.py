"""What a reading stands on: who is in which role, and what is stored of them. Rooms implement it, examples too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from yichuang.engines.rules import Path
from yichuang.engines.values import Listing, Nothing, Subject, Unknown, Value


class Ground(Protocol):
    """Where values come from. Implementations inherit, so that what they leave out has its plain meaning."""

    def role(self, name: str) -> Subject | tuple[Subject, ...] | Unknown | Nothing | None:
        """Who is in a role: one, several (a role of many), NONE for nobody, Unknown; None where it is no role."""
        ...

    def datum(self, subject: Subject, key: str, year: int | None = None) -> Value:
        """The stored value as of the day of the case, Unknown() where nobody has said; `year` for yearly data."""
        ...

    def stated(self, subject: Subject, key: str) -> Value | None:
        """A computed datum that somebody stated outright (an example does); None: it is computed."""
        return None

    def label(self, subject: Subject) -> str:
        """What facts of a subject that has no role are called, where the ground knows better; "" else."""
        return ""

    def part(self, path: Path) -> Value | None:
        """A part of a reserved role (`nodes.river.outcome`); None where this ground does not know the role."""
        return None


class NoGround(Ground):
    """Nobody and nothing: every name is unknown. What an item says before anybody applies."""

    def role(self, name: str) -> Subject | tuple[Subject, ...] | Unknown | Nothing | None:
        """No roles are filled."""
        return None

    def datum(self, subject: Subject, key: str, year: int | None = None) -> Value:
        """Nothing is known."""
        return Unknown()

    def part(self, path: Path) -> Value | None:
        """Nothing is known, but that the case would be a formal one."""
        return "formal" if path == ("case", "mode") else None


def listing(value: Value) -> Value:
    """A tuple of subjects as a list that holds everything; other values as they are."""
    return Listing(value, None, complete=True) if isinstance(value, tuple) else value


def field_of(value: Mapping[str, Value], key: str, label: str) -> Value:
    """A field of a record or member of a group, unknown under `label` where it was left out."""
    found = value.get(key)
    if found is None:
        return Unknown(frozenset({label}))
    return named(found, label)


def named(value: Value, label: str) -> Value:
    """An unknown that names nothing yet gets the name of the fact that is missing."""
    if isinstance(value, Unknown) and not value.missing:
        return Unknown(frozenset({label}), value.low, value.high)
    return value
