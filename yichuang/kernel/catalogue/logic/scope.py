"""The names that a rule of a pack may use, for checking before anything runs (`engines.rules.Scope`)."""

from __future__ import annotations

from collections.abc import Iterator

from yichuang.engines.rules import Path
from yichuang.engines.values import Type
from yichuang.kernel.catalogue.contracts import Item
from yichuang.kernel.catalogue.logic import reserved
from yichuang.kernel.catalogue.logic.names import Names
from yichuang.kernel.catalogue.logic.world import World


class WorldScope:
    """Roles of an item (or of all items of a pack), subjects, parameters, reserved roles with their parts."""

    def __init__(self, names: Names) -> None:
        self.at = names

    @classmethod
    def of_item(cls, world: World, item: Item, **variables: Type) -> WorldScope:
        """The scope of an item's rules; `variables` are those of a `for_each` around the rule."""
        return cls(Names.of_item(world, item).binding(**variables))

    @classmethod
    def of_pack(cls, world: World, pack: str, **variables: Type) -> WorldScope:
        """The scope of a pack's tables, indicators and policies: the roles of all its items and every kind."""
        return cls(Names(world, None, pack, variables))

    @classmethod
    def of_kind(cls, world: World, kind: str, pack: str) -> WorldScope:
        """The scope of a computed datum: its own subject by the name of its kind, and what tables may name."""
        return cls.of_pack(world, pack, **{kind: Type("reference", targets=(kind,))})

    def type_of(self, path: Path) -> Type | None:
        """The type of a dotted name, None where there is no such name."""
        step = self.at.find(path)
        return step.type if step is not None else None

    def names(self) -> Iterator[str]:
        """Dotted names, for hints at what was meant."""
        heads = dict.fromkeys([*self.at.bound, *self.at.roles(), *self.at.world.kinds()])
        for head in heads:
            yield head
            yield from self._below(head)
        for role, parts in reserved.PLAIN_ROLES.items():
            yield from (f"{role}.{part}" for part in parts)
        yield from (f"tables.{key}" for key in self.at.world.tables(self.at.pack))

    def _below(self, head: str) -> Iterator[str]:
        step = self.at.first(head)
        type_ = (
            step.type.of if step is not None and step.type.of is not None else step and step.type
        )
        for kind in type_.targets if type_ else ():
            yield from (f"{head}.{key}" for key in self.at.world.data(kind, self.at.pack))

    def parameter(self, name: str) -> Type | None:
        """The type of `:name`, None where there is no such parameter."""
        found = self.at.world.parameter(name, self.at.pack)
        return found.type if found is not None else None

    def parameters(self) -> Iterator[str]:
        """The names of the pack's parameters, and those of other packs with the pack before them."""
        for key in self.at.world.packs:
            for parameter in self.at.world.parameters(key):
                yield parameter.name if key == self.at.pack else f"{key}.{parameter.name}"
