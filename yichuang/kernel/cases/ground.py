"""What a case's rules stand on: its roles, what was answered and yielded in it, and the facts known of its subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from yichuang.base import clock
from yichuang.engines.rules import Path
from yichuang.engines.values import (
    NONE,
    Nothing,
    Record,
    Subject,
    Unknown,
    Value,
    from_canonical,
    is_known,
)
from yichuang.kernel.cases.ground_lists import with_found
from yichuang.kernel.cases.worlds import definitions_of, trial_said
from yichuang.kernel.catalogue.api import Ground, Reading, World
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.facts import api as facts
from yichuang.kernel.facts.contracts import Fact, Known, Source

# A part of a reserved role (`nodes.river.outcome`), answered by whoever holds the state.
Parts = Callable[[Path], Value | None]


@dataclass
class CaseGround(Ground):
    """The ground of a case or draft. `roles`: role to subjects in order; `said`: canonical text by `role.datum`.

    A subject that is not registered yet has an id that starts with `@` and the name of its role.
    """

    world: World
    item: Item
    as_of: date
    roles: Mapping[str, tuple[Subject, ...]]
    said: Mapping[str, str]
    parts: Parts
    reading: Reading | None = None
    _known: dict[int, dict[tuple[int, str], Known]] = field(default_factory=dict)
    _loaded: set[tuple[int, int]] = field(default_factory=set)
    _named: dict[Subject, list[str]] = field(default_factory=dict)

    def role(self, name: str) -> Subject | tuple[Subject, ...] | Unknown | Nothing | None:
        """Who is in a role of the case."""
        who = self.roles.get(name)
        party = self.item.parties.get(name)
        if who is None:
            if party is not None and party.optional and party.from_ is None:
                return NONE
            return None
        if party is not None and party.at_most != 1:
            return who
        return who[0] if who else NONE

    def datum(self, subject: Subject, key: str, year: int | None = None) -> Value:
        """What the case itself says of a datum, else what is known of the subject on the day of the case."""
        own = self._said(subject, key)
        if own is not None:
            return own
        given = self._given(subject, key)
        if given is not None:
            return given
        known = self.known(subject, key, year)
        return known.value if known is not None else Unknown()

    def stated(self, subject: Subject, key: str) -> Value | None:
        """A computed datum that the case, or a trial, was told outright."""
        own = self._said(subject, key)
        if own is not None:
            return own
        text = trial_said(self.world.id).get(f"{subject}.{key}")
        return None if text is None else self.decode(subject.kind, "", key, text)

    def part(self, path: Path) -> Value | None:
        """A part of the case, of its nodes and papers."""
        return self.parts(path)

    # ---- where values come from ------------------------------------------------------------------------------------

    def roles_of(self, subject: Subject) -> list[str]:
        """The roles that a subject has in the case."""
        if not self._named:
            for role, who in self.roles.items():
                for one in who:
                    self._named.setdefault(one, []).append(role)
        return self._named.get(subject, [])

    def _said(self, subject: Subject, key: str) -> Value | None:
        found = self.said.get(f"{subject}.{key}")
        if found is not None:
            return self.decode(subject.kind, "", key, found)
        for role in self.roles_of(subject):
            text = self.said.get(f"{role}.{key}")
            if text is not None:
                return self._listed(subject, key, self.decode(subject.kind, role, key, text))
        datum = self.world.datum(subject.kind, key, self.item.pack)
        if datum is not None and datum.type.kind == "list":
            return self._listed(subject, key, None)
        return self._members(subject, key)

    def _listed(self, subject: Subject, key: str, base: Value | None) -> Value | None:
        """A list with what nodes of the case found out about its entries."""
        datum = self.world.datum(subject.kind, key, self.item.pack)
        if datum is None or datum.type.kind != "list":
            return base
        for role in self.roles_of(subject):
            start = f"{role}.{key}."
            found = {n[len(start) :]: t for n, t in self.said.items() if n.startswith(start)}
            if found:
                known = self.known(subject, key) if base is None else None
                return with_found(known.value if known else base, found, datum.type)
        return base

    def _members(self, subject: Subject, key: str) -> Value | None:
        """A group that was answered member by member: `works.crosses.river`."""
        for role in self.roles_of(subject):
            start = f"{role}.{key}."
            found = {n[len(start) :]: t for n, t in self.said.items() if n.startswith(start)}
            if found:
                return Record.of({k: _yes_no(t) for k, t in found.items()})
        return None

    def _given(self, subject: Subject, key: str) -> Value | None:
        """What the item itself says of its subjects: `person: = foreigner`, `business: = 'mortgage'`."""
        for role in self.roles_of(subject):
            about = self.item.about.get(role)
            slot = about.gives.get(key) if about else None
            if slot is not None and self.reading is not None:
                value = self.reading.evaluate(slot)
                if is_known(value):
                    return value
        return None

    def known(self, subject: Subject, key: str, year: int | None = None) -> Known | None:
        """The stored fact that holds on the day of the case."""
        ident = self.ident(subject)
        if ident is None:
            return None
        shift = 0 if year is None else year - (self.as_of.year - 1)
        if (ident, shift) not in self._loaded:
            self._load(ident, shift)
        return self._known[shift].get((ident, f"{subject.kind}.{key}"))

    def ident(self, subject: Subject) -> int | None:
        """The id of a registered subject; None for one that is only being made."""
        if subject.id.isdigit() and subject.kind != "region":
            return int(subject.id)
        if subject.kind == "region":
            found = facts.find_subject("region", subject.id)
            return found.id if found else None
        return None

    def _load(self, ident: int, shift: int) -> None:
        """Facts of all subjects of the case at once; of others one by one as rules reach them."""
        everyone = {
            i for who in self.roles.values() for s in who if (i := self._plain(s)) is not None
        }
        wanted = {ident} | {i for i in everyone if (i, shift) not in self._loaded}
        definitions = definitions_of(self.world, self.item.pack)
        found = dict(facts.read(wanted, None, self.as_of, definitions, year_shift=shift))
        found |= self._codes(wanted, found)
        self._known.setdefault(shift, {}).update(found)
        self._loaded |= {(i, shift) for i in wanted}

    def _codes(
        self, wanted: Iterable[int], found: Mapping[tuple[int, str], Known]
    ) -> dict[tuple[int, str], Known]:
        """The code by which a subject was found is known of it, also where no source has stated it as a fact."""
        kinds = {self._plain(s): s.kind for who in self.roles.values() for s in who}
        lacking: dict[int, str] = {}
        for ident in wanted:
            definition = self.world.subject(kinds.get(ident, ""), self.item.pack)
            name = f"{definition.key}.{definition.identified_by}" if definition else ""
            if name and (ident, name) not in found:
                lacking[ident] = name
        known = facts.read_subjects(lacking) if lacking else {}
        made = {}
        for ident, name in lacking.items():
            kind, _, key = name.partition(".")
            datum = self.world.datum(kind, key, self.item.pack)
            if datum is None or not (ident in known and known[ident].code):
                continue
            code, owner = known[ident].code, datum.definition.owner
            said = Fact(
                id=0,
                subject=ident,
                datum=name,
                value=code,
                none=False,
                source=Source("register", owner),
                valid_from=self.as_of,
                valid_until=None,
                recorded_at=clock.now(),
            )
            made[ident, name] = Known(name, from_canonical(code, datum.type), said)
        return made

    @staticmethod
    def _plain(subject: Subject) -> int | None:
        return int(subject.id) if subject.id.isdigit() and subject.kind != "region" else None

    def decode(self, kind: str, role: str, key: str, text: str) -> Value:
        """The value of a canonical text by the type of its datum."""
        datum = self.world.datum(kind, key, self.item.pack)
        if datum is not None:
            return from_canonical(text, datum.type)
        party = self.item.parties.get(role)
        carried = party.carries.get(key) if party else None
        if carried is None:
            raise KeyError(f"{role}.{key}")
        return from_canonical(text, facts.type_of(carried))


def _yes_no(text: str) -> Value:
    return {"yes": True, "no": False}.get(text, Unknown())


def missing_of(values: Iterable[Value]) -> frozenset[str]:
    """The names that are missing in any of these values."""
    found: frozenset[str] = frozenset()
    for value in values:
        if isinstance(value, Unknown):
            found |= value.missing
    return found
