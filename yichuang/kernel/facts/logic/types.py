"""The type of a datum as the dictionary defines it, read once for each definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from yichuang.engines.values import Field, Type, parse_type
from yichuang.kernel.catalogue.contracts import DatumDef, SubjectDef

_KNOWN: dict[int, tuple[DatumDef, Type]] = {}
_MOST = 20_000


class Definitions(Protocol):
    """Whoever knows which data a kind of subject has: a Dictionary, or an adopted set's compiled world."""

    @property
    def subjects(self) -> Mapping[str, SubjectDef]:
        """Kinds of subject by key, extensions of packs merged in."""


def type_of(datum: DatumDef) -> Type:
    """The type of a datum, with its choices, members and record. Raises engines.values.Fault on an unfit type slot."""
    known = _KNOWN.get(id(datum))
    if known is not None and known[0] is datum:
        return known[1]
    if len(_KNOWN) >= _MOST:
        _KNOWN.clear()
    type_ = parse_type(
        datum.type,
        choices=datum.choices or None,
        members=[Field(m, Type("yes_no"), name) for m, name in datum.members.items()],
        record=[Field(key, type_of(inner), inner.name) for key, inner in datum.record.items()],
    )
    _KNOWN[id(datum)] = (datum, type_)
    return type_


def find_definition(definitions: Definitions, name: str) -> DatumDef | None:
    """The definition of `kind.datum`, None where the dictionary has none."""
    kind, _, key = name.partition(".")
    subject = definitions.subjects.get(kind)
    return subject.data.get(key) if subject else None
