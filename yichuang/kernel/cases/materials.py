"""Materials of an item for one case or draft: which are needed, which are there, signed, valid, replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from yichuang.engines.values import Unknown, is_known
from yichuang.kernel.cases.plans import in_mode
from yichuang.kernel.catalogue.api import Reading
from yichuang.kernel.catalogue.contracts import Item, MaterialDef

Answer = bool | Unknown


@dataclass(frozen=True, slots=True)
class Held:
    """A material as it was handed in; `file` is the hash of its content, empty for a template that was signed."""

    key: str
    version: int = 1
    file: str = ""
    name: str = ""
    media: str = ""
    size: int = 0
    state: str = "have"
    signed: tuple[str, ...] = ()
    due: object = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a material stands. `needed` and `valid` may be unknown, then `missing` says because of what."""

    material: MaterialDef
    needed: Answer
    present: bool
    valid: Answer
    unsigned: tuple[str, ...]
    replaced: bool
    held: Held | None
    optional: bool = False
    deferred: bool = False
    missing: frozenset[str] = frozenset()

    @property
    def counts(self) -> bool:
        """Whether the material, or its valid replacement, is there."""
        return self.replaced or (self.present and self.valid is not False and not self.unsigned)

    @property
    def state(self) -> str:
        """One word for pages: have, missing, sign, invalid, deficient, replaced, not_needed, unknown."""
        if self.replaced:
            return "replaced"
        if self.present or (self.held and self.unsigned):
            return self._state_of_present()
        if self.deferred:
            return "deficient"
        if isinstance(self.needed, Unknown):
            return "unknown"
        return "missing" if self.needed else "not_needed"

    def _state_of_present(self) -> str:
        if self.valid is False:
            return "invalid"
        if self.unsigned:
            return "sign"
        return "have"


@dataclass
class Shelf:
    """The materials of one case or draft, looked at one by one and remembered."""

    item: Item
    mode: str
    held: Mapping[str, Held]
    shared: Callable[[str], bool] = lambda _key: False
    reading: Reading | None = None
    _seen: dict[str, Standing] = field(default_factory=dict)

    def standing(self, key: str) -> Standing:
        """How one material stands. Raises KeyError where the item has no such material."""
        if key not in self._seen:
            self._seen[key] = self._look(self.item.materials[key])
        return self._seen[key]

    def all(self) -> tuple[Standing, ...]:
        """All materials of the item in this mode, in the order written."""
        return tuple(self.standing(k) for k, m in self.item.materials.items() if self._in_mode(m))

    def asked(self) -> tuple[str, ...]:
        """The keys of what is asked for: needed, and not answered by a replacement."""
        return tuple(
            s.material.key
            for s in self.all()
            if s.needed is True and not s.replaced and not s.optional
        )

    def missing(self) -> tuple[Standing, ...]:
        """What is needed and not there, not signed or not valid."""
        return tuple(
            s
            for s in self.all()
            if s.needed is True and not s.optional and not s.counts and not s.deferred
        )

    def _in_mode(self, material: MaterialDef) -> bool:
        return in_mode(material.only, self.mode)

    def _look(self, material: MaterialDef) -> Standing:
        held = self.held.get(material.key)
        unsigned = tuple(p for p in material.signed_by if p not in (held.signed if held else ()))
        present = self._present(material, held, unsigned)
        needed, missing = self._needed(material)
        valid = self._answer(material.valid, default=True) if present else True
        if isinstance(valid, Unknown):
            missing |= valid.missing
        return Standing(
            material=material,
            needed=needed,
            present=present,
            valid=valid,
            unsigned=unsigned if present or held else (),
            replaced=not present and self._replaced(material),
            held=held,
            optional=self._answer(material.required, default=True) is False,
            deferred=bool(held and held.state == "deficient"),
            missing=missing,
        )

    def _present(self, material: MaterialDef, held: Held | None, unsigned: tuple[str, ...]) -> bool:
        if held is not None and held.state not in ("deficient", "gone"):
            if material.from_ == "template" or material.template:
                return not unsigned
            return bool(held.file) or held.state == "have"
        if material.from_.startswith("shared "):
            return self.shared(material.from_.removeprefix("shared ").strip())
        return False

    def _needed(self, material: MaterialDef) -> tuple[Answer, frozenset[str]]:
        """Needed when its rule says so and nothing else answers it; a replacement only where it may replace."""
        answer = self._answer(material.when, default=True)
        for original in self._originals(material.key):
            may = self._both(self._answer(original.when, default=True), self._may_replace(original))
            held = self.held.get(original.key)
            there = held is not None and self._present(original, held, ())
            answer = False if there else self._both(answer, may)
        if answer is not False and self._answered_already(material):
            answer = False
        if answer is not False and material.replaced_by:
            may = self._may_replace(material)
            if may is True and material.key not in self.held:
                answer = False
            elif isinstance(may, Unknown) and material.key not in self.held:
                answer = self._both(answer, may)
        return answer, answer.missing if isinstance(answer, Unknown) else frozenset()

    def _answered_already(self, material: MaterialDef) -> bool:
        """Whether a known fact makes the paper unnecessary."""
        if material.unless is None or self.reading is None:
            return False
        return is_known(self.reading.evaluate(material.unless))

    def _originals(self, key: str) -> Iterable[MaterialDef]:
        return [
            m for m in self.item.materials.values() if m.replaced_by == key and self._in_mode(m)
        ]

    def _may_replace(self, material: MaterialDef) -> Answer:
        return self._answer(material.replaced_when, default=True) if material.replaced_by else False

    def _replaced(self, material: MaterialDef) -> bool:
        if not material.replaced_by or self._may_replace(material) is not True:
            return False
        other = self.item.materials.get(material.replaced_by)
        if other is None:
            return False
        held = self.held.get(other.key)
        unsigned = tuple(p for p in other.signed_by if p not in (held.signed if held else ()))
        return held is not None and self._present(other, held, unsigned) and not unsigned

    def _answer(self, slot: object, *, default: bool) -> Answer:
        if slot is None or self.reading is None:
            return default
        return self.reading.answer(slot)  # type: ignore[arg-type]

    @staticmethod
    def _both(left: Answer, right: Answer) -> Answer:
        if left is False or right is False:
            return False
        if isinstance(left, Unknown) or isinstance(right, Unknown):
            names = frozenset[str]()
            for one in (left, right):
                names |= one.missing if isinstance(one, Unknown) else frozenset()
            return Unknown(names)
        return True
