"""The names that rules of one place may use, as the rule engine's `Scope`, made from the catalogue's own names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from yichuang.engines.rules import Path
from yichuang.engines.values import ANY, Type
from yichuang.kernel.catalogue.section import Names, World, datum_type


@dataclass(slots=True)
class PlaceScope:
    """The first of several `Names` that knows a name says what it is; `own` are parameters of the place itself."""

    places: tuple[Names, ...]
    own: Mapping[str, Type] = field(default_factory=dict)
    known: dict[Path, Type | None] = field(default_factory=dict)

    @property
    def names_here(self) -> Names:
        """The names that come first."""
        return self.places[0]

    def type_of(self, path: Path) -> Type | None:
        """The type of a dotted name, None where no place knows it."""
        if path not in self.known:
            self.known[path] = self._find(path)
        return self.known[path]

    def _find(self, path: Path) -> Type | None:
        for place in self.places:
            step = place.find(path)
            if step is not None:
                return step.type
        return self._carried(path) if len(path) == 2 else None

    def _carried(self, path: Path) -> Type | None:
        """What parties of a kind carry in a case (`share` of a buyer), seen from outside the item."""
        for place in self.places:
            for party in place.item.parties.values() if place.item else ():
                if path[0] in party.kinds and path[1] in party.carries:
                    return datum_type(party.carries[path[1]])
        return None

    def names(self) -> Iterable[str]:
        """Dotted names for hints: the data of every role and kind."""
        here = self.names_here
        world = here.world
        for place in self.places:
            yield from place.bound
            for role in place.roles():
                for kind in place.role_kinds(role) or ():
                    yield from (f"{role}.{key}" for key in world.data(kind, place.pack))
        for kind in world.kinds():
            yield from (f"{kind}.{key}" for key in world.data(kind, here.pack))

    def parameter(self, name: str) -> Type | None:
        """The type of `:name`: the place's own, the pack's, another pack's."""
        if name in self.own:
            return self.own[name]
        found = self.names_here.world.parameter(name, self.names_here.pack)
        return found.type if found else None

    def parameters(self) -> Iterable[str]:
        """All parameters, for hints."""
        world, pack = self.names_here.world, self.names_here.pack
        yield from self.own
        if pack in world.packs:
            yield from (p.name for p in world.parameters(pack))

    def binding(self, loop: str) -> PlaceScope:
        """The same place inside `x in list`."""
        variable, _, source = (part.strip() for part in loop.partition(" in "))
        if not source:
            return self
        element = element_of(self.type_of(tuple(source.split("."))))
        return PlaceScope(tuple(p.binding(**{variable: element}) for p in self.places), self.own)


def element_of(type_: Type | None) -> Type:
    """What a loop over such a value yields."""
    if type_ is None or type_.kind not in ("list", "reference"):
        return ANY
    return (type_.of or ANY) if type_.kind == "list" else type_


def pack_scope(world: World, pack: str, own: Mapping[str, Type] | None = None) -> PlaceScope:
    """The names of data, tables and sections of a pack: kinds of subject, then the roles of its items."""
    items = world.packs[pack].items.values() if pack in world.packs else ()
    places = (Names(world, None, pack), *(Names.of_item(world, i) for i in items))
    return PlaceScope(places, own or {})
