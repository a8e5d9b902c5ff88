"""What names are called for people: by the dictionary's own words, with the role where these alone would be vague."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from yichuang.base.text import Text
from yichuang.engines.rules import Path
from yichuang.engines.values import Type
from yichuang.kernel.catalogue.logic.names import Names


class WorldNaming:
    """Names of data, parameters and parts in both languages, for explanations and forms."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def name(self, path: Path) -> Text:
        """What a dotted name (or `:parameter`, as one part) is called."""
        if path[0].startswith(":"):
            found = self.names.world.parameter(".".join(path)[1:], self.names.pack)
            return found.definition.name if found else Text(path[0], path[0])
        if len(path) == 1:
            return self.names.role_name(path[0])
        step = self.names.find(path)
        if step is None:
            return Text(".".join(path), ".".join(path))
        name = step.label or Text(path[-1], path[-1])
        if path[0] in ("nodes", "papers", "materials") and not self.names.role_kinds(path[0]):
            return self._part(path, name)
        if step.datum is not None and self._vague(name):
            whose = self.name(path[:-1])
            return Text(f"{whose.zh}{name.zh}", f"{name.en or name.zh} of {whose.en or whose.zh}")
        return name

    def type_of(self, path: Path) -> Type | None:
        """The type by which a value is shown."""
        if path[0].startswith(":"):
            found = self.names.world.parameter(".".join(path)[1:], self.names.pack)
            return found.type if found else None
        step = self.names.find(path)
        return step.type if step else None

    def owner(self, path: Path) -> Text | None:
        """Who can supply a fact, by name; None where nobody is known."""
        key = self.names.owner_of(path)
        return self.owner_name(key) if key else None

    def owner_name(self, key: str) -> Text:
        """What an owner is called: a department, a body of the list of owners, or a role."""
        for codes in ("owners", "departments", "partners"):
            if key in self.names.world.dictionary.codes.get(codes, {}):
                return self.names.world.code_name(codes, key)
        return self.names.role_name(key)

    def _part(self, path: Path, part: Text) -> Text:
        whose = self.names.key_name(path[0], path[1])
        if len(path) == 2:
            return whose
        return Text(f"“{whose.zh}”{part.zh}", f"{part.en or part.zh} of “{whose.en or whose.zh}”")

    def _vague(self, name: Text) -> bool:
        return self._used[name.zh] > 1

    @cached_property
    def _used(self) -> Counter[str]:
        """How often a name is borne by data of the item's roles; a kind that two roles share counts twice."""
        count: Counter[str] = Counter()
        for role in self.names.roles():
            for kind in self.names.role_kinds(role) or ():
                data = self.names.world.data(kind, self.names.pack)
                count.update({d.definition.name.zh for d in data.values()})
        return count
